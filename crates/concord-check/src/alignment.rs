//! A translation laid beside its source, block by block, row by row, cell by cell.
//!
//! At every level the two sequences are aligned as wholes, by what both languages have in common: see [`Signature`]. So a
//! paragraph that is missing is found where it is missing, and what follows is still compared with its own source.

mod difference;
mod sections;
mod sequence;
mod shape;
mod shorter;
mod signature;

pub(crate) use difference::{Difference, DifferenceKind, Mark, MarkKind};
pub(crate) use signature::Signature;

use crate::context::Readings;
use concord_diagnostics::Span;
use concord_document::{Block, BlockKind, Content, DefinitionItem, Inline, ListItem, Table, TableRow, walk};
use concord_publication::Text;
use sections::{ids, sections};
use sequence::Step;
use shape::{excerpt, shape};
use shorter::Told;
use std::collections::BTreeSet;

/// One side of a pair: whose text is meant.
#[derive(Clone, Debug)]
pub(crate) struct Side<'a> {
    /// What the text stands in: a block, a row's cell.
    pub(crate) span: Span,
    /// The blocks whose own text is meant, or only one list of inlines of a block, such as a table's cell, by its number.
    /// More than one only where a whole cannot be compared part by part.
    pub(crate) texts: Vec<(&'a Block, Option<usize>)>,
}

/// A text and its translation.
#[derive(Clone, Debug)]
pub(crate) struct Pair<'a> {
    pub(crate) source: Side<'a>,
    pub(crate) translation: Side<'a>,
}

/// What is beside what, and where it is not.
#[derive(Debug, Default)]
pub(crate) struct Alignment<'a> {
    pub(crate) pairs: Vec<Pair<'a>>,
    /// Pairs of which the translation is a copy that waits to be translated: rules compare nothing with it.
    pub(crate) open: Vec<Pair<'a>>,
    /// Headings, paragraphs, whole lists, tables, pictures and shorter words: what is recorded and carried over as one.
    pub(crate) units: Vec<(&'a Block, &'a Block)>,
    pub(crate) differences: Vec<Difference>,
}

/// Lays a translated text beside its source.
pub(crate) fn align<'a>(source: &'a Text, translation: &'a Text, readings: &Readings<'a>) -> Alignment<'a> {
    let mut aligner = Aligner { readings, alignment: Alignment::default(), is_in_unit: false };
    let beginnings = (beginning(source), beginning(translation));
    let (blocks, translated) = (&source.content.blocks, &translation.content.blocks);
    let (sections, translated_sections) = (sections(blocks), sections(translated));
    if ids(&sections) == ids(&translated_sections) {
        for (section, translated) in sections.into_iter().zip(translated_sections) {
            aligner.blocks(section, translated, beginnings);
        }
    } else {
        aligner.blocks(blocks, translated, beginnings);
    }
    aligner.notes(&source.content, &translation.content);
    aligner.alignment
}

/// The place that stands for a whole text.
pub(crate) fn beginning(text: &Text) -> Span {
    text.content.blocks.first().map_or(Span::new(text.source, 0..0), |block| block.span)
}

impl<'a> Side<'a> {
    fn block(block: &'a Block) -> Self {
        Self { span: block.span, texts: vec![(block, None)] }
    }

    fn part(block: &'a Block, part: usize, span: Span) -> Self {
        Self { span, texts: vec![(block, Some(part))] }
    }

    /// The lists of inlines that are meant.
    pub(crate) fn lists(&self) -> Vec<&'a [Inline]> {
        let of_text = |(block, part): &(&'a Block, Option<usize>)| {
            let part = *part;
            let lists = walk::inline_lists(block).into_iter().enumerate();
            lists.filter(move |(number, _)| part.is_none_or(|part| part == *number)).map(|(_, list)| list)
        };
        self.texts.iter().flat_map(of_text).collect()
    }
}

