//! Mutated files of every format through import, library, drawing and a terminal: nothing panics, and nothing comes
//! out but printable text and our own sequences.
//!
//! A few hundred in every run; `BANXIN_MUTATIONS=200000 cargo test --release --test mutations -- --nocapture` for many.
//! `BANXIN_MUTATIONS_FROM` names the first one, so that one which failed can be made again.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test says what must be there"
)]

mod support;

use banxin::import::{self, Options, Reason};
use banxin::runtime::SteadyBackend;
use banxin::store::{Desk, LibraryWriter, Prepared, Source};
use banxin::text::width::recorded::RecordedTerminal;
use banxin::ui;
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};
use support::emulator::{Emulator, Orphan, Screen};
use support::reader::Reader;

/// Mutants in one folder, one library, one reader.
const BATCH: usize = 250;
/// Articles of a batch that are opened and read; all of them are written.
const READ: usize = 60;
const COLUMNS: u16 = 76;
const ROWS: u16 = 20;

/// Pieces that have broken parsers or terminals.
const PIECES: &[&[u8]] = &[
    b"\x1b]52;c;QUFB\x07",
    b"\x1b[2J\x1b[31m",
    b"\xc2\x9b31m\xc2\x9d0;x\xc2\x9c",
    "\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}".as_bytes(),
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}".as_bytes(),
    "👨\u{200d}👩\u{200d}👧🇨🇳❤\u{fe0f}".as_bytes(),
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"&#x1b;&#0;&#27;[31m&#x9b;",
    b"&lt;![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<div><ul><li><table><tr><td><b><a href='",
    b"</p></div></table>",
    b"<script>",
    b"\"\\u001b\\ud800\"",
    b"{[\"",
    b"---\n",
    b"\r\n\r\n",
    b"99999999999999999999999",
    b"-1",
    "2024-13-45 25:61".as_bytes(),
    "责任编辑：".as_bytes(),
    "当前位置：首页 > ".as_bytes(),
    "发布时间：2024-09-2407:42来源：".as_bytes(),
    "\u{3000}\u{3000}".as_bytes(),
    b"\t\t|",
    b"%00%1b../..//",
];

/// A generator of numbers that is the same everywhere.
struct Dice(u64);

impl Dice {
    fn new(seed: usize) -> Self {
        let mut dice = Self((seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0xbf58_476d_1ce4_e5b9);
        dice.below(2);
        dice
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }

    fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        from..(from + self.below(longest)).min(length)
    }
}

/// One to eight changes of a seed.
fn mutant(number: usize, seeds: &[(String, Vec<u8>)]) -> (String, Vec<u8>) {
    let mut dice = Dice::new(number);
    let (name, seed) = &seeds[number % seeds.len()];
    let mut bytes = seed.clone();
    for _ in 0..=dice.below(8) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(10) {
            0 | 1 if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] ^= 1 << dice.below(8);
            }
            2 => drop(bytes.drain(dice.range(bytes.len(), 400))),
            3 => bytes.truncate(at),
            4 => {
                let piece = bytes[dice.range(bytes.len(), 300)].to_vec();
                bytes.splice(at..at, piece);
            }
            5 => {
                let other = &seeds[dice.below(seeds.len())].1;
                let piece = other[dice.range(other.len(), 600)].to_vec();
                bytes.splice(at..at, piece);
            }
            6 => {
                let piece = PIECES[dice.below(PIECES.len())].repeat(1 + dice.below(60));
                bytes.splice(at..at, piece);
            }
            7 if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] = dice.below(256) as u8;
            }
            _ => {
                let piece = PIECES[dice.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    (format!("{number:07}-{name}"), bytes)
}

/// One whole file of each kind: the pages of `tests/pages`, and small ones of the other formats.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut names: Vec<_> = std::fs::read_dir(pages).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut seeds = Vec::new();
    for path in names.iter().filter(|path| path.extension().is_some_and(|ending| ending != "toml")) {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if seeds.len() % 7 == 3 {
            let (bytes, ..) = encoding_rs::GB18030.encode(&text);
            seeds.push((format!("gbk-{name}"), bytes.into_owned()));
        }
        seeds.push((name, text.into_bytes()));
    }
    // Each of the other formats as often as the pages are many.
    for _ in 0..4 {
        for (name, text) in small() {
            seeds.push((name.to_owned(), text.into_bytes()));
        }
        seeds.push(("blog.db".to_owned(), blog()));
        seeds.push(("folder.tar".to_owned(), tarred()));
        seeds.push(("page.html.gz".to_owned(), gzipped(&seeds[0].1)));
    }
    seeds
}

