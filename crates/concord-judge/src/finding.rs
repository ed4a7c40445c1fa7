//! What was found, and where.

use crate::rules::{Level, Rule};
use concord_pdf::lopdf::ObjectId;
use std::collections::BTreeMap;
use std::fmt;

/// Findings of one rule that are kept; the others are counted.
const MOST_FINDINGS: usize = 20;

/// Notes on what was not read that are kept.
const MOST_NOTES: usize = 100;

/// Where something is, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The object of the file, by number and generation.
    pub object: Option<ObjectId>,
    /// The page, from 1.
    pub page: Option<usize>,
    /// The path in the structure tree, such as `Document/Table[2]/TR[3]`.
    pub structure: Option<String>,
}

impl Place {
    /// An object.
    pub(crate) fn object(id: Option<ObjectId>) -> Self {
        Self { object: id, ..Self::default() }
    }

    /// An object of a page, which is counted from 0.
    pub(crate) fn on_page(page: Option<usize>, id: Option<ObjectId>) -> Self {
        Self { object: id, page: page.map(|page| page + 1), structure: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.page.map(|page| format!("page {page}")));
        parts.extend(self.structure.clone());
        parts.extend(self.object.map(|(number, generation)| format!("object {number} {generation}")));
        f.write_str(&if parts.is_empty() { "the file".to_owned() } else { parts.join(", ") })
    }
}

/// Something that is not as a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The condition of the Matterhorn Protocol that is met: that of the rule, or a neighbour that is more exact.
    pub condition: Option<&'static str>,
    /// What is wrong, with the values.
    pub message: String,
    /// Where.
    pub place: Place,
    /// How often the same was found at the same place.
    pub count: usize,
}

/// What is to be said of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that a machine can decide is as it must be.
    Pass,
    /// At least one rule is broken.
    Fail,
    /// No broken rule was found, but not everything could be read.
    Undecided,
}

/// The findings about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// What was found, in the order of the rules, at most twenty a rule.
    pub findings: Vec<Finding>,
    /// How many findings of a rule were made beyond those that are listed.
    pub more: Vec<(&'static Rule, usize)>,
    /// What could not be read and so was not judged.
    pub unread: Vec<String>,
}

impl Judgement {
    /// Whether the file conforms, as far as a machine can tell.
    pub fn verdict(&self) -> Verdict {
        if self.findings.iter().any(|finding| finding.rule.level == Level::Error) {
            Verdict::Fail
        } else if self.unread.is_empty() {
            Verdict::Pass
        } else {
            Verdict::Undecided
        }
    }
}

/// Where findings are gathered.
#[derive(Debug, Default)]
pub(crate) struct Report {
    by_rule: BTreeMap<usize, (Vec<Finding>, usize)>,
    unread: Vec<String>,
}

impl Report {
    pub(crate) fn add(&mut self, finding: Finding) {
        let number = crate::rules::ALL.iter().position(|rule| std::ptr::eq(*rule, finding.rule));
        let (kept, more) = self.by_rule.entry(number.unwrap_or(usize::MAX)).or_default();
        let is_same = |other: &Finding| other.message == finding.message && other.place == finding.place;
        match kept.iter().position(is_same) {
            Some(same) => kept[same].count += 1,
            None if kept.len() < MOST_FINDINGS => kept.push(finding),
            None => *more += 1,
        }
    }

    pub(crate) fn unread(&mut self, what: String) {
        if self.unread.len() < MOST_NOTES && !self.unread.contains(&what) {
            self.unread.push(what);
        }
    }

    pub(crate) fn finish(self) -> Judgement {
        let mut judgement = Judgement { unread: self.unread, ..Judgement::default() };
        for (findings, more) in self.by_rule.into_values() {
            judgement.more.extend(findings.first().filter(|_| more > 0).map(|finding| (finding.rule, more)));
            judgement.findings.extend(findings);
        }
        judgement
    }
}
