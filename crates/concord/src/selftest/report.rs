//! What a run of the self-test says.

use super::change::Fault;
use super::run::Verdict;
use serde::Serialize;
use std::collections::BTreeMap;

/// The faults that were planted, with what became of them.
#[derive(Clone, Debug)]
pub struct Report {
    /// The seed that chose them.
    pub seed: u64,
    /// How many findings the publication has by itself.
    pub clean_findings: usize,
    /// Every kind, in order, with the number of places for it in each language.
    pub places: Vec<(&'static str, BTreeMap<String, usize>)>,
    /// Every fault with its verdict.
    pub faults: Vec<(Fault, Verdict)>,
}

/// How many faults were planted, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many were planted.
    pub planted: usize,
    /// Found at their place by a code that says what they are.
    pub found: usize,
    /// Something else was found.
    pub elsewhere: usize,
    /// Nothing was found.
    pub missed: usize,
}

impl Tally {
    fn count(&mut self, verdict: &Verdict) {
        self.planted += 1;
        match verdict {
            Verdict::Found(_) => self.found += 1,
            Verdict::Elsewhere(_) => self.elsewhere += 1,
            Verdict::Missed => self.missed += 1,
        }
    }

    /// The share found, in percent, rounded down; `None` where nothing was planted.
    pub fn rate(self) -> Option<usize> {
        (self.found * 100).checked_div(self.planted)
    }
}

#[derive(Serialize)]
struct Object<'a> {
    version: u32,
    seed: u64,
    clean_findings: usize,
    total: Tally,
    kinds: BTreeMap<&'a str, Tally>,
    locales: BTreeMap<&'a str, Tally>,
    codes: BTreeMap<&'a str, usize>,
    faults: Vec<Single<'a>>,
}

#[derive(Serialize)]
struct Single<'a> {
    kind: &'a str,
    locale: &'a str,
    file: &'a str,
    line: usize,
    before: &'a str,
    after: &'a str,
    verdict: &'a str,
    codes: Vec<&'a str>,
}

impl Report {
    /// All faults together.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.faults.iter().for_each(|(_, verdict)| total.count(verdict));
        total
    }

    /// By a part of the fault, such as its kind.
    fn by<'a>(&'a self, part: fn(&'a Fault) -> &'a str) -> BTreeMap<&'a str, Tally> {
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        for (fault, verdict) in &self.faults {
            tallies.entry(part(fault)).or_default().count(verdict);
        }
        tallies
    }

    /// By kind.
    pub fn kinds(&self) -> BTreeMap<&str, Tally> {
        self.by(|fault| fault.kind)
    }

    /// By language; what is in the ledger is under `ledger`.
    pub fn locales(&self) -> BTreeMap<&str, Tally> {
        self.by(|fault| &fault.locale)
    }

    /// How many faults each code found.
    pub fn codes(&self) -> BTreeMap<&str, usize> {
        let mut codes = BTreeMap::new();
        for (_, verdict) in &self.faults {
            if let Verdict::Found(code) = verdict {
                *codes.entry(*code).or_default() += 1;
            }
        }
        codes
    }

    /// For people.
    pub fn to_text(&self) -> String {
        let mut out = self.table();
        let total = self.total();
        let rate = total.rate().unwrap_or_default();
        out.push_str(&format!(
            "\n{} of {} faults found at their place ({rate} %); ",
            total.found, total.planted
        ));
        out.push_str(&format!(
            "{} elsewhere, {} missed; seed {}\n",
            total.elsewhere, total.missed, self.seed
        ));
        let list = |tallies: BTreeMap<&str, Tally>| {
            let parts =
                tallies.into_iter().map(|(name, tally)| format!("{name} {}/{}", tally.found, tally.planted));
            parts.collect::<Vec<_>>().join(", ")
        };
        out.push_str(&format!("by language: {}\n", list(self.locales())));
        let codes = self.codes().into_iter().map(|(code, count)| format!("{code} {count}"));
        out.push_str(&format!("by code: {}\n", codes.collect::<Vec<_>>().join(", ")));
        if self.clean_findings > 0 {
            let count = self.clean_findings;
            out.push_str(&format!(
                "the publication itself has {count} findings, which count for nothing here\n"
            ));
        }
        for (fault, verdict) in &self.faults {
            out.push_str(&unfound(fault, verdict));
        }
        out
    }

    /// A line for every kind: what was planted and found in each language.
    fn table(&self) -> String {
        let locales: Vec<&str> = self.locales().into_keys().collect();
        let width = self.places.iter().map(|(kind, _)| kind.chars().count()).max().unwrap_or_default();
        let mut out = format!("{:width$}  found of planted\n", "kind of fault");
        for (kind, places) in &self.places {
            let cells = locales.iter().filter(|locale| places.contains_key(**locale)).map(|locale| {
                let own =
                    self.faults.iter().filter(|(fault, _)| fault.kind == *kind && fault.locale == **locale);
                let mut tally = Tally::default();
                own.for_each(|(_, verdict)| tally.count(verdict));
                match tally.planted {
                    0 => format!("{locale}  - "),
                    planted => format!("{locale} {}/{planted}", tally.found),
                }
            });
            out.push_str(&format!("{kind:width$}  {}\n", cells.collect::<Vec<_>>().join("  ").trim_end()));
        }
        out
    }

    /// For programs.
    pub fn to_json(&self) -> String {
        let single = |(fault, verdict): &'_ (Fault, Verdict)| {
            let (word, codes) = match verdict {
                Verdict::Found(code) => ("found", vec![*code]),
                Verdict::Elsewhere(codes) => ("elsewhere", codes.clone()),
                Verdict::Missed => ("missed", Vec::new()),
            };
            (word, codes, fault.line)
        };
        let faults = self.faults.iter().map(|both| {
            let (fault, (verdict, codes, line)) = (&both.0, single(both));
            let Fault { kind, locale, file, before, after, .. } = fault;
            Single { kind, locale, file, line, before, after, verdict, codes }
        });
        let object = Object {
            version: 1,
            seed: self.seed,
            clean_findings: self.clean_findings,
            total: self.total(),
            kinds: self.kinds(),
            locales: self.locales(),
            codes: self.codes(),
            faults: faults.collect(),
        };
        let mut text = serde_json::to_string_pretty(&object).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// What is said of a fault that was not found at its place.
fn unfound(fault: &Fault, verdict: &Verdict) -> String {
    let what = match verdict {
        Verdict::Found(_) => return String::new(),
        Verdict::Elsewhere(codes) => format!("found elsewhere ({})", codes.join(", ")),
        Verdict::Missed => "missed".to_owned(),
    };
    let Fault { kind, file, line, before, after, .. } = fault;
    let plain = |text: &str| text.replace('\n', "\\n");
    format!("\n{file}:{line}: {kind}: {what}\n  before: {}\n  after:  {}\n", plain(before), plain(after))
}