fn small() -> Vec<(&'static str, String)> {
    const BODY: &str = "版面上的一段话，写得长一些，好让它在窄窄的一栏里折成许多行。";
    let page = format!(
        "<html><title>题目在这里</title><h1>题目在这里</h1><p>2024-09-24 来源：某报</p><p>{BODY}</p></html>"
    );
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let head = |kind: &str, length: usize| {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/1\r\nWARC-Date: 2024-09-24T10:11:12Z\r\nContent-Length: {length}\r\n\r\n"
        )
    };
    let rss = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>某站</title><item><title>甲</title><link>http://a.example/1</link><pubDate>2024-09-24 10:11:12</pubDate><description><![CDATA[<p>{BODY}</p>]]></description></item><item><title>乙 & 丙</title><description>{BODY}</description></item></channel></rss>"
    );
    let atom = format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>某站</title><entry><id>1</id><title>甲</title><updated>2024-09-24T10:11:12Z</updated><content type=\"html\">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"
    );
    let wxr = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"c\" xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:dc=\"d\"><channel><title>某站</title><wp:wxr_version>1.2</wp:wxr_version><item><title>甲</title><dc:creator>乙</dc:creator><content:encoded><![CDATA[{BODY}\n\n{BODY}]]></content:encoded><wp:post_id>3</wp:post_id><wp:post_date>2024-09-24 10:11:12</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><category domain=\"category\" nicename=\"p\"><![CDATA[排印]]></category></item></channel></rss>"
    );
    vec![
        ("a.jsonl", format!("{{\"title\":\"甲\",\"body\":\"{BODY}\",\"date\":\"2024-09-24\",\"tags\":[\"一\",2],\"views\":88}}\n{{\"title\":\"乙\",\"html\":\"<p>{BODY}</p><ul><li>一<li>二</ul>\"}}\n")),
        ("a.csv", format!("标题,正文,时间,来源\n甲,\"{BODY}\n{BODY}\",2024-09-24,某报\n乙,{BODY},昨天,\n")),
        ("a.md", format!("---\ntitle: 甲\ndate: 2024-09-24\ntags: [一, 二]\n---\n# 题\n\n{BODY}\n\n- 一\n  - 二\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n> {BODY}\n\n```\nfn\n```\n")),
        ("rss.xml", rss),
        ("atom.xml", atom),
        ("feed.json", format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"某站\",\"items\":[{{\"id\":1,\"title\":\"甲\",\"content_html\":\"<p>{BODY}</p>\",\"date_published\":\"2024-09-24T10:11:12Z\"}}]}}")),
        ("wxr.xml", wxr),
        ("a.opml", "<?xml version=\"1.0\"?><opml version=\"2.0\"><body><outline text=\"甲\" xmlUrl=\"http://a.example/feed\"/></body></opml>".to_owned()),
        ("a.warc", format!("{}{http}\r\n\r\n", head("response", http.len()))),
        ("a.wet", format!("{}{BODY}\n{BODY}\r\n\r\n", head("conversion", BODY.len() * 2 + 1))),
        ("table.html", format!("{page}<table><tr><td>{BODY}<td colspan=9>二<tr><td><table><tr><td>三</table></table><blockquote><pre>{BODY}</pre></blockquote>")),
    ]
}

fn blog() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("blog.db");
    let site = rusqlite::Connection::open(&path).unwrap();
    site.execute_batch(
        "CREATE TABLE zbp_post (log_ID INTEGER PRIMARY KEY, log_CateID, log_AuthorID, log_Tag, log_Status, log_Type, log_Title, log_Intro,
            log_Content, log_PostTime, log_ViewNums, log_CommNums, log_IsTop);
         CREATE TABLE zbp_category (cate_ID, cate_Name, cate_ParentID);
         CREATE TABLE zbp_tag (tag_ID, tag_Name);
         CREATE TABLE zbp_member (mem_ID, mem_Name, mem_Alias);
         CREATE TABLE zbp_config (conf_Name, conf_Value);
         INSERT INTO zbp_category VALUES (1, '排印', 0);
         INSERT INTO zbp_member VALUES (1, 'admin', '编辑部');
         INSERT INTO zbp_post VALUES (7, 1, 1, '{5}', 0, 0, '题', '', '<p>一段话写在这里。</p>', 1727143872, 88, 2, 1);",
    )
    .unwrap();
    drop(site);
    std::fs::read(path).unwrap()
}

