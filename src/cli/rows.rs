//! Rows of a list: one line an article in a pipe, as scripts have them; on a terminal set for its width.

use super::Setup;
use super::exit::Failure;
use super::output::Output;
use super::typeset::profile;
use crate::text::{Measure, Typesetter, Typography, WidthProfile, sanitize};
use std::io::{IsTerminal, stdout};

/// Columns that a text has at least beside what stands before it.
const LEAST: u16 = 24;
/// Columns before a text that stands below instead.
const SMALL: u16 = 4;

/// How rows are printed.
pub struct Rows {
    profile: WidthProfile,
    /// Columns of the terminal; `None` where standard output is none.
    columns: Option<u16>,
}

impl Rows {
    /// For standard output as it is.
    pub fn of(setup: &Setup) -> Self {
        let columns = rustix::termios::tcgetwinsize(stdout()).map(|size| size.ws_col).ok();
        let columns = columns.filter(|columns| *columns > 0 && stdout().is_terminal());
        Self { profile: profile(setup), columns }
    }

    /// One article: what stands before its title, and what stands behind it.
    pub fn row(&self, output: &mut Output, head: &str, title: &str, tail: &str) -> Result<(), Failure> {
        match self.columns {
            None => output.line(format!("{head}{title}\t{tail}").trim_end()),
            Some(columns) => {
                let words = if tail.is_empty() { title.to_owned() } else { format!("{title}  {tail}") };
                output.line(&self.set(head, &words, columns).join("\n"))
            }
        }
    }

    /// A text below a title.
    pub fn below(&self, output: &mut Output, head: &str, words: &str) -> Result<(), Failure> {
        match self.columns {
            None => output.line(&format!("{head}{words}")),
            Some(columns) => output.line(&self.set(head, words, columns).join("\n")),
        }
    }

    /// The lines of a text that hangs behind its head.
    fn set(&self, head: &str, words: &str, columns: u16) -> Vec<String> {
        let verbatim = Typography::default().verbatim();
        let setter = Typesetter::new(&self.profile, verbatim);
        let width = setter.columns(head) as u16;
        let (words, beside) = (sanitize::line(words), columns.saturating_sub(width) >= LEAST);
        let indent = if beside { width } else { SMALL.min(columns / 4) };
        let measure = Measure { columns: columns.saturating_sub(indent).max(1), ..Measure::default() };
        let lines = setter.paragraph(&words, measure);
        let blanks = " ".repeat(usize::from(indent));
        let mut lines: Vec<String> = lines.iter().map(|line| blanks.clone() + &line.to_plain()).collect();
        match lines.first_mut() {
            Some(first) if beside => first.replace_range(..blanks.len(), head),
            _ if !head.trim().is_empty() => lines.insert(0, setter.line(head.trim_end(), columns).to_plain()),
            _ => {}
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_hangs_behind_its_head_and_no_line_is_too_long() {
        let rows = Rows { profile: WidthProfile::narrow(), columns: Some(50) };
        let head = "     12 + 2024-09-24  ";
        let words = "春光正好，项目建设要抢在前头，再多说几句  镇江产业信息";
        let lines = rows.set(head, words, 50);
        assert_eq!(
            lines,
            [
                "     12 + 2024-09-24  春光正好，项目建设要抢在前",
                "                      头，再多说几句  镇江产业信息"
            ]
        );
        let setter = Typesetter::new(&rows.profile, Typography::default());
        for columns in 1..60 {
            for line in rows.set(head, words, columns) {
                assert!(setter.columns(&line) <= usize::from(columns), "{columns}: {line}");
            }
        }
    }
}
