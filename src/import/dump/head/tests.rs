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
fn sections_between_the_day_and_the_title() {
    let expected = "一个句号能不能站在行首 | - | 2024-09-24 | - | 版心以外是天";
    check(&format!("2024-09-24 08:00\n\n簡訊\n\n一个句号能不能站在行首\n\n{TEXT}"), expected);
    check(
        &format!("基层警讯\n一个句号能不能站在行首，要看纸\n2024-09-24 08:00\n\n{TEXT}"),
        "一个句号能不能站在行首，要看纸 | - | 2024-09-24 | - | 版心以外是天",
    );
    check(
        &format!("甲\t\t乙乙乙乙\t\t丙丙\t\t丁丁\n\n一个句号能不能站在行首\n\n2024-09-24 08:00\n\n{TEXT}"),
        expected,
    );
}

#[test]
fn buttons_below_a_title_that_stands_below_the_day() {
    check(
        &format!("2024-09-24 08:00\n\n一个句号能不能站在行首\n\n放大图片\n\n{TEXT}"),
        "一个句号能不能站在行首 | - | 2024-09-24 | - | 版心以外是天",
    );
}

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

#[test]
fn names_of_sites_and_sections_above_a_title() {
    let title = "一个句号能不能站在行首";
    for above in [
        "某某新聞網(Logo-image) 某某新聞網(Logo-text)",
        "某某网—您身边的网",
        "《某某县报》—某某人自己的报纸",
        "某某印刷集团有限公司·官方网站",
        "某某日报社主办 国内统一刊号:CN00-0000",
        "某某网|某某新闻|某某资讯",
        "学院新闻\n学院新闻",
        "版面导航 标题导航",
        "文章详情",
        "下一版»本期共4版, 当前第1版 PDF",
    ] {
        check(
            &format!("{above}\n{title}\n\n2024-09-24 08:00 来源：某报\n\n{TEXT}"),
            &format!("{title} | - | 2024-09-24 | 某报 | 版心以外是天"),
        );
    }
    check(
        &format!(
            "{title}\n\n[复制链接]\n1849|12\n 楼主| 某人 发表于 2024-9-24 16:26 | 显示全部楼层\n\n{TEXT}"
        ),
        &format!("{title} | - | 2024-09-24 | - | 版心以外是天"),
    );
}

#[test]
fn titles_between_two_days() {
    let title = "一个句号能不能站在行首";
    check(
        &format!("當前報紙日期:  2024-09-25\n\n{title}\n\n2024-09-24\n\n{TEXT}"),
        &format!("{title} | - | 2024-09-24 | - | 版心以外是天"),
    );
    check(
        &format!("{title}\n\n王小三\n创建于2024-09-24\n阅读 388\n\n{TEXT}"),
        &format!("{title} | - | 2024-09-24 | - | 版心以外是天"),
    );
    // Where a text was printed stands below it.
    check(
        &format!("{title}\n\n{TEXT}\n\n{TEXT}\n\n《某某日报》( 2024年09月24日 06版)"),
        &format!("{title} | - | - | - | 版心以外是天"),
    );
}

#[test]
fn sections_that_pages_of_papers_are() {
    let section = |text: &str| {
        let head = read(&lines(text), &Clock::default());
        head.path.last().cloned().or(head.facts.category).unwrap_or_default()
    };
    for (above, expected) in [
        ("第A05版：要闻", "要闻"),
        ("第04版:综合新闻 上一版 下一版", "综合新闻"),
        ("B02 副刊", "副刊"),
        ("第02版:时政 | 2024年09月24日 星期二", "时政"),
        ("第01版:要闻\n第02版:副刊", ""),
        ("学子风采\n\n学生新闻", "学生新闻"),
        ("首頁 > 新聞 > 一个句号能不能站在行首", "新聞"),
        ("首页-新闻中心-公司新闻", "公司新闻"),
    ] {
        let page = format!("{above}\n\n一个句号能不能站在行首\n\n2024-09-24 08:00 来源：某报\n\n{TEXT}");
        assert_eq!(section(&page), expected, "{above}");
    }
}
