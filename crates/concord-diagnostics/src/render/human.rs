//! For people: the text underlined, in the manner of rustc.

use crate::{Diagnostic, Label, Severity, Sources};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// One paragraph a finding, with the places quoted and underlined. With `colour`, ANSI colours; the words alone carry
/// the meaning.
pub fn human(sources: &Sources, diagnostics: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&report(sources, diagnostic)));
        out.push_str("\n\n");
    }
    out
}

fn report<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    for snippet in snippets(sources, diagnostic) {
        group = group.element(snippet);
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    vec![group]
}

/// The places gathered by source, the first one's source first.
fn snippets<'a>(
    sources: &'a Sources,
    diagnostic: &'a Diagnostic,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let primary = diagnostic.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let secondary = diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label));
    let mut by_source: Vec<(crate::SourceId, Vec<(AnnotationKind, &Label)>)> = Vec::new();
    for (kind, label) in primary.chain(secondary) {
        match by_source.iter_mut().find(|(id, _)| *id == label.span.source) {
            Some((_, labels)) => labels.push((kind, label)),
            None => by_source.push((label.span.source, vec![(kind, label)])),
        }
    }
    by_source.into_iter().filter_map(|(id, labels)| Some((sources.get(id)?, labels))).map(snippet).collect()
}

fn snippet<'a>(
    (source, labels): (&'a crate::Source, Vec<(AnnotationKind, &'a Label)>),
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let mut snippet = Snippet::source(source.text().as_ref()).path(source.name());
    for (kind, label) in labels {
        let length = source.text().len();
        let range = label.span.range();
        let range = range.start.min(length)..range.end.min(length);
        snippet = snippet.annotation(kind.span(range).label(label.message.as_str()));
    }
    snippet
}
