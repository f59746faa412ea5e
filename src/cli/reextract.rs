//! `banxin reextract`: reads the originals that an import kept again, with the rules of this version.
//!
//! Every article stays the one it was, whatever it is called now: marks, stars and places of readers hold.

use super::exit::{Failure, SOME_FAILED};
use super::import::{interrupts, print};
use super::{ReextractArgs, Setup};
use crate::import::{self, ImportError, Lacking, Options, Origin, Report};
use crate::news::{Article, ArticleId};
use crate::store::{LibraryWriter, Original, Outcome, Prepared, UNNAMED};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

/// Reads every kept original again.
pub fn run(setup: &Setup, args: &ReextractArgs) -> Result<ExitCode, Failure> {
    let path = setup.library_to_write()?;
    if !path.exists() {
        return Err(Failure::Said(setup.language.say("import.no-library").to_owned()));
    }
    let stop = interrupts()?;
    let mut writer = LibraryWriter::open(&path)?;
    if writer.next_original(ArticleId(0))?.is_none() {
        return Err(Failure::Said(setup.language.say("import.no-originals").to_owned()));
    }
    if !args.dry_run {
        writer.begin_run("reextract")?;
    }
    let mut report = Report { every: args.json, ..Report::default() };
    let mut after = ArticleId(0);
    while let Some(original) = writer.next_original(after)? {
        after = original.id;
        let origin = Origin::of(name_of(&original));
        let (outcome, lacking) = match read(&original) {
            Ok(article) => {
                let lacking = Lacking::from(&article);
                (written(&mut writer, &original, article, args.dry_run)?, lacking)
            }
            Err(error) => (import::Outcome::Refused(error), Lacking::default()),
        };
        report.note(&origin, &outcome, lacking);
        if stop.load(Ordering::Relaxed) {
            report.interrupted = true;
            break;
        }
    }
    if !args.dry_run {
        writer.finish()?;
    }
    print(&report, setup.language, args.json)?;
    let whole = report.failed == 0 && !report.interrupted;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

fn read(original: &Original) -> Result<Article, ImportError> {
    // A source that was named after the host of the page is nothing that the page says.
    let host =
        original.url.as_deref().and_then(|url| url::Url::parse(url).ok()?.host_str().map(str::to_owned));
    let is_named = |name: &String| name != UNNAMED && host.as_ref() != Some(name);
    let options = Options {
        source: Some(original.source.name.clone()).filter(is_named),
        base_url: original.source.base_url.as_deref().and_then(|url| url::Url::parse(url).ok()),
        captured_at: original.captured_at,
        extractor: std::env::current_exe().ok(),
        ..Options::default()
    };
    import::read_again(&original.media_type, &original.bytes, original.url.clone(), &options)
}

fn written(
    writer: &mut LibraryWriter,
    original: &Original,
    article: Article,
    dry: bool,
) -> Result<import::Outcome, Failure> {
    if dry {
        return Ok(import::Outcome::Unchanged);
    }
    let put = writer.put_anew(original.id, &Prepared::of(article, &original.source))?;
    Ok(match put.outcome {
        Outcome::Added => import::Outcome::Added,
        Outcome::Updated => import::Outcome::Updated,
        Outcome::Unchanged => import::Outcome::Unchanged,
    })
}

/// What a report calls an original.
fn name_of(original: &Original) -> PathBuf {
    let url = original.url.as_deref().unwrap_or(&original.media_type);
    PathBuf::from(format!("{} {url}", original.id.0))
}
