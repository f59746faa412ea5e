//! An input method within the text field: the letters before the caret as pinyin, and the words of this library that
//! they may mean, numbered.
//!
//! A digit takes one, Space the first, Tab and the page keys turn the page, Esc puts them away; anything else goes into the field. A key
//! that would take a word before the words for the last letter are there waits for them, so that typing fast
//! takes what it means to take.

use super::key::{Key, KeyCode};
use super::message::{Effect, Ticket};
use super::prompt::PromptKind;
use super::{App, Field};
use crate::news::Suggestion;
use crate::text::fold::fold;
use crate::text::pinyin::Letters;

/// Words of a page at most: as many as there are digits.
const PAGE: usize = 9;
/// Words asked for.
const ASKED: usize = 90;
/// The same where only those of one article are shown.
const ASKED_TO_FIND: usize = 2_000;
/// Keys that wait for an answer at most.
const WAITING: usize = 64;
/// Columns between two words of the row.
pub const GAP: u16 = 2;
/// Fields of the query language whose values are no words of the library.
const OTHER_VALUES: [&str; 8] = ["is:", "has:", "date:", "状态:", "是:", "含:", "有:", "日期:"];

/// The words that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidates {
    letters: String,
    words: Vec<Suggestion>,
    /// Where the page that is shown begins, and where those before it did.
    first: usize,
    before: Vec<usize>,
    fitting: usize,
    ticket: Ticket,
    awaited: bool,
    waiting: Vec<Key>,
}

impl Candidates {
    /// The words of the page that is shown, as the row shows them.
    pub fn page(&self) -> impl Iterator<Item = (usize, &Suggestion)> {
        (1..).zip(self.words.iter().skip(self.first).take(self.fitting))
    }

    /// Whether there are pages before and after this one.
    pub fn more(&self) -> (bool, bool) {
        (self.first > 0, self.first + self.fitting < self.words.len())
    }

    /// Whether there is anything to choose from.
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn nth(&self, number: usize) -> Option<String> {
        self.page().find(|(at, _)| *at == number).map(|(_, it)| it.word.clone())
    }

    fn turn(&mut self, forward: bool) {
        if !forward {
            self.first = self.before.pop().unwrap_or(0);
        } else if self.more().1 {
            self.before.push(self.first);
            self.first += self.fitting;
        }
    }
}

/// How a word stands in the row: its number, itself, the articles that hold it, or nothing where they were not counted.
pub fn label(number: usize, suggestion: &Suggestion) -> [String; 3] {
    let articles = suggestion.articles;
    let counted = if articles == 0 { String::new() } else { grouped(articles) };
    [number.to_string(), suggestion.word.clone(), counted]
}

/// A number with its thousands parted: 1,204.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The letters right before the caret that may be pinyin; empty where there are none.
fn letters(field: &Field) -> &str {
    let before = field.before();
    let part = |c: char| c.is_ascii_lowercase() || c == '\'';
    let start =
        before.char_indices().rev().take_while(|(_, c)| part(*c)).last().map_or(before.len(), |(at, _)| at);
    let (head, letters) = before.split_at_checked(start).unwrap_or_default();
    let other = head.ends_with(|c: char| c.is_ascii_alphanumeric())
        || OTHER_VALUES.iter().any(|field| head.replace('：', ":").ends_with(field));
    if other || Letters::new(letters).is_none() { "" } else { letters }
}

impl App {
    /// Asks for the words that the letters before the caret may mean, where they have changed.
    pub(super) fn ask_candidates(&mut self) -> Vec<Effect> {
        let ticket = self.next_ticket();
        let Some(prompt) = self.prompt.as_mut() else { return Vec::new() };
        let reads = prompt.kind.takes_pinyin() && !prompt.literal;
        let letters = if reads { letters(&prompt.field) } else { "" };
        let candidates = &mut prompt.candidates;
        if letters == candidates.letters {
            return Vec::new();
        }
        if letters.is_empty() {
            *candidates = Candidates::default();
            return Vec::new();
        }
        letters.clone_into(&mut candidates.letters);
        candidates.ticket = ticket;
        candidates.awaited = true;
        // Of all that the letters may mean in the library an article holds a part.
        let asked = if prompt.kind == PromptKind::Find { ASKED_TO_FIND } else { ASKED };
        vec![Effect::Suggest(ticket, letters.to_owned(), asked)]
    }

    /// The words have come: keys that waited for them are taken now.
    pub(super) fn take_candidates(&mut self, ticket: Ticket, words: Vec<Suggestion>) -> Vec<Effect> {
        let finds = self.prompt.as_ref().is_some_and(|prompt| prompt.kind == PromptKind::Find);
        let words = if finds { self.held_by_article(words) } else { words };
        // How many titles of the list have a word is not known, and how many texts have it says nothing of that.
        let filters = self.prompt.as_ref().is_some_and(|prompt| prompt.kind == PromptKind::Filter);
        let uncounted = |it: Suggestion| Suggestion { articles: if filters { 0 } else { it.articles }, ..it };
        let words = words.into_iter().map(uncounted).collect();
        let Some(prompt) = self.prompt.as_mut().filter(|prompt| prompt.candidates.ticket == ticket) else {
            return Vec::new();
        };
        let waiting = std::mem::take(&mut prompt.candidates.waiting);
        let letters = std::mem::take(&mut prompt.candidates.letters);
        prompt.candidates = Candidates { letters, words, ticket, ..Candidates::default() };
        self.fit_candidates();
        waiting.into_iter().flat_map(|key| self.key(key)).collect()
    }

