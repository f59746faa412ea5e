//! What is named to `fetch`: addresses, and OPML files that list them; what else it may be is told from it.

use crate::cli::exit::Failure;
use crate::import::{self, Format, ImportError, Reason, opml};
use crate::store::Subscription;
use std::collections::HashSet;
use std::path::Path;

/// What was named, each address once.
#[derive(Debug, Default)]
pub struct Named {
    /// What can be fetched.
    pub subscriptions: Vec<Subscription>,
    /// Entries of lists that cannot, by what they are called, and why.
    pub unusable: Vec<(String, ImportError)>,
}

/// Reads what was named.
pub fn named(sources: &[String]) -> Result<Named, Failure> {
    let mut named = Named::default();
    for source in sources {
        if is_address(source) {
            let url = source.clone();
            named.subscriptions.push(Subscription { url, ..Subscription::default() });
        } else if source.contains("://") {
            return Err(Failure::usage("usage.only-http", [("url", source)]));
        } else {
            named.read(source)?;
        }
    }
    let mut seen = HashSet::new();
    named.subscriptions.retain(|subscription| seen.insert(subscription.url.clone()));
    Ok(named)
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

impl Named {
    /// Reads a file that lists feeds.
    fn read(&mut self, path: &str) -> Result<(), Failure> {
        let bytes = std::fs::read(Path::new(path))
            .map_err(|reason| Failure::File { path: path.to_owned(), reason })?;
        match import::format_of(&bytes, Path::new(path)) {
            Some(Format::Opml) => {}
            Some(Format::Feed | Format::Wxr) => {
                return Err(Failure::usage("usage.feed-on-disk", [("path", &path)]));
            }
            _ => return Err(Failure::usage("usage.no-feed-list", [("path", &path)])),
        }
        let (feeds, unusable) = opml::feeds(&import::decode(&bytes, None, None).text);
        self.subscriptions.extend(feeds.into_iter().map(|feed| Subscription {
            url: feed.url,
            title: Some(feed.title).filter(|title| !title.is_empty()),
            ..Subscription::default()
        }));
        self.unusable.extend(unusable.into_iter().map(|entry| {
            let why = match entry.url.as_str() {
                "" => "no address",
                url if url.contains(':') && !url.starts_with(|c: char| c.is_ascii_digit()) => {
                    "only http and https are fetched"
                }
                _ => "an address begins with http:// or https://",
            };
            let called = format!("{path}: {} {}", entry.title, entry.url);
            (called.trim_end().to_owned(), ImportError::new(Reason::NotFetched, why))
        }));
        Ok(())
    }
}
