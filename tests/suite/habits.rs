//! What people expect of any command: help with examples, completions, manual pages, schemas, a first publication, and a page
//! of documentation that lists every command.

use crate::command::{self, concord, exits};
use crate::folder::{read_all, write_all};
use crate::tools::{Program, Tool};
use crate::{Check, checks, root};
use clap::{Command, CommandFactory, ValueEnum};
use concord::args::Cli;
use concord::schema::{SchemaFile, schema};
use concord::{init, shell};
use concord_diagnostics::{Code, Diagnostic, Sources};
use concord_manuscript::{Files, ingest};
use concord_typeset::Theme;
use libtest_mimic::Trial;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let trials: [(&str, Check); 10] = [
        ("every-command-is-documented", every_command_is_documented),
        ("help-has-examples", help_has_examples),
        ("completions", completions),
        ("manual-pages", manual_pages),
        ("init", init_makes_a_publication),
        ("init-spares-what-is-there", init_spares_what_is_there),
        ("schema-is-read", every_key_of_a_schema_is_read),
        ("schema-has-all", every_key_that_is_read_is_in_the_schema),
        ("examples-of-the-docs", commands_in_docs_exist),
        ("commands-that-are-named", commands_that_are_named_exist),
    ];
    let mut trials = checks("habits", &trials);
    trials.push(Trial::ignorable_test("habits/files-by-their-schemas", || {
        Tool::JsonSchema.trial(files_by_their_schemas)
    }));
    trials.push(Trial::ignorable_test("habits/workflow", || Tool::JsonSchema.trial(workflow)));
    trials
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Every command with its full name, such as `concord locale new`; groups are left out.
fn commands() -> Vec<(String, Command)> {
    fn gather(command: &Command, prefix: &str, out: &mut Vec<(String, Command)>) {
        for inner in command.get_subcommands() {
            let name = format!("{prefix} {}", inner.get_name());
            if inner.has_subcommands() {
                gather(inner, &name, out);
            } else {
                out.push((name, inner.clone()));
            }
        }
    }
    let mut out = Vec::new();
    gather(&Cli::command(), "concord", &mut out);
    out
}

/// The page has a row for every command and for no other, and the rows have exit statuses.
fn every_command_is_documented() -> Result<(), String> {
    let page = std::fs::read_to_string(root().join("docs/commands.md")).map_err(text)?;
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let mut documented = BTreeSet::new();
    for (name, rest) in rows {
        if !rest.starts_with(['0', '2']) || rest.split(" | ").count() != 3 {
            return Err(format!("the row of `{name}` has not its exit status, output and files"));
        }
        documented.insert(name.to_owned());
    }
    let known: BTreeSet<String> = commands().into_iter().map(|(name, _)| name).collect();
    let differing: Vec<&String> = known.symmetric_difference(&documented).collect();
    if differing.is_empty() {
        Ok(())
    } else {
        Err(format!("not in both docs/commands.md and the program: {differing:?}"))
    }
}

