//! Composite fonts: character collections, CMaps and the way to glyphs (ISO 14289-1, 7.21.3).

use super::UsedFont;
use super::encoding_map::EncodingMap;
use crate::file::File;
use crate::finding::Place;
use crate::language::shorten;
use crate::rules;
use concord_pdf::lopdf::{Dictionary, Object};

/// The predefined CMaps (ISO 32000-1, table 118) with the ordering and the supplement of their character collections.
const PREDEFINED: [(&str, i64, &[&str]); 12] = [
    (
        "CNS1",
        0,
        &[
            "B5pc-H",
            "B5pc-V",
            "ETen-B5-H",
            "ETen-B5-V",
            "ETenms-B5-H",
            "ETenms-B5-V",
            "CNS-EUC-H",
            "CNS-EUC-V",
        ],
    ),
    ("CNS1", 3, &["HKscs-B5-H", "HKscs-B5-V", "UniCNS-UCS2-H", "UniCNS-UCS2-V"]),
    ("CNS1", 4, &["UniCNS-UTF16-H", "UniCNS-UTF16-V"]),
    ("GB1", 0, &["GB-EUC-H", "GB-EUC-V", "GBpc-EUC-H", "GBpc-EUC-V"]),
    ("GB1", 2, &["GBK-EUC-H", "GBK-EUC-V", "GBKp-EUC-H", "GBKp-EUC-V"]),
    ("GB1", 4, &["GBK2K-H", "GBK2K-V", "UniGB-UCS2-H", "UniGB-UCS2-V", "UniGB-UTF16-H", "UniGB-UTF16-V"]),
    ("Japan1", 1, &["83pv-RKSJ-H", "90pv-RKSJ-H", "Add-RKSJ-H", "Add-RKSJ-V", "EUC-H", "EUC-V", "H", "V"]),
    (
        "Japan1",
        2,
        &["90ms-RKSJ-H", "90ms-RKSJ-V", "90msp-RKSJ-H", "90msp-RKSJ-V", "Ext-RKSJ-H", "Ext-RKSJ-V"],
    ),
    ("Japan1", 4, &["UniJIS-UCS2-H", "UniJIS-UCS2-V", "UniJIS-UCS2-HW-H", "UniJIS-UCS2-HW-V"]),
    ("Japan1", 5, &["UniJIS-UTF16-H", "UniJIS-UTF16-V"]),
    ("Korea1", 0, &["KSC-EUC-H", "KSC-EUC-V", "KSCpc-EUC-H"]),
    (
        "Korea1",
        1,
        &["KSCms-UHC-H", "KSCms-UHC-V", "KSCms-UHC-HW-H", "KSCms-UHC-HW-V", "UniKS-UCS2-H", "UniKS-UCS2-V"],
    ),
];

/// A character collection.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Collection {
    registry: String,
    ordering: String,
    supplement: i64,
}

/// Judges a composite font that is used.
pub(crate) fn judge(file: &File, font: &UsedFont, has_program: bool) {
    let encoding = file.objects.get(font.entries, "Encoding");
    agreement(file, font, encoding);
    if has_program {
        glyphs(file, font);
    }
    if let Some(encoding) = encoding {
        map(file, font, encoding);
    }
}

/// The ordering and the supplement of a predefined CMap.
pub(crate) fn predefined(name: &str) -> Option<(&'static str, i64)> {
    if matches!(name, "UniKS-UTF16-H" | "UniKS-UTF16-V") {
        return Some(("Korea1", 2));
    }
    if matches!(name, "Identity-H" | "Identity-V") {
        return Some(("Identity", 0));
    }
    let (ordering, supplement, _) = PREDEFINED.iter().find(|(_, _, names)| names.contains(&name))?;
    Some((ordering, *supplement))
}

fn collection(file: &File, entries: Option<&Dictionary>) -> Option<Collection> {
    let entries = entries?;
    let text = |key: &str| file.text(entries, key);
    let supplement = file.objects.get_integer(entries, "Supplement").unwrap_or(0);
    Some(Collection { registry: text("Registry")?, ordering: text("Ordering")?, supplement })
}

