//! What expressions say in an edition, for those who are to see it beside them.

use crate::Edition;
use crate::evaluate::Evaluator;
use concord_document::Expression;

/// Says what expressions read in one edition.
pub struct Wording<'a>(Evaluator<'a>);

impl<'a> Wording<'a> {
    /// The wording of an edition.
    pub fn new(edition: Edition<'a>) -> Self {
        Self(Evaluator::new(edition))
    }

    /// What an expression reads; `None` where it cannot be had, which is reported elsewhere.
    pub fn of(&mut self, expression: &Expression) -> Option<String> {
        self.0.answer(expression).ok().map(|fact| fact.text)
    }
}
