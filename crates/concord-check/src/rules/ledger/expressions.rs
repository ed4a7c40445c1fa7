//! What authors require of their facts holds.
//!
//! **What.** The expression of an invariant is not certainly false. Counts that are not exact stand for a range, and dates
//! of which neither is certainly first are not ordered: what may be true is not reported.
//!
//! **Why.** An author knows of dependencies that no general rule can know, such as that two groups of experts are part of
//! a third.
//!
//! **How to mend.** Correct one of the facts, or the expression.

use crate::rules::ledger::derived_shares::shown;
use crate::rules::ledger::interval::Interval;
use crate::rules::ledger::{phase_counts, spans};
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::expression::{Function, Node, NodeKind, Operator};
use concord_ledger::{Expression, Fact, InvariantKind, Ledger, PartialDate, SpanUnit, Spanned};
use std::cmp::Ordering;
use std::ops::{Range, RangeInclusive};

/// Looks at every expression. One that names a fact that is not there is left to the rule of references.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let failing = ledger.invariants.iter().filter_map(|invariant| match &invariant.kind {
        InvariantKind::Expression { expression, message } => judge(ledger, expression, message.as_ref()),
        _ => None,
    });
    failing.collect()
}

/// What a part of an expression is.
#[derive(Clone, Copy, Debug)]
enum Value {
    Number(Interval),
    Date(PartialDate),
    /// `None` where it is not certain.
    Truth(Option<bool>),
}

impl Value {
    fn kind(self) -> &'static str {
        match self {
            Self::Number(_) => "a number",
            Self::Date(_) => "a date",
            Self::Truth(_) => "true or false",
        }
    }
}

/// Why a part has no value.
enum Stop {
    /// It names a fact that is not there, which another rule reports.
    Unknown,
    /// The expression is at fault.
    Fault { range: Range<usize>, message: String, help: &'static str },
}

fn judge(ledger: &Ledger, expression: &Expression, message: Option<&Spanned<String>>) -> Option<Diagnostic> {
    let root = &expression.root;
    match value(ledger, root) {
        Err(Stop::Unknown) | Ok(Value::Truth(None | Some(true))) => None,
        Ok(Value::Truth(Some(false))) => Some(failing(ledger, expression, message)),
        Ok(other) => {
            let message = format!("the expression of an invariant gives {}, not true or false", other.kind());
            let help = "compare it with something: `... == 10`";
            Some(fault(expression, &root.range, message, help))
        }
        Err(Stop::Fault { range, message, help }) => {
            let message = format!("the expression of an invariant has no value: {message}");
            Some(fault(expression, &range, message, help))
        }
    }
}

fn fault(expression: &Expression, range: &Range<usize>, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(Code::INVALID_INVARIANT, message).at(expression.place(range), "here").help(help)
}

fn failing(ledger: &Ledger, expression: &Expression, message: Option<&Spanned<String>>) -> Diagnostic {
    let part = failing_part(ledger, &expression.root);
    let said = match message {
        Some(message) => message.value.trim_end_matches('.').to_owned(),
        None => format!("an invariant does not hold: {}", expression.written(&part.range)),
    };
    let mut seen: Vec<String> = Vec::new();
    let mut places = Vec::new();
    for name in expression.facts() {
        let call = expression.written(name.call);
        let Some(words) = words(ledger, name.function, name.id) else { continue };
        let line = format!("{call} is {words}");
        if seen.contains(&line) {
            continue;
        }
        seen.push(line);
        if name.function == Function::PhasesIn {
            let phases = phase_counts::phases_of(ledger, name.id);
            let group = |phase: &concord_ledger::Phase| phase.group.as_ref().map(|group| group.span);
            places.extend(phases.iter().filter_map(|(id, phase)| Some((group(phase)?, (*id).to_owned()))));
        } else if let Some(fact) = ledger.fact(name.id) {
            let span = match (fact, name.function) {
                (Fact::Phase(phase), Function::End) => phase.end.span,
                (Fact::Action(action), Function::End) => action.end.span,
                (Fact::Action(action), _) => action.start.span,
                (Fact::Count(count), Function::AsOf) => {
                    count.as_of.as_ref().map_or(count.span, |date| date.span)
                }
                _ => fact.value_span(),
            };
            places.push((span, format!("{}: {words}", name.id)));
        }
    }
    let mut diagnostic = Diagnostic::new(Code::INVARIANT_FAILS, said)
        .at(expression.place(&part.range), "this is false")
        .help("correct one of the facts, or the expression");
    for (span, words) in places {
        diagnostic = diagnostic.and(span, words);
    }
    if seen.is_empty() { diagnostic } else { diagnostic.note(seen.join(", ")) }
}

/// The smallest part that alone makes the whole false.
fn failing_part<'a>(ledger: &Ledger, node: &'a Node) -> &'a Node {
    if let NodeKind::Binary(Operator::And, parts) = &node.kind {
        let is_false = |part: &&Node| matches!(value(ledger, part), Ok(Value::Truth(Some(false))));
        if let Some(part) = parts.iter().find(is_false) {
            return failing_part(ledger, part);
        }
    }
    node
}

