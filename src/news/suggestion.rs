//! A word that letters may mean.

/// A word of the library, as a candidate for letters typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The word, in simplified characters.
    pub word: String,
    /// Articles that hold it.
    pub articles: u64,
}
