//! Tables with a header: comma, tab or semicolon; names of columns in Chinese or English as in `fields`.
//!
//! Rows are cut on the reading thread (`rows`) and made into articles on workers.

mod header;
mod rows;

use super::charset;
use super::error::{ImportError, Reason};
use super::fields;
use super::jsonl;
use super::options::Options;
use super::piece::{Cut, Incoming, Origin, Out, Piece};
use super::stream::Stream;
use csv::{ByteRecord, ReaderBuilder};
use rows::{ROW, Row, Rows, State};
use serde_json::{Map, Value};
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What rows share.
struct Table {
    delimiter: u8,
    header: Vec<String>,
}

/// Whether a first line names at least two fields of an article, a title or a body among them.
pub fn looks_like_header(line: &str) -> bool {
    let names = line.split(['\t', ',', ';']).map(|name| name.trim().trim_matches('"'));
    let known: Vec<_> = names.filter_map(fields::named).collect();
    known.len() >= 2 && known.iter().any(|field| matches!(field, fields::Field::Title | fields::Field::Body))
}

/// The first line that is of the table: Excel writes one before it that says what parts the cells, `sep=;`.
pub fn first_line(text: &str) -> &str {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    if separator(first.as_bytes()).is_some() { lines.next().unwrap_or_default() } else { first }
}

/// What a line before the table says that parts its cells.
fn separator(line: &[u8]) -> Option<u8> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    match line.trim_ascii_end().get(..) {
        // A tab is a blank at the end of the line.
        Some([b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', rest @ ..]) => match rest {
            [] if line.contains(&b'\t') => Some(b'\t'),
            [mark] if mark.is_ascii() => Some(*mark),
            _ => None,
        },
        _ => None,
    }
}

/// Cuts a stream into rows.
pub(super) fn cut(stream: &mut Stream, origin: &Origin, options: &Options, out: Out<'_>) -> Cut {
    let first = stream.head().split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    let (before, delimiter) = match separator(first) {
        Some(mark) => (first.len(), mark),
        None => (0, delimiter(first)),
    };
    let mark = if before == 0 && first.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    io::copy(&mut stream.reader().take((before + mark) as u64), &mut io::sink())?;
    let mut rows = Rows::new(stream.reader(), delimiter, ((before + mark) as u64, u64::from(before > 0)));
    let Some(names) = rows.next() else { return end(&mut rows) };
    let header = header::of(&cells(&names, delimiter)?, options)?;
    let table = Arc::new(Table { delimiter, header });
    rows.expect(table.header.len());
    while let Some(row) = rows.next() {
        if out(piece(origin.at_line(row.offset, row.line), row, Arc::clone(&table))).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    end(&mut rows)
}

fn end(rows: &mut Rows<impl io::BufRead>) -> Cut {
    rows.failure().map_or(Ok(ControlFlow::Continue(())), Err)
}

fn piece(origin: Origin, row: Row, table: Arc<Table>) -> Piece {
    let (at, weight) = (origin.clone(), row.bytes.len());
    let read = move |options: &Options| {
        let values = cells(&row, table.delimiter).and_then(|cells| fields_of(&cells, &table.header, options));
        let result = values.as_ref().map_err(Clone::clone).and_then(|values| jsonl::object(values, options));
        let is_open = row.state == State::Open;
        let fault = is_open.then(|| {
            let detail = "a quotation mark that is not closed; its line is read as it stands";
            Incoming::new(at.clone(), Err(ImportError::new(Reason::BadRow, detail)))
        });
        // What else is wrong with it comes of the mark.
        let row = (!is_open || result.is_ok()).then(|| {
            let mut incoming = Incoming::new(at, result);
            // As an object of its fields: a row says nothing without the header.
            let values = Value::Object(values.unwrap_or_default()).to_string();
            incoming.note_bytes(jsonl::MEDIA_TYPE, values.as_bytes(), options);
            incoming
        });
        row.into_iter().chain(fault).collect()
    };
    Piece { origin, weight, read: Box::new(read) }
}

/// The cells of a row.
fn cells(row: &Row, delimiter: u8) -> Result<ByteRecord, ImportError> {
    if row.state == State::TooLong {
        return Err(ImportError::new(Reason::TooLarge, format!("a row of more than {} MiB", ROW >> 20)));
    }
    let is_open = row.state == State::Open;
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .quoting(!is_open)
        .buffer_capacity(row.bytes.len().max(1))
        .from_reader(row.bytes.as_slice());
    let mut cells = ByteRecord::new();
    reader.read_byte_record(&mut cells).map_err(|error| ImportError::new(Reason::BadRow, error))?;
    Ok(if is_open { cells.iter().map(bare).collect() } else { cells })
}

/// A cell of a line that is read as it stands, without the marks around it.
fn bare(cell: &[u8]) -> &[u8] {
    cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell)
}

fn fields_of(
    row: &ByteRecord,
    header: &[String],
    options: &Options,
) -> Result<Map<String, Value>, ImportError> {
    if row.len() > header.len() + 1 {
        let detail = format!("{} cells under {} columns", row.len(), header.len());
        return Err(ImportError::new(Reason::BadRow, detail));
    }
    // The charset is that of the whole row: one cell is too short to tell.
    let whole = row.as_slice();
    let encoding = options.charset_of_parts().unwrap_or_else(|| charset::decode(whole, None, None).encoding);
    let text = |cell: &[u8]| encoding.decode_without_bom_handling(cell).0.into_owned();
    let names = header.iter().cloned();
    let cells = row.iter().map(|cell| Value::String(text(cell)));
    let is_filled = |(_, cell): &(String, Value)| cell.as_str().is_some_and(|cell| !cell.trim().is_empty());
    Ok(names.zip(cells).filter(is_filled).collect())
}

/// Of the characters that part cells, the commonest in the header line.
fn delimiter(line: &[u8]) -> u8 {
    let count = |mark: &u8| line.split(|byte| byte == mark).count();
    [b',', b'\t', b';'].into_iter().max_by_key(|mark| (count(mark), *mark == b',')).unwrap_or(b',')
}
