//! The last step of a frame: no half of a two-column glyph is left standing alone.
//!
//! A popup may cover one half of a glyph that was put before it. A terminal shows that half, blanks it or
//! keeps it, each in its own way, so the buffer must never ask for it. It knows nothing of what was drawn.

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};

/// Makes a blank of every lead whose trailing cells were overwritten and of every trailing cell whose lead
/// was; each keeps its own style. A frame that has none of them is left as it is.
pub fn repair(buffer: &mut Buffer) {
    let columns = usize::from(buffer.area.width);
    if columns == 0 {
        return;
    }
    for row in buffer.content.chunks_mut(columns) {
        repair_row(row);
    }
}

fn repair_row(row: &mut [Cell]) {
    let mut x = 0;
    while let Some((lead, rest)) = row.get_mut(x..).and_then(<[Cell]>::split_first_mut) {
        let width = usize::from(width(lead));
        let whole =
            rest.get(..width.saturating_sub(1)).is_some_and(|trailing| trailing.iter().all(is_trailing));
        if width == 0 || !whole {
            lead.set_symbol(" ").set_diff_option(CellDiffOption::None);
            x += 1;
        } else {
            x += width;
        }
    }
}

fn is_trailing(cell: &Cell) -> bool {
    cell.symbol().is_empty()
}

/// Columns of a lead; the empty string has none.
fn width(cell: &Cell) -> u16 {
    match cell.symbol().len() {
        0 => 0,
        1 if cell.diff_option == CellDiffOption::None => 1,
        _ => cell.cell_width(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};
    use std::num::NonZeroU16;

    #[track_caller]
    fn check(before: &[&'static str], after: &[&str]) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, before.len() as u16, 1));
        for (cell, symbol) in buffer.content.iter_mut().zip(before) {
            cell.set_symbol(symbol).set_style(Style::new().bg(Color::Green));
        }
        repair(&mut buffer);
        let symbols: Vec<_> = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(symbols, after);
        assert!(buffer.content.iter().all(|cell| cell.bg == Color::Green));
    }

    #[test]
    fn halves_become_blanks() {
        check(&["中", "", "a"], &["中", "", "a"]);
        check(&["中", "a", "b"], &[" ", "a", "b"]);
        check(&["a", "", "b"], &["a", " ", "b"]);
        check(&["中", "文", ""], &[" ", "文", ""]);
        check(&["", "", "中"], &[" ", " ", " "]);
        check(&["a", "b", "中"], &["a", "b", " "]);
        check(&["中", "", ""], &["中", "", " "]);
    }

    #[test]
    fn a_forced_width_counts() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        buffer.content[0].set_symbol("“").set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN));
        let two = NonZeroU16::new(2).unwrap();
        buffer.content[1].set_symbol("a").set_diff_option(CellDiffOption::ForcedWidth(two));
        repair(&mut buffer);
        assert_eq!(buffer.content[0].symbol(), "“");
        assert_eq!(buffer.content[1].symbol(), " ");
        assert_eq!(buffer.content[1].diff_option, CellDiffOption::None);
    }

    #[test]
    fn a_buffer_without_columns_is_left_alone() {
        repair(&mut Buffer::empty(Rect::new(0, 0, 0, 4)));
    }
}
