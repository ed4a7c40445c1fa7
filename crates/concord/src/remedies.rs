//! How a document keeps the number of pages that `publication.toml` allows it: lines a little closer together, then the
//! shorter words that the text has for this, then both. Each step is tried only where the one before it was not enough.

use crate::edition::{Workshop, set as set_once};
use crate::names::Names;
use crate::page_numbers;
use concord_compose::{Edition, compose, compose_shorter};
use concord_diagnostics::{Code, Diagnostic, Findings, Severity};
use concord_document::{Content, Document};
use concord_locale::is_pseudo;
use concord_pages::SetDocument;
use concord_pages::layout::ColumnKind;
use concord_typeset::Theme;

/// What was done to keep a document's number of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What lines and the spaces between blocks are of those that the theme states, in percent.
    pub leading: u8,
    /// Whether the shorter words were taken that the text has for this.
    pub shorter: bool,
}

impl Remedy {
    /// In words.
    pub fn words(self) -> String {
        let leading = format!("lines {} % closer together", 100 - self.leading);
        match (self.shorter, self.leading) {
            (false, _) => leading,
            (true, 100) => "the shorter text".to_owned(),
            (true, _) => format!("the shorter text, and {leading}"),
        }
    }
}

/// A document in the words that it may be set in.
pub struct Wordings {
    /// As it is written.
    pub document: Document,
    /// In the shorter words that its texts have for it, where it must keep a number of pages and they have some.
    pub shorter: Option<Document>,
    /// The names in it.
    pub names: Names,
}

impl Wordings {
    /// Composes a document, with another date than the ledger's where one is given.
    pub fn compose(skeleton: Content, edition: &Edition<'_>, date: Option<&str>) -> Findings<Self> {
        let counted = edition.document.max_pages.is_some();
        let shorter = counted.then(|| compose_shorter(skeleton.clone(), edition)).flatten();
        let Findings { value: mut document, mut diagnostics } = compose(skeleton, edition);
        let mut shorter = shorter.map(|shorter| {
            let only_here = shorter.diagnostics.into_iter().filter(|found| !diagnostics.contains(found));
            let only_here: Vec<_> = only_here.collect();
            diagnostics.extend(only_here);
            shorter.value
        });
        if let Some(date) = date {
            for document in std::iter::once(&mut document).chain(&mut shorter) {
                date.clone_into(&mut document.metadata.date);
            }
        }
        let names = Names::of(edition.manuscript, &edition.publication.glossary, &document);
        Findings { value: Self { document, shorter, names }, diagnostics }
    }
}

/// A document that was set.
pub struct Fitted {
    /// The document, in the words that were taken.
    pub document: Document,
    /// Its pages.
    pub set: Findings<SetDocument>,
    /// What it took to keep their number.
    pub remedy: Option<Remedy>,
}

/// What lines come closer by at one step, in percent.
const STEP: u8 = 2;

/// Sets a document within the pages that it may have, or as closely as can be.
pub fn set_within(
    workshop: &Workshop<'_>,
    edition: &Edition<'_>,
    theme: &Theme,
    wordings: Wordings,
) -> Fitted {
    let Wordings { mut document, shorter, names } = wordings;
    let limit = edition.document.max_pages.unwrap_or(usize::MAX);
    let fits = |set: &Findings<SetDocument>| pages_of(&set.value) <= limit;
    let mut set = set_with_pages(workshop, edition, &names, &mut document, theme);
    if fits(&set) {
        return Fitted { document, set, remedy: None };
    }
    let tightest = theme.tightest();
    let closer = |percent: &u8| (*percent > tightest).then(|| percent.saturating_sub(STEP).max(tightest));
    let steps = || std::iter::successors(Some(100), closer).skip(1);
    let mut remedy = None;
    let mut find = |document: &mut Document, shorter: bool, percents: &mut dyn Iterator<Item = u8>| {
        for percent in percents {
            set = set_with_pages(workshop, edition, &names, document, &theme.with_leading(percent));
            remedy = Some(Remedy { leading: percent, shorter });
            if fits(&set) {
                return true;
            }
        }
        false
    };
    let document = match shorter {
        Some(mut shorter) if !find(&mut document, false, &mut steps()) => {
            find(&mut shorter, true, &mut std::iter::once(100).chain(steps()));
            shorter
        }
        Some(_) => document,
        None => {
            find(&mut document, false, &mut steps());
            document
        }
    };
    Fitted { document, set, remedy }
}

