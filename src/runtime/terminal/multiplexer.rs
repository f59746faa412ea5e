//! What stands between the program and the terminal of glass, and answers in its place.
//!
//! A multiplexer moves its own cursor: its answers say what it believes, not what the glass shows. Known by
//! variables, which do not pass through SSH, and by its secondary device attributes, which do.

use super::environment::variable;
use serde::Serialize;

/// A multiplexer, or a program that keeps a screen of its own as one does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Multiplexer {
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
    /// zellij.
    Zellij,
    /// mosh, known by its answers only.
    Mosh,
}

impl Multiplexer {
    /// The one that the variables of this process tell of.
    pub fn of_process() -> Option<Self> {
        Self::of_variables(variable)
    }

    pub(super) fn of_variables(get: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let term = get("TERM").unwrap_or_default();
        let is_set = |name| get(name).is_some_and(|value| !value.is_empty());
        if is_set("TMUX") || term.starts_with("tmux") {
            Some(Self::Tmux)
        } else if is_set("ZELLIJ") {
            Some(Self::Zellij)
        } else if is_set("STY") || term.starts_with("screen") {
            Some(Self::Screen)
        } else {
            None
        }
    }

    /// The one that answers with these device attributes, primary (DA1) and secondary (DA2).
    pub fn of_answers(primary: &str, secondary: &str) -> Option<Self> {
        let first = |answer: &str| answer.split(';').next().map(ToOwned::to_owned).unwrap_or_default();
        match (first(primary).as_str(), first(secondary).as_str(), secondary) {
            (_, "84", _) => Some(Self::Tmux),
            (_, "83", _) => Some(Self::Screen),
            ("62", _, "1;10;0") => Some(Self::Mosh),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_tell_of_it() {
        let of = |set: &[(&str, &str)]| {
            let get = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, v)| (*v).to_owned());
            Multiplexer::of_variables(get)
        };
        assert_eq!(of(&[("TERM", "xterm-256color")]), None);
        assert_eq!(of(&[("TERM", "screen-256color"), ("TMUX", "/x,1,0")]), Some(Multiplexer::Tmux));
        assert_eq!(of(&[("TERM", "tmux-256color")]), Some(Multiplexer::Tmux));
        assert_eq!(of(&[("TERM", "screen"), ("TMUX", "")]), Some(Multiplexer::Screen));
        assert_eq!(of(&[("TERM", "xterm"), ("STY", "1.a")]), Some(Multiplexer::Screen));
        assert_eq!(of(&[("TERM", "xterm"), ("ZELLIJ", "0")]), Some(Multiplexer::Zellij));
    }

    #[test]
    fn so_do_its_answers() {
        assert_eq!(Multiplexer::of_answers("1;2", "84;0;0"), Some(Multiplexer::Tmux));
        assert_eq!(Multiplexer::of_answers("1;2", "83;40900;0"), Some(Multiplexer::Screen));
        assert_eq!(Multiplexer::of_answers("62", "1;10;0"), Some(Multiplexer::Mosh));
        assert_eq!(Multiplexer::of_answers("64;1;2", "41;379;0"), None);
    }
}
