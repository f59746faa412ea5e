//! Text of pairs of bytes in which one was lost or put in: only that one is broken, and not all pairs behind it.
//!
//! Between two bytes that belong to no pair the pairs are looked for anew, where a decoder finds them broken: of all ways
//! to leave bytes out the one that leaves the commonest characters, by the table of the scorer. Text that a decoder can
//! read is as it was.

use super::{SKIPPED, Table};
use encoding_rs::{Encoding, GB18030};

/// Decodes text that has broken pairs; what belongs to none stands as U+FFFD.
pub(super) fn decode(encoding: &'static Encoding, table: &Table, bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut whole = 0;
    let mut put = |from: usize, to: usize| {
        text.push_str(&encoding.decode_without_bom_handling(bytes.get(from..to).unwrap_or_default()).0);
    };
    let mut at = 0;
    let mut strays = Vec::new();
    for stretch in bytes.split_inclusive(|byte| parts(*byte)) {
        if encoding.decode_without_bom_handling_and_without_replacement(stretch).is_none() {
            strays.extend(broken(encoding, table, stretch).into_iter().map(|stray| at + stray));
        }
        at += stretch.len();
    }
    for stray in strays {
        // Those that touch are what is left of one character.
        let first = whole < stray || stray == 0;
        put(whole, stray);
        put(stray, stray + usize::from(first));
        whole = stray + 1;
    }
    put(whole, bytes.len());
    text
}

/// A byte that is never one of a character's bytes, but a character.
const fn parts(byte: u8) -> bool {
    matches!(byte, 0..=0x2f | 0x3a..=0x3f)
}

/// The bytes that belong to no character, in order.
fn broken(encoding: &'static Encoding, table: &Table, stretch: &[u8]) -> Vec<usize> {
    // Points of the best way to here, and to each of the three bytes before; the bytes of its last character.
    let mut best = [0, i32::MIN / 2, i32::MIN / 2, i32::MIN / 2];
    let mut steps: Vec<u8> = Vec::with_capacity(stretch.len());
    for (at, byte) in stretch.iter().enumerate() {
        let last = |count: usize| (at + 1).checked_sub(count).and_then(|from| stretch.get(from..=at));
        let single = (best[0] + if byte.is_ascii() { 0 } else { SKIPPED }, 1);
        let pair = last(2).and_then(|pair| table.points(pair)).map(|points| (best[1] + points, 2));
        let four = last(4).filter(|four| encoding == GB18030 && is_four(four)).map(|_| (best[3], 4));
        let (points, step) = [Some(single), pair, four].into_iter().flatten().max().unwrap_or(single);
        best = [points, best[0], best[1], best[2]];
        steps.push(step);
    }
    let mut strays = Vec::new();
    let mut end = stretch.len();
    while let Some((step, before)) = end.checked_sub(1).and_then(|at| Some((*steps.get(at)?, at))) {
        if step == 1 && stretch.get(before).is_some_and(|byte| !byte.is_ascii()) {
            strays.push(before);
        }
        end -= usize::from(step);
    }
    strays.reverse();
    strays
}

/// A character of four bytes, of GB 18030.
const fn is_four(bytes: &[u8]) -> bool {
    matches!(bytes, [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe, b'0'..=b'9'])
}
