//! Changes of state that a person makes and can take back.
//!
//! A change is narrowed to what it really changes before it is noted as a deed, so undoing it touches nothing else;
//! and undoing it is itself such a change, so it never overrides what another session did since.

use crate::news::ArticleKey;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

/// Deeds that are kept for undoing.
const DEEDS: i64 = 200;
/// Whose deeds those of sessions that have ended are.
const ENDED: i64 = 0;
/// Bytes of deeds that are kept for undoing.
const DEED_BYTES: i64 = 8 << 20;

/// A change of a person's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Read or unread.
    Read {
        /// Which articles.
        keys: Vec<ArticleKey>,
        /// To what.
        read: bool,
    },
    /// Starred or not.
    Star {
        /// Which articles.
        keys: Vec<ArticleKey>,
        /// To what.
        starred: bool,
    },
    /// A tag put on or taken off.
    Tag {
        /// Which articles.
        keys: Vec<ArticleKey>,
        /// Which tag.
        name: String,
        /// To what.
        on: bool,
    },
    /// A note written, or taken away.
    Note {
        /// On which article.
        key: ArticleKey,
        /// What it says.
        text: Option<String>,
    },
}

/// A change that was made, with what undoing it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Deed {
    change: Change,
    /// What a note said before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<String>,
}

impl Deed {
    fn inverse(&self) -> Change {
        match self.change.clone() {
            Change::Read { keys, read } => Change::Read { keys, read: !read },
            Change::Star { keys, starred } => Change::Star { keys, starred: !starred },
            Change::Tag { keys, name, on } => Change::Tag { keys, name, on: !on },
            Change::Note { key, .. } => Change::Note { key, text: self.before.clone() },
        }
    }
}

/// Which way through the deeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Undo,
    Redo,
}

/// Makes a change and notes it; `None` where it changed nothing.
pub(super) fn make(
    connection: &Connection,
    session: i64,
    change: &Change,
) -> rusqlite::Result<Option<Change>> {
    let before = match change {
        Change::Note { key, .. } => note(connection, *key)?,
        _ => None,
    };
    let Some(change) = carry_out(connection, change)? else { return Ok(None) };
    let deed = Deed { change, before };
    // What this session took back cannot be done again after something else was done.
    connection.prepare_cached("DELETE FROM deed WHERE session = ?1 AND undone = 1")?.execute([session])?;
    connection
        .prepare_cached("INSERT INTO deed (session, deed) VALUES (?1, ?2)")?
        .execute(params![session, serde_json::to_string(&deed).unwrap_or_default()])?;
    forget_oldest(connection)?;
    Ok(Some(deed.change))
}

/// Takes the last deed back, or makes the last one taken back again: this session's own, or where it has none, for
/// undoing, the last of those that have ended; never another's that is still at it. `None` where there is none.
pub(super) fn step(connection: &Connection, session: i64, way: Way) -> rusqlite::Result<Option<Change>> {
    loop {
        let Some((id, text)) = last(connection, session, way)? else { return Ok(None) };
        let Ok(deed) = serde_json::from_str::<Deed>(&text) else {
            connection.execute("DELETE FROM deed WHERE id = ?1", [id])?;
            continue;
        };
        let (change, undone) = match way {
            Way::Undo => (deed.inverse(), true),
            Way::Redo => (deed.change.clone(), false),
        };
        carry_out(connection, &change)?;
        connection
            .prepare_cached("UPDATE deed SET undone = ?2, session = ?3 WHERE id = ?1")?
            .execute(params![id, undone, session])?;
        return Ok(Some(deed.change));
    }
}

fn last(connection: &Connection, session: i64, way: Way) -> rusqlite::Result<Option<(i64, String)>> {
    let own = match way {
        Way::Undo => "SELECT id, deed FROM deed WHERE session = ?1 AND undone = 0 ORDER BY id DESC LIMIT 1",
        Way::Redo => "SELECT id, deed FROM deed WHERE session = ?1 AND undone = 1 ORDER BY id LIMIT 1",
    };
    let pair = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let found = connection.prepare_cached(own)?.query_row([session], pair).optional()?;
    if found.is_some() || way == Way::Redo {
        return Ok(found);
    }
    connection
        .prepare_cached(
            "SELECT id, deed FROM deed WHERE session = ?1 AND undone = 0 ORDER BY id DESC LIMIT 1",
        )?
        .query_row([ENDED], pair)
        .optional()
}

