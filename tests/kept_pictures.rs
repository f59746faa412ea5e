//! Pictures in pixels, on the real binary in a pseudo-terminal: sent once, named by the right cells and freed, where the
//! terminal keeps them; drawn over their cells and nowhere else, where it does not.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::ui::PLACEHOLDER;
use image::{DynamicImage, ImageFormat, RgbImage};
use rustix::process::Signal;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use support::emulator::Emulator;
use support::home::Home;
use support::pty::{PATIENCE, Setup, Terminal, process_state};

const WORDS: &str = "灯会今年设在西门外的河滩上，一共六组灯，最高的一组有三层楼高，要从桥上才看得全，天黑以前就有人占好了位置。";

/// Marks that count rows and columns from 0, as far as a test needs them: from the protocol's list.
const MARKS: [char; 24] = [
    '\u{305}', '\u{30D}', '\u{30E}', '\u{310}', '\u{312}', '\u{33D}', '\u{33E}', '\u{33F}', '\u{346}',
    '\u{34A}', '\u{34B}', '\u{34C}', '\u{350}', '\u{351}', '\u{352}', '\u{357}', '\u{35B}', '\u{363}',
    '\u{364}', '\u{365}', '\u{366}', '\u{367}', '\u{368}', '\u{369}',
];

/// A library of two articles: one with two pictures, and one whose text pretends to hold a part of a picture.
fn library() -> (Home, PathBuf) {
    let home = Home::new();
    let folder = home.path().join("saved");
    fs::create_dir_all(&folder).unwrap();
    for (name, size) in [("a.png", (96, 96)), ("b.png", (320, 160))] {
        let picture = RgbImage::from_fn(size.0, size.1, |x, y| image::Rgb([x as u8, y as u8, 200]));
        DynamicImage::ImageRgb8(picture).save_with_format(folder.join(name), ImageFormat::Png).unwrap();
    }
    let more = WORDS.repeat(8);
    let page = format!(
        "---\ntitle: 灯会今晚开灯\n---\n{WORDS}\n\n![桥上看灯](a.png)\n\n{more}\n\n![河滩](b.png)\n\n{WORDS}\n"
    );
    fs::write(folder.join("1.md"), page).unwrap();
    let mut forged = String::new();
    for mark in MARKS {
        forged.extend([PLACEHOLDER, MARKS[0], mark]);
    }
    fs::write(folder.join("2.md"), format!("---\ntitle: 灯会散场{forged}\n---\n人都走了{forged}。\n"))
        .unwrap();
    let library = home.path().join("library.db");
    home.ok(&["--library", library.to_str().unwrap(), "import", "--images", "thumbs", "saved"]);
    (home, library)
}

fn open(library: &Path, variables: Vec<(&'static str, Option<&'static str>)>) -> Terminal {
    open_with(library, Setup { variables, version: "kitty(0.28.1)", ..Setup::default() })
}

fn open_with(library: &Path, setup: Setup) -> Terminal {
    let arguments = vec![
        "--library".to_owned(),
        library.to_str().unwrap().to_owned(),
        "--lang".to_owned(),
        "en".to_owned(),
    ];
    let terminal = Terminal::open(Setup { rows: 30, arguments, ..setup });
    terminal.wait_for("the list", |emulator| emulator.text().contains("灯会今晚开灯"));
    terminal
}

fn kitty() -> Vec<(&'static str, Option<&'static str>)> {
    vec![("TERM", Some("xterm-kitty"))]
}

/// The open article has its first picture on the screen.
fn open_pictured(terminal: &Terminal) {
    terminal.send(b"/");
    terminal.send("今晚开灯".as_bytes());
    terminal.send(b"\r");
    terminal.settle();
    terminal.send(b"\r");
    terminal.wait_for("a kept picture", |emulator| !parts(emulator).is_empty());
    terminal.settle();
}

/// Parts of pictures on the screen: by picture, the cells with the row and the column that they name.
fn parts(emulator: &Emulator) -> BTreeMap<u32, Vec<(usize, usize, usize, usize)>> {
    let mut found: BTreeMap<u32, Vec<_>> = BTreeMap::new();
    for y in 0..emulator.grid.rows {
        for (x, cell) in emulator.grid.row(y).iter().enumerate() {
            let characters: Vec<char> = cell.text().chars().collect();
            // The marks of the last one may still be on their way.
            let [PLACEHOLDER, row, column] = characters[..] else { continue };
            let row = MARKS.iter().position(|known| *known == row).unwrap();
            // Columns beyond the marks of this test are only counted on.
            let column = MARKS.iter().position(|known| *known == column).unwrap_or(usize::MAX);
            let pen = cell.pen();
            assert_eq!(pen.attributes, 0, "no attribute on a part of a picture");
            assert_eq!(pen.foreground >> 24, 2, "named by a colour of its own");
            found.entry(pen.foreground & 0xFF_FFFF).or_default().push((x, y, row, column));
        }
    }
    found
}

