//! Values of TOML texts by key: where they stand, and where new ones go.
//!
//! A table may be written under a heading of its own, in braces, or as keys with dots under the heading of another. What is
//! put in belongs to the table that it is meant for, in whichever of these ways that is written.

use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The values of a TOML text.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// Where each value stands, quotation marks included, by the keys that lead to it.
    pub(crate) values: BTreeMap<Vec<String>, Range<usize>>,
    /// Where tables stand that are written in braces.
    inline: BTreeMap<Vec<String>, Range<usize>>,
    /// The headings of tables in order: where the line begins, and the keys.
    headings: Vec<(usize, Vec<String>)>,
}

impl Keys {
    /// Reads a text; what cannot be read of it is left out.
    pub(crate) fn of(text: &str) -> Self {
        let (table, _) = DeTable::parse_recoverable(text);
        let mut keys = Self::default();
        keys.table(text, table.get_ref(), &mut Vec::new());
        keys.headings(text);
        keys
    }

    fn table(&mut self, text: &str, table: &DeTable<'_>, path: &mut Vec<String>) {
        for (key, value) in table {
            path.push(key.get_ref().to_string());
            match value.get_ref() {
                DeValue::Table(inner) => {
                    let span = value.span();
                    let is_inline = text.get(span.clone()).is_some_and(|it| it.starts_with('{'));
                    if is_inline {
                        self.inline.insert(path.clone(), span);
                    }
                    self.table(text, inner, path);
                }
                _ => {
                    self.values.insert(path.clone(), value.span());
                }
            }
            path.pop();
        }
    }

    /// Finds the headings: lines that begin with a bracket, outside values.
    fn headings(&mut self, text: &str) {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let at = start + (line.len() - line.trim_start().len());
            let is_inside = |range: &Range<usize>| range.contains(&at);
            if text[at..].starts_with('[') && !self.values.values().chain(self.inline.values()).any(is_inside)
            {
                self.headings.push((start, keys_of(line)));
            }
            start += line.len();
        }
    }

    /// Where a new value goes, and what is written there. `section` is the table that is meant, and `key` leads from it to the
    /// value. A section that is not there is written at the end.
    pub(crate) fn addition(
        &self,
        text: &str,
        section: &[String],
        key: &[String],
        value: &str,
    ) -> (usize, String) {
        let path = [section, key].concat();
        // A table within the section takes the value, where it is written for itself.
        for length in (section.len()..path.len()).rev() {
            let (table, rest) = path.split_at(length);
            if let Some(addition) = self.into(text, table, rest, value) {
                return addition;
            }
        }
        let line = assignment(key, value);
        if section.is_empty() {
            let end = self.headings.first().map_or(text.len(), |(first, _)| *first);
            return match self.last_between(0, end) {
                Some(last) => (end_of_line(text, last), format!("\n{line}")),
                None => (0, format!("{line}\n")),
            };
        }
        let gap = if text.is_empty() || text.ends_with('\n') { "\n" } else { "\n\n" };
        (text.len(), format!("{gap}[{}]\n{line}\n", dotted(section)))
    }

    /// A value put into a table that is written in the text.
    fn into(&self, text: &str, table: &[String], rest: &[String], value: &str) -> Option<(usize, String)> {
        let line = assignment(rest, value);
        if let Some(braces) = self.inline.get(table) {
            let inside = self.values.values().chain(self.inline.values());
            let inside = inside.filter(|it| it.start > braces.start && it.end < braces.end);
            return Some(match inside.map(|it| it.end).max() {
                Some(last) => (last, format!(", {line}")),
                None => (braces.start + 1, format!(" {line} ")),
            });
        }
        if let Some(end) = self.end_of_table(text, table).filter(|_| !table.is_empty()) {
            return Some((end, format!("\n{line}")));
        }
        let own = self.values.iter().filter(|(keys, _)| keys.starts_with(table) && !table.is_empty());
        let own = own.filter(|(_, range)| !self.inline.values().any(|braces| braces.contains(&range.start)));
        let (_, last) = own.max_by_key(|(_, range)| range.end)?;
        let above = self.headings.iter().rfind(|(start, _)| *start < last.start);
        let above = above.map_or(&[][..], |(_, keys)| keys.as_slice());
        // Under a heading further down the table is not written for itself.
        let key = table.strip_prefix(above)?;
        let end = end_of_line(text, last.end);
        Some((end, format!("\n{}", assignment(&[key, rest].concat(), value))))
    }

    /// Where the last line of a table ends that has a heading of its own: behind its last value, or else behind the heading.
    pub(crate) fn end_of_table(&self, text: &str, table: &[String]) -> Option<usize> {
        let number = self.headings.iter().position(|(_, keys)| keys == table)?;
        let start = self.headings[number].0;
        let end = self.headings.get(number + 1).map_or(text.len(), |(next, _)| *next);
        Some(end_of_line(text, self.last_between(start, end).unwrap_or(start)))
    }

    /// Where the last of the values ends that begin between two places.
    fn last_between(&self, start: usize, end: usize) -> Option<usize> {
        let own = self.values.values().chain(self.inline.values());
        own.filter(|range| (start..end).contains(&range.start)).map(|range| range.end).max()
    }
}

fn end_of_line(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |length| from + length)
}