/// What a function gives, as the ledger writes it.
fn words(ledger: &Ledger, function: Function, id: &str) -> Option<String> {
    Some(match (function, named(ledger, function, id)) {
        (Function::PhasesIn, _) => phase_counts::phases_of(ledger, id).len().to_string(),
        (Function::AsOf, Some(Fact::Count(count))) => count.as_of.as_ref()?.value.to_string(),
        (_, Some(Fact::Count(count))) => shown(count),
        (_, Some(Fact::Share(share))) => format!("{} %", share.value.value),
        (_, Some(Fact::Amount(amount))) => {
            let scales = concord_ledger::Scale::ALL.iter();
            let scale = amount.scale.and_then(|scale| scales.into_iter().find(|(_, known)| *known == scale));
            let scale = scale.map_or(String::new(), |(word, _)| format!(" {word}"));
            format!("{} {}{scale}", amount.currency.value, amount.value.value)
        }
        (_, Some(Fact::Date(date))) => date.on.value.to_string(),
        (Function::Start, Some(fact)) => fact.period()?.start.to_string(),
        (Function::End, Some(fact)) => fact.period()?.end.to_string(),
        (function, Some(fact)) => {
            let unit = if function == Function::MonthsIn { SpanUnit::Months } else { SpanUnit::Years };
            Interval::whole(spans::length(fact.period()?, unit)?).shown(0)
        }
        _ => return None,
    })
}

fn named<'l>(ledger: &'l Ledger, function: Function, id: &str) -> Option<Fact<'l>> {
    function.kinds().iter().find_map(|kind| ledger.fact_of_kind(*kind, id))
}

const TOO_LARGE: &str = "write smaller numbers, or fewer products";

fn too_large(node: &Node) -> Stop {
    let message = "the numbers grow too large to be reckoned exactly".to_owned();
    Stop::Fault { range: node.range.clone(), message, help: TOO_LARGE }
}

fn value(ledger: &Ledger, node: &Node) -> Result<Value, Stop> {
    match &node.kind {
        NodeKind::Number(number) => {
            Interval::decimal(*number).map(Value::Number).ok_or_else(|| too_large(node))
        }
        NodeKind::Date(date) => Ok(Value::Date(*date)),
        NodeKind::Fact { function, id } => of_fact(ledger, node, *function, &id.value),
        NodeKind::Between { months, dates } => {
            let [from, to] = [date(ledger, &dates[0])?, date(ledger, &dates[1])?];
            let unit = if *months { SpanUnit::Months } else { SpanUnit::Years };
            // The end of a phase belongs to it.
            let is_inclusive = matches!(&dates[1].kind, NodeKind::Fact { function: Function::End, .. });
            elapsed(
                node,
                spans::elapsed(from, to, is_inclusive, unit),
                "the second date lies before the first",
            )
        }
        NodeKind::Not(inner) => Ok(Value::Truth(truth(ledger, inner)?.map(|truth| !truth))),
        NodeKind::Negative(inner) => {
            number(ledger, inner)?.negative().map(Value::Number).ok_or_else(|| too_large(node))
        }
        NodeKind::Binary(operator, parts) => binary(ledger, node, *operator, parts),
    }
}

fn elapsed(node: &Node, elapsed: Option<RangeInclusive<u64>>, message: &str) -> Result<Value, Stop> {
    let help = "give the earlier date first";
    let reversed = || Stop::Fault { range: node.range.clone(), message: message.to_owned(), help };
    elapsed.map(|range| Value::Number(Interval::whole(range))).ok_or_else(reversed)
}

fn of_fact(ledger: &Ledger, node: &Node, function: Function, id: &str) -> Result<Value, Stop> {
    if function == Function::PhasesIn {
        let number = phase_counts::phases_of(ledger, id).len() as u64;
        let is_complete = !ledger.unreadable.values().any(|table| *table == "phases");
        let number = Some(number).filter(|number| *number > 0 && is_complete).ok_or(Stop::Unknown)?;
        return Ok(Value::Number(Interval::whole(number..=number)));
    }
    let fact = named(ledger, function, id).ok_or(Stop::Unknown)?;
    let number = |number: Option<Interval>| number.map(Value::Number).ok_or_else(|| too_large(node));
    match (function, fact) {
        (Function::AsOf, Fact::Count(count)) => match &count.as_of {
            Some(date) => Ok(Value::Date(date.value)),
            None => Err(Stop::Fault {
                range: node.range.clone(),
                message: format!("count {id} has no `as-of`"),
                help: "add `as-of` to the count, or name another one",
            }),
        },
        (_, Fact::Count(count)) => number(Some(Interval::count(count))),
        (_, Fact::Share(share)) => number(Interval::decimal(share.value.value)),
        (_, Fact::Amount(amount)) => number(Interval::amount(amount)),
        (_, Fact::Date(date)) => Ok(Value::Date(date.on.value)),
        (function, Fact::Phase(_) | Fact::Action(_)) => {
            let period = fact.period().ok_or(Stop::Unknown)?;
            let unit = match function {
                Function::Start => return Ok(Value::Date(period.start)),
                Function::End => return Ok(Value::Date(period.end)),
                Function::MonthsIn => SpanUnit::Months,
                _ => SpanUnit::Years,
            };
            elapsed(node, spans::length(period, unit), "the period ends before it starts")
        }
    }
}

