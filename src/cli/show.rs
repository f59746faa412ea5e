//! `banxin show`: one article, typeset, as Markdown, as stored, or as JSON.

use super::exit::Failure;
use super::output::Output;
use super::related::find;
use super::typeset::profile;
use super::{Setup, ShowArgs};
use crate::app::{Matter, Piece, Setting};
use crate::import::record;
use crate::news::markdown;
use crate::store::OpenArticle;
use crate::text::{Typesetter, Typography};
use std::process::ExitCode;

/// Columns where no width was named and no terminal tells.
const WIDTH: u16 = 80;

/// Prints one article.
pub fn run(setup: &Setup, args: &ShowArgs) -> Result<ExitCode, Failure> {
    let (library, _) = setup.open_library()?;
    let desk = setup.open_desk()?;
    let id = find(setup, &library, &args.id)?;
    let open = library.article(id, desk.marks())?;
    let Some(open) = open else { return Err(Failure::usage("usage.unreadable", [("words", &id.0)])) };
    let mut output = Output::new();
    if args.json {
        let mut object = record(&open.article);
        if let Some(fields) = object.as_object_mut() {
            fields.insert("id".to_owned(), id.0.into());
            fields.insert("unread".to_owned(), open.headline.unread.into());
            fields.insert("starred".to_owned(), open.headline.starred.into());
        }
        output.json(&object)?;
    } else if args.markdown {
        output.line(&markdown::write(&open.article))?;
    } else if args.plain {
        output.line(&open.headline.title)?;
        output.line(&open.article.body.plain())?;
    } else {
        typeset(setup, args, &open, &mut output)?;
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn typeset(setup: &Setup, args: &ShowArgs, open: &OpenArticle, output: &mut Output) -> Result<(), Failure> {
    let profile = profile(setup);
    let config = &setup.config;
    let typography = Typography {
        script: config.script(),
        punctuation: config.punctuation(),
        gap: config.gap(),
        ..Typography::default()
    };
    let setter = Typesetter::new(&profile, typography);
    let mut article = open.article.clone();
    article.title = Some(open.headline.title.clone());
    let byline = [
        article.author.clone(),
        article.source_name.clone(),
        open.headline.published.map(|moment| moment.day()),
        Some(article.category_path.join(" › ")),
    ];
    let byline: Vec<String> = byline.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let setting = Setting { columns: args.width.unwrap_or(WIDTH), asides: true, language: setup.language };
    for piece in Piece::of(&article, byline, String::new()) {
        for line in piece.set(Matter { article: &article, setter: &setter }, setting, None) {
            output.raw(line.line.to_plain().trim_end())?;
            output.raw("\n")?;
        }
    }
    Ok(())
}
