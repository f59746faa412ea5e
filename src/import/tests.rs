//! Whole runs over folders, archives and streams.

use super::*;
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::Path;

fn run(inputs: &[&Path], options: &Options) -> Vec<(String, Result<Box<Article>, ImportError>)> {
    let inputs: Vec<PathBuf> = inputs.iter().map(|path| path.to_path_buf()).collect();
    let mut taken = Vec::new();
    read(
        &inputs,
        options,
        |incoming| {
            let name = incoming.origin.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, incoming.result)
        },
        |ready| {
            taken.push(ready);
            ControlFlow::Continue(())
        },
    );
    taken
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_folder_of_everything_comes_in_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "a.jsonl", "{\"title\":\"甲\",\"body\":\"一\"}\n{bad\n{\"title\":\"乙\",\"body\":\"二\"}\n");
    write(root, "b.csv", "标题,正文,时间\n丙,三,2024-09-24\n\"丁\",\"四\n五\",\n");
    write(root, "c/index.html?id=1.html", include_str!("html/pages/tpure.html"));
    write(root, "d.md", "---\ntitle: 戊\n---\n正文。\n");
    write(root, "e.txt", include_str!("dump/pages/blog.txt"));
    write(
        root,
        "f.xml",
        "<rss><channel><title>站</title><item><title>己</title><description>文</description></item></channel></rss>",
    );
    write(root, "g.png.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0\0");
    write(root, "h.opml", "<opml><body/></opml>");
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all("{\"title\":\"庚\",\"body\":\"七\"}\n".as_bytes()).unwrap();
    write(root, "i.jsonl.gz", packed.finish().unwrap());
    let shown: Vec<String> = run(&[root], &Options { jobs: 3, ..Options::default() })
        .into_iter()
        .map(|(name, result)| match result {
            Ok(article) => format!("{name} {}", article.title.unwrap_or_default()),
            Err(error) => format!("{name} {}", error.reasons[0].code()),
        })
        .collect();
    assert_eq!(
        shown,
        [
            "a.jsonl 甲",
            "a.jsonl bad_json",
            "a.jsonl 乙",
            "b.csv 丙",
            "b.csv 丁",
            "index.html?id=1.html 一页纸的四边 各留多少才好看",
            "d.md 戊",
            "e.txt 一页纸的四边 各留多少才好看",
            "f.xml 己",
            "g.png.txt not_text",
            "h.opml feed_list",
            "i.jsonl.gz 庚"
        ]
    );
}

#[test]
fn csv_in_gbk_with_tabs_and_bad_rows() {
    let folder = tempfile::tempdir().unwrap();
    let text = "标题\t内容\t来源\n一个题目写在表里\t表里的正文也写得长一些，好让字符集认得出来。\t某报\n多\t出\t来\t的\t格\n";
    write(folder.path(), "a.csv", encoding_rs::GB18030.encode(text).0);
    let results = run(&[folder.path()], &Options::default());
    let article = results[0].1.as_ref().unwrap();
    assert_eq!(
        (article.title.as_deref(), article.source_name.as_deref()),
        (Some("一个题目写在表里"), Some("某报"))
    );
    assert_eq!(results[1].1.as_ref().unwrap_err().reasons, [Reason::BadRow]);
    write(folder.path(), "a.csv", format!("title,body\n\"{}", "没有结尾".repeat(2_000_000)));
    assert_eq!(
        run(&[folder.path()], &Options::default())[0].1.as_ref().unwrap_err().reasons,
        [Reason::TooLarge]
    );
}

#[test]
fn names_of_mirrored_files_give_addresses() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "b.example/news/index.html@id=3", include_str!("html/pages/plain.html"));
    let results = run(&[folder.path()], &Options::default());
    assert_eq!(results[0].1.as_ref().unwrap().url.as_deref(), Some("http://b.example/news/?id=3"));
    let base = Url::parse("https://b.example/").ok();
    let results = run(&[folder.path()], &Options { base_url: base, ..Options::default() });
    let article = results[0].1.as_ref().unwrap();
    assert_eq!(article.url.as_deref(), Some("https://b.example/news/?id=3"));
    assert_eq!(article.listed[0].url.as_deref(), Some("https://b.example/news/1.html"));
}

#[test]
fn a_forced_format_and_kept_originals() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", "# 题\n\n正文。");
    let options = Options { as_format: Some(Format::Md), keep_original: true, ..Options::default() };
    let mut originals = Vec::new();
    read(
        &[folder.path().to_path_buf()],
        &options,
        |incoming| incoming.original,
        |original| {
            originals.extend(original);
            ControlFlow::Continue(())
        },
    );
    assert_eq!(originals, [Original { media_type: "text/markdown", bytes: "# 题\n\n正文。".into() }]);
}

