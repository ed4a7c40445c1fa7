//! What the reader of the ledger takes, and what it refuses.

use crate::{Decimal, FactKind, Ledger, PartialDate, Qualifier, parse};
use concord_diagnostics::{Code, SourceId};

fn read(text: &str) -> (Ledger, Vec<String>) {
    let findings = parse(SourceId(0), text);
    let lines = findings.diagnostics.iter().map(|found| {
        let at = found.primary.as_ref().and_then(|label| text.get(label.span.range())).unwrap_or("");
        format!("{} `{at}` {}", found.code.id(), found.message)
    });
    (findings.value, lines.collect())
}

const WHOLE: &str = r#"
[sources.bb]
title = "Building Bridges"
publisher = "MIEUX"
language = "en"
date = "2020-12"

[phases.second]
name = "II"
start = "2012-01"
end = "2015-12"
group = "programme"
sources = ["bb"]

[phases.first]
name = "I"
start = "2009-01"
end = "2011-12"
sources = ["bb"]

[dates.launch]
on = "2020-12-15"
sources = ["bb"]

[counts.countries]
value = 1_200
qualifier = "more-than"
as-of = "2020-04"
unit = "country"
series = "countries"
parts = ["a", "b"]
sources = ["bb"]

[[counts.countries.disputed]]
says = "about 100"
value = 100
qualifier = "about"
as-of = "2016"
sources = ["bb"]
reason = "An earlier count."

[shares.women]
value = 46.50
sources = ["bb"]

[amounts.budget]
value = 4.5
scale = "million"
currency = "EUR"
sources = ["bb"]

[actions.cabo-verde-4]
countries = ["CV"]
region = "west-africa"
start = "2017"
end = "2019-02"
institution = true
experts = ["PT"]
sources = ["bb"]

[[invariants]]
kind = "years-between"
from = "launch"
to = "launch"
equals = 0
"#;

#[test]
fn every_kind_is_read() {
    let (ledger, faults) = read(WHOLE);
    assert_eq!(faults, Vec::<String>::new());
    let count = &ledger.counts["countries"];
    assert_eq!((count.value.value, count.qualifier), (1200, Qualifier::MoreThan));
    assert_eq!(&WHOLE[count.value.span.range()], "1_200");
    assert_eq!(&WHOLE[count.span.range()], "[counts.countries]");
    assert_eq!(
        count.provenance.disputed[0].value.as_ref().map(|value| value.value),
        Some(Decimal::from(100))
    );
    assert_eq!(ledger.shares["women"].value.value.to_string(), "46.50");
    assert_eq!(ledger.amounts["budget"].to_f64(), 4_500_000.0);
    assert_eq!(Ok(ledger.dates["launch"].on.value), PartialDate::parse("2020-12-15"));
    assert_eq!(ledger.invariants.len(), 1);
    assert_eq!(ledger.fact("cabo-verde-4").map(|fact| fact.kind()), Some(FactKind::Action));
    assert_eq!(ledger.fact("bb"), None);
    let phases: Vec<&str> = ledger.phases_in_file_order().iter().map(|(id, _)| *id).collect();
    assert_eq!(phases, ["second", "first"]);
}

#[test]
fn all_faults_are_reported_at_once() {
    let text = r#"
[phase.x]
[dates.a]
on = "2009-02-30"
withn = "x"
[dates.b]
on = 2009-01-01
[counts.c]
value = -1
qualifier = "more-then"
[shares.Women]
value = "46"
[counts.good]
value = 3
unit = "year"
"#;
    let (ledger, faults) = read(text);
    assert_eq!(
        faults,
        [
            "I004 `phase` the ledger has no key `phase`",
            "I004 `withn` dates.a has no key `withn`",
            "L112 `\"2009-02-30\"` `on` of dates.a must be a date of the calendar: 2009-02 has no day 30",
            "I005 `2009-01-01` `on` of dates.b must be a date in quotation marks: \"2009\", \"2009-01\" or \
             \"2009-01-01\"",
            "I005 `-1` `value` of counts.c must be a whole number without quotation marks, not negative",
            "I005 `\"more-then\"` `qualifier` of counts.c must be one of \"exact\", \"at-least\", \"more-than\", \
             \"about\", \"almost\", \"up-to\"",
            "I005 `[counts.c]` counts.c has no `unit`",
            "I005 `Women` the id of shares.Women must be lower-case words joined by hyphens",
            "I005 `\"46\"` `value` of shares.Women must be a number without quotation marks, not negative, such as \
             46 or 4.5",
        ]
    );
    assert!(ledger.counts.contains_key("good"));
    assert!(ledger.states("a") && ledger.fact("a").is_none());
}

