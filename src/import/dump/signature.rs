//! Short lines around a title that name someone: the reporter, a pen name, the paper itself.

use super::credits::with_one_role;
use super::facts::{Facts, is_medium, is_person, is_place, medium_name, name};
use super::line::Line;
use super::section::is_section;
use crate::text::pattern::{Matcher, matcher, pattern};
use regex::Regex;
use std::sync::LazyLock;

static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\p{Han}{0,10}(?:记者|通讯员|撰稿人?|作者|评论员)\s*[:：/丨|]?|文(?:\s*[:：/丨|]|\s)|(?:撰文|采写)\s*[:：/丨|]?)\s*(\S.{1,24})$",
    )
});

/// The name of the paper, or of its page, at the head of a page.
pub fn is_paper(line: &Line) -> bool {
    static PAPER: LazyLock<Matcher> =
        LazyLock::new(|| matcher(r"^(?:.{0,6}(?:日|晚|早|晨|时|周|导|都市|青年)报|第?[A-Z]?\d+版.{0,8})$"));
    line.len() <= 14 && PAPER.is_match(&line.folded) || page_of(line).is_some()
}

/// The name of a page of a paper: `第A05版:要闻`, `B02 副刊`.
pub fn page_of(line: &Line) -> Option<String> {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:第\s*[A-Z]?\d{1,3}\s*版|[A-Z]?\d{1,3}\s*版|[A-Z]\d{1,2})\s*[:：·.|/ -]\s*(?P<name>\p{Han}[\p{Han}·/]{1,9})(?:\s.*|\|.*)?$",
        )
    });
    let digit = |c: char| c.is_ascii_digit();
    let begins = line.folded.starts_with('第') || line.folded.chars().take(2).any(digit);
    let found = PAGE.captures(&line.folded).filter(|_| begins && line.len() <= 40)?;
    Some(line.written(found.name("name")?.as_str()))
}

/// A word that ends as the names of papers and stations do, and of nothing else.
pub fn names_paper(word: &str) -> bool {
    const ENDS: [&str; 12] =
        ["网", "报", "社", "电视台", "电台", "新闻", "在线", "周刊", "杂志", "客户端", "卫视", "日报"];
    ENDS.iter().any(|end| word.ends_with(end)) && !is_section(word) && !is_person(word)
}

/// The name of a paper or a station in a line of its own.
pub fn is_printed(line: &Line) -> bool {
    (3..=12).contains(&line.len())
        && line.folded.chars().all(char::is_alphanumeric)
        && names_paper(&line.folded)
}

/// Who a line names that says nothing but `□ 本报记者 某某`.
pub fn reporters(line: &Line) -> Option<String> {
    let bare = line.folded.trim_start_matches(['□', '■', '○', '●', '◎', '◆', '▌', ' ']);
    let marked = bare.len() < line.folded.len() || bare.starts_with("本报") || bare.starts_with("本网");
    let names = (line.len() <= 30 && marked && is_reporter(bare)).then(|| name(bare)).flatten();
    names.map(|names| line.written(&names))
}

/// `本报记者 某某`: a role and nothing but names behind it.
pub fn is_reporter(text: &str) -> bool {
    let Some(found) = CREDIT.captures(text) else { return false };
    let names = found.get(1).map_or("", |names| names.as_str());
    names.split([' ', '、', ',']).filter(|name| !name.is_empty()).all(|name| {
        (2..=4).contains(&name.chars().count())
            && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·')
    })
}

/// `某某晚报记者 某某`: a line of its own that names a reporter, one of whom bears a common family name.
pub fn is_signature(line: &Line) -> bool {
    line.len() <= 30 && names_reporter(&line.folded)
}

/// A role and names, one of which is surely a person's: `某某社记者某某`.
pub fn names_reporter(text: &str) -> bool {
    let names = CREDIT.captures(text).and_then(|found| found.get(1)).map_or("", |names| names.as_str());
    is_reporter(text) && names.split([' ', '、', ',']).any(is_person)
}

