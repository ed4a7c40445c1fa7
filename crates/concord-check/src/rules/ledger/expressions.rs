//! What authors require of their facts holds.
//!
//! **What.** The expression of an invariant is not certainly false. Counts that are not exact stand for a range, and dates
//! of which neither is certainly first are not ordered: what may be true is not reported.
//!
//! **Why.** An author knows of dependencies that no general rule can know, such as that two groups of experts are part of
//! a third.
//!
//! **How to mend.** Correct one of the facts, or the expression.

use crate::rules::ledger::cel_values::{self, BY_ZERO, Day, Quantity, REVERSED, UNCERTAIN};
use crate::rules::ledger::interval::Interval;
use crate::rules::ledger::{phase_counts, spans};
use crate::wording;
use cel::common::ast::{CallExpr, Expr, IdedExpr, operators};
use cel::common::value::Val;
use cel::{Context, Env, ExecutionError, Value};
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::expression::{FactName, Function, LeafKind};
use concord_ledger::{Expression, Fact, InvariantKind, Ledger, SpanUnit, Spanned};
use std::ops::Range;
use std::sync::Arc;

/// Looks at every expression. One that names a fact that is not there is left to the rule of references.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let expressions = ledger.invariants.iter().filter_map(|invariant| match &invariant.kind {
        InvariantKind::Expression { expression, message } => Some((expression, message.as_ref())),
        _ => None,
    });
    let environment = cel_values::environment().expect("every function is declared once");
    let environment = Arc::new(environment);
    expressions.filter_map(|(expression, message)| judge(ledger, &environment, expression, message)).collect()
}

/// Why a part has no value.
enum Stop {
    /// It names a fact that is not there, which another rule reports.
    Unknown,
    /// The expression is at fault.
    Fault { range: Range<usize>, message: String, help: &'static str },
}

fn judge(
    ledger: &Ledger,
    environment: &Arc<Env>,
    expression: &Expression,
    message: Option<&Spanned<String>>,
) -> Option<Diagnostic> {
    let stop = match context(ledger, environment, expression) {
        Ok(context) => match context.resolve(&expression.program) {
            Ok(Value::Bool(false)) => return Some(failing(ledger, &context, expression, message)),
            Ok(_) => return None,
            Err(error) => trouble(&context, expression, &error),
        },
        Err(stop) => stop,
    };
    let Stop::Fault { range, message, help } = stop else { return None };
    let message = format!("the expression of an invariant has no value: {message}");
    Some(Diagnostic::new(Code::INVALID_INVARIANT, message).at(expression.place(&range), "here").help(help))
}

/// The leaves of an expression, each under the name that it is written with.
fn context<'v>(
    ledger: &Ledger,
    environment: &Arc<Env>,
    expression: &Expression,
) -> Result<Context<'v, 'v>, Stop> {
    let mut context = Context::with_env(Arc::clone(environment));
    for leaf in &expression.leaves {
        let too_large = || {
            let message = cel_values::TOO_LARGE.to_owned();
            Stop::Fault { range: leaf.range.clone(), message, help: help(cel_values::TOO_LARGE) }
        };
        let value: Box<dyn Val> = match &leaf.kind {
            LeafKind::Number { value, is_negative } => {
                let number = Interval::decimal(*value);
                let number = if *is_negative { number.and_then(Interval::negative) } else { number };
                Box::new(Quantity(number.ok_or_else(too_large)?))
            }
            LeafKind::Date(date) => Box::new(Day { on: *date, is_end: false }),
            LeafKind::Fact { function, id, range } => {
                let name = FactName { function: *function, id, range, call: &leaf.range };
                of_fact(ledger, &name)?.ok_or_else(too_large)?
            }
        };
        context.add_variable_as_val(expression.written(&leaf.range), value);
    }
    Ok(context)
}

