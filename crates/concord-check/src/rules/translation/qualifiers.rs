//! A translated number is known as exactly as its source.
//!
//! **What.** Where a number is written out in both languages, the words before it say the same: more than or at least, about
//! or almost, up to, or nothing. Words that are plain prepositions too ("over three days") count only before numbers in
//! digits.
//!
//! **Why.** "Over 700" that becomes "700" is another claim, and no comparison of figures sees it.
//!
//! **How to mend.** Translate the qualifier, or take it out of both.

use crate::Context;
use crate::alignment::Side;
use crate::statements::{is_ambiguous, qualifier_before};
use crate::values::{self, Found, Run};
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::Qualifier;
use std::ops::Range;

/// Looks at every pair of blocks.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for comparison in &context.comparisons {
        let tags = [comparison.source.language.as_str(), comparison.translation.language.as_str()];
        if !tags.iter().all(|tag| values::is_known(tag)) {
            continue;
        }
        for pair in &comparison.alignment.pairs {
            let mut translation = claims(context, &pair.translation);
            for claim in claims(context, &pair.source) {
                let same = |other: &Claim<'_>| other.found.agrees_with(claim.found);
                let alike = |other: &Claim<'_>| same(other) && other.group == claim.group;
                let at = translation.iter().position(alike).or_else(|| translation.iter().position(same));
                let Some(other) = at.map(|at| translation.remove(at)) else { continue };
                if other.group.zip(claim.group).is_some_and(|(one, other)| one != other) {
                    diagnostics.push(differing(tags, &claim, &other));
                }
            }
        }
    }
    diagnostics
}

/// How exactly a number is said to be known, as far as languages agree on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Exactly,
    OrMore,
    Roughly,
    OrLess,
}

impl Group {
    fn of(qualifier: Qualifier) -> Self {
        match qualifier {
            Qualifier::Exact => Self::Exactly,
            Qualifier::MoreThan | Qualifier::AtLeast => Self::OrMore,
            Qualifier::About | Qualifier::Almost => Self::Roughly,
            Qualifier::UpTo => Self::OrLess,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Exactly => "exact",
            Self::OrMore => "a minimum",
            Self::Roughly => "approximate",
            Self::OrLess => "a maximum",
        }
    }
}

/// A number with the words before it.
struct Claim<'c> {
    found: &'c Found,
    /// `None` where the words may be about something else.
    group: Option<Group>,
    /// The words of the qualifier with the number, and where they stand.
    words: String,
    span: Span,
}

fn claims<'c>(context: &'c Context<'_>, side: &Side<'_>) -> Vec<Claim<'c>> {
    context.runs_of_values(side).filter_map(|(run, found)| claim(run, found)).collect()
}

fn claim<'c>(run: &'c Run, found: &'c Found) -> Option<Claim<'c>> {
    let is_digits = found.written.chars().any(|character| character.is_ascii_digit());
    // Years and small words are seldom qualified, and prepositions stand before them.
    let whole = found.value()?.number()?.to_whole();
    let is_vague = found.is_soft && (found.is_rank || whole.is_none_or(|whole| whole < 3));
    if is_vague || whole.is_some_and(|whole| (1900..2100).contains(&whole)) {
        return None;
    }
    let qualifier = qualifier_before(run, found.range.start, &run.tag);
    let is_small = !is_digits && whole.is_some_and(|whole| whole < 10);
    let is_preposition =
        |words: Range<usize>| is_small && run.text(words).is_some_and(|words| is_ambiguous(&words));
    let (group, start) = match qualifier {
        Some((_, words)) if is_preposition(words.clone()) => (None, words.start),
        Some((qualifier, words)) => (Some(Group::of(qualifier)), words.start),
        None if is_open_behind(run, found) => (Some(Group::OrMore), found.range.start),
        None => (Some(Group::Exactly), found.range.start),
    };
    let words = run.characters.get(start..found.range.end)?.iter().collect();
    Some(Claim { found, group, words, span: run.span(start..found.range.end)? })
}

/// "Four times or more".
fn is_open_behind(run: &Run, found: &Found) -> bool {
    let behind: String = run.characters.iter().skip(found.range.end).take(24).collect();
    ["or more", "ou plus", "o más", "ou davantage"].iter().any(|words| behind.contains(words))
}

fn differing([from, to]: [&str; 2], source: &Claim<'_>, translation: &Claim<'_>) -> Diagnostic {
    let name = |claim: &Claim<'_>| claim.group.map_or("", Group::name);
    let (one, other) = (name(source), name(translation));
    let message = format!(
        "`{}` is {other} in {to}, and {one} in {from}",
        translation.found.written,
        to = wording::language(to),
        from = wording::language(from)
    );
    Diagnostic::new(Code::TRANSLATED_QUALIFIER_DIFFERS, message)
        .at(translation.span, other)
        .and(source.span, format!("{one} in the {from} text", from = wording::language(from)))
        .help(format!(
            "the source says `{}`: say the same in the translation, or correct the source",
            source.words
        ))
}
