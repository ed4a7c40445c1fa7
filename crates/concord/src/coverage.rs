//! `concord check --coverage`: how much of what the texts state is held by something.

use crate::Failure;
use crate::args::MessageFormat;
use crate::publish::open;
use crate::settings::SourceSettings;
use concord_check::coverage::{Coverage, Kind, Tally, coverage};
use concord_check::{Context, Policy};
use concord_diagnostics::Sources;
use serde_json::{Value, json};
use std::fmt::Write;

/// The coverage of every language: a table, then each value that nothing holds with its place; or the same as JSON.
pub fn report(settings: &SourceSettings, format: MessageFormat) -> Result<String, Failure> {
    let opened = open(settings)?;
    let publication = opened
        .publication
        .ok_or_else(|| Failure::new("the publication cannot be read; see `concord check`"))?;
    let context = Context::new(&publication, &opened.sources);
    let policy = Policy::of(&publication, &opened.sources);
    let languages = coverage(&context, &policy);
    Ok(match format {
        MessageFormat::Json => {
            let languages: Vec<Value> = languages.iter().map(|it| object(it, &opened.sources)).collect();
            format!("{:#}\n", json!({ "version": 1, "languages": languages }))
        }
        _ => languages.iter().map(|it| table(it, &opened.sources)).collect::<Vec<_>>().join("\n"),
    })
}

fn table(coverage: &Coverage, sources: &Sources) -> String {
    let mut out = String::new();
    let language = &coverage.language;
    if !coverage.is_read {
        return format!("{language}: values of this language cannot be read; references alone are counted\n");
    }
    let total = coverage.total();
    // A string takes no error from writing.
    let _ = writeln!(out, "{language}: {}% of {} values are held", total.percent(), total.total());
    let _ = writeln!(
        out,
        "  {:<14} {:>6} {:>7} {:>9} {:>8} {:>8} {:>5}",
        "", "bound", "stated", "compared", "allowed", "not held", "held"
    );
    for kind in Kind::ALL {
        if let Some(tally) = coverage.tallies.get(&kind) {
            let _ = writeln!(out, "{}", row(kind.name(), tally));
        }
    }
    for unbound in &coverage.unbound {
        if let Some(source) = sources.get(unbound.span.source) {
            let place = source.position(unbound.span.start);
            let (name, written) = (source.name(), unbound.written.replace('\n', " "));
            let _ = writeln!(out, "  {name}:{}:{}: `{written}`", place.line, place.column);
        }
    }
    out
}

fn row(name: &str, tally: &Tally) -> String {
    let Tally { bound, stated, compared, allowed, unbound } = tally;
    let percent = tally.percent();
    format!("  {name:<14} {bound:>6} {stated:>7} {compared:>9} {allowed:>8} {unbound:>8} {percent:>4}%")
}

fn object(coverage: &Coverage, sources: &Sources) -> Value {
    let tally = |tally: &Tally| {
        json!({
            "bound": tally.bound, "stated": tally.stated, "compared": tally.compared,
            "allowed": tally.allowed, "unbound": tally.unbound, "percent": tally.percent(),
        })
    };
    let kinds: serde_json::Map<String, Value> =
        coverage.tallies.iter().map(|(kind, it)| (kind.name().to_owned(), tally(it))).collect();
    let unbound: Vec<Value> = coverage
        .unbound
        .iter()
        .filter_map(|unbound| {
            let source = sources.get(unbound.span.source)?;
            let place = source.position(unbound.span.start);
            Some(json!({
                "kind": unbound.kind.name(), "written": unbound.written,
                "file": source.name(), "line": place.line, "column": place.column,
            }))
        })
        .collect();
    json!({
        "language": coverage.language.as_str(), "is_read": coverage.is_read,
        "total": tally(&coverage.total()), "kinds": kinds, "unbound": unbound,
    })
}
