//! Skeletons and texts into documents.

mod support;

use concord_document::{InlineKind, walk};
use support::{FRENCH, document, outline};

#[test]
fn facts_are_said_in_the_language() {
    let text = "{{count \"countries\"}}, {{count \"phases\" style=\"words\"}}, {{number \"countries\"}}, \
                {{ordinal \"phases\"}}, {{share \"women\"}}, {{amount \"budget\"}}, {{date \"launch\"}}, \
                {{date \"launch\" form=\"month\"}}, {{period \"phase-1\"}}, {{period \"mali-1\" form=\"prose\"}}, \
                {{phase \"phase-1\"}}, {{term \"thb\"}}, {{country \"ML\"}}, {{text \"subtitle\"}}\n";
    let changes = [("en/01.md", text), ("fr/01.md", text), ("fr/messages.toml", FRENCH)];
    let skeleton = "::: include 01.md :::\n";
    let english = document("en", skeleton, &changes);
    assert_eq!(english.findings, Vec::<String>::new());
    assert_eq!(
        outline(&english.document),
        "paragraph {more than 1,200 countries}, {three phases}, {1,200}, {3rd}, {46.5%}, \
         {EUR\u{a0}4.5\u{a0}million}, {15\u{a0}December 2020}, {December 2020}, {2009–2011}, {from 2015 to 2019}, \
         {MIEUX\u{a0}I}, {trafficking in human beings}, {Mali}, {1. A list}\n"
    );
    let french = document("fr", skeleton, &changes);
    assert_eq!(french.findings, Vec::<String>::new());
    assert_eq!(
        outline(&french.document),
        "paragraph {plus de 1\u{202f}200 pays}, {trois phases}, {1\u{202f}200}, {3e}, {46,5\u{a0}%}, \
         {4,5\u{a0}millions d’euros}, {15\u{a0}décembre 2020}, {décembre 2020}, {2009–2011}, {de 2015 à 2019}, \
         {MIEUX\u{a0}I}, {traite des êtres humains}, {Mali}, {1. Une liste}\n"
    );
}

#[test]
fn words_can_begin_a_sentence() {
    let text = "{{term \"thb\" case=\"sentence\"}}. {{count \"phases\" style=\"words\" case=\"sentence\"}}. {{share \
                \"men\" case=\"x\"}}\n";
    let composed = document("en", "::: include 01.md :::\n", &[("en/01.md", text)]);
    assert_eq!(composed.findings, ["C203 en/01.md:1:83 `share` has no case \"x\""]);
    let outline = outline(&composed.document);
    assert!(outline.starts_with("paragraph {Trafficking in human beings}. {Three phases}."), "{outline}");
}

#[test]
fn values_never_become_markup() {
    let composed =
        document("en", "# {{messages.title}}\n\n{{messages.subtitle}}\n\n{{text \"title\"}}\n", &[]);
    assert_eq!(composed.findings, Vec::<String>::new());
    assert_eq!(
        outline(&composed.document),
        "heading 1 Bridges & *stars*\nparagraph 1. A list\nparagraph {Bridges & *stars*}\n"
    );
}

#[test]
fn templates_repeat_and_include() {
    let skeleton = "# Actions\n\n{{#each actions}}\n:::: case {action=\"{{id}}\" label=\"{{../messages.case-study}} {{position}}\"}\n\
                    ::: include {{path}} :::\n\n::: panel {action=\"{{id}}\"} :::\n::::\n{{/each}}\n\
                    {{#if (has-text \"none.md\")}}never{{/if}}\n";
    let composed = document("en", skeleton, &[]);
    assert_eq!(composed.findings, Vec::<String>::new());
    assert_eq!(
        outline(&composed.document),
        "heading 1 Actions\ncase action=\"mali-1\" label=\"Case study 1\"\n  heading 2 Mali\n  lead\n    paragraph A lead.\n  \
         panel action=\"mali-1\"\n    map [\"ML\"] \"Map: Mali.\"\n    definitions Country / Region / Theme / Institution / Dates / Experts\n      \
         paragraph Mali\n      paragraph Africa\n      paragraph not stated\n      paragraph not stated\n      \
         paragraph {2015–2019}\n      paragraph France and Portugal\n  \
         paragraph Text.^actions/mali-1.md:n^\nnote actions/mali-1.md:n\n  paragraph A note.\n"
    );
}

#[test]
fn drawings_are_filled_from_the_ledger() {
    let text = "::: figures {facts=\"countries women\"} :::\n\n::: chart {kind=\"share\" facts=\"women men\"}\nExperts, \
                by *sex*.\n:::\n\n::: timeline {phases=\"phase-1\"}\nThe phase\n:::\n\n::: sources :::\n";
    let composed = document("en", "::: include 01.md :::\n", &[("en/01.md", text)]);
    assert_eq!(composed.findings, Vec::<String>::new());
    let outline = outline(&composed.document);
    for part in [
        "qualifier: \"more than\", number: \"1,200\", label: \"countries worked with\"",
        "number: \"46.5%\", label: \"Women\"",
        "chart Share \"Shares: Experts, by sex. Women: 46.5%; Men: 53.5%.\"",
        "timeline \"Timeline: The phase. MIEUX\\u{a0}I: 2009–2011.\"",
        "start: 2009.0, end: 2012.0, text: \"2009–2011\"",
        "paragraph [<Créer des liens>]. MIEUX, December 2020.",
    ] {
        assert!(outline.contains(part), "{part} is not in {outline}");
    }
}

