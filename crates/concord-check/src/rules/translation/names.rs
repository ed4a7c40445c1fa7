//! Names and acronyms are those of each language.
//!
//! **What.** Where the source has a country, a region or another name of `messages.toml`, the translated block has that
//! name as its own language writes it, or a word of its root ("malien"); a section that has named it may go on with a
//! pronoun. A word that is nearly such a name, or nearly a name that is the same in both languages, is a slip. Acronyms
//! are the glossary's, those of the list of acronyms, or the same as in the source.
//!
//! **Why.** No dictionary knows names, and a reader who searches for one finds it only as it is spelt.
//!
//! **How to mend.** Write the name as `messages.toml` has it, or the acronym as the glossary has it.

use crate::Context;
use crate::context::Comparison;
use crate::parallel::{self, Passages};
use crate::rules::translation::acronyms::Acronyms;
use crate::values::Run;
use crate::wording;
use crate::words::{self, ByHash, Form, Hashes, Hit, Phrases, Placed, stretch};
use concord_diagnostics::{Code, Diagnostic};
use concord_document::LanguageTag;
use concord_publication::{Manuscript, Spanned};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Shorter words are too near to too many others.
const LEAST_LETTERS: usize = 4;
/// The same of a word that begins a sentence.
const LEAST_OPENING: usize = 7;

/// Looks at every pair of blocks and messages.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let publication = context.publication;
    let Some(source) = publication.source() else { return Vec::new() };
    let translations: Vec<&Manuscript> = publication.translations().collect();
    let names: BTreeMap<&LanguageTag, Names<'_>> = translations
        .into_par_iter()
        .map(|translation| (&translation.language, Names::new(context, source, translation)))
        .collect();
    let mut diagnostics: Vec<Diagnostic> = context
        .comparisons
        .par_iter()
        .flat_map_iter(|comparison| {
            let names = names.get(&comparison.translation.language);
            let mut named = BTreeSet::new();
            parallel::of_text(context, comparison).flat_map(move |pair| {
                if pair.begins {
                    named.clear();
                }
                names.map(|names| names.differing(&pair, &mut named)).unwrap_or_default()
            })
        })
        .collect();
    for messages in context.messages.iter().filter(|messages| !is_name(messages.pair.table)) {
        let pair = parallel::of_messages(messages);
        let names = names.get(messages.pair.language);
        diagnostics.extend(names.into_iter().flat_map(|names| names.differing(&pair, &mut BTreeSet::new())));
    }
    diagnostics
}

/// The tables that say themselves what names are.
fn is_name(table: &str) -> bool {
    matches!(table, "names" | "countries" | "regions")
}

struct Names<'a> {
    languages: [&'a LanguageTag; 2],
    entries: Vec<Entry<'a>>,
    phrases: [Phrases; 2],
    /// Names that stand alike in both languages somewhere.
    alike: Hashes,
    /// How often the translation has each word.
    counts: ByHash<u32>,
    acronyms: Acronyms,
}

struct Entry<'a> {
    form: &'a Spanned<String>,
    /// The words of the name that are no function words.
    words: Vec<String>,
    /// The beginnings of its words in both languages.
    roots: Vec<u64>,
}

impl<'a> Names<'a> {
    fn new(context: &Context<'a>, source: &'a Manuscript, translation: &'a Manuscript) -> Self {
        let languages = [&source.language, &translation.language];
        let mut names = Self {
            languages,
            entries: Vec::new(),
            phrases: languages.map(|tag| Phrases::by_letters(tag.as_str())),
            alike: Hashes::default(),
            counts: ByHash::default(),
            acronyms: Acronyms::new(context, languages),
        };
        let tables = source.messages.tables().into_iter().zip(translation.messages.tables());
        for ((_, messages), (_, translated)) in tables.filter(|((table, _), _)| is_name(table)) {
            for (key, name) in messages {
                if let Some(form) = translated.get(key) {
                    names.add(name, form);
                }
            }
        }
        let own = |comparison: &&Comparison<'_>| comparison.translation.language == translation.language;
        for comparison in context.comparisons.iter().filter(own) {
            for pair in parallel::of_text(context, comparison) {
                names.learn(&pair);
            }
        }
        names
    }

