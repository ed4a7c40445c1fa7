//! The kinds of fact.

use crate::{Decimal, Expression, PartialDate, Period, Spanned};
use concord_diagnostics::Span;

/// The kinds of fact, named as the texts' helpers know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// A period with a name.
    Phase,
    /// A date.
    Date,
    /// A number of things.
    Count,
    /// A percentage.
    Share,
    /// A sum of money.
    Amount,
    /// A case study.
    Action,
}

impl FactKind {
    /// Every kind, in order.
    pub const ALL: &[Self] = &[Self::Phase, Self::Date, Self::Count, Self::Share, Self::Amount, Self::Action];

    /// The kind as a word in running text, such as `count`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Phase => "phase",
            Self::Date => "date",
            Self::Count => "count",
            Self::Share => "share",
            Self::Amount => "amount",
            Self::Action => "Action",
        }
    }

    /// The table of the ledger that holds facts of this kind, such as `counts`.
    pub fn table(self) -> &'static str {
        match self {
            Self::Phase => "phases",
            Self::Date => "dates",
            Self::Count => "counts",
            Self::Share => "shares",
            Self::Amount => "amounts",
            Self::Action => "actions",
        }
    }
}

/// A fact of any kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fact<'a> {
    /// A period with a name.
    Phase(&'a Phase),
    /// A date.
    Date(&'a DateFact),
    /// A number of things.
    Count(&'a Count),
    /// A percentage.
    Share(&'a Share),
    /// A sum of money.
    Amount(&'a Amount),
    /// A case study.
    Action(&'a Action),
}

impl<'a> Fact<'a> {
    /// Its kind.
    pub fn kind(self) -> FactKind {
        match self {
            Self::Phase(_) => FactKind::Phase,
            Self::Date(_) => FactKind::Date,
            Self::Count(_) => FactKind::Count,
            Self::Share(_) => FactKind::Share,
            Self::Amount(_) => FactKind::Amount,
            Self::Action(_) => FactKind::Action,
        }
    }

    /// Its kind as a word in running text.
    pub fn kind_name(self) -> &'static str {
        self.kind().name()
    }

    /// Its entry's head, such as `[counts.countries]`.
    pub fn span(self) -> Span {
        match self {
            Self::Phase(fact) => fact.span,
            Self::Date(fact) => fact.span,
            Self::Count(fact) => fact.span,
            Self::Share(fact) => fact.span,
            Self::Amount(fact) => fact.span,
            Self::Action(fact) => fact.span,
        }
    }

    /// The place that says most: a count's value, a date's day, a period's start, an Action's head.
    pub fn value_span(self) -> Span {
        match self {
            Self::Phase(fact) => fact.start.span,
            Self::Date(fact) => fact.on.span,
            Self::Count(fact) => fact.value.span,
            Self::Share(fact) => fact.value.span,
            Self::Amount(fact) => fact.value.span,
            Self::Action(fact) => fact.span,
        }
    }

    /// Where it was found, and who says otherwise.
    pub fn provenance(self) -> &'a Provenance {
        match self {
            Self::Phase(fact) => &fact.provenance,
            Self::Date(fact) => &fact.provenance,
            Self::Count(fact) => &fact.provenance,
            Self::Share(fact) => &fact.provenance,
            Self::Amount(fact) => &fact.provenance,
            Self::Action(fact) => &fact.provenance,
        }
    }

    /// The period of a phase or an Action.
    pub fn period(self) -> Option<Period> {
        match self {
            Self::Phase(phase) => Some(phase.period()),
            Self::Action(action) => Some(action.period()),
            _ => None,
        }
    }
}

/// A place where facts were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The title as the source writes it, in its language.
    pub title: Spanned<String>,
    /// Who published it.
    pub publisher: Spanned<String>,
    /// Its address.
    pub url: Option<Spanned<String>>,
    /// The language tag of the source.
    pub language: Spanned<String>,
    /// When it was published.
    pub date: Option<Spanned<PartialDate>>,
    /// The entry's head.
    pub span: Span,
}

/// Where a fact was found, and who says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Ids of sources.
    pub sources: Vec<Spanned<String>>,
    /// What other sources say.
    pub disputed: Vec<Disputed>,
}

/// What other sources say of a fact, and why they were not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disputed {
    /// What they say, in English, short.
    pub says: Spanned<String>,
    /// The value that they give: of a count, a share or an amount.
    pub value: Option<Spanned<Decimal>>,
    /// How exactly they give it.
    pub qualifier: Option<Qualifier>,
    /// The date for which they give it.
    pub as_of: Option<Spanned<PartialDate>>,
    /// The start that they give for a period.
    pub start: Option<Spanned<PartialDate>>,
    /// The end that they give for a period.
    pub end: Option<Spanned<PartialDate>>,
    /// The date that they give.
    pub on: Option<Spanned<PartialDate>>,
    /// Ids of those sources.
    pub sources: Vec<Spanned<String>>,
    /// Why they were not followed.
    pub reason: Spanned<String>,
    /// The entry's head.
    pub span: Span,
}

