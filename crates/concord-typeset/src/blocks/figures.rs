//! Pictures with their captions.

use super::charts::set_caption;
use super::{Area, set_text};
use crate::flow::{BREAK_BETWEEN, BoxMark, Flow, FlowBox, FlowItem};
use crate::images::{DecodeError, decode};
use crate::inline::collect;
use crate::setter::Setter;
use crate::tree::NodeId;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::Figure;
use concord_pages::{ImageId, Item, PlacedImage, Rect, Role};

/// The resolution below which a picture is not enlarged, in points a pixel (150 pixels an inch).
const POINTS_A_PIXEL: f32 = 72.0 / 150.0;

/// Sets a picture as a `Figure`, its caption below it.
pub(super) fn set_figure(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    figure: &Figure,
    span: Span,
    parent: NodeId,
    area: Area,
) {
    let Some(image) = raster(setter, &figure.path, span) else { return };
    let group = setter.tree.add(parent, Role::Div);
    let element = setter.tree.add(group, Role::Figure);
    setter.tree.attributes(element).alternative = Some(figure.alternative.clone());
    let (columns, rows) = (setter.rasters[image.0].width as f32, setter.rasters[image.0].height as f32);
    let most_height = setter.theme.page.body_height() * 0.6;
    let width = area.width.min(columns * POINTS_A_PIXEL).min(most_height * columns / rows);
    let rect = Rect { x: area.x, y: 0.0, width, height: width * rows / columns };
    let marks = vec![BoxMark::piece(setter, element, vec![Item::Image(PlacedImage { image, rect })])];
    set_caption(setter, flow, &[], group, area);
    flow.push(FlowItem::Box(FlowBox {
        height: rect.height,
        marks,
        figures: vec![(element, rect)],
        ..FlowBox::default()
    }));
    if figure.caption.is_empty() {
        flow.end(setter.theme.page.grid);
        return;
    }
    flow.end(4.0);
    flow.keep();
    let style = setter.theme.styles.caption.clone();
    let caption = setter.tree.add(group, Role::Caption);
    let text = collect::collect(setter, &figure.caption, &style, caption);
    set_text(setter, flow, &text, &style, area, BREAK_BETWEEN);
    flow.end(setter.theme.page.grid);
}

/// The decoded picture, each file once. A file that cannot be decoded is reported and left out.
fn raster(setter: &mut Setter<'_>, path: &str, span: Span) -> Option<ImageId> {
    if let Some(known) = setter.raster_ids.get(path) {
        return Some(*known);
    }
    // A missing file was reported when the folder was read.
    let bytes = setter.images.get(path)?;
    match decode(bytes) {
        Ok(raster) => {
            setter.rasters.push(raster);
            let id = ImageId(setter.rasters.len() - 1);
            setter.raster_ids.insert(path.to_owned(), id);
            Some(id)
        }
        // Bytes of no picture were reported when the folder was read, too.
        Err(DecodeError::NoPicture) => None,
        Err(DecodeError::Unusable(reason)) => {
            let diagnostic =
                Diagnostic::new(Code::INVALID_IMAGE, format!("`{path}` is not a usable image: {reason}"))
                    .at(span, "shown here")
                    .help("save it as PNG (8 bits a channel) or baseline or progressive JPEG");
            setter.diagnostics.push(diagnostic);
            None
        }
    }
}
