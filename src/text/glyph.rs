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

    /// The columns of the glyphs that show any byte of `source`, from the first to the last of them:
    /// where a search hit stands on this line.
    pub fn columns_of(&self, source: &Range<u32>) -> Option<Range<u16>> {
        let mut at = self.indent;
        let mut found: Option<Range<u16>> = None;
        for glyph in &self.glyphs {
            let end = at + u16::from(glyph.width);
            if glyph.source.start < source.end && source.start < glyph.source.end {
                found = Some(found.map_or(at, |columns| columns.start)..end);
            }
            at = end;
        }
        found
    }

    /// The glyph that covers a column, counted from the left edge.
    pub fn glyph_at(&self, column: u16) -> Option<&Glyph> {
        let mut at = self.indent;
        self.glyphs.iter().find(|glyph| {
            let columns = at..at + u16::from(glyph.width);
            at = columns.end;
            columns.contains(&column)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{Measure, Typesetter, Typography, WidthProfile};

    #[test]
    fn columns_and_bytes_lead_to_each_other() {
        let profile = WidthProfile::narrow();
        let text = "版面,清楚...项目";
        let measure = Measure { columns: 40, first_indent: 4, hanging_indent: 0 };
        let lines = Typesetter::new(&profile, Typography::default()).paragraph(text, measure);
        let bytes = |part: &str| text.find(part).map(|at| at as u32..(at + part.len()) as u32).unwrap();
        assert_eq!(lines[0].columns_of(&bytes("面,清")), Some(6..12));
        assert_eq!(lines[0].columns_of(&bytes("..项")), Some(15..18));
        assert_eq!(lines[0].columns_of(&(100..101)), None);
        assert_eq!(lines[0].glyph_at(9).map(|glyph| glyph.source.clone()), Some(bytes(",")));
        assert_eq!(lines[0].glyph_at(3), None);
        assert_eq!(lines[0].glyph_at(99), None);
    }
}
