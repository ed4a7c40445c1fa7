//! Reading is the inverse of writing: whatever the locales write, in every language, region and house style, is read back
//! as the same value of the same kind, alone and in a sentence.
//!
//! The values are generated from fixed seeds, so that a fault shows again when the test runs again.

use super::{Date, Number, Run, Value, find};
use concord_locale::{Date as LocaleDate, Gender, Locale, Magnitude, Qualifier, Style};
use fastrand::Rng;
use rayon::prelude::*;

/// Languages without a region, and how many values of each kind are written in each of their styles.
const LANGUAGES: (&[&str], usize) = (&["en", "fr", "es"], 1000);

/// Regions whose signs or patterns in CLDR are not those of their language, and some that have the same.
const REGIONS: (&[&str], usize) = (
    &[
        "en-GB", "en-US", "en-AU", "en-AT", "en-BE", "en-CH", "en-CZ", "en-DE", "en-DK", "en-EE", "en-ES",
        "en-FI", "en-FR", "en-GE", "en-HU", "en-ID", "en-IE", "en-IN", "en-IT", "en-LT", "en-LV", "en-MT",
        "en-NL", "en-NO", "en-PL", "en-PT", "en-RO", "en-SE", "en-SI", "en-SK", "en-UA", "en-ZA", "fr-FR",
        "fr-BE", "fr-CA", "fr-CH", "fr-LU", "fr-MA", "fr-RW", "es-ES", "es-419", "es-AR", "es-BO", "es-BR",
        "es-BZ", "es-CL", "es-CO", "es-CR", "es-CU", "es-DO", "es-EC", "es-GT", "es-HN", "es-JP", "es-MX",
        "es-NI", "es-PA", "es-PE", "es-PR", "es-PY", "es-SV", "es-US", "es-UY", "es-VE",
    ],
    50,
);

/// A text as a locale writes it, with the values it states. Of a range, what comes first may be read in more ways, as its
/// month or unit stands behind the second.
struct Written {
    text: String,
    values: Vec<Value>,
    is_range: bool,
}

impl Written {
    fn one(text: String, value: Value) -> Self {
        Self { text, values: vec![value], is_range: false }
    }

    fn range(text: String, values: [Value; 2]) -> Self {
        Self { text, values: values.to_vec(), is_range: true }
    }
}

type Make = fn(&Locale, &mut Rng) -> Written;

const KINDS: &[(&str, Make)] = &[
    ("integer", |locale, rng| {
        let number = integer(rng);
        Written::one(locale.integer(number), whole(number))
    }),
    ("decimal", |locale, rng| {
        let number = decimal(rng);
        Written::one(locale.decimal(&number), Value::Number(exact(&number)))
    }),
    ("negative decimal", |locale, rng| {
        let number = decimal(rng);
        Written::one(locale.decimal(&format!("-{number}")), Value::Number(exact(&number).negated()))
    }),
    ("percentage", |locale, rng| {
        let number = decimal(rng);
        Written::one(locale.percent(&number), Value::Percent(exact(&number)))
    }),
    ("magnitude", |locale, rng| {
        let (number, (magnitude, power)) = (decimal(rng), magnitude(rng));
        let value = Value::Number(exact(&number).times_ten_to(power));
        Written::one(locale.scaled(&number, magnitude), value)
    }),
    ("amount", |locale, rng| {
        let (number, currency) = (decimal(rng), currency(rng));
        Written::one(locale.amount(&number, None, currency), Value::Money(currency, exact(&number)))
    }),
    ("amount with magnitude", |locale, rng| {
        let (number, (magnitude, power), currency) = (decimal(rng), magnitude(rng), currency(rng));
        let value = Value::Money(currency, exact(&number).times_ten_to(power));
        Written::one(locale.amount(&number, Some(magnitude), currency), value)
    }),
    ("unit", |locale, rng| {
        let (number, symbol) = (decimal(rng), choose(rng, &["km", "kg", "mi", "kB", "MB", "GB", "°C", "°F"]));
        Written::one(locale.unit(&locale.decimal(&number), symbol), Value::Measure(symbol, exact(&number)))
    }),
    ("ordinal", |locale, rng| {
        let number = integer(rng);
        Written::one(locale.ordinal(number, gender(rng)), whole(number))
    }),
    ("range of numbers", |locale, rng| {
        let from = integer(rng);
        let to = from.saturating_add(1 + integer(rng));
        Written::range(locale.number_range(from, to), [whole(from), whole(to)])
    }),
    ("words", |locale, rng| {
        let number = rng.u64(0..=100);
        Written::one(locale.in_words(number, gender(rng)), whole(number))
    }),
    ("words before a noun", |locale, rng| {
        let number = rng.u64(0..=100);
        Written::one(locale.in_words_before_noun(number, gender(rng)), whole(number))
    }),
    ("words with a qualifier", |locale, rng| {
        let number = rng.u64(0..=100);
        Written::one(locale.qualified(qualifier(rng), &locale.in_words(number, gender(rng))), whole(number))
    }),
    ("number with a qualifier", |locale, rng| {
        let number = integer(rng);
        Written::one(locale.qualified(qualifier(rng), &locale.integer(number)), whole(number))
    }),
    ("date", |locale, rng| {
        let date = date(rng);
        Written::one(locale.date(date), dated(date))
    }),
    ("period", |locale, rng| {
        let (start, end) = period(rng);
        periodic(locale.period(start, end), whole_years(start, end))
    }),
    ("period in prose", |locale, rng| {
        let (start, end) = period(rng);
        periodic(locale.period_in_prose(start, end), (start, end))
    }),
    ("since", |locale, rng| {
        let date = date(rng);
        Written::one(locale.since(date), dated(date))
    }),
];

