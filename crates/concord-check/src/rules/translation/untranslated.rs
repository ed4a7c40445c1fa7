//! A translation is not its source, word for word.
//!
//! **What.** No translated block or message has the very words of its source, unless they are names, acronyms, numbers, or
//! words that the translation's language has too.
//!
//! **Why.** What was left for later is easily left for good: it has the right figures and the right links.
//!
//! **How to mend.** Translate it, or mark it as foreign: `[...]{lang="en"}`.

use crate::Context;
use crate::context::ReadMessages;
use crate::parallel::{self, Passages};
use crate::wording;
use crate::words::{ByHash, Form, Hashes, Placed, Tongues, Word};
use concord_diagnostics::{Code, Diagnostic};
use concord_document::LanguageTag;
use std::collections::{BTreeMap, BTreeSet};

/// Endings that words of English and French have in common, so that one word may be of both.
const FRENCH_ENDINGS: &[&str] = &[
    "tion", "tions", "sion", "sions", "age", "ages", "ence", "ences", "ance", "ances", "al", "able", "ables",
    "ible", "ibles", "ment", "ments", "ct", "cts", "ure", "ures", "ide", "ides", "us",
];
/// The same of Spanish and either of the two.
const SPANISH_ENDINGS: &[&str] = &["al", "able", "ables", "ible", "ibles", "or", "sis"];
/// Shorter words show too little of where they come from.
const LEAST_SHARED: usize = 5;
/// Words for labels that are spelt alike in English and French.
const FRENCH: &str = "note notes page pages table tables source sources phase phases code codes date dates zone zones \
    type types menu index image images figure figures article articles contact contacts document documents minute \
    minutes total base bases budget budgets culture cultures dialogue dialogues euro euros expert experts forum genre \
    global groupe guide guides initiative initiatives justice message messages mission migrants migrant mode modes net \
    non orange plan plans police port prime prison prisons programme programmes public refuge service services site \
    sites social test transit transport transports union video visa visas web region";
/// The same of Spanish and either of the two.
const SPANISH: &str = "base bases total global social plan visa web control error no central hotel general regional local \
    final capital normal original principal euro euros fax radio mineral material personal";

/// Looks at every pair of blocks and messages.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(source) = context.publication.source() else { return Vec::new() };
    let mut diagnostics = Vec::new();
    for (language, vocabulary) in vocabularies(context) {
        let comparisons =
            context.comparisons.iter().filter(|comparison| comparison.translation.language == *language);
        let blocks = comparisons.flat_map(|comparison| parallel::of_text(context, comparison));
        let messages = context.messages.iter().filter(|messages| is_judged(messages, language));
        for pair in blocks.chain(messages.map(parallel::of_messages)) {
            if is_identical(&pair) && vocabulary.is_untranslated([&source.language, language], &pair) {
                diagnostics.push(finding(language, &source.language, &pair));
            }
        }
    }
    diagnostics
}

/// Names may be the same in every language.
fn is_judged(messages: &ReadMessages<'_>, language: &LanguageTag) -> bool {
    messages.pair.language == language && !matches!(messages.pair.table, "names" | "countries" | "regions")
}

fn finding(language: &LanguageTag, from: &LanguageTag, pair: &Passages<'_>) -> Diagnostic {
    let words = pair.translation.words.len();
    let words = if words == 1 { "its word is".to_owned() } else { format!("its {words} words are") };
    Diagnostic::new(
        Code::UNTRANSLATED,
        format!(
            "the {language} text is not translated: {words} those of {from}",
            from = wording::language(from),
            language = wording::language(language)
        ),
    )
    .at(pair.translation.span, format!("as in {from}", from = wording::language(from)))
    .and(pair.source.span, format!("the {from} text", from = wording::language(from)))
    .help(format!("translate it, or mark words that stay as they are: `[...]{{lang=\"{from}\"}}`"))
}

/// Whether both have the same words.
pub(super) fn is_identical(pair: &Passages<'_>) -> bool {
    let (one, other) = (&pair.source.words, &pair.translation.words);
    !other.is_empty()
        && one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| one.word.exact == other.word.exact)
}

