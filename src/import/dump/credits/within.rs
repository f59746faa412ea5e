//! The author that a text itself names: before its first words, or behind its last.

use super::{Credits, closed_up, head, read, spelt};
use crate::import::dump::facts::{family, is_medium, is_nobody, is_person, is_place};
use crate::import::dump::line::{as_written, fold};
use crate::import::dump::section::is_section;
use crate::text::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Characters of a paragraph in which its lede stands.
const LEDE: usize = 90;
/// Longest credit behind the last sentence, characters.
const CLOSING: usize = 44;

static BRACKETS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[(【〔\[](?P<in>[^()【】〔〕\[\]。]{2,60})[)】〕\]]"));
static FREE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<before>[^,。:;]{0,30}?)(?:本报|本网)?(?:全媒体|融媒体?|首席|特约|特派|见习|实习)*(?:记者|通讯员|特派员)(?P<mark>[ :/]*)(?P<rest>.{2,60})",
    )
});
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:.{0,24}?(?:[讯电】)]|消息)\s*)?(?P<who>[^,。:;]{2,24}?(?:报道|报导))(?:[:,，]|\s|$)")
});

/// What tells that somebody is named.
fn tells(text: &str) -> bool {
    ["记者", "通讯员", "报道", "报导", "作者", "撰", "特派员", "实习生", "文/", "文:", "图文", "文 "]
        .iter()
        .any(|sign| text.contains(sign))
}

/// Whom a paragraph names before it begins.
pub fn lede(paragraph: &str) -> Option<String> {
    let start: String = paragraph.trim_start().chars().take(LEDE).collect();
    let folded: String = start.chars().map(fold).collect();
    let dated = |text: &str| {
        let text = text.trim_end_matches([' ', '】', ']', ':']);
        ["讯", "电", "消息", "报道", "报导", "信息"].iter().any(|end| text.ends_with(end))
    };
    for found in BRACKETS.captures_iter(&folded) {
        let (Some(whole), Some(inner)) = (found.get(0), found.name("in")) else { continue };
        let before = folded.get(..whole.start()).unwrap_or_default();
        if before.chars().count() > 40 || before.contains('。') {
            break;
        }
        let sure = |read: &Credits| {
            let persons = read.authors.iter().all(|name| is_person(name));
            read.told
                || persons && (dated(before) || before.is_empty() && inner.as_str().chars().count() <= 14)
        };
        let credit = tells(inner.as_str()) || dated(before) || before.is_empty();
        let named =
            Some(inner.as_str()).filter(|_| credit).and_then(|inner| read(&closed_up(inner))).filter(sure);
        if let Some(read) = named.filter(|read| !read.authors.is_empty()) {
            return Some(spelt(&start, &read.authors));
        }
        if dated(before) && is_pen_name(inner.as_str()) {
            return Some(as_written(&start, &folded, inner.as_str()));
        }
    }
    if let Some(who) = opened(&folded) {
        return Some(as_written(&start, &folded, who));
    }
    free(&folded).or_else(|| told(&folded)).map(|names| spelt(&start, &names))
}

/// `文/某甲 版心…`, `《某某》杂志/某甲 文/某乙 版心…`: a credit before the first word.
fn opened(text: &str) -> Option<&str> {
    static OPENED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:《[^》]{2,12}》\p{Han}{0,4}\s*/\s*(?:\p{Han}{2,3}\s+)?)?(?:(?:文|图文|文图|撰文|作者|记者)\s*[/|丨]\s*(?P<who>\p{Han}{2,3})|(?P<first>\p{Han}{2,3})\s*[/|]\s*文) ",
        )
    });
    let begins = |c: char| c == '《' || ('\u{4e00}'..='\u{9fff}').contains(&c);
    if !(text.starts_with(begins) && text.chars().take(24).any(|c| "/|丨".contains(c))) {
        return None;
    }
    let found = OPENED.captures(text)?;
    let who = found.name("who").or(found.name("first"))?.as_str();
    is_person(who).then_some(who)
}

/// A word in brackets that may be a name though it begins with no family's: no note and no office.
fn is_pen_name(word: &str) -> bool {
    const OTHER: &str = "完续节选篇转载编综原创图频掌声略删摘注见附上下评报讯网页版终笑全作来据供本社自年月日号市县省区镇村校院局部处委厅科所会台组队办末待时第料者家等级种之的了一二三四五六七八九十百";
    let count = word.chars().count();
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    (2..=4).contains(&count)
        && word.chars().all(|c| han(c) && !OTHER.contains(c))
        && !(is_medium(word) || is_section(word) || is_place(word) || is_nobody(word))
}

