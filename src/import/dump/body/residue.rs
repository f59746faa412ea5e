//! Short lines behind the last sentence of a text. Most are the page's: words of menus, empty labels, counters, dated titles,
//! words of its head again, and whatever stands behind those. Lists, signatures and verse are the text's.

mod rows;
mod single;

use crate::import::dump::card;
use crate::import::dump::folding::squeezed;
use crate::import::dump::furniture::debris::is_code;
use crate::import::dump::furniture::words::MENUS;
use crate::import::dump::furniture::{declares, ends_body, is_footer, is_furniture, may_end_body};
use crate::import::dump::line::{Line, Mark};
use crate::import::dump::section;
use crate::import::dump::shape;
use crate::import::dump::signature::{is_office, is_printed};
use crate::import::dump::vocabulary::Vocabulary;
use rows::{alike, strangers};
pub use single::is_day;
use single::{is_arrow, is_menu_row, is_owner, is_plate, is_tag, speaks_english};
use std::sync::LazyLock;

/// Lines that are looked at.
const WITHIN: usize = 60;
/// Longest title of another article.
const TITLE: usize = 48;
/// Longest line of words of a menu.
const MENU: usize = 20;
/// Longest word of one.
const WORD: usize = 6;
/// Longest name of several that are alike.
const NAME: usize = 10;

/// What a line behind the last sentence is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// The page has set it.
    Set,
    /// Anything short.
    Plain,
    /// Where the publisher is: the page's behind other lines of the page.
    Contact,
    /// Of the text: an item, a row, a fact of what it announces, a signature.
    Held,
    /// A credit, which is read elsewhere; a rule, a picture.
    Aside,
}

/// Takes the page's lines away that stand behind the last sentence. `head` is what stands above the text.
/// `end` is the line at which the text ends, where it was not cut off when it was stored.
pub fn clear(lines: &mut Vec<Line>, head: &[Line], end: Option<&Line>) {
    let Some(text) = lines.iter().rposition(is_sentence) else { return };
    let behind = lines.get(text + 1..).unwrap_or_default();
    if behind.is_empty() || behind.len() > WITHIN {
        return;
    }
    let mut kinds: Vec<Kind> = behind.iter().map(|line| kind(line, head)).collect();
    marked(lines.get(..=text).unwrap_or_default(), behind, &mut kinds, end.is_some());
    // Who publishes the site stands above its footer.
    if end.is_some_and(is_footer) {
        kinds.iter_mut().rev().take_while(|kind| **kind == Kind::Contact).for_each(|kind| *kind = Kind::Set);
    }
    // An office signs above a day.
    for at in 1..kinds.len() {
        let day = kinds.get(at) == Some(&Kind::Held)
            && behind.get(at).is_some_and(|line| line.folded.contains('年'));
        if day && behind.get(at - 1).is_some_and(|line| is_office(&line.folded)) {
            kinds.iter_mut().skip(at - 1).take(1).for_each(|kind| *kind = Kind::Held);
        }
    }
    // A label that nothing stands behind.
    let label = |line: &Line| line.len() <= NAME && line.folded.ends_with(':');
    let last = kinds.iter().rposition(|kind| !matches!(kind, Kind::Set | Kind::Aside));
    if let Some(last) = last.filter(|last| behind.get(*last).is_some_and(label)) {
        kinds.iter_mut().skip(last).take(1).for_each(|kind| *kind = Kind::Set);
    }
    let mut plain = behind.iter().zip(&kinds).filter(|(_, kind)| **kind == Kind::Plain);
    let introduced =
        lines.get(text).is_some_and(introduces) || plain.any(|(line, _)| line.folded.ends_with(':'));
    if !introduced {
        alike(behind, &mut kinds);
        strangers(lines.get(..=text).unwrap_or_default(), behind, &mut kinds, end.is_some());
    }
    let drop = page(&kinds, introduced);
    let mut at = 0;
    lines.retain(|_| {
        at += 1;
        at <= text + 1 || drop.get(at - text - 2) != Some(&true)
    });
}

