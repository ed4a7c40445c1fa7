//! Large numbers and sums of money.

use crate::{Language, Locale, NO_BREAK_SPACE};
use fixed_decimal::Decimal;

/// A word of magnitude after a number. The words follow the value, not the sound: 10⁹ is a French `milliard` and a
/// Spanish `mil millones`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Magnitude {
    /// 10³, always written out in digits.
    Thousand,
    /// 10⁶.
    Million,
    /// 10⁹.
    Billion,
    /// 10¹².
    Trillion,
}

impl Magnitude {
    fn exponent(self) -> i16 {
        match self {
            Self::Thousand => 3,
            Self::Million => 6,
            Self::Billion => 9,
            Self::Trillion => 12,
        }
    }
}

impl Locale {
    /// A decimal number with its word of magnitude: `4.5 million`, `4,5 millions`, `3 mil millones`. Written out in
    /// digits for thousands and in languages without a table.
    pub fn scaled(&self, number: &str, magnitude: Magnitude) -> String {
        let Ok(decimal) = Decimal::try_from_str(number) else { return number.to_owned() };
        let Some(word) = self.magnitude_word(&decimal, magnitude) else {
            return self.digits(&written_out(decimal, magnitude));
        };
        format!("{}{NO_BREAK_SPACE}{}", self.digits(&decimal), word.replace(' ', "\u{a0}"))
    }

    fn magnitude_word(&self, number: &Decimal, magnitude: Magnitude) -> Option<&'static str> {
        let singular = self.is_singular(number);
        let choose = |[one, other]: [&'static str; 2]| Some(if singular { one } else { other });
        match (self.language, magnitude) {
            (Language::Other, _) | (_, Magnitude::Thousand) => None,
            (Language::English, Magnitude::Million) => Some("million"),
            (Language::English, Magnitude::Billion) => Some("billion"),
            (Language::English, Magnitude::Trillion) => Some("trillion"),
            (Language::French, Magnitude::Million) => choose(["million", "millions"]),
            (Language::French, Magnitude::Billion) => choose(["milliard", "milliards"]),
            (Language::French, Magnitude::Trillion) => choose(["billion", "billions"]),
            (Language::Spanish, Magnitude::Million) => choose(["millón", "millones"]),
            (Language::Spanish, Magnitude::Billion) => Some("mil millones"),
            (Language::Spanish, Magnitude::Trillion) => choose(["billón", "billones"]),
        }
    }

    /// A sum of money in running text: `EUR 4.5 million`, `4,5 millions d’euros`, `4,5 millones de euros`; in other
    /// languages the number in digits and the code, `4.500.000 EUR`. `currency` is an ISO 4217 code.
    pub fn amount(&self, number: &str, magnitude: Option<Magnitude>, currency: &str) -> String {
        let text = match magnitude {
            Some(magnitude) => self.scaled(number, magnitude),
            None => self.decimal(number),
        };
        let names = self.currency_names(currency);
        let has_word = text.chars().any(char::is_alphabetic);
        match self.language {
            Language::English => format!("{currency}{NO_BREAK_SPACE}{text}"),
            Language::French | Language::Spanish if has_word => {
                let name = names.map_or(currency, |[_, other]| other);
                format!("{text}{}{name}", self.magnitude_joiner(name))
            }
            _ => {
                let singular = Decimal::try_from_str(number).is_ok_and(|number| self.is_singular(&number));
                let name = names.map_or(currency, |[one, other]| if singular { one } else { other });
                format!("{text}{NO_BREAK_SPACE}{name}")
            }
        }
    }

    /// The singular and plural of a currency that is well known by its name.
    fn currency_names(&self, currency: &str) -> Option<[&'static str; 2]> {
        match (self.language, currency) {
            (Language::French | Language::Spanish, "EUR") => Some(["euro", "euros"]),
            (Language::French, "USD") => Some(["dollar des États-Unis", "dollars des États-Unis"]),
            (Language::Spanish, "USD") => Some(["dólar estadounidense", "dólares estadounidenses"]),
            (Language::French, "GBP") => Some(["livre sterling", "livres sterling"]),
            (Language::Spanish, "GBP") => Some(["libra esterlina", "libras esterlinas"]),
            (Language::French, "CHF") => Some(["franc suisse", "francs suisses"]),
            (Language::Spanish, "CHF") => Some(["franco suizo", "francos suizos"]),
            _ => None,
        }
    }
}

fn written_out(mut number: Decimal, magnitude: Magnitude) -> Decimal {
    number.multiply_pow10(magnitude.exponent());
    // 0.2 thousand is 200, not 0,200.
    number.absolute.trim_start();
    number
}
