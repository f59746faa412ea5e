//! Words that two articles share, as a reader would name them: why one is shown beside the other.
//!
//! Terms are pairs of characters and cut words apart. So shared terms that overlap are joined; what stands in both texts only as a part of
//! something longer is grown to it; particles are taken off the ends. What is left weighs what its terms weigh.

use super::terms::{each_term, is_hanzi};
use super::{Signature, Term};
use crate::text::fold::{fold, fold_char};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Words that are named.
const WORDS: usize = 3;
/// Characters of a text that are looked at.
const LOOKED_AT: usize = 3_000;
/// Strings, the heaviest first, that words are made of.
const STRINGS: usize = 12;
/// Characters of the longest word.
const LONGEST: usize = 8;
/// Characters that neither begin nor end a word that names something.
const PARTICLES: &str = "的了在是和与及或等将对为被把从到向于以其之这那也都就而又很更最已会能可让使由并着过们我你他她它个一不有说称该本此";

/// At most three words that stand in both articles, the heaviest first, as the first article writes them.
///
/// `one` and `other` are title and text.
pub fn shared_words(
    signatures: (&Signature, &Signature),
    one: (&str, &str),
    other: (&str, &str),
) -> Vec<String> {
    let weights: HashMap<Term, u32> = (signatures.0.common(signatures.1))
        .map(|(term, one, other)| (term, u32::from(one) * u32::from(other)))
        .collect();
    let (one, other) = (Text::of(one), Text::of(other));
    let mut words: Vec<(u32, String)> = Vec::new();
    for stretch in heaviest(&one, &weights) {
        for part in parts_in(&one, &stretch, &other.folded) {
            let word = trimmed(&one, grown(&one, part, &other.folded));
            words.extend(named(&one, &word).map(|name| (weight(&one, &word, &weights), name)));
        }
    }
    words.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    distinct(words)
}

/// A text with its fold, which has as many characters.
struct Text {
    original: Vec<char>,
    characters: Vec<char>,
    folded: String,
}

impl Text {
    fn of((title, text): (&str, &str)) -> Self {
        let original: Vec<char> = title.chars().chain(['\n']).chain(text.chars()).take(LOOKED_AT).collect();
        let characters: Vec<char> = original.iter().map(|c| fold_char(*c)).collect();
        let folded = characters.iter().collect();
        Self { original, characters, folded }
    }

    fn string(&self, range: &Range<usize>) -> String {
        self.characters.get(range.clone()).unwrap_or_default().iter().collect()
    }
}

/// Stretches of overlapping shared terms, each string once, the heaviest.
fn heaviest(text: &Text, weights: &HashMap<Term, u32>) -> Vec<Range<usize>> {
    let mut stretches: Vec<(u32, Range<usize>)> = Vec::new();
    each_term(&text.characters, |term, range| {
        let Some(weight) = weights.get(&term) else { return };
        match stretches.last_mut() {
            Some((sum, last)) if range.start < last.end => {
                *sum += weight;
                last.end = range.end;
            }
            _ => stretches.push((*weight, range)),
        }
    });
    stretches.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.start.cmp(&other.1.start)));
    let mut seen = HashSet::new();
    stretches.retain(|(_, range)| seen.insert(text.characters.get(range.clone())));
    stretches.into_iter().take(STRINGS).map(|(_, range)| range).collect()
}

/// The longest parts of a stretch that stand in the other text, from left to right; a stretch of the first text need not
/// be one there.
fn parts_in(text: &Text, stretch: &Range<usize>, other: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = stretch.start;
    while start < stretch.end {
        let longest = (start + 1..=stretch.end.min(start + LONGEST))
            .take_while(|end| other.contains(&text.string(&(start..*end))))
            .last();
        match longest {
            Some(end) if end > start + 1 => {
                parts.push(start..end);
                start = if end == stretch.end { end } else { end - 1 };
            }
            _ => start += 1,
        }
    }
    parts
}

/// Adds what follows or precedes the word wherever it stands in either text: then it is a part of something longer.
fn grown(text: &Text, mut word: Range<usize>, other: &str) -> Range<usize> {
    let count = |range: &Range<usize>| {
        let string = text.string(range);
        (text.folded.matches(&string).count(), other.matches(&string).count())
    };
    let (mut here, there) = count(&word);
    while word.len() < LONGEST && here + there > 2 {
        let longer = [word.start..word.end + 1, word.start.saturating_sub(1)..word.end];
        let ends = [longer[0].end.checked_sub(1), Some(longer[1].start)];
        let next = longer.iter().zip(ends).find(|(range, end)| {
            let added = end.and_then(|at| text.characters.get(at));
            range.len() > word.len() && added.is_some_and(|c| is_hanzi(*c)) && count(range) == (here, there)
        });
        let Some((next, _)) = next else { break };
        word = next.clone();
        (here, _) = count(&word);
    }
    word
}

/// Takes particles off both ends.
fn trimmed(text: &Text, mut word: Range<usize>) -> Range<usize> {
    let is_particle = |at: usize| text.characters.get(at).is_some_and(|c| PARTICLES.contains(*c));
    while word.len() > 1 && is_particle(word.start) {
        word.start += 1;
    }
    while word.len() > 1 && is_particle(word.end - 1) {
        word.end -= 1;
    }
    word
}

/// The word as the text writes it; nothing for what names nothing: a single character, a number.
fn named(text: &Text, word: &Range<usize>) -> Option<String> {
    let characters = text.original.get(word.clone())?;
    let names = characters.len() > 1 && !characters.iter().all(|c| c.is_numeric());
    names.then(|| characters.iter().collect())
}

fn weight(text: &Text, word: &Range<usize>, weights: &HashMap<Term, u32>) -> u32 {
    let mut sum = 0;
    each_term(text.characters.get(word.clone()).unwrap_or_default(), |term, _| {
        sum += weights.get(&term).copied().unwrap_or_default();
    });
    sum
}

/// The first words that do not stand in each other.
fn distinct(words: Vec<(u32, String)>) -> Vec<String> {
    let mut chosen: Vec<String> = Vec::with_capacity(WORDS);
    for (_, word) in words {
        let folded = fold(&word);
        let overlaps = |other: &String| {
            let other = fold(other);
            other.contains(&folded) || folded.contains(&other)
        };
        if chosen.len() < WORDS && !chosen.iter().any(overlaps) {
            chosen.push(word);
        }
    }
    chosen
}
