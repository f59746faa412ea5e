//! Which words an article brings into the lexicon: made on any thread, noted by one.

use super::word::Word;
use crate::news::Article;
use crate::store::Plain;
use crate::text::{compounds::Compounds, distinct::Distinct, fold::fold, pinyin, words};
use rustc_hash::FxHashSet;

/// Words of an article of middling length, so that their set need not grow.
const USUAL: usize = 400;

/// The distinct words and characters of one article, folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    words: Vec<Word>,
    /// What may be words too, if other articles say so.
    compounds: Vec<Word>,
    characters: Vec<char>,
}

/// Makes the words of an article; `title` is the one that lists show, `body` the words of its body.
pub fn contents(article: &Article, title: &str, body: &Plain) -> Contents {
    let lines = [&article.subtitle, &article.summary].into_iter().flatten().map(String::as_str);
    let lines: Vec<String> = std::iter::once(title).chain(lines).map(fold).collect();
    let names = [&article.author, &article.editor, &article.source_name].into_iter().flatten();
    let names: Vec<String> =
        names.chain(&article.tags).chain(&article.category_path).map(|name| fold(name.trim())).collect();
    let mut seen = FxHashSet::with_capacity_and_hasher(USUAL, rustc_hash::FxBuildHasher);
    let mut note = |word: &str| Word::of(word).is_some_and(|word| seen.insert(word));
    let texts = || lines.iter().map(String::as_str).chain([body.folded.as_str()]);
    let mut pieces = Compounds::default();
    for text in texts() {
        words::each(text, &mut note, |piece| pieces.note(piece));
        pieces.end();
    }
    for name in &names {
        if words::is_word(name) {
            note(name);
        }
        words::each(name, &mut note, |_| ());
    }
    let mut characters = Distinct::default();
    let all = texts().chain(names.iter().map(String::as_str)).flat_map(str::chars);
    all.for_each(|c| characters.note(c));
    let mut characters = characters.take();
    characters.retain(|c| pinyin::initials(*c) != 0);
    let words: Vec<Word> = seen.into_iter().collect();
    let compounds = pieces.take().iter().filter_map(|it| Word::of(it)).collect();
    Contents { words, compounds, characters }
}

impl Contents {
    /// Each word of several characters once.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Each compound that it repeats once, its pieces parted.
    pub(super) fn compounds(&self) -> &[Word] {
        &self.compounds
    }

    /// Each character once.
    pub(super) fn characters(&self) -> &[char] {
        &self.characters
    }
}
