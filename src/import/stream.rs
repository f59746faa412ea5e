//! Opens an input as a stream: gzip undone wherever it is, what it inflates to capped, the first bytes visible.

mod wide;

use super::charset;
use super::error::{ImportError, Limit, Reason};
use super::options::Progress;
use encoding_rs::Encoding;
use flate2::read::MultiGzDecoder;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;
use std::sync::Arc;
use wide::Narrowed;

/// Bytes that can be looked at before the stream is read.
pub const HEAD: usize = 8 * 1024;
/// Largest single document, bytes.
pub const DOCUMENT: usize = 32 << 20;

const RATIO: u64 = 200;
const RATIO_FROM: u64 = 1 << 20;

/// An input opened for reading, uncompressed.
pub struct Stream {
    head: Vec<u8>,
    reader: BufReader<Box<dyn Read>>,
    packed: bool,
}

/// What [`Stream::line`] found.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// A line is in the buffer, without its end.
    Whole,
    /// The line was longer than allowed; it was passed over.
    TooLong,
    /// Nothing is left.
    End,
}

impl Stream {
    /// Opens raw bytes; gzip within gzip is undone up to three times.
    pub fn over(raw: Box<dyn Read>) -> Result<Self, ImportError> {
        let mut stream = Self::plain(raw)?;
        for _ in 0..3 {
            if !stream.head.starts_with(&[0x1f, 0x8b, 0x08]) {
                break;
            }
            stream = Self::plain(Box::new(Inflated::over(stream.reader)))?;
            stream.packed = true;
        }
        Ok(stream)
    }

    fn plain(mut raw: Box<dyn Read>) -> Result<Self, ImportError> {
        let mut head = Vec::with_capacity(HEAD);
        let failure = raw.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
        if let Some(error) = failure.filter(|_| head.is_empty()) {
            return Err(error.into());
        }
        let whole: Box<dyn Read> = Box::new(Cursor::new(head.clone()).chain(raw));
        Ok(Self { head, reader: BufReader::with_capacity(64 << 10, whole), packed: false })
    }

    /// Reads it as UTF-8 from here on where it is text in UTF-16: by the user's word, by its mark, or by itself.
    pub fn narrow(&mut self, forced: Option<&'static Encoding>) -> Result<(), ImportError> {
        let Some(encoding) = forced.map_or_else(|| charset::wide(&self.head), charset::is_wide) else {
            return Ok(());
        };
        let nothing = BufReader::new(Box::new(io::empty()) as Box<dyn Read>);
        let raw = std::mem::replace(&mut self.reader, nothing);
        *self = Self { packed: true, ..Self::plain(Box::new(Narrowed::over(raw, encoding)))? };
        Ok(())
    }

    /// The first bytes, at most [`HEAD`].
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Whether something was undone, so that its bytes are not those of the file.
    pub fn is_packed(&self) -> bool {
        self.packed
    }

    /// The rest of the stream as a reader.
    pub fn reader(&mut self) -> &mut (impl BufRead + use<>) {
        &mut self.reader
    }

    /// The whole of one document.
    pub fn document(&mut self) -> Result<Vec<u8>, ImportError> {
        let mut bytes = Vec::new();
        self.reader.by_ref().take(DOCUMENT as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > DOCUMENT {
            return Err(ImportError::new(Reason::TooLarge, format!("more than {} MiB", DOCUMENT >> 20)));
        }
        Ok(bytes)
    }

    /// Reads one line into `line` and gives the bytes it took from the stream.
    pub fn line(&mut self, line: &mut Vec<u8>, most: usize) -> io::Result<(Line, u64)> {
        read_line(&mut self.reader, line, most)
    }
}

/// Reads up to a newline; memory stays within `most` bytes whatever the input is.
pub fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>, most: usize) -> io::Result<(Line, u64)> {
    line.clear();
    let (mut taken, mut too_long) = (0, false);
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = available.iter().position(|byte| *byte == b'\n');
        let piece = available.get(..end.unwrap_or(available.len())).unwrap_or_default();
        too_long |= line.len() + piece.len() > most;
        if !too_long {
            line.extend_from_slice(piece);
        }
        let (piece, at_end) = (piece.len(), available.is_empty());
        let used = piece + usize::from(end.is_some());
        reader.consume(used);
        taken += used as u64;
        if end.is_some() || at_end {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            let found = if too_long {
                Line::TooLong
            } else if at_end && taken == 0 {
                Line::End
            } else {
                Line::Whole
            };
            return Ok((found, taken));
        }
    }
}

/// Counts what is read for the progress line.
pub struct Counted<R> {
    inner: R,
    progress: Arc<Progress>,
}

impl<R: Read> Counted<R> {
    /// Counts the bytes of `inner` into `progress`.
    pub fn new(inner: R, progress: Arc<Progress>) -> Self {
        Self { inner, progress }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.progress.advance(count as u64);
        Ok(count)
    }
}

/// A gzip stream of any number of members that refuses to inflate without end.
struct Inflated<R: Read> {
    decoder: MultiGzDecoder<Taken<R>>,
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
    fn over(inner: R) -> Self {
        let taken = Rc::new(Cell::new(0));
        let decoder = MultiGzDecoder::new(Taken { inner, count: Rc::clone(&taken) });
        Self { decoder, taken, given: 0 }
    }
}

impl<R: Read> Read for Inflated<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer)?;
        self.given += count as u64;
        if self.given > RATIO_FROM && self.given > self.taken.get().saturating_mul(RATIO) {
            return Err(io::Error::other(Limit(Reason::Inflates)));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn document(bytes: Vec<u8>) -> Result<Vec<u8>, ImportError> {
        Stream::over(Box::new(Cursor::new(bytes)))?.document()
    }

    #[test]
    fn gzip_is_undone_in_members_and_layers() {
        let mut two = gzip("上半".as_bytes());
        two.extend(gzip("下半".as_bytes()));
        assert_eq!(document(two.clone()).unwrap(), "上半下半".as_bytes());
        assert_eq!(document(gzip(&two)).unwrap(), "上半下半".as_bytes());
    }

    #[test]
    fn a_bomb_is_refused_early_and_a_cut_stream_is_said_to_be_cut() {
        let bomb = gzip(&vec![b'0'; 64 << 20]);
        assert!(bomb.len() < 100 << 10);
        assert_eq!(document(bomb).unwrap_err().reasons, [Reason::Inflates]);
        let mut cut = gzip("一二三四五六七八九十".repeat(90).as_bytes());
        cut.truncate(cut.len() / 2);
        assert_eq!(document(cut).unwrap_err().reasons, [Reason::Truncated]);
    }

    #[test]
    fn long_lines_are_passed_over_in_bounded_memory() {
        let bytes = format!("一\r\n{}\n二", "x".repeat(100_000)).into_bytes();
        let mut stream = Stream::over(Box::new(Cursor::new(bytes))).unwrap();
        let mut line = Vec::new();
        assert_eq!(stream.line(&mut line, 1000).unwrap(), (Line::Whole, 5));
        assert_eq!(line, "一".as_bytes());
        assert_eq!(stream.line(&mut line, 1000).unwrap(), (Line::TooLong, 100_001));
        assert!(line.capacity() < 2000);
        assert_eq!(stream.line(&mut line, 1000).unwrap(), (Line::Whole, 3));
        assert_eq!(stream.line(&mut line, 1000).unwrap().0, Line::End);
    }
}
