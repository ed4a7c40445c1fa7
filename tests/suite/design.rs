//! A design on other sheets, in a longer language, in other colours and faces, and for a press: everything makes itself
//! anew, and nothing runs over, overlaps or is cut.

use crate::command::{self, exits};
use crate::folder::{Folder, read_all};
use crate::sample::fixture;
use crate::tools::{Program, Tool};
use crate::{Check, checks, conformance, root, stages};
use concord_manuscript::Files;
use concord_pages::{GlyphRun, Item, Page, SetDocument};
use concord_typeset::Theme;
use libtest_mimic::Trial;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Sheets by their names on the command line, with their sides in points.
const SHEETS: [(&str, f32, f32); 4] =
    [("a4", 595.28, 841.89), ("letter", 612.0, 792.0), ("a5", 419.53, 595.28), ("square", 595.28, 595.28)];

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let plain: [(&str, Check); 10] = [
        ("pseudo", pseudo),
        ("verified", verified),
        ("parts-of-another-sheet", parts_of_another_sheet),
        ("press-boxes", press_boxes),
        ("press-margins-mirror", press_margins),
        ("press-sheets", press_sheets),
        ("accent-alone", accent_alone),
        ("other-families", other_families),
        ("unknown-family", unknown_family),
        ("unknown-font-file", unknown_font_file),
    ];
    let mut trials = checks("design", &plain);
    for (name, width, height) in SHEETS {
        let trial = move || published(name, width, height).map_err(Into::into);
        trials.push(Trial::test(format!("design/published-{name}"), trial));
        for locale in ["en", "fr", "es", "en-XA"] {
            let trial = move || apart(name, locale).map_err(Into::into);
            trials.push(Trial::test(format!("design/apart-{name}-{locale}"), trial));
        }
    }
    for flavour in ["ua1", "2a"] {
        trials.push(Trial::ignorable_test(format!("design/press-{flavour}"), move || {
            Tool::VeraPdf.trial(|program| press_conforms(program, flavour))
        }));
    }
    trials
}

/// The sample, published with further arguments.
fn make(arguments: &[&str]) -> Result<tempfile::TempDir, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    exits(command::publish(&fixture(), &folder.path().join("dist")).args(arguments), 0)?;
    Ok(folder)
}

fn files(dist: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    read_all(dist, "", &mut files).map_err(|error| format!("{}: {error}", dist.display()))?;
    Ok(files)
}

fn manifest(dist: &Path) -> Result<Value, String> {
    serde_json::from_slice(&files(dist)?["manifest.json"]).map_err(|error| error.to_string())
}

/// The program itself reads every file back and judges it; a finding above a note would stop it, or be listed.
fn published(sheet: &str, width: f32, height: f32) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let dist = folder.path().join("dist");
    let mut publish = command::publish(&fixture(), &dist);
    let said = exits(publish.args(["--page-size", sheet, "--pseudo", "--message-format", "json"]), 0)?;
    let said: Value = serde_json::from_str(&said.out).map_err(|error| error.to_string())?;
    let findings = said["findings"].as_array().ok_or("no list of findings")?;
    let above: Vec<_> = findings.iter().filter(|finding| finding["severity"] != "note").collect();
    if !above.is_empty() {
        return Err(format!("{above:?}"));
    }
    let pdfs: Vec<_> = files(&dist)?.into_iter().filter(|(name, _)| name.ends_with(".pdf")).collect();
    if pdfs.len() != 8 {
        return Err(format!("{} files", pdfs.len()));
    }
    for (name, bytes) in pdfs {
        for boxes in boxes(&bytes)? {
            if boxes.media != [0.0, 0.0, width, height] || boxes.trim.is_some() {
                return Err(format!("{name}: a page of {boxes:?}"));
            }
        }
    }
    Ok(())
}

/// The sample with its templates.
fn sample() -> Result<Folder, String> {
    let mut folder = Folder { publication: Files::new(), templates: Files::new() };
    let failure = |error: std::io::Error| error.to_string();
    read_all(&fixture(), "", &mut folder.publication).map_err(failure)?;
    read_all(&root().join("templates/report"), "", &mut folder.templates).map_err(failure)?;
    Ok(folder)
}

