//! The configuration: one commented TOML file, every entry optional, every mistake named.
//!
//! `$XDG_CONFIG_HOME/banxin/config.toml`, or the file named by `BANXIN_CONFIG`.

use crate::locale::{Language, system_said};
use crate::text::{Gap, Punctuation, Script};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Hanzi that a line may be asked to have.
const MEASURE: std::ops::RangeInclusive<u16> = 10..=80;

/// What can be configured.
#[derive(Debug, Clone, Default, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Library to open when none is named.
    pub library: Option<PathBuf>,
    /// Desk to use when none is named.
    pub desk: Option<PathBuf>,
    /// `zh` or `en`.
    pub language: Option<String>,
    /// Name of a theme.
    pub theme: Option<String>,
    /// Hanzi on a line of the article at most.
    pub measure: Option<u16>,
    /// Headlines on two lines.
    pub two_lines: Option<bool>,
    /// `auto`, `kitty`, `sixel`, `blocks` or `off`; also `true` and `false`.
    pub pictures: Option<Pictures>,
    /// Use the mouse.
    pub mouse: Option<bool>,
    /// `auto`, `narrow`, `wide` or `avoid`.
    pub ambiguous: Option<Ambiguous>,
    /// `as-stored`, `simplified` or `traditional`.
    pub script: Option<ScriptName>,
    /// `repaired` or `as-stored`.
    pub punctuation: Option<PunctuationName>,
    /// Columns between hanzi and Latin letters, 0 or 1.
    pub gap: Option<u8>,
    /// Keys.
    pub keys: Keys,
}

/// Keys of a person.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct Keys {
    /// `vim`, `newsboat` or `less`.
    pub preset: Option<String>,
    /// Own keys over the preset.
    pub bind: BTreeMap<String, String>,
}

/// How characters of ambiguous width are laid out.
#[derive(Debug, Clone, Copy, Default, Deserialize, PartialEq, Eq, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Ambiguous {
    /// As the terminal answers.
    #[default]
    Auto,
    /// One column.
    Narrow,
    /// Two columns.
    Wide,
    /// Replaced by characters of certain width.
    Avoid,
}

/// How pictures are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Pictures {
    /// As pixels where the terminal is known to keep pictures, else as half blocks.
    #[default]
    Auto,
    /// As pixels, by kitty's protocol.
    Kitty,
    /// As pixels drawn over cells.
    Sixel,
    /// As half blocks.
    Blocks,
    /// By their captions alone.
    Off,
}

impl<'de> Deserialize<'de> for Pictures {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "auto, kitty, sixel, blocks, off, true or false")]
        enum Given {
            Plain(bool),
            Named(Name),
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum Name {
            Auto,
            Kitty,
            Sixel,
            Blocks,
            Off,
        }
        Ok(match Given::deserialize(deserializer)? {
            Given::Plain(true) | Given::Named(Name::Auto) => Self::Auto,
            Given::Plain(false) | Given::Named(Name::Off) => Self::Off,
            Given::Named(Name::Kitty) => Self::Kitty,
            Given::Named(Name::Sixel) => Self::Sixel,
            Given::Named(Name::Blocks) => Self::Blocks,
        })
    }
}

/// A character form by name.
#[derive(Debug, Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum ScriptName {
    /// As stored.
    AsStored,
    /// Simplified.
    Simplified,
    /// Traditional.
    Traditional,
}

/// A punctuation choice by name.
#[derive(Debug, Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum PunctuationName {
    /// ASCII marks beside hanzi are shown full width.
    Repaired,
    /// As stored.
    AsStored,
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(Language::English))]
pub enum ConfigError {
    /// The file cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// Not TOML, or an entry that does not exist.
    Syntax {
        /// The file.
        path: PathBuf,
        /// Line, column and what is wrong.
        reason: String,
    },
    /// A value that is none of those allowed.
    Value {
        /// The file.
        path: PathBuf,
        /// The entry, as it stands there.
        entry: String,
        /// What is allowed.
        allowed: &'static str,
    },
}

impl ConfigError {
    /// The reason in a language; what is wrong with an entry is told by the parser, in English.
    pub fn said(&self, language: Language) -> String {
        let (key, path, reason) = match self {
            Self::Read { path, reason } => ("usage.config-read", path, system_said(reason, language)),
            Self::Syntax { path, reason } => ("usage.config-syntax", path, reason.clone()),
            Self::Value { path, entry, allowed } => {
                let reason = language.fill("usage.config-value", &[("entry", entry), ("allowed", allowed)]);
                ("usage.config-syntax", path, reason)
            }
        };
        language.fill(key, &[("path", &path.to_string_lossy()), ("reason", &reason)])
    }
}

