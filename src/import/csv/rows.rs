//! Cuts a table into rows. A quotation mark that is never closed would make one row of all that follows: its line is then
//! given by itself and said to have one, and the next line is a row again.
//!
//! That a mark is not closed shows where the table ends within its cell, where the next mark stands in the middle of
//! a later line, or where what its cell would hold are lines with as many cells as the table has.

use crate::import::error::{ImportError, Reason};
use std::collections::VecDeque;
use std::io::{self, BufRead};

/// Largest row, bytes.
pub(super) const ROW: usize = 16 << 20;
/// Most lines of one row.
const LINES: usize = 50_000;
/// Bytes that are read a second time because a mark was not closed; after that no cell goes on in a next line.
const AGAIN: usize = 6 * ROW;
/// Separators in the lines within a cell that make rows of them.
const SEPARATORS: usize = 6;

/// What [`Rows::next`] found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// As it stands in the table.
    pub bytes: Vec<u8>,
    /// Byte at which it begins.
    pub offset: u64,
    /// Line at which it begins, from 1.
    pub line: u64,
    pub state: State,
}

/// How a row is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Whole,
    /// One line, in which a quotation mark was opened and not closed.
    Open,
    /// Longer than a row may be; it was passed over.
    TooLong,
}

/// The rows of a table, one after the other.
pub(super) struct Rows<R> {
    reader: R,
    delimiter: u8,
    /// Separators of a row, once the header is known.
    separators: usize,
    offset: u64,
    line: u64,
    /// Lines that were read and are to be read again.
    ahead: VecDeque<Line>,
    again: usize,
    failure: Option<ImportError>,
}

struct Line {
    /// With its end; nothing of one that was too long.
    bytes: Vec<u8>,
    offset: u64,
    number: u64,
    too_long: bool,
}

/// Where in a row a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Bare,
    Quoted,
    /// Behind a quotation mark within a quoted cell: its end, or the first of two.
    Closing,
}

impl<R: BufRead> Rows<R> {
    /// The rows from here on, which is behind so many bytes and lines.
    pub fn new(reader: R, delimiter: u8, (offset, line): (u64, u64)) -> Self {
        let ahead = VecDeque::new();
        Self { reader, delimiter, separators: 0, offset, line, ahead, again: 0, failure: None }
    }

    /// Says how many cells a row has.
    pub fn expect(&mut self, cells: usize) {
        self.separators = cells.saturating_sub(1);
    }

    /// Why there are no more rows, if that is not the end of the table.
    pub fn failure(&mut self) -> Option<ImportError> {
        self.failure.take()
    }

    /// The next row; empty lines are none.
    pub fn next(&mut self) -> Option<Row> {
        let is_blank =
            |line: &Line| !line.too_long && line.bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
        let first = loop {
            let line = self.take_line()?;
            if !is_blank(&line) {
                break line;
            }
        };
        let state = match first.too_long {
            true => State::TooLong,
            false if self.scan(&first.bytes, Place::Start).0 == Place::Quoted => State::Open,
            false => State::Whole,
        };
        let Line { mut bytes, offset, number: line, .. } = first;
        if state == State::Open && self.again < AGAIN {
            let (rest, is_closed) = self.rest_of_row(bytes.len());
            if is_closed {
                rest.iter().for_each(|line| bytes.extend_from_slice(&line.bytes));
                return Some(Row { bytes, offset, line, state: State::Whole });
            }
            self.again += rest.iter().map(|line| line.bytes.len()).sum::<usize>();
            rest.into_iter().rev().for_each(|line| self.ahead.push_front(line));
        }
        Some(Row { bytes, offset, line, state })
    }

    /// The lines that a row goes on in, and whether it ends in the last of them.
    fn rest_of_row(&mut self, mut size: usize) -> (Vec<Line>, bool) {
        let mut lines: Vec<Line> = Vec::new();
        let (mut seen, mut are_rows) = (0, true);
        while let Some(line) = self.take_line() {
            size += line.bytes.len();
            let (end, is_strange) = self.scan(&line.bytes, Place::Quoted);
            let is_over = line.too_long || size > ROW || lines.len() >= LINES;
            if !line.bytes.contains(&b'"') && !line.bytes.trim_ascii().is_empty() {
                let found = line.bytes.split(|byte| *byte == self.delimiter).count() - 1;
                are_rows &= found > 0 && found == self.separators;
                seen += found;
            }
            lines.push(line);
            if is_over || is_strange || are_rows && seen >= SEPARATORS {
                return (lines, false);
            }
            if end != Place::Quoted {
                return (lines, true);
            }
        }
        (lines, false)
    }

