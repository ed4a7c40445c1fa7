//! Scripts other than Latin: those that the typefaces have are set, others are refused in one finding each, and text from
//! right to left is shaped, ordered and read back.

use crate::command::{self, Said, exits};
use crate::folder::{Folder, read_all};
use crate::{Check, checks, stages};
use concord_manuscript::Files;
use concord_pages::{Item, SetDocument};
use libtest_mimic::Trial;

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let trials: [(&str, Check); 6] = [
        ("greek-and-cyrillic", greek_and_cyrillic),
        ("locales", locales),
        ("refused", refused),
        ("right-to-left", right_to_left),
        ("mixed-directions", mixed),
        ("pages-are-mirrored", mirrored),
    ];
    checks("scripts", &trials)
}

const GREEK: &str = "Η γέφυρα ενώνει τις δύο όχθες του ποταμού.";
const RUSSIAN: &str = "Мост соединяет два берега реки.";
/// "The bridge joins the two banks of the river."
pub(crate) const ARABIC: &str = "الجسر يربط ضفتي النهر";

/// The default publication with a text, and a theme with a line more.
pub(crate) fn folder(text: &str, fonts: &str) -> Result<Folder, String> {
    let mut folder = Folder::plain()?;
    folder.publication.insert("en/text.md".to_owned(), format!("{text}\n").into_bytes());
    let theme = folder.templates.get_mut("theme.toml").ok_or("no theme")?;
    *theme = String::from_utf8_lossy(theme).replace("[fonts]\n", &format!("[fonts]\n{fonts}\n")).into_bytes();
    Ok(folder)
}

fn publish(folder: &Folder, status: i32) -> Result<(Said, Files), String> {
    let parent = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (publication, dist) = (folder.write(parent.path())?, parent.path().join("dist"));
    let said = exits(&mut command::publish(&publication, &dist), status)?;
    let mut files = Files::new();
    if status == 0 {
        read_all(&dist, "", &mut files).map_err(|error| error.to_string())?;
    }
    Ok((said, files))
}

fn contains(text: &str, words: &[&str]) -> Result<(), String> {
    let missing: Vec<_> = words.iter().filter(|words| !text.contains(**words)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("{missing:?} are not in:\n{text}")) }
}

fn greek_and_cyrillic() -> Result<(), String> {
    let text = format!("# Γέφυρες · Мосты\n\n[{GREEK}]{{lang=\"el\"}} [{RUSSIAN}]{{lang=\"ru\"}}");
    let (_, files) = publish(&folder(&text, "")?, 0)?;
    let read = stages::read(&files["case-en.pdf"])?;
    contains(&read.to_text(), &["Γέφυρες · Мосты", GREEK, RUSSIAN])?;
    let names: Vec<_> = read.fonts.iter().map(|font| font.name.as_str()).collect();
    let is_known = |name: &&str| name.contains("Libertinus") || name.contains("NotoSans");
    if names.iter().all(is_known) { Ok(()) } else { Err(format!("{names:?}")) }
}

/// A locale of such a language is dropped in; only its messages are needed where a text is not translated yet.
fn locales() -> Result<(), String> {
    let mut folder = folder("A bridge.", "")?;
    let messages = folder.publication["en/messages.toml"].clone();
    let mut config = folder.publication["publication.toml"].clone();
    for (tag, text) in [("el", GREEK), ("uk", "Міст з’єднує два береги ріки.")] {
        config.extend(format!("\n[locales.{tag}]\nstate = \"draft\"\n").bytes());
        folder.publication.insert(format!("{tag}/messages.toml"), messages.clone());
        folder.publication.insert(format!("{tag}/text.md"), format!("{text}\n").into_bytes());
    }
    folder.publication.insert("publication.toml".to_owned(), config);
    let (_, files) = publish(&folder, 0)?;
    for (tag, words) in [("el", GREEK), ("uk", "береги ріки")] {
        contains(&stages::read(&files[&format!("case-{tag}.pdf")])?.to_text(), &[words])?;
    }
    Ok(())
}

/// One finding a script: the letters, the face, and what to write.
fn refused() -> Result<(), String> {
    let cases = [
        (ARABIC, "Arabic", "Noto Sans Arabic"),
        ("גשר על הנהר", "Hebrew", "Noto Sans Hebrew"),
        ("สะพานข้ามแม่น้ำ", "Thai", "Noto Sans Thai"),
        ("河上的橋", "Chinese", "Noto Sans SC"),
    ];
    let text: Vec<&str> = cases.iter().map(|(text, _, _)| *text).collect();
    // Libertinus has Hebrew letters; this theme does without it.
    let mut folder = folder(&text.join("\n\n"), "")?;
    let theme = folder.templates.get_mut("theme.toml").ok_or("no theme")?;
    *theme = String::from_utf8_lossy(theme).replace("\"Libertinus Serif\"", "\"Noto Sans\"").into_bytes();
    let (said, _) = publish(&folder, 1)?;
    for (_, script, font) in cases {
        let message = format!("no font has the {script} letters");
        let file = font.replace(' ', "");
        contains(
            &said.error,
            &[&message, &format!("files = [\"{file}-Regular.ttf\"], fallback = [\"{font}\"]")],
        )?;
    }
    contains(&said.error, &["U+0631", "the style is set in Noto Sans", "en/text.md:"])?;
    match said.error.matches("error[S401]").count() {
        4 => Ok(()),
        count => Err(format!("{count} findings:\n{}", said.error)),
    }
}