#[test]
fn what_every_format_keeps_is_read_again_into_the_same_article() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "a.jsonl", "{\"title\":\"甲\",\"body\":\"一\"}\n{\"title\":\"乙\",\"body\":\"<p>二</p>\"}\n");
    write(root, "b.json", "[{\"title\":\"丙\",\"body\":\"三\"},\n{\"title\":\"丁\",\"body\":\"四\"}]");
    let (table, _, _) = encoding_rs::GB18030.encode("标题,正文,时间\n戊,五月的第一天,2024-05-01\n");
    write(root, "c.csv", table);
    write(root, "d.html", include_str!("html/pages/tpure.html"));
    write(root, "e.md", "---\ntitle: 己\n---\n六。\n");
    write(root, "f.txt", include_str!("dump/pages/blog.txt"));
    write(
        root,
        "g.xml",
        "<rss><channel><title>站 &amp; 台</title><item><title>庚</title><guid>7</guid><description>七</description></item></channel></rss>",
    );
    write(
        root,
        "h.xml",
        "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>博客</title><item><title>辛</title><wp:post_type>post</wp:post_type>\
         <wp:status>publish</wp:status><content:encoded><![CDATA[第一段

第二段]]></content:encoded></item></channel></rss>",
    );
    write(
        root,
        "i.json",
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"源\",\"items\":[{\"id\":9,\"title\":\"壬\",\"content_html\":\"<p>九</p>\"}]}",
    );
    write(
        root,
        "j.xml",
        "<?xml version='1.0'?><a:feed xmlns:a='x' xml:base='https://a.example/b/?x=1&amp;y=2'><a:title>甲</a:title><a:link rel='self' href='https://b.example/'/>\
         <a:author><a:name>某</a:name></a:author><a:entry><a:title>癸</a:title><a:link href='c'/><a:summary>十</a:summary></a:entry></a:feed>",
    );
    let options = Options { keep_original: true, ..Options::default() };
    let mut seen = 0;
    let take = |incoming: Incoming| {
        let article = *incoming.result.unwrap();
        let kept = incoming.original.unwrap_or_else(|| panic!("{:?} keeps nothing", incoming.origin));
        let again = read_again(kept.media_type, &kept.bytes, article.url.clone(), &options).unwrap();
        assert_eq!(again, article, "{:?}", incoming.origin);
        seen += 1;
        ControlFlow::Continue(())
    };
    read(&[root.to_path_buf()], &options, |incoming| incoming, take);
    assert_eq!(seen, 12);
}

#[test]
fn hostile_files_are_failed_items_and_not_the_end() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.html", format!("<html>{}", "<div>".repeat(400_000)));
    write(folder.path(), "b.html", format!("<html><p>{}</p>", "<b>".repeat(100_000)));
    write(folder.path(), "c.jsonl", format!("{{\"title\":{}1}}", "[".repeat(100_000)));
    write(folder.path(), "d.jsonl", "{\"title\":\"好\",\"body\":\"文\"}");
    let reasons: Vec<String> = run(&[folder.path()], &Options::default())
        .into_iter()
        .map(|(_, result)| {
            result.map_or_else(|error| error.reasons[0].code().to_owned(), |a| a.title.unwrap_or_default())
        })
        .collect();
    assert_eq!(reasons, ["too_deep", "empty", "bad_json", "好"]);
}

#[test]
fn tables_and_lines_in_utf_16() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let table = "\u{feff}标题\t正文\r\n甲\t\"一\n二\"\r\n".to_owned();
    let lines = "{\"title\":\"乙\",\"body\":\"Ċ二\"}\n{\"title\":\"丙\",\"body\":\"三\"}\n";
    write(root, "a.txt", little(&table));
    write(root, "b.csv", big(&table));
    write(root, "c.jsonl", little(&format!("\u{feff}{lines}")));
    write(root, "d.jsonl", big(&format!("\u{feff}{lines}")));
    write(root, "e.csv", "sep=|\r\n标题|正文\r\n丁,戊|四\r\n");
    let titles = |path: &Path, options: &Options| -> Vec<String> {
        let title = |(_, result): (String, Result<Box<Article>, ImportError>)| match result {
            Ok(article) => article.title.unwrap_or_default(),
            Err(error) => error.to_string(),
        };
        run(&[path], options).into_iter().map(title).collect()
    };
    assert_eq!(titles(root, &Options::default()), ["甲", "甲", "乙", "丙", "乙", "丙", "丁,戊"]);
    // Without a mark, by the user's word.
    for (name, bytes, label) in [("f", little(lines), "utf-16le"), ("g", big(lines), "utf-16be")] {
        write(root, name, bytes);
        let options = Options { charset: charset_label(label), ..Options::default() };
        assert_eq!(titles(&root.join(name), &options), ["乙", "丙"]);
    }
}
