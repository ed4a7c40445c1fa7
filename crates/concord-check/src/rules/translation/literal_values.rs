//! A translated block states the values of its source.
//!
//! **What.** The numbers, shares, sums of money, dates, times and document numbers that stand in the literal text of a block
//! are those of the source's block, by value and in any order: 1,234.5 is 1 234,5, and billion is milliard. Number words up
//! to ten and what languages put for them ("both", "les deux") may answer a number in digits but are never missed;
//! where both sides have one that the other does not ("three", "quatre"), one contradicts the other.
//! Languages without tables are not judged.
//!
//! **Why.** A digit lost in translation reads as well as the right one, and nobody proof-reads figures in three languages.
//!
//! **How to mend.** Give the translation the source's value, written by the conventions of its language; a figure that
//! stands in the ledger is best written as an expression.

use crate::Context;
use crate::alignment::Side;
use crate::context::MessagePair;
use crate::references::{self, Reference};
use crate::values::{self, Date, Found, Number, Run, Value};
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::{Fact, Ledger};
use concord_publication::{Manuscript, Spanned};
use rayon::prelude::*;

const REMEDY: &str = "look the value up: if the source is right, write its value here, in the form of this language; \
                      if it is wrong, correct the source";

/// Looks at every pair of blocks.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = context
        .comparisons
        .par_iter()
        .flat_map_iter(|comparison| {
            let tags = [comparison.source.language.as_str(), comparison.translation.language.as_str()];
            let is_judged = tags.iter().all(|tag| values::is_known(tag));
            let pairs = comparison.alignment.pairs.iter().filter(move |_| is_judged);
            pairs.flat_map(move |pair| {
                let sides = [&pair.source, &pair.translation];
                let [source, translation] = sides.map(|side| context.values(side));
                let differences = Differences::of(&source, &translation).without_references(context, sides);
                differences.findings(tags, sides.map(|side| side.span))
            })
        })
        .collect();
    diagnostics.extend(context.messages.iter().flat_map(|read| of_messages(&read.pair)));
    diagnostics
        .extend(context.publication.manuscripts.values().flat_map(|manuscript| titles(context, manuscript)));
    diagnostics
}

/// Titles of sources that the messages translate, beside the titles of the ledger.
fn titles(context: &Context<'_>, manuscript: &Manuscript) -> Vec<Diagnostic> {
    let tag = manuscript.language.as_str();
    let sources = &context.publication.ledger.sources;
    let titled = manuscript.messages.names.iter().filter_map(|(id, name)| Some((sources.get(id)?, name)));
    titled
        .filter(|(source, _)| [source.language.value.as_str(), tag].iter().all(|tag| values::is_known(tag)))
        .flat_map(|(source, name)| {
            let title = Spanned { value: source.title.value.clone(), span: source.title.span };
            let from = source.language.value.as_str();
            let values =
                [values::find(&Run::of_message(&title, from)), values::find(&Run::of_message(name, tag))];
            let [title_values, name_values] =
                values.each_ref().map(|values| values.iter().collect::<Vec<&Found>>());
            Differences::of(&title_values, &name_values).findings([from, tag], [title.span, name.span])
        })
        .collect()
}

fn of_messages(pair: &MessagePair<'_>) -> Vec<Diagnostic> {
    let tags = [pair.source_language.as_str(), pair.language.as_str()];
    if !tags.iter().all(|tag| values::is_known(tag)) {
        return Vec::new();
    }
    let read = |message, tag| values::find(&Run::of_message(message, tag));
    let values = [read(pair.source, tags[0]), read(pair.translation, tags[1])];
    let [source, translation] = values.each_ref().map(|values| values.iter().collect::<Vec<&Found>>());
    Differences::of(&source, &translation).findings(tags, [pair.source.span, pair.translation.span])
}

/// Values that the other side does not answer.
struct Differences<'f> {
    missing: Vec<&'f Found>,
    extra: Vec<&'f Found>,
    /// What a reference that only one side has stands for on the other: the reference, its value, and what is written.
    instead: Vec<(Reference<'f>, Value, &'f Found)>,
}

impl<'f> Differences<'f> {
    fn of(source: &[&'f Found], translation: &[&'f Found]) -> Self {
        let (missing, extra) = unanswered(source, translation);
        Self { missing, extra, instead: Vec::new() }
    }

