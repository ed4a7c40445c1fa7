//! TOML tables with their places, read entry by entry so that every fault is found in one run.

use concord_diagnostics::{Code, Diagnostic, SourceId, Sources, Span};
use concord_ledger::grammar_fault;
use concord_publication::Spanned;
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// A table: values by key, and where the key that opens it was written.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    entries: BTreeMap<String, Entry>,
    /// The key that opens the table; the beginning of the file for the outermost one.
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
struct Entry {
    key: Span,
    value: Spanned<Value>,
}

#[derive(Clone, Debug)]
enum Value {
    String(String),
    Integer(Option<i64>),
    Array(Vec<Spanned<Value>>),
    Table(Table),
    Other(&'static str),
}

impl Value {
    fn kind(&self) -> &'static str {
        match self {
            Self::String(_) => "text in quotation marks",
            Self::Integer(_) => "a whole number",
            Self::Array(_) => "a list",
            Self::Table(_) => "a section",
            Self::Other(kind) => kind,
        }
    }
}

/// Reads the outermost table of a text that [`Sources`] holds. What can be read of a faulty file is kept.
pub(crate) fn parse(sources: &Sources, source: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let text = sources.get(source).map(|source| source.text().clone()).unwrap_or_default();
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let finding = Diagnostic::new(
            Code::INVALID_TOML,
            format!("this line cannot be read: {}", grammar_fault(error.message())),
        )
        .at(Span::new(source, range), "")
        .help("correct this first: what is reported after it in the same file may only follow from it");
        diagnostics.push(finding);
    }
    convert_table(source, table.into_inner(), Span::new(source, 0..0))
}

fn convert_table(source: SourceId, table: DeTable<'_>, span: Span) -> Table {
    let convert = |(key, value): (toml::Spanned<_>, toml::Spanned<_>)| {
        let place = Span::new(source, key.span());
        let entry = Entry { key: place, value: convert_value(source, value, place) };
        (std::borrow::Cow::into_owned(key.into_inner()), entry)
    };
    Table { entries: table.into_iter().map(convert).collect(), span }
}

fn convert_value(source: SourceId, value: toml::Spanned<DeValue<'_>>, key: Span) -> Spanned<Value> {
    let span = Span::new(source, value.span());
    let value = match value.into_inner() {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Integer(number) => Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok()),
        DeValue::Float(_) => Value::Other("a number with decimals"),
        DeValue::Boolean(_) => Value::Other("true or false"),
        DeValue::Datetime(_) => Value::Other("a date without quotation marks"),
        DeValue::Array(items) => {
            Value::Array(items.into_iter().map(|item| convert_value(source, item, key)).collect())
        }
        DeValue::Table(table) => Value::Table(convert_table(source, table, key)),
    };
    Spanned { value, span }
}

