//! Pictures of an archive, found by name while its pages are read: where each of them lies, not the pictures themselves.
//!
//! They lie in the archive itself where it is a plain file, else in a nameless file of our own. What is kept in memory is a
//! hash, a place and a length of each, and there is a most of everything.

use super::{LARGEST, bad};
use crate::import::error::ImportError;
use std::collections::HashMap;
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use xxhash_rust::xxh3::xxh3_64;

/// Pictures of one archive at most.
const MOST: usize = 200_000;
/// Bytes of pictures that are put aside at most, where they cannot be read again where they are.
const ASIDE: u64 = 1 << 30;

/// Where pictures lie.
#[derive(Debug)]
pub struct Trove {
    file: File,
    places: HashMap<u64, (u64, u32)>,
    /// Bytes put aside; `None` where the pictures lie in the archive.
    aside: Option<u64>,
    /// There were more than may be.
    over: bool,
}

impl Trove {
    /// Pictures that lie in `archive`, at the bytes that are said.
    pub fn within(archive: File) -> Self {
        Self { file: archive, places: HashMap::new(), aside: None, over: false }
    }

    /// Pictures that are put aside.
    pub fn aside() -> io::Result<Self> {
        Ok(Self { file: nameless()?, places: HashMap::new(), aside: Some(0), over: false })
    }

    /// Notes a picture that lies at byte `at` of the archive; of two with one name the first stays.
    pub fn add(&mut self, name: &[u8], at: u64, bytes: &[u8]) -> io::Result<()> {
        let (key, length) = (xxh3_64(name), bytes.len() as u64);
        if bytes.is_empty() || bytes.len() > 2 * LARGEST || self.places.contains_key(&key) {
            return Ok(());
        }
        if self.places.len() >= MOST || self.aside.is_some_and(|aside| aside + length > ASIDE) {
            self.over = true;
            return Ok(());
        }
        let at = match self.aside.as_mut() {
            None => at,
            Some(aside) => {
                self.file.write_all(bytes)?;
                std::mem::replace(aside, *aside + length)
            }
        };
        self.places.insert(key, (at, length as u32));
        Ok(())
    }

    /// The picture of this name.
    pub fn read(&self, name: &[u8]) -> Result<Option<Vec<u8>>, ImportError> {
        let Some((at, length)) = self.places.get(&xxh3_64(name)) else { return Ok(None) };
        let mut bytes = vec![0; *length as usize];
        self.file.read_exact_at(&mut bytes, *at)?;
        Ok(Some(bytes))
    }

    /// Why not all pictures are here, where they are not.
    pub fn shortage(&self) -> Option<ImportError> {
        let words = format_args!("an archive with more than {MOST} pictures, or {} MiB of them", ASIDE >> 20);
        self.over.then(|| bad(words))
    }
}

/// Whether bytes begin as a picture of a known kind does.
pub fn is_picture(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 3] = [b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8"];
    starts.iter().any(|start| bytes.starts_with(start))
        || bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// Where something large is put aside: the folder for temporary files is in memory on some machines, the other one never.
pub fn place_aside() -> PathBuf {
    let named = env::var_os("TMPDIR").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let large = Path::new("/var/tmp");
    named.unwrap_or_else(|| if large.is_dir() { large.to_owned() } else { env::temp_dir() })
}

/// A file without a name, for what is large: it is gone when the program is.
pub fn nameless() -> io::Result<File> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let folder = place_aside();
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!(".banxin-{}-{count}", std::process::id()));
        match OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path) {
            Ok(file) => return fs::remove_file(&path).map(|()| file),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && count < 1_000 => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_found_by_name_where_they_lie() {
        let mut archive = nameless().unwrap();
        archive.write_all(b"....first.second").unwrap();
        let mut trove = Trove::within(archive);
        trove.add(b"a/1.png", 4, b"first").unwrap();
        trove.add(b"a/1.png", 10, b"second").unwrap();
        trove.add(b"empty.png", 4, b"").unwrap();
        assert_eq!(trove.read(b"a/1.png").unwrap().as_deref(), Some(b"first".as_slice()));
        assert_eq!(trove.read(b"empty.png").unwrap(), None);
        assert_eq!(trove.read(b"1.png").unwrap(), None);

        let mut trove = Trove::aside().unwrap();
        trove.add(b"1", 900, b"one").unwrap();
        trove.add(b"2", 950, b"two!").unwrap();
        assert_eq!(trove.read(b"2").unwrap().as_deref(), Some(b"two!".as_slice()));
        assert_eq!(trove.read(b"1").unwrap().as_deref(), Some(b"one".as_slice()));
        assert_eq!(trove.shortage(), None);
    }

    #[test]
    fn there_is_a_most_of_them() {
        let mut trove = Trove::within(nameless().unwrap());
        for number in 0..=MOST as u64 {
            trove.add(&number.to_le_bytes(), 0, b"x").unwrap();
        }
        assert_eq!(trove.places.len(), MOST);
        assert!(trove.shortage().unwrap().to_string().contains("200000"));
        let mut trove = Trove::aside().unwrap();
        trove.aside = Some(ASIDE - 3);
        trove.add(b"a", 0, b"four").unwrap();
        assert!(trove.places.is_empty() && trove.shortage().is_some());
    }

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        assert!(is_picture(b"\xff\xd8\xff\xe0") && is_picture(b"\x89PNG\r\n\x1a\n") && is_picture(b"GIF89a"));
        assert!(is_picture(b"RIFF\0\0\0\0WEBPVP8 "));
        assert!(!is_picture(b"RIFF\0\0\0\0WAVEfmt ") && !is_picture(b"<svg>") && !is_picture(b""));
    }
}
