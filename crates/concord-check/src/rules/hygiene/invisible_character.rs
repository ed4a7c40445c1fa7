//! Nothing invisible stands in the text.
//!
//! **What.** Zero-width spaces and joiners, soft hyphens, byte order marks inside a file, tag characters and other
//! characters without an image, where no script needs them. Joiners are left alone beside scripts that join letters and
//! between the parts of an emoji.
//!
//! **Why.** They come along when text is copied from a web page or a PDF. Words that hold them are not found, not
//! hyphenated and not compared right; soft hyphens are the program's own affair.
//!
//! **How to mend.** Delete them; `concord check --fix` does.

use super::{files, number, script_beside};
use crate::Context;
use concord_diagnostics::{Code, Diagnostic, Span};
use unicode_script::Script;

/// Looks at every file.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, source) in files(context) {
        let text = source.text();
        for (at, character) in text.char_indices().filter(|(_, character)| !character.is_ascii()) {
            let Some(name) = name(character) else { continue };
            let end = at + character.len_utf8();
            if is_needed(text, at, character) {
                continue;
            }
            let span = Span::new(id, at..end);
            let message =
                format!("`{}` holds a {name} ({}), which nobody sees", source.name(), number(character));
            let finding = Diagnostic::new(Code::INVISIBLE_CHARACTER, message).at(span, "here");
            found.push(match character {
                '\u{2028}' | '\u{2029}' => finding.help("put an ordinary end of line in its place"),
                // Without it, a figure could be read as another.
                _ if is_beside_figure(text, at, end) => finding.help("delete it").suggest(span, ""),
                _ => finding.help("delete it").fix(span, ""),
            });
        }
    }
    found
}

fn is_beside_figure(text: &str, at: usize, end: usize) -> bool {
    let figure =
        |character: Option<char>| character.is_some_and(|c| c.is_ascii_digit() || "-−+.,:/%".contains(c));
    figure(text[..at].chars().next_back()) || figure(text[end..].chars().next())
}

fn name(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{ad}' => "soft hyphen",
        '\u{34f}' => "grapheme joiner",
        '\u{180e}' => "Mongolian vowel separator",
        '\u{200b}' => "zero-width space",
        '\u{200c}' => "zero-width non-joiner",
        '\u{200d}' => "zero-width joiner",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{2060}' => "word joiner",
        '\u{2061}'..='\u{2064}' => "mathematical operator without an image",
        '\u{206a}'..='\u{206f}' => "deprecated formatting character",
        '\u{feff}' => "byte order mark",
        '\u{fff9}'..='\u{fffb}' => "mark of annotation",
        '\u{e0000}'..='\u{e007f}' => "tag character",
        _ => return None,
    })
}

/// Whether a script, or an emoji, needs the character where it stands.
fn is_needed(text: &str, at: usize, character: char) -> bool {
    let end = at + character.len_utf8();
    let before = text[..at].chars().next_back();
    let is_emoji = |c: char| matches!(u32::from(c), 0x2600..=0x27bf | 0xfe0f | 0x1f000..=0x1faff);
    match character {
        '\u{200c}' | '\u{200d}' => {
            before.is_some_and(is_emoji)
                || script_beside(text, at, end).iter().flatten().any(|script| !is_plain(*script))
        }
        // Lines of scripts without spaces break at these.
        '\u{200b}' => script_beside(text, at, end).iter().flatten().any(|script| !is_plain(*script)),
        '\u{180e}' => script_beside(text, at, end).contains(&Some(Script::Mongolian)),
        '\u{e0020}'..='\u{e007f}' => {
            let is_tag = |c: &char| matches!(u32::from(*c), 0xe0020..=0xe007f);
            text[..at].chars().rev().find(|c| !is_tag(c)) == Some('\u{1f3f4}')
        }
        _ => false,
    }
}

/// Scripts whose letters neither join nor combine.
fn is_plain(script: Script) -> bool {
    matches!(
        script,
        Script::Latin
            | Script::Greek
            | Script::Cyrillic
            | Script::Armenian
            | Script::Georgian
            | Script::Common
            | Script::Inherited
    )
}
