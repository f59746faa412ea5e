//! What a page sets at the edges of a text, in its own lines or run onto its last one: credits, help lines, invitations, words
//! of its head.

mod first;
mod last;
mod others;

pub use first::strays;
pub use last::twice;

use crate::import::dump::furniture::closing::{cares, helps, trails};
use crate::import::dump::line::Line;
use crate::text::pattern::{Matcher, matcher, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Lines from the end among which help lines stand.
const HELP: usize = 10;
/// Longest line that goes with them.
const BESIDE: usize = 30;
/// Longest line that is a day.
const DAY: usize = 40;
/// Longest path to a page below its text.
const PATH: usize = 80;
/// Longest words that are run onto the last sentence.
const RUN_ON: usize = 20;
/// Shortest text that stands before them.
const TEXT: usize = 6;
/// Characters of a last paragraph in which somebody signs.
const SIGNED: usize = 100;
/// Longest line of words that are repeated from a text.
const TAGS: usize = 100;

/// An editor's credit that is run onto the last sentence.
static EDITED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[。!?”」』)…;](?P<credit>\s*(?:[(\[【]\s*(?:责任编辑|责编|(?:网络|实习|见习|值班|新媒体)编辑|责任校对|录入)\s*[:/][^。()\[\]【】]{1,40}[)\]】]|(?:责任编辑|责编)\s*[:/]\s*[^。]{1,24})\s*)$",
    )
});
/// A notice that is run onto the last sentence: `某某声明:此消息系转载…`
static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[。!?”」)…](?P<notice>\s*\p{Han}{0,6}声明:\s*(?:此消息|此信息|此文|本文|以上|转载|.{0,8}(?:登载|转载)此文).*)$",
    )
});
/// Where a reporter signs: `（某甲／某地報導）`.
static REPORTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[(【〔][^()【】〔〕。]{2,20}/[^()【】〔〕。]{0,8}(?:报道|报导)[)】〕]"));

/// Takes what stands at the end and is no text; whether there was any.
pub fn part(lines: &mut Vec<Line>, credits: &mut Vec<Line>) -> bool {
    if lines.last().is_some_and(trails) && lines.len() > 1 {
        lines.pop();
        return true;
    }
    if let Some(from) = offer(lines)
        .or_else(|| help(lines))
        .or_else(|| last::strange(lines))
        .or_else(|| others::listed(lines))
    {
        lines.truncate(from);
        return true;
    }
    let Some(last) = lines.last_mut() else { return false };
    // Of a long paragraph only the end is looked at.
    let from = last.folded.floor_char_boundary(last.folded.len().saturating_sub(SIGNED * 3));
    let signed = last.folded.get(from..).unwrap_or_default();
    if ["编", "校", "审", "录"].iter().any(|word| signed.contains(word))
        && let Some(credit) = EDITED.captures(signed).and_then(|found| found.name("credit"))
    {
        let (start, end) = (from + credit.start(), last.folded.len());
        credits.extend(Line::read(&last.raw_at(start, end), last.block));
        return cut(last, start);
    }
    if signed.contains("声明")
        && let Some(notice) = DECLARED.captures(signed).and_then(|found| found.name("notice"))
    {
        let start = from + notice.start();
        return cut(last, start);
    }
    if signed.contains(['道', '导'])
        && let Some(report) = REPORTED.find_iter(signed).last()
    {
        let (end, rest) = (from + report.end(), signed.get(report.end()..).unwrap_or_default());
        let run_on = (1..=RUN_ON).contains(&rest.chars().count()) && !rest.contains(['。', ',', '”']);
        return run_on && cut(last, end);
    }
    false
}

/// `出处站点: 某省 >> 某市 >> 某区`: where on a site a page stands, below its text.
pub fn is_path(line: &Line) -> bool {
    let text = line.folded.as_str();
    let names = text.split(">>");
    line.len() <= PATH
        && names.clone().count() >= 3
        && names.clone().all(|name| (2..=20).contains(&name.trim().chars().count()))
        && text.split_once(':').is_some_and(|(key, _)| (2..=6).contains(&key.chars().count()))
}

