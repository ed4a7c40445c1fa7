//! `::: timeline`.

use super::Generator;
use crate::alternatives::{self, Shown};
use crate::fault::Fault;
use crate::helpers::locale_date;
use crate::message_keys::MessageKey;
use concord_diagnostics::Span;
use concord_document::{Attributes, Block, BlockKind, Timeline, TimelinePhase};
use concord_ledger::Fact;

impl Generator<'_> {
    pub(super) fn timeline(
        &mut self,
        attributes: &Attributes,
        blocks: Vec<Block>,
        span: Span,
    ) -> Option<BlockKind> {
        let caption = self.caption(blocks, span);
        let mut phases = Vec::new();
        for key in self.ids(attributes, "phases", span)? {
            let phase = self.phase(key);
            phases.extend(self.take(phase, span));
        }
        let words: Vec<Shown<'_>> = phases
            .iter()
            .map(|phase| Shown { label: &phase.label, text: &phase.text, value: phase.start })
            .collect();
        let alternative = alternatives::describe(&self.edition, MessageKey::TIMELINE_ALT, &caption, &words);
        let alternative = self.take(alternative, span).unwrap_or_default();
        Some(BlockKind::Timeline(Timeline { caption, phases, alternative }))
    }

    fn phase(&self, key: &str) -> Result<TimelinePhase, Fault> {
        let ledger = &self.edition.publication.ledger;
        let known = ledger.phases.keys().map(String::as_str);
        let phase = match ledger.fact(key) {
            Some(Fact::Phase(phase)) => phase,
            Some(other) => {
                return Err(Fault::wrong_kind("timeline", key, other.kind(), other.span(), "phases"));
            }
            None => return Err(Fault::unknown_fact(ledger, key, known)),
        };
        let name = self.edition.phase_name(key).unwrap_or_default();
        Ok(TimelinePhase {
            key: key.to_owned(),
            label: self.edition.locale.typography(name).into_owned(),
            start: phase.start.value.start_year(),
            end: phase.end.value.end_year(),
            text: self.edition.locale.period(locale_date(phase.start.value), locale_date(phase.end.value)),
        })
    }
}
