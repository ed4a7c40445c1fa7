//! Alternative texts of drawings that are made from the ledger.

use crate::edition::Edition;
use crate::fault::Fault;
use crate::helpers;
use concord_document::{Inline, walk};

/// A drawing in words: the message of a key, with the caption in the place of `{title}` and the values in that of
/// `{data}`.
pub(crate) fn describe(
    edition: &Edition<'_>,
    key: &str,
    caption: &[Inline],
    data: &[(&str, &str)],
) -> Result<String, Fault> {
    let messages = &edition.manuscript.messages.text;
    let message =
        edition.message(key).ok_or_else(|| helpers::missing(edition, "text", key, messages.keys()))?;
    let title = walk::plain_text(caption);
    let data: Vec<String> = data.iter().map(|(label, value)| format!("{label}: {value}")).collect();
    // One pass, so that words in the caption are never taken for a place to fill.
    let mut out = String::new();
    let mut rest = message;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        if let Some(after) = after.strip_prefix("{title}") {
            out.push_str(title.trim_end_matches(['.', ' ']));
            rest = after;
        } else if let Some(after) = after.strip_prefix("{data}") {
            out.push_str(&data.join("; "));
            rest = after;
        } else {
            out.push('{');
            rest = &after[1..];
        }
    }
    out.push_str(rest);
    Ok(edition.locale.typography(&out).into_owned())
}
