//! The first post of a thread in a forum (Discuz, phpwind): its title stands before the button that copies its address, its
//! text behind the line of the buttons of the post.

use super::Head;
use crate::import::dump::line::Line;
use crate::news::date::{self, Clock};

/// The button behind a title.
const COPIES: &str = "[复制链接]";
/// Lines in which it stands, and those behind it in which the post begins.
const WITHIN: usize = 48;
const BEHIND: usize = 40;
/// Longest line of buttons, characters.
const BUTTONS: usize = 80;
/// Shortest title, characters.
const SHORTEST: usize = 4;

/// Takes title, day and beginning of the text from a thread, where the page shows one.
pub fn mended(lines: &[Line], mut head: Head, clock: &Clock) -> Head {
    let button = |line: &Line| line.folded.trim_end().ends_with(COPIES);
    let Some(at) = lines.iter().take(WITHIN).position(button) else { return head };
    let Some(title) = title(lines, at) else { return head };
    if !head.title.as_ref().is_some_and(|known| Line::read(known, 0).is_some_and(|line| line.says(&title))) {
        (head.title, head.subtitle) = (Some(title), None);
    }
    let below = lines.iter().enumerate().skip(at + 1).take(BEHIND);
    if let Some((post, line)) = below.clone().find(|(_, line)| is_post(line)) {
        head.body = head.body.max(post + 1);
        if (head.facts.date.is_none() || head.facts.clock)
            && let Some(found) = date::first(&line.folded, clock)
        {
            let raw = line.raw_at(found.range.start, found.range.end);
            (head.facts.date, head.facts.clock) = (Some((found.moment, raw)), false);
        }
    }
    head
}

/// The words before the button, in its line or in the one above.
fn title(lines: &[Line], at: usize) -> Option<String> {
    let line = lines.get(at)?;
    let own = line.raw_at(0, line.folded.trim_end().strip_suffix(COPIES)?.len()).trim_end().to_owned();
    let above = || lines.get(at.checked_sub(1)?).map(|line| line.raw.clone());
    let title = if own.is_empty() { above()? } else { own };
    (title.chars().count() >= SHORTEST).then_some(title)
}

/// `某人 发表于 2024-9-24 16:26 | 显示全部楼层`
fn is_post(line: &Line) -> bool {
    const POSTED: [&str; 2] = ["发表于", "发布于"];
    const SHOWS: [&str; 5] = ["只看该作者", "只看楼主", "显示全部楼层", "阅读模式", "倒序"];
    let holds = |words: &[&str]| words.iter().any(|word| line.folded.contains(word));
    line.len() <= BUTTONS && holds(&POSTED) && holds(&SHOWS)
}

#[cfg(test)]
mod tests {
    use crate::import::dump::head::read;
    use crate::import::dump::line::lines;
    use crate::news::date::Clock;

    const TEXT: &str = "版心的大小先要定下来，天头和地脚才好办，老师傅说这件事急不得。\n\n一页排四十行，一行排四十个字，多了难读，少了费纸，这是几代人试出来的。";

    #[test]
    fn the_title_stands_before_its_button() {
        let head = |above: &str| {
            let page = format!(
                "某某论坛\n\n 找回密码\n 立即注册\n搜索\n查看: 57|回复: 0\n\n{above}\n\n2万\n\n主题\n\n2万\n\n帖子\n\n管理员\n\n积分\n40127\n发表于 2024-9-24 16:26 | 显示全部楼层 |阅读模式\n{TEXT}"
            );
            let lines = lines(&page);
            let head = read(&lines, &Clock::default());
            let day = head.facts.date.map(|(moment, _)| moment.to_string());
            (head.title, day, lines.get(head.body).map(|line| line.raw.chars().take(5).collect::<String>()))
        };
        for above in ["怎样定一页的版心\n\n[复制链接]", "怎样定一页的版心 [复制链接]"]
        {
            let (title, day, text) = head(above);
            assert_eq!(title.as_deref(), Some("怎样定一页的版心"), "{above}");
            assert_eq!(day.as_deref(), Some("2024-09-24T16:26:00+08:00"));
            assert_eq!(text.as_deref(), Some("版心的大小"));
        }
    }
}
