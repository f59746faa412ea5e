//! How words and their counts are written down: length, word, count, one after the other.
//!
//! A count is a number of seven bits a byte, the lowest first, its sign in the lowest bit. A damaged part ends where
//! it stops making sense, and what stands before is used.

use rusqlite::{Connection, params, types::ValueRef};

/// Writes words down; none is longer than 255 bytes.
pub fn encode<C: Iterator<Item = char>>(words: impl Iterator<Item = (C, i64)>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4];
    for (word, count) in words {
        let start = bytes.len();
        bytes.push(0);
        word.for_each(|c| bytes.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes()));
        let length = u8::try_from(bytes.len() - start - 1);
        let (Ok(length), Some(first)) = (length, bytes.get_mut(start)) else {
            bytes.truncate(start);
            continue;
        };
        *first = length;
        let mut rest = ((count << 1) ^ (count >> 63)) as u64;
        while rest >= 0x80 {
            bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        bytes.push(rest as u8);
    }
    bytes
}

/// Reads them.
pub fn decode(part: &[u8]) -> impl Iterator<Item = (&str, i64)> {
    let mut rest = part;
    std::iter::from_fn(move || {
        let (&length, after) = rest.split_first()?;
        let (word, after) = after.split_at_checked(usize::from(length))?;
        let size = after.iter().position(|byte| *byte < 0x80)? + 1;
        let (digits, after) = after.split_at_checked(size).filter(|_| size <= 9)?;
        rest = after;
        let number = digits.iter().rev().fold(0_u64, |number, byte| number << 7 | u64::from(byte & 0x7f));
        let count = (number >> 1) as i64 ^ -((number & 1) as i64);
        Some((std::str::from_utf8(word).ok()?, count))
    })
}

/// The part of a letter that holds what was learnt; the others hold what was counted.
pub const LEARNT: i64 = 0;
/// Stands for a letter where compounds are counted, before it is known whether they are words.
pub const COMPOUNDS: u8 = 1;

/// All parts of a letter.
pub fn read(connection: &Connection, letter: u8) -> rusqlite::Result<Vec<Vec<u8>>> {
    read_from(connection, letter, LEARNT)
}

/// The parts of a letter that hold what was counted.
pub fn counted(connection: &Connection, letter: u8) -> rusqlite::Result<Vec<Vec<u8>>> {
    read_from(connection, letter, LEARNT + 1)
}

fn read_from(connection: &Connection, letter: u8, first: i64) -> rusqlite::Result<Vec<Vec<u8>>> {
    connection
        .prepare_cached("SELECT words FROM lexicon WHERE letter = ?1 AND part >= ?2 ORDER BY part")?
        .query_map(params![letter, first], |row| {
            Ok(match row.get_ref(0)? {
                ValueRef::Blob(bytes) => bytes.to_vec(),
                _ => Vec::new(),
            })
        })?
        .collect()
}
