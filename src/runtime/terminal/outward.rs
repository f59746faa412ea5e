//! What leaves the screen: text for the clipboard of the reader's own machine, and the window's title.
//!
//! Both are strings that a terminal interprets, so what is inside them is sanitized here once more. Nothing
//! is ever read back from a clipboard.

use super::environment::variable;
use super::multiplexer::Multiplexer;
use crate::text::sanitize;
use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;
use std::borrow::Cow;

/// Terminals and multiplexers drop longer clipboard strings; in bytes of base64.
const LONGEST_PAYLOAD: usize = 74_000;
/// The longest title sent, in characters.
const LONGEST_TITLE: usize = 200;

/// What became of a text that was to be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// It was sent. Whether the terminal took it is never told.
    Sent {
        /// What to tell the reader in case it did not.
        hint: Option<CopyHint>,
    },
    /// It is too long for a terminal: nothing was sent.
    TooLong {
        /// Bytes of the text.
        bytes: usize,
        /// Bytes that can be sent.
        most: usize,
    },
    /// This terminal (the Linux console) has no clipboard: nothing was sent.
    NoClipboard,
}

/// Why a copied text may not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyHint {
    /// tmux drops it unless `set -s set-clipboard on` is set.
    Tmux,
    /// GNU screen drops it.
    Screen,
}

/// What would become of a text that is copied here, for a report.
pub fn will_copy() -> Copied {
    copy("", variable).map_or_else(|copied| copied, |(_, copied)| copied)
}

/// The sequence that copies `text` (OSC 52), or why there is none.
pub(super) fn copy(text: &str, get: impl Fn(&str) -> Option<String>) -> Result<(String, Copied), Copied> {
    let term = get("TERM").unwrap_or_default();
    if term == "linux" {
        return Err(Copied::NoClipboard);
    }
    let clean = harmless(text);
    let most = LONGEST_PAYLOAD / 4 * 3;
    if clean.len() > most {
        return Err(Copied::TooLong { bytes: clean.len(), most });
    }
    let hint = match Multiplexer::of_variables(get) {
        Some(Multiplexer::Tmux) => Some(CopyHint::Tmux),
        Some(Multiplexer::Screen) => Some(CopyHint::Screen),
        _ => None,
    };
    let mut sequence = String::new();
    // Writing into a string cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(clean.as_bytes()).write_ansi(&mut sequence);
    Ok((sequence, Copied::Sent { hint }))
}

/// The sequence that titles the window (OSC 2); nothing on a terminal without one.
pub(super) fn title(text: &str, get: impl Fn(&str) -> Option<String>) -> String {
    if get("TERM").is_some_and(|term| term == "linux") {
        return String::new();
    }
    let clean: String =
        sanitize::line(text).chars().filter(|letter| !letter.is_control()).take(LONGEST_TITLE).collect();
    format!("\x1b]2;{clean}\x1b\\")
}

/// Running text in which nothing can steer the program it is pasted into: no control but line ends.
fn harmless(text: &str) -> Cow<'_, str> {
    let clean = sanitize::text(text);
    if clean.chars().any(|letter| letter.is_control() && letter != '\n') {
        Cow::Owned(clean.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect())
    } else {
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(term: &'static str, tmux: Option<&'static str>) -> impl Fn(&str) -> Option<String> {
        move |name| match name {
            "TERM" => Some(term.to_owned()),
            "TMUX" => tmux.map(str::to_owned),
            _ => None,
        }
    }

    #[test]
    fn a_text_is_sent_as_base64() {
        let (sequence, copied) = copy("版心", on("xterm", None)).unwrap();
        assert_eq!(sequence, "\x1b]52;c;54mI5b+D\x1b\\");
        assert_eq!(copied, Copied::Sent { hint: None });
    }

    #[test]
    fn where_it_may_be_dropped_there_is_a_hint() {
        let hint = |get: &dyn Fn(&str) -> Option<String>| copy("a", get).unwrap().1;
        assert_eq!(hint(&on("tmux-256color", None)), Copied::Sent { hint: Some(CopyHint::Tmux) });
        assert_eq!(hint(&on("xterm", Some("/x,1,0"))), Copied::Sent { hint: Some(CopyHint::Tmux) });
        assert_eq!(hint(&on("screen-256color", None)), Copied::Sent { hint: Some(CopyHint::Screen) });
        assert_eq!(copy("a", on("linux", None)), Err(Copied::NoClipboard));
    }

    #[test]
    fn what_is_too_long_is_not_sent() {
        let long = "字".repeat(18_500);
        assert!(copy(&long, on("xterm", None)).unwrap().0.len() < LONGEST_PAYLOAD + 20);
        let longer = "字".repeat(18_501);
        assert_eq!(copy(&longer, on("xterm", None)), Err(Copied::TooLong { bytes: 55_503, most: 55_500 }));
    }

    #[test]
    fn nothing_that_steers_gets_out() {
        let hostile = "a\x1b]0;x\x07b\u{9d}c\r\nd\n";
        let (sequence, _) = copy(hostile, on("xterm", None)).unwrap();
        let payload = sequence.strip_prefix("\x1b]52;c;").unwrap().strip_suffix("\x1b\\").unwrap();
        assert!(payload.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)));
        assert!(!harmless(hostile).contains(['\x1b', '\x07', '\u{9d}', '\r']));
        assert!(harmless(hostile).ends_with("d\n"));
        let title = title(hostile, on("xterm", None));
        let inside = title.strip_prefix("\x1b]2;").unwrap().strip_suffix("\x1b\\").unwrap();
        assert!(!inside.chars().any(char::is_control), "{inside:?}");
    }

    #[test]
    fn a_title_has_a_length() {
        assert_eq!(title(&"题".repeat(500), on("xterm", None)).chars().count(), 200 + 6);
        assert_eq!(title("a", on("linux", None)), "");
    }
}
