//! The lines that a finding quotes, cut around the underlined words: a paragraph of Markdown is one line, and a line of
//! 600 characters cannot be read in a terminal.

use crate::{Label, Position, Source};
use std::ops::Range;

/// What stands for words that are left out.
const ELLIPSIS: char = '…';
/// Columns before the text: the line's number, the bar and the spaces around them.
const GUTTER: usize = 7;
/// The fewest characters that are shown on each side of underlined words.
const CONTEXT: usize = 12;

/// An underlined part of an excerpt.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) is_primary: bool,
    /// Bytes of the excerpt's text.
    pub(super) range: Range<usize>,
    pub(super) label: String,
}

/// A part of a source as it is quoted.
#[derive(Debug)]
pub(super) struct Excerpt<'a> {
    pub(super) name: &'a str,
    /// The place that the excerpt is about, in the source.
    pub(super) position: Position,
    pub(super) text: String,
    /// The number of the text's first line in the source.
    pub(super) first_line: usize,
    pub(super) marks: Vec<Mark>,
}

/// A label in its first line.
struct Placed<'a> {
    is_primary: bool,
    line: usize,
    /// Bytes of the line.
    range: Range<usize>,
    label: String,
    of: &'a Label,
}

impl<'a> Excerpt<'a> {
    /// The lines from the first to the last label, none wider than `width` where that can be helped.
    pub(super) fn new(source: &'a Source, labels: &[(bool, &Label)], width: usize) -> Self {
        let lines: Vec<&str> = source.text().split('\n').collect();
        let placed: Vec<Placed<'_>> =
            labels.iter().map(|(is_primary, label)| place(source, &lines, *is_primary, label)).collect();
        let first = placed.iter().map(|label| label.line).min().unwrap_or(1);
        let last = placed.iter().map(|label| label.line).max().unwrap_or(1);
        let main = placed.iter().find(|label| label.is_primary).or(placed.first());
        let position =
            main.map_or(Position { line: 1, column: 1 }, |label| source.position(label.of.span.start));
        let mut excerpt =
            Self { name: source.name(), position, text: String::new(), first_line: first, marks: Vec::new() };
        for number in first..=last {
            if number > first {
                excerpt.text.push('\n');
            }
            let line = lines.get(number - 1).copied().unwrap_or_default();
            let line = line.strip_suffix('\r').unwrap_or(line);
            let here: Vec<&Placed<'_>> = placed.iter().filter(|label| label.line == number).collect();
            excerpt.line(line, &here, width.saturating_sub(GUTTER));
        }
        excerpt
    }

    fn line(&mut self, line: &str, labels: &[&Placed<'_>], width: usize) {
        let kept = kept(line, labels, width);
        let start = self.text.len();
        // Where a byte of the line is in the excerpt; bytes that are left out are at the ellipsis.
        let mut moved: Vec<(Range<usize>, usize)> = Vec::new();
        let mut end = 0;
        for part in kept {
            if part.start > end {
                self.text.push(ELLIPSIS);
            }
            moved.push((part.clone(), self.text.len()));
            self.text.push_str(&line[part.clone()]);
            end = part.end;
        }
        if end < line.len() {
            self.text.push(ELLIPSIS);
        }
        let limit = self.text.len();
        let place = |byte: usize| {
            let part = moved.iter().rev().find(|(part, _)| part.start <= byte);
            part.map_or(start, |(part, at)| at + byte.min(part.end) - part.start).min(limit)
        };
        for label in labels {
            let range = place(label.range.start)..place(label.range.end);
            self.marks.push(Mark { is_primary: label.is_primary, range, label: label.label.clone() });
        }
    }
}

/// Puts a label on its first line; where it goes on, the label says to which line.
fn place<'a>(source: &Source, lines: &[&str], is_primary: bool, label: &'a Label) -> Placed<'a> {
    let length = source.text().len();
    let range = label.span.range();
    let (start, end) = (range.start.min(length), range.end.min(length));
    let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    let line = source.position(offset(start)).line;
    // A line break at the end belongs to the line that it ends.
    let last = source.position(offset(end.max(start + 1) - 1)).line;
    let begin = source.offset(Position { line, column: 1 });
    let text = lines.get(line - 1).copied().unwrap_or_default();
    let text = text.strip_suffix('\r').unwrap_or(text);
    let start = boundary(text, (start - begin).min(text.len()));
    let end = boundary(text, (end.saturating_sub(begin)).min(text.len())).max(start);
    let words = match (last > line, label.message.is_empty()) {
        (false, _) => label.message.clone(),
        (true, true) => format!("from here to line {last}"),
        (true, false) => format!("{}, from here to line {last}", label.message),
    };
    Placed { is_primary, line, range: start..end, label: words, of: label }
}

fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The parts of a line that are shown, in order and apart from each other.
fn kept(line: &str, labels: &[&Placed<'_>], width: usize) -> Vec<Range<usize>> {
    let starts: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
    let count = starts.len() - 1;
    let characters = |range: &Range<usize>| {
        let at = |byte: usize| starts.partition_point(|start| *start < byte);
        at(range.start)..at(range.end)
    };
    let widest =
        labels.iter().map(|label| characters(&label.range).end + 1 + label.label.chars().count()).max();
    let is_short = count <= width && (labels.len() != 1 || widest.unwrap_or(0) <= width.max(count));
    if is_short || count <= CONTEXT {
        return std::iter::once(0..line.len()).collect();
    }
    if labels.is_empty() {
        return std::iter::once(0..starts[width.saturating_sub(1).min(count)]).collect();
    }
    let share = width / labels.len();
    let mut parts: Vec<Range<usize>> = Vec::new();
    for label in labels {
        let room = if labels.len() == 1 { label.label.chars().count() + 2 } else { CONTEXT };
        parts.extend(window(characters(&label.range), room, share, count));
    }
    parts.sort_by_key(|part| part.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if part.start <= last.end + 1 => last.end = last.end.max(part.end),
            _ => joined.push(part),
        }
    }
    let words: Vec<char> = line.chars().collect();
    joined
        .into_iter()
        .map(|part| starts[word_start(&words, part.start, part.end)]..starts[part.end])
        .collect()
}

/// The characters around an underlined range: what is to its right leaves `room` for the label, what is to its left gets
/// the rest. Of a range that is too wide itself, its beginning and its end.
fn window(range: Range<usize>, room: usize, share: usize, count: usize) -> Vec<Range<usize>> {
    let length = range.end - range.start;
    let around = 2 * CONTEXT + 2;
    if length + around > share {
        let shown = share.saturating_sub(around + 1).max(2 * CONTEXT);
        let (head, tail) = (shown * 2 / 3, shown / 3);
        if length > shown {
            let first = range.start.saturating_sub(CONTEXT)..range.start + head;
            return vec![first, range.end - tail..(range.end + CONTEXT).min(count)];
        }
    }
    let right = room.max(CONTEXT).min(share.saturating_sub(length + CONTEXT).max(CONTEXT));
    let left = share.saturating_sub(length + right + 2).max(CONTEXT);
    // What one side does not need is given to the other.
    let start = range.start.saturating_sub(left);
    let end = (range.end + right.max(share.saturating_sub(length + (range.start - start) + 2))).min(count);
    std::iter::once(start..end).collect()
}

/// Where the first whole word of a part begins, if that is near its start.
fn word_start(line: &[char], start: usize, end: usize) -> usize {
    if start == 0 {
        return 0;
    }
    let space = (start.saturating_sub(1)..end.min(start + CONTEXT)).find(|at| line[*at] == ' ');
    space.map_or(start, |at| at + 1)
}
