//! From keys to actions, by the presets of `assets/keymap.toml` and a person's own table.
//!
//! Knows which keys lead to which action; what the action does is `act`'s.

use super::action::Action;
use super::key::Key;
use crate::locale::Language;
use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

const PRESETS: &str = include_str!("../../assets/keymap.toml");

/// The keys of one reader.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: HashMap<Vec<Key>, Action>,
    order: Vec<(Vec<Key>, Action)>,
}

/// What a sequence of keys means so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// Do this.
    Action(Action),
    /// The beginning of a longer sequence: wait for the next key.
    Pending,
    /// Nothing.
    Unknown,
}

/// Why a key table cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", self.said(Language::English))]
pub enum KeymapError {
    /// No such preset.
    Preset(String),
    /// No such action.
    Action {
        /// The key as written.
        key: String,
        /// The name as written.
        name: String,
    },
    /// Not a key.
    Key(String),
    /// The shipped table itself cannot be read.
    Table(String),
}

impl KeymapError {
    /// The reason in a language.
    pub fn said(&self, language: Language) -> String {
        match self {
            Self::Preset(name) => language.fill("usage.no-preset", &[("name", name)]),
            Self::Action { key, name } => language.fill("usage.no-action", &[("key", key), ("name", name)]),
            Self::Key(name) => language.fill("usage.no-key", &[("name", name)]),
            Self::Table(reason) => language.fill("usage.key-table", &[("reason", reason)]),
        }
    }
}

type Tables = BTreeMap<String, BTreeMap<String, toml::Table>>;

impl Keymap {
    /// The keys of a preset, with a person's own keys over them.
    pub fn preset(name: &str, own: &BTreeMap<String, String>) -> Result<Self, KeymapError> {
        let tables: Tables =
            toml::from_str(PRESETS).map_err(|error| KeymapError::Table(error.to_string()))?;
        let mut keymap = Self { bindings: HashMap::new(), order: Vec::new() };
        keymap.add_preset(&tables, "vim")?;
        if name != "vim" {
            keymap.add_preset(&tables, name)?;
        }
        for (keys, action) in own {
            keymap.bind(keys, action)?;
        }
        Ok(keymap)
    }

    fn add_preset(&mut self, tables: &Tables, name: &str) -> Result<(), KeymapError> {
        let preset = tables.get(name).ok_or_else(|| KeymapError::Preset(name.to_owned()))?;
        for (keys, action) in preset.values().flatten() {
            self.bind(keys, action.as_str().unwrap_or_default())?;
        }
        Ok(())
    }

    fn bind(&mut self, keys: &str, action: &str) -> Result<(), KeymapError> {
        let sequence = keys
            .split_whitespace()
            .map(|key| Key::parse(key).ok_or_else(|| KeymapError::Key(keys.to_owned())))
            .collect::<Result<Vec<_>, _>>()?;
        if sequence.is_empty() {
            return Err(KeymapError::Key(keys.to_owned()));
        }
        let action = Action::from_str(action)
            .map_err(|_unknown| KeymapError::Action { key: keys.to_owned(), name: action.to_owned() })?;
        // A key that becomes a command of its own ends the sequences that began with it, and the other way round.
        let clashes = |other: &[Key]| other.starts_with(&sequence) || sequence.starts_with(other);
        self.order.retain(|(other, _)| !clashes(other));
        self.bindings.retain(|other, _| !clashes(other));
        self.order.push((sequence.clone(), action));
        self.bindings.insert(sequence, action);
        Ok(())
    }

    /// What the keys typed so far mean; full-width and Chinese forms count as their ASCII key.
    pub fn resolve(&self, typed: &[Key]) -> Resolution {
        let typed: Vec<Key> = typed.iter().map(|key| key.unaccented()).collect();
        match self.bindings.get(&typed) {
            Some(action) => Resolution::Action(*action),
            None if self.bindings.keys().any(|keys| keys.starts_with(&typed)) => Resolution::Pending,
            None => Resolution::Unknown,
        }
    }

    /// The keys of an action in the order of the table, as text.
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        let bound = self.order.iter().filter(|(_, other)| *other == action);
        bound.map(|(keys, _)| keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")).collect()
    }

    /// The first key of an action, for hints; empty if it has none.
    pub fn hint(&self, action: Action) -> String {
        self.keys_of(action).into_iter().next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keymap(name: &str) -> Keymap {
        Keymap::preset(name, &BTreeMap::new()).unwrap()
    }

    #[track_caller]
    fn check(map: &Keymap, keys: &str, expected: Resolution) {
        let typed: Vec<Key> = keys.split(' ').map(|key| Key::parse(key).unwrap()).collect();
        assert_eq!(map.resolve(&typed), expected, "{keys}");
    }

    #[test]
    fn presets_name_only_keys_and_actions_that_exist() {
        for name in ["vim", "newsboat", "less"] {
            check(&keymap(name), "j", Resolution::Action(Action::Down));
        }
    }

    #[test]
    fn sequences_wait_for_their_second_key() {
        let map = keymap("vim");
        check(&map, "g", Resolution::Pending);
        check(&map, "g g", Resolution::Action(Action::Top));
        check(&map, "g x", Resolution::Unknown);
        check(&map, "：", Resolution::Action(Action::Palette));
    }

    #[test]
    fn a_preset_replaces_what_it_names_whole() {
        let map = keymap("less");
        check(&map, "g", Resolution::Action(Action::Top));
        check(&map, "y", Resolution::Action(Action::Up));
        assert_eq!(map.hint(Action::CopyUrl), "Y");
    }

    #[test]
    fn own_keys_win_and_mistakes_are_named() {
        let own = BTreeMap::from([("x".to_owned(), "quit".to_owned())]);
        check(&Keymap::preset("vim", &own).unwrap(), "x", Resolution::Action(Action::Quit));
        let wrong = BTreeMap::from([("x".to_owned(), "quitt".to_owned())]);
        assert!(matches!(Keymap::preset("vim", &wrong), Err(KeymapError::Action { .. })));
        assert!(matches!(Keymap::preset("emacs", &BTreeMap::new()), Err(KeymapError::Preset(_))));
    }
}
