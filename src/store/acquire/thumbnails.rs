//! Thumbnails kept beside an article: each picture once, up to a cap for the whole library, moved along with the text.
//!
//! What a picture is and how its copy is made is the importer's business.

use super::{LibraryWriter, Prepared};
use crate::news::{ArticleId, Block, Body, Thumbnail};
use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension, params};
use xxhash_rust::xxh3::xxh3_64;

/// Bytes of all thumbnails of a library at most.
pub const ALBUM: u64 = 256 << 20;

/// What became of the thumbnails of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Illustrated {
    /// They are in the library now, or were before.
    pub kept: u64,
    /// The library holds as many as it may.
    pub over: u64,
}

impl LibraryWriter {
    /// Keeps thumbnails of an article that was just put in; none where the library has another text of it.
    pub fn illustrate(
        &mut self,
        id: ArticleId,
        prepared: &Prepared,
        thumbnails: &[Thumbnail],
    ) -> Result<Illustrated, StoreError> {
        if thumbnails.is_empty() {
            return Ok(Illustrated::default());
        }
        self.in_batch("keeping thumbnails", |writer, _| {
            let connection = &writer.connection;
            let same = connection
                .prepare_cached("SELECT 1 FROM body WHERE article_id = ?1 AND blocks = ?2")?
                .exists(params![id.0, prepared.blocks])?;
            let mut done = Illustrated::default();
            for thumbnail in thumbnails.iter().filter(|_| same) {
                let kept = keep(connection, id.0, thumbnail)?;
                done.kept += u64::from(kept);
                done.over += u64::from(!kept);
            }
            Ok(done)
        })
    }
}

/// Keeps one; `false` where there is no more room.
fn keep(connection: &Connection, article: i64, thumbnail: &Thumbnail) -> rusqlite::Result<bool> {
    let hash = xxh3_64(&thumbnail.jpeg) as i64;
    let known = connection
        .prepare_cached("SELECT id FROM thumbnail WHERE hash = ?1")?
        .query_row([hash], |row| row.get::<_, i64>(0))
        .optional()?;
    let id = match known {
        Some(id) => id,
        None => match add(connection, hash, thumbnail)? {
            Some(id) => id,
            None => return Ok(false),
        },
    };
    let before = connection
        .prepare_cached("SELECT thumbnail_id FROM illustration WHERE article_id = ?1 AND position = ?2")?
        .query_row([article, i64::from(thumbnail.block)], |row| row.get::<_, i64>(0))
        .optional()?;
    if before != Some(id) {
        place(connection, article, thumbnail.block, id)?;
        before.map_or(Ok(()), |before| drop_unused(connection, before))?;
    }
    Ok(true)
}

