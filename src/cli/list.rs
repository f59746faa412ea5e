//! `banxin list`: headlines without a screen.

use super::exit::Failure;
use super::output::Output;
use super::rows::Rows;
use super::{ListArgs, Setup};
use crate::news::{Category, CategoryId, Direction, Headline, Page, Selection, Shelf, StateFilter};
use crate::store::Library;
use serde_json::json;
use std::process::ExitCode;

/// Prints headlines.
pub fn run(setup: &Setup, args: &ListArgs) -> Result<ExitCode, Failure> {
    let (library, _) = setup.open_library()?;
    let desk = setup.open_desk()?;
    let state = match (args.unread, args.starred) {
        (true, _) => StateFilter::Unread,
        (_, true) => StateFilter::Starred,
        _ => StateFilter::All,
    };
    let shelf = match &args.category {
        Some(name) => Shelf::Category(category(setup, &library, name)?),
        None => Shelf::All,
    };
    let selection = Selection { shelf, state, ..Selection::default() };
    let mut output = Output::new();
    let rows = Rows::of(setup);
    let mut from = None;
    let mut left = args.limit;
    while left > 0 {
        let page = Page { from, direction: Direction::Forward, limit: left.min(500) };
        let page = library.headlines(&selection, page, &desk)?;
        for headline in &page.headlines {
            if args.json {
                output.json(&record(headline))?;
            } else {
                rows.row(&mut output, &head(headline), &headline.title, &headline.category_name)?;
            }
        }
        left -= page.headlines.len().min(left);
        from = page.headlines.last().map(|headline| headline.cursor);
        if page.at_end || from.is_none() {
            break;
        }
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The names of the first categories, for whoever named another.
fn some(all: &[Category]) -> String {
    const SOME: usize = 12;
    let names = all.iter().filter(|category| category.parent.is_none()).take(SOME);
    names.map(|category| category.name.as_str()).collect::<Vec<_>>().join(" ")
}

/// The category of a path such as `文字与排印/标点`, or of a name that only one category has.
pub fn category(setup: &Setup, library: &Library, name: &str) -> Result<CategoryId, Failure> {
    let path: Vec<String> = name.split('/').map(|part| part.trim().to_owned()).collect();
    if let Some(id) = library.category_at(&path)? {
        return Ok(id);
    }
    let all: Vec<Category> = library.categories()?;
    let mut named = all.iter().filter(|category| category.name == name);
    match (named.next(), named.next()) {
        (Some(category), None) => Ok(category.id),
        (Some(_), Some(_)) => Err(Failure::usage("usage.several-categories", [("name", &name)])),
        (None, _) => Err(Failure::usage(
            "usage.no-category",
            [("name", &name), ("library", &setup.name_of(library)), ("names", &some(&all))],
        )),
    }
}

/// The object of one headline.
pub fn record(headline: &Headline) -> serde_json::Value {
    json!({
        "id": headline.id.0,
        "title": headline.title,
        "date": headline.published.map(|moment| moment.to_string()),
        "category": headline.category_name,
        "author": headline.author,
        "source_name": headline.source_name,
        "views": headline.views,
        "url": headline.url,
        "excerpt": headline.excerpt,
        "unread": headline.unread,
        "starred": headline.starred,
        "pinned": headline.pinned,
    })
}

/// Number, mark and day.
fn head(headline: &Headline) -> String {
    let date = headline.published.map(|moment| moment.day()).unwrap_or_default();
    let mark = if headline.starred {
        '*'
    } else if headline.unread {
        '+'
    } else {
        ' '
    };
    format!("{:>7} {mark} {date:<10}  ", headline.id.0)
}
