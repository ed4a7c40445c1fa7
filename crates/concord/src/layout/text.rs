//! The report for people.

use super::{EditionLayout, by_document, rows, wrapped_labels};
use concord_pages::layout::ColumnKind;
use concord_pages::quality::{Fault, FaultKind, PageQuality, Quality, SectionQuality, Spread};
use std::fmt::Write;

/// The width of a section's title in tables, in characters.
const TITLE: usize = 34;

pub(super) fn report(editions: &[EditionLayout]) -> String {
    let mut out = String::new();
    for edition in editions {
        self::edition(&mut out, edition);
    }
    for (document, editions) in by_document(editions) {
        across(&mut out, document, &editions);
    }
    out
}

// A string takes no error from writing.

fn edition(out: &mut String, edition: &EditionLayout) {
    let quality = &edition.quality;
    let lines: usize = quality.pages.iter().map(|page| page.lines).sum();
    let hyphens: usize = quality.pages.iter().map(|page| page.hyphens).sum();
    let _ = writeln!(
        out,
        "{}: {} pages, {lines} lines, {:.1} % of them end in hyphens",
        edition.file,
        quality.pages.len(),
        100.0 * hyphens as f32 / lines.max(1) as f32
    );
    if let Some(remedy) = edition.remedy {
        let _ = writeln!(out, "  to keep its number of pages: {}", remedy.words());
    }
    if let Some(ratios) = &quality.ratios {
        let _ = writeln!(out, "  spaces of {} justified lines: {}", ratios.count, quantiles(ratios));
    }
    let _ = writeln!(out, "  {}", counts(quality));
    let (level, going_on) = quality.level_pages();
    if going_on > 0 {
        let _ = writeln!(out, "  {level} of {going_on} pages whose section goes on reach their foot");
    }
    let _ = writeln!(
        out,
        "  {:>4} {:<10} {:>5} {:>5} {:>5} {:>6} {:>6} {:>6} {:>5} {:>6} {:>5} {:>5} {:>5}",
        "page",
        "section",
        "used",
        "of",
        "fill",
        "left",
        "right",
        "margin",
        "lines",
        "hyphen",
        "5 %",
        "50 %",
        "95 %"
    );
    for (number, page) in quality.pages.iter().enumerate() {
        let _ = writeln!(out, "{}", page_row(quality, number, page));
    }
    for fault in &quality.faults {
        let _ = writeln!(out, "  page {}: {}", fault.page + 1, told(fault));
    }
    for label in &quality.wrapped_labels {
        let _ = writeln!(out, "  page {}: wrapped label: {}", label.page + 1, label.lines.join(" / "));
    }
    out.push('\n');
}

fn quantiles(spread: &Spread) -> String {
    let named = Spread::SHARES.iter().zip(spread.quantiles);
    let named = named.map(|(share, value)| format!("{:.0} % {value:+.2}", share * 100.0));
    named.collect::<Vec<_>>().join(", ")
}

fn counts(quality: &Quality) -> String {
    let counts = FaultKind::ALL.map(|kind| (kind.name(), quality.count(kind)));
    let found = counts.iter().filter(|(_, count)| *count > 0);
    let found: Vec<String> = found.map(|(name, count)| format!("{name} {count}")).collect();
    if found.is_empty() { "no faults".to_owned() } else { found.join(", ") }
}

fn page_row(quality: &Quality, number: usize, page: &PageQuality) -> String {
    let column = |kind: ColumnKind| {
        let found = page.columns.iter().find(|column| column.kind == kind);
        found.map_or(String::new(), |column| format!("{:.0}", column.used))
    };
    let section = page.section.and_then(|at| quality.sections.get(at));
    let kind = section.map_or("", |section| section.kind.name());
    let ratio =
        |at: usize| page.ratios.as_ref().map_or(String::new(), |it| format!("{:+.2}", it.quantiles[at]));
    let is_filled = section.is_some_and(|section| section.kind.is_filled());
    let shown = |figure: String| if is_filled { figure } else { "-".to_owned() };
    format!(
        "  {:>4} {:<10} {:>5} {:>5} {:>5} {:>6} {:>6} {:>6} {:>5} {:>6} {:>5} {:>5} {:>5}",
        number + 1,
        kind,
        shown(format!("{:.0}", page.used)),
        shown(format!("{:.0}", page.available)),
        shown(format!("{:.0}%", page.fill() * 100.0)),
        column(ColumnKind::Beside(0)),
        column(ColumnKind::Beside(1)),
        column(ColumnKind::Margin),
        page.lines,
        page.hyphens,
        ratio(1),
        ratio(3),
        ratio(5)
    )
    .trim_end()
    .to_owned()
}

fn told(fault: &Fault) -> String {
    let amount = match fault.kind {
        FaultKind::Widow | FaultKind::Orphan => String::new(),
        FaultKind::StrandedHeading | FaultKind::Ladder | FaultKind::River => {
            format!(" ({} lines)", fault.amount)
        }
        FaultKind::Overfull | FaultKind::Overlap | FaultKind::OffSheet => {
            format!(" ({:.1} points)", fault.amount)
        }
        FaultKind::Underfull => format!(" (ratio {:.2})", fault.amount),
        FaultKind::ShortLastLine => format!(" ({:.1} em)", fault.amount),
    };
    format!("{}{amount}: {}", fault.kind.name(), fault.words)
}

/// Sections by language: the first page, the number of pages, how full the last one is, and labels that took more than
/// one line.
fn across(out: &mut String, document: &str, editions: &[&EditionLayout]) {
    let _ = writeln!(
        out,
        "{document} in {} languages: first page, pages, fill of the last, wrapped labels",
        editions.len()
    );
    let head: String = editions.iter().map(|edition| format!("  {:<18}", edition.language)).collect();
    let _ = writeln!(out, "  {:<10} {:<TITLE$} {}", "section", "title", head.trim_end());
    for row in rows(editions) {
        let first = row.iter().flatten().next();
        let (kind, title) = first.map_or(("", ""), |section| (section.kind.name(), section.title.as_str()));
        let title: String = title.chars().take(TITLE).collect();
        let cells: String =
            row.iter().zip(editions).map(|(section, edition)| cell(*section, &edition.quality)).collect();
        let _ = writeln!(out, "  {kind:<10} {title:<TITLE$} {}", cells.trim_end());
    }
    out.push('\n');
}

fn cell(section: Option<&SectionQuality>, quality: &Quality) -> String {
    let Some(section) = section else { return format!("  {:<18}", "none") };
    let (first, pages, fill) = (section.first_page + 1, section.pages, section.last_fill * 100.0);
    let fill = if section.kind.is_filled() { format!("{fill:.0}%") } else { "-".to_owned() };
    let wrapped = wrapped_labels(quality, section);
    format!("  {first:>4} {pages:>3} {fill:>5} {wrapped:>3}")
}
