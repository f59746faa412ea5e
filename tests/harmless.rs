//! Nothing from outside can steer the terminal: every code point and forty known payloads, through the whole reader.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::store::Desk;
use support::characters::is_harmless;
use support::library::{article, listing, write_library};
use support::reader::Reader;

/// Sequences that have been used against terminals; each must come out as harmless text or not at all.
const PAYLOADS: &[&str] = &[
    "\u{1b}]52;c;QUFB\u{7}",
    "\u{1b}]8;;http://x.example\u{1b}\\点\u{1b}]8;;\u{1b}\\",
    "\u{1b}]8;;http://x.example 没有结束",
    "\u{1b}]0;标题\u{7}",
    "\u{1b}]2;标题\u{1b}\\",
    "\u{1b}]7;file://x/\u{7}",
    "\u{1b}]50;?\u{7}",
    "\u{1b}]1337;File=:AAAA\u{7}",
    "\u{1b}P$qm\u{1b}\\",
    "\u{1b}P+q544e\u{1b}\\",
    "\u{1b}_Gf=24;AAAA\u{1b}\\",
    "\u{1b}^私\u{1b}\\",
    "\u{1b}Xsos\u{1b}\\",
    "\u{1b}[21t",
    "\u{1b}[2J\u{1b}[H",
    "\u{1b}[6n",
    "\u{1b}[c",
    "\u{1b}[?1049l",
    "\u{1b}[?2004h",
    "\u{1b}[31m红",
    "\u{1b}(0qqq",
    "\u{1b}c",
    "\u{1b}#8",
    "\u{9b}31m",
    "\u{9d}52;c;QUFB\u{9c}",
    "\u{90}q\u{9c}",
    "\u{9f}G\u{9c}",
    "\u{7}\u{8}\u{8}\u{8}",
    "甲\r乙",
    "甲\n乙\u{b}丙\u{c}丁",
    "\u{202e}倒过来\u{202c}",
    "\u{2066}隔\u{2069}",
    "\u{61c}\u{200e}\u{200f}",
    "零\u{200b}宽\u{200d}连\u{2060}接\u{feff}",
    "\u{ad}软\u{34f}连",
    "\u{e0041}\u{e0042}\u{e007f}标记",
    "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "\u{2028}行\u{2029}段\u{85}",
    "\u{fff9}注\u{fffa}释\u{fffb}",
    "\u{0}\u{7f}\u{1a}",
];

/// Every cell of the screen and everything that is sent beside it.
#[track_caller]
fn check(reader: &Reader, what: &str) {
    for cell in &reader.buffer().content {
        let symbol = cell.symbol();
        assert!(symbol.chars().all(is_harmless), "{what}: {symbol:?}");
        assert!(symbol.chars().count() <= 3, "{what}: {symbol:?}");
    }
}

#[test]
fn known_payloads_stay_text_on_every_screen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("payloads.db");
    let articles = PAYLOADS.iter().enumerate().map(|(number, payload)| {
        let title = format!("第{number}号{payload}尾");
        let mut article = article(&title, &format!("栏{payload}/子{payload}"), 1, &[payload, "看得见的字。"]);
        article.author = Some(format!("作者{payload}"));
        article.source_name = Some(format!("来源{payload}"));
        article.tags = vec![format!("标签{payload}")];
        listing(article, &[&format!("未收{payload} | 摘要{payload}文")])
    });
    write_library(&path, articles.collect());
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (120, 40));
    for payload in PAYLOADS {
        check(&reader, payload);
        reader.press("Enter");
        reader.shows("看得见的字。").shows("尾");
        check(&reader, payload);
        for keys in ["i", "q", "r", "r", "c", "q", "j"] {
            reader.press(keys);
            check(&reader, payload);
        }
    }
}

#[test]
fn every_code_point_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.db");
    let all: Vec<char> = (0..=0x0010_ffff).filter_map(char::from_u32).collect();
    let chunk = |points: &[char]| points.iter().flat_map(|c| ['甲', *c, '乙']).collect::<String>();
    // Planes 3 to 13 hold nothing and 15 and 16 are private: a few of each stand for them.
    let told = |c: &char| {
        (*c as u32) < 0x3_3500
            || (0xe_0000..0xe_0200).contains(&(*c as u32))
            || (*c as u32).is_multiple_of(997)
    };
    let points: Vec<char> = all.into_iter().filter(told).collect();
    let articles: Vec<_> = points
        .chunks(8_000)
        .enumerate()
        .map(|(number, points)| {
            let paragraphs: Vec<String> = points.chunks(800).map(chunk).collect();
            let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
            article(&format!("第{number}组{}", chunk(&points[..20])), "码位", 1, &paragraphs)
        })
        .collect();
    let count = articles.len();
    write_library(&path, articles);
    let mut reader = Reader::open_with(&path, Desk::in_memory(), (240, 60));
    reader.press("Enter");
    for number in 0..count {
        while reader.app.reading.as_ref().is_some_and(|reading| reading.percent < 100) {
            check(&reader, &format!("group {number}"));
            reader.press("Space");
        }
        check(&reader, &format!("group {number}"));
        reader.press("J");
    }
}
