//! Everything that is known of one document in one language.

use crate::message_keys::MessageKey;
use concord_document::LanguageTag;
use concord_locale::Locale;
use concord_publication::{DocumentConfig, Manuscript, Publication, Spanned, Term};
use std::collections::BTreeMap;

/// One document of a publication in one language: what composition looks facts and words up in.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// The publication, with its ledger and glossary.
    pub publication: &'a Publication,
    /// The texts and messages of the language.
    pub manuscript: &'a Manuscript,
    /// The conventions of the language.
    pub locale: &'a Locale,
    /// The document.
    pub document: &'a DocumentConfig,
}

impl<'a> Edition<'a> {
    pub(crate) fn language(&self) -> &'a LanguageTag {
        &self.manuscript.language
    }

    /// A message of the table `[text]`.
    pub(crate) fn message(&self, key: MessageKey) -> Option<&'a str> {
        self.manuscript.messages.text.get(key.as_str()).map(|message| message.value.as_str())
    }

    /// The proper name of a phase: the messages' own, or else the ledger's.
    pub(crate) fn phase_name(&self, id: &str) -> Option<&'a str> {
        let own = self.manuscript.messages.names.get(id);
        let own = own.map(|name| name.value.as_str());
        own.or_else(|| self.publication.ledger.phases.get(id).map(|phase| phase.name.value.as_str()))
    }

    /// A term's translation.
    pub(crate) fn translation(&self, term: &'a Term) -> Option<&'a str> {
        self.by_language(&term.translations)
    }

    /// The value for the whole tag, or else for its language alone.
    pub(crate) fn by_language(&self, values: &'a BTreeMap<String, Spanned<String>>) -> Option<&'a str> {
        let language = self.language();
        let value = values.get(language.as_str()).or_else(|| values.get(language.language()));
        value.map(|value| value.value.as_str())
    }
}
