//! `concord schema`: the files of a publication as JSON Schema, for editors that complete and check while one types.
//!
//! The descriptions here are checked against the readers themselves: the suite writes every key of a schema into a file, which
//! the readers must take, and a strange key into every table, at which they name the keys that they know.

mod theme;

use clap::{Args, ValueEnum};
use concord_locale::CONVENTION_KEYS;
use serde_json::{Map, Value, json};

/// Arguments of `schema`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Examples:
  concord schema ledger > .schemas/ledger.json

and as the first line of ledger.toml, for editors with taplo (Even Better TOML in VS Code):
  #:schema .schemas/ledger.json")]
pub struct SchemaArgs {
    /// Which file.
    #[arg(value_enum, value_name = "FILE")]
    pub file: SchemaFile,
}

/// Files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFile {
    /// ledger.toml.
    Ledger,
    /// publication.toml.
    Publication,
    /// messages.toml of a language.
    Messages,
    /// glossary.toml.
    Glossary,
    /// theme.toml of a template folder.
    Theme,
}

/// The schema of a file.
pub fn schema(file: SchemaFile) -> Value {
    let (name, body) = match file {
        SchemaFile::Ledger => ("ledger.toml", ledger()),
        SchemaFile::Publication => ("publication.toml", publication()),
        SchemaFile::Messages => ("messages.toml", messages()),
        SchemaFile::Glossary => ("glossary.toml", glossary()),
        SchemaFile::Theme => ("theme.toml", theme::theme()),
    };
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".to_owned(), json!(name));
    whole.extend(body.as_object().cloned().unwrap_or_default());
    Value::Object(whole)
}

/// The same as text.
pub fn text(args: &SchemaArgs) -> String {
    format!("{:#}\n", schema(args.file))
}

