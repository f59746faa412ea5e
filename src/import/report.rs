//! What a run did: how many articles came in, were updated or left as they are, what failed and why, what is lacking.
//!
//! It counts; the caller says what became of each article. In words of the reader's language, and as JSON.

use super::error::{ImportError, Reason};
use super::piece::Origin;
use crate::locale::Language;
use crate::news::{Article, Fidelity};
use crate::text::sanitize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files whose failures are named; the others are only counted.
const FILES: usize = 1_000;
/// Failures that are kept word for word for each file.
const EXAMPLES: usize = 5;
/// Files that are named in words; JSON names all that are kept.
const NAMED: usize = 20;

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A new article.
    Added,
    /// An article that was there, with a better text or newer facts.
    Updated,
    /// An article that was there, as it is.
    Unchanged,
    /// Left out or failed.
    Refused(ImportError),
}

/// What an article is without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that an article may be without")]
pub struct Lacking {
    /// No date.
    pub date: bool,
    /// No title.
    pub title: bool,
    /// No category.
    pub category: bool,
    /// It is a page, and its address is not known.
    pub address: bool,
}

/// The counts of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// New articles.
    pub added: u64,
    /// Articles that were changed.
    pub updated: u64,
    /// Articles that were left as they are.
    pub unchanged: u64,
    /// Items left out on purpose.
    pub skipped: u64,
    /// Items that failed.
    pub failed: u64,
    /// Articles that came in without a date.
    pub without_date: u64,
    /// Articles that came in without a title.
    pub without_title: u64,
    /// Articles that came in without a category.
    pub without_category: u64,
    /// Pages that came in without an address.
    pub without_address: u64,
    /// Thumbnails that were kept.
    pub thumbnails: u64,
    /// Thumbnails for which the library has no more room.
    pub thumbnails_over: u64,
    /// How often each reason was given.
    pub reasons: BTreeMap<Reason, u64>,
    /// The run was ended before its inputs were.
    pub interrupted: bool,
    /// Nothing was written, and no library asked.
    pub dry: bool,
    /// Every fault is kept, for a report that a program reads; else some of each file.
    pub every: bool,
    /// The files in which something failed or was left out.
    pub files: BTreeMap<PathBuf, Failures>,
}

/// What of one file did not come in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Failures {
    /// How many items failed.
    pub failed: u64,
    /// How many items were left out on purpose.
    pub skipped: u64,
    /// The first of either, or every one where the report was asked for all; what is wrong with the file as a whole
    /// stands before what is wrong with its items.
    pub first: Vec<Fault>,
}

/// What did not come in, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Byte of the file at which it stands.
    pub offset: u64,
    /// Line of the file, from 1, in formats of lines.
    pub line: Option<u64>,
    /// Number of the article at the site, in databases.
    pub number: Option<u64>,
    /// Why.
    pub error: ImportError,
}

impl Fault {
    /// Wrong with the file as a whole, not with one of its items.
    const fn is_of_the_file(&self) -> bool {
        self.offset == 0 && self.line.is_none() && self.number.is_none()
    }
}

impl From<&Article> for Lacking {
    fn from(article: &Article) -> Self {
        Self {
            date: article.published.is_none(),
            title: article.title.is_none(),
            category: article.category_path.is_empty(),
            address: article.fidelity == Fidelity::Html && article.url.is_none(),
        }
    }
}

impl Report {
    /// Counts one item.
    pub fn note(&mut self, origin: &Origin, outcome: &Outcome, lacking: Lacking) {
        match outcome {
            Outcome::Added => self.added += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Refused(error) => return self.refused(origin, error),
        }
        self.without_date += u64::from(lacking.date);
        self.without_title += u64::from(lacking.title);
        self.without_category += u64::from(lacking.category);
        self.without_address += u64::from(lacking.address);
    }

