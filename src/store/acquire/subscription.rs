//! The feeds and pages that a library is fetched from, with what tells a site which version is at hand, and what came of
//! asking it the last time.

use super::writer::LibraryWriter;
use crate::store::error::OnFile;
use crate::store::schema::WITH_FAILURES;
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
    /// What came of asking it since, if it was in vain.
    pub failure: Option<Unanswered>,
}

/// Why a subscription gave nothing the last time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unanswered {
    /// When, Unix seconds.
    pub at: i64,
    /// Why, by the name that reports in JSON give.
    pub reason: String,
    /// What was said about it.
    pub detail: String,
    /// The site asks not to be asked before, Unix seconds.
    pub not_before: Option<i64>,
}

const READING: &str = "reading the subscriptions";

/// All subscriptions, with what came of asking them.
const WITH_FAILURE: &str =
    "SELECT url, title, etag, last_modified, checked, failed, reason, detail, not_before
     FROM subscription ORDER BY id";
/// The same of a library of a format that does not note it.
const WITHOUT_FAILURE: &str = "SELECT url, title, etag, last_modified, checked, NULL, NULL, NULL, NULL
     FROM subscription ORDER BY id";

fn all(connection: &Connection, format: i32) -> rusqlite::Result<Vec<Subscription>> {
    let sql = if format < WITH_FAILURES { WITHOUT_FAILURE } else { WITH_FAILURE };
    let mut query = connection.prepare_cached(sql)?;
    let rows = query.query_map([], |row| {
        let failed: Option<i64> = row.get(5)?;
        let (reason, detail): (Option<String>, Option<String>) = (row.get(6)?, row.get(7)?);
        let not_before = row.get(8)?;
        let (reason, detail) = (reason.unwrap_or_default(), detail.unwrap_or_default());
        Ok(Subscription {
            url: row.get(0)?,
            title: row.get(1)?,
            etag: row.get(2)?,
            last_modified: row.get(3)?,
            checked: row.get(4)?,
            failure: failed.map(|at| Unanswered { at, reason, detail, not_before }),
        })
    })?;
    rows.collect()
}

impl Library {
    /// All subscriptions, in the order in which they were added; reading them makes and changes no file.
    pub fn subscriptions(&self) -> Result<Vec<Subscription>, StoreError> {
        let format = self.format();
        self.ask(READING, |connection| all(connection, format))
    }
}

impl LibraryWriter {
    /// All subscriptions, in the order in which they were added.
    pub fn subscriptions(&self) -> Result<Vec<Subscription>, StoreError> {
        all(&self.connection, WITH_FAILURES).on(self.path(), READING)
    }

    /// Adds a subscription, or notes what is new of one: what it is without stays as it is known, but for a failure, which a
    /// success ends.
    pub fn subscribe(&mut self, subscription: &Subscription) -> Result<(), StoreError> {
        let failure = subscription.failure.as_ref();
        self.in_batch("writing a subscription", |writer, _| {
            writer
                .connection
                .prepare_cached(
                    "INSERT INTO subscription (url, title, etag, last_modified, checked, failed, reason, detail, not_before)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                     ON CONFLICT (url) DO UPDATE SET title = coalesce(?2, title), etag = coalesce(?3, etag),
                       last_modified = coalesce(?4, last_modified), checked = coalesce(?5, checked),
                       failed = ?6, reason = ?7, detail = ?8, not_before = ?9",
                )?
                .execute(params![
                    subscription.url,
                    subscription.title,
                    subscription.etag,
                    subscription.last_modified,
                    subscription.checked,
                    failure.map(|failure| failure.at),
                    failure.map(|failure| failure.reason.as_str()),
                    failure.map(|failure| failure.detail.as_str()),
                    failure.and_then(|failure| failure.not_before),
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
        assert_eq!(writer.subscriptions().unwrap(), std::slice::from_ref(&known));
        let failure = Unanswered {
            at: 2,
            reason: "not_fetched".into(),
            detail: "503 Busy".into(),
            not_before: Some(3_600),
        };
        let failing = Subscription { failure: Some(failure), ..known.clone() };
        writer.subscribe(&failing).unwrap();
        assert_eq!(writer.subscriptions().unwrap(), [failing]);
        writer.subscribe(&known).unwrap();
        assert_eq!(writer.subscriptions().unwrap(), [known]);
        assert!(writer.unsubscribe("https://a.example/feed").unwrap());
        assert!(!writer.unsubscribe("https://a.example/feed").unwrap());
        assert_eq!(writer.subscriptions().unwrap(), []);
        writer.finish().unwrap();
    }
}