/// Each command's long help ends with commands that the program can read.
fn help_has_examples() -> Result<(), String> {
    let mut faults = Vec::new();
    for (name, command) in commands() {
        let help = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        let examples: Vec<&str> = help.lines().filter(|line| line.starts_with("  concord ")).collect();
        if examples.is_empty() {
            faults.push(format!("the help of `{name}` has no example"));
        }
        faults.extend(examples.iter().filter_map(|line| unreadable(line)));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// Why the program cannot read a line of a shell, where it begins with `concord`.
fn unreadable(line: &str) -> Option<String> {
    let line = line.trim();
    // What stands behind two spaces is said of the command; redirections and pipes are the shell's.
    let line = line.split("  ").next().unwrap_or(line);
    let line = [" #", " > ", " >> ", " && ", " | ", " || "]
        .iter()
        .fold(line, |line, end| line.split(end).next().unwrap_or(line));
    let mut words = Vec::new();
    let mut open = String::new();
    for word in line.split_whitespace() {
        let is_inside = !open.is_empty();
        if is_inside {
            open.push(' ');
        }
        open.push_str(word);
        if open.matches('"').count().is_multiple_of(2) {
            words.push(std::mem::take(&mut open).replace('"', ""));
        }
    }
    let parsed = Cli::command().try_get_matches_from(&words);
    parsed.err().map(|error| format!("`{line}`: {}", error.to_string().lines().next().unwrap_or_default()))
}

/// Examples in the documents are commands that the program can read.
fn commands_in_docs_exist() -> Result<(), String> {
    let mut faults = Vec::new();
    for page in [
        "README.md",
        "docs/runners.md",
        "docs/translating.md",
        "docs/exchange.md",
        "crates/concord/starter/README.md",
    ] {
        let text = std::fs::read_to_string(root().join(page)).map_err(text)?;
        let lines = text.lines().filter(|line| line.starts_with("    concord "));
        // A line that goes on in the next one is not read, nor one that stands for many.
        let whole =
            lines.filter(|line| !line.ends_with('\\') && !line.contains("...") && !line.contains('$'));
        faults.extend(whole.filter_map(unreadable).map(|fault| format!("{page}: {fault}")));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// What a document, a help or a finding names as a command between backticks is one, with the options that it names.
fn commands_that_are_named_exist() -> Result<(), String> {
    let mut files = Files::new();
    for folder in ["docs", "crates"] {
        read_all(&root().join(folder), &format!("{folder}/"), &mut files).map_err(text)?;
    }
    for page in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"] {
        files.insert(page.to_owned(), std::fs::read(root().join(page)).map_err(text)?);
    }
    files.retain(|name, _| name.ends_with(".md") || name.ends_with(".rs"));
    let (mut faults, mut count) = (Vec::new(), 0);
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        for named in
            text.lines().flat_map(|line| line.split('`')).filter_map(|it| it.strip_prefix("concord "))
        {
            count += 1;
            faults.extend(
                unknown_to_the_program(named).map(|fault| format!("{name}: `concord {named}`: {fault}")),
            );
        }
    }
    if count < 200 {
        return Err(format!("only {count} commands are named"));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// The first word that is neither a command nor an option, where a command is named.
fn unknown_to_the_program(named: &str) -> Option<String> {
    let mut command = Cli::command();
    command.build();
    for word in named.split([' ', '[', ']', '|']).filter(|word| !word.is_empty()) {
        if let Some(inner) = command.find_subcommand(word).cloned() {
            command = inner;
        } else if command.has_subcommands() && !word.starts_with('-') {
            return Some(format!("no command `{word}`"));
        }
        let option = word.strip_prefix("--").filter(|option| !option.is_empty());
        let option = option.map(|option| option.split(['=', '.', ',']).next().unwrap_or(option));
        let is_known = |option: &str| {
            option == "help" || command.get_arguments().any(|known| known.get_long() == Some(option))
        };
        if let Some(option) = option.filter(|option| !is_known(option)) {
            return Some(format!("no option `--{option}`"));
        }
    }
    None
}

/// Every shell gets a script that names every command; bash, where it is there, finds no fault in its own.
fn completions() -> Result<(), String> {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = exits(&mut concord(["completions", shell]), 0)?;
        let missing: Vec<String> = commands()
            .into_iter()
            .filter_map(|(name, _)| name.rsplit(' ').next().map(str::to_owned))
            .filter(|word| !said.out.contains(word.as_str()))
            .collect();
        if !missing.is_empty() || !said.error.is_empty() {
            return Err(format!("{shell}: {missing:?} are not completed; {}", said.error));
        }
        if shell == "bash" {
            let folder = tempfile::tempdir().map_err(text)?;
            let path = folder.path().join("concord");
            std::fs::write(&path, &said.out).map_err(text)?;
            let script = format!(
                "source '{}' && COMP_WORDS=(concord pub) COMP_CWORD=1 && _concord concord pub concord && echo \"${{COMPREPLY[@]}}\"",
                path.display()
            );
            if let Ok(output) = std::process::Command::new("bash").args(["--norc", "-c", &script]).output() {
                let out = String::from_utf8_lossy(&output.stdout);
                if out.trim() != "publish" {
                    let error = String::from_utf8_lossy(&output.stderr);
                    return Err(format!("bash completes `pub` by `{}`\n{error}", out.trim()));
                }
            }
        }
    }
    Ok(())
}

/// One page a command, with its name, its options and its examples.
fn manual_pages() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(text)?;
    exits(concord(["man", "--output"]).arg(folder.path().join("man1")), 0)?;
    let mut written = Files::new();
    read_all(&folder.path().join("man1"), "", &mut written).map_err(text)?;
    if written != shell::pages().map_err(text)? {
        return Err("the pages written are not those of the library".to_owned());
    }
    for (name, command) in commands() {
        let file = format!("{}.1", name.replace(' ', "-"));
        let page = written.get(&file).ok_or_else(|| format!("there is no {file}"))?;
        if !page.is_ascii() {
            return Err(format!("{file} has signs that some readers of manual pages show wrongly"));
        }
        let page = String::from_utf8_lossy(page).replace("\\-", "-");
        let options = command.get_arguments().filter_map(|argument| argument.get_long());
        let missing: Vec<&str> = options.filter(|option| !page.contains(&format!("--{option}"))).collect();
        if !missing.is_empty() || !page.contains(".TH") || !page.contains("Examples") {
            return Err(format!("{file} lacks {missing:?}, its title or its examples"));
        }
    }
    Ok(())
}

/// The new publication has no finding at all, is published, and verified; it is called as its folder is.
fn init_makes_a_publication() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(text)?;
    let book = folder.path().join("my book");
    exits(concord(["init"]).arg(&book), 0)?;
    let said = exits(concord(["check", "--deny", "warnings", "--message-format", "json"]).arg(&book), 0)?;
    let findings: Value = serde_json::from_str(&said.out).map_err(text)?;
    if findings["findings"]
        .as_array()
        .or(findings["diagnostics"].as_array())
        .is_none_or(|list| !list.is_empty())
    {
        return Err(format!("the new publication has findings: {}", said.out));
    }
    let dist = folder.path().join("dist");
    exits(command::publish(&book, &dist).args(["--deny", "warnings"]), 0)?;
    for file in ["factsheet-en.pdf", "factsheet-fr.pdf", "index.html", "concordance.html"] {
        if !dist.join(file).is_file() {
            return Err(format!("`{file}` was not made"));
        }
    }
    exits(concord(["verify"]).arg(&dist).arg("--publication").arg(&book), 0)?;
    let manifest = std::fs::read_to_string(dist.join("manifest.json")).map_err(text)?;
    if !manifest.contains("\"publication\": \"my-book\"") {
        return Err("the publication is not called as its folder is".to_owned());
    }
    // The translator's part works on it too.
    exits(concord(["locale", "new"]).arg(&book).arg("pt"), 0)?;
    exits(concord(["check"]).arg(&book), 0)?;
    Ok(())
}

fn init_spares_what_is_there() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(text)?;
    let (full, empty) = (folder.path().join("full"), folder.path().join("empty"));
    write_all(&full, &Files::from([("note.txt".to_owned(), b"mine".to_vec())]))?;
    std::fs::create_dir(&empty).map_err(text)?;
    let said = exits(concord(["init"]).arg(&full), 2)?;
    let mut after = Files::new();
    read_all(&full, "", &mut after).map_err(text)?;
    if !said.error.contains("is not empty") || after.len() != 1 {
        return Err(said.error);
    }
    exits(concord(["init"]).arg(&empty), 0)?;
    exits(concord(["init"]).arg(folder.path().join("a/b/c")), 0)?;
    // Whoever stands in a folder still stands in it afterwards, and another run finds it filled.
    let here = folder.path().join("here");
    std::fs::create_dir(&here).map_err(text)?;
    let place = std::fs::File::open(&here).map_err(text)?;
    exits(concord(["init", "."]).current_dir(&here), 0)?;
    let is_same = |one: &Metadata, other: &Metadata| (one.dev(), one.ino()) == (other.dev(), other.ino());
    if !is_same(&place.metadata().map_err(text)?, &here.metadata().map_err(text)?) {
        return Err("another folder took the place of the one that was there".to_owned());
    }
    let publication = std::fs::read_to_string(here.join("publication.toml")).map_err(text)?;
    if !publication.contains("id = \"here\"") {
        return Err(format!("the publication is not called as its folder is: {publication}"));
    }
    let made = names(&here)?;
    let said = exits(concord(["init", "."]).current_dir(&here), 2)?;
    if !said.error.contains("is not empty") || names(&here)? != made {
        return Err(said.error);
    }
    if made.iter().any(|name| name.starts_with(".concord-")) {
        return Err(format!("something is left behind: {made:?}"));
    }
    Ok(())
}

