//! Taking over what can be read of a desk that cannot be used: table by table, row by row.

use super::Marks;
use super::home::Opened;
use crate::store::{place_on_disk, schema};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// What is worth taking over, and the columns by which a row is told and kept.
const TABLES: [(&str, &[&str]); 10] = [
    ("counter", &["value"]),
    ("mark", &["key", "read", "starred", "seq"]),
    ("tag", &["name", "key", "seq"]),
    ("note", &["key", "text", "seq"]),
    ("bookmark", &["key", "block", "paragraph", "byte", "seq"]),
    ("history", &["key", "seq", "at"]),
    ("place", &["name", "place"]),
    ("setting", &["name", "value"]),
    ("search", &["words", "seq", "saved"]),
    ("deed", &["id", "session", "deed", "undone"]),
];

/// An empty desk in memory.
pub(super) fn empty() -> Connection {
    let made = Connection::open_in_memory().and_then(|mut connection| {
        schema::DESK.migrate(&mut connection)?;
        Ok(connection)
    });
    made.unwrap_or_else(|error| no_memory(&error))
}

#[expect(clippy::panic, reason = "an empty database in memory fails only when there is no memory left")]
fn no_memory(error: &rusqlite::Error) -> Connection {
    panic!("no memory for an empty desk: {error}")
}

/// A copy in memory of what can be read of an open desk.
pub(super) fn copy(desk: &Connection) -> rusqlite::Result<Opened> {
    let connection = empty();
    take_over(desk, &connection)?;
    let mut marks = Marks::default();
    marks.follow(&connection)?;
    Ok(Opened { connection, marks })
}

/// Takes over what can be read of the file at `path`; returns the rows.
pub(super) fn from_file(path: &Path, into: &Connection) -> u64 {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let readable = |from: &Connection| from.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    let open = Connection::open_with_flags(path, flags).and_then(|from| readable(&from).map(|()| from));
    // Where its folder may not be written, a write-ahead log cannot be set up even for reading.
    let uri = place_on_disk::resting_uri(path);
    let open = open.or_else(|_| Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI));
    open.and_then(|from| take_over(&from, into)).unwrap_or_default()
}

fn take_over(from: &Connection, into: &Connection) -> rusqlite::Result<u64> {
    into.execute_batch("BEGIN IMMEDIATE")?;
    // A table that cannot be read is left out; the others are not.
    let taken = TABLES
        .iter()
        .map(|(table, columns)| take_table(from, into, table, columns).unwrap_or_default())
        .sum();
    into.execute_batch("COMMIT")?;
    Ok(taken)
}

/// The rows of one table, from its beginning, and where that breaks off also from its end.
fn take_table(from: &Connection, into: &Connection, table: &str, columns: &[&str]) -> rusqlite::Result<u64> {
    let names = columns.join(", ");
    if table == "counter" {
        let value: i64 = from.query_row("SELECT max(value) FROM counter", [], |row| row.get(0))?;
        into.execute("UPDATE counter SET value = max(value, ?1)", [value])?;
        return Ok(0);
    }
    let first = columns.first().copied().unwrap_or_default();
    let places = vec!["?"; columns.len()].join(", ");
    let insert = format!("INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})");
    let mut taken = 0;
    for direction in ["", "DESC"] {
        let select = format!("SELECT {names} FROM {table} ORDER BY {first} {direction}");
        let (rows, whole) = take_rows((from, &select), (into, &insert), columns.len());
        taken += rows;
        if whole {
            break;
        }
    }
    Ok(taken)
}

/// How many rows were new, and whether all were read.
fn take_rows(
    (from, select): (&Connection, &str),
    (into, insert): (&Connection, &str),
    columns: usize,
) -> (u64, bool) {
    let (Ok(mut select), Ok(mut insert)) = (from.prepare(select), into.prepare(insert)) else {
        return (0, false);
    };
    let Ok(mut rows) = select.query([]) else { return (0, false) };
    let mut taken = 0;
    loop {
        match rows.next() {
            Ok(Some(row)) => {
                let values: rusqlite::Result<Vec<Value>> = (0..columns).map(|index| row.get(index)).collect();
                // A row that does not fit, or has a text that is none, is left out.
                let added = values.and_then(|values| insert.execute(rusqlite::params_from_iter(values)));
                taken += added.unwrap_or_default() as u64;
            }
            Ok(None) => return (taken, true),
            Err(_) => return (taken, false),
        }
    }
}