/// Short and long numbers alike.
fn integer(rng: &mut Rng) -> u64 {
    let digits = rng.u32(1..=15);
    rng.u64(0..10_u64.pow(digits))
}

/// With up to three digits behind the point, zeros too.
fn decimal(rng: &mut Rng) -> String {
    let (digits, places) = (rng.u32(1..=9), rng.usize(0..=3));
    let whole = rng.u64(0..10_u64.pow(digits));
    if places == 0 {
        return whole.to_string();
    }
    let fraction: String = (0..places).map(|_| char::from(b'0' + rng.u8(0..10))).collect();
    format!("{whole}.{fraction}")
}

fn exact(decimal: &str) -> Number {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    Number::of_digits(whole, fraction).expect(decimal)
}

fn whole(number: u64) -> Value {
    Value::Number(Number::whole(u128::from(number)))
}

fn choose<T: Copy>(rng: &mut Rng, choices: &[T]) -> T {
    choices[rng.usize(0..choices.len())]
}

fn gender(rng: &mut Rng) -> Gender {
    choose(rng, &[Gender::Masculine, Gender::Feminine])
}

fn qualifier(rng: &mut Rng) -> Qualifier {
    use Qualifier::{About, Almost, AtLeast, Exact, MoreThan, UpTo};
    choose(rng, &[Exact, AtLeast, MoreThan, About, Almost, UpTo])
}

fn magnitude(rng: &mut Rng) -> (Magnitude, i32) {
    use Magnitude::{Billion, Million, Thousand, Trillion};
    choose(rng, &[(Thousand, 3), (Million, 6), (Billion, 9), (Trillion, 12)])
}

fn currency(rng: &mut Rng) -> &'static str {
    choose(rng, &["EUR", "USD", "GBP", "CHF", "JPY"])
}

/// The first and the last days of months are as frequent as all others.
fn date(rng: &mut Rng) -> LocaleDate {
    let (year, month) = (rng.u16(1000..3000), rng.u8(1..=12));
    let last = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = match rng.u8(0..4) {
        0 => 1,
        1 => last,
        _ => rng.u8(1..=last),
    };
    match rng.u8(0..3) {
        0 => LocaleDate::of_year(year),
        1 => LocaleDate::of_month(year, month),
        _ => LocaleDate::of_day(year, month, day),
    }
}

