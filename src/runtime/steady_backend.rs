//! Cells to bytes: a `ratatui` backend that stays right when the terminal's widths are not what we think.
//!
//! After a glyph whose width is not certain the column is unknown and the next one is addressed absolutely.
//! Before a glyph that is forced to two columns, both are blanked: a terminal that gives it one leaves a gap,
//! one that gives it two fills it, and nothing else moves. The rest of the work is to send little, for slow
//! lines: one write a frame, relative moves, erasing in place of runs of blanks, no colour that nobody sees.
//! It asks the terminal nothing, ever. Colours become bytes in [`super::pen`]; cells that name parts of pictures, where it
//! draws these itself, are blanks under what [`super::drawn`] has drawn over them.

use super::drawn::Drawn;
use super::pen::Pen;
use crate::news::Raster;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Size};
use std::io::{self, Write};
use std::rc::Rc;

/// Begin and end of a synchronized update (DEC private mode 2026): no half a frame is ever shown.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";
const CLEAR: &[u8] = b"\x1b[m\x1b[2J";

/// A run of blanks this long is erased (ECH and a move over it take at most 9 bytes).
const WORTH_ERASING: u16 = 10;

/// Says whether every terminal gives a symbol the width that `ratatui` believes.
pub type Certainty = Box<dyn Fn(&str) -> bool + Send>;

/// Writes frames to `W`, each as one write. The size is told by [`SteadyBackend::set_size`], never asked.
pub struct SteadyBackend<W: Write> {
    writer: W,
    certain: Certainty,
    size: Size,
    frame: Vec<u8>,
    /// The pen the terminal holds; `None` when something else may have changed it.
    pen: Option<Pen>,
    row: Option<u16>,
    column: Option<u16>,
    /// Whether the terminal shows its cursor; `None` when not known.
    shown: Option<bool>,
    caret: Option<Position>,
    wanted: Position,
    drawn: Drawn,
}

/// Neighbouring blank cells of one row that look the same.
struct Blanks<'a> {
    start: Position,
    columns: u16,
    cell: &'a Cell,
}

impl<W: Write> SteadyBackend<W> {
    /// A backend for a screen of `size`. `certain` is asked for symbols without a forced width.
    pub fn new(writer: W, size: Size, certain: impl Fn(&str) -> bool + Send + 'static) -> Self {
        Self {
            writer,
            certain: Box::new(certain),
            size,
            frame: Vec::new(),
            pen: None,
            row: None,
            column: None,
            shown: None,
            caret: None,
            wanted: Position::ORIGIN,
            drawn: Drawn::default(),
        }
    }

    /// From now on draws this picture over the cells that name it by `id`.
    pub fn keep_picture(&mut self, id: u32, picture: Rc<Raster>) {
        self.drawn.keep(id, picture);
    }

    /// Draws it no more.
    pub fn forget_picture(&mut self, id: u32) {
        self.drawn.forget(id);
    }

    /// The terminal's size, as it was told.
    pub const fn screen_size(&self) -> Size {
        self.size
    }

    /// The terminal's new size; `ratatui` resizes its buffers with the next frame.
    pub const fn set_size(&mut self, size: Size) {
        self.size = size;
    }

    /// Replaces the certainty, after the terminal was measured again.
    pub fn set_certainty(&mut self, certain: impl Fn(&str) -> bool + Send + 'static) {
        self.certain = Box::new(certain);
    }

    /// Assumes nothing about pen, position and cursor any more: something else has written.
    pub const fn forget(&mut self) {
        self.pen = None;
        self.row = None;
        self.column = None;
        self.shown = None;
    }

    /// What the frames are written to.
    pub const fn writer(&self) -> &W {
        &self.writer
    }

    /// What the frames are written to.
    pub const fn writer_mut(&mut self) -> &mut W {
        &mut self.writer
    }

    /// Opens a frame with its first byte; a caret that would run over the screen is hidden meanwhile.
    fn open(&mut self) {
        if self.frame.is_empty() {
            self.frame.extend_from_slice(BEGIN);
            if self.shown != Some(false) {
                self.frame.extend_from_slice(HIDE_CURSOR);
                self.shown = Some(false);
            }
        }
    }

    fn put_blanks(&mut self, blanks: &Blanks) {
        let Blanks { start, columns, cell } = *blanks;
        let pen = self.pen.map_or_else(|| Pen::of(cell), |pen| pen.for_blank(cell));
        self.set_pen(pen);
        self.move_to(start);
        if pen.erases() && start.x.saturating_add(columns) >= self.size.width && columns >= 3 {
            self.frame.extend_from_slice(b"\x1b[K");
        } else if pen.erases() && columns >= WORTH_ERASING {
            self.sequence(columns, b'X');
        } else {
            self.frame.resize(self.frame.len() + usize::from(columns), b' ');
            self.advance(start.x, columns);
        }
    }

