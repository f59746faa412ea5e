//! `banxin import`: brings articles in, shows how far it is, reports what became of everything.

use super::exit::{Failure, SOME_FAILED};
use super::output::Output;
use super::{ImportArgs, Setup};
use crate::import::{self, Format, Incoming, Options, record};
use crate::locale::Language;
use crate::news::Article;
use crate::news::date;
use crate::store::{FailedItem, ItemStatus, LibraryWriter, Outcome, Prepared, Source};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Name of the source of articles that name none.
const UNNAMED: &str = "import";

/// Imports, or with `--dry-run` only parses.
pub fn run(setup: &Setup, args: &ImportArgs) -> Result<ExitCode, Failure> {
    let options = options(args)?;
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        let registered = signal_hook::flag::register(signal, Arc::clone(&stop));
        registered.map_err(|reason| Failure::File { path: "signals".to_owned(), reason })?;
    }
    let mut report = Report { language: setup.language, ..Report::default() };
    if args.dry_run {
        dry_run(args, &options, &stop, &mut report)?;
    } else {
        write(setup, args, (&options, &stop), &mut report)?;
    }
    report.print(args.json && !args.dry_run, stop.load(Ordering::Relaxed))?;
    Ok(if report.failed > 0 { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS })
}

fn options(args: &ImportArgs) -> Result<Options, Failure> {
    let unknown = |name: &str| {
        Failure::Usage(format!(
            "there is no format {name}: text, html, feed, opml, warc, jsonl, csv, md, wxr, zblog"
        ))
    };
    let as_format = args.format.as_deref().filter(|name| *name != "auto");
    let as_format =
        as_format.map(|name| Format::from_str(name).map_err(|_unknown| unknown(name))).transpose()?;
    let base_url = args.base_url.as_deref().map(|url| {
        url::Url::parse(url).map_err(|error| Failure::Usage(format!("--base-url {url}: {error}")))
    });
    let captured_at = args.captured_at.as_deref().map(|time| {
        let moment = date::value(time, &date::Clock::default());
        moment
            .map(|moment| moment.unix)
            .ok_or_else(|| Failure::Usage(format!("--captured-at {time} is not a date such as 2024-09-24")))
    });
    let charset = args.charset.as_deref().map(|name| {
        import::charset_label(name)
            .ok_or_else(|| Failure::Usage(format!("there is no charset {name}: utf-8, gb18030, big5")))
    });
    Ok(Options {
        as_format,
        source: args.source.clone(),
        base_url: base_url.transpose()?,
        captured_at: captured_at.transpose()?,
        charset: charset.transpose()?,
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
        report.saw(&incoming);
        if let (true, Some(object)) = (args.json, object) {
            if let Err(error) = output.json(&object) {
                failure = Some(error);
                return ControlFlow::Break(());
            }
        } else if let Ok(article) = &incoming.result {
            let title = article.title.clone().unwrap_or_default();
            if let Err(error) = output.line(&format!("{}: {title}", incoming.origin.path.display())) {
                failure = Some(error);
                return ControlFlow::Break(());
            }
        }
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    failure.map_or(Ok(()), Err)?;
    output.finish()
}

/// One piece of the input, ready for the writer or refused.
enum Ready {
    Article(Box<Prepared>),
    Refused(Incoming),
}

fn write(
    setup: &Setup,
    args: &ImportArgs,
    how: (&Options, &AtomicBool),
    report: &mut Report,
) -> Result<(), Failure> {
    let (options, stop) = how;
    let path = setup.library_to_write()?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|reason| Failure::File { path: folder.display().to_string(), reason })?;
    }
    let mut writer = LibraryWriter::open(&path)?;
    let words: Vec<String> = args.paths.iter().map(|path| path.display().to_string()).collect();
    writer.begin_run(&words.join(" "))?;
    let mut progress = ProgressLine::new(setup.language, Arc::clone(&options.progress));
    let mut failure = None;
    let prepare = |incoming: Incoming| match incoming.result {
        Ok(article) => {
            Ready::Article(Box::new(Prepared::of(*article.clone(), &source_of(&article, options))))
        }
        Err(_) => Ready::Refused(incoming),
    };
    import::read(&args.paths, options, prepare, |ready| {
        if let Err(error) = take(&mut writer, ready, report) {
            failure = Some(error);
            return ControlFlow::Break(());
        }
        progress.show(report);
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    progress.clear();
    let finished = writer.finish();
    failure.map_or(Ok(()), Err)?;
    finished?;
    Ok(())
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

fn take(writer: &mut LibraryWriter, ready: Ready, report: &mut Report) -> Result<(), Failure> {
    match ready {
        Ready::Article(prepared) => {
            report.saw_article(&prepared.article);
            match writer.put(&prepared)?.outcome {
                Outcome::Added => report.added += 1,
                Outcome::Updated => report.updated += 1,
                Outcome::Unchanged => report.unchanged += 1,
            }
        }
        Ready::Refused(incoming) => {
            report.saw(&incoming);
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

/// What became of everything.
#[derive(Debug, Default)]
struct Report {
    language: Language,
    seen: u64,
    added: u64,
    updated: u64,
    unchanged: u64,
    skipped: u64,
    failed: u64,
    without: BTreeMap<&'static str, u64>,
    reasons: BTreeMap<String, u64>,
    items: Vec<(String, u64, String)>,
}

/// Failures named one by one; the rest is counted.
const NAMED: usize = 20;

impl Report {
    fn saw(&mut self, incoming: &Incoming) {
        match &incoming.result {
            Ok(article) => self.saw_article(article),
            Err(error) => {
                if error.is_skip() {
                    self.skipped += 1;
                } else {
                    self.failed += 1;
                }
                let words =
                    if self.language == Language::Chinese { error.chinese() } else { error.to_string() };
                for reason in &error.reasons {
                    *self.reasons.entry(reason.code().to_owned()).or_default() += 1;
                }
                if self.items.len() < NAMED {
                    self.items.push((
                        incoming.origin.path.display().to_string(),
                        incoming.origin.offset,
                        words,
                    ));
                }
            }
        }
    }

    fn saw_article(&mut self, article: &Article) {
        self.seen += 1;
        let lacking = [
            ("title", article.title.is_none()),
            ("date", article.published.is_none()),
            ("category", article.category_path.is_empty()),
        ];
        for (name, _) in lacking.into_iter().filter(|(_, lacks)| *lacks) {
            *self.without.entry(name).or_default() += 1;
        }
    }

    /// To standard output as JSON, else to standard error in words.
    fn print(&self, as_json: bool, stopped: bool) -> Result<(), Failure> {
        if as_json {
            let items: Vec<_> = self
                .items
                .iter()
                .map(|(path, offset, reason)| json!({"path": path, "offset": offset, "reason": reason}))
                .collect();
            let mut output = Output::new();
            output.json(&json!({
                "articles": self.seen, "added": self.added, "updated": self.updated, "unchanged": self.unchanged,
                "skipped": self.skipped, "failed": self.failed, "without": self.without, "reasons": self.reasons,
                "items": items, "interrupted": stopped,
            }))?;
            return output.finish();
        }
        let words = self.words(stopped);
        // A report that nobody can read changes nothing about what was done.
        let _ = std::io::stderr().lock().write_all(crate::text::sanitize::text(&words).as_bytes());
        Ok(())
    }

    fn words(&self, stopped: bool) -> String {
        let language = self.language;
        let number = |n: u64| n.to_string();
        let mut words = language.fill(
            "import.summary",
            &[
                ("seen", &number(self.seen)),
                ("added", &number(self.added)),
                ("updated", &number(self.updated)),
                ("unchanged", &number(self.unchanged)),
                ("skipped", &number(self.skipped)),
                ("failed", &number(self.failed)),
            ],
        );
        words.push('\n');
        for (field, count) in &self.without {
            let key = match *field {
                "title" => "import.without-title",
                "date" => "import.without-date",
                _ => "import.without-category",
            };
            words.push_str(&language.fill(key, &[("n", &number(*count))]));
            words.push('\n');
        }
        for (path, offset, reason) in &self.items {
            words.extend(["  ", path, ":", &number(*offset), ": ", reason, "\n"]);
        }
        let unnamed = (self.skipped + self.failed).saturating_sub(self.items.len() as u64);
        if unnamed > 0 {
            words.push_str(&language.fill("import.more", &[("n", &number(unnamed))]));
            words.push('\n');
        }
        if stopped {
            words.push_str(language.say("import.interrupted"));
            words.push('\n');
        }
        words
    }
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
    fn new(language: Language, bytes: Arc<import::Progress>) -> Self {
        let now = Instant::now();
        Self { language, bytes, on: std::io::stderr().is_terminal(), shown: false, started: now, last: now }
    }

    fn show(&mut self, report: &Report) {
        if !self.on || self.last.elapsed() < Duration::from_millis(250) {
            return;
        }
        self.last = Instant::now();
        self.shown = true;
        let elapsed = self.started.elapsed().as_secs_f64().max(0.001);
        let (read, total) = (self.bytes.read(), self.bytes.total());
        let left = if read > 0 && total > read { elapsed * (total - read) as f64 / read as f64 } else { 0.0 };
        let rate = format!("{:.0}", report.seen as f64 / elapsed);
        let percent = (read * 100).checked_div(total).unwrap_or(0).min(100).to_string();
        let values = [
            ("n", report.seen.to_string()),
            ("rate", rate),
            ("percent", percent),
            ("left", format!("{left:.0}")),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let line = self.language.fill("import.progress", &values);
        let _ = write!(std::io::stderr().lock(), "\r\x1b[K{line}");
    }

    fn clear(&self) {
        if self.shown {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}
