//! The embedded sample newspaper: plain files in `assets/sample`, brought in by the program's own importer.
//!
//! The library made from them is kept in the cache folder under a name made from their content, so that it is made
//! once; where the cache cannot be written it is made in a private folder of the system's for temporary files.

use super::{Options, markdown};
use crate::store::{LibraryWriter, Prepared, Source, StoreError};
use etcetera::BaseStrategy;
use include_dir::{Dir, include_dir};
use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::Xxh3;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/sample");

/// Name of the source the sample's articles belong to.
pub const SOURCE: &str = "版心样报";

/// Why the sample cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// No folder can be written.
    #[error("no folder can be written for it ({0}); name a library with --library FILE")]
    Folder(io::Error),
    /// The store refused it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An article cannot be read.
    #[error("{name}: {reason}")]
    Article {
        /// The file.
        name: String,
        /// What is wrong.
        reason: String,
    },
}

/// The sample library, made now if it is not there yet.
pub fn library() -> Result<PathBuf, SampleError> {
    let name = format!("sample-{:016x}.db", fingerprint());
    let cached = etcetera::base_strategy::Xdg::new().ok().map(|base| base.cache_dir().join("banxin"));
    if let Some(folder) = cached
        && let Ok(path) = in_folder(&folder, &name)
    {
        return Ok(path);
    }
    let private = std::env::temp_dir().join(format!("banxin-{}", rustix::process::getuid().as_raw()));
    in_folder(&private, &name)
}

fn in_folder(folder: &Path, name: &str) -> Result<PathBuf, SampleError> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(SampleError::Folder)?;
    own(folder).map_err(SampleError::Folder)?;
    let path = folder.join(name);
    if path.is_file() {
        return Ok(path);
    }
    let making = folder.join(format!("{name}.{}", std::process::id()));
    let made = make(&making).and_then(|()| fs::rename(&making, &path).map_err(SampleError::Folder));
    if made.is_err() {
        // What is left of a failed attempt is of no use to anyone.
        let _ = fs::remove_file(&making);
    }
    made.map(|()| path)
}

/// A folder that others can write is not ours to trust.
fn own(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::symlink_metadata(folder)?;
    let ours = metadata.is_dir()
        && metadata.uid() == rustix::process::getuid().as_raw()
        && metadata.mode() & 0o022 == 0;
    if ours { Ok(()) } else { Err(io::Error::new(io::ErrorKind::PermissionDenied, "others can write to it")) }
}

/// Writes the sample's articles into a new library.
pub fn make(path: &Path) -> Result<(), SampleError> {
    let mut writer = LibraryWriter::open(path)?;
    writer.begin_run("sample")?;
    let source = Source { name: SOURCE.to_owned(), base_url: None };
    let mut files: Vec<_> =
        FILES.files().filter(|file| file.path().extension().is_some_and(|end| end == "md")).collect();
    files.sort_by_key(|file| file.path());
    for file in files {
        let name = file.path().display().to_string();
        let wrong = |reason: String| SampleError::Article { name: name.clone(), reason };
        let text = file.contents_utf8().ok_or_else(|| wrong("not UTF-8".to_owned()))?;
        let article =
            markdown::article(text, &Options::default()).map_err(|error| wrong(error.to_string()))?;
        writer.put(&Prepared::of(article, &source))?;
    }
    writer.finish()?;
    Ok(())
}

/// Of every file's name and content, and of the schema's version.
fn fingerprint() -> u64 {
    let mut hash = Xxh3::new();
    hash.update(env!("CARGO_PKG_VERSION").as_bytes());
    hash.update(&crate::store::LIBRARY_VERSION.to_le_bytes());
    for file in FILES.files() {
        hash.update(file.path().as_os_str().as_encoded_bytes());
        hash.update(file.contents());
    }
    hash.digest()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_a_newspaper_worth_reading() {
        let mut categories = std::collections::BTreeSet::new();
        let mut titles = std::collections::BTreeSet::new();
        let mut days = std::collections::BTreeSet::new();
        for file in FILES.files() {
            let article = markdown::article(file.contents_utf8().unwrap(), &Options::default()).unwrap();
            let title = article.title.clone().unwrap();
            assert!(titles.insert(title.clone()), "{title} twice");
            assert!(
                !article.body.blocks.is_empty()
                    && !article.listed.iter().any(|listed| listed.title.is_empty()),
                "{title}"
            );
            categories.insert(article.category_path);
            days.insert(article.published.unwrap().day());
        }
        assert!(titles.len() >= 60 && categories.len() >= 8, "{} {}", titles.len(), categories.len());
        assert!(categories.iter().filter(|path| path.len() > 1).count() >= 4);
        let month = |day: &String| -> i32 {
            let mut numbers = day.split('-').map(|number| number.parse::<i32>().unwrap());
            numbers.next().unwrap() * 12 + numbers.next().unwrap()
        };
        let (first, last) = (days.first().unwrap(), days.last().unwrap());
        assert!(month(last) - month(first) >= 24, "{first} {last}");
    }
}
