//! Everything that is tested from outside: reference cases, bad input, the sample from end to end, determinism,
//! pictures of pages, and the house's rules. `tests/README.md` says how to add a case, run it and accept a change.

mod caching;
mod cases;
mod command;
mod commands;
mod conformance;
mod design;
mod determinism;
mod exchange;
mod folder;
mod format;
mod formats;
mod habits;
mod inputs;
mod killed;
mod layout;
mod mending;
mod mutations;
mod passport;
mod proof;
mod raster;
mod releasing;
mod reviewing;
mod rules;
mod runners;
mod sample;
mod scripts;
mod stages;
mod standards;
mod tidy;
mod tools;
mod translating;
mod watching;

use libtest_mimic::{Arguments, Trial};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest).to_owned()
}

/// Whether what the tests see is to be written into their expectations.
pub(crate) fn blesses() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value != "0" && !value.is_empty())
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let cases = format::collect();
    let mut trials = cases::trials(&cases);
    trials.extend(rules::trials(&cases));
    trials.extend(inputs::trials(&cases));
    trials.extend(commands::trials());
    trials.extend(mending::trials());
    trials.extend(exchange::trials());
    trials.extend(translating::trials());
    trials.extend(formats::trials());
    trials.extend(mutations::trials());
    trials.extend(raster::trials(&cases));
    trials.extend(conformance::trials(&cases));
    trials.extend(sample::trials());
    trials.extend(layout::trials());
    trials.extend(proof::trials());
    trials.extend(standards::trials());
    trials.extend(passport::trials());
    trials.extend(releasing::trials());
    trials.extend(reviewing::trials());
    trials.extend(design::trials());
    trials.extend(scripts::trials());
    trials.extend(determinism::trials());
    trials.extend(runners::trials());
    trials.extend(habits::trials());
    trials.extend(caching::trials());
    trials.extend(watching::trials());
    trials.extend(killed::trials());
    trials.extend(tidy_trials());
    let conclusion = libtest_mimic::run(&arguments, trials);
    tools::say_what_was_skipped();
    conclusion.exit_code()
}

/// A trial that needs nothing.
pub(crate) type Check = fn() -> Result<(), String>;

/// Trials of an area by name.
pub(crate) fn checks(area: &str, checks: &[(&str, Check)]) -> Vec<Trial> {
    let trial = |(name, check): &(&str, Check)| {
        let check = *check;
        Trial::test(format!("{area}/{name}"), move || check().map_err(Into::into))
    };
    checks.iter().map(trial).collect()
}

fn tidy_trials() -> Vec<Trial> {
    let rules: [(&str, Check); 6] = [
        ("licences", tidy::licences),
        ("one-lopdf", tidy::one_lopdf),
        ("edges", tidy::edges),
        ("unused-dependencies", tidy::unused_dependencies),
        ("module-docs", tidy::module_docs),
        ("dependencies-are-explained", tidy::dependencies_are_explained),
    ];
    checks("tidy", &rules)
}