/// The keys of a heading's line; none where it is no heading of a single table.
fn keys_of(line: &str) -> Vec<String> {
    let (table, _) = DeTable::parse_recoverable(line);
    let mut keys = Vec::new();
    let mut inner = table.into_inner();
    while let Some((key, value)) = inner.into_iter().next() {
        keys.push(key.into_inner().into_owned());
        match value.into_inner() {
            DeValue::Table(table) => inner = table,
            _ => return Vec::new(),
        }
    }
    keys
}

fn assignment(key: &[String], value: &str) -> String {
    format!("{} = {}", dotted(key), quoted(value))
}

fn dotted(keys: &[String]) -> String {
    keys.iter().map(|key| self::key(key)).collect::<Vec<_>>().join(".")
}

/// A key as it is written.
pub(crate) fn key(key: &str) -> String {
    let is_bare = !key.is_empty()
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_bare { key.to_owned() } else { quoted(key) }
}

/// A text in quotation marks (TOML 1.0, basic string).
pub(crate) fn quoted(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn path(keys: &str) -> Vec<String> {
        keys.split('.').filter(|key| !key.is_empty()).map(str::to_owned).collect()
    }

    /// Puts a value in, which must be read in its place while all others stay.
    fn with(text: &str, section: &str, key: &str) -> String {
        let (section, key) = (path(section), path(key));
        let (at, addition) = Keys::of(text).addition(text, &section, &key, "new");
        let mut out = text.to_owned();
        out.insert_str(at, &addition);
        let (_, faults) = DeTable::parse_recoverable(&out);
        assert!(faults.is_empty(), "{out}\n{faults:?}");
        let (before, after) = (Keys::of(text), Keys::of(&out));
        let whole = [section, key].concat();
        assert_eq!(after.values.get(&whole).map(|range| &out[range.clone()]), Some("\"new\""), "{out}");
        for (known, range) in &before.values {
            assert_eq!(
                after.values.get(known).map(|it| &out[it.clone()]),
                Some(&text[range.clone()]),
                "{out}"
            );
        }
        assert_eq!(before.values.len() + 1, after.values.len(), "{out}");
        out
    }

    #[test]
    fn a_new_value_stands_in_the_table_that_is_meant() {
        let headings = "# terms\n[terms.thb] # trafficking\nen = \"x\" # a [comment]\n\n\
            [terms.thb.forbidden]\nfr = [\n  \"y\",\n]\n[terms.other]\nen = \"z\"\n";
        assert!(with(headings, "terms.thb", "fr").contains("# a [comment]\nfr = \"new\"\n"));
        assert!(
            with(headings, "terms.thb", "acronym.fr")
                .contains("acronym.fr = \"new\"\n\n[terms.thb.forbidden]")
        );
        let acronym =
            "[terms.thb]\nen = \"x\"\n[terms.thb.acronym]\nen = \"X\"\n[terms.thb.forbidden]\nfr = []\n";
        assert!(with(acronym, "terms.thb", "acronym.fr").contains("en = \"X\"\nfr = \"new\"\n"));
        let below = "[terms.thb.acronym]\nen = \"X\"\n";
        assert!(with(below, "terms.thb", "fr").ends_with("\n[terms.thb]\nfr = \"new\"\n"));
        assert!(
            with("[text]\n\n[names]\na = \"b\"\n", "text", "title").starts_with("[text]\ntitle = \"new\"\n")
        );
        assert!(with("a = \"[text]\"", "text", "title").ends_with("\"\n\n[text]\ntitle = \"new\"\n"));
    }

    #[test]
    fn tables_in_braces_and_keys_with_dots_are_tables_too() {
        let braces =
            "[terms]\nthb = { en = \"x\", acronym = { en = \"X\" } }\nother = { en = \"y\" }\nempty = {}\n";
        assert!(with(braces, "terms.thb", "fr").contains("acronym = { en = \"X\" }, fr = \"new\" }\n"));
        assert!(with(braces, "terms.thb", "acronym.fr").contains("{ en = \"X\", fr = \"new\" } }\n"));
        assert!(with(braces, "terms.other", "acronym.fr").contains("{ en = \"y\", acronym.fr = \"new\" }\n"));
        assert!(with(braces, "terms.empty", "fr").contains("empty = { fr = \"new\" }\n"));
        let dotted = "[terms]\nthb.en = \"x\"\nthb.acronym.en = \"X\"\nother.en = \"y\"\n";
        assert!(with(dotted, "terms.thb", "fr").contains("thb.fr = \"new\"\n"));
        assert!(with(dotted, "terms.thb", "acronym.fr").contains("en = \"X\"\nthb.acronym.fr = \"new\"\n"));
        assert!(
            with("text.title = \"x\"\n[names]\na = \"b\"", "text", "other")
                .contains("text.other = \"new\"\n[names]")
        );
    }

    #[test]
    fn what_is_in_no_table_stands_above_all_of_them() {
        assert!(
            with("# ours\n[text]\na = \"b\"\n", "", "language-name")
                .starts_with("language-name = \"new\"\n# ours\n")
        );
        assert!(
            with("x = 1\n\n[text]\na = \"b\"\n", "", "language-name")
                .starts_with("x = 1\nlanguage-name = \"new\"\n")
        );
        assert!(with("", "text", "a b").ends_with("[text]\n\"a b\" = \"new\"\n"));
    }
}
