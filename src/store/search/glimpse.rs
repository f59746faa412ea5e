//! Whether an article can hold a text at all, told from its rows as they are stored, without reading them.
//!
//! Candidates of a text with punctuation within are many and hits few: to take a document apart and fold it costs ten
//! times what looking through its bytes does. What stands in a text stands in its JSON too, except for what JSON
//! writes otherwise; the other way round it does not follow, so that what may hold a text is read all the same.

use crate::text::fold::{fold_char, unfolded};
use memchr::{memmem::Finder, memrchr};
use rusqlite::{Connection, OptionalExtension, Row, types::ValueRef};
use rustc_hash::FxHashMap;
use std::{cell::RefCell, rc::Rc};

/// What a look at the rows of an article tells of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It is nowhere.
    Nowhere,
    /// It may be there, or be a part of what JSON is made of.
    Somewhere,
    /// It stands in what is searched.
    InText,
}

/// Finds a folded text in texts that are not folded.
struct Glimpse {
    /// What stands before the character that is looked for, and what stands behind it.
    before: Vec<char>,
    behind: Vec<char>,
    /// Everything that folds to that character.
    forms: Vec<Finder<'static>>,
}

/// How each text that was asked for is found; made once for a search.
#[derive(Default)]
pub struct Glimpses(RefCell<FxHashMap<String, Rc<Option<Glimpse>>>>);

impl Glimpses {
    /// What can be told of an article and a needle without reading it.
    pub fn look(&self, connection: &Connection, id: i64, needle: &str) -> rusqlite::Result<Seen> {
        let known = self.0.borrow().get(needle).cloned();
        let glimpse = known.unwrap_or_else(|| {
            let made = Rc::new(Glimpse::of(needle));
            self.0.borrow_mut().insert(needle.to_owned(), Rc::clone(&made));
            made
        });
        match &*glimpse {
            Some(glimpse) => glimpse.look(connection, id),
            None => Ok(Seen::Somewhere),
        }
    }
}

/// Everything of an article that is searched: what is text through and through, what is JSON.
const STORED: &str = "
    SELECT a.title, a.author, a.source_name, b.blocks, b.about
    FROM article a LEFT JOIN body b ON b.article_id = a.id WHERE a.id = ?1";
const TEXTS: [usize; 3] = [0, 1, 2];
const BLOCKS: usize = 3;
const ABOUT: usize = 4;
/// What stands in a body before every text that is searched as it stands, but for the quote that opens it.
const KEY: &[u8] = b"\"t\":";
/// Bytes that JSON writes at most in place of one.
const ESCAPE: usize = 6;

impl Glimpse {
    /// For a needle; `None` when JSON may write it otherwise, or SQLite's text when it is damaged.
    fn of(needle: &str) -> Option<Self> {
        let is_odd = |c: char| {
            matches!(c, '"' | '\\' | char::REPLACEMENT_CHARACTER) || c.is_whitespace() || c.is_control()
        };
        if needle.is_empty() || needle.chars().any(is_odd) {
            return None;
        }
        let chars: Vec<char> = needle.chars().collect();
        // A letter is rarer than a mark, and a Chinese one than those of which JSON is made.
        let at = chars.iter().position(|c| c.is_alphabetic() && !c.is_ascii());
        let at = at.or_else(|| chars.iter().position(|c| c.is_alphanumeric())).unwrap_or_default();
        let (before, rest) = chars.split_at_checked(at)?;
        let (looked_for, behind) = rest.split_first()?;
        let finder = |form: char| Finder::new(form.encode_utf8(&mut [0; 4])).into_owned();
        Some(Self {
            before: before.iter().rev().copied().collect(),
            behind: behind.to_vec(),
            forms: unfolded(*looked_for).map(finder).collect(),
        })
    }

    /// What can be told of an article. What cannot be read may hold anything.
    fn look(&self, connection: &Connection, id: i64) -> rusqlite::Result<Seen> {
        let seen = connection.prepare_cached(STORED)?.query_row([id], |row| self.look_at(row)).optional()?;
        Ok(seen.unwrap_or(Seen::Somewhere))
    }

