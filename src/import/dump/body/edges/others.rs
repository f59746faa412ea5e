//! Other articles at the end of a text: links with their days, beginnings that a machine cut short.

use crate::import::dump::line::{Line, Mark};
use crate::news::date::{self, Clock};

/// Shortest beginning of another article, characters.
const BEGINNING: usize = 20;
/// Shortest and longest headline.
const HEADLINE_FROM: usize = 8;
const HEADLINE: usize = 50;
/// Fewest links or beginnings that make a list.
const FEWEST: usize = 2;

/// The line at which a list of other articles begins that a text ends in.
pub fn listed(lines: &[Line]) -> Option<usize> {
    beginnings(lines).or_else(|| dated(lines)).or_else(|| headlines(lines)).filter(|at| *at > 0)
}

/// Beginnings cut off by dots, with their headlines above them and their days below.
fn beginnings(lines: &[Line]) -> Option<usize> {
    let (mut from, mut count, mut apart) = (lines.len(), 0, false);
    while let Some(line) = from.checked_sub(1).and_then(|at| lines.get(at)) {
        let below = lines.get(from).is_some_and(is_cut);
        match (is_cut(line), is_day(line)) {
            (true, _) => count += 1,
            (_, true) => apart = true,
            _ if below && is_headline(line) => apart = true,
            _ => break,
        }
        from -= 1;
    }
    let cut = lines.get(from..).unwrap_or_default().iter().filter(|line| is_cut(line));
    let alike = cut.clone().zip(cut.skip(1)).all(|(one, other)| begin(one) == begin(other));
    (count >= FEWEST && (apart || alike)).then_some(from)
}

fn begin(line: &Line) -> String {
    line.folded.chars().filter(|c| !c.is_ascii_digit() && *c != '-').take(4).collect()
}

/// Ends as a machine cuts: in dots, and not in the two marks with which a writer breaks off.
fn is_cut(line: &Line) -> bool {
    let text = line.folded.as_str();
    let dots = text.ends_with("..") || text.ends_with('…') && !text.ends_with("……");
    dots && line.len() >= BEGINNING
}

fn is_day(line: &Line) -> bool {
    let found = Some(line)
        .filter(|line| line.len() <= 20)
        .and_then(|line| date::written(&line.folded, &Clock::default()));
    found.is_some_and(|found| found.range.len() + 2 >= line.folded.len())
}

fn is_headline(line: &Line) -> bool {
    line.len() <= HEADLINE
        && !line.folded.ends_with(['。', '!', '?', ':', ';', '”', '…', '.'])
        && !line.is_prose()
}

/// Links with a month and a day behind each, and their heading.
fn dated(lines: &[Line]) -> Option<usize> {
    let link = |line: &Line| {
        let end: String = line.folded.chars().rev().take(5).collect();
        line.mark != Mark::None && line.len() <= HEADLINE && is_month_and_day(&end)
    };
    let count = lines.iter().rev().take_while(|line| link(line)).count();
    let from = lines.len() - count;
    let heading = from
        .checked_sub(1)
        .and_then(|at| lines.get(at))
        .is_some_and(|line| line.len() <= 10 && is_headline(line));
    (count >= FEWEST).then(|| from - usize::from(heading))
}

/// Headlines in a list that nothing leads to, below a text that is none: two words or a sentence in each.
fn headlines(lines: &[Line]) -> Option<usize> {
    let item = |line: &Line| {
        line.mark == Mark::Bullet && (HEADLINE_FROM..=HEADLINE).contains(&line.len()) && is_headline(line)
    };
    let count = lines.iter().rev().take_while(|line| item(line)).count();
    let from = lines.len() - count;
    let text = lines.get(..from)?;
    let led = text.last()?.folded.ends_with([':', '：']);
    let marked = text.iter().any(|line| line.mark != Mark::None);
    // What an article lists it speaks of before.
    let known = |line: &Line| {
        let pairs: Vec<char> = line.folded.chars().filter(|c| c.is_alphanumeric()).collect();
        let told = pairs.windows(3).filter(|three| {
            let words: String = three.iter().collect();
            text.iter().any(|line| line.has(&words))
        });
        told.count() * 8 > pairs.len()
    };
    let strange = lines.get(from..)?.iter().filter(|line| !known(line)).count();
    (count > FEWEST && !led && !marked && strange == count && text.last()?.is_prose()).then_some(from)
}

/// `72-50`, read backwards.
fn is_month_and_day(backwards: &str) -> bool {
    matches!(backwards.as_bytes(), [a, b, b'-', c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &[&str], expected: Option<usize>) {
        let lines: Vec<Line> =
            text.iter().enumerate().filter_map(|(at, line)| Line::read(line, at)).collect();
        assert_eq!(listed(&lines), expected, "{text:?}");
    }

    #[test]
    fn beginnings_of_others_and_links_with_their_days_are_told() {
        const TEXT: &str = "版心的大小定下来以后，天头和地脚的比例也就跟着定了。";
        const ONE: &str = "某报某日讯 灯会今年设在西门外的河滩上，一共六组灯，最高的...";
        const TWO: &str = "某报某日讯 老桥修好以后，桥上的石板换了一半，旧的留在..";
        check(&[TEXT, "灯会今晚开灯", ONE, "2024-09-24", "老桥修好了", TWO], Some(1));
        check(&[TEXT, ONE, TWO], Some(1));
        check(&[TEXT, "活动", "- 灯会攻略05-26", "- 看灯的路线05-27"], Some(1));
        check(
            &[
                TEXT,
                "她站在桥上看灯，看了很久很久，什么话也没有说出来……",
                "后来灯灭了，人也散了，河滩上又只剩下她一个人……",
            ],
            None,
        );
        check(&[TEXT, "- 灯会攻略05-26"], None);
        check(&[TEXT, ONE], None);
        check(&[ONE, TWO], None);
    }
}
