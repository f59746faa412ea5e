//! The category pane: names indented by depth, those with something unread strong, and how many articles at the right.

use super::{Canvas, on_ground};
use crate::app::Row;
use crate::app::layout::Pane;
use ratatui::layout::Rect;
use ratatui::style::Style;

impl Canvas<'_> {
    pub(super) fn categories(&mut self, area: Rect) {
        let app = self.app;
        self.heading(area, Pane::Categories, app.language.say("pane.categories"));
        let room = usize::from(area.height.saturating_sub(2));
        let list = app.categories.list;
        for (index, row) in app.categories.rows.iter().enumerate().skip(list.top).take(room) {
            let y = area.y + 2 + (index - list.top) as u16;
            let (name, depth, count) = self.category_row(row);
            let selected = index == list.selected;
            let plain = match row {
                Row::Heading => self.theme.heading,
                Row::Category(index) if self.has_unread(*index) => self.theme.headline_unread,
                _ => Style::default(),
            };
            let style =
                if selected { on_ground(plain, self.selection_style(Pane::Categories)) } else { plain };
            if selected {
                self.paint(area, y, 1, style);
                self.words((area.x, y), area.right(), "▐", style.patch(self.theme.accent));
            }
            let count = count.to_string();
            let reserved = if count == "0" { 0 } else { count.len() as u16 + 1 };
            self.words((area.x + 2 + depth * 2, y), area.right().saturating_sub(reserved), &name, style);
            if reserved > 0 {
                let ground = self.selection_style(Pane::Categories);
                let style = if selected { ground } else { self.theme.detail };
                self.words_right(area.x, area.right(), y, (&count, style));
            }
        }
    }

    fn has_unread(&self, index: usize) -> bool {
        self.app.categories.all.get(index).is_some_and(|category| category.unread > 0)
    }

    fn category_row(&self, row: &Row) -> (String, u16, u64) {
        let say = |key| self.app.language.say(key).to_owned();
        let counts = self.app.counts;
        match row {
            Row::All => (say("pane.all"), 0, counts.total),
            Row::Unread => (say("pane.unread"), 0, counts.unread),
            Row::Starred => (say("pane.starred"), 0, counts.starred),
            Row::Gap => (String::new(), 0, 0),
            Row::Saved(index) => {
                let words = self.app.categories.saved.get(*index).map_or("", String::as_str);
                (self.app.language.fill("pane.saved", &[("words", words)]), 0, 0)
            }
            Row::Heading => (say("pane.rising"), 0, 0),
            Row::Topic(index) => {
                let topic = self.app.categories.topics.get(*index);
                topic.map_or((String::new(), 0, 0), |it| (it.word.clone(), 0, u64::from(it.reports)))
            }
            Row::Category(index) => {
                let depth = self.app.categories.depths.get(*index).copied().unwrap_or(0);
                let category = self.app.categories.all.get(*index);
                category.map_or((String::new(), 0, 0), |it| (it.name.clone(), u16::from(depth), it.total))
            }
        }
    }
}
