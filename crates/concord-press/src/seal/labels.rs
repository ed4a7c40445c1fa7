//! Page labels: the numbers that pages are known by (ISO 32000-1, 12.4.2; PDF/UA-1, 7.17).

use super::Seal;
use super::values::{dictionary, name, text};
use concord_pages::{PageLabelRange, PageLabelStyle};
use lopdf::{Dictionary, Object};

/// Writes the ranges. The file must number its first page, so pages before the first range count from 1.
pub(super) fn add(seal: &mut Seal) {
    let ranges = &seal.document.labels;
    let Some(first) = ranges.first() else { return };
    let mut numbers: Vec<Object> = Vec::new();
    if first.first_page > 0 {
        numbers.extend([0.into(), dictionary([("S", name("D"))]).into()]);
    }
    for range in ranges {
        numbers.extend([(range.first_page as i64).into(), label(range).into()]);
    }
    seal.catalog.set("PageLabels", dictionary([("Nums", numbers.into())]));
}

fn label(range: &PageLabelRange) -> Dictionary {
    let mut label = Dictionary::new();
    match range.style {
        PageLabelStyle::None => {}
        PageLabelStyle::Decimal => label.set("S", name("D")),
        PageLabelStyle::LowerRoman => label.set("S", name("r")),
    }
    if !range.prefix.is_empty() {
        label.set("P", text(&range.prefix));
    }
    if range.first_number != 1 {
        label.set("St", i64::from(range.first_number));
    }
    label
}
