//! Sets text into lines: the one door to the text layer.
//!
//! Sanitized clusters become atoms (`atom`) to which the display changes apply (`script`, `punctuation`, `gap`,
//! `avoid`, `marks`); `breaks` says where a line may end, `fit` chooses. It draws nothing and keeps nothing:
//! whoever shows the lines caches them by text, width and profile.

use super::sanitize::Flavour;
use super::{Glyph, SetLine, WidthProfile};
use atom::{Atom, Treatment, atoms};
use compact_str::CompactString;

mod atom;
mod avoid;
mod breaks;
mod choices;
mod fit;
mod gap;
mod han;
mod kinsoku;
mod marks;
mod plain;
mod punctuation;
mod script;
mod table;
mod title;
mod verbatim;

#[cfg(test)]
mod tests;

pub use choices::{Gap, Marks, Measure, Punctuation, Script, Typography};
pub use plain::{PlainSetter, typeset_plain};

/// Shown where a line was cut, and for a character of two columns where there is only one.
const CUT: char = '⋯';

/// Columns between two tab stops.
const TAB: u32 = 4;

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

    /// The same for what must be shown as it was typed or said: a field, a path, a command and its output.
    #[must_use]
    pub const fn verbatim(self) -> Self {
        Self { typography: self.typography.verbatim(), ..self }
    }

    /// The glyphs of one line of text, sanitized, with display changes applied.
    pub fn glyphs(&self, text: &str) -> Vec<Glyph> {
        atoms(self, text, Treatment::Prose(Flavour::Line), 0).into_iter().map(|atom| atom.glyph).collect()
    }

    /// A paragraph set into lines that all fit; one empty line for an empty text.
    ///
    /// Blanks at the ends of a line are not shown: indents are the setter's business. A `\n` ends a line, the
    /// next one begins at the hanging indent. Indents give way where they would take more than a quarter of
    /// the line. In a measure of one column a character of two is shown as ⋯.
    pub fn paragraph(&self, text: &str, measure: Measure) -> Vec<SetLine> {
        set(atoms(self, text, Treatment::Prose(Flavour::Text), 0), measure.with_room())
    }

    /// Preformatted text: line ends kept, tabs to multiples of 4 columns, hard cuts only.
    pub fn preformatted(&self, text: &str, columns: u16) -> Vec<SetLine> {
        let columns = u32::from(columns.max(1));
        let mut lines = vec![SetLine::default()];
        let mut at = 0;
        for mut atom in atoms(self, text, Treatment::Code, 0) {
            if atom.base == '\n' {
                lines.push(SetLine::default());
                at = 0;
                continue;
            }
            narrow(&mut atom, columns);
            let width = if atom.base == '\t' { TAB - at % TAB } else { u32::from(atom.glyph.width) };
            if at > 0 && at + width > columns {
                lines.push(SetLine::default());
                at = 0;
            }
            let Some(line) = lines.last_mut() else { break };
            if atom.base == '\t' {
                line.glyphs.extend(tab(&atom, width.min(columns)));
            } else {
                line.glyphs.push(atom.glyph);
            }
            at += width;
        }
        // A line end at the end of the text begins no line.
        if lines.len() > 1 && lines.last().is_some_and(|line| line.glyphs.is_empty()) {
            lines.pop();
        }
        lines
    }

    /// One line cut to `columns` with a mark of certain width (⋯) where something was left out.
    pub fn line(&self, text: &str, columns: u16) -> SetLine {
        let room = usize::from(columns);
        // A title is short; of a hostile one no more is looked at than could be shown.
        let mut taken = room.saturating_mul(4).saturating_add(64);
        loop {
            let end = text.char_indices().nth(taken).map_or(text.len(), |(at, _)| at);
            let glyphs = self.glyphs(text.get(..end).unwrap_or(text));
            let fitting = fitting(&glyphs, room);
            if end < text.len() && fitting == glyphs.len() {
                taken = taken.saturating_mul(4);
                continue;
            }
            return cut(glyphs, fitting, room, text.len());
        }
    }

    /// A paragraph of at most so many lines; the last one is cut with ⋯ where something was left out.
    ///
    /// What is cut is the text as it was set, so that a quotation mark whose partner is on another line, or was cut off,
    /// is shown as in the whole.
    pub fn clamped(&self, text: &str, measure: Measure, most: usize) -> Vec<SetLine> {
        let mut lines = self.paragraph(text, measure);
        if lines.len() <= most {
            return lines;
        }
        lines.truncate(most.saturating_sub(1));
        let set = lines.iter().rev().find_map(SetLine::source).map_or(0, |range| range.end);
        let glyphs = self.glyphs(text).into_iter();
        let rest: Vec<Glyph> =
            glyphs.skip_while(|glyph| glyph.source.start < set || glyph.symbol == " ").collect();
        let measure = measure.with_room();
        let indent = if lines.is_empty() { measure.first_indent } else { measure.hanging_indent };
        let room = usize::from(measure.columns.saturating_sub(indent));
        let fitting = fitting(&rest, room);
        lines.push(SetLine { indent, ..cut(rest, fitting, room, text.len()) });
        lines
    }

    /// Columns of a text on one line.
    pub fn columns(&self, text: &str) -> usize {
        self.glyphs(text).iter().map(|glyph| usize::from(glyph.width)).sum()
    }
}