/// A label and what it leads to, or the address of whom the page belongs to, under the last sentence.
fn offer(lines: &[Line]) -> Option<usize> {
    const LABELS: [&str; 12] = [
        "访问",
        "购买",
        "下载",
        "传送门",
        "官网",
        "直达",
        "优惠",
        "详情",
        "购买链接",
        "下载地址",
        "购买地址",
        "活动链接",
    ];
    // A notice says where to write to.
    const ASKS: [&str; 7] = ["地址", "寄", "联系", "报名", "来信", "咨询", "电话"];
    let ends = |line: &Line| line.folded.ends_with(['。', '”', '!', '?', ')']);
    let (last, above) = lines.split_last()?;
    let address =
        last.folded.contains("地址") && last.folded.contains("邮编") && !last.folded.contains("联系");
    let asks = |line: &Line| ASKS.iter().any(|word| line.folded.contains(word));
    let asked = above.iter().rev().take(4).any(asks);
    if address && !asked && last.len() <= 80 && above.last().is_some_and(ends) {
        return Some(above.len());
    }
    let led = last.folded.split_once(':').is_some_and(|(label, _)| LABELS.contains(&label.trim()));
    if led && last.len() <= 36 && !last.folded.contains('。') && above.last().is_some_and(ends) {
        return Some(above.len());
    }
    let (label, text) = above.split_last()?;
    let is_label = label.folded.strip_suffix(':').is_some_and(|label| LABELS.contains(&label.trim()));
    let plain = is_label && last.len() <= 30 && !last.folded.contains('。');
    (plain && text.last().is_some_and(ends)).then_some(text.len())
}

/// Cuts a line off at a byte of its folded copy, where enough of it is left.
fn cut(line: &mut Line, at: usize) -> bool {
    let kept = line.raw_at(0, at);
    let read = Line::read(&kept, line.block).filter(|kept| kept.len() >= TEXT);
    let Some(kept) = read else { return false };
    *line = Line { indent: line.indent, mark: line.mark, ..kept };
    true
}

/// Where help lines begin that nothing but short lines stand among and behind.
fn help(lines: &[Line]) -> Option<usize> {
    let near = lines.len().saturating_sub(HELP).max(1);
    let first = near + lines.get(near..)?.iter().position(helps)?;
    let short = |line: &Line| {
        helps(line) || cares(&line.folded) || line.len() <= BESIDE && !line.folded.contains('。')
    };
    if !lines.get(first..)?.iter().all(short) {
        return None;
    }
    let above = first - 1;
    let headed = above > 0 && lines.get(above).is_some_and(|line| cares(&line.folded));
    Some(if headed { above } else { first })
}

/// `延伸阅读：另一篇文章的标题` among the paragraphs, and what bids to read on.
pub fn leads_on(line: &Line) -> bool {
    static LEADS: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^[(【\[「▶►☞★●■↓>\s]*(?:(?:延伸|扩展|相关|推荐|更多|往期|点击|热门|热点|精选|焦点)(?:阅读|新闻|文章|报导|报道|回顾)|更多|(?:看|阅读)更多|[您你]可能(?:[也还會会]{0,2})(?:想看|喜欢|感兴趣)|同[场場]加映|[懒懶]人包)\s*(?:[】\])」]\s*[:》>|｜]?|[:》]|>{1,3})\s*\S{2}|^[-—↓(（\s]*(?:广告,?|廣告,?|文章未完,?)?(?:请|本文)?继续往下(?:阅读|看)|^(?:文章|本文|内容|本章)?未完,?(?:[待请]?[续继]|.{0,2}下一页)",
        )
    });
    const WORDS: [&str; 12] =
        ["阅读", "新闻", "文章", "报导", "报道", "回顾", "更多", "可能", "加映", "人包", "继续往下", "未完"];
    line.len() <= BESIDE * 2
        && !line.folded.contains('。')
        && WORDS.iter().any(|word| line.folded.contains(word))
        && LEADS.is_match(&line.folded)
}

/// The day and the time at which a text came out, with the address of its site or without, and nothing else.
pub fn is_clock(line: &Line) -> bool {
    static CLOCK: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^(?:https?://\S{4,40}\s+)?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*\d{1,2}:\d{2}(?::\d{2})?$",
        )
    });
    line.len() <= DAY * 2 && line.folded.contains(':') && CLOCK.is_match(&line.folded)
}

