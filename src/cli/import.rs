//! `banxin import`: brings articles in, shows how far it is, reports what became of everything.

use super::exit::{Failure, SOME_FAILED};
use super::output::Output;
use super::{ImportArgs, Setup};
use crate::import::{self, Format, Incoming, Lacking, Options, Origin, Report, record};
use crate::locale::Language;
use crate::news::date;
use crate::news::{Article, Thumbnail};
use crate::store::{FailedItem, ItemStatus, Kept, LibraryWriter, Outcome, Prepared, Source, UNNAMED};
use crate::text::sanitize;
use std::fs::File;
use std::io::{IsTerminal, Read, Write};
use std::ops::ControlFlow;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Which pictures are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Images {
    /// None; captions stand for them
    #[default]
    None,
    /// Small copies
    Thumbs,
}

/// Imports, or with `--dry-run` only parses.
pub fn run(setup: &Setup, args: &ImportArgs) -> Result<ExitCode, Failure> {
    super::read::keep_small();
    if !args.paths.iter().all(|path| holds_objects(path)) {
        give_back_at_once();
    }
    let stop = interrupts()?;
    let options = Options { stop: Arc::clone(&stop), ..options(args)? };
    let mut report = Report { every: args.json, ..Report::default() };
    if args.dry_run {
        dry_run(args, &options, &stop, &mut report)?;
    } else {
        write(setup, args, (&options, &stop), &mut report)?;
    }
    report.interrupted = stop.load(Ordering::Relaxed);
    report.dry = args.dry_run;
    print(&report, setup.language, args.json && !args.dry_run)?;
    let whole = report.failed == 0 && !report.interrupted;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

/// Whether a file begins as JSON does: no pages are read out of it by processes of their own.
fn holds_objects(path: &Path) -> bool {
    let mut head = [0; 64];
    // A pipe would lose what is read of it.
    let is_file = std::fs::metadata(path).is_ok_and(|about| about.is_file());
    let read = is_file.then(|| File::open(path).and_then(|mut file| file.read(&mut head)));
    let Some(Ok(read)) = read else { return false };
    let head = head.get(..read).unwrap_or_default();
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    matches!(head.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// Has the allocator give memory back as soon as it is free: what an import holds comes and goes by whole batches, and held
/// for a moment longer it is a sixth of the run's, beside the processes that read pages. It costs an import of JSON some
/// hundredths of its time. The allocator reads its settings before any of this program runs, so the program begins once more.
fn give_back_at_once() {
    const AT_ONCE: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "10");
    let mut arguments = std::env::args_os();
    let (Ok(program), Some(name)) = (std::env::current_exe(), arguments.next()) else { return };
    if std::env::var_os(AT_ONCE.0).is_none() {
        // It comes back only where it cannot be: then the run takes more memory, and is otherwise the same.
        let _ = Command::new(program).arg0(name).args(arguments).env(AT_ONCE.0, AT_ONCE.1).exec();
    }
}

/// Set when the run is to end: by Ctrl-C, by a closed terminal. The second time the process ends at once.
pub fn interrupts() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        let again = signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stop));
        let registered = again.and_then(|_| signal_hook::flag::register(signal, Arc::clone(&stop)));
        registered.map_err(|reason| Failure::File { path: "signals".to_owned(), reason })?;
    }
    Ok(stop)
}

fn options(args: &ImportArgs) -> Result<Options, Failure> {
    let unknown = |name: &str| Failure::usage("usage.no-format", [("name", &name)]);
    let as_format = args.format.as_deref().filter(|name| *name != "auto");
    let as_format =
        as_format.map(|name| Format::from_str(name).map_err(|_unknown| unknown(name))).transpose()?;
    let base_url = args
        .base_url
        .as_deref()
        .map(|url| url::Url::parse(url).map_err(|_parts| Failure::usage("usage.base-url", [("url", &url)])));
    let captured_at = args.captured_at.as_deref().map(|time| {
        let moment = date::value(time, &date::Clock::default());
        moment.map(|moment| moment.unix).ok_or_else(|| Failure::usage("usage.captured-at", [("time", &time)]))
    });
    let charset = args.charset.as_deref().map(|name| {
        import::charset_label(name).ok_or_else(|| Failure::usage("usage.no-charset", [("name", &name)]))
    });
    let offset = args
        .tz
        .as_deref()
        .map(|zone| date::zone(zone).ok_or_else(|| Failure::usage("usage.tz", [("zone", &zone)])));
    Ok(Options {
        as_format,
        source: args.source.clone(),
        base_url: base_url.transpose()?,
        captured_at: captured_at.transpose()?,
        charset: charset.transpose()?,
        offset: offset.transpose()?,
        jobs: args.jobs,
        keep_original: args.keep_original,
        thumbnails: args.images == Images::Thumbs,
        extractor: std::env::current_exe().ok(),
        ..Options::default()
    })
}

