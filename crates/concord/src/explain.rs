//! `concord explain`: what each code means, as pages inside the program.

use crate::Failure;
use concord_diagnostics::Code;
use std::cmp::Reverse;

macro_rules! pages {
    ($($id:literal)*) => {
        /// The pages by id, from `docs/rules`.
        const PAGES: &[(&str, &str)] =
            &[$(($id, include_str!(concat!("../../../docs/rules/", $id, ".md")))),*];
    };
}

pages! {
    "I001"
    "I002"
    "I003"
    "I004"
    "I005"
    "I006"
    "I007"
    "I008"
    "I009"
    "I010"
    "I011"
    "I012"
    "I013"
    "I014"
    "I015"
    "I016"
    "I017"
    "I018"
    "I019"
    "L101"
    "L102"
    "L103"
    "L104"
    "L105"
    "L106"
    "L107"
    "L108"
    "L109"
    "L110"
    "L111"
    "L112"
    "L113"
    "L114"
    "L115"
    "L116"
    "L117"
    "L118"
    "L119"
    "L120"
    "L121"
    "L122"
    "L123"
    "C201"
    "C202"
    "C203"
    "C204"
    "C205"
    "C206"
    "C207"
    "F701"
    "F702"
    "F703"
    "F704"
    "F705"
    "F706"
    "F707"
    "F708"
    "Y801"
    "Y802"
    "Y803"
    "Y804"
    "Y805"
    "Y806"
    "Y807"
    "Y808"
    "Y809"
    "Y810"
    "Y811"
    "Y812"
    "Y813"
    "Y814"
    "Y815"
    "Y816"
    "Y817"
    "Y818"
    "Y819"
    "Y820"
    "Y821"
    "Y822"
    "Y823"
    "Y824"
    "Y825"
    "Y826"
    "Y827"
    "Y828"
    "Y829"
    "Y830"
    "Y831"
    "H001"
    "H002"
    "H003"
    "H004"
    "H005"
    "H006"
    "H007"
    "A901"
    "A902"
    "A903"
    "A904"
    "A905"
    "A906"
    "A907"
    "T301"
    "T302"
    "T303"
    "T304"
    "T305"
    "T306"
    "T307"
    "T308"
    "T309"
    "T310"
    "T311"
    "T312"
    "T313"
    "T314"
    "T315"
    "T316"
    "T317"
    "T318"
    "T319"
    "T320"
    "T321"
    "T322"
    "T323"
    "T324"
    "T325"
    "T326"
    "S401"
    "S402"
    "S403"
    "S404"
    "S405"
    "S406"
    "R501"
    "V601"
    "V602"
    "V603"
    "V604"
    "V605"
    "V606"
    "V607"
    "V608"
    "V609"
    "V610"
    "X001"
    "X002"
    "X003"
    "X004"
    "X005"
    "X006"
    "X007"
    "X008"
    "X009"
}

/// How many codes are proposed for one that there is not.
const SUGGESTIONS: usize = 3;

/// The page of a code.
///
/// # Errors
///
/// Where there is no such code; the message proposes the nearest ones.
pub fn page(code: &str) -> Result<&'static str, Failure> {
    let page = Code::find(code).and_then(page_of);
    page.ok_or_else(|| {
        let nearest: Vec<String> =
            nearest(code).into_iter().map(|code| format!("{} {}", code.id(), code.name())).collect();
        let suggestion = match nearest.as_slice() {
            [] => String::new(),
            nearest => format!("; did you mean {}?", nearest.join(" or ")),
        };
        Failure::new(format!("there is no code `{code}`{suggestion}\n`concord explain` lists all codes"))
    })
}

/// Every code with its name and severity, one a line.
pub fn list() -> String {
    let width = Code::all().map(|code| code.name().len()).max().unwrap_or_default();
    Code::all()
        .map(|code| format!("{}  {:width$}  {}\n", code.id(), code.name(), code.severity().word()))
        .collect()
}

/// The page of a code that there is.
pub fn page_of_code(code: Code) -> &'static str {
    page_of(code).unwrap_or_default()
}

