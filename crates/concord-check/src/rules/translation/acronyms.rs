//! Acronyms of two languages: a part of [`super::names`].

use crate::Context;
use crate::parallel::{self, Passages};
use crate::values::Run;
use crate::wording;
use crate::words::{self, Form, Phrases, Placed};
use concord_diagnostics::{Code, Diagnostic};
use concord_document::{BlockKind, LanguageTag};
use std::collections::{BTreeMap, BTreeSet};

/// Acronyms that have settled forms, in English, French and Spanish.
const SETTLED: &[[&str; 3]] = &[
    ["EU", "UE", "UE"],
    ["EC", "CE", "CE"],
    ["UN", "ONU", "ONU"],
    ["AU", "UA", "UA"],
    ["NGO", "ONG", "ONG"],
    ["IOM", "OIM", "OIM"],
    ["ILO", "OIT", "OIT"],
    ["WHO", "OMS", "OMS"],
    ["UNHCR", "HCR", "ACNUR"],
    ["ECOWAS", "CEDEAO", "CEDEAO"],
    ["NATO", "OTAN", "OTAN"],
    ["OSCE", "OSCE", "OSCE"],
    ["OECD", "OCDE", "OCDE"],
    ["IMF", "FMI", "FMI"],
    ["GDP", "PIB", "PIB"],
    ["UNDP", "PNUD", "PNUD"],
    ["HIV", "VIH", "VIH"],
    ["SME", "PME", "PYME"],
];
/// Their columns.
const COLUMNS: [&str; 3] = ["en", "fr", "es"];

/// What the commonest of them stand for, as texts may write it out.
const WRITTEN_OUT: &[(&str, [&str; 3])] = &[
    ("EU", ["European Union", "Union européenne", "Unión Europea"]),
    ("UE", ["European Union", "Union européenne", "Unión Europea"]),
    ("UN", ["United Nations", "Nations Unies", "Naciones Unidas"]),
    ("ONU", ["United Nations", "Nations Unies", "Naciones Unidas"]),
    (
        "NGO",
        [
            "non-governmental organisation",
            "organisation non gouvernementale",
            "organización no gubernamental",
        ],
    ),
    (
        "ONG",
        [
            "non-governmental organisation",
            "organisation non gouvernementale",
            "organización no gubernamental",
        ],
    ),
];

/// Capitals that belong to a number, as part of a value: T308's.
const OF_VALUES: &[&str] = &["EUR", "USD", "GBP", "CHF", "JPY", "KB", "MB", "GB", "TB"];

/// What stands for an acronym in the other language.
pub(super) struct Acronyms {
    languages: [String; 2],
    /// By the source's acronym, in letters.
    forms: BTreeMap<String, BTreeSet<String>>,
    /// What an acronym of the source stands for, written out in the translation's language.
    written_out: BTreeMap<String, Vec<usize>>,
    terms: Phrases,
    /// Terms in each language, of which an acronym may be a part.
    holders: [Phrases; 2],
}

