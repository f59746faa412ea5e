//! Cuts a text into harmless clusters: one base character and at most two marks, or a flag.
//!
//! Each cluster tells which bytes of the text it stands for, so that whatever is shown can be
//! traced back. It knows no widths; `fate` decides about single characters.

use super::fate::{Fate, MISSING, fate, full_kana, is_pictograph, is_plain};
use compact_str::CompactString;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// Marks that are kept on one base.
const MARKS_SHOWN: usize = 2;
/// Marks that are looked at before the rest is left out (Stream-Safe Text Format, UAX #15).
const MARKS_READ: usize = 30;

const ZERO_WIDTH_JOINER: char = '\u{200D}';

/// What line ends and tabs become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// One line: a run of line ends is one space, a tab too.
    Line,
    /// Running text: line ends are `\n`, a tab is a space.
    Text,
    /// Preformatted text: line ends are `\n`, tabs are kept for the setter to expand.
    Code,
}

/// One base with its marks, or a flag, or `\n`, or (in code) a tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// What is shown, in NFC.
    pub symbol: CompactString,
    /// Its first character.
    pub base: char,
    /// Bytes of the text that it stands for, what was dropped after it included.
    pub source: Range<usize>,
}

/// The clusters of a text, in order.
#[derive(Debug, Clone)]
pub struct Clusters<'a> {
    text: &'a str,
    at: usize,
    flavour: Flavour,
}

impl<'a> Clusters<'a> {
    /// Cuts `text`.
    pub const fn new(text: &'a str, flavour: Flavour) -> Self {
        Self { text, at: 0, flavour }
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn skip(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    fn skip_while(&mut self, unwanted: impl Fn(Fate) -> bool) {
        while let Some(c) = self.peek().filter(|&c| unwanted(fate(c))) {
            self.skip(c);
        }
    }

    fn cluster(&self, symbol: CompactString, base: char, start: usize) -> Cluster {
        Cluster { symbol, base, source: start..self.at }
    }

    fn single(&self, shown: char, start: usize) -> Cluster {
        self.cluster(shown.to_compact(), shown, start)
    }

    /// A run of line ends, as the flavour has it. Marks and dropped characters after it have no base.
    fn line_end(&mut self, first: char, start: usize) -> Cluster {
        if self.flavour == Flavour::Line {
            self.skip_while(|fate| matches!(fate, Fate::LineEnd | Fate::Dropped | Fate::Mark));
            return self.single(' ', start);
        }
        if first == '\r' && self.peek() == Some('\n') {
            self.skip('\n');
        }
        self.skip_while(|fate| matches!(fate, Fate::Dropped | Fate::Mark));
        self.single('\n', start)
    }

    fn tab(&mut self, start: usize) -> Cluster {
        self.skip_while(|fate| matches!(fate, Fate::Dropped | Fate::Mark));
        self.single(if self.flavour == Flavour::Code { '\t' } else { ' ' }, start)
    }

    fn missing(&mut self, start: usize) -> Cluster {
        self.skip_while(|fate| matches!(fate, Fate::Dropped | Fate::Mark));
        self.single(MISSING, start)
    }

    /// Two regional indicators; a lone one is not shown (its width differs between terminals).
    fn flag(&mut self, first: char, start: usize) -> Option<Cluster> {
        self.skip_while(|fate| fate == Fate::Dropped);
        let second = self.peek().filter(|&c| fate(c) == Fate::RegionalIndicator)?;
        self.skip(second);
        self.skip_while(|fate| matches!(fate, Fate::Dropped | Fate::Mark));
        let mut symbol = first.to_compact();
        symbol.push(second);
        Some(self.cluster(symbol, first, start))
    }

    /// A base with the marks after it. A joined sequence of pictures is its first picture.
    fn based(&mut self, base: char, start: usize, kana: bool) -> Cluster {
        let mut marks: Vec<char> = Vec::new();
        while let Some(next) = self.peek() {
            match fate(next) {
                Fate::Dropped => {
                    self.skip(next);
                    if next == ZERO_WIDTH_JOINER && is_pictograph(base) {
                        self.skip_while(|fate| fate == Fate::Dropped);
                        if let Some(joined) = self.peek().filter(|&c| is_pictograph(c)) {
                            self.skip(joined);
                        }
                    }
                    continue;
                }
                Fate::Mark => marks.extend((marks.len() < MARKS_READ).then_some(next)),
                Fate::HalfwidthKana if kana && marks.is_empty() => match sound_mark(base, next) {
                    Some(mark) => marks.push(mark),
                    None => break,
                },
                Fate::Base if marks.is_empty() && !is_plain(next) && compose(base, next).is_some() => {
                    marks.push(next);
                }
                _ => break,
            }
            self.skip(next);
        }
        if marks.is_empty() && is_plain(base) {
            return self.single(base, start);
        }
        let mut shown = std::iter::once(base).chain(marks).nfc();
        let base = shown.next().unwrap_or(base);
        let mut symbol = base.to_compact();
        symbol.extend(shown.take(MARKS_SHOWN));
        self.cluster(symbol, base, start)
    }
}

impl Iterator for Clusters<'_> {
    type Item = Cluster;

    fn next(&mut self) -> Option<Cluster> {
        loop {
            let start = self.at;
            let first = self.peek()?;
            self.skip(first);
            match fate(first) {
                Fate::Base => {
                    // Nearly always the next character is a plain one too.
                    if is_plain(first) && self.peek().is_some_and(is_plain) {
                        return Some(self.single(first, start));
                    }
                    return Some(self.based(first, start, false));
                }
                Fate::Blank => return Some(self.based(' ', start, false)),
                Fate::HalfwidthKana => {
                    let full = full_kana(first).unwrap_or(if first == '\u{FF9E}' { '゛' } else { '゜' });
                    return Some(self.based(full, start, true));
                }
                Fate::LineEnd => return Some(self.line_end(first, start)),
                Fate::Tab => return Some(self.tab(start)),
                Fate::Missing => return Some(self.missing(start)),
                Fate::RegionalIndicator => {
                    if let Some(flag) = self.flag(first, start) {
                        return Some(flag);
                    }
                }
                Fate::Mark | Fate::Dropped => {}
            }
        }
    }
}

/// The combining form of a sound mark of half width, where it composes with the kana before it.
fn sound_mark(kana: char, c: char) -> Option<char> {
    let mark = match c {
        '\u{FF9E}' => '\u{3099}',
        '\u{FF9F}' => '\u{309A}',
        _ => return None,
    };
    compose(kana, mark).map(|_| mark)
}

trait ToCompact {
    fn to_compact(self) -> CompactString;
}

impl ToCompact for char {
    fn to_compact(self) -> CompactString {
        let mut bytes = [0; 4];
        CompactString::new(self.encode_utf8(&mut bytes))
    }
}
