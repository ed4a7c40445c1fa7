//! Expressions that authors write into invariants: `count('men') + count('women') == count('experts')`.
//!
//! The grammar is that of C's and CEL's expressions, cut down to what facts need: numbers, dates in quotation marks,
//! functions that name facts, `+ - * /`, comparisons, `&& || !` and brackets. There are no variables and no loops, and
//! length and nesting are limited, so that reading and reckoning always come to an end. What an expression means is for
//! the checks to say.

use crate::{Decimal, FactKind, PartialDate, nearest};
use concord_diagnostics::Span;
use std::ops::Range;
use winnow::ascii::multispace0;
use winnow::combinator::{Infix, Prefix, alt, delimited, expression, fail, preceded};
use winnow::error::{ErrMode, ParserError};
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stateful};
use winnow::token::{any, one_of, take_till, take_while};

/// The most bytes that an expression may have.
pub const MAX_LENGTH: usize = 1000;
/// How deep brackets may stand inside each other.
pub const MAX_DEPTH: usize = 24;
/// How many signs such as `!` may follow each other.
const MAX_SIGNS: usize = 4;

/// An expression and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// As it was written.
    pub text: String,
    /// What it says.
    pub root: Node,
    /// The string in the ledger, quotation marks included.
    pub span: Span,
    /// Where the first character of `text` is in the ledger; `None` where the string has escapes.
    offset: Option<usize>,
}

impl Expression {
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

    /// The facts that it names, in the order in which they are read, with the kinds that each may have.
    pub fn facts(&self) -> Vec<FactName<'_>> {
        let mut facts = Vec::new();
        self.root.facts(&mut facts);
        facts
    }
}

/// A fact that an expression names.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// A part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it is in the expression, in bytes.
    pub range: Range<usize>,
}

/// The kinds of part.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// A number.
    Number(Decimal),
    /// A date in quotation marks.
    Date(PartialDate),
    /// A function of a fact, or of a group of phases.
    Fact {
        /// Which one.
        function: Function,
        /// The id.
        id: Quoted,
    },
    /// The full years (or months) from one date to another.
    Between {
        /// Whether months are counted.
        months: bool,
        /// The two dates.
        dates: Box<[Node; 2]>,
    },
    /// `!`
    Not(Box<Node>),
    /// `-`
    Negative(Box<Node>),
    /// An operation of two parts.
    Binary(Operator, Box<[Node; 2]>),
}

/// A word and its place in the expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The word.
    pub value: String,
    /// Where it is, quotation marks included.
    pub range: Range<usize>,
}

/// Operations of two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
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
}

/// The functions of two dates, and whether they count months.
const BETWEEN: &[(&str, bool)] = &[("years_between", false), ("months_between", true)];

impl Node {
    fn facts<'a>(&'a self, facts: &mut Vec<FactName<'a>>) {
        match &self.kind {
            NodeKind::Number(_) | NodeKind::Date(_) => {}
            NodeKind::Fact { function, id } => {
                let (function, call) = (*function, &self.range);
                facts.push(FactName { function, id: &id.value, range: &id.range, call });
            }
            NodeKind::Not(inner) | NodeKind::Negative(inner) => inner.facts(facts),
            NodeKind::Between { dates: parts, .. } | NodeKind::Binary(_, parts) => {
                parts.iter().for_each(|part| part.facts(facts));
            }
        }
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

impl Fault {
    fn new(range: Range<usize>, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self { range, message: message.into(), label: label.into(), help: WHOLE_HELP.to_owned() }
    }

    fn helped(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }
}

impl<I: winnow::stream::Stream + Location> ParserError<I> for Fault {
    type Inner = Self;

