//! References of a translated block stand with the words that they stand with in the source.
//!
//! **What.** Two references of one kind, each of which a block and its translation have once, follow each other in the
//! translation as in the source; or else what stands beside them (other references, figures, names, words that both
//! languages share) has changed places with them.
//!
//! **Why.** A block that has all its references may still say the one fact where it means the other: "from 15 countries
//! to 12" for "from 12 countries to 15". Nothing else shows it, as both figures are true.
//!
//! **How to mend.** Exchange the two, or allow the place with a reason where the sentence is built the other way round.

use crate::alignment::Side;
use crate::references::{self, Reference, Target};
use crate::words::{Form, Placed};
use crate::{Context, wording};
use concord_diagnostics::{Code, Diagnostic};
use std::collections::BTreeMap;

/// How many words or references away from a reference something still stands with it.
const NEAR: usize = 6;
/// Letters of a word that is compared: shorter ones are mostly alike by chance.
const LONG: u8 = 5;

/// Looks at every pair of blocks.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for comparison in &context.comparisons {
        let from = comparison.source.language.as_str();
        for pair in &comparison.alignment.pairs {
            let (source, translation) = (facts(&pair.source), facts(&pair.translation));
            if source.len() > 1 && translation.len() > 1 {
                let orders = [
                    Order::new(&source, &context.words(&pair.source)),
                    Order::new(&translation, &context.words(&pair.translation)),
                ];
                diagnostics.extend(exchanged(from, &source, &translation, &orders));
            }
        }
    }
    diagnostics
}

/// The expressions of a side that name facts.
fn facts<'a>(side: &Side<'a>) -> Vec<Reference<'a>> {
    let references = references::of_side(side).into_iter();
    references.filter(|one| !one.is_attribute && matches!(one.target, Target::Fact(_))).collect()
}

/// Something that can be told again in another language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing<'a> {
    Reference(&'a str, &'a str),
    Word(u64),
}

impl<'a> Thing<'a> {
    fn of(reference: &Reference<'a>) -> Self {
        Self::Reference(reference.helper, reference.key)
    }

    /// Figures, acronyms and longer words; kindred words of two languages begin alike.
    fn of_word(placed: &Placed<'_>) -> Option<Self> {
        match placed.word.form {
            Form::Number | Form::Acronym => Some(Self::Word(placed.word.exact)),
            _ => Some(Self::Word(placed.word.root)).filter(|_| placed.word.length >= LONG),
        }
    }
}

/// At which place of a side everything stands that it has once.
struct Order<'a> {
    places: BTreeMap<Thing<'a>, usize>,
}

impl<'a> Order<'a> {
    fn new(references: &[Reference<'a>], words: &[Placed<'_>]) -> Self {
        let references = references.iter().map(|one| (one.span.start, Some(Thing::of(one))));
        let words = words.iter().filter_map(|one| Some((one.span()?.start, Thing::of_word(one))));
        let mut things: Vec<(u32, Option<Thing<'a>>)> = references.chain(words).collect();
        things.sort_by_key(|(start, _)| *start);
        let mut places = BTreeMap::new();
        // What cannot be told again has its place too.
        for (place, (_, thing)) in things.into_iter().enumerate() {
            if let Some(thing) = thing {
                places.entry(thing).and_modify(|place| *place = None).or_insert(Some(place));
            }
        }
        Self { places: places.into_iter().filter_map(|(thing, place)| Some((thing, place?))).collect() }
    }

    fn has(&self, thing: Thing<'_>) -> bool {
        self.places.contains_key(&thing)
    }

    fn is_before(&self, one: Thing<'_>, other: Thing<'_>) -> bool {
        self.places.get(&one) < self.places.get(&other)
    }

    /// Whether a thing stands with the first of two references and not with the second, if it stands with either.
    fn is_with_first(&self, thing: Thing<'_>, two: [Thing<'_>; 2]) -> Option<bool> {
        let place = self.places.get(&thing)?;
        let [first, second] = [self.places.get(&two[0])?, self.places.get(&two[1])?];
        let [first, second] = [first.abs_diff(*place), second.abs_diff(*place)];
        (first.min(second) <= NEAR && first != second).then_some(first < second)
    }
}

/// The first two references of a block that follow each other the other way round while their company stays.
fn exchanged(
    from: &str,
    source: &[Reference<'_>],
    translation: &[Reference<'_>],
    orders: &[Order<'_>; 2],
) -> Option<Diagnostic> {
    let is_once = |one: &&Reference<'_>| orders.iter().all(|order| order.has(Thing::of(one)));
    let shared: Vec<&Reference<'_>> = source.iter().filter(is_once).collect();
    for (at, one) in shared.iter().enumerate() {
        for other in &shared[at + 1..] {
            let two = [one, other].map(|reference| Thing::of(reference));
            let [before, after] = [0, 1].map(|side| orders[side].is_before(two[0], two[1]));
            if before == after {
                continue;
            }
            let (moved, stayed) = company(orders, two);
            // Of two of different kinds at least the words around them must tell: a date and a number are exchanged by
            // no slip of the pen, but by the order of the sentence.
            if stayed > moved || stayed == moved && one.helper == other.helper {
                let again = |reference: &Reference<'_>| {
                    translation.iter().find(|own| Thing::of(own) == Thing::of(reference)).copied()
                };
                return Some(finding(from, [one, other], [again(one)?, again(other)?]));
            }
        }
    }
    None
}

/// How much of what stands with one of two references changed places with it, and how much did not.
fn company(orders: &[Order<'_>; 2], two: [Thing<'_>; 2]) -> (usize, usize) {
    let (mut moved, mut stayed) = (0, 0);
    for thing in orders[0].places.keys().filter(|thing| !two.contains(thing)) {
        let with = orders.each_ref().map(|order| order.is_with_first(*thing, two));
        if let [Some(here), Some(there)] = with {
            *(if here == there { &mut moved } else { &mut stayed }) += 1;
        }
    }
    (moved, stayed)
}

fn finding(from: &str, source: [&Reference<'_>; 2], [one, other]: [Reference<'_>; 2]) -> Diagnostic {
    let (first, second) = if one.span.start < other.span.start { (one, other) } else { (other, one) };
    let message = format!("{} and {} stand in each other’s place", first.shown(), second.shown());
    let from = wording::language(from);
    Diagnostic::new(Code::FACTS_EXCHANGED, message)
        .at(first.span, "")
        .and(second.span, "")
        .and(source[0].span, format!("this one comes first in the {from} text"))
        .help(format!(
            "exchange the two; where the sentence is built the other way round, allow it with a reason: \
             <!-- allow {}: ... -->",
            Code::FACTS_EXCHANGED.id()
        ))
}
