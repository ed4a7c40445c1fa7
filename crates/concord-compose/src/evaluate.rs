//! Expressions into facts, and typed characters into set ones.

use crate::call::Reader;
use crate::edition::Edition;
use crate::fault::Fault;
use crate::{helpers, typography};
use concord_diagnostics::Diagnostic;
use concord_document::{Block, Content, Expression, FactText, Inline, InlineKind, walk};
use std::collections::BTreeMap;

/// Helpers whose words are a writer's, and get the language's typography like the text around them. The others give
/// numbers and dates, which have it.
const WORDS: &[&str] = &["phase", "term", "country", "text"];

/// Evaluates the expressions of one edition. Most facts are named many times, so answers are kept.
pub(crate) struct Evaluator<'a> {
    edition: Edition<'a>,
    reader: Reader,
    answers: BTreeMap<String, Result<FactText, Fault>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(edition: Edition<'a>) -> Self {
        Self { edition, reader: Reader::new(), answers: BTreeMap::new(), diagnostics: Vec::new() }
    }

    /// Evaluates everything in a document.
    pub(crate) fn content(&mut self, content: &mut Content) {
        self.blocks(&mut content.blocks);
        for note in content.notes.values_mut() {
            self.blocks(&mut note.blocks);
        }
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            for list in walk::inline_lists_mut(block) {
                self.paragraph(list);
            }
            for inner in walk::children_mut(block) {
                self.blocks(inner);
            }
        }
    }

    /// Evaluates running text that makes one whole, such as a paragraph or a cell.
    pub(crate) fn paragraph(&mut self, content: &mut [Inline]) {
        self.expressions(content);
        typography::set(content, self.edition.locale, self.edition.language());
    }

    fn expressions(&mut self, content: &mut [Inline]) {
        for inline in content {
            if let InlineKind::Expression(expression) = &inline.kind {
                let fact = match self.answer(expression) {
                    Ok(fact) => fact,
                    Err(fault) => {
                        let unknown = unevaluated(expression);
                        self.diagnostics.extend(fault.at(inline.span));
                        unknown
                    }
                };
                inline.kind = InlineKind::Fact(fact);
            }
            if let Some(inner) = walk::inner_mut(inline) {
                self.expressions(inner);
            }
        }
    }

    pub(crate) fn answer(&mut self, expression: &Expression) -> Result<FactText, Fault> {
        if let Some(answer) = self.answers.get(&expression.source) {
            return answer.clone();
        }
        let answer = self.reader.read(expression).and_then(|call| {
            let (key, words) = helpers::answer(&self.edition, &call)?;
            let words = if WORDS.contains(&call.helper.as_str()) {
                self.edition.locale.typography(&words).into_owned()
            } else {
                words
            };
            Ok(FactText { helper: call.helper, key, text: words })
        });
        self.answers.insert(expression.source.clone(), answer.clone());
        answer
    }
}

/// What stands in the place of a fact that could not be had, in a document that will not be published.
fn unevaluated(expression: &Expression) -> FactText {
    FactText {
        helper: expression.helper.clone(),
        key: expression.key.clone().unwrap_or_default(),
        text: format!("{{{{{}}}}}", expression.source),
    }
}
