//! HTML in texts, which is refused: what to write in its place.

/// The message about an HTML tag.
pub(super) fn refusal(html: &str) -> String {
    format!("HTML such as `<{}>` cannot be used", tag_name(html))
}

/// What a writer most probably means by a tag, and how it is written here.
pub(super) fn instead_of(html: &str) -> &'static str {
    match tag_name(html).to_ascii_lowercase().as_str() {
        "b" | "strong" => "write `**words**`",
        "i" | "em" => "write `*words*`",
        "sup" => "write `^words^`",
        "br" | "p" => "begin a new paragraph: leave an empty line",
        _ => "take it out, or write `\\<` if the sign itself is meant",
    }
}

/// The name of the tag that a text begins with.
pub(super) fn tag_name(html: &str) -> &str {
    let inner = html.trim_start_matches(['<', '/']);
    inner.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or_default()
}
