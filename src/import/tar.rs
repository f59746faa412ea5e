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
/// Most bytes of what is said of one entry in a record before it.
const RECORDS: u64 = 1 << 20;

/// A regular file of an archive.
pub(super) struct Entry {
    /// Its name, only a label.
    pub name: PathBuf,
    /// Byte of the archive at which its content begins.
    pub offset: u64,
    /// Its content, or why it is not read.
    pub content: Result<Vec<u8>, ImportError>,
}

/// What stands before an entry and is said of it: by GNU's long names, and by the records of POSIX.
#[derive(Default)]
struct Said {
    name: Option<PathBuf>,
    size: Option<u64>,
}

/// Reads the next regular file.
pub(super) fn next(stream: &mut Stream, offset: &mut u64) -> Result<Option<Entry>, ImportError> {
    let mut said = Said::default();
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
        let kind = field(156, 157).first().copied().unwrap_or_default();
        let written = if is_file(kind) { said.size.take() } else { None };
        let size = written
            .or_else(|| size(field(124, 136)))
            .ok_or_else(|| ImportError::new(Reason::BadRecord, "an entry without size"))?;
        let start = *offset;
        *offset = offset.saturating_add(size).checked_next_multiple_of(BLOCK as u64).unwrap_or(u64::MAX);
        match kind {
            b'L' if size <= RECORDS => said.name = Some(name(&content(stream, size)?)),
            b'x' if size <= RECORDS => said.read(&content(stream, size)?),
            // Of all entries that follow nothing is said that matters here; a link's long name goes before a file's.
            b'g' | b'K' => skip(stream, size)?,
            kind if is_file(kind) => {
                let name = said.name.take().unwrap_or_else(|| prefixed(field(345, 500), field(0, 100)));
                let content = if size <= DOCUMENT as u64 {
                    Ok(content(stream, size)?)
                } else {
                    skip(stream, size)?;
                    Err(Reason::TooLarge.into())
                };
                return Ok(Some(Entry { name, offset: start, content }));
            }
            _ => {
                skip(stream, size)?;
                said = Said::default();
            }
        }
    }
}

/// A regular file, also where it should lie in one piece.
const fn is_file(kind: u8) -> bool {
    matches!(kind, b'0' | b'7' | 0)
}

impl Said {
    /// Records `LENGTH KEY=VALUE`, each with a newline at its end.
    fn read(&mut self, mut records: &[u8]) {
        while let Some((record, rest)) = record(records) {
            records = rest;
            let Some(equals) = record.iter().position(|byte| *byte == b'=') else { continue };
            let (key, value) = record.split_at(equals);
            let value = value.get(1..).unwrap_or_default();
            match key {
                b"path" => self.name = Some(name(value)),
                b"size" => self.size = std::str::from_utf8(value).ok().and_then(|digits| digits.parse().ok()),
                _ => {}
            }
        }
    }
}

/// The first record without its length, and what is behind it.
fn record(records: &[u8]) -> Option<(&[u8], &[u8])> {
    let blank = records.iter().position(|byte| *byte == b' ')?;
    let length: usize = std::str::from_utf8(records.get(..blank)?).ok()?.parse().ok()?;
    let (record, rest) = records.split_at_checked(length)?;
    Some((record.get(blank + 1..)?.strip_suffix(b"\n")?, rest))
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
    let padding = size.next_multiple_of(BLOCK as u64) - size;
    io::copy(&mut stream.reader().take(padding), &mut io::sink())?;
    Ok(bytes)
}

/// Passes over an entry, which fills its last block.
fn skip(stream: &mut Stream, size: u64) -> Result<(), ImportError> {
    let size = size.checked_next_multiple_of(BLOCK as u64).unwrap_or(u64::MAX);
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
    fn what_posix_records_say_of_an_entry_holds() {
        let long = "长".repeat(60);
        let record = format!("{} path={long}\n", long.len() + 10);
        let size = "16 size=600\nstill";
        let archive = [
            entry("pax_global_header", b'g', b"16 comment=1234\n"),
            entry("PaxHeaders/a", b'x', format!("22 mtime=1796040601.1\n{record}").as_bytes()),
            entry("short", b'0', b"x"),
            entry("PaxHeaders/b", b'x', b"12 size=600\n"),
            {
                let mut large = entry("b.txt", b'0', &[b'y'; 600]);
                large[124..135].copy_from_slice(b"00000000000");
                large
            },
            entry("PaxHeaders/c", b'x', size.as_bytes()),
            entry("c.txt", b'0', b"zz"),
            vec![0; 1024],
        ];
        let (found, error) = names(archive.concat());
        assert_eq!(error, None);
        assert_eq!(found, [(long, 1), ("b.txt".to_owned(), 600), ("c.txt".to_owned(), 2)]);
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
