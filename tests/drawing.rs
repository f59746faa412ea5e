//! What reaches the screen: frames drawn one over the other show the same as frames drawn afresh, on
//! terminals that give ambiguous characters one column and on those that give them two.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

mod support;

use banxin::runtime::SteadyBackend;
use banxin::text::{Glyph, SetLine};
use banxin::ui::put::{blank, put, put_line};
use banxin::ui::repair;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use support::emulator::{Cell, Emulator, Orphan};
use unicode_width::UnicodeWidthChar;

const COLUMNS: u16 = 48;
const ROWS: u16 = 12;

/// Lines in which much is ambiguous; invented.
const LINES: [&str; 12] = [
    "“以文会友”——坚持‘字斟句酌’……",
    "①第一 ②第二 ※注 →箭头 ±5% 3×4",
    "温度 25℃·湿度 60%·αβγ·Привет",
    "2020年，同比增长27.3%、64.5%。",
    "他说“你好”啊",
    "“‘甲’乙”丙",
    "plain ASCII, and no more",
    "字字字字字字字字字字字字字字字字字字",
    "",
    "★☆ ─│┌ ±×÷ §№ é à ü",
    "版心：天头、地脚、订口、切口——四边",
    "a中b文c……d“e”f·g",
];

/// How many columns a layout gives to what terminals disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Narrow,
    Wide,
}

#[derive(Debug, Clone)]
struct Popup {
    x: u16,
    y: u16,
    width: u16,
    height: u16,
    first: usize,
}

#[derive(Debug, Clone)]
struct Scene {
    left: usize,
    right: usize,
    divider: u16,
    selected: u16,
    reversed: bool,
    tinted: bool,
    popup: Option<Popup>,
}

fn is_ambiguous(character: char) -> bool {
    let letter = matches!(character, '\u{391}'..='\u{451}' | 'à' | 'é' | 'ü');
    letter || character.width() != character.width_cjk()
}

/// Columns on a terminal that gives ambiguous characters so many.
fn columns(character: char, ambiguous: Layout) -> u8 {
    match (is_ambiguous(character), ambiguous) {
        (true, Layout::Wide) => 2,
        (true, Layout::Narrow) => 1,
        _ => character.width().unwrap_or(0) as u8,
    }
}

fn glyphs(text: &str, layout: Layout) -> Vec<Glyph> {
    text.chars()
        .map(|character| Glyph {
            symbol: character.to_string().into(),
            width: columns(character, layout),
            certain: !is_ambiguous(character),
            source: 0..0,
        })
        .collect()
}

fn line(number: usize, layout: Layout) -> SetLine {
    let text = LINES[number % LINES.len()];
    SetLine { indent: if number.is_multiple_of(3) { 4 } else { 0 }, glyphs: glyphs(text, layout) }
}

fn draw(buffer: &mut Buffer, scene: &Scene, layout: Layout) {
    let mut ground = Style::new();
    if scene.tinted {
        ground = ground.bg(Color::Indexed(236)).fg(Color::Yellow);
    }
    let mut chosen = Style::new().add_modifier(Modifier::BOLD);
    if scene.reversed {
        chosen = chosen.add_modifier(Modifier::REVERSED);
    } else {
        chosen = chosen.bg(Color::Blue);
    }
    for y in 0..ROWS {
        let row = usize::from(y);
        let style = if y == scene.selected { chosen } else { Style::new() };
        put_line(buffer, (0, y), scene.divider, &line(scene.left + row, layout), style);
        put(buffer, (scene.divider, y), COLUMNS, &glyphs("⎢", layout), Style::new().fg(Color::DarkGray));
        blank(buffer, Rect::new(scene.divider + 1, y, COLUMNS - scene.divider - 1, 1), ground);
        put_line(buffer, (scene.divider + 2, y), COLUMNS, &line(scene.right + row * 5, layout), ground);
    }
    if let Some(popup) = &scene.popup {
        draw_popup(buffer, popup, layout);
    }
    repair(buffer);
}

fn draw_popup(buffer: &mut Buffer, popup: &Popup, layout: Layout) {
    let area = Rect::new(popup.x, popup.y, popup.width, popup.height);
    blank(buffer, area, Style::new().bg(Color::Black));
    for y in area.top()..area.bottom() {
        put(buffer, (area.left(), y), area.right(), &glyphs("⎡", layout), Style::new());
        let text = line(popup.first + usize::from(y), layout);
        put_line(buffer, (area.left() + 1, y), area.right() - 1, &text, Style::new().fg(Color::Red));
        put(buffer, (area.right() - 1, y), area.right(), &glyphs("⎤", layout), Style::new());
    }
}

type Drawn = Terminal<SteadyBackend<Vec<u8>>>;

fn terminal() -> Drawn {
    let certain = |symbol: &str| !symbol.chars().any(is_ambiguous);
    Terminal::new(SteadyBackend::new(Vec::new(), Size::new(COLUMNS, ROWS), certain)).unwrap()
}

