//! `banxin fetch`: asks feeds and pages for what is new and brings it in like any other input.
//!
//! Addresses and OPML files that are named become subscriptions of the library (`round` says when); without any, all
//! subscriptions are asked.

mod named;
mod round;

use super::exit::{Failure, SOME_FAILED};
use super::import::{interrupts, make_folder, print};
use super::output::Output;
use super::{FetchArgs, Setup};
use crate::import::fetch::{Fetcher, Manners};
use crate::import::{self, ImportError, Lacking, Origin, Reason, Report};
use crate::locale::Language;
use crate::store::{Library, LibraryWriter, Subscription, Unanswered};
use named::{Named, named};
use round::{Round, Wanted, shown};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Fetches.
pub fn run(setup: &Setup, args: &FetchArgs) -> Result<ExitCode, Failure> {
    let path = setup.library_to_write()?;
    // An empty library would stand in the way of the sample: only a subscription makes the file.
    let none = |key| Failure::Said(setup.language.say(key).to_owned());
    if (args.list || args.forget) && !path.exists() {
        return Err(none("import.no-library"));
    }
    if args.list {
        return list(&Library::open(&path)?, args.json, setup.language);
    }
    if args.forget {
        return forget(&path, &args.sources, setup);
    }
    let named = named(&args.sources)?;
    if named.subscriptions.is_empty()
        && named.unusable.is_empty()
        && (!args.sources.is_empty() || !path.exists() || Library::open(&path)?.subscriptions()?.is_empty())
    {
        return Err(none("import.no-subscriptions"));
    }
    let stop = interrupts()?;
    fetch(setup, args, (&path, named), &stop)
}

fn fetch(
    setup: &Setup,
    args: &FetchArgs,
    (path, named): (&Path, Named),
    stop: &Arc<AtomicBool>,
) -> Result<ExitCode, Failure> {
    make_folder(path)?;
    let is_new = !path.exists();
    let mut writer = LibraryWriter::open(path)?;
    let asks_all = args.sources.is_empty();
    let wanted = wanted(&writer.subscriptions()?, named.subscriptions, asks_all);
    writer.begin_run("fetch")?;
    let manners = Manners {
        pause: Duration::from_secs(args.pause),
        within: Duration::from_secs(args.timeout),
        allow_private: args.allow_private,
    };
    let report = Report { every: args.json, ..Report::default() };
    let (fetcher, language) = (Fetcher::new(manners), setup.language);
    let mut round = Round { writer, fetcher, report, remarks: Vec::new(), left_out: false, stop, language };
    for (called, error) in named.unusable {
        let origin = Origin::of(PathBuf::from(called));
        round.report.note(&origin, &import::Outcome::Refused(error), Lacking::default());
    }
    for wanted in &wanted {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        round.ask(wanted)?;
    }
    let Round { writer, mut report, remarks, left_out, .. } = round;
    // Also where the last one was broken off.
    report.interrupted = stop.load(Ordering::Relaxed);
    let is_empty = writer.subscriptions()?.is_empty();
    let finished = writer.finish()?;
    if is_new && is_empty && finished.settled && finished.added + finished.updated == 0 {
        // Nothing came of it: an empty library would stand in the way of the sample.
        let _ = std::fs::remove_file(path);
    }
    print(&report, setup.language, args.json)?;
    remarks.iter().for_each(|remark| setup.remark(remark));
    let whole = report.failed == 0 && !report.interrupted && !left_out;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

/// What is to be asked: all that there is, or what was named, with what is known of it.
fn wanted(known: &[Subscription], named: Vec<Subscription>, asks_all: bool) -> Vec<Wanted> {
    if asks_all {
        let all = known.iter().cloned();
        return all.map(|subscription| Wanted { subscription, is_new: false }).collect();
    }
    let known = |named: Subscription| match known.iter().find(|known| known.url == named.url) {
        Some(known) => {
            let title = named.title.or_else(|| known.title.clone());
            Wanted { subscription: Subscription { title, ..known.clone() }, is_new: false }
        }
        None => Wanted { subscription: named, is_new: true },
    };
    named.into_iter().map(known).collect()
}

/// Prints the subscriptions: address, name, when each was last asked with success, and what came of asking since.
fn list(library: &Library, json: bool, language: Language) -> Result<ExitCode, Failure> {
    let mut output = Output::new();
    for known in library.subscriptions()? {
        let checked = known.checked.map(shown);
        if json {
            let failure = known.failure.as_ref().map(|failure| {
                serde_json::json!({
                    "at": shown(failure.at), "reason": failure.reason, "detail": failure.detail,
                    "not_before": failure.not_before.map(shown),
                })
            });
            let (url, title) = (known.url, known.title);
            output.json(&serde_json::json!({
                "url": url, "title": title, "checked": checked, "failure": failure,
            }))?;
        } else {
            let failure = known.failure.as_ref().map(|failure| failed(failure, language));
            let words = [Some(known.url), known.title, checked, failure];
            output.line(&words.into_iter().flatten().collect::<Vec<_>>().join("\t"))?;
        }
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The last failure of a subscription in words.
fn failed(failure: &Unanswered, language: Language) -> String {
    let reason = Reason::named(&failure.reason).unwrap_or(Reason::NotFetched);
    let error = ImportError::new(reason, &failure.detail);
    let why = match language {
        Language::Chinese => error.chinese(),
        Language::English => error.to_string(),
    };
    let said = language.fill("fetch.failed", &[("time", &shown(failure.at)), ("why", &why)]);
    match failure.not_before {
        Some(until) => said + &language.fill("fetch.until", &[("time", &shown(until))]),
        None => said,
    }
}

/// Ends subscriptions; those that there are none of are named.
fn forget(path: &Path, sources: &[String], setup: &Setup) -> Result<ExitCode, Failure> {
    let mut writer = LibraryWriter::open(path)?;
    let known = writer.subscriptions()?;
    let is_known = |url: &String| known.iter().any(|known| known.url == *url);
    // What is subscribed to is meant by its address, whatever it looks like.
    let (mut urls, others): (Vec<String>, Vec<String>) = sources.iter().cloned().partition(is_known);
    urls.extend(named(&others)?.subscriptions.into_iter().map(|subscription| subscription.url));
    let mut unknown = Vec::new();
    for url in &urls {
        if !writer.unsubscribe(url)? {
            unknown.push(url.as_str());
        }
    }
    writer.finish()?;
    if unknown.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let words = setup.language.fill("import.not-subscribed", &[("urls", &unknown.join(" "))]);
    Err(Failure::Said(words))
}
