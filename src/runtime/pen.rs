//! Colours and attributes as SGR parameters (ECMA-48 8.3.117), in the fewest bytes.
//!
//! It knows the pen a terminal holds and the one a cell wants, not where the cursor is.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::io::Write;

/// What a terminal paints the next character with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    foreground: Color,
    background: Color,
    modifier: Modifier,
}

/// Attributes that show on a cell without a character.
const SHOWN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// SGR parameters that switch an attribute on and off. Bold and dim share theirs, see [`Pen::change`].
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// The terminal's own colours, no attribute: what `CSI m` sets.
    pub(super) const PLAIN: Self =
        Self { foreground: Color::Reset, background: Color::Reset, modifier: Modifier::empty() };

    /// What a cell with a character in it wants.
    pub(super) const fn of(cell: &Cell) -> Self {
        Self { foreground: cell.fg, background: cell.bg, modifier: cell.modifier }
    }

    /// What a blank cell wants when the terminal holds `self`: a colour that nobody sees is not changed.
    pub(super) const fn for_blank(self, cell: &Cell) -> Self {
        if self.modifier.intersects(SHOWN_ON_BLANK) || cell.modifier.intersects(SHOWN_ON_BLANK) {
            return Self::of(cell);
        }
        Self { background: cell.bg, ..self }
    }

    /// Whether an erased cell looks like a blank written with this pen on every terminal: some erase with
    /// the pen's background, some with their own.
    pub(super) fn erases(self) -> bool {
        self.background == Color::Reset && !self.modifier.intersects(SHOWN_ON_BLANK)
    }

    /// Appends what makes a terminal that holds `self` hold `next`; nothing if it does already.
    pub(super) fn change(self, next: Self, out: &mut Vec<u8>) {
        if self == next {
            return;
        }
        let mut steps = Parameters::default();
        steps.difference(self, next);
        let mut afresh = Parameters::default();
        if next != Self::PLAIN {
            afresh.code(0);
            afresh.difference(Self::PLAIN, next);
        }
        let shorter = if afresh.0.len() < steps.0.len() { afresh } else { steps };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(&shorter.0);
        out.push(b'm');
    }
}

/// The parameters of one SGR sequence, parted by semicolons.
#[derive(Default)]
struct Parameters(Vec<u8>);

impl Parameters {
    fn difference(&mut self, from: Pen, to: Pen) {
        self.modifiers(from.modifier, to.modifier);
        if from.foreground != to.foreground {
            self.color(to.foreground, 30);
        }
        if from.background != to.background {
            self.color(to.background, 40);
        }
    }

    fn modifiers(&mut self, from: Modifier, to: Modifier) {
        let mut left = from;
        for (modifier, _, off) in ATTRIBUTES {
            if left.contains(modifier) && !to.contains(modifier) {
                self.code(off);
                // What shares the parameter goes with it and has to be set again.
                for (other, _, same) in ATTRIBUTES {
                    if same == off {
                        left.remove(other);
                    }
                }
            }
        }
        for (modifier, on, _) in ATTRIBUTES {
            if to.contains(modifier) && !left.contains(modifier) {
                self.code(on);
            }
        }
    }

    /// `base` is 30 for the foreground, 40 for the background.
    fn color(&mut self, color: Color, base: u8) {
        match color {
            Color::Reset => self.code(base + 9),
            Color::Black => self.code(base),
            Color::Red => self.code(base + 1),
            Color::Green => self.code(base + 2),
            Color::Yellow => self.code(base + 3),
            Color::Blue => self.code(base + 4),
            Color::Magenta => self.code(base + 5),
            Color::Cyan => self.code(base + 6),
            Color::Gray => self.code(base + 7),
            Color::DarkGray => self.code(base + 60),
            Color::LightRed => self.code(base + 61),
            Color::LightGreen => self.code(base + 62),
            Color::LightYellow => self.code(base + 63),
            Color::LightBlue => self.code(base + 64),
            Color::LightMagenta => self.code(base + 65),
            Color::LightCyan => self.code(base + 66),
            Color::White => self.code(base + 67),
            Color::Indexed(index) => self.codes(&[base + 8, 5, index]),
            Color::Rgb(red, green, blue) => self.codes(&[base + 8, 2, red, green, blue]),
        }
    }

    fn codes(&mut self, codes: &[u8]) {
        for code in codes {
            self.code(*code);
        }
    }

    fn code(&mut self, code: u8) {
        let separator = if self.0.is_empty() { "" } else { ";" };
        // Writing into a vector cannot fail.
        let _ = write!(self.0, "{separator}{code}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(foreground: Color, background: Color, modifier: Modifier) -> Pen {
        Pen { foreground, background, modifier }
    }

    #[track_caller]
    fn check(from: Pen, to: Pen, expected: &str) {
        let mut out = Vec::new();
        from.change(to, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn only_what_differs_is_sent() {
        let red = pen(Color::Red, Color::Reset, Modifier::empty());
        let bold = pen(Color::Red, Color::Reset, Modifier::BOLD);
        check(red, red, "");
        check(Pen::PLAIN, red, "\x1b[31m");
        check(red, bold, "\x1b[1m");
        check(bold, red, "\x1b[22m");
        check(bold, Pen::PLAIN, "\x1b[m");
        check(bold, pen(Color::Red, Color::Reset, Modifier::DIM), "\x1b[22;2m");
        check(
            pen(Color::Red, Color::Reset, Modifier::BOLD | Modifier::DIM),
            pen(Color::Red, Color::Reset, Modifier::DIM),
            "\x1b[22;2m",
        );
    }

    #[test]
    fn a_fresh_start_is_taken_where_it_is_shorter() {
        let many = Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED;
        check(
            pen(Color::Rgb(1, 2, 3), Color::White, many),
            pen(Color::Green, Color::Reset, Modifier::empty()),
            "\x1b[0;32m",
        );
    }

    #[test]
    fn colours_of_every_kind() {
        check(Pen::PLAIN, pen(Color::White, Color::DarkGray, Modifier::empty()), "\x1b[97;100m");
        check(
            Pen::PLAIN,
            pen(Color::Indexed(7), Color::Rgb(0, 9, 255), Modifier::empty()),
            "\x1b[38;5;7;48;2;0;9;255m",
        );
    }

    #[test]
    fn a_blank_does_not_ask_for_a_colour_nobody_sees() {
        let red = pen(Color::Red, Color::Reset, Modifier::BOLD);
        let mut cell = Cell::EMPTY;
        assert_eq!(red.for_blank(&cell), red);
        cell.set_bg(Color::Blue);
        assert_eq!(red.for_blank(&cell), pen(Color::Red, Color::Blue, Modifier::BOLD));
        cell.modifier = Modifier::UNDERLINED;
        assert_eq!(red.for_blank(&cell), Pen::of(&cell));
        assert!(!Pen::of(&cell).erases());
    }
}
