//! Reads one line as a byline: keys with values in any order and glue, or a date among bare words and numbers.
//!
//! It does not know where on the page the line stands; `head` and `tail` ask line by line.

mod bare;
mod glued;
mod shape;

pub use bare::magazine;

use super::credits;
use super::facts::{Facts, is_medium, is_person, is_province, medium_name, name};
use super::furniture::is_widget;
use super::keys::{self, Key, Span};
use super::line::Line;
use super::paper::paged;
use super::section::is_section;
use crate::import::fields::{number, split_tags};
use crate::news::date::{self, Clock};
use crate::news::{Moment, Precision};
use shape::{is_positional, is_sentence, is_titled};
use std::ops::Range;

/// Longest byline, characters.
const LONGEST: usize = 260;
/// A line with a full stop that is longer than this is text.
const PROSE: usize = 100;
/// Dots of a row of counts.
const CELLS: usize = 3;
/// Most characters that may be left when keys and values are taken away.
const LEFT: usize = 30;

/// A date within the line.
#[derive(Debug, Clone, PartialEq)]
struct Dated {
    moment: Moment,
    range: Range<usize>,
}

/// The facts of a line that is a byline, or a part of one; `None` for any other line.
/// `leaf` is the category that the breadcrumb ends in.
pub fn read(line: &Line, clock: &Clock, leaf: Option<&str>) -> Option<Facts> {
    let mut facts = read_folded(line, clock, leaf)?.spelt_as(line);
    // A line of credits with its day tells all who are named.
    if let Some(told) = credits::surely(line) {
        (facts.author, facts.guessed.author) = (told.author, false);
        (facts.editor, facts.source) = (told.editor.or(facts.editor), facts.source.or(told.source));
    }
    Some(facts)
}

fn read_folded(line: &Line, clock: &Clock, leaf: Option<&str>) -> Option<Facts> {
    let text = line.folded.as_str();
    // A picture may be named by its day.
    if [".jpg", ".jpeg", ".png", ".gif", ".webp", ".JPG", ".PNG"].iter().any(|end| text.ends_with(end)) {
        return None;
    }
    if line.len() > LONGEST || (line.len() > PROSE && line.folded.contains('。')) {
        return None;
    }
    if let Some(facts) =
        glued::glued(line, clock, leaf).or_else(|| bare::issue(line, clock)).or_else(|| paged(line, clock))
    {
        return Some(facts);
    }
    let dates = dates(text, clock);
    let spans = keys::spans(text, !dates.is_empty());
    if spans.is_empty() && dates.is_empty() {
        return None;
    }
    let mut facts = Facts::default();
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (at, span) in spans.iter().enumerate() {
        let next = spans.get(at + 1).map_or(text.len(), |next| next.start);
        taken.push(span.start..value(line, span, next, &dates, &mut facts));
    }
    for dated in &dates {
        taken.push(dated.range.clone());
    }
    let mut left = words_left(line, &taken);
    let count: usize = left.iter().map(|(_, word)| word.chars().count()).sum();
    let keyed = spans.iter().any(|span| span.key != Key::Other);
    let document = spans.iter().any(|span| span.key == Key::Document);
    let fits = if keyed {
        count <= LEFT.max(line.len() / 3)
    } else {
        !dates.is_empty() && is_positional(text, &dates, &left) && !is_titled(text, &taken)
    };
    // `记者：你怎样看？` is a question of an interview.
    let asked = spans.iter().any(|span| span.key == Key::Author)
        && facts.author.is_none()
        && text.contains(['?', '!', '你', '您']);
    if !fits || asked || is_sentence(text, &taken) {
        return None;
    }
    publication(text, line, &spans, &dates, &mut facts);
    if !document {
        if keyed {
            left.retain(|(_, word)| !word.chars().all(|c| c.is_ascii_digit()));
        }
        bare::words(text, &dates, &left, (leaf, &mut facts));
    }
    let digits = left.iter().any(|(_, word)| word.chars().all(|c| c.is_ascii_digit()));
    let unkeyed = spans.iter().all(|span| span.key == Key::Other);
    facts.clock = unkeyed && left.len() <= 2 && !digits && is_clock(text, &dates);
    // The table of an official document, and keys whose values a script should have filled, are bylines without facts.
    (document || (keyed && count == 0) || !facts.is_empty()).then_some(facts)
}

