use super::*;
use crate::news::{Article, Block, Fidelity};
use std::io::Cursor;
use std::path::PathBuf;

fn read(bytes: &[u8]) -> Vec<Result<Article, ImportError>> {
    let origin = Origin::of(PathBuf::from("-"));
    let options = Options::default();
    let mut stream = Stream::over(Box::new(Cursor::new(bytes.to_vec()))).unwrap();
    let mut articles = Vec::new();
    let result = cut(&mut stream, &origin, &options, &mut |piece| {
        articles.extend((piece.read)(&options));
        ControlFlow::Continue(())
    });
    if let Err(error) = result {
        return vec![Err(error)];
    }
    articles.into_iter().map(|incoming| incoming.result.map(|article| *article)).collect()
}

fn titles(bytes: &[u8]) -> Vec<String> {
    read(bytes)
        .into_iter()
        .map(|result| result.map_or_else(|error| error.to_string(), |a| a.title.unwrap_or_default()))
        .collect()
}

const RSS: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>某某站</title><link>https://a.example/</link>\
<item><title>甲</title><link>https://a.example/?id=1</link><pubDate>2024-09-24 10:11:12</pubDate><description>&lt;p&gt;一&lt;/p&gt;&lt;p&gt;二&lt;/p&gt;</description></item>\
<item><title>乙 & 丙</title><guid>https://a.example/?id=2</guid><description>短<br>讯 & 尾</description></item></channel></rss>";

#[test]
fn rss_with_dates_and_broken_markup() {
    let articles: Vec<Article> = read(RSS.as_bytes()).into_iter().map(Result::unwrap).collect();
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0].published.unwrap().to_string(), "2024-09-24T10:11:12+08:00");
    assert_eq!((articles[0].body.blocks.len(), articles[0].fidelity), (2, Fidelity::FeedExcerpt));
    assert_eq!(articles[0].source_name.as_deref(), Some("某某站"));
    assert_eq!(articles[1].title.as_deref(), Some("乙 & 丙"));
    assert_eq!(articles[1].url.as_deref(), Some("https://a.example/?id=2"));
    assert_eq!(articles[1].external_ids, ["guid:https://a.example/#https://a.example/?id=2"]);
}

#[test]
fn every_kind_of_broken_feed() {
    let warned = format!("<br />Warning: x in feed.php on line 3\n{RSS}");
    assert_eq!(titles(warned.as_bytes()), ["甲", "乙 & 丙"]);
    let gbk = encoding_rs::GB18030.encode(RSS).0.into_owned();
    assert_eq!(titles(&gbk), ["甲", "乙 & 丙"], "bytes in GBK, prolog says UTF-8");
    let lie = RSS.replace("utf-8", "gb2312");
    assert_eq!(titles(lie.as_bytes()), ["甲", "乙 & 丙"], "bytes in UTF-8, prolog says GB2312");
    let controls = RSS.replace("<title>甲", "<title>\u{b}甲\u{0}");
    assert_eq!(titles(controls.as_bytes())[0], "甲");
    let cut = RSS.split("短<br>").next().unwrap();
    assert_eq!(titles(cut.as_bytes()), ["甲", "乙 & 丙", "ends in the middle"]);
    let open = RSS.replacen("</item>", "", 1);
    assert_eq!(titles(open.as_bytes()), ["甲", "乙 & 丙"]);
    assert_eq!(
        read(b"<?xml version='1.0'?><html></html>")[0].as_ref().unwrap_err().reasons,
        [Reason::BadXml]
    );
    let laughs = RSS
        .replace("<rss", "<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><rss")
        .replace("甲", "&a;&c;");
    assert_eq!(titles(laughs.as_bytes())[0], "&a;&c;");
}

