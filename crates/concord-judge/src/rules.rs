//! All rules, in the order of the clauses of ISO 14289-1.
//!
//! A rule of the level *error* decides about conformance; its clause and its number there are those by which validators
//! name it. The conditions are those of the Matterhorn Protocol 1.1, the nearest where none says exactly the same, and
//! none where the protocol has no number for it. What is wise but not decisive is a *warning*.

use std::fmt;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The file does not conform.
    Error,
    /// The file conforms, but could be better, or stricter readers of the standard would say otherwise.
    Warning,
}

/// What must be so.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The clause of ISO 14289-1.
    pub clause: &'static str,
    /// The number among the rules of the clause; `None` for rules that only this program has.
    pub test: Option<u8>,
    /// The nearest failure condition of the Matterhorn Protocol, such as `28-004`.
    pub condition: Option<&'static str>,
    /// How much a finding weighs.
    pub level: Level,
    /// What must be so, in words.
    pub title: &'static str,
}

impl fmt::Display for Rule {
    /// Clause and number, such as `7.18.1-2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.test {
            Some(test) => write!(f, "{}-{test}", self.clause),
            None => f.write_str(self.clause),
        }
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $clause:literal, $test:expr, $condition:expr, $level:ident, $title:literal;)*) => {
        $(
            $(#[$doc])*
            pub(crate) static $name: Rule = Rule {
                clause: $clause,
                test: $test,
                condition: $condition,
                level: Level::$level,
                title: $title,
            };
        )*

        /// Every rule that files are judged by.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    /// ISO 14289-1, 5.
    C5_T1 = "5", Some(1), Some("06-002"), Error, "the XMP metadata of the catalog identifies the file as PDF/UA";
    /// ISO 14289-1, 5.
    C5_T2 = "5", Some(2), Some("06-002"), Error, "the `part` of the PDF/UA identification is 1";
    /// ISO 14289-1, 5.
    C5_T3 = "5", Some(3), Some("06-002"), Error, "`part` is written with the prefix `pdfuaid`";
    /// ISO 14289-1, 5.
    C5_T4 = "5", Some(4), Some("06-002"), Error, "`amd` is written with the prefix `pdfuaid`";
    /// ISO 14289-1, 5.
    C5_T5 = "5", Some(5), Some("06-002"), Error, "`corr` is written with the prefix `pdfuaid`";
    /// ISO 14289-1, 6.1.
    C6_1_T1 = "6.1", Some(1), None, Error, "the header is `%PDF-1.n` with n from 0 to 7";
    /// ISO 14289-1, 6.2.
    C6_2_T1 = "6.2", Some(1), None, Error, "the catalog says that the file is marked (`MarkInfo`, `Marked`)";
    /// ISO 14289-1, 7.1.
    C7_1_T1 = "7.1", Some(1), Some("01-003"), Error, "no artifact lies inside of tagged content";
    /// ISO 14289-1, 7.1.
    C7_1_T2 = "7.1", Some(2), Some("01-004"), Error, "no tagged content lies inside of an artifact";
    /// ISO 14289-1, 7.1.
    C7_1_T3 = "7.1", Some(3), Some("01-005"), Error, "all content is tagged or an artifact";
    /// ISO 14289-1, 7.1.
    C7_1_T4 = "7.1", Some(4), Some("01-007"), Error, "`Suspects` is not true";
    /// ISO 14289-1, 7.1.
    C7_1_T5 = "7.1", Some(5), Some("02-001"), Error, "every structure type is a standard type or mapped to one";
    /// ISO 14289-1, 7.1.
    C7_1_T6 = "7.1", Some(6), Some("02-003"), Error, "no structure type is mapped to itself, directly or by others";
    /// ISO 14289-1, 7.1.
    C7_1_T7 = "7.1", Some(7), Some("02-004"), Error, "no standard structure type is mapped to another";
    /// ISO 14289-1, 7.1.
    C7_1_T8 = "7.1", Some(8), Some("06-001"), Error, "the catalog has XMP metadata";
    /// ISO 14289-1, 7.1.
    C7_1_T9 = "7.1", Some(9), Some("06-003"), Error, "the XMP metadata has a `dc:title`";
    /// ISO 14289-1, 7.1.
    C7_1_T10 = "7.1", Some(10), Some("07-001"), Error, "the title is displayed in the window (`DisplayDocTitle`)";
    /// ISO 14289-1, 7.1.
    C7_1_T11 = "7.1", Some(11), None, Error, "the file has a structure tree";
    /// ISO 14289-1, 7.1.
    C7_1_T12 = "7.1", Some(12), None, Error, "every structure element names its parent";
    /// ISO 14289-1, 7.2.
    C7_2_T2 = "7.2", Some(2), Some("11-003"), Error, "the language of the outline is known from the catalog";
    /// ISO 14289-1, 7.2.
    C7_2_T3 = "7.2", Some(3), Some("09-004"), Error, "a table has rows, row groups and a caption, nothing else";
    /// ISO 14289-1, 7.2.
    C7_2_T4 = "7.2", Some(4), Some("09-004"), Error, "a TR stands in a Table, THead, TBody or TFoot";
    /// ISO 14289-1, 7.2.
    C7_2_T5 = "7.2", Some(5), Some("09-004"), Error, "a THead stands in a Table";
    /// ISO 14289-1, 7.2.
    C7_2_T6 = "7.2", Some(6), Some("09-004"), Error, "a TBody stands in a Table";
    /// ISO 14289-1, 7.2.
    C7_2_T7 = "7.2", Some(7), Some("09-004"), Error, "a TFoot stands in a Table";
    /// ISO 14289-1, 7.2.
    C7_2_T8 = "7.2", Some(8), Some("09-004"), Error, "a TH stands in a TR";
    /// ISO 14289-1, 7.2.
    C7_2_T9 = "7.2", Some(9), Some("09-004"), Error, "a TD stands in a TR";
    /// ISO 14289-1, 7.2.
    C7_2_T10 = "7.2", Some(10), Some("09-004"), Error, "a TR has TH and TD, nothing else";
    /// ISO 14289-1, 7.2.
    C7_2_T11 = "7.2", Some(11), Some("09-004"), Error, "a table has at most one THead";
    /// ISO 14289-1, 7.2.
    C7_2_T12 = "7.2", Some(12), Some("09-004"), Error, "a table has at most one TFoot";
    /// ISO 14289-1, 7.2.
    C7_2_T13 = "7.2", Some(13), Some("09-004"), Error, "a table with a TFoot has a TBody";
    /// ISO 14289-1, 7.2.
    C7_2_T14 = "7.2", Some(14), Some("09-004"), Error, "a table with a THead has a TBody";
    /// ISO 14289-1, 7.2.
    C7_2_T15 = "7.2", Some(15), Some("09-004"), Error, "no cell of a table overlaps another";
    /// ISO 14289-1, 7.2.
    C7_2_T16 = "7.2", Some(16), Some("09-004"), Error, "the caption of a table is its first or last kid";
    /// ISO 14289-1, 7.2.
    C7_2_T17 = "7.2", Some(17), Some("09-005"), Error, "an LI stands in an L";
    /// ISO 14289-1, 7.2.
    C7_2_T18 = "7.2", Some(18), Some("09-005"), Error, "an LBody stands in an LI";
    /// ISO 14289-1, 7.2.
    C7_2_T19 = "7.2", Some(19), Some("09-005"), Error, "a list has L, LI and a caption, nothing else";
    /// ISO 14289-1, 7.2.
    C7_2_T20 = "7.2", Some(20), Some("09-005"), Error, "an LI has Lbl and LBody, nothing else";
    /// ISO 14289-1, 7.2.
    C7_2_T21 = "7.2", Some(21), Some("11-002"), Error, "the language of a replacement text (`ActualText`) is known";
    /// ISO 14289-1, 7.2.
    C7_2_T22 = "7.2", Some(22), Some("11-002"), Error, "the language of an alternative text (`Alt`) is known";
    /// ISO 14289-1, 7.2.
    C7_2_T23 = "7.2", Some(23), Some("11-002"), Error, "the language of an expansion (`E`) is known";
    /// ISO 14289-1, 7.2.
    C7_2_T24 = "7.2", Some(24), Some("11-004"), Error, "the language of an annotation's `Contents` is known";
    /// ISO 14289-1, 7.2.
    C7_2_T25 = "7.2", Some(25), Some("11-005"), Error, "the language of a field's `TU` is known";
    /// ISO 14289-1, 7.2.
    C7_2_T26 = "7.2", Some(26), Some("09-006"), Error, "a TOCI stands in a TOC";
    /// ISO 14289-1, 7.2.
    C7_2_T27 = "7.2", Some(27), Some("09-006"), Error, "a TOC has TOC, TOCI and a caption, nothing else";
    /// ISO 14289-1, 7.2.
    C7_2_T28 = "7.2", Some(28), Some("09-006"), Error, "the caption of a TOC is its first kid";
    /// ISO 14289-1, 7.2.
    C7_2_T29 = "7.2", Some(29), Some("11-001"), Error, "every `Lang` is a language tag";
    /// ISO 14289-1, 7.2.
    C7_2_T30 = "7.2", Some(30), Some("11-002"), Error, "the language of a Span's replacement text (`ActualText`) is known";
    /// ISO 14289-1, 7.2.
    C7_2_T31 = "7.2", Some(31), Some("11-002"), Error, "the language of a Span's alternative text (`Alt`) is known";
    /// ISO 14289-1, 7.2.
    C7_2_T32 = "7.2", Some(32), Some("11-002"), Error, "the language of a Span's expansion (`E`) is known";
    /// ISO 14289-1, 7.2.
    C7_2_T33 = "7.2", Some(33), Some("11-006"), Error, "the language of a text in the XMP metadata is known";
    /// ISO 14289-1, 7.2.
    C7_2_T34 = "7.2", Some(34), Some("11-001"), Error, "the language of every text in the content is known";
    /// ISO 14289-1, 7.2.
    C7_2_T36 = "7.2", Some(36), Some("09-004"), Error, "a THead has TR, nothing else";
    /// ISO 14289-1, 7.2.
    C7_2_T37 = "7.2", Some(37), Some("09-004"), Error, "a TBody has TR, nothing else";
    /// ISO 14289-1, 7.2.
    C7_2_T38 = "7.2", Some(38), Some("09-004"), Error, "a TFoot has TR, nothing else";
    /// ISO 14289-1, 7.2.
    C7_2_T39 = "7.2", Some(39), Some("09-004"), Error, "a table has at most one caption";
    /// ISO 14289-1, 7.2.
    C7_2_T40 = "7.2", Some(40), Some("09-005"), Error, "the caption of a list is its first kid";
    /// ISO 14289-1, 7.2.
    C7_2_T41 = "7.2", Some(41), Some("09-004"), Error, "no cell reaches below the last row of its table";
    /// ISO 14289-1, 7.2.
    C7_2_T42 = "7.2", Some(42), Some("09-004"), Error, "no cell reaches beyond the last column of its table";
    /// ISO 14289-1, 7.2.
    C7_2_T43 = "7.2", Some(43), Some("09-004"), Error, "no row of a table is shorter than its first";
    /// ISO 14289-1, 7.3.
    C7_3_T1 = "7.3", Some(1), Some("13-004"), Error, "a Figure has an alternative or a replacement text";
    /// ISO 14289-1, 7.4.2.
    C7_4_2_T1 = "7.4.2", Some(1), Some("14-003"), Error, "headings begin with H1 and skip no level";
    /// ISO 14289-1, 7.4.4.
    C7_4_4_T1 = "7.4.4", Some(1), Some("14-006"), Error, "no element has two H as kids";
    /// ISO 14289-1, 7.4.4.
    C7_4_4_T2 = "7.4.4", Some(2), Some("14-007"), Error, "a file with H1 to H6 has no H";
    /// ISO 14289-1, 7.4.4.
    C7_4_4_T3 = "7.4.4", Some(3), Some("14-007"), Error, "a file with H has no H1 to H6";
    /// ISO 14289-1, 7.5.
    C7_5_T1 = "7.5", Some(1), Some("15-003"), Error, "a cell of a table whose headers have no `Scope` names its headers";
    /// ISO 14289-1, 7.5.
    C7_5_T2 = "7.5", Some(2), Some("15-003"), Error, "a cell of a table whose headers have no `Scope` names headers that exist";
    /// ISO 14289-1, 7.7.
    C7_7_T1 = "7.7", Some(1), Some("17-002"), Error, "a Formula has an alternative or a replacement text";
    /// ISO 14289-1, 7.9.
    C7_9_T1 = "7.9", Some(1), Some("19-003"), Error, "a Note has an `ID`";
    /// ISO 14289-1, 7.9.
    C7_9_T2 = "7.9", Some(2), Some("19-004"), Error, "no two Notes have the same `ID`";
    /// ISO 14289-1, 7.10.
    C7_10_T1 = "7.10", Some(1), Some("20-001"), Error, "every optional content configuration has a `Name`";
    /// ISO 14289-1, 7.10.
    C7_10_T2 = "7.10", Some(2), Some("20-003"), Error, "no optional content configuration has `AS`";
    /// ISO 14289-1, 7.11.
    C7_11_T1 = "7.11", Some(1), Some("21-001"), Error, "the specification of an embedded file has `F` and `UF`";
    /// ISO 14289-1, 7.15.
    C7_15_T1 = "7.15", Some(1), Some("25-001"), Error, "no form is rendered dynamically by XFA";
    /// ISO 14289-1, 7.16.
    C7_16_T1 = "7.16", Some(1), Some("26-002"), Error, "encryption permits access for assistive technology";
    /// ISO 14289-1, 7.18.1.
    C7_18_1_T1 = "7.18.1", Some(1), Some("28-002"), Error, "an annotation is nested in an Annot element";
    /// ISO 14289-1, 7.18.1.
    C7_18_1_T2 = "7.18.1", Some(2), Some("28-004"), Error, "an annotation has `Contents` or its element an alternative text";
    /// ISO 14289-1, 7.18.1.
    C7_18_1_T3 = "7.18.1", Some(3), Some("28-005"), Error, "a field has `TU` or its element an alternative text";
    /// ISO 14289-1, 7.18.2.
    C7_18_2_T1 = "7.18.2", Some(1), Some("28-007"), Error, "there is no visible annotation of the type TrapNet";
    /// ISO 14289-1, 7.18.3.
    C7_18_3_T1 = "7.18.3", Some(1), Some("28-008"), Error, "a page with annotations has the tab order of the structure (`Tabs` is S)";
    /// ISO 14289-1, 7.18.4.
    C7_18_4_T1 = "7.18.4", Some(1), Some("28-010"), Error, "a Widget is nested in a Form element";
    /// ISO 14289-1, 7.18.4.
    C7_18_4_T2 = "7.18.4", Some(2), None, Error, "a Form element has one kid, a Widget, or a `Role`";
    /// ISO 14289-1, 7.18.5.
    C7_18_5_T1 = "7.18.5", Some(1), Some("28-011"), Error, "a link is nested in a Link element";
    /// ISO 14289-1, 7.18.5.
    C7_18_5_T2 = "7.18.5", Some(2), Some("28-012"), Error, "a link has `Contents`";
    /// ISO 14289-1, 7.18.6.2.
    C7_18_6_2_T1 = "7.18.6.2", Some(1), Some("28-014"), Error, "media clip data says its type (`CT`)";
    /// ISO 14289-1, 7.18.6.2.
    C7_18_6_2_T2 = "7.18.6.2", Some(2), Some("28-015"), Error, "media clip data has alternative texts (`Alt`)";
    /// ISO 14289-1, 7.18.8.
    C7_18_8_T1 = "7.18.8", Some(1), Some("28-017"), Error, "a PrinterMark annotation is not in the structure tree";
    /// ISO 14289-1, 7.20.
    C7_20_T1 = "7.20", Some(1), Some("30-001"), Error, "no form XObject refers to another file (`Ref`)";
    /// ISO 14289-1, 7.20.
    C7_20_T2 = "7.20", Some(2), Some("30-002"), Error, "a form XObject with content of the structure tree is drawn once";
    /// ISO 14289-1, 7.21.3.1.
    C7_21_3_1_T1 = "7.21.3.1", Some(1), Some("31-001"), Error, "the character collections of CIDFont and CMap agree";
    /// ISO 14289-1, 7.21.3.2.
    C7_21_3_2_T1 = "7.21.3.2", Some(1), Some("31-004"), Error, "an embedded CIDFont of TrueType outlines has a `CIDToGIDMap`";
    /// ISO 14289-1, 7.21.3.3.
    C7_21_3_3_T1 = "7.21.3.3", Some(1), Some("31-006"), Error, "a CMap is predefined or embedded";
    /// ISO 14289-1, 7.21.3.3.
    C7_21_3_3_T2 = "7.21.3.3", Some(2), Some("31-007"), Error, "the writing mode of an embedded CMap is the same in its dictionary and its text";
    /// ISO 14289-1, 7.21.3.3.
    C7_21_3_3_T3 = "7.21.3.3", Some(3), Some("31-008"), Error, "an embedded CMap uses no other than predefined ones";
    /// ISO 14289-1, 7.21.4.1.
    C7_21_4_1_T1 = "7.21.4.1", Some(1), Some("31-009"), Error, "fonts of visible text are embedded";
    /// ISO 14289-1, 7.21.4.1.
    C7_21_4_1_T2 = "7.21.4.1", Some(2), Some("31-011"), Error, "an embedded font has all glyphs that are shown";
    /// ISO 14289-1, 7.21.4.2.
    C7_21_4_2_T1 = "7.21.4.2", Some(1), Some("31-012"), Error, "the `CharSet` of an embedded subset lists its glyphs";
    /// ISO 14289-1, 7.21.4.2.
    C7_21_4_2_T2 = "7.21.4.2", Some(2), Some("31-014"), Error, "the `CIDSet` of an embedded subset lists its characters";
    /// ISO 14289-1, 7.21.5.
    C7_21_5_T1 = "7.21.5", Some(1), Some("31-016"), Error, "widths are the same in the dictionary and in the font";
    /// ISO 14289-1, 7.21.6.
    C7_21_6_T1 = "7.21.6", Some(1), Some("31-017"), Error, "a non-symbolic TrueType font has a character map beside that of symbols";
    /// ISO 14289-1, 7.21.6.
    C7_21_6_T2 = "7.21.6", Some(2), Some("31-021"), Error, "a non-symbolic TrueType font is encoded as MacRoman or WinAnsi";
    /// ISO 14289-1, 7.21.6.
    C7_21_6_T3 = "7.21.6", Some(3), Some("31-024"), Error, "a symbolic TrueType font has no `Encoding`";
    /// ISO 14289-1, 7.21.6.
    C7_21_6_T4 = "7.21.6", Some(4), Some("31-025"), Error, "a symbolic TrueType font has one character map, or that of symbols";
    /// ISO 14289-1, 7.21.7.
    C7_21_7_T1 = "7.21.7", Some(1), Some("31-027"), Error, "every character code that is shown has a text";
    /// ISO 14289-1, 7.21.7.
    C7_21_7_T2 = "7.21.7", Some(2), Some("31-028"), Error, "no character code stands for U+0000, U+FEFF or U+FFFE";
    /// ISO 14289-1, 7.21.8.
    C7_21_8_T1 = "7.21.8", Some(1), Some("31-030"), Error, "no character code that is shown means .notdef";
    /// ISO 14289-1, 7.2; without a number of its own there.
    RUBY = "7.2", None, Some("09-007"), Error, "a Ruby has RB and RT, with RP around the latter or not; these stand in a Ruby";
    /// ISO 14289-1, 7.2; without a number of its own there.
    WARICHU = "7.2", None, Some("09-008"), Error, "a Warichu has WT, with WP around it or not; these stand in a Warichu";
    /// ISO 14289-1, 7.3; without a number of its own there.
    EMPTY_ALTERNATIVE = "7.3", None, None, Warning, "an alternative or replacement text is not empty";
    /// ISO 14289-1, 7.11; without a number of its own there.
    UNTYPED_FILE = "7.11", None, Some("28-016"), Warning, "the file specification of an attachment has `F` and `UF`, also where it has no `Type`";
    /// ISO 14289-1, 7.18.8; without a number of its own there.
    PRINTER_MARK_CONTENT = "7.18.8", None, Some("28-018"), Warning, "the appearance of a PrinterMark is an artifact";
    /// ISO 14289-1, 7.20; without a number of its own there.
    REPEATED_FORM = "7.20", None, Some("30-002"), Warning, "a form XObject with marked content is drawn once";
    /// ISO 14289-1, 7.21.3.3; without a number of its own there.
    USED_CMAP = "7.21.3.3", None, Some("31-008"), Warning, "the text of a CMap uses no other than predefined ones";
    /// ISO 14289-1, 7.21.4.1; without a number of its own there.
    POST_ONLY = "7.21.4.1", None, Some("31-018"), Warning, "the glyphs of a non-symbolic TrueType font are reached by a character map";
    /// ISO 14289-1, 7.5; without a number of its own there.
    UNCOVERED_SPAN = "7.5", None, None, Warning, "the cells of a table span a positive number of rows and columns";
}
