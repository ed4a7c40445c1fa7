//! The helpers: what each says of a fact, a term or a message in the language of the edition.

use crate::call::Call;
use crate::edition::Edition;
use crate::fault::Fault;
use concord_document::FactText;
use concord_ledger::{Amount, Count, Fact, FactKind, PartialDate, Precision, Scale};
use concord_locale::{Date, Gender, Magnitude, Qualifier};
use concord_publication::Noun;
use serde_json::Value;

/// A helper.
pub(crate) struct HelperRow {
    /// The name in texts.
    pub(crate) name: &'static str,
    /// The option that it has besides those of all helpers, if it has one.
    option: Option<&'static str>,
    say: fn(&Request<'_>) -> Result<String, Fault>,
}

/// Every helper.
pub(crate) const HELPERS: &[HelperRow] = &[
    HelperRow { name: "count", option: Some("style"), say: count },
    HelperRow { name: "number", option: Some("style"), say: number },
    HelperRow { name: "ordinal", option: None, say: ordinal },
    HelperRow { name: "share", option: None, say: share },
    HelperRow { name: "amount", option: None, say: amount },
    HelperRow { name: "date", option: Some("form"), say: date },
    HelperRow { name: "period", option: Some("form"), say: period },
    HelperRow { name: "phase", option: None, say: phase },
    HelperRow { name: "term", option: None, say: term },
    HelperRow { name: "country", option: None, say: country },
    HelperRow { name: "text", option: None, say: text },
    HelperRow { name: FactText::PAGE, option: None, say: page },
];

/// What a helper is asked.
struct Request<'a> {
    edition: &'a Edition<'a>,
    helper: &'static str,
    key: &'a str,
    /// The value of the helper's own option.
    option: Option<&'a str>,
}

/// The id and the words of a call.
pub(crate) fn answer(edition: &Edition<'_>, call: &Call) -> Result<(String, String), Fault> {
    let known = HELPERS.iter().map(|helper| helper.name);
    let helper = HELPERS.iter().find(|helper| helper.name == call.helper);
    let helper = helper.ok_or_else(|| Fault::unknown_helper(&call.helper, known))?;
    let [Value::String(key)] = call.arguments.as_slice() else {
        return Err(Fault::invalid_expression(format!("`{}` takes one id in quotation marks", helper.name)));
    };
    let known: Vec<&str> = helper.option.into_iter().chain([CASE]).collect();
    for name in call.options.keys() {
        if !known.contains(&name.as_str()) {
            return Err(Fault::unknown_option(helper.name, name, &known));
        }
    }
    let option = |name: &str| {
        let value = call.options.get(name);
        let text = value.map(|value| value.as_str().ok_or_else(|| Fault::invalid_expression(UNQUOTED)));
        text.transpose()
    };
    let own = helper.option.map_or(Ok(None), option)?;
    let request = Request { edition, helper: helper.name, key, option: own };
    let words = (helper.say)(&request)?;
    match option(CASE)? {
        None => Ok((key.clone(), words)),
        Some("sentence") => Ok((key.clone(), capitalised(&words))),
        Some(other) => Err(Fault::invalid_option(helper.name, CASE, other, &["sentence"])),
    }
}

/// The option that every helper has: `case="sentence"` for words that begin a sentence.
const CASE: &str = "case";
const UNQUOTED: &str = "the value of an option stands in quotation marks";

/// The words with a capital at their beginning.
fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}