/// What each translation's other blocks tell of both languages' words.
fn vocabularies<'a>(context: &Context<'a>) -> BTreeMap<&'a LanguageTag, Vocabulary> {
    let mut vocabularies: BTreeMap<&LanguageTag, Vocabulary> = BTreeMap::new();
    for translation in context.publication.translations() {
        vocabularies.entry(&translation.language).or_default();
    }
    for comparison in &context.comparisons {
        let Some(vocabulary) = vocabularies.get_mut(&comparison.translation.language) else { continue };
        for pair in parallel::of_text(context, comparison).filter(|pair| !is_identical(pair)) {
            let small = |word: &Word| word.form == Form::Small && word.length > 2;
            let add = |words: &[Placed<'_>], to: &mut Hashes| {
                to.extend(words.iter().filter(|placed| small(&placed.word)).map(|placed| placed.word.exact));
            };
            add(&pair.source.words, &mut vocabulary.source);
            add(&pair.translation.words, &mut vocabulary.translation);
            let there: Hashes = pair.translation.words.iter().map(|placed| placed.word.exact).collect();
            let own: BTreeSet<u64> = pair.source.words.iter().map(|placed| placed.word.exact).collect();
            for word in own {
                let (count, kept) = vocabulary.kept.entry(word).or_default();
                *count += 1;
                *kept += u32::from(there.contains(&word));
            }
        }
    }
    vocabularies
}

/// Words by their hashes, in small letters where nothing else is said.
#[derive(Default)]
struct Vocabulary {
    source: Hashes,
    translation: Hashes,
    /// In how many blocks the source has a word, and in how many of them the translation has it too.
    kept: ByHash<(u32, u32)>,
}

impl Vocabulary {
    /// Whether words that are the same should differ: a function word that the translation's language has not, or words
    /// that it uses nowhere else.
    fn is_untranslated(&self, [from, to]: [&LanguageTag; 2], pair: &Passages<'_>) -> bool {
        let [own, other] = [Tongues::of_tag(from.as_str()), Tongues::of_tag(to.as_str())];
        let is_spanish = [from, to].iter().any(|tag| tag.language() == "es");
        let words = &pair.translation.words;
        let is_foreign = |word: &Word| word.tongues.has(own) && !word.tongues.has(other) && word.length > 1;
        let small = words.iter().filter(|placed| {
            placed.word.form == Form::Small || placed.word.form == Form::Capitalised && placed.word.opens
        });
        let content: Vec<_> =
            small.filter(|placed| placed.word.tongues.is_none() && placed.word.length > 2).collect();
        let strange = content.iter().filter(|placed| {
            self.source.contains(&placed.word.exact)
                && !self.translation.contains(&placed.word.exact)
                && !is_shared(&placed.text().to_lowercase(), is_spanish)
        });
        let strange = strange.count();
        let names = words.iter().filter(|placed| placed.word.is_name()).count();
        let telling = words.iter().filter(|placed| is_foreign(&placed.word)).count();
        let is_phrase = words.len() > 2 && (telling > 1 || telling > 0 && !content.is_empty());
        // `Georgia, in ...`: a name and a word that only the source's language has.
        let capitals = words.iter().filter(|placed| placed.word.form == Form::Capitalised).count();
        let is_label = words.len() == 2 && telling == 1 && capitals == 1;
        let is_translated = |placed: &Placed<'_>| {
            let seen = self.kept.get(&placed.word.exact);
            let may_be_both = is_shared(&placed.text().to_lowercase(), is_spanish);
            placed.word.form != Form::Number
                && !may_be_both
                && seen.is_some_and(|(count, kept)| *count > 1 && *kept == 0)
        };
        is_phrase
            || is_label
            || words.len() > 2 && words.iter().any(is_translated)
            || strange > 0 && names * 2 <= words.len()
            || unknown(self, &content, is_spanish) > 2
    }
}

/// How many words neither language has elsewhere, nor both may have.
fn unknown(vocabulary: &Vocabulary, content: &[&Placed<'_>], is_spanish: bool) -> usize {
    let is_unknown = |placed: &&&Placed<'_>| {
        !vocabulary.translation.contains(&placed.word.exact)
            && !is_shared(&placed.text().to_lowercase(), is_spanish)
    };
    content.iter().filter(is_unknown).count()
}

/// Whether a word may be of two languages, of which one may be Spanish.
pub(super) fn is_shared(word: &str, is_spanish: bool) -> bool {
    let (endings, words) = if is_spanish { (SPANISH_ENDINGS, SPANISH) } else { (FRENCH_ENDINGS, FRENCH) };
    let has = |ending: &&str| word.ends_with(ending) && word.len() >= LEAST_SHARED.max(ending.len() + 2);
    endings.iter().any(has) || words.split_whitespace().any(|shared| shared == word)
}
