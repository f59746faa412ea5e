//! What stands below a body: editor, tags, address, a late date, the copyright notice, related articles.

use super::byline;
use super::credits;
use super::facts::{Facts, is_medium, medium_name, name};
use super::folding::{as_written, fold};
use super::furniture::{heads_comments, is_widget};
use super::line::Line;
use super::related;
use super::signed::{authored, taken};
use crate::news::Listed;
use crate::news::Moment;
use crate::news::date::{self, Clock};
use crate::text::pattern::{Matcher, matcher, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Lines below a body that may hold its facts.
const WITHIN: usize = 16;
/// Last lines of a text in which its author may be named.
const LAST: usize = 4;
/// Paragraphs of a text that stands below a picture.
const PICTURES: usize = 2;
/// Longest text that is all about its pictures, characters.
const SHORT: usize = 400;
/// Longest line of a notice.
const NOTICE: usize = 600;

static DECLARES: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^[【\[(（*※]*\s*(?:版权|免责|特别|郑重|重要|风险|法律|本站|本网|平台|责任)?(?:声明|说明|提示|提醒)\s*[:：】\]]|^(?:如需)?转载|^本文(?:仅|由|系|来自|为|转|内容)|^凡本|^(?:文章|内容)(?:仅|来源于)|^版权归|^以上(?:内容|文章)",
    )
});
static SECTION: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^(?:热门|精彩|推荐|最新|网友评论|新闻评论|评论列表|发表评论|最新评论|大家都在看|猜[你您]喜欢|为[你您]推荐|相关|[“\x22].{2,80}”?的相关)|^(?:全部|最新|用户|读者)?(?:评论|留言|跟[帖贴]|回复)\s*[(（]?\s*\d*\s*[)）]?$|^(?:共有?|全部)\s*\d+\s*[位条人个名则]|^(?:发表|发布|[张張]贴|留下)(?:一?[个则条])?(?:[您你]的)?(?:留言|评论|回[复覆应])|^(?i:next|previous|prev) (?:post|article)|^(?:说点什么|我来说)|^\d+\s*[条个则](?:评论|留言|回复)",
    )
});
/// The head of a reader's comment.
static COMMENT: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"(?:发表(?:了)?评论|评论道|回复)\s*[:：]?$|^#?\d{1,4}\s*(?:楼|#|F)|^(?:网友|游客|访客|匿名).{0,16}(?:说|评论|回复|发表|\d{4}[-/.年]\d{1,2})",
    )
});
/// `本文由 @某某 原创发布于某处`
static WRITTEN_BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:本文|文章)(?:由|系|来自)?\s*(?:作者)?\s*[:：]?\s*@\s*(?P<at>[^\s@,，。]{2,20})|^本文(?:由|为|是|系)\s*(?:作者)?\s*(?P<who>[^\s@,，。]{2,12}?)\s*(?:原创|撰写|投稿|编写|创作|供稿|编译)|原创(?:文章|作品|内容)?\s*[,，](?:[^,，。由]{4,24}[,，])?\s*由\s*(?P<own>[^\s@,，。]{2,12}?)\s*(?:[,，]|[于在]?\s*\d{4}|发表|发布|撰写|创作|整理)",
    )
});
/// What the tail says.
#[derive(Debug, Default, PartialEq)]
pub struct Tail {
    /// Facts, where the head had none.
    pub facts: Facts,
    /// Lines of the copyright notice, and credits.
    pub notice: Vec<String>,
    /// Related articles.
    pub listed: Vec<Listed>,
}

