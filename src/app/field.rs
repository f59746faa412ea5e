//! A line of text that is being typed.

/// Text with a caret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    before: String,
    after: String,
}

impl Field {
    /// A field with text, the caret at its end.
    pub fn with(text: &str) -> Self {
        Self { before: text.to_owned(), after: String::new() }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// The text before the caret.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// The text after the caret.
    pub fn after(&self) -> &str {
        &self.after
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// Types a character; controls are not text.
    pub fn insert(&mut self, c: char) {
        if !c.is_control() && self.before.len() + self.after.len() < 4096 {
            self.before.push(c);
        }
    }

    /// Deletes before the caret. `false` where there was nothing.
    pub fn backspace(&mut self) -> bool {
        self.before.pop().is_some()
    }

    /// Puts a word in place of so many bytes before the caret.
    pub fn replace_before(&mut self, bytes: usize, word: &str) {
        let kept = self.before.len().saturating_sub(bytes);
        if self.before.is_char_boundary(kept) {
            self.before.truncate(kept);
        }
        word.chars().for_each(|c| self.insert(c));
    }

    /// Deletes after the caret.
    pub fn delete(&mut self) {
        let mut chars = self.after.chars();
        chars.next();
        self.after = chars.as_str().to_owned();
    }

    /// Deletes the word before the caret: a run without spaces.
    pub fn delete_word(&mut self) {
        let kept = self.before.trim_end().rfind(' ').map_or(0, |space| space + 1);
        self.before.truncate(kept);
    }

    /// Empties the part before the caret.
    pub fn clear_before(&mut self) {
        self.before.clear();
    }

    /// One character to the left.
    pub fn left(&mut self) {
        if let Some(c) = self.before.pop() {
            self.after.insert(0, c);
        }
    }

    /// One character to the right.
    pub fn right(&mut self) {
        if let Some(c) = self.after.chars().next() {
            self.before.push(c);
            self.delete();
        }
    }

    /// To the start.
    pub fn home(&mut self) {
        self.after = self.text();
        self.before.clear();
    }

    /// To the end.
    pub fn end(&mut self) {
        self.before = self.text();
        self.after.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editing_around_the_caret() {
        let mut field = Field::with("招商 项目");
        field.left();
        field.insert('新');
        assert_eq!((field.before(), field.after()), ("招商 项新", "目"));
        field.delete();
        field.delete_word();
        assert_eq!(field.text(), "招商 ");
        field.home();
        field.insert('再');
        field.end();
        assert!(field.backspace());
        assert_eq!(field.text(), "再招商");
        field.insert('\u{1b}');
        assert_eq!(field.text(), "再招商");
    }
}
