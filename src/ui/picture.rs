//! A row of a picture: two colours to a cell, one above the other.
//!
//! Where the terminal gives half blocks one column each cell shows both; elsewhere it is a blank of their mixture, which is
//! right on every terminal. The colours are the picture's own, and no theme's.
//!
//! Where the terminal keeps the picture itself, the cells name it instead, each its own part (kitty's graphics protocol,
//! "Unicode placeholders"): a character of private use with a mark for the row and one for the column, in a colour that is
//! the picture's number. Nothing that was read can hold that character: it is shown as a missing sort.

use super::Canvas;
use super::put::{blank, put};
use crate::app::{Colours, PictureRow};
use crate::news::Colour;
use crate::text::Glyph;
use compact_str::CompactString;
use ratatui::buffer::Cell;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// The upper half of a cell.
const HALF: &str = "▀";

/// What stands for a part of a picture that the terminal keeps.
pub const PLACEHOLDER: char = '\u{10EEEE}';

/// Marks that count rows and columns from 0: combining class 230, no decomposition, as of Unicode 6.0, without those that
/// fuse with letters. The protocol has 297; a picture is at most 60 columns wide.
#[rustfmt::skip]
const MARKS: [char; 60] = [
    '\u{305}', '\u{30D}', '\u{30E}', '\u{310}', '\u{312}', '\u{33D}', '\u{33E}', '\u{33F}', '\u{346}', '\u{34A}',
    '\u{34B}', '\u{34C}', '\u{350}', '\u{351}', '\u{352}', '\u{357}', '\u{35B}', '\u{363}', '\u{364}', '\u{365}',
    '\u{366}', '\u{367}', '\u{368}', '\u{369}', '\u{36A}', '\u{36B}', '\u{36C}', '\u{36D}', '\u{36E}', '\u{36F}',
    '\u{483}', '\u{484}', '\u{485}', '\u{486}', '\u{487}', '\u{592}', '\u{593}', '\u{594}', '\u{595}', '\u{597}',
    '\u{598}', '\u{599}', '\u{59C}', '\u{59D}', '\u{59E}', '\u{59F}', '\u{5A0}', '\u{5A1}', '\u{5A8}', '\u{5A9}',
    '\u{5AB}', '\u{5AC}', '\u{5AF}', '\u{5C4}', '\u{610}', '\u{611}', '\u{612}', '\u{613}', '\u{614}', '\u{615}',
];

impl Canvas<'_> {
    pub(super) fn picture(&mut self, (area, y): (Rect, u16), indent: u16, picture: &PictureRow) {
        let Some(cells) = picture.raster.rows.get(usize::from(picture.row)) else { return };
        if self.app.images.has(picture.raster.number) {
            return self.kept_picture((area, y), indent, picture);
        }
        let colours = self.app.colours;
        let glyphs = self.setter.glyphs(HALF);
        let half = glyphs.first().filter(|glyph| glyph.width == 1 && glyph.symbol == HALF);
        for (x, (above, below)) in (area.x + indent..area.right()).zip(cells) {
            let (upper, lower) = (ink(*above, colours), ink(*below, colours));
            // Fonts draw a half block a little too small as often as not: where one colour does, it is not used.
            if let Some(half) = half.filter(|_| upper != lower) {
                let style = Style::new().fg(upper).bg(lower);
                put(self.buffer, (x, y), area.right(), std::slice::from_ref(half), style);
            } else {
                let style = Style::new().bg(ink(mixed(*above, *below), colours));
                blank(self.buffer, Rect { x, y, width: 1, height: 1 }, style);
            }
        }
    }
}

impl Canvas<'_> {
    /// A row of a picture that the terminal keeps.
    fn kept_picture(&mut self, (area, y): (Rect, u16), indent: u16, picture: &PictureRow) {
        let name = name(self.app.image_id(picture.raster.number));
        let style = Style::new().fg(name).remove_modifier(Modifier::all());
        for (x, column) in (area.x + indent..area.right()).zip(0..picture.raster.columns) {
            let Some(symbol) = placeholder(picture.row, column) else { continue };
            let glyph = Glyph { symbol, width: 1, certain: true, source: 0..0 };
            put(self.buffer, (x, y), area.right(), &[glyph], style);
        }
    }
}

