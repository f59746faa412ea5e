//! What was searched for: remembered for the next time, and counted by what it may be narrowed to.

use super::CategoryId;

/// The searches of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Searches {
    /// What was searched for lately, the last first.
    pub recent: Vec<String>,
    /// What is kept as a list of its own, in the order in which it was saved.
    pub saved: Vec<String>,
}

/// The hits of a search by category, year and source, each with the most frequent first; years the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// Leaf categories.
    pub categories: Vec<(CategoryId, u64)>,
    /// Years at China's time.
    pub years: Vec<(i16, u64)>,
    /// Papers and sites.
    pub sources: Vec<(String, u64)>,
}
