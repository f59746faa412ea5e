//! Tables with a header: comma, tab or semicolon; names of columns in Chinese or English as in `fields`.
//!
//! Rows are cut on the reading thread and made into articles on workers. An unclosed quotation mark cannot swallow
//! more than one row may hold.

use super::charset;
use super::error::{ImportError, Limit, Reason};
use super::fields;
use super::jsonl;
use super::options::Options;
use super::piece::{Cut, Incoming, Origin, Out, Piece};
use super::stream::Stream;
use csv::{ByteRecord, ReaderBuilder};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

/// Largest row, bytes.
const ROW: usize = 16 << 20;

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
pub(super) fn cut(stream: &mut Stream, origin: &Origin, out: Out<'_>) -> Cut {
    let first = stream.head().split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    let (before, delimiter) = match separator(first) {
        Some(mark) => (first.len(), mark),
        None => (0, delimiter(first)),
    };
    io::copy(&mut stream.reader().take(before as u64), &mut io::sink())?;
    let lines_before = u64::from(before > 0);
    let left = Rc::new(Cell::new(ROW));
    let leash = Leash { inner: stream.reader(), left: Rc::clone(&left) };
    let mut rows = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(leash);
    let header: Arc<Vec<Vec<u8>>> = match rows.byte_headers() {
        Ok(header) => Arc::new(header.iter().map(<[u8]>::to_vec).collect()),
        Err(error) => return Err(reason(error)),
    };
    let mut row = ByteRecord::new();
    loop {
        left.set(ROW);
        match rows.read_byte_record(&mut row) {
            Ok(false) => return Ok(ControlFlow::Continue(())),
            Ok(true) => {}
            Err(error) => return Err(reason(error)),
        }
        let at = row.position().map_or_else(
            || origin.clone(),
            |at| origin.at_line(before as u64 + at.byte(), lines_before + at.line()),
        );
        if out(piece(at, std::mem::take(&mut row), Arc::clone(&header))).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

fn piece(origin: Origin, row: ByteRecord, header: Arc<Vec<Vec<u8>>>) -> Piece {
    let (at, weight) = (origin.clone(), row.as_slice().len());
    let read = move |options: &Options| {
        if row.len() > header.len() + 1 {
            let detail = format!("{} cells under {} columns", row.len(), header.len());
            return vec![Incoming::new(at, Err(ImportError::new(Reason::BadRow, detail)))];
        }
        let values = fields_of(&row, &header, options);
        let mut incoming = Incoming::new(at, jsonl::object(&values, options));
        // As an object of its fields: a row says nothing without the header.
        incoming.note_bytes(jsonl::MEDIA_TYPE, Value::Object(values).to_string().as_bytes(), options);
        vec![incoming]
    };
    Piece { origin, weight, read: Box::new(read) }
}

fn fields_of(row: &ByteRecord, header: &[Vec<u8>], options: &Options) -> Map<String, Value> {
    // The charset is that of the whole row: one cell is too short to tell.
    let whole = row.as_slice();
    let encoding = options.charset_of_parts().unwrap_or_else(|| charset::decode(whole, None, None).encoding);
    let text = |cell: &[u8]| encoding.decode_without_bom_handling(cell).0.into_owned();
    let names = header.iter().map(|name| charset::decode(name, None, options.charset_of_parts()).text);
    let cells = row.iter().map(|cell| Value::String(text(cell)));
    names.zip(cells).filter(|(_, cell)| cell.as_str().is_some_and(|cell| !cell.trim().is_empty())).collect()
}

/// Of the characters that part cells, the commonest in the header line.
fn delimiter(line: &[u8]) -> u8 {
    let count = |mark: &u8| line.split(|byte| byte == mark).count();
    [b',', b'\t', b';'].into_iter().max_by_key(|mark| (count(mark), *mark == b',')).unwrap_or(b',')
}

fn reason(error: csv::Error) -> ImportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        kind => ImportError::new(Reason::BadRow, format!("{kind:?}")),
    }
}

/// A reader that gives at most so many bytes until it is told that a row has ended.
struct Leash<R> {
    inner: R,
    left: Rc<Cell<usize>>,
}

impl<R: Read> Read for Leash<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::Error::other(Limit(Reason::TooLarge)));
        }
        let count = self.inner.read(buffer)?;
        self.left.set(self.left.get().saturating_sub(count));
        Ok(count)
    }
}
