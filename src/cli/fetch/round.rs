//! One round of asking: each address once, what came of it brought in, and what it said noted for the next time.
//!
//! An address that is new becomes a subscription when something came of it, or may the next time.

use crate::cli::exit::Failure;
use crate::cli::import::{Ready, prepared, take};
use crate::import::fetch::{Fetched, Fetcher, Unfetched, Validators, named_feed};
use crate::import::{self, ImportError, Lacking, Options, Origin, Reason, Report};
use crate::locale::Language;
use crate::news::{Moment, Precision};
use crate::store::{LibraryWriter, Subscription, Unanswered};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use url::Url;

/// A round with what it has to hand.
#[derive(Debug)]
pub struct Round<'a> {
    pub writer: LibraryWriter,
    pub fetcher: Fetcher,
    pub report: Report,
    /// What is to be said beside the report.
    pub remarks: Vec<String>,
    /// An address that was named did not become a subscription.
    pub left_out: bool,
    pub stop: &'a Arc<AtomicBool>,
    pub language: Language,
}

/// An address that is to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What is known of it.
    pub subscription: Subscription,
    /// It is named for the first time.
    pub is_new: bool,
}

/// What was answered.
struct Page {
    url: Url,
    bytes: Vec<u8>,
    validators: Validators,
}

/// What came of a page.
struct Came {
    /// Articles came in, or there is nothing wrong with their being none.
    is_some: bool,
    /// Why the last of what did not come in did not.
    refused: Option<ImportError>,
    /// All of it came in.
    is_whole: bool,
}

impl Round<'_> {
    /// Asks one address.
    pub fn ask(&mut self, wanted: &Wanted) -> Result<(), Failure> {
        let known = &wanted.subscription;
        let now = unix_now();
        if let Some(until) =
            known.failure.as_ref().and_then(|failure| failure.not_before).filter(|at| *at > now)
        {
            let until = format!("not before {}", shown(until));
            self.refuse(&known.url, ImportError::new(Reason::NotYet, until));
            return Ok(());
        }
        match self.fetched(known) {
            Ok(Fetched::Unchanged) => self.writer.subscribe(&answered(known, Validators::default(), now))?,
            Ok(Fetched::Page { url, bytes, validators }) => {
                self.page(wanted, Page { url, bytes, validators }, now)?;
            }
            Err(unfetched) => {
                self.refuse(&known.url, unfetched.error.clone());
                self.failed(wanted, &unfetched, now)?;
            }
        }
        Ok(())
    }

    fn fetched(&mut self, known: &Subscription) -> Result<Fetched, Unfetched> {
        let url = Url::parse(&known.url).map_err(|error| Unfetched::lasting(&error.to_string()))?;
        let validators = Validators { etag: known.etag.clone(), last_modified: known.last_modified.clone() };
        self.fetcher.fetch(&url, &validators)
    }

    fn refuse(&mut self, url: &str, error: ImportError) {
        let origin = Origin::of(PathBuf::from(url));
        self.report.note(&origin, &import::Outcome::Refused(error), Lacking::default());
    }

    fn page(&mut self, wanted: &Wanted, page: Page, now: i64) -> Result<(), Failure> {
        let known = &wanted.subscription;
        let feed = named_feed(&page.url, &page.bytes);
        let validators = page.validators.clone();
        let came = self.bring_in(known, page, now, feed.is_some())?;
        match (feed, came.refused) {
            _ if came.is_some => {
                // What did not come in whole is asked for again next time.
                let validators = if came.is_whole { validators } else { Validators::default() };
                self.writer.subscribe(&answered(known, validators, now))?;
                Ok(())
            }
            (Some(feed), _) => self.follow(wanted, feed.as_str()),
            (None, error) => {
                // It is none of what can be asked again and again.
                let error = error.unwrap_or_else(|| Reason::Empty.into());
                self.failed(wanted, &error.into(), now)
            }
        }
    }

    /// Goes on with the feed that a page names which is no article itself: it is meant by the page's address.
    fn follow(&mut self, wanted: &Wanted, feed: &str) -> Result<(), Failure> {
        let page = &wanted.subscription;
        self.remark("fetch.feed-of-page", &[("page", &page.url), ("feed", feed)]);
        let known = self.writer.subscriptions()?.into_iter().find(|known| known.url == feed);
        let is_new = known.is_none();
        let new = Subscription { url: feed.to_owned(), title: page.title.clone(), ..Subscription::default() };
        if !wanted.is_new {
            self.writer.unsubscribe(&page.url)?;
        }
        self.ask(&Wanted { subscription: known.unwrap_or(new), is_new })
    }

    /// Notes that nothing came of an address. A new one is left out where it will be so the next time, too.
    fn failed(&mut self, wanted: &Wanted, unfetched: &Unfetched, now: i64) -> Result<(), Failure> {
        let url = &wanted.subscription.url;
        if wanted.is_new && unfetched.is_lasting {
            self.left_out = true;
            self.remark("fetch.not-subscribed", &[("url", url)]);
            return Ok(());
        }
        let error = &unfetched.error;
        let failure = Unanswered {
            at: now,
            reason: error.reasons.first().map(|reason| reason.code().to_owned()).unwrap_or_default(),
            detail: error.detail.clone(),
            not_before: unfetched.not_before,
        };
        self.writer.subscribe(&Subscription { failure: Some(failure), ..wanted.subscription.clone() })?;
        if wanted.is_new {
            self.remark("fetch.subscribed-in-vain", &[("url", url)]);
        }
        Ok(())
    }

    fn remark(&mut self, key: &'static str, values: &[(&str, &str)]) {
        self.remarks.push(self.language.fill(key, values));
    }

    /// Brings in what an address gave. Where the page names a feed that can be taken instead, what it is not itself is no
    /// matter for the report.
    fn bring_in(
        &mut self,
        subscription: &Subscription,
        page: Page,
        now: i64,
        names_feed: bool,
    ) -> Result<Came, Failure> {
        let options = Options {
            source: subscription.title.clone(),
            captured_at: Some(now),
            stop: Arc::clone(self.stop),
            extractor: std::env::current_exe().ok(),
            ..Options::default()
        };
        let Self { writer, report, stop, .. } = self;
        let (articles, failed) = (report.articles(), report.failed);
        let (mut failure, mut refused) = (None, None);
        let take = |ready: Ready| {
            if let Ready::Refused(incoming) = &ready {
                refused = incoming.result.as_ref().err().cloned();
                if names_feed && report.articles() == articles {
                    return ControlFlow::Continue(());
                }
            }
            match take(writer, ready, report) {
                Ok(()) if stop.load(Ordering::Relaxed) => ControlFlow::Break(()),
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        };
        import::read_fetched(&page.url, page.bytes, &options, |incoming| prepared(incoming, &options), take);
        failure.map_or(Ok(()), Err)?;
        let is_some = self.report.articles() > articles || refused.is_none();
        let is_whole = self.report.failed == failed && !self.stop.load(Ordering::Relaxed);
        Ok(Came { is_some, refused, is_whole })
    }
}

/// A subscription that was answered.
fn answered(known: &Subscription, validators: Validators, now: i64) -> Subscription {
    Subscription {
        etag: validators.etag,
        last_modified: validators.last_modified,
        checked: Some(now),
        failure: None,
        ..known.clone()
    }
}

/// A moment as it is shown and stored.
pub fn shown(unix: i64) -> String {
    Moment { unix, precision: Precision::Second }.to_string()
}

fn unix_now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}