/// `(某地24日讯)`, `【本报讯】`: how a report begins.
pub fn is_dated(line: &Line) -> bool {
    let Some(rest) = line.folded.strip_prefix(['(', '【', '[', '〔']) else { return false };
    let head = rest.split([')', '】', ']', '〕']).next().unwrap_or_default();
    head.chars().count() <= DAY / 2 && head.ends_with(['讯', '电', '道', '导'])
}

/// A last line of a few short words, all of which stand in the text above it: its tags.
pub fn repeats(lines: &[Line]) -> bool {
    let Some((last, above)) = lines.split_last().filter(|(last, _)| last.len() <= TAGS) else { return false };
    let words: Vec<&str> = last.folded.split_whitespace().collect();
    let short =
        |word: &&str| (2..=8).contains(&word.chars().count()) && word.chars().all(char::is_alphanumeric);
    let known = |word: &&str| above.iter().any(|line| line.folded.contains(*word));
    (2..=10).contains(&words.len())
        && words.iter().all(|word| short(word) && known(word))
        && above.last().is_some_and(Line::is_prose)
        && last.block != above.last().map_or(last.block, |line| line.block)
}

/// Takes the day off the end that the page has at its head in the same words.
pub fn unheaded(kept: &mut Vec<Line>, head: &[Line]) {
    let again = |line: &Line| {
        let day = line.len() <= DAY && line.folded.contains('年') && line.folded.contains('日');
        day && head.iter().any(|other| other.says(&line.folded))
    };
    if kept.len() > 1 && kept.last().is_some_and(again) {
        kept.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::super::select;
    use crate::import::dump::line::lines;

    const TEXT: &str = "版心以外是天头和地脚，版心之内排正文、标题和图片，每一行的字数都由它来决定。";

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let (kept, _) = select(&lines(&format!("{TEXT}\n\n{text}")), 0, None);
        let kept: Vec<&str> = kept.iter().skip(1).map(|line| line.raw.as_str()).collect();
        assert_eq!(kept, expected, "{text}");
    }

    #[test]
    fn what_is_run_onto_the_last_sentence() {
        check("所以要先算好。（责任编辑：admin）", &["所以要先算好。"]);
        check("所以要先算好。責任編輯：王小三", &["所以要先算好。"]);
        check("所以要先算好。（王小三／某地報導）《某某》關心你", &["所以要先算好。（王小三／某地報導）"]);
        check(
            "所以要先算好。某某声明：此消息系转载自别的媒体，登载此文不代表赞同其观点。",
            &["所以要先算好。"],
        );
        check("所以要先算好（编辑：王小三说的），再排。", &["所以要先算好（编辑：王小三说的），再排。"]);
    }

    #[test]
    fn help_lines_and_invitations() {
        let help = "《某某》關心你\n\n請珍惜生命。\n\n再給自己一次機會\n\n安心專線：0800-000000";
        check(&format!("所以要先算好。\n\n{help}"), &["所以要先算好。"]);
        let program = "還想看更多新聞嗎？歡迎下載某某APP：\n\niOS載點 https://a.example/i\n\n活動辦法：https://a.example/b";
        check(&format!("所以要先算好。\n\n{program}"), &["所以要先算好。"]);
        check(
            "他说安心专线很忙。\n\n所以要先算好，再排，一页一页都要这样，做了三十年，没有改过。",
            &["他说安心专线很忙。", "所以要先算好，再排，一页一页都要这样，做了三十年，没有改过。"],
        );
    }

    #[test]
    fn offers_and_addresses() {
        check("所以要先算好。\n\n访问：\n\n某某云服务器特惠", &["所以要先算好。"]);
        check("所以要先算好。\n\n编辑 王 三\n\n编审 李 四", &["所以要先算好。"]);
        check("所以要先算好。\n\n二审 王小三\n\n校稿：李小四", &["所以要先算好。"]);
        check("所以要先算好。\n\n相关文件\n\n附件：", &["所以要先算好。"]);
        check("所以要先算好。\n\n添加新评论", &["所以要先算好。"]);
        check("所以要先算好。\n\n你可能會想參加\n\n另一篇的題目", &["所以要先算好。"]);
        check("首圖\n\n所以要先算好。", &["所以要先算好。"]);
        check("【www.a.example - 版心】\n\n所以要先算好。", &["所以要先算好。"]);
        check("所以要先算好。\n\n地址：某市某路1号 邮编：100000", &["所以要先算好。"]);
        let written = "地址：某市某路1号 邮编：100000";
        check(&format!("材料请寄到这里。\n\n{written}"), &["材料请寄到这里。", written]);
        let notice = "联系地址：某市某路1号，邮编：100000";
        check(&format!("请来人面谈\n\n{notice}"), &["请来人面谈", notice]);
    }

    #[test]
    fn a_text_goes_on_behind_what_leads_away() {
        let more =
            "再往下是另外一段，说的是天头比地脚宽多少才好看，宽一分还是宽两分，都有人试过，也都印成了书。";
        for lead in [
            "看更多：另一篇的題目",
            "你可能也想看：另一篇",
            "【延伸閱讀】另一篇的題目",
            "相關報導》另一篇",
            "热门新闻：另一篇的題目",
            "-- 廣告，請繼續往下閱讀 --",
            "↓↓↓文章未完，請繼續往下看↓↓↓",
        ] {
            check(&format!("{lead}\n\n{more}"), &[more]);
        }
        // A button within the text, or the heading of a list that was lost.
        let other = "这一段讲的又是别的：页码放在地脚的正中还是外侧，各家都有各家的道理，也都有人学。";
        for button in ["点赞", "打开APP阅读全文", "返回顶部", "相关推荐"] {
            check(&format!("{button}\n\n{more}\n\n{other}"), &[more, other]);
        }
        check(&format!("网友评论\n\n{more}\n\n{other}"), &[]);
        check(&format!("返回顶部\n\n{TEXT}\n\n{other}"), &[]);
        check("更多的人说，版心要小\n\n这是第三段。", &["更多的人说，版心要小", "这是第三段。"]);
    }

    #[test]
    fn texts_that_stand_twice() {
        let other = "这一段讲的又是别的：页码放在地脚的正中还是外侧，各家都有各家的道理，也都有人学。";
        check(&format!("{other}\n\n{TEXT}\n\n{other}\n\n另一篇的题目"), &[other]);
        check(&format!("{other}\n\n{TEXT}"), &[other, TEXT]);
        check(&format!("{other}\n\n{TEXT}\n\n版心"), &[other, TEXT, "版心"]);
    }

    #[test]
    fn words_of_the_head() {
        let kept = |first: &str, title: &str, more: &str| {
            let text = format!("{first}\n\n{TEXT}\n\n{more}{TEXT}末。");
            let (kept, _) = select(&lines(&text), 0, Some(title));
            kept.first().is_some_and(|line| line.raw == first)
        };
        assert!(!kept("FB", "版心", "") && !kept("版心", "版心的大小由谁来定", ""));
        assert!(!kept("财经要闻", "版心的大小", ""));
        assert!(kept("版心", "版心的大小由谁来定", "天头\n\n") && kept("留白", "版心的大小", ""));
        assert!(!kept("發表於", "版心", "") && !kept("来源：", "版心", ""));
        assert!(!kept("2024/09/24 08:00", "版心", "") && kept("2024年09月24日", "版心", ""));
        assert!(!kept("如有投稿需求，请发到邮箱a@b.example，一经录用即有专人联系", "版心", ""));
        assert!(!kept("日期:2024年09月24日-00:00:00   [浏览次数:]", "版心", ""));
        assert!(kept("时间：9月24日 地点：某某广场", "版心", "") && !kept("关注掌上印刷", "版心", ""));
        assert!(!kept("@ME:", "版心", "") && kept("请各位联系投稿的人。", "版心", ""));
        assert!(!kept("http://a.example 2024-09-24 08:00:00", "版心", ""));
        for label in ["视力保护色：", "您现在的位置在：", "简介", "分页", "加入書籤", "相关附件"]
        {
            assert!(!kept(label, "版心", ""), "{label}");
        }
        assert!(kept("各位读者：", "版心", "") && kept("简介", "版心", "天头\n\n"));
        assert!(!kept("版心的大小 - 某某网", "版心的大小", ""));
        assert!(!kept("尚餘0篇", "版心", "") && !kept("王小三字級", "版心", ""));
    }
}
