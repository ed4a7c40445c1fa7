//! TrueType programs have the tables of codes that their kind needs (ISO 14289-1, 7.21.6).

use super::UsedFont;
use super::program::Program;
use crate::file::File;
use crate::rules;
use concord_pdf::lopdf::Object;

/// Judges a font that is used and whose program could be read.
pub(crate) fn judge(file: &File, font: &UsedFont, program: &Program) {
    let Program::TrueType(program) = program else { return };
    if font.subtype != b"TrueType" {
        return;
    }
    let (count, has_symbols) = (program.code_table_count(), program.has_codes(3, 0));
    let name = font.name(file);
    if font.is_symbolic(file) {
        if count != 1 && !has_symbols {
            let condition = if count == 0 { "31-025" } else { "31-026" };
            let message =
                format!("{name} is symbolic and has {count} tables of codes, none of them for symbols");
            file.find_as(&rules::C7_21_6_T4, Some(condition), font.place(), message);
        }
        return;
    }
    if count <= usize::from(has_symbols) {
        let message = format!("{name} is not symbolic and has no table of codes but that of symbols");
        file.find(&rules::C7_21_6_T1, font.place(), message);
    }
    let has_differences = match file.objects.get(font.entries, "Encoding") {
        Some(Object::Dictionary(encoding)) => file.has(encoding, "Differences"),
        _ => false,
    };
    if has_differences && !program.has_codes(3, 1) {
        let message = format!("{name} names glyphs by differences and has no table of codes of Unicode");
        file.find_as(&rules::C7_21_6_T2, Some("31-023"), font.place(), message);
    }
}
