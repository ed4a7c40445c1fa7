//! A single fault: what is changed, and where it must be found.

use concord_manuscript::Files;
use std::ops::Range;

/// What a fault does to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Places of the clean file and what takes their place, in order and without overlap.
    pub(super) edits: Vec<(Range<usize>, String)>,
    /// The whole file is removed.
    pub(super) removes_file: bool,
    /// Places of other files where the fault may be shown too: what a lost block translates.
    pub(super) also: Vec<(String, Range<usize>)>,
}

impl Change {
    pub(super) fn replace(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { edits: vec![(range, with.into())], removes_file: false, also: Vec::new() }
    }

    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at..at, text)
    }

    pub(super) fn remove(range: Range<usize>) -> Self {
        Self::replace(range, "")
    }

    pub(super) fn edits(edits: Vec<(Range<usize>, String)>) -> Self {
        Self { edits, removes_file: false, also: Vec::new() }
    }

    pub(super) fn file() -> Self {
        Self { edits: Vec::new(), removes_file: true, also: Vec::new() }
    }

    pub(super) fn shown_too(mut self, places: Vec<(String, Range<usize>)>) -> Self {
        self.also.extend(places);
        self
    }

    /// The text with the fault, and where it stands there.
    pub(super) fn apply(&self, text: &str) -> (String, Vec<Range<usize>>) {
        let (mut out, mut places, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
        for (range, replacement) in &self.edits {
            out.push_str(&text[at..range.start]);
            places.push(out.len()..out.len() + replacement.len());
            out.push_str(replacement);
            at = range.end;
        }
        out.push_str(&text[at..]);
        (out, places)
    }

    /// Where a range of the clean text is in the text with the fault; empty where it is gone.
    pub(super) fn moved(&self, range: &Range<usize>) -> Range<usize> {
        let shift = |byte: usize, is_end: bool| {
            let mut shift = 0_isize;
            for (edited, replacement) in &self.edits {
                let grown = replacement.len() as isize - edited.len() as isize;
                if edited.end < byte || (edited.end == byte && (is_end || edited.start < edited.end)) {
                    shift += grown;
                } else if edited.start < byte {
                    // Inside an edit: its start, or the end of what took its place.
                    let to = if is_end { edited.start + replacement.len() } else { edited.start };
                    return (to as isize + shift).max(0) as usize;
                }
            }
            (byte as isize + shift).max(0) as usize
        };
        let start = shift(range.start, false);
        start..shift(range.end, true).max(start)
    }
}

/// A fault that is planted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The kind's name.
    pub kind: &'static str,
    /// The language that it stands in, or `ledger`.
    pub locale: String,
    /// The file.
    pub file: String,
    /// Its line in the clean file, from 1.
    pub line: usize,
    /// What stood there, with a few words around it.
    pub before: String,
    /// What stands there now.
    pub after: String,
    pub(super) change: Change,
}

impl Fault {
    pub(super) fn new(kind: &'static str, locale: &str, file: &str, text: &str, change: Change) -> Self {
        let first = change.edits.first().map_or(0, |(range, _)| range.start);
        let line = text[..first].matches('\n').count() + 1;
        let (before, after) = if change.removes_file {
            (format!("the file {file}"), String::new())
        } else {
            let end = change.edits.last().map_or(first, |(range, _)| range.end);
            let (faulty, places) = change.apply(text);
            let faulty_end = places.last().map_or(first, |place| place.end);
            (around(text, first..end), around(&faulty, first..faulty_end))
        };
        Self { kind, locale: locale.to_owned(), file: file.to_owned(), line, before, after, change }
    }

    /// The files with the fault, and the places where a finding counts, by file.
    pub(super) fn plant(&self, files: &Files) -> (Files, Vec<(String, Range<usize>)>) {
        let mut files = files.clone();
        let mut places = self.change.also.clone();
        if self.change.removes_file {
            files.remove(&self.file);
            return (files, places);
        }
        let text = files.get(&self.file).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let (faulty, edited) = self.change.apply(&text.unwrap_or_default());
        let is_line = self.file.ends_with("messages.toml");
        places.extend(edited.into_iter().map(|place| (self.file.clone(), touched(&faulty, place, is_line))));
        files.insert(self.file.clone(), faulty.into_bytes());
        (files, places)
    }
}

/// The lines around a place up to empty ones: a block, or a table of TOML. Where something is gone, the blocks on both
/// sides; of messages, the line alone.
fn touched(text: &str, place: Range<usize>, is_line: bool) -> Range<usize> {
    let Range { mut start, mut end } = place;
    if text[start..end].trim().is_empty() {
        start = text[..start].trim_end().len();
        end += text[end..].len() - text[end..].trim_start().len();
        end += text[end..].chars().next().map_or(0, char::len_utf8);
    }
    let (before, after) = (&text[..start], &text[end..]);
    if is_line {
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        return start..end + after.find('\n').unwrap_or(after.len());
    }
    let start = before.rfind("\n\n").map_or(0, |at| at + 2);
    start..end + after.find("\n\n").unwrap_or(after.len())
}

/// A place with some of the text around it; its middle is left out where it is long.
fn around(text: &str, place: Range<usize>) -> String {
    const AROUND: usize = 24;
    const LONGEST: usize = 120;
    let before: Vec<char> =
        text[..place.start].chars().rev().take(AROUND).take_while(|c| *c != '\n').collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[place.end..].chars().take(AROUND).take_while(|c| *c != '\n').collect();
    let whole: Vec<char> = format!("{before}{}{after}", &text[place]).chars().collect();
    if whole.len() <= LONGEST {
        return whole.into_iter().collect();
    }
    let (head, tail) = (&whole[..LONGEST / 2], &whole[whole.len() - LONGEST / 2..]);
    format!("{}…{}", head.iter().collect::<String>(), tail.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_and_ranges_follow() {
        let text = "one two three";
        let change = Change::edits(vec![(0..3, "a".to_owned()), (8..13, "fifteen".to_owned())]);
        let (faulty, places) = change.apply(text);
        assert_eq!(faulty, "a two fifteen");
        assert_eq!(places, [0..1, 6..13]);
        let follows = |range: Range<usize>| faulty.get(change.moved(&range)).unwrap_or_default().to_owned();
        assert_eq!(follows(0..3), "a");
        assert_eq!(follows(4..7), "two");
        assert_eq!(follows(8..13), "fifteen");
        assert_eq!(follows(0..13), faulty);
    }

    #[test]
    fn what_is_removed_is_empty() {
        let change = Change::remove(4..8);
        assert_eq!(change.apply("one two three").0, "one three");
        assert!(change.moved(&(4..7)).is_empty());
        assert_eq!(change.moved(&(8..13)), 4..9);
        assert_eq!(change.moved(&(0..3)), 0..3);
    }

    #[test]
    fn a_loss_is_at_the_blocks_around_it() {
        let text = "first\n\nsecond\n\nthird\n\nfourth\n";
        let (faulty, places) = Change::remove(15..22).apply(text);
        assert_eq!(faulty, "first\n\nsecond\n\nfourth\n");
        assert_eq!(&faulty[touched(&faulty, places[0].clone(), false)], "second\n\nfourth\n");
        let (faulty, places) = Change::insert(9, "x").apply(text);
        assert_eq!(&faulty[touched(&faulty, places[0].clone(), false)], "sexcond");
        let lines = "a = 1\nb = 2\nc = 3\n";
        assert_eq!(&lines[touched(lines, 10..11, true)], "b = 2");
    }
}
