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

/// Prints what a search finds.
pub fn run(setup: &Setup, args: &SearchArgs) -> Result<ExitCode, Failure> {
    let (library, _) = setup.open_library()?;
    let desk = setup.open_desk();
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

/// Ranges are bytes of the UTF-8 text.
fn record(found: &Found) -> serde_json::Value {
    let ranges =
        |hits: &[Range<usize>]| hits.iter().map(|hit| json!([hit.start, hit.end])).collect::<Vec<_>>();
    json!({
        "id": found.headline.id.0,
        "title": found.headline.title,
        "category": found.headline.category_name,
        "date": found.headline.published.map(|moment| moment.to_string()),
        "score": found.score,
        "snippet": found.snippet.text,
        "hits": ranges(&found.snippet.hits),
        "title_hits": ranges(&found.headline.title_hits),
    })
}

fn line(found: &Found) -> String {
    let date = found.headline.published.map(|moment| moment.day()).unwrap_or_default();
    format!(
        "{:>7} {date:<10}  {}\n{:>18}  {}",
        found.headline.id.0, found.headline.title, "", found.snippet.text
    )
}