fn dry_run(
    args: &ImportArgs,
    options: &Options,
    stop: &AtomicBool,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut output = Output::new();
    let mut failure = None;
    let prepare = |incoming: Incoming| {
        let object = incoming.result.as_ref().ok().map(|article| record(article));
        (incoming, object)
    };
    import::read(&args.paths, options, prepare, |(incoming, object)| {
        note(report, &incoming);
        if let (true, Some(object)) = (args.json, object) {
            if let Err(error) = output.json(&object) {
                failure = Some(error);
                return ControlFlow::Break(());
            }
        } else if let Ok(article) = &incoming.result {
            let title = article.title.clone().unwrap_or_default();
            let path = incoming.origin.path.to_string_lossy();
            if let Err(error) = output.line(&format!("{}: {title}", sanitize::line(&path))) {
                failure = Some(error);
                return ControlFlow::Break(());
            }
        }
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    failure.map_or(Ok(()), Err)?;
    output.finish()
}

/// Makes the folder of a library that is to be written.
pub fn make_folder(path: &Path) -> Result<(), Failure> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => std::fs::create_dir_all(folder)
            .map_err(|reason| Failure::Folder { path: folder.display().to_string(), reason }),
        None => Ok(()),
    }
}

/// One piece of the input, ready for the writer or refused.
pub enum Ready {
    /// An article, and what it was read from.
    Article(Origin, Box<Prepared>, Option<Kept>, Vec<Thumbnail>),
    /// Why there is none.
    Refused(Incoming),
}

/// Counts an item of a dry run.
fn note(report: &mut Report, incoming: &Incoming) {
    let (outcome, lacking) = match &incoming.result {
        Ok(article) => (import::Outcome::Added, Lacking::from(article.as_ref())),
        Err(error) => (import::Outcome::Refused(error.clone()), Lacking::default()),
    };
    report.note(&incoming.origin, &outcome, lacking);
}

