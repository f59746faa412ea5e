//! The categories: a tree with totals, and the names by which they outlive an edition.

use super::{Library, StoreError, column, record};
use crate::news::{Category, CategoryId};
use rusqlite::OptionalExtension;
use std::collections::HashMap;

impl Library {
    /// All categories, parents before their parts and siblings in order; `unread` is the total until it is tallied.
    pub fn categories(&self) -> Result<Vec<Category>, StoreError> {
        let found = self.ask("reading categories", |connection| {
            let mut statement = connection
                .prepare_cached("SELECT id, parent_id, name, total FROM category ORDER BY position, id")?;
            let rows = statement.query_map([], |row| {
                let parent = column::number(row, 1)?;
                let total = column::count(row, 3)?;
                Ok(Category {
                    id: CategoryId(column::number(row, 0)?),
                    parent: (parent != 0).then_some(CategoryId(parent)),
                    name: column::text(row, 2)?,
                    total,
                    unread: total,
                })
            })?;
            rows.collect::<rusqlite::Result<Vec<Category>>>()
        })?;
        Ok(in_tree_order(found))
    }

    /// Names from the top to a category; empty for one that is not there.
    pub fn category_path(&self, id: CategoryId) -> Result<Vec<String>, StoreError> {
        self.ask("reading a category", |connection| record::category_path(connection, id))
    }

    /// The category of this path, from the top.
    pub fn category_at(&self, path: &[String]) -> Result<Option<CategoryId>, StoreError> {
        self.ask("finding a category", |connection| {
            let mut statement =
                connection.prepare_cached("SELECT id FROM category WHERE parent_id = ?1 AND name = ?2")?;
            let mut found = None;
            let mut parent = 0;
            for name in path {
                let id = statement
                    .query_row(rusqlite::params![parent, name], |row| column::number(row, 0))
                    .optional()?;
                let Some(id) = id else { return Ok(None) };
                (parent, found) = (id, Some(CategoryId(id)));
            }
            Ok(found)
        })
    }
}

/// Each category right after its parent and its parent's earlier parts. What hangs on nothing, or on itself, is left out.
fn in_tree_order(categories: Vec<Category>) -> Vec<Category> {
    let mut parts: HashMap<Option<CategoryId>, Vec<Category>> = HashMap::new();
    for category in categories.into_iter().rev() {
        parts.entry(category.parent).or_default().push(category);
    }
    let mut waiting = parts.remove(&None).unwrap_or_default();
    let mut ordered = Vec::new();
    while let Some(category) = waiting.pop() {
        waiting.extend(parts.remove(&Some(category.id)).unwrap_or_default());
        ordered.push(category);
    }
    ordered
}
