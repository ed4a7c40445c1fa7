//! What `sync` writes above a text whose source changed: one line, which the program takes away itself.
//!
//! It is a comment of its own line (`<!-- sync: ... -->` in Markdown, `# sync: ...` in TOML), so that two branches conflict
//! only where both change the same text.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// So many words are shown on both sides of a change.
const AROUND: usize = 4;

/// A mark in Markdown.
pub(super) fn markdown(old: &str, new: &str) -> String {
    // Nothing in it may end the comment.
    let words = words(old, new).replace("--", "\u{2010}\u{2010}");
    format!("<!-- sync: {words} -->\n")
}

/// A mark in TOML.
pub(super) fn toml(old: &str, new: &str) -> String {
    format!("# sync: {}\n", words(old, new))
}

/// Whether a line is a mark of Markdown.
pub(super) fn is_markdown(line: &str) -> bool {
    line.starts_with("<!-- sync: ") && line.trim_end().ends_with("-->")
}

/// Whether a line is a mark of TOML.
pub(super) fn is_toml(line: &str) -> bool {
    line.starts_with("# sync: ")
}

fn words(old: &str, new: &str) -> String {
    if old.is_empty() {
        return "the source changed since this was translated".to_owned();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let last = ops.len().saturating_sub(1);
    let mut parts: Vec<String> = Vec::new();
    for (at, op) in ops.iter().enumerate() {
        let (from, to) = (&old[op.old_range()], &new[op.new_range()]);
        if let DiffOp::Equal { .. } = op {
            parts.push(same(from, at > 0, at < last));
            continue;
        }
        if !from.is_empty() {
            parts.push(format!("[-{}-]", from.join(" ")));
        }
        if !to.is_empty() {
            parts.push(format!("{{+{}+}}", to.join(" ")));
        }
    }
    format!("the source changed: {}", parts.join(" "))
}

/// Words that did not change, as many as show where the change is.
fn same(words: &[&str], follows: bool, precedes: bool) -> String {
    let (start, end) = (if follows { AROUND } else { 0 }, if precedes { AROUND } else { 0 });
    if words.len() <= start + end + 1 {
        return words.join(" ");
    }
    let parts = [&words[..start], &["…"], &words[words.len() - end..]];
    parts.concat().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_words_stand_between_their_neighbours() {
        assert_eq!(
            markdown(
                "For ten years the initiative answered requests for support on migration",
                "For eleven years the initiative answered requests for support on migration"
            ),
            "<!-- sync: the source changed: For [-ten-] {+eleven+} years the initiative answered … -->\n"
        );
        assert!(is_markdown(&markdown("a", "b --> c")));
        assert_eq!(markdown("a", "b --> c").matches("-->").count(), 1);
    }
}