/// All dates of the line; relative ones only where none is written out.
fn dates(text: &str, clock: &Clock) -> Vec<Dated> {
    let mut dates = Vec::new();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| date::written(rest, clock)) {
        let range = from + found.range.start..from + found.range.end;
        from = range.end;
        dates.push(Dated { moment: found.moment, range });
        if dates.len() == 4 {
            break;
        }
    }
    if dates.is_empty() {
        dates.extend(bare::republic(text, clock).or_else(|| bare::short_year(text, clock)));
    }
    if dates.is_empty()
        && let Some(found) = date::first(text, clock)
    {
        dates.push(Dated { moment: found.moment, range: found.range });
    }
    dates
}

/// Reads the value of a key and gives the byte where it ends.
fn value(line: &Line, span: &Span, next: usize, dates: &[Dated], facts: &mut Facts) -> usize {
    let text = line.folded.as_str();
    let date = dates.iter().map(|dated| dated.range.start).filter(|at| *at >= span.end).min();
    // `2024-09-24 发布于 要闻`: the day stands before the key, and what follows is no part of it.
    if matches!(span.key, Key::Published | Key::Updated)
        && date.is_none()
        && text.get(span.start..span.end).is_some_and(|key| key.trim_end().ends_with('于'))
        && !dates.is_empty()
    {
        return span.end;
    }
    let end = span.until.unwrap_or_else(|| next.min(date.unwrap_or(text.len())));
    let rest = text.get(span.end..end).unwrap_or_default();
    let kept = match span.key {
        _ if span.until.is_some() => None,
        Key::Views | Key::Comments => {
            rest.find(|c: char| !(c.is_ascii_digit() || " ,.()[]万wW+次人".contains(c)))
        }
        Key::Title | Key::Tags | Key::Summary => None,
        Key::Url => {
            rest.trim_start().find(char::is_whitespace).map(|at| at + rest.len() - rest.trim_start().len())
        }
        _ => value_end(rest, span.key),
    };
    let end = span.end + kept.unwrap_or(rest.len());
    let written = line.raw_at(span.end, end);
    let words = trimmed_of_widgets(&written);
    let fill = |slot: &mut Option<String>, value: Option<String>| {
        if slot.is_none() {
            *slot = value;
        }
    };
    match span.key {
        // Who handed it in may be a person.
        Key::Source
            if text.get(span.start..).is_some_and(|key| key.starts_with("供稿")) && is_person(&words) =>
        {
            fill(&mut facts.author, name(&words));
        }
        Key::Source => {
            let (medium, person) = medium_and_person(&words);
            fill(&mut facts.source, medium_name(medium));
            if let Some((person, guess)) = person.filter(|_| facts.author.is_none()) {
                (facts.author, facts.guessed.author) = (name(&person), guess);
            }
        }
        Key::Author | Key::Poster => named(span.key, credits::who(&words), facts),
        Key::Editor => fill(&mut facts.editor, name(&words)),
        Key::Category => fill(&mut facts.category, name(&words)),
        Key::Title => fill(&mut facts.title, Some(written.trim().to_owned()).filter(|title| title.len() > 6)),
        Key::Summary => {
            fill(&mut facts.summary, Some(written.trim().to_owned()).filter(|text| text.len() > 12));
        }
        Key::Url => fill(&mut facts.url, Some(written.trim().to_owned()).filter(|url| url.contains('.'))),
        Key::Views => facts.views = facts.views.or_else(|| number(&written)),
        Key::Comments => facts.comments = facts.comments.or_else(|| number(&written)),
        Key::Tags if facts.tags.is_empty() => facts.tags = split_tags(&words),
        Key::Tags | Key::Published | Key::Updated | Key::OtherDate | Key::Document | Key::Other => {}
    }
    end
}

