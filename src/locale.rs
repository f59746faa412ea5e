//! Every text that people see, in Chinese and in English, one file a language in `assets/locale`.
//!
//! Depends on nothing and may be used by every layer. Completeness is a test.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::OnceLock;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

type Table = BTreeMap<String, BTreeMap<String, String>>;

const CHINESE: &str = include_str!("../assets/locale/zh.toml");
const ENGLISH: &str = include_str!("../assets/locale/en.toml");

impl Language {
    /// The language of a locale name such as `zh_CN.UTF-8`, `en_US`, `C`: Chinese unless it names another language.
    ///
    /// `C` and `POSIX` are what servers without any setting have, and this is a Chinese newspaper.
    pub fn of_locale(name: &str) -> Self {
        let language: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
        match language.to_ascii_lowercase().as_str() {
            "" | "zh" | "c" | "posix" | "chinese" => Self::Chinese,
            _ => Self::English,
        }
    }

    /// The language named by `zh` or `en`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The text of a key such as `pane.related`. A missing key shows itself; a test keeps that from happening.
    pub fn say(self, key: &'static str) -> &'static str {
        let found = key.split_once('.').and_then(|(table, name)| self.table().get(table)?.get(name));
        found.map_or(key, String::as_str)
    }

    /// The text of a key with `{name}` replaced by each value.
    pub fn fill(self, key: &'static str, values: &[(&str, &str)]) -> String {
        values
            .iter()
            .fold(self.say(key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The same of values that were made before.
    pub fn filled(self, key: &'static str, values: &[(&'static str, String)]) -> String {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.fill(key, &values)
    }

    /// Both columns of a table of its own, in the order of their names: the text before and after the first `=`.
    pub fn pairs(self, table: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let lines = self.table().get(table).into_iter().flat_map(BTreeMap::values);
        lines.filter_map(|line| line.split_once(" = "))
    }

    /// The Chinese or English line of an action, by its kebab-case name; `None` where the language has none.
    pub fn action(self, name: &str) -> Option<&'static str> {
        self.table().get("action")?.get(name).map(String::as_str)
    }

    /// Other words for an action, parted by spaces; empty where there are none.
    pub fn synonyms(self, name: &str) -> &'static str {
        self.table().get("synonym").and_then(|table| table.get(name)).map_or("", String::as_str)
    }

    fn table(self) -> &'static Table {
        static TABLES: [OnceLock<Table>; 2] = [const { OnceLock::new() }; 2];
        let [chinese, english] = &TABLES;
        let (slot, source) = match self {
            Self::Chinese => (chinese, CHINESE),
            Self::English => (english, ENGLISH),
        };
        slot.get_or_init(|| toml::from_str(source).unwrap_or_default())
    }
}

/// What the system said, in a language; its own words where there are no others.
pub fn system_said(error: &std::io::Error, language: Language) -> String {
    match language {
        Language::Chinese => system(error),
        Language::English => error.to_string(),
    }
}

fn system(error: &std::io::Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或目录",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经有了",
        ErrorKind::IsADirectory => "这是一个目录",
        ErrorKind::NotADirectory => "路径中间有一段不是目录",
        ErrorKind::StorageFull => "磁盘满了",
        ErrorKind::QuotaExceeded => "超出了磁盘配额",
        ErrorKind::ReadOnlyFilesystem => "文件系统不能写",
        ErrorKind::FileTooLarge => "文件太大",
        ErrorKind::InvalidFilename => "文件名不能用",
        ErrorKind::BrokenPipe => "对方已经关闭",
        _ => return error.to_string(),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys() {
        let keys = |language: Language| -> Vec<(String, String)> {
            let tables = language.table().iter().filter(|(table, _)| *table != "action");
            tables
                .flat_map(|(table, names)| names.keys().map(move |name| (table.clone(), name.clone())))
                .collect()
        };
        let (chinese, english) = (keys(Language::Chinese), keys(Language::English));
        assert!(chinese.len() > 40);
        assert_eq!(chinese, english);
    }

    #[test]
    fn placeholders_agree() {
        let marks = |text: &str| -> Vec<String> {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|part| part.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            names.sort();
            names
        };
        for (table, names) in Language::English.table() {
            for (name, text) in names {
                assert_eq!(marks(text), marks(&Language::Chinese.table()[table][name]), "{table}.{name}");
            }
        }
    }

    #[test]
    fn the_locale_chooses_the_language() {
        for (name, language) in [
            ("zh_CN.UTF-8", Language::Chinese),
            ("en_US.UTF-8", Language::English),
            ("C.UTF-8", Language::Chinese),
            ("", Language::Chinese),
            ("de_DE", Language::English),
            ("POSIX", Language::Chinese),
        ] {
            assert_eq!(Language::of_locale(name), language, "{name}");
        }
    }
}
