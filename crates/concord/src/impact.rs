//! `concord impact`: everything that a fact changes, in every language.
//!
//! Every edition is composed as it is published, once with the ledger's value and once with the new one, and both are read
//! side by side; so what is shown is what readers would see, in charts, panels and alternative texts too. What texts write
//! out by hand does not follow, and is listed for itself.

mod places;
mod value;

pub(crate) use value::shown;

use crate::args::ImpactArgs;
use crate::publish::{Opened, Templates, open};
use crate::settings::{Selection, SourceSettings};
use crate::{Failure, plan};
use concord_check::Context;
use concord_check::literals::literals;
use concord_compose::{Edition, compose};
use concord_diagnostics::{Sources, Span};
use concord_document::Document;
use concord_ledger::{Fact, Ledger, nearest};
use concord_publication::Publication;
use places::{Use, uses};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What a fact changes, as text.
pub fn report(args: &ImpactArgs) -> Result<String, Failure> {
    let settings = SourceSettings { folder: args.dir.clone(), templates: args.templates.clone() };
    let mut opened = open(&settings)?;
    let unreadable = || Failure::new("the publication cannot be read; see `concord check`");
    let publication = opened.publication.take().ok_or_else(unreadable)?;
    let id = args.fact.as_str();
    let Some(fact) = publication.ledger.fact(id) else {
        let near = nearest(id, publication.ledger.ids().map(|(id, _)| id));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Err(Failure::new(format!("the ledger has no fact `{id}`{hint}")));
    };
    let templates = Templates::open(&settings, &publication, &mut opened)?;
    let Opened { mut sources, .. } = opened;
    let before = documents(&publication, &templates, &mut sources)?;
    let mut out = format!("{} {id}: {}\n", fact.kind_name(), value::shown(fact));
    let _ = writeln!(out, "  {}", place(&sources, fact.value_span()));
    let after = match &args.value {
        None => None,
        Some(new) => {
            let changed = value::with(&publication, id, new)?;
            if let Some(fact) = changed.ledger.fact(id) {
                let _ = writeln!(out, "  would be {}", value::shown(fact));
            }
            Some(documents(&changed, &templates, &mut sources)?)
        }
    };
    write_ledger(&mut out, &publication.ledger, id, &sources);
    write_uses(&mut out, id, &before, after.as_deref(), &sources);
    let by_hand = literals(&Context::new(&publication, &sources), id);
    if !by_hand.is_empty() {
        out.push_str("\nto be rewritten by hand, as these places write the value out\n");
    }
    for literal in by_hand {
        let _ = writeln!(out, "  {}: `{}`", place(&sources, literal.span), sources.snippet(literal.span));
    }
    Ok(out)
}

/// Every edition, composed.
fn documents(
    publication: &Publication,
    templates: &Templates,
    sources: &mut Sources,
) -> Result<Vec<Document>, Failure> {
    let locales = plan::locales(publication)?;
    let mut ignored = Vec::new();
    let all = Selection::default();
    let planned = plan::plan(publication, &locales, &all, &templates.ids, sources, &mut ignored)?;
    let composed = planned.into_iter().map(|planned| {
        let plan::Planned { manuscript, document, locale, skeleton } = planned;
        compose(skeleton, &Edition { publication, manuscript, locale, document }).value
    });
    Ok(composed.collect())
}

/// Where the ledger itself builds on the fact.
fn write_ledger(out: &mut String, ledger: &Ledger, id: &str, sources: &Sources) {
    let mut lines: Vec<(Span, String)> = Vec::new();
    for (whole, count) in &ledger.counts {
        let parts = count.parts.iter().filter(|part| part.value == id);
        lines.extend(parts.map(|part| (part.span, format!("a part of `{whole}`"))));
        if whole == id {
            lines
                .extend(count.parts.iter().map(|part| (part.span, format!("the whole of `{}`", part.value))));
        }
    }
    if let Some(Fact::Count(count)) = ledger.fact(id)
        && let Some(series) = &count.series
    {
        lines.push((series.span, format!("in the series `{}`, which never falls", series.value)));
    }
    for (share, fact) in &ledger.shares {
        let of = fact.of.iter().filter(|of| of.value == id);
        lines.extend(of.map(|of| (of.span, format!("what the share `{share}` is a share of"))));
    }
    for (date, fact) in &ledger.dates {
        let within = fact.within.iter().filter(|within| within.value == id);
        lines.extend(within.map(|within| (within.span, format!("the phase that `{date}` lies in"))));
    }
    for invariant in &ledger.invariants {
        if invariant.kind.ids().contains(&id) {
            lines.push((invariant.span, "in an invariant".to_owned()));
        }
    }
    lines.sort();
    if !lines.is_empty() {
        out.push_str("\nin the ledger\n");
    }
    for (span, words) in lines {
        let _ = writeln!(out, "  {}: {words}", place(sources, span));
    }
}

/// What a place would be with the new value, and the documents that show it.
type Shown<'d> = (Option<String>, Vec<&'d str>);

/// The places of one language, once each though several documents may show them.
fn write_uses(
    out: &mut String,
    id: &str,
    before: &[Document],
    after: Option<&[Document]>,
    sources: &Sources,
) {
    let mut by_language: BTreeMap<&str, BTreeMap<Use, Shown<'_>>> = BTreeMap::new();
    for (number, document) in before.iter().enumerate() {
        let now = uses(document, id);
        let new = after.and_then(|after| after.get(number)).map(|document| uses(document, id));
        let shown = by_language.entry(document.language.as_str()).or_default();
        for (at, place) in now.into_iter().enumerate() {
            let new = new.as_ref().and_then(|new| new.get(at)).map(|new| new.text.clone());
            let entry = shown.entry(place).or_insert((new, Vec::new()));
            entry.1.push(&document.id);
        }
    }
    for (language, uses) in by_language {
        let _ = writeln!(
            out,
            "\n{language}: {} {}",
            uses.len(),
            if uses.len() == 1 { "place" } else { "places" }
        );
        for (place_of_use, (new, documents)) in uses {
            let where_ = place(sources, place_of_use.span);
            let _ = writeln!(out, "  {where_} ({}; {})", place_of_use.what, documents.join(", "));
            let _ = writeln!(out, "    {}", place_of_use.text);
            if let Some(new) = new {
                let _ = writeln!(out, "    -> {new}");
            }
        }
    }
}

/// Every sentence, cell and label of a document that has a fact: what it is, and its words.
pub(crate) fn sentences(document: &Document, id: &str) -> Vec<(&'static str, String)> {
    uses(document, id).into_iter().map(|place| (place.what, place.text)).collect()
}

pub(crate) fn place(sources: &Sources, span: Span) -> String {
    sources.get(span.source).map_or_else(String::new, |source| {
        let position = source.position(span.start);
        format!("{}:{}:{}", source.name(), position.line, position.column)
    })
}