/// `某某报讯 记者某甲15日从…`: a reporter without brackets.
fn free(text: &str) -> Option<Vec<String>> {
    if !text.contains("记者") && !text.contains("讯员") && !text.contains("特派员") {
        return None;
    }
    // `消息来源:某某网 某某网某地3月30日讯记者 某甲`
    let told = text.split_once(' ').filter(|(key, _)| key.contains("来源:") && key.chars().count() <= 24);
    let text = told.map_or(text, |(_, rest)| rest);
    // `「本文来源:某某日报」某某日报客户端记者某甲1月6日…`
    let noted = text.starts_with(['「', '【', '[', '(']) && text.contains("来源:");
    let noted =
        text.split_once(['」', '】', ']', ')']).filter(|(note, _)| noted && note.chars().count() <= 24);
    let text = noted.map_or(text, |(_, rest)| rest.trim_start());
    // A mark that nobody could read: `? 某报记者 某甲`.
    let text = text.strip_prefix("? ").unwrap_or(text);
    let found = FREE.captures(text)?;
    let (before, mark) = (found.name("before")?.as_str(), found.name("mark")?.as_str());
    let rest = found.name("rest")?.as_str();
    let before = before.trim_end();
    let dated = before.ends_with(['讯', '电', '】', ')', '》', '〕', '息']);
    let paper = before.is_empty()
        || before.ends_with(['网', '报', '社', '台', '刊', '闻', '体', '端', '▲', '□', '■', '●', '◎']);
    if !(dated || paper) {
        return None;
    }
    let end = rest.find(|c: char| c.is_ascii_digit() || ",。:;!?(【“".contains(c));
    let segment = rest.get(..end.unwrap_or(rest.len()))?;
    let ended =
        end.is_some_and(|end| rest.get(end..).is_some_and(|rest| !rest.starts_with(['。', '!', '?', ';'])));
    let deed = segment.find("报道").or_else(|| segment.find("报导")).map(|at| at + "报道".len());
    let told = deed.filter(|at| segment.get(..*at).is_some_and(|text| text.chars().count() <= 30));
    let whole = segment.get(..told.unwrap_or(segment.len()))?;
    let sure = |read: &Credits| {
        !read.authors.is_empty()
            && (read.authors.iter().all(|name| is_person(name)) || told.is_some() || !mark.is_empty())
    };
    if (told.is_some() || ended)
        && let Some(read) = read(&format!("记者 {whole}")).filter(sure)
    {
        return Some(read.authors);
    }
    // The text goes on behind the names.
    let begins = |word: &str| {
        word.starts_with([
            '从', '在', '于', '向', '对', '和', '与', '就', '今', '昨', '近', '获', '了', '时', '都', '经',
        ])
    };
    let mut names: Vec<String> = Vec::new();
    for word in segment.split([' ', '、']).filter(|word| !word.is_empty()) {
        let bare =
            ["通讯员", "记者", "实习生"].iter().find_map(|role| word.strip_prefix(role)).unwrap_or(word);
        let parted = word.len() < segment.len();
        let sure = dated || !mark.is_empty() || parted && bare.chars().count() == 3;
        if is_person(bare) && parted && sure {
            names.push(bare.to_owned());
        } else if !bare.is_empty() {
            let cut =
                || [3, 2].into_iter().filter_map(|count| head(bare, count)).find(|name| is_person(name));
            let first = names.is_empty() && (dated || !mark.is_empty()) && !begins(bare);
            names.extend(Some(()).filter(|()| first).and_then(|()| cut()).map(str::to_owned));
            break;
        }
    }
    (!names.is_empty()).then_some(names)
}

/// Names and nothing else behind the last full stop; one of two characters stands apart from it.
fn is_bare(phrase: &str) -> bool {
    let names: Vec<&str> = phrase.split([' ', '、']).filter(|name| !name.is_empty()).collect();
    let long = |name: &&str| name.chars().count() == 3 || phrase.starts_with(' ');
    let says = |name: &str| {
        name.ends_with(['说', '道', '称', '问', '答', '写', '到', '是', '等', '摄', '图', '供', '拍', '译'])
    };
    !names.iter().any(|name| says(name))
        && (1..=3).contains(&names.len())
        && names.iter().all(|name| is_person(name))
        && names.iter().any(long)
}

