//! Typed access to the entries of a TOML file that gathers every fault instead of stopping at the first.
//!
//! The values are read from the parser's own tree rather than through serde: a derived reader stops at the first fault
//! of an entry, and passes decimals through binary fractions.

use crate::{DateFault, Decimal, PartialDate, Spanned};
use concord_diagnostics::{Code, Diagnostic, SourceId, Span};
use toml::de::{DeTable, DeValue};

/// One table of the file, while it is read.
pub(crate) struct Entry<'r, 't> {
    /// As messages name it, such as `counts.countries`.
    name: String,
    span: Span,
    table: &'t DeTable<'t>,
    diagnostics: &'r mut Vec<Diagnostic>,
    failed: bool,
}

/// What a value should have been.
pub(crate) struct Expected {
    code: Code,
    what: String,
    help: Option<String>,
}

/// Reads one value.
pub(crate) type Read<T> = fn(&DeValue<'_>) -> Result<T, Expected>;

impl<'r, 't> Entry<'r, 't> {
    /// Opens a table. Keys other than `known` are faults.
    pub(crate) fn new(
        name: String,
        span: Span,
        table: &'t DeTable<'t>,
        known: &[&str],
        diagnostics: &'r mut Vec<Diagnostic>,
    ) -> Self {
        let mut entry = Self { name, span, table, diagnostics, failed: false };
        for (key, _) in table.iter() {
            if !known.contains(&key.get_ref().as_ref()) {
                let span = Span::new(span.source, key.span());
                entry.fail(unknown_key(key.get_ref(), &entry.name, span, known));
            }
        }
        entry
    }

    /// The entry's head.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// A value that must be there.
    pub(crate) fn required<T>(&mut self, key: &str, read: Read<T>) -> Option<Spanned<T>> {
        if self.table.contains_key(key) {
            return self.optional(key, read);
        }
        self.fail(missing_key(key, &self.name, self.span));
        None
    }

    /// A value that may be there.
    pub(crate) fn optional<T>(&mut self, key: &str, read: Read<T>) -> Option<Spanned<T>> {
        let value = self.table.get(key)?;
        self.read(key, value, read)
    }

    /// A list, empty where it is not there.
    pub(crate) fn list<T>(&mut self, key: &str, read: Read<T>) -> Vec<Spanned<T>> {
        match self.table.get(key).map(|value| (value, value.get_ref())) {
            None => Vec::new(),
            Some((_, DeValue::Array(items))) => {
                items.iter().filter_map(|item| self.read(key, item, read)).collect()
            }
            Some((value, _)) => {
                self.read::<()>(key, value, |_| Err(expected("a list, in square brackets")));
                Vec::new()
            }
        }
    }

    /// A list that must be there.
    pub(crate) fn required_list<T>(&mut self, key: &str, read: Read<T>) -> Vec<Spanned<T>> {
        if !self.table.contains_key(key) {
            self.fail(missing_key(key, &self.name, self.span));
        }
        self.list(key, read)
    }

    /// The tables of `[[name.key]]`, each read by `read`.
    pub(crate) fn tables<T>(
        &mut self,
        key: &str,
        known: &[&str],
        read: impl Fn(Entry<'_, '_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.read::<()>(key, value, |_| Err(expected("a list of tables, in double square brackets")));
            return Vec::new();
        };
        let name = format!("{}.{key}", self.name);
        let mut read_items = Vec::new();
        for item in items.iter() {
            let DeValue::Table(table) = item.get_ref() else {
                self.read::<()>(key, item, |_| Err(expected("a list of tables")));
                continue;
            };
            let span = Span::new(self.span.source, item.span());
            match read(Entry::new(name.clone(), span, table, known, self.diagnostics)) {
                Some(item) => read_items.push(item),
                None => self.failed = true,
            }
        }
        read_items
    }

    /// The finished value, or `None` where anything of the entry was at fault.
    pub(crate) fn finish<T>(self, value: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.failed { None } else { value() }
    }

    fn read<T>(
        &mut self,
        key: &str,
        value: &toml::Spanned<DeValue<'_>>,
        read: Read<T>,
    ) -> Option<Spanned<T>> {
        let span = Span::new(self.span.source, value.span());
        match read(value.get_ref()) {
            Ok(value) => Some(Spanned { value, span }),
            Err(expected) => {
                self.fail(unexpected_value(key, &self.name, span, expected));
                None
            }
        }
    }

    /// Reports a fault, by which the entry cannot be used.
    pub(crate) fn fail(&mut self, diagnostic: Diagnostic) {
        self.failed = true;
        self.diagnostics.push(diagnostic);
    }
}

/// Words that are not empty.
pub(crate) fn words(value: &DeValue<'_>) -> Result<String, Expected> {
    match value.as_str() {
        Some(text) if !text.trim().is_empty() => Ok(text.to_owned()),
        _ => Err(expected("words in quotation marks")),
    }
}

/// An id: lower-case words joined by hyphens.
pub(crate) fn id(value: &DeValue<'_>) -> Result<String, Expected> {
    match value.as_str() {
        Some(text) if is_id(text) => Ok(text.to_owned()),
        _ => Err(expected("an id in quotation marks: lower-case words joined by hyphens")),
    }
}

/// Whether a text is lower-case words joined by hyphens.
pub(crate) fn is_id(text: &str) -> bool {
    text.split('-').all(|word| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    })
}

