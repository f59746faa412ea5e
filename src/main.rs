//! The `banxin` program: hands the command line to the library.

use banxin::runtime::terminal::{Encoding, Mouse, Session, SessionOptions, TerminalEvent};
use banxin::text::Typesetter;
use banxin::text::Typography;
use banxin::ui::put;
use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::style::Style;
use std::process::ExitCode;

/// What the terminal's tests ask this program to do wrong.
fn fault() -> Option<String> {
    if cfg!(debug_assertions) { std::env::var("BANXIN_TEST_PANIC").ok() } else { None }
}

fn main() -> ExitCode {
    let forced = std::env::args().any(|argument| argument == "--force-utf8");
    let options = SessionOptions {
        encoding: if forced { Encoding::ForcedUtf8 } else { Encoding::Checked },
        mouse: Mouse::Off,
        profile: None,
    };
    let mut session = match Session::enter(options) {
        Ok(session) => session,
        Err(error) => {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "banxin: {error}");
            return ExitCode::from(2);
        }
    };
    let mut typed = String::from("版心 ready ");
    let mut draws = 0_u64;
    let code = loop {
        draws += 1;
        if fault().as_deref() == Some("draw") && typed.ends_with('x') {
            let line = typed.clone();
            let _ = session.draw(|_| panic!("a fault in drawing {line}"));
        }
        let (columns, rows) = session.size();
        let line = format!("{columns}x{rows} {draws} {typed} {}", "“字”".repeat(40));
        let profile = session.profile().clone();
        let shown = session.draw(|frame| {
            let glyphs = Typesetter::new(&profile, Typography::default()).glyphs(&line);
            let area = frame.area();
            for y in area.top()..area.bottom() {
                put(frame.buffer_mut(), (draws as u16 % 7 * (y % 2), y), area.right(), &glyphs, Style::new());
            }
        });
        if shown.is_err() {
            break 129;
        }
        let Ok(first) = session.events().recv() else { break 1 };
        let events: Vec<_> = std::iter::once(first).chain(session.events().try_iter().take(2000)).collect();
        if let Some(code) = events.into_iter().find_map(|event| act(event, &mut session, &mut typed)) {
            break code;
        }
    };
    session.leave();
    ExitCode::from(code)
}

fn act(event: TerminalEvent, session: &mut Session, typed: &mut String) -> Option<u8> {
    match event {
        TerminalEvent::Quit(code) => return u8::try_from(code).ok(),
        TerminalEvent::Resize(columns, rows) => drop(session.resize(columns, rows)),
        TerminalEvent::Resumed => drop(session.redraw_all()),
        TerminalEvent::Paste(text) => typed.push_str(&text.len().to_string()),
        TerminalEvent::Mouse(mouse) => typed.push_str(&mouse.column.to_string()),
        TerminalEvent::Key(key) => match (key.code, key.modifiers) {
            (KeyCode::Char('q' | 'Q'), _) => return Some(0),
            (KeyCode::Char('z'), KeyModifiers::CONTROL) => session.suspend(),
            (KeyCode::Char('x'), KeyModifiers::NONE) if fault().as_deref() == Some("worker") => {
                let _ = std::thread::Builder::new()
                    .name("worker".to_owned())
                    .spawn(|| panic!("a fault in a worker"));
            }
            (KeyCode::Char('/'), KeyModifiers::NONE) => drop(session.paste_mode(true)),
            (KeyCode::Esc, _) => drop(session.paste_mode(false)),
            (KeyCode::Char(letter), _) => {
                if typed.len() > 40 {
                    *typed = String::from("版心 ready ");
                }
                typed.push(letter);
            }
            _ => {}
        },
    }
    None
}
