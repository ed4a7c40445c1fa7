//! The house's rules as tests: licences, one lopdf, the crate edges of ARCHITECTURE.md, no unused dependency, a module
//! doc in every file.

use crate::root;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Licences that a dependency may have, one of each "OR".
const LICENCES: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// What cargo knows of the packages that are built on this machine; those of other platforms need not be here.
fn metadata() -> Result<Value, String> {
    let tool = |variable: &str, name: &str| std::env::var(variable).unwrap_or_else(|_| name.to_owned());
    let version = output(Command::new(tool("RUSTC", "rustc")).arg("-vV"))?;
    let version = String::from_utf8_lossy(&version).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no host")?;
    let mut cargo = Command::new(tool("CARGO", "cargo"));
    cargo.args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host]);
    serde_json::from_slice(&output(&mut cargo)?).map_err(|error| error.to_string())
}

fn output(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.current_dir(root()).output().map_err(|error| error.to_string())?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// Named in a manifest only to switch a feature on in what others use.
const FOR_A_FEATURE: [&str; 1] = ["icu_provider"];

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

fn name(value: &Value) -> &str {
    value["name"].as_str().unwrap_or_default()
}

fn is_ours(package: &Value) -> bool {
    package["source"].is_null()
}

fn report(faults: Vec<String>) -> Result<(), String> {
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// Every dependency has a licence that a publication house can accept.
pub(crate) fn licences() -> Result<(), String> {
    let metadata = metadata()?;
    let acceptable = |licence: &str| {
        let all = licence.split(" AND ");
        all.into_iter().all(|part| {
            let part = part.trim_matches(['(', ')']);
            part.split(" OR ")
                .flat_map(|one| one.split('/'))
                .any(|one| LICENCES.contains(&one.trim_matches(['(', ')', ' '])))
        })
    };
    let faults = packages(&metadata).filter(|package| !is_ours(package)).filter_map(|package| {
        let licence = package["license"].as_str().unwrap_or("none");
        (!acceptable(licence)).then(|| format!("{}: licence `{licence}` is not in the list", name(package)))
    });
    report(faults.collect())
}

/// printpdf hands its document over as a value, so both must mean the same lopdf.
pub(crate) fn one_lopdf() -> Result<(), String> {
    let metadata = metadata()?;
    let versions: Vec<_> = packages(&metadata).filter(|package| name(package) == "lopdf").collect();
    if versions.len() == 1 {
        Ok(())
    } else {
        Err(format!("{} versions of lopdf in the graph", versions.len()))
    }
}

/// The edges between our crates are those of the table in ARCHITECTURE.md.
pub(crate) fn edges() -> Result<(), String> {
    let metadata = metadata()?;
    let allowed = table()?;
    let mut faults = Vec::new();
    for package in packages(&metadata).filter(|package| is_ours(package)) {
        let Some(allowed) = allowed.get(name(package)) else {
            faults.push(format!("{} is not in the table of ARCHITECTURE.md", name(package)));
            continue;
        };
        let Some(allowed) = allowed else { continue };
        let dependencies = package["dependencies"].as_array().into_iter().flatten();
        let normal = dependencies.filter(|dependency| dependency["kind"].is_null());
        for dependency in normal.map(name).filter(|name| name.starts_with("concord-")) {
            if !allowed.contains(dependency) {
                faults.push(format!("{} may not depend on {dependency}: see ARCHITECTURE.md", name(package)));
            }
        }
    }
    report(faults)
}

/// Our crates with what each may depend on; `None` where it may depend on all of them.
fn table() -> Result<BTreeMap<String, Option<BTreeSet<String>>>, String> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).map_err(|error| error.to_string())?;
    let rows = text.lines().filter(|line| line.starts_with("| `concord"));
    let words = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    let mut out = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [crate_name, _, allowed] = cells.as_slice() else { continue };
        let everything = *allowed == "all of them";
        out.insert(crate_name.trim_matches('`').to_owned(), (!everything).then(|| words(allowed)));
    }
    Ok(out)
}

/// A dependency that no source file names is not needed.
pub(crate) fn unused_dependencies() -> Result<(), String> {
    let metadata = metadata()?;
    let mut faults = Vec::new();
    for package in packages(&metadata).filter(|package| is_ours(package)) {
        let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap_or_default());
        let Some(folder) = manifest.parent() else { continue };
        let mut text = sources(folder).iter().map(|path| with_named(path)).collect::<String>();
        if name(package) == "concord" {
            text.extend(sources(&root().join("tests")).iter().map(|path| read(path)));
        }
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let called = dependency["rename"].as_str().unwrap_or_else(|| name(dependency)).replace('-', "_");
            if FOR_A_FEATURE.contains(&name(dependency)) {
                continue;
            }
            if !text.contains(&format!("{called}::")) && !text.contains(&format!("use {called}")) {
                faults.push(format!("{} does not use {}", name(package), name(dependency)));
            }
        }
    }
    report(faults)
}

/// Every source file says in its first line what it is about.
pub(crate) fn module_docs() -> Result<(), String> {
    let files = sources(&root().join("crates")).into_iter().chain(sources(&root().join("tests")));
    let faults = files
        .filter(|path| !read(path).starts_with("//!"))
        .map(|path| format!("{} does not begin with a module doc", path.display()));
    report(faults.collect())
}

/// Every direct dependency has its line in ARCHITECTURE.md.
pub(crate) fn dependencies_are_explained() -> Result<(), String> {
    let metadata = metadata()?;
    let text = read(&root().join("ARCHITECTURE.md"));
    let ours = packages(&metadata).filter(|package| is_ours(package));
    let used: BTreeSet<&str> = ours
        .flat_map(|package| package["dependencies"].as_array().into_iter().flatten())
        .map(name)
        .filter(|name| !name.starts_with("concord"))
        .collect();
    let faults = used
        .into_iter()
        .filter(|name| !text.contains(&format!("`{name}`")))
        .map(|name| format!("ARCHITECTURE.md does not say what {name} is for"));
    report(faults.collect())
}

/// A source file with those that it takes in by `#[path]`.
fn with_named(path: &Path) -> String {
    let mut text = read(path);
    let named: Vec<String> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("#[path = \"")?.strip_suffix("\"]"))
        .filter_map(|named| Some(read(&path.parent()?.join(named))))
        .collect();
    text.extend(named);
    text
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// The Rust files below a folder, in order.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target" && name != "store") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}
