//! What a run is told: formats, zone, capture time, limits of a document.

use super::source::Walk;
use crate::news::date::Clock;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

/// A source format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::Display, strum::EnumString, strum::VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    /// A web page rendered to plain text.
    Text,
    /// A web page.
    Html,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A list of feeds.
    Opml,
    /// A crawl: WARC or WET.
    Warc,
    /// One JSON object a line.
    Jsonl,
    /// A table with a header.
    Csv,
    /// Markdown with front matter.
    #[strum(to_string = "md", serialize = "markdown")]
    Md,
    /// The export of `WordPress` (WXR).
    Wxr,
    /// The SQLite database of a Z-BlogPHP site.
    Zblog,
    /// A web page that a browser saved as one file of mail.
    #[strum(to_string = "mht", serialize = "mhtml")]
    Mht,
    /// A tar archive of any of these.
    Tar,
}

/// How to read the inputs of one run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Read everything as this instead of looking at the content.
    pub as_format: Option<Format>,
    /// Name of the paper or site, for articles that name none.
    pub source: Option<String>,
    /// Address that relative addresses and file names are taken against.
    pub base_url: Option<url::Url>,
    /// When the pages were captured, Unix seconds; relative dates need it.
    pub captured_at: Option<i64>,
    /// Seconds ahead of UTC of dates that name no zone; China's when `None`.
    pub offset: Option<i32>,
    /// Decode everything by this.
    pub charset: Option<&'static encoding_rs::Encoding>,
    /// Hand the original bytes on beside each article.
    pub keep_original: bool,
    /// Make thumbnails of the pictures that are at hand.
    pub thumbnails: bool,
    /// This program, to read web pages in processes of their own: what kills its process is one failed item. Read
    /// within this process when `None`.
    pub extractor: Option<PathBuf>,
    /// Longest time one page may take in such a process; 10 seconds when `None`.
    pub deadline: Option<Duration>,
    /// Worker threads; 0 means as many as there are cores.
    pub jobs: usize,
    /// Counts bytes while they are read, for whoever shows progress.
    pub progress: Arc<Progress>,
    /// Set when the run is to end: then nothing is waited for any more.
    pub stop: Arc<AtomicBool>,
}

/// How far a run has read. Shared with the thread that shows it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes of all inputs, once they were measured.
    measured: OnceLock<u64>,
    /// Bytes that are read for a second time.
    again: AtomicU64,
    read: AtomicU64,
}

impl Options {
    /// What dates are read against when the input itself names no capture time.
    pub fn clock(&self) -> Clock {
        self.clock_at(None)
    }

    /// By what the lines, rows and items of an input are decoded; a wide text was made UTF-8 before it was cut.
    pub fn charset_of_parts(&self) -> Option<&'static encoding_rs::Encoding> {
        self.charset.filter(|charset| charset.is_ascii_compatible())
    }

    /// What dates are read against: the capture time of the input before the one given for the run.
    pub fn clock_at(&self, captured_at: Option<i64>) -> Clock {
        let china = Clock::default();
        Clock { offset: self.offset.unwrap_or(china.offset), captured_at: captured_at.or(self.captured_at) }
    }
}

impl Progress {
    /// Finds out on a thread of its own how much there is to read, while that is being read: a mirror of a million pages is
    /// walked for a while before its size is known. It stays unknown where an input is a stream.
    pub fn measure(self: &Arc<Self>, inputs: &[PathBuf]) {
        let (this, inputs) = (Arc::downgrade(self), inputs.to_vec());
        thread::spawn(move || {
            let is_wanted = || this.strong_count() > 0;
            if let (Some(bytes), Some(progress)) = (Walk::bytes(&inputs, is_wanted), this.upgrade()) {
                // It is measured once.
                let _ = progress.measured.set(bytes);
            }
        });
    }

    /// Bytes there are to read, once that is known.
    pub fn total(&self) -> Option<u64> {
        Some(self.measured.get()? + self.again.load(Ordering::Relaxed))
    }

    /// Bytes read so far, as they stand in the files (compressed).
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    pub(super) fn expect_again(&self, bytes: u64) {
        self.again.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn advance(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }
}
