//! Finding words in the open article, over line ends and display changes.

use super::App;
use super::action::Action;
use super::message::Effect;
use crate::news::{Body, Direction, Query, Shelf};
use crate::text::Typesetter;
use crate::text::fold::{Folded, fold};
use std::ops::Range;

/// Every place of some words in the open article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// The words as typed.
    pub words: String,
    /// Block and bytes of its plain text, in reading order; the title and what else stands around the body have numbers
    /// that no block has.
    pub places: Vec<(u32, Range<u32>)>,
    /// The one that was gone to last.
    pub current: usize,
    /// They were looked for in the article; else what opened it was a search, and they go when the article is closed.
    pub asked: bool,
}

impl Hits {
    /// Finds all places of some words in what is shown, whatever their width, case or character form.
    pub fn of(words: &str, shown: impl Iterator<Item = (u32, String)>) -> Self {
        let needles = [fold(words)];
        let places = shown.flat_map(|(of, text)| places(of, &text, &needles)).collect();
        Self { words: words.to_owned(), places, current: 0, asked: false }
    }

    /// Finds all places of folded words in the body; `words` is how they were typed.
    pub fn of_all(words: &str, needles: &[String], body: &Body) -> Self {
        let blocks = body.blocks.iter().enumerate();
        let places =
            blocks.flat_map(|(index, block)| places(index as u32, &block.plain(), needles)).collect();
        Self { words: words.to_owned(), places, current: 0, asked: false }
    }
}

fn places(index: u32, text: &str, needles: &[String]) -> Vec<(u32, Range<u32>)> {
    let folded = Folded::new(text);
    let needles = needles.iter().filter(|needle| !needle.is_empty());
    let found = needles.flat_map(|needle| folded.find_all(needle));
    let mut places: Vec<(u32, Range<u32>)> =
        found.map(|range| (index, range.start as u32..range.end as u32)).collect();
    places.sort_by_key(|(_, range)| (range.start, range.end));
    places
}

impl App {
    /// Finds words in the open article and goes to the first place below the top of the screen.
    pub(super) fn find(&mut self, words: &str) -> Vec<Effect> {
        let Some(reading) = self.reading.as_ref() else { return Vec::new() };
        if words.is_empty() {
            self.hits = None;
            return Vec::new();
        }
        let mut hits = Hits::of(words, reading.words());
        if hits.places.is_empty() {
            self.hits = None;
            return self.tell(self.language.fill("notice.not-found", &[("words", words)]));
        }
        hits.current = hits.places.iter().position(|(of, _)| reading.is_from_top(*of)).unwrap_or(0);
        self.hits = Some(Hits { asked: true, ..hits });
        self.show_hit()
    }

    /// Marks what a search was for in an article that was opened from its results, and goes to the first place, unless
    /// that stands on the first screen.
    pub(super) fn find_searched(&mut self) -> Vec<Effect> {
        let Shelf::Search(words) = &self.headlines.selection.shelf else { return Vec::new() };
        let (Ok(query), Some(reading)) = (Query::parse(words, jiff::civil::Date::MAX), self.reading.as_ref())
        else {
            return Vec::new();
        };
        let needles: Vec<String> = query.terms().iter().map(|term| term.needle.clone()).collect();
        let hits = Hits::of_all(words, &needles, &reading.opened.article.body);
        let Some((block, range)) = hits.places.first() else { return Vec::new() };
        let (block, byte) = (*block, range.start);
        self.hits = Some(hits);
        let rows = self.article_rows();
        let typesetter = Typesetter::new(&self.profile, self.settings.typography);
        let begins = self.reading.as_mut().is_some_and(|it| it.begin_with(block, byte, rows, &typesetter));
        if begins { self.tell_hit() } else { self.show_hit() }
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
        self.tell_hit()
    }

    /// Says which of the places it is.
    fn tell_hit(&mut self) -> Vec<Effect> {
        let Some(hits) = self.hits.as_ref() else { return Vec::new() };
        let (n, total) = ((hits.current + 1).to_string(), hits.places.len().to_string());
        if hits.places.len() == 1 {
            return self.tell(self.language.say("notice.only-hit"));
        }
        let keys =
            [Action::NextUnread, Action::PreviousUnread].map(|action| self.keymap.hint(action)).join(" ");
        let words = self.language.fill("notice.hit", &[("n", &n), ("total", &total), ("keys", keys.trim())]);
        self.tell(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_whatever_the_case() {
        let shown = || [(0, "用SQLite存，ｓqlite 好".to_owned()), (7, String::new())].into_iter();
        let hits = Hits::of("SQLite", shown());
        assert_eq!(hits.places, vec![(0, 3..9), (0, 15..23)]);
        assert!(Hits::of("", shown()).places.is_empty());
    }
}