    fn refused(&mut self, origin: &Origin, error: &ImportError) {
        for reason in &error.reasons {
            *self.reasons.entry(*reason).or_default() += 1;
        }
        let skip = error.is_skip();
        self.skipped += u64::from(skip);
        self.failed += u64::from(!skip);
        let is_full = !self.every && self.files.len() >= FILES;
        if is_full && !self.files.contains_key(origin.path.as_ref()) {
            return;
        }
        let file = self.files.entry(origin.path.as_ref().clone()).or_default();
        file.skipped += u64::from(skip);
        file.failed += u64::from(!skip);
        let Origin { offset, line, number, .. } = *origin;
        let fault = Fault { offset, line, number, error: error.clone() };
        if fault.is_of_the_file() {
            let others = file.first.iter().position(|fault| !fault.is_of_the_file());
            file.first.insert(others.unwrap_or(file.first.len()), fault);
            file.first.truncate(if self.every { usize::MAX } else { EXAMPLES });
        } else if self.every || file.first.len() < EXAMPLES {
            file.first.push(fault);
        }
    }

    /// Articles that came in, changed or not.
    pub const fn articles(&self) -> u64 {
        self.added + self.updated + self.unchanged
    }

    /// The report in words, a line for each matter.
    pub fn words(&self, language: Language) -> String {
        let number = |n: u64| n.to_string();
        let counts = [
            ("seen", self.articles()),
            ("added", self.added),
            ("updated", self.updated),
            ("unchanged", self.unchanged),
            ("skipped", self.skipped),
            ("failed", self.failed),
        ];
        let counts = counts.map(|(name, count)| (name, number(count)));
        let counts = counts.each_ref().map(|(name, count)| (*name, count.as_str()));
        let key = if self.dry { "import.summary-dry" } else { "import.summary" };
        let mut lines = vec![language.fill(key, &counts)];
        for (key, count) in [
            ("import.without-title", self.without_title),
            ("import.without-date", self.without_date),
            ("import.without-category", self.without_category),
            ("import.without-address", self.without_address),
            ("import.thumbnails", self.thumbnails),
            ("import.thumbnails-over", self.thumbnails_over),
        ] {
            if count > 0 {
                lines.push(language.fill(key, &[("n", &number(count))]));
            }
        }
        for (reason, count) in &self.reasons {
            let reason =
                if language == Language::Chinese { reason.chinese().to_owned() } else { reason.to_string() };
            lines.push(language.fill("import.reason", &[("reason", &reason), ("n", &number(*count))]));
        }
        self.name_files(language, &mut lines);
        if self.interrupted {
            lines.push(language.say("import.interrupted").to_owned());
        }
        lines.push(String::new());
        lines.join("\n")
    }

    fn name_files(&self, language: Language, lines: &mut Vec<String>) {
        let said = |error: &ImportError| match language {
            Language::Chinese => error.chinese(),
            Language::English => error.to_string(),
        };
        for (path, file) in self.files.iter().take(NAMED) {
            for fault in file.first.iter().take(EXAMPLES) {
                let place = match (fault.line, fault.number) {
                    (Some(line), _) => language.fill("import.line", &[("n", &line.to_string())]),
                    (_, Some(number)) => language.fill("import.number", &[("n", &number.to_string())]),
                    _ if fault.offset > 0 => {
                        language.fill("import.byte", &[("n", &fault.offset.to_string())])
                    }
                    _ => String::new(),
                };
                lines.push(format!("  {}{place}: {}", shown(path), said(&fault.error)));
            }
        }
        let named: usize = self.files.values().take(NAMED).map(|file| file.first.len().min(EXAMPLES)).sum();
        let more = (self.skipped + self.failed).saturating_sub(named as u64);
        if more > 0 {
            lines.push(language.fill("import.more", &[("n", &more.to_string())]));
        }
    }

    /// The report as one JSON object.
    pub fn json(&self) -> Value {
        let reasons: BTreeMap<&str, u64> =
            self.reasons.iter().map(|(reason, count)| (reason.code(), *count)).collect();
        let files: Vec<Value> = self.files.iter().map(|(path, file)| json_of(path, file)).collect();
        json!({
            "articles": self.articles(),
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "failed": self.failed,
            "without": {
                "title": self.without_title, "date": self.without_date, "category": self.without_category,
                "address": self.without_address,
            },
            "thumbnails": { "kept": self.thumbnails, "over": self.thumbnails_over },
            "reasons": reasons,
            "files": files,
            "interrupted": self.interrupted,
        })
    }
}

