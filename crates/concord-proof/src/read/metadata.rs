//! What the file says of itself as a whole.

use crate::transcript::Transcript;
use concord_pdf::Objects;
use lopdf::Object;

/// Reads catalog, Info dictionary and XMP packet.
pub(super) fn read(objects: &Objects, transcript: &mut Transcript) {
    for (key, value) in objects.information().into_iter().flatten() {
        if let Some(Ok(text)) = objects.resolve(value).map(lopdf::decode_text_string) {
            transcript.information.insert(String::from_utf8_lossy(key).into_owned(), text);
        }
    }
    let Some(catalog) = objects.catalog() else { return };
    let flag = |dictionary: &str, key: &str| {
        let entries = objects.get_dictionary(catalog, dictionary)?;
        objects.get(entries, key).and_then(|value| Object::as_bool(value).ok())
    };
    transcript.language = objects.get_text(catalog, "Lang").filter(|tag| !tag.is_empty());
    transcript.shows_title = flag("ViewerPreferences", "DisplayDocTitle").unwrap_or(false);
    transcript.is_tagged = flag("MarkInfo", "Marked").unwrap_or(false);
    if let Some(Ok(packet)) = objects.get_stream(catalog, "Metadata").map(|stream| objects.unpack(stream)) {
        transcript.xmp.packet = String::from_utf8_lossy(&packet).into_owned();
    }
}