fn write(
    setup: &Setup,
    args: &ImportArgs,
    how: (&Options, &AtomicBool),
    report: &mut Report,
) -> Result<(), Failure> {
    let (options, stop) = how;
    let path = setup.library_to_write()?;
    make_folder(&path)?;
    let is_new = !path.exists();

    let mut writer = LibraryWriter::open(&path)?;
    let words: Vec<String> = args.paths.iter().map(|path| path.display().to_string()).collect();
    writer.begin_run(&words.join(" "))?;
    let mut progress = ProgressLine::new(setup.language, Arc::clone(&options.progress), &args.paths);
    let mut failure = None;
    let prepare = |incoming: Incoming| prepared(incoming, options);
    import::read(&args.paths, options, prepare, |ready| {
        if let Err(error) = take(&mut writer, ready, report) {
            failure = Some(error);
            return ControlFlow::Break(());
        }
        progress.show(report);
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    progress.clear();
    let finished = if stop.load(Ordering::Relaxed) { writer.break_off() } else { writer.finish() };
    failure.map_or(Ok(()), Err)?;
    let finished = finished?;
    if is_new && finished.settled && finished.added + finished.updated == 0 {
        // Nothing came of it: an empty library would stand in the way of the sample.
        let _ = std::fs::remove_file(&path);
    }
    Ok(())
}

/// Does on a worker what can be done before the library is asked.
pub fn prepared(incoming: Incoming, options: &Options) -> Ready {
    match incoming.result {
        Ok(article) => {
            let source = source_of(&article, options);
            let kept = incoming.original.map(|original| Kept::of(original.media_type, &original.bytes));
            let prepared = Prepared::of(*article, &source);
            let prepared =
                if incoming.address_is_shared { prepared.not_named_by_address() } else { prepared };
            let prepared = Box::new(prepared.read_from(incoming.fingerprint));
            Ready::Article(incoming.origin, prepared, kept, incoming.thumbnails)
        }
        Err(_) => Ready::Refused(incoming),
    }
}

fn source_of(article: &Article, options: &Options) -> Source {
    let host = article
        .url
        .as_deref()
        .and_then(|url| url::Url::parse(url).ok())
        .and_then(|url| url.host_str().map(ToOwned::to_owned));
    let name = options.source.clone().or_else(|| article.source_name.clone()).or(host);
    Source {
        name: name.unwrap_or_else(|| UNNAMED.to_owned()),
        base_url: options.base_url.as_ref().map(ToString::to_string),
    }
}

/// Writes what is ready and counts it.
pub fn take(writer: &mut LibraryWriter, ready: Ready, report: &mut Report) -> Result<(), Failure> {
    match ready {
        Ready::Article(origin, prepared, kept, thumbnails) => {
            let put = writer.put(&prepared)?;
            match kept {
                Some(kept) if put.outcome == Outcome::Unchanged => {
                    writer.keep_of_unchanged(put.id, &prepared, &kept)?;
                }
                Some(kept) => writer.keep(put.id, &kept)?,
                None => {}
            }
            let illustrated = writer.illustrate(put.id, &prepared, &thumbnails)?;
            report.thumbnails += illustrated.kept;
            report.thumbnails_over += illustrated.over;
            let outcome = match put.outcome {
                Outcome::Added => import::Outcome::Added,
                Outcome::Updated => import::Outcome::Updated,
                Outcome::Unchanged => import::Outcome::Unchanged,
            };
            report.note(&origin, &outcome, Lacking::from(&prepared.article));
        }
        Ready::Refused(incoming) => {
            note(report, &incoming);
            if let Err(error) = &incoming.result {
                let status = if error.is_skip() { ItemStatus::Skipped } else { ItemStatus::Failed };
                let (path, message) = (incoming.origin.path.display().to_string(), error.to_string());
                writer.fail(&FailedItem {
                    path: &path,
                    offset: incoming.origin.offset,
                    status,
                    message: &message,
                })?;
            }
        }
    }
    Ok(())
}

/// To standard output as JSON, else to standard error in words.
pub fn print(report: &Report, language: Language, as_json: bool) -> Result<(), Failure> {
    if as_json {
        let mut output = Output::new();
        output.json(&report.json())?;
        return output.finish();
    }
    // A report that nobody can read changes nothing about what was done.
    let _ = std::io::stderr().lock().write_all(report.words(language).as_bytes());
    Ok(())
}

/// One line on a terminal, rewritten a few times a second; nothing in a pipe.
struct ProgressLine {
    language: Language,
    bytes: Arc<import::Progress>,
    on: bool,
    shown: bool,
    started: Instant,
    last: Instant,
}

impl ProgressLine {
    fn new(language: Language, bytes: Arc<import::Progress>, inputs: &[PathBuf]) -> Self {
        let (now, on) = (Instant::now(), std::io::stderr().is_terminal());
        if on {
            bytes.measure(inputs);
        }
        Self { language, bytes, on, shown: false, started: now, last: now }
    }

    fn show(&mut self, report: &Report) {
        if !self.on || self.last.elapsed() < Duration::from_millis(250) {
            return;
        }
        self.last = Instant::now();
        self.shown = true;
        let line = far(
            self.language,
            report.articles(),
            (self.bytes.read(), self.bytes.total()),
            self.started.elapsed().as_secs_f64().max(0.001),
        );
        let _ = write!(std::io::stderr().lock(), "\r\x1b[K{line}");
    }

    fn clear(&self) {
        if self.shown {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}

/// How far an import is after so many seconds, by the bytes it has read and those there are. While those are still being
/// counted, nothing is said of a share or of the time left.
fn far(language: Language, articles: u64, (read, total): (u64, Option<u64>), elapsed: f64) -> String {
    let rate = format!("{:.0}", articles as f64 / elapsed);
    let mut values = vec![("n", articles.to_string()), ("rate", rate)];
    let key = if let Some(total) = total.filter(|total| *total > 0 && read > 0) {
        // What was read is not yet all in the library.
        values.push(("percent", (read * 100 / total).min(99).to_string()));
        let left = elapsed * total.saturating_sub(read) as f64 / read as f64;
        values.push(("left", format!("{:.0}", left.ceil().max(1.0))));
        "import.progress"
    } else {
        values.push(("size", format!("{:.1}", read as f64 / f64::from(1 << 20))));
        "import.progress-unmeasured"
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    language.fill(key, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_an_import_is_is_said_by_what_is_known() {
        let far = |read, total| far(Language::Chinese, 163, (read, total), 0.25);
        assert_eq!(far(3 << 20, None), "163 篇  每秒 652  已读 3.0 MiB");
        assert_eq!(far(1 << 20, Some(10 << 20)), "163 篇  每秒 652  10%  还要 3 秒");
        assert_eq!(far(10 << 20, Some(10 << 20)), "163 篇  每秒 652  99%  还要 1 秒");
        assert_eq!(far(0, Some(0)), "163 篇  每秒 652  已读 0.0 MiB");
    }
}