    /// Where a line ends that begins in `place`, and whether the mark that closes the cell it begins in stands before
    /// something that no cell goes on with.
    fn scan(&self, line: &[u8], mut place: Place) -> (Place, bool) {
        let (mut is_first, mut is_strange) = (place == Place::Quoted, false);
        if !line.contains(&b'"') {
            return (if is_first { place } else { Place::Bare }, false);
        }
        for byte in line {
            let is_end = *byte == self.delimiter || matches!(byte, b'\r' | b'\n');
            place = match (place, *byte) {
                (Place::Quoted, b'"') => Place::Closing,
                (Place::Start | Place::Closing, b'"') | (Place::Quoted, _) => Place::Quoted,
                (was, _) => {
                    if was == Place::Closing {
                        is_strange |= is_first && !is_end;
                        is_first = false;
                    }
                    if is_end { Place::Start } else { Place::Bare }
                }
            };
        }
        (place, is_strange)
    }

    fn take_line(&mut self) -> Option<Line> {
        if let Some(line) = self.ahead.pop_front() {
            return Some(line);
        }
        if self.failure.is_some() { None } else { self.read_line() }
    }

    /// Reads up to a line end: `\n`, `\r\n`, or `\r` alone as old tables have it.
    fn read_line(&mut self) -> Option<Line> {
        let (mut bytes, mut taken, mut too_long) = (Vec::new(), 0, false);
        loop {
            let available = self.available();
            let end = available.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let used = end.map_or(available.len(), |end| end + 1);
            let piece = available.get(..used).unwrap_or_default();
            too_long |= bytes.len() + used > ROW;
            if too_long {
                bytes = Vec::new();
            } else {
                bytes.extend_from_slice(piece);
            }
            let (at_end, is_return) = (piece.is_empty(), piece.ends_with(b"\r"));
            self.reader.consume(used);
            taken += used as u64;
            if is_return && self.available().first() == Some(&b'\n') {
                self.reader.consume(1);
                bytes.push(b'\n');
                taken += 1;
            }
            if end.is_some() || at_end {
                let (offset, number) = (self.offset, self.line + 1);
                self.offset += taken;
                self.line = number;
                let is_cut = |failure: &ImportError| failure.reasons == [Reason::Truncated];
                let is_cut = end.is_none() && self.failure.as_ref().is_some_and(is_cut);
                return (taken > 0 && !is_cut).then_some(Line { bytes, offset, number, too_long });
            }
        }
    }

    /// What can be read without waiting; nothing at the end, and where reading fails.
    fn available(&mut self) -> &[u8] {
        loop {
            match self.reader.fill_buf() {
                // It is in the buffer: asked for once more because what is lent here cannot be lent on from a loop.
                Ok(_) => return self.reader.fill_buf().unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error.into());
                    return &[];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &str) -> Vec<(u64, State, String)> {
        let mut rows = Rows::new(table.as_bytes(), b',', (0, 0));
        rows.expect(3);
        let next = || rows.next().map(|row| (row.line, row.state, String::from_utf8(row.bytes).unwrap()));
        std::iter::from_fn(next).collect()
    }

    #[track_caller]
    fn check(table: &str, expected: &[(u64, State, &str)]) {
        let found = rows(table);
        let found: Vec<_> =
            found.iter().map(|(line, state, bytes)| (*line, *state, bytes.trim_end())).collect();
        assert_eq!(found, expected, "{table}");
    }

    #[test]
    fn cells_go_on_in_the_next_line_and_line_ends_are_of_every_kind() {
        use State::Whole;
        check(
            "a,b,c\r\n\r\n\"d\",\"e\n\nf, \"\"g\"\"\",h\ni",
            &[(1, Whole, "a,b,c"), (3, Whole, "\"d\",\"e\n\nf, \"\"g\"\"\",h"), (6, Whole, "i")],
        );
        check("a,b,c\rd,e,f\r", &[(1, Whole, "a,b,c"), (2, Whole, "d,e,f")]);
        check("a,b 12\" c,d\n\"x\"y,z\n", &[(1, Whole, "a,b 12\" c,d"), (2, Whole, "\"x\"y,z")]);
    }

    #[test]
    fn a_mark_that_is_not_closed_costs_no_other_row() {
        use State::{Open, Whole};
        // To the end of the table.
        check("a,\"b,c\nd,e\n", &[(1, Open, "a,\"b,c"), (2, Whole, "d,e")]);
        // Up to the next quoted cell.
        check(
            "a,\"b,c\nd,\"e\",f\n\"g\",h,i\n",
            &[(1, Open, "a,\"b,c"), (2, Whole, "d,\"e\",f"), (3, Whole, "\"g\",h,i")],
        );
        // Lines that are rows, and only then another one that would close it.
        let many = format!("a,b,\"c\n{}x,\"\n", "d,e,f\n".repeat(50));
        let found = rows(&many);
        assert_eq!((found.len(), found[0].1, found[51].1), (52, Open, Open));
        assert!(found[1..51].iter().all(|(_, state, _)| *state == Whole));
    }

    #[test]
    fn what_is_read_again_and_again_is_bounded() {
        // Each line closes a cell and opens another that is closed in the next; none is in the last.
        let line = "\", \",\"\n";
        let table = format!("\"\n{}", line.repeat(400_000));
        let begun = std::time::Instant::now();
        let mut rows = Rows::new(table.as_bytes(), b',', (0, 0));
        assert!(std::iter::from_fn(|| rows.next()).count() > 100_000);
        assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    }
}
