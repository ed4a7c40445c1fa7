//! Expressions that authors write into invariants: `count('men') + count('women') == count('experts')`.
//!
//! They are written in CEL, the Common Expression Language, and read by the crate `cel`; [`parse`] then looks whether
//! they keep to what facts need. Numbers, dates in quotation marks and functions that name facts become variables of the
//! program, see [`Leaf`], and comparisons become functions, see [`COMPARISONS`]: the types of CEL know neither exact
//! decimals nor "more than 120" nor a date that is known to the month, and its comparisons cannot answer "not certain".
//! Lists, maps, texts and the loops over them are refused, and length and nesting are limited before `cel` sees the
//! text, so that reading and reckoning always come to an end. What an expression means is for the checks to say.

mod check;
mod syntax;

use crate::{Decimal, FactKind, PartialDate};
use cel::IdedExpr;
use cel::common::ast::operators;
use cel::parser::Parser;
use concord_diagnostics::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// The most bytes that an expression may have.
pub const MAX_LENGTH: usize = 1000;
/// How deep brackets may stand inside each other.
pub const MAX_DEPTH: usize = 24;

/// CEL's comparisons, and the functions of two numbers or two dates that stand for them in a program.
pub const COMPARISONS: [(&str, &str); 6] = [
    (operators::EQUALS, "equal"),
    (operators::NOT_EQUALS, "not_equal"),
    (operators::LESS, "less"),
    (operators::LESS_EQUALS, "at_most"),
    (operators::GREATER, "greater"),
    (operators::GREATER_EQUALS, "at_least"),
];

/// The functions of two dates: the full years and the full months from one to the other.
pub const BETWEEN: [&str; 2] = ["years_between", "months_between"];

/// An expression and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// As it was written.
    pub text: String,
    /// The program that `cel` runs.
    pub program: IdedExpr,
    /// What becomes a variable of the program, in the order in which it is read. The name of the variable is the leaf
    /// as it is [written](Self::written).
    pub leaves: Vec<Leaf>,
    /// The string in the ledger, quotation marks included.
    pub span: Span,
    /// Where the first character of `text` is in the ledger; `None` where the string has escapes.
    offset: Option<usize>,
    /// Where the parts of the program are, by their number.
    ranges: BTreeMap<u64, Range<usize>>,
}

impl Expression {
    /// Where a part of the program is in the text, in bytes.
    pub fn range(&self, part: &IdedExpr) -> Range<usize> {
        self.ranges.get(&part.id).cloned().unwrap_or(0..self.text.len())
    }

    /// The place of a part in the ledger.
    pub fn place(&self, range: &Range<usize>) -> Span {
        match self.offset {
            Some(offset) => Span::new(self.span.source, offset + range.start..offset + range.end),
            None => self.span,
        }
    }

    /// A part as it was written.
    pub fn written(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or(&self.text)
    }

    /// The facts that it names, in the order in which they are read.
    pub fn facts(&self) -> impl Iterator<Item = FactName<'_>> {
        self.leaves.iter().filter_map(|leaf| match &leaf.kind {
            LeafKind::Fact { function, id, range } => {
                Some(FactName { function: *function, id, range, call: &leaf.range })
            }
            _ => None,
        })
    }
}

/// A fact that an expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactName<'a> {
    /// The function that asks for it.
    pub function: Function,
    /// The id; of [`Function::PhasesIn`] a group.
    pub id: &'a str,
    /// The id with its quotation marks, in the expression.
    pub range: &'a Range<usize>,
    /// The whole call, in the expression.
    pub call: &'a Range<usize>,
}

/// A part of an expression that has a value of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// What it is.
    pub kind: LeafKind,
    /// Where it is in the expression, in bytes.
    pub range: Range<usize>,
}

/// The kinds of leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeafKind {
    /// A number.
    Number {
        /// Without its sign.
        value: Decimal,
        /// Whether a `-` belongs to it.
        is_negative: bool,
    },
    /// A date in quotation marks.
    Date(PartialDate),
    /// A function of a fact, or of a group of phases.
    Fact {
        /// Which one.
        function: Function,
        /// The id.
        id: String,
        /// The id with its quotation marks, in the expression.
        range: Range<usize>,
    },
}

/// Functions that take the id of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// The number of a count.
    Count,
    /// The percentage of a share.
    Share,
    /// The whole sum of an amount.
    Amount,
    /// A date.
    Date,
    /// The date for which a count holds.
    AsOf,
    /// The first day, month or year of a phase or an Action.
    Start,
    /// The last day, month or year of a phase or an Action.
    End,
    /// The full years that a phase or an Action lasts.
    YearsIn,
    /// The full months that a phase or an Action lasts.
    MonthsIn,
    /// How many phases a group has.
    PhasesIn,
}

impl Function {
    const ALL: &[(&str, Self)] = &[
        ("count", Self::Count),
        ("share", Self::Share),
        ("amount", Self::Amount),
        ("date", Self::Date),
        ("as_of", Self::AsOf),
        ("start", Self::Start),
        ("end", Self::End),
        ("years_in", Self::YearsIn),
        ("months_in", Self::MonthsIn),
        ("phases_in", Self::PhasesIn),
    ];

    /// The kinds of fact that it takes; none where it takes the name of a group.
    pub fn kinds(self) -> &'static [FactKind] {
        match self {
            Self::Count | Self::AsOf => &[FactKind::Count],
            Self::Share => &[FactKind::Share],
            Self::Amount => &[FactKind::Amount],
            Self::Date => &[FactKind::Date],
            Self::Start | Self::End | Self::YearsIn | Self::MonthsIn => &[FactKind::Phase, FactKind::Action],
            Self::PhasesIn => &[],
        }
    }

    fn is_date(self) -> bool {
        matches!(self, Self::Date | Self::AsOf | Self::Start | Self::End)
    }
}

/// Why a text is not an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes of the expression.
    pub range: Range<usize>,
    /// What is wrong, to be read after a colon.
    pub message: String,
    /// What is to be seen at the place.
    pub label: String,
    /// How to mend it.
    pub help: String,
}

const WHOLE_HELP: &str = "write a comparison such as `count('a') + count('b') <= count('c')`";
const DIVIDE_HELP: &str = "divide it into several invariants";

impl Fault {
    fn new(range: Range<usize>, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self { range, message: message.into(), label: label.into(), help: WHOLE_HELP.to_owned() }
    }

    fn helped(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }
}

/// Reads an expression. `span` is the string that it stands in, and `offset` where its first character is in the file.
///
/// # Errors
///
/// The first fault, in bytes of the expression.
pub fn parse(text: &str, span: Span, offset: Option<usize>) -> Result<Expression, Fault> {
    if text.len() > MAX_LENGTH {
        let message = format!("it has {} characters and may have {MAX_LENGTH}", text.len());
        return Err(Fault::new(0..text.len(), message, "too long").helped(DIVIDE_HELP));
    }
    limit_depth(text)?;
    let (mut program, source) =
        Parser::new().parse_with_source_info(text).map_err(|errors| syntax::fault(text, &errors))?;
    let (leaves, ranges) = check::check(text, &source, &mut program)?;
    Ok(Expression { text: text.to_owned(), program, leaves, span, offset, ranges })
}

/// A parser calls itself for every bracket inside another.
fn limit_depth(text: &str) -> Result<(), Fault> {
    let mut depth = 0usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let message = format!("brackets stand inside each other more than {MAX_DEPTH} times");
            return Err(Fault::new(at..at + 1, message, "too deep").helped(DIVIDE_HELP));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
