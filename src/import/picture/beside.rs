//! A picture's file beside the page that shows it: below the folder that was imported, and reached without any link; or a
//! picture of the archive or the crawl that the page is from.
//!
//! An address on a page is not to be trusted: what climbs out of the folder, what is a link or no regular file is not
//! opened, whatever it is called.

use super::{LARGEST, Trove, bad};
use crate::import::error::ImportError;
use crate::import::warc;
use rustix::fs::{Mode, OFlags, open, openat};
use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use url::Url;

/// Where a page lies.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    root: Root,
    /// The page below it.
    page: PathBuf,
}

/// Below what it lies.
#[derive(Debug, Clone, Default)]
enum Root {
    /// Below nothing that has pictures.
    #[default]
    Nothing,
    /// The folder that was imported.
    Folder(PathBuf),
    /// An archive, with its path.
    Archive(Arc<Trove>, PathBuf),
    /// A crawl, in which the page has this address.
    Crawl(Arc<Trove>, Url),
}

/// What was found: under which path, and the bytes.
type Found = (Option<PathBuf>, Result<Option<Vec<u8>>, ImportError>);

/// Names of folders and of a file at the end.
type Names = Vec<OsString>;

impl Beside {
    /// A page in a file: `below` is the end of `path` that lies below the folder that was imported.
    pub fn file(path: &Path, below: &Path) -> Self {
        let root = path.ancestors().nth(below.components().count());
        let root = root.map(|root| if root.as_os_str().is_empty() { Path::new(".") } else { root });
        let root = root.map_or(Root::Nothing, |root| Root::Folder(root.to_owned()));
        Self { root, page: below.to_owned() }
    }

    /// A page of an archive that lies at `path`, by its name in it.
    pub fn archive(trove: Arc<Trove>, path: &Path, name: &Path) -> Self {
        Self { root: Root::Archive(trove, path.to_owned()), page: name.to_owned() }
    }

    /// A page of a crawl, by its address.
    pub fn crawl(trove: Arc<Trove>, address: &str) -> Self {
        let root = Url::parse(address).map_or(Root::Nothing, |url| Root::Crawl(trove, url));
        Self { root, page: PathBuf::new() }
    }

    /// The bytes of a picture with its path; none where it is not there.
    pub fn read(&self, address: &str) -> Found {
        match &self.root {
            Root::Nothing => (None, Ok(None)),
            Root::Folder(root) => {
                self.first(address, root, |names| open_below(root, names).map(|file| bytes(file).map(Some)))
            }
            Root::Archive(trove, path) => self.first(address, path, |names| {
                let found = trove.read(&names.join(OsStr::new("/")).into_vec());
                found.and_then(within_limit).transpose().map(|found| found.map(Some))
            }),
            Root::Crawl(trove, page) => (None, crawled(trove, page, address)),
        }
    }

    /// The first of the names under which there is something.
    fn first(
        &self,
        address: &str,
        root: &Path,
        open: impl Fn(&[OsString]) -> Option<Result<Option<Vec<u8>>, ImportError>>,
    ) -> Found {
        for names in self.candidates(address) {
            if let Some(found) = open(&names) {
                let path = names.iter().fold(root.to_owned(), |path, name| path.join(name));
                return (Some(path), found);
            }
        }
        (None, Ok(None))
    }

    /// Under which names the file may lie: mirrors keep the query in the name, and escapes or not.
    fn candidates(&self, address: &str) -> Vec<Names> {
        let address = address.split('#').next().unwrap_or_default();
        let plain = address.split('?').next().unwrap_or_default();
        let mut found: Vec<Names> = Vec::new();
        for written in [unescaped(plain), plain.as_bytes().into(), unescaped(address)] {
            found.extend(self.names(&written).filter(|names| !found.contains(names)));
        }
        found
    }

    /// The names that an address leads through from the folder that was imported; `None` where it leads out of it.
    fn names(&self, address: &[u8]) -> Option<Names> {
        let mut folders: Names = self
            .page
            .components()
            .filter_map(|part| match part {
                Component::Normal(name) => Some(name.to_owned()),
                _ => None,
            })
            .collect();
        folders.pop()?;
        // The first folder of a mirror is the host.
        let host = folders.first().filter(|first| first.as_bytes().contains(&b'.')).cloned();
        let rest = if let Some((named, rest)) = web(address) {
            folders = vec![host.filter(|host| *host == *OsStr::from_bytes(&named))?];
            rest
        } else if let Some(rest) = address.strip_prefix(b"/") {
            folders = host.into_iter().collect();
            rest.to_vec()
        } else {
            address.to_vec()
        };
        for name in rest.split(|byte| *byte == b'/') {
            match name {
                b"" | b"." => {}
                b".." => drop(folders.pop()?),
                _ if name.contains(&b'\\') || name.contains(&0) => return None,
                _ => folders.push(OsString::from_vec(name.to_vec())),
            }
        }
        (!folders.is_empty()).then_some(folders)
    }
}

