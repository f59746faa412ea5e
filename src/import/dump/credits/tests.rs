use super::*;

#[track_caller]
fn within(opening: &str, last: &str, expected: &str) {
    let found = lede(opening).or_else(|| last.lines().rev().find_map(closing));
    assert_eq!(found.unwrap_or_default(), expected, "{opening}{last}");
}

#[test]
fn names_before_the_first_words() {
    const BODY: &str = "版心以外是天头和地脚，版心之内排正文。";
    for (before, expected) in [
        ("本报讯（记者王小三通讯员李小四张小鹏）", "王小三 李小四 张小鹏"),
        ("某某县融媒体中心讯(记者王小三 通讯员李小四)", "王小三 李小四"),
        ("南某网讯（记者/王小三 通讯员/李小四）", "王小三 李小四"),
        ("某某网讯 王小三 报道：", "王小三"),
        ("某某园林网特约记者王小三报道，", "王小三"),
        ("光明某报某地7月15日電 記者張小三15日從某部獲悉，", "張小三"),
        ("某某网自某3月30日讯记者 王小三随着天气转暖，", "王小三"),
        ("团委王小三报道  3月10日，", "王小三"),
        ("（王小三、李小四）", "王小三 李小四"),
        ("(本报记者 王小三 文/摄)", "王小三"),
        ("（文/记者 王小三 图/李小四）", "王小三"),
        ("【某某新聞網/張小三/台北報導】", "張小三"),
        ("特派員張小三/華盛頓報導 ", "張小三"),
        ("某某社记者 王小三 ", "王小三"),
        ("（中央某社記者張小三台北1日電）", ""),
        ("本报讯 记者于昨日获悉，", ""),
        ("本报记者在现场看到，", ""),
        ("据某某新闻网报道，", ""),
        ("本报讯(王 芳)", "王芳"),
        ("【特稿/張小三】", "張小三"),
        ("（一）", ""),
    ] {
        within(&format!("{before}{BODY}"), BODY, expected);
    }
}

#[test]
fn names_behind_the_last_words() {
    for (last, expected) in [
        ("版心不变。（本报通讯员 王小三 摄影报道）", "王小三"),
        ("版心不变。本报记者 王小三 通讯员 李小四 摄影报道", "王小三 李小四"),
        ("版心不变。(文：王小三 图：李小四)\n某某活动照片二\n某某活动照片", "王小三"),
        ("版心不变。（记者王小三 通讯员李小四 制作赵小五 审看孙小六）", "王小三 李小四"),
        ("版心不变。（宣传部 王小三 李小四）", "王小三 李小四"),
        ("图/王小三 文/李小四\n2024年9月24日", "李小四"),
        ("版心不变。（王小三 文 李小四 摄）", "王小三"),
        ("版心不变。（记者 王小三 图片由某某提供）", "王小三"),
        ("版心不变。（文/图王小三）", "王小三"),
        ("版心不变。（王 芳）", "王芳"),
        ("版心不变。王小三 |", "王小三"),
        ("版心不变。 王芳", "王芳"),
        ("版心不变。某某社记者李小四摄", "李小四"),
        ("版心不变。王小说", ""),
        ("版心不变。高兴", ""),
        ("版心不变。（编辑：王小三）", ""),
        ("版心不变。（图片来源：某某厂）", ""),
        ("版心不变，说的是文章的样子。", ""),
    ] {
        within("", last, expected);
    }
}

#[test]
fn lines_of_credits() {
    let of =
        |text: &str| of_line(&Line::read(text, 0).unwrap()).map(|facts| facts.author.unwrap_or_default());
    for (text, expected) in [
        ("王小三摄影报道", Some("王小三")),
        ("新闻:王小三 / 摄影:李小四", Some("王小三")),
        ("某某人记者王小三某地报导", Some("王小三")),
        ("文、图/王小三", Some("王小三")),
        ("採訪撰文/張小三", Some("張小三")),
        ("文字记者：王小三 摄影记者：李小四", Some("王小三")),
        ("□记者 王小三 通讯员 李小四 文/图", Some("王小三 李小四")),
        ("by 小铅", Some("小铅")),
        ("一审一校：李小四", Some("")),
        ("编辑的一天", None),
        ("记者手记", None),
        ("审核流程", None),
        ("摄影技巧", None),
        ("记者 井小", Some("井小")),
        ("文化新闻", None),
        ("图片报道", None),
        ("记者看到的版心", None),
    ] {
        assert_eq!(of(text).as_deref(), expected, "{text}");
    }
    let alone = |text: &str| names_alone(&Line::read(text, 0).unwrap()).and_then(|facts| facts.author);
    assert_eq!(alone("王小三 李小四").as_deref(), Some("王小三 李小四"));
    assert_eq!(alone("□ 王小三").as_deref(), Some("王小三"));
    assert_eq!(alone("某某学院 王小三").as_deref(), Some("王小三"));
    assert_eq!(alone("王 三 李小四").as_deref(), Some("王三 李小四"));
    assert_eq!(alone("某某学院"), None);
    assert_eq!(alone("版心的大小"), None);
}

#[test]
fn who_took_the_picture() {
    for (text, expected) in [
        ("版心不变。 王小三 摄 (某某图片库发)", Some("王小三")),
        ("版心不变。王小三摄（某某图片网）", Some("王小三")),
        ("（王小三 李四 摄）", Some("王小三 李四")),
        ("版心不变，这张照片是在春天拍摄", None),
        ("版心不变。", None),
    ] {
        assert_eq!(pictured(text).as_deref(), expected, "{text}");
    }
}
