//! Marking a whole list as read: what the list holds, whatever it is made of.

use super::Newsroom;
use crate::app::message::{Aim, Reply};
use crate::news::{ArticleKey, Direction, Order, Selection, Shelf, StateFilter};
use crate::store::{Change, StoreError};

/// Headlines read at a time.
const PAGE: usize = 2000;

impl Newsroom {
    /// Marks the articles of a list as read: those that it shows, so that a filter or a search limits what is marked.
    pub(super) fn mark_all_read(&mut self, selection: Selection) -> Result<Vec<Reply>, StoreError> {
        let keys = self.unread_of(selection)?;
        let flipped = self.desk.apply(&Change::Read { keys, read: true })?;
        if flipped.is_empty() {
            return Ok(vec![Reply::Notice(self.language.say("notice.none-unread").to_owned())]);
        }
        let mut replies = self.recount(&flipped)?;
        let n = flipped.len().to_string();
        replies.push(Reply::Changed(self.language.fill("notice.all-read", &[("n", &n)])));
        Ok(replies)
    }

    /// What of a list is unread, read a page at a time.
    fn unread_of(&self, selection: Selection) -> Result<Vec<ArticleKey>, StoreError> {
        let selection = match selection.shelf {
            // Asked for what is unread alone, a search all of whose hits are read would give others that are close. And by
            // date all hits are paged through alike.
            Shelf::Search(_) => Selection { order: Order::Newest, ..selection },
            _ if selection.state == StateFilter::All => Selection { state: StateFilter::Unread, ..selection },
            _ => selection,
        };
        let mut keys = Vec::new();
        let mut aim = Aim::Start;
        loop {
            let page = self.headlines(&selection, aim, PAGE)?;
            keys.extend(page.headlines.iter().filter(|row| row.unread).map(|row| row.key));
            match page.headlines.last() {
                Some(last) if !page.at_end => aim = Aim::From(last.cursor, Direction::Forward),
                _ => return Ok(keys),
            }
        }
    }
}
