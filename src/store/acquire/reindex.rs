//! Making the search index and the lexicon anew from the articles that the library holds.
//!
//! One transaction: whoever reads goes on with the old index until the new one is whole, and a run that is killed
//! leaves the old one.

use super::LibraryWriter;
use crate::news::ArticleId;
use crate::store::{Plain, StoreError, column, lexicon, record, record::Record, search};
use rusqlite::Connection;
use std::thread;

/// Articles read, prepared and noted at a time.
const CHUNK: usize = 500;
/// Articles written at a time.
const BATCH: u64 = 4_000;

impl LibraryWriter {
    /// Makes the index of every article anew; returns how many there are. `progress` is told how many are done, and of
    /// how many.
    pub fn reindex(&mut self, progress: impl FnMut(u64, u64)) -> Result<u64, StoreError> {
        let done =
            self.in_batch("making the search index anew", |writer, _| reindex(&writer.connection, progress))?;
        self.commit()?;
        Ok(done)
    }
}

fn reindex(connection: &Connection, mut progress: impl FnMut(u64, u64)) -> rusqlite::Result<u64> {
    let total =
        connection.prepare_cached("SELECT total FROM whole")?.query_row([], |row| column::count(row, 0))?;
    search::empty(connection)?;
    lexicon::empty(connection)?;
    let (mut index, mut words) = (search::Batch::default(), lexicon::Batch::default());
    let (mut done, mut last) = (0, 0);
    progress(done, total);
    loop {
        let ids = following(connection, last)?;
        let mut records = Vec::with_capacity(ids.len());
        for id in &ids {
            records.extend(record::load(connection, *id)?.map(|record| (*id, record)));
        }
        for (id, postings, contents) in prepared(&records) {
            index.add(ArticleId(id), postings);
            words.add(&contents);
        }
        done += ids.len() as u64;
        if ids.is_empty() || done % BATCH == 0 {
            index.write(connection)?;
            words.write(connection)?;
        }
        let Some(id) = ids.last() else { break };
        last = *id;
        progress(done, total);
    }
    lexicon::write_vocabulary(connection)?;
    Ok(done)
}

/// The next articles by number.
fn following(connection: &Connection, last: i64) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached("SELECT id FROM article WHERE id > ?1 ORDER BY id LIMIT ?2")?
        .query_map([last, CHUNK as i64], |row| column::number(row, 0))?
        .collect()
}

/// The terms and the words of articles, made on every core.
fn prepared(records: &[(i64, Record)]) -> Vec<(i64, search::Postings, lexicon::Contents)> {
    let one = |(id, record): &(i64, Record)| {
        let (article, title) = (&record.article, &record.title);
        let body = Plain::of(&article.body);
        (*id, search::prepare_with(article, title, &body), lexicon::contents(article, title, &body))
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = records.len().div_ceil(threads).max(1);
    let mut all = Vec::with_capacity(records.len());
    thread::scope(|scope| {
        let parts: Vec<_> = records
            .chunks(share)
            .map(|part| (part, scope.spawn(move || part.iter().map(one).collect::<Vec<_>>())))
            .collect();
        for (part, thread) in parts {
            // What a thread could not finish is done here, so that the fault is this thread's own.
            all.extend(thread.join().unwrap_or_else(|_| part.iter().map(one).collect()));
        }
    });
    all
}