/// A tar of one page, made by hand: a header of 512 bytes, the page, blanks.
fn tarred() -> Vec<u8> {
    let page = b"<html><title>t</title><p>a page in an archive</p></html>";
    let mut bytes = vec![0_u8; 512];
    bytes[..6].copy_from_slice(b"a.html");
    bytes[100..108].copy_from_slice(b"0000644\0");
    bytes[124..136].copy_from_slice(format!("{:011o}\0", page.len()).as_bytes());
    bytes[156] = b'0';
    bytes[257..265].copy_from_slice(b"ustar\x0000");
    bytes[148..156].fill(b' ');
    let sum: u32 = bytes.iter().map(|byte| u32::from(*byte)).sum();
    bytes[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    bytes.extend(page);
    bytes.resize(512 * 4, 0);
    bytes
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// What a run met.
#[derive(Default)]
struct Tally {
    articles: usize,
    read: usize,
    refused: BTreeMap<&'static str, usize>,
    slowest: Duration,
}

/// A batch into a library; gives how many articles it holds.
fn imported(
    numbers: std::ops::Range<usize>,
    seeds: &[(String, Vec<u8>)],
    library: &Path,
    tally: &mut Tally,
) -> usize {
    let folder = tempfile::tempdir().unwrap();
    for number in numbers {
        let (name, bytes) = mutant(number, seeds);
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let source = Source { name: "试刊".to_owned(), base_url: None };
    let mut writer = LibraryWriter::open(library).unwrap();
    writer.begin_run("mutations").unwrap();
    let options = Options { captured_at: Some(1_717_200_000), ..Options::default() };
    let mut held = 0;
    import::read(
        &[folder.path().to_path_buf()],
        &options,
        |incoming| {
            let path = incoming.origin.path.clone();
            (path, incoming.result.map(|article| Prepared::of(*article, &source)))
        },
        |(path, result)| {
            match result {
                Ok(prepared) => {
                    writer.put(&prepared).unwrap();
                    held += 1;
                }
                Err(error) => {
                    assert!(!error.reasons.contains(&Reason::Crashed), "{}: {error:?}", path.display());
                    *tally.refused.entry(error.reasons[0].code()).or_default() += 1;
                }
            }
            ControlFlow::Continue(())
        },
    );
    writer.finish().unwrap();
    tally.articles += held;
    held
}

/// A terminal that notes whatever it does not know.
struct Outside {
    emulator: Emulator,
    terminal: Terminal<SteadyBackend<Vec<u8>>>,
}

impl Outside {
    fn new() -> Self {
        let recorded = RecordedTerminal::Narrow;
        let widths = Box::new(move |c| recorded.char_columns(c));
        let mut emulator = Emulator::new(COLUMNS.into(), ROWS.into(), widths, Orphan::Blank);
        // The reader sees to it that lines do not wrap.
        emulator.feed(b"\x1b[?7l");
        let backend = SteadyBackend::new(Vec::new(), Size::new(COLUMNS, ROWS), |_: &str| true);
        Self { emulator, terminal: Terminal::new(backend).unwrap() }
    }

    /// Sends what the reader shows; nothing of it may be unknown or move the screen.
    #[track_caller]
    fn show(&mut self, reader: &Reader, what: &str) {
        let theme = &reader.themes[reader.app.settings.theme];
        let draw = |frame: &mut Frame| {
            ui::draw(&reader.app, theme, frame);
            ui::repair(frame.buffer_mut());
            for cell in &frame.buffer_mut().content {
                assert!(!cell.symbol().chars().any(char::is_control), "{what}: {:?}", cell.symbol());
            }
        };
        self.terminal.draw(draw).unwrap();
        let bytes = std::mem::take(self.terminal.backend_mut().writer_mut());
        self.emulator.feed(&bytes);
        let Screen { faults, scrolls, title, copied, .. } = &*self.emulator;
        assert!(faults.is_empty() && *scrolls == 0, "{what}: {faults:?}, {scrolls} scrolls");
        assert!(title == "before" && copied.is_empty(), "{what}: {title:?} {copied:?}");
    }
}

/// Opens and reads the first articles of a library.
fn read(library: &Path, held: usize, what: &str, tally: &mut Tally) {
    let mut reader = Reader::open_with(library, Desk::in_memory(), (COLUMNS, ROWS));
    let mut outside = Outside::new();
    outside.show(&reader, what);
    for article in 0..held.min(READ) {
        let what = format!("{what}, article {article}");
        reader.press("Enter");
        outside.show(&reader, &what);
        reader.press("Space");
        outside.show(&reader, &what);
        if article.is_multiple_of(5) {
            for key in ["G", "i", "q", "r", "r"] {
                reader.press(key);
                outside.show(&reader, &what);
            }
        }
        reader.press("q j");
        outside.show(&reader, &what);
        tally.read += 1;
    }
}

#[test]
fn mutated_files_are_read_or_refused_and_steer_nothing() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let (from, count) =
        (number("BANXIN_MUTATIONS_FROM").unwrap_or(0), number("BANXIN_MUTATIONS").unwrap_or(400));
    let seeds = seeds();
    let mut tally = Tally::default();
    let end = from + count;
    for first in (from..end).step_by(BATCH) {
        let numbers = first..(first + BATCH).min(end);
        let what = format!("mutants {numbers:?}");
        let began = Instant::now();
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("mutants.db");
        let held = imported(numbers, &seeds, &library, &mut tally);
        read(&library, held, &what, &mut tally);
        if count > 1_000 && began.elapsed() > tally.slowest {
            tally.slowest = began.elapsed();
            println!("{what}: slowest so far, {:?}", tally.slowest);
        }
    }
    let Tally { articles, read, refused, .. } = tally;
    println!(
        "{count} mutants of {} seeds: {articles} articles, {read} of them read; refused {refused:?}",
        seeds.len()
    );
    assert!(articles * 2 > count && read > 0, "most mutants are still articles");
}
