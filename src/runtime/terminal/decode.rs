//! Bytes from the terminal to keys, pastes and answers. Own, because no event library survives a terminal:
//! crossterm hangs for good on a bracketed paste without an end (crossterm#1060) and on a late mode report
//! (crossterm#1104), and spins when the terminal is gone (crossterm#793); see [`super::listen`].
//!
//! Every state has an end: a final byte, a limit of bytes, or a time without a byte, after which
//! [`Decoder::give_up`] is called. What a terminal answers late is recognised and dropped, never typed.
//! The tables are in [`super::keys`].

use super::event::TerminalEvent;
use super::keys;
use crossterm::event::{KeyCode, KeyModifiers};
use std::collections::VecDeque;
use std::time::Duration;

/// A lone ESC is the Escape key when nothing follows it for so long.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(50);
/// Half a sequence is dropped when nothing follows it for so long; a slow line may part it that far.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(500);
/// A paste without an end has ended when nothing follows for so long.
const PASTE_PATIENCE: Duration = Duration::from_secs(1);
/// Of a paste so many bytes are kept. It goes into a line of a search or a note.
const PASTE_LIMIT: usize = 64 * 1024;
/// Of a control sequence or an answer so many bytes are kept.
const SEQUENCE_LIMIT: usize = 1024;

/// What bytes turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// Something for the loop.
    Event(TerminalEvent),
    /// An answer, for whoever asked.
    Answer(Answer),
    /// Recognised, and of no use.
    Nothing,
}

/// What a terminal answers to the questions of [`super::probe`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// Where the cursor is (CPR), from 1.
    Cursor { row: u16, column: u16 },
    /// Primary device attributes (DA1), without `?`.
    Attributes(String),
    /// Secondary device attributes (DA2), without `>`.
    SecondAttributes(String),
    /// Name and version (XTVERSION).
    Version(String),
}

/// Where in a sequence the bytes read so far end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Ground,
    /// After ESC.
    Escape,
    /// After CSI.
    Sequence,
    /// After `ESC O`.
    SingleShift,
    /// After `CSI [`.
    Console,
    /// So many bytes of a mouse report of the old kind are to come.
    OldMouse(u8),
    /// In a string (OSC, DCS, APC), begun by this byte after ESC.
    Text(u8),
    /// In a string, after an ESC that may end it.
    TextEnd(u8),
    /// In a character of several bytes.
    Character,
    /// In a bracketed paste, of whose end so many bytes were seen.
    Paste(usize),
}

const PASTE_END: &[u8] = b"\x1b[201~";

/// Finds keys, pastes and answers in bytes that come in any pieces.
#[derive(Debug)]
pub(super) struct Decoder {
    state: State,
    kept: Vec<u8>,
    /// ALT for the character or key that follows an ESC.
    modifiers: KeyModifiers,
}

impl Decoder {
    pub(super) const fn new() -> Self {
        Self { state: State::Ground, kept: Vec::new(), modifiers: KeyModifiers::NONE }
    }

    /// Reads on; what was found is appended to `found`.
    pub(super) fn feed(&mut self, bytes: &[u8], found: &mut VecDeque<Input>) {
        for byte in bytes {
            self.step(*byte, found);
        }
    }

