//! `banxin search`: finds words in titles and texts.

use super::exit::Failure;
use super::output::Output;
use super::rows::Rows;
use super::{SearchArgs, Setup, Sort};
use crate::locale::Language;
use crate::news::{ArticleId, Order};
use crate::store::{Findings, Found, StoreError, Wanted};
use serde_json::json;
use std::fmt::Display;
use std::ops::Range;
use std::process::ExitCode;
use std::time::Duration;

/// How long a search may take: whoever waits for it can end it.
const PATIENCE: Duration = Duration::from_mins(10);

/// Hits that are found before the first are printed, and then between one print and the next.
const FIRST_PAGE: usize = 100;
const PAGE: usize = 1_000;

/// Prints what a search finds.
pub fn run(setup: &Setup, args: &SearchArgs) -> Result<ExitCode, Failure> {
    let (library, _) = setup.open_library()?;
    library.be_patient(PATIENCE);
    let desk = setup.open_desk()?;
    let words = args.query.join(" ");
    let mut output = Output::new();
    let rows = Rows::of(setup);
    let mut pages = Pages::of(args);
    let (mut is_first, mut is_told, mut is_empty) = (true, false, true);
    let tell = |key: &'static str| setup.remark(setup.language.say(key));
    while let Some(wanted) = pages.next() {
        let findings = library
            .search(&words, wanted, &desk)
            .map_err(|error| explained(error, &words, setup.language))?;
        if std::mem::take(&mut is_first) && !library.is_index_current()? {
            tell("notice.index-outdated");
        }
        if findings.loose && !std::mem::replace(&mut is_told, true) {
            tell("notice.closest");
        }
        is_empty &= findings.found.is_empty();
        for found in &findings.found {
            if args.json {
                output.json(&record(found, findings.loose))?;
            } else {
                let (head, hanging) = heads(found);
                rows.below(&mut output, &head, &found.headline.title)?;
                rows.below(&mut output, &hanging, &found.snippet.text)?;
            }
        }
        output.flush()?;
        pages.turn(&findings);
    }
    output.finish()?;
    if is_empty {
        setup.remark(&setup.language.fill("cli.nothing-found", &[("words", &words)]));
    }
    Ok(ExitCode::SUCCESS)
}

/// What is still to be asked for: a page at a time, so that the first hits are printed before the last are found.
struct Pages {
    order: Order,
    after: Option<ArticleId>,
    left: usize,
    page: usize,
}

impl Pages {
    fn of(args: &SearchArgs) -> Self {
        let order = if args.sort == Sort::Rank { Order::Relevance } else { Order::Newest };
        Self { order, after: args.offset_after.map(ArticleId), left: args.limit, page: FIRST_PAGE }
    }

    fn next(&self) -> Option<Wanted> {
        let limit = self.left.min(self.page);
        (limit > 0).then_some(Wanted { order: self.order, limit, after: self.after })
    }

    fn turn(&mut self, findings: &Findings) {
        self.left = self.left.saturating_sub(findings.found.len());
        self.page = PAGE;
        match findings.found.last() {
            Some(last) if !findings.at_end => self.after = Some(last.headline.id),
            _ => self.left = 0,
        }
    }
}

/// A mistake in the query, with the part of it that is meant.
fn explained(error: StoreError, words: &str, language: Language) -> Failure {
    let StoreError::Query(mistake) = error else { return error.into() };
    let told = match language {
        Language::Chinese => mistake.fault.chinese(),
        Language::English => mistake.to_string(),
    };
    let part = words.get(mistake.range.clone()).unwrap_or_default();
    if part.is_empty() {
        return Failure::usage("usage.query-end", [("mistake", &told), ("words", &words)]);
    }
    let before = words.get(..mistake.range.start).unwrap_or_default().chars().count();
    let values: [(_, &dyn Display); 4] =
        [("mistake", &told), ("part", &part), ("n", &(before + 1)), ("words", &words)];
    Failure::usage("usage.query", values)
}

/// Ranges are in characters, from the first of a hit to the one after its last.
fn record(found: &Found, closest: bool) -> serde_json::Value {
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
        "closest": closest,
        "snippet": found.snippet.text,
        "hits": ranges(&found.snippet.text, &found.snippet.hits),
        "title_hits": ranges(&found.headline.title, &found.headline.title_hits),
    })
}

/// What stands before the title, and before the words below it.
fn heads(found: &Found) -> (String, String) {
    let date = found.headline.published.map(|moment| moment.day()).unwrap_or_default();
    (format!("{:>7} {date:<10}  ", found.headline.id.0), " ".repeat(20))
}