/// Who took the pictures, where that is all that a few lines of text say: `…。某甲摄（某某网）`.
pub fn pictured(paragraph: &str) -> Option<String> {
    static TAKEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[。!?”…(【])\s*(?:\p{Han}{0,10}(?:记者|通讯员)\s*)?(?P<who>\p{Han}{2,4}(?:[ 、,/]\p{Han}{2,4}){0,3})\s*(?:拍摄|摄影?)\s*[)】]?\s*(?:[(【][^()【】。]{2,16}[)】])?$",
        )
    });
    let count = paragraph.trim_end().chars().count();
    let last: String = paragraph.trim_end().chars().skip(count.saturating_sub(LEDE)).collect();
    let folded: String = last.chars().map(fold).collect();
    if !folded.contains('摄') {
        return None;
    }
    let who = TAKEN.captures(folded.trim_end_matches(['。', ' ', '|']))?.name("who")?.as_str().to_owned();
    let short = |name: &str| (2..=3).contains(&name.chars().count());
    let mut names = who.split([' ', '、', ',', '/']);
    let persons = names.clone().all(short) && names.any(is_person);
    persons.then(|| as_written(&last, &folded, &who))
}

/// `某某网讯 某甲 报道:`, `团委某甲报道`
fn told(text: &str) -> Option<Vec<String>> {
    if !text.contains("报道") && !text.contains("报导") {
        return None;
    }
    let who = TOLD.captures(text)?.name("who")?.as_str();
    let read = read(who).filter(|read| read.told)?;
    let persons = !read.authors.is_empty() && read.authors.iter().all(|name| is_person(name));
    persons.then_some(read.authors)
}

/// Whom a paragraph names behind its last words: in brackets, behind the last full stop, or in a line of its own.
pub fn closing(paragraph: &str) -> Option<String> {
    let last: String = {
        let count = paragraph.trim_end().chars().count();
        paragraph.trim_end().chars().skip(count.saturating_sub(LEDE)).collect()
    };
    let folded: String = last.chars().map(fold).collect();
    let text = folded.trim_end_matches(['。', ' ', '|']);
    // The number of a counter stands behind.
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let text = if bare.ends_with(')') { bare } else { text };
    // `…。(某甲)线索提供:某乙`
    let clue = text.rfind("线索").filter(|at| text.get(*at..).is_some_and(|rest| rest.contains(':')));
    let text = clue.and_then(|at| text.get(..at)).filter(|text| text.ends_with([')', '】'])).unwrap_or(text);
    let persons = |read: &Credits| read.authors.iter().all(|name| is_person(name));
    let spelt = |read: Credits| Some(spelt(&last, &read.authors)).filter(|names| !names.is_empty());
    if text.ends_with([')', '】', '〕', ']'])
        && let Some(found) = BRACKETS.captures_iter(text).last()
        && found.get(0).is_some_and(|whole| whole.end() == text.len())
    {
        let inner = found.name("in").map_or("", |inner| inner.as_str());
        // Behind the last sentence; in a line of its own only a family's name tells it from other words.
        let before = text.get(..text.len() - inner.len() - 2).unwrap_or_default();
        let before = found.get(0).and_then(|whole| text.get(..whole.start())).unwrap_or(before);
        let ended = before.ends_with(['。', '!', '”']) || before.is_empty() && family(inner).is_some();
        return match read(&closed_up(inner)).filter(|read| read.told || persons(read)) {
            Some(read) => spelt(read),
            None => (ended && inner.chars().count() <= 3 && is_pen_name(inner))
                .then(|| as_written(&last, &folded, inner)),
        };
    }
    let phrase = text.rsplit(['。', '!', '?', '”', '」', '…']).next().unwrap_or_default();
    // What a quotation within a sentence is followed by is a sentence.
    let before = text.get(..text.len() - phrase.len()).unwrap_or_default().trim_end_matches(['”', '」']);
    if phrase.len() < text.len() && before.ends_with(['。', '!', '?', '…']) && is_bare(phrase) {
        return Some(as_written(&last, &folded, phrase.trim()));
    }
    if phrase.chars().count() > CLOSING || !(tells(phrase) || phrase.contains("文") || phrase.contains('稿'))
    {
        return None;
    }
    read(phrase).filter(|read| read.told).and_then(spelt)
}