    fn add(&mut self, name: &Spanned<String>, form: &'a Spanned<String>) {
        let mut entry = Entry { form, words: Vec::new(), roots: Vec::new() };
        for (side, text) in [&name.value, &form.value].into_iter().enumerate() {
            let tag = self.languages[side].as_str();
            let run = Run::of_words(text, tag);
            let cut = words::of_run(&run);
            self.phrases[side].add(&cut);
            let tongue = words::Tongues::of_tag(tag);
            for word in cut.iter().filter(|word| !word.tongues.has(tongue)) {
                entry.roots.push(word.root);
                if side == 1 && word.form == Form::Capitalised {
                    entry.words.push(Placed { run: &run, word: *word }.text());
                }
            }
        }
        self.entries.push(entry);
    }

    fn learn(&mut self, pair: &Passages<'_>) {
        let names: Vec<u64> = pair
            .source
            .words
            .iter()
            .filter(|placed| placed.word.is_name())
            .map(|placed| placed.word.exact)
            .collect();
        for placed in &pair.translation.words {
            if placed.word.form == Form::Capitalised {
                *self.counts.entry(placed.word.exact).or_default() += 1;
                if placed.word.is_name() && names.contains(&placed.word.exact) {
                    self.alike.insert(placed.word.exact);
                }
            }
        }
    }