/// Every part of a picture on the screen is of one that the terminal keeps, in its place.
#[track_caller]
fn assert_whole(emulator: &Emulator) {
    assert_eq!(emulator.graphics.faults, Vec::<String>::new());
    assert_eq!(emulator.faults, Vec::<String>::new());
    let named: usize = parts(emulator).values().map(Vec::len).sum();
    assert_eq!(named, emulator.text().matches(PLACEHOLDER).count(), "each with its marks");
    for (id, cells) in parts(emulator) {
        let kept = emulator.graphics.images.get(&id).unwrap_or_else(|| panic!("{id} was not sent"));
        let (x, y, row, _) = cells[0];
        for (cell_x, cell_y, cell_row, cell_column) in cells {
            assert_eq!(cell_y - y, cell_row - row, "rows follow each other");
            assert!(cell_row < kept.rows && cell_x - x < kept.columns);
            assert!(cell_column == cell_x - x || cell_column == usize::MAX, "columns follow each other");
        }
    }
}

#[test]
fn a_picture_is_sent_once_named_by_cells_and_freed() {
    let (_home, library) = library();
    let mut terminal = open(&library, kitty());
    open_pictured(&terminal);
    let (first, sent) = terminal.see(|emulator| {
        assert_whole(emulator);
        let parts = parts(emulator);
        let (id, cells) = parts.first_key_value().unwrap();
        let kept = &emulator.graphics.images[id];
        assert_eq!((kept.columns, kept.rows), (16, 8));
        assert_eq!(cells.len(), kept.columns * kept.rows);
        assert!(!emulator.text().contains('▀'));
        (cells[0], emulator.graphics.sent)
    });
    // It scrolls with the text, without being sent again; an overlay stands over it and goes away.
    terminal.send(b"jj");
    terminal.settle();
    terminal.see(|emulator| {
        assert_whole(emulator);
        assert_eq!(parts(emulator).first_key_value().unwrap().1[0].1, first.1 - 2);
        assert_eq!(emulator.graphics.sent, sent);
    });
    let whole = terminal.see(|emulator| emulator.grid.clone());
    terminal.send(b"?");
    terminal.wait_for("the sheet", |emulator| emulator.grid != whole);
    terminal.settle();
    terminal.see(assert_whole);
    terminal.send(b"q");
    terminal.wait_for("what was there", |emulator| emulator.grid.difference(&whole).is_none());
    // Without pictures none is kept; with them again, it is sent anew.
    terminal.send(b"I");
    terminal
        .wait_for("no picture", |emulator| parts(emulator).is_empty() && emulator.graphics.images.is_empty());
    terminal.send(b"I");
    terminal.wait_for("a picture", |emulator| !parts(emulator).is_empty());
    // The second one is sent when it comes into view, and both go when the article is left.
    terminal.send(b"G");
    terminal.wait_for("the second", |emulator| emulator.graphics.images.len() == 2);
    terminal.settle();
    terminal.see(assert_whole);
    terminal.send(b"q");
    terminal
        .wait_for("the list", |emulator| parts(emulator).is_empty() && emulator.graphics.images.is_empty());
    terminal.send(b"qqQ");
    assert_eq!(terminal.exit_code_within(PATIENCE), Some(0));
    terminal.assert_given_back();
}

#[test]
fn a_new_size_makes_it_anew_and_nothing_is_said_while_idle() {
    let (_home, library) = library();
    let mut terminal = open(&library, kitty());
    open_pictured(&terminal);
    terminal.resize(60, 20);
    terminal.settle();
    terminal.see(|emulator| {
        assert_whole(emulator);
        assert!(
            emulator.graphics.images.values().all(|kept| kept.rows <= 6),
            "{:?}",
            emulator.graphics.images
        );
        assert!(!parts(emulator).is_empty());
    });
    let (bytes, wakes) = (terminal.received(), terminal.wake_ups());
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!((terminal.received(), terminal.wake_ups()), (bytes, wakes));
    // Drawn afresh on demand, it is sent afresh: the screen may be another one.
    let sent = terminal.see(|emulator| emulator.graphics.sent);
    terminal.send(b"\x0c");
    terminal.wait_for("it is sent again", |emulator| emulator.graphics.sent == sent + 1);
    terminal.settle();
    terminal.see(assert_whole);
    terminal.send(b"Q");
    assert_eq!(terminal.exit_code_within(PATIENCE), Some(0));
    terminal.assert_given_back();
    terminal.see(|emulator| assert!(emulator.graphics.images.is_empty()));
}

