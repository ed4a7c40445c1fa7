//! Words that one line keeps together although an ordinary space stands between them.
//!
//! Where a text is put together, spaces that no line may break become no-break spaces (see [`crate::typography`]). What is
//! here needs no other character: it is asked when lines are chosen.

use crate::{Language, Locale};

impl Locale {
    /// Whether no line should end between two parts of a text: `before` ends and `after` begins at the space, which is in
    /// neither. So are held: a month and its year, a day and its month, a century and its number.
    pub fn keeps_together(&self, before: &str, after: &str) -> bool {
        let Some(last) = last_word(before) else { return false };
        let next = first_word(after);
        if is_year(next) {
            return self.is_month(last)
                || self.language == Language::Spanish
                    && matches!(last, "de" | "del")
                    && last_word(&before[..before.len() - last.len()])
                        .is_some_and(|word| self.is_month(word));
        }
        if is_day(last) {
            let named = |word: &str| self.is_month(first_word(word));
            return named(after)
                || self.language == Language::Spanish && after.strip_prefix("de ").is_some_and(named);
        }
        if self.language == Language::Spanish
            && after.strip_prefix("de ").is_some_and(|after| is_year(first_word(after)))
        {
            return self.is_month(last);
        }
        match self.language {
            Language::French => is_ordinal_of_century(last) && matches!(next, "siècle" | "siècles"),
            Language::Spanish => {
                matches!(last, "siglo" | "siglos") && is_roman(next)
                    || last == "de" && self.is_month(next) && {
                        let before = before.trim_end_matches("de").trim_end();
                        last_word(before).is_some_and(is_day)
                    }
            }
            Language::English | Language::Other => false,
        }
    }

    fn is_month(&self, word: &str) -> bool {
        self.calendar.months.iter().any(|month| month.eq_ignore_ascii_case(word))
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

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
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
    use crate::Locale;

    /// The spaces of a text that no line may break, as `~`.
    fn kept(tag: &str, text: &str) -> String {
        let locale = Locale::new(tag, None).expect(tag);
        let space = |(at, character): (usize, char)| {
            let keeps = character == ' ' && locale.keeps_together(&text[..at], &text[at + 1..]);
            if keeps { '~' } else { character }
        };
        text.char_indices().map(space).collect()
    }

    #[test]
    fn dates_are_kept_in_every_language() {
        assert_eq!(kept("en", "from 4 April 2009, in May 2010 and"), "from 4~April~2009, in May~2010 and");
        assert_eq!(kept("en", "January 2016 – March 2020"), "January~2016 – March~2020");
        assert_eq!(kept("fr", "du 1er avril 2009 à août 2010"), "du 1er~avril~2009 à août~2010");
        assert_eq!(
            kept("es", "el 4 de abril de 2009, en mayo de 2010"),
            "el 4~de~abril~de~2009, en mayo~de~2010"
        );
        assert_eq!(kept("en", "(14–15 September 2006)"), "(14–15~September~2006)");
    }

    #[test]
    fn centuries_are_kept() {
        assert_eq!(kept("fr", "au XXe siècle et"), "au XXe~siècle et");
        assert_eq!(kept("es", "del siglo XX y"), "del siglo~XX y");
    }

    #[test]
    fn nothing_else_is_kept() {
        for text in ["more than 2009 requests", "a report of 2009", "in 12 countries", "the May Act", ""] {
            assert_eq!(kept("en", text), text);
        }
        assert_eq!(kept("es", "la situación de 2009 y de 2010"), "la situación de 2009 y de 2010");
    }
}
