//! The case format: a Markdown file that holds a publication's files and what is expected of them.
//!
//! Fences follow CommonMark as far as cases need it: three or more backticks open a block, a line of as many or more
//! closes it. The first word after the opening backticks says what the block is.

use crate::root;
use concord::args::MessageFormat;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A case.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The file.
    pub(crate) path: PathBuf,
    /// The folder that it is in, such as `typeset`.
    pub(crate) area: String,
    /// Its heading, which is also the file's stem.
    pub(crate) name: String,
    /// The file's text.
    pub(crate) text: String,
    /// What it adds to the default publication, or changes in it.
    pub(crate) changes: Vec<Change>,
    /// Tables that take the place of the theme's, as TOML.
    pub(crate) theme: toml::Table,
    /// What is expected of it.
    pub(crate) expectations: Vec<Expectation>,
}

/// A difference from the default publication.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// A file is there.
    File(String, Vec<u8>),
    /// A file of the default publication is not there.
    Without(String),
}

/// What a case expects.
#[derive(Clone, Debug)]
pub(crate) struct Expectation {
    /// What is looked at.
    pub(crate) view: View,
    /// The language of the edition that is looked at.
    pub(crate) locale: String,
    /// The line of the file, from 1, in which the expected text begins.
    pub(crate) line: usize,
    /// The bytes of the file that are the expected text.
    pub(crate) body: Range<usize>,
    /// How many backticks stand around it.
    fence: usize,
}

/// What an expectation looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// The set pages.
    Layout,
    /// The transcript of the finished file.
    Tags,
    /// The text of the finished file, one line a block.
    Text,
    /// The findings of a whole run.
    Diagnostics,
    /// The findings of a whole run in a form for programs.
    Findings(MessageFormat),
    /// A picture of a page.
    Raster,
}

impl View {
    const ALL: [(View, &str); 9] = [
        (View::Layout, "layout"),
        (View::Tags, "tags"),
        (View::Text, "text"),
        (View::Diagnostics, "diagnostics"),
        (View::Findings(MessageFormat::Json), "findings json"),
        (View::Findings(MessageFormat::Sarif), "findings sarif"),
        (View::Findings(MessageFormat::Github), "findings github"),
        (View::Findings(MessageFormat::Junit), "findings junit"),
        (View::Raster, "raster"),
    ];

    /// The word in a block's first line.
    pub(crate) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(view, _)| *view == self).map_or("", |(_, word)| word)
    }

    fn find(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(view, _)| *view)
    }
}

/// A file that is no case, and why.
#[derive(Clone, Debug)]
pub(crate) struct Malformed {
    /// `area/stem`.
    pub(crate) name: String,
    /// Why, with file and line.
    pub(crate) reason: String,
}

/// Every case below `tests/cases`, in order of name.
pub(crate) fn collect() -> Vec<Result<Case, Malformed>> {
    let mut paths = markdown_files(&root().join("tests/cases"));
    paths.sort();
    let mut cases: Vec<_> = paths.iter().map(|path| read(path)).collect();
    refuse_equal_names(&mut cases);
    cases
}

fn markdown_files(cases: &Path) -> Vec<PathBuf> {
    let below = |folder: &Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect::<Vec<_>>()
    };
    let areas = below(cases).into_iter().filter(|path| path.is_dir());
    let files = areas.flat_map(|area| below(&area));
    files.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

fn refuse_equal_names(cases: &mut [Result<Case, Malformed>]) {
    let mut known = std::collections::BTreeMap::new();
    for case in cases {
        let Ok(Case { name, path, area, .. }) = case else { continue };
        if let Some(first) = known.insert(name.clone(), path.clone()) {
            let reason = format!("{}: the name is also that of {}", shown(path), shown(&first));
            *case = Err(Malformed { name: format!("{area}/{name}"), reason });
        }
    }
}

/// A path as it is shown: from the workspace's folder.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn read(path: &Path) -> Result<Case, Malformed> {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let stem = part(path.file_stem());
    let area = part(path.parent().and_then(Path::file_name));
    let malformed = |reason: String| Malformed { name: format!("{area}/{stem}"), reason };
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| malformed(format!("{}: {error}", shown(path))))?;
    let mut case = Case {
        path: path.to_owned(),
        area: area.clone(),
        name: stem.clone(),
        text: text.clone(),
        changes: Vec::new(),
        theme: toml::Table::new(),
        expectations: Vec::new(),
    };
    parse(&text, &mut case)
        .map_err(|(line, reason)| malformed(format!("{}:{line}: {reason}", shown(path))))?;
    Ok(case)
}

/// A line, from 1, and what is wrong there.
type Fault = (usize, String);