/// Lines that are told by the text above them: code where it has none, a tag, whose site it is.
fn marked(text: &[Line], behind: &[Line], kinds: &mut [Kind], closed: bool) {
    if !text.iter().any(|line| is_code(&line.folded)) {
        for (kind, _) in kinds.iter_mut().zip(behind).filter(|(_, line)| is_code(&line.folded)) {
            *kind = Kind::Set;
        }
    }
    for (kind, line) in kinds.iter_mut().zip(behind).filter(|(kind, _)| **kind == Kind::Plain) {
        if speaks_english(line, text) {
            *kind = Kind::Set;
        }
    }
    if let (Some(line), Some(last)) = (behind.last(), kinds.last_mut())
        && is_owner(line, text)
        && *last == Kind::Plain
    {
        *last = Kind::Set;
    }
    let plain = |kind: &Kind| matches!(kind, Kind::Plain | Kind::Held);
    // Where a text was cut off, its last line may be as short.
    if closed && kinds.iter().filter(|kind| plain(kind)).count() == 1 {
        let tag = |line: &Line| is_tag(line, text);
        let only = kinds.iter_mut().zip(behind).find(|(kind, line)| **kind == Kind::Plain && tag(line));
        only.into_iter().for_each(|(kind, _)| *kind = Kind::Set);
    }
    // The site, whose it is, and where that is.
    let site = behind.first().is_some_and(|line| names_site(line) && kinds.first() == Some(&Kind::Set));
    let company = |line: &Line| line.len() <= MENU && line.folded.ends_with("公司");
    let told = |line: &Line| {
        let key = line.folded.split_once(':').map(|(key, _)| key.trim());
        key.is_some_and(|key| is_contact(key) || ["电话", "统编", "信箱", "服务专线"].contains(&key))
    };
    if site && behind.len() > 2 && behind.iter().skip(1).all(|line| company(line) || told(line)) {
        kinds.iter_mut().for_each(|kind| *kind = Kind::Set);
    }
}

/// Which of the lines are the page's.
fn page(kinds: &[Kind], introduced: bool) -> Vec<bool> {
    let first = kinds.iter().position(|kind| *kind == Kind::Set);
    let first = first.filter(|_| !introduced);
    let behind = first.and_then(|first| kinds.get(first..)).unwrap_or_default();
    let count = |wanted: Kind| behind.iter().filter(|kind| **kind == wanted).count();
    // One word of a menu among many lines may be a heading of the text's own.
    let leads = first.and_then(|first| kinds.get(..first)).is_some_and(|above| !above.contains(&Kind::Plain));
    let menu = count(Kind::Held) == 0 && (leads || count(Kind::Set) >= count(Kind::Plain));
    let all = |wanted: Kind| kinds.iter().filter(|kind| **kind == wanted).count();
    // A word of a menu may be a line of verse.
    let verse = !menu && all(Kind::Plain) >= 4 && all(Kind::Set) * 3 <= all(Kind::Plain);
    kinds
        .iter()
        .enumerate()
        .map(|(at, kind)| match kind {
            // What items stand below is their heading.
            Kind::Set if kinds.iter().skip(at).any(|kind| *kind == Kind::Held) => false,
            Kind::Set => {
                !introduced && !verse
                    || kinds.iter().skip(at).all(|kind| matches!(kind, Kind::Set | Kind::Aside))
            }
            Kind::Plain | Kind::Contact => menu && first.is_some_and(|first| first < at),
            Kind::Held | Kind::Aside => false,
        })
        .collect()
}

