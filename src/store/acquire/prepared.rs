//! One article made ready for the library: everything that costs time and needs no database.
//!
//! Pure, so that any number of threads can do it while one writes. The words an index needs are the article's own;
//! see `indexes` for where search and kinship take part.

use super::{About, harmless::harmless};
use crate::news::identity::{self, Alias, Rank};
use crate::news::{Article, Block, Body};
use crate::store::{Plain, kinship, lexicon, search};
use crate::text::sanitize;
use std::cmp::Reverse;
use std::sync::Arc;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Characters of an excerpt.
const EXCERPT: usize = 150;
/// Characters of a first sentence that stands for a title.
const FIRST_SENTENCE: usize = 40;
/// Characters of the shortest paragraph by which a copy is recognised.
const PARAGRAPH: usize = 20;
/// Paragraphs by which a copy is recognised.
const PARAGRAPHS: usize = 4;
/// Version of the block format.
pub(super) const BLOCK_VERSION: i64 = 1;

/// Name of the source of articles that name none.
pub const UNNAMED: &str = "import";

/// Where articles come from, as the operator names it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Its name; identity by title and day holds within it.
    pub name: String,
    /// Address that its relative links are based on.
    pub base_url: Option<String>,
}

/// An article ready to be written.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The article, harmless and within limits.
    pub article: Article,
    /// The title that lists show.
    pub title: String,
    /// One line for lists.
    pub excerpt: String,
    /// Characters of the body's words.
    pub characters: u32,
    pub(super) source: Source,
    pub(super) aliases: Vec<Alias>,
    pub(super) title_hash: Option<i64>,
    pub(super) content_hash: i64,
    pub(super) blocks: String,
    pub(super) about: String,
    pub(super) paragraphs: Vec<ParagraphHash>,
    pub(super) contents: lexicon::Contents,
    pub(super) postings: Arc<search::Postings>,
    pub(super) cut: Arc<kinship::Cut>,
}

/// A paragraph by which copies are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ParagraphHash {
    pub hash: i64,
    pub characters: u32,
}

impl Prepared {
    /// Makes `article`, as `source` gave it, ready. Nothing of it is taken on trust.
    pub fn of(article: Article, source: &Source) -> Self {
        let article = harmless(article);
        let source = Source {
            name: sanitize::line(source.name.trim()).into_owned(),
            base_url: source.base_url.as_deref().map(|url| sanitize::line(url.trim()).into_owned()),
        };
        let blocks = json(&article.body);
        let about = json(&About::of(&article));
        let body = Plain::of(&article.body);
        let plain = body.text.as_str();
        let title = article.title.clone().unwrap_or_else(|| first_sentence(plain));
        let postings = Arc::new(search::prepare_with(&article, &title, &body));
        let contents = lexicon::contents(&article, &title, &body);
        Self {
            title,
            excerpt: excerpt(article.summary.as_deref(), plain),
            characters: plain.chars().filter(|c| !c.is_whitespace()).count() as u32,
            aliases: identity::aliases(&article, &source.name),
            title_hash: article.title.as_deref().and_then(|title| identity::title_hash(&source.name, title)),
            content_hash: content_hash(&article, &blocks, &about),
            paragraphs: paragraph_hashes(&article.body),
            postings,
            contents,
            cut: Arc::new(kinship::Cut::of(&article, &body)),
            blocks,
            about,
            source,
            article,
        }
    }
}

impl Prepared {
    /// Notes the hash of the bytes it was read from, where they do not name it themselves: the same bytes are the same
    /// article whatever its source is called this time, and whatever address it is given.
    #[must_use]
    pub fn read_from(mut self, fingerprint: Option<u64>) -> Self {
        self.aliases.extend(fingerprint.map(identity::bytes_alias));
        self
    }

    /// Takes its address for one that other articles have as well: it leads there, and does not say which article it is.
    #[must_use]
    pub fn not_named_by_address(mut self) -> Self {
        self.aliases.retain(|alias| alias.rank != Rank::Address);
        if self.aliases.is_empty() {
            self.aliases.push(identity::words_alias(&self.article, &self.source.name));
        }
        self
    }

    /// Whether nobody named its source: it is called after its host, or not at all.
    pub(super) fn is_of_no_named_source(&self) -> bool {
        let host = || self.article.url.as_deref().and_then(identity::host);
        let name = &self.source.name;
        name == UNNAMED || self.article.source_name.is_none() && host().as_ref() == Some(name)
    }
}

/// Serializing plain data to a string cannot fail; an empty text is refused by the reader if it ever did.
fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Of everything the source told but views and comments and when.
fn content_hash(article: &Article, blocks: &str, about: &str) -> i64 {
    let mut hash = Xxh3::new();
    let mut field = |text: &str| {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    for text in [&article.title, &article.author, &article.source_name, &article.url] {
        field(text.as_deref().unwrap_or("\0"));
    }
    field(&article.category_path.len().to_string());
    article.category_path.iter().for_each(|name| field(name));
    field(&article.published.map(|moment| moment.to_string()).unwrap_or_default());
    field(if article.pinned { "pinned" } else { "" });
    field(blocks);
    field(about);
    hash.digest() as i64
}

/// Hashes of the longest paragraphs, longest first, by their folded words.
fn paragraph_hashes(body: &Body) -> Vec<ParagraphHash> {
    let mut found: Vec<ParagraphHash> = body
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(words) => Some(identity::folded(&words.text)),
            _ => None,
        })
        .map(|words| (words.chars().count(), words))
        .filter(|(characters, _)| *characters >= PARAGRAPH)
        .map(|(characters, words)| ParagraphHash {
            hash: xxh3_64(words.as_bytes()) as i64,
            characters: characters as u32,
        })
        .collect();
    found.sort_by_key(|paragraph| (Reverse(paragraph.characters), paragraph.hash));
    found.dedup();
    found.truncate(PARAGRAPHS);
    found
}

/// The summary, or the first words, on one line.
fn excerpt(summary: Option<&str>, plain: &str) -> String {
    one_line(summary.unwrap_or(plain), EXCERPT)
}

fn first_sentence(plain: &str) -> String {
    let line = one_line(plain, EXCERPT);
    let end =
        line.char_indices().find(|(_, c)| matches!(c, '。' | '！' | '？')).map(|(at, c)| at + c.len_utf8());
    let sentence = end.and_then(|end| line.get(..end)).unwrap_or(&line);
    one_line(sentence.trim_end_matches('。'), FIRST_SENTENCE)
}

fn one_line(text: &str, characters: usize) -> String {
    let mut line = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        if count > 0 {
            line.push(' ');
            count += 1;
        }
        for c in word.chars() {
            if count >= characters {
                line.push('…');
                return line;
            }
            line.push(c);
            count += 1;
        }
    }
    line
}