/// The sample's publication, set on a sheet.
fn set(sheet: &str, locale: &str) -> Result<SetDocument, String> {
    let mut folder = sample()?;
    change_theme(&mut folder, |theme| theme.replace("[page]\n", &format!("[page]\nsize = \"{sheet}\"\n")))?;
    Ok(stages::edition(&folder, locale)?.set)
}

fn change_theme(folder: &mut Folder, change: impl Fn(&str) -> String) -> Result<(), String> {
    let theme = folder.templates.get_mut("theme.toml").ok_or("no theme")?;
    let before = String::from_utf8_lossy(theme).into_owned();
    let after = change(&before);
    *theme = after.clone().into_bytes();
    if before == after { Err("the theme was not changed".to_owned()) } else { Ok(()) }
}

/// Left, top, right and bottom of what is seen of a run.
fn seen(run: &GlyphRun) -> Option<[f32; 4]> {
    let text = run.text.trim_end();
    let shown = run.glyphs.iter().filter(|glyph| (glyph.cluster as usize) < text.len());
    let width: f32 = shown.map(|glyph| glyph.advance * run.size / 1000.0).sum();
    let [left, base] = [run.origin.x, run.origin.y];
    (width > 0.0).then_some([left, base - run.size * 0.7, left + width, base + run.size * 0.2])
}

fn runs(page: &Page) -> Vec<&GlyphRun> {
    let items = page.marks.iter().flat_map(|mark| &mark.items);
    let runs = items.filter_map(|item| match item {
        Item::Text(run) => Some(run),
        _ => None,
    });
    runs.collect()
}

