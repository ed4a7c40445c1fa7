//! The outline of the stage.

use crate::tables::{self, Reader, Table, with_suggestion};
use crate::{Files, config, glossary, images, locales, texts};
use concord_diagnostics::{Code, Diagnostic, Findings, Sources};
use concord_ledger::Ledger;
use concord_publication::{Config, Publication};

const CONFIG: &str = "publication.toml";
const LEDGER: &str = "ledger.toml";
const GLOSSARY: &str = "glossary.toml";

/// Reads a publication folder. The value is the publication as far as it could be made; `None` only where
/// `publication.toml` or the ledger cannot be had at all.
pub fn ingest(files: &Files, sources: &mut Sources) -> Findings<Option<Publication>> {
    let mut diagnostics = Vec::new();
    let config = table(CONFIG, files, sources, &mut diagnostics);
    let config = config.and_then(|table| config::read(&table, &mut Reader { diagnostics: &mut diagnostics }));
    let ledger = ledger(files, sources, &mut diagnostics);
    let glossary = if files.contains_key(GLOSSARY) {
        let table = table(GLOSSARY, files, sources, &mut diagnostics);
        table.map(|table| glossary::read(&table, &mut Reader { diagnostics: &mut diagnostics }))
    } else {
        None
    };
    let images = images::gather(files);
    let manuscripts = locales::read(files, sources, &mut diagnostics);
    for manuscript in manuscripts.values() {
        images::check_references(manuscript, &images, &mut diagnostics);
    }
    let value = config.zip(ledger).map(|(config, ledger)| {
        let mut glossary = glossary.unwrap_or_default();
        glossary::add_terms(&mut glossary, &manuscripts, &mut diagnostics);
        Publication { config, ledger, glossary, manuscripts, images }
    });
    if let Some(publication) = &value {
        check_source_locale(&publication.config, publication, &mut diagnostics);
    }
    Findings { value, diagnostics }
}

/// The outermost table of a file that must be there.
fn table(
    path: &str,
    files: &Files,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Table> {
    let Some(bytes) = files.get(path) else {
        diagnostics.push(missing(path));
        return None;
    };
    let source = texts::register(sources, path, bytes, diagnostics);
    Some(tables::parse(sources, source, diagnostics))
}

fn ledger(files: &Files, sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Ledger> {
    let Some(bytes) = files.get(LEDGER) else {
        diagnostics.push(missing(LEDGER));
        return None;
    };
    let source = texts::register(sources, LEDGER, bytes, diagnostics);
    let text = sources.get(source)?.text().clone();
    let parsed = concord_ledger::parse(source, &text);
    diagnostics.extend(parsed.diagnostics);
    Some(parsed.value)
}

fn missing(path: &str) -> Diagnostic {
    let remedy = match path {
        "ledger.toml" => {
            "add it beside publication.toml: it holds every phase, date and count with its sources"
        }
        _ => "run in the folder that holds publication.toml, or name that folder",
    };
    Diagnostic::new(Code::MISSING_FILE, format!("the publication folder has no `{path}`")).help(remedy)
}

/// The source locale must be there, and hold a text for every case study that the configuration names. The other
/// locales are measured against it, so their gaps are not reported here.
fn check_source_locale(config: &Config, publication: &Publication, diagnostics: &mut Vec<Diagnostic>) {
    let tag = &config.source_locale;
    let Some(source) = publication.source() else {
        let message = format!("there is no folder `{}` for the source locale", tag.value);
        let finding = Diagnostic::new(Code::MISSING_FILE, message).at(tag.span, "named here");
        diagnostics.push(finding.help(format!("add `{}/messages.toml` and the texts beside it", tag.value)));
        return;
    };
    for action in &config.actions {
        let path = format!("actions/{}.md", action.value);
        if source.texts.contains_key(&path) {
            continue;
        }
        let message = format!("there is no text `{}/{path}`", tag.value);
        let finding = Diagnostic::new(Code::MISSING_FILE, message).at(action.span, "a case study named here");
        let known = source.texts.keys().filter_map(|path| path.strip_prefix("actions/")?.strip_suffix(".md"));
        diagnostics.push(with_suggestion(finding, &action.value, known));
    }
}
