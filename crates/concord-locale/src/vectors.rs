//! Every fact of `vectors.tsv`, held against the program.

use crate::{Date, Gender, Locale, Magnitude, Qualifier};

const VECTORS: &str = include_str!("vectors.tsv");

#[test]
fn every_vector_holds() {
    let mut failures = Vec::new();
    let lines = VECTORS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines.clone() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [tag, style, kind, input, expected] = fields[..] else { panic!("five fields: {line}") };
        let locale = Locale::new(tag, Some(style)).expect(line);
        let made = shown(&make(&locale, kind, input));
        if made != expected {
            failures.push(format!("{line}\n    made {made}"));
        }
    }
    assert!(lines.count() > 150, "vectors are missing");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn shown(text: &str) -> String {
    text.replace('\u{a0}', "~").replace('\u{202f}', "_").replace('\u{2009}', "^")
}

fn make(locale: &Locale, kind: &str, input: &str) -> String {
    let words: Vec<&str> = input.split(' ').collect();
    let word = |index: usize| words.get(index).copied().unwrap_or_default();
    let number = |index: usize| word(index).parse::<u64>().expect(input);
    match kind {
        "integer" => locale.integer(number(0)),
        "decimal" => locale.decimal(input),
        "percent" => locale.percent(input),
        "ordinal" => locale.ordinal(number(0), gender(word(1))),
        "plural" => locale.plural_category(number(0)).to_owned(),
        "range" => locale.number_range(number(0), number(1)),
        "unit" => locale.unit(word(0), word(1)),
        "scaled" => locale.scaled(word(0), magnitude(word(1)).expect(input)),
        "amount" => locale.amount(word(0), magnitude(word(1)), word(2)),
        "qualified" => locale.qualified(qualifier(word(0)), word(1)),
        "date" => locale.date(date(input)),
        "period" => locale.period(date(word(0)), date(word(1))),
        "prose" => locale.period_in_prose(date(word(0)), date(word(1))),
        "since" => locale.since(date(input)),
        "list" => locale.list_and(&input.split('|').collect::<Vec<_>>()),
        "quotes" => nested(locale, 0, &["a", "b", "c"]),
        "typography" => locale.typography(input).into_owned(),
        _ => panic!("unknown kind {kind}"),
    }
}

fn nested(locale: &Locale, level: usize, words: &[&str]) -> String {
    let Some((first, rest)) = words.split_first() else { return String::new() };
    let (open, close) = locale.quotes(level);
    let inner = nested(locale, level + 1, rest);
    let space = if inner.is_empty() { "" } else { " " };
    format!("{open}{first}{space}{inner}{close}")
}

fn date(text: &str) -> Date {
    let mut parts = text.split('-').map(|part| part.parse::<u16>().expect(text));
    let year = parts.next().expect(text);
    let mut part = || parts.next().map(|part| u8::try_from(part).expect(text));
    Date { year, month: part(), day: part() }
}

fn gender(word: &str) -> Gender {
    if word == "feminine" { Gender::Feminine } else { Gender::Masculine }
}

fn magnitude(word: &str) -> Option<Magnitude> {
    match word {
        "thousand" => Some(Magnitude::Thousand),
        "million" => Some(Magnitude::Million),
        "billion" => Some(Magnitude::Billion),
        "trillion" => Some(Magnitude::Trillion),
        _ => None,
    }
}

fn qualifier(word: &str) -> Qualifier {
    match word {
        "at-least" => Qualifier::AtLeast,
        "more-than" => Qualifier::MoreThan,
        "about" => Qualifier::About,
        "almost" => Qualifier::Almost,
        "up-to" => Qualifier::UpTo,
        _ => Qualifier::Exact,
    }
}

#[test]
fn any_tag_has_conventions() {
    for tag in
        ["pt", "pt-BR", "de-AT", "it", "pl", "zh-Hant-TW", "ar-EG", "sw", "xx", "fil", "sr-Latn", "hi", "th"]
    {
        let locale = Locale::new(tag, None).expect(tag);
        assert!(!locale.integer(12345).is_empty(), "{tag}");
        assert!(!locale.date(Date::of_day(2020, 12, 15)).is_empty(), "{tag}");
        assert!(
            !locale.period_in_prose(Date::of_month(2009, 1), Date::of_month(2011, 11)).is_empty(),
            "{tag}"
        );
        assert!(!locale.list_and(&["a", "b", "c"]).is_empty(), "{tag}");
    }
}

#[test]
fn what_is_no_tag_or_style_is_refused() {
    assert!(Locale::new("", None).is_err());
    assert!(Locale::new("not a tag", None).is_err());
    let refused = Locale::new("de", Some("rae")).expect_err("German has no rae");
    assert_eq!(refused.to_string(), "there is no house style `rae` for this language, but cldr");
}

#[test]
fn what_no_calendar_has_is_shown_as_it_is() {
    let english = Locale::new("en", None).expect("en");
    assert_eq!(english.date(Date::of_day(2009, 2, 30)), "2009-02-30");
    assert_eq!(english.decimal("many"), "many");
    assert_eq!(english.amount("many", Some(Magnitude::Million), "EUR"), "EUR\u{a0}many");
}

#[test]
fn threads_can_share_a_locale() {
    fn shared<T: Send + Sync>() {}
    shared::<Locale>();
}
