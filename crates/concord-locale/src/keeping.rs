//! Words that one line keeps together although an ordinary space stands between them.
//!
//! Where a text is put together, spaces that no line may break become no-break spaces (see [`crate::typography`]). What is
//! here needs no other character: it is asked when lines are chosen, and is a price, not a ban.

use crate::{Language, Locale};

/// How closely two words are tied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Not at all.
    #[default]
    Free,
    /// A number and its noun, two words with capitals inside a sentence.
    Loose,
    /// A month and its year, an article of a law and its number.
    Close,
    /// A day and its month, a preposition and the date that it leads to.
    Tight,
}

/// A shorter word after a number is seldom its noun.
const LEAST_OF_NOUN: usize = 4;

impl Locale {
    /// How closely two parts of a text are tied: `before` ends and `after` begins at the space, which is in neither.
    pub fn tie(&self, before: &str, after: &str) -> Tie {
        if !may_tie(before, after) {
            return Tie::Free;
        }
        if ends_in_series(before) && after.starts_with(|character: char| character.is_ascii_digit()) {
            return Tie::Tight;
        }
        let Some(last) = last_word(before) else { return Tie::Free };
        let next = first_word(after);
        let lead = &before[..before.len() - last.len()];
        let date = self.date_tie(lead, last, next, after);
        if date != Tie::Free {
            return date;
        }
        let refers = |word: &str| references(self.language).contains(&word.to_lowercase().as_str());
        let number_next = next.starts_with(|character: char| character.is_ascii_digit());
        let century = match self.language {
            Language::French => is_ordinal_of_century(last) && matches!(next, "siècle" | "siècles"),
            Language::Spanish => matches!(last, "siglo" | "siglos") && is_roman(next),
            Language::English | Language::Other => false,
        };
        if century
            || (number_next && refers(last))
            || (is_capitalised(next) && self.is_article_of_name(lead, last))
        {
            return Tie::Close;
        }
        let has_noun = is_number(last)
            && !is_year(last)
            && next.chars().count() >= LEAST_OF_NOUN
            && next.chars().all(char::is_alphabetic)
            && !last_word(lead).is_some_and(refers);
        let is_name = is_capitalised(last) && is_capitalised(next) && is_inside_sentence(lead);
        if has_noun || is_name { Tie::Loose } else { Tie::Free }
    }

    /// Inside a date, and inside a period: its second date is not parted from the word that leads to it.
    fn date_tie(&self, lead: &str, last: &str, next: &str, after: &str) -> Tie {
        let spanish = self.language == Language::Spanish;
        let previous = last_word(lead).unwrap_or_default();
        let names_month = |text: &str| {
            let text = text.strip_prefix("de ").filter(|_| spanish).unwrap_or(text);
            self.is_month(first_word(text))
        };
        let is_part = |word: &str| is_day(word) || is_year(word) || self.is_month(word);
        if is_year(next) && self.is_month(last) {
            return Tie::Close;
        }
        if is_day(last) && names_month(after) {
            return Tie::Tight;
        }
        if spanish && matches!(last, "de" | "del") {
            let to_year = is_year(next) && self.is_month(previous);
            return if to_year || self.is_month(next) { Tie::Tight } else { Tie::Free };
        }
        if spanish
            && self.is_month(last)
            && after.strip_prefix("de ").is_some_and(|after| is_year(first_word(after)))
        {
            return Tie::Close;
        }
        let [lead_on, join] = joints(self.language);
        if lead_on.contains(&last) && is_part(previous) && is_part(next) {
            return Tie::Tight;
        }
        // `5 and 6 March`: days, before their month.
        let second =
            if join.contains(&last) { Some(after) } else { after.strip_prefix(next).map(str::trim_start) };
        let joined = (join.contains(&last) && is_day(previous)) || (join.contains(&next) && is_day(last));
        let then_month = |text: &str| {
            let day = first_word(text);
            is_day(day)
                && names_month(&text[day.len()..].trim_start_matches([' ', '\u{a0}']).replace('\u{a0}', " "))
        };
        if joined && second.is_some_and(then_month) { Tie::Close } else { Tie::Free }
    }

    fn is_month(&self, word: &str) -> bool {
        self.calendar.months.iter().any(|month| month.eq_ignore_ascii_case(word))
    }

    /// `La` of `La Valeta`: an article with a capital inside a sentence.
    fn is_article_of_name(&self, lead: &str, word: &str) -> bool {
        let articles: &[&str] = match self.language {
            Language::French => &["La", "Le", "Les"],
            Language::Spanish => &["La", "El", "Las", "Los"],
            Language::English | Language::Other => &[],
        };
        articles.contains(&word) && is_inside_sentence(lead)
    }
}

/// What most spaces fail: rules there are only for figures, capitals, the short words between them, and for a few words that
/// follow them.
fn may_tie(before: &str, after: &str) -> bool {
    let marks = |character: char| character.is_ascii_digit() || character.is_uppercase();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    after.starts_with(marks)
        || last.contains(marks)
        || last.len() <= SHORT
        || after.starts_with("siècle")
        || after.strip_prefix("de ").is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
}

/// Bytes of the longest word that leads from one part of a date to another.
const SHORT: usize = 3;

