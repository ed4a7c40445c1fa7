//! For people: findings by file, the text underlined, in the manner of rustc.

use super::excerpt::{Excerpt, Mark};
use crate::{Counts, Diagnostic, Edit, Fix, Label, Position, Severity, Source, SourceId, Sources, by_file};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

/// The columns of a terminal that the renderings are made for.
const WIDTH: usize = 100;

/// A head line for every file with its counts, then one paragraph a finding, with the places quoted and underlined.
/// With `colour`, ANSI colours; the words alone carry the meaning.
pub fn human(sources: &Sources, diagnostics: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(2 * WIDTH);
    let mut out = String::new();
    for (file, findings) in by_file(sources, diagnostics) {
        let counts = Counts::of(findings).in_words();
        out.push_str(&format!("{}: {counts}\n\n", file.unwrap_or("the publication as a whole")));
        for diagnostic in findings {
            let excerpts = excerpts(sources, diagnostic);
            out.push_str(&without_places(&renderer.render(&[report(sources, diagnostic, &excerpts)])));
            out.push_str("\n\n");
        }
    }
    out
}

fn report<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic, excerpts: &'a [Excerpt<'a>]) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    for excerpt in excerpts {
        group = group.element(snippet(excerpt));
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let is_said = |fix: &&Fix| diagnostic.help.as_deref().is_some_and(|help| says(sources, help, fix));
    for line in diagnostic.fix.iter().filter(|fix| !is_said(fix)).flat_map(|fix| remedies(sources, fix)) {
        group = group.element(Level::HELP.message(line));
    }
    group
}

/// What stands behind a path, before the place that the renderer sees: a place in the excerpt.
const PLACE: char = '\u{e000}';

fn snippet<'a>(excerpt: &'a Excerpt<'a>) -> Snippet<'a, Annotation<'a>> {
    let Position { line, column } = excerpt.position;
    let path = format!("{}:{line}:{column}{PLACE}", excerpt.name);
    let mut snippet = Snippet::source(excerpt.text.as_str()).path(path).line_start(excerpt.first_line);
    for Mark { is_primary, range, label } in &excerpt.marks {
        let kind = if *is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        snippet = snippet.annotation(kind.span(range.clone()).label(label.as_str()));
    }
    snippet
}

/// Takes the places in excerpts off paths, which have those in the files already.
fn without_places(text: &str) -> String {
    let mut parts = text.split(PLACE);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        out + part.trim_start_matches(|character: char| character == ':' || character.is_ascii_digit())
    })
}

/// The places gathered by source, the first one's source first.
fn excerpts<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Vec<Excerpt<'a>> {
    let primary = diagnostic.primary.iter().map(|label| (true, label));
    let secondary = diagnostic.secondary.iter().map(|label| (false, label));
    let mut by_source: Vec<(SourceId, Vec<(bool, &Label)>)> = Vec::new();
    for (is_primary, label) in primary.chain(secondary) {
        match by_source.iter_mut().find(|(id, _)| *id == label.span.source) {
            Some((_, labels)) => labels.push((is_primary, label)),
            None => by_source.push((label.span.source, vec![(is_primary, label)])),
        }
    }
    let known = by_source.into_iter().filter_map(|(id, labels)| Some((sources.get(id)?, labels)));
    known.map(|(source, labels): (&Source, _)| Excerpt::new(source, &labels, WIDTH)).collect()
}

/// Whether the help already says what a fix writes: it quotes the replacement, alone or in its word, or the fix only
/// takes spaces away, which could not be seen.
fn says(sources: &Sources, help: &str, fix: &Fix) -> bool {
    let [edit] = fix.edits.as_slice() else { return false };
    let new = visible(&edit.replacement);
    let is_plain = |text: &str| text.chars().all(|character| character == ' ');
    if is_plain(&new) {
        return is_plain(&visible(sources.snippet(edit.span)));
    }
    help.split('`').skip(1).step_by(2).any(|quoted| quoted.contains(&new))
        || help.contains(&new) && new.starts_with("{{")
}

