//! House styles: where authorities differ, which one is followed.

use crate::{NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE};

/// The languages that have tables of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Any other, with the conventions of CLDR and neutral forms.
    Other,
}

impl Language {
    pub(crate) fn of(locale: &icu_locale::Locale) -> Self {
        match locale.id.language.as_str() {
            "en" => Self::English,
            "fr" => Self::French,
            "es" => Self::Spanish,
            _ => Self::Other,
        }
    }
}

/// A house style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// What CLDR says, unchanged: every language.
    Cldr,
    /// British English: British dates and lists, single quotation marks outside.
    British,
    /// The English of the European institutions: as British, but digits in groups with spaces.
    EnglishEu,
    /// The French of the Imprimerie nationale: a narrow space before `; ! ?`, a full one before the colon.
    ImprimerieNationale,
    /// French with narrow spaces throughout.
    Narrow,
    /// The French of the Office québécois de la langue française: a space before the colon alone.
    Oqlf,
    /// The French of the European institutions: no space before punctuation.
    FrenchEu,
    /// The Spanish of the Real Academia Española: numbers in groups from five digits, guillemets.
    Rae,
}

impl Style {
    /// The name in `publication.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cldr => "cldr",
            Self::British => "british",
            Self::EnglishEu | Self::FrenchEu => "eu",
            Self::ImprimerieNationale => "imprimerie-nationale",
            Self::Narrow => "narrow",
            Self::Oqlf => "oqlf",
            Self::Rae => "rae",
        }
    }

    /// The styles that a language has; the first is the default.
    pub fn of_language(language: Language) -> &'static [Self] {
        match language {
            Language::English => &[Self::British, Self::EnglishEu, Self::Cldr],
            Language::French => {
                &[Self::ImprimerieNationale, Self::Narrow, Self::Oqlf, Self::FrenchEu, Self::Cldr]
            }
            Language::Spanish => &[Self::Rae, Self::Cldr],
            Language::Other => &[Self::Cldr],
        }
    }

    pub(crate) fn choose(
        locale: &icu_locale::Locale,
        language: Language,
        name: Option<&str>,
    ) -> Result<Self, LocaleError> {
        let styles = Self::of_language(language);
        let Some(name) = name else { return Ok(Self::default_of(locale, styles)) };
        let unknown = || LocaleError::Style {
            style: name.to_owned(),
            known: styles.iter().map(|style| style.name()).collect(),
        };
        styles.iter().copied().find(|style| style.name() == name).ok_or_else(unknown)
    }

    /// The language's default, save where a region has conventions of its own that the default would go against.
    fn default_of(locale: &icu_locale::Locale, styles: &[Self]) -> Self {
        let region = locale.id.region.map(|region| region.as_str().to_owned());
        match (locale.id.language.as_str(), region.as_deref()) {
            ("en", Some("US")) => Self::Cldr,
            ("fr", Some("CA")) => Self::Oqlf,
            ("es", Some(region)) if region != "ES" => Self::Cldr,
            _ => styles.first().copied().unwrap_or(Self::Cldr),
        }
    }

    /// The locale whose CLDR data the style builds on: plain `en` has American dates there, `fr-CA` wide spaces.
    pub(crate) fn cldr_locale(self, mut locale: icu_locale::Locale) -> icu_locale::Locale {
        let region = match self {
            Self::British | Self::EnglishEu => icu_locale::locale!("en-GB").id.region,
            Self::Oqlf => icu_locale::locale!("fr-CA").id.region,
            _ => None,
        };
        locale.id.region = locale.id.region.or(region);
        locale
    }
}

/// Why there is no such locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocaleError {
    /// The tag is no BCP 47 language tag.
    Tag(String),
    /// The language has no such house style.
    Style {
        /// The name given.
        style: String,
        /// The names that the language has.
        known: Vec<&'static str>,
    },
}

impl std::fmt::Display for LocaleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tag(tag) => write!(f, "`{tag}` is not a BCP 47 language tag"),
            Self::Style { style, known } => {
                write!(f, "there is no house style `{style}` for this language, but {}", known.join(", "))
            }
        }
    }
}

impl std::error::Error for LocaleError {}

/// The spaces that belong before signs; `None` closes the sign up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spacing {
    /// Whether spaces before `; ! ? :` and inside guillemets are set at all, rather than left as they are typed.
    pub(crate) sets_punctuation: bool,
    /// Before `; ! ?`.
    pub(crate) before_high_points: Option<char>,
    /// Before the colon.
    pub(crate) before_colon: Option<char>,
    /// After `«` and before `»`.
    pub(crate) inside_guillemets: Option<char>,
    /// Before a unit's symbol.
    pub(crate) before_unit: char,
}

/// Where the percent sign stands, and the space between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Percent {
    After(Option<char>),
    Before(Option<char>),
}

/// How the digits of a number are grouped.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grouping {
    /// What stands between groups.
    pub(crate) sign: char,
    /// Numbers with fewer digits before the decimal sign stay whole.
    pub(crate) least_digits: usize,
}

/// What a language does in a style, where ICU4X does not say.
#[derive(Clone, Debug)]
pub(crate) struct Conventions {
    /// Quotation marks by level, the outermost first.
    pub(crate) quotes: [(char, char); 3],
    pub(crate) spacing: Spacing,
    pub(crate) percent: Percent,
    /// How digits are grouped, where not as CLDR does.
    pub(crate) grouping: Option<Grouping>,
    /// What runs of digit groups that were typed with spaces are held together by.
    pub(crate) typed_group_sign: char,
    /// Whether dates go beyond CLDR: day and month held together, the French first of the month.
    pub(crate) typographic_dates: bool,
}

