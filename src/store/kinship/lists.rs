//! The list of articles near to each, as stored: candidates, from which reading chooses.

use crate::store::column;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Most entries of a list.
pub(super) const LONGEST: usize = 24;
/// Closeness that is stored as 255: a cosine of 1 and the same topic.
const FULL: f32 = 1.0 + crate::news::kin::TOPIC_WEIGHT;

/// What is near to one article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct NearList {
    /// The first article with the same report, when this is a copy.
    pub copy_of: Option<i64>,
    /// Nearest first.
    pub entries: Vec<Entry>,
}

/// An article in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub id: u32,
    /// 0 to 255.
    pub closeness: u8,
}

impl Entry {
    /// `None` for a row beyond 32 bits, which no library has.
    pub(super) fn new(id: i64, closeness: f32) -> Option<Self> {
        let closeness = (closeness / FULL * 255.0).round().clamp(0.0, 255.0) as u8;
        Some(Self { id: u32::try_from(id).ok()?, closeness })
    }
}

impl NearList {
    /// Puts an entry where it belongs, unless the list is full of nearer ones; says whether it was put in.
    pub(super) fn insert(&mut self, entry: Entry) -> bool {
        if self.entries.iter().any(|other| other.id == entry.id) {
            return false;
        }
        let at = self.entries.partition_point(|other| other.closeness >= entry.closeness);
        if at >= LONGEST {
            return false;
        }
        self.entries.insert(at, entry);
        self.entries.truncate(LONGEST);
        true
    }

    /// The rows of the entries.
    pub(super) fn ids(&self) -> impl Iterator<Item = i64> + '_ {
        self.entries.iter().map(|entry| i64::from(entry.id))
    }
}

/// The list of an article; `None` where it was not compared yet.
pub(super) fn load(connection: &Connection, id: i64) -> rusqlite::Result<Option<NearList>> {
    connection
        .prepare_cached("SELECT copy_of, list FROM near WHERE article_id = ?1")?
        .query_row([id], list)
        .optional()
}

fn list(row: &Row<'_>) -> rusqlite::Result<NearList> {
    let copy_of = column::optional_number(row, 0)?;
    let bytes = match row.get_ref(1)? {
        ValueRef::Blob(bytes) => bytes,
        _ => &[],
    };
    let (entries, _) = bytes.as_chunks::<5>();
    let entries = entries
        .iter()
        .take(LONGEST)
        .map(|[a, b, c, d, closeness]| Entry {
            id: u32::from_le_bytes([*a, *b, *c, *d]),
            closeness: *closeness,
        })
        .collect();
    Ok(NearList { copy_of, entries })
}

/// Writes the list of an article.
pub(super) fn store(connection: &Connection, id: i64, list: &NearList) -> rusqlite::Result<()> {
    let mut bytes = Vec::with_capacity(list.entries.len() * 5);
    for entry in &list.entries {
        bytes.extend_from_slice(&entry.id.to_le_bytes());
        bytes.push(entry.closeness);
    }
    connection
        .prepare_cached("REPLACE INTO near (article_id, copy_of, list) VALUES (?1, ?2, ?3)")?
        .execute(params![id, list.copy_of, bytes])?;
    Ok(())
}

/// Takes an article's list away, and the article from the lists of those that stand in it: mostly the same ones.
pub(super) fn remove(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    let Some(list) = load(connection, id)? else { return Ok(()) };
    connection.prepare_cached("DELETE FROM near WHERE article_id = ?1")?.execute([id])?;
    for other in list.ids() {
        let Some(mut theirs) = load(connection, other)? else { continue };
        let before = theirs.entries.len();
        theirs.entries.retain(|entry| i64::from(entry.id) != id);
        if theirs.entries.len() != before {
            store(connection, other, &theirs)?;
        }
    }
    Ok(())
}
