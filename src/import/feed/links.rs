//! Which links of a feed name no article: those that several of its items have, and the one to the feed's own home page.
//!
//! All items are looked at before the first is handed on. Of a feed that is longer than fits, only those that came before.

use crate::news::identity;
use std::collections::HashMap;
use url::Url;
use xxhash_rust::xxh3::xxh3_64;

/// The links of a feed's items.
#[derive(Debug, Default)]
pub(super) struct Links {
    home: Option<i64>,
    items: HashMap<i64, u32>,
}

impl Links {
    /// The links of a feed whose home page is known, or not.
    pub fn of(home: Option<&Url>) -> Self {
        Self { home: home.map(|home| name(home.as_str())), items: HashMap::new() }
    }

    /// Notes the link of an item.
    pub fn note(&mut self, link: &str) {
        *self.items.entry(name(link)).or_default() += 1;
    }

    /// Whether a link says nothing of which article it is.
    pub fn is_shared(&self, link: &str) -> bool {
        let link = name(link);
        self.home == Some(link) || self.items.get(&link).is_some_and(|count| *count > 1)
    }
}

/// Of an address, however it is written; of what is none, as it is written.
fn name(link: &str) -> i64 {
    identity::address_hash(link).unwrap_or_else(|| xxh3_64(link.as_bytes()) as i64)
}
