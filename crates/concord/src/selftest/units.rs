//! The blocks of a publication as pairs of texts, clean and with each fault: for tools that compare such pairs.

use super::change::Fault;
use super::scene::{Role, Scene, entries, scenes, trimmed};
use concord_diagnostics::Sources;
use concord_document::BlockKind;
use concord_publication::Publication;
use serde_json::{Value, json};
use std::ops::Range;

/// A text and its translation, with their places.
struct Unit {
    locale: String,
    source: (String, Range<usize>),
    translation: (String, Range<usize>),
}

/// Every pair of texts by number, and for every fault the pairs that it changes. Texts are as they are written, with
/// markup and expressions. What a fault removes is empty.
pub(super) fn units(publication: &Publication, sources: &Sources, faults: &[Fault]) -> Value {
    let units: Vec<Unit> = scenes(publication, sources).iter().flat_map(of_scene).collect();
    let text = |path: &str| {
        let found = sources.iter().find(|(_, source)| source.name() == path);
        found.map_or("", |(_, source)| source.text().as_ref())
    };
    let whole =
        |(path, range): &(String, Range<usize>)| text(path).get(range.clone()).unwrap_or_default().to_owned();
    let clean: Vec<Value> = units
        .iter()
        .map(|unit| json!({ "locale": unit.locale, "source": whole(&unit.source), "translation": whole(&unit.translation) }))
        .collect();
    let faulty = |fault: &Fault| {
        let (mutated, _) = fault.change.apply(text(&fault.file));
        let part = |place: &(String, Range<usize>)| match (place.0 == fault.file, fault.change.removes_file) {
            (false, _) => whole(place),
            (true, true) => String::new(),
            (true, false) => mutated.get(fault.change.moved(&place.1)).unwrap_or_default().to_owned(),
        };
        let changed = units.iter().enumerate().filter_map(|(number, unit)| {
            let (source, translation) = (part(&unit.source), part(&unit.translation));
            let is_changed = source != whole(&unit.source) || translation != whole(&unit.translation);
            is_changed.then(|| json!({ "unit": number, "source": source, "translation": translation }))
        });
        let changed: Vec<Value> = changed.collect();
        json!({ "kind": fault.kind, "locale": fault.locale, "file": fault.file, "line": fault.line, "units": changed })
    };
    json!({ "units": clean, "faults": faults.iter().map(faulty).collect::<Vec<Value>>() })
}

fn of_scene(scene: &Scene<'_>) -> Vec<Unit> {
    let Some(source) = &scene.source else { return Vec::new() };
    let unit = |source_range: Range<usize>, range: Range<usize>| Unit {
        locale: scene.locale.to_owned(),
        source: (source.path.clone(), trimmed(source.text, source_range)),
        translation: (scene.path.clone(), trimmed(scene.text, range)),
    };
    if scene.role == Role::Messages {
        let originals = entries(source.text);
        let mut units = Vec::new();
        for entry in entries(scene.text) {
            let Some(original) = originals.iter().find(|original| original.header == entry.header) else {
                continue;
            };
            for key in &entry.keys {
                let same = original.keys.iter().find(|other| other.name == key.name);
                units.extend(same.map(|same| unit(same.value.clone(), key.value.clone())));
            }
        }
        return units;
    }
    let mut units = Vec::new();
    for (own, original) in scene.pairs() {
        match (&own.kind, &original.kind) {
            (BlockKind::Table(own), BlockKind::Table(original)) => {
                let cells = |table: &concord_document::Table| {
                    let rows = std::iter::once(&table.head).chain(&table.rows);
                    rows.flat_map(|row| row.cells.iter().map(|cell| cell.span.range())).collect::<Vec<_>>()
                };
                units.extend(cells(original).into_iter().zip(cells(own)).map(|(a, b)| unit(a, b)));
            }
            (BlockKind::Paragraph(_) | BlockKind::Heading { .. } | BlockKind::Figure(_), _) => {
                units.push(unit(original.span.range(), own.span.range()));
            }
            _ => {}
        }
    }
    units
}