/// Reads the lines below a body. `credits` were taken off its end; `text` is the body, which tags must occur in.
pub fn read(tail: &[Line], credits: &[Line], text: &str, clock: &Clock) -> Tail {
    let mut read = Tail { listed: related::read(tail, clock), ..Tail::default() };
    for line in credits.iter().rev() {
        match named(line, clock).or_else(|| credits::names_alone(line)) {
            Some(facts) => {
                read.facts.add(facts);
                read.pictured(line, text);
            }
            None if line.folded.starts_with('#') => read.facts.tags = tags(line, text),
            None => {}
        }
        read.notice.push(line.raw.clone());
    }
    let section = tail.iter().position(|line| {
        line.len() <= 60 && (SECTION.is_match(&line.folded) || heads_comments(&line.folded))
    });
    let comments = (0..tail.len().min(WITHIN)).find(|at| is_comment(tail, *at, clock));
    let near = section.unwrap_or(tail.len()).min(comments.unwrap_or(WITHIN)).min(WITHIN);
    let near = tail.get(..near).unwrap_or_default();
    for line in near {
        read.fact(line, text, clock);
    }
    let behind = tail.iter().skip(near.len()).take(120);
    for line in near.iter().chain(behind) {
        let first = read.notice.len() < 8 && line.len() <= NOTICE;
        if first && DECLARES.is_match(&line.folded) {
            read.notice.push(line.raw.clone());
        }
    }
    read
}

/// Facts of a line of roles, of keys, or of a sentence that says who wrote the text.
fn named(line: &Line, clock: &Clock) -> Option<Facts> {
    let written = || {
        let begins = line.folded.starts_with("本文")
            || line.folded.starts_with("文章")
            || line.folded.contains("原创") && line.folded.contains('由');
        let found = begins.then(|| WRITTEN_BY.captures(&line.folded)).flatten()?;
        let who = match (found.name("at"), found.name("who")) {
            (Some(at), _) => name(at.as_str()),
            (None, who) => name(who.or(found.name("own"))?.as_str()).filter(|who| !is_medium(who)),
        };
        Some(Facts { author: Some(line.written(&who?)), ..Facts::default() })
    };
    written()
        .or_else(|| taken(line))
        .or_else(|| byline::read(line, clock, None))
        .or_else(|| credits::of_line(line))
        .or_else(|| authored(&line.raw).map(|author| Facts { author: Some(author), ..Facts::default() }))
}

/// Whether the comments of readers begin with this line: it says so, or it names someone and a time above a text.
fn is_comment(tail: &[Line], at: usize, clock: &Clock) -> bool {
    let Some(line) = tail.get(at).filter(|line| line.len() <= 60) else { return false };
    let text = || tail.get(at + 1).is_some_and(|next| next.len() >= 5 && named(next, clock).is_none());
    COMMENT.is_match(&line.folded) || posts(tail, at) && text()
}

/// `某人 发表于 2024-9-24 10:11`: the head of a post of a thread.
pub fn posts(lines: &[Line], at: usize) -> bool {
    let posted = |line: &Line| {
        let (who, rest) = line.folded.split_once("发表于")?;
        let name = (1..=20).contains(&who.trim().chars().count()) && !who.contains(['本', ':']);
        let day = date::first(rest.trim(), &Clock::default())?.range;
        Some(name && day.start == 0)
    };
    lines.get(at).filter(|line| line.len() <= 60).and_then(posted).unwrap_or(false)
}

impl Tail {
    /// Of a few lines below a picture whoever took it is the author.
    fn pictured(&mut self, line: &Line, text: &str) {
        let short = text.lines().count() <= PICTURES || text.chars().count() <= SHORT;
        if self.facts.author.is_none() && short {
            self.facts.author = credits::pictured(&line.raw);
        }
    }

    fn fact(&mut self, line: &Line, text: &str, clock: &Clock) {
        if let Some(facts) = named(line, clock) {
            self.facts.add(facts);
            self.pictured(line, text);
            return;
        }
        if line.len() <= 40 && super::shape::is_credit(line) {
            self.pictured(line, text);
            return;
        }
        if self.facts.tags.is_empty() {
            self.facts.tags = tags(line, text);
        }
    }
}

