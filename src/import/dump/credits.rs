//! Credits as papers, schools and sites write them, glued or parted: `(记者某甲通讯员某乙)`, `某甲 文 某乙 图`, `图/某甲 文/某乙`.
//!
//! One reader serves ledes, last words and lines of their own; whether bare names are enough, its callers know.

use super::facts::{Facts, family, is_medium, is_person, is_place, name};
use super::line::{Line, as_written, fold};
use super::section::is_section;
use super::signature::{is_office, without_origin};
use crate::text::pattern::pattern;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

mod within;

pub use within::{closing, lede, pictured};

/// Put around roles that stand in one word with names.
const GLUE: char = '\u{1}';
/// Longest line that is a credit, characters.
const LINE: usize = 64;

/// Who made a text.
#[derive(Debug, Default, PartialEq)]
pub struct Credits {
    /// Writers.
    pub authors: Vec<String>,
    /// Editors.
    pub editors: Vec<String>,
    /// A role or a deed says so.
    pub told: bool,
    /// Somebody is named at all.
    pub named: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Writes,
    Edits,
    Other,
    /// What stands behind names, and names nobody before names.
    Deed,
}

/// Roles that names are glued to.
static GLUED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:本报|本网|本刊|本台|本社)?(?:全媒体|融媒体?|首席|特约|特派|见习|实习|文字|采访|资深|高级|专职|摄影|视频|驻站)*(?:记者|通讯员|通信员|特派员|报道员|评论员)|实习生|撰稿人|供稿人|执笔人|^编译|责任编辑|责编|编辑|制作|审看|审核|校对|剪辑|(?:综合|联合|专题|即时|现场|采访|整理|摄影|图文|特稿|独家|编译)?(?:报道|报导)$|(?:综合|联合|专题|即时|现场|采访|整理|摄影|图文|特稿|独家|编译)(?:报道|报导)|摄影",
    )
});
/// `文/图`, done by one person, as one role.
pub fn with_one_role(text: &str) -> Cow<'_, str> {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:文字?\s*[/、&+·‧・\\]\s*(?:图片?|摄影?)|(?:图片?|摄影?)\s*[/、&+·‧・\\]\s*文字?)(?:(?P<mark>\s|[:/|)】\]]|$)|(?P<name>\p{Han}{2,3})(?P<end>[ )】、]|$))",
        )
    });
    static PICTURES: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?P<name>\p{Han}{2,3})/(?:图片?|摄影?)(?P<end>[ )】、]|$)"));
    let told = |found: &regex::Captures<'_>| {
        let name = found.name("name").filter(|name| is_person(name.as_str()));
        let end = found.name("end").map_or("", |end| end.as_str());
        name.map_or_else(|| part_of(found).to_owned(), |_| end.to_owned())
    };
    // `某甲/文 某乙/图`
    let text = if text.contains("/文") { PICTURES.replace_all(text, told) } else { Cow::Borrowed(text) };
    let text = &*text;
    let whole = BOTH.replace_all(text, |found: &regex::Captures<'_>| {
        let part = |name| found.name(name).map_or("", |part| part.as_str());
        match part("name") {
            "" => format!("图文{}", part("mark")),
            // `文/图某甲`
            name if is_person(name) => format!("图文 {name}{}", part("end")),
            _ => part_of(found).to_owned(),
        }
    });
    Cow::Owned(whole.into_owned())
}

fn part_of<'a>(found: &'a regex::Captures<'_>) -> &'a str {
    found.get(0).map_or("", |whole| whole.as_str())
}

