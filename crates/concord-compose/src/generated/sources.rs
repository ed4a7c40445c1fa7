//! `::: sources`: every source of the ledger, in its order.

use super::{Generator, paragraph};
use crate::helpers::locale_date;
use concord_diagnostics::Span;
use concord_document::{Attributes, BlockKind, Inline, InlineKind, LanguageTag, ListItem};
use concord_ledger::Source;

impl Generator<'_> {
    pub(super) fn sources(&mut self, span: Span) -> BlockKind {
        let ledger = &self.edition.publication.ledger;
        let sources = ledger.sources_in_file_order();
        let items = sources.into_iter().map(|(id, source)| self.source(id, source, span)).collect();
        BlockKind::List { start: None, items }
    }

    /// A title, linked where it has an address, then who published it and when. The title stays as its source writes
    /// it, marked with its language, unless the messages name the source in the edition's own: acts of law have a title
    /// in each.
    fn source(&self, id: &str, source: &Source, span: Span) -> ListItem {
        let at = |kind: InlineKind| Inline { kind, span };
        let own = self.edition.manuscript.messages.names.get(id);
        let words = own.map_or(&source.title.value, |name| &name.value);
        let mut title = Inline::text(words.clone(), span);
        let language = LanguageTag::parse(&source.language.value);
        if let Ok(language) = language
            && own.is_none()
            && language != *self.edition.language()
        {
            let mut attributes = Attributes::default();
            attributes.pairs.insert("lang".to_owned(), language.to_string());
            title = at(InlineKind::Span { attributes, content: vec![title] });
        }
        if let Some(url) = &source.url {
            title = at(InlineKind::Link { target: url.value.clone(), content: vec![title] });
        }
        let date = source.date.as_ref();
        let date = date.map(|date| format!(", {}", self.edition.locale.date(locale_date(date.value))));
        let ended = words.ends_with(['?', '!', '.', '\u{2026}']);
        let stop = if ended { "" } else { "." };
        let rest = format!("{stop} {}{}.", source.publisher.value, date.unwrap_or_default());
        let rest = Inline::text(rest, span);
        ListItem { blocks: vec![paragraph(vec![title, rest], span)], span }
    }
}
