//! A PO file as it came back.

use super::{MADE, SOURCE_LANGUAGE};
use crate::unit::{Raw, Received, ReceivedUnit, Unreadable};
use std::ops::Range;

/// No file has more entries.
const MOST: usize = 200_000;

/// Reads a PO file. Entries that are struck out (`#~`) are left out.
pub fn read(text: &str) -> Result<Received, Unreadable> {
    let mut reader =
        Reader { received: Received::default(), entry: Entry::default(), field: None, has_header: false };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        reader.line(line.trim(), range)?;
        start += line.len();
    }
    reader.finish()?;
    if !reader.has_header {
        return Err(Unreadable {
            message: "there is no header, an entry with an empty msgid".to_owned(),
            range: 0..0,
        });
    }
    Ok(reader.received)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Context,
    Id,
    Translation,
}

#[derive(Default)]
struct Entry {
    texts: [Option<String>; 3],
    is_fuzzy: bool,
    made: Option<String>,
    range: Range<usize>,
}

struct Reader {
    received: Received,
    entry: Entry,
    /// The field that strings on lines of their own continue.
    field: Option<Field>,
    has_header: bool,
}

impl Reader {
    fn line(&mut self, line: &str, range: Range<usize>) -> Result<(), Unreadable> {
        let fault = |message: &str| Unreadable { message: message.to_owned(), range: range.clone() };
        if line.is_empty() {
            return Ok(());
        }
        if let Some(comment) = line.strip_prefix('#') {
            // A comment behind a translation belongs to the next entry.
            if self.field == Some(Field::Translation) {
                self.finish()?;
            }
            self.comment(comment);
            return Ok(());
        }
        let (keyword, rest) = line.split_at(line.find(['"', ' ', '\t']).unwrap_or(line.len()));
        let field = match keyword {
            "" => self.field.ok_or_else(|| fault("a text that belongs to no entry"))?,
            "msgctxt" => Field::Context,
            "msgid" => Field::Id,
            "msgstr" => Field::Translation,
            "msgid_plural" | "msgstr[0]" => {
                return Err(fault("an entry with plural forms; no such entry was made"));
            }
            _ => return Err(fault("this line is none of a PO file")),
        };
        let text = unquoted(rest.trim())
            .ok_or_else(|| fault("the quotation marks or escapes of this text are broken"))?;
        if !keyword.is_empty() {
            let begins = match self.field {
                Some(Field::Translation) => true,
                Some(last) => field <= last,
                None => false,
            };
            if begins && self.field == Some(Field::Translation) {
                self.finish()?;
            } else if begins {
                return Err(fault("an entry without a translation line (msgstr) ends here"));
            }
            if self.entry.texts.iter().all(Option::is_none) {
                self.entry.range = range.clone();
            }
            self.entry.texts[field as usize] = Some(String::new());
        }
        self.entry.range.end = range.end;
        self.field = Some(field);
        self.entry.texts[field as usize].get_or_insert_default().push_str(&text);
        Ok(())
    }

    fn comment(&mut self, comment: &str) {
        // What stood above an entry that is struck out went with it.
        if comment.starts_with('~') && self.field.is_none() {
            self.entry = Entry::default();
        } else if let Some(flags) = comment.strip_prefix(',') {
            self.entry.is_fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
        } else if let Some(made) = comment.strip_prefix(". ").and_then(|note| note.strip_prefix(MADE)) {
            self.entry.made = Some(made.trim().to_owned());
        }
    }

    /// Takes the entry that was read.
    fn finish(&mut self) -> Result<(), Unreadable> {
        let entry = std::mem::take(&mut self.entry);
        self.field = None;
        let [context, id, translation] = entry.texts;
        let range = entry.range;
        let fault = |message: &str| Err(Unreadable { message: message.to_owned(), range: range.clone() });
        let (id, translation) = match (id, translation) {
            (Some(id), Some(translation)) => (id, translation),
            (None, None) if context.is_none() => return Ok(()),
            _ => return fault("an entry that has no msgid or no msgstr"),
        };
        if id.is_empty() && context.is_none() {
            self.has_header = true;
            return self.header(&translation, range);
        }
        let Some(context) = context else {
            return fault("an entry without msgctxt, which names the unit that it translates");
        };
        if self.received.units.len() >= MOST {
            return fault("there are more entries than any publication has");
        }
        let target = Some(translation).filter(|text| !text.is_empty()).map(Raw::Written);
        self.received.units.push(ReceivedUnit {
            id: context,
            source: Raw::Written(id),
            target,
            is_unsure: entry.is_fuzzy,
            is_confirmed: !entry.is_fuzzy,
            made: entry.made,
            range,
        });
        Ok(())
    }

