//! What a block is, in words.

use super::{Mark, MarkKind};
use concord_document::{Block, BlockKind, Inline, InlineKind, walk};

/// Blocks of the same words may stand for each other.
pub(super) fn shape(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading { level, .. } => match &block.attributes.id {
            Some(id) => format!("a heading of level {level} with the id `{id}`"),
            None => format!("a heading of level {level}"),
        },
        BlockKind::Paragraph(_) => "a paragraph".to_owned(),
        BlockKind::List { start: None, .. } => "a list".to_owned(),
        BlockKind::List { start: Some(start), .. } => format!("a numbered list from {start}"),
        BlockKind::DefinitionList(_) => "a definition list".to_owned(),
        BlockKind::Table(table) => match table.alignments.len() {
            1 => "a table of 1 column".to_owned(),
            columns => format!("a table of {columns} columns"),
        },
        BlockKind::Quote(_) => "a quotation".to_owned(),
        BlockKind::Figure(figure) => format!("the picture `{}`", figure.path),
        BlockKind::Break => "a thematic break".to_owned(),
        BlockKind::Container { name, argument: None, .. } => format!("a container `{name}`"),
        BlockKind::Container { name, argument: Some(argument), .. } => {
            format!("a container `{name} {argument}`")
        }
        BlockKind::Chart(_) => "a chart".to_owned(),
        BlockKind::Timeline(_) => "a timeline".to_owned(),
        BlockKind::Map(_) => "a map".to_owned(),
        BlockKind::KeyFigures(_) => "key figures".to_owned(),
    }
}

/// The marks of a block that are the same in every language.
pub(super) fn marks(block: &Block) -> Vec<(MarkKind, String)> {
    match &block.kind {
        BlockKind::Heading { level, .. } => vec![
            (MarkKind::Level, level.to_string()),
            (MarkKind::Id, block.attributes.id.clone().unwrap_or_default()),
        ],
        BlockKind::Figure(figure) => vec![(MarkKind::Picture, figure.path.clone())],
        BlockKind::Container { name, argument, .. } => {
            let argument = argument.iter().map(|argument| format!(" {argument}")).collect::<String>();
            vec![(MarkKind::Container, format!("{name}{argument}"))]
        }
        _ => Vec::new(),
    }
}

/// The one mark by which two blocks differ.
pub(super) fn differing_mark(source: &[(MarkKind, String)], other: &[(MarkKind, String)]) -> Option<Mark> {
    let mut differing = source.iter().zip(other).filter(|(one, two)| one != two);
    let ((kind, expected), (other_kind, found)) = differing.next()?;
    let mark = Mark { kind: *kind, expected: expected.clone(), found: found.clone() };
    (kind == other_kind && differing.next().is_none()).then_some(mark)
}

/// What a block is apart from its form.
pub(super) fn class(block: &Block) -> &'static str {
    match &block.kind {
        BlockKind::Heading { .. } => "heading",
        BlockKind::Paragraph(_) => "paragraph",
        BlockKind::List { .. } => "list",
        BlockKind::DefinitionList(_) => "definition list",
        BlockKind::Table(_) => "table",
        BlockKind::Quote(_) => "quotation",
        BlockKind::Figure(_) => "picture",
        BlockKind::Break => "break",
        BlockKind::Container { .. } => "container",
        BlockKind::Chart(_) => "chart",
        BlockKind::Timeline(_) => "timeline",
        BlockKind::Map(_) => "map",
        BlockKind::KeyFigures(_) => "key figures",
    }
}

/// The first words of a block or of what is in it.
pub(super) fn excerpt(block: &Block) -> String {
    let mut words = String::new();
    walk::blocks(std::slice::from_ref(block), &mut |block| {
        for list in walk::inline_lists(block) {
            if words.trim().is_empty() {
                words = as_written(list);
            }
        }
    });
    shortened(&words)
}

fn as_written(content: &[Inline]) -> String {
    let mut words = String::new();
    walk::inlines(content, &mut |inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => words.push_str(text),
        InlineKind::Expression(expression) => words.push_str(&format!("{{{{{}}}}}", expression.source)),
        InlineKind::Break => words.push(' '),
        _ => {}
    });
    words
}

/// How many characters of a text are shown.
const SHOWN: usize = 40;

/// The first words of a text.
pub(super) fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= SHOWN {
        return text;
    }
    let beginning: String = text.chars().take(SHOWN).collect();
    let beginning = beginning.rsplit_once(' ').map_or(beginning.as_str(), |(words, _)| words);
    format!("{beginning} …")
}
