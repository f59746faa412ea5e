//! Row numbers of a plan's articles, newest first, read no further than asked.
//!
//! Sets are combined by leaping: each is asked for its first number at or below one, so that a rare word carries
//! a frequent one along. Leaves read the index in growing runs; a statement is never left open between two questions.

use super::{docid, plan::Plan};
use crate::store::column;
use rusqlite::{Connection, types::Value};
use std::ops::RangeInclusive;

/// Numbers of the first run of a leaf, and by what the next are longer, up to the longest.
const FIRST_RUN: usize = 64;
const GROWTH: usize = 4;
const LONGEST_RUN: usize = 4_096;

/// The numbers of a plan within one layer.
pub enum Stream<'c> {
    /// Numbers out of one statement.
    Leaf(Leaf<'c>),
    /// In all of these.
    And(Vec<Self>),
    /// In any of these.
    Or(Vec<Self>),
    /// In the first, not in the second.
    Without(Box<Self>, Box<Self>),
}

/// Numbers out of one statement.
pub struct Leaf<'c> {
    connection: &'c Connection,
    sql: &'static str,
    expression: Option<String>,
    /// Lowest number.
    bottom: i64,
    /// Nothing above this is left to be read.
    unread: i64,
    /// Read and not yet passed, lowest first.
    run: Vec<i64>,
    length: usize,
}

const TEXTS: &str = "SELECT rowid FROM search_text WHERE search_text MATCH ?4 AND rowid BETWEEN ?1 AND ?2
                     ORDER BY rowid DESC LIMIT ?3";
const CHARACTERS: &str = "SELECT rowid FROM search_character WHERE search_character MATCH ?4
                          AND rowid BETWEEN ?1 AND ?2 ORDER BY rowid DESC LIMIT ?3";
const ALL: &str = "SELECT docid FROM search_doc WHERE docid BETWEEN ?1 AND ?2 AND article_id IS NOT NULL
                   ORDER BY docid DESC LIMIT ?3";
const VOID: &str = "SELECT docid FROM search_doc WHERE docid BETWEEN ?1 AND ?2 AND article_id IS NULL
                    ORDER BY docid DESC LIMIT ?3";

impl<'c> Stream<'c> {
    /// The numbers of `plan` within a layer.
    pub fn new(connection: &'c Connection, plan: &Plan, layer: u32) -> Self {
        let leaf = |sql, expression: Option<&String>, span: RangeInclusive<i64>| {
            Self::Leaf(Leaf {
                connection,
                sql,
                expression: expression.cloned(),
                bottom: *span.start(),
                unread: *span.end(),
                run: Vec::new(),
                length: FIRST_RUN,
            })
        };
        let whole = docid::span(layer, None, None);
        let streams = |plans: &[Plan]| plans.iter().map(|plan| Self::new(connection, plan, layer)).collect();
        match plan {
            Plan::All => leaf(ALL, None, whole),
            Plan::Text(expression) => leaf(TEXTS, Some(expression), whole),
            Plan::Character(expression) => leaf(CHARACTERS, Some(expression), whole),
            Plan::Days(days) => {
                // Without a date is on none of them, so even a range without a lower end has one.
                leaf(ALL, None, docid::span(layer, days.from.or(Some(i32::MIN)), days.to))
            }
            Plan::And(plans) => Self::And(streams(plans)),
            Plan::Or(plans) => Self::Or(streams(plans)),
            Plan::Without(set, out) => Self::Without(
                Box::new(Self::new(connection, set, layer)),
                Box::new(Self::new(connection, out, layer)),
            ),
        }
    }

    /// Numbers whose articles are gone, but whose terms could not be taken out of the index.
    pub fn void(connection: &'c Connection, layer: u32) -> Self {
        let span = docid::span(layer, None, None);
        Self::Leaf(Leaf {
            connection,
            sql: VOID,
            expression: None,
            bottom: *span.start(),
            unread: *span.end(),
            run: Vec::new(),
            length: LONGEST_RUN,
        })
    }

    /// The highest number that is not above `top`. `top` must not rise from one question to the next.
    pub fn seek(&mut self, top: i64) -> rusqlite::Result<Option<i64>> {
        match self {
            Self::Leaf(leaf) => leaf.seek(top),
            Self::And(streams) => seek_all(streams, top),
            Self::Or(streams) => {
                let mut highest = None;
                for stream in streams {
                    highest = highest.max(stream.seek(top)?);
                }
                Ok(highest)
            }
            Self::Without(set, out) => {
                let mut top = top;
                while let Some(found) = set.seek(top)? {
                    if out.seek(found)? != Some(found) {
                        return Ok(Some(found));
                    }
                    top = found - 1;
                }
                Ok(None)
            }
        }
    }
}

fn seek_all(streams: &mut [Stream<'_>], top: i64) -> rusqlite::Result<Option<i64>> {
    let mut top = top;
    'leap: loop {
        for stream in &mut *streams {
            match stream.seek(top)? {
                None => return Ok(None),
                Some(found) if found < top => {
                    top = found;
                    continue 'leap;
                }
                Some(_) => {}
            }
        }
        return Ok(Some(top));
    }
}

impl Leaf<'_> {
    fn seek(&mut self, top: i64) -> rusqlite::Result<Option<i64>> {
        loop {
            while let Some(&next) = self.run.last() {
                if next <= top {
                    return Ok(Some(next));
                }
                self.run.pop();
            }
            self.unread = self.unread.min(top);
            if self.unread < self.bottom {
                return Ok(None);
            }
            self.read()?;
        }
    }

    fn read(&mut self) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(self.sql)?;
        let mut parameters: Vec<Value> =
            vec![self.bottom.into(), self.unread.into(), (self.length as i64).into()];
        parameters.extend(self.expression.clone().map(Value::from));
        let mut rows = statement.query(rusqlite::params_from_iter(parameters))?;
        while let Some(row) = rows.next()? {
            self.run.push(column::number(row, 0)?);
        }
        self.unread = match self.run.last() {
            Some(lowest) if self.run.len() == self.length => lowest - 1,
            _ => self.bottom - 1,
        };
        self.run.reverse();
        self.length = (self.length * GROWTH).min(LONGEST_RUN);
        Ok(())
    }
}
