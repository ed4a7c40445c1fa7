//! What holds for every setting, tried on real fonts and running text.

use crate::inline::break_lines::Measure;
use crate::inline::{StandsOut, collect, lines_if_changed, set_lines};
use crate::setter::Setter;
use crate::theme::Align;
use crate::tree::Tree;
use crate::{Fonts, Hyphenation, Theme, Tie, typeset};
use concord_diagnostics::{SourceId, Span};
use concord_document::{
    Block, BlockKind, Content, Document, Inline, InlineKind, LanguageTag, Metadata, Words,
};
use concord_pages::{GlyphRun, Item, Owner, Page, SetDocument};
use std::collections::BTreeMap;

const TEXT: &str = "The institutions of a partner country ask for what they need, and colleagues from other \
    administrations answer. Such cooperation is slow, often invisible, and sometimes interrupted; what remains is a \
    procedure, a manual, a policy, or an acquaintance between officials who will telephone each other afterwards. ";

struct English;

impl Hyphenation for English {
    fn places(&self, _: &str, word: &str) -> Vec<usize> {
        let syllables = hypher::hyphenate(word, hypher::Lang::English);
        let mut at = 0;
        let mut places: Vec<usize> = syllables
            .map(|syllable| {
                at += syllable.len();
                at
            })
            .collect();
        places.pop();
        places
    }

    fn tie(&self, _: &str, before: &str, after: &str) -> Tie {
        if before.ends_with("May") && after.starts_with("2009") { Tie::Close } else { Tie::Free }
    }

    fn may_be_name(&self, _: &str, word: &str) -> bool {
        word.starts_with("Sec")
    }
}

fn theme() -> Theme {
    theme_with("")
}

/// The report's theme with further tables.
fn theme_with(tables: &str) -> Theme {
    let text = format!("{}\n{tables}\n", include_str!("../../../templates/report/theme.toml"));
    let parsed = Theme::parse(SourceId(0), &text);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    parsed.value.expect("the report's theme is complete")
}

fn span() -> Span {
    Span::new(SourceId(0), 0..0)
}

fn block(kind: BlockKind) -> Block {
    Block { kind, attributes: concord_document::Attributes::default(), span: span() }
}

fn paragraph(text: &str) -> Block {
    block(BlockKind::Paragraph(vec![Inline::text(text, span())]))
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        id: "test".to_owned(),
        language: LanguageTag::parse("en").expect("a tag"),
        metadata: Metadata::default(),
        words: Words::default(),
        content: Content { blocks, notes: BTreeMap::new() },
    }
}

/// Does something with the setter of an empty document in the report's theme.
pub(crate) fn with_setter(test: impl FnOnce(&mut Setter<'_>)) {
    let fonts = Fonts::load().expect("the bundled fonts");
    let theme = theme().fitted(&fonts);
    let document = document(Vec::new());
    let images = BTreeMap::new();
    test(&mut Setter::new(&document, &theme, &fonts, &English, &images));
}

fn set(blocks: Vec<Block>) -> SetDocument {
    set_by(&theme(), blocks)
}

fn set_by(theme: &Theme, blocks: Vec<Block>) -> SetDocument {
    let fonts = Fonts::load().expect("the bundled fonts");
    let findings = typeset(&document(blocks), theme, &fonts, &English, &BTreeMap::new());
    assert!(findings.diagnostics.is_empty(), "{:?}", findings.diagnostics);
    findings.value
}

fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    let tagged = page.marks.iter().filter(|mark| matches!(mark.owner, Owner::Element(_)));
    tagged.flat_map(|mark| &mark.items).filter_map(|item| match item {
        Item::Text(run) => Some(run),
        _ => None,
    })
}

fn text_of(document: &SetDocument) -> String {
    let runs = document.pages.iter().flat_map(runs);
    runs.map(|run| run.text.as_str()).collect::<String>().replace('\u{ad}', "")
}

#[test]
fn every_character_is_set_once_and_in_order() {
    let text = TEXT.repeat(30);
    assert_eq!(text_of(&set(vec![paragraph(&text)])).trim_end(), text.trim_end());
}

