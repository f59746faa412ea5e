//! Relevance: a title's hit before a lead's before the body's, words together before words apart, and of equals the newest.
//!
//! First FTS5's bm25 over at most the newest [`NEWEST`] hits, a bound that keeps a frequent word as quick as a rare
//! one; beyond it only titles are looked at, and what then is left follows by date. Titles count by whether a term is there, so that no body outweighs them
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
    store::column,
    text::fold::{fold, fold_into},
};
use rusqlite::{OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// Hits that are scored.
pub const NEWEST: usize = 2_000;
/// The same where something of each has to be read.
const NEWEST_READ: usize = 1_000;
/// The same where each is looked for in an article's text, and how many articles are looked at for it.
const NEWEST_ACCEPTED: usize = 400;
const LOOKED_AT: usize = 2_000;
/// Hits by title that are taken beyond those.
const TITLES: usize = 500;
/// How many times as far back as the newest hits reach: a bound that the size of a library does not move.
const FARTHER: i64 = 9;
/// Rows looked at to score hits that no one expression finds.
const SCORED_ROWS: usize = 4_000;
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
/// Articles that bm25 may count before it scores: some fifteen milliseconds of it, and it cannot be interrupted.
const COUNTED: i64 = 400_000;
/// Articles from which is told how many there are.
const SAMPLE: usize = 64;
/// Steps of the logarithm of a score within which two are equal.
const STEPS: f64 = 30.0;

/// Columns are `body title about author source meta`; bm25 is negative where it is good.
const SCORES: &str = "
    SELECT rowid, -bm25(search_text, 0, 1e6, 0, 0, 0, 0), -bm25(search_text, 1, 1, 1, 1, 1, 0)
    FROM search_text WHERE search_text MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC LIMIT ?4";

/// Hits, best first, and whether there are no others.
pub fn ranked(search: &Search<'_>) -> rusqlite::Result<(Vec<Entry>, bool)> {
    let (mut ranked, is_all) = match search.expression() {
        Some(found) => {
            let ranked = by_expression(search, found)?;
            let is_all = ranked.len() < NEWEST;
            (ranked, is_all)
        }
        None => by_candidates(search)?,
    };
    sort(search, &mut ranked)?;
    let terms: Vec<&Term> =
        search.query.terms().into_iter().filter(|term| term.field == Field::Any).collect();
    if !terms.is_empty() {
        let read = ranked.len().min(READ);
        let mut folded = String::new();
        for entry in ranked.iter_mut().take(read) {
            search.check_stale()?;
            entry.score *= closeness(search, entry.id, &terms, &mut folded)?;
        }
        if let Some(best) = ranked.get_mut(..read) {
            sort(search, best)?;
        }
    }
    Ok((ranked, is_all))
}

fn sort(search: &Search<'_>, entries: &mut [Entry]) -> rusqlite::Result<()> {
    let mut keyed = Vec::with_capacity(entries.len());
    for entry in &*entries {
        keyed.push((Reverse((step(entry.score), search.calendar.date(entry.id.0)?, entry.id)), entry.score));
    }
    keyed.sort_unstable_by_key(|(key, _)| *key);
    for (entry, (Reverse((.., id)), score)) in entries.iter_mut().zip(keyed) {
        *entry = Entry { id, score };
    }
    Ok(())
}

fn step(score: f32) -> i32 {
    (f64::from(score).max(1e-9).ln() * STEPS).round() as i32
}

fn by_expression(search: &Search<'_>, expression: &str) -> rusqlite::Result<Vec<Entry>> {
    let all = search.calendar.rows();
    let bounds = (*all.start(), *all.end());
    let mut scored = scores_or_titles(search, expression, bounds, NEWEST)?;
    if scored.len() == NEWEST {
        let newest = scored.iter().map(|scored| scored.row).max().unwrap_or_default();
        let oldest = scored.iter().map(|scored| scored.row).min().unwrap_or_default();
        let farthest = oldest.saturating_sub((newest - oldest).saturating_mul(FARTHER)).max(bounds.0);
        let old = rows(search, &in_title(expression), (farthest, oldest - 1), TITLES)?;
        // As good as the newest with such a title, and of them the least: what its text scores is not known.
        let title = scored.iter().map(|scored| scored.title).fold(0.0, f32::max);
        let text = scored.iter().map(|scored| scored.text).fold(0.0, f32::max);
        let title = if title > 0.0 { title } else { text };
        scored.extend(old.into_iter().map(|row| Scored { row, title, text: 0.0 }));
    }
    Ok(scored.iter().map(Scored::entry).collect())
}

/// The newest hits within some rows.
fn rows(
    search: &Search<'_>,
    expression: &str,
    (low, high): (i64, i64),
    limit: usize,
) -> rusqlite::Result<Vec<i64>> {
    search
        .connection
        .prepare_cached(
            "SELECT rowid FROM search_text WHERE search_text MATCH ?1 AND rowid BETWEEN ?2 AND ?3
             ORDER BY rowid DESC LIMIT ?4",
        )?
        .query_map(params![expression, low, high, limit as i64], |row| column::number(row, 0))?
        .collect()
}

/// Hits whose title has all that is asked for.
fn in_title(expression: &str) -> String {
    format!("title : ({expression})")
}

/// What FTS5 says of a hit.
struct Scored {
    row: i64,
    title: f32,
    text: f32,
}

impl Scored {
    fn entry(&self) -> Entry {
        Entry { id: ArticleId(self.row), score: TITLE * self.title + self.text }
    }
}

/// Scores, or where the words are so common that to learn how common takes too long, and tells nothing, which titles
/// have them.
fn scores_or_titles(
    search: &Search<'_>,
    expression: &str,
    bounds: (i64, i64),
    limit: usize,
) -> rusqlite::Result<Vec<Scored>> {
    if !is_too_common(search, expression)? {
        return scores(search, expression, bounds, limit);
    }
    let found = rows(search, expression, bounds, limit)?;
    let bounds = (found.last().copied().unwrap_or(bounds.0), bounds.1);
    let titled: FxHashSet<i64> = rows(search, &in_title(expression), bounds, limit)?.into_iter().collect();
    let title = |row| if titled.contains(&row) { 1.0 } else { 0.0 };
    Ok(found.into_iter().map(|row| Scored { row, title: title(row), text: 1.0 }).collect())
}

/// Whether bm25, which counts the articles of every phrase before it scores one, would count too many.
fn is_too_common(search: &Search<'_>, expression: &str) -> rusqlite::Result<bool> {
    let all = search.calendar.rows();
    if all.end() - all.start() < COUNTED {
        return Ok(false);
    }
    let mut counted = 0;
    // Every string of an expression is a phrase: terms hold no quotes.
    for phrase in expression.split('"').skip(1).step_by(2) {
        search.check_stale()?;
        let mut rarest = i64::MAX;
        for term in phrase.split(' ') {
            rarest = rarest.min(holders(search, term, (*all.start(), *all.end()))?);
        }
        counted += rarest;
        if counted > COUNTED {
            return Ok(true);
        }
    }
    Ok(false)
}

/// About how many articles have a term, by how close to each other the newest of them are.
fn holders(search: &Search<'_>, term: &str, (low, high): (i64, i64)) -> rusqlite::Result<i64> {
    let newest = rows(search, &format!("\"{term}\""), (low, high), SAMPLE)?;
    let count = newest.len() as i64;
    Ok(match newest.last() {
        Some(last) if newest.len() == SAMPLE => count * (high - low + 1) / (high - last + 1),
        _ => count,
    })
}

fn scores(
    search: &Search<'_>,
    expression: &str,
    (low, high): (i64, i64),
    limit: usize,
) -> rusqlite::Result<Vec<Scored>> {
    let mut statement = search.connection.prepare_cached(SCORES)?;
    let rows = statement.query_map(params![expression, low, high, limit as i64], |row| {
        Ok(Scored { row: column::number(row, 0)?, title: row.get(1)?, text: row.get(2)? })
    })?;
    rows.collect()
}

/// For hits that FTS5 alone does not find: the highest rows are gathered first, then scored by all texts asked for.
fn by_candidates(search: &Search<'_>) -> rusqlite::Result<(Vec<Entry>, bool)> {
    let rows = search.calendar.rows();
    let mut stream = search.stream(&rows);
    let mut top = *rows.end();
    let terms = search.query.terms();
    let singles: Vec<&Term> =
        terms.iter().copied().filter(|term| Needle::new(&term.needle).phrase.is_empty()).collect();
    let most = match (search.is_exact(), singles.is_empty()) {
        (true, true) => NEWEST,
        (true, false) => NEWEST_READ,
        (false, _) => NEWEST_ACCEPTED,
    };
    let mut found: Vec<i64> = Vec::new();
    let mut looked_at = 0;
    let is_all = loop {
        let Some(row) = stream.seek(top)? else { break true };
        if found.len() == most || looked_at == LOOKED_AT {
            break false;
        }
        top = row - 1;
        looked_at += 1;
        if search.accepts(row)? {
            found.push(row);
        }
    };
    let mut scored: FxHashMap<i64, f32> = FxHashMap::default();
    if let (Some(expression), Some(high), Some(low)) = (texts(search, &terms), found.first(), found.last()) {
        let all = scores_or_titles(search, &expression, (*low, *high), SCORED_ROWS)?;
        scored.extend(all.iter().map(|scored| (scored.row, scored.entry().score)));
    }
    let mut ranked = Vec::with_capacity(found.len());
    for row in found {
        let id = ArticleId(row);
        let by_title = if singles.is_empty() { 0.0 } else { title_score(search, id, &singles)? };
        ranked.push(Entry { id, score: scored.get(&row).copied().unwrap_or(0.0) + by_title });
    }
    Ok((ranked, is_all))
}

/// What FTS5 is to score: the part of the plan that it finds, else whatever text is asked for.
fn texts(search: &Search<'_>, terms: &[&Term]) -> Option<String> {
    if let Some(expression) = search.compiled.plan.text() {
        return Some(expression.to_owned());
    }
    let phrases: Vec<String> = terms
        .iter()
        .map(|term| (term.field, Needle::new(&term.needle).phrase))
        .filter(|(_, phrase)| !phrase.is_empty())
        .map(|(field, phrase)| in_field(field, &phrase))
        .collect();
    (!phrases.is_empty()).then(|| phrases.join(" OR "))
}

/// Single characters, and those with marks, have no score in the index: each counts as a common word, in the title thrice that.
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
fn closeness(
    search: &Search<'_>,
    id: ArticleId,
    terms: &[&Term],
    text: &mut String,
) -> rusqlite::Result<f32> {
    let Some(words) = search.words(id)? else { return Ok(1.0) };
    text.clear();
    fold_into(&words.title, text);
    let title_end = text.len();
    for block in words.blocks() {
        text.push('\n');
        fold_into(block, text);
    }
    // The line end after the title is none of its characters.
    let rest = text.get(title_end..).unwrap_or_default();
    let lead_end = rest.char_indices().nth(LEAD + 1).map_or(rest.len(), |(at, _)| at);
    let lead = rest.get(..lead_end).unwrap_or_default();
    let in_lead = terms.iter().filter(|term| lead.contains(&term.needle)).count() as f32 / terms.len() as f32;
    let together = if terms.len() > 1 { nearness(text, terms) } else { 0.0 };
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
