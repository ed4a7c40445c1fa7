//! `::: map`, and the map of a case study's panel.

use super::Generator;
use crate::alternatives;
use crate::fault::Fault;
use crate::helpers;
use crate::message_keys::MessageKey;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Attributes, Block, BlockKind, Map, MapView};
use concord_ledger::Spanned;
use std::collections::BTreeSet;

impl Generator<'_> {
    pub(super) fn map(
        &mut self,
        attributes: &Attributes,
        blocks: Vec<Block>,
        span: Span,
    ) -> Option<BlockKind> {
        let caption = self.caption(blocks, span);
        let view = match attributes.get("view") {
            None | Some("region") => MapView::Region,
            Some("world") => MapView::World,
            Some(view) => {
                let message = format!("a map has no view `{view}`");
                let finding = Diagnostic::new(Code::INVALID_ATTRIBUTES, message).at(span, "");
                self.diagnostics.push(finding.help("write view=\"region\" or view=\"world\""));
                return None;
            }
        };
        let countries = self.map_countries(attributes, span)?;
        let names = self.country_names(countries.iter().map(|code| (code.as_str(), span)));
        let alternative = alternatives::describe_map(&self.edition, MessageKey::MAP_ALT, &caption, &names);
        let alternative = self.take(alternative, span).unwrap_or_default();
        Some(BlockKind::Map(Map { view, caption, countries, alternative }))
    }

    /// The countries of the case studies that `actions` lists, or of all of the publication; or those of `countries`. Every
    /// country is there once, in the order of the codes.
    fn map_countries(&mut self, attributes: &Attributes, span: Span) -> Option<Vec<String>> {
        let publication = self.edition.publication;
        if attributes.get("actions").is_none() {
            let codes = self.ids(attributes, "countries", span)?;
            let codes: BTreeSet<&str> = codes.into_iter().collect();
            return Some(codes.into_iter().map(str::to_owned).collect());
        }
        let ids = match attributes.get("actions") {
            Some("all") => publication.config.actions.iter().map(|id| id.value.as_str()).collect(),
            _ => self.ids(attributes, "actions", span)?,
        };
        let ledger = &publication.ledger;
        let mut codes = BTreeSet::new();
        for id in ids {
            let known = || ledger.actions.keys().map(String::as_str);
            let action = ledger.actions.get(id).ok_or_else(|| Fault::unknown_fact(ledger, id, known()));
            if let Some(action) = self.take(action, span) {
                codes.extend(action.countries.iter().map(|code| code.value.clone()));
            }
        }
        Some(codes.into_iter().collect())
    }

    /// Where a case study's countries are.
    pub(super) fn locator(&mut self, countries: &[Spanned<String>], span: Span) -> Option<BlockKind> {
        let names = self.country_names(countries.iter().map(|code| (code.value.as_str(), code.span)));
        let alternative = alternatives::describe_map(&self.edition, MessageKey::LOCATOR_ALT, &[], &names);
        let alternative = self.take(alternative, span)?;
        let countries = countries.iter().map(|code| code.value.clone()).collect();
        Some(BlockKind::Map(Map { view: MapView::Region, caption: Vec::new(), countries, alternative }))
    }

    /// The names of countries in the language's order.
    pub(super) fn country_names<'c>(&mut self, codes: impl Iterator<Item = (&'c str, Span)>) -> Vec<String> {
        let mut names: Vec<String> = codes
            .filter_map(|(code, at)| {
                let name = helpers::country_name(&self.edition, code);
                self.take(name, at)
            })
            .collect();
        names.sort_by(|one, other| self.edition.locale.compare(one, other));
        names
    }
}
