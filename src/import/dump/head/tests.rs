mod odd;

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

/// A text whose words come again in its title.
const OWN: &str = "三月五日，全县青年招聘会在体育馆举行，八十多家企业带着两千多个岗位到场，千余名求职者应聘。\n\n招聘会还设了咨询台。";
const TITLE_OF_IT: &str = "青年招聘会开了 千余名求职者到场";

/// The title, the day and the first words of the body that a page gives.
#[track_caller]
fn titled(page: &str, expected: &str) {
    let lines = lines(&page.replace("TITLE", TITLE_OF_IT).replace("TEXT", OWN));
    let head = read(&lines, &Clock::default());
    let title = head.title.unwrap_or_default().replace(TITLE_OF_IT, "TITLE");
    let date = head.facts.date.map(|(moment, _)| moment.day()).unwrap_or_default();
    let body: String =
        lines.get(head.body).map(|line| line.raw.chars().take(3).collect()).unwrap_or_default();
    assert_eq!(format!("{title}|{date}|{body}"), expected, "{page}");
}

#[test]
fn lines_that_share_nothing_with_the_text_are_no_titles() {
    for above in [
        "某某娱乐新闻",
        "🌍 Translate——換一種文字看",
        "03/10 週二 某某縣|15°C - 17°C天氣圖標",
        "权威 · 速度 · 深度",
        "某某在线\n\n讲述身边的故事",
        "省里的网站\n市里的网站\n组织的网站",
        "#就业 #夜校",
        "（相关资料图）",
    ] {
        titled(&format!("{above}\n\nTITLE\n\nTEXT"), "TITLE||三月五");
        titled(&format!("{above}\n\nTITLE\n\n2024-09-24 08:00\n\nTEXT"), "TITLE|2024-09-24|三月五");
    }
    let row = "排字间的老规矩又回来了还是没回来  一张报纸要印多少份才算够本  版心的大小由谁来定大家吵成一团";
    titled(
        &format!("{row}\nTITLE\nhttp://www.banxin.example   2024-09-24 08:00\nTEXT"),
        "TITLE|2024-09-24|三月五",
    );
    titled("TITLE\n\n某某報導\\1987創刊\n\nTEXT", "TITLE||三月五");
}

#[test]
fn names_and_buttons_are_cut_off_a_title() {
    for around in [
        "TITLE |",
        "TITLE | |",
        "TITLE分享到：",
        "TITLE [分享]",
        "TITLE 【字体：大 中 小】",
        "TITLE | 政治 | 某某社",
        "TITLE - 某某新闻网",
        "TITLE_要闻_某某网",
        "TITLE - 社会新闻 - 某某在线",
        "▲TITLE",
        "# TITLE",
        "**TITLE**",
        "主题：TITLE",
        "原标题：TITLE",
        "（原标题：TITLE）",
    ] {
        titled(&format!("{around}\n\nTEXT"), "TITLE||三月五");
    }
    for kept in ["招聘会：企业 - 求职者 - 岗位", "深度 | 招聘会的十年", "【招聘】千余名求职者到场"]
    {
        titled(&format!("{kept}\n\nTEXT"), &format!("{kept}||三月五"));
    }
}

#[test]
fn titles_that_share_a_line_with_a_byline() {
    titled("TITLE 发布时间：2024-09-24 来源：某某报\nTEXT", "TITLE|2024-09-24|三月五");
    titled("TITLE 浏览：88次\n2024-09-24 来源：某某报\nTEXT", "TITLE|2024-09-24|三月五");
    titled("TITLE 2024-09-24 08:00\nTEXT", "TITLE|2024-09-24|三月五");
    titled("TITLE(2024-09-24)\nTEXT", "TITLE|2024-09-24|三月五");
    titled("  • TITLE\n\n  • 日期：2024-09-24\n\nTEXT", "TITLE|2024-09-24|三月五");
}

#[test]
fn titles_below_the_day_of_a_section() {
    titled("即時港聞\n2024-09-24 06:43\n\nTITLE\n\nTEXT", "TITLE|2024-09-24|三月五");
    titled("2024-09-24 06:43\nTITLE\n——某某小学记事\nTEXT", "TITLE|2024-09-24|三月五");
    let head = read(&lines(&format!("社会\n2024-09-24\n{TITLE_OF_IT}\n{OWN}")), &Clock::default());
    assert_eq!(head.facts.category.as_deref(), Some("社会"));
}