fn parse(text: &str, case: &mut Case) -> Result<(), Fault> {
    let heading = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default();
    let kebab = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if heading != case.name || !kebab(heading) {
        return Err((
            1,
            format!("a case begins with the heading `# {}`, in small letters and hyphens", case.name),
        ));
    }
    for block in blocks(text)? {
        take(text, &block, case).map_err(|reason| (block.line, reason))?;
    }
    if case.expectations.is_empty() && case.area != crate::rules::AREA {
        return Err((1, "a case without a block `expect ...` proves nothing".to_owned()));
    }
    Ok(())
}

/// A fenced block.
struct Block {
    info: String,
    fence: usize,
    /// The line of the opening fence, from 1.
    line: usize,
    body: Range<usize>,
}

fn blocks(text: &str) -> Result<Vec<Block>, Fault> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let fence = line.bytes().take_while(|byte| *byte == b'`').count();
        let info = line[fence..].trim();
        match &mut open {
            None if fence >= 3 => {
                open = Some(Block { info: info.to_owned(), fence, line: number + 1, body: at..at });
            }
            Some(block) if fence >= block.fence && info.is_empty() => {
                block.body.end = start;
                blocks.extend(open.take());
            }
            _ => {}
        }
    }
    match open {
        Some(block) => Err((block.line, "the block is not closed".to_owned())),
        None => Ok(blocks),
    }
}

fn take(text: &str, block: &Block, case: &mut Case) -> Result<(), String> {
    let body = &text[block.body.clone()];
    let words: Vec<&str> = block.info.split_whitespace().collect();
    match words.as_slice() {
        ["file", path] => case.changes.push(Change::File((*path).to_owned(), body.as_bytes().to_vec())),
        ["bytes", path] => case.changes.push(Change::File((*path).to_owned(), unescaped(body)?)),
        ["picture", path, size] => {
            let picture = picture(size).ok_or_else(|| format!("`{size}` is no size like 24x12"))?;
            case.changes.push(Change::File((*path).to_owned(), picture));
        }
        ["without", path] => case.changes.push(Change::Without((*path).to_owned())),
        ["theme"] => case.theme = body.parse().map_err(|error: toml::de::Error| error.to_string())?,
        ["expect", view, rest @ ..] if rest.len() < 2 => {
            let (view, rest) = match (*view, rest) {
                ("findings", [form]) => (format!("findings {form}"), &[] as &[&str]),
                _ => ((*view).to_owned(), rest),
            };
            let view =
                View::find(&view).ok_or_else(|| format!("`{view}` is nothing that can be expected"))?;
            let locale = rest.first().unwrap_or(&"en").to_string();
            let body = block.body.clone();
            case.expectations.push(Expectation {
                view,
                locale,
                line: block.line + 1,
                body,
                fence: block.fence,
            });
        }
        _ => return Err(format!("`{}` is no kind of block; see tests/README.md", block.info)),
    }
    Ok(())
}

/// Bytes that are no text: `\xff` stands for the byte FF.
fn unescaped(body: &str) -> Result<Vec<u8>, String> {
    let mut parts = body.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2).ok_or("two digits stand after `\\x`")?;
        bytes.push(u8::from_str_radix(digits, 16).map_err(|error| error.to_string())?);
        bytes.extend(rest.as_bytes());
    }
    Ok(bytes)
}

/// A small picture in PNG: a grey ramp with a dark frame.
fn picture(size: &str) -> Option<Vec<u8>> {
    let (width, height) = size.split_once('x')?;
    let (width, height): (u32, u32) = (width.parse().ok()?, height.parse().ok()?);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let pixel = |x: u32, y: u32| {
        let is_frame = x == 0 || y == 0 || x + 1 == width || y + 1 == height;
        if is_frame { 0 } else { u8::try_from(x * 255 / width).unwrap_or(u8::MAX) }
    };
    let pixels: Vec<u8> = (0..height).flat_map(|y| (0..width).map(move |x| pixel(x, y))).collect();
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

impl Case {
    /// `area/name`: the name of its trial.
    pub(crate) fn trial(&self) -> String {
        format!("{}/{}", self.area, self.name)
    }

    /// The text of an expectation.
    pub(crate) fn expected(&self, expectation: &Expectation) -> &str {
        &self.text[expectation.body.clone()]
    }

    /// The expectation of a view, where the case has one.
    pub(crate) fn expectation(&self, view: View) -> Option<&Expectation> {
        self.expectations.iter().find(|expectation| expectation.view == view)
    }

    /// The file's text with other expected texts, which are in the order of the expectations.
    pub(crate) fn with_expected(&self, texts: &[(&Expectation, String)]) -> Result<String, String> {
        let mut out = self.text.clone();
        for (expectation, text) in texts.iter().rev() {
            let fence = "`".repeat(expectation.fence);
            if text.lines().any(|line| line.starts_with(&fence)) {
                return Err(format!("line {}: more backticks are needed around this text", expectation.line));
            }
            out.replace_range(expectation.body.clone(), text);
        }
        Ok(out)
    }
}
