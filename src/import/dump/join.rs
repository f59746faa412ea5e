//! Joins bylines that an extractor spread over lines: a key and its value, a day and its time, a list of facts.

use super::facts::is_medium;
use super::keys;
use super::line::{Line, Mark};
use crate::news::date::{self, Clock};
use crate::text::pattern::{Matcher, matcher, pattern};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Lines at the head in which a list may be a byline.
const WITHIN: usize = 30;
/// Longest line that is dated, bytes.
const DATED: usize = 200;
/// Bytes in which a breadcrumb begins.
const LEAD: usize = 40;
/// Longest value that is joined to a key, characters.
const VALUE: usize = 30;

/// Joins in place.
pub fn bylines(lines: &mut Vec<Line>) {
    lists(lines);
    calendar(lines);
    lines.iter_mut().for_each(days);
    lines.iter_mut().take(WITHIN).for_each(arrows);
    let mut at = 0;
    while at + 1 < lines.len() {
        let joined = match (lines.get(at), lines.get(at + 1)) {
            (Some(first), Some(second)) if at < WITHIN && is_source(first, second) => {
                Some(joined(&[first, second], ":"))
            }
            (Some(first), Some(second)) => goes_on(first, second).then(|| joined(&[first, second], " ")),
            _ => None,
        };
        match joined {
            Some(line) => {
                lines.remove(at + 1);
                if let Some(first) = lines.get_mut(at) {
                    *first = line;
                }
            }
            None => at += 1,
        }
    }
}

/// `首页 ? 财经 ? 观察`: arrows that a wrong character set turned into question marks.
fn arrows(line: &mut Line) {
    let home = line
        .folded
        .get(..line.folded.floor_char_boundary(LEAD))
        .is_some_and(|lead| lead.contains("首页") || lead.contains("位置"));
    let marks = |text: &str| text.matches(" ? ").count() + text.matches(" \u{fffd} ").count();
    if home && line.raw.len() <= DATED && marks(&line.folded) >= 1 {
        let raw =
            [" ? ", " ？ ", " \u{fffd} "].iter().fold(line.raw.clone(), |raw, mark| raw.replace(mark, " > "));
        *line = line.with(raw);
    }
}

/// `2024`, `09/24`, `10:11`: a year, a day and a time that a style sheet sets one below the other.
fn calendar(lines: &mut Vec<Line>) {
    static YEAR: LazyLock<Matcher> = LazyLock::new(|| matcher(r"^(?:19|20)\d\d(?:[-/.年]\d{1,2}月?)?$"));
    static DAY: LazyLock<Matcher> = LazyLock::new(|| matcher(r"^(?:\d{1,2}[-/.月])?\d{1,2}日?$"));
    static TIME: LazyLock<Matcher> = LazyLock::new(|| matcher(r"^\d{1,2}:\d\d(?::\d\d)?$"));
    let is = |line: Option<&Line>, known: &Matcher| {
        line.is_some_and(|line| line.len() <= 10 && known.is_match(&line.folded))
    };
    for at in 0..lines.len().min(WITHIN) {
        if !is(lines.get(at), &YEAR) || !is(lines.get(at + 1), &DAY) {
            continue;
        }
        let timed = is(lines.get(at + 2), &TIME);
        let words: Vec<&str> =
            lines.iter().skip(at).take(2 + usize::from(timed)).map(|line| line.folded.as_str()).collect();
        let [day @ .., last] = words.as_slice() else { continue };
        let day = if timed { day.join("-") } else { words.join("-") };
        let day = day.replace("年-", "年").replace("月-", "月");
        let raw = if timed { format!("{day} {last}") } else { day };
        if date::written(&raw, &Clock::default()).is_some_and(|found| found.range.len() == raw.len()) {
            let line = lines.get(at).map(|first| first.with(raw));
            lines.splice(at..at + words.len(), line);
        }
    }
}

