//! `{#id .class key="value"}`.

use concord_diagnostics::{Code, Diagnostic, SourceId, Span};
use concord_document::{Attributes, LanguageTag};
use std::ops::Range;

/// Why attributes cannot be read, and where.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    range: Range<usize>,
    message: String,
    /// Whether how attributes are written has to do with it.
    is_of_form: bool,
}

impl Fault {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), is_of_form: true }
    }

    /// The same, of something else than how attributes are written.
    pub(super) fn without_note(self) -> Self {
        Self { is_of_form: false, ..self }
    }

    pub(super) fn into_diagnostic(self, source: SourceId) -> Diagnostic {
        let finding =
            Diagnostic::new(Code::INVALID_ATTRIBUTES, self.message).at(Span::new(source, self.range), "");
        if !self.is_of_form {
            return finding;
        }
        finding.note(
            "attributes are written {#id .class key=\"value\"}, on one line, with straight quotation marks",
        )
    }
}

/// Reads the attributes whose opening brace stands at `open`, and says where the text goes on. Nothing at or after
/// `limit` is looked at.
pub(super) fn read(text: &str, open: usize, limit: usize) -> Result<(Attributes, usize), Fault> {
    let mut attributes = Attributes::default();
    let mut at = open + 1;
    loop {
        let rest = &text[at..limit];
        let trimmed = rest.trim_start_matches([' ', '\t']);
        at += rest.len() - trimmed.len();
        let Some(first) = trimmed.chars().next() else {
            return Err(Fault::new(open..limit.min(line_end(text, open)), "the braces are not closed"));
        };
        match first {
            '}' => return Ok((attributes, at + 1)),
            '\n' | '\r' => return Err(Fault::new(open..at, "the braces are not closed on their line")),
            '#' => at = id(text, at, limit, &mut attributes)?,
            '.' => {
                let end = word_end(text, at + 1, limit);
                if end == at + 1 {
                    return Err(Fault::new(at..end, "a class must follow the full stop"));
                }
                attributes.classes.push(text[at + 1..end].to_owned());
                at = end;
            }
            _ => at = pair(text, at, limit, &mut attributes)?,
        }
    }
}

fn id(text: &str, at: usize, limit: usize, attributes: &mut Attributes) -> Result<usize, Fault> {
    let end = word_end(text, at + 1, limit);
    if end == at + 1 {
        return Err(Fault::new(at..end, "an id must follow the number sign"));
    }
    if attributes.id.is_some() {
        return Err(Fault::new(at..end, "a second id"));
    }
    attributes.id = Some(text[at + 1..end].to_owned());
    Ok(end)
}

fn pair(text: &str, at: usize, limit: usize, attributes: &mut Attributes) -> Result<usize, Fault> {
    let key_end = word_end(text, at, limit);
    let key = &text[at..key_end];
    if key.is_empty() {
        let length = text[at..limit].chars().next().map_or(0, char::len_utf8);
        return Err(Fault::new(at..at + length, "this cannot stand between the braces of attributes"));
    }
    if !text[key_end..limit].starts_with('=') {
        let message = format!("`{key}` is neither #id, nor .class, nor key=\"value\"");
        return Err(Fault::new(at..key_end, message));
    }
    let start = key_end + 1;
    let (value, end) = match text[start..limit].chars().next() {
        Some(quote @ ('"' | '\'')) => quoted(text, start, limit, quote)?,
        Some('“' | '”' | '«' | '„') => {
            return Err(Fault::new(
                start..word_end(text, start, limit),
                "values need straight quotation marks",
            ));
        }
        _ => {
            let end = word_end(text, start, limit);
            (text[start..end].to_owned(), end)
        }
    };
    if value.contains("{{") {
        return Err(Fault::new(at..end, "attributes cannot hold expressions"));
    }
    if key == "lang" && LanguageTag::parse(&value).is_err() {
        return Err(Fault::new(
            at..end,
            format!("`{value}` is not the tag of a language, such as en or pt-BR"),
        ));
    }
    if attributes.pairs.insert(key.to_owned(), value).is_some() {
        return Err(Fault::new(at..end, format!("`{key}` is given twice")));
    }
    Ok(end)
}

/// A value between quotation marks.
fn quoted(text: &str, start: usize, limit: usize, quote: char) -> Result<(String, usize), Fault> {
    let inner = start + 1;
    let mut escaped = false;
    for (at, character) in text[inner..limit].char_indices() {
        match character {
            '\n' => break,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return Ok((unescape(&text[inner..inner + at]), inner + at + 1)),
            _ => {}
        }
    }
    let end = line_end(text, start).min(limit);
    Err(Fault::new(start..end, "the quotation mark of this value is not closed"))
}

/// The text that a writer means: a backslash before a sign stands for the sign.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escaped = if character == '\\' { characters.next_if(char::is_ascii_punctuation) } else { None };
        out.push(escaped.unwrap_or(character));
    }
    out
}

/// Words end at white space, at the closing brace, and at the equals sign of a pair.
fn word_end(text: &str, from: usize, limit: usize) -> usize {
    let stop = |character: char| character.is_whitespace() || matches!(character, '{' | '}' | '=' | '#');
    text[from..limit].find(stop).map_or(limit, |length| from + length)
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |length| from + length)
}
