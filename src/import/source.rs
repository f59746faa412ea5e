//! Finds the inputs: paths are walked in sorted order, no link is followed, only regular files are opened.
//!
//! It does not know what is in them; `stream` opens them and `sniff` says what they are.

use super::address;
use super::error::{ImportError, Reason};
use super::waiting::Waiting;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use url::Url;

/// Deepest folder that is entered.
const MAX_FOLDERS: usize = 64;
/// Folders below one, and in each of them, in which a page is looked for.
const LOOKED_INTO: (usize, usize) = (3, 20);

/// What a saved page brings along beside itself; passed over while walking.
const ASSETS: [&str; 38] = [
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico", "svg", "woff",
    "woff2", "ttf", "otf", "eot", "mp3", "mp4", "m4a", "webm", "ogg", "wav", "flv", "swf", "pdf", "doc",
    "docx", "xls", "xlsx", "ppt", "pptx", "zip", "rar", "7z", "exe", "tmp",
];

/// One input that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
    /// Its path below the folder that was named, for addresses of mirrored pages.
    pub below: PathBuf,
    /// Named by the user, rather than found in a folder.
    pub named: bool,
    /// The site that the folder which was named is a mirror of, by its name.
    pub site: Option<Url>,
}

/// Finds sources one after the other; a large mirror is never listed whole, only folder by folder.
#[derive(Debug)]
pub struct Walk {
    waiting: Vec<(Source, usize)>,
    /// What was met on the way and is left out; told before what comes next.
    passed: Vec<(Source, Reason)>,
}

impl Source {
    /// Whether this is standard input.
    pub fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }

    /// Opens the file without following a link and without waiting on a pipe that was found in a folder. Where bytes may
    /// keep one waiting, the wait ends when `stop` is set.
    pub fn open(&self, stop: &Arc<AtomicBool>) -> Result<(Box<dyn io::Read + Send>, u64), ImportError> {
        if self.is_stdin() {
            return Ok((Box::new(Waiting::stdin(stop)?), 0));
        }
        if self.named && !fs::metadata(&self.path)?.is_file() {
            return Ok((Box::new(Waiting::open(&self.path, stop)?), 0));
        }
        let file = self.file()?;
        let length = file.metadata().map_or(0, |data| if data.is_file() { data.len() } else { 0 });
        Ok((Box::new(file), length))
    }

    /// The file itself, for reading at any of its bytes; no link is followed to one that was found in a folder.
    pub fn file(&self) -> io::Result<File> {
        if self.named { File::open(&self.path) } else { open_found(&self.path) }
    }
}

impl Walk {
    /// Begins a walk over what the user named, in the order of the command line.
    pub fn over(paths: &[PathBuf]) -> Self {
        let named =
            |path: &PathBuf| Source { path: path.clone(), below: file_name(path), named: true, site: None };
        Self { waiting: paths.iter().rev().map(|path| (named(path), 0)).collect(), passed: Vec::new() }
    }

    /// Bytes of all files that such a walk finds; `None` where one is a stream, and where nobody wants to know any more.
    pub fn bytes(paths: &[PathBuf], is_wanted: impl Fn() -> bool) -> Option<u64> {
        let mut bytes = 0;
        for source in Self::over(paths).flatten() {
            let file = fs::metadata(&source.path).ok().filter(fs::Metadata::is_file);
            match file {
                _ if !is_wanted() => return None,
                Some(file) => bytes += file.len(),
                None if source.named => return None,
                None => {}
            }
        }
        Some(bytes)
    }

    fn enter(&mut self, folder: &Source, depth: usize) -> Result<(), ImportError> {
        if depth >= MAX_FOLDERS {
            return Err(ImportError::new(Reason::TooDeep, folder.path.display()));
        }
        let mut entries = fs::read_dir(&folder.path)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        let (root, site) = if depth == 0 {
            (PathBuf::new(), mirrored(&folder.path))
        } else {
            (folder.below.clone(), folder.site.clone())
        };
        for entry in entries.iter().rev() {
            let Ok(kind) = entry.file_type() else { continue };
            let name = entry.file_name();
            // What is hidden is left out by whoever hid it, and what pages bring along is no page.
            if name.as_bytes().starts_with(b".") || !kind.is_dir() && is_asset(&name) {
                continue;
            }
            let site = site.clone();
            let source = Source { path: entry.path(), below: root.join(&name), named: false, site };
            match left_out(kind, &name, &entries) {
                Some(reason) => self.passed.push((source, reason)),
                None => self.waiting.push((source, depth + 1)),
            }
        }
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<Source, (Source, ImportError)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((source, reason)) = self.passed.pop() {
                return Some(Err((source, reason.into())));
            }
            let (source, depth) = self.waiting.pop()?;
            let data =
                if source.named { fs::metadata(&source.path) } else { fs::symlink_metadata(&source.path) };
            match data {
                _ if source.is_stdin() => return Some(Ok(source)),
                Ok(data) if data.is_dir() => {
                    if let Err(error) = self.enter(&source, depth) {
                        return Some(Err((source, error)));
                    }
                }
                Ok(_) => return Some(Ok(source)),
                Err(error) => return Some(Err((source, error.into()))),
            }
        }
    }
}