/// The lines of atoms that may hold line ends.
fn set(mut atoms: Vec<Atom>, measure: Measure) -> Vec<SetLine> {
    for atom in &mut atoms {
        narrow(atom, u32::from(measure.columns));
    }
    let mut lines = Vec::new();
    let mut measure = measure;
    let mut rest = atoms.into_iter();
    loop {
        let stretch: Vec<Atom> =
            rest.by_ref().take_while(|atom| atom.base != '\n').skip_while(Atom::is_blank).collect();
        let more = !rest.as_slice().is_empty();
        let fitted = fit::fit(&stretch, measure);
        if fitted.is_empty() {
            lines.push(SetLine { indent: measure.first_indent, glyphs: Vec::new() });
        }
        let mut glyphs = stretch.into_iter().map(|atom| atom.glyph).enumerate().peekable();
        for line in fitted {
            while glyphs.next_if(|(place, _)| *place < line.atoms.start).is_some() {}
            let mut shown = Vec::with_capacity(line.atoms.len());
            shown.extend(
                std::iter::from_fn(|| glyphs.next_if(|(place, _)| *place < line.atoms.end))
                    .map(|(_, glyph)| glyph),
            );
            lines.push(SetLine { indent: line.indent, glyphs: shown });
        }
        if !more {
            return lines;
        }
        measure.first_indent = measure.hanging_indent;
    }
}

/// Shows what is wider than the whole measure by a mark of one column.
fn narrow(atom: &mut Atom, columns: u32) {
    if u32::from(atom.glyph.width) > columns {
        atom.glyph.symbol.clear();
        atom.glyph.symbol.push(CUT);
        atom.glyph.width = 1;
        atom.glyph.certain = true;
    }
}

/// A tab as blanks; the first of them shows its byte.
fn tab(atom: &Atom, width: u32) -> impl Iterator<Item = Glyph> {
    let source = atom.glyph.source.clone();
    (0..width).map(move |blank| Glyph {
        symbol: " ".into(),
        width: 1,
        certain: true,
        source: if blank == 0 { source.clone() } else { source.end..source.end },
    })
}

/// How many glyphs fit into `room` columns.
fn fitting(glyphs: &[Glyph], room: usize) -> usize {
    let mut at = 0;
    glyphs
        .iter()
        .take_while(|glyph| {
            at += usize::from(glyph.width);
            at <= room
        })
        .count()
}

/// The first glyphs of a line; where some are left out, the last column tells it.
fn cut(mut glyphs: Vec<Glyph>, shown: usize, room: usize, end: usize) -> SetLine {
    if shown == glyphs.len() || room == 0 {
        glyphs.truncate(shown);
        return SetLine { indent: 0, glyphs };
    }
    glyphs.truncate(fitting(&glyphs, room - 1));
    // One mark for what is left out, not the text's own before it.
    while glyphs.last().is_some_and(|glyph| matches!(glyph.symbol.as_str(), " " | "…" | "⋯")) {
        glyphs.pop();
    }
    let end = end as u32;
    glyphs.push(Glyph { symbol: CompactString::const_new("⋯"), width: 1, certain: true, source: end..end });
    SetLine { indent: 0, glyphs }
}