impl Acronyms {
    pub(super) fn new(context: &Context<'_>, languages: [&LanguageTag; 2]) -> Self {
        let mut acronyms = Self {
            languages: languages.map(|tag| tag.as_str().to_owned()),
            forms: BTreeMap::new(),
            written_out: BTreeMap::new(),
            terms: Phrases::by_stem(languages[1].as_str()),
            holders: languages.map(|tag| Phrases::by_stem(tag.as_str())),
        };
        for term in context.publication.glossary.terms.values() {
            for (side, tag) in languages.into_iter().enumerate() {
                let form =
                    term.translations.get(tag.as_str()).or_else(|| term.translations.get(tag.language()));
                let words = form.map(|form| words::of_run(&Run::of_words(&form.value, tag.as_str())));
                if let Some(words) = words {
                    acronyms.holders[side].add(&words);
                }
            }
            let form = |tag: &LanguageTag| {
                term.acronyms.get(tag.as_str()).or_else(|| term.acronyms.get(tag.language()))
            };
            let Some(source) = form(languages[0]) else { continue };
            if let Some(translation) = form(languages[1]) {
                acronyms.add(&source.value, &translation.value);
            }
            let tag = languages[1];
            let translation =
                term.translations.get(tag.as_str()).or_else(|| term.translations.get(tag.language()));
            if let Some(translation) = translation {
                acronyms.write_out(&source.value, &translation.value);
            }
        }
        let column = |tag: &LanguageTag| COLUMNS.iter().position(|column| *column == tag.language());
        if let (Some(from), Some(to)) = (column(languages[0]), column(languages[1])) {
            SETTLED.iter().for_each(|row| acronyms.add(row[from], row[to]));
            WRITTEN_OUT.iter().for_each(|(acronym, row)| acronyms.write_out(acronym, row[to]));
        }
        let own =
            context.comparisons.iter().filter(|comparison| comparison.translation.language == *languages[1]);
        for pair in own.flat_map(|comparison| parallel::of_text(context, comparison)) {
            acronyms.learn(&pair);
        }
        acronyms
    }

    fn add(&mut self, source: &str, translation: &str) {
        self.forms.entry(source.to_owned()).or_default().insert(translation.to_owned());
    }

    fn write_out(&mut self, acronym: &str, text: &str) {
        let words = words::of_run(&Run::of_words(text, &self.languages[1]));
        let number = self.terms.add(&words);
        self.written_out.entry(acronym.to_owned()).or_default().push(number);
    }

    /// Items of a definition list that stand for each other say so of their acronyms.
    fn learn(&mut self, pair: &Passages<'_>) {
        let is_item = pair.source.side.is_some_and(|side| {
            side.texts
                .iter()
                .all(|(block, part)| part.is_some() && matches!(block.kind, BlockKind::DefinitionList(_)))
        });
        if let ([one], [other], true) = (&pair.source.words[..], &pair.translation.words[..], is_item)
            && (one.word.form, other.word.form) == (Form::Acronym, Form::Acronym)
        {
            let (one, other) = (letters(one), letters(other));
            // What glossary or use has settled is not learnt from a text that may be wrong.
            if !self.forms.contains_key(&one) {
                self.add(&one, &other);
            }
        }
    }

    pub(super) fn differing(&self, pair: &Passages<'_>) -> Vec<Diagnostic> {
        let source = acronyms(&pair.source.words, &self.holders[0]);
        let translation = acronyms(&pair.translation.words, &self.holders[1]);
        if source.is_empty() || is_all_capitals(&pair.source.words) {
            return Vec::new();
        }
        let answers = |acronym: &str, found: &str| match self.forms.get(acronym) {
            Some(forms) => forms.contains(found),
            None => acronym == found,
        };
        let is_answered = |acronym: &str| {
            translation.keys().any(|found| answers(acronym, found))
                || pair.translation.foreign_acronyms.iter().any(|found| answers(acronym, found))
                || self.is_written_out(acronym, &pair.translation.words)
        };
        let missing: Vec<_> = source.iter().filter(|(acronym, _)| !is_answered(acronym)).collect();
        let mut extra: Vec<_> = translation
            .iter()
            .filter(|(found, _)| !source.keys().any(|acronym| answers(acronym, found)))
            .collect();
        let mut diagnostics = Vec::new();
        for (acronym, place) in missing {
            let nearest =
                extra.iter().enumerate().min_by_key(|(_, (found, _))| strsim::osa_distance(found, acronym));
            let found =
                nearest.map(|(at, _)| at).map(|at| extra.remove(at)).map(|(found, place)| (found, *place));
            diagnostics.extend(self.differs(pair, acronym, place, found));
        }
        // An acronym beside the right one is a slip where it is the source's own, or nearly the right one.
        for (found, placed) in extra {
            let meant = source.iter().find(|(acronym, _)| {
                let expected = self.expected(acronym);
                *acronym == found || expected.len() > 3 && strsim::osa_distance(expected, found) == 1
            });
            let differs =
                meant.and_then(|(acronym, place)| self.differs(pair, acronym, place, Some((found, *placed))));
            diagnostics.extend(differs);
        }
        diagnostics
    }