fn role_of(word: &str) -> Option<Role> {
    const WRITES: &str = "记者 通讯员 通信员 特派员 报道员 评论员 实习生 撰稿 撰稿人 供稿人 执笔 执笔人 信息员 撰文 撰文者 采写 撰写 整理 采访整理 编译 主笔 文并摄 报送 报道人 拟稿 拟稿人 \
        编写 特稿 文 图文 文图 文字 文稿 文案 文编 作者 原作者 本文作者 新闻 供稿 来稿 采访 采访撰文 采编 报送人 投稿 专访 通讯稿";
    const OTHER: &str = "摄影 摄像 图 图片 摄 译 绘 制图 制作 审看 审核 校对 剪辑 视频 配图 供图 排版 美编 设计 海报 统筹 策划 监制 \
        终审 初审 复审 一审 二审 三审 签发 审稿 翻译 口述 校稿 监审 核稿 出品 主编 责校 编校 审校 编审 音频 动画 插图 插画 漫画 一审一校 二审二校 三审三校 总监制 值班主任 修改 审定 审阅 审读 复核 初核 核对 审 校";
    let is = |words: &str| words.split_whitespace().any(|known| known == word);
    if word.ends_with("报道") || word.ends_with("报导") {
        return Some(Role::Deed).filter(|_| word.chars().count() <= 6);
    }
    // `某甲/台北讯`
    if word.strip_suffix(['讯', '电']).is_some_and(is_place) {
        return Some(Role::Deed);
    }
    if is(OTHER) || word.starts_with("摄影") && word.ends_with("记者") || word.starts_with("视频记者")
    {
        return Some(Role::Other);
    }
    if is("编辑 责编 责任编辑 编 文字编辑 值班编辑 新媒体编辑") {
        return Some(Role::Edits);
    }
    let reports = ["记者", "通讯员", "通信员", "特派员", "报道员", "评论员"];
    let glued = || reports.iter().any(|end| word.ends_with(end)) && word.chars().count() <= 9;
    (is(WRITES) || glued()).then_some(Role::Writes)
}

/// Reads a text that is a credit and nothing else; the text is narrow and simplified.
pub fn read(text: &str) -> Option<Credits> {
    // A station of reporters is an office.
    let stations = text.replace("记者站", "站 ").replace("记者团", "团 ");
    let whole = with_one_role(&stations);
    let parted = GLUED.replace_all(&whole, "\u{1}$0\u{1}");
    let words: Vec<(&str, char)> = words(&parted).into_iter().flat_map(signed_for).collect();
    let mut read = Credits { told: stations != text, ..Credits::default() };
    let mut role: Option<Role> = None;
    let mut free: Vec<String> = Vec::new();
    let mut close = false;
    for (at, (word, mark)) in words.iter().enumerate() {
        let deed = words.get(at + 1).is_some_and(|(next, _)| role_of(next) == Some(Role::Deed));
        if let Some(found) = role_of(word) {
            read.told = true;
            // Behind a first name only what is surely one is another.
            close = *mark == GLUE;
            let behind = role.is_none() && !free.is_empty();
            match found {
                _ if behind && *mark == ':' => {
                    read.authors.append(&mut free);
                    role = Some(found);
                }
                Role::Writes | Role::Deed if behind => read.authors.append(&mut free),
                Role::Edits if behind => read.editors.append(&mut free),
                Role::Other if behind => free.clear(),
                Role::Deed => {}
                _ => role = Some(found),
            }
            continue;
        }
        let begun = read.named;
        if stands_alone(&words, at) {
            read.named = true;
            free.push((*word).to_owned());
            continue;
        }
        let Some(names) = names(word, role.map(|role| (role, close)), deed && begun, deed) else {
            // Where it was reported from, for whom, and what others did.
            let place = deed && begun && word.chars().count() <= 6;
            let last = at > 0 && at + 1 == words.len();
            let office = (!begun || last && is_medium(word)) && (is_medium(word) || is_office(word));
            let writes = words.get(at + 1).is_some_and(|(next, _)| role_of(next) == Some(Role::Writes));
            let paper = !begun && writes && word.chars().count() <= 12;
            let given = read.named && word.ends_with("提供");
            if place || office || paper || given || role == Some(Role::Other) && word.chars().count() <= 12 {
                continue;
            }
            return None;
        };
        (read.named, close) = (true, true);
        match role {
            None => free.extend(names),
            Some(Role::Writes) => read.authors.extend(names),
            Some(Role::Edits) => read.editors.extend(names),
            Some(Role::Other | Role::Deed) => {}
        }
    }
    read.authors.append(&mut free);
    read.authors.dedup();
    without_media(&mut read.authors);
    read.named.then_some(read)
}

