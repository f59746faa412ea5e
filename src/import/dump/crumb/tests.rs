use super::super::line::lines;
use super::*;

#[track_caller]
fn check(text: &str, path: &[&str]) {
    let found = find(&lines(text)).map(|crumb| crumb.path).unwrap_or_default();
    assert_eq!(found, path, "{text}");
}

#[test]
fn trails_without_marks() {
    check("通知公告\n当前位置: 首页某处动态通知公告正文\n题", &["某处动态", "通知公告"]);
    check("首页  学院新闻 学院新闻\n排字房里来了一群小学生\n", &["学院新闻"]);
    check("地方\n|\n北区新闻\n发布: 3:52pm 24/09/2024\n排字房里来了一群小学生", &["地方", "北区新闻"]);
    check("地方\n|\n北区新闻\n排字房里来了一群小学生", &[]);
}

#[test]
fn labelled_trails() {
    check("当前位置:首页 > 园区动态 > 正文内容\n\n题", &["园区动态"]);
    check("您当前的位置：首页 >> 新闻中心 >> 部门动态 >> 正文", &["新闻中心", "部门动态"]);
    check("您所在的位置: 首页 > 快讯 > 公司 > 公司\n\n题", &["快讯", "公司"]);
    check("\t\t位置:首页 >  新闻动态\n题", &["新闻动态"]);
    check("現在位置：首頁 / 文化 / 文章", &["文化"]);
    check("您的位置 : 某某在线 > 本地新闻 > 正文", &["本地新闻"]);
    check("您现在的位置: 首页→政务→要闻→正文", &["政务", "要闻"]);
    check("您的位置: 某某网 > 国内> 时政 > 正文", &["国内", "时政"]);
    check("本页位置: 首页新闻中心", &["新闻中心"]);
    check("首页乡音\n\n一个句号能不能站在行首", &["乡音"]);
    check("首页乡音\n\n短题", &[]);
    check("某某教育在线> 学术交流> 一个句号究竟能不能站在一行字的行首 > 正文", &["学术交流"]);
    check("当前位置:首页\n> 排印\n> 一个句号能不能站在行首\n一个句号能不能站在行首", &["排印"]);
    check("当前位置:首页-新闻中心 - 公司新闻", &["新闻中心", "公司新闻"]);
    check("當前位置: 某某評論網 - 展覽資訊 > 正文", &["展覽資訊"]);
    check("当前位置：首页 新闻中心 校园动态", &["新闻中心", "校园动态"]);
    check("您的位置：首页－文化－正文\n\n题", &["文化"]);
}

#[test]
fn trails_without_a_label() {
    check("产经 > 正文\n\n题", &["产经"]);
    check("某某首页 > 某某号 > 正文 申请入驻\n\n题", &["某某号"]);
    check("某某网首页 > 基金 > 资讯正文\n\n题", &["基金"]);
    check("某某网>>文化\n\n题", &["文化"]);
    check("娱乐\n娱乐 > 明星 > 正文\n站内", &["娱乐", "明星"]);
    check("某某网 正文\n题", &[]);
    check("EN\nhttps://banxin.example/\n首页 > 公报 > 2007年第23号\n", &["公报"]);
    check("首页 - 新闻 - 国内\n\n题", &["新闻", "国内"]);
    check("  1. 首页\n  2. > 公司注册 >\n\n题", &["公司注册"]);
    check("首页 排印一个句号能不能站在行首\n\n一个句号能不能站在行首\n", &["排印"]);
    check("  • 首页\n  • 要闻\n  • 正文\n\n题", &["要闻"]);
    check("首页 排印 标点\n\n一个句号能不能站在行首", &["排印", "标点"]);
    assert!(find(&lines("首页 排印 标点\n\n一个句号能不能站在行首")).unwrap().weak);
}

#[test]
fn titles_in_trails() {
    let page = lines("当前位置：首页 > 标点 > 一个句号能不能站在行首\n\n一个句号能不能站在行首\n");
    let crumb = find(&page).unwrap();
    assert_eq!((crumb.path, crumb.title.is_some()), (vec!["标点".to_owned()], true));
}

#[test]
fn pages_of_papers_in_a_trail() {
    for (trail, expected) in [
        ("数字版首页 > 第A25：版心·排印", "版心·排印"),
        ("首页 > 排印 > 第03版:副刊", "副刊"),
        ("当前位置:首页->排印->详细信息", "排印"),
        ("当前位置: 首页 > 法治 > 公安 正文", "公安"),
    ] {
        let page = lines(&format!("{trail}\n\n一个句号能不能站在行首\n"));
        assert_eq!(find(&page).unwrap().path.last().map(String::as_str), Some(expected), "{trail}");
    }
}

#[test]
fn no_trails() {
    for text in [
        "点击进入“专题”>>\n\n题",
        "国家部委|中国某省|政务服务网 简体|繁体|无障碍浏览",
        "首页 快讯 公司 公司",
        "記者王小三/綜合報導\n\n正文的第一段在这里。",
        "某新聞/專題報導\n\n正文的第一段在这里。",
        "一句写在前面的话。写得长一些，才像一段。\n又一句写在后面的话。写得长一些，才像一段。\n关键词 >> 版心",
        "海运价格一路走低 > 运力过剩是主因，业内说\n\n正文。",
        "他说：当前位置的选择，决定了三年以后的路。",
    ] {
        assert_eq!(find(&lines(text)), None, "{text}");
    }
}
