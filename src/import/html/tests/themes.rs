//! Habits of themes and systems, each as a small page: where they put author, date, category, and what stands around
//! the text.

use super::page;
use crate::news::Article;

const FIRST: &str =
    "版心是一页纸上排字的那一块，四边留白的多少，决定了读者的手指放在哪里，也决定了一行能排几个字。";
const LAST: &str =
    "试印的样张一共有三种，编辑部的人各看了一晚，第二天早上投了票，窄的那一种得票最多，就照它排了下去。";

fn read(head: &str, above: &str, within: &str, below: &str) -> Article {
    page(&format!(
        "<html><head><title>版心的大小由谁来定 - 某某小站</title>{head}</head><body><header><a href='/'>某某小站</a>\
         </header><article><h1>版心的大小由谁来定</h1>{above}<div class='post-content'><p>{FIRST}</p><p>{LAST}</p>{within}\
         </div></article>{below}</body></html>"
    ))
}

fn author(page: &Article) -> Option<&str> {
    page.author.as_deref()
}

fn day(page: &Article) -> String {
    page.published.map(|moment| moment.to_string().chars().take(10).collect()).unwrap_or_default()
}

#[track_caller]
fn is_clean(page: &Article) {
    assert_eq!(page.body.plain(), format!("{FIRST}\n{LAST}"));
}

#[test]
fn authors_by_links_and_names_of_classes() {
    for above in [
        "<span>某某小站 | <a href='/category/a.html'>排印</a> | <a href='/author/a.html'>王小三</a> | 2024-09-24</span>",
        "<p class='news-reporter'>王小三</p><p>2024-09-24</p>",
        "<p id='author_baidu'>作者：王小三</p><p>2024-09-24</p>",
        "<p class='articleAuthor'><a>王小三</a> <i>Lv2</i></p><p>2024-09-24</p>",
        "<p>2024-09-24</p><p>王小三</p><p>分享</p>",
        "<p>发布时间: 2024-09-24<br>报道：王小三</p>",
        "<p>某世纪报道记者 王小三 北京报道</p><p>2024-09-24</p>",
        "<p>文/图 本报记者 王小三</p><p>2024-09-24</p>",
        "<p>记者 王小三 报导　2024-09-24</p>",
        "<p>某某大学新闻网9月24日电（通讯员 王小三）</p><p>2024-09-24</p>",
    ] {
        let page = read("", above, "", "");
        assert_eq!((author(&page), day(&page).as_str()), (Some("王小三"), "2024-09-24"), "{above}");
        is_clean(&page);
    }
}

#[test]
fn a_bare_word_gives_way_to_who_is_named() {
    let guess = "<p>写字与走路 2024-09-24</p>";
    assert_eq!(author(&read("", guess, "", "")), Some("写字与走路"));
    let head = "<meta name='author' content='王小三'>";
    assert_eq!(author(&read(head, guess, "", "")), Some("王小三"));
    let copyright = "<div class='post-copyright'><div class='post-copyright__author_name'>王小三</div></div>";
    assert_eq!(author(&read("", guess, "", copyright)), Some("王小三"));
    // Where it was sent from names nobody.
    let sent = read("", "<p><span>某某日报</span> <em>2024-09-24 10:11</em> <em>江苏</em></p>", "", "");
    assert_eq!((author(&sent), sent.source_name.as_deref()), (None, Some("某某日报")));
}

#[test]
fn authors_below_a_lead_and_below_the_text() {
    let lead = format!("<p>{FIRST}</p><p>某经记者 王小三　某经编辑 李小四</p>");
    let page = page(&format!(
        "<title>版心的大小由谁来定</title><h1>版心的大小由谁来定</h1><p>2024-09-24</p><div class='post-content'>{lead}<p>{LAST}</p>\
         <p>封面图片来源：某图库</p></div>"
    ));
    assert_eq!((author(&page), page.editor.as_deref()), (Some("王小三"), Some("李小四")));
    is_clean(&page);
    let handed_in = read("", "<p>2024-09-24</p>", "<p>供稿：王小三　审核：李小四</p>", "");
    assert_eq!(author(&handed_in), Some("王小三"));
    is_clean(&handed_in);
}

