//! Values of TOML texts by key: where they stand, and where a new one goes.

use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The strings of a TOML text.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Where each value stands, quotation marks included, by the keys that lead to it.
    pub(super) values: BTreeMap<Vec<String>, Range<usize>>,
}

impl Keys {
    /// Reads a text; what cannot be read of it is left out.
    pub(super) fn of(text: &str) -> Self {
        let (table, _) = DeTable::parse_recoverable(text);
        let mut keys = Self::default();
        keys.table(table.get_ref(), &mut Vec::new());
        keys
    }

    fn table(&mut self, table: &DeTable<'_>, path: &mut Vec<String>) {
        for (key, value) in table {
            path.push(key.get_ref().to_string());
            match value.get_ref() {
                DeValue::Table(inner) => self.table(inner, path),
                _ => {
                    self.values.insert(path.clone(), value.span());
                }
            }
            path.pop();
        }
    }

    /// Where a new value of a section goes, and what is written there. `key` may have dots.
    pub(super) fn addition(&self, text: &str, section: &[String], key: &str, value: &str) -> (usize, String) {
        let line = format!("{key} = {}", quoted(value));
        let inside = self.values.iter().filter(|(path, _)| path.starts_with(section));
        match inside.map(|(_, range)| range.end).max() {
            Some(last) if !section.is_empty() => {
                let end = text[last..].find('\n').map_or(text.len(), |length| last + length);
                (end, format!("\n{line}"))
            }
            _ => {
                let heading = section.iter().map(|key| self::key(key)).collect::<Vec<_>>().join(".");
                let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
                (text.len(), format!("{gap}[{heading}]\n{line}\n"))
            }
        }
    }
}

/// A key as it is written.
pub(super) fn key(key: &str) -> String {
    let is_bare = !key.is_empty()
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_bare { key.to_owned() } else { quoted(key) }
}

/// A text in quotation marks (TOML 1.0, basic string).
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            other if other.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(other))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
