//! Language tags.

/// A BCP 47 language tag in its canonical case, such as `en`, `fr-CA` or `sr-Latn`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(String);

/// A text that is no well-formed language tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidLanguageTag(pub String);

impl std::fmt::Display for InvalidLanguageTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is not a BCP 47 language tag", self.0)
    }
}

impl std::error::Error for InvalidLanguageTag {}

impl LanguageTag {
    /// Reads a tag: a language of two or three letters, then an optional script, region and variants (RFC 5646 2.1;
    /// grandfathered and private-use tags are refused, as no typographic rule exists for them).
    pub fn parse(text: &str) -> Result<Self, InvalidLanguageTag> {
        let invalid = || InvalidLanguageTag(text.to_owned());
        let mut parts = text.split('-');
        let language = parts.next().ok_or_else(invalid)?;
        let alphabetic = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !(2..=3).contains(&language.len()) || !alphabetic(language) {
            return Err(invalid());
        }
        let mut tag = language.to_ascii_lowercase();
        for part in parts {
            tag.push('-');
            match part.len() {
                4 if alphabetic(part) => {
                    tag.push_str(&part[..1].to_ascii_uppercase());
                    tag.push_str(&part[1..].to_ascii_lowercase());
                }
                2 if alphabetic(part) => tag.push_str(&part.to_ascii_uppercase()),
                3 if part.bytes().all(|byte| byte.is_ascii_digit()) => tag.push_str(part),
                4..=8 if part.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                    tag.push_str(&part.to_ascii_lowercase());
                }
                _ => return Err(invalid()),
            }
        }
        Ok(Self(tag))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is written from right to left: by its script where the tag names one, otherwise by the script that the language is
    /// mostly written in (Unicode CLDR, likely subtags and character order).
    pub fn is_right_to_left(&self) -> bool {
        const SCRIPTS: [&str; 8] = ["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"];
        const LANGUAGES: [&str; 16] = [
            "ar", "arc", "arz", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur",
            "yi",
        ];
        let script =
            self.0.split('-').skip(1).find(|part| part.len() == 4 && part.starts_with(char::is_uppercase));
        match script {
            Some(script) => SCRIPTS.contains(&script),
            None => LANGUAGES.contains(&self.language()),
        }
    }

    /// The language alone, such as `fr` of `fr-CA`.
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl std::fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
