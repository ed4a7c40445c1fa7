//! What is kept of how pages came to be, for a report of their quality.

use super::place::Pages;
use concord_pages::Item;
use concord_pages::layout::{
    ColumnKind, Layout, LineTrace, PlacedColumn, PlacedLine, PlacedSection, SectionKind,
};

impl Pages {
    /// Keeps a line that begins with an item of a mark of the page that is being filled.
    pub(super) fn trace_line(&mut self, line: LineTrace, mark: usize, item: usize) {
        let page = self.current();
        let items = self.pages[page].marks.get(mark).map(|mark| &mark.items);
        if let Some(Item::Text(run)) = items.and_then(|items| items.get(item)) {
            let start = run.origin;
            self.layout.lines.push(PlacedLine { page, mark, item, start, line });
        }
    }

    /// Keeps how far a column of the page that is being filled reaches.
    pub(super) fn trace_column(&mut self, kind: ColumnKind, x: f32, top: f32, bottom: f32) {
        let page = self.current();
        self.layout.columns.push(PlacedColumn { page, x, top, bottom, kind });
    }

    /// Keeps that a section begins on the page that is being filled.
    pub(super) fn trace_section(&mut self, kind: SectionKind) {
        let first_page = self.current();
        self.layout.sections.push(PlacedSection { kind, first_page });
    }

    /// How much is kept so far: lines, columns and notes.
    pub(super) fn traced(&self) -> [usize; 3] {
        [self.layout.lines.len(), self.layout.columns.len(), self.layout.notes.len()]
    }

    /// Forgets what was kept since.
    pub(super) fn forget_traces(&mut self, [lines, columns, notes]: [usize; 3]) {
        self.layout.lines.truncate(lines);
        self.layout.columns.truncate(columns);
        self.layout.notes.truncate(notes);
    }
}

/// The traces in the order of pages: the contents are set last.
pub(crate) fn in_order(mut layout: Layout) -> Layout {
    layout.lines.sort_by_key(|line| (line.page, line.mark, line.item));
    layout.columns.sort_by_key(|column| (column.page, column.kind));
    layout
}
