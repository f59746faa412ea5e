//! Where indexes over articles are kept up, in the same transaction as the articles.
//!
//! The writer calls this one place for every article whose words came or changed. Search and kinship are called
//! from here; they own their tables and this file owns nothing of theirs.

use super::Prepared;
use crate::news::ArticleId;
use rusqlite::Connection;

/// What indexes keep in memory while articles come in.
#[derive(Debug, Default)]
pub(super) struct Indexes {}

impl Indexes {
    /// An article was added.
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "search and kinship are joined here: each adds its call"
    )]
    pub(super) fn added(
        &mut self,
        _transaction: &Connection,
        _id: ArticleId,
        _article: &Prepared,
    ) -> rusqlite::Result<()> {
        Ok(())
    }

    /// An article's words changed: what was indexed of it goes, what it is now comes.
    pub(super) fn changed(
        &mut self,
        transaction: &Connection,
        id: ArticleId,
        article: &Prepared,
    ) -> rusqlite::Result<()> {
        self.removed(transaction, id)?;
        self.added(transaction, id, article)
    }

    /// What was indexed of an article goes.
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "search and kinship are joined here: each adds its call"
    )]
    pub(super) fn removed(&mut self, _transaction: &Connection, _id: ArticleId) -> rusqlite::Result<()> {
        Ok(())
    }

    /// A batch is about to be committed.
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "search and kinship are joined here: each adds its call"
    )]
    pub(super) fn committing(&mut self, _transaction: &Connection) -> rusqlite::Result<()> {
        Ok(())
    }

    /// A batch was rolled back: what is in memory of it is forgotten.
    pub(super) fn rolled_back(&mut self) {
        *self = Self::default();
    }
}
