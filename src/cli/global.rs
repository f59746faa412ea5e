//! Options that every command takes, and the variables that stand in for them.

use crate::config::{Ambiguous, Pictures};
use clap::Args;
use std::path::PathBuf;

/// Options that every command takes.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// Library file (else `BANXIN_LIBRARY`)
    #[arg(long, global = true, value_name = "FILE")]
    pub library: Option<PathBuf>,
    /// Desk file: your own marks, stars, notes and places (else `BANXIN_DESK`)
    #[arg(long, global = true, value_name = "FILE")]
    pub desk: Option<PathBuf>,
    /// Configuration file (else `BANXIN_CONFIG`)
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Language of the interface
    #[arg(long, global = true, value_name = "zh|en", value_parser = ["zh", "en"])]
    pub lang: Option<String>,
    /// Columns of characters whose width terminals disagree about; avoid puts others in their place
    #[arg(
        long,
        global = true,
        value_enum,
        hide_possible_values = true,
        value_name = "auto|narrow|wide|avoid"
    )]
    pub ambiguous: Option<Ambiguous>,
    /// How pictures are shown; kitty and sixel are for terminals that are not known to draw pixels
    #[arg(
        long,
        global = true,
        value_enum,
        hide_possible_values = true,
        value_name = "auto|kitty|sixel|blocks|off"
    )]
    pub pictures: Option<Pictures>,
    /// Start although the locale is not UTF-8
    #[arg(long, global = true)]
    pub force_utf8: bool,
}

impl Global {
    /// With the files that variables name, where no option does. A variable that is empty names none.
    #[must_use]
    pub fn with_environment(self) -> Self {
        let named = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        Self {
            library: self.library.or_else(|| named("BANXIN_LIBRARY")),
            desk: self.desk.or_else(|| named("BANXIN_DESK")),
            config: self.config.or_else(|| named("BANXIN_CONFIG")),
            ..self
        }
    }
}
