//! One article put into the library: found under its names, added, merged with the copy that is there, or left alone.
//!
//! All within the writer's transaction. An article that comes in unchanged costs two look-ups.

use super::merge::{self, Merged};
use super::prepared::{Source, UNNAMED};
use super::rows::{self, RowFacts};
use super::shelves::{Shelves, Standing};
use super::{Prepared, indexes::Indexes, thumbnails};
use crate::news::identity::{self, Alias, Rank};
use crate::news::{Article, ArticleId, ArticleKey};
use crate::store::record::{self, Record};
use rusqlite::{Connection, OptionalExtension, params};

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Put {
    /// Its row.
    pub id: ArticleId,
    /// Its identity.
    pub key: ArticleKey,
    /// What was done.
    pub outcome: Outcome,
}

/// What was done with an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum Outcome {
    /// It is new.
    Added,
    /// It was there and something of it changed.
    Updated,
    /// It was there just so.
    Unchanged,
}

/// Where and with what an article is written.
#[derive(Debug)]
pub(super) struct Filing<'a> {
    pub connection: &'a Connection,
    pub shelves: &'a mut Shelves,
    pub indexes: &'a mut Indexes,
    /// Unix seconds.
    pub now: i64,
}

impl Filing<'_> {
    /// Puts one article in.
    pub(super) fn put(&mut self, prepared: &Prepared) -> rusqlite::Result<Put> {
        let mut is_told_by_words = false;
        for alias in &prepared.aliases {
            let Some(id) = rows::holder(self.connection, *alias)? else { continue };
            match self.known_as(*alias, id, prepared)? {
                Some(put) => return Ok(put),
                None => is_told_by_words |= alias.rank == Rank::TitleAndDay,
            }
        }
        if !is_told_by_words || best(&prepared.aliases).rank < Rank::TitleAndDay {
            return self.add(prepared, &prepared.aliases);
        }
        // Another article of this title and day has the name; of the same title, day and words there is but one.
        let alias = identity::words_alias(&prepared.article, &prepared.source.name);
        if let Some(id) = rows::holder(self.connection, alias)?
            && let Some(put) = self.known_as(alias, id, prepared)?
        {
            return Ok(put);
        }
        let bytes = prepared.aliases.iter().copied().filter(|alias| alias.rank == Rank::Bytes);
        let names: Vec<Alias> = std::iter::once(alias).chain(bytes).collect();
        self.add(prepared, &names)
    }

    /// Puts an article in as a copy of the one that has its name, if it is one.
    fn known_as(&mut self, alias: Alias, id: i64, prepared: &Prepared) -> rusqlite::Result<Option<Put>> {
        if let Some(key) = self.unchanged(id, prepared)? {
            // A library that was made before may not know its articles by their bytes.
            let bytes = prepared.aliases.last().filter(|alias| alias.rank == Rank::Bytes);
            rows::add_aliases(self.connection, id, bytes.map_or(&[], std::slice::from_ref))?;
            return Ok(Some(Put { id: ArticleId(id), key, outcome: Outcome::Unchanged }));
        }
        let Some(stored) = record::load(self.connection, id)? else { return Ok(None) };
        if alias.rank == Rank::Bytes && prepared.source.name == UNNAMED {
            // The same bytes tell nothing new, but for the source that was not named this time.
            let (id, key) = (ArticleId(id), ArticleKey(stored.key));
            return Ok(Some(Put { id, key, outcome: Outcome::Unchanged }));
        }
        if alias.rank == Rank::Bytes && prepared.is_of_no_named_source() && stored.source != UNNAMED {
            // They may tell an address, but whoever gave it has not said that the source is another.
            let source = Source { name: stored.source.clone(), ..prepared.source.clone() };
            let named = Prepared { source, ..prepared.clone() };
            return self.meet(id, &stored, &named).map(Some);
        }
        let is_same = matches!(alias.rank, Rank::External | Rank::Address | Rank::Bytes);
        if is_same || may_be_one(&stored.article, &prepared.article) {
            return self.meet(id, &stored, prepared).map(Some);
        }
        Ok(None)
    }

    /// Writes over article `id` with what was read anew from its original.
    pub(super) fn put_anew(&mut self, id: i64, prepared: &Prepared) -> rusqlite::Result<Put> {
        if let Some(key) = self.unchanged(id, prepared)? {
            return Ok(Put { id: ArticleId(id), key, outcome: Outcome::Unchanged });
        }
        match record::load(self.connection, id)? {
            Some(stored) => self.meet(id, &stored, prepared),
            None => self.add(prepared, &prepared.aliases),
        }
    }

    /// The key of article `id` when this very copy is what it was written from.
    fn unchanged(&self, id: i64, prepared: &Prepared) -> rusqlite::Result<Option<ArticleKey>> {
        let article = &prepared.article;
        self.connection
            .prepare_cached(
                "SELECT key FROM article
                 WHERE id = ?1 AND content_hash = ?2 AND fidelity >= ?3 AND captured IS ?4 AND counted IS ?4
                   AND views IS ?5 AND comments IS ?6 AND views_raw IS ?7
                   AND source_id = (SELECT id FROM source WHERE name = ?8)",
            )?
            .query_row(
                params![
                    id,
                    prepared.content_hash,
                    article.fidelity as u8,
                    article.captured_at,
                    article.views.and_then(|views| i64::try_from(views).ok()),
                    article.comments.and_then(|comments| i64::try_from(comments).ok()),
                    article.views_raw,
                    prepared.source.name,
                ],
                |row| row.get(0).map(ArticleKey),
            )
            .optional()
    }

    fn add(&mut self, prepared: &Prepared, names: &[Alias]) -> rusqlite::Result<Put> {
        let connection = self.connection;
        let key = best(names);
        let standing = self.shelves.standing(connection, &prepared.article, key.hash)?;
        let facts = RowFacts {
            source: self.shelves.source(connection, &prepared.source)?,
            key,
            content_hash: prepared.content_hash,
            counted: prepared.article.captured_at,
            imported: self.now,
            revision: 1,
        };
        let id = rows::write_article(connection, None, prepared, &standing, &facts)?;
        rows::write_body(connection, id, prepared)?;
        rows::add_aliases(connection, id, names)?;
        rows::write_paragraphs(connection, id, &prepared.paragraphs)?;
        self.shelves.place(connection, id, &standing)?;
        self.indexes.added(connection, ArticleId(id), prepared)?;
        Ok(Put { id: ArticleId(id), key: ArticleKey(key.hash), outcome: Outcome::Added })
    }

    /// Merges a copy with the article that is there.
    fn meet(&mut self, id: i64, stored: &Record, incoming: &Prepared) -> rusqlite::Result<Put> {
        let superseded = rows::is_superseded(self.connection, id, incoming.content_hash)?;
        let merged = merge::merge(stored, incoming, superseded);
        let mut key = Alias { rank: Rank::from_stored(stored.key_rank), hash: stored.key };
        rows::add_aliases(self.connection, id, &incoming.aliases)?;
        for alias in incoming.aliases.iter().filter(|alias| **alias < key) {
            // A name may be another's.
            if rows::holder(self.connection, *alias)? == Some(id) {
                key = *alias;
                break;
            }
        }
        let told_same = same_but_when(&merged.article, &stored.article);
        let same = merged.article == stored.article
            && merged.content_hash == stored.content_hash
            && merged.counted == stored.counted
            && key.hash == stored.key
            && stored.broken.is_none();
        if !same {
            self.write_over(id, stored, merged, (key, incoming))?;
        }
        let outcome = if told_same { Outcome::Unchanged } else { Outcome::Updated };
        Ok(Put { id: ArticleId(id), key: ArticleKey(key.hash), outcome })
    }

    fn write_over(
        &mut self,
        id: i64,
        stored: &Record,
        merged: Merged,
        (key, incoming): (Alias, &Prepared),
    ) -> rusqlite::Result<()> {
        let connection = self.connection;
        let source = if merged.replaced {
            incoming.source.clone()
        } else {
            Source { name: stored.source.clone(), base_url: None }
        };
        let now = Prepared::of(merged.article, &source);
        let reworded = now.blocks != stored.blocks || now.title != stored.title;
        let revision = stored.revision + u32::from(reworded);
        if merged.replaced {
            let kept = merge::much_changed(&stored.article, &now.article).then_some(stored.blocks.as_str());
            rows::supersede(
                connection,
                id,
                (stored.content_hash, merged.content_hash),
                stored.revision,
                kept,
            )?;
        }
        let standing = self.stand_anew(id, stored, &now, key)?;
        let facts = RowFacts {
            source: self.shelves.source(connection, &source)?,
            key,
            content_hash: merged.content_hash,
            counted: merged.counted,
            imported: if reworded { self.now } else { stored.imported },
            revision,
        };
        self.indexes.changing(connection, ArticleId(id))?;
        rows::write_article(connection, Some(id), &now, &standing, &facts)?;
        self.write_words(id, stored, &now)?;
        self.indexes.changed(connection, ArticleId(id), (&now, reworded))
    }

    fn write_words(&self, id: i64, stored: &Record, now: &Prepared) -> rusqlite::Result<()> {
        let connection = self.connection;
        if now.blocks != stored.blocks || now.about != stored.about {
            rows::write_body(connection, id, now)?;
        }
        if now.blocks != stored.blocks {
            rows::write_paragraphs(connection, id, &now.paragraphs)?;
            thumbnails::follow(connection, id, &stored.article.body, &now.article.body)?;
        }
        Ok(())
    }

    /// Moves the article to the shelves where it stands now.
    fn stand_anew(
        &mut self,
        id: i64,
        stored: &Record,
        now: &Prepared,
        key: Alias,
    ) -> rusqlite::Result<Standing> {
        let was = self.shelves.standing(self.connection, &stored.article, stored.key)?;
        let is = self.shelves.standing(self.connection, &now.article, key.hash)?;
        if was != is {
            self.shelves.displace(self.connection, id, &was)?;
            self.shelves.place(self.connection, id, &is)?;
        }
        Ok(is)
    }
}

fn best(aliases: &[Alias]) -> Alias {
    aliases.first().copied().unwrap_or(Alias { rank: Rank::Words, hash: 0 })
}

/// Whether two copies with the same title on the same day can be one article: not when the source itself
/// tells them apart by number or by address, nor when their texts have little in common.
fn may_be_one(stored: &Article, incoming: &Article) -> bool {
    if !stored.external_ids.is_empty() && !incoming.external_ids.is_empty() {
        return false;
    }
    let apart = match (&stored.url, &incoming.url) {
        // A feed gives several articles one address; it tells none of them apart.
        (Some(one), Some(other)) => one != other && identity::host(one) == identity::host(other),
        _ => false,
    };
    !apart && identity::resemble(stored, incoming)
}

/// Whether nothing differs but how and when it was captured.
fn same_but_when(one: &Article, other: &Article) -> bool {
    let when = |article: &Article| (article.fidelity, article.captured_at);
    if when(one) == when(other) {
        return one == other;
    }
    let mut as_other = one.clone();
    (as_other.fidelity, as_other.captured_at) = when(other);
    &as_other == other
}
