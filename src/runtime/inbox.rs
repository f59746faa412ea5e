//! The worker's inbox: a newer reading request replaces the waiting older one of its kind.
//!
//! Moving fast through a list must not queue article loads; what writes is never dropped.

use crate::app::message::Effect;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Requests that wait for the worker.
#[derive(Debug, Default)]
pub struct Inbox {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    requests: VecDeque<Effect>,
    closed: bool,
    running: Option<Kind>,
}

/// Requests of one kind replace each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Headlines,
    Article,
    Related,
    Ahead,
    Unread,
    Candidates,
    Facets,
    Preview,
    Pictures,
    Topics,
    Suggestions,
    Categories,
    Place,
    Lasting,
}

impl Kind {
    const fn of(effect: &Effect) -> Self {
        match effect {
            Effect::ReadHeadlines(..) => Self::Headlines,
            Effect::ReadArticle(..) | Effect::ReadArticleByKey(..) => Self::Article,
            Effect::ReadRelated(_) => Self::Related,
            Effect::FindUnread(..) => Self::Unread,
            Effect::Suggest(..) => Self::Candidates,
            Effect::ReadFacets(..) => Self::Facets,
            Effect::LookAhead(..) => Self::Ahead,
            Effect::ReadPreview(_) => Self::Preview,
            Effect::ReadPictures(..) => Self::Pictures,
            Effect::ReadTopics => Self::Topics,
            Effect::ReadSuggestions(_) => Self::Suggestions,
            Effect::ReadCategories => Self::Categories,
            Effect::KeepPlace(_) => Self::Place,
            _ => Self::Lasting,
        }
    }
}

impl Inbox {
    /// Puts a request. `true` if the running one has been made useless by it and should be interrupted.
    pub fn put(&self, effect: Effect) -> bool {
        let mut waiting = self.lock();
        let kind = Kind::of(&effect);
        if kind != Kind::Lasting {
            waiting.requests.retain(|other| Kind::of(other) != kind);
        }
        // What nobody asked for yet waits for everything that somebody did.
        let ahead = waiting.requests.back().is_some_and(|last| Kind::of(last) == Kind::Ahead);
        let at = waiting.requests.len() - usize::from(ahead && kind != Kind::Ahead);
        waiting.requests.insert(at, effect);
        self.arrived.notify_one();
        waiting.running == Some(kind)
            && matches!(kind, Kind::Headlines | Kind::Unread | Kind::Candidates | Kind::Facets)
    }

    /// Waits for the next request; `None` when the inbox is closed and everything that lasts has been done.
    pub fn take(&self) -> Option<Effect> {
        let mut waiting = self.lock();
        waiting.running = None;
        loop {
            if let Some(effect) = waiting.requests.pop_front() {
                if waiting.closed && !matches!(Kind::of(&effect), Kind::Lasting | Kind::Place) {
                    continue;
                }
                waiting.running = Some(Kind::of(&effect));
                return Some(effect);
            }
            if waiting.closed {
                return None;
            }
            waiting = self.arrived.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// No more requests: the worker finishes what lasts and ends.
    pub fn close(&self) {
        self.lock().closed = true;
        self.arrived.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::message::Ticket;
    use crate::news::{ArticleId, ArticleKey};

    #[test]
    fn only_the_newest_reading_request_of_a_kind_waits() {
        let inbox = Inbox::default();
        let article = |n| Effect::ReadArticle(Ticket(n), ArticleId(n as i64));
        let star = Effect::SetStar(vec![ArticleKey(1)], true);
        inbox.put(article(1));
        inbox.put(star.clone());
        inbox.put(article(2));
        inbox.put(Effect::SetStar(vec![ArticleKey(1)], false));
        assert_eq!(inbox.take(), Some(star));
        assert_eq!(inbox.take(), Some(article(2)));
        inbox.put(article(3));
        inbox.close();
        assert_eq!(inbox.take(), Some(Effect::SetStar(vec![ArticleKey(1)], false)));
        assert_eq!(inbox.take(), None);
    }
}
