//! Pictures from a saved page to the screen: which are kept, which are refused, how they are shown.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::app::Colours;
use banxin::app::message::Effect;
use banxin::news::ArticleId;
use banxin::store::{Desk, Library};
use image::{DynamicImage, ImageFormat, RgbImage};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;
use serde_json::Value;
use std::fs;
use std::io::{Cursor, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use support::home::Home;
use support::reader::Reader;

const WORDS: &str = "<p>灯会今年设在西门外的河滩上，一共六组灯，最高的一组有三层楼高，要从桥上才看得全，天黑以前就有人占好了位置。</p>";

/// Red above and blue below.
fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let half = |_, y| image::Rgb(if y < height / 2 { [250, 10, 10] } else { [10, 10, 250] });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, half)).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(*three.get(at).unwrap_or(&0)));
        for at in 0..4 {
            let letter = char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]);
            text.push(if at <= three.len() { letter } else { '=' });
        }
    }
    text
}

/// A saved page with seven pictures, three of which can be shown, and another page behind it.
fn saved() -> (Home, PathBuf) {
    let home = Home::new();
    let folder = home.path().join("saved");
    fs::create_dir_all(folder.join("灯会_files")).unwrap();
    let file = |name: &str, bytes: &[u8]| fs::write(folder.join("灯会_files").join(name), bytes).unwrap();
    file("a.png", &picture(960, 640, ImageFormat::Png));
    file("b.webp", &picture(300, 300, ImageFormat::WebP));
    file("dot.gif", &picture(2, 2, ImageFormat::Gif));
    // The head of a PNG of 60,000 × 60,000 pixels, with nothing behind it.
    let mut bomb = picture(64, 64, ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    file("bomb.png", &bomb);
    fs::write(home.path().join("secret.png"), picture(99, 99, ImageFormat::Png)).unwrap();
    symlink(home.path().join("secret.png"), folder.join("灯会_files/link.png")).unwrap();
    let inside = base64(&picture(200, 120, ImageFormat::Jpeg));
    // Pictures of the page's own furniture, as a browser saves it into one file.
    let style = base64(&picture(400, 300, ImageFormat::Jpeg));
    let page = format!(
        "<html><head><title>灯会今晚开灯 - 试刊网</title><style>.a{{background:url(data:image/jpeg;base64,{style})}}</style>
         <!-- <img src=\"data:image/jpeg;base64,{style}\"> --></head><body><h1>灯会今晚开灯</h1><div class=\"article-content\">{WORDS}
         <p><img src=\"灯会_files/a.png\" alt=\"桥上看灯\"></p>{WORDS}<p><img src=\"%E7%81%AF%E4%BC%9A_files/b.webp\" alt=\"方的\"></p>
         <p><img src=\"灯会_files/dot.gif\" alt=\"点\"><img src=\"灯会_files/bomb.png\" alt=\"太大\"></p>
         <p><img src=\"灯会_files/link.png\" alt=\"链接\"><img src=\"../secret.png\" alt=\"外面\"></p>
         <p><img src=\"data:image/jpeg;base64,{inside}\"></p>{WORDS}</div></body></html>"
    );
    fs::write(folder.join("灯会.html"), page).unwrap();
    fs::write(folder.join("第二.md"), "---\ntitle: 灯会散场\n---\n人都走了。\n").unwrap();
    let library = home.path().join("library.db");
    (home, library)
}

fn report(home: &Home, args: &[&str], code: i32) -> Value {
    let output = home.run(args);
    assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn small_copies_of_what_is_at_hand_are_kept_and_a_bomb_is_one_failure() {
    let (home, library) = saved();
    let path = library.to_str().unwrap();
    // None are kept unless they are asked for, and then nothing is tried.
    let plain = report(&home, &["--library", path, "import", "--json", "saved"], 0);
    assert_eq!((&plain["added"], &plain["thumbnails"]["kept"]), (&2.into(), &0.into()));
    // The same articles again: their pictures come, the articles are what they were.
    let args = ["--library", path, "import", "--images", "thumbs", "--json", "saved"];
    let with = report(&home, &args, 1);
    assert_eq!((&with["unchanged"], &with["failed"]), (&2.into(), &1.into()), "{with}");
    assert_eq!(with["thumbnails"]["kept"], 3);
    assert_eq!(with["reasons"]["bad_picture"], 1);
    assert!(with["files"][0]["path"].as_str().unwrap().ends_with("bomb.png"), "{with}");
    assert!(!with.to_string().contains("secret"));

    let held = Library::open(&library).unwrap();
    let id = held.id_of(held.key_of(ArticleId(1)).unwrap().unwrap()).unwrap().unwrap();
    let kept: Vec<_> = held.thumbnails(id).unwrap().iter().map(|it| (it.width, it.height)).collect();
    assert_eq!(kept, [(480, 320), (300, 300), (200, 120)]);
    assert!(held.thumbnails(ArticleId(2)).unwrap().is_empty());
}

/// The cells of a row that are of a picture in half blocks, with the colour above.
fn halves(buffer: &Buffer, y: u16) -> Vec<Color> {
    let cells = (0..buffer.area.width).map(|x| &buffer[(x, y)]);
    let colour = |cell: &Cell| match (cell.symbol(), cell.bg) {
        ("▀", _) => Some(cell.fg),
        (" ", own @ (Color::Rgb(..) | Color::Indexed(_))) => Some(own),
        _ => None,
    };
    cells.filter_map(colour).collect()
}

fn pictured_rows(buffer: &Buffer) -> Vec<u16> {
    (0..buffer.area.height).filter(|y| !halves(buffer, *y).is_empty()).collect()
}

fn opened(colours: Colours) -> (Home, Reader) {
    let (home, library) = saved();
    report(
        &home,
        &["--library", library.to_str().unwrap(), "import", "--images", "thumbs", "--json", "saved"],
        1,
    );
    let mut reader = Reader::open_with(&library, Desk::in_memory(), (80, 30));
    reader.app.colours = colours;
    reader.press("/").write("今晚开灯").press("Enter Enter");
    reader.shows("天黑以前");
    (home, reader)
}

#[test]
fn a_picture_stands_over_its_caption_and_scrolls_with_the_text() {
    let (_home, mut reader) = opened(Colours::True);
    reader.press("z");
    let buffer = reader.buffer();
    let rows = pictured_rows(&buffer);
    assert!(!rows.is_empty(), "{}", reader.screen());
    // Another picture may stand below.
    let gap = rows.windows(2).position(|pair| pair[1] != pair[0] + 1);
    let rows = &rows[..gap.map_or(rows.len(), |at| at + 1)];
    assert!(rows.len() <= 10, "at most a third of the pane");
    let Color::Rgb(red, _, blue) = halves(&buffer, rows[0])[3] else { panic!("a colour of its own") };
    assert!(red > 200 && blue < 60, "red above");
    reader.shows("▫ 图　桥上看灯");
    let caption = (0..buffer.area.height)
        .find(|y| reader.screen().lines().nth(*y as usize).unwrap().contains("桥上看灯"));
    assert_eq!(caption, rows.last().map(|row| row + 1), "the caption is below it");
    reader.press("j j");
    assert_eq!(pictured_rows(&reader.buffer())[0], rows[0] - 2);
    // What is drawn over it and taken away again leaves nothing of itself.
    let before = reader.buffer();
    reader.press("? q");
    assert_eq!(reader.buffer(), before);
}

#[test]
fn pictures_can_be_put_away_and_need_colours_and_room() {
    let (_home, mut reader) = opened(Colours::Indexed);
    let shown = reader.buffer();
    let rows = pictured_rows(&shown);
    assert!(matches!(halves(&shown, rows[0])[0], Color::Indexed(_)));
    reader.press("I");
    assert!(pictured_rows(&reader.buffer()).is_empty());
    reader.shows("桥上看灯");
    reader.press("I");
    assert_eq!(pictured_rows(&reader.buffer()), rows);
    // A narrow or a low terminal has no room; a wider one again has.
    reader.resize(18, 30);
    assert!(pictured_rows(&reader.buffer()).is_empty());
    reader.resize(80, 8);
    assert!(pictured_rows(&reader.buffer()).is_empty());
    reader.resize(80, 30);
    assert_eq!(pictured_rows(&reader.buffer()), rows);
    // The theme without colours has none for pictures.
    let plain = reader.app.themes.iter().position(|name| name == "plain").unwrap();
    while reader.app.settings.theme != plain {
        reader.press("T");
    }
    assert!(pictured_rows(&reader.buffer()).is_empty());

    let (_home, reader) = opened(Colours::Few);
    assert!(pictured_rows(&reader.buffer()).is_empty());
    assert!(!reader.asked.iter().any(|effect| matches!(effect, Effect::ReadPictures(..))));
    reader.shows("桥上看灯");
}

#[test]
fn an_article_without_pictures_asks_for_none() {
    let (_home, mut reader) = opened(Colours::True);
    let asked = |reader: &Reader| {
        reader.asked.iter().filter(|effect| matches!(effect, Effect::ReadPictures(..))).count()
    };
    assert_eq!(asked(&reader), 1);
    reader.press("j j k ? q");
    assert_eq!(asked(&reader), 1, "once is enough");
    reader.press("q q").write("").press("g g");
    reader.press("/").write("散场").press("Enter Enter");
    reader.shows("人都走了");
    assert_eq!(asked(&reader), 1);
}

/// A regular file of an archive.
fn entry(name: &str, content: &[u8]) -> Vec<u8> {
    let mut block = vec![0; 512];
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
    block[156] = b'0';
    block[257..262].copy_from_slice(b"ustar");
    block.extend_from_slice(content);
    block.resize(block.len().next_multiple_of(512), 0);
    block
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn page(title: &str, pictures: &str) -> String {
    format!(
        "<html><head><title>{title} - 试刊网</title></head><body><h1>{title}</h1>
         <div class=\"article-content\">{WORDS}<p>{pictures}</p>{WORDS}{WORDS}</div></body></html>"
    )
}

/// Sizes of the thumbnails of each article, in their order.
fn kept(library: &Path) -> Vec<Vec<(u16, u16)>> {
    let held = Library::open(library).unwrap();
    let of = |id| held.thumbnails(ArticleId(id)).unwrap().iter().map(|it| (it.width, it.height)).collect();
    (1..=2).map(of).collect()
}

#[test]
fn pages_of_an_archive_find_their_pictures_before_and_behind_them() {
    let first =
        page("灯会今晚开灯", "<img src=\"a_files/a.png\"><img src=\"../secret.png\"><img src=\"big.png\">");
    let second = page("灯会散场", "<img src='/saved/img/b.webp?v=2'><img src='absent.png'>");
    let mut broken = picture(64, 64, ImageFormat::Png);
    broken.truncate(60);
    let archive = [
        entry("saved/img/b.webp", &picture(300, 300, ImageFormat::WebP)),
        entry("saved/a.html", first.as_bytes()),
        entry("saved/b.html", second.as_bytes()),
        entry("saved/a_files/a.png", &picture(960, 640, ImageFormat::Png)),
        entry("saved/big.png", &broken),
        // A picture without its name's ending is none of the pages.
        entry("saved/c", &picture(99, 99, ImageFormat::Png)),
        vec![0; 1024],
    ]
    .concat();
    for (name, bytes) in
        [("saved.tar", archive.clone()), ("saved.tar.gz", gzip(&archive)), ("-", gzip(&archive))]
    {
        let home = Home::new();
        fs::write(home.path().join("secret.png"), picture(99, 99, ImageFormat::Png)).unwrap();
        let file = home.path().join("saved");
        fs::write(&file, bytes).unwrap();
        let input = if name == "-" { Stdio::piped() } else { Stdio::null() };
        let from = if name == "-" { "-" } else { "saved" };
        let library = home.path().join("library.db");
        let path = library.to_str().unwrap();
        let args = ["--library", path, "import", "--images", "thumbs", "--json", from];
        let mut child = home.command(&args).stdin(input).stdout(Stdio::piped()).spawn().unwrap();
        if let Some(mut pipe) = child.stdin.take() {
            pipe.write_all(&fs::read(&file).unwrap()).unwrap();
        }
        let output = child.wait_with_output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&report["added"], &report["failed"]), (&2.into(), &1.into()), "{name}: {report}");
        assert!(report["files"][0]["path"].as_str().unwrap().ends_with("saved/big.png"), "{report}");
        assert_eq!(kept(&library), [vec![(480, 320)], vec![(300, 300)]], "{name}");
    }
}

fn record(kind: &str, url: &str, content_type: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-09-26T02:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn response(url: &str, status: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n");
    record("response", url, "application/http; msgtype=response", &[head.as_bytes(), body].concat())
}

#[test]
fn pages_of_a_crawl_find_their_pictures_before_and_behind_them() {
    let png = picture(960, 640, ImageFormat::Png);
    let chunked = [format!("{:x}\r\n", png.len()).as_bytes(), &png, b"\r\n0\r\n\r\n"].concat();
    let head = "image/png\r\nTransfer-Encoding: chunked";
    let first = page("灯会今晚开灯", "<img src=\"../img/a.png\"><img src=\"gone.png\"><img src='evil.png'>");
    let second = page("灯会散场", "<img src='https://img.example/b.webp'>");
    let crawl = [
        record("resource", "http://img.example/b.webp", "image/webp", &picture(300, 300, ImageFormat::WebP)),
        response("http://a.example/news/1.html", "200 OK", "text/html", first.as_bytes()),
        response("http://a.example/news/2.html", "200 OK", "text/html", second.as_bytes()),
        response("http://a.example/news/gone.png", "404 Not Found", "image/png", &png),
        response("http://a.example/news/evil.png", "200 OK", "text/plain", b"no picture"),
        response("http://a.example/img/a.png", "200 OK", head, &chunked),
    ];
    let packed: Vec<u8> = crawl.iter().flat_map(|record| gzip(record)).collect();
    for (name, bytes) in [("crawl.warc", crawl.concat()), ("crawl.warc.gz", packed)] {
        let home = Home::new();
        fs::write(home.path().join(name), bytes).unwrap();
        let library = home.path().join("library.db");
        let path = library.to_str().unwrap();
        let report = report(&home, &["--library", path, "import", "--images", "thumbs", "--json", name], 0);
        assert_eq!((&report["added"], &report["thumbnails"]["kept"]), (&2.into(), &2.into()), "{report}");
        assert_eq!(kept(&library), [vec![(480, 320)], vec![(300, 300)]], "{name}");
    }
}

#[test]
fn a_picture_written_once_for_two_places_is_shown_in_both() {
    let shared = base64(&picture(960, 640, ImageFormat::Png));
    let place = "<img alt=灯 src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" height=\"640\"></svg>' \
         style=\"background-image:var(--sf-img-7)!important\">";
    let saved = page("灯会今晚开灯", &format!("{place}{WORDS}{place}"));
    let style = format!(
        "<style>:root{{--sf-img-6:url(\"data:,\");--sf-img-7: url(\"data:image/png;base64,{shared}\")}}</style><h1>"
    );
    let home = Home::new();
    fs::write(home.path().join("page.html"), saved.replacen("<h1>", &style, 1)).unwrap();
    let library = home.path().join("library.db");
    let args =
        ["--library", library.to_str().unwrap(), "import", "--images", "thumbs", "--json", "page.html"];
    let report = report(&home, &args, 0);
    assert_eq!(report["thumbnails"]["kept"], 2, "{report}");
    assert_eq!(kept(&library)[0], [(480, 320), (480, 320)]);
}