/// `(某某大学 某某学院,某地 100000)`: where the authors of a paper work, and whether the line above names them.
pub fn is_affiliation(line: &Line) -> bool {
    static PLACE: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^[(（].{4,80}(?:大学|学院|研究所|研究院|科学院|中心|公司|医院|学校|局).{0,40}\d{6}[^\d]{0,12}[)）]$",
        )
    });
    PLACE.is_match(&line.folded)
}

/// A line that names a paper and a person and nothing else.
pub fn paper_and_person(line: &Line) -> Option<Facts> {
    if line.len() > 24 {
        return None;
    }
    let parts = [' ', '|', '/', '、', '·', '-', '–'];
    let words = line.folded.split(parts).filter(|word| !(word.is_empty() || is_place(word)));
    let (persons, others): (Vec<&str>, Vec<&str>) = words.partition(|word| is_person(word));
    let spaced = others.len() == 2 && others.iter().all(|word| word.chars().count() == 1);
    let paper = match others.as_slice() {
        [paper] => *paper,
        // A name of two characters that stand apart.
        [_, _] if spaced => line.folded.split(parts.get(1..).unwrap_or_default()).next()?.trim(),
        _ => return None,
    };
    let named = is_medium(paper) && (1..=3).contains(&persons.len());
    // Where somebody does research is no paper.
    let works =
        ["研究所", "研究院", "研究中心", "研究室", "实验室", "大学"].iter().any(|end| paper.ends_with(end));
    named.then(|| Facts {
        source: Some(line.written(paper)).filter(|_| !works),
        author: Some(line.written(&persons.join(" "))),
        ..Facts::default()
    })
}

/// A line of roles and names and nothing else: `某报记者 某甲 某报编辑 某乙`, `某报10月7日电（通讯员 某甲）`.
pub fn roles_alone(line: &Line) -> Option<Facts> {
    static DATELINE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\S{2,24}[电訊讯息]\s*[(（【]([^()（）【】]{4,40})[)）】]$"));
    // Without any of these nobody is said to have written anything.
    let tells = |words: &str| words.split(' ').any(|word| line.folded.contains(word));
    if line.len() > 100 || !(line.folded.contains(':') || tells(WRITERS)) {
        return None;
    }
    let closed = line.closed();
    let whole = with_one_role(&closed);
    let inner = DATELINE.captures(&whole).and_then(|found| found.get(1));
    let mut facts = Facts::default();
    let mut role = None;
    let mut authors: Vec<&str> = Vec::new();
    let bracketed = line.folded.starts_with(['(', '【', '[']);
    let text = without_origin(inner.map_or(&*whole, |inner| inner.as_str()));
    let parts = |c: char| c.is_whitespace() || "、,;|丨/:()【】[]".contains(c);
    for word in text.split(parts).filter(|word| !word.is_empty()) {
        let (named, rest) = role_of(word);
        // Behind an editor stands who helped to edit.
        let helps = word.starts_with("实习生") && matches!(role, Some(Role::Edits));
        role = named.filter(|_| !helps).or(role);
        let name = rest.trim();
        let Some(role) = role else {
            // `某甲 摄影:某乙`, `(某某宣传部 文/某甲)`: who wrote it, or for whom, stands before all roles.
            match name {
                name if is_person(name) && leads(text, name) => authors.push(name),
                name if authors.is_empty() && is_medium(name) && bracketed => {}
                _ => return None,
            }
            continue;
        };
        match role {
            _ if name.is_empty() || is_deed(name) || is_place(name) => {}
            Role::Other if name.chars().count() <= 12 && name.chars().all(char::is_alphanumeric) => {}
            _ if !is_name(name) => return None,
            Role::Writes => authors.push(name),
            Role::Edits => facts.editor = facts.editor.take().or_else(|| Some(name.to_owned())),
            Role::Other => {}
        }
    }
    facts.author = (!authors.is_empty()).then(|| authors.join(" "));
    let sure = inner.is_some() || authors.iter().any(|name| is_person(name));
    (sure && facts.author.is_some()).then(|| facts.spelt_as(line))
}

/// `某甲 发自 某地`: without where it was sent from.
pub fn without_origin(text: &str) -> &str {
    let sent = text.split_once("发自").filter(|(who, place)| !who.is_empty() && place.chars().count() <= 8);
    sent.map_or(text, |(who, _)| who.trim_end())
}

