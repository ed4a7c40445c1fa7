//! The palette. A theme may state its accent alone: the other colours are made from it.

use super::contrast::contrast;
use super::{ColorRole, parse_color};
use concord_pages::Color;
use serde::{Deserialize, Deserializer};

const WHITE: Color = Color { red: 255, green: 255, blue: 255 };
const BLACK: Color = Color { red: 0, green: 0, blue: 0 };

/// The table `[colors]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct StatedPalette {
    accent: Stated,
    ink: Option<Stated>,
    muted: Option<Stated>,
    rule: Option<Stated>,
    paper: Option<Stated>,
    accent_dark: Option<Stated>,
    accent_light: Option<Stated>,
    second: Option<Stated>,
}

#[derive(Clone, Copy, Debug)]
struct Stated(Color);

impl<'de> Deserialize<'de> for Stated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_color(&text)
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a colour like #1b4f72")))
    }
}

/// The colours.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "StatedPalette")]
pub(crate) struct Palette {
    pub(crate) ink: Color,
    pub(crate) muted: Color,
    pub(crate) rule: Color,
    pub(crate) paper: Color,
    pub(crate) accent: Color,
    pub(crate) accent_dark: Color,
    pub(crate) accent_light: Color,
    pub(crate) second: Color,
}

impl From<StatedPalette> for Palette {
    /// What is not stated is made from the accent, with room above what WCAG 2.1 asks: tints and shades of its hue, and
    /// for the second colour the opposite hue.
    fn from(stated: StatedPalette) -> Self {
        let accent = stated.accent.0;
        let or = |own: Option<Stated>, made: Color| own.map_or(made, |color| color.0);
        let paper = or(stated.paper, WHITE);
        let ink = or(stated.ink, until(14.0, paper, mix(accent, BLACK, 0.6)));
        Self {
            ink,
            muted: or(stated.muted, until(5.6, paper, mix(mix(accent, GRAY, 0.75), paper, 0.15))),
            rule: or(stated.rule, mix(mix(accent, GRAY, 0.5), paper, 0.68)),
            paper,
            accent,
            accent_dark: or(stated.accent_dark, until(12.0, paper, mix(accent, BLACK, 0.4))),
            accent_light: or(stated.accent_light, mix(accent, paper, 0.925)),
            second: or(stated.second, until(5.0, mix(accent, paper, 0.925), opposite(accent))),
        }
    }
}

const GRAY: Color = Color { red: 112, green: 112, blue: 112 };

impl Palette {
    /// The land of maps, against which a country in the accent is seen.
    pub(crate) fn land(&self) -> Color {
        mix(self.accent_light, self.accent, 0.2)
    }

    pub(crate) fn get(&self, ink: ColorRole) -> Color {
        match ink {
            ColorRole::Ink => self.ink,
            ColorRole::Muted => self.muted,
            ColorRole::Paper => self.paper,
            ColorRole::Accent => self.accent,
            ColorRole::AccentDark => self.accent_dark,
            ColorRole::AccentLight => self.accent_light,
            ColorRole::Second => self.second,
        }
    }
}

/// A colour between two others.
pub(crate) fn mix(from: Color, to: Color, part: f32) -> Color {
    let blend = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * part).round() as u8;
    Color {
        red: blend(from.red, to.red),
        green: blend(from.green, to.green),
        blue: blend(from.blue, to.blue),
    }
}

/// A colour darkened until it stands out from a ground; lightened on a dark ground.
fn until(ratio: f64, ground: Color, mut color: Color) -> Color {
    let towards = if contrast(ground, BLACK) > contrast(ground, WHITE) { BLACK } else { WHITE };
    for _ in 0..64 {
        if contrast(color, ground) >= ratio {
            break;
        }
        color = mix(color, towards, 0.08);
    }
    color
}

/// The colour across the wheel, strong enough to be told from grey.
fn opposite(color: Color) -> Color {
    let parts = [color.red, color.green, color.blue].map(f32::from);
    let (most, least) = (parts[0].max(parts[1]).max(parts[2]), parts[0].min(parts[1]).min(parts[2]));
    if most - least < 24.0 {
        // A grey has no hue; its counterpart is a warm one.
        return Color { red: 176, green: 82, blue: 10 };
    }
    // Turning the hue by half mirrors each part between the largest and the smallest; the range is drawn wider.
    let turned = parts.map(|part| (most - part) / (most - least));
    let [red, green, blue] = turned.map(|part| (12.0 + part * 180.0).round() as u8);
    Color { red, green, blue }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette(text: &str) -> Palette {
        toml::from_str(text).expect("a palette")
    }

    #[test]
    fn an_accent_alone_makes_a_palette_that_stands_out() {
        for accent in ["#1b4f86", "#7a1f3d", "#0b6b4f", "#5b3a8c", "#333333", "#8a4b00"] {
            let palette = palette(&format!("accent = \"{accent}\""));
            let on_paper = |color| contrast(color, palette.paper);
            assert!(on_paper(palette.ink) > 12.0 && on_paper(palette.accent_dark) > 11.0, "{palette:?}");
            assert!(on_paper(palette.muted) > 4.5 && on_paper(palette.second) > 4.5, "{palette:?}");
            for color in [palette.ink, palette.accent, palette.second, palette.accent_dark] {
                assert!(contrast(color, palette.accent_light) > 4.5, "{accent}: {color:?}");
            }
        }
    }

    #[test]
    fn what_is_stated_stays() {
        let palette = palette("accent = \"#1b4f86\"\nsecond = \"#b0520a\"");
        assert_eq!(palette.second, Color { red: 0xb0, green: 0x52, blue: 0x0a });
    }

    #[test]
    fn the_opposite_of_blue_is_warm() {
        let color = opposite(Color { red: 0x1b, green: 0x4f, blue: 0x86 });
        assert!(color.red > color.green && color.green > color.blue, "{color:?}");
    }
}