impl<'a> Request<'a> {
    fn fact(&self) -> Result<Fact<'a>, Fault> {
        let ledger = &self.edition.publication.ledger;
        ledger
            .fact(self.key)
            .ok_or_else(|| Fault::unknown_fact(ledger, self.key, ledger.ids().map(|(id, _)| id)))
    }

    fn wrong_kind(&self, fact: Fact<'_>, wanted: &str) -> Fault {
        Fault::wrong_kind(self.helper, self.key, fact.kind(), fact.span(), wanted)
    }

    /// The position of the option's value among `known`; the first one where it is not given.
    fn choice(&self, option: &str, known: &[&str]) -> Result<usize, Fault> {
        let Some(value) = self.option else { return Ok(0) };
        let position = known.iter().position(|known| *known == value);
        position.ok_or_else(|| Fault::invalid_option(self.helper, option, value, known))
    }

    fn in_words(&self) -> Result<bool, Fault> {
        Ok(self.choice("style", &["digits", "words"])? == 1)
    }

    fn count(&self) -> Result<&'a Count, Fault> {
        match self.fact()? {
            Fact::Count(count) => Ok(count),
            other => Err(self.wrong_kind(other, "a count")),
        }
    }

    fn noun(&self, count: &Count) -> Result<&'a Noun, Fault> {
        let nouns = &self.edition.manuscript.messages.nouns;
        let unit = &count.unit;
        nouns.get(&unit.value).ok_or_else(|| {
            let file = format!("{}/messages.toml", self.edition.language());
            Fault::missing_noun(&unit.value, &file, unit.span, nouns.keys().map(String::as_str))
        })
    }

    fn missing<'k>(&self, table: &str, key: &str, known: impl IntoIterator<Item = &'k String>) -> Fault {
        missing(self.edition, table, key, known)
    }
}

/// A message that messages.toml lacks.
pub(crate) fn missing<'k>(
    edition: &Edition<'_>,
    table: &str,
    key: &str,
    known: impl IntoIterator<Item = &'k String>,
) -> Fault {
    let file = format!("{}/messages.toml", edition.language());
    Fault::missing_message(table, key, &file, known.into_iter().map(String::as_str))
}

fn count(request: &Request<'_>) -> Result<String, Fault> {
    let locale = request.edition.locale;
    let count = request.count()?;
    let noun = request.noun(count)?;
    let value = count.value.value;
    let number = if request.in_words()? {
        locale.in_words_before_noun(value, gender(noun))
    } else {
        locale.integer(value)
    };
    let qualified = locale.qualified(qualifier(count), &number);
    Ok(locale.with_noun(&qualified, noun_form(request.edition, noun, value)))
}

fn number(request: &Request<'_>) -> Result<String, Fault> {
    let locale = request.edition.locale;
    let words = request.in_words()?;
    match request.fact()? {
        Fact::Count(count) if words => {
            let noun = request.noun(count)?;
            Ok(locale.in_words(count.value.value, gender(noun)))
        }
        Fact::Count(count) => Ok(locale.integer(count.value.value)),
        Fact::Share(share) => Ok(locale.decimal(&share.value.value.to_string())),
        Fact::Amount(amount) => Ok(locale.decimal(&amount.value.value.to_string())),
        other => Err(request.wrong_kind(other, "a count, a share or an amount")),
    }
}

fn ordinal(request: &Request<'_>) -> Result<String, Fault> {
    let count = request.count()?;
    let gender = request.edition.manuscript.messages.nouns.get(&count.unit.value).map(gender);
    Ok(request.edition.locale.ordinal(count.value.value, gender.unwrap_or_default()))
}

fn share(request: &Request<'_>) -> Result<String, Fault> {
    match request.fact()? {
        Fact::Share(share) => Ok(request.edition.locale.percent(&share.value.value.to_string())),
        other => Err(request.wrong_kind(other, "a share")),
    }
}

fn amount(request: &Request<'_>) -> Result<String, Fault> {
    match request.fact()? {
        Fact::Amount(amount) => Ok(amount_text(request.edition, amount)),
        other => Err(request.wrong_kind(other, "an amount")),
    }
}

fn date(request: &Request<'_>) -> Result<String, Fault> {
    let Fact::Date(date) = request.fact()? else {
        return Err(request.wrong_kind(request.fact()?, "a date"));
    };
    let precision = [Precision::Day, Precision::Month, Precision::Year];
    let form = request.choice("form", &["day", "month", "year"])?;
    Ok(request.edition.locale.date(locale_date(date.on.value.at_most(precision[form]))))
}

fn period(request: &Request<'_>) -> Result<String, Fault> {
    let fact = request.fact()?;
    let Some(period) = fact.period() else {
        return Err(request.wrong_kind(fact, "a phase or an Action"));
    };
    let (start, end) = (locale_date(period.start), locale_date(period.end));
    match request.choice("form", &["short", "prose"])? {
        0 => Ok(request.edition.locale.period(start, end)),
        _ => Ok(request.edition.locale.period_in_prose(start, end)),
    }
}

