//! A small publication in memory, and composition of one of its documents.

#![allow(dead_code, reason = "every test file uses a part")]

use concord_compose::{Edition, compose, expand};
use concord_diagnostics::{Diagnostic, Sources, sort};
use concord_document::{Block, BlockKind, Document, InlineKind, walk};
use concord_locale::Locale;
use concord_manuscript::{Files, ingest, parse_markdown};

pub(crate) const PUBLICATION: &str = r#"
id = "bridges"
source-locale = "en"
template = "report"
actions = ["mali-1"]
creator = "Creator"
publisher = "Publisher"
date = "launch"
[[documents]]
id = "publication"
file = "bridges"
title = "title"
description = "description"
"#;

pub(crate) const LEDGER: &str = r#"
[sources.bb]
title = "Créer des liens"
publisher = "MIEUX"
url = "https://example.org/bb"
language = "fr"
date = "2020-12"
[phases.phase-1]
name = "MIEUX I"
start = "2009-01"
end = "2011-12"
sources = ["bb"]
[dates.launch]
on = "2020-12-15"
sources = ["bb"]
[counts.countries]
value = 1200
qualifier = "more-than"
unit = "country"
sources = ["bb"]
[counts.phases]
value = 3
unit = "phase"
sources = ["bb"]
[shares.women]
value = 46.5
group = "experts"
sources = ["bb"]
[shares.men]
value = 53.5
group = "experts"
sources = ["bb"]
[amounts.budget]
value = 4.5
scale = "million"
currency = "EUR"
sources = ["bb"]
[actions.mali-1]
countries = ["ML"]
region = "africa"
start = "2015"
end = "2019"
institution = false
experts = ["FR", "PT"]
sources = ["bb"]
"#;

pub(crate) const GLOSSARY: &str = r#"
[terms.thb]
en = "trafficking in human beings"
fr = "traite des êtres humains"
acronym.en = "THB"
"#;

pub(crate) const ENGLISH: &str = r#"
language-name = "English"
[text]
title = "Bridges & *stars*"
subtitle = "1. A list"
description = "A description."
contents = "Contents"
case-study = "Case study"
country = "Country"
countries-label = "Countries"
region = "Region"
theme = "Theme"
requesting-institution = "Institution"
dates-label = "Dates"
experts = "Experts"
not-stated = "not stated"
chart-alt-bars = "Bar chart: {title}. {data}."
chart-alt-share = "Shares: {title}. {data}."
timeline-alt = "Timeline: {title}. {data}."
locator-alt = "Map: {countries}."
[labels]
countries = "countries worked with"
phases = "phases"
women = "Women"
men = "Men"
budget = "budget"
[nouns.country]
one = "country"
other = "countries"
[nouns.phase]
one = "phase"
other = "phases"
[countries]
ML = "Mali"
FR = "France"
PT = "Portugal"
[regions]
africa = "Africa"
"#;

pub(crate) const FRENCH: &str = r#"
language-name = "Français"
[text]
title = "Ponts"
subtitle = "1. Une liste"
description = "Une description."
chart-alt-bars = "Graphique : {title}. {data}."
[labels]
countries = "pays partenaires"
phases = "phases"
women = "Femmes"
men = "Hommes"
[nouns.country]
one = "pays"
other = "pays"
[nouns.phase]
one = "phase"
other = "phases"
gender = "feminine"
[countries]
ML = "Mali"
"#;

/// French messages that lack nothing.
pub(crate) const FRENCH_WHOLE: &str = r#"
language-name = "Français"
[text]
title = "Ponts"
subtitle = "1. Une liste"
description = "Une description."
contents = "Sommaire"
case-study = "Étude de cas"
country = "Pays"
countries-label = "Pays"
region = "Région"
theme = "Thème"
requesting-institution = "Institution"
dates-label = "Dates"
experts = "Experts"
not-stated = "sans indication"
chart-alt-bars = "Graphique : {title}. {data}."
chart-alt-share = "Parts : {title}. {data}."
timeline-alt = "Chronologie : {title}. {data}."
locator-alt = "Carte : {countries}."
[labels]
countries = "pays partenaires"
phases = "phases"
women = "Femmes"
men = "Hommes"
budget = "budget"
[nouns.country]
one = "pays"
other = "pays"
[nouns.phase]
one = "phase"
other = "phases"
gender = "feminine"
[countries]
ML = "Mali"
FR = "France"
PT = "Portugal"
[regions]
africa = "Afrique"
"#;

/// The publication's files, with texts added or changed.
pub(crate) fn files(changes: &[(&str, &str)]) -> Files {
    let mut files = Files::new();
    let own = [
        ("publication.toml", PUBLICATION),
        ("ledger.toml", LEDGER),
        ("glossary.toml", GLOSSARY),
        ("en/messages.toml", ENGLISH),
        (
            "en/actions/mali-1.md",
            "## Mali {#mali-1}\n\n::: lead\nA lead.\n:::\n\nText.[^n]\n\n[^n]: A note.\n",
        ),
    ];
    for (path, text) in own.into_iter().chain(changes.iter().copied()) {
        files.insert(path.to_owned(), text.as_bytes().to_vec());
    }
    files
}

