//! Plain text set as an article is: one paragraph a line in, lines out, in bounded memory.
//!
//! It takes text in pieces of any size and returns the lines that are final; whoever reads the file and
//! writes the lines is elsewhere.

use super::han;
use super::{Measure, SetLine, Typesetter, Typography};
use crate::text::{WidthProfile, sanitize};
use std::collections::VecDeque;

/// Bytes of one paragraph that are set at a time.
const STRETCH: usize = 64 * 1024;
/// Lines held back when a paragraph is set in stretches: the next bytes may still change them.
const HELD_BACK: usize = 8;
/// The indent of a Chinese paragraph: two hanzi.
const INDENT: u16 = 4;
/// Longer lines with hanzi are prose even if no sentence ends at their end.
const LONGEST_HEADING: usize = 50;

/// The lines of a text in which every line is a paragraph.
///
/// A paragraph of prose is indented by two hanzi (four columns), as the article pane does: one that begins
/// with a blank (U+3000, spaces, a tab), that ends as a sentence does, or that is longer than a heading.
/// Headings, list items and text without hanzi begin at the margin. Empty lines stay.
pub fn typeset_plain<'a>(
    text: &'a str,
    width: u16,
    profile: &'a WidthProfile,
) -> impl Iterator<Item = String> + 'a {
    let mut setter = Some(PlainSetter::new(Typesetter::new(profile, Typography::default()), width));
    let mut rest = text;
    let mut ready: VecDeque<String> = VecDeque::new();
    std::iter::from_fn(move || {
        while ready.is_empty() {
            if rest.is_empty() {
                ready.extend(setter.take()?.finish());
            } else {
                let (piece, after) =
                    rest.split_at_checked(rest.floor_char_boundary(STRETCH)).unwrap_or((rest, ""));
                rest = after;
                ready.extend(setter.as_mut()?.push(piece));
            }
        }
        ready.pop_front()
    })
}

/// Sets plain text that arrives in pieces.
#[derive(Debug)]
pub struct PlainSetter<'a> {
    setter: Typesetter<'a>,
    columns: u16,
    /// The paragraph that has not ended yet, as far as it is not set.
    pub(super) waiting: String,
    /// Whether lines of it were returned already.
    continues: bool,
}

impl<'a> PlainSetter<'a> {
    /// A setter for lines of `width` columns.
    pub fn new(setter: Typesetter<'a>, width: u16) -> Self {
        Self { setter, columns: width.max(1), waiting: String::new(), continues: false }
    }

    /// Takes the next piece; returns the lines that can no longer change.
    pub fn push(&mut self, piece: &str) -> Vec<String> {
        let mut lines = Vec::new();
        self.waiting.push_str(piece);
        let waiting = std::mem::take(&mut self.waiting);
        let mut rest = waiting.as_str();
        while let Some((paragraph, after)) = split_paragraph(rest) {
            self.end_paragraph(paragraph, &mut lines);
            rest = after;
        }
        self.waiting.push_str(rest);
        if self.waiting.len() >= self.stretch() && !self.set_stretch(&mut lines) {
            self.shrink();
        }
        lines
    }

    /// The lines of what is left.
    pub fn finish(mut self) -> Vec<String> {
        let mut lines = Vec::new();
        let rest = std::mem::take(&mut self.waiting);
        let rest = rest.strip_suffix('\r').unwrap_or(&rest);
        if !rest.is_empty() {
            self.end_paragraph(rest, &mut lines);
        }
        lines
    }

    fn end_paragraph(&mut self, paragraph: &str, lines: &mut Vec<String>) {
        if !self.continues || !paragraph.is_empty() {
            let set = self.setter.paragraph(paragraph, self.measure(paragraph));
            lines.extend(set.iter().map(SetLine::to_plain));
        }
        self.continues = false;
    }

    /// Sets a part of a long paragraph; false if no line of it is final yet.
    fn set_stretch(&mut self, lines: &mut Vec<String>) -> bool {
        let set = self.setter.paragraph(&self.waiting, self.measure(&self.waiting));
        let Some((settled, held)) = set.split_at_checked(set.len().saturating_sub(HELD_BACK)) else {
            return false;
        };
        let Some(from) = held.iter().find_map(SetLine::source).map(|source| source.start as usize) else {
            return false;
        };
        if settled.is_empty() || from == 0 || !self.waiting.is_char_boundary(from) {
            return false;
        }
        lines.extend(settled.iter().map(SetLine::to_plain));
        self.waiting.drain(..from);
        self.continues = true;
        true
    }

    /// Bounds what hostile text makes wait: characters that are not shown, and blanks that vanish.
    fn shrink(&mut self) {
        let mut shown = sanitize::text(&self.waiting).into_owned();
        let text = shown.trim_end_matches([' ', '\u{3000}']).len();
        let kept = shown.floor_char_boundary(text + 3 * usize::from(self.columns) + 3);
        shown.truncate(kept);
        self.waiting = shown;
    }

    /// Bytes that hold more lines than are held back, whatever the width.
    fn stretch(&self) -> usize {
        STRETCH.max(usize::from(self.columns) * 3 * 4 * HELD_BACK)
    }

    fn measure(&self, paragraph: &str) -> Measure {
        let first_indent = if !self.continues && is_prose(paragraph) { INDENT } else { 0 };
        Measure { columns: self.columns, first_indent, hanging_indent: 0 }
    }
}

/// The text before the first line end, and what follows it. A `\r` at the very end may be half of one.
fn split_paragraph(text: &str) -> Option<(&str, &str)> {
    let at = text.find(['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}'])?;
    let (paragraph, end) = text.split_at_checked(at)?;
    if end == "\r" {
        return None;
    }
    let mut after = end.chars();
    if after.next() == Some('\r') && after.as_str().starts_with('\n') {
        after.next();
    }
    Some((paragraph, after.as_str()))
}

/// Whether a line is a paragraph of Chinese prose.
fn is_prose(paragraph: &str) -> bool {
    let text = paragraph.trim();
    if text.is_empty() || !text.contains(han::is_ideograph) {
        return false;
    }
    let body = text.trim_end_matches(['”', '’', '」', '』', '）', ')', '"', '\'']);
    paragraph.starts_with(char::is_whitespace)
        || body.ends_with(['。', '！', '？', '…', '；', '：', '!', '?', ';', ':', '.'])
        || text.chars().count() > LONGEST_HEADING
}
