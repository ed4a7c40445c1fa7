//! The geometry of tables and the headers of their cells (ISO 14289-1, 7.2 and 7.5).
//!
//! The first row says how many columns a table has. The grid is never laid out: a column remembers only down to which row
//! it is taken, so that a cell may span any number of rows.

use crate::attributes;
use crate::file::File;
use crate::nesting::kids;
use crate::rules::{self, Rule};
use crate::structure::Tree;
use concord_pdf::lopdf::{Dictionary, Object};
use std::collections::BTreeSet;

/// Columns that a table may have.
const MOST_COLUMNS: i64 = 100_000;

/// A cell at its place in the grid.
struct Cell {
    element: usize,
    row: i64,
    column: usize,
}

/// Judges a table.
pub(crate) fn judge(file: &File, tree: &Tree, table: usize) {
    let rows = rows(file, tree, table);
    let Some(first) = rows.first() else { return };
    let columns =
        first.iter().fold(0_i64, |sum, cell| sum.saturating_add(span(file, tree, *cell, "ColSpan")));
    if columns > MOST_COLUMNS {
        file.unread(format!("a table of {columns} columns ({})", tree.place(file, table)));
        return;
    }
    let grid = Grid { file, tree, table, until: vec![(0, 0); usize::try_from(columns).unwrap_or(0)] };
    if let Some(cells) = grid.place(&rows) {
        headers(file, tree, &cells);
    }
}

/// The rows of a table with their cells.
fn rows(file: &File, tree: &Tree, table: usize) -> Vec<Vec<usize>> {
    let mut rows = Vec::new();
    for kid in kids(file, tree, table) {
        match tree.elements[kid].standard {
            Some("TR") => rows.push(kid),
            Some("THead" | "TBody" | "TFoot") => {
                let inner = kids(file, tree, kid).into_iter();
                rows.extend(inner.filter(|row| tree.elements[*row].standard == Some("TR")));
            }
            _ => {}
        }
    }
    let is_cell = |cell: &usize| matches!(tree.elements[*cell].standard, Some("TH" | "TD"));
    rows.into_iter().map(|row| kids(file, tree, row).into_iter().filter(is_cell).collect()).collect()
}

/// How many columns or rows a cell spans: no columns if it says so, but at least one row.
fn span(file: &File, tree: &Tree, cell: usize, key: &str) -> i64 {
    let entries = tree.elements[cell].entries;
    let number = attributes::find(file, entries, b"Table", key, |value| value.as_i64().ok()).unwrap_or(1);
    if number < 1 {
        file.find(&rules::UNCOVERED_SPAN, tree.place(file, cell), format!("`{key}` is {number}"));
    }
    number.max(if key == "ColSpan" { 0 } else { 1 })
}

struct Grid<'f, 'o> {
    file: &'f File<'o>,
    tree: &'f Tree<'o>,
    table: usize,
    /// For each column the first row in which it is free again, and the cell that takes it.
    until: Vec<(i64, usize)>,
}

impl Grid<'_, '_> {
    fn find(&self, rule: &'static Rule, element: usize, message: String) {
        self.file.find(rule, self.tree.place(self.file, element), message);
    }

    /// Puts every cell into its place; `None` where one does not fit.
    fn place(mut self, rows: &[Vec<usize>]) -> Option<Vec<Cell>> {
        let height = self.height(rows);
        let mut cells = Vec::new();
        let mut short: Option<i64> = None;
        for (row, of_row) in (0..).zip(rows) {
            if of_row.is_empty() && !self.until.is_empty() {
                self.short(row);
                return None;
            }
            let mut column = 0;
            for cell in of_row {
                let (at, next) = self.cell(row, column, *cell, height)?;
                cells.push(Cell { element: *cell, row, column: at });
                column = next;
            }
            if !self.file.spend(self.until.len() + 1) {
                return None;
            }
            if short.is_none() && self.until.iter().any(|(free, _)| *free <= row) {
                short = Some(row);
            }
        }
        let reached = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let free = self.until.iter().map(|(free, _)| *free).min().filter(|free| *free < height);
        match short.or(free.map(|free| free.max(reached))) {
            Some(row) => {
                self.short(row);
                None
            }
            None => Some(cells),
        }
    }

