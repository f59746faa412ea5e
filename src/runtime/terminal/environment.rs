//! What must hold before a screen is opened: terminals on both sides, one that can move a cursor, UTF-8.
//!
//! It looks at file descriptors and variables only; what the terminal really does is measured by
//! [`super::probe`]. The locale's variables are read as `setlocale` does; widths never depend on them.

use crate::locale::{Language, system_said};
use std::io;

/// Why there is no screen to read on. Every message says what to do and what works without a terminal.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(Language::English))]
pub enum TerminalError {
    /// Standard input is a file, a pipe or closed.
    InputNotATerminal,
    /// Standard output is a file, a pipe or closed.
    OutputNotATerminal,
    /// The terminal could not be opened.
    NoTerminal(io::Error),
    /// `TERM` names a terminal that cannot move its cursor, or none.
    Dumb(Option<String>),
    /// The locale names another encoding than UTF-8.
    LocaleNotUtf8 {
        /// The variable that decides.
        variable: &'static str,
        /// Its value.
        value: String,
    },
    /// The terminal moved its cursor as one that reads another encoding does.
    TerminalNotUtf8,
    /// A step of setting the terminal up failed.
    SetUp {
        /// What was tried.
        step: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl TerminalError {
    /// The reason in a language.
    pub fn said(&self, language: Language) -> String {
        match self {
            Self::InputNotATerminal => language.say("terminal.input").to_owned(),
            Self::OutputNotATerminal => language.say("terminal.output").to_owned(),
            Self::NoTerminal(error) => {
                language.fill("terminal.none", &[("reason", &system_said(error, language))])
            }
            Self::Dumb(None) => language.say("terminal.no-name").to_owned(),
            Self::Dumb(Some(name)) => language.fill("terminal.dumb", &[("name", name)]),
            // Where Chinese cannot be shown it is said in letters.
            Self::LocaleNotUtf8 { variable, value } => format!(
                "{variable}={value} is not UTF-8: run with {variable}=C.UTF-8, or give --force-utf8; `banxin list` works as it is"
            ),
            Self::TerminalNotUtf8 => {
                "the terminal does not read UTF-8: set its encoding to UTF-8, or give --force-utf8; `banxin \
                list` works as it is"
                    .to_owned()
            }
            Self::SetUp { step, source } => language.fill(
                "terminal.set-up",
                &[("reason", &format!("{step}: {}", system_said(source, language)))],
            ),
        }
    }
}

/// Which encoding the terminal is believed to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// As the locale's variables and the measured widths say.
    #[default]
    Checked,
    /// UTF-8, whatever they say (`--force-utf8`).
    ForcedUtf8,
}

/// Refuses a start that could only give an unreadable screen or a terminal nobody can leave.
pub fn check(encoding: Encoding) -> Result<(), TerminalError> {
    if !rustix::termios::isatty(rustix::stdio::stdin()) {
        return Err(TerminalError::InputNotATerminal);
    }
    if !rustix::termios::isatty(rustix::stdio::stdout()) {
        return Err(TerminalError::OutputNotATerminal);
    }
    check_variables(encoding, variable)
}

/// Whether a terminal can be asked what it does, for a report: as for a start, but the report itself may go to a
/// file and the locale may be wrong. Where it goes to a pipe, another program may be using the terminal.
pub fn can_be_examined() -> Result<(), TerminalError> {
    if !rustix::termios::isatty(rustix::stdio::stdin()) {
        return Err(TerminalError::InputNotATerminal);
    }
    let output = rustix::stdio::stdout();
    let is_file = rustix::fs::fstat(output).is_ok_and(|found| {
        rustix::fs::FileType::from_raw_mode(found.st_mode) == rustix::fs::FileType::RegularFile
    });
    if !is_file && !rustix::termios::isatty(output) {
        return Err(TerminalError::OutputNotATerminal);
    }
    check_variables(Encoding::ForcedUtf8, variable)
}

/// The variable of the locale that decides about characters.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Locale {
    /// `LC_ALL`, `LC_CTYPE` or `LANG`.
    pub variable: &'static str,
    /// Its value, made harmless.
    pub value: String,
    /// Whether it names UTF-8.
    pub is_utf8: bool,
}

