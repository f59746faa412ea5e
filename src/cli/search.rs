//! `banxin search`: finds words in titles and texts.

use super::exit::Failure;
use super::output::Output;
use super::{SearchArgs, Setup, Sort};
use crate::news::{ArticleId, Order};
use crate::store::{Found, Wanted};
use serde_json::json;
use std::process::ExitCode;

/// Prints what a search finds.
pub fn run(setup: &Setup, args: &SearchArgs) -> Result<ExitCode, Failure> {
    let (library, _) = setup.open_library()?;
    let desk = setup.open_desk();
    let order = if args.sort == Sort::Rank { Order::Relevance } else { Order::Newest };
    let wanted = Wanted { order, limit: args.limit, after: args.offset_after.map(ArticleId) };
    let findings = library.search(&args.query.join(" "), wanted, desk.marks())?;
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

fn record(found: &Found) -> serde_json::Value {
    let hits: Vec<_> = found.snippet.hits.iter().map(|hit| json!([hit.start, hit.end])).collect();
    json!({
        "id": found.headline.id.0,
        "title": found.headline.title,
        "category": found.headline.category_name,
        "date": found.headline.published.map(|moment| moment.to_string()),
        "score": found.score,
        "snippet": found.snippet.text,
        "hits": hits,
    })
}

fn line(found: &Found) -> String {
    let date = found.headline.published.map(|moment| moment.day()).unwrap_or_default();
    format!(
        "{:>7} {date:<10}  {}\n{:>18}  {}",
        found.headline.id.0, found.headline.title, "", found.snippet.text
    )
}
