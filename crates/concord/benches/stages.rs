//! Benches of every stage and of the whole run, on the sample and on a generated publication of about 130 pages a
//! language. `make bench` makes the generated one; where it is missing, only the sample is measured.

use concord::edition::Conventions;
use concord::files::{read_publication, read_templates};
use concord::names::Names;
use concord::plan::{Planned, locales, plan, register_templates};
use concord::progress::Progress;
use concord::publish::publish;
use concord::settings::{Selection, Settings, SourceSettings};
use concord_compose::{Edition, compose};
use concord_diagnostics::Sources;
use concord_document::{Document, LanguageTag};
use concord_judge::judge_loaded;
use concord_locale::Locale;
use concord_manuscript::ingest;
use concord_pages::SetDocument;
use concord_proof::{Limits, Objects, prove, transcribe};
use concord_publication::Publication;
use concord_typeset::{Fonts, Theme, stages, typeset};
use divan::Bencher;
use std::num::NonZeroUsize;
use std::path::PathBuf;

fn main() {
    divan::main();
}

/// The publications that are measured.
#[derive(Clone, Copy, Debug)]
enum Input {
    Sample,
    Generated,
}

impl std::fmt::Display for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sample => "sample",
            Self::Generated => "generated",
        })
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn inputs() -> Vec<Input> {
    let all = [Input::Sample, Input::Generated];
    all.into_iter().filter(|input| input.folder().is_dir()).collect()
}

impl Input {
    fn folder(self) -> PathBuf {
        match self {
            Self::Sample => root().join("fixtures/building-bridges"),
            Self::Generated => root().join("target/generated/concord"),
        }
    }
}

/// The English edition of a publication, composed, with what the stages after composition need.
struct Prepared {
    publication: Publication,
    sources: Sources,
    document: Document,
    theme: Theme,
    fonts: Fonts,
    locale: Locale,
    names: Names,
}

fn prepare(input: Input) -> Prepared {
    let mut sources = Sources::new();
    let folder = read_publication(&input.folder()).expect("the folder is there");
    let publication = ingest(&folder.files, &mut sources).value.expect("the publication is sound");
    let templates = read_templates(&root().join("templates/report")).expect("the templates are there");
    let mut diagnostics = Vec::new();
    let ids = register_templates(&templates.files, &mut sources, &mut diagnostics);
    let theme = ids["theme.toml"];
    let text = sources.get(theme).expect("just registered").text().to_string();
    let theme = Theme::parse(theme, &text).value.expect("the theme is sound");
    let conventions = locales(&publication).expect("the languages are known");
    let selection = Selection {
        locales: vec![LanguageTag::parse("en").expect("a tag")],
        documents: vec![publication.config.documents[0].id.value.clone()],
    };
    let planned = plan(&publication, &conventions, &selection, &ids, &mut sources, &mut diagnostics);
    let planned = planned.expect("the edition exists").remove(0);
    let Planned { manuscript, document, locale, skeleton } = planned;
    let edition = Edition { publication: &publication, manuscript, locale, document };
    let document = compose(skeleton, &edition).value;
    let names = Names::of(manuscript, &publication.glossary, &document);
    let locale = Locale::new("en", None).expect("English is known");
    let fonts = Fonts::load().expect("the bundled fonts");
    Prepared { document, theme, fonts, locale, names, publication, sources }
}

impl Prepared {
    fn set(&self) -> SetDocument {
        let hyphenation = Conventions { locale: &self.locale, names: &self.names };
        typeset(&self.document, &self.theme, &self.fonts, &hyphenation, &self.publication.images).value
    }

    fn press(&self, set: &SetDocument) -> Vec<u8> {
        let settings = concord_press::Settings { creator_tool: "bench".to_owned(), ..Default::default() };
        concord_press::press(set, &settings).expect("a sound document")
    }
}

