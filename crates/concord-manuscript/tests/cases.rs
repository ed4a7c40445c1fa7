//! Markdown cases as data: every `cases/*.md` holds a text and, after a line of equals signs, the tree that it gives.
//!
//! `BLESS=1 cargo test -p concord-manuscript --test cases` writes the trees anew; read the difference before taking
//! it. Spans are shown as the text that they cover where that says more than numbers.

mod dump;

use concord_diagnostics::{Sources, render};
use concord_manuscript::parse_markdown;
use std::path::Path;

const SEPARATOR: &str = "\n==========\n";

#[test]
fn cases_give_their_trees() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let entries = std::fs::read_dir(&folder).expect("the folder of cases");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no cases in {}", folder.display());
    let bless = std::env::var_os("BLESS").is_some();
    let mut failures = Vec::new();
    for path in paths {
        let case = std::fs::read_to_string(&path).expect("a case is UTF-8");
        let (input, expected) = case.split_once(SEPARATOR).unwrap_or((&case, ""));
        let actual = tree(input);
        if bless {
            std::fs::write(&path, format!("{input}{SEPARATOR}{actual}")).expect("a case can be written");
        } else if actual != expected {
            failures.push(format!("{}\n{actual}", path.display()));
        }
    }
    assert!(failures.is_empty(), "{} cases differ:\n{}", failures.len(), failures.join("\n"));
}

fn tree(input: &str) -> String {
    let mut sources = Sources::new();
    let source = sources.add("case.md", input);
    let parsed = parse_markdown(source, input);
    let mut out = dump::content(&sources, &parsed.value);
    let mut diagnostics = parsed.diagnostics;
    concord_diagnostics::sort(&mut diagnostics);
    if !diagnostics.is_empty() {
        out.push('\n');
        out.push_str(render::human(&sources, &diagnostics, false).trim_end());
        out.push('\n');
    }
    out
}
