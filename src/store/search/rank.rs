//! Relevance: a title's hit before a lead's before the body's, words together before words apart, and of equals the newest.
//!
//! First bm25 over at most the newest [`NEWEST`] hits, a bound that keeps a frequent word as quick as a rare
//! one; beyond it only titles are looked at, and what then is left follows by date. Titles count by whether a term is there, so that no body outweighs them
//! however often it says the word. Then the best [`READ`] are read, and what the index does not know (the lead,
//! words standing together) puts them in order.

use super::{
    block::place,
    phrase::Phrase,
    plan::Plan,
    search::{Entry, Search},
    shadow::Totals,
    stream::Stream,
};
use crate::{
    news::{
        ArticleId,
        query::{Field, Term},
    },
    store::column,
    text::fold::{fold, fold_into},
};
use rusqlite::OptionalExtension;
use rustc_hash::FxHashMap;

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
/// bm25's constants.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// Articles of a term from which is told how many have the phrase.
const SAMPLE: usize = 4_000;
/// Steps of the logarithm of a score within which two are equal.
const STEPS: f64 = 30.0;

/// Hits, best first, and whether there are no others.
pub fn ranked(search: &Search<'_>) -> rusqlite::Result<(Vec<Entry>, bool)> {
    let terms = search.query.terms();
    let (texts, singles): (Vec<&Term>, Vec<&Term>) =
        terms.iter().copied().partition(|term| !search.needle(term).phrase.is_empty());
    let (found, is_all) = newest(search, singles.is_empty())?;
    let mut scores = scores(search, &texts, &found)?;
    for score in &mut scores {
        if !singles.is_empty() {
            score.text += title_score(search, score.row, &singles)?;
        }
    }
    let mut ranked: Vec<Entry> = scores.iter().map(Score::entry).collect();
    if !is_all && search.is_exact() && singles.is_empty() {
        ranked.extend(old_titles(search, &scores)?);
    }
    sort(search, &mut ranked)?;
    let anywhere: Vec<&Term> = terms.into_iter().filter(|term| term.field == Field::Any).collect();
    if !anywhere.is_empty() {
        let read = ranked.len().min(READ);
        let mut folded = String::new();
        for entry in ranked.iter_mut().take(read) {
            search.check_stale()?;
            entry.score *= closeness(search, entry.id, &anywhere, &mut folded)?;
        }
        if let Some(best) = ranked.get_mut(..read) {
            sort(search, best)?;
        }
    }
    Ok((ranked, is_all))
}

fn sort(search: &Search<'_>, entries: &mut [Entry]) -> rusqlite::Result<()> {
    // Where blocks follow each other by date, the dates within them are read only to tell apart what lies in one.
    let in_order = search.calendar.is_in_order();
    let block = |entry: &Entry| if in_order { place(entry.id.0).0 } else { 0 };
    let mut failure = None;
    let mut date = |entry: &Entry| match search.calendar.date(entry.id.0) {
        Ok(date) => date,
        Err(error) => {
            failure = Some(error);
            None
        }
    };
    entries.sort_by(|a, b| {
        let far = step(b.score).cmp(&step(a.score)).then_with(|| block(b).cmp(&block(a)));
        far.then_with(|| date(b).cmp(&date(a))).then_with(|| b.id.cmp(&a.id))
    });
    failure.map_or(Ok(()), Err)
}

fn step(score: f32) -> i32 {
    (f64::from(score).max(1e-9).ln() * STEPS).round() as i32
}

/// The newest hits, highest row first, and whether there are no others.
fn newest(search: &Search<'_>, texts_alone: bool) -> rusqlite::Result<(Vec<i64>, bool)> {
    let rows = search.calendar.rows();
    let mut stream = search.stream(&rows)?;
    let mut top = *rows.end();
    let most = match (search.is_exact(), texts_alone) {
        (true, true) => NEWEST,
        (true, false) => NEWEST_READ,
        (false, _) => NEWEST_ACCEPTED,
    };
    let mut found: Vec<i64> = Vec::new();
    let mut looked_at = 0;
    while let Some(row) = stream.seek(top)? {
        if found.len() == most || (looked_at == LOOKED_AT && !search.is_exact()) {
            return Ok((found, false));
        }
        top = row - 1;
        looked_at += 1;
        if search.accepts(row)? {
            found.push(row);
        }
    }
    Ok((found, true))
}

