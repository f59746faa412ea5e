//! The story that an article belongs to: the reports of one event over time, in order.
//!
//! Grown from the open article: a report joins when it is close to one that is in already, near to it in time, and still about what
//! the open one is about, so that a chain of reports does not wander off to another event.

use super::profile::days;
use super::{Profile, Signature};

/// Cosine to a report that is in already.
const LINK: f32 = 0.28;
/// Cosine to the report that was opened.
const CORE: f32 = 0.18;
/// Heavy terms that two reports of one event must share: its names and numbers.
const NAMES: usize = 4;
/// Weight from which on a term is heavy, of 255.
const HEAVY: u8 = 96;
/// Days that may pass between two reports of one event.
const PAUSE: u32 = 30;
/// Most reports of a story.
pub const LONGEST: usize = 40;

/// Whether two reports can be of one event.
pub fn is_follow_up(one: &Profile, other: &Profile) -> bool {
    let near_in_time = match (one.published, other.published) {
        (Some(one), Some(other)) => days(one, other) <= PAUSE,
        _ => true,
    };
    near_in_time
        && one.signature.cosine(&other.signature) >= LINK
        && share_names(&one.signature, &other.signature)
}

/// Whether a report is still about what the opened one is about.
pub fn is_on_subject(opened: &Profile, other: &Profile) -> bool {
    opened.signature.cosine(&other.signature) >= CORE
}

fn share_names(one: &Signature, other: &Signature) -> bool {
    one.common(other)
        .filter(|(_, weight, other)| *weight.max(other) >= HEAVY && *weight.min(other) >= HEAVY / 2)
        .count()
        >= NAMES
}
