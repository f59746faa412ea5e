//! The words and names that rise: in more of the newest weeks' reports than the weeks before them let expect.
//!
//! The newest weeks are those before the library's newest article, not before today: a library may have travelled.
//! Reports are counted once, whatever their copies.

use super::read::wording;
use super::{profiles, words};
use crate::news::kin::{Signature, Term, Vocabulary, Wording, terms_of};
use crate::news::{ArticleId, Rising};
use crate::store::{Library, StoreError, WHOLE, column};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Seconds of a week.
const WEEK: i64 = 7 * 86_400;
/// How many times as long the time before is that the newest weeks are compared with.
const BEFORE: i64 = 4;
/// Reports of the newest weeks that are looked at, the newest.
const NEW: usize = 1_500;
/// Reports of the time before that are looked at, the newest.
const OLD: usize = 3_000;
/// Reports that a word must stand in to be said to rise.
const FEWEST: u32 = 3;
/// Other reports that a word is looked at in, to see where it ends.
const READ: usize = 6;
/// Terms that words are made of, for each word that is wanted.
const TERMS_A_WORD: usize = 6;
/// Characters of a suggested tag at most: what is longer is a phrase.
const LONGEST_TAG: usize = 6;
/// Articles that are named for a word.
const NAMED: usize = 60;

/// Reports of a time.
#[derive(Default)]
struct Reports {
    signatures: Vec<(i64, Signature)>,
    counts: HashMap<Term, Count>,
}

/// How much of some reports is about a term.
#[derive(Default, Clone, Copy)]
struct Count {
    reports: u32,
    /// What it weighs in them together.
    weights: u32,
}

impl Count {
    /// What it weighs in one, 0 to 1.
    fn weight(self) -> f32 {
        self.weights as f32 / self.reports.max(1) as f32 / 255.0
    }
}

impl Library {
    /// Words and names that rise in the newest `weeks`, the steepest first.
    pub fn rising(&self, weeks: u32, limit: usize) -> Result<Vec<Rising>, StoreError> {
        let words = self.vocabulary()?;
        self.ask("looking for what rises", |connection| {
            rising(connection, &words, i64::from(weeks.max(1)) * WEEK, limit)
        })
    }

    /// The reports of the library's newest week with a word, the newest first.
    pub fn reports_with(&self, word: &str) -> Result<Vec<ArticleId>, StoreError> {
        self.ask("reading what rises", |connection| {
            let Some(newest) = newest(connection)? else { return Ok(Vec::new()) };
            let reports = Reports::load(connection, last(newest, WEEK), NEW)?;
            Ok(reports.with(word).into_iter().take(NAMED).map(ArticleId).collect())
        })
    }

    /// Words that could be tags of an article, the weightiest first.
    pub fn tag_suggestions(&self, id: ArticleId, limit: usize) -> Result<Vec<String>, StoreError> {
        let vocabulary = self.vocabulary()?;
        self.ask("looking for tags", |connection| {
            let Some((signature, _)) = profiles::signature(connection, id.0)? else { return Ok(Vec::new()) };
            let mut words = wording(connection, &vocabulary, id.0)?.telling(signature.iter(), limit * 2);
            words.retain(|word| word.chars().count() <= LONGEST_TAG);
            words.truncate(limit);
            Ok(words)
        })
    }
}

fn rising(
    connection: &Connection,
    vocabulary: &Vocabulary,
    time: i64,
    limit: usize,
) -> rusqlite::Result<Vec<Rising>> {
    let Some(newest) = newest(connection)? else { return Ok(Vec::new()) };
    let new = last(newest, time);
    let start = new.start;
    let new = Reports::load(connection, new, NEW)?;
    let old = Reports::load(connection, start.saturating_sub(time * BEFORE)..start, OLD)?;
    let expected = |term: &Term| {
        let before = old.counts.get(term).map_or(0, |count| count.reports) as f32;
        before * new.signatures.len() as f32 / old.signatures.len().max(1) as f32
    };
    let mut terms: Vec<(f32, Term)> = new
        .counts
        .iter()
        .filter(|(_, count)| count.reports >= FEWEST)
        .map(|(term, count)| (steepness(count.reports as f32, expected(term)), count.weight(), *term))
        .filter(|(steepness, ..)| *steepness > 1.0)
        .map(|(steepness, weight, term)| (steepness * weight, term))
        .collect();
    terms.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    terms.truncate(limit * TERMS_A_WORD);
    let mut covered = HashSet::new();
    let mut found: Vec<Rising> = Vec::new();
    for (_, term) in &terms {
        if found.len() >= limit {
            break;
        }
        if covered.contains(term) {
            continue;
        }
        let Some(word) = word_of(connection, vocabulary, *term, &new)? else { continue };
        covered.extend(terms_of(&word));
        let reports = new.with(&word).len() as u32;
        let overlaps = found.iter().any(|other| other.word.contains(&word) || word.contains(&other.word));
        if reports >= FEWEST && !overlaps {
            found.push(Rising { word, reports, expected: expected(term).round() as u32 });
        }
    }
    Ok(found)
}

