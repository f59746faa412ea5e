//! The list of headlines: a window on a selection that may have a million articles.
//!
//! It holds a contiguous run of the list, asks for more near an end, and forgets what is far away.

use super::list::ListState;
use super::message::{Aim, Effect, Ticket};
use crate::news::{ArticleKey, Cursor, Direction, Headline, HeadlinePage, Selection, Shelf, Total};

/// Headlines asked for at a time.
pub const PAGE: u32 = 100;
/// The same on the way to a row that is farther away.
const LONG_PAGE: u32 = 500;
/// Headlines kept at most.
const KEPT: usize = 600;
/// More are asked for when the selection is this near an end.
const NEAR: usize = 40;

/// A window on the headlines of a selection.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own about what is loaded")]
pub struct Headlines {
    /// What the list is made of.
    pub selection: Selection,
    /// The loaded run.
    pub rows: Vec<Headline>,
    /// Which is selected, by index into `rows`.
    pub list: ListState,
    /// Articles in the whole selection, where known.
    pub total: Option<Total>,
    /// Position in the whole list of the first loaded row, where known.
    pub first: Option<u64>,
    /// Nothing holds what was searched for: these are the closest.
    pub closest: bool,
    /// Still waiting for the first answer.
    pub loading: bool,
    /// Selected for what is to be done to several, in the order in which they were selected.
    pub marked: Vec<ArticleKey>,
    at_start: bool,
    at_end: bool,
    ticket: Ticket,
    asked: Option<Direction>,
    /// Where the list stands is being counted.
    ranking: bool,
    /// Rows that the selection is still to move by, when more of the list has come.
    owed: isize,
    /// The article that the list was turned to, and the row that stood for it when the answer came.
    turned_to: Option<ArticleKey>,
    landed: Option<ArticleKey>,
    /// Rows above the selection that the next whole answer is to be shown with.
    wanted_offset: Option<usize>,
}

impl Headlines {
    /// Turns to another selection; the rows shown stay until the answer comes.
    pub fn turn_to(&mut self, selection: Selection, aim: Aim, ticket: Ticket) -> Effect {
        if self.selection != selection {
            self.marked.clear();
            self.closest = false;
        }
        self.selection = selection.clone();
        self.turned_to = if let Aim::Around(key) = aim { Some(key) } else { None };
        self.owed = 0;
        self.ticket = ticket;
        self.ranking = false;
        self.loading = true;
        self.asked = None;
        Effect::ReadHeadlines(ticket, selection, aim, PAGE)
    }

    /// Whether this is the answer that is waited for.
    pub fn awaits(&self, ticket: Ticket) -> bool {
        ticket == self.ticket
    }

    /// Takes an answer. `false` if it is stale.
    pub fn take(&mut self, ticket: Ticket, aim: Aim, page: HeadlinePage) -> bool {
        if ticket != self.ticket {
            return false;
        }
        self.total = page.total.or(self.total);
        match aim {
            Aim::From(_, Direction::Forward) => self.append(page),
            Aim::From(_, Direction::Backward) => self.prepend(page),
            Aim::Start | Aim::End | Aim::Around(_) => self.replace(aim, page),
        }
        self.asked = None;
        self.step(0);
        true
    }

    fn replace(&mut self, aim: Aim, page: HeadlinePage) {
        let selected = match aim {
            Aim::End => page.headlines.len().saturating_sub(1),
            Aim::Around(key) => self.place_of(key, &page),
            Aim::Start | Aim::From(..) => 0,
        };
        self.total = page.total;
        self.closest = page.closest;
        self.first = match (page.at_start, page.at_end, page.total) {
            (true, _, _) => Some(0),
            (_, true, Some(Total::Exact(total))) => Some(total.saturating_sub(page.headlines.len() as u64)),
            _ => None,
        };
        self.at_start = page.at_start;
        self.at_end = page.at_end;
        let shown = self.list.selected.saturating_sub(self.list.top);
        let offset = self.wanted_offset.take().unwrap_or(shown);
        self.rows = page.headlines;
        self.list =
            ListState { selected, top: if selected == 0 { 0 } else { selected.saturating_sub(offset) } };
        self.loading = false;
        self.landed = self.current().map(|headline| headline.key);
    }