/// `None` where a number is too large.
fn of_fact(ledger: &Ledger, name: &FactName<'_>) -> Result<Option<Box<dyn Val>>, Stop> {
    let number =
        |number: Option<Interval>| number.map(|number| -> Box<dyn Val> { Box::new(Quantity(number)) });
    let fault = |message: String, help| Stop::Fault { range: name.call.clone(), message, help };
    let id = name.id;
    if name.function == Function::PhasesIn {
        let count = phase_counts::phases_of(ledger, id).len() as u64;
        let is_complete = !ledger.unreadable.values().any(|table| *table == "phases");
        let count = Some(count).filter(|count| *count > 0 && is_complete).ok_or(Stop::Unknown)?;
        return Ok(number(Some(Interval::whole(count..=count))));
    }
    let day = |on, is_end| -> Option<Box<dyn Val>> { Some(Box::new(Day { on, is_end })) };
    Ok(match (name.function, named(ledger, name.function, id).ok_or(Stop::Unknown)?) {
        (Function::AsOf, Fact::Count(count)) => match &count.as_of {
            Some(date) => day(date.value, false),
            None => {
                let help = "add `as-of` to the count, or name another one";
                return Err(fault(format!("count `{id}` has no `as-of`"), help));
            }
        },
        (_, Fact::Count(count)) => number(Some(Interval::count(count))),
        (_, Fact::Share(share)) => number(Interval::decimal(share.value.value)),
        (_, Fact::Amount(amount)) => number(Interval::amount(amount)),
        (_, Fact::Date(date)) => day(date.on.value, false),
        (function, fact @ (Fact::Phase(_) | Fact::Action(_))) => {
            let period = fact.period().ok_or(Stop::Unknown)?;
            let unit = match function {
                Function::Start => return Ok(day(period.start, false)),
                Function::End => return Ok(day(period.end, true)),
                Function::MonthsIn => SpanUnit::Months,
                _ => SpanUnit::Years,
            };
            let reversed = || fault("the period ends before it starts".to_owned(), "correct the period");
            let length = spans::length(period, unit).ok_or_else(reversed)?;
            number(Some(Interval::whole(length)))
        }
    })
}

/// What an error means for the authors: that something is not certain, nothing.
fn trouble(context: &Context<'_, '_>, expression: &Expression, error: &ExecutionError) -> Stop {
    let message = match error {
        ExecutionError::FunctionError { message, .. } if message == UNCERTAIN => return Stop::Unknown,
        ExecutionError::FunctionError { message, .. } => message.clone(),
        other => other.to_string(),
    };
    let part = culprit(context, &expression.program, error);
    let range = match &part.expr {
        Expr::Call(CallExpr { func_name, args, .. })
            if func_name == operators::DIVIDE && message == BY_ZERO =>
        {
            args.last().map_or_else(|| expression.range(part), |divisor| expression.range(divisor))
        }
        _ => expression.range(part),
    };
    let help = help(&message);
    Stop::Fault { range, message, help }
}

fn help(message: &str) -> &'static str {
    match message {
        BY_ZERO => "divide by another number",
        REVERSED => "give the earlier date first",
        _ => "write smaller numbers, or fewer products",
    }
}

/// The smallest part that fails like this.
fn culprit<'e>(context: &Context<'_, '_>, part: &'e IdedExpr, error: &ExecutionError) -> &'e IdedExpr {
    let mut part = part;
    while let Expr::Call(call) = &part.expr {
        let fails =
            |operand: &&IdedExpr| Value::resolve_val(operand, context).is_err_and(|own| own == *error);
        match call.args.iter().find(fails) {
            Some(operand) => part = operand,
            None => break,
        }
    }
    part
}

fn failing(
    ledger: &Ledger,
    context: &Context<'_, '_>,
    expression: &Expression,
    message: Option<&Spanned<String>>,
) -> Diagnostic {
    let part = expression.range(failing_part(context, &expression.program));
    let said = match message {
        Some(message) => {
            format!("this is stated in the ledger, but is not so: {}", message.value.trim_end_matches('.'))
        }
        None => format!("an invariant does not hold: {}", expression.written(&part)),
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
            places.extend(phases.iter().filter_map(|(id, phase)| Some((group(phase)?, format!("`{id}`")))));
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
            places.push((span, format!("`{}`: {words}", name.id)));
        }
    }
    let mut diagnostic = Diagnostic::new(Code::INVARIANT_FAILS, said)
        .at(expression.place(&part), "this is false")
        .help("correct one of the facts, or the expression");
    for (span, words) in places {
        diagnostic = diagnostic.and(span, words);
    }
    if seen.is_empty() { diagnostic } else { diagnostic.note(seen.join(", ")) }
}

