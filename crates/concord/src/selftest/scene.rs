//! A file as the kinds of fault see it: its bytes, and what was parsed of them.

use concord_diagnostics::Sources;
use concord_document::{Block, BlockKind, Content, Expression, Inline, InlineKind, walk};
use concord_publication::{Manuscript, Publication, Text};
use std::ops::Range;

/// What a file is in its publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// A text of the source language.
    Source,
    /// A translated text.
    Translation,
    /// The messages of a translation.
    Messages,
    /// The ledger.
    Ledger,
}

/// A file.
pub(super) struct Scene<'a> {
    pub(super) role: Role,
    /// The language, or `ledger`.
    pub(super) locale: &'a str,
    /// Relative to the publication folder.
    pub(super) path: String,
    pub(super) text: &'a str,
    pub(super) publication: &'a Publication,
    pub(super) content: Option<&'a Content>,
    /// The file that this one translates.
    pub(super) source: Option<Original<'a>>,
}

/// A file of the source language.
pub(super) struct Original<'a> {
    pub(super) path: String,
    pub(super) text: &'a str,
    pub(super) content: Option<&'a Content>,
}

/// Characters of a text that are its author's own: no markup and no expression.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    /// The byte at which it begins.
    pub(super) at: usize,
}

/// Every file of a publication, in order: the ledger, then languages by tag with their files by path.
pub(super) fn scenes<'a>(publication: &'a Publication, sources: &'a Sources) -> Vec<Scene<'a>> {
    let mut scenes = Vec::new();
    let find =
        |path: &str| sources.iter().find(|(_, source)| source.name() == path).map(|(_, source)| source);
    let ledger = |text| Scene {
        role: Role::Ledger,
        locale: "ledger",
        path: "ledger.toml".to_owned(),
        text,
        publication,
        content: None,
        source: None,
    };
    scenes.extend(find("ledger.toml").map(|source| ledger(source.text().as_ref())));
    let Some(source) = publication.source() else { return scenes };
    for manuscript in publication.manuscripts.values() {
        let is_source = manuscript.language == source.language;
        if !is_source {
            scenes.extend(messages(publication, sources, source, manuscript));
        }
        for (path, text) in &manuscript.texts {
            scenes.extend(self::text(publication, sources, (source, manuscript), path, text));
        }
    }
    scenes
}

fn messages<'a>(
    publication: &'a Publication,
    sources: &'a Sources,
    source: &'a Manuscript,
    manuscript: &'a Manuscript,
) -> Option<Scene<'a>> {
    let (own, original) = (sources.get(manuscript.messages.source)?, sources.get(source.messages.source)?);
    Some(Scene {
        role: Role::Messages,
        locale: manuscript.language.as_str(),
        path: own.name().to_owned(),
        text: own.text(),
        publication,
        content: None,
        source: Some(Original { path: original.name().to_owned(), text: original.text(), content: None }),
    })
}

fn text<'a>(
    publication: &'a Publication,
    sources: &'a Sources,
    (source, manuscript): (&'a Manuscript, &'a Manuscript),
    path: &str,
    text: &'a Text,
) -> Option<Scene<'a>> {
    let own = sources.get(text.source)?;
    let is_source = manuscript.language == source.language;
    let original = source.texts.get(path).filter(|_| !is_source).and_then(|original| {
        let read = sources.get(original.source)?;
        Some(Original { path: read.name().to_owned(), text: read.text(), content: Some(&original.content) })
    });
    Some(Scene {
        role: if is_source { Role::Source } else { Role::Translation },
        locale: manuscript.language.as_str(),
        path: own.name().to_owned(),
        text: own.text(),
        publication,
        content: Some(&text.content),
        source: original,
    })
}

/// Every block in reading order, outer before inner, then those of the notes.
pub(super) fn blocks(content: &Content) -> Vec<&Block> {
    let mut blocks = Vec::new();
    walk::blocks(&content.blocks, &mut |block| blocks.push(block));
    for note in content.notes.values() {
        walk::blocks(&note.blocks, &mut |block| blocks.push(block));
    }
    blocks
}

