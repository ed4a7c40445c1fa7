//! A publication as its folder states it: configuration, ledger, glossary, and one manuscript per language.
//!
//! The types here are made by the ingest stage and read by the checks and by composition; they hold what people wrote,
//! with the places where they wrote it. `docs/publication-folder.md` is the format.
//!
//! ```
//! use concord_publication::{Lock, Record};
//!
//! let mut lock = Lock::default();
//! lock.add("text.md", Record::open(42, "Good morning"));
//! let (read, faults) = Lock::parse(&lock.to_text());
//! assert!(faults.is_empty());
//! assert_eq!(read, lock);
//! ```

mod lock;

pub use lock::{LOCK_FILE, Lock, Record};

use concord_diagnostics::{SourceId, Span};
use concord_document::{Content, LanguageTag};
use concord_ledger::Ledger;
use std::collections::BTreeMap;

/// A whole publication.
#[derive(Clone, Debug)]
pub struct Publication {
    /// `publication.toml`.
    pub config: Config,
    /// `ledger.toml`.
    pub ledger: Ledger,
    /// `glossary.toml`.
    pub glossary: Glossary,
    /// The languages, by tag.
    pub manuscripts: BTreeMap<LanguageTag, Manuscript>,
    /// The pictures' bytes, by path relative to the folder, such as `images/bridge.png`.
    pub images: BTreeMap<String, Vec<u8>>,
}

impl Publication {
    /// The manuscript that translations are measured against.
    pub fn source(&self) -> Option<&Manuscript> {
        self.manuscripts.get(&self.config.source_locale.value)
    }

    /// The manuscripts that are translations.
    pub fn translations(&self) -> impl Iterator<Item = &Manuscript> {
        let source = &self.config.source_locale.value;
        self.manuscripts.values().filter(move |manuscript| manuscript.language != *source)
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

/// What is published.
#[derive(Clone, Debug)]
pub struct Config {
    /// The publication's id.
    pub id: String,
    /// The language that the others are translated from.
    pub source_locale: Spanned<LanguageTag>,
    /// The template folder's name.
    pub template: Spanned<String>,
    /// The case studies in order.
    pub actions: Vec<Spanned<String>>,
    /// Document metadata: who made the text.
    pub creator: String,
    /// Document metadata: who publishes it.
    pub publisher: String,
    /// The ledger date that dates the documents.
    pub date: Spanned<String>,
    /// What is made.
    pub documents: Vec<DocumentConfig>,
    /// House style by language tag.
    pub styles: BTreeMap<String, Spanned<String>>,
    /// How much findings weigh here, in the order of the codes as they are written.
    pub levels: Vec<LevelSetting>,
    /// What is said of single languages, by tag.
    pub locales: BTreeMap<String, LocaleConfig>,
    /// How many of a language's values must be bound to facts, compared or allowed, in percent.
    pub least_coverage: Option<Spanned<usize>>,
    /// How many of a translation's words must be translated and up to date, in percent.
    pub least_translated: Option<Spanned<usize>>,
    /// What becomes of a translation with less.
    pub below: Below,
}

/// What becomes of a translation that is not far enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Below {
    /// It is published as it is.
    #[default]
    Publish,
    /// It is published, and its first page says that it is not finished.
    Notice,
    /// It is not published.
    LeaveOut,
}

/// How much the findings of a code weigh in a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelSetting {
    /// A code or its name.
    pub code: Spanned<String>,
    /// `error`, `warn`, `info` or `off`.
    pub level: Spanned<String>,
}

/// What is said of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocaleConfig {
    /// `draft`, `complete` or `certified`.
    pub state: Option<Spanned<String>>,
    /// Where the table begins.
    pub span: Span,
}

/// One document of a publication.
#[derive(Clone, Debug)]
pub struct DocumentConfig {
    /// The skeleton's name.
    pub id: Spanned<String>,
    /// The output file's stem, before `-<locale>.pdf`.
    pub file: String,
    /// The message that holds its title.
    pub title: Spanned<String>,
    /// The message that holds its description.
    pub description: Spanned<String>,
    /// The most pages it may have.
    pub max_pages: Option<usize>,
}

/// Terms and their one translation per language.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// The terms by id.
    pub terms: BTreeMap<String, Term>,
}

/// A term.
#[derive(Clone, Debug)]
pub struct Term {
    /// The term by language tag.
    pub translations: BTreeMap<String, Spanned<String>>,
    /// Its acronym by language tag.
    pub acronyms: BTreeMap<String, Spanned<String>>,
    /// Forms that must not be used, by language tag.
    pub forbidden: BTreeMap<String, Vec<Spanned<String>>>,
    /// Where it was written.
    pub span: Span,
}

/// One language's texts.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// The language.
    pub language: LanguageTag,
    /// `messages.toml`.
    pub messages: Messages,
    /// The texts by path relative to the locale's folder, such as `actions/mali-1.md`.
    pub texts: BTreeMap<String, Text>,
    /// `translation.lock`: which source each block and message was translated from; empty where nothing was recorded.
    pub lock: Lock,
    /// What the first page of every edition says, where the translation is not finished and the publication wants that said.
    pub notice: Option<String>,
}

/// One Markdown file.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its number among the sources.
    pub source: SourceId,
    /// What it says.
    pub content: Content,
}

/// `messages.toml`.
#[derive(Clone, Debug)]
pub struct Messages {
    /// The file.
    pub source: SourceId,
    /// The language's name in itself.
    pub language_name: String,
    /// Every word that templates use.
    pub text: BTreeMap<String, Spanned<String>>,
    /// Proper names by fact id.
    pub names: BTreeMap<String, Spanned<String>>,
    /// Short labels by fact id.
    pub labels: BTreeMap<String, Spanned<String>>,
    /// Nouns by unit.
    pub nouns: BTreeMap<String, Noun>,
    /// Country names by ISO 3166-1 alpha-2 code.
    pub countries: BTreeMap<String, Spanned<String>>,
    /// Region names by key.
    pub regions: BTreeMap<String, Spanned<String>>,
    /// Theme names by key.
    pub themes: BTreeMap<String, Spanned<String>>,
    /// Requesting institutions by Action id.
    pub institutions: BTreeMap<String, Spanned<String>>,
    /// The glossary's terms in the language, by id, where `glossary.toml` does not have them: so a language can be added
    /// without a change outside its folder. Ingest has put them into the glossary.
    pub terms: BTreeMap<String, Spanned<String>>,
    /// Words and patterns of a language that the program has no tables for, such as `more-than`.
    pub conventions: BTreeMap<String, Spanned<String>>,
}

impl Messages {
    /// The tables of messages by name, except the nouns.
    pub fn tables(&self) -> [(&'static str, &BTreeMap<String, Spanned<String>>); 7] {
        [
            ("text", &self.text),
            ("names", &self.names),
            ("labels", &self.labels),
            ("countries", &self.countries),
            ("regions", &self.regions),
            ("themes", &self.themes),
            ("institutions", &self.institutions),
        ]
    }
}

/// A noun that belongs to counts.
#[derive(Clone, Debug)]
pub struct Noun {
    /// Its forms by CLDR plural category (UTS 35, part 3): `one`, `few`, `many`, `other` and so on.
    pub forms: BTreeMap<String, String>,
    /// Its gender, where numbers written as words agree with it.
    pub gender: Option<Gender>,
    /// Where it was written.
    pub span: Span,
}

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
    /// Neuter.
    Neuter,
}
