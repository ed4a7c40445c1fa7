//! Rules that lay a translation beside its source.

mod acronyms;
pub mod consistency;
pub mod emphasis;
pub mod exchanged_references;
pub mod fact_references;
pub mod forbidden_terms;
pub mod foreign_phrases;
pub mod learnt_names;
pub mod lengths;
pub mod links;
pub mod literal_values;
pub mod message_placeholders;
pub mod messages;
pub mod names;
pub mod notes;
pub mod qualifiers;
pub mod repeated_words;
pub mod shared_names;
pub mod stale;
pub mod structure;
pub mod terms;
pub mod translated_files;
pub mod untranslated;
pub mod wrong_language;

use super::Rule;
use concord_diagnostics::Code;

pub(super) const RULES: &[Rule] = &[
    Rule::publication("forbidden_terms", &[Code::FORBIDDEN_TERM], forbidden_terms::find),
    Rule::publication(
        "translated_files",
        &[Code::MISSING_TRANSLATION, Code::EXTRA_TRANSLATION],
        translated_files::find,
    ),
    Rule::context(
        "structure",
        &[Code::STRUCTURE_DIFFERS, Code::MISSING_BLOCK, Code::EXTRA_BLOCK, Code::MOVED_BLOCK],
        structure::find,
    ),
    Rule::context("notes", &[Code::NOTE_DIFFERS], notes::find),
    Rule::context("stale", &[Code::STALE_TRANSLATION], stale::find),
    Rule::publication("messages", &[Code::MESSAGE_MISSING, Code::EXTRA_MESSAGE], messages::find),
    Rule::context("message_placeholders", &[Code::MESSAGE_PLACEHOLDERS_DIFFER], message_placeholders::find),
    Rule::context("fact_references", &[Code::FACTS_DIFFER], fact_references::find),
    Rule::context("exchanged_references", &[Code::FACTS_EXCHANGED], exchanged_references::find),
    Rule::context("links", &[Code::LINK_DIFFERS], links::find),
    Rule::context("literal_values", &[Code::VALUE_DIFFERS], literal_values::find),
    Rule::context("qualifiers", &[Code::TRANSLATED_QUALIFIER_DIFFERS], qualifiers::find),
    Rule::context("terms", &[Code::TERM_DIFFERS], terms::find),
    Rule::context("names", &[Code::NAME_DIFFERS], names::find),
    Rule::context("shared_names", &[Code::NAME_DIFFERS], shared_names::find),
    Rule::context("learnt_names", &[Code::NAME_DIFFERS], learnt_names::find),
    Rule::context("foreign_phrases", &[Code::FOREIGN_PHRASE_DIFFERS], foreign_phrases::find),
    Rule::context("wrong_language", &[Code::WRONG_LANGUAGE], wrong_language::find),
    Rule::context("untranslated", &[Code::UNTRANSLATED], untranslated::find),
    Rule::context("emphasis", &[Code::EMPHASIS_DIFFERS], emphasis::find),
    Rule::context("lengths", &[Code::LENGTH_DIFFERS], lengths::find),
    Rule::context("repeated_words", &[Code::REPEATED_WORD], repeated_words::find),
    Rule::context("consistency", &[Code::INCONSISTENT_TRANSLATION], consistency::find),
];