    fn differing(&self, pair: &Passages<'_>, named: &mut BTreeSet<usize>) -> Vec<Diagnostic> {
        let is_written = |hit: &Hit, words: &[Placed<'_>]| words[hit.first].word.form == Form::Capitalised;
        let mut called = self.phrases[0].find(&pair.source.words);
        called.retain(|hit| is_written(hit, &pair.source.words));
        let found = self.phrases[1].find(&pair.translation.words);
        let mut diagnostics = Vec::new();
        let mut seen = BTreeSet::new();
        for hit in &called {
            if !seen.insert(hit.phrase) {
                continue;
            }
            let times = |hits: &[Hit]| {
                let is_it =
                    |other: &&Hit| other.phrase == hit.phrase || self.is_same(other.phrase, hit.phrase);
                hits.iter().filter(is_it).count()
            };
            let (expected, times) = (times(&called), times(&found));
            let is_there = times > 0 || self.phrases[1].is_in(hit.phrase, &pair.translation.words);
            let mut finding = self.misspelt(pair, hit, is_there);
            if times < expected {
                finding = finding.or_else(|| self.exchanged(pair, hit, &called, &found));
                finding = finding.or_else(|| self.half(pair, hit, &found));
            }
            if !is_there {
                finding = finding.or_else(|| self.left_as_it_was(pair, hit));
                finding = finding.or_else(|| self.missing(pair, hit, &found, named));
            }
            diagnostics.extend(finding);
        }
        named.extend(found.iter().map(|hit| hit.phrase));
        diagnostics.extend(self.nearly_alike(pair));
        diagnostics.extend(self.acronyms.differing(pair));
        diagnostics
    }

    /// Several keys may have one name.
    fn is_same(&self, one: usize, other: usize) -> bool {
        self.entries[one].form.value == self.entries[other].form.value
    }

    /// Whether a word of the same root as a name's stands there outside of other names: an adjective, the name of a
    /// people. Niger is no form of Nigeria.
    fn has_root(&self, entry: usize, words: &[Placed<'_>], names: &[Hit]) -> bool {
        let is_named = |at: usize| names.iter().any(|hit| hit.first <= at && at <= hit.last);
        let roots = &self.entries[entry].roots;
        words.iter().enumerate().any(|(at, placed)| roots.contains(&placed.word.root) && !is_named(at))
    }

    /// A word that is nearly the name. Where the name itself is there too, only what stands nowhere else is taken for it.
    fn misspelt(&self, pair: &Passages<'_>, called: &Hit, is_there: bool) -> Option<Diagnostic> {
        let entry = &self.entries[called.phrase];
        let is_candidate = |placed: &&Placed<'_>| {
            let word = &placed.word;
            let is_new = !is_there || self.is_once(word.exact) && !has(&pair.source.words, word.exact);
            // At the beginning of a sentence any short word may be near a name: Cabe, Cabo.
            let least = if word.opens { LEAST_OPENING } else { LEAST_LETTERS };
            word.form == Form::Capitalised && usize::from(word.length) + 1 >= least && is_new
        };
        let capitals = pair.translation.words.iter().filter(is_candidate);
        let (found, written, meant) = capitals.into_iter().find_map(|placed| {
            let written = placed.text();
            let meant = entry.words.iter().find(|meant| is_near(&written, meant))?;
            let is_known = self.phrases[1].find(&[*placed]).iter().any(|hit| hit.phrase != called.phrase);
            (!is_known).then_some((placed, written, meant))
        })?;
        let source = stretch(pair.source.words.get(called.first..=called.last)?)?;
        Some(self.slip(found, &written, meant, source.0).and(entry.form.span, "as the messages have it"))
    }

    fn slip(
        &self,
        found: &Placed<'_>,
        written: &str,
        meant: &str,
        source: concord_diagnostics::Span,
    ) -> Diagnostic {
        let [from, to] = self.languages;
        let span = found.span().unwrap_or(source);
        Diagnostic::new(
            Code::NAME_DIFFERS,
            format!("`{written}` in {to} is nearly the name `{meant}`", to = wording::language(to)),
        )
        .at(span, format!("did you mean `{meant}`?"))
        .and(source, format!("in the {from} text", from = wording::language(from)))
        .help(format!("write `{meant}`"))
        .suggest(span, meant)
    }

    /// The name stands there as the source's language writes it. What is part of a longer name, a person's or a city's,
    /// may well: Mexico City, à Mexico.
    fn left_as_it_was(&self, pair: &Passages<'_>, called: &Hit) -> Option<Diagnostic> {
        let [from, to] = self.languages;
        if is_part(called, &pair.source.words) {
            return None;
        }
        let form = self.entries[called.phrase].form;
        let names = self.phrases[0].find(&pair.translation.words);
        let left = names.iter().find(|other| {
            other.phrase == called.phrase
                && pair.translation.words[other.first].word.form == Form::Capitalised
        })?;
        let (place, written) = stretch(pair.translation.words.get(left.first..=left.last)?)?;
        let (source, _) = stretch(pair.source.words.get(called.first..=called.last)?)?;
        Some(
            Diagnostic::new(
                Code::NAME_DIFFERS,
                format!(
                    "`{written}` is the name as {from} writes it; in {to} it is `{}`",
                    form.value,
                    to = wording::language(to),
                    from = wording::language(from)
                ),
            )
            .at(place, format!("the name in {from}", from = wording::language(from)))
            .and(source, format!("in the {from} text", from = wording::language(from)))
            .and(form.span, "as the messages have it")
            .help(format!("write `{}`", form.value))
            .suggest(place, &form.value),
        )
    }

    /// One word of a name of several stands there.
    fn half(&self, pair: &Passages<'_>, called: &Hit, found: &[Hit]) -> Option<Diagnostic> {
        let [from, to] = self.languages;
        let entry = &self.entries[called.phrase];
        let words = &pair.translation.words;
        let is_free = |at: usize| !found.iter().any(|hit| hit.first <= at && at <= hit.last);
        let half = words.iter().enumerate().find(|(at, placed)| {
            let is_capital = placed.word.form == Form::Capitalised && !placed.word.opens;
            is_capital && is_free(*at) && entry.words.len() > 1 && entry.words.contains(&placed.text())
        });
        let (_, placed) = half?;
        let (source, name) = stretch(pair.source.words.get(called.first..=called.last)?)?;
        let written = placed.text();
        Some(
            Diagnostic::new(
                Code::NAME_DIFFERS,
                format!(
                    "`{written}` in {to} is half of the name `{}`",
                    entry.form.value,
                    to = wording::language(to)
                ),
            )
            .at(placed.span()?, "half of a name")
            .and(source, format!("`{name}` in the {from} text", from = wording::language(from)))
            .and(entry.form.span, "as the messages have it")
            .help(format!("write `{}`", entry.form.value)),
        )
    }

    /// Another name stands there that the source has not.
    fn exchanged(&self, pair: &Passages<'_>, hit: &Hit, called: &[Hit], found: &[Hit]) -> Option<Diagnostic> {
        let [from, to] = self.languages;
        let is_called = |other: usize| {
            called.iter().any(|hit| hit.phrase == other || self.is_same(hit.phrase, other))
                || self.has_root(other, &pair.source.words, called)
        };
        let other = found.iter().find(|other| !is_called(other.phrase))?;
        let (place, written) = stretch(pair.translation.words.get(other.first..=other.last)?)?;
        let (source, name) = stretch(pair.source.words.get(hit.first..=hit.last)?)?;
        let form = self.entries[hit.phrase].form;
        Some(
            Diagnostic::new(
                Code::NAME_DIFFERS,
                format!(
                    "`{written}` in {to} stands where {from} has `{name}`, which is `{}` in {to}",
                    form.value,
                    to = wording::language(to),
                    from = wording::language(from)
                ),
            )
            .at(place, "another name")
            .and(source, format!("in the {from} text", from = wording::language(from)))
            .and(form.span, "as the messages have it")
            .help(format!("write `{}`", form.value))
            .suggest(place, &form.value),
        )
    }

    fn missing(
        &self,
        pair: &Passages<'_>,
        hit: &Hit,
        found: &[Hit],
        named: &BTreeSet<usize>,
    ) -> Option<Diagnostic> {
        let is_named = named.iter().any(|other| *other == hit.phrase || self.is_same(*other, hit.phrase));
        if is_named || self.has_root(hit.phrase, &pair.translation.words, found) {
            return None;
        }
        let to = self.languages[1];
        let (source, name) = stretch(pair.source.words.get(hit.first..=hit.last)?)?;
        let form = self.entries[hit.phrase].form;
        Some(
            Diagnostic::new(
                Code::NAME_DIFFERS,
                format!(
                    "the {to} text lacks the name `{}` for `{name}`",
                    form.value,
                    to = wording::language(to)
                ),
            )
            .at(pair.translation.span, "no such name")
            .and(source, "named here")
            .and(form.span, "as the messages have it")
            .help(format!("name it: `{}`", form.value)),
        )
    }

    /// Whether the translation has a word only once.
    fn is_once(&self, exact: u64) -> bool {
        self.counts.get(&exact).is_none_or(|count| *count <= 1)
    }

    /// Words that stand nowhere else and are nearly a name that is the same in both languages, or any name with two letters
    /// exchanged.
    fn nearly_alike(&self, pair: &Passages<'_>) -> Vec<Diagnostic> {
        let (sources, translations) = (&pair.source.words, &pair.translation.words);
        let mut diagnostics = Vec::new();
        let mut seen = BTreeSet::new();
        for name in sources.iter().filter(|placed| placed.word.form == Form::Capitalised) {
            let exact = name.word.exact;
            if has(translations, exact) || !seen.insert(exact) {
                continue;
            }
            let is_alike = self.alike.contains(&exact);
            let meant = name.text();
            let slips = translations.iter().filter(|placed| {
                let word = &placed.word;
                word.form == Form::Capitalised
                    && self.is_once(word.exact)
                    && (!is_alike || word.stem != name.word.stem)
                    && !has(sources, word.exact)
            });
            let slip = slips.into_iter().find_map(|placed| {
                let written = placed.text();
                let is_slip = is_alike && is_near(&written, &meant) || is_exchanged(&written, &meant);
                is_slip.then_some((placed, written))
            });
            if let (Some((found, written)), Some(span)) = (slip, name.span()) {
                diagnostics.push(self.slip(found, &written, &meant, span));
            }
        }
        diagnostics
    }
}

/// Whether a word with a capital stands beside a name.
fn is_part(name: &Hit, words: &[Placed<'_>]) -> bool {
    let is_capital = |at: usize| words.get(at).is_some_and(|placed| placed.word.form == Form::Capitalised);
    let is_joined = |at: usize| words.get(at).is_some_and(|placed| !placed.word.gap && !placed.word.pause);
    let is_behind = name.first.checked_sub(1).is_some_and(is_capital) && is_joined(name.first);
    is_behind || is_capital(name.last + 1) && is_joined(name.last + 1)
}

fn has(words: &[Placed<'_>], exact: u64) -> bool {
    words.iter().any(|placed| placed.word.exact == exact)
}

/// Whether two words differ by a slip: one letter, or two in a word of more than six.
fn is_near(written: &str, meant: &str) -> bool {
    let length = meant.chars().count();
    if length < LEAST_LETTERS || length.abs_diff(written.chars().count()) > 2 || written == meant {
        return false;
    }
    strsim::osa_distance(written, meant) <= if length > 6 { 2 } else { 1 }
}

/// Whether two words differ by two letters inside, exchanged. Languages never differ so, and most names are the same.
fn is_exchanged(written: &str, meant: &str) -> bool {
    let (written, meant): (Vec<char>, Vec<char>) = (written.chars().collect(), meant.chars().collect());
    let differing: Vec<usize> = written
        .iter()
        .zip(&meant)
        .enumerate()
        .filter(|(_, (one, other))| one != other)
        .map(|(at, _)| at)
        .collect();
    let [first, last] = differing[..] else { return false };
    let is_exchange = last == first + 1 && written[first] == meant[last] && written[last] == meant[first];
    written.len() == meant.len() && written.len() >= LEAST_LETTERS && first > 0 && is_exchange
}