/// `某某日报 张小三`, `某某报 北京`, `某某报(记者 张小三)`: the paper, and the person whose name stands behind it; of a bare
/// name it is a guess.
fn medium_and_person(words: &str) -> (&str, Option<(String, bool)>) {
    let parted = words.split_once([' ', '\u{3000}', '(', '（']);
    let Some((paper, rest)) = parted.filter(|(paper, _)| is_medium(paper)) else {
        return (words, None);
    };
    let rest = rest.trim().trim_end_matches([')', '）']);
    if rest.split_whitespace().all(is_person) && !rest.is_empty() {
        return (paper, Some((rest.to_owned(), true)));
    }
    if is_province(rest) || rest.starts_with("参与") {
        return (paper, None);
    }
    credits::value(rest).map_or((words, None), |who| (paper, Some((who, false))))
}

/// An author stands before whoever only put the text on the page.
fn named(key: Key, name: Option<String>, facts: &mut Facts) {
    let guess = key == Key::Poster;
    let name = name.filter(|name| !(guess && is_account(name)));
    if name.is_some() && (facts.author.is_none() || facts.guessed.author && !guess) {
        (facts.author, facts.guessed.author) = (name, guess);
    }
}

/// `系统管理员`, `webadmin`: whoever keeps the site has written nothing.
fn is_account(name: &str) -> bool {
    let keeps = name.contains("管理员") || name.contains("管理員") || name.contains("系统");
    keeps || name.len() > "admin".len() && name.is_ascii() && name.to_lowercase().contains("admin")
}

/// Where a name ends: at a bar, a bracket, a tab or two blanks behind it.
fn value_end(text: &str, key: Key) -> Option<usize> {
    let from = text.len() - text.trim_start().len();
    let words = text.get(from..)?;
    // `[美]某某·某某`
    let country = words.find([']', '】']).filter(|at| words.starts_with(['[', '【']) && *at <= 12);
    let behind = country.and_then(|at| words.get(at..)).and_then(|rest| rest.char_indices().nth(1));
    let skip = country.zip(behind).map_or(0, |(at, (next, _))| at + next);
    let marks = ['\t', '|', '【', '[', '。', ']', '】'];
    let mark = words.get(skip..)?.find(marks).map(|at| skip + at);
    // `某某传媒中心 发布开发区:`: a key that nobody knows ends a name as well.
    let other = words.find(':').and_then(|colon| words.get(..colon)?.rfind(' '));
    let label = other.filter(|at| {
        words.get(*at + 1..).and_then(|rest| rest.split(':').next()).is_some_and(|key| {
            (2..=8).contains(&key.chars().count())
                && key.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        })
    });
    let mark = mark.into_iter().chain(label).min();
    // Behind an author stands where it was printed.
    let mark = mark.or_else(|| words.find('《').filter(|at| *at > 0 && key != Key::Source));
    mark.into_iter().chain(words.find("  ")).min().map(|at| from + at)
}

