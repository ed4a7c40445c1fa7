//! What is read out of texts, as tables: language, text, values. A value in brackets is never missed.

use super::{Run, Value, find};

/// The values as they are shown, further readings behind a bar.
fn read(tag: &str, text: &str) -> String {
    let found = find(&Run::of_text(text, tag));
    let shown = found.iter().map(|found| {
        let plain = |reading: &Value| reading.to_string().replace('\u{202f}', ",");
        let readings: Vec<_> = found.readings.iter().map(plain).collect();
        let readings = readings.join("|");
        if found.is_soft { format!("({readings})") } else { readings }
    });
    shown.collect::<Vec<_>>().join(" ; ")
}

fn check(table: &[(&str, &str, &str)]) {
    let seen = table.iter().map(|(tag, text, _)| format!("{tag} {text} = {}", read(tag, text)));
    let expected = table.iter().map(|(tag, text, values)| format!("{tag} {text} = {values}"));
    let differing: Vec<_> = seen.zip(expected).filter(|(seen, expected)| seen != expected).collect();
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn digits_by_the_signs_of_the_language() {
    check(&[
        ("en", "1,234.5 and 1,234", "1234.5 ; 1234"),
        ("fr", "1\u{202f}234,5 et 1\u{a0}234 et 1 234", "1234.5 ; 1234 ; 1234"),
        ("es", "1.234,5 y 1234 y 12\u{2009}345", "1234.5 ; 1234 ; 12,345"),
        ("es-MX", "1,234.5", "1234.5"),
        ("fr", "1,234", "1.234"),
        ("fr", "1.234", "1234|1.234"),
        ("fr", "cible 10.7", "10.7"),
        ("en", "1.5 and 1,5", "1.5 ; 1.5"),
        ("en", "2 000 000 people", "2,000,000"),
        ("fr", "1’234", "1234"),
        ("en", "From −5 to -3, and COVID-19", "−5 ; −3 ; 19"),
        ("fr", "moins 5, au moins 5", "−5 ; 5"),
        ("en", "see www.x.org/2018/ or a1@b.org or https://x.org/3", ""),
        ("en", "The 1990s; B3, 5-year", "1990 ; 3 ; 5"),
        ("en", "2012–2016, 2007-08, 2014/15", "2012 ; 2016 ; 2007 ; 2008 ; 2014 ; 2015"),
    ]);
}

#[test]
fn units_and_magnitudes() {
    check(&[
        ("en", "46% and 46 per cent", "46% ; 46%"),
        ("fr", "46\u{a0}% et cinq pour cent", "46% ; 5%"),
        ("es", "46 por ciento, cien por cien", "46% ; 100%"),
        ("en", "4.5 million and 3 billion", "4,500,000 ; 3,000,000,000"),
        ("fr", "4,5 millions, 3 milliards, 3 billions", "4,500,000 ; 3,000,000,000 ; 3,000,000,000,000"),
        ("es", "3 mil millones, 3 billones, 300 mil", "3,000,000,000 ; 3,000,000,000,000 ; 300,000"),
        ("en", "EUR 4.5 million, €3bn, US$5", "EUR 4,500,000 ; EUR 3,000,000,000 ; USD 5"),
        ("fr", "4,5 millions d’euros, 3 Md€, 5 EUR", "EUR 4,500,000 ; EUR 3,000,000,000 ; EUR 5"),
        ("es", "4,5 millones de euros, 3 M€", "EUR 4,500,000 ; EUR 3,000,000"),
        ("en", "5–6% or 6 to 18 million", "5|5% ; 6% ; 6|6,000,000 ; 18,000,000"),
        ("en", "GBP 5, £3m, Euro 2020", "GBP 5|5 ; GBP 3,000,000|3,000,000 ; 2020"),
        ("en", "millions of people, thousands", ""),
    ]);
}

#[test]
fn measures() {
    check(&[
        (
            "en",
            "5 km, five kilometres, a 5-kilometre road, 5 square kilometres",
            "5 km ; (5 km) ; 5 km ; 5 km",
        ),
        ("fr", "5\u{a0}km, 5 kilomètres carrés, 5 km²", "5 km ; 5 km ; 5 km"),
        ("es", "5 kilómetros, 3 millas, 20 °C", "5 km ; 3 mi ; 20 °C"),
        ("en", "3 miles, 20°C, 20 degrees Celsius, 68 °F", "3 mi ; 20 °C ; 20 °C ; 68 °F"),
        ("fr", "5 Mo, 2,5 Go, −3 °C, 5 à 10 km", "5 MB ; 2.5 GB ; −3 °C ; 5|5 km ; 10 km"),
        ("en", "5 MB, 2.5 GB, 2 go home, 3 million tonnes", "5 MB ; 2.5 GB ; 2 ; 3,000,000 t"),
        ("en", "5 million people, 20 degrees", "5,000,000 ; 20"),
    ]);
}

#[test]
fn dates() {
    check(&[
        (
            "en",
            "15 December 2020 or December 15, 2020 or the 15th of December",
            "2020-12-15 ; 2020-12-15 ; --12-15",
        ),
        ("fr", "le 1er septembre 2003, le 15 décembre 2020", "2003-09-01 ; 2020-12-15"),
        ("es", "15 de diciembre de 2020, primero de marzo de 2014", "2020-12-15 ; 2014-03-01"),
        ("en", "late September 2018; in May; it may 20", "2018-09 ; 20"),
        ("fr", "avril 2019, 5 sept. 2014, sept 2014 est", "2019-04 ; 2014-09-05 ; 2014-09"),
        ("es", "abril de 2019", "2019-04"),
        ("en", "2–5 March 2014", "2|2014-03-02|--03-02 ; 2014-03-05"),
        ("en", "January to June 2012", "(2012-01) ; 2012-06"),
        ("en", "15/12/2020, 15.12.2020, 2020-12-15", "2020-12-15 ; 2020-12-15 ; 2020-12-15"),
        ("en", "14:30, 2 pm, 2:30 p.m.", "14:30|14.3 ; 14:00|14 ; 14:30|14.3"),
        ("fr", "14 h 30, 14 h", "14:30|14.3 ; 14:00|14"),
        ("en", "In December 15 Actions", "--12-15|15"),
    ]);
}

#[test]
fn words() {
    check(&[
        ("en", "two, ten and eleven", "(2) ; (10) ; 11"),
        ("en", "one hundred and twenty-one, a thousand", "121 ; 1000"),
        ("en", "three billion, half of twenty", "3,000,000,000 ; 20"),
        ("fr", "quatre-vingt-dix-sept, soixante et onze, vingt et un, deux cents", "97 ; 71 ; 21 ; 200"),
        ("fr", "mille neuf cent, quatre-vingts, trois mille milliards", "1900 ; 80 ; 3,000,000,000,000"),
        ("es", "treinta y cinco, once, veintiún, mil doscientos", "35 ; 11 ; 21 ; 1200"),
        ("es", "dos mil quinientos millones, un millón", "2,500,000,000 ; 1,000,000"),
        ("en", "once, both, the twenty-first, a decade", "(1) ; (2) ; (21) ; (10)"),
        ("en", "half a million, a million and a half", "(1,000,000) ; (1,500,000)"),
        ("fr", "deux millions et demi, un demi-million", "(2,500,000) ; (1)"),
        ("fr", "les vingt premiers, le vingt et unième", "20 ; (1) ; (21)"),
        ("es", "los treinta primeros, el vigésimo primero", "30 ; (1) ; (21)"),
        ("fr", "les années soixante, quinze jours", "(60|1960) ; (15)"),
        ("fr", "le premier, une vingtaine, pour cent", "(1) ; (1) ; (20)"),
    ]);
}

#[test]
fn ranks_numerals_and_documents() {
    check(&[
        ("en", "1st, 500th; 21st century", "1 ; 500 ; 21 ; (100)"),
        ("fr", "1er, 2e, XXIe siècle, Ve siècle", "1 ; 2 ; 21 ; (100) ; 5 ; (100)"),
        ("es", "1.º, 500.ª, siglo XXI", "1 ; 500 ; (100) ; 21"),
        ("en", "MIEUX II, MIEUX I, as I said", "2 ; (1)"),
        ("fr", "Dublin III, la Vie, Le mix", "3"),
        ("en", "Directive 2008/115/EC, (EU) 2016/801", "document 2008/115 ; document 2016/801"),
        ("es", "Directiva 2008/115/CE, n.º 439/2010", "document 2008/115 ; document 439/2010"),
        (
            "en",
            "COM(2013) 292 final, A/RES/70/1, C-123/45",
            "document COM(2013) 292 ; document A/RES/70/1 ; document 123/45",
        ),
        ("en", "24/7, km/h, and/or, 1.2.3", "(document 24/7) ; document 1.2.3"),
    ]);
}
