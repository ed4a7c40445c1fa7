//! `ledger.toml` read table by table and entry by entry, so that no fault hides another.

use crate::reader::{self, Entry};
use crate::{
    Action, Amount, Count, DateFact, Disputed, Invariant, Ledger, Phase, Provenance, Qualifier, Scale, Share,
    Source,
};
use concord_diagnostics::{Code, Diagnostic, Findings, SourceId, Span};
use std::collections::{BTreeMap, BTreeSet};
use toml::de::{DeString, DeTable, DeValue};

const TABLES: &[&str] =
    &["sources", "phases", "dates", "counts", "shares", "amounts", "actions", "invariants"];

pub(crate) fn parse(source: SourceId, text: &str) -> Findings<Ledger> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reading = Reading { source, text, unreadable: BTreeMap::new(), diagnostics: Vec::new() };
    let ledger = reading.ledger(root.get_ref());
    let mut diagnostics = reading.diagnostics;
    if !errors.is_empty() {
        let line_starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        diagnostics = without_consequences(diagnostics, &errors, &line_starts);
        let root = root.get_ref();
        diagnostics.extend(errors.iter().map(|error| {
            duplicate_fact(source, text, &line_starts, root, error)
                .unwrap_or_else(|| reader::invalid_toml(source, error))
        }));
    }
    Findings { value: ledger, diagnostics }
}

fn line(line_starts: &[usize], at: usize) -> usize {
    line_starts.partition_point(|start| *start <= at).saturating_sub(1)
}

/// After a fault of grammar the rest of its line is lost, and with it keys that the writer did write: what is said of
/// that line or of missing keys would be noise.
fn without_consequences(
    diagnostics: Vec<Diagnostic>,
    errors: &[toml::de::Error],
    line_starts: &[usize],
) -> Vec<Diagnostic> {
    let faulty = errors.iter().filter_map(|error| error.span());
    let lost: BTreeSet<usize> = faulty.map(|span| line(line_starts, span.start)).collect();
    let is_consequence = |diagnostic: &Diagnostic| {
        let Some(label) = &diagnostic.primary else { return false };
        label.message.ends_with("is missing") || lost.contains(&line(line_starts, label.span.range().start))
    };
    diagnostics.into_iter().filter(|diagnostic| !is_consequence(diagnostic)).collect()
}

/// A second `[counts.countries]` is a fault of grammar to TOML, and a duplicate fact to the writer.
fn duplicate_fact(
    source: SourceId,
    text: &str,
    line_starts: &[usize],
    root: &DeTable<'_>,
    error: &toml::de::Error,
) -> Option<Diagnostic> {
    let span = error.span().filter(|_| error.message() == "duplicate key")?;
    let head = text.get(*line_starts.get(line(line_starts, span.start))?..)?.strip_prefix('[')?;
    let (table, rest) = head.lines().next()?.split_once('.')?;
    let (id, _) = rest.split_once(']')?;
    let first = root.get(table)?.get_ref().as_table()?.get(id)?;
    Some(
        Diagnostic::new(Code::DUPLICATE_FACT, format!("the ledger states {table}.{id} twice"))
            .at(Span::new(source, span), "stated again here")
            .and(Span::new(source, first.span()), "first stated here")
            .help("give one of them another id, or merge the two entries"),
    )
}

