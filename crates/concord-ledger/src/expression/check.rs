//! Whether an expression that `cel` has read keeps to what facts need, and its leaves.

use super::{BETWEEN, COMPARISONS, DIVIDE_HELP, Fault, Function, Leaf, LeafKind, syntax};
use crate::{Decimal, PartialDate, nearest};
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SourceInfo, operators};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many operations may stand inside each other; a sum of many terms is one.
const MAX_OPERATIONS: usize = 100;

type Ranges = BTreeMap<u64, Range<usize>>;

/// Makes variables of the leaves of `program` and functions of its comparisons.
pub(super) fn check(
    text: &str,
    source: &SourceInfo,
    program: &mut IdedExpr,
) -> Result<(Vec<Leaf>, Ranges), Fault> {
    let mut checker = Checker { text, source, leaves: Vec::new(), ranges: Ranges::new() };
    let kind = checker.part(program, 0)?;
    if kind != Kind::Truth {
        let message = format!("it gives {}, not true or false", kind.name());
        let range = checker.range(program);
        return Err(
            Fault::new(range, message, "no comparison").helped("compare it with something: `... == 10`")
        );
    }
    Ok((checker.leaves, checker.ranges))
}

/// What a part gives.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Date,
    Truth,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Truth => "true or false",
        }
    }
}

struct Checker<'a> {
    text: &'a str,
    source: &'a SourceInfo,
    leaves: Vec<Leaf>,
    ranges: Ranges,
}

