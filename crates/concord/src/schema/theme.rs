//! The schema of `theme.toml`.

use super::{choice, entries, list, patterned, table, truth, whole, words};
use serde_json::{Value, json};

pub(super) fn theme() -> Value {
    let points = |about: &str| length(&format!("{about}, in points."));
    let color = || patterned("A colour.", "^#[0-9A-Fa-f]{6}$", "#1b4f72");
    let sizes = &["a4", "A4", "letter", "Letter", "us-letter", "US Letter", "a5", "A5", "square", "Square"];
    let page = table(
        "The sheet, its margins and columns.",
        &[
            ("size", choice("The sheet that is made.", sizes)),
            ("width", extent("The width of the sheet that the lengths are for, in points.", 595.28)),
            ("height", extent("Its height, in points.", 841.89)),
            ("*top", points("The upper margin")),
            ("*bottom", points("The lower margin")),
            ("*left", points("The left margin")),
            ("*right", points("The right margin")),
            ("*side", points("The marginal column; 0 for none")),
            ("*gutter", points("The space between columns")),
            ("*grid", extent("The distance of lines to which columns keep, in points.", 12.0)),
        ],
    );
    let sheet = table(
        "Pages that are seen as one picture, such as a factsheet.",
        &[
            ("top", points("The upper margin")),
            ("bottom", points("The lower margin")),
            ("tightest", whole("How close lines may come, in percent.", 80, Some(100))),
        ],
    );
    let measures = table(
        "How many characters a line must hold.",
        &[
            ("main", length("The main column beside a marginal one.")),
            ("column", length("One of two columns.")),
            ("justified", length("A justified line.")),
        ],
    );
    let share = json!({
        "description": "1/1000 of its width.", "type": "number", "minimum": 0, "maximum": 1000, "examples": [400],
    });
    let sign = json!({ "type": "string", "minLength": 1, "maxLength": 1, "examples": ["A"] });
    let paragraph = table(
        "How the edges of running text are fitted.",
        &[
            ("protrusion", truth("Whether signs stand out at all.")),
            ("looseness", truth("Whether paragraphs may be a line longer or shorter for better pages.")),
            ("start", entries("Shares of the first sign of a line, in 1/1000.", &sign, &share)),
            ("end", entries("Shares of the last sign of a line, in 1/1000.", &sign, &share)),
            (
                "letters",
                json!({
                    "description": "By how much letters of a justified line may close up or open, in 1/1000 em.",
                    "type": "number", "minimum": 0, "maximum": 20, "examples": [4],
                }),
            ),
        ],
    );
    let print = table(
        "Files for a press.",
        &[
            ("bleed", points("How far grounds reach over the edge")),
            ("binding", points("What the fold takes")),
            ("pages", whole("Of what the number of pages is a multiple.", 1, Some(64))),
        ],
    );
    let fonts = table(
        "Families by role.",
        &[
            ("*text", words("Running text.")),
            ("*heading", words("Headings.")),
            ("*mono", words("Code.")),
            ("fallback", list("Families for letters that others lack.", words("A family."))),
            ("files", list("Font files of the template folder.", words("A file."))),
        ],
    );
    let mut colors = vec![("*accent", color())];
    colors.extend(
        ["ink", "muted", "rule", "paper", "accent-dark", "accent-light", "second"].map(|key| (key, color())),
    );
    let names = concord_typeset::Theme::style_names();
    let keys: Vec<String> = names.iter().map(|name| format!("*{name}")).collect();
    let styles: Vec<(&str, Value)> = keys.iter().map(|key| (key.as_str(), style())).collect();
    table(
        "How documents look.",
        &[
            ("*page", page),
            ("sheet", sheet),
            ("measures", measures),
            ("paragraph", paragraph),
            ("print", print),
            ("masters", masters()),
            ("*fonts", fonts),
            ("*colors", table("The palette: one colour is enough.", &colors)),
            ("*styles", table("Styles of text.", &styles)),
        ],
    )
}

