//! How much a finding weighs in a publication: the levels of codes, the state of a language, and what authors allowed in
//! place.
//!
//! A code has a severity of its own. A publication may give it another level, or turn it off; a language that is a draft
//! is not held to its source, and one that is certified is held to it strictly. Where a single finding is right as it
//! stands, a comment beside it allows it and says why:
//!
//! ```text
//! <!-- allow T308: the source counts the year of the signature too -->
//! # allow L110: the figure is the programme's own
//! ```
//!
//! On a line of its own a comment is about what follows, up to the next empty line; after something it is about its
//! line.

mod allowances;

use crate::once::say_once;
use crate::wording;
use allowances::Allowance;
use concord_diagnostics::{Code, Diagnostic, Severity, Sources, Span};
use concord_ledger::nearest;
use concord_publication::Publication;
use std::collections::BTreeMap;

/// How much the findings of a code weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// As a finding of this severity.
    As(Severity),
    /// Not shown.
    Off,
}

impl Level {
    /// By the words that findings show, and that a refusal names.
    const ALL: [(&str, Self); 4] = [
        ("error", Self::As(Severity::Error)),
        ("warning", Self::As(Severity::Warning)),
        ("note", Self::As(Severity::Note)),
        ("off", Self::Off),
    ];

    /// `warn` and `info` are understood too.
    fn find(word: &str) -> Option<Self> {
        match word {
            "warn" => Some(Self::As(Severity::Warning)),
            "info" => Some(Self::As(Severity::Note)),
            _ => Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, level)| *level),
        }
    }
}

/// How far a translation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Where it differs from its source is worth a warning.
    Draft,
    /// Findings weigh as their codes say.
    #[default]
    Complete,
    /// Every difference from its source is an error.
    Certified,
}

impl State {
    const ALL: [(&str, Self); 3] =
        [("draft", Self::Draft), ("complete", Self::Complete), ("certified", Self::Certified)];

    fn find(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, state)| *state)
    }

    /// Another weight than a code's own has its reason in a note.
    fn weigh(self, finding: &mut Diagnostic, tag: &str) {
        if finding.code.family() != 'T' {
            return;
        }
        let tag = wording::language(tag);
        match (self, finding.severity) {
            (Self::Draft, Severity::Error) => {
                finding.severity = Severity::Warning;
                finding.notes.push(format!("an error, which is a warning because {tag} is a draft"));
            }
            (Self::Certified, Severity::Warning) => {
                finding.severity = Severity::Error;
                finding.notes.push(format!("a warning, which is an error because {tag} is certified"));
            }
            _ => {}
        }
    }
}

/// What a publication says of its findings.
#[derive(Debug, Default)]
pub struct Policy {
    levels: BTreeMap<Code, Level>,
    states: BTreeMap<String, State>,
    allowances: Vec<Allowance>,
    /// What is wrong with what it says.
    faults: Vec<Diagnostic>,
}

impl Policy {
    /// Reads the levels and states of `publication.toml` and the comments of every text.
    pub fn of(publication: &Publication, sources: &Sources) -> Self {
        let mut policy = Self::default();
        policy.read_levels(publication);
        policy.read_states(publication);
        let (allowances, faults) = allowances::read(publication, sources);
        policy.allowances = allowances;
        policy.faults.extend(faults);
        policy
    }

    fn read_levels(&mut self, publication: &Publication) {
        for setting in &publication.config.levels {
            let (name, word) = (&setting.code, &setting.level);
            match (Code::find(&name.value), Level::find(&word.value)) {
                (None, _) => self.faults.push(unknown_code(&name.value, name.span)),
                (Some(code), _) if !is_weighable(code) => self.faults.push(fixed_level(code, name.span)),
                (_, None) => self.faults.push(unknown_word("level", &word.value, word.span, &Level::ALL)),
                (Some(code), Some(level)) => {
                    self.levels.insert(code, level);
                }
            }
        }
    }

