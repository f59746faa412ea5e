//! The pages of a digital paper: their names, and the buttons with which one turns them.

use super::facts::{Facts, Guessed};
use super::line::Line;
use crate::news::date::{self, Clock};

/// Longest line that names a page.
const LONGEST: usize = 40;
/// Longest row of buttons.
const BUTTONS: usize = 60;

/// The name of a page of a paper: `第A05版:要闻`, `B02 副刊`, `第二版:社会`, `第12版(体育)专栏`.
pub fn page_of(line: &Line) -> Option<String> {
    let name = page_name(&line.folded).filter(|_| line.len() <= LONGEST)?;
    Some(line.written(name))
}

/// The name behind the number of a page.
pub fn page_name(text: &str) -> Option<&str> {
    let rest = behind_number(text)?;
    let name = rest.trim_start_matches(' ');
    let parted = |c: char| ":·.|/-(".contains(c);
    let name = match name.strip_prefix(parted) {
        Some(name) => name.trim_start_matches(' '),
        None if name.len() < rest.len() => name,
        None => return None,
    };
    let end = name.find([' ', '|', ')', '\t']).unwrap_or(name.len());
    let name = name.get(..end)?;
    let fits = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || "·/-".contains(c);
    let begins = name.starts_with(|c: char| c.is_alphabetic());
    ((2..=10).contains(&name.chars().count()) && begins && name.chars().all(fits)).then_some(name)
}

/// What stands behind the number of a page: `第A05版`, `00004版`, `B02`.
fn behind_number(text: &str) -> Option<&str> {
    let numbered = text.strip_prefix('第').map(str::trim_start);
    let rest = numbered.unwrap_or(text);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = rest.len() - digits.len();
    let mut behind = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    if behind.len() == digits.len() && numbered.is_some() && letters == 0 {
        behind = digits.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    }
    let length = digits.len() - behind.len();
    let page = behind.trim_start_matches(' ').strip_prefix('版');
    let fits = letters <= 2 && (1..=9).contains(&length) && (page.is_some() || letters == 1 && length <= 2);
    fits.then(|| page.unwrap_or(behind))
}

/// Buttons with which one turns the pages of a digital paper, or the number of the page.
pub fn turns_pages(line: &Line) -> bool {
    const TURNS: [&str; 13] = [
        "上一版",
        "下一版",
        "上一篇",
        "下一篇",
        "上一期",
        "下一期",
        "版面导航",
        "标题导航",
        "当前版",
        "收缩通版",
        "本版导读",
        "版次:",
        "版面:",
    ];
    line.len() <= BUTTONS
        && (TURNS.iter().any(|button| line.folded.contains(button))
            || line.len() <= LONGEST
                && behind_number(&line.folded).is_some_and(|_| line.folded.contains('版')))
}

/// `2024年09月24日 第08版:视觉`: the day and the page of a paper.
pub fn paged(line: &Line, clock: &Clock) -> Option<Facts> {
    let text = Some(&*line.folded).filter(|text| text.contains('版') && line.len() <= LONGEST)?;
    let found = date::written(text, clock)?;
    let (before, behind) = (text.get(..found.range.start)?.trim(), text.get(found.range.end..)?.trim());
    let week =
        |text: &str| ["星期", "周"].iter().any(|week| text.starts_with(week)) && text.chars().count() <= 3;
    let page = match (before.is_empty(), behind) {
        (true, behind) => {
            behind.split_once(' ').filter(|(first, _)| week(first)).map_or(behind, |(_, page)| page)
        }
        (false, behind) if behind.is_empty() || week(behind) => before,
        _ => return None,
    };
    let name = page_name(page.trim());
    let bare = page.trim().trim_start_matches('第').trim_end_matches([':', ' ']);
    let number =
        bare.strip_suffix('版').is_some_and(|number| number.chars().all(|c| c.is_ascii_alphanumeric()));
    (name.is_some() || number).then(|| Facts {
        date: Some((found.moment, text.get(found.range).unwrap_or_default().to_owned())),
        category: name.map(str::to_owned),
        guessed: Guessed { category: true, author: false },
        // It stands above a title as often as below one.
        clock: true,
        ..Facts::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_their_names() {
        for (text, expected) in [
            ("第A05版：要闻", "要闻"),
            ("第04版:综合新闻 上一版 下一版", "综合新闻"),
            ("第 12 版 副刊", "副刊"),
            ("B02 副刊", "副刊"),
            ("A25:国际新闻·区域", "国际新闻·区域"),
            ("第二版:社会", "社会"),
            ("第十二版：社会", "社会"),
            ("第12版(体育)专栏:", "体育"),
            ("00004版:版心视野", "版心视野"),
            ("第A10版:某省新闻-综合", "某省新闻-综合"),
            ("第02版:时政 | 2024年09月24日 星期二", "时政"),
            ("第RB01版: 日报01版", "-"),
            ("第三版的故事", "-"),
            ("2024年版画展", "-"),
            ("第二：社会", "-"),
            ("100版:", "-"),
        ] {
            let line = Line::read(text, 0).unwrap();
            assert_eq!(page_of(&line).as_deref().unwrap_or("-"), expected, "{text}");
        }
        for (text, expected) in [
            ("2024年09月24日 第08版：视觉", Some(Some("视觉"))),
            ("第03版:要闻 2024年09月24日 星期二", Some(Some("要闻"))),
            ("2024-09-24 星期二 04版", Some(None)),
            ("2024年09月24日 版画展开幕", None),
            ("2024年09月24日", None),
        ] {
            let read = paged(&Line::read(text, 0).unwrap(), &Clock::default());
            assert_eq!(
                read.map(|facts| facts.category),
                expected.map(|name| name.map(str::to_owned)),
                "{text}"
            );
        }
        for (text, expected) in [
            ("第RB01版: 日报01版", true),
            ("当前版:A04版", true),
            ("3上一篇 下一篇4", true),
            ("一个句号能不能站在行首", false),
            ("2024年09月24日", false),
        ] {
            assert_eq!(turns_pages(&Line::read(text, 0).unwrap()), expected, "{text}");
        }
    }
}