fn page_of(code: Code) -> Option<&'static str> {
    PAGES.iter().find(|(id, _)| *id == code.id()).map(|(_, page)| *page)
}

/// The codes whose id or name looks most like a word, the likeliest first.
fn nearest(word: &str) -> Vec<Code> {
    let word = word.to_ascii_lowercase();
    let allowed = (word.chars().count() / 3).max(2);
    let mut ranked: Vec<_> = Code::all()
        .map(|code| (distance(&word, code), code))
        .filter(|((distance, _), _)| *distance <= allowed)
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(_, code)| code).take(SUGGESTIONS).collect()
}

/// How far a word in small letters is from a code; of two at the same distance, the one that begins alike is nearer.
fn distance(word: &str, code: Code) -> (usize, Reverse<usize>) {
    let alike = |text: &str| word.chars().zip(text.chars()).take_while(|(a, b)| a == b).count();
    let of = |text: &str| (strsim::damerau_levenshtein(word, text), Reverse(alike(text)));
    let nearest = of(&code.id().to_ascii_lowercase()).min(of(code.name()));
    let is_part = word.len() > 3 && code.name().contains(word);
    if is_part { nearest.min((1, Reverse(0))) } else { nearest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn every_code_has_its_page() {
        for code in Code::all() {
            let page = page_of(code).unwrap_or_default();
            let heading = format!("# {} {}", code.id(), code.name());
            assert_eq!(page.lines().next(), Some(heading.as_str()));
        }
    }

    #[test]
    fn every_page_has_its_code() {
        let codes: BTreeSet<String> = Code::all().map(|code| code.id().to_owned()).collect();
        let pages: Vec<&str> = PAGES.iter().map(|(id, _)| *id).collect();
        assert_eq!(pages, codes_in_order());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let files: BTreeSet<String> = files
            .filter_map(|file| Some(file.file_name().to_str()?.strip_suffix(".md")?.to_owned()))
            .collect();
        assert_eq!(files, codes);
    }

    fn codes_in_order() -> Vec<&'static str> {
        Code::all().map(Code::id).collect()
    }

    #[test]
    fn every_page_is_built_alike() {
        for (id, page) in PAGES {
            // Every other part stands in a fence: an example, which may have headings of its own.
            let outside = page.split("```").step_by(2).flat_map(str::lines);
            let sections: Vec<&str> = outside.filter_map(|line| line.strip_prefix("## ")).collect();
            assert_eq!(sections, ["What", "Why", "Example", "How to mend"], "{id}");
            assert!((15..=35).contains(&page.lines().count()), "{id} has {} lines", page.lines().count());
            assert!(page.lines().all(|line| line.chars().count() <= 120), "{id} has a line that is too long");
            assert_eq!(page.matches("```").count() % 2, 0, "{id}");
            assert!(page.ends_with('\n'), "{id}");
        }
    }

    #[test]
    fn a_code_is_found_by_id_and_name() {
        let overlap = page("L101").ok();
        assert!(overlap.is_some_and(|page| page.starts_with("# L101 phases-overlap\n")));
        assert_eq!(page("l101").ok(), overlap);
        assert_eq!(page("phases-overlap").ok(), overlap);
    }

    #[test]
    fn the_nearest_codes_are_proposed() {
        let message = |code: &str| page(code).err().map(|failure| failure.to_string()).unwrap_or_default();
        assert_eq!(
            message("phase-overlap"),
            "there is no code `phase-overlap`; did you mean L101 phases-overlap?\n`concord explain` lists all codes"
        );
        assert!(message("l194").contains("did you mean L104 date-outside-phase or L114"));
        assert!(message("overlap").contains("did you mean L101 phases-overlap"));
        assert_eq!(message("q"), "there is no code `q`\n`concord explain` lists all codes");
    }

    #[test]
    fn the_list_has_a_line_for_every_code() {
        let list = list();
        assert_eq!(list.lines().count(), Code::all().count());
        assert!(list.lines().any(|line| line.starts_with("I014") && line.ends_with(" warning")));
    }
}
