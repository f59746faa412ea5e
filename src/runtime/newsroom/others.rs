//! What other readers of the same desk have done meanwhile.

use super::Newsroom;
use crate::app::message::Reply;

impl Newsroom {
    /// Takes over marks that another reader set or cleared: the new counts, and that lists must be read anew. Nothing where
    /// there are none, which costs one look at the desk's version.
    pub(super) fn catch_up(&mut self) -> Vec<Reply> {
        let before = self.desk.marks().seen();
        // A desk that cannot be read is told of where it is asked for something.
        let Ok(flipped) = self.desk.refresh() else { return Vec::new() };
        if self.desk.marks().seen() == before {
            return Vec::new();
        }
        let mut replies = self.recount(&flipped).unwrap_or_default();
        replies.push(Reply::MarkedElsewhere);
        replies
    }
}
