//! An article as a column of set lines, scrolled by paragraph.
//!
//! Only what is looked at is set: a piece (title, paragraph, table ...) is set when it comes into view and
//! kept until the width or the typography changes. A position is a piece and a line in it, and turns into
//! a [`Bookmark`] (paragraph and byte), which survives a resize and a new edition.

use super::piece::{Piece, Setting};
use crate::news::{Article, Bookmark, ParagraphKey, Raster};
use crate::text::{SetLine, Typesetter};
use std::rc::Rc;

/// What a line is, for its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The article's title.
    Title,
    /// Its second headline.
    Subtitle,
    /// Author, date, category, views.
    Byline,
    /// The source's summary.
    Summary,
    /// A paragraph.
    Body,
    /// A heading within the article.
    Heading,
    /// A list item.
    Item,
    /// A quotation.
    Quote,
    /// Preformatted text.
    Code,
    /// A table row.
    Table,
    /// A row of a picture.
    Picture,
    /// The caption of a picture.
    Caption,
    /// A link to sound or film.
    Media,
    /// A rule.
    Rule,
    /// Heading of the card or the notice.
    Aside,
    /// The contact card.
    Card,
    /// The copyright notice.
    Notice,
    /// Previous and next article.
    Neighbour,
    /// White space.
    Blank,
}

/// One line of an article on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLine {
    /// What it is.
    pub role: Role,
    /// Its glyphs.
    pub line: SetLine,
    /// The words it was set from: block and part (list item, paragraph of a quote); words around the body have numbers that no
    /// block has.
    pub of: Option<(u32, u32)>,
    /// What stands in the place of glyphs.
    pub picture: Option<PictureRow>,
}

/// One row of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRow {
    /// The picture.
    pub raster: Rc<Raster>,
    /// Which of its rows.
    pub row: u16,
}

/// What is set, and what sets it.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// The document.
    pub article: &'a Article,
    /// Widths and typography.
    pub setter: &'a Typesetter<'a>,
}

/// A position: a piece and a line in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Anchor {
    /// Index of the piece.
    pub piece: usize,
    /// Line within the piece.
    pub line: usize,
}

/// An article, set as far as it has been looked at.
#[derive(Debug, Clone)]
pub struct Page {
    pieces: Vec<Piece>,
    set: Vec<Option<Rc<[PageLine]>>>,
    /// Pictures that are shown, by their block; few.
    pictures: Vec<(u32, Rc<Raster>)>,
    /// Characters before each piece, and of the whole at the end.
    before: Vec<u32>,
    setting: Setting,
}

impl Page {
    /// A page with nothing set yet.
    pub fn new(pieces: Vec<Piece>, setting: Setting) -> Self {
        let mut before = Vec::with_capacity(pieces.len() + 1);
        let mut sum = 0;
        for piece in &pieces {
            before.push(sum);
            sum += piece.weight();
        }
        before.push(sum);
        Self { set: vec![None; pieces.len()], pieces, pictures: Vec::new(), before, setting }
    }

    /// How it is set now.
    pub const fn setting(&self) -> Setting {
        self.setting
    }

    /// The lines of one piece.
    fn piece(&mut self, index: usize, matter: Matter) -> Rc<[PageLine]> {
        let Some(slot) = self.set.get_mut(index) else { return Rc::from([]) };
        if let Some(lines) = slot {
            return Rc::clone(lines);
        }
        let piece = self.pieces.get(index);
        let picture = piece.and_then(Piece::block).and_then(|block| {
            let found = self.pictures.iter().find(|(of, raster)| {
                // One that was made for a wider column is shown when it has been made anew.
                *of == block && raster.columns <= self.setting.columns
            });
            found.map(|(_, raster)| raster)
        });
        let lines = piece.map(|piece| piece.set(matter, self.setting, picture)).unwrap_or_default();
        let lines: Rc<[PageLine]> = lines.into();
        *slot = Some(Rc::clone(&lines));
        lines
    }

    /// Up to `rows` lines from `top`.
    pub fn visible(&mut self, top: Anchor, rows: u16, matter: Matter) -> Vec<PageLine> {
        let mut lines = Vec::with_capacity(usize::from(rows));
        let mut skip = top.line;
        for index in top.piece..self.pieces.len() {
            let piece = self.piece(index, matter);
            lines.extend(piece.iter().skip(skip).take(usize::from(rows) - lines.len()).cloned());
            skip = 0;
            if lines.len() >= usize::from(rows) {
                break;
            }
        }
        lines
    }

    /// The anchor `by` lines below (above where negative), not beyond the first line nor past where the last line stands at the bottom.
    pub fn moved(&mut self, from: Anchor, by: i32, rows: u16, matter: Matter) -> Anchor {
        if by < 0 {
            return self.up(from, by.unsigned_abs() as usize, matter);
        }
        let target = self.down(from, by as usize, matter);
        // Far from the end nothing behind needs to be set to know that.
        let last = self.last_top(rows, target, matter);
        last.map_or(target, |last| target.min(last)).max(from.min(target))
    }

