//! `banxin fetch`: asks feeds and pages for what is new and brings it in like any other input.
//!
//! Addresses and OPML files that are named become subscriptions of the library; without any, all subscriptions are asked.

use super::exit::{Failure, SOME_FAILED};
use super::import::{interrupts, prepared, print, take};
use super::output::Output;
use super::{FetchArgs, Setup};
use crate::import::fetch::{Fetched, Fetcher, Manners, Validators};
use crate::import::{self, ImportError, Lacking, Options, Origin, Report, opml};
use crate::news::{Moment, Precision};
use crate::store::{Library, LibraryWriter, Subscription};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use url::Url;

/// Fetches.
pub fn run(setup: &Setup, args: &FetchArgs) -> Result<ExitCode, Failure> {
    let path = setup.library_to_write()?;
    let named = named(&args.sources)?;
    // An empty library would stand in the way of the sample: only a subscription makes the file.
    let none = |key| Failure::Said(setup.language.say(key).to_owned());
    if (args.list || args.forget) && !path.exists() {
        return Err(none("import.no-library"));
    }
    if args.list {
        return list(&Library::open(&path)?, args.json);
    }
    if args.forget {
        return forget(&path, &named, setup);
    }
    if named.is_empty()
        && (!args.sources.is_empty() || !path.exists() || Library::open(&path)?.subscriptions()?.is_empty())
    {
        return Err(none("import.no-subscriptions"));
    }
    let stop = interrupts()?;
    super::import::make_folder(&path)?;
    let mut writer = LibraryWriter::open(&path)?;
    for subscription in &named {
        writer.subscribe(subscription)?;
    }
    let wanted = writer.subscriptions()?;
    let wanted: Vec<Subscription> = wanted
        .into_iter()
        .filter(|known| named.is_empty() || named.iter().any(|named| named.url == known.url))
        .collect();
    writer.begin_run("fetch")?;
    let manners = Manners {
        pause: Duration::from_secs(args.pause.max(1)),
        within: Duration::from_secs(args.timeout.clamp(1, 600)),
        allow_private: args.allow_private,
    };
    let mut fetcher = Fetcher::new(manners);
    let mut report = Report { every: args.json, ..Report::default() };
    for subscription in wanted {
        if stop.load(Ordering::Relaxed) {
            report.interrupted = true;
            break;
        }
        one(&mut writer, &mut fetcher, (&subscription, &stop), &mut report)?;
    }
    // Also where the last one was broken off.
    report.interrupted |= stop.load(Ordering::Relaxed);
    writer.finish()?;
    print(&report, setup.language, args.json)?;
    let whole = report.failed == 0 && !report.interrupted;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

/// Prints the subscriptions: address, name, and when each was last asked with success.
fn list(library: &Library, json: bool) -> Result<ExitCode, Failure> {
    let mut output = Output::new();
    for known in library.subscriptions()? {
        let checked = known.checked.map(|unix| Moment { unix, precision: Precision::Second }.to_string());
        if json {
            output.json(&serde_json::json!({"url": known.url, "title": known.title, "checked": checked}))?;
        } else {
            let words = [Some(known.url), known.title, checked];
            output.line(&words.into_iter().flatten().collect::<Vec<_>>().join("\t"))?;
        }
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Ends subscriptions; those that there are none of are named.
fn forget(path: &Path, named: &[Subscription], setup: &Setup) -> Result<ExitCode, Failure> {
    let mut writer = LibraryWriter::open(path)?;
    let mut unknown = Vec::new();
    for subscription in named {
        if !writer.unsubscribe(&subscription.url)? {
            unknown.push(subscription.url.as_str());
        }
    }
    writer.finish()?;
    if unknown.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let words = setup.language.fill("import.not-subscribed", &[("urls", &unknown.join(" "))]);
    Err(Failure::Said(words))
}

/// What was named: addresses, and OPML files that list them.
fn named(sources: &[String]) -> Result<Vec<Subscription>, Failure> {
    let mut found = Vec::new();
    for source in sources {
        if source.starts_with("http://") || source.starts_with("https://") {
            found.push(Subscription { url: source.clone(), ..Subscription::default() });
            continue;
        }
        let text = std::fs::read(Path::new(source))
            .map_err(|reason| Failure::File { path: source.clone(), reason })?;
        let feeds = opml::feeds(&String::from_utf8_lossy(&text)).into_iter();
        found.extend(feeds.map(|feed| Subscription {
            url: feed.url,
            title: Some(feed.title).filter(|title| !title.is_empty()),
            ..Subscription::default()
        }));
    }
    Ok(found)
}

fn one(
    writer: &mut LibraryWriter,
    fetcher: &mut Fetcher,
    (subscription, stop): (&Subscription, &Arc<AtomicBool>),
    report: &mut Report,
) -> Result<(), Failure> {
    let known =
        Validators { etag: subscription.etag.clone(), last_modified: subscription.last_modified.clone() };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
    let fetched = Url::parse(&subscription.url)
        .map_err(|error| ImportError::new(import::Reason::NotFetched, error))
        .and_then(|url| fetcher.fetch(&url, &known));
    let checked = |validators: Validators| Subscription {
        etag: validators.etag,
        last_modified: validators.last_modified,
        checked: Some(now),
        ..subscription.clone()
    };
    match fetched {
        Ok(Fetched::Unchanged) => writer.subscribe(&checked(known))?,
        Ok(Fetched::Page { url, bytes, validators }) => {
            let failed = report.failed;
            bring_in(writer, (url, bytes, now), (subscription, stop), report)?;
            // What did not come in whole is asked for again next time.
            let broken = report.failed > failed || stop.load(Ordering::Relaxed);
            let validators = if broken { Validators::default() } else { validators };
            writer.subscribe(&checked(validators))?;
        }
        Err(error) => {
            let origin = Origin::of(PathBuf::from(&subscription.url));
            report.note(&origin, &import::Outcome::Refused(error), Lacking::default());
        }
    }
    Ok(())
}

fn bring_in(
    writer: &mut LibraryWriter,
    (url, bytes, now): (Url, Vec<u8>, i64),
    (subscription, stop): (&Subscription, &Arc<AtomicBool>),
    report: &mut Report,
) -> Result<(), Failure> {
    let options = Options {
        source: subscription.title.clone(),
        captured_at: Some(now),
        stop: Arc::clone(stop),
        extractor: std::env::current_exe().ok(),
        ..Options::default()
    };
    let mut failure = None;
    import::read_fetched(
        &url,
        bytes,
        &options,
        |incoming| prepared(incoming, &options),
        |ready| match take(writer, ready, report) {
            Ok(()) if stop.load(Ordering::Relaxed) => ControlFlow::Break(()),
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        },
    );
    failure.map_or(Ok(()), Err)
}
