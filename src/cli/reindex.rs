//! `banxin reindex`: makes the search index and the words for pinyin anew.

use super::Setup;
use super::exit::Failure;
use super::output::Output;
use crate::store::{Library, LibraryWriter};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Between two lines of progress.
const PAUSE: Duration = Duration::from_millis(250);

/// Makes the index anew.
pub fn run(setup: &Setup) -> Result<ExitCode, Failure> {
    let path = setup.library_to_write()?;
    // A name that was mistyped is to be told, not made into an empty library.
    drop(Library::open(&path)?);
    let mut writer = LibraryWriter::open(&path)?;
    let shown = std::io::stderr().is_terminal();
    let mut last = Instant::now();
    let done = writer.reindex(|done, total| {
        if shown && (last.elapsed() >= PAUSE || done == total) {
            last = Instant::now();
            let values = [("n", done.to_string()), ("total", total.to_string())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            let line = setup.language.fill("cli.reindexing", &values);
            // Progress that cannot be shown is not missed.
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K{line}");
        }
    })?;
    if shown {
        let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
    }
    writer.finish()?;
    let mut output = Output::new();
    output.line(&setup.language.fill("cli.reindexed", &[("n", &done.to_string())]))?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}
