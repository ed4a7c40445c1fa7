//! Units that belong to a number: lengths, areas, weights, temperatures, bytes.
//!
//! Only units that are certain: `m` is a metre, a million or a minute. A unit that is not known leaves a bare number, as
//! before, so that a list that lacks a word does no more harm than to let a fault pass.

use super::Value;
use super::scanner::{Read, Scanner};
use super::token::Kind;

/// Units by their symbols, with the symbols and words of English, French and Spanish in small letters.
const UNITS: &[(&str, &[&str])] = &[
    (
        "km",
        &[
            "km",
            "kilometre",
            "kilometres",
            "kilometer",
            "kilometers",
            "kilomètre",
            "kilomètres",
            "kilómetro",
            "kilómetros",
        ],
    ),
    ("mi", &["mi", "mile", "miles", "milla", "millas"]),
    ("ha", &["hectare", "hectares", "hectárea", "hectáreas"]),
    (
        "kg",
        &[
            "kg",
            "kilogram",
            "kilograms",
            "kilogramme",
            "kilogrammes",
            "kilogramo",
            "kilogramos",
            "kilo",
            "kilos",
        ],
    ),
    ("t", &["tonne", "tonnes", "tonelada", "toneladas"]),
    ("kB", &["kb", "ko"]),
    ("MB", &["mb", "mo", "megabyte", "megabytes", "mégaoctet", "mégaoctets", "megaocteto", "megaoctetos"]),
    ("GB", &["gb", "go", "gigabyte", "gigabytes", "gigaoctet", "gigaoctets"]),
];
/// Symbols that are words in small letters: `go`.
const CAPITALS: &[&str] = &["MB", "GB", "kB"];
const DEGREES: &[&str] = &["degree", "degrees", "degré", "degrés", "grado", "grados"];
const SCALES: &[(&str, &[&str])] =
    &[("°C", &["c", "celsius", "centigrade", "centigrades", "centígrados"]), ("°F", &["f", "fahrenheit"])];

impl Scanner {
    /// A unit behind a number, with a space, a hyphen as in `5-kilometre`, or nothing between.
    pub(super) fn measure(&self, read: &mut Read) {
        let next = if self.is_dash(read.end) { read.end + 1 } else { self.after_space(read.end) };
        // In English what is squared is said before, elsewhere behind; it is not told apart.
        let next =
            if matches!(self.lower(next), "square" | "cubic") { self.after_space(next + 1) } else { next };
        let Some((unit, end)) = self.temperature(next).or_else(|| self.symbol(next)) else { return };
        let numbers = read.readings.iter().filter_map(Value::number);
        read.readings = numbers.map(|number| Value::Measure(unit, number)).collect();
        read.end = end;
    }

    fn symbol(&self, at: usize) -> Option<(&'static str, usize)> {
        let token = self.word(at)?;
        let (unit, _) = UNITS.iter().find(|(_, forms)| forms.contains(&token.lower.as_str()))?;
        let is_short = token.lower.len() == 2 && CAPITALS.contains(unit);
        let is_written = !is_short || token.text.starts_with(char::is_uppercase) || *unit == "kB";
        is_written.then_some((*unit, at + 1))
    }

    fn temperature(&self, at: usize) -> Option<(&'static str, usize)> {
        let token = self.token(at)?;
        let is_degree =
            token.is_sign('°') || token.kind == Kind::Word && DEGREES.contains(&token.lower.as_str());
        let scale = Some(self.after_space(at + 1)).filter(|_| is_degree)?;
        let (unit, _) = SCALES.iter().find(|(_, forms)| forms.contains(&self.lower(scale)))?;
        Some((*unit, scale + 1))
    }
}
