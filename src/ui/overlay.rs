//! Sheets over the panes, without boxes: a ground of their own and a heading.

use super::Canvas;
use super::put::{blank, put_line};
use crate::app::{Overlay, OverlayKind};
use crate::text::Measure;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

impl Canvas<'_> {
    pub(super) fn overlay(&mut self) {
        let Some(overlay) = &self.app.overlay else { return };
        let screen = Rect { x: 0, y: 0, width: self.app.size.width, height: self.app.size.height };
        let area = sheet(screen);
        let style = self.theme.ground.patch(self.theme.overlay);
        blank(self.buffer, area, style);
        let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
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
        let close = self.app.language.say("help.close");
        self.words_right(x + 1, inner.right(), inner.y, (close, self.theme.detail));
        let body = Rect { y: inner.y + 2, height: inner.height.saturating_sub(3), ..inner };
        if overlay.kind == OverlayKind::QrCode {
            let url = overlay.rows.first().map_or("", |row| row.1.as_str());
            self.qr_code(body, url);
        } else {
            self.rows(body, overlay);
        }
    }

    fn rows(&mut self, area: Rect, overlay: &Overlay) {
        let wide = overlay.rows.iter().map(|(key, _)| self.setter.columns(key)).max().unwrap_or(0) as u16;
        let left = wide.min(area.width / 3) + 2;
        let mut y = area.y;
        for (index, (key, value)) in overlay.rows.iter().enumerate().skip(overlay.top) {
            if y >= area.bottom() {
                break;
            }
            if overlay.chosen == Some(index) {
                self.paint(area, y, 1, self.theme.selected);
                let style = self.theme.selected;
                self.words((area.x, y), area.right(), &format!("►{key}"), style);
                self.words((area.x + left, y), area.right(), value, style);
                y += 1;
                continue;
            }
            self.words((area.x, y), area.x + left - 1, key, self.theme.accent);
            let columns = area.width.saturating_sub(left).max(1);
            let lines = self.setter.paragraph(value, Measure { columns, first_indent: 0, hanging_indent: 0 });
            for line in lines.iter().take(usize::from(area.bottom() - y)) {
                put_line(self.buffer, (area.x + left, y), area.right(), line, self.theme.body);
                y += 1;
            }
        }
    }

    /// Two columns a module, told by background alone: right on every terminal, whatever its half blocks do.
    fn qr_code(&mut self, area: Rect, url: &str) {
        let code = fast_qr::QRBuilder::new(url).ecl(fast_qr::ECL::L).build().ok();
        let fits = code.as_ref().filter(|code| {
            let side = code.size + 4;
            side * 2 <= usize::from(area.width) && side <= usize::from(area.height)
        });
        let Some(code) = fits else {
            self.words(
                (area.x, area.y),
                area.right(),
                self.app.language.say("info.qr-too-small"),
                self.theme.notice,
            );
            self.words((area.x, area.y + 2), area.right(), url, self.theme.link);
            return;
        };
        let side = code.size + 4;
        let (light, dark) = (Style::new().bg(Color::White), Style::new().bg(Color::Black));
        let x = area.x + (area.width - side as u16 * 2) / 2;
        blank(self.buffer, Rect { x, y: area.y, width: side as u16 * 2, height: side as u16 }, light);
        for row in 0..code.size {
            for column in 0..code.size {
                let module = code.data.get(row * code.size + column);
                if module.is_some_and(|module| module.value()) {
                    let (x, y) = (x + (column as u16 + 2) * 2, area.y + row as u16 + 2);
                    blank(self.buffer, Rect { x, y, width: 2, height: 1 }, dark);
                }
            }
        }
    }
}

/// Columns of a screen from which on the panes show beside a sheet; beside less they would only be leftovers.
const ROOMY: u16 = 106;

/// The sheet: in the middle of a large screen; on a small one all but the first and the last line.
fn sheet(screen: Rect) -> Rect {
    if screen.width < ROOMY {
        let line = u16::from(screen.height > 3);
        return Rect { y: line, height: screen.height - 2 * line, ..screen };
    }
    let height = screen.height.saturating_sub(if screen.height > 14 { 4 } else { 1 });
    Rect { x: (screen.width - 100) / 2, y: (screen.height - height) / 2, width: 100, height }
}
