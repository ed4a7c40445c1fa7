//! Handlebars as a reader of calls: `{{count "countries" style="words"}}` becomes a helper with its arguments.
//!
//! A registry in strict mode, without the helpers that come with handlebars, accepts calls of our own helpers and
//! nothing else. Its helpers say nothing themselves; they hand their arguments on as JSON.

use crate::fault::Fault;
use crate::helpers::HELPERS;
use concord_document::Expression;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A call of a helper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Call {
    /// The helper's name.
    pub(crate) helper: String,
    /// The arguments in order.
    pub(crate) arguments: Vec<Value>,
    /// The options by name.
    pub(crate) options: BTreeMap<String, Value>,
}

/// Reads calls out of expressions.
pub(crate) struct Reader {
    registry: Handlebars<'static>,
    context: Context,
}

impl Reader {
    pub(crate) fn new() -> Self {
        let mut registry = strict_registry();
        registry.register_escape_fn(handlebars::no_escape);
        for helper in HELPERS {
            registry.register_helper(helper.name, Box::new(HandOn { write: as_json }));
        }
        Self { registry, context: Context::null() }
    }

    /// The call that an expression makes.
    pub(crate) fn read(&self, expression: &Expression) -> Result<Call, Fault> {
        let Expression { source, helper, .. } = expression;
        if !HELPERS.iter().any(|known| known.name == helper) {
            return Err(Fault::unknown_helper(helper, HELPERS.iter().map(|helper| helper.name)));
        }
        if let Some(sign) = sign_outside_quotes(source) {
            return Err(Fault::invalid_expression(format!("`{sign}` cannot stand in an expression")));
        }
        if let Some(straight) = straightened(source) {
            return Err(Fault::curly_quotation(&straight));
        }
        let template = format!("{{{{{source}}}}}");
        let json = self.registry.render_template_with_context(&template, &self.context);
        let json = json.map_err(|error| Fault::invalid_expression(reason(&error)))?;
        serde_json::from_str(&json)
            .map_err(|_| Fault::invalid_expression(format!("`{source}` is not a call of a helper")))
    }
}

/// A registry that fails on every name it does not know and brings no helpers of its own.
pub(crate) fn strict_registry() -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    for name in ["lookup", "log", "len", "raw", "with"] {
        registry.unregister_helper(name);
    }
    registry
}

/// What is said of a word that is neither in quotation marks nor a number.
const UNQUOTED: &str = "an id or a value stands without quotation marks";

/// A helper that writes its own call.
pub(crate) struct HandOn {
    /// How the call is written.
    pub(crate) write: fn(&Call) -> Result<String, String>,
}

impl HelperDef for HandOn {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let missing = |value: &handlebars::PathAndJson<'rc>| value.is_value_missing();
        if helper.params().iter().chain(helper.hash().values()).any(missing) {
            return Err(RenderErrorReason::Other(UNQUOTED.to_owned()).into());
        }
        let call = Call {
            helper: helper.name().to_owned(),
            arguments: helper.params().iter().map(|value| value.value().clone()).collect(),
            options: helper
                .hash()
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.value().clone()))
                .collect(),
        };
        let text = (self.write)(&call).map_err(RenderErrorReason::Other)?;
        out.write(&text)?;
        Ok(())
    }
}

fn as_json(call: &Call) -> Result<String, String> {
    serde_json::to_string(call).map_err(|error| error.to_string())
}

/// What went wrong, without the template's name and place, which only repeat what the finding shows.
pub(crate) fn reason(error: &RenderError) -> String {
    match error.reason() {
        RenderErrorReason::TemplateError(error) => {
            format!("this cannot be read: {}", syntax(&error.reason().to_string()))
        }
        RenderErrorReason::MissingVariable(Some(name)) => format!("there is no value `{name}`"),
        RenderErrorReason::MissingVariable(None) => "there is no such value".to_owned(),
        RenderErrorReason::HelperNotFound(name) => format!("there is no helper `{name}`"),
        RenderErrorReason::PartialNotFound(name) => format!("there is no template `{name}`"),
        other => first_line(&other.to_string()),
    }
}

/// What a parser expected, without its drawing of the place. Where anything at all could follow, the end came too soon.
pub(crate) fn syntax(text: &str) -> String {
    if text.contains("helper_block_end") {
        return "a block or an expression is not closed".to_owned();
    }
    let said = text.lines().rev().find_map(|line| line.trim().strip_prefix("= "));
    said.map_or_else(|| first_line(text), str::to_owned)
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// Subexpressions and paths have no place in a text: the first sign of one outside quotation marks.
/// An expression with straight quotation marks where a word processor made curly ones of them.
fn straightened(source: &str) -> Option<String> {
    let mut quote = None;
    let mut straight = String::with_capacity(source.len());
    for character in source.chars() {
        let is_curly = matches!(character, '“' | '”' | '„' | '«' | '»' | '‘' | '’');
        match quote {
            Some(open) if open == character => quote = None,
            None if matches!(character, '"' | '\'') => quote = Some(character),
            None if is_curly => {
                straight.push('"');
                continue;
            }
            _ => {}
        }
        straight.push(character);
    }
    (straight != source).then_some(straight)
}

fn sign_outside_quotes(source: &str) -> Option<char> {
    let mut quote = None;
    for character in source.chars() {
        match quote {
            Some(open) if open == character => quote = None,
            Some(_) => {}
            None if matches!(character, '"' | '\'') => quote = Some(character),
            None if matches!(character, '(' | ')' | '[' | ']' | '{' | '}' | '|' | '@' | '~' | '`' | '\\') => {
                return Some(character);
            }
            None => {}
        }
    }
    None
}
