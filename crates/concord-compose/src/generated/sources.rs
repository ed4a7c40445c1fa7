//! `::: sources`: every source of the ledger, by publisher and title in the order of the language.

use super::{Generator, paragraph};
use crate::helpers::locale_date;
use concord_diagnostics::Span;
use concord_document::{Attributes, BlockKind, Inline, InlineKind, LanguageTag, ListItem};
use concord_ledger::Source;

impl Generator<'_> {
    pub(super) fn sources(&mut self, span: Span) -> BlockKind {
        let ledger = &self.edition.publication.ledger;
        let mut sources: Vec<_> = ledger.sources_in_file_order().into_iter().collect();
        let locale = self.edition.locale;
        sources.sort_by(|(id, source), (other_id, other)| {
            let publishers = locale.compare(self.publisher(source), self.publisher(other));
            publishers.then_with(|| locale.compare(self.title(id, source), self.title(other_id, other)))
        });
        let items = sources.into_iter().map(|(id, source)| self.source(id, source, span)).collect();
        BlockKind::List { start: None, items }
    }

    fn title<'s>(&'s self, id: &str, source: &'s Source) -> &'s str {
        let own = self.edition.manuscript.messages.names.get(id);
        own.map_or(source.title.value.as_str(), |name| name.value.as_str())
    }

    /// In the edition's language where the glossary has it.
    fn publisher<'s>(&'s self, source: &'s Source) -> &'s str {
        self.edition.translation_of(&source.publisher.value).unwrap_or(&source.publisher.value)
    }

    /// A title, linked where it has an address, then who published it and when. The title stays as its source writes
    /// it, marked with its language, unless the messages name the source in the edition's own: acts of law have a title
    /// in each.
    fn source(&self, id: &str, source: &Source, span: Span) -> ListItem {
        let at = |kind: InlineKind| Inline { kind, span };
        let own = self.edition.manuscript.messages.names.get(id);
        let words = self.title(id, source);
        let language = LanguageTag::parse(&source.language.value).ok().filter(|_| own.is_none());
        let foreign = language.filter(|language| language.language() != self.edition.language().language());
        let mut title = match foreign {
            Some(_) => Inline::text(words, span),
            None => self.words(words, span),
        };
        if let Some(language) = foreign {
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
        let rest = format!("{stop} {}{}.", self.publisher(source), date.unwrap_or_default());
        let rest = Inline::text(rest, span);
        ListItem { blocks: vec![paragraph(vec![title, rest], span)], span }
    }
}
