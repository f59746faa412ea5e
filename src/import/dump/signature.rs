//! Short lines around a title that name someone: the reporter, a pen name, the paper itself.

use super::facts::{Facts, is_medium, is_person, name};
use super::line::Line;
use regex::Regex;
use std::sync::LazyLock;

static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:\p{Han}{0,10}(?:记者|通讯员|撰稿人?|作者|评论员)|文|撰文|采写)\s*[:：/丨|]?\s*(\S.{1,24})$")
});

fn pattern(pattern: &str) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants of this file and compiled by its tests"
    )]
    Regex::new(pattern).expect("a valid pattern")
}

/// The name of the paper, or of its page, at the head of a page.
pub fn is_paper(line: &Line) -> bool {
    static PAPER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:.{0,6}(?:日|晚|早|晨|时|周|导|都市|青年)报|第?[A-Z]?\d+版.{0,8})$"));
    line.len() <= 14 && PAPER.is_match(&line.folded)
}

/// Who a line names that says nothing but `□ 本报记者 某某`.
pub fn reporters(line: &Line) -> Option<String> {
    let bare = line.folded.trim_start_matches(['□', '■', '○', '●', '◎', '◆', '▌', ' ']);
    let marked = bare.len() < line.folded.len() || bare.starts_with("本报") || bare.starts_with("本网");
    (line.len() <= 30 && marked && is_reporter(bare)).then(|| name(bare)).flatten()
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
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[(（].{4,80}(?:大学|学院|研究所|研究院|科学院|中心|公司|医院|学校|局).{0,40}\d{6}[^\d]{0,12}[)）]$",
        )
    });
    PLACE.is_match(&line.folded)
}

/// A line that names a paper and a person and nothing else.
pub fn paper_and_person(line: &Line) -> Option<Facts> {
    let mut words = line.folded.split_whitespace();
    let (Some(paper), Some(person), None) = (words.next(), words.next(), words.next()) else { return None };
    let named = line.len() <= 20 && is_medium(paper) && !is_person(paper) && is_person(person);
    named.then(|| Facts {
        source: Some(paper.to_owned()),
        author: Some(person.to_owned()),
        ..Facts::default()
    })
}

/// One short word alone between title and byline.
pub fn is_pen_name(words: &str) -> bool {
    const OTHER: [&str; 10] =
        ["原创", "转载", "独家", "图文", "视频", "专栏", "特稿", "快讯", "组图", "置顶"];
    let plain = words.chars().all(|c| c.is_alphabetic() || c == '_');
    let paper =
        ["报告", "信息", "通知", "说明", "方案", "公告", "内容"].iter().any(|end| words.ends_with(end));
    plain && !paper && (2..=6).contains(&words.chars().count()) && !OTHER.contains(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_named() {
        let line = |text: &str| Line::read(text, 0).unwrap();
        assert_eq!(reporters(&line("□ 本报记者 张三")).as_deref(), Some("张三"));
        assert_eq!(reporters(&line("记者在现场看到的情形")), None);
        let both = paper_and_person(&line("某某日报 张小三")).unwrap();
        assert_eq!((both.source.as_deref(), both.author.as_deref()), (Some("某某日报"), Some("张小三")));
        assert_eq!(paper_and_person(&line("某某日报 头版 张小三")), None);
        assert!(is_signature(&line("某某社记者张小三")) && !is_signature(&line("本报记者看到")));
        assert!(is_affiliation(&line("(某某大学 法学院,某省 某市 475000)")));
        assert!(is_paper(&line("某某日报")) && is_paper(&line("第05版：文化")));
        assert!(!is_paper(&line("早报卖到了第三版，读者还在排队")));
        assert!(is_pen_name("小铅") && !is_pen_name("原创") && !is_pen_name("第05版"));
    }
}