/// A picture of a crawl, by its address as a page has it.
fn crawled(trove: &Trove, page: &Url, address: &str) -> Result<Option<Vec<u8>>, ImportError> {
    let Ok(url) = page.join(address.trim()) else { return Ok(None) };
    let Some(record) = trove.read(&warc::name_of(url))? else { return Ok(None) };
    within_limit(warc::picture(record))
}

fn within_limit(bytes: Option<Vec<u8>>) -> Result<Option<Vec<u8>>, ImportError> {
    match bytes {
        Some(bytes) if bytes.len() > LARGEST => Err(too_large()),
        bytes => Ok(bytes),
    }
}

fn too_large() -> ImportError {
    bad(format_args!("more than {} MiB", LARGEST >> 20))
}

/// Host and path of an address on the web.
fn web(address: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let text = std::str::from_utf8(address).ok()?;
    let (_, rest) = text.split_once("//").filter(|(scheme, _)| matches!(*scheme, "" | "http:" | "https:"))?;
    let host = Url::parse(&format!("http://{rest}")).ok()?.host_str()?.as_bytes().to_vec();
    let (_, path) = rest.split_once('/')?;
    Some((host, path.as_bytes().to_vec()))
}

/// Percent-escapes undone.
fn unescaped(text: &str) -> Cow<'_, [u8]> {
    if !text.contains('%') {
        return text.as_bytes().into();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes.into()
}

/// Opens a regular file, one folder after the other, none of them a link.
fn open_below(root: &Path, names: &[OsString]) -> Option<File> {
    let (last, folders) = names.split_last()?;
    let as_folder = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut folder = open(root, as_folder, Mode::empty()).ok()?;
    for name in folders {
        folder = openat(&folder, name, as_folder | OFlags::NOFOLLOW, Mode::empty()).ok()?;
    }
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = File::from(openat(&folder, last, flags, Mode::empty()).ok()?);
    file.metadata().is_ok_and(|data| data.is_file()).then_some(file)
}

fn bytes(file: File) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LARGEST {
        return Err(too_large());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    fn mirror() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("mirror");
        fs::create_dir_all(root.join("a.example/news")).unwrap();
        fs::create_dir_all(root.join("a.example/img")).unwrap();
        for (name, words) in [
            ("mirror/a.example/news/beside.jpg", "beside"),
            ("mirror/a.example/img/图 一.jpg", "chinese"),
            ("mirror/a.example/img/v.php?id=3", "query"),
            ("mirror/top.png", "top"),
            ("secret.jpg", "secret"),
        ] {
            fs::write(folder.path().join(name), words).unwrap();
        }
        symlink(folder.path().join("secret.jpg"), root.join("a.example/news/link.jpg")).unwrap();
        symlink(folder.path(), root.join("a.example/up")).unwrap();
        folder
    }

    fn read(folder: &Path, address: &str) -> Option<String> {
        let below = Path::new("a.example/news/1.html");
        let beside = Beside::file(&folder.join("mirror").join(below), below);
        let (_, bytes) = beside.read(address);
        bytes.unwrap().map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn pictures_are_found_where_pages_and_mirrors_keep_them() {
        let folder = mirror();
        for (address, expected) in [
            ("beside.jpg", "beside"),
            ("./beside.jpg?v=3#x", "beside"),
            ("../img/%E5%9B%BE%20%E4%B8%80.jpg", "chinese"),
            ("/img/图 一.jpg", "chinese"),
            ("http://a.example/img/v.php?id=3", "query"),
            ("//a.example/news/beside.jpg", "beside"),
            ("../../top.png", "top"),
        ] {
            assert_eq!(read(folder.path(), address).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn nothing_outside_is_opened_and_no_link_is_followed() {
        let folder = mirror();
        for address in [
            "../../../secret.jpg",
            "..%2f..%2f../secret.jpg",
            "link.jpg",
            "/up/secret.jpg",
            "../up/secret.jpg",
            "http://b.example/img/v.php?id=3",
            "/../../secret.jpg",
            "file:///etc/passwd",
            "..\\..\\..\\secret.jpg",
            ".",
            "",
            "absent.jpg",
            "../img",
        ] {
            assert_eq!(read(folder.path(), address), None, "{address}");
        }
        let absolute = folder.path().join("secret.jpg").display().to_string();
        assert_eq!(read(folder.path(), &absolute), None);
    }

    #[test]
    fn a_file_that_is_too_large_is_named() {
        let folder = mirror();
        let root = folder.path().join("mirror");
        fs::write(root.join("huge.jpg"), vec![0; LARGEST + 1]).unwrap();
        let beside = Beside::file(&root.join("1.html"), Path::new("1.html"));
        let (path, read) = beside.read("huge.jpg");
        assert_eq!(path, Some(root.join("huge.jpg")));
        assert!(read.unwrap_err().to_string().contains("8 MiB"));
    }
}
