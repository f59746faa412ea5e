//! What stands around the terminal, told by variables and by what it answered: multiplexer, locale, SSH, clipboard,
//! colours. Values are quoted harmlessly; a variable that may hold a secret is not read.

use super::terminal::TerminalReport;
use super::{Findings, Weight};
use crate::runtime::terminal::{Copied, CopyHint, Locale, Multiplexer, will_copy};
use crate::text::sanitize;
use serde::Serialize;

/// tmux takes widths of characters from this version on (major, minor).
const TMUX_WITH_WIDTHS: (u32, u32) = (3, 7);
/// Longer values of variables are cut, in characters.
const LONGEST_VALUE: usize = 120;

/// Around the terminal.
#[derive(Debug, Serialize)]
pub(super) struct Surroundings {
    /// Variables that say which terminal it is, as far as they are set.
    pub variables: Vec<(&'static str, String)>,
    pub multiplexer: Option<Multiplexer>,
    pub locale: Option<Locale>,
    pub ssh: bool,
    pub clipboard: Clipboard,
    pub colours: Colours,
}

/// Whether a copied text arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Clipboard {
    /// The terminal says that it takes it.
    Announced,
    /// It is sent (OSC 52); the terminal decides.
    Sent,
    /// tmux decides.
    Tmux,
    /// GNU screen seldom passes it on.
    Screen,
    /// There is none.
    None,
}

impl Clipboard {
    fn new(attributes: &str) -> Self {
        match will_copy() {
            Copied::NoClipboard | Copied::TooLong { .. } => Self::None,
            Copied::Sent { hint: Some(CopyHint::Tmux) } => Self::Tmux,
            Copied::Sent { hint: Some(CopyHint::Screen) } => Self::Screen,
            // Attribute 52 of DA1.
            Copied::Sent { hint: None } if attributes.split(';').any(|each| each == "52") => Self::Announced,
            Copied::Sent { hint: None } => Self::Sent,
        }
    }

    /// Its words in the locale.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Announced => "doctor.clipboard-announced",
            Self::Sent => "doctor.clipboard-sent",
            Self::Tmux => "doctor.clipboard-tmux",
            Self::Screen => "doctor.clipboard-screen",
            Self::None => "doctor.clipboard-none",
        }
    }
}

/// Colours that the terminal is said to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Colours {
    /// `NO_COLOR` asks for none.
    Refused,
    /// 24 bits.
    Direct,
    /// 256.
    Indexed,
    /// 8 or 16.
    Few,
}

impl Colours {
    fn new() -> Self {
        let term = variable("TERM").unwrap_or_default();
        let direct = variable("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit");
        if variable("NO_COLOR").is_some() {
            Self::Refused
        } else if direct || term.ends_with("-direct") {
            Self::Direct
        } else if term.contains("256color") {
            Self::Indexed
        } else {
            Self::Few
        }
    }

    /// Its words in the locale.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Refused => "doctor.colours-refused",
            Self::Direct => "doctor.colours-direct",
            Self::Indexed => "doctor.colours-indexed",
            Self::Few => "doctor.colours-few",
        }
    }
}

impl Surroundings {
    /// Reads the variables; what the terminal answered helps to tell a multiplexer.
    pub(super) fn new(terminal: &TerminalReport, findings: &mut Findings) -> Self {
        let answer = |of: fn(&super::terminal::Answers) -> &Option<String>| {
            terminal.answers.as_ref().and_then(|answers| of(answers).clone()).unwrap_or_default()
        };
        let attributes = answer(|answers| &answers.attributes);
        let multiplexer = Multiplexer::of_answers(&attributes, &answer(|answers| &answers.second_attributes))
            .or_else(Multiplexer::of_process);
        let locale = Locale::of_process();
        if let Some(Locale { variable, value, is_utf8: false }) = &locale {
            // Without a terminal nothing is shown in it.
            let weight = if terminal.answers.is_some() { Weight::Wrong } else { Weight::Hint };
            findings.note(weight, "doctor.locale-not-utf8", &[("variable", variable), ("value", value)]);
        }
        if let Some(multiplexer) = multiplexer {
            hint_at(multiplexer, &answer(|answers| &answers.version), findings);
        }
        let named = ["TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "COLORTERM", "VTE_VERSION"];
        Self {
            variables: named.into_iter().filter_map(|name| Some((name, variable(name)?))).collect(),
            multiplexer,
            locale,
            ssh: variable("SSH_CONNECTION").is_some() || variable("SSH_TTY").is_some(),
            clipboard: Clipboard::new(&attributes),
            colours: Colours::new(),
        }
    }
}

fn hint_at(multiplexer: Multiplexer, version: &str, findings: &mut Findings) {
    let mut hint = |key| findings.note(Weight::Hint, key, &[]);
    match multiplexer {
        Multiplexer::Tmux => {
            hint("doctor.hint-tmux-clipboard");
            hint("doctor.hint-tmux-utf8");
            if tmux_version(version).is_some_and(|version| version >= TMUX_WITH_WIDTHS) {
                hint("doctor.hint-tmux-widths");
            }
        }
        Multiplexer::Screen => hint("doctor.hint-screen"),
        Multiplexer::Zellij | Multiplexer::Mosh => {}
    }
    hint("doctor.hint-crooked");
}

/// `tmux 3.7c` and `tmux next-3.8` as numbers.
fn tmux_version(answer: &str) -> Option<(u32, u32)> {
    let (_, version) = answer.split_once("tmux ")?;
    let (major, rest) = version.trim_start_matches("next-").split_once('.')?;
    let minor: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// A variable that is set and not empty, made harmless.
fn variable(name: &str) -> Option<String> {
    let value = std::env::var_os(name).filter(|value| !value.is_empty())?;
    Some(sanitize::line(&value.to_string_lossy()).chars().take(LONGEST_VALUE).collect())
}

#[cfg(test)]
mod tests {
    use super::tmux_version;

    #[test]
    fn tmux_tells_its_version() {
        assert_eq!(tmux_version("tmux 3.3a"), Some((3, 3)));
        assert_eq!(tmux_version("tmux 3.10"), Some((3, 10)));
        assert_eq!(tmux_version("tmux next-3.8"), Some((3, 8)));
        assert_eq!(tmux_version("XTerm(379)"), None);
        assert_eq!(tmux_version("tmux master"), None);
    }
}