/// `某甲/文`, `某甲摄影报道` and nothing else: a name, be the family as rare as it may.
fn stands_alone(words: &[(&str, char)], at: usize) -> bool {
    let (Some((word, mark)), Some((next, _))) = (words.get(at), words.get(at + 1)) else { return false };
    let pictured = *next == "摄影报道" && words.len() == 2 && !is_section(word);
    let written = *next == "文" && *mark == '/' && family(word).is_some();
    (pictured || written) && (2..=3).contains(&word.chars().count()) && !is_medium(word)
}

/// `某某网/某甲/某地报道`: the paper is no author where a person is one.
fn without_media(authors: &mut Vec<String>) {
    if authors.iter().any(|name| is_person(name)) {
        authors.retain(|name| is_person(name) || !is_medium(name));
    }
}

/// `某甲供稿`, `某甲文`: a name and what it did, as two words.
fn signed_for((word, mark): (&str, char)) -> impl Iterator<Item = (&str, char)> {
    const DONE: [&str; 10] = ["供稿", "图文", "文图", "整理", "编译", "撰文", "来稿", "投稿", "编写", "文"];
    let found = DONE.iter().find_map(|done| {
        let who = word.strip_suffix(done)?;
        let named = is_person(who) && (who.chars().count() == 3 || done.chars().count() == 2);
        (named && !is_person(word)).then(|| (who, word.get(who.len()..).unwrap_or_default()))
    });
    let (first, second) = found.map_or(((word, mark), None), |(who, done)| ((who, GLUE), Some((done, mark))));
    std::iter::once(first).chain(second)
}

/// Words with the mark behind each.
fn words(text: &str) -> Vec<(&str, char)> {
    let parts = |c: char| c.is_whitespace() || c == GLUE || "、,;|丨/:=()【】[]〔〕□■◎●○▲◆#-—".contains(c);
    let mut words = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| parts(*c)).chain([(text.len(), ' ')]) {
        if let Some(word) = text.get(from..at).filter(|word| !word.is_empty()) {
            // `文 : 某甲`
            let behind = text.get(at..).unwrap_or_default().trim_start_matches(GLUE);
            let next = behind.chars().next().unwrap_or(' ');
            let mark = match c {
                _ if behind.trim_start().starts_with([':', '=']) => ':',
                GLUE if parts(next) => next,
                _ => c,
            };
            words.push((word, mark));
        }
        from = at + c.len_utf8().min(text.len() - at);
    }
    words
}

/// The names that a word is: one, several run together, or one behind an office or before a place.
fn names(word: &str, role: Option<(Role, bool)>, placed: bool, deed: bool) -> Option<Vec<String>> {
    let count = word.chars().count();
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·';
    if !word.chars().all(han) {
        return None;
    }
    // `记者某甲摄`
    let word = word.strip_suffix('摄').filter(|name| is_person(name)).unwrap_or(word);
    if is_person(word) {
        return Some(vec![word.to_owned()]);
    }
    if let Some(names) = run_together(word).filter(|names| names.len() > 1) {
        return Some(names.into_iter().map(str::to_owned).collect());
    }
    let known = is_medium(word) || is_office(word) || is_section(word);
    let foreign = word.contains('·') && (4..=14).contains(&count);
    // `记者手记` is no name.
    let parted = role.is_some_and(|(role, glued)| role != Role::Other && !glued);
    let words = word.contains([
        '的', '了', '在', '是', '着', '这', '那', '我', '你', '他', '她', '们', '到', '不', '看', '说',
    ]);
    if parted && !known && !words && ((2..=4).contains(&count) || foreign) && !placed {
        let cut = Some(word)
            .filter(|_| deed && count == 4)
            .and_then(|word| head(word, 2))
            .filter(|name| is_person(name));
        return Some(vec![cut.unwrap_or(word).to_owned()]);
    }
    if deed
        && let Some(name) =
            [3, 2].into_iter().filter_map(|count| head(word, count)).find(|name| is_person(name))
    {
        return Some(vec![name.to_owned()]);
    }
    behind_office(word).map(|name| vec![name.to_owned()])
}

