//! Whether an article can hold a text at all, told from its rows as they are stored, without reading them.
//!
//! Candidates of a text with punctuation within are many and hits few: to take a document apart and fold it costs ten
//! times what looking through its bytes does. What stands in a text stands in its JSON too, except for what JSON
//! writes otherwise; the other way round it does not follow, so that what may hold a text is read all the same.

use crate::text::fold::{fold_char, unfolded};
use rusqlite::{Connection, OptionalExtension, Row, types::ValueRef};
use rustc_hash::FxHashMap;
use std::{cell::RefCell, rc::Rc};

/// Finds a folded text in texts that are not folded.
struct Glimpse {
    /// What stands before the character that is looked for, and what stands behind it.
    before: Vec<char>,
    behind: Vec<char>,
    /// Everything that folds to that character.
    forms: Vec<char>,
}

/// How each text that was asked for is found; made once for a search.
#[derive(Default)]
pub struct Glimpses(RefCell<FxHashMap<String, Rc<Option<Glimpse>>>>);

impl Glimpses {
    /// Whether an article may hold a needle, as far as can be told without reading it.
    pub fn may_be_in(&self, connection: &Connection, id: i64, needle: &str) -> rusqlite::Result<bool> {
        let known = self.0.borrow().get(needle).cloned();
        let glimpse = known.unwrap_or_else(|| {
            let made = Rc::new(Glimpse::of(needle));
            self.0.borrow_mut().insert(needle.to_owned(), Rc::clone(&made));
            made
        });
        match &*glimpse {
            Some(glimpse) => glimpse.may_be_in(connection, id),
            None => Ok(true),
        }
    }
}

/// Everything of an article that is searched.
const STORED: &str = "
    SELECT a.title, a.author, a.source_name, b.blocks, b.about
    FROM article a LEFT JOIN body b ON b.article_id = a.id WHERE a.id = ?1";
const COLUMNS: usize = 5;

impl Glimpse {
    /// For a needle; `None` when JSON may write it otherwise.
    fn of(needle: &str) -> Option<Self> {
        if needle.is_empty()
            || needle.chars().any(|c| matches!(c, '"' | '\\') || c.is_whitespace() || c.is_control())
        {
            return None;
        }
        let chars: Vec<char> = needle.chars().collect();
        // A letter is rarer than a mark, and a Chinese one than those of which JSON is made.
        let at = chars.iter().position(|c| c.is_alphabetic() && !c.is_ascii());
        let at = at.or_else(|| chars.iter().position(|c| c.is_alphanumeric())).unwrap_or_default();
        let (before, rest) = chars.split_at_checked(at)?;
        let (looked_for, behind) = rest.split_first()?;
        Some(Self {
            before: before.iter().rev().copied().collect(),
            behind: behind.to_vec(),
            forms: unfolded(*looked_for).collect(),
        })
    }

    /// Whether an article may hold it. What cannot be read may.
    fn may_be_in(&self, connection: &Connection, id: i64) -> rusqlite::Result<bool> {
        let found =
            connection.prepare_cached(STORED)?.query_row([id], |row| self.is_in_row(row)).optional()?;
        Ok(found.unwrap_or(true))
    }

    fn is_in_row(&self, row: &Row<'_>) -> rusqlite::Result<bool> {
        for column in 0..COLUMNS {
            let may = match row.get_ref(column)? {
                ValueRef::Null => false,
                ValueRef::Text(bytes) => std::str::from_utf8(bytes).map_or(true, |text| self.is_in(text)),
                _ => true,
            };
            if may {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_in(&self, text: &str) -> bool {
        self.forms.iter().any(|form| {
            text.match_indices(*form).any(|(at, found)| {
                let before = text.get(..at).unwrap_or_default().chars().rev();
                let behind = text.get(at + found.len()..).unwrap_or_default().chars();
                begins(behind, &self.behind) && begins(before, &self.before)
            })
        })
    }
}

/// Whether the folds of some characters begin with others.
fn begins(chars: impl Iterator<Item = char>, with: &[char]) -> bool {
    let mut chars = chars.map(fold_char);
    with.iter().all(|c| chars.next() == Some(*c))
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
            prop_assert_eq!(glimpse.is_in(&text), fold(&text).contains(&fold(&needle)));
            let json = serde_json::to_string(&format!("{text}\"\\\n")).unwrap();
            prop_assert!(glimpse.is_in(&json) || !fold(&text).contains(&fold(&needle)));
        }
    }

    #[test]
    fn what_json_writes_otherwise_is_left_to_the_text() {
        for needle in ["说\"", "a b", "\\", "甲\n", "\u{1}"] {
            assert!(Glimpse::of(needle).is_none(), "{needle:?}");
        }
    }
}
