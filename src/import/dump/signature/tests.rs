use super::*;

fn line(text: &str) -> Line {
    Line::read(text, 0).unwrap()
}

/// Author and editor, `-` for what is unknown; nothing for a line that is none of this.
fn shown(facts: Option<Facts>) -> String {
    let or = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    facts.map(|facts| format!("{}; {}", or(facts.author), or(facts.editor))).unwrap_or_default()
}

#[test]
fn roles_before_names() {
    for (text, expected) in [
        ("某经记者 王小三    某经编辑 李小四", "王小三; 李小四"),
        ("某某新闻网10月7日电（通讯员 王小三）", "王小三; -"),
        ("记者王小三、李小四 通讯员 赵小五", "王小三 李小四 赵小五; -"),
        ("某某网记者王小三 台北", "王小三; -"),
        ("王小三  摄影:李小四  审核:赵小五", "王小三; -"),
        ("（某某学院 文/王小三 图/李小四）", "王小三; -"),
        ("文 图：王小三 李小四", "王小三 李小四; -"),
        ("王小三 李小四 摄影 赵小五", ""),
        ("本报记者 王小三 李小四 发自某地", "王小三 李小四; -"),
        ("某某学院 文/王小三", ""),
        ("(图文:王小三 初审:李小四 编辑:赵小五 审核:孙小六)", "王小三; 赵小五"),
        ("【全媒體記者】王小國 李小四", "王小國 李小四; -"),
        ("（文/王小三 图/文小四）", "王小三; -"),
        ("文/图：王小三", "王小三; -"),
        ("（编辑：王小三 实习生：李小四）", ""),
        ("【校对】王小三", ""),
        ("记者看到的 是什么", ""),
        ("责任编辑 王小三", ""),
    ] {
        assert_eq!(shown(roles_alone(&line(text))), expected, "{text}");
    }
}

#[test]
fn names_before_roles() {
    for (text, expected) in [
        ("王小三 文/图", "王小三; -"),
        ("某某日报记者 王小三 文", "王小三; -"),
        ("王小三/文 李小四/图", "王小三; -"),
        ("（某某日报记者 王小三）", "王小三; -"),
        ("（某某新聞網 張小三 王小四）", "張小三 王小四; -"),
        ("(李小四 编辑)", "-; 李小四"),
        ("（编辑 李小四）", ""),
        ("译/李小四", ""),
        ("王小三", ""),
        ("王小三 李小四", ""),
        ("（图文）", ""),
        ("（某某说 王小三）", ""),
    ] {
        assert_eq!(shown(signed(&line(text))), expected, "{text}");
    }
    let told = |text: &str| reported(&line(text)).and_then(|facts| facts.author);
    assert_eq!(told("新某某talk | 張小三 李小四 綜合報導").as_deref(), Some("張小三 李小四"));
    assert_eq!(told("张小三/综合报道").as_deref(), Some("张小三"));
    assert_eq!(told("張小三 李小四 某某報導 / 某某縣").as_deref(), Some("張小三 李小四"));
    assert_eq!(told("东北区:王小三 报道").as_deref(), Some("王小三"));
    assert_eq!(told("版心的大小 相关报道"), None);
    let turned = |text: &str| reversed(&line(text)).map(|facts| (facts.author, facts.source));
    assert_eq!(turned("L小三 | 作者"), Some((Some("L小三".to_owned()), None)));
    assert_eq!(turned("某某觀察 丨 來源"), Some((None, Some("某某觀察".to_owned()))));
    assert_eq!(turned("版心 | 排印"), None);
}

#[test]
fn papers_and_their_reporters() {
    assert_eq!(reporters(&line("□ 本报记者 张三")).as_deref(), Some("张三"));
    assert_eq!(reporters(&line("记者在现场看到的情形")), None);
    assert_eq!(reporters(&line("■ 文化周刊")), None);
    let both = |text: &str| paper_and_person(&line(text)).map(|facts| (facts.source, facts.author));
    let named = |paper: &str, person: &str| Some((Some(paper.to_owned()), Some(person.to_owned())));
    assert_eq!(both("某某日报 张小三"), named("某某日报", "张小三"));
    assert_eq!(both("張小三 李小四 | 某某時報"), named("某某時報", "張小三 李小四"));
    assert_eq!(both("某某日报 头版 张小三"), None);
    assert!(is_signature(&line("某某社记者张小三")) && !is_signature(&line("本报记者看到")));
    assert!(is_affiliation(&line("(某某大学 法学院,某省 某市 475000)")));
    assert!(is_paper(&line("某某日报")) && is_paper(&line("第05版：文化")));
    assert!(!is_paper(&line("早报卖到了第三版，读者还在排队")));
    assert!(is_pen_name("小铅") && !is_pen_name("原创") && !is_pen_name("第05版"));
}
