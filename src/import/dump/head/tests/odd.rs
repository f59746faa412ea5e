//! Titles and days in odd places.

use super::*;

#[test]
fn mottoes_and_menus_above_a_title() {
    for above in [
        "服务基层 传播文明",
        "诚信为本，质量第一",
        "求是·创新",
        "某某首页",
        "更多期刊",
        "展开通版\n收缩通版",
        "© 2024 某某堂 Some Hall",
        "某某堂官方網站首頁置頂消息",
        "匠心学堂",
    ] {
        titled(&format!("{above}\n\nTITLE\n\nTEXT"), "TITLE||三月五");
    }
    titled("某某在线\n某某在线\n    TITLE\n    2024-09-24\n\nTEXT", "TITLE|2024-09-24|三月五");
    titled("TITLE\n\n听全文\n\n王小三 李小四\n2024-09-24 08:00\n\nTEXT", "TITLE|2024-09-24|三月五");
    titled("本文转自【某某客户端】；\n\nTITLE\n\n2024-09-24 08:00\n\nTEXT", "TITLE|2024-09-24|三月五");
    titled("首页乡音\n\nTITLE\n\n2024-09-24 08:00 来源：某某网\n\nTEXT", "TITLE|2024-09-24|三月五");
    titled(
        "晒被子\n\n作者: 王小三 | 来源:发表于2024-09-24 15:48 被阅读3次\n\nTEXT",
        "晒被子|2024-09-24|三月五",
    );
    titled("TITLE。\n\n2024-09-24 08:00 来源：某某网\n\nTEXT", "TITLE。|2024-09-24|三月五");
    titled("[置顶] TITLE\n\n2024-09-24 08:00\n\nTEXT", "TITLE|2024-09-24|三月五");
    titled("某人 发表于 2024-9-24 16:26\n\nTITLE\n\nTITLE\nTEXT", "TITLE|2024-09-24|三月五");
    titled("业内家园\n\n首页 » 常识 » 问答 » TITLE来了又来\n\nTEXT", "TITLE来了又来||三月五");
}

#[test]
fn titles_of_documents_in_two_lines() {
    let subject = "关于做好排字房防火工作的通知";
    let page = |office: &str, rest: &str| format!("{office}\n{subject}\n\n{rest}TEXT");
    let whole = format!("某市人民政府办公室{subject}||三月五");
    titled(&page("某市人民政府办公室", ""), &whole);
    let addressed = whole.replace("三月五", "各县（");
    titled(&page("某市人民政府办公室", "各县（区）人民政府，市直有关单位：\n\n"), &addressed);
    titled(&page("某市的新闻网站", ""), &format!("{subject}||三月五"));
}

#[test]
fn a_day_of_several_lines_and_the_paper_below_it() {
    for day in ["2024\n09/24\n08:15", "2024-09\n24\n08:15:20", "2024年9月\n24日"] {
        titled(&format!("TITLE\n{day}\n某县融媒体中心\nTEXT\nTEXT"), "TITLE|2024-09-24|三月五");
    }
    titled(
        "TITLE\n\nhttp://www.banxin.example 2024年09月24日09:12 某台《某某观察》\n\nTEXT",
        "TITLE|2024-09-24|三月五",
    );
    titled(
        "TITLE | | | |\n---|---|---\nhttp://www.banxin.example 2024年09月24日09:12 某某晚报 | |\nTEXT |",
        "TITLE|2024-09-24|三月五",
    );
    titled("发布: 3:52pm 24/09/2024\n\nTITLE\n\nTEXT", "TITLE|2024-09-24|三月五");
}

#[test]
fn labels_above_a_text_without_a_title_are_none() {
    for above in ["标签: 版心 排印", "某某网|某某网络电视台|网站地图 |", "某某日报 数字报纸"]
    {
        let page = format!(
            "{above}\n\n三月五日，某镇的排字房里，老师傅把一页样张钉在墙上，让新来的徒弟数一数天头。"
        );
        let found = read(&lines(&page), &Clock::default());
        assert_eq!(found.title, None, "{above}");
    }
}