fn wrong_kind(node: &Node, wanted: &str, value: Value) -> Stop {
    let message = format!("{wanted} is needed here, and this is {}", value.kind());
    Stop::Fault {
        range: node.range.clone(),
        message,
        help: "compare numbers with numbers and dates with dates; `&&`, `||` and `!` join comparisons",
    }
}

fn number(ledger: &Ledger, node: &Node) -> Result<Interval, Stop> {
    match value(ledger, node)? {
        Value::Number(number) => Ok(number),
        other => Err(wrong_kind(node, "a number", other)),
    }
}

fn date(ledger: &Ledger, node: &Node) -> Result<PartialDate, Stop> {
    match value(ledger, node)? {
        Value::Date(date) => Ok(date),
        other => Err(wrong_kind(node, "a date", other)),
    }
}

fn truth(ledger: &Ledger, node: &Node) -> Result<Option<bool>, Stop> {
    match value(ledger, node)? {
        Value::Truth(truth) => Ok(truth),
        other => Err(wrong_kind(node, "a comparison", other)),
    }
}

/// Both sides are looked at also where the first one decides, so that a fault in the second is not hidden.
fn binary(
    ledger: &Ledger,
    node: &Node,
    operator: Operator,
    [left, right]: &[Node; 2],
) -> Result<Value, Stop> {
    match operator {
        Operator::And | Operator::Or => {
            let both = (truth(ledger, left)?, truth(ledger, right)?);
            let deciding = Some(operator == Operator::Or);
            Ok(Value::Truth(match both {
                (left, right) if left == deciding || right == deciding => deciding,
                (Some(_), Some(_)) => deciding.map(|deciding| !deciding),
                _ => None,
            }))
        }
        Operator::Plus | Operator::Minus | Operator::Times | Operator::Over => {
            let (a, b) = (number(ledger, left)?, number(ledger, right)?);
            let result = match operator {
                Operator::Plus => a.plus(b),
                Operator::Minus => a.minus(b),
                Operator::Times => a.times(b),
                _ => match a.over(b) {
                    Some(None) => {
                        let (range, message) = (right.range.clone(), "it divides by zero".to_owned());
                        return Err(Stop::Fault { range, message, help: "divide by another number" });
                    }
                    other => other.flatten(),
                },
            };
            result.map(Value::Number).ok_or_else(|| too_large(node))
        }
        _ => compare(ledger, operator, left, right).map(Value::Truth),
    }
}

