//! What reaches the screen: frames drawn one over the other show the same as frames drawn afresh, on every
//! terminal on record, measured or not.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

mod support;

use banxin::runtime::SteadyBackend;
use banxin::text::width::recorded::RecordedTerminal;
use banxin::text::{SetLine, Typesetter, Typography, WidthProfile};
use banxin::ui::put::{blank, put, put_line};
use banxin::ui::repair;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use strum::IntoEnumIterator;
use support::emulator::{Cell, Emulator, Orphan};

const COLUMNS: u16 = 48;
const ROWS: u16 = 12;

/// Lines in which much is ambiguous; invented.
const LINES: [&str; 14] = [
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
    "😀 ❤ ☂ 🇨🇳 ⌚ ｱ한𠮷 ㈠ ‰ ½",
    "e\u{301}o\u{302} ⎢ ╌ ⋯ ✓ » ￥100",
];

/// All that is drawn, set for one terminal.
struct Matter {
    lines: Vec<SetLine>,
    edges: [SetLine; 3],
}

impl Matter {
    fn new(profile: &WidthProfile) -> Self {
        let typography = Typography::default();
        let setter = Typesetter::new(profile, typography);
        let line = |(number, text): (usize, &&str)| SetLine {
            indent: if number.is_multiple_of(3) { 4 } else { 0 },
            glyphs: setter.glyphs(text),
        };
        let edges = ["⎢", "⎡", "⎤"].map(|edge| SetLine { indent: 0, glyphs: setter.glyphs(edge) });
        Self { lines: LINES.iter().enumerate().map(line).collect(), edges }
    }

    fn line(&self, number: usize) -> &SetLine {
        &self.lines[number % self.lines.len()]
    }
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

fn draw(buffer: &mut Buffer, scene: &Scene, matter: &Matter) {
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
        put_line(buffer, (0, y), scene.divider, matter.line(scene.left + row), style);
        let edge = &matter.edges[0].glyphs;
        put(buffer, (scene.divider, y), COLUMNS, edge, Style::new().fg(Color::DarkGray));
        blank(buffer, Rect::new(scene.divider + 1, y, COLUMNS - scene.divider - 1, 1), ground);
        put_line(buffer, (scene.divider + 2, y), COLUMNS, matter.line(scene.right + row * 5), ground);
    }
    if let Some(popup) = &scene.popup {
        draw_popup(buffer, popup, matter);
    }
    repair(buffer);
}

fn draw_popup(buffer: &mut Buffer, popup: &Popup, matter: &Matter) {
    let area = Rect::new(popup.x, popup.y, popup.width, popup.height);
    blank(buffer, area, Style::new().bg(Color::Black));
    for y in area.top()..area.bottom() {
        put(buffer, (area.left(), y), area.right(), &matter.edges[1].glyphs, Style::new());
        let text = matter.line(popup.first + usize::from(y));
        put_line(buffer, (area.left() + 1, y), area.right() - 1, text, Style::new().fg(Color::Red));
        put(buffer, (area.right() - 1, y), area.right(), &matter.edges[2].glyphs, Style::new());
    }
}

type Drawn = Terminal<SteadyBackend<Vec<u8>>>;

fn terminal(profile: &WidthProfile) -> Drawn {
    let profile = profile.clone();
    let certain = move |symbol: &str| profile.is_certain(symbol);
    Terminal::new(SteadyBackend::new(Vec::new(), Size::new(COLUMNS, ROWS), certain)).unwrap()
}

/// The bytes of one frame, and the buffer that they are to show.
fn frame(terminal: &mut Drawn, scene: &Scene, matter: &Matter) -> (Vec<u8>, Buffer) {
    terminal.backend_mut().writer_mut().clear();
    let drawn = terminal.draw(|frame| draw(frame.buffer_mut(), scene, matter)).unwrap();
    let buffer = drawn.buffer.clone();
    (terminal.backend().writer().clone(), buffer)
}

fn emulator(recorded: RecordedTerminal, orphan: Orphan) -> Emulator {
    let widths = Box::new(move |character| recorded.char_columns(character));
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

/// A terminal on record, and what it does with half an overwritten glyph.
fn recorded() -> impl Strategy<Value = (RecordedTerminal, Orphan)> {
    let terminals: Vec<_> = RecordedTerminal::iter().collect();
    (proptest::sample::select(terminals), prop_oneof![Just(Orphan::Blank), Just(Orphan::Keep)])
}

fn check_scenes(
    scenes: &[Scene],
    profile: &WidthProfile,
    (recorded, orphan): (RecordedTerminal, Orphan),
) -> Result<(), TestCaseError> {
    let matter = Matter::new(profile);
    let mut over = emulator(recorded, orphan);
    let mut one = terminal(profile);
    for scene in scenes {
        let (bytes, buffer) = frame(&mut one, scene, &matter);
        over.feed(&bytes);
        let mut fresh = emulator(recorded, orphan);
        fresh.feed(&frame(&mut terminal(profile), scene, &matter).0);
        let half = fresh.grid.cells().iter().any(|cell| matches!(cell, Cell::Half { .. }));
        prop_assert!(!half, "{}", fresh.text());
        check_places(&fresh, &buffer)?;
        prop_assert!(over.faults.is_empty(), "{:?}", over.faults);
        prop_assert_eq!(over.scrolls, 0);
        let difference = over.grid.difference(&fresh.grid);
        prop_assert_eq!(difference, None, "{}\n{}", over.text(), fresh.text());
    }
    Ok(())
}

proptest! {
    // 100 runs of 20 scenes each.
    #![proptest_config(ProptestConfig { cases: 100, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_measured_terminal_shows_what_was_drawn(
        scenes in proptest::collection::vec(scene(), 20),
        terminal in recorded(),
    ) {
        check_scenes(&scenes, &terminal.0.profile(), terminal)?;
    }

    #[test]
    fn a_terminal_that_nobody_measured_shows_it_too(
        scenes in proptest::collection::vec(scene(), 20),
        terminal in recorded(),
    ) {
        check_scenes(&scenes, &WidthProfile::unknown(), terminal)?;
    }
}

#[test]
fn the_check_sees_what_is_wrong() {
    // A narrow layout on a wide terminal is the fault that all of this is about.
    let popup = Popup { x: 7, y: 2, width: 21, height: 6, first: 0 };
    let scene = Scene {
        left: 0,
        right: 1,
        divider: 22,
        selected: 3,
        reversed: false,
        tinted: true,
        popup: Some(popup),
    };
    let scenes = [scene];
    let narrow = WidthProfile::narrow();
    assert!(check_scenes(&scenes, &narrow, (RecordedTerminal::XtermCjk, Orphan::Keep)).is_err());
    assert!(check_scenes(&scenes, &narrow, (RecordedTerminal::Narrow, Orphan::Keep)).is_ok());
}
