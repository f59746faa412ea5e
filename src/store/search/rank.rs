//! Relevance: a title's hit before a lead's before the body's, words together before words apart, and of equals the newest.
//!
//! First FTS5's bm25 over at most the newest [`NEWEST`] hits, a bound that keeps a frequent word as quick as a rare
//! one; beyond it only titles are looked at. Titles count by whether a term is there, so that no body outweighs them
//! however often it says the word. Then the best [`READ`] are read, and what the index does not know (the lead,
//! words standing together) puts them in order.

use super::{
    grams::Needle,
    plan::in_field,
    search::{Entry, Search},
};
use crate::{
    news::{
        ArticleId,
        query::{Field, Term},
    },
    store::{column, record},
    text::fold::{fold, fold_into},
};
use rusqlite::{OptionalExtension, params};
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

/// Hits that are scored.
pub const NEWEST: usize = 2_000;
/// Hits by title that are scored beyond those.
const TITLES: usize = 500;
/// Rows looked at to score hits that no one expression finds.
const SCORED_ROWS: usize = 20_000;
/// Hits that are read to be put in order.
const READ: usize = 60;
/// Characters of the body that are its lead.
const LEAD: usize = 100;
/// What the terms in the title weigh against the score of the text. A text scores at most 2.2 × idf a term, and
/// so does a presence: titles stay above leads, and leads above bodies.
const TITLE: f32 = 3.0;
/// What a term in the lead adds to the score, of its share of the score that all terms could have.
const IN_LEAD: f32 = 1.2;
/// What words add that stand together.
const TOGETHER: f32 = 0.8;
/// Steps of the logarithm of a score within which two are equal.
const STEPS: f64 = 30.0;

/// Columns are `body title about author source meta`; bm25 is negative where it is good.
const SCORES: &str = "
    SELECT rowid, -bm25(search_text, 0, 1e6, 0, 0, 0, 0), -bm25(search_text, 1, 1, 1, 1, 1, 0)
    FROM search_text WHERE search_text MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC LIMIT ?4";

/// Hits, best first.
pub fn ranked(search: &Search<'_>) -> rusqlite::Result<Vec<Entry>> {
    let mut ranked = match search.expression() {
        Some(found) => by_expression(search, found)?,
        None => by_candidates(search)?,
    };
    sort(search, &mut ranked)?;
    let terms: Vec<&Term> =
        search.query.terms().into_iter().filter(|term| term.field == Field::Any).collect();
    if !terms.is_empty() {
        let read = ranked.len().min(READ);
        for entry in ranked.iter_mut().take(read) {
            search.check_stale()?;
            entry.score *= closeness(search, entry.id, &terms)?;
        }
        if let Some(best) = ranked.get_mut(..read) {
            sort(search, best)?;
        }
    }
    Ok(ranked)
}

fn sort(search: &Search<'_>, entries: &mut [Entry]) -> rusqlite::Result<()> {
    let mut dates = HashMap::with_capacity(entries.len());
    for entry in &*entries {
        dates.insert(entry.id, search.calendar.date(entry.id.0)?);
    }
    entries.sort_unstable_by_key(|entry| {
        Reverse((step(entry.score), dates.get(&entry.id).copied().flatten(), entry.id))
    });
    Ok(())
}

fn step(score: f32) -> i32 {
    (f64::from(score).max(1e-9).ln() * STEPS).round() as i32
}

fn by_expression(search: &Search<'_>, expression: &str) -> rusqlite::Result<Vec<Entry>> {
    let all = search.calendar.rows();
    let bounds = (*all.start(), *all.end());
    let mut entries = scores(search, expression, bounds, NEWEST)?;
    if entries.len() == NEWEST {
        let known: HashSet<ArticleId> = entries.iter().map(|entry| entry.id).collect();
        let oldest = entries.iter().map(|entry| entry.id.0).min().unwrap_or_default();
        let titles = scores(search, &format!("title : ({expression})"), (bounds.0, oldest - 1), TITLES)?;
        entries.extend(titles.into_iter().filter(|entry| !known.contains(&entry.id)));
    }
    Ok(entries)
}

fn scores(
    search: &Search<'_>,
    expression: &str,
    (low, high): (i64, i64),
    limit: usize,
) -> rusqlite::Result<Vec<Entry>> {
    let mut statement = search.connection.prepare_cached(SCORES)?;
    let rows = statement.query_map(params![expression, low, high, limit as i64], |row| {
        let (title, text): (f32, f32) = (row.get(1)?, row.get(2)?);
        Ok(Entry { id: ArticleId(column::number(row, 0)?), score: TITLE * title + text })
    })?;
    rows.collect()
}

