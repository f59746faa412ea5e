//! Finding words in the open article, over line ends and display changes.

use super::App;
use super::message::Effect;
use crate::news::{Block, Body, Direction};
use crate::text::Typesetter;
use std::ops::Range;

/// Every place of some words in the open article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// The words as typed.
    pub words: String,
    /// Block and bytes of its plain text, in reading order.
    pub places: Vec<(u32, Range<u32>)>,
    /// The one that was gone to last.
    pub current: usize,
}

impl Hits {
    /// Finds all places.
    pub fn of(words: &str, body: &Body) -> Self {
        let needle: Vec<char> = words.chars().flat_map(char::to_lowercase).collect();
        let blocks = body.blocks.iter().enumerate();
        let places = blocks.flat_map(|(index, block)| places(index as u32, block, &needle)).collect();
        Self { words: words.to_owned(), places, current: 0 }
    }
}

fn places(index: u32, block: &Block, needle: &[char]) -> Vec<(u32, Range<u32>)> {
    let plain = block.plain();
    let haystack: Vec<(usize, char)> =
        plain.char_indices().map(|(at, c)| (at, c.to_lowercase().next().unwrap_or(c))).collect();
    if needle.is_empty() {
        return Vec::new();
    }
    let fits = |window: &&[(usize, char)]| window.iter().map(|(_, c)| c).eq(needle.iter());
    let found = haystack.windows(needle.len()).filter(fits).filter_map(|window| {
        let (first, (last, c)) = (window.first()?.0, *window.last()?);
        Some((index, first as u32..(last + c.len_utf8()) as u32))
    });
    found.collect()
}

impl App {
    /// Finds words in the open article and goes to the first place below the top of the screen.
    pub(super) fn find(&mut self, words: &str) -> Vec<Effect> {
        let Some(reading) = self.reading.as_ref() else { return Vec::new() };
        if words.is_empty() {
            self.hits = None;
            return Vec::new();
        }
        let mut hits = Hits::of(words, &reading.opened.article.body);
        if hits.places.is_empty() {
            self.hits = None;
            return self.tell(self.language.fill("notice.not-found", &[("words", words)]));
        }
        let top = reading.block().unwrap_or(0);
        hits.current = hits.places.iter().position(|(block, _)| *block >= top).unwrap_or(0);
        self.hits = Some(hits);
        self.show_hit()
    }

    /// The next or previous place, around the ends.
    pub(super) fn next_hit(&mut self, direction: Direction) -> Vec<Effect> {
        if let Some(hits) = self.hits.as_mut() {
            let count = hits.places.len().max(1);
            hits.current = match direction {
                Direction::Forward => (hits.current + 1) % count,
                Direction::Backward => (hits.current + count - 1) % count,
            };
        }
        self.show_hit()
    }

    fn show_hit(&mut self) -> Vec<Effect> {
        let rows = self.article_rows();
        let typesetter = Typesetter::new(&self.profile, self.settings.typography);
        let (Some(hits), Some(reading)) = (self.hits.as_ref(), self.reading.as_mut()) else {
            return Vec::new();
        };
        let Some((block, range)) = hits.places.get(hits.current) else { return Vec::new() };
        reading.show(*block, range.start, rows, &typesetter);
        let (n, total) = ((hits.current + 1).to_string(), hits.places.len().to_string());
        let words = self.language.fill("notice.hit", &[("n", &n), ("total", &total)]);
        self.tell(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_whatever_the_case() {
        let body = Body { blocks: vec![Block::Paragraph("用SQLite存，sqlite 好".into()), Block::Rule] };
        let hits = Hits::of("sqlite", &body);
        assert_eq!(hits.places, vec![(0, 3..9), (0, 15..21)]);
        assert!(Hits::of("", &body).places.is_empty());
    }
}