/// Pages that are drawn as a whole.
fn masters() -> Value {
    let part = |about: &str| json!({ "description": about, "type": "number", "minimum": 0, "maximum": 1, "examples": [0.5] });
    let role = |about: &str| choice(about, ROLES);
    let forms = &["suspension", "cable-stayed", "arch", "truss", "viaduct"];
    let scene = table(
        "A bridge and what is around it.",
        &[
            (
                "bridges",
                list("Forms, by turns; the document's own without a list.", choice("A form.", forms)),
            ),
            ("sky", role("Over the deck.")),
            ("ground", role("Below the deck.")),
            ("strip", role("The line under the deck.")),
            ("ink", part("How far the bridge's colour is from the sky's to that of paper.")),
            ("deck", part("Where the deck is, from the top.")),
            ("rise", part("How far the bridge rises over it.")),
            ("far", truth("Whether there is another bridge far behind.")),
            ("water", truth("Whether there are waves.")),
        ],
    );
    let scene = ("scene", scene);
    let text_width = ("text-width", part("The width of the words, of the text block's."));
    table(
        "Pages that are drawn as a whole.",
        &[
            (
                "cover",
                table(
                    "The cover.",
                    &[
                        scene.clone(),
                        ("text-top", length("From the text block's top to the title, in points.")),
                        (
                            "text-foot",
                            json!({
                                "description": "From its foot down to the last words, in points.",
                                "type": "number", "minimum": -14400, "maximum": 14400, "examples": [26],
                            }),
                        ),
                        ("title-width", part("The width of the title, of the text block's.")),
                        text_width.clone(),
                    ],
                ),
            ),
            (
                "opener",
                table(
                    "The first page of a part.",
                    &[scene.clone(), ("text-top", part("How far down its words begin.")), text_width.clone()],
                ),
            ),
            (
                "case",
                table(
                    "A case study.",
                    &[("band", role("The ground behind its title.")), ("strip", role("The line under it."))],
                ),
            ),
            ("factsheet", table("A factsheet's band.", &[scene.clone(), text_width.clone()])),
            ("back-cover", table("The back cover.", &[scene.clone(), text_width])),
            (
                "tailpiece",
                table(
                    "The foot of a section's last page.",
                    &[scene, ("free", part("How much of the text block must be free."))],
                ),
            ),
            (
                "running",
                table(
                    "Running heads and page numbers.",
                    &[
                        ("head", truth("Whether there are running heads.")),
                        ("rule", truth("Whether there is a rule under them.")),
                        ("folio", choice("Where page numbers stand.", &["outer", "centre", "none"])),
                    ],
                ),
            ),
        ],
    )
}

/// The colours that a theme's keys name.
const ROLES: &[&str] = &["ink", "muted", "paper", "accent", "accent-dark", "accent-light", "second"];

fn style() -> Value {
    let features = &["onum", "lnum", "tnum", "smcp", "c2sc"];
    table(
        "A style of text.",
        &[
            ("*font", choice("The family's role.", &["text", "heading", "mono"])),
            ("*size", extent("In points.", 12.0)),
            ("*leading", extent("Baseline to baseline, in points.", 12.0)),
            ("weight", whole("Such as 400 or 700.", 1, Some(1000))),
            ("italic", truth("Whether it is italic.")),
            ("color", choice("A colour of the palette.", ROLES)),
            ("align", choice("How lines end.", &["justify", "start", "centre", "end"])),
            (
                "tracking",
                json!({
                    "description": "Added after every glyph, in 1/1000 em.",
                    "type": "number", "minimum": -300, "maximum": 300, "examples": [40],
                }),
            ),
            ("before", length("Space above, in points.")),
            ("after", length("Space below, in points.")),
            ("hyphenate", truth("Whether words may be divided.")),
            ("features", list("OpenType features.", choice("A feature.", features))),
        ],
    )
}

/// A length from nothing on, in points.
fn length(about: &str) -> Value {
    json!({ "description": about, "type": "number", "minimum": 0, "maximum": 14400, "examples": [12] })
}

/// A size, or a distance of lines.
fn extent(about: &str, example: f64) -> Value {
    json!({ "description": about, "type": "number", "minimum": 1, "maximum": 14400, "examples": [example] })
}
