//! Looking ahead: what the next key will most likely show is read while nothing else is asked for.
//!
//! One article at a time, with what belongs with it: the selected headline and its neighbours, the first related article, and
//! the article that was just left. So a key is answered by one frame, without waiting for the disk. What changes an article's
//! marks, or the library itself, makes all of it stale.

use super::App;
use super::message::{Effect, Opened, Reply, Ticket};
use super::open::Reading;
use crate::news::{ArticleId, ArticleKey, Related};
use std::collections::VecDeque;

/// Articles that are kept.
const KEPT: usize = 8;

/// An article with what belongs with it.
pub type Found = (Box<Opened>, Vec<Related>);

/// What was read ahead.
#[derive(Debug, Default)]
pub struct Ahead {
    entries: VecDeque<Entry>,
    /// Answers to an earlier ticket are stale.
    ticket: Ticket,
    asked: bool,
    /// The article that is being left: kept once what is stale is gone.
    left: Option<Entry>,
}

#[derive(Debug)]
struct Entry {
    id: ArticleId,
    /// `None` where it was shown since, or could not be read: then the reader is told when it asks for it.
    opened: Option<Box<Opened>>,
    /// `None` where it is not known.
    related: Option<Vec<Related>>,
}

impl Ahead {
    /// What was read is stale.
    fn forget(&mut self) {
        self.entries.clear();
        self.ticket.0 += 1;
    }

    fn put(&mut self, entry: Entry) {
        self.entries.retain(|other| other.id != entry.id);
        self.entries.push_back(entry);
        if self.entries.len() > KEPT {
            self.entries.pop_front();
        }
    }

    fn knows(&self, id: ArticleId) -> bool {
        self.entries.iter().any(|entry| entry.id == id)
    }

    /// The article of this row, to be shown.
    pub(super) fn article(&mut self, id: ArticleId) -> Option<Opened> {
        self.entries.iter_mut().find(|entry| entry.id == id)?.opened.take().map(|opened| *opened)
    }

    /// What was read of the article of this row.
    pub(super) fn opened(&self, id: ArticleId) -> Option<&Opened> {
        self.entries.iter().find(|entry| entry.id == id)?.opened.as_deref()
    }

    /// The row of the article with this key.
    pub(super) fn row_of(&self, key: ArticleKey) -> Option<ArticleId> {
        let is = |entry: &&Entry| entry.opened.as_ref().is_some_and(|opened| opened.headline.key == key);
        self.entries.iter().find(is).map(|entry| entry.id)
    }

    /// What belongs with the article of this row.
    pub(super) fn related(&self, id: ArticleId) -> Option<Vec<Related>> {
        self.entries.iter().find(|entry| entry.id == id)?.related.clone()
    }

    /// An article was read or is unread again.
    pub(super) fn mark_unread(&mut self, key: ArticleKey, unread: bool) {
        for entry in &mut self.entries {
            for item in entry.related.iter_mut().flatten().filter(|item| item.key == Some(key)) {
                item.unread = unread;
            }
            for opened in entry.opened.iter_mut().filter(|opened| opened.headline.key == key) {
                opened.headline.unread = unread;
            }
        }
    }
}

impl App {
    /// Takes an answer to [`Effect::LookAhead`].
    pub(super) fn take_ahead(&mut self, ticket: Ticket, id: ArticleId, found: Option<Found>) -> Vec<Effect> {
        self.ahead.asked = false;
        if ticket == self.ahead.ticket {
            let (opened, related) = found.unzip();
            self.ahead.put(Entry { id, opened, related });
            self.complete_information(id);
        }
        Vec::new()
    }

    /// An article gives way to another: it is the way back.
    pub(super) fn keep_left(&mut self, left: Reading) {
        let id = left.headline().id;
        let related =
            (self.related.of == Some(id) && !self.related.loading).then(|| self.related.items.clone());
        self.ahead.left = Some(Entry { id, opened: Some(Box::new(left.into_opened())), related });
    }

    /// After everything else: forgets what `effects` make stale, and asks for what is likely wanted next.
    pub(super) fn look_ahead(&mut self, effects: &[Effect]) -> Option<Effect> {
        if effects.iter().any(makes_stale) {
            self.ahead.forget();
        }
        if let Some(left) = self.ahead.left.take() {
            self.ahead.put(left);
        }
        let busy = !self.ready || self.ahead.asked || self.expected.is_some() || self.related.loading;
        if busy {
            return None;
        }
        let id = self.likely().into_iter().flatten().find(|id| !self.ahead.knows(*id))?;
        self.ahead.asked = true;
        Some(Effect::LookAhead(self.ahead.ticket, id))
    }

    /// Articles that one key leads to, the likeliest first.
    fn likely(&self) -> [Option<ArticleId>; 4] {
        let row = |by: isize| {
            let at = self.headlines.list.selected.checked_add_signed(by)?;
            self.headlines.rows.get(at).map(|headline| headline.id)
        };
        if self.reading.is_some() {
            let mut related = self.related.items.iter().filter_map(|item| item.id);
            [related.next(), row(1), related.next(), None]
        } else {
            [row(0), row(1), row(-1), row(2)]
        }
    }

    /// What was read is stale: another edition, or marks that have changed elsewhere.
    pub(super) fn forget_ahead(&mut self) {
        self.ahead.forget();
    }
}

/// Whether an effect changes what an article that was read shows.
fn makes_stale(effect: &Effect) -> bool {
    match effect {
        Effect::SetRead(keys, _) => keys.len() > 1,
        Effect::MarkAllRead(_)
        | Effect::SetStar(..)
        | Effect::SetNote(..)
        | Effect::SetTags(..)
        | Effect::AddTag(..)
        | Effect::Undo
        | Effect::Redo => true,
        _ => false,
    }
}

/// Whether an answer says that what was read is stale.
pub(super) fn tells_of_change(reply: &Reply) -> bool {
    matches!(reply, Reply::Changed(_) | Reply::MarkedElsewhere | Reply::NewEdition)
}
