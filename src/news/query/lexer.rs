//! The query language cut into signs and words, each with its place in what was typed.
//!
//! Every sign has a full-width form, because that is what a Chinese input method types. A sign is one only where
//! it can be one: a minus before a word, a quote or parenthesis at its start, a colon after the name of a field;
//! anywhere else it is part of the word, so that a pasted headline is searched as it is.

use super::{QueryError, QueryFault, field::Prefix};
use crate::text::fold::{fold, fold_char};
use std::{iter::Peekable, ops::Range, str::CharIndices};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    And,
    Or,
    Not,
    Prefix(Prefix),
    /// Folded, trimmed, not empty.
    Word(String),
}

/// Cuts a query.
pub(super) fn cut(text: &str) -> Result<Vec<Lexeme>, QueryError> {
    let mut lexer = Lexer { text, chars: text.char_indices().peekable(), depth: 0, lexemes: Vec::new() };
    while let Some((start, sign)) = lexer.next_sign() {
        lexer.step(start, sign)?;
    }
    Ok(lexer.lexemes)
}

struct Lexer<'a> {
    text: &'a str,
    chars: Peekable<CharIndices<'a>>,
    /// Groups that are open.
    depth: usize,
    lexemes: Vec<Lexeme>,
}

impl Lexer<'_> {
    /// Skips blanks; the next character with its place, folded.
    fn next_sign(&mut self) -> Option<(usize, char)> {
        while self.chars.next_if(|&(_, c)| c.is_whitespace()).is_some() {}
        self.chars.peek().map(|&(at, c)| (at, fold_char(c)))
    }

    fn step(&mut self, start: usize, sign: char) -> Result<(), QueryError> {
        match sign {
            '(' => {
                self.depth += 1;
                self.sign(Kind::Open, start);
            }
            ')' => {
                self.sign(Kind::Close, start);
                let range = start..self.place();
                self.depth =
                    self.depth.checked_sub(1).ok_or(QueryError::new(range, QueryFault::UnopenedGroup))?;
            }
            '|' => self.sign(Kind::Or, start),
            '-' => {
                self.sign(Kind::Not, start);
                // A minus that does not touch its word is a dash, and a dash alone finds nothing that is meant.
                if self.chars.peek().is_none_or(|&(_, c)| c.is_whitespace()) {
                    return Err(QueryError::new(start..self.place(), QueryFault::MissingWord));
                }
            }
            _ => {
                return match self.closed_at(start, sign) {
                    Some(last) => self.quoted(start, last),
                    None if sign == '"' => {
                        Err(QueryError::new(start..self.text.len(), QueryFault::UnclosedQuote))
                    }
                    None => self.word(start),
                };
            }
        }
        Ok(())
    }

    fn sign(&mut self, kind: Kind, start: usize) {
        self.chars.next();
        let range = start..self.place();
        self.lexemes.push(Lexeme { kind, range });
    }

    /// Byte of the next character.
    fn place(&mut self) -> usize {
        self.chars.peek().map_or(self.text.len(), |&(at, _)| at)
    }

    /// Where what this sign opens is closed; `None` when it opens nothing. Marks that Chinese text itself is written with
    /// open a phrase only if nothing but another one touches their end: “甲”乙 is a piece of a sentence, and so is “甲.
    fn closed_at(&self, start: usize, sign: char) -> Option<usize> {
        let signs = self.text.get(start..)?.char_indices().map(|(at, c)| (start + at, fold_char(c)));
        let find = |marks: &[char]| signs.clone().skip(1).find(|(_, c)| marks.contains(c));
        let (last, _) = closing_quotes(sign).iter().find_map(|marks| find(marks))?;
        let after = signs.clone().find(|(at, _)| *at > last).map_or(' ', |(_, c)| c);
        let ends = after.is_whitespace() || matches!(after, ')' | '|') || !closing_quotes(after).is_empty();
        (ends || sign == '"').then_some(last)
    }

    fn quoted(&mut self, start: usize, last: usize) -> Result<(), QueryError> {
        self.chars.next();
        let first = self.place();
        while self.chars.next_if(|&(at, _)| at <= last).is_some() {}
        let range = start..self.place();
        let words = fold(self.text.get(first..last).unwrap_or_default());
        let words = words.trim();
        if words.is_empty() {
            return Err(QueryError::new(range, QueryFault::EmptyQuote));
        }
        self.lexemes.push(Lexeme { kind: Kind::Word(words.to_owned()), range });
        Ok(())
    }

    /// A word up to a blank, a bar, or the parenthesis that closes the group around it.
    fn word(&mut self, start: usize) -> Result<(), QueryError> {
        let mut word = String::new();
        let mut inner = 0_usize;
        while let Some(&(at, c)) = self.chars.peek() {
            let c = fold_char(c);
            match c {
                '|' => break,
                ')' if inner == 0 && self.depth > 0 => break,
                _ if c.is_whitespace() => break,
                '(' => inner += 1,
                ')' => inner = inner.saturating_sub(1),
                ':' => {
                    if let Some(prefix) = Prefix::named(&word) {
                        self.chars.next();
                        let range = start..at;
                        self.lexemes.push(Lexeme { kind: Kind::Prefix(prefix), range });
                        return Ok(());
                    }
                    if let Some(meant) = Prefix::meant(&word) {
                        return Err(QueryError::new(start..at, QueryFault::UnknownField(word, meant)));
                    }
                }
                _ => {}
            }
            word.push(c);
            self.chars.next();
        }
        let range = start..self.place();
        let kind = match self.text.get(range.clone()) {
            Some("OR" | "ＯＲ") => Kind::Or,
            Some("AND" | "ＡＮＤ") => Kind::And,
            Some("NOT" | "ＮＯＴ") => Kind::Not,
            _ => Kind::Word(word),
        };
        self.lexemes.push(Lexeme { kind, range });
        Ok(())
    }
}

/// The marks that close what this one opens, and those that do where none of the first follows; none when it opens nothing.
fn closing_quotes(sign: char) -> &'static [&'static [char]] {
    // Input methods alternate the curly ones by their own count, so any of them closes.
    const CURLY: &[char] = &['“', '”'];
    match sign {
        '"' => &[&['"'], CURLY],
        '“' | '”' => &[CURLY, &['"']],
        '「' => &[&['」']],
        '『' => &[&['』']],
        _ => &[],
    }
}