#[test]
fn typography_sees_across_emphasis_and_facts() {
    let text = "Il dit : « {{count \"phases\"}} » ; *\"oui\"* [\"yes\"]{lang=\"en\"}!\n";
    let changes = [("fr/01.md", text), ("fr/messages.toml", FRENCH)];
    let composed = document("fr", "::: include 01.md :::\n", &changes);
    assert_eq!(
        outline(&composed.document),
        "paragraph Il dit\u{a0}: «\u{a0}{3 phases}\u{a0}»\u{202f}; *«\u{a0}oui\u{a0}»* <\"yes\">\u{202f}!\n"
    );
}

#[test]
fn faults_of_texts_are_found_at_their_place() {
    let text = "{{count \"contries\"}} {{date \"countries\"}} {{cont \"x\"}} {{term \"thbb\"}} {{count \"phases\" \
                styl=\"words\"}}\n\n{{date \"launch\" form=\"day-month\"}} {{count (x)}} {{text \"titel\"}} [x](#nowhere)\n\n\
                ::: lede\nx\n:::\n\n::: chart {kind=\"bars\" facts=\"women launch\"}\n:::\n\n::: include 01.md :::\n\n\
                ## A {#a}\n\n### B {#a}\n";
    let composed = document("en", "# T {#a}\n\n::: include 01.md :::\n\n::: include 02.md :::\n", &[]);
    assert_eq!(
        composed.findings,
        ["I001 <skeleton>:3:1 there is no text `01.md`", "I001 <skeleton>:5:1 there is no text `02.md`",]
    );
    let mut sources = concord_diagnostics::Sources::new();
    let parsed = concord_manuscript::parse_markdown(sources.add("01.md", text), text);
    assert_eq!(parsed.diagnostics.len(), 1, "the id is given twice");
    let text = text.replace("### B {#a}", "### B");
    let composed = document("en", "# T {#a}\n\n::: include 01.md :::\n", &[("en/01.md", &text)]);
    assert_eq!(
        composed.findings,
        [
            "C201 en/01.md:1:1 the ledger holds no fact `contries`",
            "C202 en/01.md:1:22 `date` needs a date, but `countries` is of the kind count",
            "C203 en/01.md:1:43 there is no helper `cont`",
            "C207 en/01.md:1:56 the glossary holds no term `thbb`",
            "C203 en/01.md:1:72 `count` has no option `styl`",
            "C203 en/01.md:3:1 `date` has no form \"day-month\"",
            "C203 en/01.md:3:36 `(` cannot stand in an expression",
            "C205 en/01.md:3:50 en/messages.toml has no `titel` in [text]",
            "I015 en/01.md:3:67 nothing has the id `nowhere`",
            "C206 en/01.md:5:1 there is no container `lede`",
            "C202 en/01.md:9:1 `chart` needs counts, shares or amounts, but `launch` is of the kind date",
            "I016 en/01.md:9:1 a drawing needs a caption of one paragraph, which also begins its alternative text",
            "C206 en/01.md:12:1 a text cannot include another text",
            "I012 en/01.md:14:1 the id `a` is given twice",
        ]
    );
}

#[test]
fn faults_of_templates_are_found_at_their_place() {
    for (skeleton, expected) in [
        (
            "a\n{{{messages.title}}}\n",
            "C204 templates/publication.md.hbs:2:1 a template that puts a value in without",
        ),
        ("a\n\n{{messages.titel}}\n", "C204 templates/publication.md.hbs:3:"),
        ("{{#if x}}\n", "C204 templates/publication.md.hbs:2:1 the template cannot be run: a block"),
        ("{{> other}}\n", "C204 templates/publication.md.hbs:1:"),
        ("{{log \"x\"}}\n", "C204 templates/publication.md.hbs:1:"),
        ("{{number}}\n", "C204 templates/publication.md.hbs:1:"),
        ("::: x {label=\"\\{{text 'a'}}\"} :::\n", "I009 <skeleton>:1:8 attributes cannot hold expressions"),
    ] {
        let composed = document("en", skeleton, &[]);
        let first = composed.findings.first().map(String::as_str).unwrap_or_default();
        assert!(first.starts_with(expected), "{skeleton:?} gave {:?}", composed.findings);
    }
}

#[test]
fn a_document_knows_its_words() {
    let composed = document("en", "x\n", &[]);
    let document = composed.document;
    assert_eq!(document.metadata.title, "Bridges & *stars*");
    assert_eq!(document.metadata.date, "2020-12-15");
    assert_eq!(document.words.running_title, "Bridges & *stars*");
    assert_eq!(document.words.contents, "Contents");
}

#[test]
fn an_abbreviation_says_once_a_section_what_it_stands_for() {
    let list = "ANPE\n: [Agence nationale pour l’emploi]{lang=\"fr\"}, an agency\n\nTHB\n: not this\n\nTWO+\n: a name\n";
    let text = "# One THB\n\nOf THB and ANPE, *ANPE*, TWO+ and THB.\n\n## Two\n\nTHB-led, trafficking in human beings; ANPE.\n";
    let composed = document("en", text, &[("en/acronyms.md", list)]);
    let mut found = Vec::new();
    walk::blocks(&composed.document.content.blocks, &mut |block| {
        for list in walk::inline_lists(block) {
            walk::inlines(list, &mut |inline| {
                let InlineKind::Span { attributes, content } = &inline.kind else { return };
                let (words, lang) = (attributes.get("expansion"), attributes.get("lang"));
                found.push(format!("{} = {:?} {:?}", walk::plain_text(content), words, lang));
            });
        }
    });
    let agency = r#"ANPE = Some("Agence nationale pour l’emploi") Some("fr")"#;
    assert_eq!(found, [r#"THB = Some("trafficking in human beings") None"#, agency, agency]);
}
