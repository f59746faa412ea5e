//! `banxin doctor` on the real binary in a pseudo-terminal: what it says of a narrow, a wide and a mute terminal.

#![cfg(target_os = "linux")]
#![allow(clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::text::width::recorded::RecordedTerminal;
use support::emulator::Widths;
use support::library;
use support::pty::{Answers, PATIENCE, Setup, Terminal};

fn setup(widths: Widths, arguments: &[&str]) -> Setup {
    Setup {
        columns: 100,
        rows: 80,
        widths,
        arguments: ["doctor"].iter().chain(arguments).map(|each| (*each).to_owned()).collect(),
        variables: vec![("BANXIN_LIBRARY", library::sample_library().to_str())],
        ..Setup::default()
    }
}

fn of(recorded: RecordedTerminal) -> Widths {
    Box::new(move |letter| recorded.char_columns(letter))
}

/// Runs it to its end; what is on the screen then.
#[track_caller]
fn report(setup: Setup) -> String {
    let mut terminal = Terminal::start(setup);
    assert_eq!(terminal.exit_code_within(PATIENCE), Some(0));
    terminal.wait_for_end();
    terminal.assert_given_back();
    terminal.see(|emulator| emulator.text())
}

/// The value after a name.
#[track_caller]
fn value<'a>(report: &'a str, name: &str) -> &'a str {
    let line = report.lines().find_map(|line| line.trim_start().strip_prefix(name));
    line.unwrap_or_else(|| panic!("{name}: {report}")).trim()
}

#[test]
fn a_narrow_and_a_wide_terminal_are_told_apart() {
    for (recorded, name, columns) in
        [(RecordedTerminal::Narrow, "narrow", "1"), (RecordedTerminal::XtermCjk, "xterm-cjk", "2")]
    {
        let report = report(setup(of(recorded), &["--lang", "en"]));
        assert_eq!(value(&report, "like "), name);
        for class in ["quotes", "dashes", "boxes", "greek"] {
            assert!(value(&report, class).starts_with(columns), "{class}: {report}");
        }
        assert_eq!(value(&report, "XTVERSION"), "XTerm(379)");
        assert_eq!(value(&report, "DA1"), "64;1;2;22");
        assert_eq!(value(&report, "size "), "100x80");
        assert_eq!(value(&report, "texts are set"), "as measured");
        assert!(report.ends_with("All is well."), "{report}");
    }
}

#[test]
fn a_mute_terminal_and_an_option_are_told() {
    let mute = Setup { answers: Answers::None, ..setup(of(RecordedTerminal::Narrow), &["--lang", "en"]) };
    let mute = report(mute);
    assert!(value(&mute, "answers").starts_with("none"), "{mute}");
    assert!(value(&mute, "texts are set").starts_with("for two columns"), "{mute}");
    assert!(mute.contains("- The terminal does not tell"), "{mute}");
    let asked_for = report(setup(of(RecordedTerminal::Narrow), &["--lang", "en", "--ambiguous", "avoid"]));
    assert!(value(&asked_for, "texts are set").starts_with("as configured"), "{asked_for}");
}

#[test]
fn a_multiplexer_comes_with_what_to_do() {
    let mut setup = setup(of(RecordedTerminal::Tmux33), &["--lang", "en"]);
    setup.variables.extend([("TERM", Some("tmux-256color")), ("TMUX", Some("/tmp/x,1,0"))]);
    let report = report(setup);
    assert_eq!(value(&report, "multiplexer"), "tmux");
    assert_eq!(value(&report, "like "), "tmux33");
    assert!(report.contains("set -s set-clipboard on") && report.contains("doctor --calibrate"), "{report}");
}

#[test]
fn a_calibration_shows_the_bar_where_the_glass_has_it_and_is_kept() {
    for (recorded, column, key, said) in [
        (RecordedTerminal::Narrow, 12, b"1", "such characters take one column"),
        (RecordedTerminal::XtermCjk, 22, b"2", "such characters take two columns"),
        // The glass shows something else than what answers.
        (RecordedTerminal::Narrow, 12, b"2", "characters of certain width stand for them"),
    ] {
        let mut setup = setup(of(recorded), &[]);
        setup.shell = Some("\"$0\" doctor --calibrate --lang en; exec \"$0\" doctor --lang en");
        let mut terminal = Terminal::start(setup);
        terminal.wait_for("question", |emulator| emulator.text().contains("Esc  leave it"));
        terminal.see(|emulator| assert_eq!(emulator.grid.row(3)[column].text(), "|", "{}", emulator.text()));
        terminal.send(b"x");
        terminal.send(key);
        assert_eq!(terminal.exit_code_within(PATIENCE), Some(0));
        terminal.wait_for_end();
        terminal.assert_given_back();
        let shown = terminal.see(|emulator| emulator.text());
        assert!(shown.contains(said), "{shown}");
        assert_eq!(value(&shown, "texts are set"), "as you said when it was calibrated");
    }
}

#[test]
fn drawing_anew_twice_in_the_reader_calibrates_at_once() {
    let setup = Setup { rows: 24, arguments: vec!["--lang".into(), "en".into()], ..Setup::default() };
    let mut terminal = Terminal::open(setup);
    terminal.settle();
    terminal.send(b"\x0c\x0c");
    terminal.wait_for("question", |emulator| emulator.text().contains("Which digit"));
    terminal.send(b"3");
    terminal.wait_for("the reader again", |emulator| !emulator.text().contains("Which digit"));
    terminal.send(b"\x0c\x0c");
    terminal.wait_for("question", |emulator| emulator.text().contains("Which digit"));
    terminal.resize(70, 20);
    terminal.wait_for("the reader at its new size", |emulator| {
        !emulator.text().contains("Which digit") && emulator.text().contains("Headlines")
    });
    terminal.forgive();
    terminal.send(b"Q");
    assert_eq!(terminal.exit_code_within(PATIENCE), Some(0));
    terminal.assert_given_back();
}
