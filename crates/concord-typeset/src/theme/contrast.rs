//! Whether every text stands out from the grounds that it is set on, and what charts are drawn with from the page: WCAG
//! 2.1, success criteria 1.4.3 and 1.4.11.

use super::{ColorRole, Style, Theme};
use concord_diagnostics::{Code, Diagnostic, SourceId, Span};
use concord_pages::Color;
use std::collections::BTreeSet;
use toml::de::{DeTable, DeValue};

/// A ground and the texts that are set on it in another colour than their style's.
struct Use {
    /// The style's name in the theme.
    style: String,
    /// What it is set in, where that is not the style's own colour.
    color: Option<ColorRole>,
    ground: ColorRole,
    /// The least size that it is set in, as a multiple of the style's.
    scale: f32,
    is_bold: bool,
    /// What is set so, in words.
    what: &'static str,
}

impl Use {
    fn on(style: &str, ground: ColorRole, what: &'static str) -> Self {
        Self { style: style.to_owned(), color: None, ground, scale: 1.0, is_bold: false, what }
    }

    fn colored(self, color: ColorRole) -> Self {
        Self { color: Some(color), ..self }
    }
}

/// Styles whose texts never stand on the page's own ground.
const NOT_ON_PAPER: &[&str] = &[
    "table-head",
    "cover-title",
    "cover-subtitle",
    "cover-text",
    "factsheet-title",
    "factsheet-lead",
    "part-number",
    "part-title",
    "part-lead",
];

/// What is set elsewhere than on the page's own ground, or in another colour than its style's.
fn uses(theme: &Theme) -> Vec<Use> {
    use ColorRole::{Accent, AccentDark, AccentLight, Muted, Paper, Second};
    let mut uses = vec![
        Use::on("table-head", AccentDark, "the head of a table"),
        Use::on("body", Paper, "a link").colored(Accent),
        Use::on("note", Paper, "the number of a note").colored(Accent),
        Use::on("contents-1", Paper, "the number of a part in the contents").colored(Second),
        Use::on("chart-label", Paper, "the years of a timeline").colored(Muted),
        Use::on("sheet-text", Paper, "a note on a factsheet").colored(Muted),
    ];
    for style in ["box-text", "box-title", "side", "side-label"] {
        uses.push(Use::on(style, AccentLight, "a box"));
    }
    for style in ["box-text", "side"] {
        uses.push(Use::on(style, AccentLight, "a link in a box").colored(Accent));
    }
    uses.extend(masters(theme));
    for ground in [Accent, AccentDark] {
        uses.push(Use::on("chart-label", ground, "a phase on a timeline").colored(Paper));
    }
    for ground in [Accent, Second, AccentDark, Muted] {
        let number = Use::on("chart-label", ground, "a number in a chart of shares").colored(Paper);
        uses.push(Use { scale: 1.15, is_bold: true, ..number });
    }
    uses
}

/// The words on pages that are drawn as a whole, on the grounds that the theme gives these.
fn masters(theme: &Theme) -> Vec<Use> {
    let masters = &theme.masters;
    let on = |styles: &[&str], grounds: &[ColorRole], what: &'static str| -> Vec<Use> {
        styles.iter().flat_map(|style| grounds.iter().map(|ground| Use::on(style, *ground, what))).collect()
    };
    let cover = masters.cover.scene();
    let mut uses =
        on(&["cover-title", "cover-subtitle", "cover-text"], &[cover.ground, cover.sky], "the cover");
    let band = masters.factsheet.scene();
    let styles = ["factsheet-title", "factsheet-lead", "cover-text"];
    uses.extend(on(&styles, &[band.ground, band.sky], "the band of a factsheet"));
    let opener = masters.opener.scene();
    let styles = ["part-number", "part-title", "part-lead"];
    uses.extend(on(&styles, &[opener.ground, opener.sky], "the first page of a part"));
    let back = masters.back_cover.scene();
    uses.extend(on(&["cover-text", "part-number"], &[back.ground, back.sky], "the back cover"));
    let styles = ["label", "case-title", "lead", "running"];
    uses.extend(on(&styles, &[masters.case.band], "the band of a case study"));
    uses
}

