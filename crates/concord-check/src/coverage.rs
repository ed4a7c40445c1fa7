//! How much of what the texts state is held by something: by the ledger, by the other languages, or by a reason.
//!
//! A value is *bound* where it is a reference; it is *stated* where it is written out and agrees with the ledger; it is
//! *compared* where every other language of the publication answers it by value; it is *allowed* where a comment says why
//! it stands. What is left has nobody who would notice if it changed. Small numbers in words are no values here, since
//! languages replace them by turns of phrase.

use crate::alignment::Pair;
use crate::rules::translation::literal_values::unanswered;
use crate::statements::{Nouns, Statement, statements};
use crate::values::{self, Date, Number, Value};
use crate::{Context, Policy, references};
use concord_diagnostics::{Code, Span};
use concord_document::{BlockKind, LanguageTag, walk};
use concord_ledger::{Ledger, Scale};
use concord_publication::Manuscript;
use std::collections::{BTreeMap, BTreeSet};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Numbers of things, ranks, years, document numbers.
    Number,
    /// Dates, periods and times.
    Date,
    /// Percentages.
    Percentage,
    /// Sums of money.
    Money,
    /// Names of the ledger, the messages and the glossary, and acronyms.
    Name,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Self; 5] = [Self::Number, Self::Date, Self::Percentage, Self::Money, Self::Name];

    /// The kind as a plural word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "numbers",
            Self::Date => "dates",
            Self::Percentage => "percentages",
            Self::Money => "sums of money",
            Self::Name => "names",
        }
    }

    fn of_helper(helper: &str) -> Option<Self> {
        match helper {
            "count" | "number" | "ordinal" => Some(Self::Number),
            "share" => Some(Self::Percentage),
            "amount" => Some(Self::Money),
            "date" | "period" => Some(Self::Date),
            "phase" | "term" | "country" | "text" => Some(Self::Name),
            _ => None,
        }
    }

    fn of_value(value: &Value) -> Self {
        match value {
            Value::Percent(_) => Self::Percentage,
            Value::Money(..) => Self::Money,
            Value::Date(_) | Value::Time(..) => Self::Date,
            _ => Self::Number,
        }
    }
}

/// How many values of a kind are held, and by what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// References.
    pub bound: usize,
    /// Written out, as the ledger or the glossary has it.
    pub stated: usize,
    /// Written out, and answered by value in the other languages.
    pub compared: usize,
    /// Allowed with a reason.
    pub allowed: usize,
    /// Held by nothing.
    pub unbound: usize,
}

impl Tally {
    /// All of them.
    pub fn total(&self) -> usize {
        self.held() + self.unbound
    }

    fn held(&self) -> usize {
        self.bound + self.stated + self.compared + self.allowed
    }

    /// The held ones in percent, rounded down; 100 where there are none.
    pub fn percent(&self) -> usize {
        (self.held() * 100).checked_div(self.total()).unwrap_or(100)
    }

    fn add(&mut self, other: &Self) {
        self.bound += other.bound;
        self.stated += other.stated;
        self.compared += other.compared;
        self.allowed += other.allowed;
        self.unbound += other.unbound;
    }
}

/// A value that nothing holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unbound {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// As it was written.
    pub written: String,
}

/// The coverage of a language.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The language.
    pub language: LanguageTag,
    /// By kind.
    pub tallies: BTreeMap<Kind, Tally>,
    /// What nothing holds, in order of place.
    pub unbound: Vec<Unbound>,
    /// Whether the language's values can be read at all.
    pub is_read: bool,
}

impl Coverage {
    /// All kinds together.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.tallies.values().for_each(|tally| total.add(tally));
        total
    }
}

/// The coverage of every language, in order of tag.
pub fn coverage(context: &Context<'_>, policy: &Policy) -> Vec<Coverage> {
    let compared = compared(context);
    let manuscripts = context.publication.manuscripts.values();
    manuscripts.map(|manuscript| of_language(context, policy, manuscript, &compared)).collect()
}

/// The places of values that are answered in every language beside which they were laid.
fn compared(context: &Context<'_>) -> BTreeSet<Span> {
    let mut answered: BTreeMap<Span, bool> = BTreeMap::new();
    for comparison in &context.comparisons {
        let tags = [comparison.source.language.as_str(), comparison.translation.language.as_str()];
        if !tags.iter().all(|tag| values::is_known(tag)) {
            continue;
        }
        for pair in &comparison.alignment.pairs {
            note_answers(context, pair, &mut answered);
        }
    }
    answered.into_iter().filter(|(_, is_answered)| *is_answered).map(|(span, _)| span).collect()
}

