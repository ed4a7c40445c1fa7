//! Running a skeleton.
//!
//! What a skeleton sees: `document` (its id), `language`, `creator`, `publisher` and `date` (the id of the ledger's date)
//! from `publication.toml`, `messages` (the table `[text]`), `notice` (that a translation is not finished; empty where there is nothing to say), and `actions` (the case studies in order, each with `id`,
//! `position` and `path`). Our helpers are handed on: `{{period "decade"}}` comes out
//! as it went in and is evaluated in the document, where it is known as a fact; its argument may be a value, so that
//! `{{period id}}` works inside `{{#each actions}}`. `(has-text "sources.md")` asks whether the language has a text.

use crate::call::{Call, HandOn, reason, strict_registry, syntax};
use crate::edition::Edition;
use crate::helpers::HELPERS;
use concord_diagnostics::{Code, Diagnostic, Findings, Position, Source, SourceId, Span};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson,
    Template,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Runs the skeleton of a document; gives Markdown. `source` is the number under which `skeleton` is registered.
pub fn expand(source: SourceId, skeleton: &Source, edition: &Edition<'_>) -> Findings<String> {
    let text = skeleton.text();
    if let Some(at) = raw_output(text) {
        let message = "a template that puts a value in without escaping it";
        let finding = Diagnostic::new(Code::INVALID_TEMPLATE, message)
            .at(Span::new(source, at.clone()), "")
            .note("a value that is not escaped can become markup")
            .help("use two braces");
        return Findings { value: String::new(), diagnostics: vec![finding] };
    }
    match run(skeleton, edition) {
        Ok(value) => Findings { value, diagnostics: Vec::new() },
        Err((message, place)) => {
            let finding = fault(source, skeleton, &message, place);
            Findings { value: String::new(), diagnostics: vec![finding] }
        }
    }
}

/// A line and a column, both from 1.
type Place = Option<(usize, usize)>;

fn run(skeleton: &Source, edition: &Edition<'_>) -> Result<String, (String, Place)> {
    let template = Template::compile(skeleton.text())
        .map_err(|error| (syntax(&error.reason().to_string()), error.pos()))?;
    let mut registry = registry(edition);
    registry.register_template(skeleton.name(), template);
    registry
        .render(skeleton.name(), &values(edition))
        .map_err(|error| (reason(&error), error.line_no.zip(error.column_no)))
}

fn registry(edition: &Edition<'_>) -> Handlebars<'static> {
    let mut registry = strict_registry();
    registry.register_escape_fn(escape);
    for helper in HELPERS {
        registry.register_helper(helper.name, Box::new(HandOn { write: as_expression }));
    }
    let texts = edition.manuscript.texts.keys().cloned().collect();
    registry.register_helper("has-text", Box::new(HasText { texts }));
    registry
}

fn values(edition: &Edition<'_>) -> Value {
    let messages = edition.manuscript.messages.text.iter();
    let messages: serde_json::Map<String, Value> =
        messages.map(|(key, message)| (key.clone(), Value::String(message.value.clone()))).collect();
    let config = &edition.publication.config;
    let actions = config.actions.iter().zip(1..);
    let actions: Vec<Value> = actions
        .map(|(id, position)| json!({ "id": id.value, "position": position, "path": format!("actions/{}.md", id.value) }))
        .collect();
    json!({
        "document": edition.document.id.value,
        "language": edition.language().as_str(),
        "creator": config.creator,
        "publisher": config.publisher,
        "date": config.date.value,
        "messages": messages,
        "notice": edition.manuscript.notice.as_deref().unwrap_or_default(),
        "actions": actions,
    })
}

/// Whether the language has a text.
struct HasText {
    texts: BTreeSet<String>,
}

impl HelperDef for HasText {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let path = helper.param(0).and_then(|path| path.value().as_str());
        let path = path.ok_or(RenderErrorReason::ParamNotFoundForIndex("has-text", 0))?;
        Ok(ScopedJson::Derived(Value::Bool(self.texts.contains(path))))
    }
}

/// A call as it would be written in a text.
fn as_expression(call: &Call) -> Result<String, String> {
    if call.arguments.is_empty() {
        return Err(format!("`{}` needs an id", call.helper));
    }
    let mut out = format!("{{{{{}", call.helper);
    for argument in &call.arguments {
        out.push(' ');
        out.push_str(&literal(argument)?);
    }
    for (name, value) in &call.options {
        out.push_str(&format!(" {name}={}", literal(value)?));
    }
    out.push_str("}}");
    Ok(out)
}

fn literal(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) if !text.contains(['"', '\\', '\n', '{', '}']) => Ok(format!("\"{text}\"")),
        Value::Number(number) => Ok(number.to_string()),
        other => Err(format!("{other} cannot be handed to a helper")),
    }
}

/// A value as Markdown that says exactly the value: every sign that could be markup stands behind a backslash, and
/// white space is one space, so that no value begins a new block.
fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for (number, word) in value.split_ascii_whitespace().enumerate() {
        if number > 0 {
            out.push(' ');
        }
        for character in word.chars() {
            if character.is_ascii_punctuation() && !PLAIN.contains(character) {
                out.push('\\');
            }
            out.push(character);
        }
    }
    out
}

/// Signs that are never markup, wherever they stand.
const PLAIN: &str = ",;?%/@$";

/// Where a template first uses three braces or an ampersand.
fn raw_output(text: &str) -> Option<std::ops::Range<usize>> {
    let found = ["{{{", "{{&", "{{~{", "{{~&"]
        .iter()
        .filter_map(|raw| Some(text.find(raw)?..text.find(raw)? + raw.len()));
    found.min_by_key(|range| range.start)
}

fn fault(source: SourceId, skeleton: &Source, message: &str, place: Place) -> Diagnostic {
    let finding = Diagnostic::new(Code::INVALID_TEMPLATE, format!("the template cannot be run: {message}"));
    let (line, column) = place.unwrap_or((1, 1));
    let start = skeleton.offset(Position { line, column });
    let rest = &skeleton.text()[start..];
    let length = rest.find('\n').unwrap_or(rest.len());
    finding.at(Span::new(source, start..start + length), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_become_markup() {
        assert_eq!(escape("1. *a* [b](c)\n\n# d"), "1\\. \\*a\\* \\[b\\]\\(c\\) \\# d");
        assert_eq!(escape("{{count \"x\"}}"), "\\{\\{count \\\"x\\\"\\}\\}");
        assert_eq!(escape("l’été : 5\u{a0}%"), "l’été \\: 5\u{a0}%");
    }

    #[test]
    fn raw_output_is_found() {
        assert_eq!(raw_output("a {{b}} {{{c}}}"), Some(8..11));
        assert_eq!(raw_output("a {{b}}"), None);
    }
}
