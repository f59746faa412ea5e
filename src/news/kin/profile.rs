//! What is kept of an article to compare it with others, and the choice of those that are shown beside it.
//!
//! Closeness comes first; the same category and nearness in time weigh a little; what says the same as one already chosen
//! steps back, so that the few that are shown differ (maximal marginal relevance, Carbonell and Goldstein 1998).

use super::{Shingles, Signature, TopicVector, closeness};

/// Closeness below which two articles have nothing to do with each other, whatever else they share.
pub const FLOOR: f32 = 0.06;
/// The same for the closest few, where nothing is closer: in a small library even what belongs together shares little.
const LOW_FLOOR: f32 = 0.04;
/// How many may be shown from there on.
const FEW: usize = 3;
/// Gain of an article of the same category.
const SAME_CATEGORY: f32 = 0.04;
/// Most that distance in time takes away.
const TIME: f32 = 0.12;
/// Days after which two thirds of that are taken.
const FADING: f32 = 120.0;
/// What likeness to one that is already chosen takes away, for the part of it above [`TOLERATED`].
const REPETITION: f32 = 0.3;
/// Likeness that two of the chosen may have.
const TOLERATED: f32 = 0.35;

/// An article as it is compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// Its telling terms.
    pub signature: Signature,
    /// Its topics.
    pub topic: TopicVector,
    /// The sketch of its text; `None` where it is damaged.
    pub shingles: Option<Shingles>,
    /// When it was published, Unix seconds.
    pub published: Option<i64>,
    /// Its leaf category.
    pub category: Option<i64>,
    /// Where it came from.
    pub source: i64,
    /// Its row; neighbours came in together.
    pub row: i64,
    /// The first of its copies: the same for all of them.
    pub report: i64,
}

/// One of the candidates, chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chosen {
    /// Its position among the candidates.
    pub at: usize,
    /// Closeness, 0 to 1.
    pub score: f32,
}

impl Profile {
    /// Closeness of words and topics, before anything else is weighed.
    pub fn closeness(&self, other: &Self) -> f32 {
        closeness(self.signature.cosine(&other.signature), self.topic, other.topic)
    }

    /// Whether both are the same report.
    pub fn is_copy(&self, other: &Self) -> bool {
        self.report == other.report
            || match (&self.shingles, &other.shingles) {
                (Some(one), Some(two)) => one.is_copy(two),
                _ => false,
            }
    }

    /// Of `candidates`, at most `limit` to be shown beside this article, in that order. Copies of it are left out; of
    /// candidates that are copies of each other one stands for all, the one that stands nearest to this article.
    pub fn choose(&self, candidates: &[Self], limit: usize) -> Vec<Chosen> {
        let mut open: Vec<Open<'_>> = candidates
            .iter()
            .enumerate()
            .map(|(at, profile)| Open { at, profile, score: self.weighed(profile), penalty: 0.0 })
            .filter(|open| open.score > LOW_FLOOR && !self.is_copy(open.profile))
            .collect();
        open.sort_by(|one, other| other.score.total_cmp(&one.score));
        let close = open.partition_point(|open| open.score > FLOOR);
        open.truncate(close.max(FEW));
        let mut chosen = Vec::with_capacity(limit);
        while chosen.len() < limit
            && let Some(best) = best(&open)
        {
            let (copies, mut rest): (Vec<_>, Vec<_>) =
                open.into_iter().partition(|open| open.at == best.at || open.profile.is_copy(best.profile));
            let Some(shown) = copies.iter().min_by_key(|copy| self.distance(copy.profile)) else { break };
            chosen.push(Chosen { at: shown.at, score: best.score });
            for other in &mut rest {
                let alike = other.profile.signature.cosine(&best.profile.signature);
                other.penalty = other.penalty.max(REPETITION * (alike - TOLERATED).max(0.0));
            }
            open = rest;
        }
        chosen
    }

    /// How far another article stands from this one: another source is farther than another day, another day farther
    /// than another row. Of copies the nearest is shown: it was written for the same readers at the same time.
    fn distance(&self, other: &Self) -> (bool, u32, u64) {
        let days = match (self.published, other.published) {
            (Some(one), Some(two)) => days(one, two),
            _ => 0,
        };
        (self.source != other.source, days, self.row.abs_diff(other.row))
    }

    fn weighed(&self, other: &Self) -> f32 {
        let mut weight = 1.0;
        if self.category.is_some() && self.category == other.category {
            weight += SAME_CATEGORY;
        }
        if let (Some(one), Some(two)) = (self.published, other.published) {
            weight -= TIME * (1.0 - (-(days(one, two) as f32) / FADING).exp());
        }
        (self.closeness(other) * weight).clamp(0.0, 1.0)
    }
}

/// Days between two times.
pub(super) fn days(one: i64, other: i64) -> u32 {
    u32::try_from(one.abs_diff(other) / 86_400).unwrap_or(u32::MAX)
}

/// A candidate that is not chosen yet.
#[derive(Clone, Copy)]
struct Open<'a> {
    at: usize,
    profile: &'a Profile,
    score: f32,
    penalty: f32,
}

/// The best that is left; of equals the first.
fn best<'a>(open: &[Open<'a>]) -> Option<Open<'a>> {
    let value = |open: &Open<'_>| open.score - open.penalty;
    open.iter().rev().max_by(|one, other| value(one).total_cmp(&value(other))).copied()
}