/// A period with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// The proper name, where a language's messages do not give another.
    pub name: Spanned<String>,
    /// The start.
    pub start: Spanned<PartialDate>,
    /// The end, which belongs to the phase.
    pub end: Spanned<PartialDate>,
    /// Phases of one group must meet without gap or overlap.
    pub group: Option<Spanned<String>>,
    /// Where it was found.
    pub provenance: Provenance,
    /// The entry's head.
    pub span: Span,
}

impl Phase {
    /// From start to end.
    pub fn period(&self) -> Period {
        Period { start: self.start.value, end: self.end.value }
    }
}

/// A date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFact {
    /// The date.
    pub on: Spanned<PartialDate>,
    /// The phase that it must lie in.
    pub within: Option<Spanned<String>>,
    /// Where it was found.
    pub provenance: Provenance,
    /// The entry's head.
    pub span: Span,
}

/// How exactly a count is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// The number itself.
    #[default]
    Exact,
    /// The number or more.
    AtLeast,
    /// More than the number.
    MoreThan,
    /// A little more or less.
    About,
    /// A little less.
    Almost,
    /// The number or less.
    UpTo,
}

impl Qualifier {
    /// Every qualifier with its word in the ledger.
    pub const ALL: &[(&str, Self)] = &[
        ("exact", Self::Exact),
        ("at-least", Self::AtLeast),
        ("more-than", Self::MoreThan),
        ("about", Self::About),
        ("almost", Self::Almost),
        ("up-to", Self::UpTo),
    ];
}

/// A number of things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number.
    pub value: Spanned<u64>,
    /// How exactly it is known.
    pub qualifier: Qualifier,
    /// The date for which it holds.
    pub as_of: Option<Spanned<PartialDate>>,
    /// The noun, a key of the messages' nouns.
    pub unit: Spanned<String>,
    /// Counts of one series are cumulative: over their dates they never fall.
    pub series: Option<Spanned<String>>,
    /// Ids of counts that add up to this one.
    pub parts: Vec<Spanned<String>>,
    /// The group whose phases it counts.
    pub phases_of: Option<Spanned<String>>,
    /// Where it was found.
    pub provenance: Provenance,
    /// The entry's head.
    pub span: Span,
}

/// A percentage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The percentage; 46 is 46 %.
    pub value: Spanned<Decimal>,
    /// The count that it is a share of.
    pub of: Option<Spanned<String>>,
    /// Shares of one group add up to 100.
    pub group: Option<Spanned<String>>,
    /// Where it was found.
    pub provenance: Provenance,
    /// The entry's head.
    pub span: Span,
}

/// What an amount's number is to be multiplied by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// 10³.
    Thousand,
    /// 10⁶.
    Million,
    /// 10⁹.
    Billion,
}

impl Scale {
    /// Every scale with its word in the ledger.
    pub const ALL: &[(&str, Self)] =
        &[("thousand", Self::Thousand), ("million", Self::Million), ("billion", Self::Billion)];

    /// The power of ten.
    pub fn exponent(self) -> u32 {
        match self {
            Self::Thousand => 3,
            Self::Million => 6,
            Self::Billion => 9,
        }
    }
}

