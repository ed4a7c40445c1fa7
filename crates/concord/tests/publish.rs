//! Whole runs in temporary folders: what is written, what is left alone, and that the same input gives the same bytes.

mod support;

use concord::manifest::Variant;
use concord::progress::Progress;
use concord::publish::{Outcome, publish, publish_strictly};
use concord::settings::{Selection, Settings, SourceSettings, Strictness};
use concord::{Failure, check};
use concord_diagnostics::Severity;
use concord_document::LanguageTag;
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const TEXT: &str = "# A *bridge* {#bridge}\n\nIt joins {{count \"countries\"}}.[^n] See [Mali](#mali).\n\n## Mali {#mali}\n\nFrom \
                    {{period \"mali-1\"}}.\n\n[^n]: As of {{date \"launch\"}}.\n";
const SKELETON: &str = ":::: front\n::: include 01.md :::\n::::\n";
const LANDING: &str = "<html lang=\"{{language}}\"><h1>{{title}}</h1>{{#each languages}}{{#each documents}}<a \
                       href=\"{{file}}\">{{pages}}</a>{{/each}}{{/each}}</html>\n";

/// A publication on disk with a template folder beside it.
struct Place {
    root: TempDir,
}

impl Place {
    fn new(changes: &[(&str, &str)]) -> Self {
        let place = Self { root: TempDir::new().expect("a temporary folder") };
        let theme = fs::read_to_string(repository().join("templates/report/theme.toml")).expect("the theme");
        for (path, bytes) in support::files(&[("en/01.md", TEXT)]) {
            place.write(&format!("book/{path}"), &bytes);
        }
        for (path, text) in [
            ("templates/report/publication.md.hbs", SKELETON),
            ("templates/report/landing.html.hbs", LANDING),
            ("templates/report/theme.toml", &theme),
        ]
        .into_iter()
        .chain(changes.iter().copied())
        {
            place.write(path, text.as_bytes());
        }
        place
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.root.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    fn settings(&self) -> Settings {
        Settings {
            source: SourceSettings { folder: self.root.path().join("book"), templates: None },
            selection: Selection::default(),
            output: self.output(),
            jobs: NonZeroUsize::MIN,
            date: None,
            measures_layout: false,
            press: concord_press::Settings::default(),
            variant: Variant::default(),
            part: None,
            cache: None,
        }
    }

    fn output(&self) -> PathBuf {
        self.root.path().join("dist")
    }

    fn publish(&self, settings: &Settings) -> Outcome {
        publish(settings, &Progress::silent()).expect("a run")
    }

    /// The files of the output folder.
    fn written(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.output()).expect("the output folder");
        let file = |entry: fs::DirEntry| {
            (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a file"))
        };
        entries.map(|entry| file(entry.expect("an entry"))).collect()
    }

    /// Everything beside the publication, templates and output, such as temporary folders left behind.
    fn left_behind(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root.path()).expect("the folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| !["book", "templates", "dist"].contains(&name.as_str())).collect()
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(outcome: &Outcome) -> String {
    concord_diagnostics::render::human(&outcome.sources, &outcome.diagnostics, false)
}

#[test]
fn a_sound_publication_is_written() {
    let place = Place::new(&[]);
    let outcome = place.publish(&place.settings());
    assert!(!outcome.has_errors(), "{}", text(&outcome));
    let written = place.written();
    assert_eq!(
        written.keys().collect::<Vec<_>>(),
        ["bridges-en.pdf", "concordance.json", "index.html", "manifest.json"]
    );
    assert!(written["bridges-en.pdf"].starts_with(b"%PDF-1.7"));
    let page = String::from_utf8_lossy(&written["index.html"]).into_owned();
    assert_eq!(
        page,
        "<html lang=\"en\"><h1>Bridges &amp; *stars*</h1><a href=\"bridges-en.pdf\">1\u{a0}p.</a></html>\n"
    );
    let manifest = String::from_utf8_lossy(&written["manifest.json"]).into_owned();
    for part in
        ["\"publication\": \"bridges\"", "\"file\": \"en/01.md\"", "\"templates/theme.toml\"", "\"pages\": 1"]
    {
        assert!(manifest.contains(part), "{part} is not in {manifest}");
    }
    assert!(!manifest.contains(&*place.root.path().to_string_lossy()));
    assert_eq!(place.left_behind(), Vec::<String>::new());
}

#[test]
fn denied_warnings_stop_publication() {
    let with_note = [("book/en/01.md", concat!("# Title {#title}\n\nText.\n\n", "[^one]: Never called.\n"))];
    let place = Place::new(&with_note);
    let settings = place.settings();
    let silent = Progress::silent();
    let outcome = publish_strictly(&settings, Strictness::DenyWarnings, &silent).expect("a run");
    assert!(outcome.has_errors());
    assert!(text(&outcome).contains("error[I014]"), "{}", text(&outcome));
    assert!(!place.output().exists());
    let checked = check::check(&settings.source, Strictness::DenyWarnings).expect("a run");
    assert!(checked.has_errors());
    let outcome = place.publish(&settings);
    assert!(!outcome.has_errors() && text(&outcome).contains("warning[I014]"), "{}", text(&outcome));
    assert!(place.output().exists());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let french = [("book/fr/messages.toml", support::FRENCH_WHOLE), ("book/fr/01.md", TEXT)];
    let place = Place::new(&french);
    place.write(
        "book/fr/actions/mali-1.md",
        &fs::read(place.root.path().join("book/en/actions/mali-1.md")).expect("en"),
    );
    let mut settings = place.settings();
    let outcome = place.publish(&settings);
    assert!(!outcome.has_errors(), "{}", text(&outcome));
    let first = place.written();
    assert_eq!(first.len(), 5);
    settings.jobs = NonZeroUsize::new(4).expect("four");
    place.publish(&settings);
    assert_eq!(first, place.written());
    settings.date = Some("2024-02-29".to_owned());
    place.publish(&settings);
    assert_ne!(first["bridges-en.pdf"], place.written()["bridges-en.pdf"]);
}

#[test]
fn errors_leave_the_last_outputs_untouched() {
    let place = Place::new(&[]);
    assert!(!place.publish(&place.settings()).has_errors());
    let good = place.written();
    place.write("book/en/01.md", b"{{count \"contries\"}}\n\n::: lede\n:::\n");
    let outcome = place.publish(&place.settings());
    let errors = outcome.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    assert_eq!(errors.count(), 2, "{}", text(&outcome));
    assert!(outcome.outputs.is_empty());
    assert_eq!(good, place.written());
    assert_eq!(place.left_behind(), Vec::<String>::new());
}

#[test]
fn a_part_leaves_the_rest_in_place() {
    let french = [("book/fr/messages.toml", support::FRENCH_WHOLE), ("book/fr/01.md", TEXT)];
    let place = Place::new(&french);
    place.write(
        "book/fr/actions/mali-1.md",
        &fs::read(place.root.path().join("book/en/actions/mali-1.md")).expect("en"),
    );
    let mut settings = place.settings();
    assert!(!place.publish(&settings).has_errors());
    let whole = place.written();
    place.write("book/fr/01.md", TEXT.replace("It joins", "Il relie").as_bytes());
    settings.selection.locales = vec![LanguageTag::parse("fr").expect("fr")];
    let outcome = place.publish(&settings);
    assert!(!outcome.has_errors(), "{}", text(&outcome));
    let part = place.written();
    assert_eq!(whole.keys().collect::<Vec<_>>(), part.keys().collect::<Vec<_>>());
    assert_eq!(whole["bridges-en.pdf"], part["bridges-en.pdf"]);
    assert_ne!(whole["bridges-fr.pdf"], part["bridges-fr.pdf"]);
}

#[test]
fn a_folder_with_other_files_is_not_written_to() {
    let place = Place::new(&[("dist/thesis.txt", "precious")]);
    assert!(matches!(refusal(&place), Some(message) if message.contains("nothing is written to it")));
    fs::remove_file(place.output().join("thesis.txt")).expect("removed");
    assert!(refusal(&place).is_none());
    place.write("dist/thesis.txt", b"precious");
    assert!(matches!(refusal(&place), Some(message) if message.contains("thesis.txt")));
    assert_eq!(place.written()["thesis.txt"], b"precious");
}

fn refusal(place: &Place) -> Option<String> {
    publish(&place.settings(), &Progress::silent()).err().map(|failure: Failure| failure.to_string())
}

#[test]
fn too_many_pages_are_an_error() {
    let place = Place::new(&[]);
    let limited = support::PUBLICATION
        .replace("description = \"description\"", "description = \"description\"\nmax-pages = 1");
    place.write("book/publication.toml", limited.as_bytes());
    assert!(!place.publish(&place.settings()).has_errors());
    let long = format!("{TEXT}\n{}", "A paragraph of words. ".repeat(600));
    place.write("book/en/01.md", long.as_bytes());
    let outcome = place.publish(&place.settings());
    assert!(text(&outcome).contains("and may have 1"), "{}", text(&outcome));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    let place = Place::new(&[("secret.md", "# Secret\n")]);
    std::os::unix::fs::symlink(place.root.path().join("secret.md"), place.root.path().join("book/en/02.md"))
        .expect("a link");
    let outcome = check::check(&place.settings().source, Strictness::AsStated).expect("a run");
    assert!(
        text(&outcome).contains("`en/02.md` is a link that leads out of the folder"),
        "{}",
        text(&outcome)
    );
}

#[test]
fn checks_find_everything_at_once() {
    let place = Place::new(&[]);
    place.write("book/en/01.md", b"{{date \"lunch\"}}\n\n# A {#a}\n\n# B {#a}\n\n<b>x</b>\n\n[x](#y)\n");
    place.write("book/en/02.md", b"caf\xe9\n");
    let outcome = check::check(&place.settings().source, Strictness::AsStated).expect("a run");
    let mut codes: Vec<_> = outcome.diagnostics.iter().map(|finding| finding.code.id()).collect();
    codes.sort_unstable();
    // What the bad texts leave unused is not what this is about.
    codes.retain(|code| !["L113", "T310"].contains(code));
    assert_eq!(codes, ["C201", "I002", "I010", "I012", "I015"], "{}", text(&outcome));
}