/// Leaves the deeds of a session that ends to the next one.
pub(super) fn leave_to_the_next(connection: &Connection, session: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE deed SET session = ?2 WHERE session = ?1 AND undone = 0")?
        .execute([session, ENDED])
        .map(drop)
}

fn forget_oldest(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM deed WHERE id <= (SELECT max(id) FROM deed) - ?1")?
        .execute([DEEDS])?;
    let bytes = "SELECT coalesce(sum(length(deed)), 0) FROM deed";
    while connection.prepare_cached(bytes)?.query_row([], |row| row.get::<_, i64>(0))? > DEED_BYTES {
        let gone = connection
            .prepare_cached(
                "DELETE FROM deed WHERE id = (SELECT min(id) FROM deed) AND id < (SELECT max(id) FROM deed)",
            )?
            .execute([])?;
        if gone == 0 {
            break;
        }
    }
    Ok(())
}

/// Writes a change; returns it narrowed to what was otherwise before.
fn carry_out(connection: &Connection, change: &Change) -> rusqlite::Result<Option<Change>> {
    let seq = super::next_number(connection)?;
    Ok(match change {
        Change::Read { keys, read } => {
            let sql = "INSERT INTO mark (key, read, seq) VALUES (?1, ?2, ?3)
                       ON CONFLICT (key) DO UPDATE SET read = ?2, seq = ?3 WHERE read <> ?2";
            some(flip(connection, sql, keys, (*read, seq))?).map(|keys| Change::Read { keys, read: *read })
        }
        Change::Star { keys, starred } => {
            let sql = "INSERT INTO mark (key, starred, seq) VALUES (?1, ?2, ?3)
                       ON CONFLICT (key) DO UPDATE SET starred = ?2, seq = ?3 WHERE starred <> ?2";
            let keys = some(flip(connection, sql, keys, (*starred, seq))?);
            keys.map(|keys| Change::Star { keys, starred: *starred })
        }
        Change::Tag { keys, name, on } => {
            let keys = some(tag(connection, keys, name, (*on, seq))?);
            keys.map(|keys| Change::Tag { keys, name: name.clone(), on: *on })
        }
        Change::Note { key, text } => {
            if note(connection, *key)? == *text {
                return Ok(None);
            }
            write_note(connection, *key, text.as_deref(), seq)?;
            Some(change.clone())
        }
    })
}

/// Sets a mark of each key; returns those of which it was otherwise. A mark that is not there is off.
fn flip(
    connection: &Connection,
    sql: &str,
    keys: &[ArticleKey],
    (on, seq): (bool, i64),
) -> rusqlite::Result<Vec<ArticleKey>> {
    let mut known = connection.prepare_cached("SELECT 1 FROM mark WHERE key = ?1")?;
    let mut set = connection.prepare_cached(sql)?;
    let mut flipped = Vec::with_capacity(keys.len());
    for key in keys {
        if !on && !known.exists([key.0])? {
            continue;
        }
        if set.execute(params![key.0, on, seq])? > 0 {
            flipped.push(*key);
        }
    }
    Ok(flipped)
}

fn tag(
    connection: &Connection,
    keys: &[ArticleKey],
    name: &str,
    (on, seq): (bool, i64),
) -> rusqlite::Result<Vec<ArticleKey>> {
    let mut flipped = Vec::new();
    for key in keys {
        let changed = if on {
            connection
                .prepare_cached("INSERT OR IGNORE INTO tag (name, key, seq) VALUES (?1, ?2, ?3)")?
                .execute(params![name, key.0, seq])?
        } else {
            connection
                .prepare_cached("DELETE FROM tag WHERE name = ?1 AND key = ?2")?
                .execute(params![name, key.0])?
        };
        if changed > 0 {
            flipped.push(*key);
        }
    }
    Ok(flipped)
}

fn write_note(
    connection: &Connection,
    key: ArticleKey,
    text: Option<&str>,
    seq: i64,
) -> rusqlite::Result<()> {
    match text {
        Some(text) => connection
            .prepare_cached("REPLACE INTO note (key, text, seq) VALUES (?1, ?2, ?3)")?
            .execute(params![key.0, text, seq])?,
        None => connection.prepare_cached("DELETE FROM note WHERE key = ?1")?.execute([key.0])?,
    };
    Ok(())
}

/// The note on an article.
pub(super) fn note(connection: &Connection, key: ArticleKey) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT text FROM note WHERE key = ?1")?
        .query_row([key.0], |row| crate::store::column::text(row, 0))
        .optional()
}

fn some(keys: Vec<ArticleKey>) -> Option<Vec<ArticleKey>> {
    (!keys.is_empty()).then_some(keys)
}