/// Whether the last word before the first colon is a role and no name before it has one: `某甲 摄影:某乙`.
fn leads(text: &str, name: &str) -> bool {
    let words = text.split(':').next().filter(|before| before.len() < text.len());
    let words: Vec<&str> = words.unwrap_or_default().split([' ', '\t', '、', '(', '【']).collect();
    let role = words.last().is_some_and(|word| matches!(role_of(word), (Some(_), "")));
    let free = words.iter().rev().skip(1).filter(|word| !word.is_empty());
    role && words.contains(&name) && free.clone().all(|word| is_person(word))
}

/// `某某talk | 某甲 綜合報導`: whose report it is, behind the name of the site.
pub fn reported(line: &Line) -> Option<Facts> {
    // `某甲 某地报导 / 某县`: where it happened stands behind; `东区:某甲 报道`: whose region, before.
    let place =
        |rest: &str| is_place(rest) || rest.chars().count() <= 4 && rest.ends_with(['县', '市', '区']);
    let behind = line.folded.rsplit_once('/').filter(|(_, rest)| place(rest.trim()));
    let text = behind.map_or(line.folded.as_str(), |(told, _)| told.trim_end());
    let told = line.len() <= 40 && text.ends_with(['道', '导']);
    let last = text.rsplit(['|', '丨', ':']).next().filter(|_| told)?;
    let words: Vec<&str> = last.split([' ', '、', ',', '/']).filter(|word| !word.is_empty()).collect();
    let (deed, names) = words.split_last()?;
    let persons = !names.is_empty() && names.iter().all(|name| is_person(name));
    let reports = is_deed(deed) && deed.chars().count() <= 6;
    (persons && reports).then(|| Facts { author: Some(names.join(" ")), ..Facts::default() }.spelt_as(line))
}

#[derive(Debug, Clone, Copy)]
enum Role {
    Writes,
    Edits,
    Other,
}

/// Words of those roles that write, and how a dateline ends.
const WRITERS: &str = "记者 通讯员 撰稿 评论员 实习生 作者 采写 撰文 文 电 訊 讯 息";

/// The role that a word begins with or is, and what stands behind it: `某报记者`, `通讯员某甲`.
fn role_of(word: &str) -> (Option<Role>, &str) {
    static ROLES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:[\p{Han}+]{0,8}?(?P<writes>记者|通讯员|撰稿人?|评论员|实习生)|(?P<author>作者|采写|撰文|文字|图文$|文图$|文$))|\p{Han}{0,6}?(?P<edits>责任编辑|责编|编辑)|(?P<other>摄影|图片?|校对|编校|责校|审核|审签|审校|编审|核稿|制图|摄像|剪辑|统筹|策划|监制|终审|初审|复审|一审|二审|三审|摄|视频|海报|设计|排版|美编|配图|供图|出品|来源|翻译|签发|主编|主播|配音))",
        )
    });
    let Some(found) = ROLES.captures(word) else { return (None, word) };
    let pictures = found.get(0).is_some_and(|whole| whole.as_str().ends_with("摄影记者"));
    let role = match (found.name("writes").or(found.name("author")), found.name("edits")) {
        (Some(_), _) if !pictures => Role::Writes,
        (_, Some(_)) => Role::Edits,
        _ => Role::Other,
    };
    let end = found.get(0).map_or(0, |whole| whole.end());
    (Some(role), word.get(end..).unwrap_or_default())
}

/// What stands behind the names of those who did it.
const DEEDS: &str =
    "文 图文 文图 撰文 供稿 报道 报导 采写 图 摄 摄影 供图 译 绘 制图 整理 编辑 编 责编 校对 审核";