fn json_of(path: &Path, file: &Failures) -> Value {
    let fault = |fault: &Fault| {
        let reasons: Vec<&str> = fault.error.reasons.iter().map(|reason| reason.code()).collect();
        json!({ "offset": fault.offset, "line": fault.line, "number": fault.number, "reasons": reasons, "detail": fault.error.detail })
    };
    let faults: Vec<Value> = file.first.iter().map(fault).collect();
    json!({ "path": shown(path), "failed": file.failed, "skipped": file.skipped, "faults": faults })
}

/// A file's name on one harmless line; names come from outside.
fn shown(path: &Path) -> String {
    sanitize::line(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_outcome_reason_and_file() {
        let origin = Origin::of(PathBuf::from("坏\u{1b}\n.jsonl")).at_line(70, 7);
        let mut report = Report::default();
        let mut every = Report { every: true, ..Report::default() };
        report.note(&origin, &Outcome::Added, Lacking { date: true, ..Lacking::default() });
        report.note(&origin, &Outcome::Unchanged, Lacking::default());
        report.note(&origin, &Outcome::Refused(Reason::NotAnArticle.into()), Lacking::default());
        for _ in 0..7 {
            let error = ImportError::new(Reason::BadJson, "eof");
            report.note(&origin, &Outcome::Refused(error.clone()), Lacking::default());
            every.note(&origin, &Outcome::Refused(error), Lacking::default());
        }
        assert_eq!((report.articles(), report.skipped, report.failed, report.without_date), (2, 1, 7, 1));
        let json = report.json();
        assert_eq!(json["reasons"]["bad_json"], 7);
        assert_eq!(
            (&json["files"][0]["failed"], json["files"][0]["faults"].as_array().unwrap().len()),
            (&json!(7), 5)
        );
        let all = every.json();
        assert_eq!(all["files"][0]["faults"].as_array().unwrap().len(), 7);
        assert_eq!(
            (&all["files"][0]["faults"][6]["line"], &all["files"][0]["faults"][6]["offset"]),
            (&7.into(), &70.into())
        );
        assert!(every.words(Language::English).contains("and 2 more"));
        let english = report.words(Language::English);
        assert!(english.contains("without a date: 1"), "{english}");
        assert!(
            english.contains(" line 7: not a JSON object: eof") && !english.contains('\u{1b}'),
            "{english}"
        );
        assert_eq!(english.lines().filter(|line| line.contains(".jsonl")).count(), 5, "{english}");
        assert!(english.contains("and 3 more"), "{english}");
        assert!(report.words(Language::Chinese).contains("不是有效的 JSON 对象：7"));
        let post = Origin::of(PathBuf::from("site.db")).numbered(4);
        report.note(&post, &Outcome::Refused(Reason::NotPublic.into()), Lacking::default());
        assert!(report.words(Language::English).contains("site.db article 4: a draft"));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_told_before_what_is_wrong_with_its_lines() {
        let file = Origin::of(PathBuf::from("a.jsonl.gz"));
        for every in [false, true] {
            let mut report = Report { every, ..Report::default() };
            for line in 1..90 {
                let outcome = Outcome::Refused(Reason::BadJson.into());
                report.note(&file.at_line(line * 10, line), &outcome, Lacking::default());
            }
            report.note(&file, &Outcome::Refused(Reason::Damaged.into()), Lacking::default());
            let faults = &report.files[&PathBuf::from("a.jsonl.gz")];
            assert_eq!(faults.first.len(), if every { 90 } else { 5 });
            assert_eq!(faults.first[0].error.reasons, [Reason::Damaged]);
            assert_eq!(faults.first[1].line, Some(1));
            let words = report.words(Language::Chinese);
            assert!(words.contains("a.jsonl.gz: 压缩数据已损坏") && words.contains("另有 85 条"), "{words}");
        }
    }
}