/// No words stand outside of the page's margins, and none over others.
fn apart(sheet: &str, locale: &str) -> Result<(), String> {
    /// What may touch: side bearings, and descenders over ascenders in close lines.
    const SLACK: f32 = 1.2;
    /// No printer prints nearer to a sheet's edge.
    const EDGE: f32 = 17.0;
    let mut faults = Vec::new();
    for (number, page) in set(sheet, locale)?.pages.iter().enumerate() {
        let runs: Vec<_> = runs(page).into_iter().filter_map(|run| Some((seen(run)?, &run.text))).collect();
        for (index, (area, text)) in runs.iter().enumerate() {
            let [left, top, right, bottom] = *area;
            if left < EDGE || top < EDGE || right > page.width - EDGE || bottom > page.height - EDGE {
                faults.push(format!("page {}: `{text}` stands at {area:?}", number + 1));
            }
            for (other, words) in &runs[index + 1..] {
                let across = right.min(other[2]) - left.max(other[0]);
                let down = bottom.min(other[3]) - top.max(other[1]);
                if across > SLACK && down > SLACK {
                    faults.push(format!("page {}: `{text}` and `{words}` overlap", number + 1));
                }
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// The edition of the pseudo-language has every element of its source, and stands beside the others.
fn pseudo() -> Result<(), String> {
    let folder = make(&["--pseudo"])?;
    let files = files(&folder.path().join("dist"))?;
    let own = stages::read(&files["building-bridges-factsheet-en.pdf"])?;
    let other = stages::read(&files["building-bridges-factsheet-en-XA.pdf"])?;
    let differences = concord_proof::Shape::of(&own).differences(&concord_proof::Shape::of(&other));
    if !differences.is_empty() {
        return Err(format!("{differences:?}"));
    }
    let text = other.to_text();
    for words in ["[Bůůííļďííñğ Břííďğééš", "MIEUX", "2009"] {
        if !text.contains(words) {
            return Err(format!("`{words}` is not in the text"));
        }
    }
    let page = String::from_utf8_lossy(&files["index.html"]).into_owned();
    if page.contains("building-bridges-en-XA.pdf") { Ok(()) } else { Err("the page lacks it".to_owned()) }
}

/// What was made in a variant is made again in the same one.
fn verified() -> Result<(), String> {
    let arguments = ["--pseudo", "--print", "--page-size", "a5"];
    let folder = make(&arguments)?;
    let dist = folder.path().join("dist");
    let variant = manifest(&dist)?["variant"].clone();
    if variant != serde_json::json!({ "pseudo": true, "page-size": "a5", "print": true }) {
        return Err(format!("the manifest says {variant}"));
    }
    let fixture = fixture();
    let verify = ["verify".as_ref(), dist.as_os_str(), "--publication".as_ref(), fixture.as_os_str()];
    exits(&mut command::concord(verify), 0)?;
    let plain = make(&["--document", "factsheet", "--locale", "en"])?;
    let variant = manifest(&plain.path().join("dist"))?["variant"].clone();
    if variant.is_null() {
        Ok(())
    } else {
        Err(format!("nothing was asked for, and the manifest says {variant}"))
    }
}

/// A part of the editions is not put beside others of another sheet.
fn parts_of_another_sheet() -> Result<(), String> {
    let folder = make(&["--document", "factsheet"])?;
    let dist = folder.path().join("dist");
    let before = files(&dist)?;
    let mut publish = command::publish(&fixture(), &dist);
    let said = exits(publish.args(["--locale", "en", "--page-size", "a5"]), 2)?;
    if !said.error.contains("--page-size") || files(&dist)? != before {
        return Err(said.error);
    }
    Ok(())
}

/// The boxes of a page (ISO 32000-1, 14.11.2).
#[derive(Debug)]
struct Boxes {
    media: [f32; 4],
    trim: Option<[f32; 4]>,
    bleed: Option<[f32; 4]>,
}

fn boxes(bytes: &[u8]) -> Result<Vec<Boxes>, String> {
    let pdf = concord_pdf::lopdf::Document::load_mem(bytes).map_err(|error| error.to_string())?;
    let pages = pdf.get_pages().into_values().map(|id| {
        let page = pdf.get_dictionary(id).map_err(|error| error.to_string())?;
        let sides = |key: &[u8]| {
            let sides = page.get(key).and_then(concord_pdf::lopdf::Object::as_array).ok()?;
            let sides: Vec<f32> = sides.iter().filter_map(|side| side.as_float().ok()).collect();
            <[f32; 4]>::try_from(sides).ok()
        };
        let media = sides(b"MediaBox").ok_or("a page without a size")?;
        Ok(Boxes { media, trim: sides(b"TrimBox"), bleed: sides(b"BleedBox") })
    });
    pages.collect()
}

/// The sample for a press, made once for all trials.
fn press() -> Result<PathBuf, String> {
    static MADE: OnceLock<Result<tempfile::TempDir, String>> = OnceLock::new();
    let folder = MADE.get_or_init(|| make(&["--print"])).as_ref().map_err(String::clone)?;
    Ok(folder.path().join("dist"))
}

fn press_conforms(program: &Program, flavour: &str) -> Result<(), String> {
    let dist = press()?;
    let names = files(&dist)?.into_keys().filter(|name| name.ends_with(".pdf"));
    conformance::pass(program, flavour, &names.map(|name| dist.join(name)).collect::<Vec<_>>())
}

/// The page is cut out of the middle of its sheet, with 3 mm of bleed, and marks that touch neither.
fn press_boxes() -> Result<(), String> {
    let near =
        |found: [f32; 4], wanted: [f32; 4]| found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 0.01);
    for (name, bytes) in files(&press()?)?.into_iter().filter(|(name, _)| name.ends_with(".pdf")) {
        for boxes in boxes(&bytes)? {
            let around = |margin: f32| [-margin, -margin, 595.28 + margin, 841.89 + margin];
            let trim = boxes.trim.ok_or("a page without a trim box")?;
            let bleed = boxes.bleed.ok_or("a page without a bleed box")?;
            if !near(trim, around(0.0)) || !near(bleed, around(8.504)) || !near(boxes.media, around(26.504)) {
                return Err(format!("{name}: {boxes:?}"));
            }
        }
    }
    Ok(())
}

/// Files for a press have whole sheets of pages, blank ones before the back cover; files for a screen have none.
fn press_sheets() -> Result<(), String> {
    let pages = |vary: fn(Theme) -> Theme, sheet: u8| -> Result<SetDocument, String> {
        let mut sample = sample()?;
        let print = format!("\n[print]\npages = {sheet}\n\n[fonts]\n");
        change_theme(&mut sample, |theme| theme.replace("\n[fonts]\n", &print))?;
        Ok(stages::varied(&sample, "en", vary)?.set)
    };
    let screen = pages(|theme| theme, 16)?.pages.len();
    for sheet in [1_u8, 4, 16] {
        let set = pages(Theme::for_print, sheet)?;
        let count = set.pages.len();
        if count != screen.next_multiple_of(usize::from(sheet)) {
            return Err(format!("{count} pages for sheets of {sheet}, {screen} on a screen"));
        }
        let blank = set.pages.iter().filter(|page| runs(page).is_empty()).count();
        if blank != count - screen || runs(&set.pages[count - 1]).is_empty() {
            return Err(format!("{blank} blank pages of {count} for sheets of {sheet}"));
        }
    }
    Ok(())
}

/// The numbers of pages stand at the outer edge, and the text nearer to it than to the fold.
fn press_margins() -> Result<(), String> {
    let mut sample = sample()?;
    change_theme(&mut sample, |theme| theme.replace("\n[fonts]\n", "\n[print]\nbinding = 20\n\n[fonts]\n"))?;
    let set = stages::varied(&sample, "en", Theme::for_print)?.set;
    let mut faults = Vec::new();
    for (index, page) in set.pages.iter().enumerate() {
        let number = (index + 1).to_string();
        let Some(folio) = runs(page).into_iter().rev().find(|run| run.text == number) else { continue };
        let is_outside =
            if index % 2 == 0 { folio.origin.x > page.width / 2.0 } else { folio.origin.x < 60.0 };
        if !is_outside {
            faults.push(format!("the number of page {number} stands at {}", folio.origin.x));
        }
        let least = runs(page).iter().map(|run| run.origin.x).fold(f32::INFINITY, f32::min);
        if (least - if index % 2 == 0 { 67.0 } else { 47.0 }).abs() > 1.0 {
            faults.push(format!("the text of page {number} begins at {least}"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// Publishes the sample in English with another theme.
fn with_theme(change: impl Fn(&str) -> String, status: i32) -> Result<(command::Said, Files), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let templates = folder.path().join("templates/report");
    let mut report = sample()?;
    change_theme(&mut report, change)?;
    crate::folder::write_all(&templates, &report.templates)?;
    let dist = folder.path().join("dist");
    let mut publish = command::publish(&fixture(), &dist);
    let parent = folder.path().join("templates");
    publish.arg("--templates").arg(parent).args(["--deny", "warnings", "--locale", "en"]);
    let said = exits(&mut publish, status)?;
    let files = if status == 0 { files(&dist)? } else { Files::new() };
    Ok((said, files))
}

/// The other colours are made from the accent, and every text stands out from its ground.
fn accent_alone() -> Result<(), String> {
    for accent in ["#7a1f3d", "#0b5c46", "#1b4f86"] {
        with_theme(
            |theme| {
                let (before, rest) = theme.split_once("[colors]").unwrap_or((theme, ""));
                let (_, after) = rest.split_once("\n[styles]").unwrap_or(("", ""));
                format!("{before}[colors]\naccent = \"{accent}\"\n\n[styles]{after}")
            },
            0,
        )?;
    }
    Ok(())
}

fn other_families() -> Result<(), String> {
    let change = |theme: &str| {
        let theme = theme.replace("text = \"Libertinus Serif\"", "text = \"Noto Sans\"");
        theme.replace("heading = \"Noto Sans\"", "heading = \"Libertinus Serif\"")
    };
    let (_, files) = with_theme(change, 0)?;
    let read = stages::read(&files["building-bridges-en.pdf"])?;
    let names: Vec<_> = read.fonts.iter().map(|font| font.name.as_str()).collect();
    let has = |part: &str| names.iter().any(|name| name.contains(part));
    if has("NotoSans-Italic") && has("LibertinusSerif-Bold") { Ok(()) } else { Err(format!("{names:?}")) }
}

fn says(said: &command::Said, words: &[&str]) -> Result<(), String> {
    let missing: Vec<_> = words.iter().filter(|words| !said.error.contains(**words)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("{missing:?} are not in:\n{}", said.error)) }
}

fn unknown_family() -> Result<(), String> {
    let change = |theme: &str| theme.replace("text = \"Libertinus Serif\"", "text = \"Garamond\"");
    let (said, _) = with_theme(change, 1)?;
    says(&said, &["there is no font family `Garamond`", "theme.toml:", "Libertinus Serif, Noto Sans"])
}

fn unknown_font_file() -> Result<(), String> {
    let change = |theme: &str| theme.replace("[fonts]\n", "[fonts]\nfiles = [\"Thai.ttf\"]\n");
    let (said, _) = with_theme(change, 1)?;
    says(&said, &["the template folder has no `Thai.ttf`", "theme.toml:"])
}
