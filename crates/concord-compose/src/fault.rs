//! What can be wrong with a reference to a fact or a word, in the words of the findings.

use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::{FactKind, Ledger, nearest};

/// Why a reference cannot be followed. Made without a place; [`Fault::at`] gives it one.
#[derive(Clone, Debug)]
pub(crate) struct Fault(Box<Details>);

#[derive(Clone, Debug)]
struct Details {
    code: Code,
    message: String,
    label: &'static str,
    secondary: Option<(Span, &'static str)>,
    note: Option<String>,
    help: Option<String>,
    /// Whether it only follows from another finding, which is to be mended first.
    follows: bool,
}

impl Fault {
    fn new(code: Code, message: String, label: &'static str) -> Self {
        Self(Box::new(Details {
            code,
            message,
            label,
            secondary: None,
            note: None,
            help: None,
            follows: false,
        }))
    }

    /// The finding at a place; none where another finding is the cause.
    pub(crate) fn at(self, span: Span) -> Option<Diagnostic> {
        let Details { code, message, label, secondary, note, help, follows } = *self.0;
        if follows {
            return None;
        }
        let mut finding = Diagnostic::new(code, message).at(span, label);
        if let Some((place, words)) = secondary {
            finding = finding.and(place, words);
        }
        finding.notes.extend(note);
        finding.help = help;
        Some(finding)
    }

    fn suggesting<'a>(mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.0.help = nearest(written, known).map(|near| format!("did you mean `{near}`?"));
        self
    }

    /// An entry that is there and could not be read has its own finding, once.
    pub(crate) fn unknown_fact<'a>(
        ledger: &Ledger,
        key: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let message = format!("the ledger holds no fact `{key}`");
        let mut fault = Self::new(Code::UNKNOWN_FACT, message, "not in ledger.toml").suggesting(key, known);
        fault.0.follows = ledger.unreadable.contains_key(key);
        fault
    }

    /// `stated` is the fact's entry in the ledger.
    pub(crate) fn wrong_kind(helper: &str, key: &str, found: FactKind, stated: Span, wanted: &str) -> Self {
        let message = format!("`{helper}` needs {wanted}, but `{key}` is of the kind {}", found.name());
        let mut fault = Self::new(Code::WRONG_FACT_KIND, message, "");
        fault.0.secondary = Some((stated, "stated here"));
        fault
    }

    pub(crate) fn unknown_helper<'a>(helper: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Self {
        let message = format!("there is no helper `{helper}`");
        let list: Vec<&str> = known.clone().into_iter().collect();
        let mut fault = Self::new(Code::INVALID_EXPRESSION, message, "").suggesting(helper, known);
        fault.0.note = Some(format!("helpers: {}", list.join(", ")));
        fault
    }

    pub(crate) fn invalid_expression(message: impl Into<String>) -> Self {
        let mut fault = Self::new(Code::INVALID_EXPRESSION, message.into(), "");
        fault.0.help = Some("an expression is a helper, an id in quotation marks, and options: {{count \"countries\" style=\"words\"}}".to_owned());
        fault
    }

    /// `straight` is the expression as it should be.
    pub(crate) fn curly_quotation(straight: &str) -> Self {
        let message = "the id or the value stands in typographic quotation marks";
        let mut fault = Self::new(Code::INVALID_EXPRESSION, message.to_owned(), "");
        fault.0.help = Some(format!("write straight ones: {{{{{straight}}}}}"));
        fault
    }

    pub(crate) fn invalid_option(helper: &str, option: &str, value: &str, known: &[&str]) -> Self {
        let message = format!("`{helper}` has no {option} \"{value}\"");
        let mut fault = Self::new(Code::INVALID_EXPRESSION, message, "");
        let choices: Vec<String> = known.iter().map(|known| format!("{option}=\"{known}\"")).collect();
        fault.0.help = Some(format!("write {}", choices.join(" or ")));
        fault
    }

    pub(crate) fn unknown_option(helper: &str, option: &str, known: &[&str]) -> Self {
        let message = format!("`{helper}` has no option `{option}`");
        let mut fault =
            Self::new(Code::INVALID_EXPRESSION, message, "").suggesting(option, known.iter().copied());
        if fault.0.help.is_none() && !known.is_empty() {
            fault.0.help = Some(format!("its options are: {}", known.join(", ")));
        }
        fault
    }

    /// `table` is the table of messages.toml that lacks the key.
    pub(crate) fn missing_message<'a>(
        table: &str,
        key: &str,
        file: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let message = format!("{file} has no `{key}` in [{table}]");
        let mut fault = Self::new(Code::MISSING_MESSAGE, message, "needed here");
        // Any code of two letters is nearly any other.
        if table != "countries" {
            fault = fault.suggesting(key, known);
        }
        let suggestion = fault.0.help.take().map_or(String::new(), |help| format!("; {help}"));
        fault.0.help = Some(format!("add `{key} = \"...\"` to [{table}]{suggestion}"));
        fault
    }

    /// A unit without a noun, which is a table of its own. `stated` is where the ledger names the unit.
    pub(crate) fn missing_noun<'a>(
        unit: &str,
        file: &str,
        stated: Span,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut fault = Self::missing_message("nouns", unit, file, known);
        let suggestion = fault.0.help.as_deref().and_then(|help| help.split_once("; "));
        let suggestion = suggestion.map_or(String::new(), |(_, suggestion)| format!("; {suggestion}"));
        fault.0.help = Some(format!("add [nouns.{unit}] with its plural forms{suggestion}"));
        fault.0.secondary = Some((stated, "the unit"));
        fault
    }

    pub(crate) fn unknown_term<'a>(key: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        Self::new(Code::UNKNOWN_TERM, format!("the glossary holds no term `{key}`"), "not in glossary.toml")
            .suggesting(key, known)
    }

    /// `stated` is the term's entry in the glossary.
    pub(crate) fn untranslated_term(key: &str, language: &str, stated: Span) -> Self {
        let message = format!("the term `{key}` has no translation for `{language}`");
        let mut fault = Self::new(Code::MISSING_MESSAGE, message, "needed here");
        fault.0.secondary = Some((stated, "the term"));
        fault.0.help = Some(format!("add `{language} = \"...\"` to the term"));
        fault
    }
}
