//! Small publications for the rules' own tests.
//!
//! Texts are built by hand, as the rules see the tree and not the Markdown. Spans are made up: source 0 is the ledger, 1 the
//! source text, 2 the translation, and every block and inline has its number in the order of making.

use concord_diagnostics::{Diagnostic, SourceId, Span};
use concord_document::{Attributes, Block, BlockKind, Content, Expression, Inline, InlineKind, LanguageTag};
use concord_ledger::Ledger;
use concord_publication::{
    Config, DocumentConfig, Glossary, Manuscript, Messages, Noun, Publication, Spanned, Term, Text,
};
use std::collections::BTreeMap;

/// Code and message of every finding, in its order.
pub(crate) fn seen(diagnostics: &[Diagnostic]) -> Vec<String> {
    for diagnostic in diagnostics {
        assert!(diagnostic.help.is_some(), "no help: {}", diagnostic.message);
    }
    diagnostics.iter().map(|found| format!("{} {}", found.code.id(), found.message)).collect()
}

/// What a rule finds in a publication that was built by hand.
pub(crate) fn found(
    find: fn(&crate::Context<'_>) -> Vec<Diagnostic>,
    publication: &Publication,
) -> Vec<Diagnostic> {
    let sources = concord_diagnostics::Sources::new();
    find(&crate::Context::new(publication, &sources))
}

/// A ledger that can be read.
pub(crate) fn ledger(text: &str) -> Ledger {
    let findings = concord_ledger::parse(SourceId(0), text);
    assert_eq!(findings.diagnostics, [], "the ledger of a test can be read");
    findings.value
}

pub(crate) fn at(source: u32, place: usize) -> Span {
    Span::new(SourceId(source), place..place + 1)
}

pub(crate) fn spanned<T>(value: T) -> Spanned<T> {
    Spanned { value, span: at(9, 0) }
}

pub(crate) fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).expect(text)
}

/// A publication with this ledger, English as its source and no texts.
pub(crate) fn publication(ledger_text: &str) -> Publication {
    let document = DocumentConfig {
        id: spanned("publication".to_owned()),
        file: "x".to_owned(),
        title: spanned("title".to_owned()),
        description: spanned("title".to_owned()),
        max_pages: None,
    };
    let mut publication = Publication {
        config: Config {
            id: "x".to_owned(),
            source_locale: spanned(tag("en")),
            template: spanned("report".to_owned()),
            actions: Vec::new(),
            creator: String::new(),
            publisher: String::new(),
            date: spanned("launch".to_owned()),
            documents: vec![document],
            styles: BTreeMap::new(),
            levels: Vec::new(),
            locales: BTreeMap::new(),
            least_coverage: None,
            least_translated: None,
            below: concord_publication::Below::Publish,
        },
        ledger: ledger(ledger_text),
        glossary: Glossary::default(),
        manuscripts: BTreeMap::new(),
        images: BTreeMap::new(),
    };
    publication.manuscripts.insert(tag("en"), manuscript("en", 1, []));
    publication
}

/// A language's manuscript; its messages have a title.
pub(crate) fn manuscript<const N: usize>(
    language: &str,
    source: u32,
    texts: [(&str, Content); N],
) -> Manuscript {
    let texts = texts.map(|(path, content)| (path.to_owned(), Text { source: SourceId(source), content }));
    let none = BTreeMap::new;
    let messages = Messages {
        source: SourceId(source + 10),
        language_name: language.to_owned(),
        text: BTreeMap::from([("title".to_owned(), spanned("Title".to_owned()))]),
        names: none(),
        labels: none(),
        nouns: BTreeMap::new(),
        countries: none(),
        regions: none(),
        themes: none(),
        institutions: none(),
        terms: none(),
        conventions: none(),
    };
    Manuscript {
        language: tag(language),
        messages,
        texts: texts.into(),
        lock: concord_publication::Lock::default(),
        notice: None,
    }
}

/// An English text and its French translation.
pub(crate) fn translated(source: Vec<Block>, translation: Vec<Block>) -> Publication {
    let mut publication = publication("");
    let content = |blocks| Content { blocks, notes: BTreeMap::new() };
    publication.manuscripts.insert(tag("en"), manuscript("en", 1, [("a.md", content(source))]));
    publication.manuscripts.insert(tag("fr"), manuscript("fr", 2, [("a.md", content(translation))]));
    publication
}

pub(crate) fn noun(forms: &[(&str, &str)]) -> Noun {
    let forms = forms.iter().map(|(category, form)| ((*category).to_owned(), (*form).to_owned())).collect();
    Noun { forms, gender: None, span: at(9, 0) }
}

pub(crate) fn term(language: &str, translation: &str, forbidden: &[&str]) -> Term {
    let spanned_forms = forbidden.iter().map(|form| spanned((*form).to_owned())).collect();
    Term {
        translations: BTreeMap::from([(language.to_owned(), spanned(translation.to_owned()))]),
        acronyms: BTreeMap::new(),
        forbidden: BTreeMap::from([(language.to_owned(), spanned_forms)]),
        span: at(9, 0),
    }
}

pub(crate) fn block(kind: BlockKind) -> Block {
    Block { kind, attributes: Attributes::default(), span: at(1, 0) }
}

pub(crate) fn paragraph(content: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph(content))
}

pub(crate) fn container(name: &str, pairs: &[(&str, &str)], blocks: Vec<Block>) -> Block {
    let mut container = block(BlockKind::Container { name: name.to_owned(), argument: None, blocks });
    let pairs = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    container.attributes.pairs = pairs.collect();
    container
}

/// A text whose span is as long as itself, from byte 100 on.
pub(crate) fn text(words: &str) -> Inline {
    Inline::text(words, Span::new(SourceId(1), 100..100 + words.len()))
}

pub(crate) fn inline(kind: InlineKind) -> Inline {
    Inline { kind, span: at(1, 50) }
}

pub(crate) fn expression(helper: &str, key: &str) -> Inline {
    inline(InlineKind::Expression(Expression {
        source: format!("{helper} \"{key}\""),
        helper: helper.to_owned(),
        key: Some(key.to_owned()),
    }))
}

pub(crate) fn link(target: &str) -> Inline {
    inline(InlineKind::Link { target: target.to_owned(), content: vec![text("link")] })
}