fn note_answers(context: &Context<'_>, pair: &Pair<'_>, answered: &mut BTreeMap<Span, bool>) {
    let [source, translation] = [&pair.source, &pair.translation].map(|side| context.values(side));
    let (missing, extra) = unanswered(&source, &translation);
    let left: BTreeSet<Span> = missing.iter().chain(&extra).map(|found| found.span).collect();
    for found in source.iter().chain(&translation) {
        *answered.entry(found.span).or_insert(true) &= !left.contains(&found.span);
    }
}

fn of_language(
    context: &Context<'_>,
    policy: &Policy,
    manuscript: &Manuscript,
    compared: &BTreeSet<Span>,
) -> Coverage {
    let tag = manuscript.language.as_str();
    let mut coverage = Coverage {
        language: manuscript.language.clone(),
        tallies: BTreeMap::new(),
        unbound: Vec::new(),
        is_read: values::is_known(tag),
    };
    let nouns = Nouns::of(&manuscript.messages);
    let names = Names::of(context, manuscript);
    for text in context.texts.iter().filter(|text| text.manuscript.language == manuscript.language) {
        for block in &text.blocks {
            for reference in references::of_block(block.block) {
                let kind = if reference.is_attribute {
                    Some(Kind::Number)
                } else {
                    Kind::of_helper(reference.helper)
                };
                if let Some(kind) = kind {
                    coverage.tallies.entry(kind).or_default().bound += 1;
                }
            }
            for statement in statements(&block.runs, &block.values, &nouns, tag) {
                let found = statement.found;
                let Some(value) = found.value().filter(|_| !found.is_soft) else { continue };
                let held = hold(context, policy, &statement, compared);
                coverage.count(Kind::of_value(value), held, found.span, &found.written);
            }
            for run in block.runs.iter().filter(|run| run.tag == tag) {
                for (range, is_known) in names.found_in(&run.characters) {
                    let Some(span) = run.span(range.clone()) else { continue };
                    let written: String = run.characters[range].iter().collect();
                    let held = match is_known {
                        true => Held::Stated,
                        false if is_allowed(context, policy, span) => Held::Allowed,
                        false => Held::Not,
                    };
                    coverage.count(Kind::Name, held, span, &written);
                }
            }
        }
    }
    coverage.unbound.sort();
    coverage
}

enum Held {
    Stated,
    Compared,
    Allowed,
    Not,
}

impl Coverage {
    fn count(&mut self, kind: Kind, held: Held, span: Span, written: &str) {
        let tally = self.tallies.entry(kind).or_default();
        match held {
            Held::Stated => tally.stated += 1,
            Held::Compared => tally.compared += 1,
            Held::Allowed => tally.allowed += 1,
            Held::Not => {
                tally.unbound += 1;
                self.unbound.push(Unbound { span, kind, written: written.to_owned() });
            }
        }
    }
}

fn hold(
    context: &Context<'_>,
    policy: &Policy,
    statement: &Statement<'_>,
    compared: &BTreeSet<Span>,
) -> Held {
    if is_stated(&context.publication.ledger, statement) {
        Held::Stated
    } else if compared.contains(&statement.found.span) {
        Held::Compared
    } else if is_allowed(context, policy, statement.found.span) {
        Held::Allowed
    } else {
        Held::Not
    }
}

/// Whether a comment gives a reason for a value at a place, under any code that is about values.
fn is_allowed(context: &Context<'_>, policy: &Policy, span: Span) -> bool {
    let codes = Code::all().filter(|code| code.family() == 'F' || *code == Code::VALUE_DIFFERS);
    codes.into_iter().any(|code| policy.reason_at(context.sources, code, span).is_some())
}

