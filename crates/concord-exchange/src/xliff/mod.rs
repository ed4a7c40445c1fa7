//! XLIFF 2.1 (OASIS Standard, 2018), the core without modules.
//!
//! A file of texts is a `<file>`, a unit a `<unit>` of one `<segment>`. Markup is `<pc>` and `<ph>` with what it stands for in
//! `<originalData>`; what comes back is taken by the ids of these alone. What a tool may do to a file without a change of
//! texts is read too: pairs as `<sc/>` and `<ec/>`, more segments in a unit, annotations, characters as `<cp/>`.

mod reading;
mod writing;

pub use reading::read;
pub use writing::write;

/// The namespace of the core.
const CORE: &str = "urn:oasis:names:tc:xliff:document:2.0";
/// The namespace of what is ours: the digest of the translation that went out.
const OURS: &str = "urn:concord:exchange:1";
