//! Short lines around a title that name someone: the reporter, a pen name, the paper itself.

use super::facts::is_person;
use super::line::Line;
use super::paper;
use super::section::is_section;
use crate::text::pattern::{Matcher, matcher};
use std::sync::LazyLock;

/// The name of the paper, or of its page, at the head of a page.
pub fn is_paper(line: &Line) -> bool {
    static PAPER: LazyLock<Matcher> =
        LazyLock::new(|| matcher(r"^(?:.{0,6}(?:日|晚|早|晨|时|周|导|都市|青年)报|第?[A-Z]?\d+版.{0,8})$"));
    line.len() <= 14 && PAPER.is_match(&line.folded) || paper::page_of(line).is_some()
}

/// A word that ends as the names of papers and stations do, and of nothing else.
pub fn names_paper(word: &str) -> bool {
    const ENDS: [&str; 12] =
        ["网", "报", "社", "电视台", "电台", "新闻", "在线", "周刊", "杂志", "客户端", "卫视", "融媒体中心"];
    ENDS.iter().any(|end| word.ends_with(end)) && !is_section(word) && !is_person(word)
}

/// The name of a paper or a station in a line of its own.
pub fn is_printed(line: &Line) -> bool {
    (3..=12).contains(&line.len())
        && line.folded.chars().all(char::is_alphanumeric)
        && names_paper(&line.folded)
}

/// `(某某大学 某某学院,某地 100000)`: where the authors of a paper work, and whether the line above names them.
pub fn is_affiliation(line: &Line) -> bool {
    static PLACE: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^[(（].{4,80}(?:大学|学院|研究所|研究院|科学院|中心|公司|医院|学校|局).{0,40}\d{6}[^\d]{0,12}[)）]$",
        )
    });
    let text = line.folded.as_str();
    text.starts_with(['(', '（']) && text.ends_with([')', '）']) && PLACE.is_match(text)
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