    /// `top`, or higher if the end of the article would leave rows empty below it.
    pub fn no_lower(&mut self, top: Anchor, rows: u16, matter: Matter) -> Anchor {
        self.last_top(rows, top, matter).map_or(top, |last| top.min(last))
    }

    fn down(&mut self, from: Anchor, mut by: usize, matter: Matter) -> Anchor {
        let mut at = from;
        loop {
            let left = self.piece(at.piece, matter).len().saturating_sub(at.line);
            if by < left || at.piece + 1 >= self.pieces.len() {
                return Anchor { line: at.line + by.min(left.saturating_sub(1)), ..at };
            }
            by -= left;
            at = Anchor { piece: at.piece + 1, line: 0 };
        }
    }

    fn up(&mut self, from: Anchor, mut by: usize, matter: Matter) -> Anchor {
        let mut at = from;
        while by > at.line {
            if at.piece == 0 {
                return Anchor::default();
            }
            by -= at.line;
            let piece = at.piece - 1;
            at = Anchor { piece, line: self.piece(piece, matter).len() };
        }
        Anchor { line: at.line - by, ..at }
    }

    /// The lowest top of the screen, if it is not below `than` by a whole screen anyway.
    fn last_top(&mut self, rows: u16, than: Anchor, matter: Matter) -> Option<Anchor> {
        let mut left = usize::from(rows);
        let start = self.piece(than.piece, matter).len().saturating_sub(than.line);
        let mut below = start;
        for index in than.piece + 1..self.pieces.len() {
            if below >= left {
                return None;
            }
            below += self.piece(index, matter).len();
        }
        if below >= left {
            return None;
        }
        for index in (0..self.pieces.len()).rev() {
            let lines = self.piece(index, matter).len();
            if lines >= left {
                return Some(Anchor { piece: index, line: lines - left });
            }
            left -= lines;
        }
        Some(Anchor::default())
    }

    /// Top of the screen that shows the end.
    pub fn end(&mut self, rows: u16, matter: Matter) -> Anchor {
        let last = self.pieces.len().saturating_sub(1);
        let line = self.piece(last, matter).len().saturating_sub(1);
        self.last_top(rows, Anchor { piece: last, line }, matter).unwrap_or(Anchor { piece: last, line })
    }

    /// Whether the last line is within `rows` of `top`.
    pub fn shows_end(&mut self, top: Anchor, rows: u16, matter: Matter) -> bool {
        let mut room = usize::from(rows) + top.line;
        for index in top.piece..self.pieces.len() {
            let lines = self.piece(index, matter).len();
            if lines > room {
                return false;
            }
            room -= lines;
        }
        true
    }

    /// How much of the article stands above the bottom of a screen that begins at `top`, 0 to 100.
    pub fn percent(&mut self, top: Anchor, rows: u16, matter: Matter) -> u8 {
        if self.shows_end(top, rows, matter) {
            return 100;
        }
        let bottom = self.down(top, usize::from(rows), matter);
        let lines = self.piece(bottom.piece, matter).len().max(1) as u64;
        let weight = self.pieces.get(bottom.piece).map_or(0, Piece::weight);
        let before = u64::from(self.before.get(bottom.piece).copied().unwrap_or(0));
        let whole = u64::from(self.before.last().copied().unwrap_or(0)).max(1);
        let read = before + u64::from(weight) * bottom.line as u64 / lines;
        (read * 100 / whole).min(99) as u8
    }

    /// The place of the line at `top`, for keeping.
    pub fn bookmark(&mut self, top: Anchor, matter: Matter) -> Bookmark {
        let lines = self.piece(top.piece, matter);
        let shows = |line: &PageLine| Some((line.of.map_or(0, |(_, part)| part), line.line.source()?));
        let here = lines.get(top.line).and_then(shows).map(|(part, source)| (part, source.start));
        // Of what shows no words, as the space behind a paragraph, the end of the words above it is kept.
        let above =
            || lines.get(..top.line)?.iter().rev().find_map(shows).map(|(part, source)| (part, source.end));
        let (part, byte) = here.or_else(above).unwrap_or_default();
        let block = self.pieces.get(top.piece).and_then(Piece::block);
        let paragraph =
            block.and_then(|index| ParagraphKey::of(matter.article.body.blocks.get(index as usize)?));
        let Some(paragraph) = paragraph else {
            // Nothing to be known again by: the byline, a picture, the card. The place on this page, then.
            return Bookmark { block: top.piece as u32, paragraph: None, byte: top.line as u32 };
        };
        let start = block
            .and_then(|index| matter.article.body.blocks.get(index as usize))
            .map_or(0, |it| it.part_start(part));
        Bookmark { block: block.unwrap_or(0), paragraph: Some(paragraph), byte: start + byte }
    }

