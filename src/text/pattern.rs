//! Patterns of the rules that read pages and dates, with classes that say what pages hold, and no more of Unicode than that.

use regex::Regex;
use regex_automata::{
    Input,
    hybrid::dfa::{Cache, DFA},
    nfa::thompson::{self, WhichCaptures},
    util::pool::Pool,
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
    let config = thompson::Config::new().which_captures(WhichCaptures::None);
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants of the rules and compiled by their tests"
    )]
    let automaton = DFA::builder()
        .thompson(config)
        .configure(DFA::config().skip_cache_capacity_check(true))
        .build(&narrowed(text).replace(r"\b", r"(?-u:\b)"))
        .expect("a valid pattern");
    let of = automaton.clone();
    Matcher { automaton, caches: Pool::new(Box::new(move || of.create_cache())) }
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