#[test]
fn the_foot_of_an_article_is_no_text_and_tells() {
    let foot = "<footer><p>Published: <time datetime='2024-09-24T10:11:00+08:00'>2024-09-24</time></p>\
        <address>By <a href='/author/w.html'>王小三</a></address><p>Category: <a href='/category/p.html'>排印</a></p></footer>";
    let page = read("", "", foot, "");
    assert_eq!((author(&page), day(&page).as_str()), (Some("王小三"), "2024-09-24"));
    assert_eq!(page.category_path, ["排印"]);
    is_clean(&page);
    // The foot of the page tells of the site.
    let site = "<footer><a href='/author/x.html'>李小四</a> 版权所有</footer>";
    assert_eq!(author(&read("", "<p>2024-09-24</p>", "", site)), None);
}

#[test]
fn categories_by_their_links() {
    let menu = |class: &str| -> String {
        let names = ["健康", "体育", "教育", "科技"];
        let links = names.iter().map(|name| format!("<li><a href='/category/{name}/'>{name}</a></li>"));
        format!("<div class='{class}'><ul>{}</ul></div>", links.collect::<String>())
    };
    let said = format!("{}<div>分类于 <a href='/category/p/'>排印</a></div>", menu("md-list"));
    assert_eq!(read("", &said, "", "").category_path, ["排印"]);
    assert_eq!(read("", "<a href='/categories/'>Tags</a><p>2024-09-24</p>", "", "").category_path, [""; 0]);
    let tag = "<span class='post-card-primary-tag'><a href='/tag/p/'>排印</a></span><p>2024-09-24</p>";
    assert_eq!(read("", tag, "", "").category_path, ["排印"]);
    // WordPress names the category of the whole article in its class.
    let whole = page(&format!(
        "<title>版心的大小由谁来定</title><article class='post category-life'><h1>版心的大小由谁来定</h1><p>发布于<time \
         datetime='2024-09-24'>2024年9月24日</time> 由<span class='byline'><a>王小三</a></span></p><div class='post-content'>\
         <p>{FIRST}</p><p>{LAST}</p></div><footer class='entry-footer'><span class='cat-links'>发布于 <a rel='category tag'>排印</a></span>\
         </footer></article>"
    ));
    assert_eq!(
        (whole.category_path.as_slice(), author(&whole)),
        (["排印".to_owned()].as_slice(), Some("王小三"))
    );
    let trail = page(&format!(
        "<title>排印这件事上版心的大小到底由谁来定</title><nav><ol class='breadcrumb'><li><a>首页</a></li><li><a>新闻</a></li><li><a>排印</a>\
         </li><li>排印这件事上版心的大小到底由谁来定</li></ol></nav><h1>排印这件事上版心的大小到底由谁来定</h1><p>2024-09-24</p>\
         <div class='post-content'><p>{FIRST}</p><p>{LAST}</p></div>"
    ));
    assert_eq!(trail.category_path, ["新闻", "排印"]);
}

#[test]
fn dates_where_they_may_stand() {
    let at = |above: &str| day(&read("", above, "", ""));
    assert_eq!(at("<p>2024年9月24日（星期二）</p>"), "2024-09-24");
    assert_eq!(at("<p>2024-09-24 HKT 10:11</p>"), "2024-09-24");
    assert_eq!(at("<div><b>24</b><span>2024-09</span></div>"), "2024-09-24");
    assert_eq!(
        at("<p>最新推荐文章于 2025-01-02 03:04:05 发布</p><p>于 2024-09-24 10:11:12 首次发布</p>"),
        "2024-09-24"
    );
    assert_eq!(at("<p>发布日期：民國113年9月24日　發布單位：某某局</p>"), "2024-09-24");
    // A day in a title is no date, wherever the title stands.
    let listed = "<ul><li>报名11月15日17:30截止 逾期不再办理</li></ul>";
    let page = read("", "<p>2024-09-24 来源：某报</p>", "", listed);
    assert_eq!((day(&page).as_str(), author(&page)), ("2024-09-24", None));
    let beside = page_beside("<time datetime='2024-09-24'>2024年9月24日</time>");
    assert_eq!(day(&beside), "2024-09-24");
    let list = page_beside("<time datetime='2024-09-24'>9月</time><time datetime='2023-01-02'>1月</time>");
    assert_eq!(day(&list), "");
}

