//! The list of codes: one line each, with the severity it starts with.
//!
//! A code never changes its meaning and is never used again after it was withdrawn. The letter is what is looked at: `I`
//! ingest, `L` the ledger, `C` what files name of each other, `F` facts in a text, `Y` typography, `A` accessibility, `H`
//! characters, `T` a translation against its source; or the stage that finds it: `S` setting, `R` press, `V` proof, `X` the exchange with translators' tools.

use crate::Severity;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A stable name for one kind of finding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(usize);

struct Entry {
    id: &'static str,
    name: &'static str,
    severity: Severity,
}

impl Code {
    /// The short form, such as `L101`.
    pub fn id(self) -> &'static str {
        ENTRIES[self.0].id
    }

    /// The readable form, such as `phases-overlap`: it names the fault.
    pub fn name(self) -> &'static str {
        ENTRIES[self.0].name
    }

    /// The severity that a finding of this code starts with.
    pub fn severity(self) -> Severity {
        ENTRIES[self.0].severity
    }

    /// The letter that its id begins with: what is looked at, or the stage.
    pub fn family(self) -> char {
        self.id().chars().next().unwrap_or_default()
    }

    /// Every code there is.
    pub fn all() -> impl Iterator<Item = Code> {
        (0..ENTRIES.len()).map(Code)
    }

    /// The code of this id or name.
    pub fn find(text: &str) -> Option<Code> {
        Self::all().find(|code| code.id().eq_ignore_ascii_case(text) || code.name() == text)
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.id(), self.name())
    }
}

/// By its id.
impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::find(&id).ok_or_else(|| D::Error::custom("no such code"))
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $constant:ident = $id:literal $name:literal $severity:ident;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "positions of the constants")]
        enum Index { $($constant),* }
        impl Code {
            $($(#[$doc])* pub const $constant: Code = Code(Index::$constant as usize);)*
        }
        const ENTRIES: &[Entry] =
            &[$(Entry { id: $id, name: $name, severity: Severity::$severity }),*];
    };
}

