//! The messages of the table `[text]` that composition itself asks for; templates and texts ask for others.

/// A key of the table `[text]` that the program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MessageKey(&'static str);

impl MessageKey {
    /// The key as it stands in `messages.toml`.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

macro_rules! keys {
    ($($name:ident = $key:literal;)*) => {
        impl MessageKey {
            $(pub(crate) const $name: Self = Self($key);)*

            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

keys! {
    BACK_TO_TEXT = "back-to-text";
    CHART_ALT_BARS = "chart-alt-bars";
    CHART_ALT_SHARE = "chart-alt-share";
    CONTENTS = "contents";
    CONTINUED = "continued";
    COUNTRIES_LABEL = "countries-label";
    COUNTRY = "country";
    DATES_LABEL = "dates-label";
    EXPERTS = "experts";
    EXPERTS_PARTNERS = "experts-partners";
    LOCATOR_ALT = "locator-alt";
    MAP_ALT = "map-alt";
    NOTE = "note";
    NOT_STATED = "not-stated";
    PAGE = "page";
    PART = "part";
    REGION = "region";
    REQUESTING_INSTITUTION = "requesting-institution";
    THEME = "theme";
    TIMELINE_ALT = "timeline-alt";
}
