//! Selecting several headlines, for what is then done to all of them.

use super::App;
use super::layout::Pane;
use super::message::Effect;

impl App {
    /// Selects this headline or leaves it out, and goes to the next.
    pub(super) fn select_row(&mut self) -> Vec<Effect> {
        if self.focus != Pane::Headlines {
            return self.select_paragraphs();
        }
        let Some(key) = self.headlines.current().map(|headline| headline.key) else { return Vec::new() };
        let marked = &mut self.headlines.marked;
        match marked.iter().position(|other| *other == key) {
            Some(at) => drop(marked.remove(at)),
            None => marked.push(key),
        }
        self.move_by(1)
    }

    /// Selects all from the last selected headline to this one; where this one is selected already, none.
    pub(super) fn select_range(&mut self) -> Vec<Effect> {
        if self.focus != Pane::Headlines {
            return self.select_all_paragraphs();
        }
        let here = self.headlines.list.selected;
        let Some(key) = self.headlines.current().map(|headline| headline.key) else { return Vec::new() };
        let headlines = &mut self.headlines;
        if headlines.marked.contains(&key) {
            headlines.marked.clear();
            return Vec::new();
        }
        let last = headlines.marked.last().copied();
        let from = headlines.rows.iter().position(|row| Some(row.key) == last).unwrap_or(here);
        let range = from.min(here)..=from.max(here);
        for row in headlines.rows.get(range).unwrap_or_default() {
            if !headlines.marked.contains(&row.key) {
                headlines.marked.push(row.key);
            }
        }
        Vec::new()
    }
}
