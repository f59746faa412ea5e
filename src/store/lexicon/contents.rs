//! Which words an article brings into the lexicon: made on any thread, noted by one.

use crate::news::Article;
use crate::text::{fold::fold, pinyin, words};

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
    let mut found: Vec<&str> = Vec::with_capacity(text.len() / 8);
    words::each(&text, |word| found.push(word));
    for name in &names {
        if words::is_word(name) {
            found.push(name);
        }
        words::each(name, |word| found.push(word));
    }
    let mut characters: Vec<char> = text.chars().chain(names.iter().flat_map(|name| name.chars())).collect();
    characters.sort_unstable();
    characters.dedup();
    characters.retain(|c| pinyin::initials(*c) != 0);
    found.sort_unstable();
    found.dedup();
    let mut words = String::with_capacity(found.iter().map(|word| word.len() + 1).sum::<usize>());
    for word in found {
        words.push_str(word);
        words.push('\n');
    }
    Contents { words, characters }
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