/// How many pages a document has, without blank ones that fill a sheet.
fn pages_of(set: &SetDocument) -> usize {
    set.pages.len() - set.layout.blank_pages
}

/// How often a document is set until the pages that it names are those that they name.
const TURNS: usize = 4;

/// Sets a document with the numbers of the pages that its texts name. One that names none is set once.
fn set_with_pages(
    workshop: &Workshop<'_>,
    edition: &Edition<'_>,
    names: &Names,
    document: &mut Document,
    theme: &Theme,
) -> Findings<SetDocument> {
    let mut set = set_once(workshop, edition, names, document, theme);
    for turn in 1.. {
        let outline = set.value.outline.iter().map(|entry| (entry.title.as_str(), entry.place.page));
        let before = (turn == TURNS).then(|| document.clone());
        if !page_numbers::fill(document, outline) {
            break;
        }
        if let Some(before) = before {
            // The document says what its pages say.
            *document = before;
            let message = "the pages that the text names (`{{page}}`) move with their own numbers";
            let finding = Diagnostic::new(Code::OVERFLOW, message);
            set.diagnostics.push(
                finding.help("name one page fewer, or put the numbers into a table, where they move nothing"),
            );
            break;
        }
        set = set_once(workshop, edition, names, document, theme);
    }
    set
}

/// The finding that a document has more pages than it may, after all that could be done.
pub fn too_many_pages(workshop: &Workshop<'_>, edition: &Edition<'_>, fitted: &Fitted) -> Option<Diagnostic> {
    let pages = pages_of(&fitted.set.value);
    let limit = edition.document.max_pages.filter(|limit| pages > *limit)?;
    let (id, language) = (&edition.document.id, &edition.manuscript.language);
    let message = format!("`{}` has {pages} pages in `{language}`, and may have {limit}", id.value);
    let mut finding = Diagnostic::new(Code::TOO_MANY_PAGES, message).at(id.span, "limited by max-pages here");
    let lines = lines_too_many(&fitted.set.value, limit);
    finding = finding.note(match lines {
        1 => "it is 1 line too long".to_owned(),
        lines => format!("it is {lines} lines too long"),
    });
    if let Some(remedy) = fitted.remedy {
        finding = finding.note(format!("tried already: {}", remedy.words()));
    }
    if workshop.is_trial || is_pseudo(language.as_str()) {
        finding.severity = Severity::Note;
        return Some(finding.note("this is a trial of the design, and is made nonetheless"));
    }
    let has_shorter = fitted.remedy.is_some_and(|remedy| remedy.shorter);
    Some(if has_shorter {
        finding
    } else {
        finding.help("shorten it, or write `::: shorter` with shorter words after a paragraph that can be told in fewer")
    })
}

/// By how many lines of running text a document is too long.
fn lines_too_many(set: &SetDocument, limit: usize) -> usize {
    let layout = &set.layout;
    let foot = |page: usize| {
        let columns = layout.columns.iter().filter(|column| column.page == page);
        let columns = columns.filter(|column| column.kind != ColumnKind::Margin);
        columns.map(|column| column.bottom).fold(0.0, f32::max)
    };
    let over: f32 = (limit..set.pages.len()).map(foot).sum();
    let free = limit.checked_sub(1).map_or(0.0, |last| (layout.body_height - foot(last)).max(0.0));
    ((over - free) / layout.leading.max(1.0)).ceil().max(1.0) as usize
}
