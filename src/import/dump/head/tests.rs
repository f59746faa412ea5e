use super::super::line::lines;
use super::*;

/// The head as `title | subtitle | date | source | first line of the body`.
#[track_caller]
fn check(text: &str, expected: &str) {
    let lines = lines(text);
    let head = read(&lines, &Clock::default());
    let or = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let date = head.facts.date.map(|(moment, _)| moment.day());
    let body = lines.get(head.body).map(|line| line.raw.chars().take(6).collect());
    let shown = [or(head.title), or(head.subtitle), or(date), or(head.facts.source), or(body)];
    assert_eq!(shown.join(" | "), expected, "{text}");
}

const TEXT: &str = "版心以外是天头和地脚。版心之内排正文、标题和图片，每一行的字数都由它来决定。";

#[test]
fn titles_and_bylines() {
    check(
        &format!("一个句号能不能站在行首\n\n2024-09-24 08:00 来源：某报\n\n{TEXT}"),
        "一个句号能不能站在行首 | - | 2024-09-24 | 某报 | 版心以外是天",
    );
    check(
        &format!("我已授权\n\n注册\n\n一个句号能不能站在行首\n\n2024-09-24 08:00 某报\n\n{TEXT}"),
        "一个句号能不能站在行首 | - | 2024-09-24 | 某报 | 版心以外是天",
    );
    check(
        &format!(
            "排印 > 正文\n\n一个句号能不能站在行首\n\n一个句号能不能站在行首\n2024-09-24 08:00 某报\n缩小字体 放大字体 收藏 微博 微信\n\n{TEXT}"
        ),
        "一个句号能不能站在行首 | - | 2024-09-24 | 某报 | 版心以外是天",
    );
    check(
        &format!(
            "首页\n\n一个句号能不能站在行首\n\n从铅字到终端的老问题\n\n  • 时间：2024-09-24 来源：某报\n  • 打印 字体: 放大 正常 缩小 分享\n{TEXT}"
        ),
        "一个句号能不能站在行首 | 从铅字到终端的老问题 | 2024-09-24 | 某报 | 版心以外是天",
    );
    check(
        &format!("首页 > 排印\n一个句号能不能站在行首\n2024-09-24 08:00:01\n来源：某报\n\n{TEXT}"),
        "一个句号能不能站在行首 | - | 2024-09-24 | 某报 | 版心以外是天",
    );
}

#[test]
fn long_titles_with_marks() {
    let title = "[样报]一个句号站在行首被编辑部连夜请了回去!排字间的老规矩到了终端里还管不管用大家吵成一团";
    check(
        &format!("{title}\n\n2024年09月11日 某某传媒 排印 1665 0\n\n{TEXT}"),
        &format!("{title} | - | 2024-09-11 | - | 版心以外是天"),
    );
}

#[test]
fn official_titles_over_several_lines() {
    check(
        &format!(
            "首页 > 公报 > 2007年第23号\n字号:默认 超大 | 打印 |\n\n某某委员会\n关于批准某某办法及\n调整限额的决议\n(2007年6月29日某某会议通过)\n\n  {TEXT}"
        ),
        "某某委员会关于批准某某办法及调整限额的决议 | (2007年6月29日某某会议通过) | 2007-06-29 | - | 版心以外是天",
    );
}

#[test]
fn clocks_and_leads() {
    check(
        &format!(
            "  • 今日视点\n  • 2021年10月7日 星期四\n\n一个句号能不能站在行首\n2020-11-23 10:22:14  出处:某报\n\n{TEXT}"
        ),
        "一个句号能不能站在行首 | - | 2020-11-23 | 某报 | 版心以外是天",
    );
    check(
        &format!(
            "一个句号能不能站在行首\n\n导语写了一句完整的话，说清楚这一篇讲的是什么。\n\n2024-09-24 08:00 来源：某报\n\n{TEXT}\n\n{TEXT}"
        ),
        "一个句号能不能站在行首 | - | 2024-09-24 | 某报 | 版心以外是天",
    );
}

#[test]
fn nothing_above_the_text() {
    check(&format!("  {TEXT}\n\n  {TEXT}"), "- | - | - | - | 版心以外是天");
    check(
        &format!("某某网 正文\n一个句号能不能站在行首\n\n{TEXT}"),
        "一个句号能不能站在行首 | - | - | - | 版心以外是天",
    );
    check(
        &format!("2024-09-24 08:00 来源：某报\n\n一个句号能不能站在行首\n\n{TEXT}"),
        "一个句号能不能站在行首 | - | 2024-09-24 | 某报 | 版心以外是天",
    );
}
