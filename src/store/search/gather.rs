//! Sorts the terms of a batch into one segment: by term, and for each term by article.
//!
//! A term of two characters and the place of its article in the batch make one number, so that sorting compares numbers
//! and nothing else. The few names are strings; they are sorted apart and joined on the way.

use super::{
    grams::{GRAM_BITS, Gram, sort_by_gram},
    postings::Postings,
    segment::{Segment, Writer},
};
use std::{iter::Peekable, ops::Range};

/// Bits of an article's place in the batch.
const PLACE_BITS: u32 = u64::BITS - GRAM_BITS;
/// What stands before every term in an FTS5 index without prefix indexes.
const MAIN: u8 = b'0';

/// The number in the middle of those of Chinese text: half of its characters have lower ones than 庸.
const MIDDLE: u64 = ('庸' as u64) << (GRAM_BITS / 2);

/// What changes for one article.
pub struct Changed<'a> {
    /// Its row.
    pub row: i64,
    /// Terms that are in the index.
    pub out: Option<&'a Postings>,
    /// Terms that are to be in it.
    pub into: Option<&'a Postings>,
}

/// A term of an article.
#[derive(Debug, Clone, Copy)]
struct Found {
    /// The term, and the place of the article in the batch.
    key: u64,
    /// Whether it goes.
    goes: bool,
    places: Places,
}

/// Where a term stands in an article: mostly so short that looking it up would take longer than carrying it along.
#[derive(Debug, Clone, Copy)]
enum Places {
    Short(u8, [u8; SHORT]),
    /// Number of the pair in the article's postings.
    Long(u32),
}

/// Bytes that are carried along, so that all that was found of a term has the size of two numbers.
const SHORT: usize = 5;

/// An article of a name: the term, the place of the article in the batch, what is written.
type Named<'a> = (&'a str, usize, Entry<'a>);

/// What is written for an article under a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry<'a> {
    /// An older segment has this term for this article.
    replaces: bool,
    places: &'a [u8],
}

/// What was found in a batch; kept from one to the next, because it is large.
#[derive(Debug, Default)]
pub struct Gathering {
    /// Terms below [`MIDDLE`].
    low: Vec<Found>,
    high: Vec<Found>,
}

impl Gathering {
    /// Makes the segment of a batch; `changed` by rising rows, at most 2 to the power of 22.
    pub fn segment(&mut self, changed: &[Changed<'_>]) -> Segment {
        self.find(changed);
        let mut names = names(changed).into_iter().peekable();
        let mut writer = Writer::default();
        let mut term = Vec::new();
        let mut open = None;
        for same in
            [&self.low, &self.high].into_iter().flat_map(|found| found.chunk_by(|a, b| a.key == b.key))
        {
            let Some(first) = same.first() else { continue };
            let number = first.key >> PLACE_BITS;
            if open != Some(number) {
                open = Some(number);
                spell(Gram::from_number(number), &mut term);
                write_names(&mut names, Some(&term), changed, &mut writer);
                writer.term(&term);
            }
            if let Some(article) = changed.get((first.key & ((1 << PLACE_BITS) - 1)) as usize) {
                write_entry(article, same, &mut writer);
            }
        }
        write_names(&mut names, None, changed, &mut writer);
        writer.finish()
    }

    /// All pairs of all articles, by term, then by article, then those that go first; cut in two, so that two processors
    /// sort them.
    fn find(&mut self, changed: &[Changed<'_>]) {
        let (low, high) = (&mut self.low, &mut self.high);
        std::thread::scope(|scope| {
            scope.spawn(|| find_within(changed, MIDDLE..u64::MAX, high));
            find_within(changed, 0..MIDDLE, low);
        });
    }
}

fn find_within(changed: &[Changed<'_>], numbers: Range<u64>, found: &mut Vec<Found>) {
    found.clear();
    let of = |postings: Option<&Postings>| postings.map_or(0, |postings| postings.range(&numbers).len());
    // Exactly: doubled as it grows, it would be the largest thing in memory.
    found.reserve_exact(changed.iter().map(|article| of(article.out) + of(article.into)).sum());
    for (place, article) in (0_u64..).zip(changed) {
        for (postings, goes) in [(article.out, true), (article.into, false)] {
            let Some(postings) = postings else { continue };
            found.extend(postings.range(&numbers).filter_map(|at| {
                let (gram, places) = postings.gram(at)?;
                let places = Places::of(places, at as u32);
                Some(Found { key: gram.number() << PLACE_BITS | place, goes, places })
            }));
        }
    }
    // They were found by article, what goes first: sorting by the pair alone keeps that.
    sort_by_gram(found, |found| found.key >> PLACE_BITS);
}

impl Places {
    fn of(places: &[u8], at: u32) -> Self {
        let mut short = [0; SHORT];
        match short.get_mut(..places.len()) {
            Some(bytes) => {
                bytes.copy_from_slice(places);
                Self::Short(places.len() as u8, short)
            }
            None => Self::Long(at),
        }
    }
}

/// Writes the one or two that were found for a term and an article.
fn write_entry(article: &Changed<'_>, found: &[Found], writer: &mut Writer) {
    let comes = found.iter().find(|found| !found.goes).map(|found| &found.places);
    let places = match comes {
        Some(Places::Short(length, bytes)) => bytes.get(..usize::from(*length)),
        Some(Places::Long(at)) => {
            article.into.and_then(|postings| postings.gram(*at as usize)).map(|(_, places)| places)
        }
        None => None,
    };
    writer.article(article.row as u64, found.iter().any(|found| found.goes), places.unwrap_or_default());
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
