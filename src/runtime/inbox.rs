//! The worker's inbox: a newer reading request replaces the waiting older one of its kind.
//!
//! Moving fast through a list must not queue article loads; what writes is never dropped.

use crate::app::message::Effect;
use crate::news::Selection;
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
    running: Option<Running>,
}

/// What the worker is at.
#[derive(Debug)]
struct Running {
    kind: Kind,
    selection: Option<Selection>,
}

/// Requests of one kind replace each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Headlines,
    Rank,
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
            Effect::ReadRank(..) => Self::Rank,
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
    /// Puts a request. If the running one has been made useless by it, that is stopped by `interrupt`, which is called while
    /// the worker cannot turn to another.
    pub fn put(&self, effect: Effect, interrupt: impl FnOnce()) {
        let mut waiting = self.lock();
        let kind = Kind::of(&effect);
        if kind != Kind::Lasting {
            waiting.requests.retain(|other| {
                Kind::of(other) != kind && !is_of_list_left(Kind::of(other), selection(other), &effect)
            });
        }
        if waiting.running.as_ref().is_some_and(|running| running.is_useless_for(&effect)) {
            interrupt();
        }
        // What nobody asked for yet waits for everything that somebody did.
        let ahead = waiting.requests.back().is_some_and(|last| Kind::of(last) == Kind::Ahead);
        let at = waiting.requests.len() - usize::from(ahead && kind != Kind::Ahead);
        waiting.requests.insert(at, effect);
        self.arrived.notify_one();
    }

    /// Waits for the next request; `None` when the inbox is closed and everything that lasts has been done. `forget` is called
    /// before anything can make it useless: an interrupt until then meant the last.
    pub fn take(&self, forget: impl FnOnce()) -> Option<Effect> {
        let mut waiting = self.lock();
        waiting.running = None;
        loop {
            if let Some(effect) = waiting.requests.pop_front() {
                if waiting.closed && !matches!(Kind::of(&effect), Kind::Lasting | Kind::Place) {
                    continue;
                }
                let (kind, selection) = (Kind::of(&effect), selection(&effect).cloned());
                waiting.running = Some(Running { kind, selection });
                forget();
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

impl Running {
    fn is_useless_for(&self, next: &Effect) -> bool {
        let renewed = matches!(self.kind, Kind::Headlines | Kind::Unread | Kind::Candidates | Kind::Facets);
        renewed && self.kind == Kind::of(next) || is_of_list_left(self.kind, self.selection.as_ref(), next)
    }
}

/// The list that a request is about.
const fn selection(effect: &Effect) -> Option<&Selection> {
    match effect {
        Effect::ReadHeadlines(_, selection, ..)
        | Effect::ReadRank(_, selection, _)
        | Effect::ReadFacets(_, selection) => Some(selection),
        _ => None,
    }
}

/// Whether what a list may be narrowed to, or where one is in it, is counted for one that nobody will look at once `next` is answered.
fn is_of_list_left(kind: Kind, of: Option<&Selection>, next: &Effect) -> bool {
    matches!(kind, Kind::Facets | Kind::Rank)
        && matches!(next, Effect::ReadHeadlines(_, turned_to, ..) if of != Some(turned_to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::message::{Aim, Ticket};
    use crate::news::{ArticleId, ArticleKey, Shelf};

    fn never() {
        panic!("nothing is running that could be made useless");
    }

    fn list(words: &str) -> Selection {
        Selection { shelf: Shelf::Search(words.to_owned()), ..Selection::default() }
    }

    fn headlines(words: &str) -> Effect {
        Effect::ReadHeadlines(Ticket(1), list(words), Aim::Start, 50)
    }

    #[test]
    fn what_a_newer_request_makes_useless_is_stopped_or_never_begun() {
        let facets = |words| Effect::ReadFacets(Ticket(1), list(words));
        let letters = |letters: &str| Effect::Suggest(Ticket(1), letters.to_owned(), 9);
        for (running, next, stopped) in [
            (headlines("镇"), headlines("镇江"), true),
            (headlines("镇"), letters("z"), false),
            (letters("z"), letters("zj"), true),
            (facets("镇"), headlines("镇江"), true),
            (facets("镇"), headlines("镇"), false),
            (Effect::ReadTopics, headlines("镇"), false),
        ] {
            let inbox = Inbox::default();
            inbox.put(running.clone(), never);
            assert_eq!(inbox.take(|| ()), Some(running.clone()));
            let mut interrupted = false;
            inbox.put(next.clone(), || interrupted = true);
            assert_eq!(interrupted, stopped, "{running:?} {next:?}");
        }
    }

    #[test]
    fn facets_of_a_list_that_was_left_are_not_counted() {
        let inbox = Inbox::default();
        inbox.put(Effect::ReadFacets(Ticket(1), list("镇")), never);
        inbox.put(headlines("镇江"), never);
        let mut forgotten = 0;
        assert_eq!(inbox.take(|| forgotten += 1), Some(headlines("镇江")));
        assert_eq!(forgotten, 1);
    }

    #[test]
    fn only_the_newest_reading_request_of_a_kind_waits() {
        let inbox = Inbox::default();
        let article = |n| Effect::ReadArticle(Ticket(n), ArticleId(n as i64));
        let star = Effect::SetStar(vec![ArticleKey(1)], true);
        inbox.put(article(1), never);
        inbox.put(star.clone(), never);
        inbox.put(article(2), never);
        inbox.put(Effect::SetStar(vec![ArticleKey(1)], false), never);
        assert_eq!(inbox.take(|| ()), Some(star));
        assert_eq!(inbox.take(|| ()), Some(article(2)));
        inbox.put(article(3), never);
        inbox.close();
        assert_eq!(inbox.take(|| ()), Some(Effect::SetStar(vec![ArticleKey(1)], false)));
        assert_eq!(inbox.take(|| ()), None);
    }
}
