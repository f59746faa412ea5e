//! The top line (where the reader is) and the bottom line (what can be done).

use super::Canvas;
use crate::news::{Shelf, Total};
use ratatui::layout::Position;

impl Canvas<'_> {
    /// `版心   首页 › 栏目 › 正文            第 12/219 篇   34%`
    pub(super) fn header(&mut self) {
        let area = self.app.layout.header;
        if area.height == 0 {
            return;
        }
        let right = self.header_right();
        let reserved = self.setter.columns(&right) as u16 + 2;
        let x = self.words(
            (area.x + 1, area.y),
            area.right(),
            "版心",
            self.theme.accent.patch(self.theme.strong),
        );
        let crumb = self.crumb();
        let end = area.right().saturating_sub(reserved).max(x);
        let x = self.list_named((x + 3, area.y), end, &crumb, self.theme.detail);
        if area.width > x {
            self.words_right(x, area.right().saturating_sub(1), area.y, (&right, self.theme.detail));
        }
    }

    fn crumb(&self) -> String {
        let app = self.app;
        let language = app.language;
        let mut crumb = vec![language.say("pane.home").to_owned()];
        let category = app.reading.as_ref().and_then(|reading| reading.headline().category);
        match (&app.headlines.selection.shelf, category) {
            (_, Some(id)) => crumb.extend(app.categories.path(id).iter().map(|name| (*name).to_owned())),
            (Shelf::Category(id), None) => {
                crumb.extend(app.categories.path(*id).iter().map(|name| (*name).to_owned()));
            }
            (Shelf::All, None) => {}
            _ => crumb.push(self.list_name()),
        }
        if app.is_previewing() {
            crumb.push(language.say("pane.preview").to_owned());
        } else if app.reading.is_some() {
            crumb.push(language.say("pane.article").to_owned());
        }
        crumb.join(" › ")
    }

    fn header_right(&self) -> String {
        let app = self.app;
        let mut parts = Vec::new();
        if app.sample && app.reading.is_none() && app.layout.header.width >= 90 {
            parts.push(app.language.say("header.sample").to_owned());
        }
        if let Some(position) = app.position() {
            let total = match app.list_total() {
                None => "⋯".to_owned(),
                Some(Total::AtLeast(total)) => format!("{}+", total.max(position)),
                Some(Total::Exact(total)) => total.to_string(),
            };
            let key = if app.layout.header.width >= 100 { "header.article" } else { "header.position" };
            parts.push(app.language.fill(key, &[("n", &position.to_string()), ("total", &total)]));
        }
        if let Some(reading) = app.on_screen() {
            parts.push(format!("{}%", reading.percent));
        }
        if app.layout.header.width >= 110 {
            parts.push(app.language.say("header.offline").to_owned());
        }
        parts.join("   ")
    }

    /// The bottom line; returns where the caret stands.
    pub(super) fn status(&mut self) -> Option<Position> {
        let area = self.app.layout.status;
        if area.height == 0 {
            return None;
        }
        if let Some(prompt) = self.app.prompt.clone() {
            return Some(self.prompt(&prompt));
        }
        let right = self.status_right();
        let reserved = self.setter.columns(&right) as u16 + 2;
        let end = area.right().saturating_sub(reserved);
        if let Some(notice) = self.app.notice.clone() {
            // What is told now goes before what always stands there.
            let fits = self.setter.verbatim().columns(&notice) as u16 + reserved + 2 <= area.width;
            self.verbatim((1, area.y), if fits { end } else { area.right() }, &notice, self.theme.notice);
            if !fits {
                return None;
            }
        } else {
            let words = self.hints(end.saturating_sub(2));
            self.verbatim((1, area.y), end, &words, self.theme.status);
        }
        self.words_right(end, area.right().saturating_sub(1), area.y, (&right, self.theme.status));
        None
    }

    fn status_right(&self) -> String {
        let app = self.app;
        let typed: String = app.typed.iter().map(ToString::to_string).collect();
        match (app.count, typed.as_str()) {
            (Some(count), _) => format!("{count}{typed} ⋯"),
            (None, "") if app.sample && self.has_room_for_the_sample() => {
                app.language.say("header.sample").to_owned()
            }
            (None, "") => app.language.fill("status.unread", &[("n", &app.counts.unread.to_string())]),
            (None, typed) => format!("{typed} ⋯"),
        }
    }

    /// Whether the line about the sample stands here: where the header has no room for it, and the hint for help keeps its own.
    fn has_room_for_the_sample(&self) -> bool {
        let width = self.app.layout.header.width;
        let words = self.setter.columns(self.app.language.say("header.sample")) as u16;
        width < 90 && self.app.reading.is_none() && words + self.help_columns() + 5 <= width
    }
}