/// What a fix writes, a line for every edit; a few of them where there are many.
pub(super) fn remedies(sources: &Sources, fix: &Fix) -> Vec<String> {
    const SHOWN: usize = 4;
    let mut lines: Vec<String> = fix.edits.iter().take(SHOWN).map(|edit| remedy(sources, edit)).collect();
    if fix.edits.len() > SHOWN {
        lines.push(format!("and {} more like it", fix.edits.len() - SHOWN));
    }
    lines
}

fn remedy(sources: &Sources, edit: &Edit) -> String {
    let (old, new) = (visible(sources.snippet(edit.span)), visible(&edit.replacement));
    match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("put in `{new}`"),
        (false, true) => format!("remove `{old}`"),
        (false, false) => format!("write `{new}` for `{old}`"),
    }
}

/// A text with the characters named that cannot be seen; long ones without their middle.
fn visible(text: &str) -> String {
    const LONGEST: usize = 60;
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    for (at, character) in characters.iter().enumerate() {
        let is_middle =
            characters.len() > LONGEST && (LONGEST / 2..characters.len() - LONGEST / 2).contains(&at);
        match is_middle {
            true if at == LONGEST / 2 => out.push('…'),
            true => {}
            false => push_visible(*character, &mut out),
        }
    }
    out
}

fn push_visible(character: char, out: &mut String) {
    let name = match character {
        '\u{a0}' => "no-break space",
        '\u{202f}' => "narrow no-break space",
        '\u{2009}' => "thin space",
        '\u{ad}' => "soft hyphen",
        '\n' => "line break",
        '\t' => "tab",
        '\u{301}'
        | '\u{300}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => {
            out.push_str(&format!("[U+{:04X}]", u32::from(character)));
            return;
        }
        other if other.is_control() => {
            out.push_str(&format!("[U+{:04X}]", u32::from(character)));
            return;
        }
        other => {
            out.push(other);
            return;
        }
    };
    out.push_str(&format!("[{name}]"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, Span};

    fn paragraph(number: &str) -> String {
        let words = "les partenaires ont préparé la mise en œuvre des activités avec les administrations, ";
        format!("{}{number} pays {}enfin.\n", words.repeat(4), words.repeat(3))
    }

    fn rendered() -> String {
        let mut sources = Sources::new();
        let french = format!("# Titre\n\n{}", paragraph("seize"));
        let french_id = sources.add("fr/text.md", french.clone());
        let english = paragraph("46\u{a0}%");
        let english_id = sources.add("en/text.md", english.clone());
        let ledger = sources.add("ledger.toml", "[counts.a]\nvalue = 16\nunit = \"country\"\n");
        let at = |id, text: &str, word: &str| {
            let start = text.find(word).unwrap_or_default();
            Span::new(id, start..start + word.len())
        };
        let seize = at(french_id, &french, "seize");
        let percent = at(english_id, &english, "46\u{a0}%");
        let three = Diagnostic::new(Code::VALUE_DIFFERS, "`seize` is not `46 %`")
            .at(seize, "read as 16, which no text of the source says")
            .and(percent, "read as 46 % in the en text")
            .and(Span::new(ledger, 11..21), "stated here")
            .suggest(seize, "46\u{202f}%");
        let two = Diagnostic::new(Code::FORBIDDEN_TERM, "two places of one line")
            .at(seize, "here")
            .and(at(french_id, &french, "enfin"), "and there");
        let whole = Diagnostic::new(Code::STRUCTURE_DIFFERS, "a whole paragraph")
            .at(Span::new(french_id, 9..french.len()), "this paragraph")
            .and(Span::new(ledger, 0..30), "");
        human(&sources, &[three, two, whole], false)
    }

    #[test]
    fn long_lines_fit_a_terminal() {
        let text = rendered();
        println!("{text}");
        for line in text.lines() {
            assert!(line.chars().count() <= WIDTH, "{line}");
        }
    }
}
