//! Reading columns of a file that may hold anything: a wrong type or bad UTF-8 in one row must not fail a list.
//!
//! A library comes from elsewhere, and a damaged one keeps most of its rows readable. Text that is no UTF-8 is shown
//! with U+FFFD; a number that is none is unknown.

use rusqlite::Row;
use rusqlite::types::ValueRef;

/// Text, whatever the column holds; empty for NULL.
pub fn text(row: &Row<'_>, index: usize) -> rusqlite::Result<String> {
    Ok(optional_text(row, index)?.unwrap_or_default())
}

/// Text, whatever the column holds; `None` for NULL.
pub fn optional_text(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<String>> {
    Ok(match row.get_ref(index)? {
        ValueRef::Null => None,
        // Most text is UTF-8, and to know that it is costs a fraction of looking for what is not.
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(bytes).into_owned(),
        }),
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
    })
}

/// A whole number; `None` for NULL and for anything that is none.
pub fn optional_number(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<i64>> {
    Ok(match row.get_ref(index)? {
        ValueRef::Integer(number) => Some(number),
        _ => None,
    })
}

/// A whole number; 0 for anything that is none.
pub fn number(row: &Row<'_>, index: usize) -> rusqlite::Result<i64> {
    Ok(optional_number(row, index)?.unwrap_or_default())
}

/// A count; `None` for anything that is none.
pub fn optional_count(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<u64>> {
    Ok(optional_number(row, index)?.and_then(|number| u64::try_from(number).ok()))
}

/// A count; 0 for anything that is none.
pub fn count(row: &Row<'_>, index: usize) -> rusqlite::Result<u64> {
    Ok(optional_count(row, index)?.unwrap_or_default())
}

/// Little-endian numbers of 8 bytes, one after the other; none for anything that is no blob.
pub fn numbers(row: &Row<'_>, index: usize) -> rusqlite::Result<Vec<i64>> {
    Ok(blob(row.get_ref(index)?).as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes)).collect())
}

/// Little-endian numbers of 4 bytes, one after the other; none for anything that is no blob.
pub fn short_numbers(row: &Row<'_>, index: usize) -> rusqlite::Result<Vec<u32>> {
    Ok(blob(row.get_ref(index)?).as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect())
}

fn blob(value: ValueRef<'_>) -> &[u8] {
    match value {
        ValueRef::Blob(bytes) => bytes,
        _ => &[],
    }
}