/// What siblings are told apart by.
struct Item {
    signature: Signature,
    /// In words: items of the same words can stand for each other without a difference.
    shape: String,
    /// The marks that the words are made of, where one of them may be wrong alone.
    marks: Vec<(MarkKind, String)>,
    /// Items of one class can stand for each other, if with a difference.
    class: &'static str,
    span: Span,
    /// Its first words.
    excerpt: String,
}

impl Item {
    fn score(&self, other: &Self) -> Option<f32> {
        if self.class != other.class {
            return None;
        }
        let form = if self.shape == other.shape { 0.4 } else { 0.0 };
        let (nearness, likeness) =
            (self.signature.nearness(&other.signature), self.signature.likeness(&other.signature));
        Some(form - 0.2 + 0.3 * nearness + 1.5 * likeness)
    }

    fn likeness(&self, other: &Self) -> f32 {
        self.signature.likeness(&other.signature)
    }
}

/// How much more alike two pairs must be crosswise than straight to be taken for exchanged.
const EXCHANGED: f32 = 0.4;
/// How alike what is missing here and too much there must be to be taken for one.
const MOVED: f32 = 0.45;
/// Longer lists are not searched for exchanged items, as every pair of pairs is looked at.
const MOST_EXCHANGED: usize = 200;

struct Aligner<'r, 'a> {
    readings: &'r Readings<'a>,
    alignment: Alignment<'a>,
    /// Whether what is looked at stands in a unit.
    is_in_unit: bool,
}