impl Config {
    /// Reads the file; an absent one is an empty one, unless it was named.
    pub fn read(named: Option<&Path>) -> Result<Self, ConfigError> {
        let default = Self::default_path();
        let Some(path) = named.or(default.as_deref()) else { return Ok(Self::default()) };
        match std::fs::read_to_string(path) {
            Ok(source) => Self::parse(&source, path),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                Ok(Self::default())
            }
            Err(reason) => Err(ConfigError::Read { path: path.to_owned(), reason }),
        }
    }

    /// Reads a configuration from its text; `path` is for the error.
    pub fn parse(source: &str, path: &Path) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(source).map_err(|error| ConfigError::Syntax {
            path: path.to_owned(),
            reason: error.to_string().trim_end().to_owned(),
        })?;
        match config.beyond() {
            Some((entry, allowed)) => Err(ConfigError::Value { path: path.to_owned(), entry, allowed }),
            None => Ok(config),
        }
    }

    /// The first entry whose value is none of those allowed, and what is.
    fn beyond(&self) -> Option<(String, &'static str)> {
        let language = self.language.as_deref().filter(|name| Language::named(name).is_none());
        let language = language.map(|name| (format!("language = \"{name}\""), "zh | en"));
        let measure = self.measure.filter(|hanzi| !MEASURE.contains(hanzi));
        let measure = measure.map(|hanzi| (format!("measure = {hanzi}"), "10..80"));
        let gap =
            self.gap.filter(|columns| *columns > 1).map(|columns| (format!("gap = {columns}"), "0 | 1"));
        language.or(measure).or(gap)
    }

    /// Where the file is looked for.
    pub fn default_path() -> Option<PathBuf> {
        use etcetera::BaseStrategy;
        etcetera::base_strategy::Xdg::new()
            .ok()
            .map(|base| base.config_dir().join("banxin").join("config.toml"))
    }

    /// Typography of the configuration.
    pub fn script(&self) -> Script {
        match self.script {
            Some(ScriptName::Simplified) => Script::Simplified,
            Some(ScriptName::Traditional) => Script::Traditional,
            Some(ScriptName::AsStored) | None => Script::AsStored,
        }
    }

    /// Punctuation of the configuration.
    pub fn punctuation(&self) -> Punctuation {
        match self.punctuation {
            Some(PunctuationName::AsStored) => Punctuation::AsStored,
            Some(PunctuationName::Repaired) | None => Punctuation::Repaired,
        }
    }

    /// Han-Latin gap of the configuration.
    pub fn gap(&self) -> Gap {
        if self.gap.unwrap_or(0) > 0 { Gap::One } else { Gap::None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commented_example_is_read_and_is_what_is_assumed_anyway() {
        let example = include_str!("../assets/config.toml");
        let uncommented: String = example
            .lines()
            .filter_map(|line| line.strip_prefix("#: "))
            .fold(String::new(), |all, line| all + line + "\n");
        let config = Config::parse(&uncommented, Path::new("x")).unwrap();
        assert_eq!(config.measure, Some(40));
        assert_eq!(config.keys.preset.as_deref(), Some("vim"));
        assert_eq!(Config::parse(example, Path::new("x")).unwrap(), Config::default());
    }

    #[test]
    fn pictures_are_named_or_switched() {
        let pictures = |value: &str| {
            let config = Config::parse(&format!("pictures = {value}"), Path::new("x.toml"));
            config.map(|config| config.pictures).map_err(|error| error.to_string())
        };
        for (value, expected) in [
            ("'auto'", Pictures::Auto),
            ("'kitty'", Pictures::Kitty),
            ("'sixel'", Pictures::Sixel),
            ("'blocks'", Pictures::Blocks),
            ("'off'", Pictures::Off),
            ("true", Pictures::Auto),
            ("false", Pictures::Off),
        ] {
            assert_eq!(pictures(value), Ok(Some(expected)), "{value}");
        }
        let error = pictures("'sharp'").unwrap_err();
        assert!(error.contains("x.toml") && error.contains("kitty"), "{error}");
    }

    #[test]
    fn a_value_that_is_not_allowed_is_refused_with_those_that_are() {
        for (source, allowed) in [
            ("language = 'fr'", "zh | en"),
            ("measure = 5", "10..80"),
            ("measure = 400", "10..80"),
            ("gap = 2", "0 | 1"),
        ] {
            let error = Config::parse(source, Path::new("x.toml")).unwrap_err().to_string();
            assert!(error.contains(allowed) && error.contains("x.toml"), "{error}");
        }
        assert!(Config::parse("language = 'en'\nmeasure = 10\ngap = 1", Path::new("x.toml")).is_ok());
    }

    #[test]
    fn a_mistake_names_the_file_and_the_line() {
        let error = Config::parse("them = 'ink'", Path::new("/etc/x.toml")).unwrap_err().to_string();
        assert!(error.contains("/etc/x.toml") && error.contains("them"), "{error}");
    }
}
