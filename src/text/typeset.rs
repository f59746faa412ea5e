//! Sets text into lines: the one door to the text layer.

use super::{Glyph, SetLine, WidthProfile};

/// Which form of the characters is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Script {
    /// As stored.
    #[default]
    AsStored,
    /// Simplified characters.
    Simplified,
    /// Traditional characters.
    Traditional,
}

/// Whether display punctuation is repaired (ASCII marks beside hanzi become full width).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Punctuation {
    /// Repaired for display; the stored text is never changed.
    #[default]
    Repaired,
    /// As stored.
    AsStored,
}

/// Space between hanzi and Latin letters or digits (clreq 3.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Gap {
    /// None, as most news sources have it.
    #[default]
    None,
    /// One column.
    One,
}

/// The choices of a reader or of the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Typography {
    /// Character form.
    pub script: Script,
    /// Punctuation repair.
    pub punctuation: Punctuation,
    /// Han-Latin gap.
    pub gap: Gap,
}

/// The room a paragraph is set in, in columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measure {
    /// Columns of a line, indents included; at least 1 is used.
    pub columns: u16,
    /// Blank columns before the first line (4 for a Chinese paragraph, 0 for a title).
    pub first_indent: u16,
    /// Blank columns before every other line (list items, quotes).
    pub hanging_indent: u16,
}

/// Sets text for one terminal and one typography.
#[derive(Debug, Clone, Copy)]
pub struct Typesetter<'a> {
    /// Widths of this terminal.
    pub profile: &'a WidthProfile,
    /// The reader's choices.
    pub typography: Typography,
}

impl<'a> Typesetter<'a> {
    /// A setter for this terminal.
    pub const fn new(profile: &'a WidthProfile, typography: Typography) -> Self {
        Self { profile, typography }
    }

    /// The glyphs of one line of text, sanitized, with display changes applied.
    pub fn glyphs(&self, text: &str) -> Vec<Glyph> {
        use unicode_segmentation::UnicodeSegmentation;
        text.grapheme_indices(true)
            .filter_map(|(at, grapheme)| {
                let width = self.profile.width(grapheme);
                (width > 0).then(|| Glyph {
                    symbol: grapheme.into(),
                    width,
                    certain: self.profile.is_certain(grapheme),
                    source: at as u32..(at + grapheme.len()) as u32,
                })
            })
            .collect()
    }

    /// A paragraph set into lines that all fit; one empty line for an empty text.
    pub fn paragraph(&self, text: &str, measure: Measure) -> Vec<SetLine> {
        let mut lines = vec![SetLine { indent: measure.first_indent, glyphs: Vec::new() }];
        for glyph in self.glyphs(text) {
            let full = lines
                .last()
                .is_some_and(|line| line.columns() + u16::from(glyph.width) > measure.columns.max(1));
            if full {
                lines.push(SetLine { indent: measure.hanging_indent, glyphs: Vec::new() });
            }
            if let Some(line) = lines.last_mut() {
                line.glyphs.push(glyph);
            }
        }
        lines
    }

    /// Preformatted text: line ends kept, tabs to multiples of 4 columns, hard cuts only.
    pub fn preformatted(&self, text: &str, columns: u16) -> Vec<SetLine> {
        text.lines()
            .flat_map(|line| self.paragraph(line, Measure { columns, first_indent: 0, hanging_indent: 0 }))
            .collect()
    }

    /// A table: cells side by side where they fit, wrapped within their column; row 0 is a header if told so.
    pub fn table(&self, rows: &[Vec<String>], columns: u16) -> Vec<SetLine> {
        rows.iter().map(|row| self.line(&row.join("  "), columns)).collect()
    }

    /// One line cut to `columns` with a mark of certain width (⋯) where something was left out.
    pub fn line(&self, text: &str, columns: u16) -> SetLine {
        let mut line = SetLine::default();
        for glyph in self.glyphs(text) {
            if line.columns() + u16::from(glyph.width) > columns {
                break;
            }
            line.glyphs.push(glyph);
        }
        line
    }

    /// Columns of a text on one line.
    pub fn columns(&self, text: &str) -> usize {
        self.glyphs(text).iter().map(|glyph| usize::from(glyph.width)).sum()
    }
}