#[test]
fn atom_and_json_feed() {
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>站</title><link href='https://a.example/'/>\
        <entry><title type='html'>&lt;b&gt;题&lt;/b&gt;</title><link rel='edit' href='x'/><link rel='alternate' href='https://a.example/1'/>\
        <id>tag:a.example,2024:1</id><published>2024-09-24T02:11:12Z</published><author><name>甲</name></author>\
        <category term='要闻'/><content type='xhtml'><div><p>一</p><p>二</p></div></content></entry></feed>";
    let article = read(atom.as_bytes()).remove(0).unwrap();
    assert_eq!((article.title.as_deref(), article.author.as_deref()), (Some("题"), Some("甲")));
    assert_eq!(article.url.as_deref(), Some("https://a.example/1"));
    assert_eq!(article.published.unwrap().to_string(), "2024-09-24T10:11:12+08:00");
    assert_eq!(
        (article.body.blocks.len(), article.category_path.as_slice()),
        (2, ["要闻".to_owned()].as_slice())
    );
    let json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"站\",\"items\":[{\"id\":7,\"content_html\":\"<p>一</p>\",\
        \"date_published\":\"2024-09-24\"},{\"id\":\"x\",\"title\":\"题\",\"summary\":\"短\",\"authors\":[{\"name\":\"甲\"}]}]}";
    let articles: Vec<Article> = read(json.as_bytes()).into_iter().map(Result::unwrap).collect();
    assert_eq!((articles[0].external_ids[0].as_str(), articles[0].fidelity), ("guid:站#7", Fidelity::Feed));
    assert_eq!((articles[1].author.as_deref(), articles[1].fidelity), (Some("甲"), Fidelity::FeedExcerpt));
}

