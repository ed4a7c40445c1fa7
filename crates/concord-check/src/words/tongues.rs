//! Function words: by them a sentence shows its language, and between them stand the words of a term.

use super::{ByHash, hash};
use std::sync::LazyLock;

/// Some of the languages with a list of function words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tongues(u8);

/// Longer words are in no list.
pub(super) const LONGEST: usize = 8;

impl Tongues {
    pub(crate) const NONE: Self = Self(0);
    const ENGLISH: Self = Self(1);
    const FRENCH: Self = Self(2);
    const SPANISH: Self = Self(4);

    /// The languages with a list, with their tags.
    pub(crate) const LISTED: [(&str, Self); 3] =
        [("en", Self::ENGLISH), ("fr", Self::FRENCH), ("es", Self::SPANISH)];

    /// The languages in which a word, by the hash of its small letters, is a function word.
    pub(crate) fn of(exact: u64) -> Self {
        TABLE.get(&exact).copied().unwrap_or(Self::NONE)
    }

    /// The language of a tag, or none where there is no list.
    pub(crate) fn of_tag(tag: &str) -> Self {
        let language = tag.split('-').next().unwrap_or(tag);
        let listed = Self::LISTED.iter().find(|(listed, _)| *listed == language);
        listed.map_or(Self::NONE, |(_, tongue)| *tongue)
    }

    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

static TABLE: LazyLock<ByHash<Tongues>> = LazyLock::new(|| {
    let mut table: ByHash<Tongues> = ByHash::default();
    let lists = [(ENGLISH, Tongues::ENGLISH), (FRENCH, Tongues::FRENCH), (SPANISH, Tongues::SPANISH)];
    for (words, tongue) in lists {
        for word in words.split_whitespace() {
            table.entry(hash(word)).or_insert(Tongues::NONE).0 |= tongue.0;
        }
    }
    table
});

const ENGLISH: &str = "a an the of and or to in on at by for from with without within into onto over under through \
    between among about after before during since until while than as if but nor so not no yet only also too is are was \
    were be been being has have had having do does did will would shall should can could may might must this that these \
    those it its they them their he she his her we us our you your who whom whose which what where when why how all any \
    both each every some such other another more most many much few there here then i me my one own same up out off \
    against across around behind below above upon whether because though although however between towards per";

const FRENCH: &str = "le la les l un une des du de d au aux et ou où à en dans sur sous par pour avec sans entre vers \
    chez depuis pendant avant après contre selon jusque jusqu dès comme mais donc ni que qu qui quoi dont lequel \
    laquelle lesquels ce cet cette ces ceux celle celles celui ceci cela ça il elle ils elles on nous vous je tu se \
    y ne pas plus moins très aussi ainsi alors encore déjà son sa ses leur leurs notre nos votre vos mon ma mes est \
    sont était étaient être été a ont avait avaient avoir eu fut furent sera seront soit lui eux même mêmes tout tous \
    toute toutes autre autres chaque quelque quelques aucun aucune si quand lorsque lorsqu afin lors ci là";

const SPANISH: &str = "el la los las lo un una unos unas del de al y o u a en por para con sin sobre entre desde hasta \
    hacia contra según durante tras ante bajo como pero sino ni que qué quien quienes cual cuales cuyo cuya este esta \
    estos estas ese esa esos esas aquel aquella esto eso él ella ellos ellas se su sus mi mis nos nosotros no más \
    menos muy también así entonces ya aún todavía es son era eran ser sido fue fueron será serán ha han había habían \
    haber hay está están estaba estar sea sean todo todos toda todas otro otra otros otras cada algún alguna algunos \
    ningún ninguna si cuando donde porque aunque mientras";
