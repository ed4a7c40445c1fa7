//! Pages that are drawn as a whole: the tables `[masters.…]`.
//!
//! What is not said to be points is a part, of the page's height or of the text block's width, so that it holds for every
//! sheet.

use super::{ColorRole, lengths};
use serde::Deserialize;

/// A form of bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Bridge {
    /// Hung from cables over two towers.
    Suspension,
    /// Held by stays from two masts.
    CableStayed,
    /// Hung from an arch.
    Arch,
    /// Carried by a frame of triangles.
    Truss,
    /// Carried by a row of arches.
    Viaduct,
}

impl Bridge {
    /// The forms that are drawn where a theme names none: those of one sweep.
    pub(crate) const USUAL: [Self; 4] = [Self::Suspension, Self::CableStayed, Self::Arch, Self::Viaduct];
}

/// The table `[masters]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct Masters {
    pub(crate) cover: CoverMaster,
    pub(crate) opener: OpenerMaster,
    pub(crate) case: CaseMaster,
    pub(crate) factsheet: FactsheetMaster,
    pub(crate) back_cover: BackCoverMaster,
    pub(crate) tailpiece: TailpieceMaster,
    pub(crate) running: RunningMaster,
}

/// A bridge and what is around it.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    /// The forms that there are, by turns; nothing is drawn where there are none. `None`: each document has its own.
    pub(crate) bridges: Option<Vec<Bridge>>,
    /// Over the deck.
    pub(crate) sky: ColorRole,
    /// Below it.
    pub(crate) ground: ColorRole,
    /// The line under the deck.
    pub(crate) strip: ColorRole,
    /// How far the bridge's colour is from the sky's to that of paper.
    pub(crate) ink: f32,
    /// Where the deck is, from the top.
    pub(crate) deck: f32,
    /// How far the bridge rises over the deck, where the words above leave it the room.
    pub(crate) rise: f32,
    /// Whether there is another bridge far behind.
    pub(crate) far: bool,
    /// Whether there are waves below the deck.
    pub(crate) water: bool,
}

/// A scene as a theme states it: what it does not say is as the page's own scene has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct StatedScene {
    bridges: Option<Vec<Bridge>>,
    sky: Option<ColorRole>,
    ground: Option<ColorRole>,
    strip: Option<ColorRole>,
    #[serde(deserialize_with = "lengths::stated_part")]
    ink: Option<f32>,
    #[serde(deserialize_with = "lengths::stated_part")]
    deck: Option<f32>,
    #[serde(deserialize_with = "lengths::stated_part")]
    rise: Option<f32>,
    far: Option<bool>,
    water: Option<bool>,
}

impl Scene {
    /// The document's own bridge in faint lines before one ground.
    fn faint(ground: ColorRole, deck: f32, rise: f32) -> Self {
        Self {
            bridges: None,
            sky: ground,
            ground,
            strip: ColorRole::Second,
            ink: 0.3,
            deck,
            rise,
            far: false,
            water: false,
        }
    }
}

impl StatedScene {
    fn over(&self, own: Scene) -> Scene {
        Scene {
            bridges: self.bridges.clone().or(own.bridges),
            sky: self.sky.unwrap_or(own.sky),
            ground: self.ground.unwrap_or(own.ground),
            strip: self.strip.unwrap_or(own.strip),
            ink: self.ink.unwrap_or(own.ink),
            deck: self.deck.unwrap_or(own.deck),
            rise: self.rise.unwrap_or(own.rise),
            far: self.far.unwrap_or(own.far),
            water: self.water.unwrap_or(own.water),
        }
    }
}

/// The cover: title and subtitle at the top, everything else at the foot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct CoverMaster {
    scene: StatedScene,
    /// From the text block's top to the title, in points.
    #[serde(deserialize_with = "lengths::length")]
    pub(crate) text_top: f32,
    /// From its foot down to where the last words end, in points.
    #[serde(deserialize_with = "lengths::signed")]
    pub(crate) text_foot: f32,
    #[serde(deserialize_with = "lengths::part")]
    pub(crate) title_width: f32,
    /// The width of the subtitle.
    #[serde(deserialize_with = "lengths::part")]
    pub(crate) text_width: f32,
}