impl Conventions {
    pub(crate) fn new(cldr: &icu_locale::Locale, language: Language, style: Style) -> Self {
        let grouping = match style {
            Style::Rae => Some(Grouping { sign: NARROW_NO_BREAK_SPACE, least_digits: 5 }),
            Style::FrenchEu | Style::EnglishEu => Some(Grouping { sign: NO_BREAK_SPACE, least_digits: 4 }),
            _ => None,
        };
        let typed_group_sign = match (language, style) {
            (Language::French, Style::Oqlf | Style::FrenchEu) => NO_BREAK_SPACE,
            (Language::French, _) | (_, Style::Rae) => NARROW_NO_BREAK_SPACE,
            _ => NO_BREAK_SPACE,
        };
        Self {
            quotes: quotes(cldr, style),
            spacing: spacing(language, style),
            percent: percent(cldr),
            grouping,
            typed_group_sign,
            typographic_dates: style != Style::Cldr,
        }
    }
}

fn spacing(language: Language, style: Style) -> Spacing {
    let (narrow, wide) = (Some(NARROW_NO_BREAK_SPACE), Some(NO_BREAK_SPACE));
    let (sets_punctuation, [high, colon, guillemets]) = match (language, style) {
        (Language::French, Style::Narrow) => (true, [narrow, narrow, narrow]),
        (Language::French, Style::Oqlf) => (true, [None, wide, wide]),
        (Language::French, Style::FrenchEu) => (true, [None, None, None]),
        (Language::French, _) => (true, [narrow, wide, wide]),
        _ => (false, [None, None, None]),
    };
    let unit = match (language, style) {
        (Language::French, Style::Oqlf | Style::FrenchEu) => NO_BREAK_SPACE,
        (Language::French, _) => NARROW_NO_BREAK_SPACE,
        _ => NO_BREAK_SPACE,
    };
    Spacing {
        sets_punctuation,
        before_high_points: high,
        before_colon: colon,
        inside_guillemets: guillemets,
        before_unit: unit,
    }
}

/// CLDR's percent patterns (numbers, `percentFormats`), which ICU4X does not yet carry in its stable data.
fn percent(cldr: &icu_locale::Locale) -> Percent {
    let region = cldr.id.region.map(|region| region.as_str().to_owned());
    let wide = Some(NO_BREAK_SPACE);
    match (cldr.id.language.as_str(), region.as_deref()) {
        ("fr" | "de", Some("CH")) | ("de", Some("LI")) => Percent::After(None),
        ("es", Some("MX" | "US" | "419")) => Percent::After(None),
        (
            "be" | "bs" | "ca" | "cs" | "da" | "de" | "es" | "fi" | "fo" | "fr" | "gl" | "hr" | "hsb" | "lb"
            | "lt" | "mk" | "nb" | "nn" | "no" | "rm" | "ro" | "ru" | "se" | "sk" | "sl" | "sv",
            _,
        ) => Percent::After(wide),
        ("eu", _) => Percent::Before(wide),
        ("tr", _) => Percent::Before(None),
        _ => Percent::After(None),
    }
}

/// The quotation marks of the house styles, and CLDR's (misc, `delimiters`) for the other languages of Europe.
fn quotes(cldr: &icu_locale::Locale, style: Style) -> [(char, char); 3] {
    const ENGLISH: (char, char) = ('“', '”');
    const ENGLISH_SINGLE: (char, char) = ('‘', '’');
    const GUILLEMETS: (char, char) = ('«', '»');
    const LOW: (char, char) = ('„', '“');
    const LOW_SINGLE: (char, char) = ('‚', '‘');
    const LOW_HIGH: (char, char) = ('„', '”');
    let region = cldr.id.region.map(|region| region.as_str().to_owned());
    let is_portugal = region.is_some_and(|region| region != "BR");
    let [outer, inner] = match (style, cldr.id.language.as_str()) {
        (Style::British | Style::EnglishEu, _) => [ENGLISH_SINGLE, ENGLISH],
        (Style::Rae, _) => return [GUILLEMETS, ENGLISH, ENGLISH_SINGLE],
        (_, "fr" | "it" | "el" | "ca") => [GUILLEMETS, ENGLISH],
        // CLDR has the marks of Brazil under the plain tag.
        (_, "pt") if is_portugal => [GUILLEMETS, ENGLISH],
        (_, "de" | "cs" | "sk" | "sl" | "lt") => [LOW, LOW_SINGLE],
        (_, "bg" | "et") => [LOW, GUILLEMETS],
        (_, "pl" | "ro") => [LOW_HIGH, GUILLEMETS],
        (_, "hu") => [LOW_HIGH, ('»', '«')],
        (_, "hr" | "sr" | "bs") => [LOW_HIGH, ('‘', '’')],
        (_, "ru" | "uk" | "be") => [GUILLEMETS, LOW],
        (_, "nb" | "nn" | "no") => [GUILLEMETS, ENGLISH_SINGLE],
        (_, "sv" | "fi") => [('”', '”'), ('’', '’')],
        (_, "nl") => [ENGLISH_SINGLE, ENGLISH],
        _ => [ENGLISH, ENGLISH_SINGLE],
    };
    [outer, inner, outer]
}
