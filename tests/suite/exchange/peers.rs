//! Files that gettext and translate-toolkit read and wrote.

use super::{expect, export, files, import, parent, same, same_targets, sample, targets, text, translated};
use crate::tools::{Program, Tool};
use concord::args::ExchangeFormat;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The sample as PO files, with the folder that they are of.
fn po_of_sample(parent: &Path, tag: &str) -> Result<(PathBuf, PathBuf), String> {
    let folder = sample(parent)?;
    let file = parent.join(format!("{tag}.po"));
    export(&folder, ExchangeFormat::Po, tag, &file)?;
    Ok((folder, file))
}

/// gettext finds nothing wrong, nor anything to warn of.
pub(super) fn msgfmt(program: &Program) -> Result<(), String> {
    let parent = parent()?;
    for tag in ["fr", "es", "pt", "pl"] {
        let (_, file) = po_of_sample(parent.path(), tag)?;
        let out = parent.path().join("out.mo");
        let said = program.run(["-c".as_ref(), "-o".as_ref(), out.as_os_str(), file.as_os_str()])?;
        expect(said.success && !said.all.contains("warning"), format!("{tag}: {}", said.all))?;
    }
    Ok(())
}

/// A file that a tool wrapped, sorted or merged says the same.
fn rewritten(program: &Program, arguments: &dyn Fn(&Path, &Path) -> Vec<String>) -> Result<(), String> {
    let parent = parent()?;
    for tag in ["fr", "es"] {
        let (folder, file) = po_of_sample(parent.path(), tag)?;
        let before = files(&folder)?;
        let out = parent.path().join("rewritten.po");
        program.output(arguments(&file, &out))?;
        let (one, other) = (std::fs::read(&file).map_err(text)?, std::fs::read(&out).map_err(text)?);
        expect(one != other, "the tool rewrote nothing")?;
        let said = import(&folder, &out)?;
        expect(said.starts_with(&format!("{tag}: 0 of ")) && !said.contains("not translated"), said)?;
        same(&before, &files(&folder)?)?;
        // With changes too.
        let changed = translated(ExchangeFormat::Po, &std::fs::read_to_string(&file).map_err(text)?)?;
        std::fs::write(&file, &changed).map_err(text)?;
        program.output(arguments(&file, &out))?;
        import(&folder, &out)?;
        let again = export(&folder, ExchangeFormat::Po, tag, &out)?;
        same_targets(&targets(ExchangeFormat::Po, &changed)?, &targets(ExchangeFormat::Po, &again)?)?;
    }
    Ok(())
}

pub(super) fn msgcat(program: &Program) -> Result<(), String> {
    rewritten(program, &|file, out| {
        let [file, out] = [file, out].map(|path| path.display().to_string());
        ["--width=60", "--sort-output", "-o", &out, &file].map(str::to_owned).to_vec()
    })
}

pub(super) fn msgmerge(program: &Program) -> Result<(), String> {
    rewritten(program, &|file, out| {
        let [file, out] = [file, out].map(|path| path.display().to_string());
        ["--quiet", "--no-fuzzy-matching", "-o", &out, &file, &file].map(str::to_owned).to_vec()
    })
}

/// pofilter reads every entry, and finds none whose placeholders or form are broken.
pub(super) fn pofilter(program: &Program) -> Result<(), String> {
    let parent = parent()?;
    for tag in ["fr", "es"] {
        let (_, file) = po_of_sample(parent.path(), tag)?;
        let out = parent.path().join("found.po");
        // Its tests of braces and addresses take `{lang="en"}`, which languages differ in, for faults.
        let tests =
            ["variables", "printf", "untranslated", "blank", "newlines", "nplurals", "notranslatewords"];
        let tests = tests.into_iter().flat_map(|test| ["-t", test]);
        let paths = [file.as_os_str(), out.as_os_str()];
        let said = program.run(tests.map(OsStr::new).chain(paths))?;
        let is_silent = !said.all.to_lowercase().contains("error") && !said.all.contains("Traceback");
        expect(said.success && is_silent, said.all)?;
        let found = std::fs::read_to_string(&out).unwrap_or_default();
        expect(found.matches("msgctxt").count() == 0, found)?;
    }
    Ok(())
}

/// Every msgid and msgstr but the header's, in quotation marks, unwrapped. The way by XLIFF 1.2 loses msgctxt.
fn pairs(path: &Path) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    for entry in std::fs::read_to_string(path).map_err(text)?.split("\n\n").skip(1) {
        let mut strings = String::new();
        // A context goes on over lines up to the next keyword.
        let lines = entry.lines().filter(|line| !line.starts_with('#'));
        for line in lines.skip_while(|line| !line.starts_with("msgid")) {
            let (keyword, string) = line.split_once('"').unwrap_or((line, ""));
            if !keyword.is_empty() {
                strings.push_str(&format!("\n{keyword}"));
            }
            strings.push_str(string.strip_suffix('"').unwrap_or(string));
        }
        all.push(strings);
    }
    Ok(all)
}

/// By way of XLIFF 1.2 and back, the entries have the same texts.
pub(super) fn po2xliff(program: &Program) -> Result<(), String> {
    let back = Tool::Xliff2Po.program().ok_or("xliff2po is not there")?;
    let parent = parent()?;
    let (_, file) = po_of_sample(parent.path(), "fr")?;
    let (between, out) = (parent.path().join("fr.xlf"), parent.path().join("back.po"));
    program.output([file.as_os_str(), between.as_os_str()])?;
    back.output([between.as_os_str(), out.as_os_str()])?;
    let (one, other) = (pairs(&file)?, pairs(&out)?);
    let foreign = other.iter().find(|pair| !one.contains(pair));
    expect(foreign.is_none(), format!("{foreign:?}"))?;
    // Forms of a noun that stand on one line with the same source are one entry to it.
    expect(other.len() * 100 > one.len() * 95, format!("{} of {} entries", other.len(), one.len()))
}

/// translate-toolkit's class for XLIFF 2 reads every unit with its source and target, and what it writes is read back.
pub(super) fn xliff2(program: &Program) -> Result<(), String> {
    let parent = parent()?;
    let folder = sample(parent.path())?;
    let (file, out) = (parent.path().join("fr.xlf"), parent.path().join("out.xlf"));
    let exported = export(&folder, ExchangeFormat::Xliff, "fr", &file)?;
    let before = files(&folder)?;
    let said = program.output([file.as_os_str(), out.as_os_str()])?;
    let count: usize = String::from_utf8_lossy(&said).trim().parse().map_err(text)?;
    let units = targets(ExchangeFormat::Xliff, &exported)?;
    expect(count == units.len(), format!("{count} of {} units", units.len()))?;
    import(&folder, &out)?;
    same(&before, &files(&folder)?)
}