/// Reads typed values out of tables and gathers what is wrong with them.
pub(crate) struct Reader<'d> {
    /// What was met.
    pub(crate) diagnostics: &'d mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Refuses every key that is not among `known`; `place` names the table for the message.
    pub(crate) fn refuse_unknown(&mut self, table: &Table, known: &[&str], place: &str) {
        for (key, entry) in &table.entries {
            if known.contains(&key.as_str()) {
                continue;
            }
            let finding = Diagnostic::new(Code::UNKNOWN_KEY, format!("{place} has no key `{key}`"))
                .at(entry.key, "not known")
                .note(format!("known keys: {}", known.join(", ")));
            self.diagnostics.push(with_suggestion(finding, key, known.iter().copied()));
        }
    }

    /// The string under a key that may be left out.
    pub(crate) fn string(&mut self, table: &Table, key: &str) -> Option<Spanned<String>> {
        let entry = table.entries.get(key)?;
        self.expect_string(key, &entry.value)
    }

    /// The string under a key that must be there.
    pub(crate) fn required(&mut self, table: &Table, key: &str, place: &str) -> Option<Spanned<String>> {
        if !table.entries.contains_key(key) {
            let message = format!("`{key}` is missing in {place}");
            self.diagnostics.push(Diagnostic::new(Code::INVALID_VALUE, message).at(table.span, ""));
        }
        self.string(table, key)
    }

    /// The positive whole number under a key that may be left out.
    pub(crate) fn positive(&mut self, table: &Table, key: &str) -> Option<usize> {
        let entry = table.entries.get(key)?;
        if let Value::Integer(Some(number)) = entry.value.value
            && let Ok(number) = usize::try_from(number)
            && number > 0
        {
            return Some(number);
        }
        self.wrong_type(key, &entry.value, "a whole number above zero");
        None
    }

    /// The strings of an array that may be left out.
    pub(crate) fn strings(&mut self, table: &Table, key: &str) -> Vec<Spanned<String>> {
        let Some(entry) = table.entries.get(key) else { return Vec::new() };
        let Value::Array(items) = &entry.value.value else {
            self.wrong_type(key, &entry.value, "a list of texts: [\"a\", \"b\"]");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.expect_string(key, item)).collect()
    }

    /// The table under a key that may be left out.
    pub(crate) fn table<'t>(&mut self, table: &'t Table, key: &str) -> Option<&'t Table> {
        let entry = table.entries.get(key)?;
        if let Value::Table(inner) = &entry.value.value {
            return Some(inner);
        }
        self.wrong_type(key, &entry.value, &format!("a section headed `[{key}]`"));
        None
    }

    /// The tables of an array `[[key]]` that may be left out.
    pub(crate) fn tables<'t>(&mut self, table: &'t Table, key: &str) -> Vec<&'t Table> {
        let Some(entry) = table.entries.get(key) else { return Vec::new() };
        let Value::Array(items) = &entry.value.value else {
            self.wrong_type(key, &entry.value, &format!("one or more sections headed `[[{key}]]`"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match &item.value {
                Value::Table(inner) => tables.push(inner),
                _ => self.wrong_type(key, item, &format!("a section headed `[[{key}]]`")),
            }
        }
        tables
    }

    /// Every table in a table, by key.
    pub(crate) fn all_tables<'t>(&mut self, table: &'t Table) -> Vec<(&'t str, &'t Table)> {
        let mut tables = Vec::new();
        for (key, entry) in &table.entries {
            match &entry.value.value {
                Value::Table(inner) => tables.push((key.as_str(), inner)),
                _ => self.wrong_type(key, &entry.value, &format!("a section headed `[{key}]`")),
            }
        }
        tables
    }

    /// Every string in a table, by key.
    pub(crate) fn all_strings(&mut self, table: &Table) -> BTreeMap<String, Spanned<String>> {
        let mut strings = BTreeMap::new();
        for (key, entry) in &table.entries {
            if let Some(text) = self.expect_string(key, &entry.value) {
                strings.insert(key.clone(), text);
            }
        }
        strings
    }

    fn expect_string(&mut self, key: &str, value: &Spanned<Value>) -> Option<Spanned<String>> {
        let Value::String(text) = &value.value else {
            self.wrong_type(key, value, "text in quotation marks");
            return None;
        };
        let control = |character: char| character.is_control() && character != '\n' && character != '\t';
        if text.contains(control) {
            let message = format!("`{key}` holds a control character");
            self.diagnostics.push(Diagnostic::new(Code::INVALID_VALUE, message).at(value.span, ""));
            return None;
        }
        Some(Spanned { value: text.clone(), span: value.span })
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<Value>, expected: &str) {
        let message = format!("`{key}` must be {expected}");
        let label = format!("this is {}", value.value.kind());
        self.diagnostics.push(Diagnostic::new(Code::INVALID_VALUE, message).at(value.span, label));
    }
}

impl Table {
    /// The keys with their places, in alphabetical order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (&str, Span)> {
        self.entries.iter().map(|(key, entry)| (key.as_str(), entry.key))
    }

    /// Where the value of a key was written.
    pub(crate) fn value_span(&self, key: &str) -> Option<Span> {
        self.entries.get(key).map(|entry| entry.value.span)
    }

    /// This table without some keys.
    pub(crate) fn without(&self, keys: &[&str]) -> Table {
        let mut rest = self.clone();
        rest.entries.retain(|key, _| !keys.contains(&key.as_str()));
        rest
    }
}

/// Adds the nearest of `candidates` as a remedy, where one is near.
pub(crate) fn with_suggestion<'a>(
    finding: Diagnostic,
    written: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    match concord_ledger::nearest(written, candidates) {
        Some(candidate) => finding.help(format!("did you mean `{candidate}`?")),
        None => finding,
    }
}
