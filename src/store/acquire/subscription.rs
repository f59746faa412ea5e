//! The feeds and pages that a library is fetched from, with what tells a site which version is at hand.

use super::writer::LibraryWriter;
use crate::store::error::OnFile;
use crate::store::{Library, StoreError};
use rusqlite::{Connection, params};

/// An address that is fetched again and again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subscription {
    /// The address.
    pub url: String,
    /// Name of the source its articles belong to; the feed's own where `None`.
    pub title: Option<String>,
    /// `ETag` of the version at hand.
    pub etag: Option<String>,
    /// `Last-Modified` of the version at hand.
    pub last_modified: Option<String>,
    /// When it was last asked with success, Unix seconds.
    pub checked: Option<i64>,
}

const READING: &str = "reading the subscriptions";

fn all(connection: &Connection) -> rusqlite::Result<Vec<Subscription>> {
    let mut query = connection
        .prepare_cached("SELECT url, title, etag, last_modified, checked FROM subscription ORDER BY id")?;
    let rows = query.query_map([], |row| {
        Ok(Subscription {
            url: row.get(0)?,
            title: row.get(1)?,
            etag: row.get(2)?,
            last_modified: row.get(3)?,
            checked: row.get(4)?,
        })
    })?;
    rows.collect()
}

impl Library {
    /// All subscriptions, in the order in which they were added; reading them makes and changes no file.
    pub fn subscriptions(&self) -> Result<Vec<Subscription>, StoreError> {
        self.ask(READING, all)
    }
}

impl LibraryWriter {
    /// All subscriptions, in the order in which they were added.
    pub fn subscriptions(&self) -> Result<Vec<Subscription>, StoreError> {
        all(&self.connection).on(self.path(), READING)
    }

    /// Adds a subscription, or notes what is new of one.
    pub fn subscribe(&mut self, subscription: &Subscription) -> Result<(), StoreError> {
        self.in_batch("writing a subscription", |writer, _| {
            writer
                .connection
                .prepare_cached(
                    "INSERT INTO subscription (url, title, etag, last_modified, checked) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (url) DO UPDATE SET title = coalesce(?2, title), etag = coalesce(?3, etag),
                       last_modified = coalesce(?4, last_modified), checked = coalesce(?5, checked)",
                )?
                .execute(params![
                    subscription.url,
                    subscription.title,
                    subscription.etag,
                    subscription.last_modified,
                    subscription.checked,
                ])
        })?;
        Ok(())
    }

    /// Ends the subscription of an address; whether there was one. Articles stay.
    pub fn unsubscribe(&mut self, url: &str) -> Result<bool, StoreError> {
        let ended = self.in_batch("ending a subscription", |writer, _| {
            writer.connection.prepare_cached("DELETE FROM subscription WHERE url = ?1")?.execute([url])
        })?;
        Ok(ended > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscription_is_added_once_and_keeps_what_it_knows() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = LibraryWriter::open(&folder.path().join("library.db")).unwrap();
        let first = Subscription {
            url: "https://a.example/feed".into(),
            etag: Some("v1".into()),
            ..Subscription::default()
        };
        writer.subscribe(&first).unwrap();
        let again =
            Subscription { title: Some("某报".into()), etag: None, checked: Some(1), ..first.clone() };
        writer.subscribe(&again).unwrap();
        let known = Subscription { title: Some("某报".into()), checked: Some(1), ..first };
        assert_eq!(writer.subscriptions().unwrap(), [known]);
        assert!(writer.unsubscribe("https://a.example/feed").unwrap());
        assert!(!writer.unsubscribe("https://a.example/feed").unwrap());
        assert_eq!(writer.subscriptions().unwrap(), []);
        writer.finish().unwrap();
    }
}