impl<'a> Aligner<'_, 'a> {
    /// `owners` are the places of what holds the blocks, for what is missing from a list that is empty.
    fn blocks(&mut self, source: &'a [Block], translation: &'a [Block], owners: (Span, Span)) {
        let (source, translation) = (Told::of(source), Told::of(translation));
        let items = |told: &Told<'a>| told.blocks.iter().map(|block| self.item(block)).collect::<Vec<_>>();
        let (items, translated) = (items(&source), items(&translation));
        for (one, other) in self.sequence(&items, &translated, owners) {
            self.inside(source.blocks[one], translation.blocks[other]);
            for (shorter, translated) in source.shorter[one].iter().zip(&translation.shorter[other]) {
                self.inside(shorter, translated);
            }
        }
    }

    fn item(&self, block: &'a Block) -> Item {
        Item {
            signature: self.signature(std::slice::from_ref(block)),
            shape: shape(block),
            marks: shape::marks(block),
            class: shape::class(block),
            span: block.span,
            excerpt: excerpt(block),
        }
    }

    /// Of blocks with all that is in them.
    fn signature(&self, blocks: &'a [Block]) -> Signature {
        let mut parts = Vec::new();
        walk::blocks(blocks, &mut |block| {
            parts.extend(self.readings.get(block).map(|reading| &reading.signature));
        });
        match parts.as_slice() {
            [one] => (*one).clone(),
            parts => Signature::joined(parts.iter().copied()),
        }
    }

    /// Aligns siblings, notes where they differ, and gives those that stand for each other.
    fn sequence(
        &mut self,
        source: &[Item],
        translation: &[Item],
        owners: (Span, Span),
    ) -> Vec<(usize, usize)> {
        let steps = sequence::align(source.len(), translation.len(), |one, other| {
            source[one].score(&translation[other])
        });
        let moved = moved(source, translation, &steps);
        let exchanged = exchanged(source, translation, &steps);
        let counterpart = |list: &[(usize, usize)], one: usize| {
            list.iter().find(|(first, _)| *first == one).map(|(_, other)| *other)
        };
        let is_missing = |step: Step| match step {
            Step::First(one) => Some(one).filter(|one| counterpart(&moved, *one).is_none()),
            _ => None,
        };
        let is_extra = |step: Step| match step {
            Step::Second(other) => Some(other).filter(|other| !moved.iter().any(|(_, moved)| moved == other)),
            _ => None,
        };
        let mut pairs = Vec::new();
        let mut last = owners;
        let mut at = 0;
        while let Some(step) = steps.get(at).copied() {
            match step {
                Step::Both(one, straight) => {
                    let other = counterpart(&exchanged, one).unwrap_or(straight);
                    if other != straight {
                        self.differ(DifferenceKind::Moved, &source[one], &translation[other]);
                    }
                    if source[one].shape != translation[other].shape {
                        self.differ(DifferenceKind::Changed, &source[one], &translation[other]);
                    }
                    last = (source[one].span, translation[straight].span);
                    pairs.push((one, other));
                }
                Step::First(one) => match counterpart(&moved, one) {
                    Some(other) => {
                        self.differ(DifferenceKind::Moved, &source[one], &translation[other]);
                        pairs.push((one, other));
                    }
                    None => {
                        let count = run(&steps[at..], is_missing);
                        self.missing(&source[one..one + count], last.1);
                        at += count - 1;
                    }
                },
                Step::Second(other) => {
                    if is_extra(step).is_some() {
                        let count = run(&steps[at..], is_extra);
                        self.extra(&translation[other..other + count], last.0);
                        at += count - 1;
                    }
                }
            }
            at += 1;
        }
        pairs
    }

    fn inside(&mut self, block: &'a Block, translated: &'a Block) {
        let is_in_unit = self.is_in_unit;
        if !is_in_unit && (block.is_shorter() || !matches!(block.kind, BlockKind::Container { .. })) {
            self.alignment.units.push((block, translated));
            self.is_in_unit = true;
        }
        self.parts(block, translated);
        self.is_in_unit = is_in_unit;
    }

    fn parts(&mut self, block: &'a Block, translated: &'a Block) {
        let owners = (block.span, translated.span);
        match (&block.kind, &translated.kind) {
            (BlockKind::List { items, .. }, BlockKind::List { items: translated, .. }) => {
                self.list(items, translated, owners);
            }
            (BlockKind::DefinitionList(items), BlockKind::DefinitionList(others)) => {
                self.definitions((block, items), (translated, others));
            }
            (BlockKind::Table(table), BlockKind::Table(other)) => {
                self.table((block, table), (translated, other));
            }
            _ => {
                self.pair(Side::block(block), Side::block(translated));
                for (inner, inner_translated) in
                    walk::children(block).into_iter().zip(walk::children(translated))
                {
                    self.blocks(inner, inner_translated, owners);
                }
            }
        }
    }

    fn pair(&mut self, source: Side<'a>, translation: Side<'a>) {
        self.alignment.pairs.push(Pair { source, translation });
    }

    fn list(&mut self, source: &'a [ListItem], translation: &'a [ListItem], owners: (Span, Span)) {
        let items = |list: &'a [ListItem]| {
            let item = |item: &'a ListItem| Item {
                signature: self.signature(&item.blocks),
                shape: "an item".to_owned(),
                marks: Vec::new(),
                class: "item",
                span: item.span,
                excerpt: item.blocks.first().map(excerpt).unwrap_or_default(),
            };
            list.iter().map(item).collect::<Vec<_>>()
        };
        let (items, translated) = (items(source), items(translation));
        for (one, other) in self.sequence(&items, &translated, owners) {
            let spans = (source[one].span, translation[other].span);
            self.blocks(&source[one].blocks, &translation[other].blocks, spans);
        }
    }

    fn table(
        &mut self,
        (block, table): (&'a Block, &'a Table),
        (other_block, other): (&'a Block, &'a Table),
    ) {
        let owners = (block.span, other_block.span);
        let rows = |block: &'a Block, table: &'a Table| {
            let mut first = table.head.cells.len();
            let mut items = Vec::new();
            for row in &table.rows {
                items.push(self.row(block, row, first));
                first += row.cells.len();
            }
            items
        };
        let (items, others) = (rows(block, table), rows(other_block, other));
        let pairs = self.sequence(&items, &others, owners);
        if table.alignments.len() != other.alignments.len() {
            // The cells cannot be told apart; the tables are compared as wholes, and the difference was noted.
            self.pair(Side::block(block), Side::block(other_block));
            return;
        }
        let columns = table.alignments.len();
        self.cells((block, &table.head, 0), (other_block, &other.head, 0));
        for (one, two) in pairs {
            let (first, second) = ((one + 1) * columns, (two + 1) * columns);
            self.cells((block, &table.rows[one], first), (other_block, &other.rows[two], second));
        }
    }

    fn row(&self, block: &'a Block, row: &'a TableRow, first: usize) -> Item {
        let lists: Vec<&[Inline]> = row.cells.iter().map(|cell| cell.content.as_slice()).collect();
        let parts = first..first + row.cells.len();
        let values = self.readings.get(block).into_iter().flat_map(|reading| {
            let parts = parts.clone();
            reading.values.iter().filter(move |value| parts.contains(&reading.runs[value.run].part))
        });
        let words = lists.iter().map(|list| walk::plain_text(list)).find(|words| !words.trim().is_empty());
        Item {
            signature: Signature::of_text(&lists, values),
            shape: "a row".to_owned(),
            marks: Vec::new(),
            class: "row",
            span: row.span,
            excerpt: shape::shortened(&words.unwrap_or_default()),
        }
    }

    fn cells(
        &mut self,
        (block, row, first): (&'a Block, &'a TableRow, usize),
        (other_block, other, second): (&'a Block, &'a TableRow, usize),
    ) {
        for (column, (cell, translated)) in row.cells.iter().zip(&other.cells).enumerate() {
            let cell_item = |content: &[Inline], span| Item {
                signature: Signature::default(),
                shape: "the text of a cell".to_owned(),
                marks: Vec::new(),
                class: "cell",
                span,
                excerpt: shape::shortened(&walk::plain_text(content)),
            };
            match (cell.content.is_empty(), translated.content.is_empty()) {
                (false, true) => self.missing(&[cell_item(&cell.content, cell.span)], translated.span),
                (true, false) => self.extra(&[cell_item(&translated.content, translated.span)], cell.span),
                _ => self.pair(
                    Side::part(block, first + column, cell.span),
                    Side::part(other_block, second + column, translated.span),
                ),
            }
        }
    }

    /// Lists of terms stand in the order of each language's alphabet. Terms that can be told are compared with their own;
    /// the rest are compared together.
    fn definitions(
        &mut self,
        (block, source): (&'a Block, &'a [DefinitionItem]),
        (other_block, translation): (&'a Block, &'a [DefinitionItem]),
    ) {
        let items =
            |list: &'a [DefinitionItem]| list.iter().map(|item| self.definition(item)).collect::<Vec<_>>();
        let (items, others) = (items(source), items(translation));
        let (certain, likely) = terms(&items, &others);
        for (one, other) in &certain {
            let spans = (source[*one].span, translation[*other].span);
            self.pair(Side::part(block, *one, spans.0), Side::part(other_block, *other, spans.1));
            self.blocks(&source[*one].blocks, &translation[*other].blocks, spans);
        }
        let whole = |block: &'a Block, list: &'a [DefinitionItem], places: Vec<usize>| {
            let mut texts = Vec::new();
            for place in places {
                texts.push((block, Some(place)));
                walk::blocks(&list[place].blocks, &mut |inner| texts.push((inner, None)));
            }
            Side { span: block.span, texts }
        };
        if !likely.is_empty() {
            let first = whole(block, source, likely.iter().map(|(one, _)| *one).collect());
            let second = whole(other_block, translation, likely.iter().map(|(_, other)| *other).collect());
            self.pair(first, second);
        }
        let is_paired = |at: usize, of: fn(&(usize, usize)) -> usize| {
            certain.iter().chain(&likely).any(|pair| of(pair) == at)
        };
        for (at, item) in items.iter().enumerate().filter(|(at, _)| !is_paired(*at, |pair| pair.0)) {
            let before = at.checked_sub(1).and_then(|before| certain.iter().find(|pair| pair.0 == before));
            let place = before.map_or(other_block.span, |pair| translation[pair.1].span);
            self.missing(std::slice::from_ref(item), place);
        }
        for (_, item) in others.iter().enumerate().filter(|(at, _)| !is_paired(*at, |pair| pair.1)) {
            self.extra(std::slice::from_ref(item), block.span);
        }
    }

    fn definition(&self, item: &'a DefinitionItem) -> Item {
        Item {
            signature: self.signature(&item.blocks),
            shape: "a term".to_owned(),
            marks: Vec::new(),
            class: "term",
            span: item.span,
            excerpt: shape::shortened(&walk::plain_text(&item.term)),
        }
    }

    fn notes(&mut self, source: &'a Content, translation: &'a Content) {
        // A note is recorded as one, whatever it holds.
        self.is_in_unit = true;
        let labels: BTreeSet<&String> = source.notes.keys().chain(translation.notes.keys()).collect();
        for label in labels {
            // Notes that only one side has are seen at the place that calls them.
            if let (Some(note), Some(translated)) = (source.notes.get(label), translation.notes.get(label)) {
                self.blocks(&note.blocks, &translated.blocks, (note.span, translated.span));
            }
        }
        self.is_in_unit = false;
    }

    fn missing(&mut self, items: &[Item], translation: Span) {
        let Some(first) = items.first() else { return };
        let (expected, found) = (several(items), "nothing".to_owned());
        let (kind, source) = (DifferenceKind::Missing, first.span);
        let difference = Difference { kind, expected, found, source, translation, mark: None };
        self.alignment.differences.push(difference);
    }

    fn extra(&mut self, items: &[Item], source: Span) {
        let Some(first) = items.first() else { return };
        let (expected, found) = ("nothing".to_owned(), several(items));
        let (kind, translation) = (DifferenceKind::Extra, first.span);
        let difference = Difference { kind, expected, found, source, translation, mark: None };
        self.alignment.differences.push(difference);
    }

    fn differ(&mut self, kind: DifferenceKind, one: &Item, other: &Item) {
        let (expected, found) = match kind {
            DifferenceKind::Changed => (one.shape.clone(), other.shape.clone()),
            _ => (several(std::slice::from_ref(one)), several(std::slice::from_ref(other))),
        };
        let (source, translation) = (one.span, other.span);
        let mark = shape::differing_mark(&one.marks, &other.marks);
        self.alignment.differences.push(Difference { kind, expected, found, source, translation, mark });
    }
}