/// Every text that does not stand out enough, in the order of the theme's styles; each pair of colours once a style.
pub(super) fn find(theme: &Theme, source: SourceId, text: &str) -> Vec<Diagnostic> {
    let (root, _) = DeTable::parse_recoverable(text);
    // A colour that is not stated is made from the accent.
    let place = |path: &[&str]| {
        let own = place(root.get_ref(), source, path);
        own.or_else(|| {
            path.starts_with(&["colors"]).then(|| place(root.get_ref(), source, &["colors", "accent"]))?
        })
    };
    let mut diagnostics = Vec::new();
    let mut seen = BTreeSet::new();
    let styles = theme.styles.all();
    let on_page = styles.iter().filter(|(name, _)| !NOT_ON_PAPER.contains(&name.as_str()));
    let on_page = on_page.map(|(name, _)| Use::on(name, ColorRole::Paper, "the page"));
    for usage in on_page.chain(uses(theme)) {
        let Some((_, style)) = styles.iter().find(|(name, _)| *name == usage.style) else { continue };
        let role = usage.color.unwrap_or(style.color);
        if !seen.insert((usage.style.clone(), role.key(), usage.ground.key(), usage.is_bold)) {
            continue;
        }
        let contrast = contrast(theme.colors.get(role), theme.colors.get(usage.ground));
        let needed = needed(style, &usage);
        if contrast >= needed {
            continue;
        }
        let (name, what) = (usage.style.as_str(), usage.what);
        let (color, ground) = (role.key(), usage.ground.key());
        let message = format!(
            "the style {name} in {color} on {ground} ({what}) has a contrast of {} and needs {needed}:1",
            ratio(contrast)
        );
        let own = match usage.color {
            None => place(&["styles", name, "color"]).or_else(|| place(&["styles", name])),
            Some(_) => None,
        };
        let in_palette = place(&["colors", color]);
        let first = own.or(in_palette).unwrap_or(Span::new(source, 0..0));
        let mut diagnostic = Diagnostic::new(Code::LOW_CONTRAST, message)
            .at(first, format!("{}, and {needed}:1 is needed", ratio(contrast)))
            .note("WCAG 2.1, level AA: 4.5:1, and 3:1 from 18 points, or from 14 points in bold")
            .help("darken the colour of the text or lighten its ground, or give the style another colour");
        for (span, words) in [(in_palette, "the text"), (place(&["colors", ground]), "its ground")] {
            if let Some(span) = span.filter(|span| *span != first) {
                diagnostic = diagnostic.and(span, words);
            }
        }
        diagnostics.push(diagnostic);
    }
    diagnostics.extend(pale_country(theme, &place, source));
    diagnostics
        .extend(GRAPHICS.iter().filter_map(|(role, what)| pale_graphic(theme, *role, what, &place, source)));
    diagnostics
}

/// What charts are drawn with. Shares have a gap of paper between them, so each is seen against that.
const GRAPHICS: &[(ColorRole, &str)] = &[
    (ColorRole::Accent, "the bars of a chart, the first share and a phase"),
    (ColorRole::Second, "the second share of a chart"),
    (ColorRole::AccentDark, "the third share of a chart and a phase"),
    (ColorRole::Muted, "the fourth share of a chart"),
];

/// What a drawing needs to be seen by.
const GRAPHIC_CONTRAST: f64 = 3.0;

fn pale_graphic(
    theme: &Theme,
    role: ColorRole,
    what: &str,
    place: &impl Fn(&[&str]) -> Option<Span>,
    source: SourceId,
) -> Option<Diagnostic> {
    let contrast = contrast(theme.colors.get(role), theme.colors.get(ColorRole::Paper));
    if contrast >= GRAPHIC_CONTRAST {
        return None;
    }
    let name = role.key();
    let message = format!("{name} on paper ({what}) has a contrast of {} and needs 3:1", ratio(contrast));
    let first = place(&["colors", name]).unwrap_or(Span::new(source, 0..0));
    let diagnostic = Diagnostic::new(Code::LOW_CONTRAST, message)
        .at(first, format!("{}, and 3:1 is needed", ratio(contrast)))
        .note("WCAG 2.1, level AA, 1.4.11: what a drawing is understood by needs 3:1")
        .help("darken the colour or lighten the paper");
    let ground = place(&["colors", ColorRole::Paper.key()]).filter(|ground| *ground != first);
    Some(ground.into_iter().fold(diagnostic, |diagnostic, ground| diagnostic.and(ground, "its ground")))
}

/// A marked country is seen against the land around it.
fn pale_country(
    theme: &Theme,
    place: &impl Fn(&[&str]) -> Option<Span>,
    source: SourceId,
) -> Option<Diagnostic> {
    let contrast = contrast(theme.colors.accent, theme.colors.land());
    if contrast >= GRAPHIC_CONTRAST {
        return None;
    }
    let message = format!(
        "accent on land, a shade of accent-light (a country marked on a map), has a contrast of {} and needs 3:1",
        ratio(contrast)
    );
    let at = place(&["colors", ColorRole::Accent.key()]).unwrap_or(Span::new(source, 0..0));
    let diagnostic = Diagnostic::new(Code::LOW_CONTRAST, message)
        .at(at, format!("{}, and 3:1 is needed", ratio(contrast)))
        .note("land is drawn in a mixture of accent-light and accent")
        .help("darken the accent or lighten accent-light");
    Some(diagnostic)
}