/// ISO 14289-1, 7.21.3.1: the CMap is made for the characters of the font.
fn agreement(file: &File, font: &UsedFont, encoding: Option<&Object>) {
    let (name, of_map) = match encoding {
        Some(Object::Name(name)) => {
            let name = String::from_utf8_lossy(name).into_owned();
            let of_map = predefined(&name).map(|(ordering, supplement)| Collection {
                registry: "Adobe".into(),
                ordering: ordering.into(),
                supplement,
            });
            (name, of_map)
        }
        Some(Object::Stream(stream)) => {
            let entries = match file.objects.get(&stream.dict, "CIDSystemInfo") {
                Some(Object::Array(all)) => all.first().and_then(|first| file.objects.dictionary(first)),
                _ => file.objects.get_dictionary(&stream.dict, "CIDSystemInfo"),
            };
            (file.objects.get_name(&stream.dict, "CMapName").unwrap_or_default(), collection(file, entries))
        }
        _ => (String::new(), None),
    };
    if matches!(name.as_str(), "Identity-H" | "Identity-V") {
        return;
    }
    let of_font = collection(file, file.objects.get_dictionary(font.inner, "CIDSystemInfo"));
    let (condition, what) = match (&of_font, &of_map) {
        (Some(of_font), Some(of_map)) => {
            if of_font.registry != of_map.registry {
                ("31-001", format!("the registries {} and {}", of_font.registry, of_map.registry))
            } else if of_font.ordering != of_map.ordering {
                ("31-002", format!("the orderings {} and {}", of_font.ordering, of_map.ordering))
            } else if of_font.supplement > of_map.supplement {
                ("31-003", format!("the supplements {} and {}", of_font.supplement, of_map.supplement))
            } else {
                return;
            }
        }
        _ => ("31-001", "not both a character collection".into()),
    };
    let message = format!("the CIDFont and the CMap of {} have {}", font.name(file), shorten(&what));
    file.find_as(&rules::C7_21_3_1_T1, Some(condition), font.place(), message);
}

/// ISO 14289-1, 7.21.3.2.
fn glyphs(file: &File, font: &UsedFont) {
    let is_true_type = file.objects.get_name_bytes(font.inner, "Subtype") == Some(b"CIDFontType2");
    if !is_true_type {
        return;
    }
    let condition = match file.objects.get(font.inner, "CIDToGIDMap") {
        Some(Object::Stream(_)) => return,
        Some(Object::Name(name)) if name == b"Identity" => return,
        None | Some(Object::Null) => "31-005",
        Some(_) => "31-004",
    };
    let message = format!("the CIDFont of {} has no right `CIDToGIDMap`", font.name(file));
    let place = Place::on_page(font.page, font.inner_id);
    file.find_as(&rules::C7_21_3_2_T1, Some(condition), place, message);
}

/// ISO 14289-1, 7.21.3.3: which CMaps there may be.
fn map(file: &File, font: &UsedFont, encoding: &Object) {
    let place = || font.place();
    let is_unlisted = |name: &[u8]| predefined(&String::from_utf8_lossy(name)).is_none();
    let message =
        |name: &[u8]| format!("the CMap {} is not predefined", shorten(&String::from_utf8_lossy(name)));
    let stream = match encoding {
        Object::Name(name) if is_unlisted(name) => {
            return file.find(&rules::C7_21_3_3_T1, place(), message(name));
        }
        Object::Stream(stream) => stream,
        _ => return,
    };
    let used = match file.objects.get(&stream.dict, "UseCMap") {
        Some(Object::Name(name)) => {
            if is_unlisted(name) {
                file.find(&rules::C7_21_3_3_T1, place(), message(name));
            }
            Some(name.as_slice())
        }
        Some(Object::Stream(used)) => {
            Some(file.objects.get_name_bytes(&used.dict, "CMapName").unwrap_or_default())
        }
        None | Some(Object::Null) => None,
        // Anything else names no CMap.
        Some(_) => {
            file.find(&rules::C7_21_3_3_T1, place(), message(b"that another uses"));
            Some(b"".as_slice())
        }
    };
    if let Some(name) = used.filter(|name| is_unlisted(name)) {
        file.find(&rules::C7_21_3_3_T3, place(), message(name));
    }
    let Ok(bytes) = file.objects.unpack(stream) else { return };
    let parsed = EncodingMap::parse(&bytes);
    let stated = file.objects.get_integer(&stream.dict, "WMode").unwrap_or(0);
    if stated != parsed.writing_mode {
        let what = format!(
            "`WMode` is {stated} in the dictionary of the CMap and {} in its text",
            parsed.writing_mode
        );
        file.find(&rules::C7_21_3_3_T2, place(), what);
    }
    if let Some(name) = parsed.uses.filter(|name| used.is_none() && is_unlisted(name)) {
        file.find(&rules::USED_CMAP, place(), message(&name));
    }
}
