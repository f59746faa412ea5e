//! What an article brings into the index: made on any thread, written by one.
//!
//! Pure. Which terms a text becomes is in [`grams`](super::grams); which columns there are is in the schema.

use super::grams::{append_terms, spelled};
use crate::{
    news::{Article, Block, Feature},
    text::fold::fold_into,
};
use xxhash_rust::xxh3::Xxh3;

/// Seconds of a day, and by how many of them China is ahead.
const DAY: i64 = 86_400;

/// Terms of one article, as the columns of the index take them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postings {
    /// `body title about author source meta`, terms parted by blanks.
    pub(super) columns: [String; 6],
    /// Its distinct characters.
    pub(super) characters: Vec<char>,
    /// Unix seconds.
    pub(super) published: Option<i64>,
    /// The paper or site it was taken from.
    pub(super) source_name: Option<String>,
    /// Of all terms.
    pub(super) checksum: i64,
}

/// Makes the terms of an article; `title` is the one that lists show.
pub fn prepare(article: &Article, title: &str) -> Postings {
    let mut making = Making::default();
    let body = making.column(std::iter::once(article.body.plain().as_str()));
    let title = making.column(std::iter::once(title).chain(article.subtitle.as_deref()));
    let about =
        making.column(article.summary.as_deref().into_iter().chain(article.tags.iter().map(String::as_str)));
    let author = making.column(article.author.as_deref().into_iter().chain(article.editor.as_deref()));
    let source = making.column(article.source_name.as_deref().into_iter());
    let columns = [body, title, about, author, source, meta(article)];
    let characters = making.characters();
    let mut hash = Xxh3::new();
    for text in &columns {
        hash.update(text.as_bytes());
        hash.update(b"\n");
    }
    for c in &characters {
        hash.update(&u32::from(*c).to_le_bytes());
    }
    Postings {
        columns,
        characters,
        published: article.published.map(|moment| moment.unix),
        source_name: article.source_name.clone(),
        checksum: hash.digest() as i64,
    }
}

impl Postings {
    /// Whether the index would not change if one took the place of the other.
    pub(super) fn same_terms(&self, other: &Self) -> bool {
        self.columns == other.columns && self.characters == other.characters
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
    /// The column at work.
    folded: String,
    seen: Vec<char>,
}

impl Making {
    fn column<'a>(&mut self, lines: impl Iterator<Item = &'a str>) -> String {
        self.folded.clear();
        for line in lines {
            fold_into(line, &mut self.folded);
            self.folded.push('\n');
        }
        self.seen.extend(self.folded.chars());
        let mut terms = String::with_capacity(self.folded.len() * 7 / 3);
        append_terms(&self.folded, &mut terms);
        terms
    }

    fn characters(mut self) -> Vec<char> {
        self.seen.sort_unstable();
        self.seen.dedup();
        self.seen.retain(|c| !c.is_whitespace());
        self.seen
    }
}

/// Terms for categories, tags and kinds of blocks.
fn meta(article: &Article) -> String {
    let mut terms = String::new();
    let path = &article.category_path;
    for start in 0..path.len() {
        for end in start..path.len() {
            push_meta(&mut terms, &category_term(&path.get(start..=end).unwrap_or_default().join("/")));
        }
    }
    for tag in &article.tags {
        push_meta(&mut terms, &tag_term(tag));
    }
    for feature in features(article) {
        push_meta(&mut terms, &feature_term(feature));
    }
    terms
}

fn push_meta(terms: &mut String, term: &str) {
    terms.push_str(term);
    terms.push(' ');
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
    [kind, ':'].into_iter().chain(folded.trim().chars()).map(spelled).collect()
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
