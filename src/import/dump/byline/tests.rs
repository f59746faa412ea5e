use super::*;

const CAPTURED: i64 = 1_768_449_600;

fn facts(text: &str, leaf: Option<&str>) -> Option<Facts> {
    let clock = Clock { captured_at: Some(CAPTURED), ..Clock::default() };
    read(&Line::read(text, 0).unwrap(), &clock, leaf)
}

/// Date, author, source, editor, category, views, comments as one text; `-` for what is unknown.
#[track_caller]
fn check(text: &str, leaf: Option<&str>, expected: &str) {
    let facts = facts(text, leaf).unwrap_or_else(|| panic!("no byline: {text}"));
    let or = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let shown = [
        or(facts.date.map(|(moment, _)| moment.to_string().replace(":00+08:00", "").replace("+08:00", ""))),
        or(facts.author),
        or(facts.source),
        or(facts.editor),
        or(facts.category),
        or(facts.views.map(|views| views.to_string()).or(facts.views_raw.map(|raw| format!("?{raw}")))),
        or(facts.comments.map(|comments| comments.to_string())),
    ];
    assert_eq!(shown.join("; "), expected, "{text}");
}

#[test]
fn keys_with_values() {
    check("2019-09-26 12:11来源:某时报网作者:李某山", None, "2019-09-26T12:11; 李某山; 某时报网; -; -; -; -");
    check("发布日期：2016-11-22 浏览次数： 信息来源：省某某委", None, "2016-11-22; -; 省某某委; -; -; -; -");
    check(
        "2020-11-23 10:22:14  出处:某科技 作者:甲乙 编辑:丙丁   人气: 5380     评论(18)点击可以复制本篇文章的标题和链接",
        None,
        "2020-11-23T10:22:14; 甲乙; 某科技; 丙丁; -; 5380; 18",
    );
    check("来源:本站原创  作者:某某党支部", None, "-; 某某党支部; 本站原创; -; -; -; -");
    check("时间:2019年10月31日 23:00  浏览: 33", None, "2019-10-31T23:00; -; -; -; -; 33; -");
    check("(责任编辑: XX666)", None, "-; -; -; XX666; -; -; -");
    check("[责任编辑：韩某 PK155]", None, "-; -; -; 韩某 PK155; -; -; -");
    check("作者:未知     责任编辑:某某不是某", None, "-; -; -; 某某不是某; -; -; -");
    check("来 源：某某日报　　　字体：大 中 小　打印", None, "-; -; 某某日报; -; -; -; -");
    check(
        "发布时间：2024-03-05 16:20 | 来源：某县融媒体中心 | 阅读：1.2万 | 分享到：",
        None,
        "2024-03-05T16:20; -; 某县融媒体中心; -; -; 12000; -",
    );
    check("更新时间：2024-03-06 发布时间：2024-03-05", None, "2024-03-05; -; -; -; -; -; -");
    check("【来源：某网】 【作者：甲某】", None, "-; 甲某; 某网; -; -; -; -");
    check("作者:甲某 | 分类:园区动态 | 浏览:88 | 评论:2", None, "-; 甲某; -; -; 园区动态; 88; 2");
    check("發佈時間：2024年9月24日　來源：某某網", None, "2024-09-24; -; 某某網; -; -; -; -");
    check("2019年06月15日08:18  来源:某网-文化频道", None, "2019-06-15T08:18; -; 某网-文化频道; -; -; -; -");
}

#[test]
fn bare_words_by_their_places() {
    check("2019年09月11日 某某传媒 时政新闻 1665 0", None, "2019-09-11; 某某传媒; -; -; 时政新闻; 1665; 0");
    check("符法    某教网    2022-10-21    140", None, "2022-10-21; 某教网; -; -; 符法; 140; -");
    check("2018年12月28日 19:55 新某报", None, "2018-12-28T19:55; -; 新某报; -; -; -; -");
    check("2019-09-26 10:56:28 某时报网 ", None, "2019-09-26T10:56:28; -; 某时报网; -; -; -; -");
    check("admin 2024-09-24 园区动态 88", Some("园区动态"), "2024-09-24; admin; -; -; 园区动态; 88; -");
    check("2024-09-24", None, "2024-09-24; -; -; -; -; -; -");
    check("某某晚报 2024-09-24 08:00 王小二", None, "2024-09-24T08:00; 王小二; 某某晚报; -; -; -; -");
    check("3天前 某某网", None, "2026-01-12; -; 某某网; -; -; -; -");
    check("2024-09-24 阅读 3088", None, "2024-09-24; -; -; -; -; 3088; -");
    check("王小二 · 2024-09-24 · 120次浏览", None, "2024-09-24; 王小二; -; -; -; 120; -");
}

#[test]
fn everything_glued() {
    check(
        "admin1年前 (2024-09-24)镇某产业信息88",
        Some("镇某产业信息"),
        "2024-09-24; admin; -; -; 镇某产业信息; 88; -",
    );
    check(
        "小王22024年09月24日 10:11:122024招商月报88",
        Some("2024招商月报"),
        "2024-09-24T10:11:12; 小王2; -; -; 2024招商月报; 88; -",
    );
    check(
        "admin1年前 (2024-09-24)园区动态10523",
        Some("园区动态"),
        "2024-09-24; admin; -; -; 园区动态; ?10523; -",
    );
    check("admin1年前 (2024-09-24)园区动态88", None, "2024-09-24; admin; -; -; 园区动态; 88; -");
}

#[test]
fn text_is_no_byline() {
    for text in [
        "2019年2月27日下午,某区大良街道党工委委员一行到众创街开展调研工作",
        "2024年9月24日晚间公告集锦",
        "本市将于2024年9月24日举行项目推进会",
        "来源说不清楚的消息，最好先放一放",
        "第一段文字写到2024-09-24这一天为止，后面还有话要说，来源：某处的档案与一份很长很长的说明。",
        "全市项目建设推进会召开",
        "作者在书里写道：版心是一页的心脏。",
        "会议时间：另行通知，地点：另行通知，请各单位提前做好准备。",
    ] {
        assert_eq!(facts(text, None), None, "{text}");
    }
}

#[test]
fn a_clock_is_told_from_a_date() {
    assert!(facts("2021年10月7日 星期四", None).unwrap().clock);
    assert!(!facts("2021年10月7日", None).unwrap().clock);
    assert!(!facts("2021年10月7日 星期四 08:05 某网", None).unwrap().clock);
}