    fn read_states(&mut self, publication: &Publication) {
        for (tag, locale) in &publication.config.locales {
            let known = publication.manuscripts.keys().map(|known| known.as_str());
            if !known.clone().any(|known| known == tag) {
                let message = format!("`locales` names {tag}, and there is no such folder");
                let finding = Diagnostic::new(Code::INVALID_VALUE, message).at(locale.span, "no such locale");
                let help = match nearest(tag, known) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => format!("add the folder `{tag}`, or remove the table"),
                };
                self.faults.push(finding.help(help));
                continue;
            }
            let Some(word) = &locale.state else { continue };
            match State::find(&word.value) {
                Some(state) => {
                    self.states.insert(tag.clone(), state);
                }
                None => self.faults.push(unknown_word("state", &word.value, word.span, &State::ALL)),
            }
        }
    }

    /// What is wrong with the levels, states and comments themselves.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    /// The state of a language.
    pub fn state(&self, tag: &str) -> State {
        self.states.get(tag).copied().unwrap_or_default()
    }

    /// The languages that are drafts, with the number of findings where they differ from their source.
    pub fn drafts(&self, sources: &Sources, findings: &[Diagnostic]) -> BTreeMap<String, usize> {
        let drafts = self.states.iter().filter(|(_, state)| **state == State::Draft);
        let differs = |finding: &&Diagnostic, tag: &str| {
            finding.code.family() == 'T' && locale_of(sources, finding) == Some(tag)
        };
        drafts.map(|(tag, _)| (tag.clone(), findings.iter().filter(|f| differs(f, tag)).count())).collect()
    }

    /// Gives every finding the weight that it has here, and leaves out what is off or allowed, then what another finding
    /// that is left says of the same words.
    pub fn weigh(&mut self, sources: &Sources, findings: &mut Vec<Diagnostic>) {
        findings.retain_mut(|finding| {
            match self.levels.get(&finding.code) {
                Some(Level::Off) => return false,
                Some(Level::As(severity)) => finding.severity = *severity,
                None => {}
            }
            if let Some(tag) = locale_of(sources, finding) {
                self.state(tag).weigh(finding, tag);
            }
            let mut allowing =
                self.allowances.iter_mut().filter(|allowance| allowance.allows(sources, finding));
            match allowing.next() {
                Some(allowance) => {
                    allowance.is_used = true;
                    false
                }
                None => true,
            }
        });
        say_once(findings);
    }

    /// The comments that allowed nothing. To be asked when every finding has been weighed.
    pub fn unused(&self) -> Vec<Diagnostic> {
        self.allowances.iter().filter(|allowance| !allowance.is_used).map(Allowance::unused).collect()
    }

    /// Whether a comment allows findings of a code at a place, with its reason.
    pub fn reason_at(&self, sources: &Sources, code: Code, span: Span) -> Option<&str> {
        let allowing = self.allowances.iter().find(|allowance| allowance.covers(sources, code, span));
        allowing.map(|allowance| allowance.reason.as_str())
    }
}

/// The language that a finding is about: that of the folder of its first place.
fn locale_of<'s>(sources: &'s Sources, finding: &Diagnostic) -> Option<&'s str> {
    let span = finding.primary.as_ref()?.span;
    sources.get(span.source)?.name().split_once('/').map(|(folder, _)| folder)
}

/// What cannot be read or made stays an error whatever a publication says.
fn is_weighable(code: Code) -> bool {
    !matches!(code.family(), 'I' | 'R' | 'S' | 'V')
        || code == Code::UNUSED_ALLOWANCE
        || code == Code::UNUSED_NOTE
}

fn fixed_level(code: Code, span: Span) -> Diagnostic {
    let (id, severity) = (code.id(), code.severity().word());
    Diagnostic::new(Code::INVALID_VALUE, format!("the level of {id} cannot be changed"))
        .at(span, format!("always: {severity}"))
        .note("codes that begin with I, R, S and V say that something cannot be read or made")
        .help("remove the line")
}

pub(crate) fn unknown_code(word: &str, span: Span) -> Diagnostic {
    let names = Code::all().flat_map(|code| [code.id(), code.name()]);
    let help = match nearest(word, names) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "`concord explain` lists all codes".to_owned(),
    };
    Diagnostic::new(Code::INVALID_VALUE, format!("there is no code `{word}`"))
        .at(span, "unknown code")
        .help(help)
}

fn unknown_word<T>(what: &str, word: &str, span: Span, known: &[(&str, T)]) -> Diagnostic {
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    Diagnostic::new(Code::INVALID_VALUE, format!("there is no {what} `{word}`"))
        .at(span, format!("unknown {what}"))
        .help(format!("write one of {}", words.join(", ")))
}