/// The smallest part that alone makes the whole false.
fn failing_part<'e>(context: &Context<'_, '_>, program: &'e IdedExpr) -> &'e IdedExpr {
    let mut part = program;
    while let Expr::Call(call) = &part.expr
        && call.func_name == operators::LOGICAL_AND
    {
        let is_false = |operand: &&IdedExpr| context.resolve(operand) == Ok(Value::Bool(false));
        match call.args.iter().find(is_false) {
            Some(operand) => part = operand,
            None => break,
        }
    }
    part
}

/// What a function gives, as the ledger writes it.
fn words(ledger: &Ledger, function: Function, id: &str) -> Option<String> {
    Some(match (function, named(ledger, function, id)) {
        (Function::PhasesIn, _) => phase_counts::phases_of(ledger, id).len().to_string(),
        (Function::AsOf, Some(Fact::Count(count))) => count.as_of.as_ref()?.value.to_string(),
        (_, Some(Fact::Count(count))) => wording::count(count),
        (_, Some(Fact::Share(share))) => format!("{}%", share.value.value),
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
            "1 / 3 * 3 == 1",
            "-1 < 0 && 2 - -1 == 3",
            "count('a') > 100 ? count('b') > 90 : 1 > 2",
            "(count('many') > 200 ? 1 : 2) == 3",
            "count('many') > 200 || 1 > 2",
            "!(count('many') > 200)",
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
            "count('many') > 200 && 1 > 2",
            "!(count('many') > 120 || count('some') > 300)",
            "count('a') > 100 ? count('b') > 91 : 1 < 2",
        ] {
            let found = judged(expression);
            assert_eq!(found.len(), 1, "{expression}: {found:?}");
            assert!(found[0].starts_with("L123 an invariant does not hold: "), "{found:?}");
        }
    }

    #[test]
    fn faults_are_named() {
        for (expression, message) in [
            ("1 / count('none') == 1", "it divides by zero"),
            ("as_of('b') == '2009'", "count `b` has no `as-of`"),
            ("years_between('2010', '2009') == 1", "the second date lies before the first"),
        ] {
            let message = format!("L122 the expression of an invariant has no value: {message}");
            assert_eq!(judged(expression), [message]);
        }
        let large = ["99999999999999999"; 8].join(" * ") + " > 0";
        assert_eq!(judged(&large).len(), 1);
        let tiny = ["0.00000000000000001"; 8].join(" * ") + " > 0";
        assert_eq!(judged(&tiny).len(), 1);
    }

    #[test]
    fn the_part_at_fault_is_underlined() {
        for (expression, underlined) in [
            ("2 * (1 / (count('a') - 171)) == 1", "count('a') - 171"),
            ("1 < 2 && years_between('2010', '2009') == 1", "years_between('2010', '2009')"),
            ("1 < 2 && (1 + as_of('a') == 3 || 1 < 2)", "as_of('a')"),
        ] {
            let text = format!("{FACTS}[[invariants]]\nexpression = \"{expression}\"\n");
            let read = concord_ledger::parse(concord_diagnostics::SourceId(0), &text);
            let found = [read.diagnostics, super::find(&read.value)].concat();
            let place = found[0].primary.as_ref().expect("a place").span.range();
            assert_eq!(&text[place], underlined, "{expression}: {found:?}");
        }
    }

    /// The longest that can be written are run on a thread as small as those of the rules.
    #[test]
    fn the_longest_expressions_are_run() {
        let long =
            ["1 + ".repeat(99) + "1 == 100", "!".repeat(901) + "(1 < 2)", "1<2&&".repeat(190) + "2 < 1"];
        let run = std::thread::Builder::new()
            .stack_size(1 << 20)
            .spawn(move || long.map(|text| judged(&text).len()));
        assert_eq!(run.expect("a thread").join().ok(), Some([0, 1, 1]));
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
        assert_eq!(seen(&found), ["L123 this is stated in the ledger, but is not so: Too few"]);
        let underlined = |span: concord_diagnostics::Span| text[span.range()].to_owned();
        let primary = found[0].primary.as_ref().expect("a place");
        assert_eq!(underlined(primary.span), "count('a') + count('a') == count('b')");
        let places: Vec<_> =
            found[0].secondary.iter().map(|label| (underlined(label.span), label.message.as_str())).collect();
        assert_eq!(places, [("171".to_owned(), "`a`: 171"), ("91".to_owned(), "`b`: 91")]);
        assert_eq!(found[0].notes, ["count('a') is 171, count('b') is 91"]);
    }
}
