//! Numbers are written as the language writes them.
//!
//! **What.** A number has another language's decimal or group sign: `12,5` in English, `1,234` in French, `12.345` in
//! Spanish by the Academy's rule. Digits that may be a section, a version or a document are left alone.
//!
//! **Why.** `1,234` is more than a thousand in English and little more than one in French: the reader takes the wrong one.
//!
//! **How to mend.** Write the number as the language does; a fact of the ledger is written right in every language.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::{LanguageKind, TokenKind, separators};
use crate::wording;
use concord_diagnostics::{Code, Diagnostic};
use concord_locale::Style;
use std::ops::Range;

/// Looks at every number.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    in_passages(context, |passage, kind, found| {
        for at in 0..passage.tokens.len() {
            if let Some(number) = Number::at(passage, at)
                && let Some(problem) = number.problem(context, passage, kind)
            {
                found.extend(finding(context, passage, &number, problem));
            }
        }
    })
}

/// Digits in parts with one kind of sign between them.
struct Number<'a> {
    tokens: Range<usize>,
    sign: char,
    parts: Vec<&'a str>,
}

enum Problem {
    /// The sign is another language's decimal sign.
    Decimal(char),
    /// The sign is another language's group sign.
    Group,
    /// The reader cannot know which it is.
    Doubtful,
}

impl<'a> Number<'a> {
    fn at(passage: &'a Passage, at: usize) -> Option<Self> {
        let first = passage.digits(at)?;
        let sign = passage.word(at + 1).chars().next().filter(|sign| matches!(sign, '.' | ','))?;
        let is_joined = at.checked_sub(1).is_some_and(|before| joins(passage, before));
        let mut parts = vec![first];
        let mut end = at + 1;
        while let Some(part) = passage.digits(end + 1).filter(|_| passage.word(end).starts_with(sign)) {
            parts.push(part);
            end += 2;
        }
        let goes_on =
            joins(passage, end) && passage.token(end + 1).is_some_and(|next| next.kind != TokenKind::Space);
        (parts.len() > 1 && !is_joined && !goes_on).then_some(Self { tokens: at..end, sign, parts })
    }

    fn is_grouped(&self) -> bool {
        let first = self.parts[0];
        (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && self.parts[1..].iter().all(|part| part.len() == 3)
    }

    /// Whether something is counted or measured, so that it is no section and no version.
    fn is_quantity(&self, passage: &Passage) -> bool {
        let next = self.tokens.end + usize::from(passage.is_space(self.tokens.end));
        let before = self.tokens.start.checked_sub(1).map_or("", |before| passage.word(before));
        let units =
            ["%", "€", "$", "£", "eur", "usd", "million", "millions", "milliard", "milliards", "billion"];
        let more =
            ["billions", "pour", "per", "percent", "millón", "millones", "mil", "km", "kg", "m", "ha", "por"];
        let lower = passage.lower(next);
        units.contains(&lower) || more.contains(&lower) || ["€", "$", "£"].contains(&before)
    }

    fn problem(&self, context: &Context<'_>, passage: &Passage, kind: LanguageKind) -> Option<Problem> {
        let decimal = separators(passage.tag()).decimal;
        let is_pair = self.parts.len() == 2;
        let is_group = self.is_grouped() && !(is_pair && self.parts[0].len() > 3);
        match (kind, self.sign) {
            (_, ',') if decimal == '.' => {
                (is_pair && !is_group && !self.is_list(passage)).then_some(Problem::Decimal('.'))
            }
            (LanguageKind::English, _) => (self.parts.len() > 2 && is_group).then_some(Problem::Group),
            (_, ',') => match (is_pair, is_group) {
                (true, true) => Some(Problem::Doubtful),
                (false, true) => Some(Problem::Group),
                _ => None,
            },
            (LanguageKind::Spanish, _) => {
                let style = context.locale_of(passage.tag()).map(concord_locale::Locale::style);
                (is_group && decimal == ',' && style == Some(Style::Rae)).then_some(Problem::Group)
            }
            _ if is_group && (self.parts.len() > 2 || self.is_quantity(passage)) => Some(Problem::Group),
            _ => (is_pair && self.is_quantity(passage)).then_some(Problem::Decimal(',')),
        }
    }

    /// `chapters 1,2` and `2009,2010` are lists that lack a space.
    fn is_list(&self, passage: &Passage) -> bool {
        !self.is_quantity(passage) && (self.parts[1].len() > 2 || self.parts[0].len() == self.parts[1].len())
    }
}

/// Whether a number goes on over a token.
fn joins(passage: &Passage, at: usize) -> bool {
    let is_word = passage.is_word(at);
    is_word || passage.word(at).starts_with(['/', '-', '.', ',', ':', '_', '’', '\'', '\0'])
}

fn finding(
    context: &Context<'_>,
    passage: &Passage,
    number: &Number<'_>,
    problem: Problem,
) -> Option<Diagnostic> {
    let range = passage.range(number.tokens.clone());
    let (written, tag) = (passage.text(range.clone()), passage.tag());
    let style = context.locale_of(tag).map_or("cldr", |locale| locale.style().name());
    let code = Code::FOREIGN_NUMBER_FORM;
    let (whole, fraction) = (number.parts[0], number.parts[1]);
    match problem {
        Problem::Decimal(sign) => {
            let own = format!("{whole}{sign}{fraction}");
            let message = format!(
                "`{written}` in {tag} has the decimal sign of another language",
                tag = wording::language(tag)
            );
            let finding = passage.finding(
                code,
                range.clone(),
                message,
                format!("the decimal sign of {tag} is `{sign}`", tag = wording::language(tag)),
            )?;
            Some(passage.mend(finding.help(format!("write `{own}`")), range, &own, false, context.sources))
        }
        Problem::Group => {
            let sign = if separators(tag).decimal == '.' { "," } else { " " };
            let own = if number.parts.len() == 2 && whole.len() == 1 && style == "rae" {
                number.parts.concat()
            } else {
                number.parts.join(sign)
            };
            let message = format!(
                "`{written}` in {tag} has the group sign of another language",
                tag = wording::language(tag)
            );
            let finding = passage.finding(
                code,
                range.clone(),
                message,
                format!("no group sign of {tag} in the style {style}", tag = wording::language(tag)),
            )?;
            Some(passage.mend(finding.help(format!("write `{own}`")), range, &own, false, context.sources))
        }
        Problem::Doubtful => {
            let joined = number.parts.concat();
            let message = format!(
                "`{written}` in {tag} is read as a decimal, and may be meant as {joined}",
                tag = wording::language(tag)
            );
            let finding = passage.finding(code, range, message, "")?;
            // Spanish as the Academy writes it leaves four digits together.
            let is_short = whole.len() == 1 && style == "rae";
            let own = if is_short { joined } else { number.parts.join("\u{a0}") };
            let rounded = format!("{whole},{}", fraction.chars().next().unwrap_or('0'));
            Some(finding.help(format!(
                "if a thousand is meant, write `{own}`; if a decimal is meant, write fewer digits (`{rounded}`)"
            )))
        }
    }
}