impl<'a> Scene<'a> {
    /// The language without region, such as `fr`.
    pub(super) fn language(&self) -> &'a str {
        self.locale.split('-').next().unwrap_or(self.locale)
    }

    pub(super) fn blocks(&self) -> Vec<&'a Block> {
        self.content.map(blocks).unwrap_or_default()
    }

    /// Every inline of the file, outer before inner.
    pub(super) fn inlines(&self) -> Vec<&'a Inline> {
        let mut inlines = Vec::new();
        for block in self.blocks() {
            for list in walk::inline_lists(block) {
                walk::inlines(list, &mut |inline| inlines.push(inline));
            }
        }
        inlines
    }

    /// The author's own characters; of messages, their values.
    pub(super) fn pieces(&self) -> Vec<Piece<'a>> {
        if self.role == Role::Messages {
            let lines = entries(self.text).into_iter().flat_map(|entry| entry.keys);
            let values = lines.filter(|key| self.text[key.value.clone()].starts_with('"'));
            let inner = values
                .map(|key| key.value.start + 1..key.value.end.saturating_sub(1).max(key.value.start + 1));
            return inner.map(|range| Piece { text: &self.text[range.clone()], at: range.start }).collect();
        }
        let own = |inline: &Inline| match &inline.kind {
            InlineKind::Text(text) => {
                let range = inline.span.range();
                let written = self.text.get(range.clone())?;
                (written == text).then_some(Piece { text: written, at: range.start })
            }
            _ => None,
        };
        self.inlines().into_iter().filter_map(own).collect()
    }

    /// Expressions with a key: the expression, its key and its place.
    pub(super) fn expressions(&self) -> Vec<(&'a Expression, &'a str, Range<usize>)> {
        let expression = |inline: &'a Inline| match &inline.kind {
            InlineKind::Expression(expression) => {
                Some((expression, expression.key.as_deref()?, inline.span.range()))
            }
            _ => None,
        };
        self.inlines().into_iter().filter_map(expression).collect()
    }

    /// Every block with the block that it translates; nothing where the two files are not built alike. What stands in
    /// lists of terms is left out: each language sorts them anew.
    pub(super) fn pairs(&self) -> Vec<(&'a Block, &'a Block)> {
        let Some(source) = self.source.as_ref().and_then(|source| source.content) else { return Vec::new() };
        let (own, original) = (self.blocks(), blocks(source));
        let alike =
            |(a, b): (&&Block, &&Block)| std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind);
        if own.len() != original.len() || !own.iter().zip(&original).all(alike) {
            return Vec::new();
        }
        let lists: Vec<Range<usize>> = own
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::DefinitionList(_)))
            .map(|block| block.span.range())
            .collect();
        let is_listed = |block: &Block| {
            let range = block.span.range();
            lists.iter().any(|list| list.start <= range.start && range.end <= list.end)
        };
        own.into_iter().zip(original).filter(|(own, _)| !is_listed(own)).collect()
    }

    /// The place of what a block translates.
    pub(super) fn counterpart(&self, block: &Block) -> Vec<(String, Range<usize>)> {
        let pair = self.pairs().into_iter().find(|(own, _)| std::ptr::eq(*own, block));
        let path = self.source.as_ref().map(|source| source.path.clone());
        path.zip(pair).map(|(path, (_, original))| (path, original.span.range())).into_iter().collect()
    }

    /// Paragraphs, with their places.
    pub(super) fn paragraphs(&self) -> Vec<(&'a Block, Range<usize>)> {
        let paragraphs =
            self.blocks().into_iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_)));
        paragraphs.map(|block| (block, trimmed(self.text, block.span.range()))).collect()
    }
}

/// A range without the white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (part.len() - part.trim_start().len());
    start..(start + part.trim().len())
}

/// A table of a TOML file.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// What stands between the brackets.
    pub(super) header: &'a str,
    pub(super) keys: Vec<Key<'a>>,
}

/// A line `key = value`.
#[derive(Debug)]
pub(super) struct Key<'a> {
    pub(super) name: &'a str,
    /// The value as it is written.
    pub(super) value: Range<usize>,
    /// The line with its line break.
    pub(super) line: Range<usize>,
}

/// The tables of a TOML file whose values stand on one line each, as ledgers and messages are written.
pub(super) fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut entries = vec![Entry { header: "", keys: Vec::new() }];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let bare = line.trim();
        if let Some(header) = bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            entries.push(Entry { header, keys: Vec::new() });
        } else if let (Some((name, value)), false) = (line.split_once(" = "), bare.starts_with('#')) {
            let start = range.start + name.len() + 3;
            let value = start..start + value.trim_end().len();
            if let Some(entry) = entries.last_mut() {
                entry.keys.push(Key { name: name.trim(), value, line: range });
            }
        }
    }
    entries
}

impl<'a> Entry<'a> {
    /// The value of a key without its quotation marks, and its place with them.
    pub(super) fn get<'t>(&self, text: &'t str, name: &str) -> Option<(&'t str, Range<usize>)> {
        let key = self.keys.iter().find(|key| key.name == name)?;
        Some((text[key.value.clone()].trim_matches('"'), key.value.clone()))
    }

    /// The id, where the table is a fact of a kind, such as `phases`.
    pub(super) fn fact(&self, kind: &str) -> Option<&'a str> {
        let id = self.header.strip_prefix(kind)?.strip_prefix('.')?;
        (!id.contains('.')).then_some(id)
    }
}
