//! Where indexes over articles are kept up, in the same transaction as the articles.
//!
//! The writer calls this one place for every article whose words came or changed. Search, the lexicon and kinship are
//! called from here; they own their tables and this file owns nothing of theirs.

use super::Prepared;
use crate::news::ArticleId;
use crate::store::{Plain, kinship, lexicon, record, search};
use rusqlite::Connection;
use std::sync::Arc;

/// What indexes keep in memory while articles come in.
#[derive(Debug, Default)]
pub(super) struct Indexes {
    search: search::Batch,
    lexicon: lexicon::Batch,
    kinship: kinship::Fresh,
}

impl Indexes {
    /// An article was added.
    pub(super) fn added(
        &mut self,
        transaction: &Connection,
        id: ArticleId,
        article: &Prepared,
    ) -> rusqlite::Result<()> {
        self.search.add(id, Arc::clone(&article.postings));
        self.lexicon.add(&article.contents);
        kinship::note(transaction, id.0)?;
        self.kinship.add(transaction, id.0, Arc::clone(&article.cut))
    }

    /// An article is about to change: its old terms are read while the library still holds them.
    pub(super) fn changing(&mut self, transaction: &Connection, id: ArticleId) -> rusqlite::Result<()> {
        if let Some(stored) = record::load(transaction, id.0)? {
            let body = Plain::of(&stored.article.body);
            self.lexicon.remove(&lexicon::contents(&stored.article, &stored.title, &body));
        }
        self.search.remove(transaction, id)
    }

    /// An article has changed; `reworded` if its title or its text did.
    pub(super) fn changed(
        &mut self,
        transaction: &Connection,
        id: ArticleId,
        (article, reworded): (&Prepared, bool),
    ) -> rusqlite::Result<()> {
        self.search.add(id, Arc::clone(&article.postings));
        self.lexicon.add(&article.contents);
        if reworded {
            kinship::forget(transaction, id.0)?;
            kinship::note(transaction, id.0)?;
            self.kinship.add(transaction, id.0, Arc::clone(&article.cut))?;
        }
        Ok(())
    }

    /// A batch is about to be committed.
    pub(super) fn committing(&mut self, transaction: &Connection) -> rusqlite::Result<()> {
        self.lexicon.write(transaction)?;
        self.search.write(transaction)
    }

    /// All articles of the import are in: each is given what belongs with it.
    pub(super) fn finish(&mut self, transaction: &Connection) -> rusqlite::Result<()> {
        // Everything of it is written; what it keeps for the next batch would stand beside all that kinship compares.
        self.search.forget();
        // What an import that was broken off left is taken up by this one.
        if self.lexicon.has_changed() || kinship::is_due(transaction)? {
            lexicon::write_vocabulary(transaction)?;
        }
        kinship::settle(transaction, &mut self.kinship)
    }

    /// A batch was rolled back: what is in memory of it is forgotten.
    pub(super) fn rolled_back(&mut self) {
        *self = Self::default();
    }
}
