//! Tables: cells side by side where there is room, each wrapped within its column; else one cell a line.
//!
//! The bytes of a table are those of its cells, each followed by one byte (a tab, a line end): that is the
//! stored text to which the sources of the glyphs refer.

use super::atom::{Atom, Treatment, atoms};
use super::{Measure, Typesetter, set};
use crate::text::sanitize::Flavour;
use crate::text::{Glyph, SetLine};

/// Blank columns between two cells.
const GUTTER: u32 = 2;
/// Narrower columns are not read any more: four hanzi.
const LEAST: u32 = 8;
/// The rule below a header: one column on every terminal.
const RULE: char = '╌';
/// Between a header and its cell where cells stand below each other; two columns on every terminal.
const COLON: char = '：';
/// Indent of what goes on in a stacked cell.
const HANGING: u16 = 2;

type Cell = Vec<Atom>;

impl Typesetter<'_> {
    /// A table without a header: cells side by side where they fit, wrapped within their column.
    pub fn table(&self, rows: &[Vec<String>], columns: u16) -> Vec<SetLine> {
        Table::new(self, rows).set(columns, 0)
    }

    /// A table whose first row is a header, parted by a rule from the rest. Where a column would get less
    /// than 8 columns and needs more, every cell is a line of its own, 「header：value」.
    pub fn table_with_header(&self, rows: &[Vec<String>], columns: u16) -> Vec<SetLine> {
        Table::new(self, rows).set(columns, 1)
    }
}

struct Table {
    rows: Vec<Vec<Cell>>,
    /// Columns of the widest line of each column's cells.
    natural: Vec<u32>,
}

impl Table {
    fn new(setter: &Typesetter<'_>, rows: &[Vec<String>]) -> Self {
        let mut offset = 0_u32;
        let mut natural: Vec<u32> = Vec::new();
        let mut cells_of = |row: &Vec<String>| {
            natural.resize(natural.len().max(row.len()), 0);
            let cells = row.iter().zip(&mut natural).map(|(text, widest)| {
                let cell = atoms(setter, text, Treatment::Prose(Flavour::Text), offset);
                offset = offset.saturating_add(text.len() as u32 + 1);
                *widest = (*widest).max(widest_line(&cell));
                cell
            });
            cells.collect()
        };
        let rows = rows.iter().map(&mut cells_of).collect();
        Self { rows, natural }
    }

    fn set(self, columns: u16, headers: usize) -> Vec<SetLine> {
        let columns = u32::from(columns.max(1));
        let gutters = GUTTER * (self.natural.len().saturating_sub(1)) as u32;
        let shares = shares(&self.natural, columns.saturating_sub(gutters));
        let readable = shares.iter().zip(&self.natural).all(|(&share, &natural)| share >= natural.min(LEAST));
        if gutters >= columns || !readable {
            return self.stacked(columns, headers);
        }
        let mut lines = Vec::new();
        for (place, row) in self.rows.into_iter().enumerate() {
            lines.extend(side_by_side(row, &shares));
            if place + 1 == headers {
                lines.push(rule(shares.iter().sum::<u32>() + gutters, end_of(&lines)));
            }
        }
        lines
    }

    /// Each cell below the other, after its header; an empty line between rows.
    fn stacked(self, columns: u32, headers: usize) -> Vec<SetLine> {
        let measure =
            Measure { columns: columns as u16, first_indent: 0, hanging_indent: HANGING }.with_room();
        let mut rows = self.rows.into_iter();
        let header =
            if headers > 0 && rows.len() > headers { rows.next().unwrap_or_default() } else { Vec::new() };
        let mut lines: Vec<SetLine> = Vec::new();
        // A header with nothing below it is shown once.
        let is_used = |column: usize| {
            rows.as_slice().iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()))
        };
        for (_, unused) in
            header.iter().enumerate().filter(|&(column, cell)| !cell.is_empty() && !is_used(column))
        {
            lines.extend(set(unused.clone(), measure));
        }
        for row in rows {
            if !lines.is_empty() {
                lines.push(SetLine::default());
            }
            for (place, cell) in row.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                lines.extend(set(labelled(header.get(place), cell), measure));
            }
        }
        lines
    }
}

/// A cell with its header before it. The header is shown once a row and has no bytes here.
fn labelled(header: Option<&Cell>, cell: Cell) -> Cell {
    let Some(header) = header.filter(|header| !header.is_empty()) else { return cell };
    let place = cell.first().map_or(0, |atom| atom.glyph.source.start);
    let mut labelled: Cell = header.iter().filter(|atom| atom.base != '\n').cloned().collect();
    let mut colon = Atom::added(COLON, place);
    colon.glyph.width = 2;
    colon.glyph.certain = true;
    labelled.push(colon);
    for atom in &mut labelled {
        atom.glyph.source = place..place;
    }
    labelled.extend(cell);
    labelled
}

fn widest_line(cell: &[Atom]) -> u32 {
    let columns = |line: &[Atom]| line.iter().map(|atom| u32::from(atom.glyph.width)).sum();
    cell.split(|atom| atom.base == '\n').map(columns).max().unwrap_or(0)
}

/// What each column gets: all it needs where that is no more than its fair part of what the others leave.
fn shares(natural: &[u32], room: u32) -> Vec<u32> {
    let mut by_need: Vec<usize> = (0..natural.len()).collect();
    by_need.sort_by_key(|&column| natural.get(column));
    let mut shares = vec![0; natural.len()];
    let (mut room, mut waiting) = (room, natural.len() as u32);
    for column in by_need {
        let fair = room / waiting.max(1);
        let share = natural.get(column).copied().unwrap_or(0).min(fair);
        if let Some(slot) = shares.get_mut(column) {
            *slot = share;
        }
        room -= share;
        waiting -= 1;
    }
    shares
}

/// One row as lines: every cell set within its share, filled up with blanks to the next.
fn side_by_side(row: Vec<Cell>, shares: &[u32]) -> Vec<SetLine> {
    let mut lines: Vec<SetLine> = Vec::new();
    let mut start = 0;
    for (cell, &share) in row.into_iter().zip(shares) {
        let measure = Measure { columns: share.max(1) as u16, first_indent: 0, hanging_indent: 0 };
        for (place, set) in
            set(cell, measure).into_iter().enumerate().filter(|(_, set)| !set.glyphs.is_empty())
        {
            while lines.len() <= place {
                lines.push(SetLine::default());
            }
            if let Some(line) = lines.get_mut(place) {
                let at = u32::from(line.columns());
                let byte = set.source().map_or(0, |source| source.start);
                line.glyphs.extend((at..start).map(|_| added(' ', byte)));
                line.glyphs.extend(set.glyphs);
            }
        }
        start += share + GUTTER;
    }
    if lines.is_empty() {
        lines.push(SetLine::default());
    }
    lines
}

fn rule(columns: u32, place: u32) -> SetLine {
    SetLine { indent: 0, glyphs: (0..columns).map(|_| added(RULE, place)).collect() }
}

/// The last byte that the lines show.
fn end_of(lines: &[SetLine]) -> u32 {
    lines.iter().rev().find_map(SetLine::source).map_or(0, |source| source.end)
}

/// A glyph of one certain column that the setting adds.
fn added(c: char, place: u32) -> Glyph {
    let mut glyph = Atom::added(c, place).glyph;
    glyph.width = 1;
    glyph.certain = true;
    glyph
}
