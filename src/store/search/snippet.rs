//! The sentence that shows why an article was found, with every hit in it marked.

use crate::{
    news::{Article, query::Term},
    text::fold::Folded,
};
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

/// Bytes of `text` that are hits of `terms`, in order; overlapping ones are one.
pub fn hits(text: &str, terms: &[&Term]) -> Vec<Range<usize>> {
    let folded = Folded::new(text);
    let mut found: Vec<Range<usize>> = terms.iter().flat_map(|term| folded.find_all(&term.needle)).collect();
    found.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// The sentence of the body with most hits (by different terms before by number), or its first words.
pub fn snippet(article: &Article, terms: &[&Term]) -> Snippet {
    let mut best: Option<(Score, Snippet)> = None;
    let mut place = None;
    for (index, block) in article.body.blocks.iter().enumerate() {
        let plain = block.plain();
        let hits = hits(&plain, terms);
        let Some(first) = hits.first() else { continue };
        let place = *place.get_or_insert((index as u32, first.start as u32));
        for sentence in sentences(&plain) {
            let inside = hits.iter().filter(|hit| meet(hit, &sentence)).count();
            if inside == 0 {
                continue;
            }
            let score = score(plain.get(sentence.clone()).unwrap_or_default(), terms, inside);
            if best.as_ref().is_none_or(|(so_far, _)| *so_far < score) {
                best = Some((score, cut(&plain, &sentence, &hits, Some(place))));
            }
        }
    }
    best.map_or_else(|| opening(article), |(_, snippet)| snippet)
}

/// Different terms, then hits.
type Score = (usize, usize);

fn score(sentence: &str, terms: &[&Term], hits: usize) -> Score {
    if terms.len() == 1 {
        return (1, hits);
    }
    let folded = crate::text::fold::fold(sentence);
    (terms.iter().filter(|term| folded.contains(&term.needle)).count(), hits)
}

fn opening(article: &Article) -> Snippet {
    let first =
        article.body.blocks.iter().map(crate::news::Block::plain).find(|plain| !plain.trim().is_empty());
    let first = first.or_else(|| article.summary.clone()).unwrap_or_default();
    let end = first.len();
    cut(&first, &(0..end), &[], None)
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

fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The byte some characters before the end of a range.
fn before(text: &str, range: Range<usize>) -> usize {
    let skipped = text.get(range.clone()).unwrap_or_default();
    skipped.char_indices().rev().nth(RUN_UP - 1).map_or(range.start, |(at, _)| range.start + at)
}
