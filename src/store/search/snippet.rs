//! The sentence that shows why an article was found, with every hit in it marked.

use super::words::Words;
use crate::{news::query::Term, text::fold::Folded};
use std::ops::Range;

/// Characters of a snippet.
const LENGTH: usize = 110;
/// Characters shown before the first hit where its sentence is too long to be shown whole.
const RUN_UP: usize = 24;

/// A piece of an article with its hits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// One line; `…` where text was left out.
    pub text: String,
    /// Bytes of `text` that are hits, in order, not overlapping.
    pub hits: Vec<Range<usize>>,
    /// Where the first hit in the body is: index of the block, and byte of its plain text.
    pub place: Option<(u32, u32)>,
}

/// Looks for the terms of a query in one text after the other, in the same memory.
pub struct Finder<'t> {
    terms: &'t [&'t Term],
    folded: Folded,
    /// Hits of single terms in the text looked at last: bytes, and which term.
    found: Vec<(Range<usize>, usize)>,
    /// The same as [`Finder::hits`] tells them.
    merged: Vec<Range<usize>>,
}

impl<'t> Finder<'t> {
    /// Looks for these.
    pub fn new(terms: &'t [&'t Term]) -> Self {
        Self { terms, folded: Folded::default(), found: Vec::new(), merged: Vec::new() }
    }

    /// Bytes of `text` that are hits, in order; overlapping ones are one.
    pub fn hits(&mut self, text: &str) -> &[Range<usize>] {
        self.folded.set(text);
        self.found.clear();
        self.merged.clear();
        for (index, term) in self.terms.iter().enumerate() {
            self.found.extend(self.folded.find_all(&term.needle).map(|range| (range, index)));
        }
        self.found.sort_unstable_by_key(|(range, _)| (range.start, range.end));
        for (range, _) in &self.found {
            match self.merged.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => self.merged.push(range.clone()),
            }
        }
        &self.merged
    }

    /// How much a sentence of the text looked at last says: different terms within it, then hits.
    fn score(&self, sentence: &Range<usize>) -> (u32, usize) {
        let inside = self.merged.iter().filter(|hit| meet(hit, sentence)).count();
        let within = |hit: &Range<usize>| sentence.start <= hit.start && hit.end <= sentence.end;
        let terms = self.found.iter().filter(|(hit, _)| within(hit));
        // A query has at most as many terms as this has bits; what is beyond them shares the last.
        let different = terms.fold(0_u64, |terms, (_, index)| terms | 1 << (*index).min(63));
        (different.count_ones(), inside)
    }

    /// The sentence of the body with most hits (by different terms before by number), or its first words; `None` where
    /// there are no words.
    pub fn snippet(&mut self, words: &Words) -> Option<Snippet> {
        let mut best: Option<((u32, usize), usize, Range<usize>)> = None;
        let mut place = None;
        for (index, block) in words.blocks().enumerate() {
            let Some(first) = self.hits(block).first() else { continue };
            place.get_or_insert((index as u32, first.start as u32));
            for sentence in sentences(block) {
                let score = self.score(&sentence);
                if score.1 > 0 && best.as_ref().is_none_or(|(so_far, ..)| *so_far < score) {
                    best = Some((score, index, sentence));
                }
            }
        }
        match best {
            Some((_, index, sentence)) => {
                let block = words.block(index);
                Some(cut(block, &sentence, self.hits(block), place))
            }
            None => words.blocks().find(|plain| !plain.trim().is_empty()).map(opening),
        }
    }
}

/// The first words of a text.
pub fn opening(text: &str) -> Snippet {
    cut(text, &(0..text.len()), &[], None)
}

/// Ranges of a text that end after 。！？ and the closing marks that follow, or at a line's end.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, c) in text.char_indices() {
        let closes = matches!(c, '”' | '’' | '」' | '』' | '）' | '》');
        if ended && !closes && !ends(c) {
            sentences.push(start..at);
            start = at;
            ended = false;
        }
        ended |= ends(c);
    }
    sentences.push(start..text.len());
    sentences
}

const fn ends(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | '\n')
}

/// A sentence on one line: whole and with what follows while there is room, or from shortly before its first hit.
fn cut(text: &str, sentence: &Range<usize>, hits: &[Range<usize>], place: Option<(u32, u32)>) -> Snippet {
    let mut inside = hits.iter().filter(|hit| meet(hit, sentence));
    let first = inside.next().map_or(sentence.start, |hit| hit.start);
    let last = inside.next_back().map_or(first, |hit| hit.end);
    let fits = text.get(sentence.start..last).is_some_and(|shown| shown.chars().count() <= LENGTH);
    let from = if fits { sentence.start } else { before(text, sentence.start..first) };
    let from = from + misplaced(text, from..first).filter(|_| from > sentence.start).unwrap_or(0);
    let line_end = text.get(first..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| first + at);
    let rest = text.get(from..line_end).unwrap_or_default();
    let to = rest.char_indices().nth(LENGTH).map_or(line_end, |(at, _)| from + at);
    let shown = text.get(from..to).unwrap_or_default();
    let trimmed = shown.trim_start();
    let start = to - trimmed.len();
    let trimmed = trimmed.trim_end();
    let end = start + trimmed.len();

    let mut snippet = Snippet { place, ..Snippet::default() };
    if from > sentence.start {
        snippet.text.push('…');
    }
    let lead = snippet.text.len();
    // A blank for a blank keeps the bytes where they are.
    snippet.text.extend(trimmed.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }));
    snippet.hits = hits
        .iter()
        .filter(|hit| meet(hit, &(start..end)))
        .map(|hit| lead + hit.start.max(start) - start..lead + hit.end.min(end) - start)
        .collect();
    if text.get(end..).is_some_and(|rest| !rest.trim().is_empty()) {
        snippet.text.push('…');
    }
    snippet
}

/// Bytes of the marks at the beginning of a range that belong to what is left out before it.
fn misplaced(text: &str, range: Range<usize>) -> Option<usize> {
    let run_up = text.get(range)?;
    Some(run_up.len() - run_up.trim_start_matches(|c| "，、。；：！？”’）》」』,.;:!?) ".contains(c)).len())
}

fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The byte some characters before the end of a range.
fn before(text: &str, range: Range<usize>) -> usize {
    let skipped = text.get(range.clone()).unwrap_or_default();
    skipped.char_indices().rev().nth(RUN_UP - 1).map_or(range.start, |(at, _)| range.start + at)
}
