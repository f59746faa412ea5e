//! Articles held against the library and each other: for each the few that are nearest.
//!
//! What it may be near to is read once, laid out in blocks, and every article is looked up in each block. So memory is that
//! of one block and of the lists, and the time of a search hardly goes by the size of the library.

use super::profiles::blob;
use super::words::in_shares;
use crate::news::kin::{Nearest, Scratch, Signature, TermSet, TopicVector};
use rusqlite::Connection;
use std::borrow::Cow;

/// Candidates that are kept for each article.
pub(super) const KEPT: usize = 32;
/// Articles that are looked up at a time.
const LOT: usize = 4_096;

/// An article that may be near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    pub id: u32,
    pub closeness: f32,
}

/// What was found near to an article, the nearest first.
pub(super) type Candidates = Box<[Candidate]>;

/// An article as it is compared.
#[derive(Debug)]
pub(super) struct Known {
    pub id: i64,
    pub signature: Signature,
    pub topic: TopicVector,
}

/// For each of the articles `asking`, what is nearest to it among the reports of the library and the `others`, which have no
/// list there yet.
pub(super) fn nearest<'a>(
    connection: &Connection,
    asking: impl Iterator<Item = &'a Known>,
    others: impl Iterator<Item = &'a Known>,
) -> rusqlite::Result<Vec<Candidates>> {
    let total: u32 = connection.query_row("SELECT total FROM whole", [], |row| row.get(0))?;
    let mut meeting = Meeting {
        asking: asking.map(|known| (known, Candidates::default())).collect(),
        terms: TermSet::default(),
        block: Nearest::in_library_of(total as usize),
        ids: Vec::new(),
    };
    for (known, _) in &meeting.asking {
        known.signature.iter().for_each(|(term, _)| meeting.terms.add(term));
    }
    // A copy stands for nothing that its first does not stand for.
    let mut statement = connection.prepare(
        "SELECT p.article_id, p.signature, p.topic
         FROM near n JOIN profile p ON p.article_id = n.article_id WHERE n.copy_of IS NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (signature, topic) = (Signature::from_blob(blob(row, 1)?), TopicVector::from_blob(blob(row, 2)?));
        meeting.admit(row.get(0)?, Cow::Owned(signature), topic);
    }
    for known in others {
        meeting.admit(known.id, Cow::Borrowed(&known.signature), known.topic);
    }
    meeting.ask();
    Ok(meeting.asking.into_iter().map(|(_, found)| found).collect())
}

struct Meeting<'a> {
    /// Who asks, and what was found for each.
    asking: Vec<(&'a Known, Candidates)>,
    /// Terms that they may be looked up by: no others are laid out.
    terms: TermSet,
    block: Nearest<'a>,
    /// The rows of the block's articles.
    ids: Vec<u32>,
}

impl<'a> Meeting<'a> {
    /// Takes an article up that others may be near to. None has a row beyond 32 bits.
    fn admit(&mut self, id: i64, signature: Cow<'a, Signature>, topic: TopicVector) {
        let Ok(id) = u32::try_from(id) else { return };
        self.ids.push(id);
        self.block.push(signature, topic);
        if self.block.len() >= Nearest::MOST {
            self.ask();
        }
    }

    /// Looks everything up in the block, and forgets the block.
    fn ask(&mut self) {
        if self.block.is_empty() {
            return;
        }
        self.block.lay_out(&self.terms);
        let (block, ids) = (&self.block, &self.ids);
        for lot in self.asking.chunks_mut(LOT) {
            let nearer = in_shares(lot, |share| {
                let mut scratch = Scratch::default();
                let mut all = Vec::new();
                let of = |(own, before): &(&Known, Candidates)| {
                    let floor = floor(before);
                    let near = block.to(&own.signature, own.topic, &mut scratch).filter_map(|near| {
                        let id = *ids.get(usize::from(near.place))?;
                        let is_near = near.closeness > floor && i64::from(id) != own.id;
                        is_near.then_some(Candidate { id, closeness: near.closeness })
                    });
                    keep_nearest(&mut all, before, near)
                };
                share.iter().map(of).collect()
            });
            for ((_, found), nearer) in lot.iter_mut().zip(nearer) {
                *found = nearer;
            }
        }
        self.block.clear();
        self.ids.clear();
    }
}

/// What is not closer is not kept.
fn floor(before: &[Candidate]) -> f32 {
    before.get(KEPT - 1).map_or(0.0, |last| last.closeness)
}

/// The nearest of those known before and those found now.
fn keep_nearest(
    all: &mut Vec<Candidate>,
    before: &[Candidate],
    found: impl Iterator<Item = Candidate>,
) -> Candidates {
    all.clear();
    all.extend_from_slice(before);
    all.extend(found);
    all.sort_unstable_by(|one, other| other.closeness.total_cmp(&one.closeness).then(one.id.cmp(&other.id)));
    all.truncate(KEPT);
    all.as_slice().into()
}
