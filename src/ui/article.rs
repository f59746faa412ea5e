//! The article: set lines with the style of their role, of their words, and of found places.

use super::put::{put, put_line};
use super::{Canvas, on_ground, on_hit};
use crate::app::action::Action;
use crate::app::{PageLine, Reading, Role};
use crate::news::{Span, SpanStyle};
use crate::text::Glyph;
use ratatui::layout::Rect;
use ratatui::style::Style;

impl Canvas<'_> {
    pub(super) fn article(&mut self, area: Rect) {
        let app = self.app;
        let Some(reading) = app.on_screen() else { return };
        let blocks = app.selected_blocks().filter(|_| !app.is_previewing());
        for (row, line) in app.visible.iter().take(usize::from(area.height)).enumerate() {
            let y = area.y + row as u16;
            let selected =
                line.of.is_some_and(|(block, _)| blocks.as_ref().is_some_and(|it| it.contains(&block)));
            if selected {
                self.paint(area, y, 1, self.theme.selected);
            }
            if let Some(picture) = &line.picture {
                self.picture((area, y), line.line.indent, picture);
                continue;
            }
            let style = self.role_style(line.role);
            if line.role == Role::Aside && !app.settings.asides {
                self.folded((area, y), line, style);
                continue;
            }
            let style = if selected { on_ground(style, self.theme.selected) } else { style };
            if self.is_plain(line, reading) {
                put_line(self.buffer, (area.x, y), area.right(), &line.line, style);
            } else {
                self.styled_line((area, y), line, reading, style);
            }
            // Beside the text, where the layout leaves a column for it.
            if let Some(x) = area.x.checked_sub(1).filter(|_| selected) {
                self.words((x, y), x + 1, "▐", self.theme.accent);
            }
        }
    }

    /// The rule of what is folded away, and at its end the key that unfolds it.
    fn folded(&mut self, (area, y): (Rect, u16), line: &PageLine, style: Style) {
        put_line(self.buffer, (area.x, y), area.right(), &line.line, style);
        let key = self.app.keymap.hint(Action::ToggleCard);
        let words = format!(" {}", self.app.language.fill("article.folded", &[("key", &key)]));
        let columns = self.setter.columns(&words) as u16;
        let end = area.right().min(area.x + line.line.columns());
        // Only where the label stays whole beside it.
        let label = line.line.glyphs.iter().rposition(|glyph| glyph.symbol == " ").unwrap_or(0);
        let label: u16 = line.line.glyphs.iter().take(label + 1).map(|glyph| u16::from(glyph.width)).sum();
        if !key.is_empty() && area.x + label + columns <= end {
            self.words_right(area.x + label, end, y, (&words, style));
        }
    }

    fn is_plain(&self, line: &PageLine, reading: &Reading) -> bool {
        let Some((block, part)) = line.of else { return true };
        self.app.hits.is_none() && spans(reading, block, part).is_empty()
    }

    fn styled_line(&mut self, (area, y): (Rect, u16), line: &PageLine, reading: &Reading, base: Style) {
        let mut x = area.x + line.line.indent;
        for glyph in &line.line.glyphs {
            let style = self.glyph_style(base, glyph, line, reading);
            x = put(self.buffer, (x, y), area.right(), std::slice::from_ref(glyph), style);
        }
    }

    fn glyph_style(&self, base: Style, glyph: &Glyph, line: &PageLine, reading: &Reading) -> Style {
        let Some((block, part)) = line.of.filter(|_| !glyph.source.is_empty()) else { return base };
        let at = glyph.source.start;
        let inside = |span: &&Span| span.start <= at && at < span.end;
        let mut style = spans(reading, block, part).iter().filter(inside).fold(base, |style, span| {
            style.patch(match span.style {
                SpanStyle::Strong => self.theme.strong,
                SpanStyle::Emphasis => self.theme.emphasis,
                SpanStyle::Code => self.theme.code,
                SpanStyle::Strike => self.theme.strike,
                SpanStyle::Link(_) => self.theme.link,
            })
        });
        if let Some(hits) = &self.app.hits {
            let start =
                reading.opened.article.body.blocks.get(block as usize).map_or(0, |it| it.part_start(part));
            let byte = start + at;
            let found = hits.places.iter().position(|(of, range)| *of == block && range.contains(&byte));
            if let Some(index) = found {
                let found = if index == hits.current { self.theme.hit_current } else { self.theme.hit };
                style = on_hit(style, found);
            }
        }
        style
    }

    fn role_style(&self, role: Role) -> Style {
        let theme = self.theme;
        match role {
            Role::Title => theme.title,
            Role::Subtitle | Role::Heading => theme.subheading,
            Role::Byline | Role::Caption | Role::Picture | Role::Rule => theme.caption,
            Role::Summary | Role::Quote => theme.quote,
            Role::Body | Role::Item | Role::Table | Role::Blank => theme.body,
            Role::Code => theme.code,
            Role::Media => theme.link,
            Role::Aside | Role::Card | Role::Notice | Role::Neighbour => theme.aside,
        }
    }
}

fn spans(reading: &Reading, block: u32, part: u32) -> &[Span] {
    let block = reading.opened.article.body.blocks.get(block as usize);
    block
        .and_then(|block| block.parts().get(part as usize).map(|text| text.spans.as_slice()))
        .unwrap_or_default()
}
