//! The outline of the stage.

use crate::edition::Edition;
use crate::evaluate::Evaluator;
use crate::fault::Fault;
use crate::generated::Generator;
use crate::message_keys::MessageKey;
use crate::variants::{self, Variant};
use crate::{acronyms, expansions, headings, helpers, references, splice};
use concord_diagnostics::{Diagnostic, Findings};
use concord_document::{Content, Document, Metadata, Words};
use concord_publication::Spanned;

/// Makes a document of its parsed skeleton. The document is there also when something is missing in it, so that later
/// stages can find more.
pub fn compose(skeleton: Content, edition: &Edition<'_>) -> Findings<Document> {
    compose_variant(skeleton, edition, Variant::Full).0
}

/// The same document in the shorter words that its texts have for it: `None` where they have none. Most of its findings are
/// those of [`compose`] too.
pub fn compose_shorter(skeleton: Content, edition: &Edition<'_>) -> Option<Findings<Document>> {
    let (composed, chosen) = compose_variant(skeleton, edition, Variant::Shorter);
    chosen.then_some(composed)
}

/// Makes a document, and says whether there was a choice of words.
fn compose_variant(skeleton: Content, edition: &Edition<'_>, variant: Variant) -> (Findings<Document>, bool) {
    let mut diagnostics = Vec::new();
    let mut content = splice::splice(skeleton, edition, &mut diagnostics);
    let mut evaluator = Evaluator::new(*edition);
    evaluator.content(&mut content);
    let acronyms = acronyms::gather(edition, &mut evaluator);
    diagnostics.append(&mut evaluator.diagnostics);
    let mut generator = Generator::new(*edition);
    content.blocks = generator.blocks(std::mem::take(&mut content.blocks));
    for note in content.notes.values_mut() {
        note.blocks = generator.blocks(std::mem::take(&mut note.blocks));
    }
    diagnostics.append(&mut generator.diagnostics);
    let chosen = variants::choose(&mut content, variant, &mut diagnostics);
    expansions::mark(&mut content, &acronyms);
    references::check(&content, &mut diagnostics);
    headings::check(&content.blocks, &mut diagnostics);
    let metadata = metadata(edition, &mut diagnostics);
    let value = Document {
        id: edition.document.id.value.clone(),
        language: edition.language().clone(),
        words: words(edition, &metadata.title),
        metadata,
        content,
    };
    (Findings { value, diagnostics }, chosen)
}

fn metadata(edition: &Edition<'_>, diagnostics: &mut Vec<Diagnostic>) -> Metadata {
    let config = &edition.publication.config;
    let messages = &edition.manuscript.messages;
    let mut message = |key: &Spanned<String>| {
        let found = messages.text.get(&key.value);
        let found = found.map(|message| edition.locale.typography(&message.value).into_owned());
        if found.is_none() {
            let fault = helpers::missing(edition, "text", &key.value, messages.text.keys());
            diagnostics.extend(fault.at(key.span));
        }
        found.unwrap_or_default()
    };
    let title = message(&edition.document.title);
    let description = message(&edition.document.description);
    Metadata {
        title,
        description,
        creator: config.creator.clone(),
        publisher: config.publisher.clone(),
        keywords: messages.themes.values().map(|theme| theme.value.clone()).collect(),
        date: date(edition, diagnostics),
    }
}

/// The day of the ledger's date that dates the documents.
fn date(edition: &Edition<'_>, diagnostics: &mut Vec<Diagnostic>) -> String {
    let ledger = &edition.publication.ledger;
    let key = &edition.publication.config.date;
    match ledger.dates.get(&key.value) {
        Some(date) => date.on.value.first_day().to_string(),
        None => {
            let fault = Fault::unknown_fact(ledger, &key.value, ledger.dates.keys().map(String::as_str));
            diagnostics.extend(fault.at(key.span));
            String::new()
        }
    }
}

/// The words that the setter adds. Which of them a publication needs depends on its documents, so one that is not
/// there is empty; the checks see to it that all languages have the same.
fn words(edition: &Edition<'_>, title: &str) -> Words {
    let word = |key| edition.message(key).unwrap_or_default().to_owned();
    Words {
        continued: word(MessageKey::CONTINUED),
        note: word(MessageKey::NOTE),
        contents: word(MessageKey::CONTENTS),
        running_title: title.to_owned(),
        part: word(MessageKey::PART),
        page: word(MessageKey::PAGE),
        back_to_text: word(MessageKey::BACK_TO_TEXT),
    }
}