#[test]
fn whatever_ends_or_stops_the_reader_frees_it() {
    let (_home, library) = library();
    let mut terminal = open(&library, kitty());
    open_pictured(&terminal);
    terminal.signal(Signal::TSTP);
    terminal.wait_for("the shell's screen", |emulator| !emulator.is_alternate());
    terminal.see(|emulator| assert!(emulator.graphics.images.is_empty() && emulator.graphics.freed > 0));
    while process_state(&terminal.program()) != Some('T') {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    terminal.signal(Signal::CONT);
    terminal.wait_for("the picture again", |emulator| !parts(emulator).is_empty());
    terminal.settle();
    terminal.see(assert_whole);
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.exit_code_within(PATIENCE), Some(143));
    terminal.assert_given_back();
    terminal.see(|emulator| assert!(emulator.graphics.images.is_empty()));

    let panicking = [kitty(), vec![("BANXIN_TEST_PANIC", Some("draw"))]].concat();
    let mut terminal = open(&library, panicking);
    open_pictured(&terminal);
    terminal.send(b"xjj");
    assert_eq!(terminal.exit_code_within(PATIENCE), Some(70));
    terminal.wait_for_end();
    terminal.see(|emulator| {
        assert!(emulator.graphics.images.is_empty());
        assert_eq!(emulator.graphics.faults, Vec::<String>::new());
    });
}

#[test]
fn no_text_can_name_a_part_of_a_picture() {
    let (_home, library) = library();
    let terminal = open(&library, kitty());
    open_pictured(&terminal);
    terminal.send(b"q/");
    terminal.send("散场".as_bytes());
    // Typed into a field it is no more than it is in a text.
    terminal.send(format!("\x1b[200~{PLACEHOLDER}\u{305}\u{305}\x1b[201~").as_bytes());
    terminal.settle();
    terminal.see(|emulator| assert!(parts(emulator).is_empty(), "{}", emulator.text()));
    terminal.send(b"\x7f\r");
    terminal.settle();
    terminal.send(b"\r");
    terminal.wait_for("the other article", |emulator| emulator.text().contains("人都走了〓"));
    terminal.see(|emulator| {
        assert!(!emulator.text().contains(PLACEHOLDER));
        assert!(emulator.text().contains("灯会散场〓"));
        assert!(emulator.graphics.images.is_empty());
    });
}

/// The cells of some rows that a picture is drawn over: from which to which column and row, if they are all there.
#[track_caller]
fn drawn(emulator: &Emulator, rows: Range<usize>) -> Option<(usize, usize, usize, usize)> {
    let cells: BTreeSet<_> = emulator.drawn.iter().copied().filter(|(_, y)| rows.contains(y)).collect();
    let (left, top) = *cells.first()?;
    let (right, bottom) = *cells.last()?;
    let whole = (left..=right).flat_map(|x| (top..=bottom).map(move |y| (x, y))).collect();
    assert_eq!(cells, whole, "no hole and nothing left over");
    Some((left, right, top, bottom))
}

