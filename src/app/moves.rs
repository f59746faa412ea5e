//! Moving: within a pane, among panes, among articles and categories.

use super::App;
use super::action::Action;
use super::layout::Pane;
use super::message::{Aim, Effect};
use super::open::Beginning;
use crate::news::{Direction, Selection};

impl App {
    /// Moves in the focused pane.
    pub(super) fn moved(&mut self, action: Action, count: Option<usize>) -> Vec<Effect> {
        let times = count.unwrap_or(1) as i32;
        let scrolls = self.shows_preview() && !matches!(action, Action::Down | Action::Up);
        let page =
            i32::from(if scrolls { self.article_rows().saturating_sub(1).max(1) } else { self.page_rows() });
        let by = match action {
            Action::Down => times,
            Action::Up => -times,
            Action::HalfPageDown => (page / 2).max(1) * times,
            Action::HalfPageUp => -(page / 2).max(1) * times,
            Action::PageDown => page * times,
            _ => -page * times,
        };
        if scrolls {
            self.scroll_article(by);
            return Vec::new();
        }
        self.move_by(by)
    }

    /// Rows of a page in the focused pane: one line of context is kept.
    fn page_rows(&self) -> u16 {
        let rows = match self.focus {
            Pane::Article => self.article_rows(),
            Pane::Headlines => self.headline_room() as u16,
            Pane::Categories => self.layout.categories.map_or(1, |area| area.height.saturating_sub(2)),
            Pane::Related => 4,
        };
        rows.saturating_sub(1).max(1)
    }

    /// Moves the selection of the focused pane, or scrolls the article.
    pub(super) fn move_by(&mut self, by: i32) -> Vec<Effect> {
        match self.focus {
            Pane::Article if self.paragraphs.is_some() => {
                self.extend_selection(by);
                Vec::new()
            }
            Pane::Article => {
                self.scroll_article(by);
                Vec::new()
            }
            Pane::Headlines => {
                self.headlines.step(by as isize);
                self.follow_related()
            }
            Pane::Related => {
                self.related.list.step(by as isize, self.related.items.len());
                self.follow_preview()
            }
            Pane::Categories => {
                self.categories.step(by as isize);
                self.show_category()
            }
        }
    }

    /// To the start or the end of the focused pane; with a count to that item.
    pub(super) fn jump(&mut self, to_end: bool, count: Option<usize>) -> Vec<Effect> {
        let row = count.map(|count| count.saturating_sub(1));
        match self.focus {
            Pane::Article => {
                self.jump_article(to_end && count.is_none());
                Vec::new()
            }
            Pane::Headlines => {
                let ticket = self.next_ticket();
                let mut effects: Vec<Effect> = match row {
                    Some(row) => self.headlines.go_to(row, ticket),
                    None => self.headlines.jump(to_end, ticket),
                }
                .into_iter()
                .collect();
                effects.extend(self.follow_related());
                effects
            }
            Pane::Related => {
                let last = self.related.items.len().saturating_sub(1);
                self.related.list.selected = row.unwrap_or(if to_end { last } else { 0 }).min(last);
                self.follow_preview()
            }
            Pane::Categories => {
                let last = self.categories.rows.len().saturating_sub(1);
                self.categories.list.selected = row.unwrap_or(if to_end { last } else { 0 }).min(last);
                self.categories.step(0);
                self.show_category()
            }
        }
    }

    /// The middle pane: the open article, else the list.
    pub(super) const fn middle(&self) -> Pane {
        if self.reading.is_some() { Pane::Article } else { Pane::Headlines }
    }

    /// Moves the focus over the panes from left to right.
    pub(super) fn focus_by(&mut self, by: isize) -> Vec<Effect> {
        let mut panes = vec![Pane::Categories];
        if self.reading.is_none() || self.layout.headlines.is_some() {
            panes.push(Pane::Headlines);
        }
        if self.reading.is_some() {
            panes.push(Pane::Article);
        }
        panes.push(Pane::Related);
        let here = panes.iter().position(|pane| *pane == self.focus).unwrap_or(0);
        let next = here.saturating_add_signed(by).min(panes.len() - 1);
        if let Some(pane) = panes.get(next) {
            self.zen = false;
            self.focus = *pane;
        }
        Vec::new()
    }

    /// To the right; from the categories into the list.
    pub(super) fn focus_right(&mut self) -> Vec<Effect> {
        match self.focus {
            Pane::Headlines if self.layout.related.is_none() && self.reading.is_none() => {
                self.open_selected()
            }
            _ => self.focus_by(1),
        }
    }

    /// Opens what is selected in the focused pane.
    pub(super) fn open_selected(&mut self) -> Vec<Effect> {
        match self.focus {
            Pane::Categories => {
                self.focus = Pane::Headlines;
                let mut effects = if self.reading.is_some() { self.close_article() } else { Vec::new() };
                effects.extend(self.show_category());
                effects
            }
            Pane::Headlines => match self.headlines.current().map(|headline| headline.id) {
                Some(id) => self.walk_to(id, Beginning::Searched),
                None => Vec::new(),
            },
            Pane::Related => self.open_related(self.related.list.selected + 1),
            Pane::Article => {
                let rows = i32::from(self.page_rows());
                self.move_by(rows)
            }
        }
    }

