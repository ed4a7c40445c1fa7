//! Set pages as text: what tests compare and people review.
//!
//! One line a thing drawn, in drawing order: its place in points from the page's top left corner, its font and size,
//! its characters, and what it belongs to.

use crate::{Artifact, Item, Owner, Page, Segment, SetDocument, Target};
use std::fmt::Write;

/// All pages, one after the other.
pub fn pages(document: &SetDocument) -> String {
    let mut out = String::new();
    for (number, page) in document.pages.iter().enumerate() {
        page_text(document, number, page, &mut out);
    }
    out
}

fn page_text(document: &SetDocument, number: usize, page: &Page, out: &mut String) {
    let _ = writeln!(out, "page {} ({} x {})", number + 1, page.width, page.height);
    for mark in &page.marks {
        let _ = writeln!(out, "  {}", owner(document, mark.owner));
        for item in &mark.items {
            let _ = writeln!(out, "    {}", item_text(document, item));
        }
    }
    for link in &page.links {
        let target = match &link.target {
            Target::Address(address) => address.clone(),
            Target::Place(place) => format!("page {} at {:.1}", place.page + 1, place.y),
        };
        let _ = writeln!(out, "  link to {target}: {}", link.description);
    }
}

fn owner(document: &SetDocument, owner: Owner) -> String {
    match owner {
        Owner::Element(id) => format!("{} #{}", document.structure.get(id).role.name(), id.0),
        Owner::Artifact(Artifact::Header) => "artifact header".to_owned(),
        Owner::Artifact(Artifact::Footer) => "artifact footer".to_owned(),
        Owner::Artifact(Artifact::Layout) => "artifact layout".to_owned(),
        Owner::Artifact(Artifact::Background) => "artifact background".to_owned(),
        Owner::Artifact(Artifact::Page) => "artifact page".to_owned(),
    }
}

fn item_text(document: &SetDocument, item: &Item) -> String {
    match item {
        Item::Text(run) => {
            let font = document.fonts.get(usize::from(run.font.0)).map_or("?", |font| font.name.as_str());
            let width: f32 = run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * run.size / 1000.0;
            let (x, y) = (run.origin.x, run.origin.y);
            let text = run
                .text
                .replace('\u{ad}', "<shy>")
                .replace('\u{a0}', "<nbsp>")
                .replace('\u{202f}', "<nnbsp>");
            format!("{x:.2} {y:.2} +{width:.2} {font} {}: {text}|", run.size)
        }
        Item::Image(image) => {
            let rect = image.rect;
            format!(
                "image {} at {:.2} {:.2}, {:.2} x {:.2}",
                image.image.0, rect.x, rect.y, rect.width, rect.height
            )
        }
        Item::Path(path) => {
            let points = path.segments.iter().filter_map(|segment| match segment {
                Segment::Move(point) | Segment::Line(point) | Segment::Curve(_, _, point) => Some(point),
                Segment::Close => None,
            });
            let places: Vec<String> = points.map(|point| format!("{:.2},{:.2}", point.x, point.y)).collect();
            let kind = if path.paint.fill.is_some() { "fill" } else { "stroke" };
            format!("{kind} {}", places.join(" "))
        }
    }
}