#[test]
fn justified_lines_end_at_the_measure() {
    let set = set(vec![paragraph(&TEXT.repeat(20))]);
    let theme = theme().fitted(&Fonts::load().expect("the bundled fonts"));
    let page = &theme.page;
    let right = page.left + page.main_x() + page.main_width();
    let lines: Vec<&GlyphRun> = set.pages.iter().flat_map(runs).collect();
    for line in &lines[..lines.len() - 1] {
        let seen = &line.glyphs[..line.glyphs.len() - usize::from(line.text.ends_with(' '))];
        let width: f32 = seen.iter().map(|glyph| glyph.advance).sum::<f32>() * line.size / 1000.0;
        let share = line.text.trim_end().chars().next_back().map_or(0.0, |sign| theme.paragraph.at_end(sign));
        let out = seen.last().map_or(0.0, |glyph| glyph.advance * share * line.size / 1000.0);
        assert!(
            (line.origin.x + width - out - right).abs() < 0.05,
            "`{}` ends at {}",
            line.text,
            line.origin.x + width
        );
    }
}

#[test]
fn signs_at_the_edges_stand_out_of_them() {
    let fonts = Fonts::load().expect("the bundled fonts");
    let theme = theme().fitted(&fonts);
    let document = document(Vec::new());
    let images = BTreeMap::new();
    let mut setter = Setter::new(&document, &theme, &fonts, &English, &images);
    let style = &theme.styles.body;
    let mut edges = |text: &str, align: Align| -> [f32; 2] {
        let text = collect::plain(&setter, text, style, Tree::ROOT);
        let measure = Measure { stands_out: StandsOut::of_text(align), ..Measure::plain(300.0, align) };
        let lines = set_lines(&mut setter, &text, measure, true);
        let line = &lines[0];
        let starts = line.parts[0].run.origin.x;
        assert!(align == Align::Centre || starts == -line.trace.out[0], "{starts}");
        line.trace.out
    };
    let [start, end] = edges("“A word.", Align::Justify);
    assert!(start > 1.0 && end > 1.0, "{start} {end}");
    assert_eq!(edges("a wor8", Align::Justify), [0.0, 0.0]);
    let set_off = edges("mot\u{202f}:", Align::Justify)[1];
    assert!(set_off < edges("mot:", Align::Justify)[1] * 0.6, "{set_off}");
    // The right edge of ragged text is none, and letters are no opening signs.
    assert_eq!(edges("“A word.", Align::Start)[1], 0.0);
    assert!(edges("“A word.", Align::Start)[0] > 1.0);
    assert_eq!(edges("A word.", Align::Start), [0.0, 0.0]);
    assert_eq!(edges("“A word.”", Align::Centre), [0.0, 0.0]);
}

#[test]
fn a_paragraph_gives_or_takes_a_line_where_its_lines_stay_good() {
    let fonts = Fonts::load().expect("the bundled fonts");
    let theme = theme().fitted(&fonts);
    let document = document(Vec::new());
    let images = BTreeMap::new();
    let mut setter = Setter::new(&document, &theme, &fonts, &English, &images);
    let (mut longer, mut shorter) = (0, 0);
    for length in 1000..1100 {
        let text = TEXT.repeat(4)[..length].to_owned();
        let text = collect::plain(&setter, &text, &theme.styles.body, Tree::ROOT);
        let measure = Measure::plain(theme.page.main_width(), Align::Justify);
        let natural = set_lines(&mut setter, &text, measure, true).len();
        let number = setter.texts;
        for (by, count) in [(1, &mut longer), (-1, &mut shorter)] {
            let allows = lines_if_changed(&mut setter, number, by);
            setter.looseness = BTreeMap::from([(setter.texts + 1, by)]);
            let lines = set_lines(&mut setter, &text, measure, true);
            let expected = if allows { natural.saturating_add_signed(by.into()) } else { natural };
            assert_eq!(lines.len(), expected);
            *count += usize::from(allows);
            let good = lines.iter().filter_map(|line| line.trace.ratio).all(|ratio| ratio < 1.2);
            assert!(good || !allows);
        }
    }
    assert!(longer > 0 && shorter > 0 && longer + shorter < 200, "{longer} {shorter}");
}

