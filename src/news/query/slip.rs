//! Names of fields that were mistyped, as opposed to words that have a colon behind them.
//!
//! What stands before a colon is mostly a word: `http:`, 记者：, 标题党：. A slip is what hands and input methods make of a
//! name: letters added, left out, swapped or, in a long name, wrong; a character that sounds the same, or two swapped.

use crate::text::pinyin::sound_alike;

/// Letters of a name from which a wrong one is a slip: one letter away from a shorter name stand other words.
const LONG: usize = 5;
/// Letters from which two slips are still seen as such.
const LONGER: usize = 7;
/// Letters of the shortest name that can be mistyped.
const SHORTEST: usize = 3;

/// Whether a folded word is the name of a field, mistyped.
pub(super) fn is_slip(word: &str, name: &str) -> bool {
    let all_letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    if word == name || name.chars().nth(1).is_none() {
        return false;
    }
    if all_letters(name) {
        return all_letters(word) && is_slip_of_letters(word.as_bytes(), name.as_bytes());
    }
    let (word, name): (Vec<char>, Vec<char>) = (word.chars().collect(), name.chars().collect());
    match (word.as_slice(), name.as_slice()) {
        (&[a, b], &[c, d]) => {
            (a, b) == (d, c) || (a == c && sound_alike(b, d)) || (b == d && sound_alike(a, c))
        }
        _ => false,
    }
}

fn is_slip_of_letters(word: &[u8], name: &[u8]) -> bool {
    if name.len() < SHORTEST || word.len() < SHORTEST {
        return false;
    }
    let wrong = if name.len() < LONG { 2 } else { 1 };
    distance(word, name, wrong) <= if name.len() < LONGER { 1 } else { 2 }
}

/// Letters added, left out or swapped with the next, each as one, and wrong ones as `wrong`.
fn distance(a: &[u8], b: &[u8], wrong: usize) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(other) && b.get(j - 1) == Some(letter);
            let best = (at(&last, j) + if letter == other { 0 } else { wrong })
                .min(at(&last, j + 1) + 1)
                .min(at(&row, j) + 1)
                .min(if swapped { at(&before, j - 1) + 1 } else { usize::MAX });
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = "title author source tag cat category date is has 标题 题 作者 来源 标签 栏目 分类 日期 时间 状态 是 含 有";

    #[test]
    fn slips_are_told_from_words() {
        let slips = "titel:title tilte:title titl:title tittle:title tutle:title auther:author soruce:source \
            catgory:category catagory:category tags:tag dtae:date dates:date hsa:has 标提:标题 题标:标题 来原:来源 做者:作者";
        for (word, name) in slips.split_whitespace().filter_map(|slip| slip.split_once(':')) {
            assert!(is_slip(word, name), "{word} {name}");
        }
        let words = "http https ftp c a foo news bag car gate rate late data this at in re 12 10 标题党 记者 读者 项目 题目 事件 \
            假期 星期 空间 分析 编者 来信 图 问 答 地址 电话 心态 主题 话题 如是 含有";
        for word in words.split_whitespace() {
            assert!(NAMES.split(' ').all(|name| !is_slip(word, name)), "{word}");
        }
    }
}