fn phase(request: &Request<'_>) -> Result<String, Fault> {
    match request.fact()? {
        Fact::Phase(_) => Ok(request.edition.phase_name(request.key).unwrap_or_default().to_owned()),
        other => Err(request.wrong_kind(other, "a phase")),
    }
}

fn term(request: &Request<'_>) -> Result<String, Fault> {
    let terms = &request.edition.publication.glossary.terms;
    let term = terms.get(request.key);
    let term = term.ok_or_else(|| Fault::unknown_term(request.key, terms.keys().map(String::as_str)))?;
    let language = request.edition.language();
    let translation = request.edition.translation(term);
    translation
        .map(str::to_owned)
        .ok_or_else(|| Fault::untranslated_term(request.key, language.as_str(), term.span))
}

fn country(request: &Request<'_>) -> Result<String, Fault> {
    country_name(request.edition, request.key)
}

fn text(request: &Request<'_>) -> Result<String, Fault> {
    let messages = &request.edition.manuscript.messages.text;
    let message = messages.get(request.key).map(|message| message.value.clone());
    message.ok_or_else(|| request.missing("text", request.key, messages.keys()))
}

/// A country's name by its code.
pub(crate) fn country_name(edition: &Edition<'_>, code: &str) -> Result<String, Fault> {
    let countries = &edition.manuscript.messages.countries;
    let name = countries.get(code).map(|name| name.value.clone());
    name.ok_or_else(|| missing(edition, "countries", code, countries.keys()))
}

/// A sum of money in running text.
pub(crate) fn amount_text(edition: &Edition<'_>, amount: &Amount) -> String {
    let magnitude = amount.scale.map(|scale| match scale {
        Scale::Thousand => Magnitude::Thousand,
        Scale::Million => Magnitude::Million,
        Scale::Billion => Magnitude::Billion,
    });
    edition.locale.amount(&amount.value.value.to_string(), magnitude, &amount.currency.value)
}

/// What stands for the number of a page until the document was set.
const UNSET_PAGE: &str = "00";

/// The page of a heading. Whether there is one is seen where all of the document is known ([`crate::references`]).
#[allow(clippy::unnecessary_wraps, reason = "it has the form of the other helpers")]
fn page(_request: &Request<'_>) -> Result<String, Fault> {
    Ok(UNSET_PAGE.to_owned())
}

/// The form of a noun that goes with a number.
pub(crate) fn noun_form<'n>(edition: &Edition<'_>, noun: &'n Noun, value: u64) -> &'n str {
    let form = noun.forms.get(edition.locale.plural_category(value)).or_else(|| noun.forms.get("other"));
    form.map_or("", String::as_str)
}

fn gender(noun: &Noun) -> Gender {
    match noun.gender {
        None | Some(concord_publication::Gender::Masculine) => Gender::Masculine,
        Some(concord_publication::Gender::Feminine) => Gender::Feminine,
        Some(concord_publication::Gender::Neuter) => Gender::Neuter,
    }
}

/// A count's qualifier in the words of the language's conventions.
pub(crate) fn qualifier(count: &Count) -> Qualifier {
    match count.qualifier {
        concord_ledger::Qualifier::Exact => Qualifier::Exact,
        concord_ledger::Qualifier::AtLeast => Qualifier::AtLeast,
        concord_ledger::Qualifier::MoreThan => Qualifier::MoreThan,
        concord_ledger::Qualifier::About => Qualifier::About,
        concord_ledger::Qualifier::Almost => Qualifier::Almost,
        concord_ledger::Qualifier::UpTo => Qualifier::UpTo,
    }
}

/// A ledger's date as the language's conventions take it.
pub(crate) fn locale_date(date: PartialDate) -> Date {
    Date { year: date.year(), month: date.month(), day: date.day() }
}

/// The kinds of fact that a chart or a key figure can show.
pub(crate) const SHOWN_KINDS: &[FactKind] = &[FactKind::Count, FactKind::Share, FactKind::Amount];
