//! `banxin story`, `banxin copies`, `banxin rebuild-kinship`: the timeline of an event, reports that came in several
//! times, and all of it found anew.

use super::exit::Failure;
use super::output::Output;
use super::related::find;
use super::rows::Rows;
use super::{CopiesArgs, Setup, StoryArgs};
use crate::news::{ArticleId, Headline};
use crate::store::{Desk, Library, LibraryWriter};
use serde_json::json;
use std::process::ExitCode;

/// Prints the reports of the event that an article is about, the first one first, with what is new in each.
pub fn story(setup: &Setup, args: &StoryArgs) -> Result<ExitCode, Failure> {
    let (library, _) = setup.open_library()?;
    let desk = setup.open_desk()?;
    let id = find(setup, &library, &args.id)?;
    let mut output = Output::new();
    let rows = Rows::of(setup);
    let story = library.story(id)?;
    if story.len() < 2 {
        setup.remark(setup.language.say("notice.no-story"));
    }
    for episode in story {
        let Some(headline) = headline(&library, &desk, episode.id)? else { continue };
        let date = headline.published.map(|moment| moment.to_string());
        if args.json {
            output.json(&json!({
                "id": episode.id.0, "title": headline.title, "date": date,
                "source_name": headline.source_name, "new": episode.news,
                "sentence": episode.sentence,
            }))?;
        } else {
            let day = headline.published.map(|moment| moment.day()).unwrap_or_default();
            let head = format!("{:>7} {day:<10}  ", episode.id.0);
            rows.row(&mut output, &head, &headline.title, &episode.news.join(" "))?;
        }
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Prints all groups of copies, the newest first.
pub fn copies(setup: &Setup, args: &CopiesArgs) -> Result<ExitCode, Failure> {
    let (library, _) = setup.open_library()?;
    let desk = setup.open_desk()?;
    let mut output = Output::new();
    let groups = library.copy_groups(args.limit)?;
    if groups.is_empty() {
        setup.remark(setup.language.say("cli.no-copies"));
    }
    for group in groups {
        let Some(first) = headline(&library, &desk, group.first)? else { continue };
        let copies: Vec<i64> = group.copies.iter().map(|id| id.0).collect();
        if args.json {
            let others = others(&library, &desk, group.first)?;
            output.json(&json!({
                "id": group.first.0,
                "title": first.title,
                "source_name": first.source_name,
                "date": first.published.map(|moment| moment.to_string()),
                "copies": copies,
                "others": others,
            }))?;
        } else {
            let numbers: Vec<String> = copies.iter().map(ToString::to_string).collect();
            output.line(&format!("{:>7}  {}\t{}", group.first.0, first.title, numbers.join(" ")))?;
        }
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The copies of a report, each with where it stands and what differs from the first.
fn others(library: &Library, desk: &Desk, first: ArticleId) -> Result<Vec<serde_json::Value>, Failure> {
    let mut others = Vec::new();
    for copy in library.copies(first)? {
        let Some(headline) = headline(library, desk, copy.id)? else { continue };
        others.push(json!({
            "id": copy.id.0,
            "title": headline.title,
            "source_name": headline.source_name,
            "date": headline.published.map(|moment| moment.to_string()),
            "url": headline.url,
            "differs": {
                "title": copy.differs.title,
                "characters": copy.differs.characters,
                "paragraphs_added": copy.differs.paragraphs_added,
                "paragraphs_dropped": copy.differs.paragraphs_dropped,
            },
        }));
    }
    Ok(others)
}

/// Finds anew, for every article, which others belong with it.
pub fn rebuild(setup: &Setup) -> Result<ExitCode, Failure> {
    let path = setup.library_to_write()?;
    // A name that was mistyped is told, not made into an empty library.
    let articles = Library::open(&path)?.articles()?;
    let mut writer = LibraryWriter::open(&path)?;
    writer.rebuild_kinship()?;
    writer.finish()?;
    let mut output = Output::new();
    output.line(&setup.language.fill("cli.kinship-rebuilt", &[("n", &articles.to_string())]))?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn headline(library: &Library, desk: &Desk, id: ArticleId) -> Result<Option<Headline>, Failure> {
    Ok(library.headlines_of(&[id], desk.marks())?.into_iter().next())
}
