//! Texts and their lines.

use super::{Fault, FaultKind, LADDER, OVERFULL, RIVER_SPACE, SHORT_LAST_LINE, Spread, UNDERFULL, Wrapped};
use crate::layout::{LineKind, PlacedLine};
use crate::{GlyphRun, Item, SetDocument};
use std::collections::BTreeMap;

/// A text of more than one line, or a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// The page of its first line, from 0.
    pub page: usize,
    /// What it is.
    pub kind: LineKind,
    /// Its first words.
    pub words: String,
    /// How many lines it has.
    pub lines: usize,
    /// How many of them end inside a word.
    pub hyphens: usize,
    /// The ratios of its justified lines.
    pub ratios: Option<Spread>,
    /// The width of its last line, in em.
    pub last_line: f32,
}

/// A line with what it shows.
pub(super) struct Shown<'d> {
    pub(super) placed: PlacedLine,
    runs: Vec<&'d GlyphRun>,
}

impl Shown<'_> {
    /// Its text.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect::<String>().trim_end().to_owned()
    }

    /// Its first words, for a report.
    fn words(&self) -> String {
        self.text().replace('\u{ad}', "-").chars().take(48).collect()
    }

    /// Its words at the end, for a report.
    fn last_words(&self) -> String {
        let text = self.text().replace('\u{ad}', "-");
        let skipped = text.chars().count().saturating_sub(24);
        text.chars().skip(skipped).collect()
    }

    /// The left and right edges of the spaces between its words.
    fn spaces(&self) -> Vec<(f32, f32)> {
        let mut out: Vec<_> = self.runs.iter().flat_map(|run| run.spaces()).collect();
        let end =
            self.placed.start.x + self.placed.line.width + self.placed.line.out.iter().sum::<f32>() - 0.1;
        out.retain(|(left, _)| *left < end);
        out
    }

    fn fault(&self, kind: FaultKind, amount: f32) -> Fault {
        Fault { kind, page: self.placed.page, words: self.words(), amount }
    }
}

/// The lines of a document with their runs: those from a line's first one to the next line's.
pub(super) fn lines(document: &SetDocument) -> Vec<Shown<'_>> {
    let layout = &document.layout;
    let shown = layout.lines.iter().enumerate().map(|(index, placed)| {
        let marks = &document.pages[placed.page].marks;
        let runs = layout.runs_of(index, &document.pages).into_iter();
        let runs = runs.filter_map(|(mark, item)| match &marks[mark].items[item] {
            Item::Text(run) => Some(run),
            _ => None,
        });
        Shown { placed: *placed, runs: runs.collect() }
    });
    shown.collect()
}

/// The lines of every text, in order.
fn texts<'l, 'd>(lines: &'l [Shown<'d>]) -> impl Iterator<Item = Vec<&'l Shown<'d>>> {
    let mut texts: BTreeMap<u32, Vec<&Shown<'_>>> = BTreeMap::new();
    for line in lines {
        texts.entry(line.placed.line.text).or_default().push(line);
    }
    let mut texts: Vec<_> = texts.into_values().collect();
    for text in &mut texts {
        text.sort_by_key(|line| line.placed.line.number);
    }
    texts.sort_by_key(|text| (text[0].placed.page, text[0].placed.mark, text[0].placed.item));
    texts.into_iter()
}

pub(super) fn paragraphs(lines: &[Shown<'_>]) -> Vec<Paragraph> {
    let told = texts(lines).filter(|text| text.len() > 1 || text[0].placed.line.kind == LineKind::Heading);
    let told = told.filter_map(|text| {
        let (first, last) = (text.first()?, text.last()?);
        Some(Paragraph {
            page: first.placed.page,
            kind: first.placed.line.kind,
            words: first.words(),
            lines: text.len(),
            hyphens: text.iter().filter(|line| line.placed.line.divided).count(),
            ratios: Spread::of(text.iter().filter_map(|line| line.placed.line.ratio).collect()),
            last_line: last.placed.line.width / last.placed.line.size.max(0.1),
        })
    });
    told.collect()
}

pub(super) fn wrapped_labels(lines: &[Shown<'_>]) -> Vec<Wrapped> {
    let labels = texts(lines).filter(|text| text.len() > 1 && text[0].placed.line.kind == LineKind::Label);
    labels
        .map(|text| Wrapped {
            page: text[0].placed.page,
            lines: text.iter().map(|line| line.text()).collect(),
        })
        .collect()
}

/// What is wrong with lines and paragraphs.
pub(super) fn faults(lines: &[Shown<'_>]) -> Vec<Fault> {
    let mut out = Vec::new();
    for line in lines {
        let trace = &line.placed.line;
        let over = trace.indent + trace.width - trace.measure;
        if over > OVERFULL {
            out.push(line.fault(FaultKind::Overfull, over));
        }
        if let Some(ratio) = trace.ratio.filter(|ratio| *ratio > UNDERFULL) {
            out.push(line.fault(FaultKind::Underfull, ratio));
        }
    }
    for text in texts(lines) {
        divided(&text, &mut out);
        ladders(&text, &mut out);
        rivers(&text, &mut out);
        let Some(last) = text.last().filter(|_| text.len() > 1) else { continue };
        let em = last.placed.line.width / last.placed.line.size.max(0.1);
        if last.placed.line.kind == LineKind::Text && em < SHORT_LAST_LINE {
            out.push(Fault {
                words: text[text.len() - 2].last_words() + " / " + &last.words(),
                ..last.fault(FaultKind::ShortLastLine, em)
            });
        }
    }
    out
}

/// Widows and orphans: one line of a text parted from the others by the end of a page or column.
fn divided(text: &[&Shown<'_>], out: &mut Vec<Fault>) {
    if text[0].placed.line.kind != LineKind::Text {
        return;
    }
    // A line further up than the one before it stands in another column.
    let parted = |pair: &[&Shown<'_>]| {
        let (a, b) = (&pair[0].placed, &pair[1].placed);
        a.page != b.page || b.start.y < a.start.y
    };
    let last = text.len().saturating_sub(2);
    for (index, pair) in text.windows(2).enumerate().filter(|(_, pair)| parted(pair)) {
        if index == 0 {
            out.push(pair[0].fault(FaultKind::Orphan, 1.0));
        }
        if index == last {
            out.push(pair[1].fault(FaultKind::Widow, 1.0));
        }
    }
}

fn ladders(text: &[&Shown<'_>], out: &mut Vec<Fault>) {
    for run in text.chunk_by(|a, b| a.placed.line.ends_in_hyphen == b.placed.line.ends_in_hyphen) {
        if run[0].placed.line.ends_in_hyphen && run.len() >= LADDER {
            out.push(run[0].fault(FaultKind::Ladder, run.len() as f32));
        }
    }
}

fn rivers(text: &[&Shown<'_>], out: &mut Vec<Fault>) {
    let wide = |line: &Shown<'_>| line.placed.line.space >= RIVER_SPACE;
    for lines in text.chunk_by(|above, below| above.placed.page == below.placed.page) {
        let spaces = lines.iter().map(|line| if wide(line) { line.spaces() } else { Vec::new() });
        let found = super::rivers(spaces);
        out.extend(
            found.into_iter().map(|(last, length)| lines[last].fault(FaultKind::River, length as f32)),
        );
    }
}
