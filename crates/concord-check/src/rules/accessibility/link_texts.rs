//! Links say where they lead.
//!
//! **What.** The text of a link is not a word like "here", and not an address that is longer than the name of a site.
//!
//! **Why.** Links are read out one after the other, without the sentences that they stand in (WCAG 2.1, 2.4.4).
//!
//! **How to mend.** Make the name of what is linked the text of the link.

use super::{headings, normal};
use crate::Context;
use concord_diagnostics::{Code, Diagnostic};
use concord_document::{InlineKind, walk};

/// Texts that say nothing alone, by language.
const EMPTY: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "here",
            "click",
            "click here",
            "click this",
            "this",
            "this link",
            "link",
            "more",
            "read more",
            "learn more",
            "see more",
            "find out more",
            "more information",
            "more info",
            "further information",
            "details",
            "website",
            "this page",
            "this website",
            "page",
            "continue",
            "download",
            "see here",
            "read here",
            "available here",
        ],
    ),
    (
        "fr",
        &[
            "ici",
            "cliquez ici",
            "cliquer ici",
            "cliquez",
            "lien",
            "ce lien",
            "plus",
            "en savoir plus",
            "savoir plus",
            "lire la suite",
            "lire plus",
            "voir plus",
            "plus d'informations",
            "plus d'infos",
            "plus d'information",
            "suite",
            "voir",
            "voir ici",
            "cette page",
            "page",
            "site",
            "site web",
            "détails",
            "télécharger",
            "par ici",
            "là",
        ],
    ),
    (
        "es",
        &[
            "aquí",
            "pulse aquí",
            "haga clic aquí",
            "haz clic aquí",
            "clic aquí",
            "pinche aquí",
            "enlace",
            "este enlace",
            "más",
            "leer más",
            "ver más",
            "saber más",
            "más información",
            "más info",
            "seguir leyendo",
            "continuar",
            "esta página",
            "página",
            "sitio web",
            "detalles",
            "descargar",
            "ver",
            "ver aquí",
            "vínculo",
            "acá",
        ],
    ),
    (
        "de",
        &[
            "hier",
            "hier klicken",
            "klicken sie hier",
            "link",
            "mehr",
            "mehr erfahren",
            "weiterlesen",
            "weitere informationen",
        ],
    ),
    (
        "it",
        &[
            "qui",
            "clicca qui",
            "cliccare qui",
            "link",
            "leggi di più",
            "di più",
            "maggiori informazioni",
            "scopri di più",
        ],
    ),
    ("pt", &["aqui", "clique aqui", "link", "ligação", "mais", "ler mais", "saiba mais", "mais informações"]),
];

/// Looks at every link of every language. English words are known in all of them.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for text in context.texts.iter() {
        let language = text.manuscript.language.language();
        for reading in &text.blocks {
            for content in walk::inline_lists(reading.block) {
                walk::inlines(content, &mut |inline| {
                    let InlineKind::Link { target, content } = &inline.kind else { return };
                    let mut is_literal = true;
                    walk::inlines(content, &mut |inline| {
                        is_literal &= !matches!(inline.kind, InlineKind::Expression(_) | InlineKind::Fact(_));
                    });
                    let words = walk::plain_text(content);
                    let Some(fault) = fault(language, &words).filter(|_| is_literal) else { return };
                    let place = match (content.first(), content.last()) {
                        (Some(first), Some(last)) if headings::has_words(content) => {
                            concord_diagnostics::Span { end: last.span.end, ..first.span }
                        }
                        _ => inline.span,
                    };
                    let message = match words.trim() {
                        words if words == target.as_str() => fault.to_owned(),
                        words => format!("{fault}: `{words}` leads to {target}"),
                    };
                    diagnostics.push(
                        Diagnostic::new(Code::LINK_WITHOUT_CONTENT, message)
                            .at(place, "does not say where it leads")
                            .help("write the name of the page or document as the text of the link"),
                    );
                });
            }
        }
    }
    diagnostics
}

fn fault(language: &str, words: &str) -> Option<&'static str> {
    let normal = normal(words).replace('’', "'");
    let known = EMPTY.iter().filter(|(known, _)| *known == language || *known == "en");
    if normal.is_empty() {
        Some("a link has no words")
    } else if known.flat_map(|(_, words)| *words).any(|word| *word == normal) {
        Some("a link says nothing when it is read alone")
    } else if is_long_address(words.trim()) {
        Some("the text of a link is a long address, which is read out letter by letter")
    } else {
        None
    }
}

/// An address with more than a site's name: `example.org` can be said, `example.org/reports/2018?id=7` cannot.
fn is_long_address(words: &str) -> bool {
    if words.chars().any(char::is_whitespace) || words.contains('@') {
        return false;
    }
    let bare = words.trim_start_matches("https://").trim_start_matches("http://");
    let (site, rest) = bare.split_once(['/', '?', '#']).unwrap_or((bare, ""));
    let is_address = bare.len() < words.len() || site.starts_with("www.");
    let is_site = site.split('.').count() >= 2 && site.split('.').all(|part| !part.is_empty());
    let is_domain =
        site.rsplit('.').next().is_some_and(|top| top.len() >= 2 && top.chars().all(char::is_alphabetic));
    is_site
        && is_domain
        && !rest.trim_matches('/').is_empty()
        && (is_address || rest.contains(['/', '?', '=']))
}

#[cfg(test)]
mod tests {
    use super::{fault, is_long_address};

    #[test]
    fn addresses_are_told_from_names_and_numbers() {
        for address in [
            "https://example.org/reports/2018",
            "www.example.org/a",
            "example.org/a/b",
            "http://example.org/?id=7",
        ] {
            assert!(is_long_address(address), "{address}");
        }
        for name in [
            "https://example.org",
            "https://www.example.org/",
            "example.org",
            "COM(2012) 286",
            "2011/36/EU",
            "a.m./p.m.",
            "info@example.org",
        ] {
            assert!(!is_long_address(name), "{name}");
        }
    }

    #[test]
    fn words_belong_to_their_language() {
        assert!(fault("fr", "Cliquez ici !").is_some());
        assert!(fault("es", "Más información").is_some());
        assert!(fault("fr", "plus d’informations").is_some());
        assert_eq!(fault("en", "ici"), None);
        assert!(fault("es", "here").is_some());
        assert_eq!(fault("en", "the details of the annual report"), None);
    }
}
