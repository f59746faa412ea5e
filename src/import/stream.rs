//! Opens an input as a stream: gzip undone wherever it is, what it inflates to capped, the first bytes visible.

mod inflated;
mod wide;

use super::charset;
use super::error::{ImportError, Reason};
use super::options::Progress;
use encoding_rs::Encoding;
use inflated::Inflated;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use wide::Narrowed;

/// Bytes that can be looked at before the stream is read.
pub const HEAD: usize = 8 * 1024;
/// Largest single document, bytes.
pub const DOCUMENT: usize = 32 << 20;

/// An input opened for reading, uncompressed.
pub struct Stream {
    head: Vec<u8>,
    reader: BufReader<Box<dyn Read>>,
    packed: bool,
}

/// The bytes of a document.
#[derive(Debug)]
pub struct Document {
    /// All that could be read.
    pub bytes: Vec<u8>,
    /// Why that is not the whole of it, or not sound.
    pub fault: Option<ImportError>,
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
        let failure = match raw.by_ref().take(HEAD as u64).read_to_end(&mut head) {
            Err(error) if head.is_empty() => return Err(error.into()),
            read => read.err(),
        };
        let begin = Cursor::new(head.clone());
        let whole: Box<dyn Read> = match failure {
            // Whoever reads on comes to it behind what could be read.
            Some(error) => Box::new(begin.chain(Broken(Some(error)))),
            None => Box::new(begin.chain(raw)),
        };
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

    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        let text = self.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.head);
        self.head.len() < HEAD && text.trim_ascii().is_empty()
    }

    /// Whether something was undone, so that its bytes are not those of the file.
    pub fn is_packed(&self) -> bool {
        self.packed
    }

    /// The rest of the stream as a reader.
    pub fn reader(&mut self) -> &mut (impl BufRead + use<>) {
        &mut self.reader
    }

    /// The whole of one document, or what of it could be read.
    pub fn document(&mut self) -> Result<Document, ImportError> {
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(DOCUMENT as u64 + 1).read_to_end(&mut bytes);
        if bytes.len() > DOCUMENT {
            return Err(ImportError::new(Reason::TooLarge, format!("more than {} MiB", DOCUMENT >> 20)));
        }
        match read.err().map(ImportError::from) {
            Some(fault) if bytes.is_empty() => Err(fault),
            fault => Ok(Document { bytes, fault }),
        }
    }

    /// Reads what is left and says whether it is sound: what inflates is known to be only at its end.
    pub fn finish(&mut self) -> Result<(), ImportError> {
        if self.packed {
            io::copy(&mut self.reader, &mut io::sink())?;
        }
        Ok(())
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

/// What a reader fails with where it is to be read on.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
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
        let document = Stream::over(Box::new(Cursor::new(bytes)))?.document()?;
        document.fault.map_or(Ok(document.bytes), Err)
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
    fn a_wrong_checksum_is_told_however_short_the_text_is() {
        for text in ["短", &"一二三四五六七八九十".repeat(9_000)] {
            let mut wrong = gzip(text.as_bytes());
            let checksum = wrong.len() - 8;
            wrong[checksum] ^= 1;
            for bytes in [wrong.clone(), [gzip(b"x"), wrong.clone()].concat(), gzip(&wrong)] {
                let document = Stream::over(Box::new(Cursor::new(bytes))).unwrap().document().unwrap();
                assert!(document.bytes.ends_with(text.as_bytes()));
                assert_eq!(document.fault.unwrap().reasons, [Reason::Damaged]);
            }
        }
    }

    #[test]
    fn zeros_behind_a_member_are_nothing_and_anything_else_is_told() {
        let packed = gzip("文".as_bytes());
        let zeros = [packed.clone(), vec![0; 100_000]].concat();
        assert_eq!(document(zeros.clone()).unwrap(), "文".as_bytes());
        assert_eq!(document([zeros, packed.clone()].concat()).unwrap(), "文文".as_bytes());
        let garbage = [packed, b"garbage".to_vec()].concat();
        let read = Stream::over(Box::new(Cursor::new(garbage))).unwrap().document().unwrap();
        assert_eq!(
            (read.bytes.as_slice(), read.fault.unwrap().reasons),
            ("文".as_bytes(), vec![Reason::Trailing])
        );
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