/// What stands in a folder.
fn names(folder: &Path) -> Result<BTreeSet<String>, String> {
    let entries = std::fs::read_dir(folder).map_err(text)?;
    entries.map(|entry| Ok(entry.map_err(text)?.file_name().to_string_lossy().into_owned())).collect()
}

/// A value with every key of a schema, one for each of its alternatives.
fn filled(schema: &Value) -> Vec<Value> {
    if let Some(alternatives) = schema["oneOf"].as_array() {
        return alternatives.iter().flat_map(filled).collect();
    }
    if let Some(example) = schema["examples"].get(0) {
        return vec![example.clone()];
    }
    if schema["type"] == "array" {
        return vec![Value::Array(filled(&schema["items"]))];
    }
    let mut whole = Map::new();
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        whole.insert(key.clone(), filled(inner).swap_remove(0));
    }
    for inner in schema["patternProperties"].as_object().into_iter().flat_map(Map::values) {
        whole.insert("fr".to_owned(), filled(inner).swap_remove(0));
    }
    if schema["additionalProperties"].is_object() {
        let key = schema["propertyNames"]["examples"][0].as_str().unwrap_or("a-key").to_owned();
        whole.insert(key, filled(&schema["additionalProperties"]).swap_remove(0));
    }
    vec![Value::Object(whole)]
}

