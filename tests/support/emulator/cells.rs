//! The cells of an emulated screen, and what becomes of half an overwritten glyph.

use compact_str::CompactString;

/// What a terminal shows of a two-column glyph when one half is overwritten: they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orphan {
    /// The other half becomes a blank.
    Blank,
    /// The other half goes on showing half a glyph.
    Keep,
}

/// Colours and attributes, as SGR parameters set them. Cheap to copy: there is one in every cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pen {
    /// 0 is the terminal's own; see `perform` for the others.
    pub foreground: u32,
    pub background: u32,
    /// Bit n is SGR parameter n, from 1 to 9.
    pub attributes: u16,
}

/// Underlined, blinking, reversed, struck through.
const SHOWN_ON_BLANK: u16 = 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 9;

impl Pen {
    /// What of the pen shows on a blank.
    pub fn on_blank(self) -> Self {
        if self.attributes & SHOWN_ON_BLANK != 0 {
            return self;
        }
        Self { background: self.background, ..Self::default() }
    }
}

/// One column of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A glyph that begins here and takes so many columns.
    Lead { text: CompactString, width: u8, pen: Pen },
    /// The second column of the glyph to the left.
    Trailing { pen: Pen },
    /// What is left of a glyph whose other half was overwritten.
    Half { of: CompactString, pen: Pen },
}

impl Cell {
    pub fn blank(pen: Pen) -> Self {
        Self::Lead { text: CompactString::const_new(" "), width: 1, pen }
    }

    pub fn text(&self) -> &str {
        match self {
            Self::Lead { text, .. } => text,
            Self::Trailing { .. } => "",
            Self::Half { .. } => "\u{fffd}",
        }
    }

    pub fn pen(&self) -> Pen {
        match self {
            Self::Lead { pen, .. } | Self::Trailing { pen } | Self::Half { pen, .. } => *pen,
        }
    }

    /// Whether a person sees the same: the colour of a blank's missing character is nothing to see.
    pub fn looks_like(&self, other: &Self) -> bool {
        let blanks = self.text() == " " && other.text() == " ";
        self == other || (blanks && self.pen().on_blank() == other.pen().on_blank())
    }
}

/// Rows of cells of one screen, the main or the alternate one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    pub columns: usize,
    pub rows: usize,
    cells: Vec<Cell>,
    orphan: Orphan,
}

impl Grid {
    pub fn new(columns: usize, rows: usize, orphan: Orphan) -> Self {
        let cells = vec![Cell::blank(Pen::default()); columns * rows];
        Self { columns, rows, cells, orphan }
    }

    pub fn row(&self, y: usize) -> &[Cell] {
        &self.cells[y * self.columns..(y + 1) * self.columns]
    }

    /// A row as text, two-column glyphs once.
    pub fn row_text(&self, y: usize) -> String {
        self.row(y).iter().map(Cell::text).collect()
    }

    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The first column and row at which a person sees a difference.
    pub fn difference(&self, other: &Self) -> Option<(usize, usize)> {
        let differs = |(one, another): (&Cell, &Cell)| !one.looks_like(another);
        let place = self.cells.iter().zip(&other.cells).position(differs)?;
        Some((place % self.columns, place / self.columns))
    }

    /// Puts a glyph; what is cut off its right edge is lost.
    pub fn put(&mut self, (x, y): (usize, usize), text: CompactString, width: u8, pen: Pen) {
        let end = (x + usize::from(width)).min(self.columns);
        self.break_glyphs(x, end, y);
        for column in x + 1..end {
            self.set(column, y, Cell::Trailing { pen });
        }
        self.set(x, y, Cell::Lead { text, width: (end - x) as u8, pen });
    }

    pub fn erase(&mut self, x: usize, end: usize, y: usize) {
        self.break_glyphs(x, end, y);
        for column in x..end {
            self.set(column, y, Cell::blank(Pen::default()));
        }
    }

    /// Adds a mark to the glyph that stands left of column `x`.
    pub fn mark(&mut self, x: usize, y: usize, mark: char) {
        for column in (0..x).rev() {
            if let Cell::Lead { text, .. } = &mut self.cells[y * self.columns + column] {
                text.push(mark);
                return;
            }
        }
    }

    /// Moves every row up by one.
    pub fn scroll(&mut self) {
        self.cells.drain(..self.columns);
        self.cells.resize(self.columns * self.rows, Cell::blank(Pen::default()));
    }

    /// Whatever of a glyph lies partly in `x..end` loses its other part as this terminal does it.
    fn break_glyphs(&mut self, x: usize, end: usize, y: usize) {
        let is_trailing = |cell: &Cell| matches!(cell, Cell::Trailing { .. });
        if x > 0 && x < self.columns && is_trailing(&self.row(y)[x]) {
            self.leave_half(x - 1, x - 1, y);
        }
        if end > 0 && end < self.columns && is_trailing(&self.row(y)[end]) {
            self.leave_half(end, end - 1, y);
        }
    }

    fn leave_half(&mut self, column: usize, lead: usize, y: usize) {
        let of = self.row(y)[lead].text().into();
        let pen = self.row(y)[column].pen();
        let left = match self.orphan {
            Orphan::Blank => Cell::blank(pen),
            Orphan::Keep => Cell::Half { of, pen },
        };
        self.set(column, y, left);
    }

    fn set(&mut self, x: usize, y: usize, cell: Cell) {
        self.cells[y * self.columns + x] = cell;
    }
}
