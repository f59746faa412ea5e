//! The one way anything visible reaches a buffer: glyphs of known width into cells.
//!
//! `ratatui` measures text with its own table, which is not the terminal's; here the widths are those of
//! [`Glyph`]. The first column of a glyph holds its symbol, the second holds the empty string: it differs
//! from a blank, so the column is sent again when the glyph goes away, and it is never printed while the
//! glyph stays. What overlaps within one frame is put right at its end, see [`mod@super::repair`].

use crate::text::{Glyph, SetLine};
use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use std::num::NonZeroU16;

/// Puts `glyphs` into one row from `position` on and returns the column after the last one put.
///
/// Nothing is put at or beyond column `right` or outside the buffer. A two-column glyph that would stand
/// half over either edge is replaced by a blank in the half that is inside. `style` is laid over the style
/// that the cells have, as `ratatui` does: a background painted before stays where `style` names none.
pub fn put(
    buffer: &mut Buffer,
    position: impl Into<Position>,
    right: u16,
    glyphs: &[Glyph],
    style: impl Into<Style>,
) -> u16 {
    let Position { mut x, y } = position.into();
    let style = style.into();
    let right = right.min(buffer.area.right());
    for glyph in glyphs {
        if x >= right {
            break;
        }
        let end = x.saturating_add(u16::from(glyph.width));
        if end > right || x < buffer.area.left() {
            blank_cells(buffer, x..end.min(right), y, style);
        } else {
            put_glyph(buffer, Position { x, y }, glyph, style);
        }
        x = end.min(right);
    }
    x
}

/// Puts a set line: its indent as blanks, then its glyphs, as [`put`] does.
///
/// The indent takes the background of `style` but is neither underlined nor struck through.
pub fn put_line(
    buffer: &mut Buffer,
    position: impl Into<Position>,
    right: u16,
    line: &SetLine,
    style: impl Into<Style>,
) -> u16 {
    let Position { x, y } = position.into();
    let style = style.into();
    let start = x.saturating_add(line.indent).min(right);
    let bare = style.remove_modifier(Modifier::UNDERLINED | Modifier::CROSSED_OUT);
    blank_cells(buffer, x..start, y, bare);
    put(buffer, Position { x: start, y }, right, &line.glyphs, style)
}

/// Makes every cell of `area` a blank in `style`, whatever it held before: the ground of an overlay.
pub fn blank(buffer: &mut Buffer, area: Rect, style: impl Into<Style>) {
    let style = style.into();
    for position in area.intersection(buffer.area).positions() {
        if let Some(cell) = buffer.cell_mut(position) {
            cell.reset();
            cell.set_style(style);
        }
    }
}

fn put_glyph(buffer: &mut Buffer, position: Position, glyph: &Glyph, style: Style) {
    let Some(lead) = buffer.cell_mut(position) else { return };
    let width = u16::from(glyph.width);
    let option = match NonZeroU16::new(width) {
        Some(forced) if glyph.symbol.as_str().cell_width() != width => CellDiffOption::ForcedWidth(forced),
        _ => CellDiffOption::None,
    };
    lead.set_symbol(&glyph.symbol).set_style(style).set_diff_option(option);
    for x in position.x.saturating_add(1)..position.x.saturating_add(width) {
        if let Some(trailing) = buffer.cell_mut((x, position.y)) {
            trailing.set_symbol("").set_style(style).set_diff_option(CellDiffOption::None);
        }
    }
}

fn blank_cells(buffer: &mut Buffer, columns: std::ops::Range<u16>, y: u16, style: Style) {
    for x in columns {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol(" ").set_style(style).set_diff_option(CellDiffOption::None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Color;

    fn glyph(symbol: &str, width: u8) -> Glyph {
        Glyph { symbol: symbol.into(), width, certain: true, source: 0..0 }
    }

    fn symbols(buffer: &Buffer) -> Vec<&str> {
        buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn a_wide_glyph_takes_its_cell_and_an_empty_one() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 1));
        let end = put(&mut buffer, (1, 0), 5, &[glyph("中", 2), glyph("a", 1)], Color::Red);
        assert_eq!(end, 4);
        assert_eq!(symbols(&buffer), [" ", "中", "", "a", " "]);
        assert_eq!(buffer[(2, 0)].fg, Color::Red);
        assert_eq!(buffer[(1, 0)].diff_option, CellDiffOption::None);
    }

    #[test]
    fn a_width_that_differs_from_the_table_is_forced() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        put(&mut buffer, (0, 0), 4, &[glyph("“", 2), glyph("中", 1)], Style::new());
        assert_eq!(symbols(&buffer), ["“", "", "中", " "]);
        let forced = |width| CellDiffOption::ForcedWidth(NonZeroU16::new(width).unwrap());
        assert_eq!(buffer[(0, 0)].diff_option, forced(2));
        assert_eq!(buffer[(2, 0)].diff_option, forced(1));
    }

    #[test]
    fn a_wide_glyph_is_never_half_over_an_edge() {
        let mut buffer = Buffer::filled(Rect::new(0, 0, 6, 1), ratatui::buffer::Cell::new("x"));
        assert_eq!(put(&mut buffer, (1, 0), 4, &[glyph("中", 2), glyph("文", 2)], Style::new()), 4);
        assert_eq!(symbols(&buffer), ["x", "中", "", " ", "x", "x"]);
        assert_eq!(put(&mut buffer, (5, 0), 99, &[glyph("文", 2)], Style::new()), 6);
        assert_eq!(symbols(&buffer), ["x", "中", "", " ", "x", " "]);
    }

    #[test]
    fn what_is_left_of_the_buffer_is_clipped() {
        let mut buffer = Buffer::empty(Rect::new(2, 0, 4, 1));
        put(&mut buffer, (1, 0), 9, &[glyph("中", 2), glyph("文", 2)], Style::new());
        assert_eq!(symbols(&buffer), [" ", "文", "", " "]);
        put(&mut buffer, (2, 7), 9, &[glyph("中", 2)], Style::new());
        assert_eq!(symbols(&buffer), [" ", "文", "", " "]);
    }

    #[test]
    fn a_line_begins_with_its_indent() {
        let mut buffer = Buffer::filled(Rect::new(0, 0, 8, 1), ratatui::buffer::Cell::new("x"));
        let line = SetLine { indent: 4, glyphs: vec![glyph("字", 2)] };
        let style = Style::new().bg(Color::Blue).add_modifier(Modifier::UNDERLINED);
        assert_eq!(put_line(&mut buffer, (0, 0), 8, &line, style), 6);
        assert_eq!(symbols(&buffer), [" ", " ", " ", " ", "字", "", "x", "x"]);
        assert_eq!(buffer[(0, 0)].bg, Color::Blue);
        assert!(!buffer[(0, 0)].modifier.contains(Modifier::UNDERLINED));
        assert!(buffer[(4, 0)].modifier.contains(Modifier::UNDERLINED));
    }

    #[test]
    fn an_overlay_s_ground_forgets_what_was_there() {
        let mut buffer = Buffer::filled(Rect::new(0, 0, 3, 1), ratatui::buffer::Cell::new("中"));
        blank(&mut buffer, Rect::new(1, 0, 9, 9), Style::new());
        assert_eq!(symbols(&buffer), ["中", " ", " "]);
    }
}