/// Words that lead from one date to another, and words that join two days.
fn joints(language: Language) -> [&'static [&'static str]; 2] {
    match language {
        Language::English => [&["to"], &["and"]],
        Language::French => [&["à", "au"], &["et"]],
        Language::Spanish => [&["a", "al"], &["y"]],
        Language::Other => [&[], &[]],
    }
}

/// What a number names a part of.
fn references(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["article", "chapter", "figure", "note", "page", "part", "section", "table"],
        Language::French => {
            &["article", "chapitre", "figure", "note", "page", "partie", "section", "tableau"]
        }
        Language::Spanish => {
            &["artículo", "capítulo", "cuadro", "figura", "nota", "página", "parte", "sección"]
        }
        Language::Other => &[],
    }
}

/// The word at the end, after spaces of any kind, brackets and dashes.
fn last_word(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let start = text
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    Some(&text[start..]).filter(|word| !word.is_empty())
}

/// The word at the beginning.
fn first_word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())]
}

/// A capital and small letters: no acronym, and no numeral.
fn is_capitalised(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.next().is_some_and(char::is_lowercase)
}

/// Whether a text that comes before a word leaves a sentence open.
fn is_inside_sentence(text: &str) -> bool {
    text.trim_end().ends_with(|character: char| character.is_alphanumeric() || ",;’'".contains(character))
}

/// `COM(2013)` of `COM(2013) 292`.
fn ends_in_series(text: &str) -> bool {
    let Some((text, year)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else {
        return false;
    };
    is_year(year) && text.ends_with(|character: char| character.is_ascii_uppercase())
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && is_number(word)
}

fn is_day(word: &str) -> bool {
    let day = word.strip_suffix("er").unwrap_or(word);
    day.len() <= 2 && day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|character| matches!(character, 'I' | 'V' | 'X' | 'L' | 'C'))
}

/// `XIXe`, `XXᵉ`, `Ier`.
fn is_ordinal_of_century(word: &str) -> bool {
    ["e", "ᵉ", "er"].iter().any(|ending| word.strip_suffix(ending).is_some_and(is_roman))
}

#[cfg(test)]
mod tests {
    use super::Tie;
    use crate::Locale;

    /// A text with its spaces: ` ` where lines are free to end, `_` for a loose tie, `~` for a close one, `=` for a tight one.
    fn tied(tag: &str, text: &str) -> String {
        let locale = Locale::new(tag, None).expect(tag);
        let space = |(at, character): (usize, char)| {
            if character != ' ' {
                return character;
            }
            match locale.tie(&text[..at], &text[at + 1..]) {
                Tie::Free => ' ',
                Tie::Loose => '_',
                Tie::Close => '~',
                Tie::Tight => '=',
            }
        };
        text.char_indices().map(space).collect()
    }

    #[test]
    fn dates_are_kept_in_every_language() {
        assert_eq!(tied("en", "from 4 April 2009, in May 2010 and"), "from 4=April~2009, in May~2010 and");
        assert_eq!(tied("en", "January 2016 – March 2020"), "January~2016 – March~2020");
        assert_eq!(tied("en", "(14–15 September 2006)"), "(14–15=September~2006)");
        assert_eq!(tied("fr", "du 1er avril 2009 à août 2010"), "du 1er=avril~2009 à=août~2010");
        assert_eq!(tied("fr", "(5 et 6 mars 2018)"), "(5~et~6=mars~2018)");
        assert_eq!(tied("es", "el 4 de abril de 2009, en mayo"), "el 4=de=abril~de=2009, en mayo");
    }

    #[test]
    fn periods_break_before_the_word_that_leads_on() {
        assert_eq!(tied("es", "de abril de 2014 a abril de 2020"), "de=abril~de=2014 a=abril~de=2020");
        assert_eq!(tied("en", "from 2009 to 2019"), "from 2009 to=2019");
        assert_eq!(tied("es", "pasa a mayo"), "pasa a mayo");
    }

    #[test]
    fn centuries_and_references_are_kept() {
        assert_eq!(tied("fr", "au XXe siècle et"), "au XXe~siècle et");
        assert_eq!(tied("es", "del siglo XX y"), "del siglo~XX y");
        assert_eq!(tied("en", "see part 3 where"), "see part~3 where");
        assert_eq!(tied("es", "el artículo 5 dice"), "el artículo~5 dice");
        assert_eq!(tied("en", "Europe, COM(2013) 292 final"), "Europe, COM(2013)=292_final");
    }

    #[test]
    fn numbers_and_names_are_tied_loosely() {
        assert_eq!(tied("en", "drew 755 participants in"), "drew 755_participants in");
        assert_eq!(tied("fr", "16 États et 12 des"), "16_États et 12 des");
        assert_eq!(tied("es", "la ciudad de La Valeta fue"), "la ciudad de La~Valeta fue");
        assert_eq!(tied("en", "from Sierra Leone. The Commission"), "from Sierra_Leone. The Commission");
    }

    #[test]
    fn nothing_else_is_kept() {
        for text in ["more than 2009 requests", "a report of 2009", "in 12 of the", "the May Act of", ""] {
            let expected = text.replace("May Act", "May_Act");
            assert_eq!(tied("en", text), expected);
        }
        assert_eq!(tied("es", "la situación de 2009 y de 2010"), "la situación de 2009 y de 2010");
    }
}
