//! A row of a picture: two colours to a cell, one above the other.
//!
//! Where the terminal gives half blocks one column each cell shows both; elsewhere it is a blank of their mixture, which is
//! right on every terminal. The colours are the picture's own, and no theme's.

use super::Canvas;
use super::put::{blank, put};
use crate::app::{Colours, PictureRow};
use crate::news::Colour;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

/// The upper half of a cell.
const HALF: &str = "▀";

impl Canvas<'_> {
    pub(super) fn picture(&mut self, (area, y): (Rect, u16), indent: u16, picture: &PictureRow) {
        let Some(cells) = picture.raster.rows.get(usize::from(picture.row)) else { return };
        let colours = self.app.colours;
        let glyphs = self.setter.glyphs(HALF);
        let half = glyphs.first().filter(|glyph| glyph.width == 1 && glyph.symbol == HALF);
        for (x, (above, below)) in (area.x + indent..area.right()).zip(cells) {
            if let Some(half) = half {
                let style = Style::new().fg(ink(*above, colours)).bg(ink(*below, colours));
                put(self.buffer, (x, y), area.right(), std::slice::from_ref(half), style);
            } else {
                let style = Style::new().bg(ink(mixed(*above, *below), colours));
                blank(self.buffer, Rect { x, y, width: 1, height: 1 }, style);
            }
        }
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