impl Locale {
    /// The locale of this process; `None` where nothing is set, so that nothing is known.
    pub fn of_process() -> Option<Self> {
        Self::of(variable)
    }

    /// The first that is set and not empty decides.
    fn of(get: impl Fn(&str) -> Option<String>) -> Option<Self> {
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|variable| {
            let value = get(variable).filter(|value| !value.is_empty())?;
            let is_utf8 = names_utf8(&value);
            Some(Self { variable, value: crate::text::sanitize::line(&value).into_owned(), is_utf8 })
        })
    }
}

/// A variable of the environment.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

fn check_variables(encoding: Encoding, get: impl Fn(&str) -> Option<String>) -> Result<(), TerminalError> {
    let term = get("TERM").filter(|term| !term.is_empty());
    if term.as_deref().is_none_or(|term| term == "dumb") {
        return Err(TerminalError::Dumb(term));
    }
    if encoding == Encoding::ForcedUtf8 {
        return Ok(());
    }
    // When none is set, nothing is known: the terminal is measured.
    match Locale::of(get) {
        Some(Locale { variable, value, is_utf8: false }) => {
            Err(TerminalError::LocaleNotUtf8 { variable, value })
        }
        _ => Ok(()),
    }
}

/// `zh_CN.UTF-8`, `C.utf8`, `en_GB.utf8@euro`, and `UTF-8` alone, which macOS uses.
fn names_utf8(locale: &str) -> bool {
    let codeset = locale.split_once('.').map_or(locale, |(_, codeset)| codeset);
    let codeset = codeset.split('@').next().unwrap_or_default();
    codeset.eq_ignore_ascii_case("utf-8") || codeset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(encoding: Encoding, variables: &[(&str, &str)]) -> String {
        let get =
            |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        check_variables(encoding, get).map_or_else(|error| error.to_string(), |()| String::new())
    }

    #[track_caller]
    fn refused(variables: &[(&str, &str)], why: &str) {
        let message = message(Encoding::Checked, variables);
        assert!(message.contains(why), "{message}");
        assert!(message.contains("`banxin list`") && !message.contains('\n'), "{message}");
    }

    #[test]
    fn a_terminal_without_a_cursor_is_refused() {
        refused(&[("LANG", "C.UTF-8")], "TERM is not set");
        refused(&[("LANG", "C.UTF-8"), ("TERM", "")], "TERM is not set");
        refused(&[("LANG", "C.UTF-8"), ("TERM", "dumb")], "TERM is dumb");
        assert!(TerminalError::Dumb(None).said(Language::Chinese).starts_with("没有设 TERM，"));
    }

    #[test]
    fn a_locale_of_another_encoding_is_refused() {
        refused(&[("TERM", "xterm"), ("LANG", "C")], "LANG=C is not UTF-8");
        refused(&[("TERM", "xterm"), ("LANG", "zh_CN.GB18030")], "LANG=zh_CN.GB18030");
        refused(&[("TERM", "xterm"), ("LC_ALL", "POSIX"), ("LANG", "C.UTF-8")], "LC_ALL=POSIX");
        refused(&[("TERM", "xterm"), ("LC_CTYPE", "en_US"), ("LANG", "C.UTF-8")], "LC_CTYPE=en_US");
        assert_eq!(message(Encoding::ForcedUtf8, &[("TERM", "xterm"), ("LANG", "C")]), "");
    }

    #[test]
    fn utf_8_is_known_by_its_names() {
        for locale in ["zh_CN.UTF-8", "C.utf8", "en_GB.UTF8@euro", "UTF-8"] {
            assert_eq!(message(Encoding::Checked, &[("TERM", "xterm"), ("LANG", locale)]), "", "{locale}");
        }
        let overruled = [("TERM", "xterm"), ("LC_ALL", ""), ("LC_CTYPE", "C.UTF-8"), ("LANG", "C")];
        assert_eq!(message(Encoding::Checked, &overruled), "");
        assert_eq!(message(Encoding::Checked, &[("TERM", "xterm")]), "", "nothing is known");
    }
}