/// The site that a folder is a mirror of: it is called as a host is, and holds pages.
fn mirrored(folder: &Path) -> Option<Url> {
    let name = match folder.file_name() {
        Some(name) => name.to_owned(),
        // `.` and what ends in `..` are called something all the same.
        None => fs::canonicalize(folder).ok()?.file_name()?.to_owned(),
    };
    address::of_site(&name).filter(|_| holds_pages(folder, LOOKED_INTO.0))
}

fn holds_pages(folder: &Path, levels: usize) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let mut folders = Vec::new();
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_file() && address::is_page(&entry.file_name()) => return true,
            Ok(kind) if kind.is_dir() && folders.len() < LOOKED_INTO.1 => folders.push(entry.path()),
            _ => {}
        }
    }
    levels > 0 && folders.iter().any(|folder| holds_pages(folder, levels - 1))
}

/// Why an entry of a folder is no input. `entries` are all of them, in order.
fn left_out(kind: fs::FileType, name: &OsStr, entries: &[fs::DirEntry]) -> Option<Reason> {
    if kind.is_dir() {
        None
    } else if kind.is_symlink() {
        Some(Reason::Link)
    } else if !kind.is_file() {
        Some(Reason::SpecialFile)
    } else {
        is_before_conversion(name, entries).then_some(Reason::BeforeConversion)
    }
}

/// Whether a file is what `wget -K` kept of one beside it: `28.html.orig`. `entries` are those of its folder, in order.
fn is_before_conversion(name: &OsStr, entries: &[fs::DirEntry]) -> bool {
    let Some(converted) = name.as_bytes().strip_suffix(b".orig").map(OsStr::from_bytes) else { return false };
    entries.binary_search_by(|entry| entry.file_name().as_os_str().cmp(converted)).is_ok()
}

fn open_found(path: &Path) -> io::Result<File> {
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("not a regular file")) }
}

fn file_name(path: &Path) -> PathBuf {
    path.file_name().map(PathBuf::from).unwrap_or_default()
}

/// Whether a name ends as a page's pictures, scripts and styles do. `a.css?v=3` of a mirror counts.
pub(super) fn is_asset(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    let name = name.split(['?', '@']).next().unwrap_or(&name);
    name == "robots.txt" || name.rsplit_once('.').is_some_and(|(_, end)| ASSETS.contains(&end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(root: &Path) -> Vec<String> {
        Walk::over(&[root.to_path_buf()])
            .filter_map(Result::ok)
            .map(|source| source.below.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn what_there_is_to_read_is_known_of_files_and_not_of_streams() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("b")).unwrap();
        for (name, size) in [("b/1.txt", 5), ("a.json", 7), ("b/style.css", 100)] {
            fs::write(root.path().join(name), vec![b'x'; size]).unwrap();
        }
        let inputs = [root.path().to_path_buf(), root.path().join("a.json")];
        assert_eq!(Walk::bytes(&inputs, || true), Some(19));
        assert_eq!(Walk::bytes(&inputs, || false), None);
        assert_eq!(Walk::bytes(&[root.path().to_path_buf(), "-".into()], || true), None);
    }

    #[test]
    fn files_are_found_in_order_and_links_are_not_followed() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("b/c")).unwrap();
        for name in ["b/c/2.html", "b/1.txt", "a.json", "b/style.css", ".hidden", "b/robots.txt"] {
            fs::write(root.path().join(name), "x").unwrap();
        }
        std::os::unix::fs::symlink("/etc/passwd", root.path().join("b/link.txt")).unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("b/loop")).unwrap();
        assert_eq!(found(root.path()), ["a.json", "b/1.txt", "b/c/2.html"]);
        let passed: Vec<_> = Walk::over(&[root.path().to_path_buf()]).filter_map(Result::err).collect();
        let passed: Vec<_> =
            passed.iter().map(|(source, error)| (source.below.to_str().unwrap(), error.reasons[0])).collect();
        assert_eq!(passed, [("b/link.txt", Reason::Link), ("b/loop", Reason::Link)]);
    }

    #[test]
    fn a_page_before_its_links_were_converted_is_passed_over_beside_what_it_became() {
        let root = tempfile::tempdir().unwrap();
        for name in ["1.html", "1.html.orig", "2.html.orig"] {
            fs::write(root.path().join(name), b"x").unwrap();
        }
        let found: Vec<_> = Walk::over(&[root.path().to_path_buf()])
            .map(|found| found.map(|source| source.below).map_err(|(source, error)| (source.below, error)))
            .collect();
        assert_eq!(
            found,
            [
                Err(("1.html.orig".into(), Reason::BeforeConversion.into())),
                Ok("1.html".into()),
                Ok("2.html.orig".into())
            ]
        );
    }

    #[test]
    fn what_is_not_there_is_one_error() {
        let mut walk = Walk::over(&[PathBuf::from("no such file"), PathBuf::from("-")]);
        assert_eq!(walk.next().unwrap().unwrap_err().1.reasons, [Reason::Unreadable]);
        assert!(walk.next().unwrap().unwrap().is_stdin());
        assert!(walk.next().is_none());
    }

    #[test]
    fn a_file_swapped_for_a_link_is_not_opened() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.txt");
        std::os::unix::fs::symlink("/etc/passwd", &path).unwrap();
        let source = Source { path, below: PathBuf::new(), named: false, site: None };
        assert!(source.open(&Arc::default()).is_err());
    }
}
