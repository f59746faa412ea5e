//! Archives: entries of a tar stream, one after the other, without unpacking anything.
//!
//! Names are labels and lead nowhere; links and devices are passed over.

use super::error::{ImportError, Reason};
use super::stream::{DOCUMENT, Stream};
use std::ffi::OsString;
use std::io::{self, Read};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

const BLOCK: usize = 512;
/// Longest name in a record of its own.
const NAME: u64 = 64 * 1024;

/// A regular file of an archive.
pub(super) struct Entry {
    /// Its name, only a label.
    pub name: PathBuf,
    /// Byte of the archive at which its content begins.
    pub offset: u64,
    /// Its content, or why it is not read.
    pub content: Result<Vec<u8>, ImportError>,
}

/// Reads the next regular file.
pub(super) fn next(stream: &mut Stream, offset: &mut u64) -> Result<Option<Entry>, ImportError> {
    let mut long_name: Option<PathBuf> = None;
    loop {
        let mut header = [0; BLOCK];
        match read_block(stream, &mut header)? {
            0 => return Ok(None),
            BLOCK => *offset += BLOCK as u64,
            _ => return Err(Reason::Truncated.into()),
        }
        if header.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let field = |from: usize, to: usize| header.get(from..to).unwrap_or_default();
        if !field(257, 262).starts_with(b"ustar") {
            return Err(ImportError::new(Reason::BadRecord, "not the head of an archive's entry"));
        }
        let size = size(field(124, 136))
            .ok_or_else(|| ImportError::new(Reason::BadRecord, "an entry without size"))?;
        let start = *offset;
        *offset += size.next_multiple_of(BLOCK as u64);
        match field(156, 157).first() {
            Some(b'L') if size <= NAME => long_name = Some(name(&content(stream, size)?)),
            Some(b'0' | 0) if size <= DOCUMENT as u64 => {
                let bytes = content(stream, size)?;
                let name = long_name.take().unwrap_or_else(|| prefixed(field(345, 500), field(0, 100)));
                return Ok(Some(Entry { name, offset: start, content: Ok(bytes) }));
            }
            Some(b'0' | 0) => {
                skip(stream, size)?;
                let name = long_name.take().unwrap_or_else(|| prefixed(field(345, 500), field(0, 100)));
                return Ok(Some(Entry { name, offset: start, content: Err(Reason::TooLarge.into()) }));
            }
            _ => {
                skip(stream, size)?;
                long_name = None;
            }
        }
    }
}

fn read_block(stream: &mut Stream, block: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = block.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match stream.reader().read(rest)? {
            0 => break,
            count => filled += count,
        }
    }
    Ok(filled)
}

fn content(stream: &mut Stream, size: u64) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    stream.reader().take(size).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < size {
        return Err(Reason::Truncated.into());
    }
    skip(stream, size.next_multiple_of(BLOCK as u64) - size)?;
    Ok(bytes)
}

fn skip(stream: &mut Stream, size: u64) -> Result<(), ImportError> {
    let size = size.next_multiple_of(if size < BLOCK as u64 { 1 } else { BLOCK as u64 });
    io::copy(&mut stream.reader().take(size), &mut io::sink())?;
    Ok(())
}

/// Octal digits, or GNU's binary form for large files.
fn size(field: &[u8]) -> Option<u64> {
    if field.first()? & 0x80 != 0 {
        return Some(field.iter().skip(4).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)));
    }
    let text = std::str::from_utf8(field).ok()?;
    u64::from_str_radix(text.trim_matches(|c: char| c == '\0' || c == ' '), 8).ok()
}

fn prefixed(prefix: &[u8], short: &[u8]) -> PathBuf {
    name(prefix).join(name(short))
}

fn name(bytes: &[u8]) -> PathBuf {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let bytes = bytes.get(..end).unwrap_or_default();
    let path = PathBuf::from(OsString::from_vec(bytes.to_vec()));
    // An absolute or climbing name stays a label: only its plain parts are kept.
    path.components().filter(|part| matches!(part, std::path::Component::Normal(_))).collect()
}

/// The label of an entry: the archive's path with the entry's name behind it.
pub(super) fn label(archive: &Path, name: &Path) -> PathBuf {
    archive.join(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn entry(name: &str, kind: u8, content: &[u8]) -> Vec<u8> {
        let mut block = vec![0; BLOCK];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        block[156] = kind;
        block[257..262].copy_from_slice(b"ustar");
        block.extend_from_slice(content);
        block.resize(block.len().next_multiple_of(BLOCK), 0);
        block
    }

    fn names(archive: Vec<u8>) -> (Vec<(String, usize)>, Option<ImportError>) {
        let mut stream = Stream::over(Box::new(Cursor::new(archive))).unwrap();
        let (mut offset, mut found) = (0, Vec::new());
        loop {
            match next(&mut stream, &mut offset) {
                Ok(Some(entry)) => found
                    .push((entry.name.to_string_lossy().into_owned(), entry.content.map_or(0, |c| c.len()))),
                Ok(None) => return (found, None),
                Err(error) => return (found, Some(error)),
            }
        }
    }

    #[test]
    fn regular_files_only_and_names_lead_nowhere() {
        let long = "长".repeat(60);
        let archive = [
            entry("../../etc/a.txt", b'0', b"x"),
            entry("/abs/b.txt", 0, &[b'y'; 600]),
            entry("link", b'2', b""),
            entry("folder/", b'5', b""),
            entry("././@LongLink", b'L', long.as_bytes()),
            entry("short", b'0', b""),
            vec![0; 1024],
        ];
        let (found, error) = names(archive.concat());
        assert_eq!(error, None);
        assert_eq!(found, [("etc/a.txt".to_owned(), 1), ("abs/b.txt".to_owned(), 600), (long, 0)]);
    }

    #[test]
    fn broken_archives_end_with_a_reason() {
        let mut cut = entry("a.txt", b'0', &[b'x'; 2000]);
        cut.truncate(1000);
        assert_eq!(names(cut).1.unwrap().reasons, [Reason::Truncated]);
        assert_eq!(
            names([entry("a", b'0', b""), vec![b'z'; 512]].concat()).1.unwrap().reasons,
            [Reason::BadRecord]
        );
    }
}