    /// The row of an article in a page; where it is not in the list any more, the one that stands in its place.
    fn place_of(&self, key: ArticleKey, page: &HeadlinePage) -> usize {
        if let Some(row) = page.headlines.iter().position(|row| row.key == key) {
            return row;
        }
        let stands_for = |row: &&Headline| row.key == key || self.landed == Some(row.key);
        let Some(was) = self.current().filter(stands_for) else { return 0 };
        let order = page.selection.order;
        let after = |row: &Headline| order.compare(&row.cursor, &was.cursor).is_gt();
        page.headlines.iter().position(after).unwrap_or(page.headlines.len().saturating_sub(1))
    }

    /// The article that one is at: the selected one, or the one that the list was turned to while another stands in its place.
    pub fn kept_to(&self) -> Option<ArticleKey> {
        let here = self.current().map(|headline| headline.key);
        let stands_for = self.loading || here == self.landed;
        self.turned_to.filter(|_| stands_for).or(here)
    }

    /// Whether the first of the whole list is selected.
    pub const fn is_at_top(&self) -> bool {
        self.at_start && self.list.selected == 0
    }

    fn append(&mut self, page: HeadlinePage) {
        self.at_end = page.at_end;
        self.rows.extend(page.headlines);
        let surplus = self.rows.len().saturating_sub(KEPT).min(self.list.top);
        // What a search has found can be paged forward only.
        if surplus > 0 && !matches!(self.selection.shelf, Shelf::Search(_)) {
            self.rows.drain(..surplus);
            self.list.top -= surplus;
            self.list.selected -= surplus;
            self.first = self.first.map(|first| first + surplus as u64);
            self.at_start = false;
        }
    }

    fn prepend(&mut self, page: HeadlinePage) {
        let added = page.headlines.len();
        self.at_start = page.at_start;
        self.first =
            if page.at_start { Some(0) } else { self.first.map(|first| first.saturating_sub(added as u64)) };
        self.rows.splice(0..0, page.headlines);
        self.list.selected += added;
        self.list.top += added;
        if self.rows.len() > KEPT && self.list.selected + NEAR < KEPT {
            self.rows.truncate(KEPT);
            self.at_end = false;
        }
    }

    /// What must be asked for because the selection is near an end of what is loaded.
    pub fn wants(&mut self) -> Option<Effect> {
        if self.asked.is_some() || self.loading {
            return None;
        }
        let (direction, edge) = if !self.at_end && self.list.selected + NEAR >= self.rows.len() {
            (Direction::Forward, self.rows.last()?)
        } else if !self.at_start && self.list.selected < NEAR {
            (Direction::Backward, self.rows.first()?)
        } else {
            return None;
        };
        let aim = Aim::From(edge.cursor, direction);
        self.asked = Some(direction);
        let limit = if self.owed.unsigned_abs() > PAGE as usize { LONG_PAGE } else { PAGE };
        Some(Effect::ReadHeadlines(self.ticket, self.selection.clone(), aim, limit))
    }

    /// What must be counted because the list was entered in its middle: how many stand before what is loaded. What a search
    /// or a filter of titles gives is known from its beginning only.
    pub fn wants_rank(&mut self) -> Option<Effect> {
        let counted = !matches!(self.selection.shelf, Shelf::Search(_)) && self.selection.titled.is_empty();
        if self.first.is_some() || self.loading || self.ranking || !counted {
            return None;
        }
        let first = self.rows.first()?.cursor;
        self.ranking = true;
        Some(Effect::ReadRank(self.ticket, self.selection.clone(), first))
    }

    /// So many stand before a headline of the list.
    pub fn take_rank(&mut self, ticket: Ticket, of: Cursor, rank: u64) {
        let row = self.rows.iter().position(|headline| headline.cursor == of);
        if let Some(row) = row.filter(|_| ticket == self.ticket && self.first.is_none()) {
            self.first = rank.checked_sub(row as u64);
        }
    }

    /// The selected headline.
    pub fn current(&self) -> Option<&Headline> {
        self.rows.get(self.list.selected)
    }

    /// Position of the selected headline in the whole list from 1, where known.
    pub fn position(&self) -> Option<u64> {
        (!self.rows.is_empty()).then_some(self.first? + self.list.selected as u64 + 1)
    }

