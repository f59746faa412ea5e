//! The mouse: the wheel scrolls what is under it, a click focuses, selects, and opens what is selected.

use super::App;
use super::layout::Pane;
use super::message::Effect;

impl App {
    /// The wheel turned over a cell.
    pub(super) fn wheel(&mut self, column: u16, row: u16, lines: i32) -> Vec<Effect> {
        let by = lines as isize;
        match self.layout.pane_at(column, row) {
            Some(Pane::Article) => self.scroll_article(lines),
            Some(Pane::Headlines) => {
                let room = self.headline_room();
                self.headlines.list.scroll(by, self.headlines.rows.len(), room);
                return self.follow_related();
            }
            Some(Pane::Categories) => {
                let room =
                    self.layout.categories.map_or(1, |area| usize::from(area.height.saturating_sub(2)));
                self.categories.list.scroll(by, self.categories.rows.len(), room);
            }
            Some(Pane::Related) => self.related.list.step(by.signum(), self.related.items.len()),
            None => {}
        }
        Vec::new()
    }

    /// The left button on a cell.
    pub(super) fn click(&mut self, column: u16, row: u16) -> Vec<Effect> {
        if self.overlay.take().is_some() {
            return Vec::new();
        }
        let Some(pane) = self.layout.pane_at(column, row) else { return Vec::new() };
        let was_focused = self.focus == pane;
        let index = |top: u16, height: usize, first: usize| {
            usize::from(row).checked_sub(usize::from(top) + 2).map(|below| below / height.max(1) + first)
        };
        self.focus = pane;
        match pane {
            Pane::Headlines => {
                let top = self.layout.headlines.map_or(0, |area| area.y);
                let hit = index(top, self.headline_height(), self.headlines.list.top);
                let Some(hit) = hit.filter(|hit| *hit < self.headlines.rows.len()) else { return Vec::new() };
                let again = was_focused && self.headlines.list.selected == hit;
                self.headlines.list.selected = hit;
                if again { self.open_selected() } else { self.follow_related() }
            }
            Pane::Categories => {
                let top = self.layout.categories.map_or(0, |area| area.y);
                let hit = index(top, 1, self.categories.list.top);
                let Some(hit) = hit.filter(|hit| *hit < self.categories.rows.len()) else {
                    return Vec::new();
                };
                self.categories.list.selected = hit;
                self.categories.step(0);
                self.move_by(0)
            }
            Pane::Related => match self.related_row_at(row) {
                Some(hit) if was_focused && self.related.list.selected == hit => self.open_related(hit + 1),
                Some(hit) => {
                    self.related.list.selected = hit;
                    self.follow_preview()
                }
                None => Vec::new(),
            },
            Pane::Article => Vec::new(),
        }
    }
}