/// A line of tags: behind `#`, or a few short words of which most stand in the text.
fn tags(line: &Line, text: &str) -> Vec<String> {
    if line.folded.starts_with('#') && line.len() <= 200 {
        return crate::import::fields::split_tags(&line.raw);
    }
    let words: Vec<&str> = line.raw.split_whitespace().collect();
    let plain = words.iter().all(|word| {
        (2..=10).contains(&word.chars().count())
            && word.chars().all(char::is_alphanumeric)
            && !is_widget(word)
    });
    let known = words.iter().filter(|word| text.contains(**word)).count();
    if (2..=10).contains(&words.len()) && plain && known * 2 >= words.len() {
        words.into_iter().map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

/// The author that the text itself names: in the dateline of one of its first paragraphs, or signed behind its last.
pub fn author_within(opening: &str, last: &str) -> Option<String> {
    let behind = || last.lines().rev().take(LAST).find_map(credits::closing).or_else(|| above_day(last));
    let before = sentences(opening).find_map(credits::lede).or_else(behind);
    before.or_else(|| {
        (last.lines().count() <= PICTURES).then(|| last.lines().rev().find_map(credits::pictured))?
    })
}

/// The first lines of a text; one without any Han is no sentence, but what was left of the page's code.
fn sentences(opening: &str) -> impl Iterator<Item = &str> {
    let han = |line: &&str| line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    opening.lines().filter(han).take(3)
}

/// Who signs in a line of its own above the day at the end of a text.
fn above_day(last: &str) -> Option<String> {
    let mut lines = last.lines().rev();
    let (day, names) = (Line::read(lines.next()?, 0)?, Line::read(lines.next()?, 0)?);
    let dated = day.len() <= 16 && day.folded.contains('年') && day.folded.ends_with('日');
    credits::names_alone(&names).filter(|_| dated)?.author
}

/// The day on which a text without any other date is signed: a line of its own among its last.
pub fn signed_on(text: &[Line], clock: &Clock) -> Option<(Moment, String)> {
    text.iter().rev().take(3).find_map(|line| {
        let short = Some(line).filter(|line| line.len() <= 24)?;
        let found = date::written(&short.folded, clock)?;
        let bare = line.len() - line.raw_at(found.range.start, found.range.end).chars().count() <= 6;
        bare.then(|| (found.moment, line.raw_at(found.range.start, found.range.end)))
    })
}

/// The day and the source that a text names which nothing else tells: `【某报2024年9月24日讯】`, `…。(来源:某某网)`.
pub fn facts_within(opening: &str, last: &str, clock: &Clock) -> Facts {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^.{0,24}?(?P<day>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)\s*(?:[讯电]|消息|综合报道)")
    });
    static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"[(【\[](?:消息|文章|信息|稿件|新闻)?来源\s*[:/]\s*(?P<who>[^()【】\[\]:,。]{2,20})[)】\]]$")
    });
    static FIRST: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:消息|文章|信息|稿件|新闻)?来源\s*:\s*(?P<who>[^\s:,。]{2,16})\s"));
    let mut facts = Facts::default();
    let narrow = |text: &str, count: usize| text.trim().chars().take(count).map(fold).collect::<String>();
    for line in opening.lines().take(2) {
        let start = narrow(line, 60);
        if let Some(day) = DAY.captures(&start).and_then(|found| found.name("day")) {
            let found = date::written(day.as_str(), clock);
            facts.date =
                facts.date.take().or_else(|| found.map(|found| (found.moment, day.as_str().to_owned())));
        }
        if let Some(who) = FIRST.captures(&start).and_then(|found| found.name("who")) {
            facts.source =
                facts.source.take().or_else(|| medium_name(&as_written(line, &start, who.as_str())));
        }
    }
    if let Some(last) =
        last.lines().rev().take(LAST).find(|last| last.contains("来源") || last.contains("來源"))
    {
        let whole = narrow(last, usize::MAX);
        if let Some(who) = SOURCE.captures(&whole).and_then(|found| found.name("who")) {
            facts.source =
                facts.source.take().or_else(|| medium_name(&as_written(last.trim(), &whole, who.as_str())));
        }
    }
    facts
}

#[cfg(test)]
mod tests;
