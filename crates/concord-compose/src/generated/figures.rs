//! Values with labels: key figures, and the data of charts.

use super::Generator;
use crate::fault::Fault;
use crate::helpers::{self, SHOWN_KINDS};
use concord_diagnostics::Span;
use concord_document::{Attributes, BlockKind, KeyFigure};
use concord_ledger::Fact;

/// A fact that can be shown, in its parts.
pub(super) struct Shown {
    pub(super) qualifier: String,
    /// The number as it is written in the language, with its sign of percentage or currency.
    pub(super) number: String,
    /// Qualifier and number together.
    pub(super) text: String,
    pub(super) value: f64,
    pub(super) label: String,
}

impl Generator<'_> {
    pub(super) fn figures(&mut self, attributes: &Attributes, span: Span) -> Option<BlockKind> {
        let mut figures = Vec::new();
        for key in self.ids(attributes, "facts", span)? {
            let shown = self.shown("figures", key);
            if let Some(Shown { qualifier, number, label, .. }) = self.take(shown, span) {
                figures.push(KeyFigure { key: key.to_owned(), qualifier, number, label });
            }
        }
        Some(BlockKind::KeyFigures(figures))
    }

    /// A fact with its label from the messages.
    pub(super) fn shown(&self, container: &str, key: &str) -> Result<Shown, Fault> {
        let edition = &self.edition;
        let ledger = &edition.publication.ledger;
        let known = ledger.ids().filter(|(_, kind)| SHOWN_KINDS.contains(kind)).map(|(id, _)| id);
        let fact = ledger.fact(key).ok_or_else(|| Fault::unknown_fact(ledger, key, known))?;
        let (qualifier, number, text, value) = match fact {
            Fact::Count(count) => {
                let number = edition.locale.integer(count.value.value);
                let qualifier = helpers::qualifier(count);
                let text = edition.locale.qualified(qualifier, &number);
                (edition.locale.qualifier(qualifier).to_owned(), number, text, count.value.value as f64)
            }
            Fact::Share(share) => {
                let number = edition.locale.percent(&share.value.value.to_string());
                (String::new(), number.clone(), number, share.value.value.to_f64())
            }
            Fact::Amount(amount) => {
                let number = helpers::amount_text(edition, amount);
                (String::new(), number.clone(), number, amount.to_f64())
            }
            other => {
                let wanted = "counts, shares or amounts";
                return Err(Fault::wrong_kind(container, key, other.kind(), other.span(), wanted));
            }
        };
        let labels = &edition.manuscript.messages.labels;
        let label = labels.get(key).ok_or_else(|| helpers::missing(edition, "labels", key, labels.keys()))?;
        let label = edition.locale.typography(&label.value).into_owned();
        Ok(Shown { qualifier, number, text, value, label })
    }
}
