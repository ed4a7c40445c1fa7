//! What pages have besides their text: running heads, numbers, crop marks, and margins that mirror each other in a book.

use super::place::{Furniture, Geometry, Pages};
use crate::blocks::{artifact_text, line_width};
use crate::setter::Setter;
use crate::theme::{Align, FolioPlace, Style};
use concord_pages::{Artifact, Color, Item, Path, Point, Rect, Stroke};

/// Between the bleed and the edge of a sheet for a press: room for the crop marks.
pub(super) const SLUG: f32 = 18.0;
/// Between the bleed and a crop mark, and its length.
const MARK: (f32, f32) = (3.0, 12.0);

/// Where the page is cut out: two lines at every corner, outside of the bleed.
pub(super) fn crop_marks(width: f32, height: f32, bleed: f32) -> Vec<Item> {
    let stroke = Stroke { color: Color { red: 0, green: 0, blue: 0 }, width: 0.25, dash: None };
    let (from, to) = (bleed + MARK.0, bleed + MARK.0 + MARK.1);
    let mut items = Vec::new();
    for (x, outwards) in [(0.0, -1.0), (width, 1.0)] {
        for (y, downwards) in [(0.0, -1.0), (height, 1.0)] {
            let across = [from, to].map(|far| Point { x: x + outwards * far, y });
            let down = [from, to].map(|far| Point { x, y: y + downwards * far });
            items.extend([across, down].map(|[from, to]| Item::Path(Path::line(from, to, stroke))));
        }
    }
    items
}

/// A text on one line, shortened by whole words where it is too long: running heads are said in full elsewhere.
fn fitted_text(
    setter: &mut Setter<'_>,
    text: &str,
    style: &Style,
    at: (f32, f32),
    (width, align): (f32, Align),
) -> (Vec<Item>, f32) {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let mut shown = text.to_owned();
    while words.len() > 1 && line_width(setter, &shown, style) > width {
        words.pop();
        shown = format!("{}…", words.join(" ").trim_end_matches([',', ':', ';']));
    }
    artifact_text(setter, &shown, style, at, (width, align))
}

impl Pages {
    /// Gives the page that was just begun without them its running head and number, and all after it.
    pub(crate) fn furnish(&mut self, setter: &mut Setter<'_>, furniture: Furniture) {
        self.furniture = furniture;
        let number = self.pages.len();
        self.draw_furniture(setter, number);
    }

    /// Whether the page that is being filled lies at the left of an open book. On a screen no page does.
    fn is_verso(&self) -> bool {
        self.geometry.print.is_some() && self.pages.len().is_multiple_of(2)
    }

    /// The left edge of the text block. In a book the margins are mirrored, and the fold takes some of the inner one.
    pub(super) fn left(&self) -> f32 {
        let Geometry { left, right, print, .. } = self.geometry;
        let fold = print.map_or(0.0, |print| print.binding) / 2.0;
        if self.is_verso() { right - fold } else { left + fold }
    }

    pub(super) fn draw_furniture(&mut self, setter: &mut Setter<'_>, number: usize) {
        let page = &setter.theme.page;
        let (left, width) = (self.left(), page.full_width());
        let (head_y, foot_y) = (page.top * 0.56, page.height - self.geometry.bottom * 0.48);
        let master = &setter.theme.masters.running;
        let place = master.folio;
        if !self.furniture.running.is_empty() && master.head {
            let items = self.running_head(setter, (left, head_y), width);
            self.artifact(Artifact::Header, items);
        }
        if self.furniture.folio && place != FolioPlace::None {
            let style = setter.theme.styles.folio.clone();
            let (x, align) = match place {
                FolioPlace::Centre => (left + width / 2.0 - 30.0, Align::Centre),
                _ if self.is_verso() => (left, Align::Start),
                _ => (left + width - 60.0, Align::End),
            };
            let (items, _) = artifact_text(setter, &number.to_string(), &style, (x, foot_y), (60.0, align));
            self.artifact(Artifact::Footer, items);
        }
    }

    /// The document's title towards the fold, the section's at the outer edge, over a rule. Where both have no room
    /// beside each other, the section's stands alone.
    fn running_head(&self, setter: &mut Setter<'_>, (left, y): (f32, f32), width: f32) -> Vec<Item> {
        let style = setter.theme.styles.running.clone();
        let light = Style { weight: 400, ..style.clone() };
        let aligns = if self.is_verso() { [Align::End, Align::Start] } else { [Align::Start, Align::End] };
        let title = setter.document.words.running_title.clone();
        let section = self.furniture.running.clone();
        let (mut items, taken) = artifact_text(setter, &title, &style, (left, y), (width, aligns[0]));
        let (own, section_width) = fitted_text(setter, &section, &light, (left, y), (width, aligns[1]));
        if taken + section_width + style.size * 2.0 > width {
            items.clear();
        }
        items.extend(own);
        if setter.theme.masters.running.rule {
            let line = Rect { x: left, y: y + 6.0, width, height: 0.5 };
            items.push(Item::Path(Path::rectangle(line, setter.theme.colors.rule)));
        }
        items
    }
}
