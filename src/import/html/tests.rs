mod themes;

use super::*;
use crate::import::Reason;
use crate::import::normalize::finish;
use crate::news::{Article, Body, Fidelity};

fn page(markup: &str) -> Article {
    let options = Options::default();
    finish(read(markup, &Known::default(), &options).unwrap(), &options).unwrap()
}

fn kinds(article: &Article) -> String {
    article.body.blocks.iter().map(Block::kind).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_page_of_the_theme_with_an_adapter() {
    let page = page(include_str!("pages/tpure.html"));
    assert_eq!(page.title.as_deref(), Some("一页纸的四边 各留多少才好看"));
    assert_eq!((page.author.as_deref(), page.views), (Some("admin"), Some(1088)));
    assert_eq!(page.published.unwrap().to_string(), "2024-09-24");
    assert_eq!(page.category_path, ["印务", "排印杂谈"]);
    assert_eq!(page.tags, ["版心", "留白"]);
    assert_eq!(page.url.as_deref(), Some("https://banxin.example/?id=12"));
    assert_eq!(kinds(&page), "p h p img table p");
    assert_eq!(page.card.len(), 4);
    assert!(page.notice.iter().any(|line| line.starts_with("版权声明")));
    assert_eq!(page.listed.len(), 2);
    assert_eq!(page.listed[0].url.as_deref(), Some("https://banxin.example/?id=3"));
    assert!(page.listed[1].excerpt.as_ref().unwrap().ends_with("..."));
    assert_eq!(page.fidelity, Fidelity::Html);
}

#[test]
fn a_page_of_an_office() {
    let page = page(include_str!("pages/office.html"));
    assert_eq!(page.title.as_deref(), Some("关于做好样书留存工作的通知"));
    assert_eq!(page.published.unwrap().to_string(), "2024-03-01T16:20:00+08:00");
    assert_eq!(
        (page.source_name.as_deref(), page.editor.as_deref()),
        (Some("某市印刷管理办公室"), Some("某某"))
    );
    assert_eq!(page.category_path, ["政务公开", "通知公告"]);
    let text = page.body.plain();
    assert!(text.starts_with("各有关单位：") && text.ends_with("2024年2月20日"), "{text}");
    assert_eq!(page.views, None);
}

#[test]
fn sections_authors_and_titles_that_themes_put_elsewhere() {
    const TEXT: &str =
        "版心以外是天头和地脚。版心之内排正文、标题和图片，每一行的字数都由它来决定，所以要先算好。";
    let read = |head: &str, above: &str, below: &str| {
        let nav = "<ul><li><a href='/'>首页</a></li><li><a href='/a'>排印</a></li><li><a href='/b'>主题</a></li></ul>";
        let text = format!("<div>{}</div>", format!("<p>{TEXT}</p>").repeat(3));
        let page = page(&format!("<html><head>{head}</head><body>{nav}{above}{text}{below}</body></html>"));
        let or = |value: Option<String>| value.unwrap_or_default();
        (or(page.title), or(page.author), or(page.category_path.last().cloned()))
    };
    let is = |title: &str, author: &str, category: &str| {
        (title.to_owned(), author.to_owned(), category.to_owned())
    };
    let (title, tag) = ("版心的大小由谁来定", "<title>版心的大小由谁来定-某某网</title>");
    let heading = format!("<h1>{title}</h1>");
    // A menu of two sections is no breadcrumb where the article names its own.
    let filed = format!("{heading}<p>2024-09-24 分类：<a href='/a' rel='category tag'>排印</a> 阅读(8)</p>");
    assert_eq!(read(tag, &filed, ""), is(title, "", "排印"));
    let above = format!("<div><a href='/c'>标点风云</a></div>{heading}<p>2024-09-24</p>");
    assert_eq!(read(tag, &above, "").2, "标点风云");
    let general = "<title>某某系统演示站 - Powered by 某某</title>";
    let inside = "<h1>版心的大小由谁来定<a href='/c'>标点</a></h1><p>发布时间：2024-09-24 来源：某某社</p>";
    assert_eq!(read(general, inside, ""), is(title, "", "标点"));
    let column = format!("<p>■国内排印动态</p>{heading}<p>2024-09-24 来源：某某社</p>");
    assert_eq!(read("<title>某某评论网</title>", &column, "").0, title);
    let middle = "<title>版心的大小由谁来定_文化频道_某某网</title>";
    let two =
        format!("{heading}<p>2024-09-24</p><p class=author-name>張小三</p><p class=author-name>李小四</p>");
    assert_eq!(read(middle, &two, "").1, "張小三、李小四");
    let comments = "<h4>这些评论亮了</h4><p>王小五 发表于 2024-09-25</p><p>这话说得对</p>";
    assert_eq!(read(tag, &format!("{heading}<p>2024-09-24</p>"), comments).1, "");
    let names = "<p>【记者】张小三</p><p>【校对】李小四</p>";
    assert_eq!(read(tag, &format!("{heading}<p>2024-09-24</p>"), names).1, "张小三");
}

#[test]
fn a_page_without_known_names_is_judged() {
    let page = page(include_str!("pages/plain.html"));
    assert_eq!(page.title.as_deref(), Some("新闻纸与书写纸，差在哪一道工序上"));
    assert_eq!(page.published.unwrap().to_string(), "2024-03-05T12:11:00+08:00");
    assert_eq!((page.author.as_deref(), page.source_name.as_deref()), (Some("甲某某"), Some("某某时报网")));
    assert_eq!(page.editor.as_deref(), Some("乙某某"));
    assert_eq!(kinds(&page), "p p p p");
    let urls: Vec<_> = page.listed.iter().filter_map(|item| item.url.as_deref()).collect();
    assert_eq!(urls, ["/news/1.html", "/news/2.html"]);
}

#[test]
fn a_list_of_links_is_no_article() {
    let items: Vec<String> =
        (0..60).map(|at| format!("<li><a href='/{at}'>第{at}篇文章的题目写在这里</a></li>")).collect();
    let markup = format!("<html><title>列表</title><body><ul>{}</ul></body></html>", items.concat());
    let error = read(&markup, &Known::default(), &Options::default()).unwrap_err();
    assert!(error.reasons == [Reason::NotAnArticle] || error.reasons == [Reason::Empty], "{error}");
}

#[test]
fn a_title_that_ends_with_a_full_stop_is_one() {
    let items: Vec<String> =
        (0..60).map(|at| format!("<li><a href='/{at}'>第{at}篇文章的题目写在这里</a></li>")).collect();
    let title = "某人：抢好篮板就会成为一支优秀的球队。";
    let markup = format!(
        "<html><title>{title}_某网</title><body><ul>{list}</ul><h1>{title}</h1><div><span>2018-04-20 00:46</span> <span>来源：某报</span></div>\
         <div class=nr><p>某队在今天的比赛中以114比110击败另一队，赛后他接受了采访，说整个第四节都在防守。</p><p>他说完就走了。</p></div><ul>{list}</ul></body></html>",
        list = items.concat()
    );
    let article = read(&markup, &Known::default(), &Options::default()).unwrap();
    assert_eq!(article.title.as_deref(), Some(title));
    assert_eq!(article.published.unwrap().to_string(), "2018-04-20T00:46:00+08:00");
    assert_eq!(article.source_name.as_deref(), Some("某报"));
}

/// The blocks as `kind|text`, as they leave the importer.
fn shown(markup: &str) -> Vec<String> {
    let options = Options::default();
    let blocks = fragment(markup, &options).unwrap();
    let article = Article { title: Some("题".into()), body: Body { blocks }, ..Article::default() };
    let article = finish(article, &options).unwrap();
    article.body.blocks.iter().map(|block| format!("{}|{}", block.kind(), block.plain())).collect()
}

#[test]
fn every_kind_of_block() {
    let markup = "<h2>小标题</h2><p>一段<b>粗</b>\n字，<a href='/x'>链接</a>。</p>\
        <ul><li>甲<li>乙<ol><li>乙一</ol></ul><blockquote><p>引文</p><p>第二段</p></blockquote>\
        <pre>a  b\n  c</pre><table><tr><th>年</th><th>数</th></tr><tr><td>一</td><td>二</td></tr></table>\
        <figure><img src='a.png' alt='替代'><figcaption>图注</figcaption></figure><hr>\
        <video src='v.mp4' title='片子'></video><p>完</p>";
    assert_eq!(
        shown(markup),
        [
            "h|小标题",
            "p|一段粗字，链接。",
            "ul|甲\n乙\n乙一",
            "quote|引文\n第二段",
            "pre|a  b\n  c",
            "table|年\t数\n一\t二",
            "img|图注",
            "hr|",
            "media|片子",
            "p|完"
        ]
    );
}

#[test]
fn paragraphs_by_breaks_and_indents() {
    assert_eq!(shown("一<br><br>二<br>三<br>\u{3000}\u{3000}四"), ["p|一", "p|二\n三", "p|四"]);
    assert_eq!(shown("<div>甲<div>乙</div>丙</div>"), ["p|甲", "p|乙", "p|丙"]);
    assert_eq!(shown("<p>&nbsp;&emsp;前后空白&nbsp;</p><p>&nbsp;</p>"), ["p|前后空白"]);
    assert_eq!(shown("<p>two\nwords 和\n汉字</p>"), ["p|two words 和汉字"]);
}

#[test]
fn what_is_no_text_stays_out() {
    let markup = "<p>留</p><script>var a='<p>x</p>'</script><style>p{}</style><p style='display: none'>藏</p>\
        <form><button>按</button></form><iframe src='https://ads.example/a'></iframe>\
        <img src='data:image/gif;base64,R0' width='1'><p>也留<img class='emoji' src='s.png'>下</p>";
    assert_eq!(shown(markup), ["p|留", "p|也留下"]);
}

#[test]
fn tables_of_data_and_tables_of_layout() {
    let spans = "<table><tr><td rowspan='2'>甲</td><td>乙</td></tr><tr><td>丙</td></tr><tr><td colspan='2'>丁</td></tr></table>";
    assert_eq!(shown(spans), ["table|甲\t乙\n\t丙\n丁\t"]);
    let layout =
        "<table><tr><td><table><tr><td><p>正文一</p><p>正文二</p></td></tr></table></td></tr></table>";
    assert_eq!(shown(layout), ["p|正文一", "p|正文二"]);
}

#[test]
fn pictures_get_their_captions() {
    let lazy = "<p><img src='blank.gif' data-original='https://a.example/b.jpg'></p><p style='text-align: center'>图为现场。某摄</p><p>正文。</p>";
    assert_eq!(shown(lazy), ["img|图为现场。某摄", "p|正文。"]);
}

#[test]
fn hostile_markup_is_an_error_and_not_a_hang() {
    assert!(fragment(&"<div>".repeat(400_000), &Options::default()).is_err());
    // As many paragraphs as its length takes.
    assert_eq!(shown(&format!("<p>{}</p>", "&".repeat(500_000))).len(), 8);
    // The judge would take a minute for one of these, and its memory beside.
    for mark in ["&", "<", "> "] {
        let page = format!("<html><body>{}", mark.repeat(500_000));
        let refused = read(&page, &Known::default(), &Options::default()).unwrap_err();
        assert_eq!(refused.reasons, [Reason::Empty], "{mark}");
    }
}

#[test]
fn a_word_that_is_a_link_stays_in_its_sentence() {
    const TEXT: &str =
        "版心以外是天头和地脚，版心之内排正文、标题和图片，每一行的字数都由它来决定，所以要先算好。";
    let keyed =
        "先看<a class='keyword_link' href='/k/'>版 心</a>（四边以内）再看<span class=tag>天头</span>。";
    let tags = "<div class=keywords><a href='/k/'>排印</a> <a href='/b/'>标点</a></div>";
    let text = format!("<p>{TEXT}</p><p>{keyed}</p><p>{TEXT}</p>{tags}");
    let page = page(&format!(
        "<title>版心的大小由谁来定</title><h1>版心的大小由谁来定</h1><div id=artibody>{text}</div>"
    ));
    let plain = page.body.plain();
    assert!(plain.contains("先看版 心（四边以内）再看天头。") && !plain.contains("排印"), "{plain}");
}

#[test]
fn what_stands_in_the_element_of_the_text_and_is_none_of_it() {
    const TEXT: &str =
        "版心以外是天头和地脚，版心之内排正文、标题和图片，每一行的字数都由它来决定，所以要先算好。";
    let last = |ending: &str| {
        let text = format!("<p>{}</p>", TEXT.repeat(4));
        let page = page(&format!(
            "<title>版心的大小由谁来定</title><h1>版心的大小由谁来定</h1><div id=artibody>{text}{ending}</div>"
        ));
        page.body.blocks.last().map(Block::plain).unwrap_or_default()
    };
    let end = "排到最后一页为止。";
    for ending in [
        "<div><a href='/b'><p>访问：</p><p>某某云特惠</p></a></div>",
        "<ul><li><a href='/1'>天头比地脚宽的来由</a></li><li><a href='/2'>另一篇的题目</a></li></ul>",
        "<p><a href='/1'>看看别的版心</a></p><p>&nbsp;</p>",
        "<p>您所瀏覽的新聞已過查詢時效。</p>",
        "<p>iOS載點 <a href='https://a.example/i'>https://a.example/i</a></p>",
    ] {
        assert_eq!(last(&format!("<p>{end}</p>{ending}")), end, "{ending}");
    }
    for within in [
        "<div class=ad><a href='/x'>广告：特价</a></div>",
        "<div class=related-box><h4>延伸阅读</h4><ul><li><a href='/1'>另一篇的题目</a></li></ul></div>",
    ] {
        let paragraph = format!("<p>{TEXT}</p>");
        let text = format!("{within}{}<p>{end}</p>", paragraph.repeat(3));
        assert_eq!(last(&text), end, "{within}");
    }
    let run_on = last(&format!("<p>{TEXT}<br>{end}（责任编辑：某某）</p>"));
    assert_eq!(run_on, format!("{TEXT}\n{end}"));
    let spaced = last(&format!("{TEXT}<span style='display:block;height:1em'></span>{end}"));
    assert_eq!(spaced, end);
    for own in [
        "<ul><li><a href='/a.pdf'>版心的尺寸表</a></li></ul>",
        "<p>参考资料</p><ul><li><a href='/a'>版心的尺寸</a></li></ul>",
    ] {
        assert!(last(&format!("<p>{end}</p>{own}")).contains("版心的尺寸"), "{own}");
    }
}

#[test]
fn the_keyword_of_a_breadcrumb_is_no_title() {
    const TEXT: &str =
        "版心以外是天头和地脚，版心之内排正文、标题和图片，每一行的字数都由它来决定，所以要先算好。";
    let head = "<title>版心的大小由谁来定 版心只由纸来定,某某网</title><meta name=author content='某某网,版心的大小,banxin.example.com'>";
    let above = "<div class=weizhi>当前位置：<a href='/'>某某网</a> &gt; <h1>版心的大小</h1></div>\
        <h2>版心的大小由谁来定 版心只由纸来定</h2><p>建立時間：2024/05/21 11:44</p>";
    let text = format!("<div>{}</div>", format!("<p>{TEXT}</p>").repeat(4));
    let page = page(&format!("{head}{above}{text}<p>（王小三／某地報導）</p>"));
    assert_eq!(page.title.as_deref(), Some("版心的大小由谁来定 版心只由纸来定"));
    assert_eq!(page.author.as_deref(), Some("王小三"));
    assert_eq!(page.published.unwrap().to_string(), "2024-05-21T11:44:00+08:00");
}