    /// Opens the n-th related article; one that the library does not hold shows what the page said of it.
    pub(super) fn open_related(&mut self, number: usize) -> Vec<Effect> {
        let Some(item) = self.related.items.get(number.wrapping_sub(1)) else {
            let words = self.language.fill("notice.no-such-related", &[("n", &number.to_string())]);
            return self.tell(words);
        };
        let said = !item.excerpt.is_empty();
        if let Some(id) = item.id {
            self.related.list.selected = number - 1;
            self.walk_to(id, Beginning::Left)
        } else {
            self.related.list.selected = number - 1;
            self.focus = Pane::Related;
            self.tell(self.language.say(if said { "notice.not-held-excerpt" } else { "notice.not-held" }))
        }
    }

    /// The next article of the list, opened.
    pub(super) fn next_article(&mut self, by: isize) -> Vec<Effect> {
        if !self.headlines.step(by) {
            if self.headlines.owes() {
                // It is opened when it has come.
                return Vec::new();
            }
            return self.tell(self.language.say(if by > 0 { "notice.last" } else { "notice.first" }));
        }
        if self.reading.is_none() && self.expected.is_none() {
            let id = self.headlines.current().map(|headline| headline.id);
            return id.map_or_else(Vec::new, |id| self.walk_to(id, Beginning::Searched));
        }
        self.open_current()
    }

    /// The selected article in place of the open one.
    pub(super) fn open_current(&mut self) -> Vec<Effect> {
        let Some(id) = self.headlines.current().map(|headline| headline.id) else { return Vec::new() };
        let mut effects = self.close_reading_state();
        effects.extend(self.ask_article(id, Beginning::Searched));
        effects
    }

    /// The next row of the category pane, wherever the focus is.
    pub(super) fn next_category(&mut self, by: isize) -> Vec<Effect> {
        if !self.categories.has_row(by) {
            let key = if by > 0 { "notice.last-category" } else { "notice.first-category" };
            return self.tell(self.language.say(key));
        }
        if self.reading.is_some() {
            self.leave_list();
            self.passing = Some(self.headlines.selection.clone());
        }
        let mut effects = if self.reading.is_some() { self.close_article() } else { Vec::new() };
        self.categories.step(by);
        effects.extend(self.show_category());
        effects
    }

    /// Shows the list of the selected category.
    fn show_category(&mut self) -> Vec<Effect> {
        match self.categories.selection() {
            Some(selection) if selection != self.headlines.selection => {
                self.leave_list();
                self.passing = Some(selection.clone());
                self.turn_to(selection, Aim::Start)
            }
            _ => Vec::new(),
        }
    }

    /// Shows another list, with the way back remembered.
    pub(super) fn show_selection(&mut self, selection: Selection) -> Vec<Effect> {
        self.show_list(selection, Aim::Start)
    }

    /// Shows a part of another list, with the way back remembered.
    pub(super) fn show_list(&mut self, selection: Selection, aim: Aim) -> Vec<Effect> {
        let stop = self.stop();
        let mut effects = if self.reading.is_some() { self.close_article() } else { Vec::new() };
        self.walk.leave(stop);
        self.focus = Pane::Headlines;
        self.categories.select(&selection);
        effects.extend(self.turn_to(selection, aim));
        effects
    }

    /// Shows the list in another order or by another state: the same step of the way, at the same article.
    pub(super) fn show_otherwise(&mut self, selection: Selection, aim: Aim) -> Vec<Effect> {
        if self.reading.is_some() {
            return self.show_list(selection, aim);
        }
        self.focus = Pane::Headlines;
        self.categories.select(&selection);
        self.turn_to(selection, aim)
    }

    /// To the related pane; from there back to the text.
    pub(super) fn focus_related(&mut self) -> Vec<Effect> {
        self.zen = false;
        self.focus = if self.focus == Pane::Related { self.middle() } else { Pane::Related };
        Vec::new()
    }

    /// The next hit of a find, else the next unread article.
    pub(super) fn next_hit_or_unread(&mut self, direction: Direction) -> Vec<Effect> {
        if self.hits.is_some() && self.reading.is_some() {
            return self.next_hit(direction);
        }
        if let Some(row) = self.headlines.next_unread(direction) {
            self.headlines.list.selected = row;
            let id = self.headlines.current().map(|headline| headline.id);
            return match id {
                Some(id) if self.reading.is_some() => {
                    let mut effects = self.close_reading_state();
                    effects.extend(self.ask_article(id, Beginning::Searched));
                    effects
                }
                _ => self.follow_related(),
            };
        }
        let edge = match direction {
            Direction::Forward => self.headlines.rows.last(),
            Direction::Backward => self.headlines.rows.first(),
        };
        let Some(cursor) = edge.map(|headline| headline.cursor) else { return Vec::new() };
        let ticket = self.next_ticket();
        self.unread_ticket = ticket;
        vec![Effect::FindUnread(ticket, self.headlines.selection.clone(), cursor, direction)]
    }
}