    fn put_symbol(&mut self, at: Position, cell: &Cell) {
        self.set_pen(Pen::of(cell));
        self.move_to(at);
        let (width, certain) = match cell.diff_option {
            CellDiffOption::ForcedWidth(width) => (width.get(), false),
            _ => (cell.cell_width(), (self.certain)(cell.symbol())),
        };
        if !certain && width > 1 {
            self.frame.resize(self.frame.len() + usize::from(width), b' ');
            self.advance(at.x, width);
            self.move_to(at);
        }
        self.frame.extend_from_slice(cell.symbol().as_bytes());
        if certain {
            self.advance(at.x, width);
        } else {
            self.column = None;
        }
    }

    /// After printing: at the last column terminals differ about where the cursor is.
    fn advance(&mut self, from: u16, columns: u16) {
        self.column = Some(from.saturating_add(columns)).filter(|column| *column < self.size.width);
    }

    fn set_pen(&mut self, next: Pen) {
        if self.pen.is_none() {
            self.frame.extend_from_slice(b"\x1b[m");
        }
        self.pen.unwrap_or(Pen::PLAIN).change(next, &mut self.frame);
        self.pen = Some(next);
    }

    /// The shortest move whose effect is the same on every terminal: none scrolls, none depends on tabs.
    fn move_to(&mut self, Position { x, y }: Position) {
        match (self.row == Some(y), self.column) {
            (true, Some(column)) if column == x => {}
            (true, _) if x == 0 => self.frame.push(b'\r'),
            (true, Some(column)) if column > x && column - x <= 3 => {
                self.frame.resize(self.frame.len() + usize::from(column - x), b'\x08');
            }
            (true, Some(column)) if column < x => self.sequence(x - column, b'C'),
            (true, _) => self.sequence(x.saturating_add(1), b'G'),
            (false, _) if x == 0 => self.sequence(y.saturating_add(1), b'H'),
            (false, _) => {
                let (row, column) = (y.saturating_add(1), x.saturating_add(1));
                // Writing into a vector cannot fail.
                let _ = write!(self.frame, "\x1b[{row};{column}H");
            }
        }
        self.row = Some(y);
        self.column = Some(x);
    }

    /// A control sequence of one parameter, which is left out where it is 1.
    fn sequence(&mut self, parameter: u16, end: u8) {
        self.frame.extend_from_slice(b"\x1b[");
        if parameter != 1 {
            let _ = write!(self.frame, "{parameter}");
        }
        self.frame.push(end);
    }

    /// Puts the caret where it is wanted, if it is, and closes the frame.
    fn close(&mut self) {
        if let Some(caret) = self.caret {
            self.move_to(caret);
            if self.shown != Some(true) {
                self.frame.extend_from_slice(SHOW_CURSOR);
                self.shown = Some(true);
            }
        } else if self.shown != Some(false) {
            self.open();
        }
        if self.frame.starts_with(BEGIN) {
            self.frame.extend_from_slice(END);
        }
    }
}

impl<W: Write> Backend for SteadyBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut waiting: Option<Blanks> = None;
        for (x, y, cell) in content {
            self.open();
            let blank = is_blank(cell) || self.drawn.takes(x, y, cell);
            if let Some(blanks) = &mut waiting {
                if blank && blanks.extends_to(x, y, cell) {
                    blanks.columns += 1;
                    continue;
                }
                self.put_blanks(blanks);
                waiting = None;
            }
            if blank {
                waiting = Some(Blanks { start: Position { x, y }, columns: 1, cell });
            } else {
                self.put_symbol(Position { x, y }, cell);
            }
        }
        if let Some(blanks) = waiting {
            self.put_blanks(&blanks);
        }
        for ((x, y), drawing) in self.drawn.due() {
            self.move_to(Position { x, y });
            self.frame.extend_from_slice(&drawing);
            // Terminals differ about where the cursor is then.
            (self.row, self.column) = (None, None);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.caret = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.caret = Some(self.wanted);
        Ok(())
    }

    /// Where the caret was last put. The terminal is not asked: its answer would have to be waited for.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.wanted)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.wanted = position.into();
        if self.caret.is_some() {
            self.caret = Some(self.wanted);
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        if self.frame.ends_with(CLEAR) {
            return Ok(());
        }
        self.open();
        self.frame.extend_from_slice(b"\x1b[m");
        self.pen = Some(Pen::PLAIN);
        if clear_type != ClearType::All {
            self.move_to(self.wanted);
        }
        self.frame.extend_from_slice(match clear_type {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.close();
        if self.frame.is_empty() {
            return Ok(());
        }
        let written = self.writer.write_all(&self.frame).and_then(|()| self.writer.flush());
        self.frame.clear();
        if written.is_err() {
            self.forget();
        }
        written
    }
}

impl Blanks<'_> {
    fn extends_to(&self, x: u16, y: u16, cell: &Cell) -> bool {
        let next = self.start.x.saturating_add(self.columns);
        (x, y) == (next, self.start.y) && Pen::of(self.cell).for_blank(cell) == Pen::of(self.cell)
    }
}

/// Blank, or a symbol that must not reach a terminal: everything visible is sanitized long before, so a
/// control character here is a fault elsewhere, and it stays without effect.
fn is_blank(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    symbol.is_empty() || symbol == " " || symbol.chars().any(char::is_control)
}

#[cfg(test)]
mod tests;
