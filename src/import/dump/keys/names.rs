//! Finds the names of keys in a line, letter-spaced or not, by their first characters.

use super::{KEYS, Key};
use std::cmp::Reverse;
use std::sync::LazyLock;

/// Most blanks between two letters of a name: `索   引   号`.
const SPACES: usize = 6;
/// Longest name that is letter-spaced, characters.
const SPACED: usize = 4;

/// All names of keys.
pub static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let of = |&(key, list): &(Key, &'static str)| list.split_whitespace().map(move |name| (name, key));
    let mut names: Vec<(&str, Key)> = KEYS.iter().flat_map(of).collect();
    // Of equal names the first stands.
    names.sort_by_key(|(name, _)| (name.chars().next(), Reverse(name.chars().count())));
    let lists = names.chunk_by(|(a, _), (b, _)| a.chars().next() == b.chars().next());
    Names(lists.filter_map(|list| Some((list.first()?.0.chars().next()?, list.to_vec()))).collect())
});

/// Names by their first character in order, of one character the longest first.
pub struct Names(Vec<(char, Vec<(&'static str, Key)>)>);

/// The name of a key in a text, bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The name, without blanks.
    pub name: &'static str,
    /// What it introduces.
    pub key: Key,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its mark.
    pub end: usize,
    /// The mark behind it: a colon, a bar, a slash or a blank.
    pub mark: char,
}

impl Names {
    /// The names that begin with a character.
    fn beginning(&self, first: char) -> &[(&'static str, Key)] {
        let at = self.0.binary_search_by_key(&first, |(first, _)| *first);
        at.ok().and_then(|at| self.0.get(at)).map_or(&[], |(_, names)| names)
    }

    /// Whether a word is one of them.
    pub fn holds(&self, word: &str) -> bool {
        word.chars().next().is_some_and(|first| self.beginning(first).iter().any(|(name, _)| *name == word))
    }

    /// The first name in a text with a mark behind it; of several that begin at one place, the longest.
    pub fn first(&self, text: &str) -> Option<Found> {
        text.char_indices().find_map(|(start, c)| {
            let names = self.beginning(c);
            let rest = text.get(start..)?;
            names.iter().find_map(|(name, key)| {
                let (end, mark) = marked(rest, behind(rest, name)?)?;
                Some(Found { name, key: *key, start, end: start + end, mark })
            })
        })
    }
}

/// The byte behind a name that a text begins with.
fn behind(text: &str, name: &str) -> Option<usize> {
    if text.starts_with(name) {
        return Some(name.len());
    }
    if name.is_ascii() || name.chars().count() > SPACED {
        return None;
    }
    let mut rest = text;
    for (at, letter) in name.chars().enumerate() {
        if at > 0 {
            let close = rest.trim_start_matches([' ', '\t']);
            rest = Some(close).filter(|close| rest.len() - close.len() <= SPACES)?;
        }
        rest = rest.strip_prefix(letter)?;
    }
    Some(text.len() - rest.len())
}

/// The mark behind a name that ends at a byte, a bracket before it or none, and the byte behind the mark.
fn marked(text: &str, at: usize) -> Option<(usize, char)> {
    let blank = [' ', '\t'];
    let rest = text.get(at..)?;
    let close = rest.trim_start_matches(blank);
    let inner = close.strip_prefix(['(', '（']).map_or(close, |inner| inner.trim_start_matches(blank));
    let of = |rest: &str| {
        let mark = rest.chars().next().filter(|c| matches!(c, ':' | '：' | '/' | '丨' | '|'))?;
        Some((text.len() - rest.len() + mark.len_utf8(), mark))
    };
    // Without any mark the last of the blanks is one, be it behind a bracket.
    let blank_before = |rest: &str| {
        let end = text.len() - rest.len();
        let last = text.get(at..end)?.chars().next_back().filter(|c| blank.contains(c))?;
        Some((end, last))
    };
    of(inner).or_else(|| blank_before(inner)).or_else(|| of(close)).or_else(|| blank_before(close))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_longest_name_with_a_mark_is_found() {
        for (text, expected) in [
            ("某某 信息来源：某报", Some(("信息来源", 7, 22, '：'))),
            ("来  源:某报", Some(("来源", 0, 9, ':'))),
            ("索 引 号\t|", Some(("索引号", 0, 13, '|'))),
            ("编辑 某甲", Some(("编辑", 0, 7, ' '))),
            ("编辑  (：某甲", Some(("编辑", 0, 12, '：'))),
            ("编辑 ( 某甲", Some(("编辑", 0, 9, ' '))),
            ("编辑 (某甲", Some(("编辑", 0, 7, ' '))),
            ("文/图 某甲", Some(("文/图", 0, 8, ' '))),
            ("浏览次数统计:8", None),
            ("来       源:某报", None),
            ("s o u r c e: x", None),
        ] {
            let found = NAMES.first(text).map(|found| (found.name, found.start, found.end, found.mark));
            assert_eq!(found, expected, "{text}");
        }
    }
}
