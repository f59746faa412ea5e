//! Profiles as stored, and the state of the library's vocabulary.

use crate::news::kin::{Frequencies, Profile, Shingles, Signature, TopicVector, Topics};
use crate::store::column;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// What is known of the library's vocabulary, and when all of it was last looked at.
#[derive(Debug, Default)]
pub(super) struct State {
    pub frequencies: Frequencies,
    pub topics: Topics,
    /// Articles that the topics were learnt from and the signatures chosen by.
    pub learnt: u32,
}

impl State {
    pub(super) fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let value = |name: &str| state_value(connection, name);
        Ok(Self {
            frequencies: value("frequencies")?
                .map(|bytes| Frequencies::from_blob(&bytes))
                .unwrap_or_default(),
            topics: value("topics")?.map(|bytes| Topics::from_blob(&bytes)).unwrap_or_default(),
            learnt: value("learnt")?
                .and_then(|bytes| <[u8; 4]>::try_from(bytes).ok())
                .map_or(0, u32::from_le_bytes),
        })
    }

    pub(super) fn store(&self, connection: &Connection) -> rusqlite::Result<()> {
        let mut statement =
            connection.prepare_cached("REPLACE INTO kinship_state (name, value) VALUES (?1, ?2)")?;
        statement.execute(params!["frequencies", self.frequencies.to_blob()])?;
        statement.execute(params!["topics", self.topics.to_blob()])?;
        statement.execute(params!["learnt", self.learnt.to_le_bytes()])?;
        Ok(())
    }
}

fn state_value(connection: &Connection, name: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("SELECT value FROM kinship_state WHERE name = ?1")?
        .query_row([name], |row| Ok(blob(row, 0)?.to_vec()))
        .optional()
}

/// Bytes, of a column that may hold anything.
pub(super) fn blob<'a>(row: &'a Row<'_>, index: usize) -> rusqlite::Result<&'a [u8]> {
    Ok(match row.get_ref(index)? {
        ValueRef::Blob(bytes) => bytes,
        _ => &[],
    })
}

/// Writes what is known of the words of an article.
pub(super) fn store(
    connection: &Connection,
    id: i64,
    signature: &Signature,
    shingles: &Shingles,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "REPLACE INTO profile (article_id, signature, topic, shingles) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![id, signature.to_blob(), TopicVector::default().to_blob(), shingles.to_blob()])?;
    Ok(())
}

/// Writes where an article lies.
pub(super) fn store_topic(connection: &Connection, id: i64, topic: TopicVector) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE profile SET topic = ?2 WHERE article_id = ?1")?
        .execute(params![id, topic.to_blob()])?;
    Ok(())
}

/// The signature of an article and where it lies.
pub(super) fn signature(
    connection: &Connection,
    id: i64,
) -> rusqlite::Result<Option<(Signature, TopicVector)>> {
    connection
        .prepare_cached("SELECT signature, topic FROM profile WHERE article_id = ?1")?
        .query_row([id], |row| {
            Ok((Signature::from_blob(blob(row, 0)?), TopicVector::from_blob(blob(row, 1)?)))
        })
        .optional()
}

/// The sketch of an article's text.
pub(super) fn shingles(connection: &Connection, id: i64) -> rusqlite::Result<Option<Shingles>> {
    let found = connection
        .prepare_cached("SELECT shingles FROM profile WHERE article_id = ?1")?
        .query_row([id], |row| Ok(Shingles::from_blob(blob(row, 0)?)))
        .optional()?;
    Ok(found.flatten())
}

/// All of an article's profile; `None` where the article is gone or was not looked at yet.
pub(super) fn profile(connection: &Connection, id: i64) -> rusqlite::Result<Option<Profile>> {
    connection
        .prepare_cached(
            "SELECT p.signature, p.topic, p.shingles, a.published, a.category_id, a.source_id, n.copy_of
             FROM profile p JOIN article a ON a.id = p.article_id LEFT JOIN near n ON n.article_id = p.article_id
             WHERE p.article_id = ?1",
        )?
        .query_row([id], |row| {
            Ok(Profile {
                signature: Signature::from_blob(blob(row, 0)?),
                topic: TopicVector::from_blob(blob(row, 1)?),
                shingles: Shingles::from_blob(blob(row, 2)?),
                published: column::optional_number(row, 3)?,
                category: column::optional_number(row, 4)?,
                source: column::number(row, 5)?,
                row: id,
                report: column::optional_number(row, 6)?.unwrap_or(id),
            })
        })
        .optional()
}
