//! Marked-content sequences: their properties, and the structure elements that own them (ISO 32000-1, 14.6 and 14.7.4).

use super::state::Frame;
use super::{Source, Walker};
use crate::file::File;
use crate::finding::Place;
use crate::language;
use crate::rules;
use concord_pdf::lopdf::{Dictionary, Object};
use concord_pdf::{Token, operands};

/// The elements of a stream's content, by the parent tree.
#[derive(Clone, Copy)]
pub(super) enum Owners<'o> {
    /// It has none.
    None,
    /// All of it belongs to one.
    One(&'o Dictionary),
    /// By the numbers of its marks.
    ByMark(&'o [Object]),
}

impl<'o> Owners<'o> {
    /// Looks a page or a form up.
    pub(super) fn of(file: &File<'o>, owner: &Dictionary) -> Self {
        let listed = |key: &str| {
            let key = file.objects.get_integer(owner, key)?;
            file.objects.resolve(file.parents.get(key)?)
        };
        if file.has(owner, "StructParent") {
            return match listed("StructParent") {
                Some(Object::Dictionary(element)) => Self::One(element),
                _ => Self::None,
            };
        }
        match listed("StructParents") {
            Some(Object::Array(elements)) => Self::ByMark(elements),
            _ => Self::None,
        }
    }

    fn get(self, file: &File<'o>, mark: i64) -> Option<&'o Dictionary> {
        match self {
            Self::None => None,
            Self::One(element) => Some(element),
            Self::ByMark(elements) => {
                match file.objects.resolve(elements.get(usize::try_from(mark).ok()?)?)? {
                    Object::Dictionary(element) => Some(element),
                    _ => None,
                }
            }
        }
    }
}

impl<'o> Walker<'_, 'o> {
    /// Begins a sequence inside of another, and judges it.
    pub(super) fn begin(
        &mut self,
        source: &Source<'o>,
        owners: Owners<'o>,
        around: Frame,
        tokens: &[Token],
        has_properties: bool,
    ) -> Frame {
        let tag = if has_properties { tag_before_properties(tokens) } else { tokens.last() };
        let tag = tag.and_then(Token::name).unwrap_or_default();
        let direct;
        let properties = if !has_properties {
            None
        } else if let Some(name @ Token::Name(_)) = tokens.last() {
            name.name()
                .and_then(|name| self.resource(source, "Properties", &name))
                .and_then(|object| self.file.objects.dictionary(object))
        } else {
            direct = operands::objects(tokens).pop();
            direct.as_ref().and_then(|properties| properties.as_dict().ok())
        };
        let place = || Place::on_page(source.page, source.id);
        let mut frame = around;
        let is_artifact = *tag == *b"Artifact";
        frame.is_artifact |= is_artifact;
        if let Some(properties) = properties {
            language::judge(self.file, properties, place);
            let mark = self.file.objects.get_integer(properties, "MCID");
            if let Some(drawn) = mark.and_then(|_| self.drawn.get_mut(self.open.last()?)) {
                drawn.has_marks = true;
            }
            let element = mark.and_then(|mark| owners.get(self.file, mark));
            if let Some(element) = element {
                let ancestry = self.ancestries.of(self.file, element);
                frame.is_tagged = ancestry.is_tagged;
                frame.has_language |= ancestry.has_language;
            }
            frame.has_language |= self.file.has_string(properties, "Lang");
            if source.handed.is_real && *tag == *b"Span" {
                self.span_texts(properties, frame, &place);
            }
        }
        if source.handed.is_real {
            if is_artifact && frame.is_tagged {
                self.file.find(&rules::C7_1_T1, place(), "an artifact lies inside of tagged content");
            }
            if frame.is_tagged && around.is_artifact {
                self.file.find(&rules::C7_1_T2, place(), "tagged content lies inside of an artifact");
            }
        }
        frame
    }

    /// ISO 14289-1, 7.2: texts that a Span has in its properties.
    fn span_texts(&self, properties: &Dictionary, frame: Frame, place: &impl Fn() -> Place) {
        if self.file.has_language || frame.has_language {
            return;
        }
        for (key, rule) in
            [("ActualText", &rules::C7_2_T30), ("Alt", &rules::C7_2_T31), ("E", &rules::C7_2_T32)]
        {
            if self.file.has_string(properties, key) {
                self.file.find(rule, place(), format!("the language of `{key}` of a Span is not known"));
            }
        }
    }
}

/// The operand before the property list, which is a name or a dictionary.
fn tag_before_properties<'t, 'b>(tokens: &'t [Token<'b>]) -> Option<&'t Token<'b>> {
    let mut depth = 0_usize;
    let mut at = tokens.len();
    loop {
        at = at.checked_sub(1)?;
        match tokens[at] {
            Token::DictionaryEnd | Token::ArrayEnd => depth += 1,
            Token::DictionaryStart | Token::ArrayStart => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return tokens.get(at.checked_sub(1)?);
        }
    }
}