/// The paths of all tables with known keys in a filled value, each with the keys that the schema has for it.
fn tables(schema: &Value, at: &str, out: &mut Vec<(String, BTreeSet<String>)>) {
    if schema["additionalProperties"] == false {
        let keys = schema["properties"].as_object().into_iter().flat_map(Map::keys).cloned();
        out.push((at.to_owned(), keys.collect()));
    }
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        tables(inner, &format!("{at}/{key}"), out);
    }
    if schema["additionalProperties"].is_object() {
        let key = schema["propertyNames"]["examples"][0].as_str().unwrap_or("a-key");
        tables(&schema["additionalProperties"], &format!("{at}/{key}"), out);
    }
    let alternatives = schema["items"]["oneOf"].as_array();
    for (index, inner) in alternatives.into_iter().flatten().chain([&schema["items"]]).enumerate() {
        if inner.is_object() && alternatives.is_none_or(|all| index < all.len()) {
            tables(inner, &format!("{at}/{index}"), out);
        }
    }
}

/// What the readers say of a value in the place of a file of the new publication.
fn read_as(file: SchemaFile, value: &Value) -> Result<Vec<Diagnostic>, String> {
    let written = toml::to_string(value).map_err(text)?;
    let mut sources = Sources::new();
    if file == SchemaFile::Theme {
        let id = sources.add("templates/theme.toml", written.as_str());
        return Ok(Theme::parse(id, &written).diagnostics);
    }
    let path = match file {
        SchemaFile::Messages => "fr/messages.toml",
        SchemaFile::Ledger => "ledger.toml",
        SchemaFile::Publication => "publication.toml",
        SchemaFile::Glossary | SchemaFile::Theme => "glossary.toml",
    };
    let mut files = init::starter(Path::new("book"));
    files.insert(path.to_owned(), written.into_bytes());
    let found = ingest(&files, &mut sources).diagnostics;
    let is_of_it = |finding: &Diagnostic| {
        let span = finding.primary.as_ref().map(|label| label.span);
        span.and_then(|span| sources.get(span.source)).is_some_and(|source| source.name() == path)
    };
    // Forms are looked at here; what must be there beside the file, and what words of it are known, is not.
    Ok(found.into_iter().filter(is_of_it).filter(|finding| finding.code != Code::MISSING_FILE).collect())
}

