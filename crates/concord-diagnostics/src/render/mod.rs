//! Renderings of a list of findings. Each takes the sources and the findings in their final order and gives text.

mod excerpt;
mod frame;
mod github;
mod human;
mod json;
mod junit;
mod sarif;

pub use frame::{Frame, fingerprints};
pub use github::github;
pub use human::human;
pub use json::json;
pub use junit::junit;
pub use sarif::sarif;

/// JSON, pretty-printed and ended by a line break.
fn pretty(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_else(|error| format!("\"{error}\""));
    text.push('\n');
    text
}