    fn short(&self, row: i64) {
        let message = format!(
            "row {} is shorter than the first, which has {}",
            row.saturating_add(1),
            self.until.len()
        );
        self.find(&rules::C7_2_T43, self.table, message);
    }

    /// The rows of a table, as the first cells of its rows count them.
    fn height(&self, rows: &[Vec<usize>]) -> i64 {
        let mut height = 0_i64;
        let mut at = 0_usize;
        while let Some(row) = rows.get(at) {
            let span = row.first().map_or(1, |cell| span(self.file, self.tree, *cell, "RowSpan"));
            height = height.saturating_add(span);
            at = at.saturating_add(usize::try_from(span).unwrap_or(usize::MAX));
        }
        height
    }

    /// Puts a cell into the first free column, and says in which it stands and which follows it.
    fn cell(&mut self, row: i64, from: usize, cell: usize, height: i64) -> Option<(usize, usize)> {
        let wide = usize::try_from(span(self.file, self.tree, cell, "ColSpan")).unwrap_or(usize::MAX);
        let high = span(self.file, self.tree, cell, "RowSpan");
        let free = |column: &usize| self.until.get(*column).is_none_or(|(free, _)| *free <= row);
        let column = (from..=self.until.len()).find(free).unwrap_or(from);
        let end = column.saturating_add(wide);
        if end > self.until.len() {
            let message =
                format!("row {} reaches beyond the {} columns of the first", row + 1, self.until.len());
            self.find(&rules::C7_2_T42, self.table, message);
            return None;
        }
        if row.saturating_add(high) > height {
            let message = format!("column {} reaches below the last of {height} rows", column + 1);
            self.find(&rules::C7_2_T41, self.table, message);
            return None;
        }
        if let Some((_, other)) = self.until[column..end].iter().find(|(free, _)| *free > row) {
            for one in [cell, *other] {
                self.find(&rules::C7_2_T15, one, format!("it overlaps another cell in row {}", row + 1));
            }
            return None;
        }
        self.until[column..end].fill((row.saturating_add(high), cell));
        Some((column, end))
    }
}

/// ISO 14289-1, 7.5: where not every TH has a scope, the other cells name their headers.
fn headers(file: &File, tree: &Tree, cells: &[Cell]) {
    let kind = |cell: &Cell| tree.elements[cell.element].standard;
    let entries = |cell: &Cell| tree.elements[cell.element].entries;
    let has_scope = |cell: &Cell| {
        attributes::find(file, entries(cell), b"Table", "Scope", |value| value.as_name().ok()).is_some()
    };
    let mut titles = cells.iter().filter(|cell| kind(cell) == Some("TH"));
    if titles.clone().all(has_scope) {
        return;
    }
    let known: BTreeSet<String> = titles
        .by_ref()
        .filter_map(|cell| file.text(entries(cell), "ID"))
        .filter(|id| !id.is_empty())
        .collect();
    for cell in cells.iter().filter(|cell| kind(cell) == Some("TD") && (cell.row, cell.column) != (0, 0)) {
        let named = named_headers(file, entries(cell));
        let unknown: Vec<&str> =
            named.iter().filter(|name| !known.contains(*name)).map(String::as_str).collect();
        let place = || tree.place(file, cell.element);
        if !unknown.is_empty() {
            let unknown = crate::language::shorten(&unknown.join(", "));
            file.find(&rules::C7_5_T2, place(), format!("no TH of the table has the `ID` {unknown}"));
        } else if named.is_empty() {
            file.find(&rules::C7_5_T1, place(), "no header is connected with the cell");
        } else {
            continue;
        }
        // The others of the table are likely to have the same fault.
        return;
    }
}

fn named_headers(file: &File, cell: &Dictionary) -> Vec<String> {
    let names = |value: &Object| {
        let names = value.as_array().ok()?.iter().filter_map(|name| {
            let bytes = file.objects.resolve(name)?.as_str().ok()?;
            Some(concord_pdf::text(bytes))
        });
        Some(names.take(1_000).collect())
    };
    attributes::find(file, cell, b"Table", "Headers", names).unwrap_or_default()
}