    fn from_input(input: &I) -> Self {
        let at = input.current_token_start();
        Self::new(at..at, "something is missing", "here")
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

/// How deep the brackets are at this place.
type Input<'i> = Stateful<LocatingSlice<&'i str>, usize>;
type Parsed<T> = Result<T, ErrMode<Fault>>;

/// Reads an expression. `span` is the string that it stands in, and `offset` where its first character is in the file.
///
/// # Errors
///
/// The first fault, in bytes of the expression.
pub fn parse(text: &str, span: Span, offset: Option<usize>) -> Result<Expression, Fault> {
    if text.len() > MAX_LENGTH {
        let message = format!("it has {} characters and may have {MAX_LENGTH}", text.len());
        return Err(
            Fault::new(0..text.len(), message, "too long").helped("divide it into several invariants")
        );
    }
    limit_signs(text)?;
    let mut input = Input { input: LocatingSlice::new(text), state: 0 };
    let root = whole(&mut input).map_err(|error| match error {
        ErrMode::Backtrack(fault) | ErrMode::Cut(fault) => fault,
        ErrMode::Incomplete(_) => Fault::new(text.len()..text.len(), "it is not complete", "the end"),
    })?;
    Ok(Expression { text: text.to_owned(), root, span, offset })
}

/// Signs in a row are read one inside the other, as brackets are.
fn limit_signs(text: &str) -> Result<(), Fault> {
    let mut run = 0;
    for (at, character) in text.char_indices() {
        match character {
            '!' | '-' => run += 1,
            _ if character.is_whitespace() => {}
            _ => run = 0,
        }
        if run > MAX_SIGNS {
            let fault = Fault::new(at..at + 1, "too many signs follow each other", "one sign too many");
            return Err(fault.helped("leave out pairs of signs, which change nothing"));
        }
    }
    Ok(())
}

fn whole(input: &mut Input<'_>) -> Parsed<Node> {
    let node = node(input)?;
    let start = input.current_token_start();
    let rest: &str = take_while(0.., |_| true).parse_next(input)?;
    match rest.chars().next() {
        None => Ok(node),
        Some(')') => Err(cut(start..start + 1, "a closing bracket has no opening one", "closes nothing")),
        Some('=') if !rest.starts_with("==") => {
            let fault = Fault::new(start..start + 1, "`=` compares nothing", "one sign is missing");
            Err(ErrMode::Cut(fault.helped("write `==`")))
        }
        Some(first) => {
            let end = start + first.len_utf8();
            Err(cut(start..end, "an operator such as `+` or `<=` is missing", "expected an operator"))
        }
    }
}

fn cut(range: Range<usize>, message: impl Into<String>, label: impl Into<String>) -> ErrMode<Fault> {
    ErrMode::Cut(Fault::new(range, message, label))
}

fn node(input: &mut Input<'_>) -> Parsed<Node> {
    let infix = delimited(multispace0, infix, multispace0);
    delimited(multispace0, expression(operand).prefix(prefix).infix(infix), multispace0).parse_next(input)
}

fn prefix<'i>(input: &mut Input<'i>) -> Parsed<Prefix<Input<'i>, Node, ErrMode<Fault>>> {
    let sign = one_of::<_, _, ErrMode<Fault>>(['!', '-']);
    let start = input.current_token_start();
    let rest: &str = input.input.as_ref();
    match preceded(multispace0, sign).parse_next(input) {
        Ok('!') => Ok(Prefix(12, |_, inner: Node| Ok(unary(NodeKind::Not, inner)))),
        Ok(_) => Ok(Prefix(12, |_, inner: Node| Ok(unary(NodeKind::Negative, inner)))),
        Err(_) => Err(missing_value(start, rest)),
    }
}

fn unary(kind: fn(Box<Node>) -> NodeKind, inner: Node) -> Node {
    let range = inner.range.clone();
    Node { kind: kind(Box::new(inner)), range }
}

/// What stands in the place of a value.
fn missing_value(start: usize, rest: &str) -> ErrMode<Fault> {
    let help = "write a number, a date in quotation marks, or a fact such as `count('countries')`";
    let fault = match rest.chars().next() {
        None => Fault::new(start..start, "it ends where a value is expected", "expected a value"),
        Some(first) => {
            let message = format!("`{first}` stands where a value is expected");
            Fault::new(start..start + first.len_utf8(), message, "expected a value")
        }
    };
    ErrMode::Cut(fault.helped(help))
}

fn infix<'i>(input: &mut Input<'i>) -> Parsed<Infix<Input<'i>, Node, ErrMode<Fault>>> {
    macro_rules! left {
        ($power:literal, $operator:ident) => {
            Infix::Left($power, |_, left: Node, right: Node| Ok(binary(Operator::$operator, left, right)))
        };
    }
    let long = alt(("||", "&&", "==", "!=", "<=", ">="));
    let sign = alt((long, "<", ">", "+", "-", "*", "/")).parse_next(input)?;
    Ok(match sign {
        "||" => left!(2, Or),
        "&&" => left!(4, And),
        "==" => left!(6, Equal),
        "!=" => left!(6, NotEqual),
        "<=" => left!(6, AtMost),
        ">=" => left!(6, AtLeast),
        "<" => left!(6, Less),
        ">" => left!(6, Greater),
        "+" => left!(8, Plus),
        "-" => left!(8, Minus),
        "*" => left!(10, Times),
        _ => left!(10, Over),
    })
}

fn binary(operator: Operator, left: Node, right: Node) -> Node {
    let range = left.range.start..right.range.end;
    Node { kind: NodeKind::Binary(operator, Box::new([left, right])), range }
}