#[test]
fn a_picture_is_drawn_over_its_cells_and_nowhere_else() {
    let (_home, library) = library();
    let foot = || Setup { variables: vec![("TERM", Some("foot"))], cell: (10, 20), ..Setup::default() };
    let mut terminal = open_with(&library, foot());
    terminal.send("/今晚开灯\r".as_bytes());
    terminal.settle();
    terminal.send(b"\r");
    terminal.wait_for("a drawing", |emulator| emulator.drawings > 0);
    terminal.settle();
    let place = terminal.see(|emulator| {
        assert!(!emulator.text().contains('▀'));
        drawn(emulator, 0..30).unwrap()
    });
    assert_eq!((place.1 - place.0, place.3 - place.2), (15, 7), "{place:?}");
    // It moves with the text, and comes back from under a sheet.
    terminal.send(b"jj");
    terminal.settle();
    let moved = (place.0, place.1, place.2 - 2, place.3 - 2);
    terminal.see(|emulator| assert_eq!(drawn(emulator, 0..30), Some(moved)));
    let drawings = terminal.see(|emulator| emulator.drawings);
    terminal.send(b"?");
    terminal.settle();
    terminal.send(b"q");
    terminal.wait_for("a drawing", |emulator| emulator.drawings > drawings);
    terminal.settle();
    terminal.see(|emulator| assert_eq!(drawn(emulator, 0..30), Some(moved)));
    let (bytes, wakes) = (terminal.received(), terminal.wake_ups());
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!((terminal.received(), terminal.wake_ups()), (bytes, wakes));
    // Half of it above the edge, all of it away, and the article left.
    terminal.send(&b"j".repeat(place.2 + 1));
    terminal.settle();
    terminal.see(|emulator| {
        // The upper picture is cut at the top, the lower one at the bottom.
        assert_eq!(drawn(emulator, 0..15), Some((place.0, place.1, 2, 4)));
        assert_eq!(drawn(emulator, 15..30).map(|(.., top, bottom)| bottom - top), Some(1));
    });
    terminal.send(b"I");
    terminal.settle();
    terminal.see(|emulator| assert_eq!(drawn(emulator, 0..30), None));
    terminal.send(b"I");
    terminal.wait_for("a drawing", |emulator| !emulator.drawn.is_empty());
    terminal.send(b"q");
    terminal.wait_for("the list", |emulator| emulator.drawn.is_empty());
    terminal.send(b"Q");
    assert_eq!(terminal.exit_code_within(PATIENCE), Some(0));
    terminal.assert_given_back();

    // Where the terminal does not say how large a cell is, it cannot be done.
    let terminal = open_with(&library, Setup { cell: (0, 0), ..foot() });
    terminal.send("/今晚开灯\r".as_bytes());
    terminal.settle();
    terminal.send(b"\r");
    terminal.wait_for("half blocks", |emulator| emulator.text().contains('▀'));
    terminal.settle();
    terminal.see(|emulator| assert_eq!((emulator.drawings, &emulator.faults), (0, &Vec::new())));
}

#[test]
fn elsewhere_and_when_told_so_pictures_are_half_blocks() {
    let (home, library) = library();
    let truecolour = ("COLORTERM", Some("truecolor"));
    home.write("blocks.toml", "pictures = 'blocks'\n");
    let blocks: &'static str = home.path().join("blocks.toml").to_str().unwrap().to_owned().leak();
    for variables in [
        vec![truecolour],
        vec![
            ("TERM", Some("tmux-256color")),
            ("TMUX", Some("/x,1,0")),
            ("KITTY_WINDOW_ID", Some("1")),
            truecolour,
        ],
        [kitty(), vec![("BANXIN_CONFIG", Some(blocks))]].concat(),
    ] {
        let terminal = open(&library, variables);
        terminal.send("/今晚开灯\r".as_bytes());
        terminal.settle();
        terminal.send(b"\r");
        terminal.wait_for("half blocks", |emulator| emulator.text().contains('▀'));
        terminal.see(|emulator| {
            assert!(parts(emulator).is_empty() && emulator.graphics.sent == 0);
            assert_eq!(emulator.faults, Vec::<String>::new());
        });
    }
}

#[test]
fn a_kitty_that_would_show_the_cells_of_a_picture_gets_half_blocks() {
    let (home, library) = library();
    home.write("wide.toml", "ambiguous = 'narrow'\n");
    home.write("kept.toml", "pictures = 'kitty'\n");
    let config = |name: &str| -> &'static str { home.path().join(name).to_str().unwrap().to_owned().leak() };
    let truecolour = ("COLORTERM", Some("truecolor"));
    for more in [vec![truecolour], vec![truecolour, ("BANXIN_CONFIG", Some(config("wide.toml")))]] {
        let variables = [kitty(), more].concat();
        let terminal = open_with(&library, Setup { variables, version: "kitty(0.26.5)", ..Setup::default() });
        terminal.send("/今晚开灯\r".as_bytes());
        terminal.settle();
        terminal.send(b"\r");
        terminal.wait_for("half blocks", |emulator| emulator.text().contains('▀'));
        terminal.see(|emulator| assert!(parts(emulator).is_empty() && emulator.graphics.sent == 0));
    }
    // Who asks for it gets it.
    let variables = [kitty(), vec![("BANXIN_CONFIG", Some(config("kept.toml")))]].concat();
    let terminal = open_with(&library, Setup { variables, version: "kitty(0.26.5)", ..Setup::default() });
    open_pictured(&terminal);
}
