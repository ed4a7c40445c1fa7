//! Bytes into registered texts.

use concord_diagnostics::{Code, Diagnostic, SourceId, Sources, Span};

/// Registers a file's bytes as a text. Of a file that is not UTF-8 the valid beginning is kept, so that the finding can
/// show the line on which the trouble starts and later stages still find what stands before it.
pub(crate) fn register(
    sources: &mut Sources,
    path: &str,
    bytes: &[u8],
    diagnostics: &mut Vec<Diagnostic>,
) -> SourceId {
    // A byte order mark is no character of the text.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return sources.add(path, text),
        Err(error) => error,
    };
    let valid = error.valid_up_to();
    let prefix = String::from_utf8_lossy(&bytes[..valid]).into_owned();
    let line_start = prefix.rfind('\n').map_or(0, |at| at + 1);
    let line = prefix.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let id = sources.add(path, prefix);
    let finding = Diagnostic::new(
        Code::INVALID_UTF8,
        format!("`{path}` is not saved as UTF-8: a character on line {line} cannot be read"),
    )
    .at(Span::new(id, line_start..valid), "up to here it could be read")
    .help(
        "save the file with the encoding UTF-8, and look at its accents; nothing after this place was read",
    );
    diagnostics.push(finding);
    id
}