/// A table with known keys; those with an asterisk must be there.
fn table(about: &str, keys: &[(&str, Value)]) -> Value {
    let required: Vec<&str> = keys.iter().filter_map(|(key, _)| key.strip_prefix('*')).collect();
    let properties: Map<String, Value> =
        keys.iter().map(|(key, value)| (key.trim_start_matches('*').to_owned(), value.clone())).collect();
    let mut table = json!({
        "description": about, "type": "object", "properties": properties, "additionalProperties": false,
    });
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

/// A table whose keys are free in a form.
fn entries(about: &str, key: &Value, value: &Value) -> Value {
    json!({ "description": about, "type": "object", "propertyNames": key, "additionalProperties": value })
}

fn words(about: &str) -> Value {
    json!({ "description": about, "type": "string", "examples": ["words"] })
}

fn patterned(about: &str, pattern: &str, example: &str) -> Value {
    json!({ "description": about, "type": "string", "pattern": pattern, "examples": [example] })
}

fn id(about: &str) -> Value {
    patterned(about, "^[a-z0-9]+(-[a-z0-9]+)*$", "an-id")
}

fn name(about: &str) -> Value {
    patterned(about, "^[A-Za-z0-9_-][A-Za-z0-9._-]*$", "a-name")
}

fn date(about: &str) -> Value {
    let about = format!("{about}: \"2009\", \"2009-01\" or \"2009-01-01\"; its length is its precision.");
    patterned(&about, "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "2009-01")
}

fn tag() -> Value {
    patterned("A BCP 47 language tag", "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", "fr")
}

fn free() -> Value {
    json!({ "type": "string", "examples": ["a-key"] })
}

fn choice(about: &str, of: &[&str]) -> Value {
    json!({ "description": about, "enum": of, "examples": [of.first()] })
}

fn list(about: &str, of: Value) -> Value {
    json!({ "description": about, "type": "array", "items": of })
}

fn whole(about: &str, least: u64, most: Option<u64>) -> Value {
    let mut number = json!({ "description": about, "type": "integer", "minimum": least, "examples": [least.max(80).min(most.unwrap_or(80))] });
    if let Some(most) = most {
        number["maximum"] = json!(most);
    }
    number
}

fn number(about: &str) -> Value {
    json!({ "description": about, "type": "number", "examples": [12] })
}

fn truth(about: &str) -> Value {
    json!({ "description": about, "type": "boolean", "examples": [true] })
}

fn country() -> Value {
    patterned("ISO 3166-1, two letters", "^[A-Z]{2}$", "CV")
}

const QUALIFIERS: &[&str] = &["exact", "at-least", "more-than", "about", "almost", "up-to"];

/// What other sources say of a fact, with the keys by which they may say it.
fn disputed(keys: &[&str]) -> Value {
    let mut all = vec![
        ("*says", words("What others say, in English, short.")),
        ("sources", list("Who says it: ids of [sources].", id("A source."))),
        ("*reason", words("Why it was not chosen.")),
    ];
    for key in keys {
        all.push((
            key,
            match *key {
                "value" => number("Their value."),
                "qualifier" => choice("How exact it is.", QUALIFIERS),
                _ => date("Theirs"),
            },
        ));
    }
    list("What other sources say, and why it was not chosen.", table("Another source's statement.", &all))
}

/// The entries of a table of facts.
fn facts(about: &str, disputes: &[&str], keys: &[(&str, Value)]) -> Value {
    let mut keys = keys.to_vec();
    keys.push((
        "sources",
        list("Where it was found: ids of [sources]; every fact needs one.", id("A source.")),
    ));
    keys.push(("disputed", disputed(disputes)));
    entries(about, &id("The fact's id, unique over the ledger."), &table(about, &keys))
}

fn ledger() -> Value {
    let source = table(
        "A source.",
        &[
            ("*title", words("Its title, as the source writes it.")),
            ("*publisher", words("Who published it.")),
            ("url", words("Its address.")),
            ("*language", words("The language tag of the title.")),
            ("date", date("When it was published")),
        ],
    );
    let (start, end) = (date("Its first day, month or year"), date("Its last day, month or year"));
    let phases = [
        ("*name", words("Its proper name.")),
        ("*start", start.clone()),
        ("*end", end.clone()),
        ("group", id("Phases of one group must meet without gap or overlap.")),
    ];
    let dates = [("*on", date("The date")), ("within", id("A phase in which it must lie."))];
    let counts = [
        ("*value", whole("The number.", 0, None)),
        ("qualifier", choice("How exact it is.", QUALIFIERS)),
        ("as-of", date("When it held")),
        ("*unit", id("A key of [nouns] in the messages.")),
        ("series", id("Cumulative counts, which never fall over their dates.")),
        ("parts", list("Counts that add up to this one.", id("A count."))),
        ("phases-of", id("It counts the phases of this group.")),
    ];
    let shares = [
        ("*value", number("Percent.")),
        ("of", id("The count that it is a share of.")),
        ("group", id("Shares of one group add up to 100.")),
    ];
    let amounts = [
        ("*value", number("The sum.")),
        ("scale", choice("What it is multiplied with.", &["thousand", "million", "billion"])),
        ("*currency", patterned("ISO 4217, three letters", "^[A-Z]{3}$", "EUR")),
    ];
    let actions = [
        ("*countries", list("Where it was.", country())),
        ("*region", id("A key of [regions] in the messages.")),
        ("theme", id("A key of [themes] in the messages.")),
        ("*start", start),
        ("*end", end),
        ("*institution", truth("Whether [institutions] of the messages names who asked for it.")),
        ("*experts", list("Member States that sent experts.", country())),
        ("partners", list("Other countries that sent experts.", country())),
    ];
    table(
        "Every fact of a publication, with its sources.",
        &[
            ("sources", entries("Where facts come from, by id.", &id("The source's id."), &source)),
            ("phases", facts("A span of time with a name.", &["start", "end"], &phases)),
            ("dates", facts("A date.", &["on"], &dates)),
            ("counts", facts("A number of things.", &["value", "qualifier", "as-of"], &counts)),
            ("shares", facts("A percentage.", &["value", "as-of"], &shares)),
            ("amounts", facts("A sum of money.", &["value", "as-of"], &amounts)),
            ("actions", facts("A case study's facts.", &["start", "end"], &actions)),
            ("invariants", invariants()),
        ],
    )
}

fn invariants() -> Value {
    let moment = |about: &str| patterned(about, "^[a-z0-9]+(-[a-z0-9]+)*(\\.(start|end))?$", "phase-1.start");
    let equals = json!({
        "description": "A number, or the id of a count.", "type": ["integer", "string"], "examples": [10],
    });
    let span = table(
        "The time between two dates.",
        &[
            ("*kind", choice("Full years or months.", &["years-between", "months-between"])),
            ("*from", moment("A date, or an end of a phase or Action.")),
            ("to", moment("A date, or an end; left out where `from` is a whole phase.")),
            ("*equals", equals),
        ],
    );
    let change = table(
        "The share by which a count is larger or smaller than another.",
        &[
            ("*kind", choice("Which.", &["rise", "fall"])),
            ("*from", id("The earlier count.")),
            ("*to", id("The later count.")),
            ("*share", id("The share.")),
        ],
    );
    let part = table(
        "What a count is of another one, in percent.",
        &[
            ("*kind", choice("This kind.", &["share"])),
            ("*part", id("The part.")),
            ("*whole", id("The whole.")),
            ("*share", id("The share.")),
        ],
    );
    let expression =
        json!({ "description": "What must be true, in CEL.", "type": "string", "examples": ["1 == 1"] });
    let expression = table(
        "Whatever else must be true.",
        &[
            ("kind", choice("This kind.", &["expression"])),
            ("*expression", expression),
            ("message", words("What is said where it is false.")),
        ],
    );
    list("What must hold between facts.", json!({ "oneOf": [span, change, part, expression] }))
}

fn publication() -> Value {
    let document = table(
        "A document: one PDF a language.",
        &[
            ("*id", name("Its skeleton in the template folder, without .md.hbs.")),
            ("*file", name("The PDF's name, before -LOCALE.pdf.")),
            ("*title", words("A key of [text] in the messages.")),
            ("*description", words("A key of [text] in the messages.")),
            ("max-pages", whole("It may have no more pages, in any language.", 1, None)),
        ],
    );
    let level = choice("How much a finding weighs.", &["error", "warning", "note", "off"]);
    let state = choice(
        "A draft's differences are warnings, a certified text's errors.",
        &["draft", "complete", "certified"],
    );
    let below = choice("What becomes of a translation with less.", &["publish", "notice", "leave-out"]);
    table(
        "What is published.",
        &[
            ("*id", words("The publication's id.")),
            ("*source-locale", tag()),
            ("*template", name("A folder under templates/.")),
            (
                "actions",
                list("The case studies, in order: ids of [actions] in the ledger.", name("An Action.")),
            ),
            ("*creator", words("The author that the PDFs name.")),
            ("*publisher", words("The publisher that the PDFs name.")),
            ("*date", id("The ledger's date that dates the documents.")),
            ("*documents", list("What is made in every language.", document)),
            (
                "styles",
                entries(
                    "House styles by language.",
                    &tag(),
                    &words("Such as eu, rae, imprimerie-nationale."),
                ),
            ),
            ("levels", entries("How much findings weigh, by code or name.", &free(), &level)),
            ("locales", entries("Languages, by tag.", &tag(), &table("A language.", &[("state", state)]))),
            (
                "coverage",
                table(
                    "The least that must be held and translated.",
                    &[
                        (
                            "least",
                            whole("Percent of values that must be bound, compared or allowed.", 1, Some(100)),
                        ),
                        (
                            "translated",
                            whole("Percent of words that must be translated and up to date.", 1, Some(100)),
                        ),
                        ("below", below),
                    ],
                ),
            ),
        ],
    )
}

fn messages() -> Value {
    let strings = |about: &str| entries(about, &free(), &words("The words in this language."));
    let form = |category: &str| words(&format!("The form of the CLDR plural category `{category}`."));
    let noun = table(
        "A noun in its plural forms.",
        &[
            ("zero", form("zero")),
            ("one", form("one")),
            ("two", form("two")),
            ("few", form("few")),
            ("many", form("many")),
            ("*other", form("other")),
            (
                "gender",
                choice("Where it matters for numbers in words.", &["masculine", "feminine", "neuter"]),
            ),
        ],
    );
    let stated: Vec<(&str, Value)> =
        CONVENTION_KEYS.iter().map(|(key, about)| (*key, words(about))).collect();
    let conventions = table("Words and patterns of a language that the program has no tables for.", &stated);
    table(
        "Titles, labels, names and nouns of one language.",
        &[
            ("*language-name", words("The language in itself, such as Français.")),
            ("text", strings("Every word that templates use, by key.")),
            ("names", strings("Proper names by fact id, and titles by source id.")),
            ("labels", strings("Short labels by fact id, for charts and key figures.")),
            ("nouns", entries("Nouns by unit.", &free(), &noun)),
            ("countries", strings("Countries by their two letters.")),
            ("regions", strings("Regions by key.")),
            ("themes", strings("Themes by key.")),
            ("institutions", strings("Who asked for an Action, by its id.")),
            ("terms", strings("Terms that glossary.toml does not have in this language, by id.")),
            ("conventions", conventions),
        ],
    )
}

fn glossary() -> Value {
    let acronym = entries("Acronyms by language.", &tag(), &words("The acronym."));
    let forbidden =
        entries("Words that must not stand for it, by language.", &tag(), &list("", words("Words.")));
    // `acronym` and `forbidden` have the form of tags, and are none.
    let tags = "^(?!(acronym|forbidden)$)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$";
    let term = json!({
        "description": "A term: its one translation by language, its acronyms and its forbidden forms.",
        "type": "object",
        "properties": { "acronym": acronym, "forbidden": forbidden },
        "patternProperties": { tags: words("The term in this language.") },
        "additionalProperties": false,
    });
    table("Terms of a publication.", &[("terms", entries("Terms by id.", &free(), &term))])
}
