//! Headings (ISO 14289-1, 7.4).

use crate::file::File;
use crate::rules;
use crate::structure::Tree;

/// Judges the levels of headings in the order of the tree, and that a file has headings of one kind.
pub(crate) fn judge(file: &File, tree: &Tree) {
    let uses_h = tree.elements.iter().any(|element| element.standard == Some("H"));
    let uses_levels = tree.elements.iter().any(|element| level(element.standard).is_some());
    let mut last = 0;
    for (number, element) in tree.elements.iter().enumerate() {
        if uses_levels && element.standard == Some("H") {
            let message = "H in a file with numbered headings";
            file.find(&rules::C7_4_4_T2, tree.place(file, number), message);
        }
        let Some(level) = level(element.standard) else { continue };
        if level > last + 1 {
            let (condition, message) = match last {
                0 => ("14-002", format!("the first heading is H{level}")),
                _ => ("14-003", format!("H{level} follows H{last}")),
            };
            file.find_as(&rules::C7_4_2_T1, Some(condition), tree.place(file, number), message);
        }
        last = level;
        if uses_h {
            let message = format!("H{level} in a file with headings without numbers");
            file.find(&rules::C7_4_4_T3, tree.place(file, number), message);
        }
    }
}

fn level(standard: Option<&str>) -> Option<u8> {
    match standard? {
        "H1" => Some(1),
        "H2" => Some(2),
        "H3" => Some(3),
        "H4" => Some(4),
        "H5" => Some(5),
        "H6" => Some(6),
        _ => None,
    }
}
