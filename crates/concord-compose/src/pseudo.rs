//! An edition in a pseudo-language, to try a design with: the source's own texts, accented, longer and in brackets.
//!
//! The parsed texts are changed, not what was written, so markup, ids, links, expressions and notes are those of the
//! source by construction, and every place in a finding is the one that the writer can edit. A bracket opens and closes
//! every paragraph, heading, cell and message: where one is missing on a page, text was cut.

use concord_document::{Block, BlockKind, Content, Inline, InlineKind, LanguageTag, walk};
use concord_locale::{pseudo, pseudo_tag};
use concord_publication::{Messages, Publication, Spanned};
use std::collections::BTreeMap;

/// The publication with one more language: that of its source with the region `XA`. A folder that has this tag already
/// is taken as it is; so is a publication without its source.
pub fn with_pseudo(publication: &Publication) -> Publication {
    let mut publication = publication.clone();
    let source_tag = publication.config.source_locale.value.clone();
    let Ok(tag) = LanguageTag::parse(&pseudo_tag(source_tag.as_str())) else { return publication };
    if publication.manuscripts.contains_key(&tag) {
        return publication;
    }
    let Some(mut manuscript) = publication.source().cloned() else { return publication };
    manuscript.language = tag.clone();
    manuscript.lock = concord_publication::Lock::default();
    change_messages(&mut manuscript.messages);
    for text in manuscript.texts.values_mut() {
        change_content(&mut text.content);
    }
    for term in publication.glossary.terms.values_mut() {
        let own = [source_tag.as_str(), source_tag.language()];
        if let Some(words) = own.into_iter().find_map(|tag| term.translations.get(tag)).cloned() {
            let words = Spanned { value: pseudo(&words.value), span: words.span };
            term.translations.insert(tag.as_str().to_owned(), words);
        }
    }
    publication.manuscripts.insert(tag, manuscript);
    publication
}

/// Messages that stand on their own are put into brackets; names and nouns stand in sentences that have them.
fn change_messages(messages: &mut Messages) {
    messages.language_name = bracketed(&messages.language_name);
    for table in [&mut messages.text, &mut messages.labels] {
        change(table, bracketed);
    }
    let tables = [
        &mut messages.names,
        &mut messages.countries,
        &mut messages.regions,
        &mut messages.themes,
        &mut messages.institutions,
    ];
    for table in tables {
        change(table, pseudo);
    }
    for noun in messages.nouns.values_mut() {
        for form in noun.forms.values_mut() {
            *form = pseudo(form);
        }
    }
}

fn change(table: &mut BTreeMap<String, Spanned<String>>, into: impl Fn(&str) -> String) {
    for text in table.values_mut() {
        text.value = into(&text.value);
    }
}

fn bracketed(text: &str) -> String {
    format!("[{}]", pseudo(text))
}

fn change_content(content: &mut Content) {
    change_blocks(&mut content.blocks);
    for note in content.notes.values_mut() {
        change_blocks(&mut note.blocks);
    }
}

fn change_blocks(blocks: &mut [Block]) {
    for block in blocks {
        // The term of a definition is looked for in the text, where it has no brackets.
        let has_brackets = !matches!(block.kind, BlockKind::DefinitionList(_));
        for content in walk::inline_lists_mut(block) {
            change_inlines(content);
            if has_brackets {
                put_into_brackets(content);
            }
        }
        if let BlockKind::Figure(figure) = &mut block.kind {
            figure.alternative = bracketed(&figure.alternative);
        }
        for inner in walk::children_mut(block) {
            change_blocks(inner);
        }
    }
}

/// Changes the words. What is in another language stays as it is, as it does in a translation.
fn change_inlines(content: &mut [Inline]) {
    for inline in content {
        match &mut inline.kind {
            InlineKind::Text(text) => *text = pseudo(text),
            InlineKind::Span { attributes, .. } if attributes.get("lang").is_some() => {}
            _ => {
                if let Some(inner) = walk::inner_mut(inline) {
                    change_inlines(inner);
                }
            }
        }
    }
}

/// A bracket before the first words and after the last. A text that is strong as a whole, such as the title of a box,
/// stays so: its brackets stand inside.
fn put_into_brackets(content: &mut Vec<Inline>) {
    if let [only] = content.as_mut_slice()
        && let Some(inner) = walk::inner_mut(only)
    {
        put_into_brackets(inner);
        return;
    }
    let (Some(first), Some(last)) = (content.first(), content.last()) else { return };
    let (first, last) = (first.span, last.span);
    content.insert(0, Inline::text("[", first.slice(0, 0)));
    content.push(Inline::text("]", last.slice(last.range().len(), last.range().len())));
}
