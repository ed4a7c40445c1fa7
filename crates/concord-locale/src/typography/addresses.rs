//! Web and mail addresses, which are not running text.

/// Stands for an address while the text is set: a noncharacter, which no text holds.
pub(super) const ADDRESS: char = '\u{fdd0}';

/// The text with every address replaced by [`ADDRESS`], and the addresses. `None` where a text holds the noncharacter
/// itself and is best left alone.
pub(super) fn take_out(text: &str) -> Option<(String, Vec<&str>)> {
    if text.contains(ADDRESS) {
        return None;
    }
    let mut masked = String::with_capacity(text.len());
    let mut addresses = Vec::new();
    for word in text.split_inclusive(|c: char| c.is_whitespace() || "«»“”„<>\"".contains(c)) {
        match address_in(word) {
            Some(range) => {
                masked.push_str(&word[..range.start]);
                masked.push(ADDRESS);
                masked.push_str(&word[range.end..]);
                addresses.push(&word[range]);
            }
            None => masked.push_str(word),
        }
    }
    Some((masked, addresses))
}

/// The reverse of [`take_out`].
pub(super) fn put_back(characters: &[char], addresses: &[&str]) -> String {
    let mut addresses = addresses.iter();
    let mut text = String::with_capacity(characters.len());
    for character in characters {
        match character {
            &ADDRESS => text.push_str(addresses.next().copied().unwrap_or_default()),
            _ => text.push(*character),
        }
    }
    text
}

fn address_in(word: &str) -> Option<std::ops::Range<usize>> {
    let body = word.trim_end_matches(|c: char| c.is_whitespace() || ".,;:!?)]}’'\"«»“”„<>".contains(c));
    let start = body.find(|c: char| c.is_alphanumeric())?;
    let inner = &body[start..];
    let is_web = inner.contains("://") || inner.starts_with("www.") || inner.starts_with("mailto:");
    let is_mail = inner.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    (is_web || is_mail).then_some(start..body.len())
}
