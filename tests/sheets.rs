//! Sheets over the panes: every line of them can be reached, what is chosen is seen, and keys do what they say.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::app::OverlayKind;
use banxin::app::message::Effect;
use banxin::news::{Article, Block};
use banxin::store::Desk;
use std::collections::BTreeSet;
use std::path::PathBuf;
use support::library::{article, sample_library, town, write_library};
use support::reader::Reader;
use tempfile::TempDir;

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (20, 5)];

/// The lines of the open sheet that are on the screen.
fn lines(reader: &Reader) -> Vec<String> {
    let screen = reader.screen();
    let count = screen.lines().count();
    let inside = screen.lines().take(count - 1).skip(2);
    inside.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// What is seen on the way that one key leads, until it leads no further.
fn walked(reader: &mut Reader, key: &str) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut last = String::new();
    while last != reader.screen() {
        last = reader.screen();
        seen.extend(lines(reader));
        reader.press(key);
    }
    seen
}

#[test]
fn a_screen_further_leaves_no_line_of_the_keys_out() {
    for size in SIZES {
        let mut reader = Reader::open_with(sample_library(), Desk::in_memory(), size);
        reader.press("?");
        let all = walked(&mut reader, "j");
        for (first, key) in [("g g", "Space"), ("G", "b"), ("g g", "C-d"), ("G", "C-u")] {
            reader.press(first);
            let seen = walked(&mut reader, key);
            let missed: Vec<&String> = all.difference(&seen).collect();
            assert!(missed.is_empty(), "{key} at {size:?} leaves out {missed:?}");
        }
    }
}

#[test]
fn half_a_screen_is_half_of_one() {
    let mut reader = Reader::open_with(sample_library(), Desk::in_memory(), (80, 24));
    reader.press("?");
    let before = lines(&reader);
    reader.press("C-d");
    let after = lines(&reader);
    assert_eq!(before[10..], after[..10]);
    reader.press("C-u");
    assert_eq!(lines(&reader), before);
}

/// Articles with titles that take several lines of a small screen.
fn long_titles() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("titles.db");
    let title = |n: u32| format!("第{n}次会议听取了关于城北旧桥改建工程进度与沿岸居民临时出行安排的说明{n}");
    let all: Vec<Article> = (1..=12).map(|n| article(&title(n), "会议", 100 - n, &["说明如下。"])).collect();
    write_library(&path, all);
    (folder, path)
}

#[test]
fn what_is_chosen_on_the_trail_is_seen_whole() {
    let (_folder, path) = long_titles();
    for size in SIZES {
        let mut reader = Reader::open_with(&path, Desk::in_memory(), size);
        for _ in 0..11 {
            reader.press("Enter q j");
        }
        reader.press("W");
        let rows = reader.app.overlay.as_ref().unwrap().rows.clone();
        for key in ["k", "j", "b", "Space", "C-u", "C-d"] {
            for _ in 0..rows.len() {
                reader.press(key);
                let screen = reader.screen();
                assert!(screen.contains('►'), "{key} at {size:?}:\n{screen}");
                let chosen = reader.app.overlay.as_ref().unwrap().chosen.unwrap();
                let shown: String = lines(&reader).concat().split_whitespace().collect();
                let words: String = rows[chosen].1.split_whitespace().collect();
                assert!(size.1 < 8 || shown.contains(&words), "{words} at {size:?}:\n{screen}");
            }
        }
    }
}

#[test]
fn a_key_on_a_sheet_does_its_work_or_says_why_not() {
    let (_folder, path) = town();
    let mut reader = Reader::open(&path);
    let kind = |reader: &Reader| reader.app.overlay.as_ref().map(|sheet| sheet.kind);
    reader.press("Enter i W");
    assert_eq!(kind(&reader), Some(OverlayKind::Trail));
    reader.press("W");
    assert_eq!(kind(&reader), None, "the key that opened it closes it");
    reader.press("? i q");
    assert_eq!(kind(&reader), None);
    reader.press("? C-o");
    assert_eq!((kind(&reader), reader.app.reading.is_none()), (None, true));
    reader.press("? A").shows("先按 q");
    assert_eq!((kind(&reader), reader.app.counts.unread), (Some(OverlayKind::Help), 12));
    reader.press("T");
    assert_eq!(kind(&reader), None);
}

#[test]
fn a_link_is_chosen_and_its_address_copied() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("links.db");
    let mut linked = article("看地图", "本地", 1, &["先看这一段。"]);
    let image = |n: u32| Block::Image {
        url: format!("https://banxin.example/{n}.png"),
        alt: format!("图{n}"),
        caption: String::new(),
    };
    linked.body.blocks.extend([image(1), image(2), image(3)]);
    write_library(&path, vec![linked]);
    let mut reader = Reader::open(&path);
    reader.press("Enter L").shows("►图1").shows("Enter 复制");
    reader.press("j Enter");
    assert_eq!(reader.asked.last(), Some(&Effect::Copy("https://banxin.example/2.png".to_owned())));
    reader.press("j y u");
    assert_eq!(reader.asked.last(), Some(&Effect::Copy("https://banxin.example/3.png".to_owned())));
    reader.press("k y q");
    let sheet = reader.app.overlay.as_ref().unwrap();
    assert_eq!((sheet.kind, sheet.rows[0].1.as_str()), (OverlayKind::QrCode, "https://banxin.example/2.png"));
}
