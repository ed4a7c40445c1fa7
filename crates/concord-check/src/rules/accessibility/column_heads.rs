//! Columns of tables have heads.
//!
//! **What.** Every cell of a table's head has words. The first may have none where the column below has: it is the corner
//! between the names of the rows and those of the columns.
//!
//! **Why.** Read aloud, every cell is announced with the head of its column.
//!
//! **How to mend.** Name the column in one or two words.

use super::headings::has_words;
use crate::Context;
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{BlockKind, Table};

/// Looks at every table of every language.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for text in context.texts.iter() {
        for reading in &text.blocks {
            if let BlockKind::Table(table) = &reading.block.kind {
                diagnostics.extend(without_head(table).into_iter().map(|(column, span)| {
                    let language = &text.manuscript.language;
                    let message = format!(
                        "column {column} of a table in {language} has no head",
                        language = wording::language(language)
                    );
                    Diagnostic::new(Code::MISSING_COLUMN_HEAD, message)
                        .at(span, format!("nothing above column {column}"))
                        .help("name the column in one or two words")
                }));
            }
        }
    }
    diagnostics
}

/// The columns, counted from 1, with the places of their heads.
fn without_head(table: &Table) -> Vec<(usize, Span)> {
    let is_corner = |column: usize| {
        column == 0
            && table.rows.iter().any(|row| row.cells.first().is_some_and(|cell| has_words(&cell.content)))
    };
    let cells = table.head.cells.iter().enumerate();
    let empty = cells.filter(|(column, cell)| !has_words(&cell.content) && !is_corner(*column));
    empty
        .map(|(column, cell)| {
            let is_place = !cell.span.range().is_empty();
            (column + 1, if is_place { cell.span } else { table.head.span })
        })
        .collect()
}
