//! The report for programs. `docs/layout.md` describes it.

use super::{EditionLayout, by_document, rows, wrapped_labels};
use concord_pages::layout::{ColumnKind, LineKind};
use concord_pages::quality::{FaultKind, PageQuality, Paragraph, Quality, SectionQuality, Spread};
use serde_json::{Map, Value, json};

/// Raised when a program that reads the report would read it wrongly.
const VERSION: u32 = 1;

pub(super) fn report(editions: &[EditionLayout]) -> String {
    let documents: Map<String, Value> =
        by_document(editions).into_iter().map(|(id, editions)| (id.to_owned(), across(&editions))).collect();
    let editions: Vec<Value> = editions.iter().map(edition).collect();
    format!("{:#}\n", json!({ "version": VERSION, "editions": editions, "documents": documents }))
}

fn edition(edition: &EditionLayout) -> Value {
    let quality = &edition.quality;
    let faults = quality.faults.iter().map(|fault| {
        json!({
            "kind": fault.kind.name(), "page": fault.page + 1, "words": fault.words, "amount": round(fault.amount),
        })
    });
    let sections = quality.sections.iter().map(|it| section(quality, it));
    json!({
        "file": edition.file, "document": edition.document, "language": edition.language,
        "totals": totals(quality),
        "remedy": edition.remedy.map(|remedy| json!({ "leading": remedy.leading, "shorter": remedy.shorter })),
        "sections": sections.collect::<Vec<_>>(),
        "pages": quality.pages.iter().enumerate().map(|(at, it)| page(quality, at, it)).collect::<Vec<_>>(),
        "paragraphs": quality.paragraphs.iter().map(paragraph).collect::<Vec<_>>(),
        "faults": faults.collect::<Vec<_>>(),
        "wrapped_labels": quality.wrapped_labels.iter().map(|label| {
            json!({ "page": label.page + 1, "lines": label.lines })
        }).collect::<Vec<_>>(),
    })
}

fn totals(quality: &Quality) -> Value {
    let (level, going_on) = quality.level_pages();
    json!({
        "pages": quality.pages.len(),
        "lines": quality.pages.iter().map(|page| page.lines).sum::<usize>(),
        "hyphens": quality.pages.iter().map(|page| page.hyphens).sum::<usize>(),
        "ratios": quality.ratios.as_ref().map(spread),
        "faults": counts(|kind| quality.count(kind)),
        "wrapped_labels": quality.wrapped_labels.len(),
        "level_pages": level, "pages_that_go_on": going_on,
    })
}

fn counts(count: impl Fn(FaultKind) -> usize) -> Map<String, Value> {
    FaultKind::ALL.into_iter().map(|kind| (kind.name().to_owned(), json!(count(kind)))).collect()
}

fn section(quality: &Quality, section: &SectionQuality) -> Value {
    json!({
        "kind": section.kind.name(), "title": section.title, "first_page": section.first_page + 1,
        "pages": section.pages, "last_fill": round(section.last_fill),
        "wrapped_labels": wrapped_labels(quality, section),
    })
}

fn page(quality: &Quality, at: usize, page: &PageQuality) -> Value {
    let columns = page.columns.iter().map(|column| {
        let name = match column.kind {
            ColumnKind::Main => "main".to_owned(),
            ColumnKind::Beside(number) => format!("column-{}", number + 1),
            ColumnKind::Margin => "margin".to_owned(),
        };
        json!({ "column": name, "used": round(column.used), "available": round(column.available) })
    });
    let count = |kind| quality.faults.iter().filter(|fault| fault.page == at && fault.kind == kind).count();
    json!({
        "page": at + 1, "section": page.section, "used": round(page.used), "available": round(page.available),
        "fill": round(page.fill()), "columns": columns.collect::<Vec<_>>(), "unevenness": round(page.unevenness),
        "lines": page.lines, "hyphens": page.hyphens, "ratios": page.ratios.as_ref().map(spread),
        "faults": counts(count),
    })
}

fn paragraph(paragraph: &Paragraph) -> Value {
    let kind = match paragraph.kind {
        LineKind::Text => "text",
        LineKind::Heading => "heading",
        LineKind::Label => "label",
        LineKind::Cell => "cell",
        LineKind::Note => "note",
    };
    json!({
        "page": paragraph.page + 1, "kind": kind, "words": paragraph.words, "lines": paragraph.lines,
        "hyphens": paragraph.hyphens, "last_line": round(paragraph.last_line),
        "ratios": paragraph.ratios.as_ref().map(spread),
    })
}

fn spread(spread: &Spread) -> Value {
    json!({ "count": spread.count, "quantiles": spread.quantiles.map(round) })
}

/// The sections of a document, each with what it is in every language.
fn across(editions: &[&EditionLayout]) -> Value {
    let rows = rows(editions).into_iter().map(|row| {
        let found = row.iter().zip(editions);
        let languages: Map<String, Value> = found
            .filter_map(|(found, edition)| {
                Some((edition.language.clone(), section(&edition.quality, (*found)?)))
            })
            .collect();
        Value::Object(languages)
    });
    Value::Array(rows.collect())
}

/// Three decimals, as a number that is written short.
fn round(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}