/// Hits beyond the newest whose titles have what is asked for; nothing else of them is known.
fn old_titles(search: &Search<'_>, scores: &[Score]) -> rusqlite::Result<Vec<Entry>> {
    let (Some(newest), Some(oldest)) = (scores.first(), scores.last()) else { return Ok(Vec::new()) };
    let Some(titles) = in_titles(&search.compiled.plan) else { return Ok(Vec::new()) };
    let all = search.calendar.rows();
    let reach = (newest.row - oldest.row).saturating_mul(FARTHER);
    let rows = oldest.row.saturating_sub(reach).max(*all.start())..=oldest.row - 1;
    let plan = Plan::And(vec![titles, search.compiled.plan.clone()]);
    let mut stream = Stream::new(search.source(), &plan, &rows)?;
    // As good as the newest with such a title, and of them the least: what its text scores is not known.
    let most = |of: fn(&Score) -> f32| scores.iter().map(of).fold(0.0, f32::max);
    let title = most(|score| score.title);
    let score = TITLE * if title > 0.0 { title } else { most(|score| score.text) };
    let mut old = Vec::new();
    let mut top = *rows.end();
    while let Some(row) = stream.seek(top)?
        && old.len() < TITLES
    {
        top = row - 1;
        old.push(Entry { id: ArticleId(row), score });
    }
    Ok(old)
}

/// What of a plan can be asked of titles: whatever answers to all of it answers to this too if its title has the words.
fn in_titles(plan: &Plan) -> Option<Plan> {
    let parts = |plans: &[Plan]| -> Vec<Plan> { plans.iter().filter_map(in_titles).collect() };
    match plan {
        Plan::Phrase(Field::Any | Field::Title, phrase) => Some(Plan::Phrase(Field::Title, phrase.clone())),
        Plan::And(plans) => Some(Plan::And(parts(plans))).filter(|_| !parts(plans).is_empty()),
        Plan::Or(plans) => Some(Plan::Or(parts(plans))).filter(|_| !parts(plans).is_empty()),
        Plan::Without(set, _) => in_titles(set),
        _ => None,
    }
}

/// What the index says of a hit.
struct Score {
    row: i64,
    title: f32,
    text: f32,
}

impl Score {
    fn entry(&self) -> Entry {
        Entry { id: ArticleId(self.row), score: TITLE * self.title + self.text }
    }
}

/// bm25 of hits, highest row first: of their titles by whether a text is there, of the rest by how often.
fn scores(search: &Search<'_>, texts: &[&Term], found: &[i64]) -> rusqlite::Result<Vec<Score>> {
    let mut scores: Vec<Score> = found.iter().map(|row| Score { row: *row, title: 0.0, text: 0.0 }).collect();
    if texts.is_empty() || found.is_empty() {
        return Ok(scores);
    }
    let totals = Totals::load(search.connection)?;
    let mut rising: Vec<i64> = found.to_vec();
    rising.sort_unstable();
    let mut lengths = Vec::with_capacity(found.len());
    for row in found {
        lengths.push(Totals::length_of(search.connection, *row)? as f32 / totals.average());
    }
    let places: FxHashMap<i64, usize> = found.iter().enumerate().map(|(place, row)| (*row, place)).collect();
    let rows = search.calendar.blocks().count() * super::block::SIZE as usize;
    for term in texts {
        let needle = search.needle(term);
        let phrase = Phrase::new(&search.lists, (term.field, &needle.phrase), rows)?;
        let idf = idf(totals.articles() as f32, holders(search, &phrase)?);
        phrase.each_of(&rising, |row, often, in_title| {
            let Some(place) = places.get(&row) else { return };
            let (Some(score), Some(length)) = (scores.get_mut(*place), lengths.get(*place)) else { return };
            let often = often as f32;
            score.text += idf * often * (K1 + 1.0) / (often + K1 * (1.0 - B + B * length));
            score.title += if in_title { idf * (K1 + 1.0) } else { 0.0 };
        })?;
    }
    Ok(scores)
}

/// How much it says that an article has what so many have; never nothing.
fn idf(all: f32, with: f32) -> f32 {
    ((all - with + 0.5) / (with + 0.5)).ln().max(1e-6)
}

/// About how many articles have a phrase, by how many of the newest do.
fn holders(search: &Search<'_>, phrase: &Phrase<'_>) -> rusqlite::Result<f32> {
    let all = search.calendar.rows();
    let count = all.end() - all.start() + 1;
    let looked_at =
        count.min(count.saturating_mul(SAMPLE as i64) / phrase.length().max(SAMPLE) as i64).max(1);
    let mut holders = 0.0;
    phrase.each(&(all.end() - looked_at + 1..=*all.end()), |_| holders += 1.0)?;
    Ok(holders * count as f32 / looked_at as f32)
}

/// Single characters have no score in the index: each counts as a common word, in the title thrice that.
fn title_score(search: &Search<'_>, row: i64, singles: &[&Term]) -> rusqlite::Result<f32> {
    let title: Option<String> = search
        .connection
        .prepare_cached("SELECT title FROM article WHERE id = ?1")?
        .query_row([row], |row| column::text(row, 0))
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
