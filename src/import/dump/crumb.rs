//! The breadcrumb of a page: `当前位置：首页 > 栏目 > 正文` in all its habits, and the category path in it.

use super::folding::{as_written, folded, squeezed};
use super::furniture::{is_furniture, is_widget};
use super::line::{Line, Mark};
use super::section::is_section;
use crate::text::pattern::{Matcher, matcher, pattern};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;
use together::glued;

mod together;

/// A breadcrumb that was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Crumb {
    /// Its lines.
    pub lines: Range<usize>,
    /// Categories from the top.
    pub path: Vec<String>,
    /// A last segment that reads like a title.
    pub title: Option<String>,
    /// All segments as written, for telling a section's name from a title.
    pub segments: Vec<String>,
    /// Nothing parts or labels them: they may as well be a short menu.
    pub weak: bool,
}

/// Lines at the head of a page that are searched.
const WITHIN: usize = 24;
/// Lines at the head in which a breadcrumb without a label may stand.
const UNLABELLED_WITHIN: usize = 10;
/// Longest category.
const SEGMENT: usize = 16;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[您你]?(?:当前|现在|目前|所在)?(?:所在)?的?位置(?:是|为|在)?|(?:您|你)(?:当前|现在)?(?:在|所在)(?:的位置)?|当前(?:栏目|页面|频道)|所在(?:位置|栏目))\s*(?:[:：]|[>»›→]|\s{1,4}[>»›]|$|\s(?:首页|网站首页|主页))",
    )
});
static ARROWS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*(?:>{1,3}|»|›|→|->|＞|≫|▶|┊|─>)\s*"));
static LOOSE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\s*(?:>{1,3}|»|›|→|->|≫|▶|\||/|┊|\\)\s*|\s+[-—–·]+\s+|\s*·\s*|\s{2,}|\t+"));
static DASHED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+[-—–]\s+"));
static PLACE: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^(?:[您你]?(?:当前|现在|目前|所在)?(?:所在)?的?位置(?:是|为|在)?|本页位置|(?:您|你)(?:当前|现在)?(?:在|所在)|当前(?:栏目|页面|频道)|所在(?:位置|栏目)|首发于)$",
    )
});
static HOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:网站|本站|返回|站点)?(?:首页|主页|home|Home|HOME|index|门户首页|门户|网站首页)$|首页$")
});
static GENERIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\p{Han}{0,4}正文|正文内容|内容|文章|文章内容|文章正文|内容正文|新闻正文|新闻内容|详情|详细|详细内容|文章详情|新闻详情|内容详情|信息详情|详情页|详细页面|内容页|浏览文章|查看|查看内容|查看文章|帖子|阅读|阅读新闻|信息浏览|信息内容|信息正文|文章阅读|浏览正文|article|Article|content|detail|当前页|详细信息|列表|搜索|\.{2,}|…+|第\d+页)$",
    )
});
static ISSUE: LazyLock<Matcher> =
    LazyLock::new(|| matcher(r"\d{4}年第?\d*(?:号|期|卷)?|^\d[\d\-/.年月日 ]*$|第\d+期"));
static SITE: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"(?:网|在线|日报|晚报|之窗|热线|门户|资讯网|首页|官网|\.com|\.cn|新闻网|网站|论坛|博客|报社|传媒)$",
    )
});

/// Finds the breadcrumb among the first lines.
pub fn find(lines: &[Line]) -> Option<Crumb> {
    // Below the text stand links and tags.
    let text = lines.iter().take(WITHIN).enumerate().filter(|(_, line)| line.is_prose()).nth(1);
    let head = lines.get(..text.map_or(lines.len().min(WITHIN), |(at, _)| at)).unwrap_or(lines);
    let labelled = head.iter().enumerate().find_map(|(at, line)| labelled(lines, at, line));
    labelled.or_else(|| {
        // The entries of a menu above do not count.
        let mut others = 0;
        let mut near = head.iter().enumerate().take_while(|(at, line)| {
            others += usize::from(line.mark == Mark::None);
            *at < UNLABELLED_WITHIN || others <= UNLABELLED_WITHIN
        });
        near.find_map(|(at, line)| unlabelled(lines, at, line))
    })
}

