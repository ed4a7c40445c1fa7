//! How the edges and letters of running text are fitted: the table `[paragraph]`.
//!
//! A full stop at a line's end leaves a white notch in the edge of a column, as it fills only a corner of its place. Set
//! with a part of its width outside of the measure, the edge looks straight.

use serde::Deserialize;
use std::collections::BTreeMap;

/// What the theme says about paragraphs.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Stated")]
pub(crate) struct ParagraphFit {
    start: Shares,
    end: Shares,
    letters: f32,
    looseness: bool,
}

/// By how many thousandths of an em letters may close up or open: so little is not seen, also at 200 %.
const LETTERS: f32 = 4.0;
/// More would be seen.
const MOST_LETTERS: f32 = 20.0;

/// The table as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Stated {
    /// Whether signs stand out at all.
    protrusion: bool,
    /// Shares of the first sign of a line, in 1/1000 of its width, beside and instead of the defaults.
    start: BTreeMap<char, f32>,
    /// Those of the last sign.
    end: BTreeMap<char, f32>,
    /// By how many thousandths of an em letters of a justified line may close up or open.
    letters: f32,
    /// Whether paragraphs may be a line longer or shorter than by themselves, where that makes better pages.
    looseness: bool,
}

impl Default for Stated {
    fn default() -> Self {
        let (start, end) = (BTreeMap::new(), BTreeMap::new());
        Self { protrusion: true, start, end, letters: LETTERS, looseness: true }
    }
}

impl Default for ParagraphFit {
    fn default() -> Self {
        Self {
            start: Shares::of(&START, &BTreeMap::new()),
            end: Shares::of(&END, &BTreeMap::new()),
            letters: LETTERS,
            looseness: true,
        }
    }
}

/// How far the first sign of a line stands out, in 1/1000 of its width: the less ink a sign has
/// at the edge, the more of it. Chosen for Libertinus by looking at the sample's edges; a theme may state others.
const START: [(&str, f32); 6] =
    [("“”„‟\"", 400.0), ("‘’‚'", 500.0), ("«»‹›", 350.0), ("([¿¡", 100.0), ("–—-‐", 250.0), ("ATVWXY", 50.0)];

/// How far the last sign of a line stands out, in 1/1000 of its width.
const END: [(&str, f32); 9] = [
    (".,", 700.0),
    (":;", 400.0),
    ("-‐\u{ad}", 550.0),
    ("–", 300.0),
    ("—", 200.0),
    ("”“\"", 450.0),
    ("’‘'", 550.0),
    ("»›", 350.0),
    (")]!?AFKLPTVWXYkrtvwxy", 50.0),
];

/// Shares of signs, by sign.
#[derive(Clone, Debug)]
struct Shares(Vec<(char, f32)>);

impl Shares {
    fn of(defaults: &[(&str, f32)], stated: &BTreeMap<char, f32>) -> Self {
        let known = defaults.iter().flat_map(|(signs, share)| signs.chars().map(move |sign| (sign, *share)));
        let mut all: BTreeMap<char, f32> = known.collect();
        all.extend(stated);
        Self(all.into_iter().collect())
    }

    fn share(&self, sign: char) -> f32 {
        self.0.binary_search_by_key(&sign, |(known, _)| *known).map_or(0.0, |at| self.0[at].1 / 1000.0)
    }
}

impl ParagraphFit {
    /// The part of its width by which a sign stands out at a line's start.
    pub(crate) fn at_start(&self, sign: char) -> f32 {
        self.start.share(sign)
    }

    /// By how much letters of a justified line may close up or open, in 1/1000 em.
    pub(crate) fn letters(&self) -> f32 {
        self.letters
    }

    /// Whether paragraphs may be a line longer or shorter than by themselves, where that makes better pages.
    pub(crate) fn looseness(&self) -> bool {
        self.looseness
    }

    /// The part of its width by which a sign stands out at a line's end.
    pub(crate) fn at_end(&self, sign: char) -> f32 {
        self.end.share(sign)
    }
}

impl TryFrom<Stated> for ParagraphFit {
    type Error = String;

    fn try_from(stated: Stated) -> Result<Self, String> {
        let wrong =
            stated.start.iter().chain(&stated.end).find(|(_, share)| !(0.0..=1000.0).contains(*share));
        if let Some((sign, share)) = wrong {
            return Err(format!("`{sign}` stands out by 0 to 1000 thousandths of its width, not by {share}"));
        }
        let letters = stated.letters;
        if !(0.0..=MOST_LETTERS).contains(&letters) {
            return Err(format!(
                "letters move by 0 to {MOST_LETTERS} thousandths of an em, not by {letters}"
            ));
        }
        let looseness = stated.looseness;
        let (start, end) = match stated.protrusion {
            true => (Shares::of(&START, &stated.start), Shares::of(&END, &stated.end)),
            false => (Shares(Vec::new()), Shares(Vec::new())),
        };
        Ok(Self { start, end, letters, looseness })
    }
}

#[cfg(test)]
mod tests {
    use super::ParagraphFit;

    fn fit(text: &str) -> Result<ParagraphFit, toml::de::Error> {
        toml::from_str(text)
    }

    #[test]
    fn a_theme_changes_single_signs() {
        let fit = fit("end = { \".\" = 1000, \"“\" = 0 }").expect("a table");
        assert_eq!((fit.at_end('.'), fit.at_end('“'), fit.at_end(',')), (1.0, 0.0, 0.7));
        assert_eq!((fit.at_start('“'), fit.at_start('a')), (0.4, 0.0));
    }

    #[test]
    fn nothing_stands_out_where_the_theme_says_so() {
        let fit = fit("protrusion = false").expect("a table");
        assert_eq!((fit.at_end('.'), fit.at_start('«')), (0.0, 0.0));
    }

    #[test]
    fn letters_move_by_little() {
        assert_eq!(fit("").expect("a table").letters(), 4.0);
        assert_eq!(fit("letters = 0").expect("a table").letters(), 0.0);
        assert!(fit("letters = 40").is_err());
    }

    #[test]
    fn a_share_is_a_part_of_the_sign() {
        let said = fit("end = { \".\" = 1200 }").expect_err("more than the whole").to_string();
        assert!(said.contains("not by 1200"), "{said}");
    }
}
