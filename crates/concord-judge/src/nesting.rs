//! What may stand in what (ISO 14289-1, 7.2; ISO 32000-1, 14.8.4): tables, lists, contents, Ruby and Warichu.
//!
//! Part, Div and NonStruct group elements without a meaning of their own, so they are looked through in both directions.

use crate::file::File;
use crate::rules::{self, Rule};
use crate::structure::Tree;
use concord_pdf::lopdf::Dictionary;

/// Ancestors that are looked through.
const MOST_ANCESTORS: usize = 10_000;

fn is_transparent(standard: Option<&str>) -> bool {
    matches!(standard, Some("NonStruct" | "Div" | "Part"))
}

/// The kids of an element that have a standard type, those of grouping elements in their place.
pub(crate) fn kids(file: &File, tree: &Tree, number: usize) -> Vec<usize> {
    let mut out = Vec::new();
    let mut waiting: Vec<usize> = tree.elements[number].kids.iter().rev().copied().collect();
    while let Some(kid) = waiting.pop() {
        if !file.spend(1) {
            break;
        }
        let element = &tree.elements[kid];
        if is_transparent(element.standard) {
            waiting.extend(element.kids.iter().rev());
        } else if element.standard.is_some() {
            out.push(kid);
        }
    }
    out
}

/// The standard type of the nearest ancestor that is no grouping element, by the key `P`.
fn parent(file: &File, element: &Dictionary) -> Option<&'static str> {
    let mut at = element;
    for _ in 0..MOST_ANCESTORS {
        at = file.objects.get_dictionary(at, "P").filter(|_| file.spend(1))?;
        if file.objects.get_name_bytes(at, "Type") == Some(b"StructTreeRoot") {
            return None;
        }
        let standard = file.roles.mapping(file.objects.get_name_bytes(at, "S")?).standard;
        if !is_transparent(standard) {
            return standard;
        }
    }
    None
}

/// Judges an element's parent and kids.
pub(crate) fn judge(file: &File, tree: &Tree, number: usize) {
    let element = &tree.elements[number];
    let kids = kids(file, tree, number);
    let types: Vec<&str> = kids.iter().filter_map(|kid| tree.elements[*kid].standard).collect();
    let judged = Judged { file, tree, number, types };
    if judged.count("H") > 1 {
        judged.find(&rules::C7_4_4_T1, format!("it has {} H as kids", judged.count("H")));
    }
    match element.standard.unwrap_or_default() {
        "Table" => judged.table(),
        "TR" => {
            judged.parents(&rules::C7_2_T4, &["Table", "THead", "TBody", "TFoot"]);
            judged.only(&rules::C7_2_T10, &["TH", "TD"]);
        }
        "THead" => judged.group(&rules::C7_2_T5, &rules::C7_2_T36),
        "TBody" => judged.group(&rules::C7_2_T6, &rules::C7_2_T37),
        "TFoot" => judged.group(&rules::C7_2_T7, &rules::C7_2_T38),
        "TH" => judged.parents(&rules::C7_2_T8, &["TR"]),
        "TD" => judged.parents(&rules::C7_2_T9, &["TR"]),
        "LI" => {
            judged.parents(&rules::C7_2_T17, &["L"]);
            judged.only(&rules::C7_2_T20, &["Lbl", "LBody"]);
        }
        "LBody" => judged.parents(&rules::C7_2_T18, &["LI"]),
        "L" => {
            judged.only(&rules::C7_2_T19, &["L", "LI", "Caption"]);
            judged.caption_first(&rules::C7_2_T40);
        }
        "TOCI" => judged.parents(&rules::C7_2_T26, &["TOC"]),
        "TOC" => {
            judged.only(&rules::C7_2_T27, &["TOC", "TOCI", "Caption"]);
            judged.caption_first(&rules::C7_2_T28);
        }
        "Ruby" => judged.assembly(&rules::RUBY, &[&["RB", "RT"], &["RB", "RP", "RT", "RP"]]),
        "RB" | "RT" | "RP" => judged.parents(&rules::RUBY, &["Ruby"]),
        "Warichu" => judged.assembly(&rules::WARICHU, &[&["WT"], &["WP", "WT", "WP"]]),
        "WT" | "WP" => judged.parents(&rules::WARICHU, &["Warichu"]),
        _ => {}
    }
}

struct Judged<'f, 'o> {
    file: &'f File<'o>,
    tree: &'f Tree<'o>,
    number: usize,
    /// The types of its kids.
    types: Vec<&'static str>,
}

impl Judged<'_, '_> {
    fn find(&self, rule: &'static Rule, message: String) {
        self.file.find(rule, self.tree.place(self.file, self.number), message);
    }

    fn kind(&self) -> &'static str {
        self.tree.elements[self.number].standard.unwrap_or_default()
    }

    fn count(&self, kind: &str) -> usize {
        self.types.iter().filter(|other| **other == kind).count()
    }

    fn parents(&self, rule: &'static Rule, allowed: &[&str]) {
        let parent = parent(self.file, self.tree.elements[self.number].entries);
        if !parent.is_some_and(|parent| allowed.contains(&parent)) {
            let parent = parent.unwrap_or("nothing that has a standard type");
            self.find(rule, format!("{} stands in {parent}", self.kind()));
        }
    }

    fn only(&self, rule: &'static Rule, allowed: &[&str]) {
        if let Some(other) = self.types.iter().find(|kind| !allowed.contains(kind)) {
            self.find(rule, format!("{} has {other} as a kid", self.kind()));
        }
    }

    fn group(&self, within: &'static Rule, of_rows: &'static Rule) {
        self.parents(within, &["Table"]);
        self.only(of_rows, &["TR"]);
    }

    fn caption_first(&self, rule: &'static Rule) {
        if let Some(at) = self.types.iter().skip(1).position(|kind| *kind == "Caption") {
            self.find(rule, format!("Caption is kid {} of {}", at + 2, self.kind()));
        }
    }

    fn at_most_one(&self, rule: &'static Rule, kind: &str) {
        if self.count(kind) > 1 {
            self.find(rule, format!("Table has {} {kind}", self.count(kind)));
        }
    }

    fn needs_body(&self, rule: &'static Rule, kind: &str) {
        if self.count(kind) > 0 && self.count("TBody") == 0 {
            self.find(rule, format!("Table has {kind} and no TBody"));
        }
    }

    fn table(&self) {
        self.only(&rules::C7_2_T3, &["TR", "THead", "TBody", "TFoot", "Caption"]);
        self.at_most_one(&rules::C7_2_T11, "THead");
        self.at_most_one(&rules::C7_2_T12, "TFoot");
        self.needs_body(&rules::C7_2_T13, "TFoot");
        self.needs_body(&rules::C7_2_T14, "THead");
        self.at_most_one(&rules::C7_2_T39, "Caption");
        let inner = self.types.len().saturating_sub(1);
        if let Some(at) = self.types.iter().take(inner).skip(1).position(|kind| *kind == "Caption") {
            self.find(&rules::C7_2_T16, format!("Caption is kid {} of Table, between others", at + 2));
        }
    }

    /// An element whose kids are fixed.
    fn assembly(&self, rule: &'static Rule, allowed: &[&[&str]]) {
        if !self.types.is_empty() && !allowed.contains(&self.types.as_slice()) {
            self.find(rule, format!("{} has {}", self.kind(), self.types.join(" ")));
        }
    }
}