/// The category path of the parts of a breadcrumb that its element told apart; empty where they make none.
pub fn path_of(parts: &[String], title: Option<&str>) -> Vec<String> {
    let is_label = |part: &String| PLACE.is_match(&folded(part));
    let named: Vec<String> = parts.iter().filter(|part| !is_label(part)).cloned().collect();
    let home = named.iter().take(2).any(|part| HOME.is_match(&folded(part)));
    let generic = named.last().is_some_and(|part| GENERIC.is_match(&folded(part)));
    let labelled = named.len() < parts.len();
    // The last may be the title.
    let names = named.len().saturating_sub(1).clamp(1, 4);
    let short = named.iter().take(names).all(|part| part.chars().count() <= SEGMENT + 4);
    if !(home || generic || labelled || named.len() >= 2) || named.len() > 8 || !short {
        return Vec::new();
    }
    let below: Vec<Line> = title.and_then(|title| Line::read(title, 0)).into_iter().collect();
    crumb(&below, 0..0, named).path
}

fn labelled(lines: &[Line], at: usize, line: &Line) -> Option<Crumb> {
    let label = LABEL.find(&line.folded).filter(|label| label.start() <= 24 && line.len() <= 120)?;
    let from = line
        .folded
        .get(..label.end())?
        .trim_end_matches(|c: char| c.is_whitespace() || ">»›→".contains(c))
        .len();
    let from = label.as_str().find("首页").map_or(from, |home| label.start() + home.min(from));
    let from = if line.folded.get(from..).is_some_and(|rest| rest.starts_with([':', '：'])) {
        from + 1
    } else {
        from
    };
    let rest = line.raw_at(from, line.folded.len());
    let rest = rest.trim_start_matches([':', '：', ' ']);
    if rest.is_empty() {
        return scattered(lines, at + 1, at);
    }
    let mut parts = segments(rest, true);
    if let [only] = parts.as_slice() {
        let words: Vec<String> = only.split_whitespace().map(str::to_owned).collect();
        let ends = |word: Option<&String>, is: &Regex| word.is_some_and(|word| is.is_match(&folded(word)));
        if let Some(names) = glued(lines, at, only) {
            parts = names;
        } else if words.len() <= 5 && (ends(words.first(), &HOME) || ends(words.last(), &GENERIC)) {
            parts = words;
        }
    }
    let mut end = at + 1;
    // What follows on lines of its own begins with a separator.
    while let Some(next) =
        lines.get(end).filter(|next| next.len() <= 80 && next.folded.starts_with(['>', '»', '›']))
    {
        parts.extend(segments(&next.raw, true));
        end += 1;
    }
    (!parts.is_empty()).then(|| crumb(lines, at..end, parts))
}

/// Segments on lines of their own, each with its separator or numbered.
fn scattered(lines: &[Line], from: usize, start: usize) -> Option<Crumb> {
    let mut parts = Vec::new();
    let mut end = from;
    let mut joined = true;
    for line in lines.get(from..)?.iter().take(9) {
        let leads = ARROWS.find(&line.folded).is_some_and(|arrow| arrow.start() == 0);
        let trails = line.folded.ends_with(['>', '»', '›', '→', '/']);
        let listed = line.mark != Mark::None;
        if line.len() > SEGMENT + 4 || !(joined || leads || listed) {
            break;
        }
        joined = !listed && trails || line.folded.chars().all(|c| ">»›→/".contains(c));
        parts.extend(segments(&line.raw, true));
        end += 1;
    }
    (parts.len() >= 2 || parts.first().is_some_and(|part| HOME.is_match(part)))
        .then(|| crumb(lines, start..end, parts))
}