#[test]
fn paragraphs_a_line_shorter_save_a_page_and_never_cost_one() {
    let themes = ["looseness = true", "looseness = false"];
    let themes = themes.map(|switch| theme_with(&format!("[paragraph]\n{switch}")));
    let mut saved = 0;
    for count in 148..162 {
        let length = |number: usize| 420 + (number * 137 + count * 29) % 420;
        let texts: Vec<String> =
            (0..count).map(|number| TEXT.repeat(4)[..length(number)].trim_end().to_owned()).collect();
        let pages = themes
            .each_ref()
            .map(|theme| set_by(theme, texts.iter().map(|text| paragraph(text)).collect()).pages.len());
        assert!(pages[0] <= pages[1], "{count} paragraphs: {pages:?}");
        saved += pages[1] - pages[0];
    }
    assert!(saved > 0);
}

#[test]
fn no_ladder_of_hyphens() {
    let set = set(vec![paragraph(&TEXT.repeat(40))]);
    let hyphens: Vec<bool> =
        set.pages.iter().flat_map(runs).map(|run| run.text.ends_with('\u{ad}')).collect();
    assert!(hyphens.iter().any(|hyphen| *hyphen), "the text is long enough to need one");
    assert!(hyphens.windows(3).all(|three| three.contains(&false)));
}

#[test]
fn no_widow_no_orphan() {
    let blocks: Vec<Block> = (1..60).map(|number| paragraph(&TEXT[..(number * 37) % 250 + 40])).collect();
    let set = set(blocks);
    assert!(set.pages.len() > 2);
    // Marks are one a paragraph and page; a paragraph on two pages must have two lines on each.
    let mut by_element: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for page in &set.pages {
        for mark in &page.marks {
            if let Owner::Element(element) = mark.owner {
                by_element.entry(element.0).or_default().push(mark.items.len());
            }
        }
    }
    let divided: Vec<_> = by_element.values().filter(|lines| lines.len() > 1).collect();
    assert!(divided.iter().all(|lines| lines.iter().all(|count| *count >= 2)), "{divided:?}");
}

#[test]
fn a_heading_stays_with_its_text() {
    for lines in 0..14 {
        let mut blocks: Vec<Block> = (0..lines).map(|_| paragraph("One line.")).collect();
        blocks.insert(0, paragraph(&TEXT.repeat(11)));
        let content = vec![Inline::text("Heading", span())];
        blocks.push(block(BlockKind::Heading { level: 3, content }));
        blocks.push(paragraph(&TEXT.repeat(2)));
        let set = set(blocks);
        for page in &set.pages {
            let last = runs(page).last().map(|run| run.text.as_str());
            assert_ne!(last, Some("Heading"), "after {lines} short paragraphs");
        }
    }
}

#[test]
fn a_character_without_glyph_is_reported_where_it_stands() {
    let fonts = Fonts::load().expect("the bundled fonts");
    let findings = typeset(
        &document(vec![paragraph("A \u{1f309} bridge")]),
        &theme(),
        &fonts,
        &English,
        &BTreeMap::new(),
    );
    let codes: Vec<_> = findings.diagnostics.iter().map(|diagnostic| diagnostic.code.id()).collect();
    assert_eq!(codes, ["S401"]);
}

#[test]
fn small_capitals_and_strong_text_share_a_line() {
    let inlines = vec![
        Inline::text("Plain ", span()),
        Inline { kind: InlineKind::Strong(vec![Inline::text("strong", span())]), span: span() },
        Inline::text(" plain.", span()),
    ];
    let set = set(vec![block(BlockKind::Paragraph(inlines))]);
    let baselines: Vec<f32> = set.pages.iter().flat_map(runs).map(|run| run.origin.y).collect();
    assert_eq!(baselines.len(), 3);
    assert!(baselines.windows(2).all(|pair| pair[0] == pair[1]));
}

fn lines_of_text(set: &SetDocument) -> Vec<&str> {
    set.pages.iter().flat_map(runs).map(|run| run.text.as_str()).collect()
}

