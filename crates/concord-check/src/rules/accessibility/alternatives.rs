//! Alternative texts say what can be seen.
//!
//! **What.** The alternative text of a picture says more than that it is a picture, is not the name of the file nor the
//! caption, and is translated.
//!
//! **Why.** It is all that those have who do not see the picture.
//!
//! **How to mend.** Say in one sentence what the picture shows and why it stands here.

use super::normal;
use crate::Context;
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Block, BlockKind, Figure, walk};

/// Words that say only that there is a picture, in the languages that publications are made in.
const EMPTY: &[&str] = &[
    // English
    "alt",
    "alt text",
    "alternative text",
    "banner",
    "chart",
    "cover",
    "diagram",
    "drawing",
    "figure",
    "graph",
    "graphic",
    "icon",
    "illustration",
    "image",
    "infographic",
    "logo",
    "map",
    "photo",
    "photograph",
    "pic",
    "picture",
    "placeholder",
    "screenshot",
    "untitled",
    // French
    "bannière",
    "capture d'écran",
    "carte",
    "couverture",
    "dessin",
    "diagramme",
    "graphique",
    "icône",
    "infographie",
    "photographie",
    "sans titre",
    "schéma",
    "texte alternatif",
    "vignette",
    // Spanish
    "captura de pantalla",
    "cubierta",
    "diagrama",
    "dibujo",
    "figura",
    "foto",
    "fotografía",
    "gráfica",
    "gráfico",
    "icono",
    "ilustración",
    "imagen",
    "infografía",
    "mapa",
    "portada",
    "sin título",
    "texto alternativo",
    // German, Italian, Portuguese
    "abbildung",
    "bild",
    "diagramm",
    "grafik",
    "karte",
    "fotografia",
    "immagine",
    "figura",
    "illustrazione",
    "imagem",
    "ilustração",
];

/// Looks at every picture of every language, and at every translated one beside its source.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let blocks = context.texts.iter().flat_map(|text| text.blocks.iter().map(|reading| reading.block));
    let mut diagnostics: Vec<Diagnostic> =
        blocks.filter_map(|block| of_figure(context, block, figure(block)?)).collect();
    for comparison in &context.comparisons {
        let (from, to) = (&comparison.source.language, &comparison.translation.language);
        for pair in &comparison.alignment.pairs {
            let blocks = pair.source.texts.iter().zip(&pair.translation.texts);
            for ((source, _), (translation, _)) in blocks {
                let (Some(original), Some(copy)) = (figure(source), figure(translation)) else { continue };
                if original.alternative != copy.alternative || !is_translatable(&copy.alternative) {
                    continue;
                }
                let message = format!(
                    "an alternative text in {to} is that of {from}, word for word",
                    to = wording::language(to),
                    from = wording::language(from)
                );
                diagnostics.push(
                    Diagnostic::new(Code::ALTERNATIVE_UNTRANSLATED, message)
                        .at(place(context, translation, copy), "not translated")
                        .and(
                            place(context, source, original),
                            format!("the {from} text", from = wording::language(from)),
                        )
                        .help("translate it: it is read aloud in the language of the text"),
                );
            }
        }
    }
    diagnostics
}

fn figure(block: &Block) -> Option<&Figure> {
    match &block.kind {
        BlockKind::Figure(figure) => Some(figure),
        _ => None,
    }
}

/// The alternative text itself, or the whole picture where it has escapes.
fn place(context: &Context<'_>, block: &Block, figure: &Figure) -> Span {
    let start = context.sources.snippet(block.span).find(&figure.alternative);
    match start.filter(|_| !figure.alternative.is_empty()) {
        Some(start) => block.span.slice(start, start + figure.alternative.len()),
        None => block.span,
    }
}

fn of_figure(context: &Context<'_>, block: &Block, figure: &Figure) -> Option<Diagnostic> {
    let alternative = normal(&figure.alternative);
    // That there is none is found when the text is read.
    if figure.alternative.trim().is_empty() {
        return None;
    }
    let place = place(context, block, figure);
    let shown = &figure.alternative;
    let file = figure.path.rsplit('/').next().unwrap_or(&figure.path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let is_name = [file, stem, figure.path.as_str()].iter().any(|name| is_alike(&alternative, name));
    if is_name {
        let message = format!("the alternative text `{shown}` is the name of the file");
        return Some(
            Diagnostic::new(Code::EMPTY_ALTERNATIVE, message)
                .at(place, "the name of the file")
                .help("say in one sentence what the picture shows and why it stands here"),
        );
    }
    let without_number = alternative.trim_end_matches(|c: char| !c.is_alphabetic());
    if without_number.is_empty() || EMPTY.contains(&without_number.replace('’', "'").as_str()) {
        let message = format!("the alternative text `{shown}` says nothing about the picture");
        return Some(
            Diagnostic::new(Code::EMPTY_ALTERNATIVE, message)
                .at(place, "only says that there is a picture")
                .help("say in one sentence what the picture shows and why it stands here"),
        );
    }
    if normal(&walk::plain_text(&figure.caption)) != alternative {
        return None;
    }
    Some(
        Diagnostic::new(Code::ALTERNATIVE_IS_CAPTION, "an alternative text repeats the caption")
            .at(place, "the same words as the caption")
            .help("say in it what can be seen; the caption is read aloud as well"),
    )
}

/// File names have hyphens where words have spaces.
fn is_alike(alternative: &str, name: &str) -> bool {
    let bare = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    // A single word may well be what can be seen.
    bare(alternative) == bare(name)
        && (name.contains(['-', '_', '.', '/']) || name.chars().any(|c| c.is_numeric()))
        && !alternative.contains(' ')
}

/// Names are the same in every language; three words in small letters are not.
fn is_translatable(alternative: &str) -> bool {
    let is_word = |word: &&str| {
        word.chars().all(char::is_alphabetic) && word.chars().next().is_some_and(char::is_lowercase)
    };
    alternative.split_whitespace().filter(is_word).count() >= 3
}
