//! The commands that match what is typed after `:`, above the field, the chosen one marked.

use super::Canvas;
use super::put::blank;
use crate::app::Prompt;
use crate::app::action::Action;
use ratatui::layout::Rect;

/// Commands shown at once.
const ROWS: usize = 8;
/// Columns of the key before the description.
const KEY: u16 = 9;

impl Canvas<'_> {
    /// Draws the commands; from column `x` of the field's row on there is room to say that there is none.
    pub(super) fn palette(&mut self, x: u16, prompt: &Prompt) {
        let status = self.app.layout.status;
        if prompt.matches.is_empty() {
            let words = self.app.language.say("prompt.no-command");
            self.words((x, status.y), status.right(), words, self.theme.notice);
            return;
        }
        let rows = ROWS.min(prompt.matches.len()).min(usize::from(status.y.saturating_sub(1)));
        let top = (prompt.chosen + 1).saturating_sub(rows);
        let first = status.y - rows as u16;
        for (y, (index, action)) in (first..).zip(prompt.matches.iter().enumerate().skip(top).take(rows)) {
            self.command(Rect { y, height: 1, ..status }, *action, index == prompt.chosen);
        }
    }

    fn command(&mut self, row: Rect, action: Action, chosen: bool) {
        let app = self.app;
        blank(self.buffer, row, self.theme.ground.patch(self.theme.overlay));
        if chosen {
            self.paint(row, row.y, 1, self.theme.selected);
        }
        let style = |style| if chosen { self.theme.selected } else { style };
        let (accent, body) = (style(self.theme.accent), style(self.theme.body));
        let mark = if chosen { "►" } else { " " };
        self.words((row.x, row.y), row.right(), mark, body);
        let key = row.x + 2;
        self.words((key, row.y), (key + KEY - 1).min(row.right()), &app.keymap.hint(action), accent);
        self.words((key + KEY, row.y), row.right(), action.line(app.language), body);
    }
}
