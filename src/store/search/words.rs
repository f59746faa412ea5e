//! The words of a stored article for ranking and for showing hits, read without making the document of it.
//!
//! A page of hits is fifty articles, and relevance reads some more: with spans, notices and categories they would cost
//! several times what finding them does. What cannot be read this way is read as an article is.

use crate::{news::Body, store::record};
use rusqlite::{Connection, OptionalExtension, Row, types::ValueRef};
use serde::Deserialize;
use std::borrow::Cow;

/// The words of one article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// As lists show it.
    pub title: String,
    /// Plain text of the blocks, one after the other.
    text: String,
    /// Where each block ends in it.
    ends: Vec<usize>,
}

const STORED: &str =
    "SELECT a.title, b.blocks FROM article a LEFT JOIN body b ON b.article_id = a.id WHERE a.id = ?1";

/// A body as stored, in as much as it is words.
#[derive(Deserialize)]
struct StoredBody<'a> {
    #[serde(rename = "b", borrow)]
    blocks: Vec<StoredBlock<'a>>,
}

/// A block of any kind; see [`Block`](crate::news::Block) for which kind has what.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
struct StoredBlock<'a> {
    #[serde(rename = "k", borrow)]
    kind: Cow<'a, str>,
    #[serde(rename = "t", borrow, default)]
    text: Cow<'a, str>,
    #[serde(borrow, default)]
    items: Vec<StoredText<'a>>,
    #[serde(borrow, default)]
    paragraphs: Vec<StoredText<'a>>,
    #[serde(borrow, default)]
    rows: Vec<Vec<Cow<'a, str>>>,
    #[serde(borrow, default)]
    alt: Cow<'a, str>,
    #[serde(borrow, default)]
    caption: Cow<'a, str>,
    #[serde(borrow, default)]
    label: Cow<'a, str>,
}

#[derive(Deserialize)]
struct StoredText<'a> {
    #[serde(rename = "t", borrow)]
    text: Cow<'a, str>,
}

impl Words {
    /// Reads an article's words; `None` where there is no such article.
    pub fn read(connection: &Connection, id: i64) -> rusqlite::Result<Option<Self>> {
        let read = connection.prepare_cached(STORED)?.query_row([id], stored).optional()?;
        match read {
            Some(None) => {
                Ok(record::load(connection, id)?.map(|record| Self::of(record.title, &record.article.body)))
            }
            read => Ok(read.flatten()),
        }
    }

    /// The words of a document.
    pub fn of(title: String, body: &Body) -> Self {
        let mut words = Self { title, ..Self::default() };
        for block in &body.blocks {
            words.text.push_str(&block.plain());
            words.ends.push(words.text.len());
        }
        words
    }

    /// The plain text of each block, as [`Block::plain`](crate::news::Block::plain) makes it.
    pub fn blocks(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(start, end)| self.text.get(*start..*end).unwrap_or_default())
    }

    /// One of those.
    pub fn block(&self, index: usize) -> &str {
        self.blocks().nth(index).unwrap_or_default()
    }

    fn push(&mut self, block: &StoredBlock<'_>) {
        let start = self.text.len();
        let mut line = |text: &str| {
            if self.text.len() > start {
                self.text.push('\n');
            }
            self.text.push_str(text);
        };
        match block.kind.as_ref() {
            "ul" | "ol" => block.items.iter().for_each(|item| line(&item.text)),
            "quote" => block.paragraphs.iter().for_each(|text| line(&text.text)),
            // As `Block::plain` joins them, which parts empty rows too.
            "table" => {
                let rows = block.rows.iter().map(|row| row.join("\t"));
                self.text.push_str(&rows.collect::<Vec<_>>().join("\n"));
            }
            "img" => line(if block.caption.is_empty() { &block.alt } else { &block.caption }),
            "media" => line(&block.label),
            _ => line(&block.text),
        }
        self.ends.push(self.text.len());
    }
}

/// Inner `None`: not to be read this way.
fn stored(row: &Row<'_>) -> rusqlite::Result<Option<Words>> {
    let (title, body) = (row.get_ref(0)?, row.get_ref(1)?);
    let (Some(title), Some(body)) = (utf8(title), utf8(body)) else { return Ok(None) };
    let Ok(body) = serde_json::from_str::<StoredBody<'_>>(body) else { return Ok(None) };
    let length = body.blocks.iter().map(|block| block.text.len()).sum();
    let mut words = Words {
        title: title.to_owned(),
        text: String::with_capacity(length),
        ends: Vec::with_capacity(body.blocks.len()),
    };
    body.blocks.iter().for_each(|block| words.push(block));
    Ok(Some(words))
}

fn utf8(value: ValueRef<'_>) -> Option<&str> {
    match value {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::{Block, Item, Text};

    fn item(text: &str) -> Item {
        Item { depth: 1, text: text.into() }
    }

    #[test]
    fn the_words_are_those_of_the_document_whatever_its_blocks() {
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let caption = |alt: &str, caption: &str| Block::Image {
            alt: alt.into(),
            caption: caption.into(),
            url: "u".into(),
        };
        let body = Body {
            blocks: vec![
                Block::Paragraph("一段\n“引”\t\u{1}\\".into()),
                Block::Heading { level: 2, text: "小题".into() },
                Block::Bullets { items: vec![item(""), item("甲"), item("乙")] },
                Block::Numbered { start: 3, items: vec![item("丙"), item("")] },
                Block::Quote { paragraphs: vec![Text::from("话"), Text::from("又一句")] },
                Block::Preformatted { text: "a  b\nc".into() },
                Block::Table { rows: vec![cells(&["", ""]), cells(&[]), cells(&["1", "2"])], header: true },
                caption("字", ""),
                caption("字", "图说"),
                Block::Media { label: "听".into(), url: "u".into() },
                Block::Rule,
                Block::Paragraph("末".into()),
            ],
        };
        let json = serde_json::to_string(&body).unwrap();
        let connection = Connection::open_in_memory().unwrap();
        let words = connection.query_row("SELECT '题', ?1", [json], stored).unwrap().unwrap();
        assert_eq!(words, Words::of("题".into(), &body));
        let plain: Vec<String> = body.blocks.iter().map(Block::plain).collect();
        assert_eq!(words.blocks().collect::<Vec<_>>(), plain);
        assert_eq!(words.block(11), "末");
    }

    #[test]
    fn what_is_damaged_is_left_to_the_reader_of_articles() {
        let connection = Connection::open_in_memory().unwrap();
        for values in ["'题', NULL", "'题', '{\"b\":[{\"t\":1}]}'", "X'ff', '{\"b\":[]}'", "'题', '{\"b\":['"]
        {
            let sql = format!("SELECT {values}");
            assert_eq!(connection.query_row(&sql, [], stored).unwrap(), None, "{values}");
        }
    }
}
