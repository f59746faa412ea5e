//! Pictures: `&App` in, cells out. Changes nothing and learns nothing.
//!
//! One file a pane; everything visible goes through [`mod@put`], which knows the real widths; the only
//! place with a colour is [`theme`].

pub mod put;
pub mod repair;
pub mod theme;

mod article;
mod categories;
mod headlines;
mod hints;
mod overlay;
mod palette;
mod picture;
mod prompt;
mod related;
mod status;

pub use picture::{PLACEHOLDER, named_part};
pub use repair::repair;

use crate::app::App;
use crate::app::layout::Pane;
use crate::news::Shelf;
use crate::text::Typesetter;
use put::{put, put_line};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use std::ops::Range;
use theme::Theme;

/// Draws the whole screen and puts the caret into an open text field. The caller repairs the frame at its end
/// ([`repair()`]), as the terminal's session does.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame) {
    let area = frame.area();
    let canvas = &mut Canvas { app, theme, buffer: frame.buffer_mut(), setter: app.typesetter() };
    canvas.buffer.set_style(area, theme.ground);
    let caret = canvas.screen(area);
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}

/// What drawing needs at hand.
struct Canvas<'a> {
    app: &'a App,
    theme: &'a Theme,
    buffer: &'a mut Buffer,
    setter: Typesetter<'a>,
}

impl Canvas<'_> {
    fn screen(&mut self, area: Rect) -> Option<Position> {
        if area.width < 4 || area.height < 2 {
            self.words((0, 0), area.width, self.app.language.say("status.too-small"), Style::default());
            return None;
        }
        self.header();
        if let Some(area) = self.app.layout.categories {
            self.categories(area);
        }
        if let Some(area) = self.app.layout.headlines {
            self.headlines(area);
        }
        if let Some(area) = self.app.layout.article {
            self.article(area);
        }
        if let Some(area) = self.app.layout.related {
            self.related(area);
        }
        self.overlay();
        self.status()
    }

    /// One line of words, cut at `right` with a mark; returns the column after it.
    fn words(&mut self, at: (u16, u16), right: u16, words: &str, style: Style) -> u16 {
        let line = self.setter.line(words, right.saturating_sub(at.0));
        put_line(self.buffer, at, right, &line, style)
    }

    /// The same for what was typed or said by a program: nothing of it is repaired.
    fn verbatim(&mut self, at: (u16, u16), right: u16, words: &str, style: Style) -> u16 {
        let line = self.setter.verbatim().line(words, right.saturating_sub(at.0));
        put_line(self.buffer, at, right, &line, style)
    }

    /// One line of words with some of their bytes marked as hits; returns the column after it.
    fn marked(&mut self, at: (u16, u16), right: u16, words: (&str, &[Range<usize>]), style: Style) -> u16 {
        let line = self.setter.line(words.0, right.saturating_sub(at.0));
        let mut x = at.0 + line.indent;
        for glyph in &line.glyphs {
            let byte = glyph.source.start as usize;
            let hit = !glyph.source.is_empty() && words.1.iter().any(|range| range.contains(&byte));
            let style = if hit { on_hit(style, self.theme.hit) } else { style };
            x = put(self.buffer, (x, at.1), right, std::slice::from_ref(glyph), style);
        }
        x
    }

    /// Words that end at column `right`, as far as `left` leaves room.
    fn words_right(&mut self, left: u16, right: u16, y: u16, words: (&str, Style)) {
        let line = self.setter.line(words.0, right.saturating_sub(left));
        let x = right.saturating_sub(line.columns()).max(left);
        put(self.buffer, (x, y), right, &line.glyphs, words.1);
    }

    /// The heading of a pane; the focused one is told by a mark and an underline, not by colour alone.
    fn heading(&mut self, area: Rect, pane: Pane, words: &str) {
        let focused = self.app.focus == pane;
        let style = if focused { self.theme.heading_focused } else { self.theme.heading };
        let x = if focused {
            self.words((area.x, area.y), area.right(), "▐", self.theme.accent)
        } else {
            area.x + 1
        };
        if pane == Pane::Headlines {
            self.list_named((x, area.y), area.right(), words, style);
        } else {
            self.words((x, area.y), area.right(), words, style);
        }
    }

    /// Words that name the list; what was searched for stands in them as it was typed.
    fn list_named(&mut self, at: (u16, u16), right: u16, words: &str, style: Style) -> u16 {
        let selection = &self.app.headlines.selection;
        let typed = matches!(selection.shelf, Shelf::Search(_) | Shelf::Opened(_));
        if typed || !selection.titled.is_empty() {
            self.verbatim(at, right, words, style)
        } else {
            self.words(at, right, words, style)
        }
    }

    /// The style of a selected row.
    fn selection_style(&self, pane: Pane) -> Style {
        if self.app.focus == pane { self.theme.selected } else { self.theme.selected_elsewhere }
    }

    /// Paints the ground of a row.
    fn paint(&mut self, area: Rect, y: u16, height: u16, style: Style) {
        self.buffer.set_style(Rect { y, height, ..area }.intersection(area), style);
    }
}

/// How a found place looks within words of some style: in colours of its own, not bold (which many terminals draw in a
/// lighter colour), and told from a reversed line.
fn on_hit(style: Style, hit: Style) -> Style {
    let reversed = style.add_modifier.contains(Modifier::REVERSED);
    let plain = style.remove_modifier(Modifier::BOLD | Modifier::DIM | Modifier::REVERSED);
    let shown = plain.patch(hit);
    if reversed && hit.add_modifier.contains(Modifier::REVERSED) {
        shown.remove_modifier(Modifier::REVERSED)
    } else {
        shown
    }
}

/// What is written on the ground of a selected row keeps its weight: not its colours, and not that it is dim, which some
/// terminals apply to the reversed pair until nothing is left to read (kitty).
fn on_ground(own: Style, ground: Style) -> Style {
    ground.patch(Style { fg: None, bg: None, ..own }).remove_modifier(Modifier::DIM)
}
