//! Which library and which desk: named, configured, the usual place, or the sample.

use super::Setup;
use super::exit::Failure;
use crate::import::sample;
use crate::store::{Desk, Library};
use crate::text::sanitize;
use std::io::Write;
use std::path::PathBuf;

impl Setup {
    /// The library that was named or configured, or the usual one if it is there; `None` for the sample.
    pub fn library_path(&self) -> Option<PathBuf> {
        let named = self.global.library.clone().or_else(|| self.config.library.clone());
        named.or_else(|| usual_library().filter(|path| path.exists()))
    }

    /// The library that an import writes.
    pub fn library_to_write(&self) -> Result<PathBuf, Failure> {
        let named =
            self.global.library.clone().or_else(|| self.config.library.clone()).or_else(usual_library);
        named.ok_or_else(|| Failure::usage("usage.no-data-folder", []))
    }

    /// Opens the library for reading; whether it is the sample.
    pub fn open_library(&self) -> Result<(Library, bool), Failure> {
        if let Some(path) = self.library_path() {
            return Ok((Library::open(&path)?, false));
        }
        let path = sample::library().map_err(|error| Failure::Sample(error.to_string()))?;
        Ok((Library::open(&path)?, true))
    }

    /// What a library is called in a message: its file, or that it is the sample.
    pub fn name_of(&self, library: &Library) -> String {
        match self.library_path() {
            Some(_) => library.path().display().to_string(),
            None => self.language.say("cli.sample").to_owned(),
        }
    }

    /// Says something to whoever looks on: not data, so not on standard output.
    pub fn remark(&self, words: &str) {
        // What cannot be said there cannot be said anywhere.
        let _ = writeln!(std::io::stderr().lock(), "banxin: {}", sanitize::line(words));
    }

    /// Opens the desk. A file that was named and is something else is refused and left as it is; whatever else goes wrong is
    /// a notice of the desk.
    pub fn open_desk(&self) -> Result<Desk, Failure> {
        if let Some(named) = self.global.desk.as_ref().or(self.config.desk.as_ref()) {
            Desk::refuse_another_file(named)?;
        }
        Ok(self.desk_path().map_or_else(Desk::in_memory, |path| Desk::open(&path)))
    }

    /// The desk that was named or configured, or the usual one; `None` without a home.
    pub fn desk_path(&self) -> Option<PathBuf> {
        self.global.desk.clone().or_else(|| self.config.desk.clone()).or_else(Desk::default_path)
    }
}

/// `$XDG_DATA_HOME/banxin/library.db`.
fn usual_library() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    etcetera::base_strategy::Xdg::new().ok().map(|base| base.data_dir().join("banxin").join("library.db"))
}
