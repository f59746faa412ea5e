//! The related pane: groups by kinship, a number before each, its reason below.

use super::put::put_line;
use super::{Canvas, on_ground};
use crate::app::RelatedRow;
use crate::app::action::Action;
use crate::app::layout::Pane;
use crate::news::Kinship;
use ratatui::layout::Rect;
use ratatui::style::Style;

impl Canvas<'_> {
    pub(super) fn related(&mut self, area: Rect) {
        let app = self.app;
        self.heading(area, Pane::Related, app.language.say("pane.related"));
        if let Some(trail) = app.trail_row() {
            put_line(self.buffer, (area.x + 1, area.bottom() - 1), area.right(), &trail, self.theme.detail);
        }
        if app.related.items.is_empty() {
            let key = if app.related.loading { "pane.loading" } else { "related.none" };
            self.words((area.x + 1, area.y + 2), area.right(), app.language.say(key), self.theme.detail);
            return;
        }
        let mut last = None;
        for (row, shown) in app.related_rows().iter().enumerate() {
            let y = area.y + 2 + row as u16;
            if y >= area.bottom() {
                break;
            }
            let first = shown.item() != last;
            last = shown.item();
            self.related_row(area, y, shown, first);
        }
    }

    fn related_row(&mut self, area: Rect, y: u16, row: &RelatedRow, first: bool) {
        match row {
            RelatedRow::Gap => {}
            RelatedRow::Heading(kinship) => {
                let key = match kinship {
                    Kinship::Listed => "related.listed",
                    Kinship::Content => "related.content",
                    Kinship::Copy => "related.copy",
                    Kinship::Story => "related.story",
                };
                let app = self.app;
                let x = self.words((area.x + 1, y), area.right(), app.language.say(key), self.theme.detail);
                if *kinship == Kinship::Story {
                    let hint = app.keymap.hint(Action::ShowStory);
                    let words = app.language.fill("related.whole-story", &[("key", &hint)]);
                    self.words((x + 2, y), area.right(), &words, self.theme.detail);
                }
            }
            RelatedRow::Title(index, line) => {
                let unread = self.app.related.items.get(*index).is_some_and(|item| item.unread);
                let weight = if unread { self.theme.headline_unread } else { Style::default() };
                let ground = self.row_ground(area, y, *index);
                put_line(
                    self.buffer,
                    (area.x, y),
                    area.right(),
                    line,
                    ground.map_or(weight, |ground| on_ground(weight, ground)),
                );
                if first {
                    self.number(area, y, *index, ground);
                }
            }
            RelatedRow::Detail(index, line) | RelatedRow::Excerpt(index, line) => {
                let ground = self.row_ground(area, y, *index);
                let style = ground.unwrap_or(self.theme.detail);
                put_line(self.buffer, (area.x, y), area.right(), line, style);
            }
        }
    }

    fn row_ground(&mut self, area: Rect, y: u16, index: usize) -> Option<Style> {
        let selected = self.app.focus == Pane::Related && self.app.related.list.selected == index;
        selected.then(|| {
            self.paint(area, y, 1, self.theme.selected);
            self.theme.selected
        })
    }

    fn number(&mut self, area: Rect, y: u16, index: usize, ground: Option<Style>) {
        let style = ground.unwrap_or(self.theme.accent);
        let mark = if ground.is_some() { "►" } else { " " };
        let digit = if index < 9 { (index + 1).to_string() } else { " ".to_owned() };
        self.words((area.x, y), area.x + 2, &format!("{mark}{digit}"), style);
    }
}