    fn header(&mut self, text: &str, range: Range<usize>) -> Result<(), Unreadable> {
        for line in text.lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim() {
                "Project-Id-Version" => self.received.publications = vec![value.to_owned()],
                "Language" => self.received.target = Some(value.replace('_', "-")),
                SOURCE_LANGUAGE => self.received.source = Some(value.to_owned()),
                "Content-Type" => {
                    let charset = value.split_once("charset=").map(|(_, charset)| charset.trim());
                    if charset.is_some_and(|charset| !charset.eq_ignore_ascii_case("utf-8")) {
                        let message = "the file is not said to be UTF-8; save it as UTF-8".to_owned();
                        return Err(Unreadable { message, range });
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The text between quotation marks, with its escapes read.
fn unquoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::new();
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => return None,
            '\\' => out.push(match characters.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '"' => '"',
                '\\' => '\\',
                _ => return None,
            }),
            other => out.push(other),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "msgid \"\"\nmsgstr \"\"\n\"Language: pt_BR\\n\"\n\"Project-Id-Version: p\\n\"\n";

    #[test]
    fn lines_are_joined_and_struck_out_entries_left_out() {
        let text = format!(
            "{HEADER}\n#. made of translation ab\n#, fuzzy, no-wrap\nmsgctxt \"a\"\nmsgid \"\"\n\"one \"\n\"two\\\\\\n\"\nmsgstr \"x\"\n\
             #~ msgid \"old\"\n#~ msgstr \"alt\"\nmsgctxt \"b\"\nmsgid \"c\"\nmsgstr \"\"\n"
        );
        let received = read(&text).unwrap_or_default();
        assert_eq!(received.target.as_deref(), Some("pt-BR"));
        assert_eq!(received.publications, ["p"]);
        let [first, second] = &received.units[..] else { panic!("{received:?}") };
        assert_eq!((first.id.as_str(), &first.source), ("a", &Raw::Written("one two\\\n".to_owned())));
        assert!(first.is_unsure && first.made.as_deref() == Some("ab"));
        assert!(second.target.is_none() && second.made.is_none() && !second.is_unsure);
    }

    #[test]
    fn flags_of_struck_out_entries_are_no_others() {
        let text = format!(
            "{HEADER}\nmsgctxt \"a\"\nmsgid \"b\"\nmsgstr \"c\"\n\n#. made of translation ab\n#, fuzzy\n#~ msgid \"old\"\n#~ msgstr \"alt\"\n\
             msgctxt \"d\"\nmsgid \"e\"\nmsgstr \"f\"\n"
        );
        let received = read(&text).unwrap_or_default();
        let [_, second] = &received.units[..] else { panic!("{received:?}") };
        assert!(!second.is_unsure && second.is_confirmed && second.made.is_none(), "{second:?}");
    }

    #[test]
    fn what_is_no_po_file_is_refused_where_it_shows() {
        let at = |entry: &str| {
            read(&format!("{HEADER}{entry}")).err().map(|fault| fault.range.start - HEADER.len())
        };
        assert_eq!(at("msgctxt \"a\"\nmsgid \"b\n"), Some(12));
        assert_eq!(at("msgctxt \"a\"\nmsgid \"b\"\n"), Some(0));
        assert_eq!(at("msgid \"b\"\nmsgstr \"\"\n"), Some(0));
        assert_eq!(at("<xliff/>"), Some(0));
        assert_eq!(at("\"x\"\nmsgid_plural \"y\"\n"), Some(4));
        assert!(read("").is_err());
    }
}
