//! A language's conventions: numbers, dates, ranges, quotation marks, spacing, hyphenation.
//!
//! A [`Locale`] is a language with a house style. What all languages have (separators, plural categories, month names,
//! lists) comes from CLDR through ICU4X and works for every BCP 47 tag. What the three languages of the programme need
//! beyond CLDR has tables of its own: words for numbers and qualifiers, periods in prose, `1er`, the spaces before
//! French punctuation. Other languages take neutral forms there: digits, `>120`, a dash between dates.
//!
//! Spaces that no line may break are U+00A0 and U+202F in everything that is made here; no caller adds them.
//!
//! ```
//! use concord_locale::{Date, Hyphenator, Locale};
//!
//! let french = Locale::new("fr", None).unwrap();
//! assert_eq!(french.date(Date::of_day(2020, 12, 15)), "15\u{a0}décembre 2020");
//! assert_eq!(Locale::new("en", None).unwrap().integer(12_500), "12,500");
//! assert!(!Hyphenator::new("en").unwrap().hyphenate("capacity").is_empty());
//! ```

mod amount;
mod date;
mod hyphenation;
mod keeping;
mod number;
mod period;
mod phrase;
mod pseudo;
mod stated;
mod style;
mod typography;
#[cfg(test)]
mod vectors;
mod words;

pub use amount::Magnitude;
pub use date::Date;
pub use hyphenation::Hyphenator;
pub use keeping::Tie;
pub use phrase::{Qualifier, elides};
pub use pseudo::{is_pseudo, pseudo, pseudo_tag};
pub use stated::{CONVENTION_KEYS, StatedConventions};
pub use style::{Language, LocaleError, Style};
pub use typography::Neighbours;
pub use words::Gender;

use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_decimal::DecimalFormatter;
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_plurals::PluralRules;
use std::cmp::Ordering;
use style::Conventions;

/// U+00A0.
pub(crate) const NO_BREAK_SPACE: char = '\u{a0}';
/// U+202F.
pub(crate) const NARROW_NO_BREAK_SPACE: char = '\u{202f}';

/// The country whose ways a tag without one stands for, by CLDR's likely subtags: `BR` for `pt`. `None` for a tag that names
/// one, and where none is known.
pub fn likely_region(tag: &str) -> Option<String> {
    let mut locale = icu_locale::Locale::try_from_str(tag).ok()?;
    if locale.id.region.is_some() {
        return None;
    }
    icu_locale::LocaleExpander::new_extended().maximize(&mut locale.id);
    locale.id.region.map(|region| region.as_str().to_owned())
}

/// A language with a house style.
#[derive(Debug)]
pub struct Locale {
    tag: String,
    language: Language,
    style: Style,
    conventions: Conventions,
    stated: StatedConventions,
    decimal: DecimalFormatter,
    cardinal: PluralRules,
    ordinal: PluralRules,
    list: ListFormatter,
    calendar: date::Calendar,
    collator: CollatorBorrowed<'static>,
}

impl Locale {
    /// The conventions of a BCP 47 tag in a house style; without one, in the default style of the language.
    pub fn new(tag: &str, house_style: Option<&str>) -> Result<Self, LocaleError> {
        let locale = icu_locale::Locale::try_from_str(tag).map_err(|_| LocaleError::Tag(tag.to_owned()))?;
        let language = Language::of(&locale);
        let style = Style::choose(&locale, language, house_style)?;
        let cldr = style.cldr_locale(locale);
        let no_data = |_| LocaleError::Tag(tag.to_owned());
        let collator =
            CollatorBorrowed::try_new((&cldr).into(), CollatorOptions::default()).map_err(no_data)?;
        let list_options = ListFormatterOptions::default().with_length(ListLength::Wide);
        Ok(Self {
            tag: tag.to_owned(),
            language,
            style,
            conventions: Conventions::new(&cldr, language, style),
            stated: StatedConventions::default(),
            decimal: DecimalFormatter::try_new((&cldr).into(), Default::default()).map_err(no_data)?,
            cardinal: PluralRules::try_new_cardinal((&cldr).into()).map_err(no_data)?,
            ordinal: PluralRules::try_new_ordinal((&cldr).into()).map_err(no_data)?,
            list: ListFormatter::try_new_and((&cldr).into(), list_options).map_err(no_data)?,
            calendar: date::Calendar::new(&cldr).ok_or_else(|| LocaleError::Tag(tag.to_owned()))?,
            collator,
        })
    }

    /// The same language with words and patterns that a publication states for it. A language with tables of its own keeps
    /// them.
    #[must_use]
    pub fn with_conventions(self, stated: StatedConventions) -> Self {
        if self.language == Language::Other { Self { stated, ..self } } else { self }
    }

    /// The tag as it was given.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Which of the languages with tables of their own this is.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The house style.
    pub fn style(&self) -> Style {
        self.style
    }

    /// The order of two texts in an alphabetical list (Unicode Technical Standard 10, with CLDR's order of the language).
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.collator.compare(one, other)
    }

    /// `a, b and c`.
    pub fn list_and<S: AsRef<str>>(&self, items: &[S]) -> String {
        self.list.format(items.iter().map(AsRef::as_ref)).to_string()
    }

    /// The opening and the closing mark of a quotation, with the spaces that belong inside; level 0 is the outermost.
    pub fn quotes(&self, level: usize) -> (String, String) {
        let (open, close) = self.conventions.quotes[level.min(2)];
        let inside = if open == '«' { self.conventions.spacing.inside_guillemets } else { None };
        let space: String = inside.into_iter().collect();
        (format!("{open}{space}"), format!("{space}{close}"))
    }

    /// The hyphenation of the language, where it is known.
    pub fn hyphenator(&self) -> Option<Hyphenator> {
        Hyphenator::new(&self.tag)
    }
}
