//! An entry of the cache as bytes: a line that says what it is, the digest of the rest, the key, and the length of what is known
//! of the edition; that as JSON, and the file.

use super::Key;
use crate::edition::Finished;
use crate::manifest::Output;
use concord_diagnostics::Diagnostic;
use concord_proof::{FactPlace, Shape};
use serde::{Deserialize, Serialize};

/// The first bytes.
const MAGIC: &[u8] = b"concord edition 1\n";
/// The length of a digest and of a key.
const DIGEST: usize = blake3::OUT_LEN;
/// The length of the number that says how long the JSON is.
const LENGTH: usize = size_of::<u64>();

/// What is known of an edition.
#[derive(Serialize, Deserialize)]
struct Known {
    output: Output,
    facts: Vec<FactPlace>,
    shape: Shape,
    findings: Vec<Diagnostic>,
}

/// The bytes of an entry. `None` where there is no way to write it.
pub(super) fn write(finished: &Finished, findings: &[Diagnostic], key: &Key) -> Option<Vec<u8>> {
    let known = Known {
        output: finished.output.clone(),
        facts: finished.facts.clone(),
        shape: finished.shape.clone(),
        findings: findings.to_vec(),
    };
    let known = serde_json::to_vec(&known).ok()?;
    let mut bytes = MAGIC.to_vec();
    bytes.extend([0; DIGEST]);
    bytes.extend(key.bytes());
    bytes.extend((known.len() as u64).to_le_bytes());
    bytes.extend(&known);
    bytes.extend(&finished.bytes);
    let (head, rest) = bytes.split_at_mut(MAGIC.len() + DIGEST);
    head[MAGIC.len()..].copy_from_slice(blake3::hash(rest).as_bytes());
    Some(bytes)
}

/// What an entry holds. `None` where it is not whole or not the one of this key.
pub(super) fn read(bytes: &[u8], key: &Key) -> Option<(Finished, Vec<Diagnostic>)> {
    let (digest, rest) = bytes.strip_prefix(MAGIC)?.split_at_checked(DIGEST)?;
    if blake3::hash(rest).as_bytes() != digest {
        return None;
    }
    let (own, rest) = rest.split_at_checked(DIGEST)?;
    let (length, rest) = rest.split_at_checked(LENGTH)?;
    let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
    let (known, file) = rest.split_at_checked(length)?;
    let Known { output, facts, shape, findings } = serde_json::from_slice(known).ok()?;
    let is_right = own == key.bytes() && output.bytes == file.len();
    is_right.then(|| (Finished { output, bytes: file.to_vec(), facts, shape, kept: None }, findings))
}

#[cfg(test)]
mod tests {
    use super::*;
    use concord_diagnostics::{Code, SourceId, Span};

    fn finished() -> Finished {
        let output = Output {
            file: "a-en.pdf".to_owned(),
            sha256: String::new(),
            bytes: 5,
            pages: Some(1),
            locale: Some("en".to_owned()),
            document: Some("a".to_owned()),
            title: "Ä".to_owned(),
            standards: None,
        };
        let span = Span::new(SourceId(3), 4..9);
        let fact = FactPlace {
            key: "countries".to_owned(),
            helper: "count".to_owned(),
            text: "120".to_owned(),
            pages: vec![0, 1],
            span,
        };
        Finished { output, bytes: b"%PDF-".to_vec(), facts: vec![fact], shape: Shape::default(), kept: None }
    }

    #[test]
    fn an_entry_comes_back_and_any_other_byte_is_none() {
        let key = Key::of_test("one");
        let span = Span::new(SourceId(1), 0..2);
        let finding = Diagnostic::new(Code::UNUSED_FACT, "m").at(span, "here").suggest(span, "x");
        let bytes = write(&finished(), std::slice::from_ref(&finding), &key).expect("an entry");
        let (back, findings) = read(&bytes, &key).expect("the edition");
        assert_eq!((back.output, back.bytes), (finished().output, finished().bytes));
        assert_eq!((back.facts, back.shape), (finished().facts, finished().shape));
        assert_eq!(findings, [finding]);
        assert!(read(&bytes, &Key::of_test("other")).is_none());
        for at in 0..bytes.len() {
            assert!(read(&bytes[..at], &key).is_none(), "cut at {at}");
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert!(read(&other, &key).is_none(), "changed at {at}");
        }
    }
}