/// How many steps from here on are of one kind and follow each other.
fn run(steps: &[Step], place: impl Fn(Step) -> Option<usize>) -> usize {
    let mut places = steps.iter().map(|step| place(*step));
    let Some(mut last) = places.next().flatten() else { return 1 };
    let mut count = 1;
    for next in places {
        if next != Some(last + 1) {
            break;
        }
        (last, count) = (last + 1, count + 1);
    }
    count
}

/// In words what is missing or too much, with its first words.
fn several(items: &[Item]) -> String {
    let Some((first, rest)) = items.split_first() else { return String::new() };
    let quoted = match first.excerpt.as_str() {
        "" => String::new(),
        words => format!(" `{words}`"),
    };
    let what = format!("{}{quoted}", first.shape);
    match (rest.len(), first.class) {
        (0, _) => what,
        (1, "heading") => format!("{what} with the block below it"),
        (more, "heading") => format!("{what} with the {more} blocks below it"),
        (1, _) => format!("{what} and what follows it"),
        (more, _) => format!("{what} and {more} more"),
    }
}

/// What is missing in one place and too much in another.
fn moved(source: &[Item], translation: &[Item], steps: &[Step]) -> Vec<(usize, usize)> {
    let missing: Vec<usize> =
        steps.iter().filter_map(|step| if let Step::First(one) = step { Some(*one) } else { None }).collect();
    let mut extra: Vec<usize> = steps
        .iter()
        .filter_map(|step| if let Step::Second(other) = step { Some(*other) } else { None })
        .collect();
    let mut moved = Vec::new();
    if missing.len().saturating_mul(extra.len()) > MOST_EXCHANGED * MOST_EXCHANGED {
        return moved;
    }
    for one in missing {
        let item = &source[one];
        let alike = |other: &usize| {
            let other = &translation[*other];
            let is_telling = item.signature.is_telling() && other.signature.is_telling();
            if item.class == other.class && is_telling { item.likeness(other) } else { 0.0 }
        };
        let best = extra.iter().enumerate().max_by(|(_, a), (_, b)| alike(a).total_cmp(&alike(b)));
        if let Some((at, other)) = best.filter(|(_, other)| alike(other) >= MOVED) {
            moved.push((one, *other));
            extra.remove(at);
        }
    }
    moved
}

