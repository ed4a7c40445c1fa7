//! Translated messages have the placeholders of their sources.
//!
//! **What.** What stands in braces in a message (`{title}`, `{n}`) stands in its translation as often, in any order.
//!
//! **Why.** A placeholder that is missing drops what it stands for, and one that is misspelt is printed in braces.
//!
//! **How to mend.** Write the placeholders as the source does: they are names, and are not translated.

use crate::Context;
use crate::context::MessagePair;
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_publication::Spanned;

/// Looks at every translated message.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    context.message_pairs().flat_map(differing).collect()
}

fn differing(pair: &MessagePair<'_>) -> Vec<Diagnostic> {
    let mut missing = placeholders(pair.source);
    let mut extra = placeholders(pair.translation);
    extra.retain(|(name, _)| match missing.iter().position(|(wanted, _)| wanted == name) {
        Some(at) => {
            missing.remove(at);
            false
        }
        None => true,
    });
    let (from, to, key) = (pair.source_language, pair.language, pair.key);
    let diagnostic = |message: String, span, label: &str| {
        Diagnostic::new(Code::MESSAGE_PLACEHOLDERS_DIFFER, message).at(span, label)
    };
    let mut diagnostics = Vec::new();
    for (name, span) in &extra {
        let message = format!(
            "`{{{name}}}` in `{key}` of {to}/messages.toml is not in the {from} message",
            from = wording::language(from)
        );
        let found = diagnostic(message, *span, "not a placeholder of the source");
        // Where one is missing too, it is most probably the one that is meant.
        diagnostics.push(if missing.is_empty() {
            found
                .and(pair.source.span, format!("the {from} message", from = wording::language(from)))
                .help("remove it")
        } else {
            let (wanted, place) = missing.remove(0);
            let found = found
                .and(place, format!("the {from} message", from = wording::language(from)))
                .help(format!("write `{{{wanted}}}`"));
            // A part of a string with escapes has no place of its own.
            let is_exact = *span != pair.translation.span;
            if is_exact { found.suggest(*span, format!("{{{wanted}}}")) } else { found }
        });
    }
    for (name, place) in missing {
        let message = format!("`{key}` of {to}/messages.toml lacks `{{{name}}}`");
        diagnostics.push(
            diagnostic(message, pair.translation.span, "it is missing here")
                .and(place, format!("the {from} message", from = wording::language(from)))
                .help(format!("write `{{{name}}}` where its words belong")),
        );
    }
    diagnostics
}

/// The names in single braces, with their places. Expressions in double ones are no placeholders.
fn placeholders(message: &Spanned<String>) -> Vec<(String, Span)> {
    let text = message.value.as_str();
    let is_verbatim = message.span.range().len() == text.len() + 2;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('{')).map(|open| at + open) {
        let inside = &text[open + 1..];
        if inside.starts_with('{') {
            at = inside.find("}}").map_or(text.len(), |end| open + 1 + end + 2);
            continue;
        }
        let Some(length) = inside.find('}') else { break };
        let (name, end) = (&inside[..length], open + length + 2);
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        if is_name {
            let span = if is_verbatim { message.span.slice(open + 1, end + 1) } else { message.span };
            found.push((name.to_owned(), span));
        }
        at = open + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::placeholders;
    use crate::testing::spanned;

    #[test]
    fn only_names_in_single_braces_are_placeholders() {
        let names = |text: &str| -> Vec<String> {
            placeholders(&spanned(text.to_owned())).into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(names("{title}. {data}: {n-1}"), ["title", "data", "n-1"]);
        assert_eq!(names("{{count \"a\"}} {titre}"), ["titre"]);
        for text in ["{", "{}", "{ a }", "a } b {", "{{", "{{a}", "{é"] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
        assert_eq!(names("{é} { {a}"), ["é", "a"]);
    }
}
