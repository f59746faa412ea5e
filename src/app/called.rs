//! What a command is called: by its name, by its line in the help, by other words that people have for it.
//!
//! The palette and the search of the help ask here; the words are in `assets/locale`, the table `synonym`.

use super::action::Action;
use crate::locale::Language;
use crate::text::pinyin;

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

    /// How far it is from what was typed: called just so, called so from the beginning on, with a name that has the word,
    /// or with a line that only tells of it.
    pub(super) fn farness(self, typed: &str, language: Language) -> u8 {
        let line = self.line(language).to_lowercase();
        let is_part = |part: &str| part.starts_with(typed);
        if self.name() == typed || self.synonyms(language).any(|word| word == typed) {
            0
        } else if line.starts_with(typed) || self.synonyms(language).any(is_part) {
            1
        } else if self.name().split('-').any(is_part) {
            2
        } else {
            3
        }
    }
}
