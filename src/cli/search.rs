//! `banxin search`: finds words in titles and texts.

use super::exit::Failure;
use super::output::Output;
use super::{SearchArgs, Setup, Sort};
use crate::news::{ArticleId, Order};
use crate::store::{Found, StoreError, Wanted};
use serde_json::json;
use std::io::Write as _;
use std::ops::Range;
use std::process::ExitCode;
use std::time::Duration;

/// How long a search may take: whoever waits for it can end it.
const PATIENCE: Duration = Duration::from_mins(10);

/// Prints what a search finds.
pub fn run(setup: &Setup, args: &SearchArgs) -> Result<ExitCode, Failure> {
    let (library, _) = setup.open_library()?;
    library.be_patient(PATIENCE);
    let desk = setup.open_desk()?;
    let order = if args.sort == Sort::Rank { Order::Relevance } else { Order::Newest };
    let wanted = Wanted { order, limit: args.limit, after: args.offset_after.map(ArticleId) };
    let words = args.query.join(" ");
    let findings = library.search(&words, wanted, desk.marks()).map_err(|error| explained(error, &words))?;
    if !library.is_index_current()? {
        let _ = writeln!(std::io::stderr().lock(), "banxin: {}", setup.language.say("notice.index-outdated"));
    }
    let mut output = Output::new();
    for found in &findings.found {
        if args.json {
            output.json(&record(found))?;
        } else {
            output.line(&line(found))?;
        }
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// A mistake in the query, with the part of it that is meant.
fn explained(error: StoreError, words: &str) -> Failure {
    match error {
        StoreError::Query(mistake) => {
            let part = words.get(mistake.range.clone()).unwrap_or_default();
            let before = words.get(..mistake.range.start).unwrap_or_default().chars().count();
            Failure::Usage(format!("{mistake}: {part} (character {} of {words})", before + 1))
        }
        error => error.into(),
    }
}

/// Ranges are in characters, from the first of a hit to the one after its last.
fn record(found: &Found) -> serde_json::Value {
    let ranges = |text: &str, hits: &[Range<usize>]| {
        let characters = |end: usize| text.get(..end).map_or(0, |before| before.chars().count());
        let range = |hit: &Range<usize>| json!([characters(hit.start), characters(hit.end)]);
        hits.iter().map(range).collect::<Vec<_>>()
    };
    json!({
        "id": found.headline.id.0,
        "title": found.headline.title,
        "category": found.headline.category_name,
        "date": found.headline.published.map(|moment| moment.to_string()),
        "score": found.score,
        "snippet": found.snippet.text,
        "hits": ranges(&found.snippet.text, &found.snippet.hits),
        "title_hits": ranges(&found.headline.title, &found.headline.title_hits),
    })
}

fn line(found: &Found) -> String {
    let date = found.headline.published.map(|moment| moment.day()).unwrap_or_default();
    format!(
        "{:>7} {date:<10}  {}\n{:>18}  {}",
        found.headline.id.0, found.headline.title, "", found.snippet.text
    )
}