    /// The anchor of a kept place; the start where its paragraph is gone.
    pub fn anchor(&mut self, bookmark: Bookmark, matter: Matter) -> Anchor {
        let Some(paragraph) = bookmark.paragraph else {
            let piece = (bookmark.block as usize).min(self.pieces.len().saturating_sub(1));
            let last = self.piece(piece, matter).len().saturating_sub(1);
            return Anchor { piece, line: (bookmark.byte as usize).min(last) };
        };
        let is = |index: u32| {
            matter.article.body.blocks.get(index as usize).and_then(ParagraphKey::of) == Some(paragraph)
        };
        let count = matter.article.body.blocks.len() as u32;
        let found =
            if is(bookmark.block) { Some(bookmark.block) } else { (0..count).find(|index| is(*index)) };
        let piece = found.and_then(|block| self.pieces.iter().position(|piece| piece.block() == Some(block)));
        let Some((piece, block)) = piece.zip(found) else { return Anchor::default() };
        Anchor { piece, line: self.line_of(piece, block, bookmark.byte, matter) }
    }

    /// The line of a piece that shows a byte of a block's plain text, or of words around the body.
    fn line_of(&mut self, piece: usize, of: u32, byte: u32, matter: Matter) -> usize {
        let block = matter.article.body.blocks.get(of as usize);
        let (part, byte) = block.map_or((0, byte), |block| block.part_at(byte));
        let lines = self.piece(piece, matter);
        let is_of_part = |line: &PageLine| line.of == Some((of, part));
        // A line of a table shows bytes of several cells.
        let shows = |line: &PageLine| line.line.glyphs.iter().any(|glyph| glyph.source.contains(&byte));
        let is_above = |line: &PageLine| line.line.source().is_some_and(|source| source.end <= byte);
        let found = lines.iter().position(|line| is_of_part(line) && shows(line));
        // What no line shows lies below the words before it: the space behind them, or between two lines.
        let below =
            || lines.iter().rposition(|line| is_of_part(line) && is_above(line)).map(|above| above + 1);
        let found = found.or_else(below).or_else(|| lines.iter().position(is_of_part));
        found.unwrap_or(0).min(lines.len().saturating_sub(1))
    }

    /// Puts a piece in the place of the one of its kind; it is set anew where it says something else.
    pub fn rewrite(&mut self, piece: Piece) {
        let same_kind = |other: &Piece| std::mem::discriminant(other) == std::mem::discriminant(&piece);
        let Some(index) = self.pieces.iter().position(same_kind) else { return };
        if let (Some(old), Some(set)) = (self.pieces.get_mut(index), self.set.get_mut(index))
            && *old != piece
        {
            *old = piece;
            *set = None;
        }
    }

    /// Forgets what is set and will set anew for `setting`; the caller keeps its place by a bookmark.
    pub fn reset(&mut self, setting: Setting) {
        self.setting = setting;
        self.set.iter_mut().for_each(|slot| *slot = None);
    }

    /// Shows these pictures, by their block, and no others.
    pub fn illustrate(&mut self, pictures: Vec<(u32, Rc<Raster>)>) {
        let before = std::mem::replace(&mut self.pictures, pictures);
        for (piece, slot) in self.pieces.iter().zip(&mut self.set) {
            let changed = piece
                .block()
                .is_some_and(|block| before.iter().chain(&self.pictures).any(|(of, _)| *of == block));
            if changed {
                *slot = None;
            }
        }
    }

    /// Pictures that are shown, by their block.
    pub fn pictures(&self) -> &[(u32, Rc<Raster>)] {
        &self.pictures
    }

    /// The block at the top, for copying its words.
    pub fn block_at(&self, top: Anchor) -> Option<u32> {
        (top.piece..self.pieces.len()).find_map(|index| self.pieces.get(index)?.block())
    }

    /// All words that are shown, in reading order, each with its number.
    pub fn words(&self, article: &Article) -> impl Iterator<Item = (u32, String)> {
        self.pieces.iter().flat_map(|piece| piece.words(article, self.setting.asides))
    }

    /// Whether words stand at a place or below it.
    pub fn is_from(&self, top: Anchor, of: u32) -> bool {
        self.pieces.iter().skip(top.piece).any(|piece| piece.holds(of))
    }

    /// The line of a byte of a block's plain text, or of words around the body.
    pub fn anchor_of(&mut self, of: u32, byte: u32, matter: Matter) -> Anchor {
        let Some(piece) = self.pieces.iter().position(|piece| piece.holds(of)) else {
            return Anchor::default();
        };
        Anchor { piece, line: self.line_of(piece, of, byte, matter) }
    }
}
