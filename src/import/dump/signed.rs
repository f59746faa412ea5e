//! Who signed a text within it: behind its last sentence, or in a line of its own above what is set beside it.

use super::facts::{is_person, name};
use super::line::{as_written, fold};
use crate::news::{Block, Body};
use crate::text::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Longest line that says who wrote the text and nothing else.
const LINE: usize = 30;
/// Roles of those who wrote it; other lines may begin with a question of theirs.
const ROLES: [&str; 12] = [
    "采写",
    "撰文",
    "撰稿",
    "文字",
    "采访",
    "采编",
    "文/",
    "文:",
    "本报记者",
    "本网记者",
    "本刊记者",
    "撰写",
];

/// `（某甲／某地報導）`
static REPORTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[(【〔]\s*(?:\p{Han}{0,6}记者)?\s*(?P<who>\p{Han}{2,4}(?:[、 ,]{1,2}\p{Han}{2,4}){0,3})\s*/[^()【】〔〕。]{0,8}(?:报道|报导)\s*[)】〕]",
    )
});

/// Who signed a body.
pub fn within(body: &Body) -> Option<String> {
    let texts = body.blocks.iter().rev().filter(|block| matches!(block, Block::Paragraph(_)));
    texts.map(Block::plain).find_map(|text| text.lines().rev().find_map(by))
}

fn by(line: &str) -> Option<String> {
    let short = line.len() <= LINE * 4 && line.chars().count() <= LINE;
    let reported = ["报道", "报导", "報導", "報道"].iter().any(|word| line.contains(word));
    if !(short || reported) {
        return None;
    }
    let folded: String = line.trim().chars().map(fold).collect();
    let persons = |who: &str| {
        let mut names = who.split([' ', '、', ',']).filter(|name| !name.is_empty()).peekable();
        names.peek().is_some() && names.all(is_person)
    };
    if reported && let Some(who) = REPORTED.captures_iter(&folded).last().and_then(|found| found.name("who"))
    {
        return persons(who.as_str()).then(|| as_written(line, &folded, who.as_str()));
    }
    let bare = folded.trim_start_matches(['(', '【', '[', '■', '□', '●', ' ']);
    let role = ROLES.iter().find(|role| short && bare.starts_with(**role))?;
    let rest = bare.strip_prefix(role)?.trim_start_matches([':', '/', '|', '丨', ' ']);
    let who = name(rest.trim_end_matches([')', '】', ']', '。']))?;
    persons(&who).then(|| as_written(line, &folded, &who))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_of_reporters() {
        let author = |lines: &[&str]| {
            let blocks = lines.iter().map(|line| Block::Paragraph((*line).into())).collect();
            within(&Body { blocks })
        };
        for (text, expected) in [
            ("版心要先算好。（張小三／台中報導）", Some("張小三")),
            ("版心要先算好。（張小三／台中報導）《某某》關心你", Some("張小三")),
            ("版心要先算好。【记者王小三、李小四／综合报道】", Some("王小三、李小四")),
            ("采写：某都记者 王小三", Some("王小三")),
            ("（撰文：王小三）", Some("王小三")),
            ("文/王小三", Some("王小三")),
            ("〔即時新聞／綜合報導〕版心要先算好。", None),
            ("采写：这一行的字数", None),
            ("文字的大小由谁来定", None),
            ("记者：你怎么看？", None),
        ] {
            assert_eq!(author(&[text, "别的一段。"]).as_deref(), expected, "{text}");
        }
    }
}
