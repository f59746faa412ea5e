//! Joins what stood on lines of its own: no blank stands behind a mark that brings its own white space.
//!
//! Pure text in, text out; it knows no columns.

/// Marks that end a sentence or a part of one and take the whole width of a hanzi, half of it white.
const FULL: &str = "。，、；：！？）》」』】";

/// The text without the blanks behind full-width marks, as paragraphs that were joined to one line have them.
pub fn closed_up(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    for c in text.chars() {
        if c != ' ' || !closed.ends_with(|before| FULL.contains(before)) {
            closed.push(c);
        }
    }
    closed
}

#[cfg(test)]
mod tests {
    use super::closed_up;

    #[test]
    fn only_the_blank_behind_a_full_width_mark_goes() {
        for (text, closed) in [
            ("第一段。 第二段， 接着 说 ok. go", "第一段。第二段，接着 说 ok. go"),
            ("“好。” 他说", "“好。” 他说"),
            ("", ""),
        ] {
            assert_eq!(closed_up(text), closed);
        }
    }
}
