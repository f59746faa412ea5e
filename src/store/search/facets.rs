//! The hits of a search counted by category, year and source, without reading an article.

use super::{
    block::{Block, Entry, UNDATED, place},
    postings::day_of,
    run::Options,
    search::Search,
};
use crate::{
    news::{CategoryId, Facets, query::Query},
    store::column,
};
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;
use std::{cmp::Reverse, collections::HashMap};

/// Days from year 1 to 1970, for the calendar.
const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);

/// Hits that are counted, of those that came in last, and how many that have to be read for it: in which categories a
/// frequent word mostly stands they tell as well as all.
const MOST: usize = 200_000;
const MOST_READ: usize = 2_000;

/// Counts what a query means.
pub fn facets(connection: &Connection, query: &Query, options: &Options<'_>) -> rusqlite::Result<Facets> {
    let search = Search::new(connection, query, options)?;
    let rows = search.calendar.rows();
    let mut stream = search.stream(&rows)?;
    let mut top = *rows.end();
    let mut counts = Counts::default();
    let mut open: Option<(i64, Block)> = None;
    let most = if search.is_exact() { MOST } else { MOST_READ };
    for _ in 0..most {
        let Some(row) = stream.seek(top)? else { break };
        top = row - 1;
        if !search.accepts(row)? {
            continue;
        }
        let (number, place) = place(row);
        let block = match open.take() {
            Some((same, block)) if same == number => block,
            _ => {
                search.check_stale()?;
                Block::load(connection, number)?
            }
        };
        if let Some(entry) = block.get(place) {
            counts.note(entry);
        }
        open = Some((number, block));
    }
    counts.named(connection)
}

#[derive(Default)]
struct Counts {
    categories: FxHashMap<u32, u64>,
    days: FxHashMap<i32, u64>,
    sources: FxHashMap<u32, u64>,
}

impl Counts {
    fn note(&mut self, entry: Entry) {
        *self.categories.entry(entry.category).or_default() += 1;
        *self.sources.entry(entry.source).or_default() += 1;
        if entry.published > UNDATED {
            *self.days.entry(day_of(entry.published)).or_default() += 1;
        }
    }

    fn named(self, connection: &Connection) -> rusqlite::Result<Facets> {
        let mut years: HashMap<i16, u64> = HashMap::new();
        for (day, count) in self.days {
            if let Ok(date) = EPOCH.checked_add(jiff::Span::new().days(day)) {
                *years.entry(date.year()).or_default() += count;
            }
        }
        let mut years: Vec<(i16, u64)> = years.into_iter().collect();
        years.sort_unstable_by_key(|(year, _)| Reverse(*year));
        let named = self.categories.into_iter().filter(|(id, _)| *id != 0);
        let mut categories: Vec<(CategoryId, u64)> =
            named.map(|(id, count)| (CategoryId(i64::from(id)), count)).collect();
        categories.sort_unstable_by_key(|(id, count)| (Reverse(*count), *id));
        let mut sources = Vec::new();
        for (id, count) in self.sources.into_iter().filter(|(id, _)| *id != 0) {
            let name = connection
                .prepare_cached("SELECT name FROM search_source WHERE id = ?1")?
                .query_row([id], |row| column::text(row, 0))
                .optional()?;
            sources.extend(name.map(|name| (name, count)));
        }
        sources.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
        Ok(Facets { categories, years, sources })
    }
}
