//! Characters that mislead: invisible, reversed, look-alike, exchanged.
//!
//! All but the last read the raw text of every file of the publication, comments included.

pub mod bidirectional_control;
pub mod exchanged_letters;
pub mod invisible_character;
pub mod look_alike_letter;
pub mod merge_mark;
pub mod not_composed;
pub mod unassigned_meaning;

use super::Rule;
use crate::Context;
use concord_diagnostics::{Code, Source, SourceId};
use unicode_script::{Script, UnicodeScript};

pub(super) const RULES: &[Rule] = &[
    Rule::context("bidirectional_control", &[Code::BIDIRECTIONAL_CONTROL], bidirectional_control::find),
    Rule::context("invisible_character", &[Code::INVISIBLE_CHARACTER], invisible_character::find),
    Rule::context("look_alike_letter", &[Code::LOOK_ALIKE_LETTER], look_alike_letter::find),
    Rule::context("not_composed", &[Code::NOT_COMPOSED], not_composed::find),
    Rule::context("merge_mark", &[Code::MERGE_MARK], merge_mark::find),
    Rule::context("unassigned_meaning", &[Code::UNASSIGNED_MEANING], unassigned_meaning::find),
    Rule::context("exchanged_letters", &[Code::EXCHANGED_LETTERS], exchanged_letters::find),
];

/// The files of the publication: not its templates, nor what is made of them.
fn files<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (SourceId, &'c Source)> {
    context.sources.iter().filter(|(_, source)| {
        let name = source.name();
        !name.starts_with('<') && !name.starts_with("templates/")
    })
}

/// The script of the nearest letter before a place, or behind it.
fn script_beside(text: &str, at: usize, end: usize) -> [Option<Script>; 2] {
    let script = |character: char| character.is_alphabetic().then(|| character.script());
    let line = |character: &char| *character != '\n';
    [
        text[..at].chars().rev().take_while(line).find_map(script),
        text[end..].chars().take_while(line).find_map(script),
    ]
}

/// `U+200B`.
fn number(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}