/// Whatever a schema lets one write, the readers take.
fn every_key_of_a_schema_is_read() -> Result<(), String> {
    for file in SchemaFile::value_variants() {
        let whole = filled(&schema(*file)).swap_remove(0);
        let found = read_as(*file, &whole)?;
        let is_form = |finding: &&Diagnostic| {
            matches!(
                finding.code,
                Code::UNKNOWN_KEY | Code::INVALID_VALUE | Code::INVALID_TOML | Code::INVALID_THEME
            )
        };
        // A filled glossary has terms, and filled messages name one that it has not.
        let is_expected = |finding: &&Diagnostic| {
            !finding.message.contains("glossary has no term") && !finding.message.contains("contrast")
        };
        let faults: Vec<&String> =
            found.iter().filter(is_form).filter(is_expected).map(|finding| &finding.message).collect();
        if !faults.is_empty() {
            return Err(format!("{file:?}: {faults:?}\n{}", toml::to_string(&whole).map_err(text)?));
        }
    }
    Ok(())
}

/// The keys that the readers say they know where a table has a strange one; `None` where they guess what was meant instead.
fn known_keys(
    file: SchemaFile,
    whole: &Value,
    place: &str,
    strange: &str,
) -> Result<Option<BTreeSet<String>>, String> {
    let mut changed = whole.clone();
    let table = changed.pointer_mut(place).and_then(Value::as_object_mut);
    table.ok_or("no table")?.insert(strange.to_owned(), Value::from(1));
    let found = read_as(file, &changed)?;
    let refusal = found.iter().find(|finding| finding.message.contains(&format!("`{strange}`")));
    let refusal = refusal.ok_or("a strange key is not refused")?;
    let remarks = refusal.notes.iter().chain(&refusal.help);
    let listed = remarks.filter_map(|remark| remark.strip_prefix("known keys")?.split_once(' ')).next();
    if let Some((_, list)) = listed {
        let list = list.strip_prefix("are ").unwrap_or(list);
        return Ok(Some(list.split(", ").map(str::to_owned).collect()));
    }
    let quoted = |words: &str| words.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let label =
        refusal.primary.as_ref().map(|label| &label.message).filter(|label| label.starts_with("neither"));
    let expected = refusal.message.split_once("expected").map(|(_, expected)| expected);
    Ok(label.map(String::as_str).or(expected).map(quoted))
}

/// A strange key in any table makes the readers name the keys that they know: those of the schema.
fn every_key_that_is_read_is_in_the_schema() -> Result<(), String> {
    let mut looked_at = 0;
    for file in SchemaFile::value_variants() {
        let schema = schema(*file);
        let whole = filled(&schema).swap_remove(0);
        let mut places = Vec::new();
        tables(&schema, "", &mut places);
        for (place, keys) in places {
            // An invariant with a key of no kind is told the keys of all kinds, and one with another kind's its own.
            let strange: &[&str] = match &place {
                place if place.starts_with("/invariants/") => {
                    &["expression", "whole", "message", "share", "equals"]
                }
                // A term's other keys are languages.
                place if place.starts_with("/terms/") => &["q"],
                _ => &["qqqqqqqqqqqqqq"],
            };
            let mut known = None;
            for strange in strange.iter().filter(|strange| !keys.contains(**strange)) {
                known = known.or(known_keys(*file, &whole, &place, strange)
                    .map_err(|fault| format!("{place}: {fault}"))?);
            }
            let known = known.ok_or_else(|| format!("{file:?}{place}: the known keys are not listed"))?;
            if known != keys {
                return Err(format!(
                    "{file:?}{place}: the schema has {keys:?}, and what is read is {known:?}"
                ));
            }
            looked_at += 1;
        }
    }
    if looked_at > 40 { Ok(()) } else { Err(format!("only {looked_at} tables were looked at")) }
}

