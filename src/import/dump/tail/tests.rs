use super::*;

#[test]
fn readers_comments_name_no_author() {
    let lines = |text: &str| crate::import::dump::line::lines(text);
    let author = |text: &str| read(&lines(text), &[], "", &Clock::default()).facts.author;
    assert_eq!(author("这些评论亮了\n某甲 发表于 2024-09-24\n这话说得对"), None);
    assert_eq!(author("某甲 发表于 2024-09-24\n这话说得对不对"), None);
    assert_eq!(author("  • 2024-09-24 10:11 某甲 发表评论"), None);
    assert_eq!(author("本文由 @某甲 原创发布于某某网。未经许可，禁止转载。").as_deref(), Some("某甲"));
    assert_eq!(author("网友a1b2 2024-09-24 10:11\n这话说得对"), None);
    for text in [
        "版权声明：本站原创文章，由 张小三 2024-09-24发表，共计88字。",
        "版權聲明：本站原創文章，於2024-09-24，由張小三發表。",
    ] {
        assert!(author(text).is_some_and(|name| name.ends_with("小三")), "{text}");
    }
    assert_eq!(author("原创的稿子，由编辑部统一发表。"), None);
    assert_eq!(author("本文由某某网原创，转载请注明。"), None);
    assert_eq!(author("【全媒体记者】张小三\n【校对】李小四").as_deref(), Some("张小三"));
}

#[track_caller]
fn check(opening: &str, last: &str, expected: Option<&str>) {
    assert_eq!(author_within(opening, last).as_deref(), expected, "{opening} … {last}");
}

#[test]
fn authors_that_the_text_names() {
    check("某网某地10月7日讯(特派记者 张三 李小四) 今天下午。", "", Some("张三 李小四"));
    check("〔記者張小三／台北報導〕版心的大小。", "", Some("張小三"));
    check("（某通社記者張小三台北28日電）版心的大小。", "", Some("張小三"));
    check("記者張小三／台北報導\n版心的大小。", "", Some("張小三"));
    check("图片的说明。\n某社某地九月十九日电(记者 张三)今晚。", "", Some("张三"));
    check("本报讯(张小三)近期，某地。", "", Some("张小三"));
    check("某社某地电 题：一件事\n某社记者张小三\n版心的大小。", "", Some("张小三"));
    check("正文。", "收到了效果。(张三 特约通讯员:李小四)", Some("张三 李小四"));
    check("正文。", "收到了效果。(二〇二四年)", None);
    check("【某報訊】記者張小三報道：版心的大小。", "", Some("張小三"));
    check("某报讯 记者 张小三 李小四 通讯员 王小五 报道：版心。", "", Some("张小三 李小四 王小五"));
    check("娛樂中心／張小三報導\n版心的大小。", "", Some("張小三"));
    check("【張小三／綜合報導】版心的大小。", "", Some("張小三"));
    check("【記者張小三台北報導】版心的大小。", "", Some("張小三"));
    check("本报讯 记者现场报道：版心的大小。", "", None);
    check("正文。", "收到了效果。（某某学院 张小三 李小四）", Some("张小三 李小四"));
    check("正文。", "收到了效果。（某某宣传部 文/张小三 图/李小四）", Some("张小三"));
    check("正文。", "收到了效果。\n某某学院 张小三\n2024年9月24日", Some("张小三"));
    check("正文。", "收到了效果。\n某某学院\n2024年9月24日", None);
    check("本报讯通讯员张小三报道：版心的大小。", "", Some("张小三"));
    check("他(原来的作者)写的时候，版心还小。", "没有说完(他说)", None);
}