/// The first characters of a word.
fn head(word: &str, count: usize) -> Option<&str> {
    let end = word.char_indices().nth(count).map_or(word.len(), |(at, _)| at);
    word.get(..end)
}

/// `团委某甲`: the name behind an office.
fn behind_office(word: &str) -> Option<&str> {
    let length = word.chars().count();
    [3, 2].into_iter().filter(|count| length >= count + 2).find_map(|count| {
        let at = word.char_indices().nth(length - count)?.0;
        let (office, name) = word.split_at_checked(at)?;
        (is_person(name) && (is_office(office) || is_medium(office))).then_some(name)
    })
}

/// Persons' names without anything between them.
fn run_together(word: &str) -> Option<Vec<&str>> {
    if word.is_empty() {
        return Some(Vec::new());
    }
    if word.chars().count() > 24 {
        return None;
    }
    [3, 2].into_iter().find_map(|count| {
        let first = head(word, count).filter(|first| first.chars().count() == count && is_person(first))?;
        let mut rest = run_together(word.get(first.len()..)?)?;
        rest.insert(0, first);
        Some(rest)
    })
}

/// The facts of a line that is a credit and nothing else.
pub fn of_line(line: &Line) -> Option<Facts> {
    const BY: [&str; 7] = ["by", "By", "BY", "Written by", "Text by", "Words by", "Story by"];
    const SIGNS: [&str; 24] = [
        "记者", "讯员", "摄", "文", "图", "稿", "编", "审", "校", "报道", "报导", "作者", "采", "笔", "员",
        "制作", "视频", "By", "by", "BY", "整理", "报送", "发自", "/",
    ];
    if line.len() > LINE
        || line.folded.contains(['。', '?', '!'])
        || !SIGNS.iter().any(|sign| line.folded.contains(sign))
    {
        return None;
    }
    if let Some(who) = BY.iter().find_map(|by| line.folded.strip_prefix(by)) {
        let plain =
            who.chars().all(|c| c.is_alphabetic() || " :._·".contains(c)) && who.starts_with([' ', ':']);
        let who = who.trim_start_matches([' ', ':']);
        let author = name(who).filter(|_| plain && line.len() <= 24).map(|who| line.written(&who))?;
        return Some(Facts { author: Some(author), ..Facts::default() });
    }
    let closed = line.closed();
    let bare = without_origin(&closed);
    let persons = |read: &Credits| read.authors.iter().all(|name| is_person(name));
    let read = read(bare).filter(|read| read.told || bare.len() < closed.len() && persons(read))?;
    let author = Some(read.authors.join(" ")).filter(|authors| !authors.is_empty());
    let editor = Some(read.editors.join("、")).filter(|editors| !editors.is_empty());
    Some(Facts { author, editor, ..Facts::default() }.spelt_as(line))
}

/// `某甲 某乙`, `某某学院 某甲`: a line of names and nothing else.
pub fn names_alone(line: &Line) -> Option<Facts> {
    let text = line.folded.as_str();
    if line.len() > 24 || text.contains(['。', ':', '?', '!', '“', '《']) {
        return None;
    }
    let read = read(&closed_up(text)).filter(|read| !read.told && (1..=4).contains(&read.authors.len()))?;
    let author = read.authors.join(" ");
    Some(Facts { author: Some(author), ..Facts::default() }.spelt_as(line))
}

/// `某 甲 王小三`: a name of two characters that stand apart, as wide as one of three.
pub fn closed_up(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let single = word.chars().count() == 1;
        match words.last_mut() {
            Some(last) if single && open => {
                last.push_str(word);
                open = false;
            }
            _ => {
                words.push(word.to_owned());
                open = single;
            }
        }
    }
    words.join(" ")
}

/// Names as the text has them whose narrow copy they were read of.
fn spelt(text: &str, names: &[String]) -> String {
    let narrow: String = text.chars().map(fold).collect();
    let spelt: Vec<String> = names.iter().map(|name| as_written(text, &narrow, name)).collect();
    spelt.join(" ")
}

#[cfg(test)]
mod tests;