#[test]
fn days_in_odd_places() {
    titled(
        "TITLE\n文章作者 某人 发表时间 2024:09:24 16:02:57\n来源 Some.Com某某网\n\nTEXT",
        "TITLE|2024-09-24|三月五",
    );
    titled("某某首页 > 某某财经 > 正文\n\nTITLE[2024-09-24]\n\n0\n分享至\n\nTEXT", "TITLE|2024-09-24|三月五");
    titled("TITLE\n某某网 06-10-22 阅读数:\nTEXT", "TITLE|2006-10-22|三月五");
    titled("TITLE\n时间：2024-09-24 19:50:00 来源：某某号TEXT", "TITLE|2024-09-24|时间：");
    titled("TITLE\n时间：2024年9月24日 地点：某某楼TEXT", "TITLE||时间：");
    let menu = "头条\n财经\n社会\n文教\n专题\n娱乐\n政治";
    titled(
        &format!("Skip to content\n2025-09-09\n{menu}\n\nTITLE\n\n某某报 王小三 2024-07-25\n\nTEXT"),
        "TITLE|2024-07-25|三月五",
    );
}

#[test]
fn titles_in_odd_places() {
    titled("某某堂首页\n162期 >\n2024年6月\nTITLE\n    王小三\n\nTEXT", "TITLE||三月五");
    titled(
        "当前版：03版\n发布日期：2024-09-24 上一版 下一版\nTITLE\n文章字数：152\n\nTEXT",
        "TITLE|2024-09-24|三月五",
    );
    titled("2024-09-24 某某报 / 社会\n\nTITLE\n\n某某报 王小三 追踪\nTEXT", "TITLE|2024-09-24|三月五");
    titled("作者：王小三\n文章：TITLE\n阅读：1024\n发布：2024-09-24\n\nTEXT", "TITLE|2024-09-24|三月五");
    titled("诸事皆宜又一天\n\n标题：TITLE\n\n2024-09-24\n\nTEXT", "TITLE|2024-09-24|三月五");
    titled(
        "体育馆里万象更新\n\n2024-09-24\n\n王小三(左)在招聘会上和求职者说话\n\nTEXT",
        "体育馆里万象更新|2024-09-24|王小三",
    );
    titled(
        "关于“青年招聘会”的通知 ( 2024-09-24)\n\n索取号\t\t发布时间\t\t发布机构\t\t文件编号\t\t备注\n0001/2024\t\t\t\t某某委员会\t\t某卫〔2024〕5号\n\n各学院：\n\nTEXT",
        "关于“青年招聘会”的通知|2024-09-24|各学院",
    );
}

#[test]
fn a_word_above_whoever_signs_is_the_title() {
    const VERSE: &str = "一行行铅字排开\n\n一页页灯火亮着\n\n没有句号的夜里";
    let signed = |head: &str| {
        let lines = lines(&format!("{head}\n\n{VERSE}"));
        let head = read(&lines, &Clock::default());
        let body = lines.get(head.body).map(|line| line.raw.clone()).unwrap_or_default();
        [head.title.unwrap_or_default(), head.facts.author.unwrap_or_default(), body].join("|")
    };
    let expected = "版心|王小三|一行行铅字排开";
    for head in [
        "2024年09月24日\n\n第07版：副刊\n\n版心\n\n□ 王小三",
        "第3版：副刊\n\n版心\n\n● 王小三",
        "本版新闻列表\n\n版心\n王小三\n\n  □ 王小三",
    ] {
        assert_eq!(signed(head), expected, "{head}");
    }
}

#[test]
fn titles_that_quote_sentences_and_pictures_named_after_them() {
    let quoting = "「青年招聘会要办在体育馆里才好。」那些年，在人群中寻找未来的毕业生";
    let head = format!("熱門搜尋\n\n{quoting}\n\n2024-09-24\n");
    check(&format!("{head}{TEXT}"), &format!("{quoting} | - | 2024-09-24 | - | 版心以外是天"));
    check(
        &format!("一个句号能不能站在行首？\n\n一个句号能不能站在行首_02\n\n{TEXT}"),
        "一个句号能不能站在行首？ | - | - | - | 一个句号能不",
    );
}

#[test]
fn headlines_of_others_above_a_byline() {
    let others = "“三种版心”的写法 ——某地书店印书记 某某都市圈印刷厂出大招！九家印了这份文件 某某法院：用好纸印好书 开放日 近距离看某地铅字铸造的成效 某地：开会说平安印书的事";
    check(
        &format!("{others}\n\n一个句号能不能站在行首\n\n2024-09-24 08:00:00 来源： 点击：0\n\n{TEXT}"),
        "一个句号能不能站在行首 | - | 2024-09-24 | - | 版心以外是天",
    );
}