/// Whether the ledger states a value: a number of its unit, a date, a sum, a percentage.
pub(crate) fn is_stated(ledger: &Ledger, statement: &Statement<'_>) -> bool {
    let found = statement.found;
    let is = |value: Value| found.readings.contains(&value);
    match found.value() {
        Some(Value::Number(_)) => statement.unit.is_some_and(|unit| {
            let mut counts = ledger.counts.values().filter(|count| count.unit.value == unit);
            counts.any(|count| is(Value::Number(Number::whole(u128::from(count.value.value)))))
        }),
        Some(Value::Date(written)) => ledger.dates.values().any(|date| is_date(*written, date.on.value)),
        Some(Value::Percent(_)) => {
            let mut shares = ledger.shares.values();
            shares.any(|share| {
                Number::of_decimal(share.value.value, 0).is_some_and(|it| is(Value::Percent(it)))
            })
        }
        Some(Value::Money(currency, written)) => ledger.amounts.values().any(|amount| {
            let power = amount.scale.map_or(0, Scale::exponent);
            let sum =
                i32::try_from(power).ok().and_then(|power| Number::of_decimal(amount.value.value, power));
            amount.currency.value == *currency && sum == Some(*written)
        }),
        _ => false,
    }
}

fn is_date(written: Date, known: concord_ledger::PartialDate) -> bool {
    let day = known.day().map(u128::from);
    written.year == Some(u128::from(known.year()))
        && known.month() == Some(written.month)
        && written.day == day
}

/// The names that a language knows.
struct Names {
    /// Words of each name, by the first.
    names: BTreeMap<String, Vec<Vec<String>>>,
    acronyms: BTreeSet<String>,
}

impl Names {
    fn of(context: &Context<'_>, manuscript: &Manuscript) -> Self {
        let publication = context.publication;
        let messages = &manuscript.messages;
        let tags = [manuscript.language.as_str(), manuscript.language.language()];
        let mut known = Self { names: BTreeMap::new(), acronyms: BTreeSet::new() };
        let tables = [&messages.names, &messages.countries, &messages.regions, &messages.institutions];
        tables.into_iter().flat_map(|table| table.values()).for_each(|name| known.add(&name.value));
        publication.ledger.phases.values().for_each(|phase| known.add(&phase.name.value));
        for term in publication.glossary.terms.values() {
            for tag in tags {
                term.translations.get(tag).into_iter().for_each(|name| known.add(&name.value));
                term.acronyms.get(tag).into_iter().for_each(|acronym| {
                    known.acronyms.insert(acronym.value.clone());
                });
            }
        }
        for text in manuscript.texts.values() {
            walk::blocks(&text.content.blocks, &mut |block| {
                if let BlockKind::DefinitionList(items) = &block.kind {
                    known
                        .acronyms
                        .extend(items.iter().map(|item| walk::plain_text(&item.term).trim().to_owned()));
                }
            });
        }
        known
    }

    fn add(&mut self, name: &str) {
        let words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
        if let Some(first) = words.first().filter(|first| first.starts_with(char::is_uppercase)) {
            self.names.entry(first.clone()).or_default().push(words);
        }
    }

    /// The known names and the acronyms in some characters, and whether each is known.
    fn found_in(&self, characters: &[char]) -> Vec<(std::ops::Range<usize>, bool)> {
        let words = words_in(characters);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some((range, word)) = words.get(at) {
            let longest = self.names.get(word.as_str()).into_iter().flatten().filter(|name| {
                name.iter()
                    .enumerate()
                    .all(|(more, part)| words.get(at + more).is_some_and(|(_, word)| word == part))
            });
            if let Some(length) = longest.map(Vec::len).max() {
                let end = words.get(at + length - 1).map_or(range.end, |(last, _)| last.end);
                found.push((range.start..end, true));
                at += length;
                continue;
            }
            let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
            let is_roman = word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L' | 'C'));
            let is_acronym = capitals > 1 && !is_roman && word.chars().all(|letter| !letter.is_lowercase());
            if is_acronym {
                found.push((range.clone(), self.acronyms.contains(word)));
            }
            at += 1;
        }
        found
    }
}

/// Words with their places; a plus sign, a hyphen or digits inside belong to them, as in COVID-19 and MIEUX+.
fn words_in(characters: &[char]) -> Vec<(std::ops::Range<usize>, String)> {
    let is_inside = |character: char| character.is_alphanumeric() || matches!(character, '+' | '-' | '’');
    let mut words = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        if !characters[at].is_alphabetic() {
            at += 1;
            continue;
        }
        let mut length = characters[at..].iter().take_while(|character| is_inside(**character)).count();
        while length > 1 && matches!(characters[at + length - 1], '-' | '’') {
            length -= 1;
        }
        // Elided articles are no part of a name: l’ICMPD.
        let elided =
            characters[at..at + length].iter().position(|character| *character == '’').filter(|at| *at < 3);
        let start = at + elided.map_or(0, |place| place + 1);
        words.push((start..at + length, characters[start..at + length].iter().collect()));
        at += length;
    }
    words
}
