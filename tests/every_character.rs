//! Every code point, as every field of a library that nothing made harmless: what is drawn is safe by itself.
//!
//! Libraries are files from elsewhere. What the importer takes away is tested with the sanitizer; here the fields hold
//! the raw characters, as in a database that somebody wrote by hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::app::OverlayKind;
use banxin::app::layout::Pane;
use banxin::app::message::{Message, Reply};
use banxin::news::{ArticleId, Category, CategoryId, Headline, Kinship, Related};
use banxin::store::Desk;
use ratatui::buffer::Buffer;
use support::characters::is_harmless;
use support::library::town;
use support::reader::Reader;

/// Characters that end a line.
const LINE_ENDS: [char; 7] = ['\n', '\u{b}', '\u{c}', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// Every code point, in pieces of so many, each character alone between two hanzi. Planes 3 to 13 hold nothing, 15 and
/// 16 are private: every 61st of them stands for the rest.
fn pieces(characters: usize) -> Vec<String> {
    let told = |c: &u32| *c < 0x3_3500 || (0xe_0000..0xe_1000).contains(c) || c.is_multiple_of(61);
    let all: Vec<char> = (0..=0x0010_ffff).filter(told).filter_map(char::from_u32).collect();
    all.chunks(characters)
        .map(|some| some.iter().flat_map(|c| ['甲', *c]).chain(['乙', '丙']).collect())
        .collect()
}

/// A reader whose screen has one pane, so that a frame shows as much of one field as it can.
fn reader(size: (u16, u16)) -> (tempfile::TempDir, Reader) {
    let (folder, path) = town();
    let reader = Reader::open_with(&path, Desk::in_memory(), size);
    (folder, reader)
}

/// Checks every cell, and that the pieces stand on the screen to their ends.
#[track_caller]
fn check(buffer: &Buffer, field: &str, ends: usize) {
    for cell in &buffer.content {
        let symbol = cell.symbol();
        assert!(symbol.chars().all(is_harmless) && symbol.chars().count() <= 3, "{field}: {symbol:?}");
    }
    let shown = buffer.content.iter().filter(|cell| cell.symbol() == "丙").count();
    assert!(shown >= ends, "{field}: {shown} of {ends}\n{}", support::reader::screen_text(buffer));
}

/// Draws frame after frame with `rows` pieces of `characters` each, put where `set` says.
fn each_frame(
    (name, characters, rows): (&str, usize, usize),
    reader: &mut Reader,
    set: impl Fn(&mut Reader, &[String]),
) {
    for some in pieces(characters).chunks(rows) {
        set(reader, some);
        // A field of one line may end at a line's end.
        let whole = some.iter().filter(|piece| !piece.contains(LINE_ENDS)).count();
        check(&reader.buffer(), name, whole);
    }
}

#[test]
fn as_title_and_names_in_the_list() {
    let (_folder, mut reader) = reader((58, 200));
    let model = reader.app.headlines.rows[0].clone();
    let with = |fill: fn(&mut Headline, String)| {
        let model = model.clone();
        move |reader: &mut Reader, some: &[String]| {
            reader.app.headlines.rows = some
                .iter()
                .map(|piece| {
                    let mut headline = Headline { title: "丁".to_owned(), ..model.clone() };
                    fill(&mut headline, piece.clone());
                    headline
                })
                .collect();
        }
    };
    each_frame(("title", 6, 60), &mut reader, with(|headline, piece| headline.title = piece));
    reader.app.settings.two_lines = true;
    each_frame(("author", 5, 40), &mut reader, with(|headline, piece| headline.author = Some(piece)));
    each_frame(("source", 5, 40), &mut reader, with(|headline, piece| headline.source_name = Some(piece)));
}

#[test]
fn as_the_name_of_a_category() {
    let (_folder, mut reader) = reader((58, 200));
    reader.press("h");
    assert_eq!(reader.app.focus, Pane::Categories);
    each_frame(("category", 8, 180), &mut reader, |reader, some| {
        let category = |(name, number): (&String, i64)| Category {
            id: CategoryId(number),
            parent: None,
            name: name.clone(),
            total: 1,
            unread: 1,
        };
        reader.app.categories.take(some.iter().zip(1..).map(category).collect());
    });
}

#[test]
fn as_anything_of_what_is_related() {
    let (_folder, mut reader) = reader((58, 200));
    reader.press("Enter r");
    assert_eq!(reader.app.focus, Pane::Related);
    let model = reader.app.related.items[0].clone();
    let of = ArticleId(1);
    let show = |reader: &mut Reader, items: Vec<Related>| {
        reader.app.related.of = Some(of);
        reader.app.related.take(of, items);
    };
    each_frame(("related title", 8, 60), &mut reader, |reader, some| {
        let item = |title: &String| Related { title: title.clone(), ..model.clone() };
        show(reader, some.iter().map(item).collect());
    });
    each_frame(("related excerpt", 8, 30), &mut reader, |reader, some| {
        let item =
            |excerpt: &String| Related { id: None, key: None, excerpt: excerpt.clone(), ..model.clone() };
        show(reader, some.iter().map(item).collect());
    });
    each_frame(("shared word", 4, 40), &mut reader, |reader, some| {
        let item = |word: &String| Related {
            kinship: Kinship::Content,
            reasons: vec![word.clone()],
            ..model.clone()
        };
        show(reader, some.iter().map(item).collect());
    });
}

#[test]
fn as_author_source_address_and_file_name() {
    let (_folder, mut reader) = reader((110, 200));
    reader.press("Enter i");
    each_frame(("information", 16, 150), &mut reader, |reader, some| {
        let overlay = reader.app.overlay.as_mut().unwrap();
        overlay.rows = some.iter().map(|piece| ("戊".to_owned(), piece.clone())).collect();
    });
    each_frame(("what a command said", 16, 150), &mut reader, |reader, some| {
        reader.send(Message::Reply(Reply::Output(some.to_vec())));
        assert_eq!(reader.app.overlay.as_ref().unwrap().kind, OverlayKind::Output);
    });
}

#[test]
fn as_the_words_of_an_error() {
    let (_folder, mut reader) = reader((400, 3));
    each_frame(("error", 80, 1), &mut reader, |reader, some| {
        reader.send(Message::Reply(Reply::Failed(some.concat())));
    });
}
