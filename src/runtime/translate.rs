//! From the terminal's events to the reader's, and back into words.

use super::terminal::{Copied, CopyHint};
use crate::app::key::{Key, KeyCode};
use crate::app::message::Message;
use crate::locale::Language;
use crate::text::sanitize;
use crossterm::event::{
    KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// Lines that one notch of the wheel scrolls.
const NOTCH: i32 = 3;

/// A key as the reader knows it; releases and keys that no command has are dropped.
pub fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let mut shift = held(KeyModifiers::SHIFT);
    let code = match event.code {
        Code::Char(c) => {
            shift = false;
            KeyCode::Char(c)
        }
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => {
            shift = true;
            KeyCode::Tab
        }
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::F(n) => KeyCode::F(n),
        _ => return None,
    };
    Some(Key { code, control: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
}

/// The wheel and the left button; everything else is the terminal's own.
pub const fn mouse(event: MouseEvent) -> Option<Message> {
    let (column, row) = (event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Message::Click { column, row }),
        MouseEventKind::ScrollDown => Some(Message::Wheel { column, row, lines: NOTCH }),
        MouseEventKind::ScrollUp => Some(Message::Wheel { column, row, lines: -NOTCH }),
        _ => None,
    }
}

/// What the window is called.
pub fn title(article: &str) -> String {
    let article = sanitize::line(article);
    if article.is_empty() { "版心".to_owned() } else { format!("{article} - 版心") }
}

/// What became of a copy, in words.
pub fn copied(language: Language, text: &str, outcome: std::io::Result<Copied>) -> String {
    let count = text.chars().count().to_string();
    match outcome {
        Ok(Copied::Sent { hint: None }) => language.fill("notice.copied", &[("n", &count)]),
        Ok(Copied::Sent { hint: Some(CopyHint::Tmux) }) => language.say("notice.copied-tmux").to_owned(),
        Ok(Copied::Sent { hint: Some(CopyHint::Screen) }) => language.say("notice.copied-screen").to_owned(),
        Ok(Copied::NoClipboard) => language.say("notice.no-clipboard").to_owned(),
        Ok(Copied::TooLong { .. }) => language.say("notice.copy-too-long").to_owned(),
        Err(error) => language.fill("notice.failed", &[("reason", &error.to_string())]),
    }
}
