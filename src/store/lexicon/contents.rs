//! Which words an article brings into the lexicon: made on any thread, noted by one.

use crate::news::Article;
use crate::text::{distinct::Distinct, fold::fold, pinyin, words};
use rustc_hash::FxHashSet;

/// The distinct words and characters of one article, folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// Words, a line end after each.
    words: String,
    characters: Vec<char>,
}

/// Makes the words of an article; `title` is the one that lists show.
pub fn contents(article: &Article, title: &str) -> Contents {
    let mut text = fold(title);
    for line in [&article.subtitle, &article.summary].into_iter().flatten() {
        text.push('\n');
        text.push_str(&fold(line));
    }
    text.push('\n');
    text.push_str(&fold(&article.body.plain()));
    let names = [&article.author, &article.editor, &article.source_name].into_iter().flatten();
    let names: Vec<String> =
        names.chain(&article.tags).chain(&article.category_path).map(|name| fold(name.trim())).collect();
    let mut words = Words::default();
    words::each(&text, |word| words.note(word));
    for name in &names {
        if words::is_word(name) {
            words.note(name);
        }
        words::each(name, |word| words.note(word));
    }
    let mut seen = Distinct::default();
    text.chars().chain(names.iter().flat_map(|name| name.chars())).for_each(|c| seen.note(c));
    let mut characters = seen.take();
    characters.retain(|c| pinyin::initials(*c) != 0);
    words.joined.shrink_to_fit();
    Contents { words: words.joined, characters }
}

/// Words told so far, each once.
#[derive(Default)]
struct Words<'a> {
    seen: FxHashSet<&'a str>,
    joined: String,
}

impl<'a> Words<'a> {
    fn note(&mut self, word: &'a str) {
        if self.seen.insert(word) {
            self.joined.push_str(word);
            self.joined.push('\n');
        }
    }
}

impl Contents {
    /// Each word of several characters once.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.split_terminator('\n')
    }

    /// Each character once.
    pub(super) fn characters(&self) -> &[char] {
        &self.characters
    }
}
