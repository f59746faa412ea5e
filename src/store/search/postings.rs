//! What an article brings into the index: made on any thread, written by one.
//!
//! Pure. Which terms a text becomes is in [`grams`](super::grams); which columns there are is in the schema; where a
//! term stands is written as FTS5 writes it, so that nothing is left to be done for an article but to sort its terms
//! in with those of others.

use super::{
    grams::{GRAM_BITS, Gram, each_gram, field_letter, sort_by_gram, spelled},
    singles::Single,
    varint,
};
use crate::{
    news::{Article, Block, Feature, query::Field},
    store::Plain,
    text::{distinct::Distinct, fold::fold_into},
};
use std::ops::Range;
use xxhash_rust::xxh3::Xxh3;

/// Seconds of a day, and by how many of them China is ahead.
const DAY: i64 = 86_400;
/// Columns of the index: `body title about author source meta`.
pub(super) const COLUMNS: usize = 6;
/// What a column is asked for by.
pub(super) const FIELDS: [Field; COLUMNS] =
    [Field::Any, Field::Title, Field::Any, Field::Author, Field::Source, Field::Any];
/// Bits of how many pairs were found before one, and how many are taken: more than the longest article has.
const NUMBER_BITS: u32 = u64::BITS - GRAM_BITS;
const MOST: usize = 1 << NUMBER_BITS;
/// Bytes of a text for each of its pairs, about.
const BYTES_OF_A_PAIR: usize = 4;
/// Longest name of a category or tag that is told from others, characters.
const LONGEST_NAME: usize = 200;

/// Terms of one article, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postings {
    /// Pairs, rising.
    grams: Vec<Gram>,
    /// Where the places of each pair end in `places`.
    ends: Vec<u32>,
    /// FTS5's lists of positions, one after the other.
    places: Vec<u8>,
    /// Terms of more than two characters, rising, with their places: names, and pairs of a field.
    names: Vec<(String, Vec<u8>)>,
    /// Terms of each column.
    pub(super) sizes: [u32; COLUMNS],
    /// Its distinct characters, and those of fields that are asked for apart; rising.
    pub(super) singles: Vec<Single>,
    /// Unix seconds.
    pub(super) published: Option<i64>,
    /// The paper or site it was taken from.
    pub(super) source_name: Option<String>,
    /// Of all terms.
    pub(super) checksum: i64,
}

/// Makes the terms of an article; `title` is the one that lists show.
pub fn prepare(article: &Article, title: &str) -> Postings {
    prepare_with(article, title, &Plain::of(&article.body))
}

/// The same where the words of the body are at hand.
pub fn prepare_with(article: &Article, title: &str, body: &Plain) -> Postings {
    let mut making = Making::with_room(body.folded.len() / BYTES_OF_A_PAIR);
    making.folded_column(&body.folded);
    making.column(std::iter::once(title).chain(article.subtitle.as_deref()));
    making.column(article.summary.as_deref().into_iter().chain(article.tags.iter().map(String::as_str)));
    making.column(article.author.as_deref().into_iter().chain(article.editor.as_deref()));
    making.column(article.source_name.as_deref().into_iter());
    making.names(names(article));
    making.postings(article)
}

impl Postings {
    /// Whether the index would not change if one took the place of the other.
    pub(super) fn same_terms(&self, other: &Self) -> bool {
        (&self.grams, &self.ends, &self.places) == (&other.grams, &other.ends, &other.places)
            && (&self.names, &self.singles) == (&other.names, &other.singles)
    }

    /// Which of its pairs have these numbers.
    pub(super) fn range(&self, numbers: &Range<u64>) -> Range<usize> {
        let before = |number: u64| self.grams.partition_point(|gram| gram.number() < number);
        before(numbers.start)..before(numbers.end)
    }

    /// Pair number `at`.
    pub(super) fn gram(&self, at: usize) -> Option<(Gram, &[u8])> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let places = self.places.get(start as usize..*self.ends.get(at)? as usize)?;
        Some((*self.grams.get(at)?, places))
    }

    /// Every name with its places, rising.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.names.iter().map(|(name, places)| (name.as_str(), places.as_slice()))
    }
}

/// The day of a second at China's time, in days since 1970-01-01.
pub(super) fn day_of(unix: i64) -> i32 {
    let day = (unix.saturating_add(i64::from(crate::news::moment::CHINA_OFFSET))).div_euclid(DAY);
    i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX })
}