/// The bytes of one frame, and the buffer that they are to show.
fn frame(terminal: &mut Drawn, scene: &Scene, layout: Layout) -> (Vec<u8>, Buffer) {
    terminal.backend_mut().writer_mut().clear();
    let drawn = terminal.draw(|frame| draw(frame.buffer_mut(), scene, layout)).unwrap();
    let buffer = drawn.buffer.clone();
    (terminal.backend().writer().clone(), buffer)
}

fn emulator(ambiguous: Layout, orphan: Orphan) -> Emulator {
    let widths = Box::new(move |character| columns(character, ambiguous));
    let mut emulator = Emulator::new(usize::from(COLUMNS), usize::from(ROWS), widths, orphan);
    emulator.feed(b"\x1b[?7l");
    emulator
}

/// Every glyph of the buffer stands in its column; the rest is what the repair made of it.
fn check_places(emulator: &Emulator, buffer: &Buffer) -> Result<(), TestCaseError> {
    for y in 0..ROWS {
        let row = emulator.grid.row(usize::from(y));
        for x in 0..COLUMNS {
            let (cell, wanted) = (&row[usize::from(x)], buffer[(x, y)].symbol());
            // Half of what is laid out in two columns may be a blank on the terminal.
            let shown = if wanted.is_empty() && cell.text() == " " { "" } else { cell.text() };
            prop_assert_eq!(shown, wanted, "column {} of row {}: {}", x, y, emulator.text());
        }
    }
    Ok(())
}

fn popup() -> impl Strategy<Value = Popup> {
    (0..COLUMNS - 8, 0..ROWS - 3, 4..30_u16, 2..9_u16, 0..12_usize).prop_map(
        |(x, y, width, height, first)| Popup {
            x,
            y,
            width: width.min(COLUMNS - x),
            height: height.min(ROWS - y),
            first,
        },
    )
}

fn scene() -> impl Strategy<Value = Scene> {
    (0..40_usize, 0..40_usize, 14..34_u16, 0..ROWS, any::<(bool, bool)>(), proptest::option::of(popup()))
        .prop_map(|(left, right, divider, selected, (reversed, tinted), popup)| Scene {
            left,
            right,
            divider,
            selected,
            reversed,
            tinted,
            popup,
        })
}

fn check_scenes(scenes: &[Scene], layout: Layout, ambiguous: &[Layout]) -> Result<(), TestCaseError> {
    let both = |ambiguous| [Orphan::Blank, Orphan::Keep].map(|orphan| emulator(ambiguous, orphan));
    let mut over: Vec<_> = ambiguous.iter().map(|ambiguous| both(*ambiguous)).collect();
    let mut one = terminal();
    for scene in scenes {
        let (bytes, buffer) = frame(&mut one, scene, layout);
        let (fresh_bytes, _) = frame(&mut terminal(), scene, layout);
        for (ambiguous, pair) in ambiguous.iter().zip(&mut over) {
            let mut fresh = emulator(*ambiguous, Orphan::Keep);
            fresh.feed(&fresh_bytes);
            let half = fresh.grid.cells().iter().any(|cell| matches!(cell, Cell::Half { .. }));
            prop_assert!(!half, "{}", fresh.text());
            check_places(&fresh, &buffer)?;
            for emulated in pair {
                emulated.feed(&bytes);
                prop_assert!(emulated.faults.is_empty(), "{:?}", emulated.faults);
                prop_assert_eq!(emulated.scrolls, 0);
                let difference = emulated.grid.difference(&fresh.grid);
                prop_assert_eq!(difference, None, "{}\n{}", emulated.text(), fresh.text());
            }
        }
    }
    Ok(())
}

proptest! {
    // 100 runs of 20 scenes for each layout.
    #![proptest_config(ProptestConfig { cases: 100, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_narrow_layout_is_right_on_a_narrow_terminal(scenes in proptest::collection::vec(scene(), 20)) {
        check_scenes(&scenes, Layout::Narrow, &[Layout::Narrow])?;
    }

    #[test]
    fn a_wide_layout_is_right_on_every_terminal(scenes in proptest::collection::vec(scene(), 20)) {
        check_scenes(&scenes, Layout::Wide, &[Layout::Narrow, Layout::Wide])?;
    }
}

#[test]
fn the_check_sees_what_is_wrong() {
    // A narrow layout on a wide terminal is the fault that all of this is about.
    let scene = Scene {
        left: 0,
        right: 1,
        divider: 22,
        selected: 3,
        reversed: false,
        tinted: true,
        popup: Some(Popup { x: 7, y: 2, width: 21, height: 6, first: 0 }),
    };
    let scenes = [scene];
    assert!(check_scenes(&scenes, Layout::Narrow, &[Layout::Wide]).is_err());
    assert!(check_scenes(&scenes, Layout::Narrow, &[Layout::Narrow]).is_ok());
}
