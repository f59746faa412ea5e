//! Sorts the terms of a batch into one segment: by term, and for each term by article.
//!
//! A term of two characters and the place of its article in the batch make one number, so that sorting compares numbers
//! and nothing else. The few names are strings; they are sorted apart and joined on the way.

use super::{
    grams::{GRAM_BITS, Gram},
    postings::Postings,
    segment::{Segment, Writer},
};
use std::iter::Peekable;

/// Bits of an article's place in the batch.
const PLACE_BITS: u32 = u64::BITS - GRAM_BITS;
/// What stands before every term in an FTS5 index without prefix indexes.
const MAIN: u8 = b'0';

/// What changes for one article.
pub struct Changed<'a> {
    /// Its row.
    pub row: i64,
    /// Terms that are in the index.
    pub out: Option<&'a Postings>,
    /// Terms that are to be in it.
    pub into: Option<&'a Postings>,
}

/// Where an article's places for a term are.
#[derive(Clone, Copy)]
struct Found {
    /// The term, and the place of the article in the batch.
    key: u64,
    /// Number of the pair in the article's postings.
    at: u32,
    /// Whether in those that go.
    goes: bool,
}

/// An article of a name: the term, the place of the article in the batch, what is written.
type Named<'a> = (&'a str, usize, Entry<'a>);

/// What is written for an article under a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry<'a> {
    /// An older segment has this term for this article.
    replaces: bool,
    places: &'a [u8],
}

/// Makes the segment of a batch; `changed` by rising rows, at most 2 to the power of 22.
pub fn gather(changed: &[Changed<'_>]) -> Segment {
    let found = pairs(changed);
    let mut names = names(changed).into_iter().peekable();
    let mut writer = Writer::default();
    let mut term = Vec::new();
    let mut open = None;
    let mut rest = found.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take(2).take_while(|found| found.key == first.key).count();
        let number = first.key >> PLACE_BITS;
        if open != Some(number) {
            open = Some(number);
            spell(Gram::from_number(number), &mut term);
            write_names(&mut names, Some(&term), changed, &mut writer);
            writer.term(&term);
        }
        if let Some(article) = changed.get((first.key & ((1 << PLACE_BITS) - 1)) as usize) {
            let entry = entry(article, rest.get(..same).unwrap_or_default());
            writer.article(article.row as u64, entry.replaces, entry.places);
        }
        rest = rest.get(same..).unwrap_or_default();
    }
    write_names(&mut names, None, changed, &mut writer);
    writer.finish()
}

/// All pairs of all articles, by term, then by article, then those that go first.
fn pairs(changed: &[Changed<'_>]) -> Vec<Found> {
    let both = |article: &Changed<'_>| {
        [article.out, article.into].into_iter().flatten().map(|p| p.grams().len()).sum::<usize>()
    };
    let mut found = Vec::with_capacity(changed.iter().map(both).sum());
    for (place, article) in (0_u64..).zip(changed) {
        for (postings, goes) in [(article.out, true), (article.into, false)] {
            let Some(postings) = postings else { continue };
            found.extend((0_u32..).zip(postings.grams()).map(|(at, (gram, _))| Found {
                key: gram.number() << PLACE_BITS | place,
                at,
                goes,
            }));
        }
    }
    found.sort_unstable_by_key(|found| (found.key, !found.goes));
    found
}

/// What is written for the one or two that were found for a term and an article.
fn entry<'a>(article: &Changed<'a>, found: &[Found]) -> Entry<'a> {
    let comes = found.iter().find(|found| !found.goes);
    let places =
        comes.and_then(|found| article.into?.gram(found.at as usize)).map_or(&[][..], |(_, places)| places);
    Entry { replaces: found.iter().any(|found| found.goes), places }
}

fn spell(gram: Gram, term: &mut Vec<u8>) {
    term.clear();
    term.push(MAIN);
    let mut buffer = [0; 4];
    for c in gram.chars() {
        term.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
    }
}

fn names<'a>(changed: &[Changed<'a>]) -> Vec<Named<'a>> {
    let mut found: Vec<Named<'a>> = Vec::new();
    for (place, article) in changed.iter().enumerate() {
        let old: Vec<(&str, &[u8])> = article.out.into_iter().flat_map(Postings::names).collect();
        let new: Vec<(&str, &[u8])> = article.into.into_iter().flat_map(Postings::names).collect();
        for (name, places) in &new {
            let replaces = old.iter().any(|(other, _)| other == name);
            found.push((name, place, Entry { replaces, places }));
        }
        for (name, _) in old {
            if new.iter().all(|(other, _)| *other != name) {
                found.push((name, place, Entry { replaces: true, places: &[] }));
            }
        }
    }
    found.sort_unstable();
    found
}

/// Writes the names that come before a term, or all that are left.
fn write_names<'a>(
    names: &mut Peekable<impl Iterator<Item = Named<'a>>>,
    before: Option<&[u8]>,
    changed: &[Changed<'_>],
    writer: &mut Writer,
) {
    let mut open = None;
    // A pair is never a name: none is as long.
    let comes_first =
        |name: &str| before.is_none_or(|term| name.as_bytes() < term.get(1..).unwrap_or_default());
    while let Some((name, place, entry)) = names.next_if(|(name, ..)| comes_first(name)) {
        if open != Some(name) {
            open = Some(name);
            let term: Vec<u8> = std::iter::once(MAIN).chain(name.bytes()).collect();
            writer.term(&term);
        }
        if let Some(article) = changed.get(place) {
            writer.article(article.row as u64, entry.replaces, entry.places);
        }
    }
}