#[divan::bench(args = inputs())]
fn ingest_folder(bencher: Bencher, input: &Input) {
    let folder = read_publication(&input.folder()).expect("the folder is there");
    bencher.bench(|| ingest(&folder.files, &mut Sources::new()));
}

#[divan::bench(args = inputs())]
fn check(bencher: Bencher, input: &Input) {
    let prepared = prepare(*input);
    bencher.bench(|| concord_check::check(&prepared.publication, &prepared.sources, &Default::default()));
}

#[divan::bench(args = inputs())]
fn shaping(bencher: Bencher, input: &Input) {
    let prepared = prepare(*input);
    let hyphenation = Conventions { locale: &prepared.locale, names: &prepared.names };
    bencher.bench(|| stages::shape(&prepared.document, &prepared.theme, &prepared.fonts, &hyphenation));
}

#[divan::bench(args = inputs())]
fn shaping_and_line_breaking(bencher: Bencher, input: &Input) {
    let prepared = prepare(*input);
    let hyphenation = Conventions { locale: &prepared.locale, names: &prepared.names };
    bencher.bench(|| stages::lines(&prepared.document, &prepared.theme, &prepared.fonts, &hyphenation));
}

#[divan::bench(args = inputs())]
fn page_building(bencher: Bencher, input: &Input) {
    let prepared = prepare(*input);
    bencher.bench(|| prepared.set());
}

#[divan::bench(args = inputs())]
fn press(bencher: Bencher, input: &Input) {
    let prepared = prepare(*input);
    let set = prepared.set();
    bencher.bench(|| prepared.press(&set));
}

#[divan::bench(args = inputs())]
fn loading_a_file(bencher: Bencher, input: &Input) {
    let prepared = prepare(*input);
    let bytes = prepared.press(&prepared.set());
    let limits = Limits::default();
    bencher.bench(|| Objects::open(&bytes, &limits).expect("our own file"));
}

/// Of a file that is loaded.
#[divan::bench(args = inputs())]
fn reading_and_comparing(bencher: Bencher, input: &Input) {
    let prepared = prepare(*input);
    let bytes = prepared.press(&prepared.set());
    let limits = Limits::default();
    let objects = Objects::open(&bytes, &limits).expect("our own file");
    bencher.bench_local(|| {
        let transcript = transcribe(&objects).expect("our own file");
        prove(&transcript, &prepared.document)
    });
}

/// Of a file that is loaded.
#[divan::bench(args = inputs())]
fn judging(bencher: Bencher, input: &Input) {
    let prepared = prepare(*input);
    let bytes = prepared.press(&prepared.set());
    let limits = Limits::default();
    let objects = Objects::open(&bytes, &limits).expect("our own file");
    bencher.bench_local(|| judge_loaded(&objects).expect("our own file"));
}

/// Loading, reading, comparing and judging, as every edition goes through them.
#[divan::bench(args = inputs())]
fn proof_as_a_whole(bencher: Bencher, input: &Input) {
    let prepared = prepare(*input);
    let bytes = prepared.press(&prepared.set());
    let limits = Limits::default();
    bencher.bench(|| {
        let objects = Objects::open(&bytes, &limits).expect("our own file");
        let transcript = transcribe(&objects).expect("our own file");
        (prove(&transcript, &prepared.document), judge_loaded(&objects).expect("our own file"))
    });
}

#[divan::bench(args = inputs())]
fn whole_publish(bencher: Bencher, input: &Input) {
    let output = tempfile::tempdir().expect("a temporary folder");
    let settings = Settings {
        source: SourceSettings { folder: input.folder(), templates: Some(root().join("templates")) },
        selection: Selection::default(),
        output: output.path().join("dist"),
        jobs: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        date: None,
        measures_layout: false,
        press: concord_press::Settings::default(),
        variant: concord::manifest::Variant::default(),
        part: None,
        cache: None,
    };
    bencher.bench(|| publish(&settings, &Progress::silent()).expect("a sound publication"));
}
