//! The words of a Chinese text, by a dictionary and, for names it does not hold, by a model of how characters join.
//!
//! Both are jieba's. Loading them takes a sixth of a second and 32 MB, so nothing that a reader waits for may come
//! here: articles are cut into words when they come in. Search does not depend on it; see `fold` for what does.

use super::pinyin::initials;
use jieba_rs::Jieba;
use std::sync::LazyLock;

/// Characters of a word at most: what is longer is a sentence that nothing parted.
const LONGEST: usize = 8;

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Loads the dictionary, for whoever knows early that it will be needed.
pub fn warm() {
    LazyLock::force(&JIEBA);
}

/// Tells every word of two to eight characters that have a reading, and the words within longer words. `found` says
/// whether a word is new to it: of one that is not, the words within are not told again. `each_piece` is told all that the text is cut into. `folded` is folded text.
pub fn each<'t>(folded: &'t str, mut found: impl FnMut(&str) -> bool, mut each_piece: impl FnMut(&'t str)) {
    let jieba = &*JIEBA;
    for token in jieba.cut(folded, true) {
        let word = token.word;
        each_piece(word);
        let Some(length) = length(word) else { continue };
        if !found(word) {
            continue;
        }
        for shorter in 2..length.min(4) {
            for part in parts(word, shorter).filter(|part| jieba.has_word(part)) {
                found(part);
            }
        }
    }
}

/// Whether a name is a word that could be typed: two to eight characters that all have a reading.
pub fn is_word(name: &str) -> bool {
    length(name).is_some()
}

/// Characters of a word; `None` where it is none.
fn length(word: &str) -> Option<usize> {
    let length = word.chars().count();
    ((2..=LONGEST).contains(&length) && word.chars().all(|c| initials(c) != 0)).then_some(length)
}

/// Every run of so many characters.
fn parts(word: &str, characters: usize) -> impl Iterator<Item = &str> {
    let borders = || word.char_indices().map(|(at, _)| at).chain([word.len()]);
    borders().zip(borders().skip(characters)).filter_map(|(start, end)| word.get(start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let found = |word: &str| {
            let is_new = !words.iter().any(|known| known == word);
            words.push(word.to_owned());
            is_new
        };
        each(text, found, |_| ());
        words
    }

    #[test]
    fn words_and_what_they_are_made_of() {
        let found = words("镇江市经济开发区的招商项目，A股上市公司。");
        for word in ["镇江市", "镇江", "开发区", "招商", "项目", "上市公司", "上市", "公司"]
        {
            assert!(found.iter().any(|it| it == word), "{word} in {found:?}");
        }
        assert!(!found.iter().any(|it| it == "的" || it == "江市"), "{found:?}");
    }

    #[test]
    fn what_cannot_be_typed_is_no_word() {
        assert!(is_word("商会") && !is_word("会") && !is_word("A股") && !is_word("一二三四五六七八九"));
        assert_eq!(words(""), Vec::<String>::new());
        let again = words("镇江市的镇江市");
        assert_eq!(again.iter().filter(|it| *it == "镇江").count(), 1, "{again:?}");
    }
}