/// A line without a label: it begins at a home page, ends in 正文, or has two short names parted by arrows.
fn unlabelled(lines: &[Line], at: usize, line: &Line) -> Option<Crumb> {
    if line.len() > 100 || line.folded.contains(['。', ',', '?', '!']) {
        return None;
    }
    // A sentence in English has no sections.
    let parted = |c: char| ">/|»›→·-\\".contains(c);
    if line.folded.is_ascii() && line.folded.contains(' ') && !line.folded.contains(parted) {
        return None;
    }
    // `记者某甲/综合报道`
    if line.folded.contains("记者") || ["报道", "报导"].iter().any(|end| line.folded.ends_with(end)) {
        return None;
    }
    let is_home = |text: &str| HOME.is_match(&folded(text));
    if line.mark != Mark::None && is_home(&line.raw) {
        let parted = |crumb: &Crumb| {
            let own = lines.get(crumb.lines.clone()).unwrap_or_default();
            own.iter().skip(1).all(|line| line.folded.contains(['>', '»', '›', '/']))
                || crumb.segments.last().is_some_and(|part| GENERIC.is_match(&folded(part)))
                || crumb.segments.len() <= 3 && !ends_navigation(crumb)
        };
        let found = scattered(lines, at, at).filter(|crumb| crumb.segments.len() >= 2 && parted(crumb));
        return found.map(|crumb| Crumb { weak: !is_told(lines, &crumb), ..crumb });
    }
    if let Some(crumb) = together::read(lines, at, line) {
        return Some(crumb);
    }
    let arrows = segments(&line.raw, false);
    let loose = segments(&line.raw, true);
    let ends_generic = |parts: &[String]| {
        parts.len() >= 2 && parts.last().is_some_and(|part| GENERIC.is_match(&folded(part)))
    };
    let short = |parts: &[String]| parts.iter().all(|part| part.chars().count() <= SEGMENT);
    let trail = |parts: &[String]| {
        parts.len() >= 2
            && (parts.first().is_some_and(|part| is_home(part)) || (short(parts) && parts.len() <= 6))
    };
    // The title stands at the end, and again below.
    let titled = arrows.len() >= 3
        && arrows.split_last().is_some_and(|(title, rest)| short(rest) && is_repeated(lines, at + 1, title));
    if arrows.len() >= 2 && (trail(&arrows) || ends_generic(&arrows) || titled) {
        return Some(crumb(lines, at..at + 1, arrows));
    }
    let loose_trail =
        loose.len() >= 2 && loose.len() <= 6 && line.folded.contains(['-', '/', '·', '|', '—', '–', '\\']);
    // `生活 / 艺文` above the title.
    let below = lines.get(at + 1).is_some_and(|next| next.len() >= 8 && !is_furniture(next));
    // `某某观察/动态`
    let sited = matches!(loose.as_slice(), [site, section] if at < 3
        && (3..=10).contains(&site.chars().count())
        && site.chars().all(char::is_alphabetic)
        && is_section(&folded(section))
        && line.folded.contains(['/', '·', '|']));
    if loose_trail && below && (sited || loose.iter().all(|part| is_section(part))) {
        return Some(crumb(lines, at..at + 1, loose));
    }
    let from_home =
        loose.first().is_some_and(|part| is_home(part)) && loose_trail && !line.folded.contains('|');
    let words: Vec<String> = line.raw.split_whitespace().map(str::to_owned).collect();
    if from_home || (ends_generic(&loose) && loose.len() <= 6) {
        return Some(crumb(lines, at..at + 1, loose));
    }
    (ends_generic(&words) && words.len() <= 5 && short(&words)).then(|| crumb(lines, at..at + 1, words))
}

