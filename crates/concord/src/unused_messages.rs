//! Messages of the source language that nothing asks for.
//!
//! Neither the rules nor composition can tell: a message may be asked for by a text, a template, the publication's
//! configuration or the program itself. Where all languages have it, no comparison of languages shows that it is dead,
//! and translators go on translating it.

use crate::translations;
use concord_compose::MessageKey;
use concord_diagnostics::{Code, Diagnostic, Sources};
use concord_publication::Publication;
use std::collections::BTreeSet;

/// Every message of the source's table `[text]` that no document, text or template asks for. `sources` are all files of
/// the publication and its templates. One that only a translation has is found by comparison.
pub fn find(publication: &Publication, sources: &Sources) -> Vec<Diagnostic> {
    // Without its templates, nobody knows what a publication asks for; that they are missing was reported.
    let has_templates = sources.iter().any(|(_, file)| file.name().ends_with(".hbs"));
    let Some(source) = publication.source().filter(|_| has_templates) else { return Vec::new() };
    let asked = asked(publication, sources);
    let unused = source.messages.text.iter().filter(|(key, _)| !asked.contains(key.as_str()));
    unused
        .map(|(key, message)| {
            let file = format!("{}/messages.toml", source.language);
            let finding = Diagnostic::new(
                Code::EXTRA_MESSAGE,
                format!("`{key}` in [text] of {file} is used by no document, text or template"),
            );
            let finding = finding.at(message.span, "nothing asks for it");
            let also = publication.translations().filter_map(|other| other.messages.text.get(key));
            let finding = also.fold(finding, |finding, other| finding.and(other.span, "translated here"));
            finding.help("remove it from every language, or correct the place that asks for another key")
        })
        .collect()
}

/// Every word that could be a key: all that stands in `{{...}}`, and what the program and the configuration name.
fn asked<'a>(publication: &'a Publication, sources: &'a Sources) -> BTreeSet<&'a str> {
    let mut asked: BTreeSet<&str> = MessageKey::ALL.iter().map(|key| key.as_str()).collect();
    let config = &publication.config;
    if translations::asks_for_notices(publication) {
        asked.insert(translations::NOTICE);
    }
    for document in &config.documents {
        asked.extend([document.title.value.as_str(), document.description.value.as_str()]);
    }
    let is_text = |name: &str| name.ends_with(".md") || name.ends_with(".hbs");
    for (_, file) in sources.iter().filter(|(_, file)| is_text(file.name())) {
        for expression in file.text().split("{{").skip(1) {
            let inner = expression.split("}}").next().unwrap_or_default();
            for (at, part) in inner.split('"').enumerate() {
                // Every second part is a text in quotation marks, which is a key as a whole or none.
                match at % 2 {
                    0 => asked.extend(part.split(is_no_part_of_a_key)),
                    _ => {
                        asked.insert(part);
                    }
                }
            }
        }
    }
    asked
}

fn is_no_part_of_a_key(letter: char) -> bool {
    !(letter.is_alphanumeric() || "-_".contains(letter))
}
