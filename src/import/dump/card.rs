//! Tells a contact card (an advertisement with telephone numbers) from the text it stands under or over.

use super::line::Line;
use crate::text::pattern::pattern;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A block with a sentence as long as this is text.
const SENTENCE: usize = 45;
/// Points that make a block a card.
const ENOUGH: usize = 2;

static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|\D)(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|[48]00[- ]?\d{3,4}[- ]?\d{3,4}|0\d{2,3}[- ]\d{7,8})(?:\D|$)",
    )
});
const SIGNS: [&str; 18] = [
    "微信",
    "QQ",
    "手机",
    "电话",
    "联系人",
    "联系方式",
    "热线",
    "长按",
    "扫一扫",
    "扫码",
    "招商",
    "租售",
    "咨询",
    "客服",
    "邮箱",
    "传真",
    "加我",
    "合作",
];

/// The blocks of a body that are cards, from its end and from its start, as ranges of lines.
pub fn cards(lines: &[Line]) -> Vec<Range<usize>> {
    let blocks = blocks(lines);
    let is_card = |block: &&Range<usize>| points(lines.get((*block).clone()).unwrap_or_default()) >= ENOUGH;
    // In pages without blank lines every line is a block: a card is a run of `key: value` lines.
    let weak = |block: &&Range<usize>| match lines.get((*block).clone()) {
        Some([line]) => {
            line.len() <= 40 && line.folded.contains(':') && points(std::slice::from_ref(line)) >= 1
        }
        _ => false,
    };
    let leading: Vec<Range<usize>> = blocks.iter().take_while(is_card).cloned().collect();
    let run = blocks.iter().rev().take_while(|block| is_card(block) || weak(block)).count();
    let trailing: Vec<Range<usize>> = blocks.iter().rev().take(run).rev().cloned().collect();
    let strong = trailing.iter().any(|block| is_card(&block));
    let mut cards = leading;
    if strong && trailing.len() < blocks.len() {
        // Signs alone above the card proper are text that talks about them.
        let first = trailing.iter().position(|block| is_card(&block)).unwrap_or(0);
        let from = if all_single(&trailing) { 0 } else { first };
        cards.extend(trailing.into_iter().skip(from));
    }
    cards.dedup();
    if cards.len() == blocks.len() { Vec::new() } else { cards }
}

/// Whether a line holds what contact cards do.
pub fn signs(line: &Line) -> bool {
    points(std::slice::from_ref(line)) > 0
}

fn all_single(blocks: &[Range<usize>]) -> bool {
    blocks.iter().all(|block| block.len() == 1)
}

/// Lines that stand together.
fn blocks(lines: &[Line]) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let same = at > 0 && lines.get(at - 1).is_some_and(|before| before.block == line.block);
        match blocks.last_mut() {
            Some(block) if same => block.end = at + 1,
            _ => blocks.push(at..at + 1),
        }
    }
    blocks
}

fn points(lines: &[Line]) -> usize {
    if lines.iter().any(|line| line.len() >= SENTENCE && line.folded.contains('。') || line.len() > 160) {
        return 0;
    }
    let text: String = lines.iter().map(|line| line.folded.as_str()).collect::<Vec<_>>().join("\n");
    let phones = PHONE.find_iter(&text).count();
    phones * 2 + SIGNS.iter().filter(|sign| text.contains(**sign)).count()
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(usize, usize)]) {
        let found: Vec<_> = cards(&lines(text)).iter().map(|card| (card.start, card.end)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn cards_stand_at_the_ends() {
        let text =
            "　　第一段写的是园区的道路和厂房，句子写得足够长，一看就是正文，到这里才写完了最后的几个字。";
        let card = "某某微信号\n厂房租售：400 0000 000\n请说明需求，以便对接。\n长按扫一扫";
        check(&format!("{text}\n\n{card}"), &[(1, 5)]);
        check(&format!("{card}\n\n{text}"), &[(0, 4)]);
        check(text, &[]);
        let talk =
            "　　拨打服务热线400-000-0000咨询的人多了，这是去年没有过的情形，接线的人手也跟着添了一倍。";
        check(&format!("{text}\n\n{talk}"), &[]);
    }

    #[test]
    fn dense_pages_have_cards_of_single_lines() {
        let text = "第一段写的是园区的道路和厂房，句子写得足够长，一看就是正文，到这里才写完了最后的几个字。";
        check(&format!("{text}\n{text}再来一段。\n联系人：某先生\n电话：0511-00000000"), &[(2, 3), (3, 4)]);
    }
}