fn compare(ledger: &Ledger, operator: Operator, left: &Node, right: &Node) -> Result<Option<bool>, Stop> {
    let (less, greater, equal) = match value(ledger, left)? {
        Value::Number(a) => {
            let b = number(ledger, right)?;
            (a.less(b), b.less(a), a.equal(b))
        }
        Value::Date(a) => {
            let order = a.certain_order(date(ledger, right)?);
            let is = |wanted: Ordering| order.map(|order| order == wanted);
            (is(Ordering::Less), is(Ordering::Greater), is(Ordering::Equal))
        }
        truth @ Value::Truth(_) => return Err(wrong_kind(left, "a number or a date", truth)),
    };
    let not = |truth: Option<bool>| truth.map(|truth| !truth);
    Ok(match operator {
        Operator::Less => less,
        Operator::Greater => greater,
        Operator::AtMost => not(greater),
        Operator::AtLeast => not(less),
        Operator::NotEqual => not(equal),
        _ => equal,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    const FACTS: &str = "[counts.a]\nvalue = 171\nunit = \"u\"\nas-of = \"2016\"\n[counts.b]\nvalue = 91\nunit = \"u\"\n\
        [counts.all]\nvalue = 262\nunit = \"u\"\n[counts.many]\nvalue = 120\nqualifier = \"more-than\"\nunit = \"u\"\n\
        [counts.some]\nvalue = 100\nqualifier = \"about\"\nunit = \"u\"\n[counts.none]\nvalue = 0\nunit = \"u\"\n\
        [shares.half]\nvalue = 0.50\n[amounts.sum]\nvalue = 4.5\nscale = \"million\"\ncurrency = \"EUR\"\n\
        [dates.year]\non = \"2009\"\n[dates.day]\non = \"2009-04-04\"\n\
        [phases.p]\nname = \"P\"\nstart = \"2009-01\"\nend = \"2011-12\"\ngroup = \"g\"\n";

    fn judged(expression: &str) -> Vec<String> {
        let invariant = format!("[[invariants]]\nexpression = \"{expression}\"\n");
        seen(&super::find(&ledger(&(FACTS.to_owned() + &invariant))))
    }

    #[test]
    fn what_holds_or_may_hold_is_not_reported() {
        for expression in [
            "count('a') + count('b') == count('all')",
            "count('a') * 2 - count('b') / 7 == 329",
            "count('many') > 120",
            "count('many') == 500",
            "count('some') <= count('many')",
            "count('some') * 2 == 201",
            "share('half') / 100 * count('all') == 1.31",
            "amount('sum') == 4500000",
            "date('day') < date('year')",
            "date('year') == date('day')",
            "date('day') >= start('p') && date('day') <= end('p')",
            "date('year') <= '2009'",
            "years_in('p') == 3 && months_in('p') == 36 && phases_in('g') == 1",
            "years_between(start('p'), end('p')) == 3",
            "months_between('2009-01', date('day')) == 3",
            "as_of('a') > '2015-12'",
            "!(count('a') > count('all')) || 1 > 2",
            "0.1 + 0.2 == 0.3",
            "-1 < 0",
        ] {
            assert_eq!(judged(expression), [""; 0], "{expression}");
        }
    }

    #[test]
    fn what_is_false_is_reported() {
        for expression in [
            "count('a') + count('b') < count('all')",
            "count('many') == 120",
            "count('some') > 200",
            "date('day') > '2009-04-04'",
            "date('year') != '2009'",
            "years_in('p') == 4",
            "!(1 < 2)",
            "1 > 2 || 3 > 4",
            "0.1 + 0.2 != 0.3",
            "count('many') - 1 < 120",
        ] {
            let found = judged(expression);
            assert_eq!(found.len(), 1, "{expression}: {found:?}");
            assert!(found[0].starts_with("L123 an invariant does not hold: "), "{found:?}");
        }
    }

    #[test]
    fn faults_are_named() {
        for (expression, message) in [
            ("count('a')", "gives a number, not true or false"),
            ("date('year')", "gives a date, not true or false"),
            ("count('a') < date('year')", "has no value: a number is needed here, and this is a date"),
            ("count('a') && 1 < 2", "has no value: a comparison is needed here, and this is a number"),
            ("1 < 2 < 3", "has no value: a number or a date is needed here, and this is true or false"),
            ("1 / count('none') == 1", "has no value: it divides by zero"),
            ("as_of('b') == '2009'", "has no value: count b has no `as-of`"),
            ("years_between('2010', '2009') == 1", "has no value: the second date lies before the first"),
            ("1 < 2 || count('a')", "has no value: a comparison is needed here, and this is a number"),
        ] {
            assert_eq!(judged(expression), [format!("L122 the expression of an invariant {message}")]);
        }
        let large = ["99999999999999999"; 8].join(" * ") + " > 0";
        assert_eq!(judged(&large).len(), 1);
        let tiny = ["0.00000000000000001"; 8].join(" * ") + " > 0";
        assert_eq!(judged(&tiny).len(), 1);
    }

    #[test]
    fn a_false_one_shows_its_facts() {
        let text = format!(
            "{FACTS}[[invariants]]\nexpression = \"1 < 2 && count('a') + count('a') == count('many') - 1\"\nmessage = \"Too few.\"\n"
        );
        let found = super::find(&ledger(&text));
        assert_eq!(seen(&found), [""; 0], "more than 120 may be 343");
        let text = text.replace("- 1", "* 0");
        let found = super::find(&ledger(&text));
        assert_eq!(found, [], "what has no bound times 0 may be anything");
        let text = text.replace("count('many') * 0", "count('b')");
        let found = super::find(&ledger(&text));
        assert_eq!(seen(&found), ["L123 Too few"]);
        let underlined = |span: concord_diagnostics::Span| text[span.range()].to_owned();
        let primary = found[0].primary.as_ref().expect("a place");
        assert_eq!(underlined(primary.span), "count('a') + count('a') == count('b')");
        let places: Vec<_> =
            found[0].secondary.iter().map(|label| (underlined(label.span), label.message.as_str())).collect();
        assert_eq!(places, [("171".to_owned(), "a: 171"), ("91".to_owned(), "b: 91")]);
        assert_eq!(found[0].notes, ["count('a') is 171, count('b') is 91"]);
    }
}
