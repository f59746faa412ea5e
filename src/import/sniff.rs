//! Says what format an input has, by its first bytes; its name decides only where content cannot.

use super::options::Format;
use super::{charset, csv, mht};
use encoding_rs::Encoding;
use std::path::Path;

/// Bytes of markup that are searched for a tag.
const MARKUP: usize = 4096;

/// The format of an input that begins with `head`; `None` when it is not text at all. `forced` is the user's word for its
/// charset.
pub fn format(head: &[u8], path: &Path, forced: Option<&'static Encoding>) -> Option<Format> {
    if head.starts_with(b"SQLite format 3\0") {
        return Some(Format::Zblog);
    }
    if head.starts_with(b"WARC/") {
        return Some(Format::Warc);
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(Format::Tar);
    }
    if is_packed(head) {
        return None;
    }
    if forced.and_then(charset::is_wide).is_none() && is_binary(head) && !is_wide_text(head) {
        return None;
    }
    if mht::begins(head) {
        return Some(Format::Mht);
    }
    if forced.is_none() && begins_as_page(head) {
        return Some(Format::Html);
    }
    let text = charset::decode(head, None, forced).text;
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if start.starts_with(['{', '[']) {
        return Some(json(start));
    }
    if ["---\n", "---\r\n", "+++\n", "+++\r\n"].iter().any(|mark| start.starts_with(mark)) {
        return Some(Format::Md);
    }
    if let Some(format) = markup(start) {
        return Some(format);
    }
    let end = path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    match end.as_str() {
        "csv" | "tsv" => Some(Format::Csv),
        "md" | "markdown" => Some(Format::Md),
        _ if csv::looks_like_header(csv::first_line(start)) => Some(Format::Csv),
        _ => Some(Format::Text),
    }
}

