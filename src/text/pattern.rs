//! Patterns of the rules that read pages and dates, with classes that say what pages hold, and no more of Unicode than that.

use regex::Regex;

/// What stands for a class: the digits of a hundred scripts, and Han down to its radicals, make an automaton many times as
/// large, and every process that reads pages builds its own.
fn class(letter: char) -> Option<&'static str> {
    Some(match letter {
        'd' => "[0-9]",
        'D' => "[^0-9]",
        's' => r"[\t-\r \u{a0}\u{2000}-\u{200a}\u{2028}\u{2029}\u{3000}]",
        'S' => r"[^\t-\r \u{a0}\u{2000}-\u{200a}\u{2028}\u{2029}\u{3000}]",
        _ => return None,
    })
}

/// `\p{Han}`: the characters of running text, with 〇 and 々, and the planes beyond for rare names.
const HAN: &str = r"[々〇\u{3400}-\u{9fff}\u{f900}-\u{fad9}\u{20000}-\u{323af}]";

/// Compiles a pattern, which is a constant of its rule.
///
/// # Panics
/// Where it is none, which the tests of its rule show.
pub fn pattern(text: &str) -> Regex {
    let narrow = narrowed(&text.replace(r"\p{Han}", HAN));
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants of the rules and compiled by their tests"
    )]
    Regex::new(&narrow).expect("a valid pattern")
}

fn narrowed(text: &str) -> String {
    let mut narrow = String::with_capacity(text.len() * 2);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            narrow.push(c);
            continue;
        }
        let Some(escaped) = chars.next() else { break };
        match class(escaped) {
            Some(class) => narrow.push_str(class),
            None => narrow.extend([c, escaped]),
        }
    }
    narrow
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_stand_alone_and_within_others() {
        let is = |text: &str, line: &str| pattern(text).is_match(line);
        assert!(is(r"^\p{Han}{2}$", "版心") && is(r"^\p{Han}$", "〇") && is(r"^\p{Han}$", "\u{2c7ad}"));
        assert!(!is(r"\p{Han}", "ab1，") && is(r"^[\p{Han}+]+$", "版+心"));
        assert!(is(r"^\d[\d.]*$", "3.5") && !is(r"\d", "三") && is(r"^\D$", "三") && is(r"^[^\d]$", "三"));
        assert!(is(r"^\s$", "\u{3000}") && is(r"^[\s:]$", "\t") && is(r"^[^\s:]\S$", "版心"));
        assert!(is(r"^\\d$", r"\d") && !is(r"^\\d$", "1"));
    }
}