#[test]
fn layouts_are_no_bars() {
    let page = page(&format!(
        "<title>版心的大小由谁来定</title><body class='has-sidebar'><div class='sidebar-open'><h1>版心的大小由谁来定</h1><p>2024-09-24</p>\
         <div class='post-content'><p>{FIRST}</p><p>{LAST}</p></div><footer class='article-footer'><a class='category-item' \
         href='/categories/p/'>排印</a></footer></div><div class='sidebar'><a class='category' href='/categories/q/'>别的</a></div>"
    ));
    assert_eq!(page.category_path, ["排印"]);
}

#[test]
fn the_first_comment_is_by_somebody_else() {
    let head = "<meta name='generator' content='WordPress 6.1'>";
    let page = page(&format!(
        "<html><head><title>版心的大小由谁来定</title>{head}</head><body><h1>版心的大小由谁来定</h1><p>2024-09-24</p>\
         <p class='wp-block-post-author__name'>王小三</p><div class='entry-content'><p>{FIRST}</p><p>{LAST}</p></div><ol><li \
         class='comment'><div class='comment-author vcard'><b class='fn'>过客</b></div><p>写得好。</p></li></ol>"
    ));
    assert_eq!(author(&page), Some("王小三"));
}

fn page_beside(dates: &str) -> Article {
    page(&format!(
        "<title>版心的大小由谁来定</title><div class='md-sidebar'>{dates}</div><h1>版心的大小由谁来定</h1><div class='post-content'>\
         <p>{FIRST}</p><p>{LAST}</p></div>"
    ))
}

#[test]
fn what_stands_around_a_text_stays_out() {
    for within in [
        "<p>本文采用署名-非商业性使用 4.0 许可协议，转载请注明出处。</p>",
        "<p>#天气 #城市</p>",
        "<p>登录后可查看全文</p>",
        "<p>延伸阅读：<a href='/1'>另一篇文章的题目写在这里</a></p>",
        "<p>较新文章</p>",
    ] {
        is_clean(&read("", "<p>2024-09-24</p>", within, ""));
    }
    let tags = read("", "<p>2024-09-24</p>", "<p>#天气 #城市</p>", "");
    assert_eq!(tags.tags, ["天气", "城市"]);
    let dateline = page(&format!(
        "<title>版心的大小由谁来定</title><h1>版心的大小由谁来定</h1><p>2024-09-24</p><div class='post-content'><p>华盛顿 —</p>\
         <p>{FIRST}</p><p>{LAST}</p></div>"
    ));
    is_clean(&dateline);
}

#[test]
fn frames_editors_and_days_that_elements_tell() {
    let framed = read(
        "<meta name=author content='某某CMS'>",
        "<div class='weizhi'><a href='/'>首页</a> &gt; <a href='/a/'>排印</a></div>\
         <p><span id='ctl00_ContentPlaceHolder1_lblDate'>2024-09-24</span> <span id='ctl00_ContentPlaceHolder1_lblAuthor'>作者：王小三</span></p>",
        "",
        "",
    );
    assert_eq!(
        (author(&framed), framed.category_path.last().map(String::as_str)),
        (Some("王小三"), Some("排印"))
    );
    let edited =
        read("<meta name=author content='王小三'>", "<p>2024-09-24</p>", "<p>（责任编辑：王小三）</p>", "");
    assert_eq!((author(&edited), edited.editor.as_deref()), (None, Some("王小三")));
    let changed =
        read("", "<div class='meta' title='2024年9月24日 10:11发布'>2025年01月08日更新</div>", "", "");
    assert_eq!(day(&changed), "2024-09-24");
    let addressed = read("<link rel=canonical href='https://a.example/a/2024/0924/8.html'>", "", "", "");
    assert_eq!(day(&addressed), "2024-09-24");
}
