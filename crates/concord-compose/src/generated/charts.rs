//! `::: chart`.

use super::Generator;
use crate::alternatives::{self, Shown};
use crate::message_keys::MessageKey;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Attributes, Block, BlockKind, Chart, ChartKind, Datum};

/// So many grounds can be told apart, and carry a number that can be read.
const MOST_SHARES: usize = 4;

impl Generator<'_> {
    pub(super) fn chart(
        &mut self,
        attributes: &Attributes,
        blocks: Vec<Block>,
        span: Span,
    ) -> Option<BlockKind> {
        let caption = self.caption(blocks, span);
        let (kind, message) = match attributes.get("kind") {
            Some("bars") => (ChartKind::Bars, MessageKey::CHART_ALT_BARS),
            Some("share") => (ChartKind::Share, MessageKey::CHART_ALT_SHARE),
            kind => {
                let message = match kind {
                    Some(kind) => format!("a chart has no kind `{kind}`"),
                    None => "a chart needs its kind".to_owned(),
                };
                let finding = Diagnostic::new(Code::INVALID_ATTRIBUTES, message).at(span, "");
                self.diagnostics.push(finding.help("write kind=\"bars\" or kind=\"share\""));
                return None;
            }
        };
        let mut data = Vec::new();
        let keys = self.ids(attributes, "facts", span)?;
        let asked = keys.len();
        for key in keys {
            let shown = self.shown("chart", key);
            if let Some(shown) = self.take(shown, span) {
                data.push(Datum {
                    key: key.to_owned(),
                    label: shown.label,
                    value: shown.value,
                    text: shown.text,
                });
            }
        }
        if kind == ChartKind::Share {
            self.check_whole(&data, span);
            if asked > MOST_SHARES {
                let message = format!("a chart of shares shows {MOST_SHARES} at most, not {asked}");
                let finding = Diagnostic::new(Code::INVALID_ATTRIBUTES, message).at(span, "");
                let help =
                    "write kind=\"bars\": more shares than these have no colours that can be told apart";
                self.diagnostics.push(finding.help(help));
                return None;
            }
        }
        let words: Vec<Shown<'_>> = data
            .iter()
            .map(|datum| Shown { label: &datum.label, text: &datum.text, value: datum.value })
            .collect();
        let alternative = alternatives::describe(&self.edition, message, &caption, &words);
        let alternative = self.take(alternative, span).unwrap_or_default();
        Some(BlockKind::Chart(Chart { kind, caption, data, alternative }))
    }

    /// Shares of a whole are not more than the whole; rounding may add a little.
    fn check_whole(&mut self, data: &[Datum], span: Span) {
        let sum: f64 = data.iter().map(|datum| datum.value).sum();
        if sum > 101.0 {
            let message = format!("the shares of this chart add up to {sum}, which is more than the whole");
            self.diagnostics.push(Diagnostic::new(Code::SHARES_DIFFER, message).at(span, ""));
        }
    }
}
