//! An article by what a person calls it: its number, its address, its exact title.

use super::{Library, StoreError, column};
use crate::news::{ArticleId, identity};
use rusqlite::OptionalExtension;

impl Library {
    /// The articles meant by `words`, best first: a number or an address means one, a title may mean several.
    ///
    /// Titles are compared folded: width, case and punctuation do not matter.
    pub fn find(&self, words: &str) -> Result<Vec<ArticleId>, StoreError> {
        let words = words.trim();
        self.ask("finding an article", |connection| {
            if let Ok(number) = words.parse::<i64>() {
                let found = connection.prepare_cached("SELECT 1 FROM article WHERE id = ?1")?.exists([number])?;
                if found {
                    return Ok(vec![ArticleId(number)]);
                }
            }
            if let Some(hash) = identity::address_hash(words) {
                let found = connection
                    .prepare_cached("SELECT article_id FROM alias WHERE hash = ?1")?
                    .query_row([hash], |row| column::number(row, 0))
                    .optional()?;
                if let Some(id) = found {
                    return Ok(vec![ArticleId(id)]);
                }
            }
            let sources: Vec<String> = connection
                .prepare_cached("SELECT name FROM source ORDER BY id")?
                .query_map([], |row| column::text(row, 0))?
                .collect::<rusqlite::Result<_>>()?;
            let mut statement = connection.prepare_cached(
                "SELECT id FROM article WHERE title_hash = ?1 AND title_hash IS NOT NULL ORDER BY published DESC",
            )?;
            let mut found = Vec::new();
            for hash in sources.iter().filter_map(|source| identity::title_hash(source, words)) {
                for id in statement.query_map([hash], |row| column::number(row, 0))? {
                    found.push(ArticleId(id?));
                }
            }
            Ok(found)
        })
    }
}
