//! Renderings of a list of findings. Each takes the sources and the findings in their final order and gives text.

mod human;
mod json;

pub use human::human;
pub use json::json;
