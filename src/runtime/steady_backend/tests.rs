//! The very bytes of a frame.

use super::*;
use crate::text::Glyph;
use crate::ui::put::put;
use ratatui::style::{Color, Modifier, Style};
use ratatui::{Frame, Terminal};

type Screen = Terminal<SteadyBackend<Vec<u8>>>;

fn screen(columns: u16, rows: u16) -> Screen {
    let certain = |symbol: &str| symbol.is_ascii() || symbol >= "一";
    let mut screen =
        Terminal::new(SteadyBackend::new(Vec::new(), Size::new(columns, rows), certain)).unwrap();
    // The first frame hides the caret and learns the pen; the tests look at what comes after.
    bytes(&mut screen, |frame| set(frame, 0, 0, "x", Style::new()));
    screen
}

/// The bytes of one frame, without the brackets of the synchronized update.
fn bytes(screen: &mut Screen, render: impl FnOnce(&mut Frame)) -> String {
    screen.backend_mut().writer_mut().clear();
    screen.draw(render).unwrap();
    let all = String::from_utf8(screen.backend().writer().clone()).unwrap();
    match all.strip_prefix("\x1b[?2026h").and_then(|rest| rest.strip_suffix("\x1b[?2026l")) {
        Some(inner) => inner.replace('\x1b', "^"),
        None => all.replace('\x1b', "^"),
    }
}

fn set(frame: &mut Frame, x: u16, y: u16, symbols: &str, style: Style) {
    put_all(frame, (x, y), symbols, 1, style);
}

fn force(frame: &mut Frame, x: u16, y: u16, symbol: &str) {
    put_all(frame, (x, y), symbol, 2, Style::new());
}

fn put_all(frame: &mut Frame, at: (u16, u16), symbols: &str, width: u8, style: Style) {
    let glyph =
        |symbol: char| Glyph { symbol: symbol.to_string().into(), width, certain: false, source: 0..0 };
    let glyphs: Vec<Glyph> = symbols.chars().map(glyph).collect();
    let right = frame.area().right();
    put(frame.buffer_mut(), at, right, &glyphs, style);
}

#[test]
fn the_first_frame_knows_nothing_and_says_so() {
    let mut screen = Terminal::new(SteadyBackend::new(Vec::new(), Size::new(9, 2), |_| true)).unwrap();
    let sent = bytes(&mut screen, |frame| set(frame, 2, 1, "ab", Style::new()));
    assert_eq!(sent, "^[?25l^[m^[2;3Hab");
}

#[test]
fn nothing_new_sends_nothing() {
    let mut screen = screen(9, 2);
    assert_eq!(bytes(&mut screen, |frame| set(frame, 0, 0, "x", Style::new())), "");
}

#[test]
fn neighbours_need_no_move_and_a_gap_is_jumped() {
    let mut screen = screen(30, 3);
    let sent = bytes(&mut screen, |frame| {
        set(frame, 0, 0, "xab", Style::new());
        set(frame, 20, 0, "c", Style::new());
        set(frame, 0, 2, "d", Style::new());
    });
    assert_eq!(sent, "ab^[17Cc^[3Hd");
}

#[test]
fn an_uncertain_glyph_is_followed_by_an_absolute_column() {
    let mut screen = screen(30, 1);
    let sent = bytes(&mut screen, |frame| set(frame, 0, 0, "x‘b", Style::new()));
    assert_eq!(sent, "‘^[3Gb");
}

#[test]
fn a_forced_glyph_has_both_columns_blanked_first() {
    let mut screen = screen(30, 1);
    let sent = bytes(&mut screen, |frame| {
        set(frame, 0, 0, "x", Style::new());
        force(frame, 1, 0, "“");
        set(frame, 3, 0, "b", Style::new());
    });
    assert_eq!(sent, "  \x08\x08“^[4Gb");
}

#[test]
fn at_the_last_column_the_cursor_is_not_trusted() {
    let mut screen = screen(4, 1);
    let sent = bytes(&mut screen, |frame| {
        set(frame, 0, 0, "x", Style::new());
        force(frame, 2, 0, "“");
    });
    assert_eq!(sent, "^[C  ^[3G“");
}

#[test]
fn blank_tails_are_erased_and_gaps_too() {
    let mut screen = screen(40, 2);
    bytes(&mut screen, |frame| {
        set(frame, 0, 0, &"y".repeat(40), Style::new());
        set(frame, 0, 1, &"z".repeat(40), Style::new());
    });
    let sent = bytes(&mut screen, |frame| {
        set(frame, 0, 0, "y", Style::new());
        set(frame, 0, 1, "z", Style::new());
        set(frame, 30, 1, &"z".repeat(10), Style::new());
    });
    assert_eq!(sent, "^[1;2H^[K^[2;2H^[29X");
}

#[test]
fn blanks_with_a_background_are_written() {
    let mut screen = screen(20, 1);
    let sent = bytes(&mut screen, |frame| {
        set(frame, 0, 0, "x", Style::new());
        set(frame, 8, 0, &" ".repeat(12), Style::new().bg(Color::Blue));
    });
    assert_eq!(sent, "^[44m^[7C            ");
    let sent = bytes(&mut screen, |frame| {
        set(frame, 0, 0, "x", Style::new());
        set(frame, 8, 0, &" ".repeat(12), Style::new().add_modifier(Modifier::REVERSED));
    });
    assert_eq!(sent, "^[0;7m^[9G            ");
}

#[test]
fn a_caret_is_put_last_and_hidden_while_drawing() {
    let mut screen = screen(20, 1);
    let sent = bytes(&mut screen, |frame| {
        set(frame, 0, 0, "xy", Style::new());
        frame.set_cursor_position((7, 0));
    });
    assert_eq!(sent, "y^[5C^[?25h");
    let sent = bytes(&mut screen, |frame| {
        set(frame, 0, 0, "xz", Style::new());
        frame.set_cursor_position((7, 0));
    });
    assert_eq!(sent, "^[?25l^[2Gz^[5C^[?25h");
    let sent = bytes(&mut screen, |frame| {
        set(frame, 0, 0, "xz", Style::new());
        frame.set_cursor_position((8, 0));
    });
    assert_eq!(sent, "^[C", "a caret that only moves is one move");
}

#[test]
fn a_new_size_clears_once_and_draws_all() {
    let mut screen = screen(20, 2);
    screen.backend_mut().set_size(Size::new(10, 2));
    let sent = bytes(&mut screen, |frame| set(frame, 0, 0, "x", Style::new()));
    assert_eq!(sent, "^[m^[2J\rx");
}

#[test]
fn the_terminal_is_never_asked() {
    let mut screen = screen(20, 2);
    screen.clear().unwrap();
    screen.get_cursor_position().unwrap();
    assert!(!bytes(&mut screen, |_| {}).contains("6n"));
}

#[test]
fn a_control_character_stays_without_effect() {
    let mut screen = screen(20, 2);
    let sent = bytes(&mut screen, |frame| {
        set(frame, 0, 0, "x", Style::new());
        frame.buffer_mut()[(1, 0)] = Cell::new("\u{9b}31m");
    });
    assert!(!sent.contains('\u{9b}'), "{sent}");
}

#[test]
fn a_failed_write_is_told_and_forgotten() {
    struct Broken(bool);
    impl Write for Broken {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(bytes.len()) }
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut screen = Terminal::new(SteadyBackend::new(Broken(true), Size::new(9, 1), |_| true)).unwrap();
    assert!(screen.draw(|frame| set(frame, 0, 0, "ab", Style::new())).is_err());
    assert_eq!(screen.backend().row, None);
    assert_eq!(screen.backend().pen, None);
}