    /// Articles of the list as far as it has been loaded from its beginning; all of them where its end has come.
    pub fn counted(&self) -> Option<Total> {
        let known = self.first? + self.rows.len() as u64;
        Some(if self.at_end { Total::Exact(known) } else { Total::AtLeast(known) })
    }

    /// Whether an article is the first of the whole list.
    pub fn is_first(&self, key: ArticleKey) -> bool {
        self.at_start && self.rows.first().is_some_and(|row| row.key == key)
    }

    /// Moves the selection; beyond what is loaded it moves on by itself when more has come. `false` where it stayed.
    pub fn step(&mut self, by: isize) -> bool {
        let before = self.list.selected;
        let by = self.owed.saturating_add(by);
        self.list.step(by, self.rows.len());
        let rest = by.saturating_sub(self.list.selected as isize - before as isize);
        let more = if rest > 0 { !self.at_end } else { !self.at_start };
        self.owed = if more && !self.rows.is_empty() { rest } else { 0 };
        self.list.selected != before
    }

    /// Whether the selection is to move on when more of the list has come.
    pub const fn owes(&self) -> bool {
        self.owed != 0
    }

    /// Moves to the row with this place in the whole list, from 0; an effect where the way leads over the start.
    pub fn go_to(&mut self, place: usize, ticket: Ticket) -> Option<Effect> {
        if let Some(first) = self.first {
            let here = first as isize + self.list.selected as isize;
            self.owed = 0;
            self.step(place as isize - here);
            return None;
        }
        let effect = self.turn_to(self.selection.clone(), Aim::Start, ticket);
        self.owed = place as isize;
        Some(effect)
    }

    /// Jumps to the first or the last of the whole list; an effect where it is not loaded.
    pub fn jump(&mut self, to_end: bool, ticket: Ticket) -> Option<Effect> {
        let loaded = if to_end { self.at_end } else { self.at_start };
        if loaded {
            self.list.selected = if to_end { self.rows.len().saturating_sub(1) } else { 0 };
            return None;
        }
        if to_end && matches!(self.selection.shelf, Shelf::Search(_)) {
            self.step(isize::MAX / 2);
            return None;
        }
        let selection = self.selection.clone();
        Some(self.turn_to(selection, if to_end { Aim::End } else { Aim::Start }, ticket))
    }

    /// Selects the article if it is loaded.
    pub fn select(&mut self, key: ArticleKey) -> bool {
        let found = self.rows.iter().position(|row| row.key == key);
        if let Some(index) = found {
            self.list.selected = index;
        }
        found.is_some()
    }

    /// Changes what is shown of an article's marks.
    pub fn mark(&mut self, key: ArticleKey, change: impl Fn(&mut Headline)) {
        self.rows.iter_mut().filter(|row| row.key == key).for_each(change);
    }

    /// The next unread row that is loaded, looking in a direction from the selection.
    pub fn next_unread(&self, direction: Direction) -> Option<usize> {
        let selected = self.list.selected;
        match direction {
            Direction::Forward => (selected + 1..self.rows.len()).find(|row| self.is_unread(*row)),
            Direction::Backward => (0..selected.min(self.rows.len())).rev().find(|row| self.is_unread(*row)),
        }
    }

    fn is_unread(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|headline| headline.unread)
    }

    /// Shows the selection with so many rows above it, now or when the list comes that was asked for.
    pub fn show_with(&mut self, offset: usize) {
        self.list.top = self.list.selected.saturating_sub(offset);
        self.wanted_offset = self.loading.then_some(offset);
    }

    /// Whether the list is of what was opened.
    pub const fn is_history(&self) -> bool {
        matches!(self.selection.shelf, Shelf::History | Shelf::Opened(_))
    }

    /// Whether the list is not one of the category pane's.
    pub fn is_special(&self) -> bool {
        !matches!(self.selection.shelf, Shelf::All | Shelf::Category(_)) || !self.selection.titled.is_empty()
    }

    /// An answer failed: another may be asked for.
    pub fn failed(&mut self, ticket: Ticket) {
        if ticket == self.ticket {
            self.loading = false;
        }
    }
}
