//! Patterns that begin in any way, or at any character: each is looked for only where one of its words stands.
//!
//! In an automaton with the others, what leaves open how a line begins goes on beside all that may begin there, and its states
//! are many times as many.

use super::line::Words;
use crate::text::pattern::{Matcher, matcher};
use std::sync::OnceLock;

/// Words one of which each match of a pattern holds, and the pattern.
pub type Row = (&'static [&'static str], &'static str);

/// Such patterns, each compiled when one of its words is first seen.
pub struct Signs(Vec<(Row, OnceLock<Matcher>)>);

impl Signs {
    /// Those of a rule.
    pub fn of(rows: &[Row]) -> Self {
        Self(rows.iter().map(|row| (*row, OnceLock::new())).collect())
    }

    /// Whether a line holds one of them, in a part of it.
    pub fn stand(&self, line: &Words, part: &str) -> bool {
        let may = |(signs, _): &Row| line.has_any(signs);
        let is =
            |(row, known): &(Row, OnceLock<Matcher>)| known.get_or_init(|| matcher(row.1)).is_match(part);
        self.0.iter().any(|one| may(&one.0) && is(one))
    }
}

/// Whether one of some words begins behind no more than so many characters.
pub fn begins_within(text: &str, most: usize, words: &[&str]) -> bool {
    let behind = |at: usize| text.get(..at).is_some_and(|before| before.chars().count() <= most);
    words.iter().any(|word| text.find(word).is_some_and(behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dump::line::Line;

    #[test]
    fn a_pattern_is_found_where_its_word_is() {
        let signs = Signs::of(&[(&["版心"], "版心$"), (&["天头", "地脚"], "^.{2}(?:天头|地脚)")]);
        let stands = |text: &str| {
            let line = Line::read(text, 0).unwrap();
            signs.stand(&line, &line.folded)
        };
        assert!(stands("这是版心") && stands("一页天头") && stands("一页地脚"));
        assert!(!stands("版心在此") && !stands("天头") && !stands("订口"));
    }

    #[test]
    fn words_begin_behind_so_many_characters() {
        assert!(begins_within("一二版心", 2, &["订口", "版心"]) && begins_within("版心", 0, &["版心"]));
        assert!(!begins_within("一二三版心", 2, &["版心"]) && !begins_within("一二", 2, &["版心"]));
    }
}
