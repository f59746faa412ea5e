//! What is closest to a question that nothing answers word for word.
//!
//! A question is taken apart into pairs of characters and Latin words; those that stand in every tenth article say
//! nothing and are left out. The articles that share the rarest of them are read and scored by the text.

use super::{
    grams::Needle,
    plan::in_field,
    search::{Entry, Search},
    words::Words,
};
use crate::{
    news::{
        ArticleId,
        query::{Field, Node, Query, Term},
    },
    store::column,
    text::fold::fold_into,
};
use rusqlite::params;
use std::collections::HashMap;

/// Parts of a question that are looked up.
const MOST_PARTS: usize = 64;
/// A part in more than one of so many articles says nothing.
const COMMON: u64 = 10;
/// Articles of a part that are looked at: of a frequent one only the newest.
const MOST_ROWS: u64 = 20_000;
/// Articles that are read.
const READ: usize = 100;
/// bm25's constants, and the characters of an average article.
const K1: f32 = 1.2;
const B: f32 = 0.75;
const AVERAGE: f32 = 800.0;
/// A part in the title counts as so many in the text.
const IN_TITLE: f32 = 4.0;

/// A part of the question.
struct Part {
    term: Term,
    idf: f32,
    rows: Vec<i64>,
}

/// The articles closest to a plain question, best first, with what was found in them. Empty for queries with
/// operators or fields: who writes those means them.
pub fn closest(search: &Search<'_>) -> rusqlite::Result<(Vec<Entry>, Vec<Term>)> {
    let Some(needles) = plain(search.query) else { return Ok(Default::default()) };
    let total = search
        .connection
        .prepare_cached("SELECT total FROM whole")?
        .query_row([], |row| column::count(row, 0))?
        .max(1);
    let mut parts = Vec::new();
    for text in parts_of(&needles) {
        search.check_stale()?;
        parts.extend(part(search, text, total)?);
    }
    let mut shares: HashMap<i64, f32> = HashMap::new();
    for part in &parts {
        for row in &part.rows {
            *shares.entry(*row).or_default() += part.idf;
        }
    }
    let mut candidates: Vec<(i64, f32)> = shares.into_iter().collect();
    candidates.sort_unstable_by(|(a, x), (b, y)| y.total_cmp(x).then(b.cmp(a)));
    candidates.truncate(READ);
    let mut entries = Vec::new();
    for (row, _) in candidates {
        search.check_stale()?;
        let Some(words) = search.words(ArticleId(row))? else { continue };
        entries.push(Entry { id: ArticleId(row), score: score(&words, &parts) });
    }
    entries.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok((entries, parts.into_iter().map(|part| part.term).collect()))
}

/// The texts of a query that consists of nothing else.
fn plain(query: &Query) -> Option<Vec<&str>> {
    let needle = |node| match node {
        &Node::Text(Term { ref needle, field: Field::Any }) => Some(needle.as_str()),
        _ => None,
    };
    match &query.root {
        Node::And(nodes) => nodes.iter().map(needle).collect(),
        node => needle(node).map(|needle| vec![needle]),
    }
}

/// Pairs of Chinese characters, and Latin words and numbers as they are.
fn parts_of(needles: &[&str]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut add = |part: String| {
        if part.chars().nth(1).is_some() && !parts.contains(&part) && parts.len() < MOST_PARTS {
            parts.push(part);
        }
    };
    for needle in needles {
        let mut word = String::new();
        let mut before = None;
        for c in needle.chars() {
            if c.is_ascii_alphanumeric() {
                word.push(c);
                before = None;
                continue;
            }
            add(std::mem::take(&mut word));
            let letter = c.is_alphanumeric().then_some(c);
            if let (Some(a), Some(b)) = (before, letter) {
                add(String::from_iter([a, b]));
            }
            before = letter;
        }
        add(word);
    }
    parts
}

/// Looks a part up; `None` when it is nowhere or everywhere.
fn part(search: &Search<'_>, text: String, total: u64) -> rusqlite::Result<Option<Part>> {
    let needle = Needle::new(&text);
    let ([phrase], true) = (needle.phrases.as_slice(), needle.exact) else { return Ok(None) };
    let common = (total / COMMON).clamp(20, MOST_ROWS);
    let mut statement = search.connection.prepare_cached(
        "SELECT rowid FROM search_text WHERE search_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
    )?;
    let rows: Vec<i64> = statement
        .query_map(params![in_field(Field::Any, phrase), common as i64 + 1], |row| column::number(row, 0))?
        .collect::<rusqlite::Result<_>>()?;
    if rows.is_empty() || rows.len() as u64 > common {
        return Ok(None);
    }
    let (all, with) = (total as f32, rows.len() as f32);
    let idf = ((all - with + 0.5) / (with + 0.5)).ln().max(0.1);
    Ok(Some(Part { term: Term { needle: text, field: Field::Any }, idf, rows }))
}

fn score(words: &Words, parts: &[Part]) -> f32 {
    let mut head = String::new();
    fold_into(&words.title, &mut head);
    let mut text = String::new();
    for block in words.blocks() {
        fold_into(block, &mut text);
        text.push('\n');
    }
    let length = text.chars().count() as f32 / AVERAGE;
    parts
        .iter()
        .map(|part| {
            let count = |text: &str| text.matches(&part.term.needle).count() as f32;
            let often = count(&text) + IN_TITLE * count(&head);
            part.idf * often * (K1 + 1.0) / (often + K1 * (1.0 - B + B * length))
        })
        .sum()
}
