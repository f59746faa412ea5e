//! What articles were read from, kept compressed in the library itself, so that better rules can read it again.
//!
//! Kept only when it is asked for: an edition with originals is several times as large.

use super::{Prepared, Put, Source, put::Filing, writer::LibraryWriter};
use crate::news::ArticleId;
use crate::store::StoreError;
use crate::store::error::OnFile;
use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use rusqlite::{Connection, OptionalExtension, params};
use std::io::{self, Read};

/// Largest original, bytes.
const LARGEST: u64 = 32 << 20;

/// An original, compressed (raw deflate); made on any thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    media_type: &'static str,
    deflated: Vec<u8>,
}

/// An original as it is kept, with what was known of it beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The article that was read from it.
    pub id: ArticleId,
    /// `text/html`, `text/plain` and so on.
    pub media_type: String,
    /// As they came in.
    pub bytes: Vec<u8>,
    /// Address of the page.
    pub url: Option<String>,
    /// When it was captured, Unix seconds.
    pub captured_at: Option<i64>,
    /// The source that the article belongs to.
    pub source: Source,
}

impl Kept {
    /// Compresses an original.
    pub fn of(media_type: &'static str, bytes: &[u8]) -> Self {
        let mut deflated = Vec::with_capacity(bytes.len() / 4);
        // Reading from memory cannot fail.
        let _ = DeflateEncoder::new(bytes, Compression::default()).read_to_end(&mut deflated);
        Self { media_type, deflated }
    }
}

impl LibraryWriter {
    /// Keeps what an article was read from, in place of what was kept before.
    pub fn keep(&mut self, id: ArticleId, kept: &Kept) -> Result<(), StoreError> {
        self.in_batch("keeping an original", |writer, _| {
            writer
                .connection
                .prepare_cached(
                    "REPLACE INTO original (article_id, media_type, deflated) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![id.0, kept.media_type, kept.deflated])
        })?;
        Ok(())
    }

    /// Keeps what an article was read from that was there before, if it has the text that was read now and nothing is kept
    /// of it yet.
    pub fn keep_of_unchanged(
        &mut self,
        id: ArticleId,
        prepared: &Prepared,
        kept: &Kept,
    ) -> Result<(), StoreError> {
        self.in_batch("keeping an original", |writer, _| {
            writer
                .connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO original (article_id, media_type, deflated)
                     SELECT article_id, ?2, ?3 FROM body WHERE article_id = ?1 AND blocks = ?4",
                )?
                .execute(params![id.0, kept.media_type, kept.deflated, prepared.blocks])
        })?;
        Ok(())
    }

    /// The first original of an article behind `after`; `None` at the end.
    pub fn next_original(&self, after: ArticleId) -> Result<Option<Original>, StoreError> {
        next(&self.connection, after.0).on(self.path(), "reading an original")
    }

    /// Puts an article in that was read anew from its original: whatever it is called now, it is the one it was.
    pub fn put_anew(&mut self, id: ArticleId, prepared: &Prepared) -> Result<Put, StoreError> {
        self.filed("writing an article", |filing: &mut Filing<'_>| filing.put_anew(id.0, prepared))
    }
}

fn next(connection: &Connection, after: i64) -> rusqlite::Result<Option<Original>> {
    let mut query = connection.prepare_cached(
        "SELECT o.article_id, o.media_type, o.deflated, a.url, a.captured, s.name, s.base_url
         FROM original o JOIN article a ON a.id = o.article_id JOIN source s ON s.id = a.source_id
         WHERE o.article_id > ?1 ORDER BY o.article_id LIMIT 1",
    )?;
    query
        .query_row([after], |row| {
            let deflated: Vec<u8> = row.get(2)?;
            Ok(Original {
                id: ArticleId(row.get(0)?),
                media_type: row.get(1)?,
                bytes: inflated(&deflated).map_err(|error| {
                    rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Blob, error.into())
                })?,
                url: row.get(3)?,
                captured_at: row.get(4)?,
                source: Source { name: row.get(5)?, base_url: row.get(6)? },
            })
        })
        .optional()
}

fn inflated(deflated: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    DeflateDecoder::new(deflated).take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::{Article, Block, Body};
    use crate::store::Outcome;

    fn prepared(title: &str, words: &str) -> Prepared {
        let body = Body { blocks: vec![Block::Paragraph(words.to_owned().into())] };
        let article = Article { title: Some(title.to_owned()), body, ..Article::default() };
        Prepared::of(article, &Source { name: "某报".to_owned(), base_url: None })
    }

    #[test]
    fn an_original_is_kept_and_read_anew_into_the_same_article() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = LibraryWriter::open(&folder.path().join("library.db")).unwrap();
        writer.begin_run("test").unwrap();
        let put = writer.put(&prepared("题目", "旧的规则读出的正文。")).unwrap();
        let page = "<p>页面</p>".repeat(100);
        writer.keep(put.id, &Kept::of("text/html", page.as_bytes())).unwrap();
        let original = writer.next_original(ArticleId(0)).unwrap().unwrap();
        assert_eq!((original.id, original.bytes.as_slice()), (put.id, page.as_bytes()));
        assert_eq!((original.media_type.as_str(), original.source.name.as_str()), ("text/html", "某报"));
        let anew = writer.put_anew(put.id, &prepared("更好的题目", "新的规则读出的正文。")).unwrap();
        assert_eq!((anew.id, anew.outcome), (put.id, Outcome::Updated));
        let same = writer.put_anew(put.id, &prepared("更好的题目", "新的规则读出的正文。")).unwrap();
        assert_eq!(same.outcome, Outcome::Unchanged);
        assert_eq!(writer.next_original(put.id).unwrap(), None);
        writer.finish().unwrap();
    }
}
