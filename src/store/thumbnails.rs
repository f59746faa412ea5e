//! The thumbnails of an article, as they are kept; a library of an earlier format has none.

use super::schema::WITH_THUMBNAILS;
use super::{Library, StoreError, column};
use crate::news::{ArticleId, Thumbnail};

/// Thumbnails of an article that are read at most.
const MOST: i64 = 12;
/// Largest one that is read, bytes.
const LARGEST: i64 = 256 << 10;

impl Library {
    /// The thumbnails of an article, in the order of the text.
    pub fn thumbnails(&self, id: ArticleId) -> Result<Vec<Thumbnail>, StoreError> {
        if self.format() < WITH_THUMBNAILS {
            return Ok(Vec::new());
        }
        self.ask("reading thumbnails", |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT i.position, t.width, t.height, t.jpeg
                 FROM illustration i JOIN thumbnail t ON t.id = i.thumbnail_id
                 WHERE i.article_id = ?1 AND length(t.jpeg) <= ?2 ORDER BY i.position LIMIT ?3",
            )?;
            let rows = statement.query_map([id.0, LARGEST, MOST], |row| {
                let small = |index| column::count(row, index);
                Ok(Thumbnail {
                    block: u32::try_from(small(0)?).unwrap_or(u32::MAX),
                    width: u16::try_from(small(1)?).unwrap_or(0),
                    height: u16::try_from(small(2)?).unwrap_or(0),
                    jpeg: row.get_ref(3)?.as_blob().unwrap_or_default().to_vec(),
                })
            })?;
            rows.collect()
        })
    }
}