/// Column after column, and the characters seen on the way.
#[derive(Default)]
struct Making {
    /// Pairs, each with how many were found before it, in one number, so that sorting them is quick.
    found: Vec<u64>,
    /// How many were found before each column.
    starts: Vec<u32>,
    /// Terms of more than two characters, each with its column and place.
    names: Vec<(String, (u8, u32))>,
    sizes: [u32; COLUMNS],
    columns: u8,
    seen: Distinct,
    singles: Vec<Single>,
}

impl Making {
    fn with_room(pairs: usize) -> Self {
        Self { found: Vec::with_capacity(pairs), ..Self::default() }
    }

    fn column<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        let mut folded = String::new();
        for line in lines {
            fold_into(line, &mut folded);
            folded.push('\n');
        }
        let field = FIELDS.get(usize::from(self.columns)).copied().unwrap_or_default();
        let letters = folded.chars().filter(|c| !c.is_whitespace());
        if field != Field::Any {
            self.singles.extend(letters.map(|c| Single::new(field, c)));
        }
        self.folded_column(&folded);
    }

    fn folded_column(&mut self, folded: &str) {
        folded.chars().for_each(|c| self.seen.note(c));
        self.starts.push(self.found.len() as u32);
        let mut size = 0;
        each_gram(folded, |gram| {
            if self.found.len() < MOST {
                self.found.push(gram.number() << NUMBER_BITS | self.found.len() as u64);
            }
            size += 1;
        });
        let field = FIELDS.get(usize::from(self.columns)).copied().unwrap_or_default();
        if let Some(letter) = field_letter(field) {
            self.pairs_of_field(letter, folded, &mut size);
        }
        self.end_column(size);
    }

    /// The pairs of a field once more, as its own terms, behind what it has.
    fn pairs_of_field(&mut self, letter: char, folded: &str, size: &mut u32) {
        let mut place = *size;
        each_gram(folded, |gram| {
            // In place of a break nothing stands.
            if gram.chars().nth(1).is_some() {
                let term = std::iter::once(letter).chain(gram.chars()).collect();
                self.names.push((term, (self.columns, place)));
                *size += 1;
            }
            place += 1;
        });
    }

    fn names(&mut self, mut names: Vec<String>) {
        let count = names.len() as u32;
        names.sort_unstable();
        names.dedup();
        let column = self.columns;
        self.names.extend((0..).zip(names).map(|(place, name)| (name, (column, place))));
        self.end_column(count);
    }

    fn end_column(&mut self, size: u32) {
        if let Some(total) = self.sizes.get_mut(usize::from(self.columns)) {
            *total = size;
        }
        self.columns += 1;
    }

    fn postings(mut self, article: &Article) -> Postings {
        sort_by_gram(&mut self.found, |found| found >> NUMBER_BITS);
        // Exactly: a batch's postings are kept until its end.
        let gram_of = |found: &u64| found >> NUMBER_BITS;
        let different = self.found.chunk_by(|one, next| gram_of(one) == gram_of(next)).count();
        let (mut grams, mut ends) = (Vec::with_capacity(different), Vec::with_capacity(different));
        let mut places = Vec::with_capacity(self.found.len() * 2);
        let mut writing = Places::default();
        for found in &self.found {
            let gram = Gram::from_number(found >> NUMBER_BITS);
            let number = (found & (MOST as u64 - 1)) as u32;
            let column = self.starts.partition_point(|start| *start <= number).saturating_sub(1);
            let place = number - self.starts.get(column).copied().unwrap_or_default();
            if grams.last() != Some(&gram) {
                if !grams.is_empty() {
                    ends.push(places.len() as u32);
                }
                grams.push(gram);
                writing = Places::default();
            }
            writing.push((column as u8, place), &mut places);
        }
        if !grams.is_empty() {
            ends.push(places.len() as u32);
        }
        let characters = self.seen.take();
        let anywhere = characters.iter().filter(|c| !c.is_whitespace());
        self.singles.extend(anywhere.map(|c| Single::new(Field::Any, *c)));
        self.singles.sort_unstable();
        self.singles.dedup();
        self.singles.shrink_to_fit();
        let mut postings = Postings {
            grams,
            ends,
            places,
            names: named(self.names),
            sizes: self.sizes,
            singles: self.singles,
            published: article.published.map(|moment| moment.unix),
            source_name: article.source_name.clone(),
            checksum: 0,
        };
        postings.checksum = checksum(&postings);
        postings
    }
}