impl Checker<'_> {
    fn part(&mut self, part: &mut IdedExpr, depth: usize) -> Result<Kind, Fault> {
        if depth > MAX_OPERATIONS {
            let message = format!("more than {MAX_OPERATIONS} operations follow each other");
            return Err(Fault::new(self.token(part), message, "one too many").helped(DIVIDE_HELP));
        }
        let token = self.token(part);
        match &mut part.expr {
            Expr::Call(call) if call.target.is_none() => {
                if let Some((name, function)) = Function::ALL.iter().find(|(name, _)| *name == call.func_name)
                {
                    return self.fact(part, name, *function);
                }
                // The name that the call was written with; comparisons are given another one.
                let name = call.func_name.clone();
                let kind = self.call(part.id, call, depth)?;
                let range = self.around(&name, &call.args, token.start);
                self.ranges.insert(part.id, range);
                Ok(kind)
            }
            Expr::Literal(literal) => {
                let literal = literal.clone();
                self.literal(part, &literal)
            }
            Expr::Ident(name) => {
                let help = match Function::ALL.iter().find(|(known, _)| known == name) {
                    Some(_) => format!("write `{name}('...')`"),
                    None => format!("say what kind of fact is meant: `count('{name}')`"),
                };
                Err(Fault::new(token, format!("`{name}` stands alone"), "a word alone").helped(help))
            }
            _ => Err(self.unavailable(part)),
        }
    }

    /// Lists, maps, texts, and the loops over them.
    fn unavailable(&self, part: &IdedExpr) -> Fault {
        let message = "this part of CEL is not available here";
        Fault::new(self.token(part), message, "not available").helped(
            "use numbers, dates, functions of facts, comparisons, `+ - * /`, `&&`, `||`, `!` and `? :`",
        )
    }

    fn call(&mut self, id: u64, call: &mut CallExpr, depth: usize) -> Result<Kind, Fault> {
        let name = call.func_name.as_str();
        if let Some((_, function)) = COMPARISONS.iter().find(|(operator, _)| *operator == name) {
            let kind = self.part(&mut call.args[0], depth + 1)?;
            if kind == Kind::Truth {
                return Err(wrong(self.range(&call.args[0]), "a number or a date", kind));
            }
            self.wants(kind, &mut call.args[1], depth)?;
            call.func_name = (*function).to_owned();
            return Ok(Kind::Truth);
        }
        let kind = match name {
            operators::ADD
            | operators::SUBSTRACT
            | operators::MULTIPLY
            | operators::DIVIDE
            | operators::NEGATE => Kind::Number,
            operators::LOGICAL_AND | operators::LOGICAL_OR | operators::LOGICAL_NOT => Kind::Truth,
            operators::CONDITIONAL => {
                self.wants(Kind::Truth, &mut call.args[0], depth)?;
                let kind = self.part(&mut call.args[1], depth + 1)?;
                self.wants(kind, &mut call.args[2], depth)?;
                return Ok(kind);
            }
            name if BETWEEN.contains(&name) => {
                if call.args.len() != 2 {
                    let message = format!("`{name}` needs two dates with a comma between them");
                    return Err(Fault::new(self.name(id, name), message, "two dates"));
                }
                for date in &mut call.args {
                    self.wants(Kind::Date, date, depth)?;
                }
                return Ok(Kind::Number);
            }
            name if name.starts_with(|c: char| c.is_alphabetic()) => {
                return Err(unknown_function(name, self.name(id, name)));
            }
            _ => return Err(self.unavailable(&IdedExpr { id, ..IdedExpr::default() })),
        };
        for operand in &mut call.args {
            self.wants(kind, operand, depth)?;
        }
        Ok(kind)
    }

    fn wants(&mut self, wanted: Kind, part: &mut IdedExpr, depth: usize) -> Result<(), Fault> {
        match self.part(part, depth + 1)? {
            kind if kind == wanted => Ok(()),
            kind => Err(wrong(
                self.range(part),
                if wanted == Kind::Truth { "a comparison" } else { wanted.name() },
                kind,
            )),
        }
    }

    fn fact(&mut self, part: &mut IdedExpr, name: &str, function: Function) -> Result<Kind, Fault> {
        let Expr::Call(call) = &part.expr else { return Err(self.unavailable(part)) };
        let [IdedExpr { id: quoted, expr: Expr::Literal(LiteralValue::String(id)) }] = call.args.as_slice()
        else {
            let what =
                if function == Function::PhasesIn { "the name of a group" } else { "the id of a fact" };
            let message = format!("`{name}` needs {what} in quotation marks, and nothing else");
            return Err(Fault::new(self.name(part.id, name), message, "this function")
                .helped(format!("write `{name}('...')`")));
        };
        let (id, quoted) = (id.inner().to_owned(), self.token_of(*quoted));
        let range = self.balanced(self.name(part.id, name).start..quoted.end);
        self.leaf(part, LeafKind::Fact { function, id, range: quoted }, range);
        Ok(if function.is_date() { Kind::Date } else { Kind::Number })
    }

    fn literal(&mut self, part: &mut IdedExpr, literal: &LiteralValue) -> Result<Kind, Fault> {
        let token = self.token(part);
        let is_negative = match literal {
            LiteralValue::Boolean(_) => {
                self.ranges.insert(part.id, token);
                return Ok(Kind::Truth);
            }
            LiteralValue::String(text) => {
                let date =
                    PartialDate::parse(text.inner()).map_err(|_| not_a_date(text.inner(), token.clone()))?;
                self.leaf(part, LeafKind::Date(date), token);
                return Ok(Kind::Date);
            }
            LiteralValue::Int(number) => *number.inner() < 0,
            LiteralValue::Double(number) => number.inner().is_sign_negative(),
            _ => return Err(self.unavailable(part)),
        };
        let written = self.text.get(token.clone()).unwrap_or_default();
        let value = Decimal::parse(written).ok_or_else(|| syntax::no_number(token.clone(), written))?;
        let sign = self.text.get(..token.start).and_then(|before| before.rfind('-'));
        let start = sign.filter(|_| is_negative).unwrap_or(token.start);
        self.leaf(part, LeafKind::Number { value, is_negative }, start..token.end);
        Ok(Kind::Number)
    }

    fn leaf(&mut self, part: &mut IdedExpr, kind: LeafKind, range: Range<usize>) {
        part.expr = Expr::Ident(self.text.get(range.clone()).unwrap_or_default().to_owned());
        self.ranges.insert(part.id, range.clone());
        self.leaves.push(Leaf { kind, range });
    }

    fn range(&self, part: &IdedExpr) -> Range<usize> {
        self.ranges.get(&part.id).cloned().unwrap_or_else(|| self.token(part))
    }

    fn token(&self, part: &IdedExpr) -> Range<usize> {
        self.token_of(part.id)
    }

    /// The token by which `cel` knows a part: an operator, a literal, or the opening bracket of a call.
    fn token_of(&self, id: u64) -> Range<usize> {
        let token = self.source.offset_for(id).map(|(first, last)| first as usize..last as usize + 1);
        token.filter(|token| self.text.get(token.clone()).is_some()).unwrap_or(0..self.text.len())
    }

    /// The name before the opening bracket of a call.
    fn name(&self, id: u64, name: &str) -> Range<usize> {
        let bracket = self.token_of(id);
        let before = self.text.get(..bracket.start).unwrap_or_default().trim_end();
        if before.ends_with(name) { before.len() - name.len()..before.len() } else { bracket }
    }

    /// The part that a call is: from its first operand, its sign or its name to the end of its last operand.
    fn around(&self, name: &str, operands: &[IdedExpr], token: usize) -> Range<usize> {
        let before = self.text.get(..token).unwrap_or_default().trim_end();
        let start = if before.ends_with(name) { before.len() - name.len() } else { token };
        let first = operands.first().map_or(start, |first| self.range(first).start);
        let end = operands.last().map_or(token, |last| self.range(last).end);
        self.balanced(start.min(first)..end)
    }

    /// The brackets of operands belong to no part; a part that holds one of a pair is given the other one.
    fn balanced(&self, range: Range<usize>) -> Range<usize> {
        let (mut unclosed, mut unopened) = (0usize, 0usize);
        for byte in self.text.get(range.clone()).unwrap_or_default().bytes() {
            match byte {
                b'(' => unclosed += 1,
                b')' if unclosed > 0 => unclosed -= 1,
                b')' => unopened += 1,
                _ => {}
            }
        }
        let Range { mut start, mut end } = range;
        for _ in 0..unopened {
            start = self.text.get(..start).and_then(|before| before.rfind('(')).unwrap_or(start);
        }
        for _ in 0..unclosed {
            let after = self.text.get(end..).and_then(|after| after.find(')'));
            end = after.map_or(end, |at| end + at + 1);
        }
        start..end
    }
}

fn wrong(range: Range<usize>, wanted: &str, kind: Kind) -> Fault {
    let message = format!("{wanted} is needed here, and this is {}", kind.name());
    Fault::new(range, message, kind.name())
        .helped("compare numbers with numbers and dates with dates; `&&`, `||` and `!` join comparisons")
}

fn not_a_date(text: &str, range: Range<usize>) -> Fault {
    Fault::new(range, format!("'{text}' stands alone and is not a date"), "not a date").helped(format!(
        "write a date as '2009', '2009-01' or '2009-01-01', or say what kind of fact is meant: count('{text}')"
    ))
}

fn unknown_function(name: &str, range: Range<usize>) -> Fault {
    let known = || Function::ALL.iter().map(|(known, _)| *known).chain(BETWEEN);
    let help = match nearest(name, known()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("known functions are {}", known().collect::<Vec<_>>().join(", ")),
    };
    Fault::new(range, format!("there is no function `{name}`"), "unknown function").helped(help)
}
