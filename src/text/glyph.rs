//! What is put into cells: one glyph, and a line of them. Drawing and copying both read these.

use compact_str::CompactString;
use std::ops::Range;

/// One grapheme as it is shown: at most two combining marks, no control, known width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph {
    /// The characters sent to the terminal, harmless by construction.
    pub symbol: CompactString,
    /// Columns on this terminal, 1 or 2 (never 0).
    pub width: u8,
    /// Whether every terminal known gives `symbol` exactly `width` columns.
    pub certain: bool,
    /// Bytes of the stored text that this glyph shows; empty for what the setting added.
    pub source: Range<u32>,
}

/// One line as set: it fits its measure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SetLine {
    /// Blank columns before the first glyph.
    pub indent: u16,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
}

impl SetLine {
    /// Columns from the left edge to the end of the last glyph, indent included.
    pub fn columns(&self) -> u16 {
        self.indent + self.glyphs.iter().map(|glyph| u16::from(glyph.width)).sum::<u16>()
    }

    /// The symbols as one string, indent as spaces: what a plain-text reader gets.
    pub fn to_plain(&self) -> String {
        let mut plain = " ".repeat(usize::from(self.indent));
        for glyph in &self.glyphs {
            plain.push_str(&glyph.symbol);
        }
        plain
    }

    /// Bytes of the stored text from the first to the last glyph that has a source.
    pub fn source(&self) -> Option<Range<u32>> {
        let mut shown = self.glyphs.iter().map(|glyph| &glyph.source).filter(|range| !range.is_empty());
        let first = shown.next()?;
        let end = shown.next_back().map_or(first.end, |range| range.end);
        Some(first.start..end)
    }
}