#[test]
fn short_and_broken_titles() {
    titled("招聘会\n\n2024-09-24\n\nTEXT", "招聘会|2024-09-24|三月五");
    titled(
        "全县青年\n\n2024-09-24\n\n没有的话说了一句又一句，从头到尾一个字也不提。",
        "全县青年|2024-09-24|没有的",
    );
    titled(
        "某某县举行全县青年\n招聘会求职者到场\n2024-09-24 来源：某报\nTEXT",
        "某某县举行全县青年招聘会求职者到场|2024-09-24|三月五",
    );
}

#[test]
fn labels_between_a_byline_and_the_text() {
    for label in [
        "视力保护色：",
        "分页",
        "简介",
        "627\n位读者读过此文",
        "出品 | 某某工作室",
        "校对排版 王小三",
        "TITLE - 某某要聞",
    ] {
        titled(&format!("TITLE\n\n2024-09-24 08:00\n\n{label}\n\nTEXT"), "TITLE|2024-09-24|三月五");
    }
    titled("TITLE\n\n2024-09-24 08:00\n\n各学院：\n\nTEXT", "TITLE|2024-09-24|各学院");
    titled("TITLE\n\n2024-09-24 08:00\n\n编者按\n\nTEXT", "TITLE|2024-09-24|编者按");
}

#[test]
fn whom_one_may_follow() {
    titled("TITLE\n\n机器说\n关注\n\nTEXT", "TITLE||三月五");
}

#[test]
fn who_and_which_section_around_a_title() {
    let told = |page: &str| {
        let page = page.replace("TITLE", TITLE_OF_IT).replace("TEXT", OWN);
        let head = read(&lines(&page), &Clock::default());
        let or = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        format!("{}|{}|{}", or(head.facts.author), or(head.facts.source), or(head.facts.category))
    };
    for (page, expected) in [
        ("TITLE\n\n机器说\n关注\n\nTITLE\n\nTEXT", "机器说|-|-"),
        ("TITLE\n\n社会\n关注\n\nTEXT", "-|-|-"),
        ("TITLE\n\nNews Center\n2024/03/07 08:00\n\nTEXT", "-|-|-"),
        ("TITLE\n\nsomebody.somewhere\n2024/03/07 08:00\n\nTEXT", "somebody.somewhere|-|-"),
        ("TITLE\n\n2024-05-30王小三\n\n某某会展 2024年13期\n\nTEXT", "王小三|某某会展|-"),
        ("TITLE\n出品 | 某某工作室\n\nTEXT", "-|某某工作室|-"),
        ("TITLE\n某某研究中心某某研究所 王小三\nTEXT", "王小三|-|-"),
        ("业内动态\nTITLE\n日期：2024-05-18\nTEXT", "-|-|业内动态"),
        ("员工工作\n\n当前位置: 首页    正文\n\nTITLE\n\nTEXT", "-|-|员工工作"),
        ("時政資訊\nTEXT", "-|-|時政資訊"),
        ("黨建工作 Party Building\nTEXT", "-|-|黨建工作"),
    ] {
        assert_eq!(told(page), expected, "{page}");
    }
    let head =
        read(&lines(&format!("首頁  ?  財經  ?  经济观察\n\n{TITLE_OF_IT}\n\n{OWN}")), &Clock::default());
    assert_eq!(head.path, ["財經", "经济观察"]);
}

#[test]
fn what_takes_place_has_its_own_day() {
    let rest = "版心以外是天头和地脚，每一行的字数都由版心来决定，讲座从这里说起。";
    for (when, first) in [
        ("时间：2024年9月24日下午2点\n地点：某某楼", "时间：202"),
        ("一、时间：2024年9月24日\n二、主讲人：王小三\n三、地点：某某楼", "一、时间：2"),
        ("時間：2024年9月24日 地點：某某樓", "時間：202"),
        ("活动日期:2024-09-24\n\n活动地点:某某楼", "活动日期:2"),
    ] {
        let first: String = first.chars().take(6).collect();
        check(
            &format!("关于举办版心讲座的通知\n\n{when}\n\n{rest}"),
            &format!("关于举办版心讲座的通知 | - | - | - | {first}"),
        );
    }
    check(
        &format!("关于举办版心讲座的通知\n\n时间：2024-09-24 来源：某报\n\n{rest}"),
        "关于举办版心讲座的通知 | - | 2024-09-24 | 某报 | 版心以外是天",
    );
}

#[test]
fn how_long_ago_is_no_subtitle() {
    for ago in ["3小时前", "2 天前", "昨天 08:00", "发布于 3個月前", "刚刚"] {
        let text = format!("一个句号能不能站在行首\n\n{ago}\n\n{TEXT}");
        check(&text, "一个句号能不能站在行首 | - | - | - | 版心以外是天");
    }
}