/// `2024 09/24`, `2024 9月24日`: a year and a day that a style sheet sets apart, or whose 年 a script should have set.
fn days(line: &mut Line) {
    static DAY: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b((?:19|20)\d\d) {1,4}(1[0-2]|0[1-9]) ?/ ?(3[01]|[12]\d|0[1-9])\b"));
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(\D{0,12}\b(?:19|20)\d\d) {1,3}(\d{1,2}月\d{1,2}日)"));
    if line.raw.len() <= DATED
        && line.raw.contains('月')
        && let Cow::Owned(raw) = YEAR.replace(&line.raw, "${1}年$2")
        && let Some(read) = Line::read(&raw, line.block)
    {
        *line = line.with(read.raw.clone());
    }
    // `2024,9,24` and nothing else.
    let digits = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if line.len() <= 10 && line.folded.split(',').count() == 3 && line.folded.split(',').all(digits) {
        *line = line.with(line.folded.replace(',', "-"));
    }
    if line.raw.len() > DATED || !line.raw.contains('/') {
        return;
    }
    if let Cow::Owned(raw) = DAY.replace(&line.raw, "$1-$2-$3")
        && let Some(read) = Line::read(&raw, line.block)
    {
        *line = line.with(read.raw.clone());
    }
}

/// A bare key before its value, or a bare day before its time of day.
fn goes_on(first: &Line, second: &Line) -> bool {
    if first.len() > VALUE
        || second.len() > VALUE
        || second.block > first.block + 1
        || second.folded.contains('。')
        || is_title(second)
    {
        return false;
    }
    let keys = keys::spans(&first.folded, false);
    let bare_key =
        keys.last().is_some_and(|key| key.end == first.folded.len() && key.key != keys::Key::Other);
    // The day of a paper may be left out.
    let day = keys.last().is_some_and(|key| matches!(key.key, keys::Key::Published | keys::Key::Updated));
    let told = !day
        || second.folded.contains(|c: char| c.is_ascii_digit())
        || second.folded.starts_with(['今', '昨', '前', '刚', '一', '二']);
    let value = told && keys::spans(&second.folded, false).is_empty();
    let time = second.folded.chars().all(|c| c.is_ascii_digit() || c == ':') && second.folded.contains(':');
    let day = || {
        date::written(&first.folded, &Clock::default()).is_some_and(|day| day.range.end == first.folded.len())
    };
    (bare_key && value) || (time && day())
}

/// `文章来源`, and in the next line the paper.
fn is_source(first: &Line, second: &Line) -> bool {
    const KEYS: [&str; 5] = ["来源", "文章来源", "信息来源", "新闻来源", "稿件来源"];
    KEYS.contains(&first.folded.as_str())
        && (2..=VALUE / 2).contains(&second.len())
        && is_medium(&second.folded)
}

/// The name of a document, which no key's value is.
fn is_title(line: &Line) -> bool {
    const KINDS: [&str; 10] =
        ["通知", "公告", "通报", "意见", "办法", "决定", "方案", "批复", "规定", "通告"];
    line.len() >= 10 && KINDS.iter().any(|kind| line.folded.ends_with(kind))
}

/// A short list with a date for an item, above the text, is one byline.
fn lists(lines: &mut Vec<Line>) {
    let mut at = 0;
    while at < lines.len().min(WITHIN) && lines.get(at).is_some_and(|line| !line.is_prose()) {
        let rest = lines.get(at..).unwrap_or_default();
        let item = |line: &&Line| line.mark == Mark::Bullet && line.len() <= 24;
        let run: Vec<&Line> = rest.iter().take_while(item).collect();
        let dated = run.iter().any(|line| {
            date::written(&line.folded, &Clock::default())
                .is_some_and(|day| day.range.len() + 4 >= line.folded.len())
        });
        let ends = rest.get(run.len()).is_none_or(|next| next.mark == Mark::None);
        if (2..=6).contains(&run.len()) && dated && ends {
            let line = joined(&run, "  ");
            let length = run.len();
            lines.splice(at..at + length, [line]);
        }
        at += run_length(lines, at);
    }
}

fn run_length(lines: &[Line], at: usize) -> usize {
    lines.get(at..).unwrap_or_default().iter().take_while(|line| line.mark != Mark::None).count().max(1)
}

fn joined(lines: &[&Line], between: &str) -> Line {
    let raw = lines.iter().map(|line| line.raw.as_str()).collect::<Vec<_>>().join(between);
    let first = lines.first().copied();
    Line {
        indent: first.map_or(0, |line| line.indent),
        block: first.map_or(0, |line| line.block),
        ..Line::default().with(raw)
    }
}
