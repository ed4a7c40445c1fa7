//! `::: panel`: the facts of a case study, beside its text.

use super::{Generator, paragraph};
use crate::fault::Fault;
use crate::helpers;
use crate::message_keys::MessageKey;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Attributes, Block, BlockKind, DefinitionItem, FactText, Inline, InlineKind};
use concord_ledger::{Action, Spanned};
use concord_publication::Spanned as Message;
use std::collections::BTreeMap;

impl<'a> Generator<'a> {
    pub(super) fn panel(&mut self, attributes: &Attributes, span: Span) -> Option<BlockKind> {
        let Some(id) = attributes.get("action") else {
            let message = "a panel needs action=\"...\" with the id of a case study";
            self.diagnostics.push(Diagnostic::new(Code::INVALID_ATTRIBUTES, message).at(span, ""));
            return None;
        };
        let ledger = &self.edition.publication.ledger;
        let known = || ledger.actions.keys().map(String::as_str);
        let action = ledger.actions.get(id).ok_or_else(|| Fault::unknown_fact(ledger, id, known()));
        let action = self.take(action, span)?;
        let locator = self.locator(&action.countries, span);
        let list = BlockKind::DefinitionList(self.rows(id, action));
        let block = |kind| Block { kind, attributes: Attributes::default(), span: action.span };
        let blocks = locator.into_iter().chain([list]).map(block).collect();
        Some(BlockKind::Container { name: "panel".to_owned(), argument: None, blocks })
    }

    fn rows(&mut self, id: &str, action: &Action) -> Vec<DefinitionItem> {
        let messages = &self.edition.manuscript.messages;
        let country =
            if action.countries.len() == 1 { MessageKey::COUNTRY } else { MessageKey::COUNTRIES_LABEL };
        let theme = action.theme.as_ref().map(|theme| self.name("themes", &messages.themes, theme));
        let region = self.name("regions", &messages.regions, &action.region);
        let institution = self.institution(id, action);
        let start = helpers::locale_date(action.start.value);
        let end = helpers::locale_date(action.end.value);
        let period = FactText {
            helper: "period".to_owned(),
            key: id.to_owned(),
            text: self.edition.locale.period(start, end),
        };
        let period = Inline { kind: InlineKind::Fact(period), span: action.span };
        let mut rows = vec![
            (country, self.countries(&action.countries)),
            (MessageKey::REGION, region),
            (MessageKey::THEME, theme.flatten()),
            (MessageKey::REQUESTING_INSTITUTION, institution),
            (MessageKey::DATES_LABEL, Some(period)),
            (MessageKey::EXPERTS, self.countries(&action.experts)),
        ];
        if !action.partners.is_empty() {
            rows.push((MessageKey::EXPERTS_PARTNERS, self.countries(&action.partners)));
        }
        rows.into_iter().map(|(label, value)| self.row(label, value, action.span)).collect()
    }

    /// A label with its value, or with the words for a value that no source states.
    fn row(&mut self, label: MessageKey, value: Option<Inline>, span: Span) -> DefinitionItem {
        let label = self.message(label, span).unwrap_or_default();
        let term = vec![self.words(label, span)];
        let value = value.unwrap_or_else(|| {
            let words = self.message(MessageKey::NOT_STATED, span).unwrap_or_default();
            self.words(words, span)
        });
        DefinitionItem { term, blocks: vec![paragraph(vec![value], span)], span }
    }

    /// The name that the messages give a key of the ledger.
    fn name(
        &mut self,
        table: &str,
        names: &BTreeMap<String, Message<String>>,
        key: &Spanned<String>,
    ) -> Option<Inline> {
        let name = names.get(&key.value).map(|name| name.value.as_str());
        let name = name.ok_or_else(|| helpers::missing(&self.edition, table, &key.value, names.keys()));
        let name = self.take(name, key.span)?.to_owned();
        Some(self.words(&name, key.span))
    }

    fn institution(&mut self, id: &str, action: &Action) -> Option<Inline> {
        if !action.institution.value {
            return None;
        }
        let key = Spanned { value: id.to_owned(), span: action.institution.span };
        self.name("institutions", &self.edition.manuscript.messages.institutions, &key)
    }

    fn countries(&mut self, codes: &[Spanned<String>]) -> Option<Inline> {
        let span = codes.first()?.span;
        let names = self.country_names(codes.iter().map(|code| (code.value.as_str(), code.span)));
        Some(self.words(&self.edition.locale.list_and(&names), span))
    }
}
