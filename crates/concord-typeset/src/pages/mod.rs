//! Columns into pages: where pages end, what stands at their foot and in their margins.

mod art;
mod columns;
mod contents;
mod furniture;
mod looseness;
mod margin;
mod paginate;
mod place;
mod sections;
mod trace;

pub(crate) use place::Pages;
pub(crate) use sections::set_document;
pub(crate) use trace::in_order;
