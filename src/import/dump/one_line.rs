//! A page that was stored as a single line: title, byline and text run on.

use super::keys;
use super::line::Line;
use crate::news::date::{self, Clock};

/// Fewest characters of such a line, and those at its beginning in which its byline stands.
const LONG: usize = 120;
const HEAD: usize = 200;
/// Characters of a title.
const TITLE: std::ops::RangeInclusive<usize> = 6..=60;
/// Longest name behind a key, characters.
const NAME: usize = 12;
/// Lines that may stand beside it.
const BESIDE: usize = 2;

/// Parts it, where a day, and a time or a key beside it, tells where the title ends.
pub fn part(lines: &mut Vec<Line>) {
    if lines.len() > BESIDE + 1 {
        return;
    }
    let Some(line) = lines.first().filter(|line| line.len() >= LONG) else { return };
    let Some((title, byline)) = ends(&line.folded) else { return };
    let parts = [(0, title), (title, byline), (byline, line.folded.len())];
    let block = line.block;
    let mut read: Vec<Line> =
        parts.iter().filter_map(|(from, to)| Line::read(&line.raw_at(*from, *to), block)).collect();
    if let [title, ..] = read.as_mut_slice()
        && let Some(once) = said_twice(&title.raw).map(|once| title.with(once))
    {
        *title = once;
    }
    lines.splice(0..1, read);
}

/// Where the title ends, and where the byline does: bytes of the folded copy.
fn ends(folded: &str) -> Option<(usize, usize)> {
    let head = folded.get(..folded.char_indices().nth(HEAD).map_or(folded.len(), |(at, _)| at))?;
    let day = date::written(head, &Clock::default())?.range;
    let keyed = keys::spans(head, true).first().map(|span| span.start).filter(|start| *start > 0);
    let from = keyed.map_or(day.start, |start| start.min(day.start));
    let told = head.get(day.clone()).is_some_and(|day| day.contains(':')) || keyed.is_some();
    let before = head.get(..from)?.trim_end_matches(|c: char| " |([【©·-".contains(c));
    let before = before.strip_suffix("原创").map_or(before, |rest| rest.trim_end_matches(['©', ' ']));
    let parted = before.len() < from;
    // `某站讯(通讯员:某甲)2024年9月24日，…` begins a text.
    let lede = before.ends_with(['讯', '电', ')'])
        || folded.get(day.end..).is_some_and(|rest| rest.starts_with([',', '。']));
    let sentence = lede || before.contains(['。', '；', ';']);
    (told && parted && !sentence && TITLE.contains(&before.chars().count()))
        .then(|| (before.len(), behind(head, day.end)))
}

/// Behind the day, and behind the names that stand with keys there.
fn behind(head: &str, day: usize) -> usize {
    let mut end = day;
    while let Some(rest) = head.get(end..) {
        let text = rest.trim_start_matches([' ', '|']);
        let Some(colon) =
            text.find(':').filter(|at| text.get(..*at).is_some_and(|key| key.chars().count() <= 6))
        else {
            break;
        };
        let value = text.get(colon + 1..).unwrap_or_default();
        let name = value.find([' ', '|']).unwrap_or(value.len());
        let keyed = !keys::spans(text.get(..=colon).unwrap_or_default(), true).is_empty();
        if !keyed || value.get(..name).is_none_or(|name| name.chars().count() > NAME) {
            break;
        }
        end += rest.len() - text.len() + colon + 1 + name;
    }
    end
}

/// `题目 题目`
fn said_twice(title: &str) -> Option<String> {
    let half = title.chars().count() / 2;
    let at = title.char_indices().nth(half)?.0;
    let (one, other) = title.split_at_checked(at)?;
    let other = other.trim_start();
    let one = one.trim_end();
    (one == other).then(|| one.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::import::dump::line::lines;

    #[test]
    fn title_and_byline_are_parted_from_the_text() {
        let text = "版心的大小先要定下来，天头和地脚才好办，老师傅说这件事急不得。".repeat(4);
        let shape = |page: &str| {
            let shown = |line: &crate::import::dump::Line| line.raw.chars().take(30).collect::<String>();
            lines(page).iter().map(shown).collect::<Vec<_>>()
        };
        let start: String = text.chars().take(30).collect();
        for (head, title, byline) in [
            (
                "某镇的排字房重新开张 ©原创 2023-08-15 16:32 作者:王小三 ",
                "某镇的排字房重新开张",
                "©原创 2023-08-15 16:32 作者:王小三",
            ),
            (
                "某镇的排字房重新开张 某镇的排字房重新开张 2022年8月14日 21:36 ",
                "某镇的排字房重新开张",
                "2022年8月14日 21:36",
            ),
            ("某镇的排字房重新开张 来源:某报 2022-08-14 ", "某镇的排字房重新开张", "来源:某报 2022-08-14"),
        ] {
            assert_eq!(shape(&format!("{head}{text}")), [title, byline, start.as_str()], "{head}");
        }
        for page in [
            format!("本报讯 2022年8月14日，某镇的排字房重新开张。{text}"),
            format!("某校站讯（通讯员：王小三）2022年8月14日 10:11，某镇的排字房重新开张。{text}"),
            format!("某镇的排字房2022年8月14日重新开张，{text}"),
        ] {
            assert_eq!(shape(&page).len(), 1, "{page}");
        }
    }
}
