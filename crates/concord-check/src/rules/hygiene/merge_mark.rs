//! No marks of an unfinished merge.
//!
//! **What.** A line begins with `<<<<<<<`, `|||||||` or `>>>>>>>`, or is `=======` between such lines. A line of equals signs
//! elsewhere underlines a heading.
//!
//! **Why.** Two versions of the text stand one below the other, and nobody chose.
//!
//! **How to mend.** Keep one version, and delete the marks.

use super::files;
use crate::Context;
use concord_diagnostics::{Code, Diagnostic, Span};

/// Looks at every file.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, source) in files(context) {
        let mut at = 0;
        let mut is_open = false;
        for line in source.text().split_inclusive('\n') {
            let bare = line.trim_end();
            if is_mark(bare, is_open) {
                is_open = !bare.starts_with('>') && (is_open || bare.starts_with('<'));
                let message = format!("`{}` holds the mark of a merge that was not finished", source.name());
                found.push(
                    Diagnostic::new(Code::MERGE_MARK, message)
                        .at(Span::new(id, at..at + bare.len()), "two versions stand here")
                        .help("keep one version, and delete the marks"),
                );
            }
            at += line.len();
        }
    }
    found
}

fn is_mark(line: &str, is_open: bool) -> bool {
    let begins =
        |mark: &str| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    begins("<<<<<<<") || begins(">>>>>>>") || is_open && (begins("|||||||") || line == "=======")
}
