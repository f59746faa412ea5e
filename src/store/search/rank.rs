//! Relevance: a title's hit before a lead's before the body's, words together before words apart, and of equals the newest.
//!
//! Scores are FTS5's bm25 over at most the newest [`NEWEST`] hits: a bound that keeps a frequent word as quick as a
//! rare one, and a newspaper's reader asks for the news. Titles and leads count by whether a term is there, so that
//! no body outweighs them however often it says the word.

use super::{
    docid::{self, Docid},
    grams::Needle,
    plan::in_field,
    run::{Search, expression, single_phrase},
};
use crate::{
    news::query::{Field, Node, Term},
    store::column,
    text::fold::fold,
};
use rusqlite::{OptionalExtension, params};
use std::{cmp::Reverse, collections::HashMap};

/// Hits that are ranked.
pub const NEWEST: usize = 2_000;
/// Rows looked at to score hits that were not found by one expression.
const SCORED_ROWS: usize = 20_000;
/// What a term's presence in the title or the lead weighs against the score of the text. A text scores at most
/// 2.2 × idf a term and so does each presence, so these keep titles above leads above bodies.
const TITLE: f64 = 3.0;
const LEAD: f64 = 1.2;
/// Steps of the logarithm of a score within which two are equal.
const STEPS: f64 = 40.0;
/// Pairs that may lie between two words for them to be together.
const TOGETHER: usize = 6;

/// Columns are `body title lead about author source meta`; bm25 is negative where it is good.
const SCORES: &str = "
    SELECT rowid, -bm25(search_text, 0, 1e6, 0, 0, 0, 0, 0), -bm25(search_text, 0, 0, 1e6, 0, 0, 0, 0),
           -bm25(search_text, 1, 1, 0, 1, 1, 1, 0)
    FROM search_text WHERE search_text MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC LIMIT ?4";

/// A row number with its score.
pub type Ranked = (Docid, f32);

/// The newest hits, best first.
pub fn ranked(search: &Search<'_>) -> rusqlite::Result<Vec<Ranked>> {
    let mut ranked = match expression(&search.compiled) {
        Some(found) => {
            let with_bonus = match together(&search.query.root) {
                Some(bonus) => format!("({found}) OR {bonus}"),
                None => found.to_owned(),
            };
            by_expression(search, &with_bonus)?
        }
        None => by_candidates(search)?,
    };
    ranked.sort_unstable_by_key(|(docid, score)| Reverse((step(*score), docid.order())));
    Ok(ranked)
}

fn step(score: f32) -> i32 {
    (f64::from(score).max(1e-9).ln() * STEPS).round() as i32
}

fn by_expression(search: &Search<'_>, expression: &str) -> rusqlite::Result<Vec<Ranked>> {
    let mut ranked = Vec::new();
    for layer in 0..search.layers {
        let span = docid::span(layer, None, None);
        ranked.extend(scores(search, expression, (*span.start(), *span.end()), NEWEST)?);
    }
    if search.layers > 1 {
        ranked.sort_unstable_by_key(|(docid, _)| Reverse(docid.order()));
        ranked.truncate(NEWEST);
    }
    Ok(ranked)
}

fn scores(
    search: &Search<'_>,
    expression: &str,
    (low, high): (i64, i64),
    limit: usize,
) -> rusqlite::Result<Vec<Ranked>> {
    let mut statement = search.connection.prepare_cached(SCORES)?;
    let rows = statement.query_map(params![expression, low, high, limit as i64], |row| {
        let (title, lead, text): (f64, f64, f64) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok((Docid(column::number(row, 0)?), (TITLE * title + LEAD * lead + text) as f32))
    })?;
    rows.collect()
}

/// For hits that FTS5 alone does not find: the newest are gathered first, then scored by all texts asked for.
fn by_candidates(search: &Search<'_>) -> rusqlite::Result<Vec<Ranked>> {
    let mut newest = search.newest();
    let mut found: Vec<Docid> = Vec::new();
    while found.len() < NEWEST
        && let Some(docid) = newest.next()?
    {
        if search.compiled.remainder.is_none() || search.entry(docid)?.is_some() {
            found.push(docid);
        }
    }
    let terms = search.query.terms();
    let phrases: Vec<String> = terms
        .iter()
        .flat_map(|term| {
            Needle::new(&term.needle).phrases.into_iter().map(|phrase| in_field(term.field, &phrase))
        })
        .collect();
    let mut scored: HashMap<i64, f32> = HashMap::new();
    if let (false, Some(low), Some(high)) =
        (phrases.is_empty(), found.iter().map(|docid| docid.0).min(), found.iter().map(|docid| docid.0).max())
    {
        let all = scores(search, &phrases.join(" OR "), (low, high), SCORED_ROWS)?;
        scored.extend(all.into_iter().map(|(docid, score)| (docid.0, score)));
    }
    let singles: Vec<&Term> = terms.into_iter().filter(|term| term.needle.chars().count() == 1).collect();
    let mut ranked = Vec::with_capacity(found.len());
    for docid in found {
        let by_title = if singles.is_empty() { 0.0 } else { title_score(search, docid, &singles)? };
        ranked.push((docid, scored.get(&docid.0).copied().unwrap_or(0.0) + by_title));
    }
    Ok(ranked)
}

/// Single characters have no score in the index: those in the title count as much as a common word there.
fn title_score(search: &Search<'_>, docid: Docid, singles: &[&Term]) -> rusqlite::Result<f32> {
    let title: Option<String> = search
        .connection
        .prepare_cached(
            "SELECT a.title FROM search_doc d JOIN article a ON a.id = d.article_id WHERE d.docid = ?1",
        )?
        .query_row([docid.0], |row| column::text(row, 0))
        .optional()?;
    let title = fold(&title.unwrap_or_default());
    Ok(singles.iter().filter(|term| title.contains(&term.needle)).count() as f32)
}

/// An expression for the words of a plain query standing together. It finds nothing that the query does not.
fn together(root: &Node) -> Option<String> {
    let Node::And(nodes) = root else { return None };
    let phrases: Vec<String> = nodes
        .iter()
        .map(|node| match node {
            Node::Text(Term { needle, field: Field::Any }) => single_phrase(needle),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let phrases: Vec<String> = phrases.iter().map(|phrase| format!("\"{phrase}\"")).collect();
    (phrases.len() <= 4).then(|| format!("NEAR({}, {TOGETHER})", phrases.join(" ")))
}
