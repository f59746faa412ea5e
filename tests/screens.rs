//! Every screen at four sizes, as text that a person can read: a change of a picture is a change of a file here.
//!
//! `BANXIN_WRITE_SCREENS=1 cargo test --test screens` writes the files anew; look at them before they are kept.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::store::Desk;
use std::fs;
use std::path::Path;
use support::library::{saga, town};
use support::reader::Reader;

/// Names of the screens and the keys that lead to them.
const SCREENS: &[(&str, &str)] = &[
    ("headlines", "g g"),
    ("article", "Enter"),
    ("related", "Enter r j"),
    ("categories", "h"),
    ("help", "?"),
    ("information", "Enter i"),
    ("trail", "Enter 1 C-o j 3 W"),
    ("preview", "Enter r p"),
    ("search", "/ 新 址 Enter"),
    ("mistake", "/ t i t l e : Enter"),
    ("candidates", "/ q y"),
    ("facets", "/ 简 讯 Enter F"),
    ("palette", ": k z"),
    ("find", "Enter / 滚 动 Enter"),
    ("note", "Enter E 要 点 Enter i"),
    ("tags", "Enter t 河 道"),
    ("qr-code", "Enter y q"),
    ("selection", "v j j"),
];

/// Screens of an event in several reports.
const STORIES: &[(&str, &str)] = &[("beside-a-story", "Enter r"), ("story", "Enter S k")];

const SIZES: &[(u16, u16)] = &[(40, 12), (80, 24), (120, 40), (200, 60)];

#[test]
fn every_screen_is_as_it_was_looked_at() {
    let (_town, path) = town();
    let (_saga, event) = saga();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens");
    let write = std::env::var_os("BANXIN_WRITE_SCREENS").is_some();
    let mut changed = Vec::new();
    let screens = [(&path, SCREENS), (&event, STORIES)];
    let screens = screens.into_iter().flat_map(|(path, screens)| screens.iter().map(move |it| (path, it)));
    for (path, (name, keys)) in screens {
        for (width, height) in SIZES {
            let mut reader = Reader::open_with(path, Desk::in_memory(), (*width, *height));
            let screen = reader.press(keys).screen();
            let file = folder.join(format!("{name}-{width}x{height}.txt"));
            if write {
                fs::create_dir_all(&folder).unwrap();
                fs::write(&file, &screen).unwrap();
            } else if fs::read_to_string(&file).unwrap_or_default() != screen {
                changed.push(format!("{}:\n{screen}", file.display()));
            }
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}
