//! Where inline elements meet without a blank: a style sheet parts them, the text alone does not.
//!
//! The walk leaves a mark there; here marks become blanks around the text of a page and nothing within it.

use crate::news::{Block, Text};
use crate::text::pattern::pattern;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Stands where an inline element begins behind other words. No page has it.
pub const JOINT: char = '\u{e001}';
const APART: &str = "  ";
/// Longest line above a text that is taken for a byline rather than for a sentence, characters.
const BYLINE: usize = 120;

/// Bytes of the shortest day of that kind: `2021 3/5`.
const SHORTEST: usize = 8;

/// A day whose parts are elements: `2021` `03` / `05`.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b((?:19|20)\d\d)\s{1,8}(1[0-2]|0?[1-9])\s{0,4}[/-]\s{0,4}(3[01]|[12]\d|0?[1-9])\b\s{0,4}")
});

static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(3[01]|[12]\d|0?[1-9])日?\s{1,8}((?:19|20)\d\d)\s{0,2}[-/.年]\s{0,2}(1[0-2]|0?[1-9])月?$")
});

/// Around the text every joint parts.
pub fn part(blocks: &mut [Block]) {
    let mut settled = |text: &mut Text| {
        settle(text, APART);
        let slashed = |text: &str| text.len() >= SHORTEST && text.contains(['/', '-']);
        let may_hold_day = slashed(&text.text) && (text.text.contains("20") || text.text.contains("19"));
        if may_hold_day && let Cow::Owned(joined) = DAY.replace(&text.text, "$1-$2-$3 ") {
            *text = Text::from(joined);
        }
    };
    blocks.iter_mut().for_each(|block| each(block, &mut settled));
    dates(blocks);
}

/// A day set large and its month set small, in one line or in two: `23` `2024-09`.
fn dates(blocks: &mut [Block]) {
    let mut day: Option<String> = None;
    for block in blocks {
        let text = match block {
            Block::Paragraph(text) | Block::Heading { text, .. } if text.text.len() <= 24 => text,
            _ => {
                day = None;
                continue;
            }
        };
        let whole = match &day {
            Some(day) => format!("{day} {}", text.text.trim()),
            None => text.text.trim().to_owned(),
        };
        if let Cow::Owned(date) = MONTH.replace(&whole, "$2-$3-$1") {
            *text = Text::from(date);
        }
        let number = text.text.trim();
        day = ((1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| number.to_owned());
    }
}

/// Within the text joints part only what stands above its first sentence and looks like a byline.
pub fn close(blocks: &mut [Block]) {
    let mut begun = false;
    for block in blocks {
        each(block, &mut |text| {
            let length = text.text.chars().count();
            let keyed =
                text.text.contains([':', '：', '|']) || text.text.contains(|c: char| c.is_ascii_digit());
            begun |= text.text.contains('。') || length > BYLINE;
            settle(text, if begun || !keyed { "" } else { APART });
        });
    }
}

fn each(block: &mut Block, change: &mut dyn FnMut(&mut Text)) {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => change(text),
        Block::Bullets { items } | Block::Numbered { items, .. } => {
            items.iter_mut().for_each(|item| change(&mut item.text));
        }
        Block::Quote { paragraphs } => paragraphs.iter_mut().for_each(change),
        Block::Image { caption, .. } => *caption = caption.replace(JOINT, ""),
        _ => {}
    }
}

fn settle(text: &mut Text, with: &str) {
    // Its first byte is rare, and a byte is found faster than a character.
    if !text.text.as_bytes().contains(&0xee) || !text.text.contains(JOINT) {
        return;
    }
    let places: Vec<usize> = text.text.match_indices(JOINT).map(|(at, _)| at).collect();
    let moved = |at: u32| {
        let before = places.iter().filter(|place| **place < at as usize).count();
        at.saturating_sub((before * (JOINT.len_utf8() - with.len())) as u32)
    };
    for span in &mut text.spans {
        (span.start, span.end) = (moved(span.start), moved(span.end));
    }
    text.text = text.text.replace(JOINT, with);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::{Span, SpanStyle};

    fn paragraph(words: &str) -> Block {
        let start = words.find('三').unwrap() as u32;
        let spans = vec![Span { start, end: start + 3, style: SpanStyle::Strong }];
        Block::Paragraph(Text { text: words.to_owned(), spans })
    }

    #[test]
    fn a_day_and_its_month() {
        for words in [vec!["23\u{e001}2024-09"], vec!["23", "2024/09"]] {
            let mut blocks: Vec<Block> =
                words.into_iter().map(|words| Block::Paragraph(Text::from(words.to_owned()))).collect();
            part(&mut blocks);
            assert_eq!(blocks.last().unwrap().plain(), "2024-09-23");
        }
        let mut blocks = vec![Block::Paragraph(Text::from("第23 2024-09".to_owned()))];
        part(&mut blocks);
        assert_eq!(blocks[0].plain(), "第23 2024-09");
    }

    #[test]
    fn bylines_are_parted_and_sentences_are_not() {
        let mut blocks = ["作者:一二\u{e001}三", "一二。\u{e001}三", "作者:\u{e001}三"].map(paragraph);
        close(&mut blocks);
        let plain: Vec<String> = blocks.iter().map(Block::plain).collect();
        assert_eq!(plain, ["作者:一二  三", "一二。三", "作者:三"]);
        for block in &blocks {
            let Block::Paragraph(text) = block else { panic!("a paragraph") };
            let span = &text.spans[0];
            assert_eq!(text.text.get(span.start as usize..span.end as usize), Some("三"));
        }
    }
}
