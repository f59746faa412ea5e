//! Parts of pictures as sixels (DEC STD 070, chapter 9): bands of six rows, each colour of a band in turn.
//!
//! Cells name the parts of a picture as they do for a terminal that keeps it; here each run of them becomes one drawing
//! over its cells, which are blank. What was drawn goes where its cells are written again.

use crate::news::Dots;
use std::io::Write;
use std::ops::Range;

/// A part of a picture that stands on the screen: its cells there, and which cells of the picture they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub id: u32,
    /// Where it stands.
    pub x: u16,
    pub y: u16,
    /// What of the picture stands there.
    pub column: u16,
    pub row: u16,
    pub columns: u16,
    pub rows: u16,
}

impl Part {
    /// Takes a cell in, if it goes on where the part ends to the right.
    fn takes(&mut self, cell: &Self) -> bool {
        let goes_on = self.rows == 1
            && (cell.id, cell.y, cell.row) == (self.id, self.y, self.row)
            && (cell.x, cell.column) == (self.x + self.columns, self.column + self.columns);
        self.columns += u16::from(goes_on);
        goes_on
    }

    /// Takes a row in, if it goes on where the part ends below.
    fn stands_on(&mut self, row: &Self) -> bool {
        let goes_on = (row.id, row.x, row.column, row.columns)
            == (self.id, self.x, self.column, self.columns)
            && (row.y, row.row) == (self.y + self.rows, self.row + self.rows);
        self.rows += u16::from(goes_on);
        goes_on
    }
}

/// Single cells, from left to right and from top to bottom, as the largest parts that they make.
pub(super) fn joined(cells: &[Part]) -> Vec<Part> {
    let mut rows: Vec<Part> = Vec::new();
    for cell in cells {
        if !rows.last_mut().is_some_and(|row| row.takes(cell)) {
            rows.push(*cell);
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    for row in rows {
        if !parts.iter_mut().any(|part| part.stands_on(&row)) {
            parts.push(row);
        }
    }
    parts
}

/// Appends the drawing of a part, from where the cursor is.
pub(super) fn draw(dots: &Dots, part: &Part, out: &mut Vec<u8>) {
    let (across, down) = (usize::from(dots.cell.0), usize::from(dots.cell.1));
    let columns = usize::from(part.column) * across..usize::from(part.column + part.columns) * across;
    let first = usize::from(part.row) * down;
    let height = usize::from(part.rows) * down;
    let rows: Vec<&[u8]> = (first..first + height)
        .map(|row| {
            let range = row * dots.width + columns.start..row * dots.width + columns.end.min(dots.width);
            dots.points.get(range).unwrap_or_default()
        })
        .collect();
    let mut used = [false; 256];
    for point in rows.iter().copied().flatten() {
        if let Some(used) = used.get_mut(usize::from(*point)) {
            *used = true;
        }
    }
    // Nothing is drawn where no colour is; pixels are square. Writing into a vector cannot fail.
    let _ = write!(out, "\x1bP0;1;0q\"1;1;{};{height}", columns.len());
    for (number, [red, green, blue]) in dots.palette.iter().enumerate() {
        if used.get(number).is_some_and(|used| *used) {
            let percent = |part: u8| (u32::from(part) * 100 + 127) / 255;
            let _ = write!(out, "#{number};2;{};{};{}", percent(*red), percent(*green), percent(*blue));
        }
    }
    for (number, band) in rows.chunks(6).enumerate() {
        if number > 0 {
            out.push(b'-');
        }
        draw_band(band, dots.palette.len(), out);
    }
    out.extend_from_slice(b"\x1b\\");
}

fn draw_band(band: &[&[u8]], colours: usize, out: &mut Vec<u8>) {
    let width = band.first().map_or(0, |row| row.len());
    let mut reach: Vec<Option<Range<usize>>> = vec![None; colours];
    for row in band {
        for (x, point) in row.iter().enumerate() {
            if let Some(reach) = reach.get_mut(usize::from(*point)) {
                let before = reach.clone().unwrap_or(x..x);
                *reach = Some(before.start.min(x)..before.end.max(x + 1));
            }
        }
    }
    let mut first = true;
    for (colour, reach) in reach.into_iter().enumerate() {
        let Some(reach) = reach else { continue };
        if !std::mem::take(&mut first) {
            out.push(b'$');
        }
        let _ = write!(out, "#{colour}");
        let bits = |x: usize| {
            let lit = |row: &&[u8]| row.get(x).is_some_and(|point| usize::from(*point) == colour);
            band.iter().rev().fold(0_u8, |bits, row| bits << 1 | u8::from(lit(row)))
        };
        let mut run = (0_u8, reach.start);
        for x in reach.start..=reach.end.min(width) {
            let next = if x < reach.end { bits(x) } else { u8::MAX };
            if x == reach.start {
                run = (next, 1);
                repeat(0, reach.start, out);
            } else if next == run.0 {
                run.1 += 1;
            } else {
                repeat(run.0, run.1, out);
                run = (next, 1);
            }
        }
    }
}

/// So many of one sixel.
fn repeat(bits: u8, count: usize, out: &mut Vec<u8>) {
    let sixel = b'?' + bits;
    if count > 3 {
        let _ = write!(out, "!{count}{}", char::from(sixel));
    } else {
        out.resize(out.len() + count, sixel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(x: u16, y: u16, column: u16, row: u16) -> Part {
        Part { id: 1, x, y, column, row, columns: 1, rows: 1 }
    }

    #[test]
    fn cells_become_the_largest_parts() {
        let all: Vec<Part> = (0..3).flat_map(|y| (0..4).map(move |x| cell(x + 5, y + 2, x, y))).collect();
        assert_eq!(joined(&all), [Part { columns: 4, rows: 3, ..cell(5, 2, 0, 0) }]);
        // A hole of one cell: above, beside and below it.
        let holed: Vec<Part> = all.iter().copied().filter(|cell| (cell.x, cell.y) != (6, 3)).collect();
        let parts = joined(&holed);
        assert_eq!(parts.len(), 4);
        assert_eq!(parts.iter().map(|part| part.columns * part.rows).sum::<u16>(), 11);
        // Two pictures side by side are two.
        assert_eq!(joined(&[cell(0, 0, 0, 0), Part { id: 2, ..cell(1, 0, 1, 0) }]).len(), 2);
        assert!(joined(&[]).is_empty());
    }

    #[test]
    fn bands_hold_each_colour_in_turn() {
        // Eight rows of two cells of four pixels: red above, blue below, nothing in the last column.
        let points: Vec<u8> = (0..8)
            .flat_map(|y| (0..8).map(move |x| if x == 7 { Dots::NONE } else { u8::from(y >= 4) }))
            .collect();
        let dots =
            Dots { cell: (4, 8), width: 8, palette: vec![[255, 0, 0], [0, 0, 255], [9, 9, 9]], points };
        let drawn = |part: Part| {
            let mut out = Vec::new();
            draw(&dots, &part, &mut out);
            String::from_utf8(out).unwrap()
        };
        let head = "#0;2;100;0;0#1;2;0;0;100";
        assert_eq!(
            drawn(Part { columns: 2, ..cell(0, 0, 0, 0) }),
            format!("\x1bP0;1;0q\"1;1;8;8{head}#0!7N$#1!7o-#1!7B\x1b\\")
        );
        assert_eq!(drawn(cell(0, 0, 1, 0)), format!("\x1bP0;1;0q\"1;1;4;8{head}#0NNN$#1ooo-#1BBB\x1b\\"));
    }
}