codes! {
    /// A file or folder that must be there is not.
    MISSING_FILE = "I001" "missing-file" Error;
    /// A text is not UTF-8.
    INVALID_UTF8 = "I002" "invalid-utf8" Error;
    /// A TOML file does not follow TOML's grammar.
    INVALID_TOML = "I003" "invalid-toml" Error;
    /// A key or table that the format does not know.
    UNKNOWN_KEY = "I004" "unknown-key" Error;
    /// A key that must be there is missing, or a value has the wrong type or form.
    INVALID_VALUE = "I005" "invalid-value" Error;
    /// A folder of texts without its messages.toml, or with a name that is no language tag.
    INVALID_LOCALE = "I006" "invalid-locale" Error;
    /// An image that cannot be decoded.
    INVALID_IMAGE = "I007" "invalid-image" Error;
    /// A container that is not closed, or a closing line without an opening one.
    UNBALANCED_CONTAINER = "I008" "unbalanced-container" Error;
    /// Attributes in braces that cannot be read.
    INVALID_ATTRIBUTES = "I009" "invalid-attributes" Error;
    /// Markdown that a publication cannot hold, such as raw HTML.
    UNSUPPORTED_MARKUP = "I010" "unsupported-markup" Error;
    /// A file that is larger than any text of a publication.
    FILE_TOO_LARGE = "I011" "file-too-large" Error;
    /// Two blocks of one edition have the same id.
    DUPLICATE_ID = "I012" "duplicate-id" Error;
    /// A footnote is called but not written.
    MISSING_NOTE = "I013" "missing-note" Error;
    /// A footnote is written but never called.
    UNUSED_NOTE = "I014" "unused-note" Warning;
    /// A link leads to an id that no block has.
    BROKEN_LINK = "I015" "broken-link" Error;
    /// A picture that says nothing to those who do not see it.
    MISSING_ALTERNATIVE = "I016" "missing-alternative-text" Error;
    /// A heading is more than one level below the one before it.
    SKIPPED_HEADING = "I017" "skipped-heading" Error;
    /// A comment that allows a finding names no code, or gives no reason.
    INVALID_ALLOWANCE = "I018" "invalid-allowance" Error;
    /// A comment that allows a finding where there is none.
    UNUSED_ALLOWANCE = "I019" "unused-allowance" Warning;

    /// Two phases of one group overlap.
    PHASES_OVERLAP = "L101" "phases-overlap" Error;
    /// Time between two phases of one group belongs to neither.
    PHASES_GAP = "L102" "phases-gap" Error;
    /// A period ends before it starts.
    PERIOD_REVERSED = "L103" "period-reversed" Error;
    /// A date lies outside the phase that it must lie in.
    DATE_OUTSIDE_PHASE = "L104" "date-outside-phase" Error;
    /// The parts of a count do not add up to it.
    PARTS_DIFFER = "L105" "parts-differ-from-total" Error;
    /// A cumulative count falls.
    SERIES_FALLS = "L106" "series-falls" Error;
    /// The shares of one group do not add up to about 100 %.
    SHARES_DIFFER = "L107" "shares-differ-from-100" Error;
    /// A span of years between two dates is not what is stated.
    SPAN_DIFFERS = "L108" "span-differs" Error;
    /// A fact refers to a source, fact or phase that the ledger does not hold.
    UNKNOWN_REFERENCE = "L109" "unknown-reference" Error;
    /// A fact without a source.
    MISSING_SOURCE = "L110" "missing-source" Error;
    /// Two facts have the same id.
    DUPLICATE_FACT = "L111" "duplicate-fact" Error;
    /// A date that no calendar has.
    INVALID_DATE = "L112" "invalid-date" Error;
    /// A fact that no text uses.
    UNUSED_FACT = "L113" "unused-fact" Note;
    /// A count of phases is not the number of phases of its group.
    PHASE_COUNT_DIFFERS = "L114" "phase-count-differs" Error;
    /// The same date is known at two precisions.
    PRECISION_DIFFERS = "L115" "precision-differs" Warning;
    /// A date that is named after an end of a period is not that end.
    PERIOD_END_DIFFERS = "L116" "period-end-differs" Error;
    /// A share is not what two counts give.
    DERIVED_SHARE_DIFFERS = "L117" "derived-share-differs" Error;
    /// A disputed entry says what the fact says.
    NOTHING_DISPUTED = "L118" "nothing-disputed" Warning;
    /// A disputed entry does not say why another value was chosen.
    REASON_WITHOUT_CONTENT = "L119" "reason-without-content" Warning;
    /// The same sources stand for a fact and for what contradicts it.
    SOURCES_ON_BOTH_SIDES = "L120" "sources-on-both-sides" Warning;
    /// Two ids state the same fact.
    FACT_STATED_TWICE = "L121" "fact-stated-twice" Warning;
    /// The expression of an invariant cannot be read or reckoned.
    INVALID_INVARIANT = "L122" "invalid-invariant" Error;
    /// The expression of an invariant is false.
    INVARIANT_FAILS = "L123" "invariant-fails" Error;

    /// A text names a fact that the ledger does not hold.
    UNKNOWN_FACT = "C201" "unknown-fact" Error;
    /// A helper is given a fact of the wrong kind.
    WRONG_FACT_KIND = "C202" "wrong-fact-kind" Error;
    /// A handlebars expression that cannot be parsed or rendered.
    INVALID_EXPRESSION = "C203" "invalid-expression" Error;
    /// A template that cannot be parsed or rendered.
    INVALID_TEMPLATE = "C204" "invalid-template" Error;
    /// A message, label or noun that the locale does not have.
    MISSING_MESSAGE = "C205" "missing-message" Error;
    /// A container that templates do not know.
    UNKNOWN_CONTAINER = "C206" "unknown-container" Error;
    /// A term that the glossary does not hold.
    UNKNOWN_TERM = "C207" "unknown-term" Error;

    /// A figure that is written out contradicts the ledger.
    CONTRADICTS_LEDGER = "F701" "contradicts-ledger" Error;
    /// A number is said to be known more or less exactly than the ledger knows it.
    QUALIFIER_DIFFERS = "F702" "qualifier-differs" Error;
    /// A figure that is written out where a reference to the ledger belongs.
    LITERAL_FACT = "F703" "literal-fact" Warning;
    /// A number of the ledger with the separators of another language.
    FOREIGN_FORM = "F704" "foreign-form" Error;
    /// A span or a rise that does not follow from the figures beside it.
    DERIVED_DIFFERS = "F705" "derived-figure-differs" Error;
    /// A date or sum that differs from a fact's by a slip.
    NEARLY_A_FACT = "F706" "nearly-a-fact" Warning;
    /// A number of things that the ledger counts, but not this number.
    NOT_IN_LEDGER = "F707" "not-in-ledger" Warning;
    /// Fewer values of a language are bound, compared or allowed than the publication asks for.
    LOW_COVERAGE = "F708" "low-coverage" Error;
    /// Two or more spaces where one belongs.
    DOUBLE_SPACE = "Y801" "double-space" Warning;
    /// A bracket that is opened and not closed, or closed and not opened.
    UNBALANCED_BRACKET = "Y802" "unbalanced-bracket" Warning;
    /// A file types the same sign in two ways: straight and curly, three dots and an ellipsis.
    MIXED_MARKS = "Y803" "mixed-marks" Note;
    /// A French file types high punctuation both with and without a space before it.
    MIXED_SPACING = "Y804" "mixed-spacing" Note;
    /// Dots that are neither a full stop nor an ellipsis.
    MALFORMED_ELLIPSIS = "Y805" "malformed-ellipsis" Warning;
    /// A quotation mark that has no partner.
    UNBALANCED_QUOTATION = "Y806" "unbalanced-quotation" Error;
    /// Quotation marks of another language or house style.
    FOREIGN_QUOTATION_MARKS = "Y807" "foreign-quotation-marks" Warning;
    /// A space before a sign of punctuation that is closed up, or behind one that opens.
    SPACE_BEFORE_SIGN = "Y808" "space-before-sign" Warning;
    /// A line of the source begins with a sign of punctuation.
    SIGN_AT_LINE_START = "Y809" "sign-at-line-start" Warning;
    /// No space behind a sign of punctuation.
    MISSING_SPACE = "Y810" "missing-space" Warning;
    /// A number with the separators of another language.
    FOREIGN_NUMBER_FORM = "Y811" "foreign-number-form" Warning;
    /// A Spanish number of four digits cut into groups.
    FOUR_DIGITS_GROUPED = "Y812" "four-digits-grouped" Warning;
    /// A hyphen for the dash of a range of numbers.
    HYPHEN_IN_RANGE = "Y813" "hyphen-in-range" Warning;
    /// A range half in words and half with a dash.
    MIXED_RANGE = "Y814" "mixed-range" Warning;
    /// An ordinal number whose letters are not the language's.
    ORDINAL_FORM = "Y815" "ordinal-form" Warning;
    /// The abbreviation of "number" in the form of another language or with the degree sign.
    NUMERO_FORM = "Y816" "numero-form" Warning;
    /// Percentages in words or signs of another language or house style.
    PERCENT_FORM = "Y817" "percent-form" Warning;
    /// A date in digits, whose day and month can be mistaken for each other.
    NUMERIC_DATE = "Y818" "numeric-date" Warning;
    /// A date in the order or form of another language.
    DATE_FORM = "Y819" "date-form" Warning;
    /// The name of a month or day with the capital of another language.
    CAPITAL_MONTH = "Y820" "capital-month" Warning;
    /// A Spanish question or exclamation without both of its marks.
    MISSING_OPENING_MARK = "Y821" "missing-opening-mark" Warning;
    /// A full stop behind a question or exclamation mark.
    STOP_AFTER_MARK = "Y822" "stop-after-mark" Warning;
    /// A capital letter without its accent.
    UNACCENTED_CAPITAL = "Y823" "unaccented-capital" Warning;
    /// Hyphens that stand for a dash.
    HYPHEN_FOR_DASH = "Y824" "hyphen-for-dash" Warning;
    /// A courtesy title in the form of another language.
    COURTESY_TITLE = "Y825" "courtesy-title" Warning;
    /// The unit of an amount of data in another language.
    BYTE_UNIT = "Y826" "byte-unit" Warning;
    /// No "de" between millions and what is counted.
    MISSING_OF = "Y827" "missing-of" Warning;
    /// A century or decade in the form of another language.
    CENTURY_FORM = "Y828" "century-form" Warning;
    /// A Spanish full stop or comma inside the closing quotation mark.
    STOP_INSIDE_QUOTATION = "Y829" "stop-inside-quotation" Warning;
    /// A small word of French or Spanish that is not joined to the next, or joined to nothing.
    ELISION = "Y830" "elision" Warning;
    /// A small word that stands before nothing.
    LOST_WORD = "Y831" "lost-word" Warning;

    /// A character that changes the direction of text unseen.
    BIDIRECTIONAL_CONTROL = "H001" "bidirectional-control" Error;
    /// A character that nobody sees and no script needs there.
    INVISIBLE_CHARACTER = "H002" "invisible-character" Warning;
    /// A letter of one script in a word of another.
    LOOK_ALIKE_LETTER = "H003" "look-alike-letter" Warning;
    /// Letters typed in parts where Unicode has one character (not in NFC).
    NOT_COMPOSED = "H004" "not-composed" Warning;
    /// A mark of two versions that were never made one.
    MERGE_MARK = "H005" "merge-mark" Error;
    /// A character that means nothing to others: private, forbidden, or lost.
    UNASSIGNED_MEANING = "H006" "character-without-meaning" Error;
    /// A word is another one with two letters exchanged.
    EXCHANGED_LETTERS = "H007" "exchanged-letters" Warning;
    /// An alternative text says nothing of the picture.
    EMPTY_ALTERNATIVE = "A901" "alternative-without-content" Warning;
    /// An alternative text repeats the caption.
    ALTERNATIVE_IS_CAPTION = "A902" "alternative-repeats-caption" Warning;
    /// A translation's alternative text is the source's.
    ALTERNATIVE_UNTRANSLATED = "A903" "alternative-untranslated" Warning;
    /// A heading without words.
    EMPTY_HEADING = "A904" "empty-heading" Error;
    /// The text of a link says nothing where it is read alone.
    LINK_WITHOUT_CONTENT = "A905" "link-without-content" Warning;
    /// A column of a table has no head.
    MISSING_COLUMN_HEAD = "A906" "missing-column-head" Warning;
    /// Words of another language that are not marked as such.
    UNMARKED_LANGUAGE = "A907" "unmarked-language" Warning;

    /// A file of the source locale is missing in a translation.
    MISSING_TRANSLATION = "T301" "missing-translation" Error;
    /// A file that the source locale does not have.
    EXTRA_TRANSLATION = "T302" "extra-translation" Warning;
    /// The structure of a translation differs from the source's.
    STRUCTURE_DIFFERS = "T303" "structure-differs" Error;
    /// A translated block does not refer to the same facts.
    FACTS_DIFFER = "T304" "facts-differ" Error;
    /// A link leads elsewhere than in the source.
    LINK_DIFFERS = "T305" "link-differs" Error;
    /// A message that the source locale has is missing.
    MESSAGE_MISSING = "T306" "message-missing" Error;
    /// A forbidden form of a glossary term.
    FORBIDDEN_TERM = "T307" "forbidden-term" Error;
    /// A value in a translated block is not the source's.
    VALUE_DIFFERS = "T308" "value-differs" Error;
    /// The placeholders of a translated message are not the source's.
    MESSAGE_PLACEHOLDERS_DIFFER = "T309" "message-placeholders-differ" Error;
    /// A message that the source locale does not have.
    EXTRA_MESSAGE = "T310" "extra-message" Warning;
    /// Words marked as being in a third language are not those of the source.
    FOREIGN_PHRASE_DIFFERS = "T311" "foreign-phrase-differs" Warning;
    /// The translation lacks a block, item, row or cell.
    MISSING_BLOCK = "T312" "missing-block" Error;
    /// The translation has a block, item, row or cell that its source has not.
    EXTRA_BLOCK = "T313" "extra-block" Error;
    /// A block stands elsewhere than in the source.
    MOVED_BLOCK = "T314" "moved-block" Error;
    /// A block does not call the notes that its source calls.
    NOTE_DIFFERS = "T315" "note-differs" Error;
    /// A term of the glossary is translated otherwise than there.
    TERM_DIFFERS = "T316" "term-differs" Warning;
    /// A name or an acronym is not the one that its language has for the source's.
    NAME_DIFFERS = "T317" "name-differs" Warning;
    /// A text is in another language than its own.
    WRONG_LANGUAGE = "T318" "wrong-language" Error;
    /// A translation is its source, word for word.
    UNTRANSLATED = "T319" "untranslated" Warning;
    /// Emphasis, code or the mark of a language is lost or put in.
    EMPHASIS_DIFFERS = "T320" "emphasis-differs" Note;
    /// A translation is much longer or shorter than its source.
    LENGTH_DIFFERS = "T321" "length-differs" Warning;
    /// A word stands twice.
    REPEATED_WORD = "T322" "repeated-word" Warning;
    /// One text is translated in two ways.
    INCONSISTENT_TRANSLATION = "T323" "inconsistent-translation" Note;
    /// A number that is known more or less exactly in a translation than in its source.
    TRANSLATED_QUALIFIER_DIFFERS = "T324" "translated-qualifier-differs" Error;
    /// The source changed after a block was translated.
    STALE_TRANSLATION = "T325" "stale-translation" Warning;
    /// Two references of a block stand in each other's place.
    FACTS_EXCHANGED = "T326" "facts-exchanged" Warning;

    /// No font of the theme has a glyph for a character.
    MISSING_GLYPH = "S401" "missing-glyph" Error;
    /// A thing is larger than the place for it.
    OVERFLOW = "S402" "overflow" Error;
    /// A document has more pages than it may.
    TOO_MANY_PAGES = "S403" "too-many-pages" Error;
    /// The theme cannot be used.
    INVALID_THEME = "S404" "invalid-theme" Error;
    /// Text does not stand out from its ground.
    LOW_CONTRAST = "S405" "low-contrast" Warning;
    /// The map of the world does not have a country.
    NO_OUTLINE = "S406" "no-outline" Warning;

    /// The drawing library refused something.
    PRESS_FAILED = "R501" "press-failed" Error;

    /// A finished file cannot be read back.
    UNREADABLE_PDF = "V601" "unreadable-pdf" Error;
    /// The text of a finished file is not the document's.
    TEXT_DIFFERS = "V602" "text-differs" Error;
    /// The structure of a finished file is not the document's.
    TAGS_DIFFER = "V603" "tags-differ" Error;
    /// A fact's text is not on the page where it belongs.
    FACT_NOT_FOUND = "V604" "fact-not-found" Error;
    /// A font is not embedded.
    FONT_NOT_EMBEDDED = "V605" "font-not-embedded" Error;
    /// A link or an outline entry leads nowhere.
    DEAD_LINK = "V606" "dead-link" Error;
    /// Metadata is missing or differs from the document's.
    METADATA_DIFFERS = "V607" "metadata-differs" Error;
    /// An edition lacks a fact that another edition of the document has.
    FACT_NOT_IN_EDITION = "V608" "fact-not-in-edition" Warning;
    /// The tags of two editions of a document differ.
    NAVIGATION_DIFFERS = "V609" "navigation-differs" Warning;
    /// A finished file is not as PDF/UA-1 has it.
    STANDARD_BROKEN = "V610" "standard-broken" Error;

    /// A file from a translator's tool cannot be read.
    UNREADABLE_EXCHANGE = "X001" "unreadable-exchange-file" Error;
    /// A file is of another publication or language.
    FOREIGN_EXCHANGE = "X002" "foreign-exchange-file" Error;
    /// The source of a unit changed since the file was made.
    OUTDATED_UNIT = "X003" "outdated-unit" Error;
    /// A unit is not in the publication, or stands twice in what is taken in.
    UNKNOWN_UNIT = "X004" "unknown-unit" Error;
    /// A translation lacks a placeholder of its source.
    PLACEHOLDER_MISSING = "X005" "placeholder-missing" Error;
    /// A translation has a placeholder that its source has not, or has it too often.
    PLACEHOLDER_ADDED = "X006" "placeholder-added" Error;
    /// A translation cannot be written into its file so that it reads back the same.
    UNWRITABLE_UNIT = "X007" "unwritable-unit" Error;
    /// A translation changed in the publication too since the file was made.
    CHANGED_TWICE = "X008" "changed-on-both-sides" Error;
    /// The translated file has no block that a unit could go into.
    UNIT_WITHOUT_PLACE = "X009" "unit-without-place" Error;
}