/// Items that stand for each other crosswise, each with its own counterpart.
fn exchanged(source: &[Item], translation: &[Item], steps: &[Step]) -> Vec<(usize, usize)> {
    let pairs: Vec<(usize, usize)> = steps
        .iter()
        .filter_map(|step| if let Step::Both(one, other) = step { Some((*one, *other)) } else { None })
        .collect();
    let mut exchanged: Vec<(usize, usize)> = Vec::new();
    if pairs.len() > MOST_EXCHANGED {
        return exchanged;
    }
    let straight: Vec<f32> =
        pairs.iter().map(|(one, other)| source[*one].likeness(&translation[*other])).collect();
    for (at, (one, other)) in pairs.iter().enumerate() {
        for (behind, (next, next_other)) in pairs.iter().enumerate().skip(at + 1) {
            let is_taken = exchanged.iter().any(|(known, _)| known == one || known == next);
            let items = [&source[*one], &source[*next], &translation[*other], &translation[*next_other]];
            let is_told =
                items.iter().all(|item| item.class == items[0].class && item.signature.is_telling());
            if is_taken || !is_told {
                continue;
            }
            let crosswise = [items[0].likeness(items[3]), items[1].likeness(items[2])];
            // One name that happens to stand in both is not enough: each must be better off with the other's counterpart.
            let both_gain = crosswise[0] > straight[at] && crosswise[1] > straight[behind];
            let is_certain = crosswise.iter().all(|likeness| *likeness > EXCHANGED / 4.0);
            let gain = crosswise[0] + crosswise[1] - straight[at] - straight[behind];
            if both_gain && is_certain && gain > EXCHANGED {
                exchanged.push((*one, *next_other));
                exchanged.push((*next, *other));
            }
        }
    }
    exchanged
}

/// Pairs of items by their places.
type Places = Vec<(usize, usize)>;

/// Terms that are certainly the same, and the likeliest pairs of the rest.
fn terms(source: &[Item], translation: &[Item]) -> (Places, Places) {
    let mut open: Vec<usize> = (0..translation.len()).collect();
    let mut certain = Vec::new();
    let mut rest = Vec::new();
    for (one, item) in source.iter().enumerate() {
        match open.iter().position(|other| translation[*other].excerpt == item.excerpt) {
            Some(at) => certain.push((one, open.remove(at))),
            None => rest.push(one),
        }
    }
    let mut scored: Vec<(f32, usize, usize)> = Vec::new();
    if rest.len().saturating_mul(open.len()) <= MOST_EXCHANGED * MOST_EXCHANGED {
        for one in &rest {
            scored
                .extend(open.iter().map(|other| (source[*one].likeness(&translation[*other]), *one, *other)));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut likely: Vec<(usize, usize)> = Vec::new();
    for (likeness, one, other) in scored {
        if certain.iter().chain(&likely).any(|pair| pair.0 == one || pair.1 == other) {
            continue;
        }
        if likeness >= MOVED { certain.push((one, other)) } else { likely.push((one, other)) }
    }
    (certain, likely)
}
