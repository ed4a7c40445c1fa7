//! The output intent: what the colours of the file mean (ISO 19005-2, 6.2.3).

use super::Seal;
use super::values::{dictionary, name, text};
use lopdf::{Object, Stream};

/// Says that red, green and blue are those of sRGB, and embeds its profile.
pub(super) fn add(seal: &mut Seal) {
    let profile = typst_assets::icc::S_RGB_V4.to_vec();
    let profile = seal.add(Stream::new(dictionary([("N", 3.into())]), profile));
    let intent = dictionary([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFA1")),
        ("OutputConditionIdentifier", text("sRGB")),
        ("RegistryName", text("http://www.color.org")),
        ("Info", text("sRGB IEC61966-2.1")),
        ("DestOutputProfile", profile.into()),
    ]);
    seal.catalog.set("OutputIntents", Object::Array(vec![intent.into()]));
}