    fn look_at(&self, row: &Row<'_>) -> rusqlite::Result<Seen> {
        let mut seen = Seen::Nowhere;
        // The body first: there it mostly is.
        for column in [BLOCKS].into_iter().chain(TEXTS).chain([ABOUT]) {
            match row.get_ref(column)? {
                ValueRef::Null => {}
                ValueRef::Text(bytes) => {
                    let is_text = |at: usize| match column {
                        BLOCKS => is_in_text(bytes, at),
                        ABOUT => false,
                        _ => true,
                    };
                    for at in self.places(bytes) {
                        if is_text(at) {
                            return Ok(Seen::InText);
                        }
                        seen = Seen::Somewhere;
                    }
                }
                _ => seen = Seen::Somewhere,
            }
        }
        Ok(seen)
    }

    /// Where it begins in a text.
    fn places(&self, text: &[u8]) -> impl Iterator<Item = usize> {
        self.forms.iter().flat_map(move |form| {
            form.find_iter(text).filter_map(move |at| {
                let (before, rest) = text.split_at_checked(at)?;
                let behind = rest.get(form.needle().len()..)?;
                if !begins(behind, &self.behind) {
                    return None;
                }
                ends(before, &self.before)
            })
        })
    }
}

/// Whether the folds of the characters of a text begin with others.
fn begins(text: &[u8], with: &[char]) -> bool {
    let near = text.get(..with.len() * 4).unwrap_or(text);
    let valid = near.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mut chars = valid.chars().map(fold_char);
    with.iter().all(|c| chars.next() == Some(*c))
}

/// Where the characters begin whose folds are the last of a text, the last first.
fn ends(text: &[u8], with: &[char]) -> Option<usize> {
    with.iter().try_fold(text.len(), |end, c| {
        let text = text.get(..end)?;
        let start = text.iter().rposition(|byte| byte & 0xc0 != 0x80)?;
        let last = std::str::from_utf8(text.get(start..)?).ok()?;
        last.chars().map(fold_char).eq([*c]).then_some(start)
    })
}

/// Whether what begins here in a stored body stands in a text that is searched, and as it is written there: no key or address,
/// and no part of what stands for a line end. It does not go over a quote, so its end is where its beginning is.
fn is_in_text(body: &[u8], at: usize) -> bool {
    let before = body.get(..at).unwrap_or_default();
    let Some((key, text)) = memrchr(b'"', before).and_then(|quote| before.split_at_checked(quote)) else {
        return false;
    };
    let near = text.get(text.len().saturating_sub(ESCAPE)..).unwrap_or_default();
    key.ends_with(KEY) && !near.contains(&b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;
    use proptest::prelude::*;

    proptest! {
        /// Nothing that a scan of the folded text finds is missed, and in a text that is not JSON nothing else is found.
        #[test]
        fn it_finds_what_a_scan_finds(text in "[镇鎮江a1Ａ.．，,%％ 畫划]{0,30}", needle in "[镇鎮江aA1.，％划]{1,4}") {
            let glimpse = Glimpse::of(&fold(&needle)).unwrap();
            let held = fold(&text).contains(&fold(&needle));
            prop_assert_eq!(glimpse.places(text.as_bytes()).next().is_some(), held);
            let json = serde_json::to_string(&format!("{text}\"\\\n")).unwrap();
            prop_assert!(glimpse.places(json.as_bytes()).next().is_some() || !held);
        }
    }

    #[test]
    fn what_json_writes_otherwise_is_left_to_the_text() {
        for needle in ["说\"", "a b", "\\", "甲\n", "\u{1}"] {
            assert!(Glimpse::of(needle).is_none(), "{needle:?}");
        }
    }

    #[test]
    fn only_what_is_searched_as_it_stands_needs_no_reading() {
        let body = "{\"b\":[{\"k\":\"p\",\"t\":\"甲\\n，乙\\\"t\\\":\\\"丁\",\"s\":[{\"a\":\"丙\"}]}]}";
        let is_sure = |c: &str| is_in_text(body.as_bytes(), body.find(c).unwrap());
        assert_eq!(["甲", "，", "n", "丙", "丁"].map(is_sure), [true, false, false, false, false]);
    }
}