#[test]
fn mistyped_words_have_a_suggestion() {
    let findings = parse(SourceId(0), "[dates.a]\nonn = \"2009\"\n[counts.b]\nqualifier = \"abuot\"\n");
    let helps: Vec<&str> = findings.diagnostics.iter().filter_map(|found| found.help.as_deref()).collect();
    assert!(helps.contains(&"did you mean `on`?"), "{helps:?}");
    assert!(helps.contains(&"did you mean \"about\"?"), "{helps:?}");
}

#[test]
fn a_fault_of_grammar_hides_nothing_else_and_adds_no_noise() {
    let text = "[counts.a]\nvalue = \nsources = 1\n[counts.b]\nvalue = \"3\"\nunit = \"year\"\n";
    let (_, faults) = read(text);
    assert!(faults.iter().any(|fault| fault.starts_with("I003")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.starts_with("I005 `\"3\"`")), "{faults:?}");
    assert!(!faults.iter().any(|fault| fault.contains("`value` of counts.a")), "{faults:?}");
}

#[test]
fn a_second_entry_of_an_id_is_a_duplicate_fact() {
    let text = "[dates.a]\non = \"2009\"\n[dates.a]\non = \"2010\"\n";
    let findings = parse(SourceId(0), text);
    let codes: Vec<Code> = findings.diagnostics.iter().map(|found| found.code).collect();
    assert!(codes.contains(&Code::DUPLICATE_FACT), "{codes:?}");
}

#[test]
fn hostile_texts_are_refused() {
    let deep = format!("x = {}", "[".repeat(100_000));
    for text in
        ["\u{0}", "[", "[[[", "= =", "sources = 1", "phases = []", "invariants = {}", "[invariants]", &deep]
    {
        let (_, faults) = read(text);
        assert!(!faults.is_empty(), "{}", &text[..text.len().min(20)]);
    }
    let (_, faults) =
        read("invariants = [1]\n[counts]\nx = 3\n[dates.y]\ndisputed = 1\nsources = 2\non = \"2009\"\n");
    assert_eq!(faults.len(), 4, "{faults:?}");
}

#[test]
fn many_faults_take_no_longer_than_they_must() {
    let text = "[counts.a]\nvalue = 1\n".repeat(20_000) + &"x = {a=1".replace("a=1", &"a=1,".repeat(50_000));
    assert!(parse(SourceId(0), &text).diagnostics.len() > 20_000);
}

#[test]
fn invariants_have_their_own_keys() {
    let of = |entry: &str| read(&format!("[[invariants]]\n{entry}\n")).1;
    assert_eq!(of("kind = \"rise\"\nfrom = \"a\"\nto = \"b\"\nshare = \"s\""), [""; 0]);
    assert_eq!(of("kind = \"years-between\"\nfrom = \"p.start\"\nto = \"p.end\"\nequals = \"n\""), [""; 0]);
    assert_eq!(of("kind = \"years-between\"\nfrom = \"p\"\nequals = 3"), [""; 0]);
    assert_eq!(
        of("kind = \"rise\"\nfrom = \"a\"\nto = \"b\"\nshare = \"s\"\nequals = 1"),
        ["I004 `equals` an invariant has no key `equals`"]
    );
    assert_eq!(of("kind = \"shar\"").len(), 1);
    assert_eq!(of("from = \"a\"").len(), 1);
    assert_eq!(
        of("kind = \"years-between\"\nfrom = \"p.middle\"\nequals = -1"),
        [
            "I005 `\"p.middle\"` `from` of an invariant must be the id of a date or a phase, or an end of it such as \"phase-1.start\"",
            "I005 `-1` `equals` of an invariant must be a whole number, or the id of a count in quotation marks"
        ]
    );
}

#[test]
fn faults_of_expressions_are_underlined_in_the_file() {
    let of = |written: &str| read(&format!("[[invariants]]\nexpression = {written}\n")).1;
    let message = "the expression of an invariant cannot be read: there is no function `cuont`";
    assert_eq!(of("\"1 < cuont('a')\""), [format!("L122 `cuont` {message}")]);
    assert_eq!(of("'''\n1 <\n  cuont('a')'''"), [format!("L122 `cuont` {message}")]);
    // With escapes a part has no place of its own.
    assert_eq!(of(r#""1 < cuont(\"a\")""#), [format!(r#"L122 `"1 < cuont(\"a\")"` {message}"#)]);
    assert_eq!(of("\"1 < 2\"\nmessage = \"m\""), [""; 0]);
    assert_eq!(of("7").len(), 1);
}
