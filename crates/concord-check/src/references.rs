//! What the texts refer to: facts, terms, countries and messages, by expression or by attribute.

use crate::alignment::Side;
use concord_diagnostics::Span;
use concord_document::{Block, BlockKind, Content, FactText, Inline, InlineKind, walk};
use concord_ledger::FactKind;

/// What a helper's key must name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A fact of one of these kinds.
    Fact(&'static [FactKind]),
    /// A term of the glossary.
    Term,
    /// A country's code.
    Country,
    /// A message of the table `[text]`.
    Text,
    /// A heading, which composition looks for in the whole document.
    Heading,
}

/// The helpers of the texts and what their keys name.
const HELPERS: &[(&str, Target)] = &[
    ("count", Target::Fact(&[FactKind::Count])),
    ("number", Target::Fact(&[FactKind::Count])),
    ("ordinal", Target::Fact(&[FactKind::Count])),
    ("share", Target::Fact(&[FactKind::Share])),
    ("amount", Target::Fact(&[FactKind::Amount])),
    ("date", Target::Fact(&[FactKind::Date])),
    ("period", Target::Fact(&[FactKind::Phase, FactKind::Action])),
    ("phase", Target::Fact(&[FactKind::Phase])),
    ("term", Target::Term),
    ("country", Target::Country),
    ("text", Target::Text),
    (FactText::PAGE, Target::Heading),
];

/// The attributes of containers that list facts, and the kinds that can be drawn from them.
const ATTRIBUTES: &[(&str, &[FactKind])] =
    &[("facts", &[FactKind::Count, FactKind::Share, FactKind::Amount]), ("phases", &[FactKind::Phase])];

/// The helper that suits a fact of a kind, where another was tried.
pub(crate) fn helper_for(kind: FactKind, tried: &str) -> &'static str {
    match kind {
        FactKind::Phase if tried == "date" => "period",
        FactKind::Phase => "phase",
        FactKind::Date => "date",
        FactKind::Count => "count",
        FactKind::Share => "share",
        FactKind::Amount => "amount",
        FactKind::Action => "period",
    }
}

/// A reference as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reference<'a> {
    /// The helper, or the attribute.
    pub(crate) helper: &'a str,
    pub(crate) key: &'a str,
    pub(crate) target: Target,
    pub(crate) span: Span,
    /// Whether it is an attribute of a container rather than an expression.
    pub(crate) is_attribute: bool,
}

impl Reference<'_> {
    /// As the writer wrote it: `{{count "countries"}}` or `facts="... countries ..."`.
    pub(crate) fn shown(&self) -> String {
        if self.is_attribute {
            format!("`{}` in {}=\"...\"", self.key, self.helper)
        } else {
            format!("{{{{{} \"{}\"}}}}", self.helper, self.key)
        }
    }
}

/// Every block of a text in reading order, then those of its notes.
pub(crate) fn blocks(content: &Content) -> Vec<&Block> {
    let mut blocks = Vec::new();
    walk::blocks(&content.blocks, &mut |block| blocks.push(block));
    for note in content.notes.values() {
        walk::blocks(&note.blocks, &mut |block| blocks.push(block));
    }
    blocks
}

/// The references that stand in a block itself, not in blocks inside it. Expressions with helpers that no text has are
/// left to composition, which knows those of the templates too.
pub(crate) fn of_block(block: &Block) -> Vec<Reference<'_>> {
    let mut references = of_inlines(&walk::inline_lists(block));
    references.extend(of_attributes(block));
    references
}

/// The references of one side of a pair.
pub(crate) fn of_side<'a>(side: &Side<'a>) -> Vec<Reference<'a>> {
    let mut references = of_inlines(&side.lists());
    references.extend(
        side.texts.iter().filter(|(_, part)| part.is_none()).flat_map(|(block, _)| of_attributes(block)),
    );
    references
}

fn of_inlines<'a>(lists: &[&'a [Inline]]) -> Vec<Reference<'a>> {
    let mut references = Vec::new();
    for content in lists {
        walk::inlines(content, &mut |inline| {
            let InlineKind::Expression(expression) = &inline.kind else { return };
            let Some(key) = &expression.key else { return };
            let helper = expression.helper.as_str();
            if let Some((_, target)) = HELPERS.iter().find(|(name, _)| *name == helper) {
                let (target, span) = (*target, inline.span);
                references.push(Reference { helper, key, target, span, is_attribute: false });
            }
        });
    }
    references
}

pub(crate) fn of_attributes(block: &Block) -> Vec<Reference<'_>> {
    if !matches!(block.kind, BlockKind::Container { .. }) {
        return Vec::new();
    }
    let listed = ATTRIBUTES.iter().flat_map(|(name, kinds)| {
        let keys = block.attributes.get(name).unwrap_or("").split_whitespace();
        keys.map(|key| Reference {
            helper: name,
            key,
            target: Target::Fact(kinds),
            span: block.span,
            is_attribute: true,
        })
    });
    listed.collect()
}
