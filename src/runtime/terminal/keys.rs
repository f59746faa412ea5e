//! What a complete sequence from the terminal means: a key, a turn of the wheel, an answer, or nothing.
//!
//! Tables only; [`super::decode`] finds the sequences. The words are crossterm's, so that the rest of the
//! program and its tests can speak of keys without a terminal. Sources: ECMA-48, xterm's ctlseqs, and the
//! differing keys of rxvt and of the Linux console.

use super::decode::{Answer, Input};
use super::event::TerminalEvent;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// A key without modifiers as an input.
pub(super) fn plain(code: KeyCode) -> Input {
    key(code, KeyModifiers::NONE)
}

pub(super) fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Event(TerminalEvent::Key(KeyEvent::new(code, modifiers)))
}

/// A character as typed. An upper-case letter carries SHIFT, as crossterm reports it.
pub(super) fn character(character: char, modifiers: KeyModifiers) -> Input {
    let shift = if character.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    key(KeyCode::Char(character), modifiers | shift)
}

/// A C0 control or DEL as typed. Backspace sends one of two, by the terminal's settings; both are it.
pub(super) fn control(byte: u8, modifiers: KeyModifiers) -> Input {
    let with_control = |character| key(KeyCode::Char(character), modifiers | KeyModifiers::CONTROL);
    match byte {
        0x00 => with_control(' '),
        0x08 | 0x7f => key(KeyCode::Backspace, modifiers),
        b'\t' => key(KeyCode::Tab, modifiers),
        b'\r' => key(KeyCode::Enter, modifiers),
        0x1b => key(KeyCode::Esc, modifiers),
        0x01..=0x1a => with_control(char::from(byte - 1 + b'a')),
        _ => with_control(char::from((byte + 0x40).to_ascii_lowercase())),
    }
}

/// A control sequence: parameter bytes and the final byte, without intermediates.
pub(super) fn sequence(parameters: &[u8], end: u8) -> Option<Input> {
    match (parameters.first(), end) {
        (Some(b'<'), b'M' | b'm') => mouse(parameters.get(1..).unwrap_or_default(), end),
        (Some(b'?'), b'c') => Some(Input::Answer(Answer::Attributes(text(parameters)))),
        (Some(b'>'), b'c') => Some(Input::Answer(Answer::SecondAttributes(text(parameters)))),
        (Some(b'<'..=b'?'), _) => None,
        _ => unmarked(&numbers(parameters), end),
    }
}

/// A key of the keypad or a function key: `ESC O` and its final byte, sometimes a modifier between.
pub(super) fn single_shift(parameters: &[u8], end: u8) -> Option<Input> {
    let numbers = numbers(parameters);
    let modifiers = modifiers(numbers.last().copied().unwrap_or(1));
    let code = match end {
        b'a'..=b'd' => return Some(key(arrow(end - b'a' + b'A')?, KeyModifiers::CONTROL)),
        b'M' => KeyCode::Enter,
        b'j'..=b'y' => KeyCode::Char(char::from(end - b'j' + b'*')),
        b'X' => KeyCode::Char('='),
        _ => letter(end)?,
    };
    Some(key(code, modifiers))
}

/// F1 to F5 of the Linux console: `ESC [ [` and a letter.
pub(super) fn console(end: u8) -> Option<Input> {
    matches!(end, b'A'..=b'E').then(|| plain(KeyCode::F(end - b'A' + 1)))
}

fn unmarked(numbers: &[u32], end: u8) -> Option<Input> {
    let first = numbers.first().copied().unwrap_or(0);
    let second = numbers.get(1).copied();
    let modifiers = modifiers(second.unwrap_or(1));
    match end {
        b'R' if second.is_some() => {
            let cell = |number: Option<u32>| number.and_then(|number| u16::try_from(number).ok());
            let answer = Answer::Cursor { row: cell(Some(first))?, column: cell(second)? };
            Some(Input::Answer(answer))
        }
        b'~' if first == 27 => Some(coded(numbers.get(2).copied()?, modifiers)),
        b'~' => Some(key(numbered(first)?, modifiers)),
        b'^' => Some(key(numbered(first)?, KeyModifiers::CONTROL)),
        b'@' => Some(key(numbered(first)?, KeyModifiers::CONTROL | KeyModifiers::SHIFT)),
        b'u' if first > 0 => Some(coded(first, modifiers)),
        b'a'..=b'd' if numbers.is_empty() => Some(key(arrow(end - b'a' + b'A')?, KeyModifiers::SHIFT)),
        b'Z' => Some(key(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT)),
        _ => Some(key(letter(end)?, modifiers)),
    }
}

