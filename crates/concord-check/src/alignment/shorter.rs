//! Shorter words for pages that must fit: `::: shorter`, behind the block that it can stand for.
//!
//! A language may need them where another does not. So they are no siblings of what they stand behind: that one side has some
//! is no difference, and where both have, theirs are laid beside each other.

use concord_document::Block;

/// Siblings as they are told when there is room.
pub(super) struct Told<'a> {
    /// The blocks without shorter words.
    pub(super) blocks: Vec<&'a Block>,
    /// By block: the shorter words behind it.
    pub(super) shorter: Vec<Vec<&'a Block>>,
}

impl<'a> Told<'a> {
    pub(super) fn of(siblings: &'a [Block]) -> Self {
        let mut told = Self { blocks: Vec::new(), shorter: Vec::new() };
        for block in siblings {
            match told.shorter.last_mut().filter(|_| block.is_shorter()) {
                Some(shorter) => shorter.push(block),
                None => {
                    told.blocks.push(block);
                    told.shorter.push(Vec::new());
                }
            }
        }
        told
    }
}