    /// Those of the words that the open article holds, each with how often it does, the most frequent first.
    fn held_by_article(&self, words: Vec<Suggestion>) -> Vec<Suggestion> {
        let Some(reading) = self.reading.as_ref() else { return words };
        let shown: Vec<String> = reading.words().map(|(_, shown)| shown).collect();
        let text = fold(&shown.join("\n"));
        let times = |word: &str| text.matches(&*fold(word)).count() as u64;
        let counted = words.into_iter().map(|it| Suggestion { articles: times(&it.word), ..it });
        let mut held: Vec<Suggestion> = counted.filter(|it| it.articles > 0).collect();
        held.sort_by_key(|it| std::cmp::Reverse(it.articles));
        held.truncate(ASKED);
        held
    }

    /// A key that chooses among the words, or turns their pages; `None` where it is not theirs.
    pub(super) fn candidate_key(&mut self, key: Key) -> Option<Vec<Effect>> {
        let candidates = &mut self.prompt.as_mut()?.candidates;
        let leaves = matches!((key.code, key.control), (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true));
        if leaves && key.code == KeyCode::Esc && !candidates.is_empty() {
            return Some(self.take_letters());
        }
        let candidates = &mut self.prompt.as_mut()?.candidates;
        if candidates.letters.is_empty() || leaves {
            return None;
        }
        let plain = key.unaccented();
        let picks = match plain.code {
            KeyCode::Char(c @ '1'..='9') if !key.control && !key.alt => c.to_digit(10).map(|it| it as usize),
            KeyCode::Char(' ') if !key.control && !key.alt => Some(1),
            _ => None,
        };
        if candidates.awaited && (picks.is_some() || !candidates.waiting.is_empty()) {
            if candidates.waiting.len() < WAITING {
                candidates.waiting.push(key);
            }
            return Some(Vec::new());
        }
        if candidates.is_empty() {
            return None;
        }
        if let Some(number) = picks {
            let word = candidates.nth(number)?;
            return Some(self.take_word(&word));
        }
        let forward = match (plain.code, key.shift) {
            (KeyCode::PageDown | KeyCode::Down, _) | (KeyCode::Tab, false) => true,
            (KeyCode::PageUp | KeyCode::Up, _) | (KeyCode::Tab, true) => false,
            _ => return None,
        };
        candidates.turn(forward);
        Some(Vec::new())
    }

    /// From now on letters are letters in this field.
    fn take_letters(&mut self) -> Vec<Effect> {
        if let Some(prompt) = self.prompt.as_mut() {
            prompt.literal = true;
            prompt.candidates = Candidates::default();
        }
        self.tell(self.language.say("notice.letters"))
    }

    fn take_word(&mut self, word: &str) -> Vec<Effect> {
        if let Some(prompt) = self.prompt.as_mut() {
            let letters = prompt.candidates.letters.len();
            prompt.field.replace_before(letters, word);
        }
        self.prompt_changed()
    }

    /// How many of the words fit into the row from where the page begins.
    pub(super) fn fit_candidates(&mut self) {
        let room = self.size.width.saturating_sub(6);
        let setter = self.typesetter();
        let Some(candidates) = self.prompt.as_ref().map(|prompt| &prompt.candidates) else { return };
        let mut used = 0;
        let fits = |(index, word): &(usize, &Suggestion)| {
            let [number, word, articles] = label(index + 1, word);
            used += setter.columns(&format!("{number} {word} {articles}")) as u16 + GAP;
            used <= room + GAP
        };
        let shown = candidates.words.iter().skip(candidates.first).take(PAGE).enumerate();
        let fitting = shown.take_while(fits).count().max(1);
        if let Some(prompt) = self.prompt.as_mut() {
            prompt.candidates.fitting = fitting;
        }
    }
}

impl PromptKind {
    /// Whether letters in it are read as pinyin.
    const fn takes_pinyin(self) -> bool {
        matches!(self, Self::Search | Self::Filter | Self::Find | Self::Tags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_at_the_caret_are_pinyin() {
        for (typed, expected) in [
            ("zj", "zj"),
            ("镇江 zhaosh", "zhaosh"),
            ("标题:zj", "zj"),
            ("xi'an", "xi'an"),
            ("iPhone", ""),
            ("5g", ""),
            ("is:unread", ""),
            ("状态：yi", ""),
            ("has:li", ""),
            ("镇江", ""),
            ("ZJ", ""),
            ("'", ""),
            ("-zj", "zj"),
        ] {
            assert_eq!(letters(&Field::with(typed)), expected, "{typed}");
        }
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!([0, 999, 1204, 1_234_567].map(grouped), ["0", "999", "1,204", "1,234,567"]);
    }
}
