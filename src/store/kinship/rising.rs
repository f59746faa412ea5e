//! The words and names that rise: in more of the newest weeks' reports than the weeks before them let expect.
//!
//! The newest weeks are those before the library's newest article, not before today: a library may have travelled.
//! Reports are counted once, whatever their copies.

use super::profiles;
use super::read::wording;
use crate::news::kin::{Signature, Term, terms_of};
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
/// Terms that words are made of, for each word that is wanted.
const TERMS_A_WORD: usize = 6;
/// Articles that are named for a word.
const NAMED: usize = 60;

/// Reports of a time.
#[derive(Default)]
struct Reports {
    signatures: Vec<(i64, Signature)>,
    counts: HashMap<Term, u32>,
}

impl Library {
    /// Words and names that rise in the newest `weeks`, the steepest first.
    pub fn rising(&self, weeks: u32, limit: usize) -> Result<Vec<Rising>, StoreError> {
        self.ask("looking for what rises", |connection| {
            rising(connection, i64::from(weeks.max(1)) * WEEK, limit)
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
        self.ask("looking for tags", |connection| {
            let Some((signature, _)) = profiles::signature(connection, id.0)? else { return Ok(Vec::new()) };
            Ok(wording(connection, id.0)?.telling(signature.iter(), limit))
        })
    }
}

fn rising(connection: &Connection, time: i64, limit: usize) -> rusqlite::Result<Vec<Rising>> {
    let Some(newest) = newest(connection)? else { return Ok(Vec::new()) };
    let new = last(newest, time);
    let start = new.start;
    let new = Reports::load(connection, new, NEW)?;
    let old = Reports::load(connection, start.saturating_sub(time * BEFORE)..start, OLD)?;
    let expected = |term: &Term| {
        let before = old.counts.get(term).copied().unwrap_or_default() as f32;
        before * new.signatures.len() as f32 / old.signatures.len().max(1) as f32
    };
    let mut terms: Vec<(f32, Term)> = new
        .counts
        .iter()
        .filter(|(_, count)| **count >= FEWEST)
        .map(|(term, count)| (steepness(*count as f32, expected(term)), *term))
        .filter(|(steepness, _)| *steepness > 1.0)
        .collect();
    terms.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    terms.truncate(limit * TERMS_A_WORD);
    let steep: HashMap<Term, f32> = terms.iter().map(|(steepness, term)| (*term, *steepness)).collect();
    let mut covered = HashSet::new();
    let mut found: Vec<Rising> = Vec::new();
    for (_, term) in &terms {
        if found.len() >= limit || covered.contains(term) {
            continue;
        }
        let Some(word) = word_with(connection, *term, &new, &steep)? else { continue };
        covered.extend(terms_of(&word));
        let reports = new.with(&word).len() as u32;
        if reports >= FEWEST {
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

/// The word that a rising term is part of, in the report where the term weighs most.
fn word_with(
    connection: &Connection,
    term: Term,
    reports: &Reports,
    steep: &HashMap<Term, f32>,
) -> rusqlite::Result<Option<String>> {
    let weight =
        |signature: &Signature| signature.iter().find(|(other, _)| *other == term).map(|(_, weight)| weight);
    let best =
        reports.signatures.iter().filter_map(|(id, signature)| Some((weight(signature)?, *id, signature)));
    let Some((_, id, signature)) = best.max_by_key(|(weight, id, _)| (*weight, *id)) else { return Ok(None) };
    let steepest = steep.values().copied().fold(1.0, f32::max);
    let terms = signature.iter().filter_map(|(other, _)| {
        let steepness = steep.get(&other)?;
        Some((other, (steepness / steepest * 255.0).clamp(1.0, 255.0) as u8))
    });
    let words = wording(connection, id)?.telling(terms, TERMS_A_WORD);
    Ok(words.into_iter().find(|word| terms_of(word).contains(&term)))
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
                for (term, _) in signature.iter() {
                    *reports.counts.entry(term).or_default() += 1;
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