/// What stands for one cell of a picture.
fn placeholder(row: u16, column: u16) -> Option<CompactString> {
    let mark = |count: u16| MARKS.get(usize::from(count)).copied();
    Some([PLACEHOLDER, mark(row)?, mark(column)?].into_iter().collect())
}

/// Which part of which picture a cell names: its number, the row and the column.
pub fn named_part(cell: &Cell) -> Option<(u32, u16, u16)> {
    let mut marks = cell.symbol().strip_prefix(PLACEHOLDER)?.chars();
    let id = match cell.fg {
        Color::Indexed(number) => u32::from(number),
        Color::Rgb(red, green, blue) => u32::from_be_bytes([0, red, green, blue]),
        _ => return None,
    };
    let mut count = || {
        let mark = marks.next()?;
        MARKS.iter().position(|known| *known == mark).map(|count| count as u16)
    };
    Some((id, count()?, count()?))
}

/// A picture's number as a colour.
fn name(id: u32) -> Color {
    match id.to_be_bytes() {
        [_, 0, 0, number] => Color::Indexed(number),
        [_, red, green, blue] => Color::Rgb(red, green, blue),
    }
}

fn mixed(one: Colour, other: Colour) -> Colour {
    let [red, green, blue] = one;
    let [other_red, other_green, other_blue] = other;
    [red.midpoint(other_red), green.midpoint(other_green), blue.midpoint(other_blue)]
}

/// The colour as the terminal can show it: of 256, the nearest of the cube of 6 by 6 by 6 or of the 24 greys.
fn ink([red, green, blue]: Colour, colours: Colours) -> Color {
    if colours == Colours::True {
        return Color::Rgb(red, green, blue);
    }
    let step = |value: u8| match value {
        0..48 => 0,
        48..115 => 1,
        _ => (value - 35) / 40,
    };
    let cube = 16 + 36 * step(red) + 6 * step(green) + step(blue);
    let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
    let grey = red.midpoint(green).midpoint(blue);
    // Greys lie from 8 to 238, ten apart.
    let near_grey = most - least < 12 && (4..244).contains(&grey);
    Color::Indexed(if near_grey { 232 + (grey.saturating_sub(3) / 10).min(23) } else { cube })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_picture_is_named_by_marks_and_a_colour() {
        assert_eq!(placeholder(0, 1).as_deref(), Some("\u{10EEEE}\u{305}\u{30D}"));
        assert_eq!(placeholder(19, 59).as_deref(), Some("\u{10EEEE}\u{365}\u{615}"));
        assert_eq!(placeholder(0, 60), None);
        assert_eq!(name(0x12_3456), Color::Rgb(0x12, 0x34, 0x56));
        assert_eq!(name(42), Color::Indexed(42));
        let mut cell = Cell::EMPTY;
        cell.set_symbol(&placeholder(19, 59).unwrap_or_default()).set_fg(name(0x12_3456));
        assert_eq!(named_part(&cell), Some((0x12_3456, 19, 59)));
        assert_eq!(named_part(cell.set_symbol("一")), None);
    }

    #[test]
    fn a_colour_becomes_the_nearest_of_256() {
        for (colour, expected) in [
            ([0, 0, 0], 16),
            ([255, 255, 255], 231),
            ([255, 0, 0], 196),
            ([95, 135, 175], 67),
            ([128, 128, 128], 244),
            ([8, 8, 8], 232),
            ([238, 238, 238], 255),
        ] {
            assert_eq!(ink(colour, Colours::Indexed), Color::Indexed(expected), "{colour:?}");
        }
        assert_eq!(ink([1, 2, 3], Colours::True), Color::Rgb(1, 2, 3));
    }
}
