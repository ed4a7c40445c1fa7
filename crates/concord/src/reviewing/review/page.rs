//! The page of a review.

use super::findings::{Findings, marks};
use super::inline;
use super::rows::{Row, Section, Side, State};
use crate::plan;
use crate::report::counted;
use crate::reviewing::html::{compared, escaped, language, page as whole};
use concord_compose::Wording;
use concord_diagnostics::{Diagnostic, Sources, Span};
use concord_document::LanguageTag;
use concord_locale::Locale;
use concord_publication::Publication;
use std::collections::BTreeMap;

const STYLE: &str = "\
body { max-width: none; }
table { table-layout: fixed; }
col.place { width: 13%; } col.text { width: 32%; } col.notes { width: 23%; }
th[scope=row] { font-weight: 400; font-size: .85em; }
tr.heading td { font-weight: 700; }
tr:target th { outline: 3px solid #143f6d; outline-offset: -3px; }
.small { font-size: .8em; color: #3d4856; }
.fact { border-bottom: 2px dotted #143f6d; }
mark { background: #fff1b8; color: #1f2937; text-decoration: underline; text-decoration-thickness: 2px; }
.call { font-size: .75em; }
.state { display: inline-block; padding: 0 .4rem; border: 1px solid #1f2937; font-weight: 700; }
.notes p, .elsewhere p { margin: .25rem 0; }
@page { size: A4 landscape; margin: 12mm; }
@media print { table { font-size: 8.5pt; line-height: 1.35; } th, td { padding: 2pt 4pt; } thead { display: table-header-group; } tr { break-inside: avoid; } a { color: inherit; } }
";

struct Writer<'a> {
    sources: &'a Sources,
    /// The tags of the source and of the translation.
    tags: [&'a str; 2],
    wordings: [Option<Wording<'a>>; 2],
}

/// The page, and in a line what is on it.
pub(super) fn page(
    publication: &Publication,
    tag: &LanguageTag,
    sections: Vec<Section<'_>>,
    findings: &Findings<'_>,
    sources: &Sources,
    locales: &BTreeMap<String, Locale>,
) -> (String, String) {
    let manuscripts = [publication.source(), publication.manuscripts.get(tag)];
    let mut writer = Writer {
        sources,
        tags: [publication.config.source_locale.value.as_str(), tag.as_str()],
        wordings: manuscripts.map(|manuscript| plan::wording(publication, manuscript, locales)),
    };
    let summary = summary(&sections, findings);
    let names = manuscripts.map(|it| it.map(|it| it.messages.language_name.clone()).unwrap_or_default());
    let title = format!("{}: review of {tag}", publication.config.id);
    let mut body = format!(
        "<header>\n<h1>{}</h1>\n<p>{} beside {}. {}.</p>\n</header>\n{}<main id=\"main\">\n{}",
        escaped(&title),
        name(&names[1], writer.tags[1]),
        name(&names[0], writer.tags[0]),
        escaped(&summary),
        contents(&sections, findings),
        writer.elsewhere(findings)
    );
    for (number, section) in sections.iter().enumerate() {
        body.push_str(&writer.section(number, section, findings, &names));
    }
    body.push_str("</main>\n");
    (whole(&title, STYLE, &body), summary)
}

fn name(name: &str, tag: &str) -> String {
    format!("<span{}>{}</span> ({})", language(Some(tag)), escaped(name), escaped(tag))
}

fn summary(sections: &[Section<'_>], findings: &Findings<'_>) -> String {
    let rows = || sections.iter().flat_map(|section| &section.rows);
    let count = |states: &[State]| rows().filter(|row| states.contains(&row.state)).count();
    format!(
        "{}: {} stale, {} not translated, {} only in the translation; {}",
        counted(rows().count(), "block"),
        count(&[State::Stale]),
        count(&[State::Waits, State::Untranslated]),
        count(&[State::OnlyTranslation]),
        counted(findings.len(), "finding")
    )
}

fn contents(sections: &[Section<'_>], findings: &Findings<'_>) -> String {
    let item = |(number, section): (usize, &Section<'_>)| {
        let open = |row: &&Row<'_>| !matches!(row.state, State::Translated | State::NoWords);
        let count = section.rows.iter().filter(open).count();
        let found: usize = (0..section.rows.len()).map(|row| findings.of(number, row).len()).sum();
        format!(
            "<li><a href=\"#s{number}\">{}</a>: {}, {} to be looked at, {}</li>\n",
            escaped(&section.path),
            counted(section.rows.len(), "block"),
            count,
            counted(found, "finding")
        )
    };
    let items: String = sections.iter().enumerate().map(item).collect();
    format!("<nav aria-label=\"Files\">\n<ul>\n{items}</ul>\n</nav>\n")
}

impl Writer<'_> {
    fn place(&self, span: Span) -> String {
        let Some(source) = self.sources.get(span.source) else { return String::new() };
        format!("{}:{}", source.name(), source.position(span.start).line)
    }

    /// Findings that are about no row: of the ledger, the publication's own file, or a text as a whole.
    fn elsewhere(&self, findings: &Findings<'_>) -> String {
        if findings.elsewhere.is_empty() {
            return String::new();
        }
        let items: String = findings.elsewhere.iter().map(|found| self.finding(*found, true)).collect();
        format!(
            "<section class=\"elsewhere\" aria-labelledby=\"elsewhere\">\n<h2 id=\"elsewhere\">Findings outside the \
            texts</h2>\n{items}</section>\n"
        )
    }

    fn section(
        &mut self,
        number: usize,
        section: &Section<'_>,
        findings: &Findings<'_>,
        names: &[String; 2],
    ) -> String {
        let rows: String =
            section.rows.iter().enumerate().map(|(at, row)| self.row(row, findings.of(number, at))).collect();
        let path = escaped(&section.path);
        format!(
            "<section aria-labelledby=\"s{number}\">\n<h2 id=\"s{number}\">{path}</h2>\n<table>\n<colgroup>\
            <col class=\"place\" /><col class=\"text\" /><col class=\"text\" /><col class=\"notes\" /></colgroup>\n\
            <thead><tr><th scope=\"col\">Place</th><th scope=\"col\">Source: {}</th>\
            <th scope=\"col\">Translation: {}</th><th scope=\"col\">State and findings</th></tr></thead>\n\
            <tbody>\n{rows}</tbody>\n</table>\n</section>\n",
            name(&names[0], self.tags[0]),
            name(&names[1], self.tags[1])
        )
    }

    fn row(&mut self, row: &Row<'_>, findings: &[(usize, &Diagnostic)]) -> String {
        let sides = [row.source, row.translation];
        let places: Vec<String> =
            sides.iter().flatten().map(|side| escaped(&self.place(side.span))).collect();
        let id = escaped(&row.id.replace(char::is_whitespace, "_"));
        let class = if row.what == "heading" { " class=\"heading\"" } else { "" };
        let cells: Vec<String> =
            (0..2).map(|number| self.cell(number, sides[number].as_ref(), findings)).collect();
        let found: String = findings.iter().map(|found| self.finding(*found, false)).collect();
        format!(
            "<tr id=\"{id}\"{class}><th scope=\"row\"><a href=\"#{id}\">{}</a><br />{}</th>{}\
            <td class=\"notes\">{}{found}</td></tr>\n",
            escaped(&row.what),
            places.join("<br />"),
            cells.concat(),
            state(row)
        )
    }

    fn cell(&mut self, number: usize, side: Option<&Side<'_>>, findings: &[(usize, &Diagnostic)]) -> String {
        let Some(side) = side else {
            return "<td><span class=\"small\">nothing here</span></td>".to_owned();
        };
        let marks = marks(findings, side.span);
        let file = self.sources.get(side.span.source).map(|source| source.text().as_ref());
        let html = inline::side(side, file.unwrap_or_default(), &marks, self.wordings[number].as_mut());
        format!("<td{}>{html}</td>", language(Some(self.tags[number])))
    }

    fn finding(&self, (number, finding): (usize, &Diagnostic), with_place: bool) -> String {
        let place = finding.primary.as_ref().filter(|_| with_place).map(|label| self.place(label.span));
        let place = place.map(|place| format!("{}: ", escaped(&place))).unwrap_or_default();
        let help = finding.help.as_ref().map(|help| format!("<br />{}", escaped(help))).unwrap_or_default();
        format!(
            "<p id=\"f{number}\">{number}. {place}<strong>{} {}</strong>: {}{help}</p>\n",
            finding.severity.word(),
            finding.code.id(),
            escaped(&finding.message)
        )
    }
}

fn state(row: &Row<'_>) -> String {
    let words = match row.state {
        State::Translated | State::NoWords => return String::new(),
        State::Stale => "stale: the source changed",
        State::Waits => "untranslated: a copy of the source",
        State::Untranslated => "untranslated",
        State::OnlyTranslation => "only in the translation",
    };
    let change = match row.change.as_slice() {
        [] => String::new(),
        parts => format!("<p>The source changed: {}</p>", compared(parts)),
    };
    format!("<p><span class=\"state\">{words}</span></p>{change}\n")
}