/// Two dates, the later one behind, often of one year or month and not always of one precision.
fn period(rng: &mut Rng) -> (LocaleDate, LocaleDate) {
    let start = date(rng);
    let mut end = date(rng);
    if rng.bool() {
        end.year = start.year;
        // A day that the month may lack is the first.
        if rng.bool() && end.month.is_some() && start.month.is_some() {
            end.month = start.month;
            end.day = end.day.map(|day| if day > 28 { 1 } else { day });
        }
    }
    let key = |date: LocaleDate| (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    if key(start) <= key(end) { (start, end) } else { (end, start) }
}

/// Short periods of whole years are written as years.
fn whole_years(start: LocaleDate, end: LocaleDate) -> (LocaleDate, LocaleDate) {
    let starts = start.month.unwrap_or(1) == 1 && start.day.unwrap_or(1) == 1;
    let ends = end.month.unwrap_or(12) == 12 && end.day.unwrap_or(31) == 31;
    if starts && ends {
        return (LocaleDate::of_year(start.year), LocaleDate::of_year(end.year));
    }
    (start, end)
}

fn dated(date: LocaleDate) -> Value {
    match date.month {
        Some(month) => {
            let (year, day) = (Some(u128::from(date.year)), date.day.map(u128::from));
            Value::Date(Date { year, month, day })
        }
        None => whole(u64::from(date.year)),
    }
}

fn periodic(text: String, (start, end): (LocaleDate, LocaleDate)) -> Written {
    if start == end {
        return Written::one(text, dated(end));
    }
    Written::range(text, [dated(start), dated(end)])
}

/// Sentences that state nothing themselves; the braces hold the place of the value.
fn sentences(tag: &str) -> [&'static str; 3] {
    match tag.split('-').next() {
        Some("en") => {
            ["The report says {} here.", "It is ({}), as before: nothing else.", "They wrote “{}”; why?"]
        }
        Some("fr") => [
            "Le rapport dit {} ici.",
            "C’est ({}), comme avant : rien d’autre.",
            "Ils écrivent « {} » ; pourquoi ?",
        ],
        _ => ["El informe dice {} aquí.", "Es ({}), como antes: nada más.", "Escriben «{}»; ¿por qué?"],
    }
}

/// What is wrong with what is read, if anything.
fn fault(tag: &str, text: &str, written: &Written) -> Option<String> {
    let found = find(&Run::of_text(text, tag));
    let is_read = found.len() == written.values.len()
        && found.iter().zip(&written.values).enumerate().all(|(at, (found, value))| {
            if written.is_range && at + 1 < written.values.len() {
                return found.readings.contains(value);
            }
            found.value() == Some(value) && found.readings.iter().skip(1).all(|other| is_bare(value, other))
        });
    if is_read {
        return None;
    }
    let shown = |values: &[Value]| values.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    let read: Vec<_> = found.iter().map(|found| shown(&found.readings)).collect();
    Some(format!("`{text}` states {} and is read as {}", shown(&written.values), read.join(" ; ")))
}

/// Pounds, francs and yen, whose names other languages may lack in the tables, may also be numbers.
fn is_bare(value: &Value, other: &Value) -> bool {
    matches!((value, other), (Value::Money(code, number), Value::Number(bare))
        if !matches!(*code, "EUR" | "USD") && number == bare)
}

/// The first fault of every kind of value in one style of a tag.
fn faults(tag: &str, style: Style, count: usize) -> Vec<String> {
    let locale = Locale::new(tag, Some(style.name())).expect(tag);
    let of_kind = |(seed, (kind, make)): (usize, &(&str, Make))| {
        let mut rng = Rng::with_seed(seed as u64);
        let mut all = (0..count).filter_map(|_| {
            let written = make(&locale, &mut rng);
            let sentence = choose(&mut rng, &sentences(tag)).replace("{}", &written.text);
            let set = locale.typography(&sentence).into_owned();
            let texts = [&written.text, &sentence, &set];
            texts.into_iter().find_map(|text| fault(tag, text, &written))
        });
        all.next().map(|fault| format!("{tag} {} {kind}: {fault}", style.name()))
    };
    KINDS.iter().enumerate().filter_map(of_kind).collect()
}

#[test]
fn what_is_written_is_read_as_it_was() {
    let mut cases = Vec::new();
    for (tags, count) in [LANGUAGES, REGIONS] {
        for tag in tags {
            let language = Locale::new(tag, None).expect(tag).language();
            cases.extend(Style::of_language(language).iter().map(|style| (*tag, *style, count)));
        }
    }
    let faults: Vec<String> =
        cases.into_par_iter().flat_map_iter(|(tag, style, count)| faults(tag, style, count)).collect();
    assert!(faults.is_empty(), "{} kinds are misread:\n{}", faults.len(), faults.join("\n"));
}
