//! A key as the reader understands it, whatever terminal or input method it came through.
//!
//! Knows nothing of actions: see `keymap`.

use std::fmt;

/// One key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Held with Control.
    pub control: bool,
    /// Held with Alt (Meta).
    pub alt: bool,
    /// Held with Shift; only for keys that are not characters.
    pub shift: bool,
}

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character as typed.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete forward.
    Delete,
    /// Cursor up.
    Up,
    /// Cursor down.
    Down,
    /// Cursor left.
    Left,
    /// Cursor right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
    /// Function key by number.
    F(u8),
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, control: false, alt: false, shift: false }
    }

    /// A character without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Reads `j`, `C-o`, `A-Left`, `S-Tab`, `Enter`, `Space`, `F1`; `None` for anything else.
    pub fn parse(name: &str) -> Option<Self> {
        let mut rest = name;
        let mut key = Self::char(' ');
        while rest.chars().count() > 2 {
            if let Some(after) = rest.strip_prefix("C-") {
                key.control = true;
                rest = after;
            } else if let Some(after) = rest.strip_prefix("A-") {
                key.alt = true;
                rest = after;
            } else if let Some(after) = rest.strip_prefix("S-") {
                key.shift = true;
                rest = after;
            } else {
                break;
            }
        }
        key.code = code_named(rest)?;
        Some(key)
    }

    /// What the key means in command mode while a Chinese input method is on: full-width forms and
    /// Chinese marks act as their ASCII key. `None` for a character that no command can have.
    #[must_use]
    pub fn unaccented(self) -> Self {
        let KeyCode::Char(c) = self.code else { return self };
        Self { code: KeyCode::Char(ascii_key(c)), ..self }
    }
}

/// The ASCII key that a full-width or Chinese character stands for; the character itself if none.
fn ascii_key(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '、' => '/',
        '。' => '.',
        '【' | '「' => '[',
        '】' | '」' => ']',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '￥' | '¥' => '$',
        '·' => '`',
        '—' => '_',
        '…' => '^',
        '〜' => '~',
        _ => c,
    }
}

fn code_named(name: &str) -> Option<KeyCode> {
    Some(match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Space" => KeyCode::Char(' '),
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        _ => {
            let mut chars = name.chars();
            let first = chars.next()?;
            match (first, chars.as_str()) {
                (c, "") => KeyCode::Char(c),
                ('F', digits) => KeyCode::F(digits.parse().ok()?),
                _ => return None,
            }
        }
    })
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, mark) in [(self.control, "C-"), (self.alt, "A-"), (self.shift, "S-")] {
            if held {
                f.write_str(mark)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            other => write!(f, "{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str) {
        assert_eq!(Key::parse(name).map(|key| key.to_string()).as_deref(), Some(name));
    }

    #[test]
    fn names_are_read_and_written_alike() {
        for name in ["j", "C-o", "A-Left", "S-Tab", "Enter", "Space", "F1", "?", "-", "C-A-x", "'"] {
            check(name);
        }
        assert_eq!(Key::parse("Enterr"), None);
        assert_eq!(Key::parse(""), None);
    }

    #[test]
    fn keys_work_while_a_chinese_input_method_is_on() {
        for (typed, meant) in [
            ('：', ':'),
            ('、', '/'),
            ('／', '/'),
            ('？', '?'),
            ('【', '['),
            ('】', ']'),
            ('《', '<'),
            ('》', '>'),
            ('。', '.'),
            ('；', ';'),
            ('ｊ', 'j'),
            ('１', '1'),
            ('Ｇ', 'G'),
            ('！', '!'),
            ('j', 'j'),
            ('中', '中'),
        ] {
            assert_eq!(Key::char(typed).unaccented(), Key::char(meant), "{typed}");
        }
    }
}
