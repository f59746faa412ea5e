//! How the program ends: one place that prints an error, typed exit codes.

use crate::app::keymap::KeymapError;
use crate::config::ConfigError;
use crate::locale::{Language, system_said};
use crate::runtime::RuntimeError;
use crate::store::StoreError;
use crate::text::sanitize;
use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

/// Some items failed.
pub const SOME_FAILED: u8 = 1;
/// Wrong use, or no terminal.
pub const USAGE: u8 = 2;
/// The library or the desk cannot be used.
pub const UNUSABLE: u8 = 3;

/// Why a command could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The library or the desk.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The terminal.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// Standard output was closed: end quietly.
    #[error("standard output was closed")]
    ClosedPipe,
    /// Reading or writing a file failed.
    #[error("{}: {reason}", sanitize::line(path))]
    File {
        /// The file.
        path: String,
        /// What the system says.
        reason: std::io::Error,
    },
    /// The folder in which the library is to lie cannot be had.
    #[error("{}: {reason}", sanitize::line(path))]
    Folder {
        /// The folder.
        path: String,
        /// What the system says.
        reason: std::io::Error,
    },
    /// Something that was named does not exist: what of the table `usage` says so, and what it names.
    #[error("{}", Language::English.filled(key, values))]
    Usage {
        /// The key of the text.
        key: &'static str,
        /// What stands in it.
        values: Vec<(&'static str, String)>,
    },
    /// What is told already in the language of the run.
    #[error("{0}")]
    Said(String),
    /// The key table cannot be used.
    #[error(transparent)]
    Keys(#[from] KeymapError),
    /// The sample could not be made.
    #[error("{}", Language::English.fill("usage.sample", &[("reason", .0)]))]
    Sample(String),
}

impl Failure {
    /// Wrong use, by the key of its text.
    pub fn usage<const N: usize>(key: &'static str, values: [(&'static str, &dyn Display); N]) -> Self {
        Self::Usage { key, values: values.map(|(name, value)| (name, value.to_string())).into() }
    }

    /// Prints the failure and says how the process ends.
    pub fn report(&self, language: Language) -> ExitCode {
        let code = match self {
            Self::ClosedPipe => return ExitCode::SUCCESS,
            Self::Store(error) if !matches!(error, StoreError::Query(_)) => UNUSABLE,
            Self::Sample(_) | Self::Folder { .. } => UNUSABLE,
            Self::File { .. } => SOME_FAILED,
            Self::Store(_)
            | Self::Config(_)
            | Self::Keys(_)
            | Self::Usage { .. }
            | Self::Said(_)
            | Self::Runtime(_) => USAGE,
        };
        let words = self.said(language);
        let words = sanitize::text(&words);
        let mut stderr = std::io::stderr().lock();
        // Nothing can be done about an error that cannot be told.
        let _ = writeln!(stderr, "banxin: {words}");
        if let Some(hint) = self.hint(language) {
            let _ = writeln!(stderr, "{}: {hint}", language.say("cli.hint"));
        }
        ExitCode::from(code)
    }

    /// What went wrong, in a language.
    pub fn said(&self, language: Language) -> String {
        match self {
            Self::Store(error) => error.said(language),
            Self::File { path, reason } | Self::Folder { path, reason } => {
                format!("{}: {}", sanitize::line(path), system_said(reason, language))
            }
            Self::Usage { key, values } => language.filled(key, values),
            Self::Sample(reason) => language.fill("usage.sample", &[("reason", reason)]),
            Self::Config(error) => error.said(language),
            Self::Keys(error) => error.said(language),
            Self::Runtime(error) => error.said(language),
            Self::ClosedPipe | Self::Said(_) => self.to_string(),
        }
    }

    fn hint(&self, language: Language) -> Option<String> {
        match self {
            Self::Store(error) => error.advice(language).map(ToOwned::to_owned),
            Self::Config(_) | Self::Keys(_) => Some(language.say("cli.config-hint").to_owned()),
            _ => None,
        }
    }
}
