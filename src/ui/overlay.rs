//! Sheets over the panes, without boxes: a ground of their own and a heading.

use super::Canvas;
use super::put::{blank, put_line};
use crate::app::{Columns, Overlay, OverlayKind};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

impl Canvas<'_> {
    pub(super) fn overlay(&mut self) {
        let Some(overlay) = &self.app.overlay else { return };
        let screen = Rect { x: 0, y: 0, width: self.app.size.width, height: self.app.size.height };
        let area = sheet(screen);
        let style = self.theme.ground.patch(self.theme.overlay);
        blank(self.buffer, area, style);
        let inner = inside(area);
        let key = match overlay.kind {
            OverlayKind::Help => "help.title",
            OverlayKind::Information => "info.heading",
            OverlayKind::Links => "info.links",
            OverlayKind::QrCode => "info.qr",
            OverlayKind::Facets => "facet.heading",
            OverlayKind::Trail => "info.trail",
            OverlayKind::Output => "info.output",
        };
        let x = self.words((inner.x, inner.y), inner.right(), self.app.language.say(key), self.theme.heading);
        let close = self.hints(inner.right().saturating_sub(x + 1));
        self.words_right(x + 1, inner.right(), inner.y, (&close, self.theme.detail));
        let gap = if inner.height > 6 { 2 } else { 1 };
        let body = Rect { y: inner.y + gap, height: inner.height.saturating_sub(gap), ..inner };
        if overlay.kind == OverlayKind::QrCode {
            let url = overlay.rows.first().map_or("", |row| row.1.as_str());
            self.qr_code(body, url);
        } else {
            self.rows(body, overlay);
        }
    }

    fn rows(&mut self, area: Rect, overlay: &Overlay) {
        let places = overlay.places(area.width, &self.setter);
        let (top, into) = overlay.top;
        let mut y = area.y;
        for row in top..overlay.rows.len() {
            let skip = if row == top { into } else { 0 };
            let room = area.bottom().saturating_sub(y);
            if room == 0 {
                break;
            }
            let body = Rect { y, height: room, ..area };
            y += self.row(body, (overlay, row, skip), places);
        }
    }

    /// Draws what fits of a row, without so many of its first lines; returns how many lines that took.
    fn row(&mut self, area: Rect, (overlay, row, skip): (&Overlay, usize, usize), places: Columns) -> u16 {
        let Some((key, _)) = overlay.rows.get(row) else { return 0 };
        let chosen = overlay.chosen == Some(row);
        let style = |own| if chosen { self.theme.selected } else { own };
        let (accent, body, detail) =
            (style(self.theme.accent), style(self.theme.body), style(self.theme.detail));
        let lines = overlay.lines(row, places, &self.setter);
        let shown = (lines.len().max(1).saturating_sub(skip) as u16).min(area.height);
        if chosen {
            self.paint(area, area.y, shown, self.theme.selected);
        }
        let at = |column: u16| (area.x + column, area.y);
        if skip == 0 {
            if chosen {
                self.words(at(0), area.right(), "►", body);
            }
            let alone = overlay.key_stands_alone(key, places, &self.setter);
            let right = if alone { area.right() } else { area.x + places.number - 1 };
            self.verbatim(at(places.mark), right, key, accent);
            if let Some(choice) = overlay.choices.get(row) {
                let digit = if row < 9 { (row + 1).to_string() } else { String::new() };
                self.words(at(places.number), area.right(), &digit, accent);
                self.words_right(area.x + places.value, area.x + places.end, area.y, (&choice.count, detail));
            }
        }
        for (y, line) in (area.y..area.bottom()).zip(lines.iter().skip(skip)) {
            put_line(self.buffer, (area.x + places.value, y), area.right(), line, body);
        }
        shown
    }

    /// A module is half a cell where half blocks take one column here, else two blanks told by background alone: right on
    /// every terminal.
    fn qr_code(&mut self, area: Rect, url: &str) {
        let code = fast_qr::QRBuilder::new(url).ecl(fast_qr::ECL::L).build().ok();
        let glyphs = self.setter.glyphs(HALF);
        let halves = matches!(&*glyphs, [glyph] if glyph.width == 1 && glyph.symbol == HALF);
        let size = |code: &fast_qr::QRCode| {
            let side = (code.size + 2 * QUIET) as u16;
            if halves { (side, side.div_ceil(2)) } else { (side * 2, side) }
        };
        let fits = code.as_ref().map(|code| (code, size(code)));
        let fits = fits.filter(|(_, (width, height))| *width <= area.width && *height <= area.height);
        let Some((code, (width, height))) = fits else {
            let words = self.app.language.say("info.qr-too-small");
            self.words((area.x, area.y), area.right(), words, self.theme.notice);
            self.verbatim((area.x, area.y + 2), area.right(), url, self.theme.link);
            return;
        };
        let dark = |x: usize, y: usize| {
            let at = x.checked_sub(QUIET).zip(y.checked_sub(QUIET));
            let inside = at.filter(|(x, y)| *x < code.size && *y < code.size);
            inside.and_then(|(x, y)| code.data.get(y * code.size + x)).is_some_and(|module| module.value())
        };
        let ink = |dark: bool| if dark { Color::Black } else { Color::White };
        let left = area.x + (area.width - width) / 2;
        for row in 0..height {
            for column in 0..width {
                let at = (left + column, area.y + row);
                let (x, y) = (usize::from(column), usize::from(row));
                if halves {
                    let style = Style::new().fg(ink(dark(x, y * 2))).bg(ink(dark(x, y * 2 + 1)));
                    self.words(at, at.0 + 1, HALF, style);
                } else {
                    let style = Style::new().bg(ink(dark(x / 2, y)));
                    blank(self.buffer, Rect { x: at.0, y: at.1, width: 1, height: 1 }, style);
                }
            }
        }
    }
}

/// The upper half of a cell.
const HALF: &str = "▀";
/// Light modules around a QR code.
const QUIET: usize = 2;

/// The sheet: all but the first and the last line, so that nothing of the panes stands beside it like a part of it.
fn sheet(screen: Rect) -> Rect {
    let line = u16::from(screen.height > 3);
    Rect { y: line, height: screen.height - 2 * line, ..screen }
}

/// Where its words stand.
fn inside(sheet: Rect) -> Rect {
    let width = Overlay::columns(sheet.width);
    Rect { x: sheet.x + (sheet.width - width) / 2, width, ..sheet }
}
