//! `banxin related`: what belongs with an article, and why.

use super::exit::Failure;
use super::output::Output;
use super::rows::Rows;
use super::{RelatedArgs, Setup};
use crate::news::{ArticleId, Related};
use crate::store::Library;
use serde_json::json;
use std::process::ExitCode;

/// Prints the related articles.
pub fn run(setup: &Setup, args: &RelatedArgs) -> Result<ExitCode, Failure> {
    let (library, _) = setup.open_library()?;
    let desk = setup.open_desk()?;
    let id = find(setup, &library, &args.id)?;
    let mut output = Output::new();
    let rows = Rows::of(setup);
    let related = library.related(id, desk.marks())?;
    if related.is_empty() {
        setup.remark(setup.language.say("cli.no-related"));
    }
    for item in related.iter().take(args.limit) {
        if args.json {
            output.json(&record(item))?;
        } else {
            rows.row(&mut output, &head(item), &item.title, &item.reasons.join(" "))?;
        }
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The article that was named by number, address or title.
pub fn find(setup: &Setup, library: &Library, words: &str) -> Result<ArticleId, Failure> {
    let mut found = library.find(words)?.into_iter();
    found.next().ok_or_else(|| {
        Failure::usage("usage.no-article", [("words", &words), ("library", &setup.name_of(library))])
    })
}

fn record(item: &Related) -> serde_json::Value {
    json!({
        "id": item.id.map(|id| id.0),
        "title": item.title,
        "date": item.published.map(|moment| moment.to_string()),
        "kinship": item.kinship,
        "reasons": item.reasons,
        "score": item.score,
        "category": item.category_name,
        "source_name": item.source_name,
        "excerpt": item.excerpt,
        "url": item.url,
    })
}

/// Number, kinship and day.
fn head(item: &Related) -> String {
    let id = item.id.map_or_else(|| "-".to_owned(), |id| id.0.to_string());
    let date = item.published.map(|moment| moment.day()).unwrap_or_default();
    format!("{id:>7}  {:<8} {date:<10}  ", item.kinship.to_string())
}