fn add(connection: &Connection, hash: i64, thumbnail: &Thumbnail) -> rusqlite::Result<Option<i64>> {
    let bytes = thumbnail.jpeg.len() as i64;
    let room = connection
        .prepare_cached("UPDATE album SET bytes = bytes + ?1 WHERE bytes + ?1 <= ?2")?
        .execute([bytes, ALBUM as i64])?;
    if room == 0 {
        return Ok(None);
    }
    connection
        .prepare_cached("INSERT INTO thumbnail (hash, width, height, jpeg) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![hash, thumbnail.width, thumbnail.height, thumbnail.jpeg])?;
    Ok(Some(connection.last_insert_rowid()))
}

fn place(connection: &Connection, article: i64, block: u32, thumbnail: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("REPLACE INTO illustration (article_id, position, thumbnail_id) VALUES (?1, ?2, ?3)")?
        .execute(params![article, block, thumbnail])?;
    Ok(())
}

/// Moves an article's thumbnails to where their pictures stand in its new text; those of pictures that are gone go.
pub(super) fn follow(connection: &Connection, article: i64, was: &Body, is: &Body) -> rusqlite::Result<()> {
    let placed: Vec<(u32, i64)> = connection
        .prepare_cached(
            "SELECT position, thumbnail_id FROM illustration WHERE article_id = ?1 ORDER BY position",
        )?
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if placed.is_empty() {
        return Ok(());
    }
    connection.prepare_cached("DELETE FROM illustration WHERE article_id = ?1")?.execute([article])?;
    let mut from = 0;
    for (position, thumbnail) in placed {
        let block = was.blocks.get(position as usize).filter(|block| matches!(block, Block::Image { .. }));
        // Pictures keep their order, so that two of one kind are not mistaken for each other.
        let found = block.and_then(|block| {
            let found = is.blocks.iter().skip(from).position(|other| other == block)?;
            Some(from + found)
        });
        match found {
            Some(found) => {
                place(connection, article, found as u32, thumbnail)?;
                from = found + 1;
            }
            None => drop_unused(connection, thumbnail)?,
        }
    }
    Ok(())
}

fn drop_unused(connection: &Connection, thumbnail: i64) -> rusqlite::Result<()> {
    let needed = connection
        .prepare_cached("SELECT 1 FROM illustration WHERE thumbnail_id = ?1 LIMIT 1")?
        .exists([thumbnail])?;
    if needed {
        return Ok(());
    }
    connection
        .prepare_cached(
            "UPDATE album SET bytes = bytes - (SELECT length(jpeg) FROM thumbnail WHERE id = ?1)",
        )?
        .execute([thumbnail])?;
    connection.prepare_cached("DELETE FROM thumbnail WHERE id = ?1")?.execute([thumbnail])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::Article;
    use crate::store::{Library, Source};

    fn article(blocks: Vec<Block>) -> Prepared {
        let article = Article {
            title: Some("图片新闻".to_owned()),
            url: Some("https://a.example/1".to_owned()),
            body: Body { blocks },
            ..Article::default()
        };
        Prepared::of(article, &Source { name: "某报".to_owned(), base_url: None })
    }

    fn words(words: &str) -> Block {
        Block::Paragraph(words.to_owned().into())
    }

    fn picture(name: &str) -> Block {
        Block::Image { alt: name.to_owned(), caption: String::new(), url: format!("img/{name}.jpg") }
    }

    fn thumbnail(block: u32, byte: u8) -> Thumbnail {
        Thumbnail { block, width: 40, height: 30, jpeg: vec![byte; 100] }
    }

    fn kept(path: &std::path::Path, id: ArticleId) -> Vec<(u32, u8)> {
        let found = Library::open(path).unwrap().thumbnails(id).unwrap();
        found.iter().map(|thumbnail| (thumbnail.block, thumbnail.jpeg[0])).collect()
    }

    fn bytes(writer: &LibraryWriter) -> i64 {
        writer.connection.query_row("SELECT bytes FROM album", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn thumbnails_stay_with_their_pictures_and_go_with_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let mut writer = LibraryWriter::open(&path).unwrap();
        writer.begin_run("test").unwrap();
        let first = article(vec![words("一段文字。"), picture("甲"), picture("乙"), words("又一段文字。")]);
        let put = writer.put(&first).unwrap();
        let shown = [thumbnail(1, 1), thumbnail(2, 2)];
        let done = writer.illustrate(put.id, &first, &shown).unwrap();
        assert_eq!(done, Illustrated { kept: 2, over: 0 });
        // Once more changes nothing.
        writer.illustrate(put.id, &first, &shown).unwrap();
        assert_eq!(bytes(&writer), 200);
        let second = article(vec![picture("乙"), words("改过的一段文字。"), picture("丙"), picture("丁")]);
        assert_eq!(writer.put(&second).unwrap().id, put.id);
        assert_eq!(bytes(&writer), 100);
        // Of a text that the library does not have, nothing is kept.
        assert_eq!(writer.illustrate(put.id, &first, &shown).unwrap(), Illustrated::default());
        // The same picture twice is kept once.
        writer.illustrate(put.id, &second, &[thumbnail(2, 7), thumbnail(3, 7)]).unwrap();
        assert_eq!(bytes(&writer), 200);
        writer.finish().unwrap();
        assert_eq!(kept(&path, put.id), [(0, 2), (2, 7), (3, 7)]);
    }

    #[test]
    fn a_full_album_takes_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = LibraryWriter::open(&folder.path().join("library.db")).unwrap();
        writer.begin_run("test").unwrap();
        let prepared = article(vec![picture("甲"), picture("乙")]);
        let put = writer.put(&prepared).unwrap();
        writer.connection.execute("UPDATE album SET bytes = ?1", [ALBUM as i64 - 150]).unwrap();
        let done = writer.illustrate(put.id, &prepared, &[thumbnail(0, 1), thumbnail(1, 2)]).unwrap();
        assert_eq!(done, Illustrated { kept: 1, over: 1 });
        writer.finish().unwrap();
    }
}
