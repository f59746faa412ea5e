//! What a command is called: by its name, by its line in the help, by other words that people have for it.
//!
//! The palette and the search of the help ask here; the words are in `assets/locale`, the table `synonym`.

use super::action::Action;
use crate::locale::Language;
use crate::text::pinyin::{self, Fit, Letters};
use std::cmp::Reverse;

impl Action {
    /// What it does, in a language.
    pub fn line(self, language: Language) -> &'static str {
        language.action(self.name()).unwrap_or_else(|| self.english())
    }

    /// Other words for it.
    fn synonyms(self, language: Language) -> impl Iterator<Item = &'static str> {
        language.synonyms(self.name()).split_whitespace()
    }

    /// Whether all of some words, in small letters, are said of it; Chinese ones may be given by their pinyin.
    pub(super) fn is_meant_by(self, typed: &str, language: Language) -> bool {
        let line = self.line(language).to_lowercase();
        typed.split_whitespace().all(|word| {
            self.name().contains(word)
                || pinyin::matches(&line, word)
                || self.english().to_lowercase().contains(word)
                || self.synonyms(language).any(|other| pinyin::matches(other, word))
        })
    }

    /// How far it is from what was typed, less being nearer: called just so, with a line or a word for it that begins so, a name
    /// or a line that has it, another word for it that has it, or only told of in the other language. What stands beside it is how
    /// well letters spell the Chinese.
    pub(super) fn farness(self, typed: &str, language: Language) -> (u8, Reverse<Option<Fit>>) {
        let line = self.line(language).to_lowercase();
        let begins = |part: &str| part.starts_with(typed);
        let spelled = pinyin::closest_within(&line, typed);
        let at_first = Letters::new(typed).and_then(|letters| letters.fit(&line));
        let tier = if self.name() == typed || self.synonyms(language).any(|word| word == typed) {
            0
        } else if begins(&line) || self.synonyms(language).any(begins) || at_first.is_some() {
            1
        } else if self.name().split('-').any(begins) {
            2
        } else if spelled.is_some() || has_word(&line, typed) {
            3
        } else if self.synonyms(language).any(|word| pinyin::matches(word, typed)) {
            4
        } else {
            5
        };
        let fit = if tier == 1 { at_first.map(|fit| Fit { whole: false, ..fit }) } else { spelled };
        (tier, Reverse(fit))
    }
}

/// Whether a line has what was typed: of letters, at the beginning of a word.
fn has_word(line: &str, typed: &str) -> bool {
    let parts_words = |c: char| !c.is_alphanumeric();
    if typed.is_ascii() {
        line.split(parts_words).any(|word| word.starts_with(typed))
    } else {
        line.contains(typed)
    }
}