    /// What the translation should have for an acronym of the source.
    fn expected<'s>(&'s self, acronym: &'s str) -> &'s str {
        self.forms.get(acronym).and_then(|forms| forms.first()).map_or(acronym, String::as_str)
    }

    fn is_written_out(&self, acronym: &str, words: &[Placed<'_>]) -> bool {
        let terms = self.written_out.get(acronym).into_iter().flatten();
        terms.into_iter().any(|term| self.terms.is_in(*term, words))
    }

    fn differs(
        &self,
        pair: &Passages<'_>,
        acronym: &str,
        place: &Placed<'_>,
        found: Option<(&String, &Placed<'_>)>,
    ) -> Option<Diagnostic> {
        let [from, to] = &self.languages;
        let expected = self.expected(acronym);
        let finding = match found {
            // Another number is another value, which T308 says.
            Some((found, _))
                if without_digits(found) == without_digits(acronym) && found.ends_with(is_digit) =>
            {
                return None;
            }
            Some((found, placed)) => {
                let span = placed.span()?;
                let message = format!(
                    "`{acronym}` of the {from} text is `{expected}` in {to}; this text has `{found}`",
                    to = wording::language(to),
                    from = wording::language(from)
                );
                Diagnostic::new(Code::NAME_DIFFERS, message)
                    .at(span, format!("expected `{expected}`"))
                    .suggest(span, expected)
            }
            None => Diagnostic::new(
                Code::NAME_DIFFERS,
                format!("the {to} text lacks the acronym `{expected}`", to = wording::language(to)),
            )
            .at(pair.translation.span, "no such acronym"),
        };
        // Where nothing says what the acronym is in this language, it may have one of its own.
        let help = match self.forms.contains_key(acronym) {
            true => format!("write `{expected}`"),
            false => format!(
                "write `{expected}`, or, if {} has an acronym of its own, add it to glossary.toml \
                 (`acronym.{to} = \"...\"`) or to the list of acronyms",
                wording::language(to)
            ),
        };
        Some(
            finding
                .and(place.span()?, format!("`{acronym}` in the {from} text", from = wording::language(from)))
                .help(help),
        )
    }
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn without_digits(acronym: &str) -> &str {
    acronym.trim_end_matches(is_digit)
}

/// As it is written, without the s of an English plural.
fn letters(placed: &Placed<'_>) -> String {
    let text = placed.text();
    text.strip_suffix('s').map_or(text.clone(), str::to_owned)
}

/// The acronyms of a text but for those inside a term, such as a fund's name, each where it first stands.
fn acronyms<'p, 'c>(words: &'p [Placed<'c>], holders: &Phrases) -> BTreeMap<String, &'p Placed<'c>> {
    let mut found = BTreeMap::new();
    if !words.iter().any(|placed| placed.word.form == Form::Acronym) {
        return found;
    }
    let hits = holders.find(words);
    let is_held = |at: usize| hits.iter().any(|hit| hit.first <= at && at <= hit.last);
    for (at, placed) in words.iter().enumerate() {
        if placed.word.form == Form::Acronym && !is_held(at) {
            let acronym = letters(placed);
            if !OF_VALUES.contains(&acronym.as_str()) {
                found.entry(acronym).or_insert(placed);
            }
        }
    }
    found
}

/// Whether a text is set in capitals, where every word looks like an acronym.
fn is_all_capitals(words: &[Placed<'_>]) -> bool {
    words.len() > 2
        && words.iter().all(|placed| placed.word.form != Form::Small && placed.word.form != Form::Capitalised)
}
