//! How many colours a terminal shows, as far as the environment proves it: it is not asked.
//!
//! Variables that pass through no SSH prove more than those that do; where nothing is proved there are sixteen.

use super::environment::variable;
use super::multiplexer::Multiplexer;
use crate::app::Colours;

/// Terminals that show every colour, by the beginning of `TERM`.
const BY_TERM: [&str; 6] = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour"];
/// The same by `TERM_PROGRAM`.
const BY_PROGRAM: [&str; 5] = ["iTerm.app", "WezTerm", "ghostty", "vscode", "mintty"];

/// What this process's terminal can show of a picture.
pub fn colours() -> Colours {
    of_variables(variable)
}

fn of_variables(get: impl Fn(&str) -> Option<String>) -> Colours {
    let value = |name: &str| get(name).unwrap_or_default();
    if !value("NO_COLOR").is_empty() {
        return Colours::Few;
    }
    let term = value("TERM");
    let many = term.contains("256color");
    // It hands 24 bits on to no terminal, and its windows inherit the variable of the one it was started in.
    if Multiplexer::of_variables(&get) == Some(Multiplexer::Screen) {
        return if many { Colours::Indexed } else { Colours::Few };
    }
    let all = matches!(value("COLORTERM").as_str(), "truecolor" | "24bit")
        || term.ends_with("-direct")
        || BY_TERM.iter().any(|name| term.starts_with(name))
        || BY_PROGRAM.contains(&value("TERM_PROGRAM").as_str())
        || !value("WT_SESSION").is_empty();
    if all && !term.starts_with("linux") {
        Colours::True
    } else if many {
        Colours::Indexed
    } else {
        Colours::Few
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_proved_counts() {
        for (set, expected) in [
            (&[("TERM", "xterm")][..], Colours::Few),
            (&[("TERM", "linux"), ("COLORTERM", "truecolor")], Colours::Few),
            (&[("TERM", "xterm-256color")], Colours::Indexed),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Colours::True),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")], Colours::Few),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "")], Colours::Indexed),
            (&[("TERM", "xterm-kitty")], Colours::True),
            (&[("TERM", "tmux-256color"), ("TMUX", "x"), ("COLORTERM", "truecolor")], Colours::True),
            (&[("TERM", "screen-256color"), ("STY", "1.a"), ("COLORTERM", "truecolor")], Colours::Indexed),
            (&[("TERM", "screen"), ("STY", "1.a"), ("COLORTERM", "truecolor")], Colours::Few),
            (&[("TERM", "xterm-256color"), ("WT_SESSION", "x")], Colours::True),
            (&[], Colours::Few),
        ] {
            let get = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, v)| (*v).to_owned());
            assert_eq!(of_variables(get), expected, "{set:?}");
        }
    }
}
