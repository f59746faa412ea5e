//! The summary that a page sets above a text, and the keywords below it.

use super::Body;
use crate::import::dump::furniture::is_furniture;
use crate::import::dump::line::Line;
use crate::import::dump::shape::is_credit;

/// Headings of a summary above a text; the longer before those they begin with.
const SUMMARIES: [&str; 30] = [
    "摘要",
    "内容摘要",
    "内容提要",
    "核心提示",
    "核心阅读",
    "导读",
    "导语",
    "内容导读",
    "编者按",
    "阅读提示",
    "文章摘要",
    "本文摘要",
    "新闻摘要",
    "新闻提要",
    "新闻导读",
    "文章导读",
    "本文导读",
    "重点摘要",
    "本文重点",
    "本文要点",
    "AI摘要",
    "AI 摘要",
    "AI导读",
    "AI总结",
    "智能摘要",
    "AI速览",
    "内容速览",
    "快速阅读",
    "我们想让你知道的是",
    "提要",
];

/// The words of a heading without the marks around it.
fn heading(line: &Line) -> &str {
    line.folded.trim_matches(|c: char| c.is_whitespace() || "【】[]:■●◆▌|#「」".contains(c))
}

/// `摘要：…` above the text is a summary.
pub fn lead(lines: &mut Vec<Line>, body: &mut Body) {
    if lines.len() > 2
        && lines.first().is_some_and(|line| SUMMARIES.contains(&heading(line)))
        && is_text(lines.get(2..))
    {
        lines.remove(0);
        body.summary = Some(lines.remove(0).raw.clone());
        return;
    }
    let Some(first) = lines.first() else { return };
    let start = first.folded.trim_start_matches(['【', '[', '(', '　', ' ']);
    let Some(name) = SUMMARIES
        .iter()
        .find(|name| start.starts_with(**name))
        .filter(|name| !["编者按", "导语"].contains(name))
    else {
        return;
    };
    let behind = start.get(name.len()..).unwrap_or_default();
    // `导读 版心…`
    let apart = behind.starts_with(' ') && first.is_prose();
    if !(apart || behind.starts_with([':', '】', ']', ')', '：'])) || lines.len() < 2 {
        return;
    }
    let from = first.folded.len() - behind.len();
    let text = first.raw_at(from, first.folded.len());
    let text = text.trim_start_matches([':', '：', '】', ']', ')', ' ', '\u{3000}']).trim().to_owned();
    if text.chars().count() >= 8 && is_text(lines.get(1..)) {
        body.summary = Some(text);
        lines.remove(0);
    }
}

/// Whether there is a text below: a summary may be all that the page has.
fn is_text(lines: Option<&[Line]>) -> bool {
    let lines = lines.unwrap_or_default().iter().filter(|line| !is_furniture(line) && !is_credit(line));
    let (prose, others): (Vec<&Line>, Vec<&Line>) = lines.partition(|line| line.is_prose());
    !prose.is_empty() || others.iter().filter(|line| line.len() >= 12).count() >= 2
}

/// The keywords of a paper, which stand under its abstract and above its text.
pub fn keywords(lines: &[Line]) -> Option<usize> {
    let begins = |line: &Line, words: &[&str]| {
        let start: String = line.folded.chars().take(16).filter(|c| !c.is_whitespace()).collect();
        let start = start.trim_start_matches(['[', '【', '(']);
        words.iter().any(|word| start.starts_with(word))
    };
    let at = lines.iter().take(3).position(|line| begins(line, &["摘要", "内容摘要", "内容提要"]))? + 1;
    let under = lines.get(at).is_some_and(|line| begins(line, &["关键词", "关键字"]));
    (under && lines.iter().skip(at + 1).take(3).any(Line::is_prose)).then_some(at)
}

#[cfg(test)]
mod tests {
    use crate::import::dump::body::select;
    use crate::import::dump::line::lines;

    #[test]
    fn a_summary_alone_is_the_text() {
        const SUMMARY: &str = "【摘要】版心以外是天头和地脚，版心之内排正文、标题和图片，这一页说的就是它。";
        let kept = |below: &str| {
            let (kept, body) = select(&lines(&format!("{SUMMARY}\n\n{below}")), 0, None);
            (kept.first().is_some_and(|line| line.raw.starts_with("【摘要】")), body.summary.is_some())
        };
        assert_eq!(kept("来源：某某网"), (true, false));
        assert_eq!(kept("先定纸，再算字，一页能排多少行，要看字有多大，行有多宽。"), (false, true));
    }
}