struct Reading<'s> {
    source: SourceId,
    text: &'s str,
    unreadable: BTreeMap<String, &'static str>,
    diagnostics: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn ledger(&mut self, root: &DeTable<'_>) -> Ledger {
        for (key, _) in root.iter() {
            if !TABLES.contains(&key.get_ref().as_ref()) {
                let span = Span::new(self.source, key.span());
                self.diagnostics.push(reader::unknown_key(key.get_ref(), "the ledger", span, TABLES));
            }
        }
        let ledger = Ledger {
            sources: self.table(root, "sources", SOURCE_KEYS, source_entry),
            phases: self.table(root, "phases", PHASE_KEYS, phase),
            dates: self.table(root, "dates", DATE_KEYS, date),
            counts: self.table(root, "counts", COUNT_KEYS, count),
            shares: self.table(root, "shares", SHARE_KEYS, share),
            amounts: self.table(root, "amounts", AMOUNT_KEYS, amount),
            actions: self.table(root, "actions", ACTION_KEYS, action),
            invariants: self.invariants(root),
            unreadable: BTreeMap::new(),
        };
        Ledger { unreadable: std::mem::take(&mut self.unreadable), ..ledger }
    }

    /// The entries of `[name.*]`.
    fn table<T>(
        &mut self,
        root: &DeTable<'_>,
        name: &'static str,
        known: &[&str],
        read: fn(Entry<'_, '_>) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let Some(value) = root.get(name) else { return BTreeMap::new() };
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_form(name, value, "a table: its entries stand under");
            return BTreeMap::new();
        };
        let mut entries = BTreeMap::new();
        for (key, value) in table.iter() {
            match self.entry(name, key, value, known, read) {
                Some(entry) => drop(entries.insert(key.get_ref().to_string(), entry)),
                None => drop(self.unreadable.insert(key.get_ref().to_string(), name)),
            }
        }
        entries
    }

    fn entry<T>(
        &mut self,
        table_name: &str,
        key: &toml::Spanned<DeString<'_>>,
        value: &toml::Spanned<DeValue<'_>>,
        known: &[&str],
        read: fn(Entry<'_, '_>) -> Option<T>,
    ) -> Option<T> {
        let name = format!("{table_name}.{}", key.get_ref());
        let id = key.get_ref();
        if !reader::is_id(id) {
            let message = format!("the id of {name} must be lower-case words joined by hyphens");
            let span = Span::new(self.source, key.span());
            self.diagnostics.push(Diagnostic::new(Code::INVALID_VALUE, message).at(span, ""));
        }
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_form(&name, value, "an entry of its own, under");
            return None;
        };
        let span = Span::new(self.source, value.span());
        read(Entry::new(name, span, table, known, &mut self.diagnostics))
    }

    /// The entries of `[[invariants]]`.
    fn invariants(&mut self, root: &DeTable<'_>) -> Vec<Invariant> {
        let Some(value) = root.get("invariants") else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_form("invariants", value, "a list of tables: write `[[invariants]]` instead of");
            return Vec::new();
        };
        let mut read = Vec::new();
        for item in items.iter() {
            let DeValue::Table(table) = item.get_ref() else {
                self.wrong_form("invariants", item, "a list of tables: write `[[invariants]]` instead of");
                continue;
            };
            let span = Span::new(self.source, item.span());
            match invariants::read(self.text, span, table, &mut self.diagnostics) {
                Some(invariant) => read.push(invariant),
                // It has no id, but may be the one that uses a fact.
                None => drop(self.unreadable.insert(format!("invariant at {}", span.start), "invariants")),
            }
        }
        read
    }

    fn wrong_form(&mut self, name: &str, value: &toml::Spanned<DeValue<'_>>, what: &str) {
        let message = format!("{name} must be {what} `[{name}]`");
        let span = Span::new(self.source, value.span());
        self.diagnostics.push(Diagnostic::new(Code::INVALID_VALUE, message).at(span, ""));
    }
}

const SOURCE_KEYS: &[&str] = &["title", "publisher", "url", "language", "date"];

fn source_entry(mut entry: Entry<'_, '_>) -> Option<Source> {
    let title = entry.required("title", reader::words);
    let publisher = entry.required("publisher", reader::words);
    let url = entry.optional("url", reader::words);
    let language = entry.required("language", reader::words);
    let date = entry.optional("date", reader::date);
    let span = entry.span();
    entry.finish(|| {
        Some(Source { title: title?, publisher: publisher?, url, language: language?, date, span })
    })
}

const PHASE_KEYS: &[&str] = &["name", "start", "end", "group", "sources", "disputed"];

fn phase(mut entry: Entry<'_, '_>) -> Option<Phase> {
    let name = entry.required("name", reader::words);
    let start = entry.required("start", reader::date);
    let end = entry.required("end", reader::date);
    let group = entry.optional("group", reader::id);
    let provenance = provenance(&mut entry, &["start", "end"]);
    let span = entry.span();
    entry.finish(|| Some(Phase { name: name?, start: start?, end: end?, group, provenance, span }))
}

const DATE_KEYS: &[&str] = &["on", "within", "sources", "disputed"];

fn date(mut entry: Entry<'_, '_>) -> Option<DateFact> {
    let on = entry.required("on", reader::date);
    let within = entry.optional("within", reader::id);
    let provenance = provenance(&mut entry, &["on"]);
    let span = entry.span();
    entry.finish(|| Some(DateFact { on: on?, within, provenance, span }))
}