/// What somebody did, behind a name: `某甲 文/图`, `（某某日报记者 某甲）`, `（某某学院 某甲）`.
pub fn signed(line: &Line) -> Option<Facts> {
    let text = line.folded.trim_end_matches('。');
    let inner =
        text.strip_prefix(['(', '【', '[', '〔']).and_then(|text| text.strip_suffix([')', '】', ']', '〕']));
    let plain = |c: char| c.is_alphanumeric() || " /、,|·".contains(c);
    let text = inner.unwrap_or(text);
    if line.len() > 40 || !text.chars().all(plain) {
        return None;
    }
    let mut facts = Facts::default();
    let (mut names, mut free): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut told = inner.is_some();
    for word in text.split([' ', '/', '、', ',', '|']).filter(|word| !word.is_empty()) {
        // A role before any name begins a list of roles.
        if names.is_empty() && free.is_empty() && DEEDS.split(' ').any(|deed| deed == word) {
            return None;
        }
        let roled = ["记者", "通讯员", "作者"].iter().any(|role| word.ends_with(role));
        match word {
            word if is_person(word) => free.push(word),
            "文" | "图文" | "文图" | "撰文" | "供稿" | "报道" | "报导" | "采写" => {
                names.append(&mut free);
                told = true;
            }
            "图" | "摄" | "摄影" | "供图" | "译" | "绘" | "制图" | "整理" => {
                free.clear();
                told = true;
            }
            "编辑" | "编" | "责编" | "校对" | "审核" => {
                facts.editor =
                    facts.editor.take().or_else(|| Some(free.join(" "))).filter(|name| !name.is_empty());
                free.clear();
                told = true;
            }
            word if roled || is_medium(word) && inner.is_some() => told |= roled,
            _ => return None,
        }
    }
    names.append(&mut free);
    facts.author = (!names.is_empty()).then(|| names.join(" "));
    let some = facts.author.is_some() || facts.editor.is_some();
    (told && some).then(|| facts.spelt_as(line))
}

/// The name of an office, a school, a team: for whom somebody writes.
pub fn is_office(word: &str) -> bool {
    const ENDS: [&str; 27] = [
        "部", "处", "系", "院", "科", "室", "队", "社", "团", "会", "局", "所", "校", "班", "站", "中心",
        "团委", "党委", "小学", "中学", "大学", "集团", "公司", "办", "镇", "街道", "厂",
    ];
    let length = word.chars().count();
    (2..=14).contains(&length) && ENDS.iter().any(|end| word.ends_with(end)) && !is_person(word)
}

/// What somebody did, or whatever else stands behind names.
pub fn is_deed(word: &str) -> bool {
    let tells = ["报道", "报导", "報道", "報導"].iter().any(|end| word.ends_with(end));
    tells || ["整理", "综合", "供稿", "供图", "文图", "图文", "专访", "采访", "等"].contains(&word)
}

fn is_name(word: &str) -> bool {
    (2..=4).contains(&word.chars().count())
        && word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·')
}

/// `某甲 | 文`, `某某观察丨来源`: a name before what it does.
pub fn reversed(line: &Line) -> Option<Facts> {
    let (who, role) = line.folded.rsplit_once(['|', '丨', '/'])?;
    let (who, role) = (who.trim(), role.trim());
    let plain = |c: char| c.is_alphanumeric() || " ·_-".contains(c);
    if line.len() > 30 || who.chars().count() < 2 || !who.chars().all(plain) {
        return None;
    }
    let named = || name(who).filter(|who| role_of(who).0.is_none());
    let facts = match role {
        "作者" | "文" | "撰文" | "采写" | "记者" | "撰稿" | "图文" | "文图" => {
            Facts { author: Some(named()?), ..Facts::default() }
        }
        "来源" | "出处" | "稿源" => Facts { source: Some(medium_name(who)?), ..Facts::default() },
        "编辑" | "责编" | "责任编辑" => Facts { editor: Some(named()?), ..Facts::default() },
        _ => return None,
    };
    Some(facts.spelt_as(line))
}

/// One short word alone between title and byline.
pub fn is_pen_name(words: &str) -> bool {
    const OTHER: [&str; 10] =
        ["原创", "转载", "独家", "图文", "视频", "专栏", "特稿", "快讯", "组图", "置顶"];
    let plain = words.chars().all(|c| c.is_alphabetic() || c == '_');
    let paper = [
        "报告", "信息", "通知", "说明", "方案", "公告", "内容", "的话", "者按", "前言", "引言", "导语",
        "后记", "摘要", "导读",
    ]
    .iter()
    .any(|end| words.ends_with(end));
    plain && !paper && (2..=6).contains(&words.chars().count()) && !OTHER.contains(&words)
}

#[cfg(test)]
mod tests;
