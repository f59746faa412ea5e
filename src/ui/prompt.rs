//! The open text field at the bottom, its mistake where it is, and above it the words that letters may mean.

use super::put::{blank, put_line};
use super::{Canvas, on_hit};
use crate::app::{Candidates, GAP, Prompt, PromptKind, label};
use crate::locale::Language;
use crate::text::Measure;
use ratatui::layout::{Position, Rect};

impl Canvas<'_> {
    /// Draws the field; returns where the caret stands.
    pub(super) fn prompt(&mut self, prompt: &Prompt) -> Position {
        let area = self.app.layout.status;
        self.paint(area, area.y, 1, self.theme.overlay);
        let words = self.app.language.say(prompt.kind.label());
        let x = self.words((1, area.y), area.right(), words, self.theme.accent) + 1;
        let room = area.right().saturating_sub(x + 1);
        // The end of what is before the caret stays in view.
        let mut before = prompt.field.before();
        let setter = self.setter.verbatim();
        while setter.columns(before) as u16 > room.saturating_sub(1) {
            let mut chars = before.chars();
            chars.next();
            before = chars.as_str();
        }
        let hidden = prompt.field.before().len() - before.len();
        let caret = self.typed((x, area.y), before, hidden, prompt);
        let end = self.typed((caret, area.y), prompt.field.after(), hidden + before.len(), prompt);
        match &prompt.mistake {
            _ if prompt.kind == PromptKind::Palette => self.palette(end + 2, prompt),
            Some(mistake) => {
                let words = match self.app.language {
                    Language::Chinese => mistake.fault.chinese(),
                    Language::English => mistake.to_string(),
                };
                self.explain(end, prompt, &words);
            }
            None if prompt.candidates.is_empty() && !prompt.suggestions.is_empty() => {
                let words = prompt.suggestions.join(" ");
                let words = self.app.language.fill("prompt.suggested", &[("words", &words)]);
                self.verbatim((end + 3, area.y), area.right(), &words, self.theme.detail);
            }
            None => {}
        }
        if let Some(notice) = self.app.notice.as_ref().filter(|_| prompt.mistake.is_none()) {
            self.beside_field(end, notice);
        }
        if !prompt.candidates.is_empty() {
            self.candidates(&prompt.candidates);
        }
        Position { x: caret.min(area.right().saturating_sub(1)), y: area.y }
    }

    /// What is wrong with what is typed, whole: beside it, or above it and above the words to choose from, where there is no room.
    fn explain(&mut self, end: u16, prompt: &Prompt, words: &str) {
        let area = self.app.layout.status;
        let columns = self.setter.verbatim().columns(words) as u16;
        if end + 2 + columns <= area.right() {
            self.verbatim((end + 2, area.y), area.right(), words, self.theme.notice);
            return;
        }
        let measure = Measure { columns: area.width.saturating_sub(2).max(1), ..Measure::default() };
        let lines = self.setter.verbatim().paragraph(words, measure);
        let bottom = area.y.saturating_sub(u16::from(!prompt.candidates.is_empty()));
        let top = bottom.saturating_sub(lines.len() as u16);
        for (y, line) in (top..bottom).zip(&lines) {
            blank(self.buffer, Rect { y, height: 1, ..area }, self.theme.ground.patch(self.theme.overlay));
            put_line(self.buffer, (area.x + 1, y), area.right(), line, self.theme.notice);
        }
    }

    /// What is told while a field is open: beside what is typed, or above it where there is no room.
    fn beside_field(&mut self, end: u16, notice: &str) {
        let area = self.app.layout.status;
        let columns = self.setter.verbatim().columns(notice) as u16;
        let has_room = end + 3 + columns < area.right();
        match area.y.checked_sub(1) {
            _ if has_room => {
                blank(
                    self.buffer,
                    Rect { x: end + 2, width: area.right() - end - 2, ..area },
                    self.theme.overlay,
                );
                self.verbatim((end + 3, area.y), area.right(), notice, self.theme.notice);
            }
            Some(y) => {
                let row = Rect { y, height: 1, ..area };
                blank(self.buffer, row, self.theme.ground.patch(self.theme.overlay));
                self.verbatim((area.x + 1, y), area.right(), notice, self.theme.notice);
            }
            None => {}
        }
    }

    /// A part of what is typed that begins at byte `start` of it, with what is wrong in it marked.
    fn typed(&mut self, at: (u16, u16), words: &str, start: usize, prompt: &Prompt) -> u16 {
        let right = self.app.layout.status.right();
        let Some(wrong) = prompt.mistake.as_ref().map(|mistake| &mistake.range) else {
            return self.verbatim(at, right, words, self.theme.body);
        };
        let from = wrong.start.saturating_sub(start).min(words.len());
        let to = wrong.end.saturating_sub(start).clamp(from, words.len());
        let mut x = at.0;
        for (range, style) in [
            (0..from, self.theme.body),
            (from..to, on_hit(self.theme.body, self.theme.hit_current)),
            (to..words.len(), self.theme.body),
        ] {
            x = self.verbatim((x, at.1), right, words.get(range).unwrap_or_default(), style);
        }
        x
    }

    /// `‹ 1 镇江 1,204  2 浙江 311 ›`
    fn candidates(&mut self, candidates: &Candidates) {
        let status = self.app.layout.status;
        let Some(y) = status.y.checked_sub(1) else { return };
        let row = Rect { y, height: 1, ..status };
        blank(self.buffer, row, self.theme.ground.patch(self.theme.overlay));
        let (before, after) = candidates.more();
        if before {
            self.words((row.x, y), row.right(), "‹", self.theme.detail);
        }
        let mut x = row.x + 2;
        for (number, suggestion) in candidates.page() {
            let [number, word, articles] = label(number, suggestion);
            x = self.words((x, y), row.right(), &number, self.theme.accent) + 1;
            x = self.words((x, y), row.right(), &word, self.theme.body.patch(self.theme.strong)) + 1;
            x = self.words((x, y), row.right(), &articles, self.theme.detail) + GAP
                - u16::from(articles.is_empty());
        }
        if after {
            self.words_right(row.x, row.right(), y, ("›", self.theme.detail));
        }
    }
}
