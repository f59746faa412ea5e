//! Last lines that the page has set below a text, told by their shape: words of a menu, the name of a sign, one item of a list,
//! a title below a signature.

use crate::import::dump::credits::names_alone;
use crate::import::dump::facts::is_person;
use crate::import::dump::line::{Line, Mark};

/// Longest title of another article.
const TITLE: usize = 40;
/// Longest word of a menu.
const WORD: usize = 6;
/// Fewest words that make one.
const MENU: usize = 3;

/// Where such lines begin.
pub fn strange(lines: &[Line]) -> Option<usize> {
    let (last, above) = lines.split_last()?;
    let before = above.last()?;
    let at = above.len();
    let text = last.folded.as_str();
    let title =
        last.len() <= TITLE && !text.contains(['。', '!', '?', ';', ':', '”']) && !text.ends_with(')');
    let single = last.mark == Mark::Bullet && at >= MENU && above.iter().all(|line| line.mark == Mark::None);
    let closed = before.is_prose() || names_alone(before).is_some();
    let single = single && closed && !before.folded.ends_with([':', ',', '、', '—']);
    if is_sign(text) || copies(text) || title && (single || signed(&before.folded)) {
        return Some(at);
    }
    let menu = above.iter().rev().take_while(|line| is_word(&line.folded)).count();
    let from = at - menu;
    let words = lines.get(from..)?;
    let heads = words.iter().any(|line| is_heading(&line.folded));
    let closed = lines.get(..from)?.last().is_some_and(|line| line.is_prose() && line.folded.ends_with('。'));
    (is_word(text) && menu + 1 >= MENU && heads && closed).then_some(from)
}

/// Where a text that stands on its page twice begins again: whatever paragraphs stand behind, all of them stood before.
pub fn twice(lines: &[Line]) -> Option<usize> {
    let at = lines.iter().position(|line| line.is_prose() && line.len() >= TITLE)?;
    let first = lines.get(at)?;
    let again = (at + 1..lines.len())
        .find(|other| lines.get(*other).is_some_and(|line| line.folded == first.folded))?;
    let prose = |from: usize, to: usize| {
        lines.get(from..to).unwrap_or_default().iter().filter(|line| line.is_prose()).collect::<Vec<_>>()
    };
    let (one, other) = (prose(at, again), prose(again, lines.len()));
    let same = one.iter().zip(&other).all(|(one, other)| one.folded == other.folded);
    if !same || other.len() > one.len() {
        return None;
    }
    // The short lines above its first paragraph come again as well.
    let says = |back: &usize| match (lines.get(at - back), lines.get(again - back)) {
        (Some(one), Some(other)) => one.says(&other.folded),
        _ => false,
    };
    let above = (1..=at.min(again - at - 1)).take_while(says).count();
    Some(again - above)
}

/// `arrow_back`, or the sum of a page: letters of a machine, below a text that is written in others.
fn is_sign(text: &str) -> bool {
    let lower = |c: char| c.is_ascii_lowercase() || "_-".contains(c);
    let words = text.contains(' ') && text.chars().all(|c| lower(c) || c == ' ');
    let sum = text.rsplit(':').next().unwrap_or_default().trim();
    // `113年`: a class of years.
    let year = text
        .strip_suffix('年')
        .is_some_and(|year| (2..=4).contains(&year.len()) && year.bytes().all(|byte| byte.is_ascii_digit()));
    (3..=24).contains(&text.len()) && (words || text.chars().all(lower))
        || year
        || sum.len() >= 32 && sum.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A button that copies the address.
fn copies(text: &str) -> bool {
    let what = ["地址", "网址", "链接"].iter().any(|word| text.contains(word));
    what && text.contains("复制") && text.contains("://") && !text.contains('。')
}

/// A sentence with the name of its author behind it: `…。（某某）`.
fn signed(text: &str) -> bool {
    let name = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    name.is_some_and(|(text, name)| text.ends_with(['。', '!', '?', '”']) && is_person(name))
}

fn is_word(text: &str) -> bool {
    (2..=WORD).contains(&text.chars().count()) && text.chars().all(char::is_alphabetic)
}

/// A word that menus have.
fn is_heading(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["微信", "微博", "视频", "平台", "投诉", "媒体", "首页", "专题", "频道", "网站", "公告", "导航"];
    WORDS.iter().any(|word| text.starts_with(word) || text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn kept(below: &str) -> Option<usize> {
        let text = format!("先定纸。\n\n再算字。\n\n版心以外是天头和地脚，每一行的字数由它来决定。{below}");
        strange(&crate::import::dump::line::lines(&text))
    }

    #[test]
    fn lines_below_a_text() {
        for below in [
            "\n\narrow_back",
            "\n\narticle recommend",
            "\n\n113年",
            "\n\n- 另一篇的题目",
            "（王小三）\n\n另一篇的题目",
            "\n\n微信平台\n\n媒体报道\n\n印刷视频",
            "\n\n某某热榜\n\nIN视频\n\n某友圈",
            "\n\nHash:00112233445566778899aabbccddeeff",
            "\n\nhttps://a.example/b 复制本页地址",
        ] {
            assert_eq!(kept(below), Some(3), "{below}");
        }
        for below in [
            "\n\n天头\n\n地脚\n\n版心",
            "下面三样：\n\n- 天头",
            "\n\n- 天头\n\n- 地脚",
            "（见图）\n\n最后一句没有句号",
            "\n\n最后一句没有句号",
        ] {
            assert_eq!(kept(below), None, "{below}");
        }
    }
}
