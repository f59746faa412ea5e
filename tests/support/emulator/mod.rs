//! A terminal of our own, for tests: widths and the fate of half glyphs can be chosen, and whatever it does
//! not know is a fault, so that nothing but our own sequences can come out of the program unnoticed.
//!
//! `cells` holds the screen, `graphics` the pictures it keeps, `perform` what sequences do to it.

mod cells;
mod graphics;
mod perform;

pub use cells::{Cell, Grid, Orphan, Pen};
pub use graphics::Graphics;

use compact_str::{CompactString, ToCompactString, format_compact};
use std::collections::BTreeSet;

/// Columns of one character on the emulated terminal.
pub type Widths = Box<dyn Fn(char) -> u8 + Send>;

/// An emulated terminal.
pub struct Emulator {
    parser: vte::Parser,
    screen: Screen,
    /// Pictures that it keeps.
    pub graphics: Graphics,
}

/// Everything about the terminal but how its input is cut.
pub struct Screen {
    pub grid: Grid,
    pub x: usize,
    pub y: usize,
    pub pen: Pen,
    /// DEC private modes that are set.
    pub modes: BTreeSet<u16>,
    pub title: String,
    pub titles_kept: Vec<String>,
    /// Clipboard payloads received (OSC 52).
    pub copied: Vec<String>,
    /// What the terminal has to answer.
    pub answers: Vec<String>,
    /// Its name and version, as it tells them.
    pub version: &'static str,
    /// How often it was asked where the cursor is.
    pub cursor_questions: usize,
    /// Synchronized updates finished.
    pub frames: usize,
    /// How often the screen moved up.
    pub scrolls: usize,
    /// Width and height of a cell in pixels.
    pub cell: (usize, usize),
    /// Cells that something was drawn over which is still there: writing a cell erases it.
    pub drawn: BTreeSet<(usize, usize)>,
    /// How often something was drawn.
    pub drawings: usize,
    sixels: Option<Vec<u8>>,
    /// Whatever the emulator does not know or no terminal does alike.
    pub faults: Vec<String>,
    main: Option<(Grid, usize, usize)>,
    widths: Widths,
    orphan: Orphan,
    /// Where a lone regional indicator was just printed: the next one joins it.
    half_flag: Option<usize>,
    wrap_pending: bool,
}

impl Emulator {
    pub fn new(columns: usize, rows: usize, widths: Widths, orphan: Orphan) -> Self {
        let screen = Screen {
            grid: Grid::new(columns, rows, orphan),
            x: 0,
            y: 0,
            pen: Pen::default(),
            modes: [7, 25].into(),
            title: "before".to_owned(),
            titles_kept: Vec::new(),
            copied: Vec::new(),
            answers: Vec::new(),
            version: "XTerm(379)",
            cursor_questions: 0,
            frames: 0,
            scrolls: 0,
            cell: (0, 0),
            drawn: BTreeSet::new(),
            drawings: 0,
            sixels: None,
            faults: Vec::new(),
            main: None,
            widths,
            orphan,
            half_flag: None,
            wrap_pending: false,
        };
        Self { parser: vte::Parser::new(), screen, graphics: Graphics::default() }
    }

    pub fn feed(&mut self, bytes: &[u8]) {
        self.parser.advance(&mut self.screen, bytes);
        self.graphics.feed(bytes);
    }

    /// A new size: the content is lost, as on the worst of terminals.
    pub fn resize(&mut self, columns: usize, rows: usize) {
        self.screen.grid = Grid::new(columns, rows, self.screen.orphan);
        self.screen.drawn.clear();
        if let Some((main, ..)) = &mut self.screen.main {
            *main = Grid::new(columns, rows, self.screen.orphan);
        }
        self.screen.x = self.screen.x.min(columns.saturating_sub(1));
        self.screen.y = self.screen.y.min(rows.saturating_sub(1));
    }
}

impl std::ops::Deref for Emulator {
    type Target = Screen;
    fn deref(&self) -> &Screen {
        &self.screen
    }
}

impl std::ops::DerefMut for Emulator {
    fn deref_mut(&mut self) -> &mut Screen {
        &mut self.screen
    }
}

impl Screen {
    pub fn is_alternate(&self) -> bool {
        self.main.is_some()
    }

    pub fn shows_cursor(&self) -> bool {
        self.modes.contains(&25)
    }

    /// All rows as text, without blanks at the end.
    pub fn text(&self) -> String {
        let rows = (0..self.grid.rows).map(|y| self.grid.row_text(y).trim_end().to_owned());
        rows.collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }

    /// Whether every mode is as a shell expects it.
    pub fn is_as_before(&self) -> bool {
        !self.is_alternate() && self.modes == [7, 25].into() && self.titles_kept.is_empty()
    }

    fn fault(&mut self, what: String) {
        if self.faults.len() < 20 {
            self.faults.push(what);
        }
    }

    fn print_glyph(&mut self, character: char) {
        let (columns, rows) = (self.grid.columns, self.grid.rows);
        if columns == 0 || rows == 0 {
            return;
        }
        let width = (self.widths)(character);
        if width == 0 {
            let after = if self.wrap_pending { columns } else { self.x };
            return self.grid.mark(after, self.y, character);
        }
        if self.joins_flag(character) {
            return;
        }
        if self.modes.contains(&7) && (self.wrap_pending || self.x + usize::from(width) > columns) {
            self.line_feed();
            self.x = 0;
        }
        self.half_flag = is_regional_indicator(character).then_some(self.x);
        self.put(self.x, character.to_compact_string(), width);
    }

    /// Two regional indicators are one flag of two columns.
    fn joins_flag(&mut self, character: char) -> bool {
        let Some(lead) = self.half_flag.take().filter(|_| is_regional_indicator(character)) else {
            return false;
        };
        let text = format_compact!("{}{character}", self.grid.row(self.y)[lead].text());
        self.put(lead, text, 2);
        true
    }

    fn put(&mut self, x: usize, text: CompactString, width: u8) {
        self.grid.put((x, self.y), text, width, self.pen);
        let end = x + usize::from(width);
        self.uncover(x, end);
        self.wrap_pending = end >= self.grid.columns;
        self.x = end.min(self.grid.columns - 1);
    }

    /// What was drawn over cells of this row is gone.
    fn uncover(&mut self, from: usize, to: usize) {
        for x in from..to {
            self.drawn.remove(&(x, self.y));
        }
    }

    fn line_feed(&mut self) {
        self.wrap_pending = false;
        if self.y + 1 < self.grid.rows {
            self.y += 1;
        } else {
            self.scrolls += 1;
            self.grid.scroll();
        }
    }
}

fn is_regional_indicator(character: char) -> bool {
    ('\u{1F1E6}'..='\u{1F1FF}').contains(&character)
}
