use super::*;
use crate::news::{Article, Body};

/// The blocks as `kind|text`, as they leave the importer.
fn shown(markup: &str) -> Vec<String> {
    let options = Options::default();
    let blocks = fragment(markup, &options).unwrap();
    let article = Article { title: Some("题".into()), body: Body { blocks }, ..Article::default() };
    let article = crate::import::normalize::finish(article, &options).unwrap();
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
    assert_eq!(shown(&format!("<p>{}</p>", "&".repeat(500_000))).len(), 1);
}