const COUNT_KEYS: &[&str] =
    &["value", "qualifier", "as-of", "unit", "series", "parts", "phases-of", "sources", "disputed"];

fn count(mut entry: Entry<'_, '_>) -> Option<Count> {
    let value = entry.required("value", reader::whole_number);
    let qualifier = entry.optional("qualifier", qualifier);
    let as_of = entry.optional("as-of", reader::date);
    let unit = entry.required("unit", reader::id);
    let series = entry.optional("series", reader::id);
    let parts = entry.list("parts", reader::id);
    let phases_of = entry.optional("phases-of", reader::id);
    let provenance = provenance(&mut entry, &["value", "qualifier", "as-of"]);
    let span = entry.span();
    let qualifier = qualifier.map_or(Qualifier::Exact, |qualifier| qualifier.value);
    entry.finish(|| {
        let (value, unit) = (value?, unit?);
        Some(Count { value, qualifier, as_of, unit, series, parts, phases_of, provenance, span })
    })
}

const SHARE_KEYS: &[&str] = &["value", "of", "group", "sources", "disputed"];

fn share(mut entry: Entry<'_, '_>) -> Option<Share> {
    let value = entry.required("value", reader::decimal);
    let of = entry.optional("of", reader::id);
    let group = entry.optional("group", reader::id);
    let provenance = provenance(&mut entry, &["value", "as-of"]);
    let span = entry.span();
    entry.finish(|| Some(Share { value: value?, of, group, provenance, span }))
}

const AMOUNT_KEYS: &[&str] = &["value", "scale", "currency", "sources", "disputed"];

fn amount(mut entry: Entry<'_, '_>) -> Option<Amount> {
    let value = entry.required("value", reader::decimal);
    let scale = entry.optional("scale", |value| reader::one_of(value, Scale::ALL)).map(|scale| scale.value);
    let currency = entry.required("currency", reader::currency);
    let provenance = provenance(&mut entry, &["value", "as-of"]);
    let span = entry.span();
    entry.finish(|| Some(Amount { value: value?, scale, currency: currency?, provenance, span }))
}

const ACTION_KEYS: &[&str] = &[
    "countries",
    "region",
    "theme",
    "start",
    "end",
    "institution",
    "experts",
    "partners",
    "sources",
    "disputed",
];

fn action(mut entry: Entry<'_, '_>) -> Option<Action> {
    let countries = entry.required_list("countries", reader::country);
    let region = entry.required("region", reader::id);
    let theme = entry.optional("theme", reader::id);
    let start = entry.required("start", reader::date);
    let end = entry.required("end", reader::date);
    let institution = entry.required("institution", reader::truth);
    let experts = entry.required_list("experts", reader::country);
    let partners = entry.list("partners", reader::country);
    let provenance = provenance(&mut entry, &["start", "end"]);
    let span = entry.span();
    entry.finish(|| {
        let (region, start, end, institution) = (region?, start?, end?, institution?);
        Some(Action {
            countries,
            region,
            theme,
            start,
            end,
            institution,
            experts,
            partners,
            provenance,
            span,
        })
    })
}

fn qualifier(value: &DeValue<'_>) -> Result<Qualifier, reader::Expected> {
    reader::one_of(value, Qualifier::ALL)
}

/// `sources` and `disputed`, which every fact has; `values` are the keys by which a disputed entry of this kind may say
/// what others give. That a fact has sources at all is a rule of the checks.
fn provenance(entry: &mut Entry<'_, '_>, values: &[&str]) -> Provenance {
    let known = [&["says", "sources", "reason"], values].concat();
    Provenance {
        sources: entry.list("sources", reader::id),
        disputed: entry.tables("disputed", &known, disputed),
    }
}

fn disputed(mut entry: Entry<'_, '_>) -> Option<Disputed> {
    let says = entry.required("says", reader::words);
    let value = entry.optional("value", reader::decimal);
    let qualifier = entry.optional("qualifier", qualifier).map(|qualifier| qualifier.value);
    let [as_of, start, end, on] =
        ["as-of", "start", "end", "on"].map(|key| entry.optional(key, reader::date));
    let sources = entry.list("sources", reader::id);
    let reason = entry.required("reason", reader::words);
    let span = entry.span();
    entry.finish(|| {
        let (says, reason) = (says?, reason?);
        Some(Disputed { says, value, qualifier, as_of, start, end, on, sources, reason, span })
    })
}

mod invariants;
#[cfg(test)]
mod tests;
