//! What a run did: how many articles came in, were updated or left as they are, what failed and why, what is lacking.
//!
//! It counts; the caller says what became of each article. As text in English and Chinese, and as JSON.

use super::error::{ImportError, Reason};
use super::piece::Origin;
use crate::news::Article;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::path::{Path, PathBuf};

/// Files whose failures are named; the others are only counted.
const FILES: usize = 1_000;
/// Failures that are kept word for word for each file.
const EXAMPLES: usize = 5;

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
pub struct Lacking {
    /// No date.
    pub date: bool,
    /// No title.
    pub title: bool,
    /// No category.
    pub category: bool,
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
    /// How often each reason was given.
    pub reasons: BTreeMap<Reason, u64>,
    /// The files in which something failed.
    pub files: BTreeMap<PathBuf, Failures>,
}

/// Failures of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Failures {
    /// How many items failed.
    pub count: u64,
    /// The first of them, with the byte at which each stands.
    pub first: Vec<(u64, ImportError)>,
}

impl From<&Article> for Lacking {
    fn from(article: &Article) -> Self {
        Self {
            date: article.published.is_none(),
            title: article.title.is_none(),
            category: article.category_path.is_empty(),
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
    }

    fn refused(&mut self, origin: &Origin, error: &ImportError) {
        for reason in &error.reasons {
            *self.reasons.entry(*reason).or_default() += 1;
        }
        if error.is_skip() {
            self.skipped += 1;
            return;
        }
        self.failed += 1;
        if !self.files.contains_key(origin.path.as_ref()) && self.files.len() >= FILES {
            return;
        }
        let failures = self.files.entry(origin.path.as_ref().clone()).or_default();
        failures.count += 1;
        if failures.first.len() < EXAMPLES {
            failures.first.push((origin.offset, error.clone()));
        }
    }

    /// Articles that came in, changed or not.
    pub const fn articles(&self) -> u64 {
        self.added + self.updated + self.unchanged
    }

    /// The report in Chinese.
    pub fn chinese(&self) -> String {
        let mut text = format!(
            "新增 {}，更新 {}，未变 {}，跳过 {}，失败 {}",
            self.added, self.updated, self.unchanged, self.skipped, self.failed
        );
        let lacking =
            [(self.without_date, "日期"), (self.without_title, "标题"), (self.without_category, "栏目")];
        let lacking: Vec<String> = lacking
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{what} {count}"))
            .collect();
        if !lacking.is_empty() {
            let _ = write!(text, "\n缺少：{}", lacking.join("，"));
        }
        for (reason, count) in &self.reasons {
            let _ = write!(text, "\n{}：{count}", reason.chinese());
        }
        for (path, failures) in &self.files {
            let _ = write!(text, "\n{}：{} 篇失败", shown(path), failures.count);
            for (offset, error) in &failures.first {
                let _ = write!(text, "\n  第 {offset} 字节：{}", error.chinese());
            }
        }
        text
    }

    /// The report as one JSON object.
    pub fn json(&self) -> Value {
        let reasons: BTreeMap<&str, u64> =
            self.reasons.iter().map(|(reason, count)| (reason.code(), *count)).collect();
        let files: Vec<Value> = self.files.iter().map(|(path, failures)| file(path, failures)).collect();
        json!({
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "failed": self.failed,
            "without_date": self.without_date,
            "without_title": self.without_title,
            "without_category": self.without_category,
            "reasons": reasons,
            "files": files,
        })
    }
}

fn file(path: &Path, failures: &Failures) -> Value {
    let first: Vec<Value> = failures
        .first
        .iter()
        .map(|(offset, error)| {
            let reasons: Vec<&str> = error.reasons.iter().map(|reason| reason.code()).collect();
            json!({ "offset": offset, "reasons": reasons, "detail": error.detail })
        })
        .collect();
    json!({ "path": shown(path), "failed": failures.count, "first": first })
}

/// A file's name on one harmless line; names come from outside.
fn shown(path: &Path) -> String {
    crate::text::sanitize::line(&path.to_string_lossy()).into_owned()
}

/// In English.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} added, {} updated, {} unchanged, {} skipped, {} failed",
            self.added, self.updated, self.unchanged, self.skipped, self.failed
        )?;
        let lacking =
            [(self.without_date, "date"), (self.without_title, "title"), (self.without_category, "category")];
        for (count, what) in lacking.iter().filter(|(count, _)| *count > 0) {
            write!(f, "\n{count} without a {what}")?;
        }
        for (reason, count) in &self.reasons {
            write!(f, "\n{count} {reason}")?;
        }
        for (path, failures) in &self.files {
            write!(f, "\n{}: {} failed", shown(path), failures.count)?;
            for (offset, error) in &failures.first {
                write!(f, "\n  at byte {offset}: {error}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn counts_by_outcome_reason_and_file() {
        let origin = Origin { path: Arc::new(PathBuf::from("坏\u{1b}.jsonl")), offset: 7 };
        let mut report = Report::default();
        report.note(&origin, &Outcome::Added, Lacking { date: true, ..Lacking::default() });
        report.note(&origin, &Outcome::Unchanged, Lacking::default());
        report.note(&origin, &Outcome::Refused(Reason::NotAnArticle.into()), Lacking::default());
        for _ in 0..7 {
            let error = ImportError::new(Reason::BadJson, "eof");
            report.note(&origin, &Outcome::Refused(error), Lacking::default());
        }
        assert_eq!((report.articles(), report.skipped, report.failed, report.without_date), (2, 1, 7, 1));
        let json = report.json();
        assert_eq!(json["reasons"]["bad_json"], 7);
        assert_eq!(
            (&json["files"][0]["failed"], json["files"][0]["first"].as_array().unwrap().len()),
            (&json!(7), 5)
        );
        let english = report.to_string();
        assert!(
            english.starts_with("1 added, 0 updated, 1 unchanged, 1 skipped, 7 failed\n1 without a date"),
            "{english}"
        );
        assert!(
            english.contains("at byte 7: not a JSON object: eof") && !english.contains('\u{1b}'),
            "{english}"
        );
        assert!(report.chinese().contains("第 7 字节：不是有效的 JSON 对象：eof"));
    }
}
