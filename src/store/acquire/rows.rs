//! The rows of one article: its own, its body, its aliases and paragraphs.
//!
//! Only the statements; what is written, and when, is decided in `put`.

use super::Prepared;
use super::prepared::{BLOCK_VERSION, ParagraphHash};
use super::shelves::Standing;
use crate::news::identity::Alias;
use rusqlite::{Connection, OptionalExtension, params};

/// What stands in an article's row beside what is prepared.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowFacts {
    pub source: i64,
    pub key: Alias,
    pub content_hash: i64,
    pub counted: Option<i64>,
    pub imported: i64,
    pub revision: u32,
}

/// Writes an article's row, a new one where `id` is `None`; returns its id.
pub(super) fn write_article(
    connection: &Connection,
    id: Option<i64>,
    prepared: &Prepared,
    standing: &Standing,
    facts: &RowFacts,
) -> rusqlite::Result<i64> {
    let article = &prepared.article;
    let figure = |count: Option<u64>| count.and_then(|count| i64::try_from(count).ok());
    connection
        .prepare_cached(
            "REPLACE INTO article (id, key, key_rank, source_id, category_id, title, title_hash, author, source_name,
                 published, published_prec, views, views_raw, comments, counted, url, excerpt, pinned, fidelity,
                 content_hash, characters, captured, imported, revision)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                 ?22, ?23, ?24)",
        )?
        .execute(params![
            id,
            facts.key.hash,
            facts.key.rank as u8,
            facts.source,
            standing.category.map(|category| category.0),
            prepared.title,
            prepared.title_hash,
            article.author,
            article.source_name,
            article.published.map(|moment| moment.unix),
            article.published.map(|moment| moment.precision as u8),
            figure(article.views),
            article.views_raw,
            figure(article.comments),
            facts.counted,
            article.url,
            prepared.excerpt,
            article.pinned,
            article.fidelity as u8,
            facts.content_hash,
            prepared.characters,
            article.captured_at,
            facts.imported,
            facts.revision,
        ])?;
    Ok(id.unwrap_or_else(|| connection.last_insert_rowid()))
}

/// Writes an article's body.
pub(super) fn write_body(connection: &Connection, id: i64, prepared: &Prepared) -> rusqlite::Result<()> {
    connection
        .prepare_cached("REPLACE INTO body (article_id, version, blocks, about) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, BLOCK_VERSION, prepared.blocks, prepared.about])?;
    Ok(())
}

/// The article that is known under `alias`.
pub(super) fn holder(connection: &Connection, alias: Alias) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT article_id FROM alias WHERE hash = ?1")?
        .query_row([alias.hash], |row| row.get(0))
        .optional()
}

/// Names an article; a name that another has is left to it.
pub(super) fn add_aliases(connection: &Connection, id: i64, aliases: &[Alias]) -> rusqlite::Result<()> {
    let mut insert =
        connection.prepare_cached("INSERT OR IGNORE INTO alias (hash, article_id) VALUES (?1, ?2)")?;
    aliases.iter().try_for_each(|alias| insert.execute([alias.hash, id]).map(drop))
}

/// Writes the paragraphs by which copies of an article are told, in place of those that were.
pub(super) fn write_paragraphs(
    connection: &Connection,
    id: i64,
    paragraphs: &[ParagraphHash],
) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM paragraph WHERE article_id = ?1")?.execute([id])?;
    let mut insert = connection
        .prepare_cached("INSERT INTO paragraph (article_id, hash, characters) VALUES (?1, ?2, ?3)")?;
    for paragraph in paragraphs {
        insert.execute(params![id, paragraph.hash, paragraph.characters])?;
    }
    Ok(())
}

/// Whether this very content of an article was replaced before.
pub(super) fn is_superseded(connection: &Connection, id: i64, content_hash: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM superseded WHERE article_id = ?1 AND content_hash = ?2")?
        .exists([id, content_hash])
}

/// Notes that `old` was replaced by `new`; the first text that was much changed is kept.
pub(super) fn supersede(
    connection: &Connection,
    id: i64,
    (old, new): (i64, i64),
    revision: u32,
    blocks: Option<&str>,
) -> rusqlite::Result<()> {
    let kept = connection
        .prepare_cached("SELECT 1 FROM superseded WHERE article_id = ?1 AND blocks IS NOT NULL")?
        .exists([id])?;
    connection
        .prepare_cached("DELETE FROM superseded WHERE article_id = ?1 AND content_hash = ?2")?
        .execute([id, new])?;
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO superseded (article_id, content_hash, revision, blocks) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![id, old, revision, blocks.filter(|_| !kept)])?;
    Ok(())
}