fn arrow(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        _ => return None,
    })
}

fn letter(end: u8) -> Option<KeyCode> {
    Some(match end {
        b'E' => KeyCode::KeypadBegin,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(end - b'P' + 1),
        _ => return arrow(end),
    })
}

fn numbered(number: u32) -> Option<KeyCode> {
    let number = u8::try_from(number).ok()?;
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23..=26 => KeyCode::F(number - 12),
        28 | 29 => KeyCode::F(number - 13),
        31..=34 => KeyCode::F(number - 14),
        _ => return None,
    })
}

/// A key told by its code point: `CSI 27 ; m ; code ~` and `CSI code ; m u`.
fn coded(code: u32, modifiers: KeyModifiers) -> Input {
    match (u8::try_from(code), char::from_u32(code)) {
        (Ok(byte @ (0x00..=0x1f | 0x7f)), _) => control(byte, modifiers),
        (_, Some(letter)) if !letter.is_control() => character(letter, modifiers),
        _ => Input::Nothing,
    }
}

/// xterm's modifier parameter: one more than the sum of shift 1, alt 2, control 4, super 8.
fn modifiers(parameter: u32) -> KeyModifiers {
    let bits = parameter.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
    ] {
        if bits & bit != 0 {
            modifiers |= modifier;
        }
    }
    modifiers
}

/// SGR mouse reports (mode 1006): button and modifiers, column, row; `M` pressed, `m` released.
fn mouse(parameters: &[u8], end: u8) -> Option<Input> {
    let numbers = numbers(parameters);
    let [code, column, row] = *numbers.as_slice() else { return None };
    let button = match code & 3 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let (moving, wheel) = (code & 32 != 0, code & 64 != 0);
    let kind = match (wheel, moving, code & 3) {
        (true, _, 0) => MouseEventKind::ScrollUp,
        (true, _, 1) => MouseEventKind::ScrollDown,
        (true, _, 2) => MouseEventKind::ScrollLeft,
        (true, ..) => MouseEventKind::ScrollRight,
        (_, true, 3) => MouseEventKind::Moved,
        (_, true, _) => MouseEventKind::Drag(button),
        (_, _, 3) => return None,
        _ if end == b'm' => MouseEventKind::Up(button),
        _ => MouseEventKind::Down(button),
    };
    let mut held = KeyModifiers::NONE;
    for (bit, modifier) in [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)] {
        if code & bit != 0 {
            held |= modifier;
        }
    }
    let cell = |number: u32| u16::try_from(number.checked_sub(1)?).ok();
    let event = MouseEvent { kind, column: cell(column)?, row: cell(row)?, modifiers: held };
    Some(Input::Event(TerminalEvent::Mouse(event)))
}

/// Parameters parted by semicolons; of one with sub-parameters the first counts. Empty for none.
fn numbers(parameters: &[u8]) -> Vec<u32> {
    if parameters.is_empty() {
        return Vec::new();
    }
    let number = |digits: &[u8]| {
        let digits = digits.split(|byte| *byte == b':').next().unwrap_or_default();
        digits.iter().fold(0_u32, |number, digit| {
            number.saturating_mul(10).saturating_add(u32::from(digit.saturating_sub(b'0')))
        })
    };
    parameters.split(|byte| *byte == b';').map(number).collect()
}

fn text(parameters: &[u8]) -> String {
    String::from_utf8_lossy(parameters.get(1..).unwrap_or_default()).into_owned()
}