/// Every file of the sample, of the suite and of a new publication keeps to its schema; files with faults do not.
fn files_by_their_schemas(judge: &Program) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(text)?;
    let book = folder.path().join("book");
    write_all(&book, &init::starter(&book))?;
    let mut arguments: Vec<PathBuf> = Vec::new();
    let named = |file: SchemaFile| {
        file.to_possible_value().map(|value| format!("{}.toml", value.get_name())).unwrap_or_default()
    };
    for file in SchemaFile::value_variants() {
        let path = folder.path().join(format!("{file:?}.json"));
        std::fs::write(&path, schema(*file).to_string()).map_err(text)?;
        for place in [
            root().join("fixtures/building-bridges"),
            root().join("tests/default"),
            root().join("templates/report"),
            book.clone(),
        ] {
            // The suite's theme holds differences to the report's only.
            let skips = *file == SchemaFile::Theme && place.ends_with("default");
            let mut found = Files::new();
            read_all(&place, "", &mut found).map_err(text)?;
            let own =
                found.keys().filter(|name| name.rsplit('/').next() == Some(named(*file).as_str()) && !skips);
            arguments.extend(own.flat_map(|name| [path.clone(), place.join(name)]));
        }
    }
    if arguments.len() < 2 * 18 {
        return Err(format!("only {} files were judged", arguments.len() / 2));
    }
    judge.output(&arguments)?;
    // A judge that accepts everything would be none.
    let mut arguments: Vec<PathBuf> = vec!["--wrong".into()];
    for (number, (file, wrong)) in [
        ("Ledger", "[counts.a]\nvalue = \"x\"\nunit = \"u\"\n"),
        ("Ledger", "[counts.a]\nvalue = 1\n"),
        ("Publication", "idd = \"x\"\n"),
        ("Messages", "language-name = 3\n"),
        ("Glossary", "[terms.a]\nacronym = \"A\"\n"),
        ("Theme", "[page]\ntop = 1\n"),
    ]
    .into_iter()
    .enumerate()
    {
        let path = folder.path().join(format!("wrong-{number}.toml"));
        std::fs::write(&path, wrong).map_err(text)?;
        arguments.extend([folder.path().join(format!("{file}.json")), path]);
    }
    judge.output(&arguments)?;
    Ok(())
}

/// The example of a workflow is YAML, and its `concord` commands are known to the program.
fn workflow(judge: &Program) -> Result<(), String> {
    let path = root().join(".github/workflows/publish.yml");
    let said = judge.output(["--yaml".into(), path.clone()])?;
    let lines = String::from_utf8_lossy(&said).into_owned();
    let known: BTreeSet<String> = commands().into_iter().map(|(name, _)| name).collect();
    let mut used = BTreeSet::new();
    for line in lines.lines() {
        for (at, _) in line.match_indices("concord ") {
            let words: Vec<&str> = line[at..].split_whitespace().take(2).collect();
            let name = words.join(" ");
            let is_command = at == 0 || line[..at].ends_with([' ', '(']);
            if is_command && !name.ends_with("&&") && known.contains(&name) {
                used.insert(name);
            } else if is_command && !line[..at].contains("-p ") && !line[..at].trim_end().ends_with("cargo") {
                return Err(format!("`{name}` is no command: {line}"));
            }
        }
    }
    // A pattern that ends in a publication's name takes what belongs to longer names as well.
    let workflow = std::fs::read_to_string(&path).map_err(text)?;
    let names = |key: &str| {
        let key = format!("{key}: share-");
        workflow.lines().filter_map(|line| line.split_once(&key)).map(|(_, name)| name.to_owned()).collect()
    };
    let (uploads, downloads): (Vec<String>, Vec<String>) = (names("name"), names("pattern"));
    let is_exact = |name: &String| name.starts_with("${{ matrix.whole }}-");
    if uploads.len() != 1 || downloads.len() != 1 || !uploads.iter().chain(&downloads).all(is_exact) {
        return Err(format!("shares of publications can be confused: {uploads:?} {downloads:?}"));
    }
    let wanted = ["check", "merge", "plan", "publish", "verify"].map(|name| format!("concord {name}"));
    if wanted.iter().all(|name| used.contains(name)) { Ok(()) } else { Err(format!("it uses only {used:?}")) }
}
