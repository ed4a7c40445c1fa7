//! Characters that no font at hand has, by script: one finding for each script, which says what to do.

use concord_diagnostics::{Code, Diagnostic, Span};
use std::collections::{BTreeMap, BTreeSet};
use unicode_script::{Script, UnicodeScript};

/// Characters that are named in a finding.
const NAMED: usize = 12;

/// What was missing so far.
#[derive(Debug, Default)]
pub(crate) struct Missing {
    scripts: BTreeMap<&'static str, Lack>,
}

#[derive(Debug)]
struct Lack {
    script: Script,
    characters: BTreeSet<char>,
    /// The family in which they were to be set.
    family: String,
    /// Where the first of them was written.
    place: Option<Span>,
}

impl Missing {
    /// Notes a character that was to be set in a family.
    pub(crate) fn note(&mut self, character: char, family: &str, place: Option<Span>) {
        let script = character.script();
        // Signs belong to no script: all of them are one finding.
        let lack = self.scripts.entry(script.full_name()).or_insert_with(|| Lack {
            script,
            characters: BTreeSet::new(),
            family: family.to_owned(),
            place,
        });
        lack.characters.insert(character);
        lack.place = match (lack.place, place) {
            (Some(known), Some(new)) => Some(known.min(new)),
            (known, new) => known.or(new),
        };
    }

    /// A finding for each script, with the families that were looked through.
    pub(crate) fn findings(&self, families: &[&str]) -> Vec<Diagnostic> {
        self.scripts.values().map(|lack| lack.finding(families)).collect()
    }
}

impl Lack {
    fn finding(&self, families: &[&str]) -> Diagnostic {
        let mut named: Vec<String> = self.characters.iter().take(NAMED).map(|c| told(*c)).collect();
        if self.characters.len() > NAMED {
            named.push(format!("{} more", self.characters.len() - NAMED));
        }
        let what = match (named.as_slice(), self.has_font()) {
            ([one], _) => format!("no font has a glyph for {one}"),
            (several, true) => {
                format!("no font has the {} letters {}", self.name(), joined(several))
            }
            (several, false) => format!("no font has glyphs for {}", joined(several)),
        };
        let mut finding = Diagnostic::new(Code::MISSING_GLYPH, what).note(format!(
            "the style is set in {}; the fonts at hand are {}",
            self.family,
            families.join(", ")
        ));
        if let Some(place) = self.place {
            finding = finding.at(place, "here");
        }
        if !self.has_font() {
            return finding.help("use another character, or name a font that has it in the theme");
        }
        let font = self.font();
        let file = format!("{}-Regular.ttf", font.replace(' ', ""));
        finding.help(format!(
            "put a font that has them, such as {font}, into the template folder, and write under [fonts] in theme.toml: \
             files = [\"{file}\"], fallback = [\"{font}\"]"
        ))
    }

    /// Whether there are fonts for the script as such.
    fn has_font(&self) -> bool {
        !matches!(self.script, Script::Common | Script::Inherited | Script::Unknown)
    }

    fn name(&self) -> String {
        match self.script {
            Script::Han => "Chinese".to_owned(),
            Script::Hangul => "Korean".to_owned(),
            Script::Hiragana | Script::Katakana => "Japanese".to_owned(),
            script => script.full_name().replace('_', " "),
        }
    }

    /// A typeface that is made for the script, free to use and to embed.
    fn font(&self) -> String {
        match self.script {
            Script::Han => "Noto Sans SC".to_owned(),
            Script::Hangul => "Noto Sans KR".to_owned(),
            Script::Hiragana | Script::Katakana => "Noto Sans JP".to_owned(),
            script => format!("Noto Sans {}", script.full_name().replace('_', " ")),
        }
    }
}

fn told(character: char) -> String {
    format!("`{character}` (U+{:04X})", u32::from(character))
}

fn joined(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => parts.concat(),
    }
}
