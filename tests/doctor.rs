//! `banxin doctor` on the real binary in a pseudo-terminal: what it says of a narrow, a wide and a mute terminal.

#![cfg(target_os = "linux")]

mod support;

use banxin::text::width::recorded::RecordedTerminal;
use support::emulator::Widths;
use support::pty::{Answers, PATIENCE, Setup, Terminal};

fn setup(widths: Widths, arguments: &[&str]) -> Setup {
    Setup {
        columns: 100,
        rows: 80,
        widths,
        arguments: ["doctor"].iter().chain(arguments).map(|each| (*each).to_owned()).collect(),
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
    setup.variables = vec![("TERM", Some("tmux-256color")), ("TMUX", Some("/tmp/x,1,0"))];
    let report = report(setup);
    assert_eq!(value(&report, "multiplexer"), "tmux");
    assert_eq!(value(&report, "like "), "tmux33");
    assert!(report.contains("set -s set-clipboard on") && report.contains("--ambiguous avoid"), "{report}");
}
