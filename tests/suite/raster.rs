//! Pictures of set pages. Text tells more than pixels, so only a few cases have one; they show what text cannot: that
//! glyphs, grounds, rules and pictures are drawn, and where.

use crate::folder::Folder;
use crate::format::{Case, Malformed, View, shown};
use crate::tools::{Program, Tool};
use crate::{blesses, root, stages};
use libtest_mimic::Trial;
use std::path::{Path, PathBuf};

/// The largest mean difference of a pixel, of 255.
const MEAN: f64 = 1.5;
/// The largest share of pixels that differ clearly.
const SHARE: f64 = 0.005;
/// What a clear difference is, of 255.
const CLEAR: u8 = 96;
/// The largest reference in bytes.
const LARGEST: u64 = 20 << 10;

/// One trial for every case that expects a picture, and one that looks for references without a case.
pub(crate) fn trials(cases: &[Result<Case, Malformed>]) -> Vec<Trial> {
    let cases: Vec<Case> =
        cases.iter().flatten().filter(|case| case.expectation(View::Raster).is_some()).cloned().collect();
    let known: Vec<PathBuf> = cases.iter().map(reference).collect();
    let trial = |case: Case| {
        Trial::ignorable_test(format!("raster/{}", case.name), move || {
            Tool::PdfToPpm.trial(|program| check(program, &case))
        })
    };
    let references = Trial::test("raster/references", move || references(&known).map_err(Into::into));
    cases.into_iter().map(trial).chain([references]).collect()
}

/// The reference of a case stands beside it.
fn reference(case: &Case) -> PathBuf {
    case.path.with_extension("png")
}

/// Every reference belongs to a case and is small.
fn references(known: &[PathBuf]) -> Result<(), String> {
    let mut faults = Vec::new();
    for area in std::fs::read_dir(root().join("tests/cases")).into_iter().flatten().flatten() {
        for entry in std::fs::read_dir(area.path()).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_picture = path.extension().is_some_and(|extension| extension == "png");
            if is_picture && !known.contains(&path) {
                faults.push(format!("{}: no case expects it", shown(&path)));
            }
            if is_picture && entry.metadata().is_ok_and(|metadata| metadata.len() > LARGEST) {
                faults.push(format!("{}: larger than {LARGEST} bytes", shown(&path)));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

fn check(program: &Program, case: &Case) -> Result<(), String> {
    let expectation = case.expectation(View::Raster).ok_or("no picture is expected")?;
    let page = case.expected(expectation).trim().strip_prefix("page ").and_then(|page| page.parse().ok());
    let place = format!("{}:{}", shown(&case.path), expectation.line);
    let page: u32 = page.ok_or_else(|| format!("{place}: the block names a page, as `page 1`"))?;
    let made = stages::edition(&Folder::of(case)?, &expectation.locale)?;
    let seen = picture(program, &made.bytes, page)?;
    let path = reference(case);
    let Ok(expected) = std::fs::read(&path) else {
        return bless(&path, &seen, &format!("{place}: there is no {}", shown(&path)));
    };
    match difference(&decode(&expected)?, &decode(&seen)?) {
        Some(fault) => bless(&path, &seen, &format!("{place}: {}: {fault}", shown(&path))),
        None => Ok(()),
    }
}

fn bless(path: &Path, seen: &[u8], fault: &str) -> Result<(), String> {
    if blesses() {
        return std::fs::write(path, seen).map_err(|error| format!("{}: {error}", path.display()));
    }
    let file = path.file_name().unwrap_or_default();
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
    std::fs::write(&kept, seen).map_err(|error| format!("{}: {error}", kept.display()))?;
    Err(format!("{fault} (BLESS=1 accepts what is seen, which is in {})", shown(&kept)))
}

/// One pixel a point, in greys.
fn picture(program: &Program, pdf: &[u8], page: u32) -> Result<Vec<u8>, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (from, to) = (folder.path().join("case.pdf"), folder.path().join("page"));
    std::fs::write(&from, pdf).map_err(|error| error.to_string())?;
    let page = page.to_string();
    let options = ["-r", "72", "-gray", "-png", "-singlefile", "-f", &page, "-l", &page].map(PathBuf::from);
    program.output(options.iter().chain([&from, &to]))?;
    std::fs::read(to.with_extension("png")).map_err(|error| error.to_string())
}

/// A picture in greys.
struct Greys {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

fn decode(bytes: &[u8]) -> Result<Greys, String> {
    let mut reader =
        png::Decoder::new(std::io::Cursor::new(bytes)).read_info().map_err(|error| error.to_string())?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or("a picture larger than memory")?];
    let frame = reader.next_frame(&mut pixels).map_err(|error| error.to_string())?;
    pixels.truncate(frame.buffer_size());
    let channels = frame.color_type.samples();
    if frame.bit_depth != png::BitDepth::Eight || !matches!(channels, 1 | 3) {
        return Err(format!("the picture has {channels} channels of {:?}", frame.bit_depth));
    }
    // Some versions of the renderer write grey pixels as three equal channels.
    let pixels = pixels.into_iter().step_by(channels).collect();
    Ok(Greys { width: frame.width, height: frame.height, pixels })
}

/// How a picture differs from another beyond what two versions of a renderer do.
fn difference(expected: &Greys, seen: &Greys) -> Option<String> {
    if (expected.width, expected.height) != (seen.width, seen.height) {
        return Some(format!(
            "{} x {} instead of {} x {}",
            seen.width, seen.height, expected.width, expected.height
        ));
    }
    let differences: Vec<u8> =
        expected.pixels.iter().zip(&seen.pixels).map(|(expected, seen)| expected.abs_diff(*seen)).collect();
    let count = differences.len().max(1) as f64;
    let mean = differences.iter().map(|difference| f64::from(*difference)).sum::<f64>() / count;
    let share = differences.iter().filter(|difference| **difference > CLEAR).count() as f64 / count;
    (mean > MEAN || share > SHARE).then(|| {
        format!("a pixel differs by {mean:.2} in the mean, and {:.2} % differ clearly", share * 100.0)
    })
}