impl Default for CoverMaster {
    fn default() -> Self {
        let scene = StatedScene::default();
        Self { scene, text_top: 24.0, text_foot: 26.0, title_width: 0.9, text_width: 0.7 }
    }
}

impl CoverMaster {
    pub(crate) fn scene(&self) -> Scene {
        let sky = ColorRole::Accent;
        let night = Scene::faint(ColorRole::AccentDark, 0.735, 0.27);
        self.scene.over(Scene { sky, ink: 1.0, far: true, water: true, ..night })
    }
}

/// A part's opening page: number, title and standfirst.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct OpenerMaster {
    scene: StatedScene,
    /// How far down the text block its words begin.
    #[serde(deserialize_with = "lengths::part")]
    pub(crate) text_top: f32,
    #[serde(deserialize_with = "lengths::part")]
    pub(crate) text_width: f32,
}

impl Default for OpenerMaster {
    fn default() -> Self {
        Self { scene: StatedScene::default(), text_top: 0.16, text_width: 0.72 }
    }
}

impl OpenerMaster {
    pub(crate) fn scene(&self) -> Scene {
        let (bridges, sky) = (Some(Bridge::USUAL.to_vec()), ColorRole::Accent);
        let night = Scene::faint(ColorRole::AccentDark, 0.84, 0.3);
        self.scene.over(Scene { bridges, sky, ink: 0.34, water: true, ..night })
    }
}

/// A case study: label, title and standfirst over the whole width, fact panel and text below.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct CaseMaster {
    /// The ground of a band behind its title; none where it is `paper`.
    pub(crate) band: ColorRole,
    /// The line under the band.
    pub(crate) strip: ColorRole,
}

impl Default for CaseMaster {
    fn default() -> Self {
        Self { band: ColorRole::AccentLight, strip: ColorRole::Second }
    }
}

/// A factsheet: a band with title and standfirst over cells.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct FactsheetMaster {
    scene: StatedScene,
    /// The width of the standfirst; the bridge stands beside it.
    #[serde(deserialize_with = "lengths::part")]
    pub(crate) text_width: f32,
}

impl Default for FactsheetMaster {
    fn default() -> Self {
        Self { scene: StatedScene::default(), text_width: 0.65 }
    }
}

impl FactsheetMaster {
    /// Its parts are of the band's height.
    pub(crate) fn scene(&self) -> Scene {
        self.scene.over(Scene::faint(ColorRole::AccentDark, 0.93, 0.42))
    }
}

/// The back cover: words at its foot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct BackCoverMaster {
    scene: StatedScene,
    #[serde(deserialize_with = "lengths::part")]
    pub(crate) text_width: f32,
}

impl Default for BackCoverMaster {
    fn default() -> Self {
        Self { scene: StatedScene::default(), text_width: 0.72 }
    }
}

impl BackCoverMaster {
    pub(crate) fn scene(&self) -> Scene {
        self.scene.over(Scene::faint(ColorRole::AccentDark, 0.34, 0.13))
    }
}

/// What stands at the foot of a section's last page that is not full.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct TailpieceMaster {
    scene: StatedScene,
    /// How much of the text block must be free.
    #[serde(deserialize_with = "lengths::part")]
    pub(crate) free: f32,
}

impl Default for TailpieceMaster {
    fn default() -> Self {
        Self { scene: StatedScene::default(), free: 0.4 }
    }
}

impl TailpieceMaster {
    /// Its ink is from paper to accent; its deck is where the text block ends.
    pub(crate) fn scene(&self) -> Scene {
        let (bridges, strip) = (Some(Bridge::USUAL.to_vec()), ColorRole::AccentLight);
        self.scene.over(Scene { bridges, strip, ..Scene::faint(ColorRole::Paper, 0.87, 0.12) })
    }
}

/// Where a page's number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FolioPlace {
    /// At the edge that is turned; on a screen, at the right.
    Outer,
    /// In the middle.
    Centre,
    /// Nowhere.
    None,
}

/// Running heads and page numbers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct RunningMaster {
    /// Whether pages have a head: the publication's title and the section's.
    pub(crate) head: bool,
    /// Whether there is a rule under it.
    pub(crate) rule: bool,
    pub(crate) folio: FolioPlace,
}

impl Default for RunningMaster {
    fn default() -> Self {
        Self { head: true, rule: true, folio: FolioPlace::Outer }
    }
}