    /// Takes out what is written where the other side has a reference. Where both state one value nothing differs; that a
    /// figure was written out is for other rules to say.
    fn without_references(mut self, context: &Context<'_>, [source, translation]: [&Side<'f>; 2]) -> Self {
        if self.missing.is_empty() && self.extra.is_empty() {
            return self;
        }
        let ledger = &context.publication.ledger;
        let lacking = |from: &Side<'f>, to: &Side<'f>| {
            let mut there = references::of_side(to);
            let mut lacking = references::of_side(from);
            lacking.retain(|reference| {
                match there.iter().position(|it| (it.helper, it.key) == (reference.helper, reference.key)) {
                    Some(at) => drop(there.remove(at)),
                    None => return true,
                }
                false
            });
            lacking
        };
        for reference in lacking(source, translation) {
            let Some(value) = stated(ledger, &reference) else { continue };
            let same = self.extra.iter().position(|found| found.readings.contains(&value));
            let alike = |found: &&Found| found.value().is_some_and(|written| is_of_one_kind(written, &value));
            if let Some(at) = same {
                self.extra.remove(at);
            } else if let Some(at) = self.extra.iter().position(alike) {
                self.instead.push((reference, value, self.extra.remove(at)));
            }
        }
        for reference in lacking(translation, source) {
            let Some(value) = stated(ledger, &reference) else { continue };
            if let Some(at) = self.missing.iter().position(|found| found.readings.contains(&value)) {
                self.missing.remove(at);
            }
        }
        self
    }

    /// `owners` are the places of what holds the values, for those that are missing.
    fn findings(mut self, tags: [&str; 2], owners: [Span; 2]) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> = self
            .instead
            .iter()
            .map(|(reference, value, found)| literal_instead(tags, reference, value, found))
            .collect();
        while let Some((expected, found)) = likeliest(&self.missing, &self.extra) {
            diagnostics.push(other_value(tags, self.missing.remove(expected), self.extra.remove(found)));
        }
        diagnostics.extend(self.missing.iter().map(|found| missing_value(tags, found, owners[1])));
        diagnostics.extend(self.extra.iter().map(|found| extra_value(tags, found, owners[0])));
        diagnostics
    }
}

fn is_of_one_kind(one: &Value, other: &Value) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// The value that a reference prints.
fn stated(ledger: &Ledger, reference: &Reference<'_>) -> Option<Value> {
    match ledger.fact(reference.key)? {
        Fact::Count(count) => Some(Value::Number(Number::whole(u128::from(count.value.value)))),
        Fact::Share(share) => Number::of_decimal(share.value.value, 0).map(Value::Percent),
        Fact::Date(date) => {
            let (on, month) = (date.on.value, date.on.value.month()?);
            let (year, day) = (Some(u128::from(on.year())), on.day().map(u128::from));
            Some(Value::Date(Date { year, month, day }))
        }
        _ => None,
    }
}

fn literal_instead(
    [from, to]: [&str; 2],
    reference: &Reference<'_>,
    value: &Value,
    found: &Found,
) -> Diagnostic {
    let shown = reference.shown();
    let message = format!(
        "`{}` in {to} stands where {from} has {shown}, which is {value}",
        found.written,
        to = wording::language(to),
        from = wording::language(from)
    );
    Diagnostic::new(Code::VALUE_DIFFERS, message)
        .at(found.span, read_as(found))
        .and(reference.span, format!("{value} in the {from} text", from = wording::language(from)))
        .help(format!("write {shown}"))
}