/// Words without the buttons behind them.
fn trimmed_of_widgets(text: &str) -> String {
    let words = text.split_whitespace().take_while(|word| !is_widget(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Words of bylines that name nobody and nothing.
const SAYS_NOTHING: &str = "原创 转载 编译 于 发表于 发布于 发布 来自 更新 在 分类 本文字数 阅读时长 阅读次数 字数统计 只看该作者 \
    倒序浏览 楼主 字数 全文 置顶 已于 修改 首次发布 创建于 写于 创作于 撰于 刊于 发表在 发布在 编辑于 更新于 首发于 posted @ by 采访 IP属地 我有话说 参与 分钟 min mins minutes read 公开 \
    当前报章 当前报纸 佚名 CST GMT UTC HKT EST EDT PST";

/// What stands outside keys, values and dates: words with the byte where each begins.
fn words_left(line: &Line, taken: &[Range<usize>]) -> Vec<(usize, String)> {
    let addresses = line.folded.match_indices("http").chain(line.folded.match_indices("www."));
    let urls: Vec<Range<usize>> = addresses.map(|(at, _)| at..bare::url_end(&line.folded, at)).collect();
    let mut words: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (at, c) in line.folded.char_indices() {
        let inside = taken.iter().chain(&urls).any(|range| range.contains(&at));
        // `UPDATE: 2024`: a word of Latin letters before a colon is a label.
        if c == ':'
            && open
            && words.last().is_some_and(|(_, word)| word.chars().all(|c| c.is_ascii_alphabetic()))
        {
            words.pop();
        }
        if inside || c.is_whitespace() || "|·•・‧,;/()[]【】:-—<>#©".contains(c) {
            open = false;
            continue;
        }
        match words.last_mut() {
            Some((_, word)) if open => word.push(c),
            _ => words.push((at, c.to_string())),
        }
        open = true;
    }
    bare::join_media(&line.folded, &mut words);
    // `・2024/09/24 ・506字 ・約 1 分鐘`: counts of all kinds between dots.
    let cells = line.folded.matches('・').count();
    words.retain(|(_, word)| {
        word.contains(char::is_alphanumeric)
            && !is_widget(counted(word))
            && !word.starts_with("IP")
            && !word.starts_with("属地")
            && !bare::is_icon(word)
            && !word.ends_with("人参与")
            && !is_page(word)
            && !(word.ends_with('期') && word.starts_with(|c: char| c.is_ascii_digit()))
            && !(cells >= CELLS && !is_person(word) && !is_section(word) && !is_medium(word))
            && !SAYS_NOTHING.split_whitespace().any(|known| known == word)
    });
    words
}

/// `3上一篇`, `推荐6`: a button with its number or count, without that.
fn counted(word: &str) -> &str {
    let bare = word.trim_matches(|c: char| c.is_ascii_digit());
    if bare.is_empty() { word } else { bare }
}

/// `03版`, `第02版:时政`: the page of a paper.
fn is_page(word: &str) -> bool {
    let number = word.trim_start_matches('第').trim_start_matches(|c: char| c.is_ascii_uppercase());
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < number.len()
        && rest.strip_prefix('版').is_some_and(|name| name.is_empty() || name.starts_with(':'))
}

/// The date of publication among the dates of the line.
fn publication(text: &str, line: &Line, spans: &[Span], dates: &[Dated], facts: &mut Facts) {
    let key_of = |dated: &Dated| {
        let before = spans.iter().rfind(|span| span.end <= dated.range.start)?;
        let between = text.get(before.end..dated.range.start)?;
        between.chars().all(|c| c.is_whitespace() || "([【".contains(c)).then_some(before.key)
    };
    let changed = |dated: &Dated| {
        let before = text.get(..dated.range.start).unwrap_or_default().trim_end();
        let behind = text.get(dated.range.end..).unwrap_or_default().trim_start();
        ["最新推荐文章于", "已于", "编辑于", "更新于", "修改于", "更新"]
            .iter()
            .any(|word| before.ends_with(word))
            || ["修改", "更新", "编辑于"].iter().any(|word| behind.starts_with(word))
    };
    let rank = |dated: &&Dated| match key_of(dated) {
        None if changed(dated) => 2,
        Some(Key::Published) => 0,
        None | Some(Key::Source | Key::Author | Key::Views | Key::Other) => 1,
        Some(Key::Updated) => 2,
        Some(_) => 3,
    };
    if let Some(dated) = dates.iter().min_by_key(|dated| (rank(dated), dated.range.start)) {
        facts.updated = rank(&dated) >= 2;
        facts.date = Some((dated.moment, line.raw_at(dated.range.start, dated.range.end)));
    }
}

/// A day with its weekday and no more, as a page's clock shows it.
fn is_clock(text: &str, dates: &[Dated]) -> bool {
    let weekday = text.contains("星期") || text.contains("礼拜") || text.contains("周");
    weekday && dates.first().is_some_and(|dated| dated.moment.precision == Precision::Day)
}

#[cfg(test)]
mod tests;