/// The fixed-width face that comes with the program has Arabic letters.
pub(crate) const WITH_ARABIC: &str = "fallback = [\"DejaVu Sans Mono\"]";

/// Where the first letters of words stand on their page, in reading order.
fn places(set: &SetDocument, words: &[&str]) -> Result<Vec<f32>, String> {
    let runs = set.pages.iter().flat_map(|page| &page.marks).flat_map(|mark| &mark.items);
    let runs: Vec<_> = runs
        .filter_map(|item| match item {
            Item::Text(run) => Some(run),
            _ => None,
        })
        .collect();
    let place = |word: &&str| {
        let run = runs.iter().find(|run| run.text.contains(*word)).ok_or_else(|| format!("no `{word}`"))?;
        let byte = run.text.find(*word).unwrap_or_default();
        let mut x = run.origin.x;
        for glyph in &run.glyphs {
            if glyph.cluster as usize >= byte {
                x += f32::from(glyph.x_offset) * run.size / 1000.0;
                break;
            }
            x += glyph.advance * run.size / 1000.0;
        }
        Ok(x)
    };
    words.iter().map(place).collect()
}

fn right_to_left() -> Result<(), String> {
    let text = format!("[{ARABIC}]{{lang=\"ar\"}}");
    let folder = folder(&text, WITH_ARABIC)?;
    let (_, files) = publish(&folder, 0)?;
    contains(&stages::read(&files["case-en.pdf"])?.to_text(), &[ARABIC])?;
    let set = stages::edition(&folder, "en")?.set;
    let words: Vec<&str> = ARABIC.split(' ').collect();
    let places = places(&set, &words)?;
    if places.windows(2).all(|pair| pair[0] > pair[1]) { Ok(()) } else { Err(format!("{places:?}")) }
}

/// An edition in Arabic has the pages of the English one in a mirror: numbers of lists, first columns of tables and the margin at the
/// right, the page's number at the left, and links around their words.
fn mirrored() -> Result<(), String> {
    let text = |word: &str| {
        format!(
            "# {word}\n\n{word} [alpha](https://example.org).\n\n1. {word} beta\n2. {word}\n\n| gamma | delta |\n|---|---|\n\
             | {word} | {word} |\n| 2019 {word} | {word} |\n"
        )
    };
    let mut folder = folder(&text("bridge"), WITH_ARABIC)?;
    let messages = folder.publication["en/messages.toml"].clone();
    let mut config = folder.publication["publication.toml"].clone();
    config.extend(b"\n[locales.ar]\nstate = \"draft\"\n\n[levels]\nT319 = \"off\"\nT315 = \"off\"\n");
    folder.publication.insert("publication.toml".to_owned(), config);
    folder.publication.insert("ar/messages.toml".to_owned(), messages);
    folder.publication.insert("ar/text.md".to_owned(), text("جسر").into_bytes());
    let [english, arabic] = ["en", "ar"].map(|locale| stages::edition(&folder, locale).map(|made| made.set));
    let (english, arabic) = (english?, arabic?);
    let of = |set: &SetDocument| places(set, &["1.", "beta", "gamma", "delta"]);
    let (left, right) = (of(&english)?, of(&arabic)?);
    let width = arabic.pages[0].width;
    if !(left[0] < left[1] && right[0] > right[1] && left[2] < left[3] && right[2] > right[3]) {
        return Err(format!("{left:?} in English, {right:?} in Arabic on a page {width} wide"));
    }
    for (set, is_mirrored) in [(&english, false), (&arabic, true)] {
        let page = &set.pages[0];
        let items = || page.marks.iter().flat_map(|mark| &mark.items);
        let run = |text: &str| {
            items().find_map(|item| match item {
                Item::Text(run) if run.text.trim() == text => Some(run),
                _ => None,
            })
        };
        let (folio, word) = (run("1").ok_or("no page number")?, run("alpha").ok_or("no link")?);
        if (folio.origin.x < width / 2.0) != is_mirrored {
            return Err(format!("the page's number stands at {}", folio.origin.x));
        }
        let rect = page.links.first().and_then(|link| link.rects.first()).ok_or("no link's rectangle")?;
        if (rect.x - word.origin.x).abs() > 1.5 {
            return Err(format!("the link is at {}, its word at {}", rect.x, word.origin.x));
        }
    }
    Ok(())
}

/// A paragraph in English with Arabic in it: each runs its own way, and a number in the Arabic from left to right.
fn mixed() -> Result<(), String> {
    let text = "The name is [جسر كبير 2019 جديد]{lang=\"ar\"} in Arabic.";
    let folder = folder(text, WITH_ARABIC)?;
    let (_, files) = publish(&folder, 0)?;
    contains(
        &stages::read(&files["case-en.pdf"])?.to_text(),
        &["The name is", "جسر كبير 2019 جديد", "in Arabic."],
    )?;
    let set = stages::edition(&folder, "en")?.set;
    let places = places(&set, &["The", "جسر", "كبير", "2019", "جديد", "Arabic"])?;
    let (first, arabic, last) = (places[0], &places[1..5], places[5]);
    let is_ordered = arabic.windows(2).all(|pair| pair[0] > pair[1])
        && arabic.iter().all(|place| first < *place && *place < last);
    if is_ordered { Ok(()) } else { Err(format!("{places:?}")) }
}