#[test]
fn no_last_line_looks_like_a_mistake() {
    let words: Vec<&str> = TEXT.split_whitespace().collect();
    // A text of two lines may have no other way.
    for count in 26..60 {
        let text: Vec<&str> = words.iter().cycle().take(count).copied().collect();
        let set = set(vec![paragraph(&format!("{} it.", text.join(" ")))]);
        let short = concord_pages::quality::FaultKind::ShortLastLine;
        let quality = concord_pages::quality::Quality::of(&set);
        assert_eq!(quality.count(short), 0, "{count} words: {:?}", lines_of_text(&set).last());
    }
}

#[test]
fn names_are_not_divided() {
    for before in 0..40 {
        let text = format!("{} the Secretariat of the Commission for Administration", "a ".repeat(before));
        let set = set(vec![paragraph(&text.repeat(3))]);
        for line in lines_of_text(&set) {
            let last = line.split(' ').next_back().unwrap_or_default();
            assert!(!(last.ends_with('\u{ad}') && last.starts_with(char::is_uppercase)), "`{line}`");
        }
    }
}

#[test]
fn a_dash_that_opens_stays_with_its_word() {
    for before in 0..40 {
        let text =
            format!("{}of four countries \u{2014}two of them new\u{2014} and more. ", "a ".repeat(before));
        let set = set(vec![paragraph(&text.repeat(2))]);
        for line in lines_of_text(&set) {
            assert!(!line.trim_end().ends_with(" \u{2014}"), "`{line}`");
            assert!(!line.starts_with("\u{2014} "), "`{line}`");
        }
    }
}

#[test]
fn ragged_lines_keep_what_the_language_keeps() {
    for before in 0..30 {
        let text = format!("{}in May 2009 and after", "a ".repeat(before));
        let content = vec![Inline::text(&text, span())];
        let set = set(vec![block(BlockKind::Heading { level: 2, content }), paragraph("One.")]);
        let parted = lines_of_text(&set).iter().any(|line| line.trim_end().ends_with("May"));
        assert!(!parted, "{:?}", lines_of_text(&set));
    }
}

/// The first words of the lines of a paragraph, after `before` short words.
fn lines_after(before: usize, text: &str) -> Vec<String> {
    let set = set(vec![paragraph(&format!("{}{text}", "a ".repeat(before)))]);
    lines_of_text(&set).into_iter().map(str::to_owned).collect()
}

#[test]
fn compounds_do_not_leave_short_parts_or_part_names() {
    for before in 0..60 {
        for line in lines_after(before, "and celui-ci went to Guinea-Bissau before eux-mêmes.") {
            let parted = ["ci ", "Bissau", "mêmes."].iter().any(|part| line.starts_with(part));
            assert!(!parted, "`{line}`");
        }
    }
}

#[test]
fn no_last_line_is_the_rest_of_a_word() {
    for before in 0..60 {
        let lines = lines_after(before, &format!("{TEXT}for their administrations."));
        let [.., last_but_one, last] = lines.as_slice() else { continue };
        let is_rest = last_but_one.ends_with('\u{ad}') && !last.trim_end().contains(' ');
        assert!(!is_rest, "`{last_but_one}` `{last}`");
    }
}

#[test]
fn first_words_of_sentences_are_divided_and_names_are_not() {
    let mut divided = 0;
    for before in 0..60 {
        let text = "it was slow. Administrations are slow. Secretariats are not. ";
        for line in lines_after(before, &text.repeat(4)) {
            let last = line.split(' ').next_back().unwrap_or_default();
            assert!(!(last.starts_with("Sec") && last.ends_with('\u{ad}')), "`{line}`");
            divided += usize::from(last.starts_with("Ad") && last.ends_with('\u{ad}'));
        }
    }
    assert!(divided > 0);
}

#[test]
fn spaces_inside_numbers_do_not_stretch() {
    let mut widths: Vec<f32> = Vec::new();
    for before in 0..20 {
        let text = format!("{}1\u{a0}500 of them. {TEXT}", "a ".repeat(before));
        let set = set(vec![paragraph(&text)]);
        for run in set.pages.iter().flat_map(runs) {
            let space =
                run.glyphs.iter().find(|glyph| run.text[glyph.cluster as usize..].starts_with('\u{a0}'));
            widths.extend(space.map(|glyph| glyph.advance));
        }
    }
    assert!(widths.len() > 10 && widths.iter().all(|width| (width - widths[0]).abs() < 8.0), "{widths:?}");
}