/// A composed document, and what was found as `CODE file:line:column message`.
pub(crate) struct Composed {
    pub(crate) document: Document,
    pub(crate) findings: Vec<String>,
}

/// Composes the first document in a language from a skeleton.
pub(crate) fn document(language: &str, skeleton: &str, changes: &[(&str, &str)]) -> Composed {
    let mut sources = Sources::new();
    let ingested = ingest(&files(changes), &mut sources);
    assert!(ingested.diagnostics.is_empty(), "{:#?}", lines(&sources, ingested.diagnostics));
    let publication = ingested.value.expect("a publication");
    let manuscript = publication.manuscripts.values().find(|known| known.language.as_str() == language);
    let manuscript = manuscript.expect("the language");
    let locale = Locale::new(language, None).expect("a locale");
    let document = &publication.config.documents[0];
    let edition = Edition { publication: &publication, manuscript, locale: &locale, document };
    let template = sources.add("templates/publication.md.hbs", skeleton);
    let expanded = expand(template, sources.get(template).expect("the template"), &edition);
    let mut diagnostics = expanded.diagnostics;
    let skeleton = sources.add("<skeleton>", expanded.value.clone());
    let parsed = parse_markdown(skeleton, &expanded.value);
    diagnostics.extend(parsed.diagnostics);
    let composed = compose(parsed.value, &edition);
    diagnostics.extend(composed.diagnostics);
    Composed { document: composed.value, findings: lines(&sources, diagnostics) }
}

/// Findings as lines.
pub(crate) fn lines(sources: &Sources, mut diagnostics: Vec<Diagnostic>) -> Vec<String> {
    sort(&mut diagnostics);
    let line = |diagnostic: &Diagnostic| {
        let place = diagnostic.primary.as_ref().and_then(|label| {
            let source = sources.get(label.span.source)?;
            let position = source.position(label.span.start);
            Some(format!("{}:{}:{} ", source.name(), position.line, position.column))
        });
        format!("{} {}{}", diagnostic.code.id(), place.unwrap_or_default(), diagnostic.message)
    };
    diagnostics.iter().map(line).collect()
}

/// The document as an outline: one line a block, with its text.
pub(crate) fn outline(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.content.blocks {
        print(block, 0, &mut out);
    }
    for (label, note) in &document.content.notes {
        out.push_str(&format!("note {label}\n"));
        note.blocks.iter().for_each(|block| print(block, 1, &mut out));
    }
    out
}

fn print(block: &Block, depth: usize, out: &mut String) {
    let name = match &block.kind {
        BlockKind::Heading { level, .. } => format!("heading {level}"),
        BlockKind::Paragraph(_) => "paragraph".to_owned(),
        BlockKind::List { .. } => "list".to_owned(),
        BlockKind::DefinitionList(_) => "definitions".to_owned(),
        BlockKind::Container { name, .. } => name.clone(),
        BlockKind::Chart(chart) => format!("chart {:?} {:?} {:?}", chart.kind, chart.alternative, chart.data),
        BlockKind::Timeline(timeline) => format!("timeline {:?} {:?}", timeline.alternative, timeline.phases),
        BlockKind::Map(map) => format!("map {:?} {:?}", map.countries, map.alternative),
        BlockKind::KeyFigures(figures) => format!("figures {figures:?}"),
        other => format!("{other:?}"),
    };
    let texts: Vec<String> = walk::inline_lists(block).into_iter().map(marked).collect();
    let pairs: Vec<String> =
        block.attributes.pairs.iter().map(|(key, value)| format!("{key}={value:?}")).collect();
    let line = [name, pairs.join(" "), texts.join(" / ")].into_iter().filter(|part| !part.is_empty());
    out.push_str(&format!("{}{}\n", "  ".repeat(depth), line.collect::<Vec<_>>().join(" ")));
    for list in walk::children(block) {
        list.iter().for_each(|block| print(block, depth + 1, out));
    }
}

/// Running text with its markup: `{fact}`, `*emphasis*`, `[link]`, `<span>`, `^call^`.
fn marked(content: &[concord_document::Inline]) -> String {
    let part = |inline: &concord_document::Inline| {
        let inner = || marked(walk::inner(inline).unwrap_or_default());
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => text.clone(),
            InlineKind::Fact(fact) => format!("{{{}}}", fact.text),
            InlineKind::Emphasis(_) | InlineKind::Strong(_) => format!("*{}*", inner()),
            InlineKind::Link { .. } => format!("[{}]", inner()),
            InlineKind::NoteReference(label) => format!("^{label}^"),
            _ => format!("<{}>", inner()),
        }
    };
    content.iter().map(part).collect()
}
