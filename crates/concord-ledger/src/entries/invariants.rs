//! The entries of `[[invariants]]`: each kind has its own keys.

use crate::expression::{self, Expression};
use crate::reader::{self, Entry, Expected};
use crate::{Edge, Invariant, InvariantKind, Moment, Number, SpanUnit, Spanned};
use concord_diagnostics::{Code, Diagnostic, Span};
use toml::de::{DeTable, DeValue};

#[derive(Clone, Copy)]
enum Kind {
    Span(SpanUnit),
    Change { is_fall: bool },
    ShareOf,
    Expression,
}

const KINDS: &[(&str, Kind)] = &[
    ("years-between", Kind::Span(SpanUnit::Years)),
    ("months-between", Kind::Span(SpanUnit::Months)),
    ("rise", Kind::Change { is_fall: false }),
    ("fall", Kind::Change { is_fall: true }),
    ("share", Kind::ShareOf),
    ("expression", Kind::Expression),
];

impl Kind {
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Span(_) => &["kind", "from", "to", "equals"],
            Self::Change { .. } => &["kind", "from", "to", "share"],
            Self::ShareOf => &["kind", "part", "whole", "share"],
            Self::Expression => &["kind", "expression", "message"],
        }
    }
}

/// Reads one entry of the file `text`. An entry with an `expression` needs no `kind`.
pub(super) fn read(
    text: &str,
    span: Span,
    table: &DeTable<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Invariant> {
    let name = "an invariant";
    let known: Vec<&str> = KINDS.iter().flat_map(|(_, kind)| kind.keys()).copied().collect();
    let is_expression = table.contains_key("expression") && !table.contains_key("kind");
    let kind = if is_expression {
        Kind::Expression
    } else {
        let mut entry = Entry::new(name.to_owned(), span, table, &known, diagnostics);
        let kind = entry.required("kind", |value| reader::one_of(value, KINDS));
        // What is not known in any kind has been reported; what is only wrong in this one is found below.
        entry.finish(|| kind)?.value
    };
    let mut entry = Entry::new(name.to_owned(), span, table, kind.keys(), diagnostics);
    let kind = match kind {
        Kind::Span(unit) => span_of_time(&mut entry, unit),
        Kind::Change { is_fall } => {
            let [from, to, share] = ids(&mut entry, ["from", "to", "share"]);
            from.zip(to).zip(share).map(|((from, to), share)| InvariantKind::Change {
                from,
                to,
                share,
                is_fall,
            })
        }
        Kind::ShareOf => {
            let [part, whole, share] = ids(&mut entry, ["part", "whole", "share"]);
            part.zip(whole).zip(share).map(|((part, whole), share)| InvariantKind::ShareOf {
                part,
                whole,
                share,
            })
        }
        Kind::Expression => {
            let written = entry.required("expression", reader::words);
            let message = entry.optional("message", reader::words);
            written.and_then(|written| match parsed(text, &written) {
                Ok(expression) => Some(InvariantKind::Expression { expression, message }),
                Err(diagnostic) => {
                    entry.fail(*diagnostic);
                    None
                }
            })
        }
    };
    entry.finish(|| Some(Invariant { kind: kind?, span }))
}

fn ids(entry: &mut Entry<'_, '_>, keys: [&str; 3]) -> [Option<Spanned<String>>; 3] {
    keys.map(|key| entry.required(key, reader::id))
}

fn span_of_time(entry: &mut Entry<'_, '_>, unit: SpanUnit) -> Option<InvariantKind> {
    let moment = |read: Spanned<(String, Option<Edge>)>| {
        let (id, edge) = read.value;
        Moment { id: Spanned { value: id, span: read.span }, edge }
    };
    let from = entry.required("from", moment_text).map(moment);
    let to = entry.optional("to", moment_text).map(moment);
    let equals = entry.required("equals", number);
    Some(InvariantKind::Span { from: from?, to, unit, equals: equals? })
}

fn moment_text(value: &DeValue<'_>) -> Result<(String, Option<Edge>), Expected> {
    let text = value.as_str().unwrap_or("");
    let (id, edge) = match text.rsplit_once('.') {
        Some((id, "start")) => (id, Some(Edge::Start)),
        Some((id, "end")) => (id, Some(Edge::End)),
        _ => (text, None),
    };
    if reader::is_id(id) {
        Ok((id.to_owned(), edge))
    } else {
        Err(reader::expected("the id of a date or a phase, or an end of it such as \"phase-1.start\""))
    }
}

fn number(value: &DeValue<'_>) -> Result<Number, Expected> {
    reader::whole_number(value)
        .map(Number::Written)
        .or_else(|_| reader::id(value).map(Number::Count))
        .map_err(|_| reader::expected("a whole number, or the id of a count in quotation marks"))
}

/// The expression with the places of its parts in the file. Where the string is written with escapes, a part has no
/// place of its own, and the whole string stands for it.
fn parsed(text: &str, written: &Spanned<String>) -> Result<Expression, Box<Diagnostic>> {
    let range = written.span.range();
    let offset = text.get(range.clone()).and_then(|raw| raw.find(&written.value)).map(|at| range.start + at);
    let place = |part: std::ops::Range<usize>| match offset {
        Some(offset) => Span::new(written.span.source, offset + part.start..offset + part.end),
        None => written.span,
    };
    expression::parse(&written.value, written.span, offset).map_err(|fault| {
        let message = format!("the expression of an invariant cannot be read: {}", fault.message);
        let diagnostic =
            Diagnostic::new(Code::INVALID_INVARIANT, message).at(place(fault.range), fault.label);
        Box::new(diagnostic.help(fault.help))
    })
}
