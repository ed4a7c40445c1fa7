//! Terms and names as sequences of words, found in running text whatever their endings and the small words in them.

use super::{ByHash, Placed, Tongues, Word};

/// How many function words may stand between two words of a phrase.
const MOST_BETWEEN: usize = 3;
/// How many words may stand between two words of a phrase where it is looked for with some freedom.
const MOST_INSERTED: usize = 4;

/// Where a phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// The number of the phrase.
    pub(crate) phrase: usize,
    /// The first word and the last.
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// What of a word is compared.
#[derive(Clone, Copy, Debug)]
pub(crate) enum By {
    /// Stems, as terms are inflected.
    Stem,
    /// Letters and accents, as names are not.
    Letters,
}

impl By {
    fn key(self, word: &Word) -> u64 {
        match self {
            Self::Stem => word.stem,
            Self::Letters => word.exact,
        }
    }
}

/// The phrases of one language.
#[derive(Debug)]
pub(crate) struct Phrases {
    by: By,
    tongue: Tongues,
    /// The content words of each phrase.
    phrases: Vec<Vec<u64>>,
    /// Whether there is a comma in it, so that one may stand in the text.
    has_pause: Vec<bool>,
    /// The phrases that begin with a word, the longest first.
    beginnings: ByHash<Vec<usize>>,
}

impl Phrases {
    pub(crate) fn by_stem(tag: &str) -> Self {
        Self::new(tag, By::Stem)
    }

    pub(crate) fn by_letters(tag: &str) -> Self {
        Self::new(tag, By::Letters)
    }

    fn new(tag: &str, by: By) -> Self {
        let tongue = Tongues::of_tag(tag);
        Self { by, tongue, phrases: Vec::new(), has_pause: Vec::new(), beginnings: ByHash::default() }
    }

    /// Adds a phrase by its words; its number is how many there were before.
    pub(crate) fn add(&mut self, words: &[Word]) -> usize {
        let content = words.iter().filter(|word| !word.tongues.has(self.tongue));
        let keys: Vec<u64> = content.map(|word| self.by.key(word)).collect();
        let number = self.phrases.len();
        if let Some(first) = keys.first() {
            let beginning = self.beginnings.entry(*first).or_default();
            beginning.push(number);
            let phrases = &self.phrases;
            let length = |at: &usize| phrases.get(*at).map_or(keys.len(), Vec::len);
            beginning.sort_by_key(|at| std::cmp::Reverse(length(at)));
        }
        self.phrases.push(keys);
        self.has_pause.push(words.iter().skip(1).any(|word| word.pause));
        number
    }

    /// The content words of a phrase.
    pub(crate) fn words(&self, phrase: usize) -> &[u64] {
        self.phrases.get(phrase).map_or(&[], Vec::as_slice)
    }

    /// Every phrase in a text, the longest at each place; what is part of a longer one counts for the longer.
    pub(crate) fn find(&self, words: &[Placed<'_>]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut at = 0;
        while let Some(placed) = words.get(at) {
            let candidates = self.beginnings.get(&self.by.key(&placed.word));
            let hit = candidates.into_iter().flatten().find_map(|phrase| {
                let last = self.end(words, at, *phrase)?;
                Some(Hit { phrase: *phrase, first: at, last })
            });
            at = hit.map_or(at, |hit| hit.last) + 1;
            hits.extend(hit);
        }
        hits
    }

    /// The last word of a phrase that begins here.
    fn end(&self, words: &[Placed<'_>], start: usize, phrase: usize) -> Option<usize> {
        let has_pause = self.has_pause.get(phrase).copied().unwrap_or_default();
        let mut at = start;
        for key in self.words(phrase).iter().skip(1) {
            let mut between = 0;
            loop {
                at += 1;
                let word = &words.get(at)?.word;
                if word.gap || (word.pause && !has_pause) {
                    return None;
                }
                if self.by.key(word) == *key {
                    break;
                }
                between += 1;
                if between > MOST_BETWEEN || !word.tongues.has(self.tongue) {
                    return None;
                }
            }
        }
        Some(at)
    }

    /// Whether a text has the words of a phrase in their order, other words between them or not: "migración irregular y
    /// laboral" has "migración laboral".
    pub(crate) fn is_in(&self, phrase: usize, words: &[Placed<'_>]) -> bool {
        let keys = self.words(phrase);
        let Some((first, rest)) = keys.split_first() else { return false };
        let starts = words.iter().enumerate().filter(|(_, placed)| self.by.key(&placed.word) == *first);
        starts.into_iter().any(|(start, _)| {
            let mut at = start;
            rest.iter().all(|key| {
                let next = words.iter().skip(at + 1).take(MOST_INSERTED + 1);
                let found = next.take_while(|placed| !placed.word.opens || !placed.word.gap);
                match found.into_iter().position(|placed| self.by.key(&placed.word) == *key) {
                    Some(step) => {
                        at += step + 1;
                        true
                    }
                    None => false,
                }
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Phrases;
    use crate::values::Run;
    use crate::words::{Placed, of_run};

    fn found(tag: &str, phrases: &[&str], text: &str) -> Vec<String> {
        let mut list = Phrases::by_stem(tag);
        for phrase in phrases {
            list.add(&of_run(&Run::of_text(phrase, tag)));
        }
        let run = Run::of_text(text, tag);
        let words: Vec<_> = of_run(&run).into_iter().map(|word| Placed { run: &run, word }).collect();
        let hits = list.find(&words);
        hits.iter().map(|hit| crate::words::stretch(&words[hit.first..=hit.last]).expect("words").1).collect()
    }

    #[test]
    fn endings_and_small_words_are_free() {
        assert_eq!(
            found("en", &["Member State", "capacity building"], "Member States’ capacity-building"),
            ["Member States", "capacity-building"]
        );
        assert_eq!(
            found("fr", &["pays partenaire"], "aux pays partenaires, le pays. Partenaire"),
            ["pays partenaires"]
        );
        assert_eq!(found("fr", &["trafic de migrants"], "du trafic des migrants"), ["trafic des migrants"]);
        assert_eq!(
            found("es", &["trata de seres humanos"], "la trata de los seres humanos"),
            ["trata de los seres humanos"]
        );
    }

    #[test]
    fn the_longest_counts() {
        let terms = ["migration", "labour migration", "Labour Migration and Mobility"];
        assert_eq!(
            found("en", &terms, "labour migration and mobility; labour migration; migration"),
            ["labour migration and mobility", "labour migration", "migration"]
        );
    }

    #[test]
    fn other_words_may_stand_between() {
        let mut list = Phrases::by_stem("es");
        list.add(&of_run(&Run::of_text("migración laboral", "es")));
        let is_in = |text: &str| {
            let run = Run::of_text(text, "es");
            let words: Vec<_> = of_run(&run).into_iter().map(|word| Placed { run: &run, word }).collect();
            list.is_in(0, &words)
        };
        assert!(is_in("la migración irregular y laboral"));
        assert!(!is_in("la migración. Fue laboral"));
        assert!(!is_in("laboral, y la migración"));
    }
}