/// For hits that FTS5 alone does not find: the highest rows are gathered first, then scored by all texts asked for.
fn by_candidates(search: &Search<'_>) -> rusqlite::Result<Vec<Entry>> {
    let rows = search.calendar.rows();
    let mut stream = search.stream(&rows);
    let mut top = *rows.end();
    let mut found: Vec<i64> = Vec::new();
    while found.len() < NEWEST
        && let Some(row) = stream.seek(top)?
    {
        top = row - 1;
        if search.accepts(row)? {
            found.push(row);
        }
    }
    let terms = search.query.terms();
    let phrases: Vec<String> = terms
        .iter()
        .flat_map(|term| {
            Needle::new(&term.needle).phrases.into_iter().map(|phrase| in_field(term.field, &phrase))
        })
        .collect();
    let mut scored: HashMap<ArticleId, f32> = HashMap::new();
    if let (false, Some(high), Some(low)) = (phrases.is_empty(), found.first(), found.last()) {
        let all = scores(search, &phrases.join(" OR "), (*low, *high), SCORED_ROWS)?;
        scored.extend(all.into_iter().map(|entry| (entry.id, entry.score)));
    }
    let singles: Vec<&Term> = terms.into_iter().filter(|term| term.needle.chars().count() == 1).collect();
    let mut ranked = Vec::with_capacity(found.len());
    for row in found {
        let id = ArticleId(row);
        let by_title = if singles.is_empty() { 0.0 } else { title_score(search, id, &singles)? };
        ranked.push(Entry { id, score: scored.get(&id).copied().unwrap_or(0.0) + by_title });
    }
    Ok(ranked)
}

/// Single characters have no score in the index: each counts as a common word, in the title thrice that.
fn title_score(search: &Search<'_>, id: ArticleId, singles: &[&Term]) -> rusqlite::Result<f32> {
    let title: Option<String> = search
        .connection
        .prepare_cached("SELECT title FROM article WHERE id = ?1")?
        .query_row([id.0], |row| column::text(row, 0))
        .optional()?;
    let title = fold(&title.unwrap_or_default());
    Ok(singles.iter().map(|term| if title.contains(&term.needle) { 1.0 + TITLE } else { 1.0 }).sum())
}

/// By how much a hit is better than its score says: terms in the lead, terms together.
fn closeness(search: &Search<'_>, id: ArticleId, terms: &[&Term]) -> rusqlite::Result<f32> {
    let Some(record) = record::load(search.connection, id.0)? else { return Ok(1.0) };
    let mut text = fold(&record.title);
    let title_end = text.len();
    text.push('\n');
    fold_into(&record.article.body.plain(), &mut text);
    let lead_end = text.char_indices().nth(LEAD).map_or(text.len(), |(at, _)| at);
    let lead = text.get(title_end..lead_end).unwrap_or_default();
    let in_lead = terms.iter().filter(|term| lead.contains(&term.needle)).count() as f32 / terms.len() as f32;
    let together = if terms.len() > 1 { nearness(&text, terms) } else { 0.0 };
    Ok(1.0 + IN_LEAD * in_lead + TOGETHER * together)
}

/// 1.0 where all terms stand side by side, less the farther they are apart at their closest, 0.0 where one is missing.
fn nearness(text: &str, terms: &[&Term]) -> f32 {
    let mut places: Vec<(usize, usize)> = terms
        .iter()
        .enumerate()
        .flat_map(|(index, term)| text.match_indices(&term.needle).map(move |(at, _)| (at, index)))
        .collect();
    places.sort_unstable();
    let length: usize = terms.iter().map(|term| term.needle.len()).sum();
    let mut last: Vec<Option<usize>> = vec![None; terms.len()];
    let mut closest = None;
    for (at, index) in places {
        if let Some(slot) = last.get_mut(index) {
            *slot = Some(at);
        }
        if let Some(first) = last.iter().copied().min().flatten() {
            let end = at + terms.get(index).map_or(0, |term| term.needle.len());
            let span = end - first;
            closest = Some(closest.map_or(span, |so_far: usize| so_far.min(span)));
        }
    }
    closest.map_or(0.0, |span| length as f32 / span.max(length) as f32)
}