fn operand(input: &mut Input<'_>) -> Parsed<Node> {
    multispace0.parse_next(input)?;
    let start = input.current_token_start();
    let first = winnow::combinator::peek(any).parse_next(input)?;
    match first {
        '(' => bracketed(input, start),
        '\'' | '"' => {
            let text = quoted(input)?;
            let date = PartialDate::parse(&text.value).map_err(|_| not_a_date(&text))?;
            Ok(Node { kind: NodeKind::Date(date), range: text.range })
        }
        '0'..='9' => {
            let digits: &str = take_while(1.., |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_')
                .parse_next(input)?;
            let range = start..start + digits.len();
            match Decimal::parse(digits) {
                Some(number) => Ok(Node { kind: NodeKind::Number(number), range }),
                None => {
                    let message = format!("`{digits}` is not a number");
                    let fault = Fault::new(range, message, "not a number");
                    Err(ErrMode::Cut(fault.helped("write digits and a point alone: 46, 4.5, 1500")))
                }
            }
        }
        first if first.is_alphabetic() || first == '_' => call(input, start),
        _ => fail.parse_next(input),
    }
}

fn not_a_date(text: &Quoted) -> ErrMode<Fault> {
    let message = format!("'{}' stands alone and is not a date", text.value);
    let fault = Fault::new(text.range.clone(), message, "not a date");
    ErrMode::Cut(fault.helped(format!(
        "write a date as '2009', '2009-01' or '2009-01-01', or say what kind of fact is meant: count('{}')",
        text.value
    )))
}

fn bracketed(input: &mut Input<'_>, start: usize) -> Parsed<Node> {
    any.void().parse_next(input)?;
    deeper(input, start)?;
    let inner = node(input)?;
    closing(input, start)?;
    input.state -= 1;
    Ok(inner)
}

fn deeper(input: &mut Input<'_>, start: usize) -> Parsed<()> {
    input.state += 1;
    if input.state <= MAX_DEPTH {
        return Ok(());
    }
    let message = format!("brackets stand inside each other more than {MAX_DEPTH} times");
    Err(ErrMode::Cut(
        Fault::new(start..start + 1, message, "too deep").helped("divide it into several invariants"),
    ))
}

fn closing(input: &mut Input<'_>, opening: usize) -> Parsed<()> {
    let at = input.current_token_start();
    if one_of::<_, _, ErrMode<Fault>>(')').parse_next(input).is_ok() {
        return Ok(());
    }
    let rest: &str = input.input.as_ref();
    let (range, label) = match rest.chars().next() {
        Some(first) => (at..at + first.len_utf8(), "expected `)` or an operator"),
        None => (opening..opening + 1, "not closed"),
    };
    Err(cut(range, "a bracket is not closed", label))
}

fn quoted(input: &mut Input<'_>) -> Parsed<Quoted> {
    let start = input.current_token_start();
    let quote = any.parse_next(input)?;
    let value: &str = take_till(0.., quote).parse_next(input)?;
    let end = start + 2 + value.len();
    if one_of::<_, _, ErrMode<Fault>>(quote).parse_next(input).is_err() {
        return Err(cut(start..start + 1, "a quotation mark is not closed", "not closed"));
    }
    Ok(Quoted { value: value.to_owned(), range: start..end })
}

fn call(input: &mut Input<'_>, start: usize) -> Parsed<Node> {
    let name: &str =
        take_while(1.., |c: char| c.is_alphanumeric() || c == '_' || c == '-').parse_next(input)?;
    let range = start..start + name.len();
    let function = Function::ALL.iter().find(|(known, _)| *known == name).map(|(_, function)| *function);
    let between = BETWEEN.iter().find(|(known, _)| *known == name).map(|(_, months)| *months);
    if function.is_none() && between.is_none() {
        return Err(unknown_function(name, range));
    }
    multispace0.parse_next(input)?;
    let opening = input.current_token_start();
    if one_of::<_, _, ErrMode<Fault>>('(').parse_next(input).is_err() {
        let fault = Fault::new(range, format!("`{name}` needs brackets"), "a function");
        return Err(ErrMode::Cut(fault.helped(format!("write `{name}('...')`"))));
    }
    deeper(input, opening)?;
    multispace0.parse_next(input)?;
    let kind = match (function, between) {
        (Some(function), _) => NodeKind::Fact { function, id: id(input, name)? },
        (None, months) => {
            let first = node(input)?;
            if one_of::<_, _, ErrMode<Fault>>(',').parse_next(input).is_err() {
                return Err(cut(
                    range,
                    format!("`{name}` needs two dates with a comma between them"),
                    "two dates",
                ));
            }
            let second = node(input)?;
            NodeKind::Between { months: months.unwrap_or(false), dates: Box::new([first, second]) }
        }
    };
    multispace0.parse_next(input)?;
    closing(input, opening)?;
    input.state -= 1;
    let end = input.previous_token_end();
    Ok(Node { kind, range: start..end })
}

fn unknown_function(name: &str, range: Range<usize>) -> ErrMode<Fault> {
    let known =
        || Function::ALL.iter().map(|(known, _)| *known).chain(BETWEEN.iter().map(|(known, _)| *known));
    let help = match nearest(name, known()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("known functions are {}", known().collect::<Vec<_>>().join(", ")),
    };
    ErrMode::Cut(Fault::new(range, format!("there is no function `{name}`"), "unknown function").helped(help))
}

fn id(input: &mut Input<'_>, function: &str) -> Parsed<Quoted> {
    let at = input.current_token_start();
    let rest: &str = input.input.as_ref();
    match rest.chars().next() {
        Some('\'' | '"') => quoted(input),
        other => {
            let end = at + other.map_or(0, char::len_utf8);
            let what = if function == "phases_in" { "the name of a group" } else { "the id of a fact" };
            let message = format!("`{function}` needs {what} in quotation marks");
            let fault = Fault::new(at..end, message, "expected a quotation mark");
            Err(ErrMode::Cut(fault.helped(format!("write `{function}('...')`"))))
        }
    }
}

#[cfg(test)]
mod tests;