/// The last seconds before a time and it.
fn last(newest: i64, seconds: i64) -> Range<i64> {
    newest.saturating_sub(seconds).saturating_add(1)..newest.saturating_add(1)
}

/// How far the count is above what was expected, in standard deviations of a count (Poisson), one added to spare rare ones.
fn steepness(count: f32, expected: f32) -> f32 {
    (count - expected) / (expected + 1.0).sqrt()
}

/// The word that a rising term is part of, as some of its reports use it, the one where it weighs most first.
fn word_of(
    connection: &Connection,
    vocabulary: &Vocabulary,
    term: Term,
    reports: &Reports,
) -> rusqlite::Result<Option<String>> {
    let weight =
        |signature: &Signature| signature.iter().find(|(other, _)| *other == term).map(|(_, weight)| weight);
    let mut with: Vec<(u8, i64)> =
        reports.signatures.iter().filter_map(|(id, signature)| Some((weight(signature)?, *id))).collect();
    with.sort_unstable_by(|one, other| other.cmp(one));
    let Some(((_, first), others)) = with.split_first() else { return Ok(None) };
    let words = words::load(connection, *first)?.unwrap_or_default();
    let mut wording = Wording::of(&words.title, &words.text);
    if !wording.cut_about(term, vocabulary) {
        return Ok(None);
    }
    let mut texts = String::new();
    for (_, id) in others.iter().take(READ) {
        let words = words::load(connection, *id)?.unwrap_or_default();
        for part in [&words.title, "\n", &words.text, "\n"] {
            texts.push_str(part);
        }
    }
    Ok(wording.word_of(term, &texts))
}

/// When the newest article was published.
fn newest(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT published FROM shelf WHERE shelf = ?1 AND pinned = ?2 AND published > 0
         ORDER BY published DESC LIMIT 1",
    )?;
    let mut newest = None;
    for pinned in [0, 1] {
        newest = newest.max(statement.query_row([WHOLE, pinned], |row| column::number(row, 0)).optional()?);
    }
    Ok(newest)
}

impl Reports {
    /// The newest reports of a time.
    fn load(connection: &Connection, time: Range<i64>, limit: usize) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare_cached(
            "SELECT s.article_id, p.signature FROM shelf s JOIN profile p ON p.article_id = s.article_id
             JOIN near n ON n.article_id = s.article_id
             WHERE s.shelf = ?1 AND s.pinned = ?2 AND s.published >= ?3 AND s.published < ?4 AND n.copy_of IS NULL
             ORDER BY s.published DESC LIMIT ?5",
        )?;
        let mut reports = Self::default();
        for pinned in [0, 1] {
            let mut rows = statement.query([WHOLE, pinned, time.start.max(1), time.end, limit as i64])?;
            while let Some(row) = rows.next()? {
                let signature = Signature::from_blob(profiles::blob(row, 1)?);
                for (term, weight) in signature.iter() {
                    let count = reports.counts.entry(term).or_default();
                    count.reports += 1;
                    count.weights += u32::from(weight);
                }
                reports.signatures.push((column::number(row, 0)?, signature));
            }
        }
        Ok(reports)
    }

    /// The articles with a word, the newest first: with most of its terms, for a signature does not hold all terms.
    fn with(&self, word: &str) -> Vec<i64> {
        let terms: HashSet<Term> = terms_of(word).into_iter().collect();
        let enough = (terms.len() * 2).div_ceil(3).max(1);
        let has = |signature: &Signature| {
            signature.iter().filter(|(other, _)| terms.contains(other)).count() >= enough
        };
        self.signatures.iter().filter(|(_, signature)| has(signature)).map(|(id, _)| *id).collect()
    }
}
