//! Who signed a text within it: behind its last sentence, or in a line of its own above what is set beside it.

use super::credits;
use super::facts::{Facts, is_medium, is_person, medium_name};
use super::folding::{as_written, fold};
use super::line::Line;
use crate::news::{Block, Body};
use crate::text::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Longest line that says who wrote the text and nothing else.
const LINE: usize = 30;
/// Longest notice that says where it was printed.
const NOTICE: usize = 120;
/// `注:本文转载自某某,转载目的在于传递更多信息`
static REPRINTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:注|说明|声明|备注)\s*:\s*)?(?:本文|文章|该文|以上内容)(?:转载自|转自|摘自|来自)\s*[:《“]?(?P<who>[^,。:《》“”\s]{2,12})[》”]?\s*,\s*(?:转载|版权|不代表|并不|如有|仅|旨在|目的|侵)",
    )
});

/// `摘自某某日报`, `（转自：某某网）`: where a text was printed, in a line of its own.
pub fn taken(line: &Line) -> Option<Facts> {
    const WORDS: [&str; 10] =
        ["摘自", "选自", "转自", "转载自", "原载", "原载于", "摘编自", "转摘自", "节选自", "来源于"];
    let text = line.folded.trim_matches(|c: char| c.is_whitespace() || "()【】[]—–-。".contains(c));
    if line.len() <= NOTICE
        && text.contains("自")
        && let Some(who) = REPRINTED.captures(text).and_then(|found| found.name("who"))
    {
        let source = medium_name(&line.written(who.as_str()))?;
        return Some(Facts { source: Some(source), ..Facts::default() });
    }
    let text = text.strip_prefix("本文").unwrap_or(text);
    let rest = WORDS.iter().filter_map(|word| text.strip_prefix(word)).min_by_key(|rest| rest.len());
    let rest = rest.filter(|_| line.len() <= LINE)?.trim_start_matches([':', ' ', '于', '《']);
    let paper = rest.split(['》', ' ', ',', '(']).next().filter(|paper| is_medium(paper))?;
    let behind = rest.get(paper.len()..).unwrap_or_default();
    let plain =
        !behind.contains(['。', '!', '?']) && paper.chars().all(|c| c.is_alphanumeric() || "·.".contains(c));
    (plain && !is_person(paper))
        .then(|| Facts { source: medium_name(&line.written(paper)), ..Facts::default() })
}

/// `（本文作者某甲为某某大学教授）`
static AUTHORED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[(【\[]?\s*(?:本文|文章)?作者(?:简介|介绍)?\s*[:|]?\s*(?P<who>\p{Han}{2,4}?)\s*(?:[为是系,(]|就职|任职|现任|现为|[)】\]]$)",
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
    authored(line).or_else(|| if short || reported { credits::signed(line) } else { None })
}

/// Whom a line calls the author and says more of: `作者某甲系某某大学教授`.
pub fn authored(line: &str) -> Option<String> {
    if line.len() > LINE * 12 || !line.contains("作者") {
        return None;
    }
    let folded: String = line.trim().chars().map(fold).collect();
    let who = AUTHORED.captures(&folded)?.name("who")?.as_str();
    is_person(who).then(|| as_written(line, &folded, who))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_text_was_printed() {
        let source = |text: &str| taken(&Line::read(text, 0).unwrap()).and_then(|facts| facts.source);
        assert_eq!(source("摘自某某时报").as_deref(), Some("某某时报"));
        assert_eq!(source("（轉自：某某報）").as_deref(), Some("某某報"));
        assert_eq!(source("原载《某某周刊》2024年第3期").as_deref(), Some("某某周刊"));
        let notice = "注：本文转载自某界，转载目的在于传递更多信息，并不代表本网赞同其观点。";
        assert_eq!(source(notice).as_deref(), Some("某界"));
        assert_eq!((source("转自王小三"), source("摘自某某时报的一段话，说的是版心。")), (None, None));
    }

    #[test]
    fn signatures_of_reporters() {
        let author = |lines: &[&str]| {
            let blocks = lines.iter().map(|line| Block::Paragraph((*line).into())).collect();
            within(&Body { blocks })
        };
        for (text, expected) in [
            ("版心要先算好。（張小三／台中報導）", Some("張小三")),
            ("版心要先算好。（張小三／台中報導）《某某》關心你", Some("張小三")),
            ("版心要先算好。【记者王小三、李小四／综合报道】", Some("王小三 李小四")),
            ("采写：某都记者 王小三", Some("王小三")),
            ("（撰文：王小三）", Some("王小三")),
            ("文/王小三", Some("王小三")),
            ("（本文作者王小三为某某大学教授）", Some("王小三")),
            ("（作者：王小三，某某学院院长）", Some("王小三")),
            ("作者是谁，没有人知道", None),
            ("〔即時新聞／綜合報導〕版心要先算好。", None),
            ("采写：这一行的字数", None),
            ("文字的大小由谁来定", None),
            ("记者：你怎么看？", None),
        ] {
            assert_eq!(author(&[text, "别的一段。"]).as_deref(), expected, "{text}");
        }
    }
}
