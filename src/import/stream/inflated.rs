//! Gzip undone: any number of members, each held against its checksum, and not inflated without end.

use crate::import::error::{Limit, Reason};
use flate2::bufread::GzDecoder;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

const RATIO: u64 = 200;
const RATIO_FROM: u64 = 1 << 20;
/// Bytes that are taken at once.
const CHUNK: usize = 32 << 10;

/// A gzip stream of any number of members that refuses to inflate without end.
pub(super) struct Inflated<R: Read> {
    /// The member that is read; `None` behind the last and behind a fault.
    member: Option<GzDecoder<BufReader<Taken<R>>>>,
    taken: Rc<Cell<u64>>,
    given: u64,
}

struct Taken<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Taken<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count.set(self.count.get() + count as u64);
        Ok(count)
    }
}

impl<R: Read> Inflated<R> {
    pub fn over(inner: R) -> Self {
        let taken = Rc::new(Cell::new(0));
        let raw = BufReader::with_capacity(CHUNK, Taken { inner, count: Rc::clone(&taken) });
        Self { member: Some(GzDecoder::new(raw)), taken, given: 0 }
    }

    fn inflate(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(mut member) = self.member.take() {
            let count = match member.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    self.member = Some(member);
                    return Err(error);
                }
                read => read.map_err(fault)?,
            };
            if count > 0 || buffer.is_empty() {
                self.member = Some(member);
                return Ok(count);
            }
            self.member = next(member.into_inner())?.map(GzDecoder::new);
        }
        Ok(0)
    }
}

/// What stands behind a member, up to the next; zeros, with which tapes and blocks are filled, are nothing.
fn next<R: BufRead>(mut raw: R) -> io::Result<Option<R>> {
    loop {
        let available = match raw.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            available => available?,
        };
        let zeros = available.iter().take_while(|byte| **byte == 0).count();
        match available.get(zeros) {
            Some(0x1f) => {
                raw.consume(zeros);
                return Ok(Some(raw));
            }
            Some(_) => return Err(io::Error::other(Limit(Reason::Trailing))),
            None if available.is_empty() => return Ok(None),
            None => raw.consume(zeros),
        }
    }
}

/// What is wrong with the compressed data; what is wrong with reading them stays as it is.
fn fault(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => io::Error::other(Limit(Reason::Truncated)),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => io::Error::other(Limit(Reason::Damaged)),
        _ => error,
    }
}

impl<R: Read> Read for Inflated<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inflate(buffer)?;
        self.given += count as u64;
        if self.given > RATIO_FROM && self.given > self.taken.get().saturating_mul(RATIO) {
            return Err(io::Error::other(Limit(Reason::Inflates)));
        }
        Ok(count)
    }
}