/// Whether the first word says that it is a page, whatever the charset: then nothing has to be decoded for it.
fn begins_as_page(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    [&b"<!doctype html"[..], b"<html"]
        .iter()
        .any(|word| head.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

fn json(start: &str) -> Format {
    if start.contains("jsonfeed.org/version/") {
        return Format::Feed;
    }
    let inside = start.trim_start_matches(['[', ' ', '\n', '\r', '\t']);
    let object = inside.strip_prefix('{').is_some_and(|fields| fields.trim_start().starts_with('"'));
    if object { Format::Jsonl } else { Format::Text }
}

/// Feeds are also found behind what a server printed before them.
fn markup(start: &str) -> Option<Format> {
    let head: String = start.chars().take(MARKUP).collect::<String>().to_ascii_lowercase();
    let first = |names: &[&str]| names.iter().filter_map(|name| head.find(name)).min();
    let feed = first(&["<rss", "<feed", "<rdf:rdf", ":feed xml"]);
    let page = first(&["<!doctype html", "<html", "<head", "<body", "<div"]);
    let list = first(&["<opml"]);
    match (feed, page) {
        (Some(feed), page) if page.is_none_or(|page| feed < page) => {
            let export = start.contains("xmlns:wp=") || start.contains("<wp:wxr_version");
            Some(if export { Format::Wxr } else { Format::Feed })
        }
        _ if list.is_some_and(|list| page.is_none_or(|page| list < page)) => Some(Format::Opml),
        (_, Some(_)) => Some(Format::Html),
        _ if head.starts_with("<?xml") => Some(Format::Feed),
        _ if head.starts_with('<') && (head.contains("<p") || head.contains("<article")) => {
            Some(Format::Html)
        }
        _ => None,
    }
}

/// A dump of a database, by what the programs that make one write first.
pub fn is_sql(head: &[u8]) -> bool {
    const MADE: [&str; 8] =
        ["--", "/*", "set ", "drop table", "create ", "insert into", "pragma ", "begin transaction"];
    let head = head.get(..head.len().min(MARKUP)).unwrap_or_default();
    let start = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head).trim_ascii_start();
    let made = |made: &&str| {
        start.get(..made.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(made.as_bytes()))
    };
    if !MADE.iter().any(made) {
        return false;
    }
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let commands =
        ["create table", "insert into", "drop table", "/*!40", "set sql_mode", "sql dump", "database dump"];
    commands.iter().any(|command| start.contains(command))
}

/// An archive, or something compressed, of a kind that is not read. What word processors and electronic books keep in such
/// an archive is none.
pub fn is_packed(head: &[u8]) -> bool {
    const MARKS: [&[u8]; 6] = [
        b"PK\x05\x06",
        b"\xfd7zXZ\0",
        b"\x28\xb5\x2f\xfd",
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a\x07",
        b"PK\x07\x08PK",
    ];
    let is_bzip2 = head.starts_with(b"BZh") && head.get(4..10) == Some(b"1AY&SY");
    if head.starts_with(b"PK\x03\x04") {
        let documents: [&[u8]; 4] = [b"[Content_Types].xml", b"mimetype", b"_rels/", b"docProps/"];
        let name = head.get(30..).unwrap_or_default();
        return !documents.iter().any(|first| name.starts_with(first));
    }
    is_bzip2 || MARKS.iter().any(|mark| head.starts_with(mark))
}

/// UTF-16 without its mark: of what it is decoded to hardly anything is a control character.
fn is_wide_text(head: &[u8]) -> bool {
    let Some(encoding) = charset::wide(head) else { return false };
    let (text, malformed) = encoding.decode_without_bom_handling(head);
    let control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    // The last character may be cut.
    let whole = !malformed || text.chars().filter(|c| *c == '\u{fffd}').count() <= 1;
    whole && text.chars().filter(control).count() * 50 <= text.chars().count()
}

/// NUL bytes (except of UTF-16 behind its mark) and many control bytes do not stand in text.
fn is_binary(head: &[u8]) -> bool {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return false;
    }
    let control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x0b | 0x1b);
    let bad = head.iter().filter(control).count();
    head.starts_with(b"%PDF-") || head.starts_with(b"PK\x03\x04") || bad * 50 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        let cases: [(&[u8], &str, Option<Format>); 20] = [
            (b"WARC/1.0\r\nWARC-Type: response\r\n", "a.html", Some(Format::Warc)),
            (b"SQLite format 3\0....", "zblog.db", Some(Format::Zblog)),
            (b"{\"title\": \"x\"}\n{\"title\"", "a.txt", Some(Format::Jsonl)),
            (b"\xef\xbb\xbf{ \"title\": \"x\"}", "a", Some(Format::Jsonl)),
            (b"{\n \"version\": \"https://jsonfeed.org/version/1.1\"", "a", Some(Format::Feed)),
            (b"---\ntitle: x\n---\n", "a.txt", Some(Format::Md)),
            (b"# x\n\ntext", "a.md", Some(Format::Md)),
            (b"<?xml version=\"1.0\"?><rss version=\"2.0\">", "a", Some(Format::Feed)),
            (b"<br />Warning: x in feed.php\n<?xml?><rss>", "a", Some(Format::Feed)),
            (b"<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">", "a", Some(Format::Wxr)),
            (b"<?xml version=\"1.0\"?><opml version=\"1.0\">", "a", Some(Format::Opml)),
            (b"<!DOCTYPE html><html><head><title>rss", "a.txt", Some(Format::Html)),
            (b"\n<!-- saved --><DIV>x", "a", Some(Format::Html)),
            ("标题,正文,时间\n".as_bytes(), "a", Some(Format::Csv)),
            ("sep=;\r\n标题;正文\r\n".as_bytes(), "a", Some(Format::Csv)),
            (b"title,date,url\n", "a.txt", Some(Format::Csv)),
            ("当前位置:首页 > 新闻\n".as_bytes(), "a", Some(Format::Text)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.txt", None),
            (b"[{\"title\"", "a", Some(Format::Jsonl)),
            (b"[2024] x", "a", Some(Format::Text)),
        ];
        for (head, name, expected) in cases {
            assert_eq!(format(head, Path::new(name), None), expected, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn wide_text_without_a_mark_is_text_and_a_picture_is_not() {
        let line = "{\"title\": \"版心\", \"url\": \"https://a.example/1\"}\n";
        let little: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = line.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big] {
            assert_eq!(format(&bytes, Path::new("a"), None), Some(Format::Jsonl));
        }
        let sound: Vec<u8> = (0..4096_u32).flat_map(|at| ((at * at % 977) as u16).to_le_bytes()).collect();
        let zeros = [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 900], b".text"].concat();
        for bytes in [sound, zeros] {
            assert_eq!(format(&bytes, Path::new("a"), None), None);
        }
    }

    #[test]
    fn archives_that_are_not_read() {
        let zip = |name: &str| [b"PK\x03\x04".as_slice(), &[0; 26], name.as_bytes()].concat();
        let heads: [&[u8]; 6] = [
            b"\xfd7zXZ\0\0\x04",
            b"BZh91AY&SY\x01",
            b"\x28\xb5\x2f\xfd\x24",
            b"7z\xbc\xaf\x27\x1c\0\x04",
            b"Rar!\x1a\x07\x01\0",
            &zip("a.html"),
        ];
        for head in heads {
            assert!(is_packed(head), "{head:?}");
        }
        for head in
            [&zip("[Content_Types].xml"), &zip("mimetypeapplication/epub+zip"), b"BZh is no word".as_slice()]
        {
            assert!(!is_packed(head), "{head:?}");
        }
    }

    #[test]
    fn dumps_of_databases() {
        for dump in [
            "-- MySQL dump 10.13  Distrib 8.0\n--\n-- Host: localhost",
            "\u{feff}-- phpMyAdmin SQL Dump\n",
            "/*!40101 SET NAMES utf8 */;\n",
            "DROP TABLE IF EXISTS `zbp_post`;\nCREATE TABLE `zbp_post` (",
            "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(x);",
        ] {
            assert!(is_sql(dump.as_bytes()), "{dump}");
        }
        for text in
            ["-- 一行\n正文", "Set the type well.", "{\"title\":\"insert into\"}", "---\ntitle: x\n---\n"]
        {
            assert!(!is_sql(text.as_bytes()), "{text}");
        }
    }
}
