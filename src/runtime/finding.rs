//! Lists that are not a shelf of the library: what a search finds, and what of a list has certain titles.
//!
//! It joins what `store` finds to pages as `app` asks for them; `newsroom` calls it.

use super::newsroom::Newsroom;
use crate::app::message::Aim;
use crate::news::{Direction, Headline, HeadlinePage, Selection, Shelf, StateFilter, Total};
use crate::store::{Found, StoreError, Wanted};
use crate::text::pinyin;

/// Titles looked at between two looks at whether there are enough.
const TITLES: usize = 500;
/// Hits asked for where a place in the middle of a search is sought.
const SEARCH_WINDOW: usize = 500;

impl Newsroom {
    /// The headlines of a list whose titles have some words, literally or as pinyin: titles are looked at in the order
    /// of the list until there are enough.
    pub(super) fn titled(
        &self,
        selection: &Selection,
        aim: Aim,
        limit: usize,
    ) -> Result<HeadlinePage, StoreError> {
        let whole = Selection { titled: String::new(), ..selection.clone() };
        let (mut from, direction) = match aim {
            Aim::From(cursor, direction) => (Some(cursor), direction),
            Aim::End => (None, Direction::Backward),
            Aim::Start | Aim::Around(_) => (None, Direction::Forward),
        };
        let mut headlines = Vec::new();
        loop {
            let next = match (from, direction) {
                (Some(cursor), direction) => Aim::From(cursor, direction),
                (None, Direction::Forward) => Aim::Start,
                (None, Direction::Backward) => Aim::End,
            };
            let page = self.headlines(&whole, next, TITLES)?;
            let (edge, done) = match direction {
                Direction::Forward => (page.headlines.last(), page.at_end),
                Direction::Backward => (page.headlines.first(), page.at_start),
            };
            from = edge.map(|headline| headline.cursor);
            let fits = |headline: &Headline| pinyin::matches(&headline.title, &selection.titled);
            let found = page.headlines.into_iter().filter(fits);
            match direction {
                Direction::Forward => headlines.extend(found),
                Direction::Backward => drop(headlines.splice(0..0, found)),
            }
            if done || from.is_none() || headlines.len() >= limit {
                let forward = direction == Direction::Forward;
                let at_start = if forward { !matches!(aim, Aim::From(..)) } else { done };
                let at_end = if forward { done } else { aim == Aim::End };
                let total = (at_start && at_end).then_some(Total::Exact(headlines.len() as u64));
                return Ok(HeadlinePage {
                    selection: selection.clone(),
                    headlines,
                    at_start,
                    at_end,
                    total,
                    closest: false,
                });
            }
        }
    }

    /// A page of what a search finds, the snippet in place of the excerpt. A search is paged forward only: what stands
    /// before a place is found by asking from the start.
    pub(super) fn search(
        &self,
        selection: &Selection,
        aim: Aim,
        limit: usize,
    ) -> Result<HeadlinePage, StoreError> {
        let (after, limit) = match aim {
            Aim::Start => (None, limit),
            Aim::From(cursor, Direction::Forward) => (Some(cursor.id), limit),
            Aim::End | Aim::Around(_) | Aim::From(_, Direction::Backward) => (None, SEARCH_WINDOW),
        };
        let wanted = Wanted { order: selection.order, limit, after };
        let findings = self.library.search(&asked(selection), wanted, &self.desk)?;
        let mut headlines: Vec<Headline> = findings.found.into_iter().map(shown).collect();
        if let Aim::From(cursor, Direction::Backward) = aim {
            let end = headlines.iter().position(|headline| headline.id == cursor.id).unwrap_or(0);
            headlines.truncate(end);
        }
        Ok(HeadlinePage {
            selection: selection.clone(),
            headlines,
            at_start: after.is_none(),
            at_end: findings.at_end,
            total: Some(findings.total),
            closest: findings.loose,
        })
    }
}

/// The query of a list of hits, with the state that the list is limited to.
pub(super) fn asked(selection: &Selection) -> String {
    let Shelf::Search(words) = &selection.shelf else { return String::new() };
    let either = words.contains(['|', '｜']) || words.contains(" OR ");
    let words = if either { format!("({words})") } else { words.clone() };
    match selection.state {
        StateFilter::All => words,
        StateFilter::Unread => format!("{words} is:unread"),
        StateFilter::Starred => format!("{words} is:starred"),
    }
}

fn shown(found: Found) -> Headline {
    if found.snippet.text.is_empty() {
        return found.headline;
    }
    Headline { excerpt: found.snippet.text, excerpt_hits: found.snippet.hits, ..found.headline }
}