/// What is left of both sides when everything that has its answer is taken away. Firm values answer each other first, by
/// their likeliest readings, so that a soft one is left for what has no other answer.
pub(crate) fn unanswered<'f>(
    source: &[&'f Found],
    translation: &[&'f Found],
) -> (Vec<&'f Found>, Vec<&'f Found>) {
    let (mut source, mut translation) = (source.to_vec(), translation.to_vec());
    let same = |one: &Found, other: &Found| one.value() == other.value();
    let firm = |one: &Found, other: &Found| !one.is_soft && !other.is_soft;
    answer(&mut source, &mut translation, |one, other| firm(one, other) && same(one, other));
    answer(&mut source, &mut translation, |one, other| firm(one, other) && one.agrees_with(other));
    answer(&mut source, &mut translation, |one, other| {
        one.is_soft != other.is_soft && one.agrees_with(other)
    });
    // A rank answers a rank: French and Spanish have "un" in every other sentence, which is no "first".
    answer(&mut source, &mut translation, |one, other| {
        one.is_ordinal == other.is_ordinal && one.agrees_with(other)
    });
    let is_contradicted = contradict(&source, &translation, small_number, 3);
    let is_other_rank = contradict(&source, &translation, rank, 1);
    let is_missed = |found: &&Found| {
        !found.is_soft
            || is_contradicted && small_number(found).is_some()
            || is_other_rank && rank(found).is_some()
    };
    source.retain(is_missed);
    translation.retain(is_missed);
    (source, translation)
}

/// Whether both sides have unanswered numbers of a kind, one of them at least as large as `least`: "two" may be "both"
/// elsewhere, but not "trois".
fn contradict(
    source: &[&Found],
    translation: &[&Found],
    of_kind: fn(&Found) -> Option<u128>,
    least: u128,
) -> bool {
    let most = |found: &[&Found]| found.iter().filter_map(|found| of_kind(found)).max();
    match (most(source), most(translation)) {
        (Some(one), Some(other)) => one.max(other) >= least,
        _ => false,
    }
}

/// "First", "deuxième", "tercera".
fn rank(found: &Found) -> Option<u128> {
    found.value().and_then(Value::number).and_then(Number::to_whole).filter(|_| found.is_ordinal)
}

/// A small number in words that counts something, so that another one in its place contradicts it; not "one", "both" or
/// a rank, which languages put otherwise.
fn small_number(found: &Found) -> Option<u128> {
    let whole = found.value().and_then(Value::number).and_then(Number::to_whole);
    whole.filter(|whole| found.is_soft && !found.is_rank && (2..=10).contains(whole))
}

fn answer(
    source: &mut Vec<&Found>,
    translation: &mut Vec<&Found>,
    is_answer: impl Fn(&Found, &Found) -> bool,
) {
    source.retain(|one| match translation.iter().position(|other| is_answer(one, other)) {
        Some(at) => {
            translation.remove(at);
            false
        }
        None => true,
    });
}

/// The two that most likely stand for each other: of one number but for its magnitude or unit, or else of one kind.
fn likeliest(missing: &[&Found], extra: &[&Found]) -> Option<(usize, usize)> {
    let is_near = |one: &Value, other: &Value| match (one.number(), other.number()) {
        (Some(one), Some(other)) => one == other || one.powers_between(other).is_some(),
        _ => false,
    };
    let is_alike = |one: &Value, other: &Value| std::mem::discriminant(one) == std::mem::discriminant(other);
    let is_any = |_: &Value, _: &Value| missing.len() == 1 && extra.len() == 1;
    first_pair(missing, extra, is_near)
        .or_else(|| first_pair(missing, extra, is_alike))
        .or_else(|| first_pair(missing, extra, is_any))
}

fn first_pair(
    missing: &[&Found],
    extra: &[&Found],
    is_pair: impl Fn(&Value, &Value) -> bool,
) -> Option<(usize, usize)> {
    missing.iter().enumerate().find_map(|(at, one)| {
        let one = one.value()?;
        let other = extra.iter().position(|other| other.value().is_some_and(|other| is_pair(one, other)));
        other.map(|other| (at, other))
    })
}

fn other_value([from, to]: [&str; 2], expected: &Found, found: &Found) -> Diagnostic {
    let message = format!(
        "`{}` in {to} is not the value of the {from} text, `{}`",
        found.written,
        expected.written,
        to = wording::language(to),
        from = wording::language(from)
    );
    let mut diagnostic = Diagnostic::new(Code::VALUE_DIFFERS, message)
        .at(found.span, read_as(found))
        .and(
            expected.span,
            format!("{} in the {from} text", read_as(expected), from = wording::language(from)),
        )
        .help(REMEDY);
    let numbers = expected.value().and_then(Value::number).zip(found.value().and_then(Value::number));
    if let Some(powers) = numbers.and_then(|(expected, found)| expected.powers_between(found)) {
        let factor = values::Number::whole(1).times_ten_to(i32::try_from(powers).unwrap_or(i32::MAX));
        diagnostic = diagnostic.note(format!("one is {factor} times the other"));
    }
    with_false_friends(diagnostic, &[expected, found])
}

fn missing_value([from, to]: [&str; 2], expected: &Found, owner: Span) -> Diagnostic {
    let message =
        format!("the {to} translation lacks the value of `{}`", expected.written, to = wording::language(to));
    let diagnostic = Diagnostic::new(Code::VALUE_DIFFERS, message)
        .at(owner, "no such value")
        .and(
            expected.span,
            format!("{} in the {from} text", read_as(expected), from = wording::language(from)),
        )
        .help(REMEDY);
    with_false_friends(diagnostic, &[expected])
}

fn extra_value([from, to]: [&str; 2], found: &Found, owner: Span) -> Diagnostic {
    let message = format!(
        "the {to} translation has `{}`, a value that its source does not have",
        found.written,
        to = wording::language(to)
    );
    let diagnostic = Diagnostic::new(Code::VALUE_DIFFERS, message)
        .at(found.span, read_as(found))
        .and(owner, format!("no such value in the {from} text", from = wording::language(from)))
        .help("remove it, or add it to the source and to every translation");
    with_false_friends(diagnostic, &[found])
}

fn read_as(found: &Found) -> String {
    found.value().map(|value| format!("read as {value}")).unwrap_or_default()
}

/// The names of 10⁹ and 10¹² cross over between languages.
fn with_false_friends(diagnostic: Diagnostic, founds: &[&Found]) -> Diagnostic {
    const NAMES: [&str; 7] =
        ["billion", "trillion", "milliard", "billón", "billones", "trillón", "mil millones"];
    let is_named = |found: &&Found| {
        let lower = found.written.to_lowercase();
        NAMES.iter().any(|name| lower.contains(name))
    };
    if founds.iter().any(is_named) {
        diagnostic.note(
            "10⁹ is billion in English, milliard in French and mil millones in Spanish; \
             10¹² is trillion in English, billion in French and billón in Spanish",
        )
    } else {
        diagnostic
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expression, paragraph, seen, tag, text, translated};
    use concord_diagnostics::Diagnostic;

    fn compared(source: &str, translation: &str) -> Vec<Diagnostic> {
        crate::testing::found(
            super::find,
            &translated(vec![paragraph(vec![text(source)])], vec![paragraph(vec![text(translation)])]),
        )
    }

    #[test]
    fn equal_values_are_silent() {
        for (source, translation) in [
            ("1,234.5 people in 2018", "En 2018, 1\u{202f}234,5 personnes"),
            ("on 1 March 2014 and 46%", "46 % le 1er mars 2014"),
            ("three billion euros, 11 States", "3 milliards d’euros, onze États"),
            ("both sides, one of them", "les deux côtés"),
            ("the 2 sides", "les deux côtés"),
            ("the 21st century", "le XXIe siècle"),
            ("5–6%, 2–5 March 2014", "de 5 % à 6 %, du 2 au 5 mars 2014"),
            ("Directive 2008/115/EC", "directive 2008/115/CE"),
            ("twelve", "une douzaine"),
        ] {
            assert_eq!(seen(&compared(source, translation)), [""; 0], "{source}");
        }
    }

    #[test]
    fn other_values_are_shown_side_by_side() {
        let differs = |found: &str, expected: &str| {
            format!("T308 `{found}` in French is not the value of the English text, `{expected}`")
        };
        for (source, translation, expected) in [
            ("1,500 people", "1,500 personnes", differs("1,500", "1,500")),
            ("in 2018", "en 2081", differs("2081", "2018")),
            ("46%", "46", differs("46", "46%")),
            ("3 billion", "3 billions", differs("3 billions", "3 billion")),
            ("15 December 2020", "15 décembre", differs("15 décembre", "15 December 2020")),
            ("2008/115/EC", "2008/151/CE", differs("2008/151/CE", "2008/115/EC")),
            ("in 2018", "alors", "T308 the French translation lacks the value of `2018`".to_owned()),
            (
                "then",
                "en 2018",
                "T308 the French translation has `2018`, a value that its source does not have".to_owned(),
            ),
        ] {
            assert_eq!(seen(&compared(source, translation)), [expected]);
        }
    }

    /// As an English text and its translation into another language.
    fn compared_in(language: &str, source: &str, translation: &str) -> Vec<Diagnostic> {
        let blocks = |words| vec![paragraph(vec![text(words)])];
        let mut publication = translated(blocks(source), blocks(translation));
        let mut manuscript = publication.manuscripts.remove(&tag("fr")).expect("a translation");
        manuscript.language = tag(language);
        publication.manuscripts.insert(tag(language), manuscript);
        crate::testing::found(super::find, &publication)
    }

    #[test]
    fn magnitudes_that_cross_over_are_caught() {
        for (language, source, right, wrong) in [
            ("fr", "4.5 million", "4,5 millions", ["4,5 milliards", "4,5", "45 millions"]),
            ("fr", "3 billion", "3 milliards", ["3 billions", "3 millions", "3 000"]),
            ("fr", "three trillion", "trois billions", ["trois trillions", "trois milliards", "trois"]),
            ("es", "4.5 million", "4,5 millones", ["4,5 mil millones", "4,5 billones", "4.500 millones"]),
            ("es", "3 billion", "3 mil millones", ["3 billones", "3 millones", "3 mil"]),
            (
                "es",
                "EUR 2 trillion",
                "2 billones de euros",
                ["2 trillones de euros", "2 billones", "2 millones"],
            ),
        ] {
            assert_eq!(seen(&compared_in(language, source, right)), [""; 0]);
            for wrong in wrong {
                assert_eq!(compared_in(language, source, wrong).len(), 1, "{source}: {wrong}");
            }
        }
    }

    #[test]
    fn turns_of_phrase_are_no_fault() {
        for (language, source, translation) in [
            ("fr", "at 2 pm on 5 May", "le 5 mai à 14 heures"),
            ("fr", "2.5 million people", "deux millions et demi de personnes"),
            (
                "fr",
                "one of the 27 Member States, twice in the 1990s",
                "l’un des vingt-sept États, deux fois dans les années 1990",
            ),
            (
                "fr",
                "the first 100 days of the Second World War",
                "les cent premiers jours de la Seconde Guerre mondiale",
            ),
            ("es", "the twentieth anniversary, in the 21st century", "el 20.º aniversario, en el siglo XXI"),
            ("es", "between 15 and 16 December 2020", "entre el 15 y el 16 de diciembre de 2020"),
            ("es", "from January to June 2012, 12,345 people", "de enero a junio de 2012, 12 345 personas"),
            (
                "es",
                "EUR 3 to 5 million, about one hundred",
                "de 3 a 5 millones de euros, cerca de un centenar",
            ),
            ("es", "thousands of people, two weeks", "miles de personas, quince días"),
            ("es", "mid-2017, Phase III, G20", "a mediados de 2017, fase III, G20"),
            ("pt", "three in 2018", "1999"),
        ] {
            assert_eq!(seen(&compared_in(language, source, translation)), [""; 0], "{source}");
        }
    }

    #[test]
    fn both_places_are_underlined_and_magnitudes_explained() {
        let diagnostic = compared("about 3 billion", "près de 3 millions").remove(0);
        let primary = diagnostic.primary.expect("a place");
        assert_eq!(primary.span.range(), 109..119);
        assert_eq!(primary.message, "read as 3\u{202f}000\u{202f}000");
        assert_eq!(diagnostic.secondary[0].span.range(), 106..115);
        assert_eq!(
            diagnostic.secondary[0].message,
            "read as 3\u{202f}000\u{202f}000\u{202f}000 in the English text"
        );
        assert_eq!(diagnostic.notes[0], "one is 1000 times the other");
        assert!(diagnostic.notes[1].contains("milliard"));
    }

    #[test]
    fn nothing_is_read_across_an_expression() {
        let source = paragraph(vec![text("1"), expression("number", "a"), text("500 in 2018")]);
        let translation = paragraph(vec![text("1"), expression("number", "a"), text("500 en 2018")]);
        assert_eq!(
            seen(&crate::testing::found(super::find, &translated(vec![source], vec![translation]))),
            [""; 0]
        );
    }
}
