//! What the terminal tells the loop.

use crossterm::event::{KeyEvent, MouseEvent};

/// One thing that happened to the terminal, in the order it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalEvent {
    /// A key was pressed. Upper-case letters carry SHIFT; Backspace is never Control-H.
    Key(KeyEvent),
    /// The mouse, if it was asked for; columns and rows from 0.
    Mouse(MouseEvent),
    /// A bracketed paste, which comes only while paste mode is on. It is not sanitized.
    Paste(String),
    /// The screen has now so many columns and rows, at most a million cells; its content is lost.
    Resize(u16, u16),
    /// The program was stopped and goes on: the screen is ours again and empty.
    Resumed,
    /// The program has to end now with this exit code: a signal came or the terminal is gone. Whoever is not
    /// gone within half a second is ended.
    Quit(i32),
}