/// A line of the text, and not a title with an exclamation mark.
fn is_sentence(line: &Line) -> bool {
    let excerpt = line.folded.ends_with("[…]") || line.folded.ends_with("[...]");
    let whole = line.folded.contains('。')
        || line.len() > TITLE && line.folded.ends_with(['!', '?', '…', '”', '」', ';', ')']);
    !excerpt && (line.is_prose() || whole) && !declares(line) && !is_furniture(line) && !is_code(&line.folded)
}

/// A line behind which a list or a quotation stands.
fn introduces(line: &Line) -> bool {
    line.folded.ends_with([':', ',', '、', '—', '–', ';'])
}

fn kind(line: &Line, head: &[Line]) -> Kind {
    let text = line.folded.as_str();
    if !text.chars().any(char::is_alphanumeric) || shows(text) {
        return Kind::Aside;
    }
    let ends = is_furniture(line) || ends_body(line) || may_end_body(line) && line.len() <= 12;
    if ends && !text.chars().all(|c| c.is_ascii_digit()) {
        return Kind::Set;
    }
    let single = is_plate(line) || is_menu_row(line) || is_arrow(line);
    if single || is_menu(text) || is_more(text) || again(line, head) || names_site(line) {
        return Kind::Set;
    }
    if shape::is_credit(line) || is_day(line) {
        return Kind::Aside;
    }
    let value = text.split_once(':').map(|(key, value)| (key.trim(), value.trim()));
    match value {
        Some((key, "")) if key.chars().count() <= NAME => return Kind::Plain,
        Some((key, _)) if is_contact(key) => return Kind::Contact,
        _ => {}
    }
    let listed = line.mark != Mark::None || shape::is_numbered(text) || text.contains('\t');
    let fact = value.is_some_and(|(key, _)| key.chars().count() <= NAME);
    let dated = text.contains('年') && (text.contains('月') || text.contains('日')) && line.len() <= MENU;
    if listed || fact || dated || card::signs(line) {
        return Kind::Held;
    }
    if line.len() <= TITLE { Kind::Plain } else { Kind::Held }
}

/// What stands in the place of a picture or of a film, which a caption may follow.
fn shows(text: &str) -> bool {
    const WORDS: [&str; 8] = ["图", "图片", "视频", "音频", "image", "photo", "组图", "▲"];
    let short = text.chars().count() <= WORD;
    short && WORDS.contains(&text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
}

/// Words of menus and names of sections.
static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(&format!("{MENUS} {}", section::WORDS)));

/// Nothing but words of menus and numbers: `相关下载`, `热门新闻榜`, `12篇文章・0位粉丝`.
pub fn is_menu(text: &str) -> bool {
    if text.chars().count() > MENU * 2 || text.contains(['。', '、', '“', '《']) {
        return false;
    }
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let mut any = false;
    for word in words {
        any = true;
        if !WORDS.makes(word) {
            return false;
        }
    }
    any
}

/// The name of a paper or of a site, and nothing else.
fn names_site(line: &Line) -> bool {
    is_printed(line)
        || line.len() <= MENU && line.folded.ends_with("网站") && !line.folded.contains([' ', ','])
}

/// `视频更 多`: a heading and the button behind it.
fn is_more(text: &str) -> bool {
    if !text.contains('更') || text.chars().count() > MENU {
        return false;
    }
    let text = squeezed(text);
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    text.ends_with("更多") && text.chars().count() <= NAME * 2 && !text.contains([',', '。'])
}

/// A short line that stands in the head in the same words.
fn again(line: &Line, head: &[Line]) -> bool {
    let length = line.len();
    (2..=TITLE).contains(&length)
        && line.folded.chars().any(char::is_alphabetic)
        && head.iter().any(|other| other.len().abs_diff(length) <= WORD && other.says(&line.folded))
}

