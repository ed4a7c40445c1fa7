//! Alternative texts of drawings that are made from the ledger.

use crate::edition::Edition;
use crate::fault::Fault;
use crate::helpers;
use crate::message_keys::MessageKey;
use concord_document::{Inline, walk};

/// A value of a drawing.
pub(crate) struct Shown<'a> {
    pub(crate) label: &'a str,
    pub(crate) text: &'a str,
    /// What it is compared by: an amount, or the beginning of a period.
    pub(crate) value: f64,
}

/// A drawing in words: the message of a key, in which `{title}` is the caption, `{count}` the number of values, `{data}`
/// all of them with their labels, and `{largest}`, `{smallest}`, `{first}` and `{last}` one of them.
pub(crate) fn describe(
    edition: &Edition<'_>,
    key: MessageKey,
    caption: &[Inline],
    data: &[Shown<'_>],
) -> Result<String, Fault> {
    let out = fill(message(edition, key)?, |name| {
        let by_value = |one: &&Shown<'_>, other: &&Shown<'_>| one.value.total_cmp(&other.value);
        Some(match name {
            "title" => title(caption),
            "count" => count(edition, data.len()),
            "data" => data.iter().map(words).collect::<Vec<_>>().join("; "),
            // Of several that are equal, the first.
            "largest" => data.iter().rev().max_by(by_value).map(alone).unwrap_or_default(),
            "smallest" => data.iter().min_by(by_value).map(alone).unwrap_or_default(),
            "first" => data.first().map(alone).unwrap_or_default(),
            "last" => data.last().map(alone).unwrap_or_default(),
            _ => return None,
        })
    });
    Ok(edition.locale.typography(&out).into_owned())
}

/// A map in words: the message of a key, in which `{title}` is the caption, `{count}` the number of countries, and
/// `{countries}` their names.
pub(crate) fn describe_map(
    edition: &Edition<'_>,
    key: MessageKey,
    caption: &[Inline],
    countries: &[String],
) -> Result<String, Fault> {
    let out = fill(message(edition, key)?, |name| {
        Some(match name {
            "title" => title(caption),
            "count" => count(edition, countries.len()),
            "countries" => edition.locale.list_and(countries),
            _ => return None,
        })
    });
    Ok(edition.locale.typography(&out).into_owned())
}

fn message<'a>(edition: &Edition<'a>, key: MessageKey) -> Result<&'a str, Fault> {
    let messages = &edition.manuscript.messages.text;
    edition.message(key).ok_or_else(|| helpers::missing(edition, "text", key.as_str(), messages.keys()))
}

fn title(caption: &[Inline]) -> String {
    walk::plain_text(caption).trim_end_matches(['.', ' ']).to_owned()
}

fn count(edition: &Edition<'_>, count: usize) -> String {
    edition.locale.integer(u64::try_from(count).unwrap_or_default())
}

fn words(shown: &Shown<'_>) -> String {
    format!("{}: {}", shown.label, shown.text)
}

fn alone(shown: &Shown<'_>) -> String {
    format!("{} ({})", shown.label, shown.text)
}

/// One pass, so that words in what is put in are never taken for a place to fill. Other words in braces stay.
fn fill(message: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let named = after.split_once('}').and_then(|(name, behind)| Some((value(name)?, behind)));
        rest = match named {
            Some((words, behind)) => {
                out.push_str(&words);
                behind
            }
            None => {
                out.push('{');
                after
            }
        };
    }
    out.push_str(rest);
    out
}
