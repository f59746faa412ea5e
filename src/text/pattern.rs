//! Patterns of the rules that read pages and dates, with classes that say what pages hold, and no more of Unicode than that.

use regex::Regex;
use regex_automata::{
    Input,
    hybrid::dfa::{Cache, DFA},
    nfa::thompson::{self, WhichCaptures},
    util::{pool::Pool, syntax},
};
use std::panic::{RefUnwindSafe, UnwindSafe};

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
    let narrow = narrowed(text);
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants of the rules and compiled by their tests"
    )]
    Regex::new(&narrow).expect("a valid pattern")
}

/// A pattern that is asked for one thing only: whether it matches.
pub struct Matcher {
    automaton: DFA,
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>>,
}

impl Matcher {
    /// Whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        let input = Input::new(text).earliest(true);
        // It fails only where an automaton is made to give up, which these are not.
        matches!(self.automaton.try_search_fwd(&mut self.caches.get(), &input), Ok(Some(_)))
    }
}

/// Compiles a pattern, which is a constant of its rule, to be asked whether it matches. Words are bounded (`\b`) as in ASCII.
///
/// # Panics
/// Where it is none, which the tests of its rule show.
pub fn matcher(text: &str) -> Matcher {
    let config = thompson::Config::new().which_captures(WhichCaptures::None).utf8(false);
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants of the rules and compiled by their tests"
    )]
    let automaton = DFA::builder()
        .syntax(syntax::Config::new().utf8(false))
        .thompson(config)
        .configure(DFA::config().skip_cache_capacity_check(true))
        .build(&loosened(&narrowed(text)).replace(r"\b", r"(?-u:\b)"))
        .expect("a valid pattern");
    let of = automaton.clone();
    Matcher { automaton, caches: Pool::new(Box::new(move || of.create_cache())) }
}

/// `.`: in a text that is valid a character is one byte of ASCII, or a first byte and all that go on with it. Told so it is
/// a fifth of the states that it is told by the ranges of each byte, and `.{0,24}` are as many of them.
const ANY: &str = r"(?:[\x00-\x09\x0b-\x7f]|(?-u:[\xc2-\xf4][\x80-\xbf]*))";

/// With [`ANY`] for every `.` that stands for a character.
fn loosened(text: &str) -> String {
    let mut loose = String::with_capacity(text.len() * 2);
    let (mut escaped, mut within) = (false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => within = true,
            ']' => within = false,
            '.' if !within => {
                loose.push_str(ANY);
                continue;
            }
            _ => {}
        }
        loose.push(c);
    }
    loose
}

fn narrowed(text: &str) -> String {
    let text = text.replace(r"\p{Han}", HAN);
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
    fn words_end_before_chinese() {
        let next = matcher(r"^next post\b");
        assert!(
            next.is_match("next post") && next.is_match("next post：版心") && next.is_match("next post版心")
        );
        assert!(!next.is_match("next poster"));
    }

    #[test]
    fn a_dot_is_one_character() {
        let is = |text: &str, line: &str| {
            let found = pattern(text).is_match(line);
            assert_eq!(matcher(text).is_match(line), found, "{text} in {line}");
            found
        };
        assert!(is("^.$", "版") && is("^.$", "a") && is("^.$", "é") && is("^.$", "𠀀") && !is("^.$", "版心"));
        assert!(is("^.{2,3}心", "一版面心") && !is("^.{2,3}心", "版心") && !is("^.{0,3}心", "一二三四心"));
        assert!(is(r"^[.]\.[a.]$", "..a") && !is(r"^[.]\.$", "版.") && !is("^.$", "\n"));
        assert!(is(r"^(?i:x.y)$", "X版Y") && is(r".\b", "版a ") && is("a.*b", "a版心b"));
    }

    #[test]
    fn classes_stand_alone_and_within_others() {
        let is = |text: &str, line: &str| {
            let found = pattern(text).is_match(line);
            assert_eq!(matcher(text).is_match(line), found, "{text} in {line}");
            found
        };
        assert!(is(r"^\p{Han}{2}$", "版心") && is(r"^\p{Han}$", "〇") && is(r"^\p{Han}$", "\u{2c7ad}"));
        assert!(!is(r"\p{Han}", "ab1，") && is(r"^[\p{Han}+]+$", "版+心"));
        assert!(is(r"^\d[\d.]*$", "3.5") && !is(r"\d", "三") && is(r"^\D$", "三") && is(r"^[^\d]$", "三"));
        assert!(is(r"^\s$", "\u{3000}") && is(r"^[\s:]$", "\t") && is(r"^[^\s:]\S$", "版心"));
        assert!(is(r"^\\d$", r"\d") && !is(r"^\\d$", "1"));
    }
}