/// Keys of the lines in which a publisher says where it is.
fn is_contact(key: &str) -> bool {
    const KEYS: [&str; 16] = [
        "地址",
        "通讯地址",
        "联系地址",
        "邮编",
        "邮政编码",
        "传真",
        "主管",
        "主办",
        "承办",
        "协办",
        "主管单位",
        "主办单位",
        "承办单位",
        "技术支持",
        "网址",
        "维护",
    ];
    KEYS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dump::line::lines;

    const TEXT: &str = "版心以外是天头和地脚，版心之内排正文，每一行的字数都由它来决定。";

    #[track_caller]
    fn check(introduction: &str, below: &str, expected: &[&str]) {
        let mut page = lines(&format!("王小三\n\n{TEXT}\n\n{introduction}\n\n{below}"));
        let head: Vec<Line> = page.drain(..1).collect();
        clear(&mut page, &head, None);
        let kept: Vec<&str> = page.iter().skip(2).map(|line| line.raw.as_str()).collect();
        assert_eq!(kept, expected, "{below}");
    }

    #[test]
    fn words_of_the_page_go() {
        for below in [
            "相關下載",
            "通知公告\n\n热门新闻榜",
            "Baidu",
            "视频更 多\n\n另一篇的题目！\n\n再一篇的题目",
            "王小三\n\n写版心的人",
            "头条 22-01-21\n\n头条 22-01-20\n\n公告 22-01-18",
            "[01-21] 另一篇的题目\n\n[01-20] 再一篇的题目",
            "某某成才学校\n\n东区成才学校",
            "热榜\n\n某视频\n\n某友圈",
            "打印\n\n关闭\n\n某某报业\n\n地址：某市某路1号",
            "12 篇文章 ・ 0 位粉絲",
            "另一篇的题目\n\n2024-01-01\n\n再一篇的题目\n\n2024-01-02",
            "1\n\n另一篇的题目\n\n2\n\n再一篇的题目",
            "01 另一篇的题目\n\n02 再一篇的题目",
            "尚無留言\n\n近期文章",
            "某某新闻网",
            "某某市门户网站\n\n主办：某某市办公室",
        ] {
            check("先算好，再排。", below, &[]);
        }
    }

    #[test]
    fn titles_of_others_are_strangers() {
        let text = TEXT.repeat(7);
        let kept = |below: &str, closed: bool| {
            let mut page = lines(&format!("{text}\n\n{below}"));
            let end = lines("上一篇：另一题");
            clear(&mut page, &[], end.first().filter(|_| closed));
            page.len() - 1
        };
        assert_eq!(kept("渔民出海三天带回一船新消息\n\n山里的茶叶今年提前开采", false), 0);
        assert_eq!(kept("渔民出海三天带回一船新消息", true), 0);
        assert_eq!(kept("渔民出海三天带回一船新消息", false), 1);
        assert_eq!(kept("版心之内的正文和图片排成一行\n\n天头和地脚的字数由标题决定", false), 2);
        assert_eq!(kept("渔民渔业有限责任公司\n\n茶叶采摘有限责任公司", false), 2);
        assert_eq!(kept("某某渔业局办公室\n\n2024年9月24日", true), 2);
    }

    #[test]
    fn what_the_text_ends_with_stays() {
        for below in [
            "某某市版心办公室\n\n2024年9月24日",
            "天头一尺\n\n地脚八分\n\n版心居中",
            "一、历史\n\n二、文化",
            "时间：9月24日\n\n地点：某某广场",
            "9月24日 开幕\n\n9月25日 闭幕",
            "春天来了\n\n夏天来了\n\n秋天来了",
            "风吹过麦田\n\n雨落在屋顶\n\n历史\n\n一张旧报纸\n\n没有人再读",
            "比赛结果\n\n一等奖：王小三",
            "最后一句没有句号",
        ] {
            let whole: Vec<&str> = below.split("\n\n").collect();
            check("先算好，再排。", below, &whole);
        }
        check("先算好，再排。", "天头\n\n地脚\n\n某站TAG：", &["天头", "地脚"]);
        check("下面是要看的三样：", "历史\n\n文化\n\n张小三", &["历史", "文化", "张小三"]);
    }
}