#[test]
fn a_feed_whose_names_have_a_prefix_is_the_same_feed() {
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/blog/'><title>站</title><author><name>总</name></author>\
        <link rel='self' href='https://a.example/feed.xml'/>\
        <entry><title>甲</title><id>u:1</id><link href='p/1.html'/><content type='xhtml' xml:base='sub/'><div><p>一<a href='x.html'>链</a></p></div></content></entry>\
        <entry xml:base='/other/'><title>乙</title><id>u:2</id><link href='2.html'/><author><name>自</name></author><content type='html'>&lt;img src=\"2.png\"&gt;</content></entry></feed>";
    let prefixed = ["feed", "title", "author", "name", "link", "entry", "id", "content"]
        .into_iter()
        .fold(atom.to_owned(), |text, name| {
            text.replace(&format!("<{name}"), &format!("<a:{name}"))
                .replace(&format!("</{name}"), &format!("</a:{name}"))
        })
        .replace("xmlns=", "xmlns:a=");
    for text in [atom, &prefixed] {
        assert_eq!(
            crate::import::sniff::format(text.as_bytes(), "x".as_ref(), None),
            Some(crate::import::Format::Feed)
        );
        let articles: Vec<Article> = read(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        assert_eq!(articles.len(), 2);
        assert_eq!((articles[0].title.as_deref(), articles[0].author.as_deref()), (Some("甲"), Some("总")));
        assert_eq!(articles[0].source_name.as_deref(), Some("站"));
        assert_eq!(articles[0].url.as_deref(), Some("https://a.example/blog/p/1.html"));
        let Block::Paragraph(words) = &articles[0].body.blocks[0] else { panic!("words") };
        let link = crate::news::SpanStyle::Link("https://a.example/blog/sub/x.html".into());
        assert_eq!(words.spans[0].style, link);
        assert_eq!(
            (articles[1].url.as_deref(), articles[1].author.as_deref()),
            (Some("https://a.example/other/2.html"), Some("自"))
        );
        let Block::Image { url, .. } = &articles[1].body.blocks[0] else { panic!("a picture") };
        assert_eq!(url, "https://a.example/other/2.png");
    }
}

#[test]
fn addresses_are_meant_from_the_site_and_a_sitemap_is_no_fault() {
    let relative = RSS.replace("<link>https://a.example/?id=1", "<link>/news/1.html");
    let article = read(relative.as_bytes()).remove(0).unwrap();
    assert_eq!(article.url.as_deref(), Some("https://a.example/news/1.html"));
    let map = b"<?xml version='1.0'?><urlset><url><loc>https://a.example/1</loc></url></urlset>";
    assert_eq!(read(map)[0].as_ref().unwrap_err().reasons, [Reason::NotAnArticle]);
}

#[test]
fn a_link_that_several_items_or_the_home_page_have_names_no_article() {
    let shared = |text: &str| -> Vec<bool> {
        let options = Options::default();
        let mut stream = Stream::over(Box::new(Cursor::new(text.as_bytes().to_vec()))).unwrap();
        let mut found = Vec::new();
        let flow = cut(&mut stream, &Origin::of(PathBuf::from("-")), &options, &mut |piece| {
            found.extend((piece.read)(&options).into_iter().map(|incoming| incoming.address_is_shared));
            ControlFlow::Continue(())
        });
        assert!(flow.is_ok());
        found
    };
    let item = |link: &str| format!("<item><title>题</title><link>{link}</link></item>");
    let feed = |items: [&str; 4]| {
        let items: String = items.into_iter().map(item).collect();
        format!(
            "<rss version=\"2.0\"><channel><title>站</title><link>http://a.example/</link>{items}</channel></rss>"
        )
    };
    let links = ["http://a.example/1", "http://a.example/day", "http://a.example", "http://a.example/day#2"];
    assert_eq!(shared(&feed(links)), [false, true, true, true]);
    assert_eq!(shared(&feed(["/1", "/2", "/3", "/2"])), [false, true, false, true]);
    let json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"站\",\"home_page_url\":\"http://a.example/\",\
        \"items\":[{\"id\":1,\"title\":\"甲\",\"url\":\"http://a.example/\"},{\"id\":2,\"title\":\"乙\",\"url\":\"http://a.example/2\"}]}";
    assert_eq!(shared(json), [true, false]);
}

#[test]
fn an_export_of_wordpress() {
    let export = "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>站</title><wp:wxr_version>1.2</wp:wxr_version>\
        <item><title>甲</title><link>https://a.example/a</link><dc:creator><![CDATA[admin]]></dc:creator><guid isPermaLink='false'>https://a.example/?p=1</guid>\
        <content:encoded><![CDATA[一段\n还是一段\n\n<strong>二</strong>段<!--more-->]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>\
        <wp:post_date>2024-09-24 10:11:12</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:status>publish</wp:status>\
        <wp:post_type>post</wp:post_type><wp:is_sticky>1</wp:is_sticky><category domain='category' nicename='x'><![CDATA[要闻]]></category>\
        <category domain='post_tag'><![CDATA[标签]]></category></item>\
        <item><title>稿</title><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>\
        <item><title>密</title><wp:post_password>x</wp:post_password><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>\
        <item><title>图</title><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type></item></channel></rss>";
    let results = read(export.as_bytes());
    let article = results[0].as_ref().unwrap();
    assert_eq!(article.published.unwrap().to_string(), "2024-09-24T10:11:12+08:00");
    assert_eq!((article.body.blocks.len(), article.pinned, article.fidelity), (2, true, Fidelity::Export));
    assert_eq!(article.body.blocks[0].plain(), "一段\n还是一段");
    assert_eq!(
        (article.category_path.join("/"), article.tags.join("/")),
        ("要闻".to_owned(), "标签".to_owned())
    );
    let reasons: Vec<Reason> =
        results[1..].iter().map(|result| result.as_ref().unwrap_err().reasons[0]).collect();
    assert_eq!(reasons, [Reason::NotPublic, Reason::Protected, Reason::OtherKind]);
    assert!(reasons.iter().all(|reason| reason.is_skip()));
    let coded = export.replace(
        "<!--more-->",
        "\n\n[caption id=\"a_1\" width=\"9\"]<img src='https://a.example/1.png'> 图注[/caption]\n\n[gallery ids=\"1,2\"]末段",
    );
    let coded = read(coded.as_bytes());
    let blocks = &coded[0].as_ref().unwrap().body.blocks;
    assert!(matches!(&blocks[2], Block::Image { caption, .. } if caption == "图注"), "{blocks:?}");
    assert!(blocks.iter().all(|block| !block.plain().contains('[')), "{blocks:?}");
}

/// The export of a site, cut in its last item behind `until`.
fn cut_export(until: &str) -> Vec<u8> {
    let export = "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>站</title>\
        <item><title>甲</title><content:encoded>公开的</content:encoded><wp:status>publish</wp:status>\
        <wp:post_type>post</wp:post_type><wp:post_password></wp:post_password></item>\
        <item><title>乙</title><content:encoded><![CDATA[<p>不给人看的文字</p>]]></content:encoded>\
        <wp:status><![CDATA[private]]></wp:status><wp:post_type>post</wp:post_type>\
        <wp:post_password><![CDATA[密]]></wp:post_password><category>栏</category></item></channel></rss>";
    let end = export.rfind(until).unwrap() + until.len();
    export.as_bytes()[..end].to_vec()
}

#[test]
fn an_item_that_was_cut_before_its_status_is_not_published() {
    for until in ["<title>乙", "不给人看的", "<wp:status>", "<wp:status><![CDATA[priv"] {
        assert_eq!(titles(&cut_export(until)), ["甲", "ends in the middle"], "{until}");
    }
    let told = read(&cut_export("<wp:post_type>post</wp:post_type>"));
    let reasons: Vec<_> = told[1..].iter().map(|result| result.as_ref().unwrap_err().reasons[0]).collect();
    assert_eq!(reasons, [Reason::NotPublic, Reason::Truncated]);
    let public = String::from_utf8(cut_export("<category>")).unwrap().replace("[private]", "[publish]");
    assert_eq!(titles(public.replace("[密]", "[]").as_bytes()), ["甲", "乙", "ends in the middle"]);
    let protected = read(public.as_bytes());
    assert_eq!(protected[1].as_ref().unwrap_err().reasons, [Reason::Protected]);
    // A public one whose password is not known yet.
    let early = public.split("<wp:post_password><![").next().unwrap();
    assert_eq!(titles(early.as_bytes()), ["甲", "ends in the middle"]);
}

#[test]
fn a_feed_that_was_cut_between_its_items_or_in_its_head_says_so() {
    let end = RSS.find("<item><title>乙").unwrap();
    assert_eq!(read(&RSS.as_bytes()[..end])[0].as_ref().unwrap_err().reasons, [Reason::Truncated]);
    let rdf = "<rdf:RDF><channel><title>站</title></channel><item><title>甲</title></item>";
    assert_eq!(read(rdf.as_bytes())[0].as_ref().unwrap_err().reasons, [Reason::Truncated]);
    assert_eq!(titles(format!("{rdf}</rdf:RDF>").as_bytes()), ["甲"]);
}

#[test]
fn half_an_item_is_read_again_as_it_was_read_at_first() {
    let half = RSS.split("&lt;/p&gt;&lt;p&gt;二").next().unwrap();
    let options = Options { keep_original: true, ..Options::default() };
    let mut incoming = Vec::new();
    let mut stream = Stream::over(Box::new(Cursor::new(half.as_bytes().to_vec()))).unwrap();
    let _ = cut(&mut stream, &Origin::of(PathBuf::from("-")), &options, &mut |piece| {
        incoming.extend((piece.read)(&options));
        ControlFlow::Continue(())
    });
    let first = incoming.remove(0);
    let again = read_again(&first.original.unwrap().bytes, &options).unwrap();
    assert_eq!(again.body.plain(), "一");
    assert_eq!(again.body, first.result.unwrap().body);
}