    /// How long to wait for the next byte before [`Self::give_up`]; `None` when nothing is half read.
    pub(super) const fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Escape => Some(ESCAPE_PATIENCE),
            State::Paste(_) => Some(PASTE_PATIENCE),
            _ => Some(SEQUENCE_PATIENCE),
        }
    }

    /// Nothing more came. ESC alone was a key, so was ESC with one character; anything longer was no key.
    pub(super) fn give_up(&mut self, found: &mut VecDeque<Input>) {
        let typed_with_alt = match self.state {
            State::Escape => return self.end(keys::plain(KeyCode::Esc), found),
            State::Paste(seen) => return self.end_paste(seen, found),
            State::Sequence if self.kept.is_empty() => Some('['),
            State::SingleShift if self.kept.is_empty() => Some('O'),
            State::Text(introducer) if self.kept.is_empty() => Some(char::from(introducer)),
            _ => None,
        };
        let input = typed_with_alt.map(|letter| keys::character(letter, KeyModifiers::ALT));
        self.end(input.unwrap_or(Input::Nothing), found);
    }

    fn step(&mut self, byte: u8, found: &mut VecDeque<Input>) {
        match self.state {
            State::Ground => self.ground(byte, found),
            State::Escape => self.escape(byte, found),
            State::Sequence | State::SingleShift => self.sequence(byte, found),
            State::Console => self.end(keys::console(byte).unwrap_or(Input::Nothing), found),
            State::OldMouse(1) => self.end(Input::Nothing, found),
            State::OldMouse(left) => self.state = State::OldMouse(left - 1),
            State::Text(introducer) => self.text(introducer, byte, found),
            State::TextEnd(introducer) if byte == b'\\' => self.end_text(introducer, found),
            State::TextEnd(_) => {
                self.end(Input::Nothing, found);
                self.state = State::Escape;
                self.escape(byte, found);
            }
            State::Character => self.character(byte, found),
            State::Paste(seen) => self.paste(byte, seen, found),
        }
    }

    fn ground(&mut self, byte: u8, found: &mut VecDeque<Input>) {
        match byte {
            0x1b => self.state = State::Escape,
            0x00..=0x1f | 0x7f => {
                let input = keys::control(byte, self.modifiers);
                self.end(input, found);
            }
            0x20..=0x7e => {
                let input = keys::character(char::from(byte), self.modifiers);
                self.end(input, found);
            }
            0xc2..=0xf4 => {
                self.kept.push(byte);
                self.state = State::Character;
            }
            // No character begins so.
            _ => self.end(Input::Nothing, found),
        }
    }

    fn escape(&mut self, byte: u8, found: &mut VecDeque<Input>) {
        match byte {
            0x1b => found.push_back(keys::plain(KeyCode::Esc)),
            b'[' => self.state = State::Sequence,
            b'O' => self.state = State::SingleShift,
            b']' | b'P' | b'_' => self.state = State::Text(byte),
            _ => {
                self.state = State::Ground;
                self.modifiers = KeyModifiers::ALT;
                self.ground(byte, found);
            }
        }
    }

    fn sequence(&mut self, byte: u8, found: &mut VecDeque<Input>) {
        match byte {
            b'[' if self.state == State::Sequence && self.kept.is_empty() => self.state = State::Console,
            0x20..=0x3f if self.kept.len() < SEQUENCE_LIMIT => self.kept.push(byte),
            0x20..=0x3f => {}
            0x40..=0x7e => self.end_sequence(byte, found),
            // No part of a sequence: it was broken off, and this is something else.
            _ => self.restart(byte, found),
        }
    }

    fn end_sequence(&mut self, end: u8, found: &mut VecDeque<Input>) {
        let kept = std::mem::take(&mut self.kept);
        let parameters_only = kept.len() < SEQUENCE_LIMIT && kept.iter().all(|byte| *byte >= 0x30);
        let input = match self.state {
            _ if !parameters_only => None,
            State::SingleShift => keys::single_shift(&kept, end),
            _ if end == b'~' && kept == b"200" => {
                self.state = State::Paste(0);
                return;
            }
            _ if end == b'M' && kept.is_empty() => {
                self.state = State::OldMouse(3);
                return;
            }
            _ => keys::sequence(&kept, end),
        };
        self.end(input.unwrap_or(Input::Nothing), found);
    }

    fn text(&mut self, introducer: u8, byte: u8, found: &mut VecDeque<Input>) {
        match byte {
            0x1b => self.state = State::TextEnd(introducer),
            0x07 => self.end_text(introducer, found),
            // No answer holds a control character; a key gets out of a string that never ends.
            0x00..=0x1f => self.restart(byte, found),
            _ if self.kept.len() < SEQUENCE_LIMIT => self.kept.push(byte),
            _ => {}
        }
    }

    fn end_text(&mut self, introducer: u8, found: &mut VecDeque<Input>) {
        let version = self.kept.strip_prefix(b">|").filter(|_| introducer == b'P');
        let answer = version.map(|name| Answer::Version(String::from_utf8_lossy(name).into_owned()));
        self.end(answer.map_or(Input::Nothing, Input::Answer), found);
    }

    fn character(&mut self, byte: u8, found: &mut VecDeque<Input>) {
        self.kept.push(byte);
        match std::str::from_utf8(&self.kept) {
            Ok(text) => {
                let typed = text.chars().next().filter(|letter| !letter.is_control());
                let input = typed.map(|letter| keys::character(letter, self.modifiers));
                self.end(input.unwrap_or(Input::Nothing), found);
            }
            Err(error) if error.error_len().is_none() => {}
            Err(_) => self.restart(byte, found),
        }
    }

    fn paste(&mut self, byte: u8, seen: usize, found: &mut VecDeque<Input>) {
        if PASTE_END.get(seen) == Some(&byte) {
            if seen + 1 == PASTE_END.len() {
                self.end_paste(0, found);
            } else {
                self.state = State::Paste(seen + 1);
            }
            return;
        }
        self.keep_pasted(PASTE_END.get(..seen).unwrap_or_default());
        if byte == 0x1b {
            self.state = State::Paste(1);
        } else {
            self.keep_pasted(&[byte]);
            self.state = State::Paste(0);
        }
    }

    fn keep_pasted(&mut self, bytes: &[u8]) {
        let room = PASTE_LIMIT.saturating_sub(self.kept.len()).min(bytes.len());
        self.kept.extend_from_slice(bytes.get(..room).unwrap_or_default());
    }

    /// The paste with the `seen` bytes that looked like its end and were not; cut between characters.
    fn end_paste(&mut self, seen: usize, found: &mut VecDeque<Input>) {
        self.keep_pasted(PASTE_END.get(..seen).unwrap_or_default());
        if self.kept.len() == PASTE_LIMIT {
            let whole = std::str::from_utf8(&self.kept).map_or_else(
                |error| if error.error_len().is_none() { error.valid_up_to() } else { PASTE_LIMIT },
                str::len,
            );
            self.kept.truncate(whole);
        }
        let text = String::from_utf8_lossy(&self.kept).into_owned();
        self.end(Input::Event(TerminalEvent::Paste(text)), found);
    }

    /// Drops what was half read and looks at `byte` afresh.
    fn restart(&mut self, byte: u8, found: &mut VecDeque<Input>) {
        self.end(Input::Nothing, found);
        self.ground(byte, found);
    }

    fn end(&mut self, input: Input, found: &mut VecDeque<Input>) {
        self.state = State::Ground;
        self.kept.clear();
        self.modifiers = KeyModifiers::NONE;
        if input != Input::Nothing {
            found.push_back(input);
        }
    }
}

#[cfg(test)]
mod tests;