/// Where the value of a key stands in a theme.
pub(super) fn place_in(text: &str, source: SourceId, path: &[&str]) -> Option<Span> {
    let (root, _) = DeTable::parse_recoverable(text);
    place(root.get_ref(), source, path)
}

/// Where the value of a key stands.
fn place(table: &DeTable<'_>, source: SourceId, path: &[&str]) -> Option<Span> {
    let (key, rest) = path.split_first()?;
    let value = table.get(*key)?;
    match (rest.is_empty(), value.get_ref()) {
        (true, _) => Some(Span::new(source, value.span())),
        (false, DeValue::Table(inner)) => place(inner, source, rest),
        _ => None,
    }
}

fn needed(style: &Style, usage: &Use) -> f64 {
    let size = style.size * usage.scale;
    let is_bold = usage.is_bold || style.weight >= 700;
    if size >= 18.0 || (size >= 14.0 && is_bold) { 3.0 } else { 4.5 }
}

/// Rounded down, so that what is too little never looks like enough.
fn ratio(contrast: f64) -> String {
    format!("{:.2}:1", (contrast * 100.0).floor() / 100.0)
}

/// The contrast ratio of WCAG 2.1, from 1 to 21.
pub(super) fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of WCAG 2.1.
fn luminance(color: Color) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEME: &str = include_str!("../../../../templates/report/theme.toml");

    fn found(from: &str, to: &str) -> Vec<(String, String)> {
        assert!(THEME.contains(from), "{from}");
        let text = THEME.replacen(from, to, 1);
        let parsed = Theme::parse(SourceId(0), &text);
        assert!(parsed.value.is_some());
        let seen = |diagnostic: Diagnostic| {
            let span = diagnostic.primary.as_ref().map(|label| label.span.range()).unwrap_or_default();
            (text[span].to_owned(), diagnostic.message)
        };
        parsed.diagnostics.into_iter().map(seen).collect()
    }

    fn gray(part: u8) -> Color {
        Color { red: part, green: part, blue: part }
    }

    #[test]
    fn the_ratio_is_that_of_wcag() {
        assert_eq!(ratio(contrast(gray(0), gray(255))), "21.00:1");
        assert_eq!(ratio(contrast(gray(0x77), gray(255))), "4.47:1");
        assert_eq!(ratio(contrast(gray(0x76), gray(255))), "4.54:1");
        assert_eq!(contrast(gray(9), gray(9)), 1.0);
        let all = || (0..=255).step_by(5).map(gray);
        for a in all() {
            for b in all() {
                assert_eq!(contrast(a, b), contrast(b, a));
                assert!((1.0..=21.01).contains(&contrast(a, b)));
            }
        }
    }

    #[test]
    fn the_theme_of_the_report_stands_out() {
        assert_eq!(found("width", "width"), []);
    }

    #[test]
    fn pale_text_is_underlined_where_it_is_coloured() {
        let pale = found("muted = \"#55606e\"", "muted = \"#9a9a9a\"");
        assert_eq!(
            pale.first(),
            Some(&(
                "\"muted\"".to_owned(),
                "the style running in muted on paper (the page) has a contrast of 2.81:1 and needs 4.5:1"
                    .to_owned()
            ))
        );
        assert_eq!(pale.get(1).map(|(place, _)| place.as_str()), Some("\"#9a9a9a\""));
    }

    #[test]
    fn bars_must_be_seen() {
        let pale = found("accent = \"#1b4f86\"", "accent = \"#a9c4e0\"");
        let bars = "accent on paper (the bars of a chart, the first share and a phase) has a contrast of 1.80:1 and needs 3:1";
        assert!(pale.iter().any(|(place, message)| place == "\"#a9c4e0\"" && message == bars), "{pale:?}");
    }

    #[test]
    fn the_ground_of_boxes_counts_too() {
        let dark = found("accent-light = \"#edf2f8\"", "accent-light = \"#5a6c80\"");
        assert!(
            dark.iter().any(|(_, message)| message.contains("style box-text in ink on accent-light (a box)"))
        );
        assert!(dark.iter().all(|(_, message)| message.contains("accent-light")));
    }

    #[test]
    fn large_text_needs_less() {
        // 3.54:1 on white: enough for a heading of 25 points in bold and not for one of 10.6.
        let accent = "size = 25, leading = 31, weight = 700, color = \"accent-dark\"";
        assert_eq!(found(accent, &accent.replace("accent-dark", "second")), []);
        let lighter = found("second = \"#b0520a\"", "second = \"#d9700f\"");
        assert!(lighter.iter().any(|(_, message)| message.contains("style label in second")));
        assert!(!lighter.iter().any(|(_, message)| message.contains("heading-1")));
    }
}
