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
fn a_quotation_mark_that_is_not_closed_is_told_with_its_line_and_costs_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<String> = (0..200).map(|at| format!("题{at},文{at}。,2024-09-24\n")).collect();
    let table = format!("标题,正文,日期\n{}", rows.concat().replace("题2,", "\"题2,"));
    write(folder.path(), "a.csv", table);
    let inputs = [folder.path().join("a.csv")];
    let (mut articles, mut faults) = (0, Vec::new());
    read(
        &inputs,
        &Options::default(),
        |incoming| (incoming.origin.line, incoming.result),
        |(line, result)| {
            match result {
                Ok(_) => articles += 1,
                Err(error) => faults.push((line, error.chinese())),
            }
            ControlFlow::Continue(())
        },
    );
    assert_eq!(articles, 200);
    assert_eq!(faults, [(Some(4), "表格行无法读取：引号没有结尾，这一行照原样读".to_owned())]);
}

fn packed(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes.as_ref()).unwrap();
    packed.finish().unwrap()
}

#[test]
fn an_archive_that_is_not_read_fails_where_it_was_named_and_is_passed_over_where_it_was_found() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.tar.xz", [b"\xfd7zXZ\0\0\x04".as_slice(), &[0x80; 200]].concat());
    for (input, reason) in [
        (folder.path().join("a.tar.xz"), Reason::PackedArchive),
        (folder.path().into(), Reason::PackedBeside),
    ] {
        let error = run(&[&input], &Options::default()).remove(0).1.unwrap_err();
        assert_eq!(error.reasons, [reason]);
        assert_eq!(error.is_skip(), reason == Reason::PackedBeside);
    }
}

#[test]
fn nothing_of_a_format_that_was_named_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a", "\n");
    for format in [Format::Jsonl, Format::Csv, Format::Feed, Format::Wxr, Format::Warc] {
        let options = Options { as_format: Some(format), ..Options::default() };
        assert!(run(&[folder.path()], &options).is_empty(), "{format}");
    }
    assert_eq!(run(&[folder.path()], &Options::default()).len(), 1);
}

#[test]
fn a_page_that_a_browser_saved_as_one_file() {
    let page = include_str!("html/pages/plain.html");
    let quoted = page.bytes().map(|byte| format!("={byte:02X}")).collect::<Vec<_>>().concat();
    let quoted = quoted.as_bytes().chunks(75).map(String::from_utf8_lossy).collect::<Vec<_>>().join("=\r\n");
    let file = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/7.html\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related;\r\n\tboundary=\"----X\"\r\n\r\n------X\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n------X--\r\n"
    );
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.mht", &file);
    let saved = run(&[folder.path()], &Options::default()).remove(0).1.unwrap();
    write(folder.path(), "a.mht", page);
    let bare = run(&[folder.path()], &Options::default()).remove(0).1.unwrap();
    assert_eq!((&saved.title, &saved.body), (&bare.title, &bare.body));
    assert_eq!(told("a.mht", file.as_bytes()[..file.len() / 2].to_vec()).last().unwrap(), "truncated");
    assert!(saved.url.is_some());
}

/// The titles and the reasons that a file of these bytes gives.
fn told(name: &str, bytes: Vec<u8>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), name, bytes);
    let told = |(_, result): (String, Result<Box<Article>, ImportError>)| match result {
        Ok(article) => article.title.unwrap_or_default(),
        Err(error) => error.reasons[0].code().to_owned(),
    };
    run(&[folder.path()], &Options::default()).into_iter().map(told).collect()
}

const ITEM: &str = "<item><title>甲</title><description>文</description></item>";

#[test]
fn damaged_compression_is_told_for_every_format() {
    let page = include_str!("html/pages/plain.html");
    let mut tar = tar_of("a.md", "---\ntitle: 甲\n---\n文。\n");
    tar.resize(10_240, 0);
    let feed = format!("<rss><channel>{ITEM}</channel></rss>");
    let list = "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"title\":\"甲\"}]}";
    for (name, bytes, comes_in) in [
        ("a.html.gz", page.as_bytes(), false),
        ("a.md.gz", "---\ntitle: 甲\n---\n文。\n".as_bytes(), false),
        ("a.jsonl.gz", "{\"title\":\"甲\",\"body\":\"文\"}".as_bytes(), true),
        ("a.json.gz", "[{\"title\":\"甲\",\n\"body\":\"文\"}]".as_bytes(), true),
        ("a.csv.gz", "标题,正文\n甲,文".as_bytes(), true),
        ("a.xml.gz", feed.as_bytes(), true),
        ("b.json.gz", list.as_bytes(), true),
        ("a.tar.gz", &tar, true),
    ] {
        let mut wrong = packed(bytes);
        let checksum = wrong.len() - 8;
        wrong[checksum] ^= 1;
        let expected: &[&str] = if comes_in { &["甲", "damaged"] } else { &["damaged"] };
        assert_eq!(told(name, wrong), expected, "{name}");
    }
}

/// An archive of one file, without its end.
fn tar_of(name: &str, text: &str) -> Vec<u8> {
    let mut tar = vec![0; 512];
    tar[..name.len()].copy_from_slice(name.as_bytes());
    tar[124..135].copy_from_slice(format!("{:011o}", text.len()).as_bytes());
    (tar[156], tar[257]) = (b'0', b'u');
    tar[257..262].copy_from_slice(b"ustar");
    tar.extend_from_slice(text.as_bytes());
    tar.resize(tar.len().next_multiple_of(512), 0);
    tar
}

#[test]
fn what_was_cut_comes_in_as_far_as_it_goes_and_is_told() {
    // Each letter is its own: what does not shrink is cut in the middle of the text.
    let words: String = ('一'..='鿿').step_by(3).collect();
    let cut = |text: &str, part: usize| {
        let mut packed = packed(text);
        packed.truncate(packed.len() * part / 100);
        packed
    };
    let feed = format!("<rss><channel>{ITEM}<item><title>乙</title><description>{words}");
    assert_eq!(told("a.xml.gz", cut(&feed, 60)), ["甲", "乙", "truncated"]);
    let page = format!(
        "<html><head><title>一个题目在这里</title></head><body><h1>一个题目在这里</h1><p>{words}。</p>"
    );
    assert_eq!(told("a.html.gz", cut(&page, 60)), ["一个题目在这里", "truncated"]);
    let list = "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"title\":\"甲\"},{\"title\":\"乙\"},{\"ti";
    assert_eq!(told("a.json", list.into()), ["甲", "乙", "truncated"]);
    let array = "[{\"title\":\"甲\",\"body\":\"一\"},\n{\"title\":\"乙";
    assert_eq!(told("b.json", array.into()), ["甲", "truncated"]);
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
