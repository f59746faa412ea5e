//! How this terminal can be given pictures, as far as the environment proves it. One that seems to keep pictures is asked for
//! its version besides: an old kitty calls itself what a new one does, and shows the cells of a picture as boxes.
//!
//! Where nothing is proved, and within a multiplexer, pictures are half blocks: those are right everywhere.

use super::environment::variable;
use super::multiplexer::Multiplexer;
use crate::news::Drawing;

/// Terminals that draw Unicode placeholders, by `TERM`, which they set and SSH hands on. Konsole, `WezTerm` and others know
/// the protocol without them and would show the placeholders as text.
const KITTY_BY_TERM: [&str; 2] = ["xterm-kitty", "xterm-ghostty"];

/// Second number of the first version of kitty that draws them, 0.28.
const KITTY_SINCE: u32 = 28;

/// A terminal that draws sixels, whatever its settings, by the beginning of `TERM`. Others draw them when they are told to, or
/// do not erase them with the cells.
const SIXEL_BY_TERM: [&str; 1] = ["foot"];

/// What other terminals leave in the environment of a program that was started in theirs: a variable of kitty beside one
/// of these was inherited.
const OTHERS: [&str; 10] = [
    "XTERM_VERSION",
    "VTE_VERSION",
    "KONSOLE_VERSION",
    "WEZTERM_PANE",
    "ALACRITTY_WINDOW_ID",
    "WT_SESSION",
    "TERMINAL_EMULATOR",
    "NVIM",
    "VIM_TERMINAL",
    "INSIDE_EMACS",
];

/// How pictures are drawn on this process's terminal, where nobody says how.
pub fn drawing() -> Drawing {
    of_variables(variable)
}

fn of_variables(get: impl Fn(&str) -> Option<String>) -> Drawing {
    if keeps_pictures(&get) {
        return Drawing::Kitty;
    }
    let term = get("TERM").unwrap_or_default();
    let draws = SIXEL_BY_TERM.iter().any(|name| term == *name || term.starts_with(&format!("{name}-")));
    if draws && Multiplexer::of_variables(&get).is_none() { Drawing::Sixel } else { Drawing::Blocks }
}

fn keeps_pictures(get: impl Fn(&str) -> Option<String>) -> bool {
    if Multiplexer::of_variables(&get).is_some() {
        return false;
    }
    let value = |name: &str| get(name).unwrap_or_default();
    let term = value("TERM");
    if KITTY_BY_TERM.contains(&term.as_str()) {
        return true;
    }
    // Some call themselves xterm for the sake of other machines.
    let program = value("TERM_PROGRAM");
    let is_one = program == "ghostty" || program.is_empty() && !value("KITTY_WINDOW_ID").is_empty();
    term == "xterm-256color" && is_one && OTHERS.iter().all(|name| value(name).is_empty())
}

/// Whether a terminal of this name and version (XTVERSION) draws Unicode placeholders: `kitty(0.35.2)`, `ghostty 1.1.3`.
pub(super) fn draws_placeholders(version: &str) -> bool {
    let Some(rest) = version.strip_prefix("kitty(") else { return version.starts_with("ghostty") };
    let mut numbers = rest.split(['.', ')']).map(|number| number.parse().unwrap_or(0_u32));
    (numbers.next(), numbers.next()) >= (Some(0), Some(KITTY_SINCE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(set: &[(&str, &str)], expected: Drawing) {
        let get = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, v)| (*v).to_owned());
        assert_eq!(of_variables(get), expected, "{set:?}");
    }

    #[test]
    fn only_what_is_proved_counts() {
        check(&[("TERM", "xterm-kitty")], Drawing::Kitty);
        check(&[("TERM", "xterm-ghostty")], Drawing::Kitty);
        check(&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "1")], Drawing::Kitty);
        check(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "ghostty")], Drawing::Kitty);
        check(&[("TERM", "xterm-256color")], Drawing::Blocks);
        check(&[], Drawing::Blocks);
        // Others know the protocol, but not this part of it.
        check(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], Drawing::Blocks);
        check(&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "250400")], Drawing::Blocks);
    }

    #[test]
    fn some_draw_over_cells() {
        check(&[("TERM", "foot")], Drawing::Sixel);
        check(&[("TERM", "foot-extra")], Drawing::Sixel);
        check(&[("TERM", "mlterm")], Drawing::Blocks);
        check(&[("TERM", "football")], Drawing::Blocks);
        check(&[("TERM", "foot"), ("TMUX", "/x,1,0")], Drawing::Blocks);
    }

    #[test]
    fn what_was_inherited_proves_nothing() {
        let kitty = ("KITTY_WINDOW_ID", "1");
        for other in OTHERS {
            check(&[("TERM", "xterm-256color"), kitty, (other, "1")], Drawing::Blocks);
        }
        check(&[("TERM", "xterm-256color"), kitty, ("TERM_PROGRAM", "vscode")], Drawing::Blocks);
        check(&[("TERM", "xterm"), kitty], Drawing::Blocks);
        // Within a multiplexer only a person knows what is outside.
        check(&[("TERM", "xterm-kitty"), ("TMUX", "/x,1,0")], Drawing::Blocks);
        check(&[("TERM", "tmux-256color"), kitty], Drawing::Blocks);
        check(&[("TERM", "xterm-kitty"), ("ZELLIJ", "0")], Drawing::Blocks);
        check(&[("TERM", "screen-256color"), kitty, ("STY", "1.a")], Drawing::Blocks);
    }

    #[test]
    fn versions_that_draw_placeholders() {
        for version in ["kitty(0.28.0)", "kitty(0.35.2)", "kitty(1.0)", "ghostty 1.1.3", "ghostty"] {
            assert!(draws_placeholders(version), "{version}");
        }
        for version in
            ["kitty(0.26.5)", "kitty(0.27)", "kitty()", "kitty", "WezTerm 20240203", "XTerm(379)", ""]
        {
            assert!(!draws_placeholders(version), "{version}");
        }
    }
}