/// Each term once, rising, with its places.
fn named(mut all: Vec<(String, (u8, u32))>) -> Vec<(String, Vec<u8>)> {
    all.sort_unstable();
    let mut named: Vec<(String, Vec<u8>)> = Vec::with_capacity(all.len());
    let mut writing = Places::default();
    for (name, place) in all {
        if named.last().is_none_or(|(last, _)| *last != name) {
            named.push((name, Vec::new()));
            writing = Places::default();
        }
        if let Some((_, places)) = named.last_mut() {
            writing.push(place, places);
        }
    }
    named
}

/// Writes a list of positions, or reads one: FTS5's "poslist" (sqlite.org/fts5.html, and the comments of its index).
#[derive(Default)]
pub(super) struct Places {
    column: u8,
    place: u32,
}

impl Places {
    /// Columns and places of a list.
    pub(super) fn read(bytes: &[u8]) -> impl Iterator<Item = (u8, u32)> {
        let mut rest = bytes;
        let mut at = Self::default();
        std::iter::from_fn(move || {
            let (mut step, mut after) = varint::pop(rest)?;
            if step == 1 {
                let (column, behind) = varint::pop(after)?;
                at = Self { column: column as u8, place: 0 };
                (step, after) = varint::pop(behind)?;
            }
            rest = after;
            at.place = at.place.wrapping_add((step as u32).wrapping_sub(2));
            Some((at.column, at.place))
        })
    }

    fn push(&mut self, (column, place): (u8, u32), bytes: &mut Vec<u8>) {
        if column != self.column {
            bytes.extend([1, column]);
            *self = Self { column, place: 0 };
        }
        varint::push(bytes, u64::from(place - self.place) + 2);
        self.place = place;
    }
}

fn checksum(postings: &Postings) -> i64 {
    let mut hash = Xxh3::new();
    for gram in &postings.grams {
        hash.update(&gram.number().to_le_bytes());
    }
    hash.update(&postings.places);
    for (name, places) in &postings.names {
        hash.update(name.as_bytes());
        hash.update(b"\n");
        hash.update(places);
    }
    for single in &postings.singles {
        hash.update(&single.number().to_le_bytes());
    }
    hash.digest() as i64
}

/// Terms for categories, tags and kinds of blocks.
fn names(article: &Article) -> Vec<String> {
    let path = &article.category_path;
    let mut names = Vec::new();
    for start in 0..path.len() {
        for end in start..path.len() {
            names.push(category_term(&path.get(start..=end).unwrap_or_default().join("/")));
        }
    }
    names.extend(article.tags.iter().map(|tag| tag_term(tag)));
    names.extend(features(article).map(feature_term));
    names
}

/// The term of a category by its name or path. Three characters or more, so it is never a pair.
pub(super) fn category_term(path: &str) -> String {
    named_term('c', path)
}

/// The term of a tag.
pub(super) fn tag_term(tag: &str) -> String {
    named_term('t', tag)
}

/// The term of a kind of block.
pub(super) fn feature_term(feature: Feature) -> String {
    named_term('h', feature.as_ref())
}

fn named_term(kind: char, name: &str) -> String {
    let mut folded = String::new();
    fold_into(name, &mut folded);
    [kind, ':'].into_iter().chain(folded.trim().chars().take(LONGEST_NAME)).map(spelled).collect()
}

/// What a query can ask a body for.
pub(super) fn features(article: &Article) -> impl Iterator<Item = Feature> {
    use strum::IntoEnumIterator;
    let blocks = &article.body.blocks;
    Feature::iter().filter(move |feature| blocks.iter().any(|block| shows(block, *feature)))
}

fn shows(block: &Block, feature: Feature) -> bool {
    match feature {
        Feature::Table => matches!(block, Block::Table { .. }),
        Feature::Image => matches!(block, Block::Image { .. }),
        Feature::List => matches!(block, Block::Bullets { .. } | Block::Numbered { .. }),
        Feature::Quote => matches!(block, Block::Quote { .. }),
        Feature::Code => matches!(block, Block::Preformatted { .. }),
        Feature::Media => matches!(block, Block::Media { .. }),
        Feature::Link => has_link(block),
    }
}

fn has_link(block: &Block) -> bool {
    use crate::news::{SpanStyle, Text};
    let linked = |text: &Text| text.spans.iter().any(|span| matches!(span.style, SpanStyle::Link(_)));
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => linked(text),
        Block::Bullets { items } | Block::Numbered { items, .. } => {
            items.iter().any(|item| linked(&item.text))
        }
        Block::Quote { paragraphs } => paragraphs.iter().any(linked),
        _ => false,
    }
}