/// A country's two-letter code.
pub(crate) fn country(value: &DeValue<'_>) -> Result<String, Expected> {
    capitals(value, 2, "a country’s two-letter code (ISO 3166-1), such as \"CV\"")
}

/// A currency's three-letter code.
pub(crate) fn currency(value: &DeValue<'_>) -> Result<String, Expected> {
    capitals(value, 3, "a currency’s three-letter code (ISO 4217), such as \"EUR\"")
}

fn capitals(value: &DeValue<'_>, length: usize, what: &str) -> Result<String, Expected> {
    match value.as_str() {
        Some(text) if text.len() == length && text.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            Ok(text.to_owned())
        }
        _ => Err(expected(what)),
    }
}

/// `true` or `false`.
pub(crate) fn truth(value: &DeValue<'_>) -> Result<bool, Expected> {
    value.as_bool().ok_or_else(|| expected("true or false, without quotation marks"))
}

/// A number of things.
pub(crate) fn whole_number(value: &DeValue<'_>) -> Result<u64, Expected> {
    value
        .as_integer()
        .and_then(|integer| u64::from_str_radix(integer.as_str(), integer.radix()).ok())
        .ok_or_else(|| expected("a whole number without quotation marks, not negative"))
}

/// A number with or without digits after the point.
pub(crate) fn decimal(value: &DeValue<'_>) -> Result<Decimal, Expected> {
    let decimal = match value {
        DeValue::Integer(integer) if integer.radix() == 10 => Decimal::parse(integer.as_str()),
        DeValue::Float(float) => Decimal::parse(float.as_str()),
        _ => None,
    };
    decimal.ok_or_else(|| expected("a number without quotation marks, not negative, such as 46 or 4.5"))
}

/// A date at any precision.
pub(crate) fn date(value: &DeValue<'_>) -> Result<PartialDate, Expected> {
    let form = "a date in quotation marks: \"2009\", \"2009-01\" or \"2009-01-01\"";
    let Some(text) = value.as_str() else { return Err(expected(form)) };
    PartialDate::parse(text).map_err(|fault| match fault {
        DateFault::Form => expected(form),
        DateFault::NoSuchMonth => {
            no_such_date(&format!("a date of the calendar: there is no month {}", part(text, 1)))
        }
        DateFault::NoSuchDay => {
            let (month, day) = (text.rsplit_once('-').map_or(text, |(month, _)| month), part(text, 2));
            no_such_date(&format!("a date of the calendar: {month} has no day {day}"))
        }
    })
}

/// A part of a written date: the year, the month or the day.
fn part(date: &str, number: usize) -> &str {
    date.split('-').nth(number).unwrap_or_default()
}

/// One of a few words that stand for values.
pub(crate) fn one_of<T: Copy>(value: &DeValue<'_>, choices: &[(&str, T)]) -> Result<T, Expected> {
    let text = value.as_str().unwrap_or("");
    if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == text) {
        return Ok(*choice);
    }
    let words: Vec<String> = choices.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    let nearest = nearest(text, choices.iter().map(|(word, _)| *word));
    let help = nearest.map(|word| format!("did you mean \"{word}\"?"));
    Err(Expected { help, ..expected(&format!("one of {}", words.join(", "))) })
}

/// What a value should have been, in words that follow "must be".
pub(crate) fn expected(what: &str) -> Expected {
    Expected { code: Code::INVALID_VALUE, what: what.to_owned(), help: None }
}

fn no_such_date(what: &str) -> Expected {
    Expected { code: Code::INVALID_DATE, ..expected(what) }
}

/// The candidate that a mistyped word most probably stands for.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// A key that the format does not know.
pub(crate) fn unknown_key(key: &str, owner: &str, span: Span, known: &[&str]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::UNKNOWN_KEY, format!("{owner} has no key `{key}`")).at(span, "unknown key");
    match nearest(key, known.iter().copied()) {
        Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
        None => diagnostic.help(format!("known keys are {}", known.join(", "))),
    }
}

/// A key that is not there.
pub(crate) fn missing_key(key: &str, owner: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::INVALID_VALUE, format!("{owner} has no `{key}`"))
        .at(span, format!("`{key}` is missing"))
        .help(format!("add `{key} = ...` to this entry"))
}

/// A value of the wrong type or form.
pub(crate) fn unexpected_value(key: &str, owner: &str, span: Span, expected: Expected) -> Diagnostic {
    let message = format!("`{key}` of {owner} must be {}", expected.what);
    let mut diagnostic = Diagnostic::new(expected.code, message).at(span, "");
    diagnostic.help = expected.help;
    diagnostic
}

/// What the parser says of a file's grammar, in words for those who write the file.
pub fn grammar_fault(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default();
    if message.contains("string values must be quoted") {
        "text stands between straight quotation marks (`title = \"...\"`)".to_owned()
    } else if message.contains("duplicate key") {
        "this key stands here twice".to_owned()
    } else if message.starts_with("unclosed") && message.contains('`') | message.contains(']') {
        format!("a bracket is not closed ({message})")
    } else {
        message.to_owned()
    }
}

/// A fault of the file's grammar.
pub(crate) fn invalid_toml(source: SourceId, error: &toml::de::Error) -> Diagnostic {
    let span = Span::new(source, error.span().unwrap_or(0..0));
    Diagnostic::new(
        Code::INVALID_TOML,
        format!("this line cannot be read: {}", grammar_fault(error.message())),
    )
    .at(span, "")
    .help("correct this first: what is reported after it in the same file may only follow from it")
}