/// A sum of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number as it is written, in units of `scale`.
    pub value: Spanned<Decimal>,
    /// The word of magnitude that follows the number.
    pub scale: Option<Scale>,
    /// The ISO 4217 code.
    pub currency: Spanned<String>,
    /// Where it was found.
    pub provenance: Provenance,
    /// The entry's head.
    pub span: Span,
}

impl Amount {
    /// The whole sum, for drawing; the text is made from `value` and `scale`.
    pub fn to_f64(&self) -> f64 {
        let scale = self.scale.map_or(0, Scale::exponent);
        self.value.value.to_f64() * 10u64.pow(scale) as f64
    }
}

/// A case study's fact panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// ISO 3166-1 alpha-2 codes of the countries that asked.
    pub countries: Vec<Spanned<String>>,
    /// A key of the messages' regions.
    pub region: Spanned<String>,
    /// A key of the messages' themes, where a source states one.
    pub theme: Option<Spanned<String>>,
    /// The start.
    pub start: Spanned<PartialDate>,
    /// The end, which belongs to the Action.
    pub end: Spanned<PartialDate>,
    /// Whether the messages name the institution that asked.
    pub institution: Spanned<bool>,
    /// Country codes of the Member States that sent experts; empty where no source states them.
    pub experts: Vec<Spanned<String>>,
    /// Country codes of others that sent experts.
    pub partners: Vec<Spanned<String>>,
    /// Where it was found.
    pub provenance: Provenance,
    /// The entry's head.
    pub span: Span,
}

impl Action {
    /// From start to end.
    pub fn period(&self) -> Period {
        Period { start: self.start.value, end: self.end.value }
    }
}

/// Something that must hold between facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Invariant {
    /// What must hold.
    pub kind: InvariantKind,
    /// The entry's head.
    pub span: Span,
}

/// The kinds of invariant.
#[derive(Clone, Debug, PartialEq)]
pub enum InvariantKind {
    /// So many full years or months lie between two moments.
    Span {
        /// The earlier one.
        from: Moment,
        /// The later one; where it is left out, `from` names a whole period.
        to: Option<Moment>,
        /// What is counted.
        unit: SpanUnit,
        /// How many there are.
        equals: Spanned<Number>,
    },
    /// A share is the rise or the fall from one count to another, in percent of the first.
    Change {
        /// The id of the first count.
        from: Spanned<String>,
        /// The id of the second count.
        to: Spanned<String>,
        /// The id of the share.
        share: Spanned<String>,
        /// Whether the second count is the smaller one.
        is_fall: bool,
    },
    /// A share is what a count is of another one.
    ShareOf {
        /// The id of the count that is the part.
        part: Spanned<String>,
        /// The id of the count that is the whole.
        whole: Spanned<String>,
        /// The id of the share.
        share: Spanned<String>,
    },
    /// What an author wrote down.
    Expression {
        /// What must be true.
        expression: Expression,
        /// What is said where it is not.
        message: Option<Spanned<String>>,
    },
}

impl InvariantKind {
    /// The ids that it names.
    pub fn ids(&self) -> Vec<&str> {
        match self {
            Self::Span { from, to, equals, .. } => {
                let count = match &equals.value {
                    Number::Count(id) => Some(id.as_str()),
                    Number::Written(_) => None,
                };
                let moments = std::iter::once(from).chain(to);
                moments.map(|moment| moment.id.value.as_str()).chain(count).collect()
            }
            Self::Change { from, to, share, .. } => vec![&from.value, &to.value, &share.value],
            Self::ShareOf { part, whole, share } => vec![&part.value, &whole.value, &share.value],
            Self::Expression { expression, .. } => expression.facts().map(|fact| fact.id).collect(),
        }
    }
}

/// A date of the ledger, or a period or an end of it: `launch`, `phase-1`, `phase-1.start`, `phase-1.end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The id of the date, phase or Action.
    pub id: Spanned<String>,
    /// Which end of a period; `None` for a date or a whole period.
    pub edge: Option<Edge>,
}

/// An end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Its first day, month or year.
    Start,
    /// Its last one.
    End,
}

/// What a span of time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanUnit {
    /// Full years.
    Years,
    /// Full months.
    Months,
}

/// A number that is written down or that a count states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// The number itself.
    Written(u64),
    /// The id of a count.
    Count(String),
}