/// Whether separators, or a word for the text at its end, tell a breadcrumb from a menu.
fn is_told(lines: &[Line], crumb: &Crumb) -> bool {
    let own = lines.get(crumb.lines.clone()).unwrap_or_default();
    own.iter().any(|line| line.folded.contains(['>', '»', '›', '/']))
        || crumb.segments.last().is_some_and(|part| GENERIC.is_match(&folded(part)))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The last links of a navigation bar.
fn ends_navigation(crumb: &Crumb) -> bool {
    ends_navigation_with(crumb.segments.last().map(String::as_str).unwrap_or_default())
}

fn ends_navigation_with(last: &str) -> bool {
    ["联系", "关于", "我们", "论坛", "留言", "搜索", "登录", "注册", "归档", "订阅"]
        .iter()
        .any(|word| last.contains(word))
}

fn segments(text: &str, loosely: bool) -> Vec<String> {
    let wide = text.replace('＞', ">").replace('－', " - ");
    let arrows = ARROWS.is_match(&wide);
    // `首页-新闻中心`: a hyphen parts names only behind a home page.
    let hyphens = loosely && !arrows && wide.starts_with("首页-");
    let wide = if hyphens { wide.replace('-', "/") } else { wide };
    let parts: Vec<&str> =
        if loosely && !arrows { LOOSE.split(&wide).collect() } else { ARROWS.split(&wide).collect() };
    // `某某网 - 要闻 > 正文`
    let count = parts.len();
    let inner = |(at, part): (usize, &&'_ str)| -> Vec<String> {
        if loosely && arrows && at + 1 < count {
            DASHED.split(part).map(str::to_owned).collect()
        } else {
            vec![(*part).to_owned()]
        }
    };
    let parts: Vec<String> = parts.iter().enumerate().flat_map(inner).collect();
    let blanks = |c: char| c.is_whitespace() || "[]【】|:：·-—".contains(c);
    parts.iter().map(|part| part.trim_matches(blanks).to_owned()).filter(|part| !part.is_empty()).collect()
}

fn crumb(lines: &[Line], range: Range<usize>, mut segments: Vec<String>) -> Crumb {
    // Behind the word for the text stand buttons.
    if let Some(text) = segments.iter().position(|segment| folded(segment) == "正文") {
        segments.truncate(text + 1);
    }
    // `公安 正文`
    if let Some(last) = segments.last_mut()
        && let Some(name) = last.strip_suffix(" 正文").map(str::trim)
        && name.chars().count() >= 2
    {
        *last = name.to_owned();
    }
    let mut path: Vec<String> = Vec::new();
    let mut title = None;
    // A button may stand behind the last: `正文 申请入驻`.
    let first = |segment: &str| segment.split_whitespace().next().map(folded).unwrap_or_default();
    let generic = |segment: &&String| GENERIC.is_match(&folded(segment)) || GENERIC.is_match(&first(segment));
    let last = segments.iter().rposition(|segment| !generic(&segment)).unwrap_or(0);
    for (at, segment) in segments.iter().enumerate() {
        let narrow = folded(segment);
        let leading_site = path.is_empty() && at < last.max(1) && at <= 1 && SITE.is_match(&narrow);
        if HOME.is_match(&narrow)
            || generic(&segment)
            || is_widget(&narrow) && !(at == last && at > 0 && is_section(&narrow))
            || leading_site
            || narrow.starts_with("http")
        {
            continue;
        }
        if at == last && is_title(lines, range.end, segment) {
            title = Some(segment.clone());
            continue;
        }
        if (at == last && at > 0 && ISSUE.is_match(&narrow)) || path.last() == Some(segment) {
            continue;
        }
        // Names run together behind the home page.
        let name =
            if narrow.starts_with("首页") { segment.chars().skip(2).collect() } else { segment.clone() };
        let narrow = folded(&name);
        let page = super::paper::page_name(&narrow).map(|page| as_written(&name, &narrow, page));
        path.push(page.unwrap_or(name));
    }
    path.retain(|name| name.chars().count() <= SEGMENT + 8);
    Crumb { lines: range, path, title, segments, weak: false }
}

/// A last segment that is too long for a category, or that a line below repeats.
fn is_title(lines: &[Line], from: usize, segment: &str) -> bool {
    segment.chars().count() > SEGMENT || is_repeated(lines, from, segment)
}

fn is_repeated(lines: &[Line], from: usize, segment: &str) -> bool {
    let length = segment.chars().count();
    let cut = segment.trim_end_matches(['.', '…']);
    let wanted = squeezed(cut);
    let mut below = lines.iter().skip(from).take(6);
    length >= 6
        && below.any(|line| {
            let there = squeezed(&line.folded);
            there == wanted || (there.starts_with(&wanted) && (cut.len() < segment.len() || length >= 10))
        })
}

#[cfg(test)]
mod tests;
