//! The report as lines of text: what a person reads and pastes.

use super::files::{DeskReport, LibraryReport};
use super::surroundings::Surroundings;
use super::terminal::{Answers, TerminalReport};
use super::{Report, Weight};
use crate::locale::Language;
use crate::runtime::terminal::Reply;
use crate::store::Access;
use crate::text::WidthProfile;
use crate::text::width::WidthRow;

/// Columns of the names before the values.
const NAMES: usize = 22;

/// A page while it is written.
struct Page {
    language: Language,
    lines: Vec<String>,
}

/// All lines of the report.
pub(super) fn lines(report: &Report, language: Language) -> Vec<String> {
    let mut page = Page { language, lines: Vec::new() };
    page.lines.push(format!("banxin {} (SQLite {}, {})", report.version, report.sqlite, report.system));
    page.terminal(&report.terminal, &report.surroundings);
    page.library(&report.library);
    page.desk(&report.desk);
    page.heading("doctor.findings");
    for finding in &report.findings {
        let mark = match finding.weight {
            Weight::Hint => "-",
            Weight::Wrong | Weight::Unusable => "!",
        };
        page.lines.push(format!("  {mark} {}", finding.text));
    }
    if report.findings.iter().all(|finding| finding.weight == Weight::Hint) {
        page.lines.push(format!("  {}", language.say("doctor.all-well")));
    }
    page.lines
}

impl Page {
    fn heading(&mut self, key: &'static str) {
        self.lines.push(String::new());
        self.lines.push(self.language.say(key).to_owned());
    }

    fn row(&mut self, name: &str, value: &str) {
        self.lines.push(format!("  {}{value}", padded(name, NAMES)));
    }

    fn said(&mut self, name: &'static str, value: &str) {
        self.row(self.language.say(name), value);
    }

    fn yes_or_no(&mut self, name: &'static str, is_so: bool) {
        let word = self.language.say(if is_so { "doctor.yes" } else { "doctor.no" });
        self.said(name, word);
    }

    fn terminal(&mut self, terminal: &TerminalReport, around: &Surroundings) {
        let language = self.language;
        self.heading("doctor.terminal");
        for (name, value) in &around.variables {
            self.row(name, value);
        }
        if let Some(reason) = &terminal.not_asked {
            self.said("doctor.not-asked", reason);
        }
        if let Some(answers) = &terminal.answers {
            self.answers(answers);
        }
        let multiplexer = around.multiplexer.map_or_else(|| language.say("doctor.none"), |one| one.name());
        self.said("doctor.multiplexer", multiplexer);
        self.yes_or_no("doctor.ssh", around.ssh);
        let locale = around.locale.as_ref().map(|locale| format!("{}={}", locale.variable, locale.value));
        self.said("doctor.locale", locale.as_deref().unwrap_or_else(|| language.say("doctor.none")));
        self.said("doctor.clipboard", language.say(around.clipboard.key()));
        self.said("doctor.colours", language.say(around.colours.key()));
        self.said("doctor.profile", language.say(terminal.profile.key()));
        if let Some(answers) = &terminal.answers {
            self.heading("doctor.widths");
            for row in &answers.widths {
                self.width(row);
            }
        }
    }

    fn answers(&mut self, answers: &Answers) {
        let language = self.language;
        let none = language.say("doctor.no-answer");
        let answered = [
            ("XTVERSION", &answers.version),
            ("DA1", &answers.attributes),
            ("DA2", &answers.second_attributes),
        ];
        for (name, answer) in answered {
            self.row(name, answer.as_deref().unwrap_or(none));
        }
        self.said("doctor.size", &format!("{}x{}", answers.columns, answers.rows));
        let reply = language.say(match answers.reply {
            Reply::Complete => "doctor.reply-complete",
            Reply::Partial => "doctor.reply-partial",
            Reply::Mute => "doctor.reply-mute",
            Reply::NotAsked => "doctor.reply-not-asked",
        });
        self.said("doctor.reply", &format!("{reply} ({} ms)", answers.milliseconds));
        if let Some(reads_utf8) = answers.reads_utf8 {
            self.yes_or_no("doctor.reads-utf8", reads_utf8);
        }
        self.said("doctor.like", answers.like.unwrap_or_else(|| language.say("doctor.none")));
    }

    /// One class: its columns, the samples, and what differs; an assumed width is in brackets.
    fn width(&mut self, row: &WidthRow) {
        let name: &str = row.class.into();
        let columns = if row.measured { format!(" {} ", row.columns) } else { format!("({})", row.columns) };
        let mut line = format!("{columns}  {}", row.samples);
        if !row.exceptions.is_empty() {
            let different: Vec<String> =
                row.exceptions.iter().map(|(letter, columns)| format!("{letter} {columns}")).collect();
            line.push_str("  ! ");
            line.push_str(&different.join(", "));
        }
        self.row(name, &line);
    }

    fn library(&mut self, report: &LibraryReport) {
        let language = self.language;
        self.heading("doctor.library");
        let path = report.path.as_deref().unwrap_or_else(|| language.say("doctor.none"));
        self.said("doctor.path", path);
        if report.is_sample {
            self.said("doctor.kind", language.say("doctor.sample"));
        }
        if let Some(health) = &report.health {
            self.said("doctor.format", &format!("{:#010x}, {}", health.application_id, health.version));
            self.said("doctor.bytes", &megabytes(health.bytes));
            self.access(health.access);
            self.yes_or_no("doctor.nfs", health.is_on_nfs);
            self.said("doctor.articles", &health.articles.to_string());
            let newest = health.newest.map_or_else(|| language.say("doctor.none").to_owned(), |at| at.day());
            self.said("doctor.newest", &newest);
            self.yes_or_no("doctor.indexed", health.is_indexed);
            self.said("doctor.kinship-due", &health.kinship_due.to_string());
        }
        self.said("doctor.check", language.say(report.check.key()));
        for fault in &report.faults {
            self.row("", fault);
        }
    }

    fn desk(&mut self, report: &DeskReport) {
        let language = self.language;
        self.heading("doctor.desk");
        self.said("doctor.path", report.path.as_deref().unwrap_or_else(|| language.say("doctor.none")));
        if let Some(health) = &report.health {
            match health.version {
                Some(version) => self.said("doctor.format", &version.to_string()),
                None => self.said("doctor.format", language.say("doctor.not-yet-made")),
            }
            self.said("doctor.bytes", &megabytes(health.bytes));
            self.access(health.access);
            self.yes_or_no("doctor.nfs", health.is_on_nfs);
        }
    }

    fn access(&mut self, access: Access) {
        let key = match access {
            Access::Writable => "doctor.access-writable",
            Access::Denied => "doctor.access-denied",
            Access::ReadOnlyFileSystem => "doctor.access-read-only",
        };
        self.said("doctor.access", self.language.say(key));
    }
}

/// A name and blanks up to a column; hanzi take two.
fn padded(name: &str, columns: usize) -> String {
    let narrow = WidthProfile::narrow();
    let taken: usize = name.chars().map(|letter| usize::from(narrow.width_of(letter))).sum();
    format!("{name}{}", " ".repeat(columns.saturating_sub(taken).max(1)))
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
