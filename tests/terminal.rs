//! The terminal's life, on the real binary in a pseudo-terminal: taken, shared, lost and always given back.
//!
//! `Q` leaves from everywhere, `/` opens a text field and Escape closes it; `BANXIN_TEST_PANIC` makes a debug
//! build panic on `x`.

#![cfg(target_os = "linux")]

mod support;

use rustix::process::Signal;
use std::time::{Duration, Instant};
use support::pty::{Answers, PATIENCE, Setup, Terminal, process_state};

/// Leaves as a person does who does not know what is open.
fn leave(terminal: &mut Terminal) -> Option<u32> {
    let end = Instant::now() + PATIENCE;
    loop {
        for key in [b"\x1b", b"\x1b", b"Q"] {
            terminal.offer(key);
            std::thread::sleep(Duration::from_millis(80));
        }
        // On a busy machine Esc and Q may arrive in one piece, which is another key: then they are pressed again.
        let code = terminal.exit_code_within(Duration::from_secs(2));
        if code.is_some() || Instant::now() >= end {
            return code;
        }
    }
}

#[track_caller]
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < end, "{what}: not in time");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn with_fault(fault: &'static str) -> Setup {
    Setup { variables: vec![("BANXIN_TEST_PANIC", Some(fault))], ..Setup::default() }
}

#[test]
fn leaving_gives_the_terminal_back() {
    let mut terminal = Terminal::open(Setup::default());
    assert!(!terminal.line_is_as_before(), "raw while running");
    terminal.see(|emulator| {
        assert!(!emulator.modes.contains(&7), "lines do not wrap");
        assert!(emulator.modes.contains(&2004), "a paste comes as one");
        assert!(!emulator.modes.contains(&1000), "the mouse is the terminal's");
    });
    terminal.send(b"q");
    assert_eq!(terminal.exit_code_within(PATIENCE), Some(0));
    terminal.assert_given_back();
    assert_eq!(terminal.see(|emulator| emulator.text()), "", "nothing is left on the shell's screen");
}

#[test]
fn a_configuration_that_wants_the_mouse_has_it_from_the_start() {
    let script = "echo 'mouse = true' > \"$HOME/c.toml\"; exec \"$0\" --config \"$HOME/c.toml\"";
    let mut terminal = Terminal::open(Setup { shell: Some(script), ..Setup::default() });
    terminal.see(|emulator| assert!(emulator.modes.contains(&1000)));
    assert_eq!(leave(&mut terminal), Some(0));
    terminal.assert_given_back();
}

#[test]
fn a_signal_gives_the_terminal_back_and_tells_the_shell() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129), (Signal::QUIT, 131)] {
        let mut terminal = Terminal::open(Setup::default());
        let start = Instant::now();
        terminal.signal(signal);
        assert_eq!(terminal.exit_code_within(PATIENCE), Some(code));
        assert!(start.elapsed() < Duration::from_secs(1), "{signal:?} took {:?}", start.elapsed());
        terminal.assert_given_back();
    }
}

#[test]
fn a_panic_of_any_thread_gives_the_terminal_back() {
    for fault in ["draw", "input", "worker"] {
        let mut terminal = Terminal::open(with_fault(fault));
        terminal.send(b"xjj");
        assert_eq!(terminal.exit_code_within(PATIENCE), Some(70), "{fault}");
        terminal.wait_for_end();
        terminal.assert_given_back();
        let told = terminal.see(|emulator| emulator.text());
        assert!(told.contains("banxin: internal error") && told.contains("hint:"), "{fault}: {told}");
    }
}

#[test]
fn a_stop_shares_the_terminal() {
    let mut terminal = Terminal::open(Setup::default());
    let asked = terminal.see(|emulator| emulator.cursor_questions);
    for round in 0..10_u16 {
        terminal.signal(Signal::TSTP);
        terminal.wait_for("screen of the shell", |emulator| !emulator.is_alternate());
        wait_until("stopped", || process_state(&terminal.program()) == Some('T'));
        assert!(terminal.line_is_as_before(), "stopped with a sane line");
        terminal.see(|emulator| assert!(emulator.shows_cursor() && emulator.modes.contains(&7)));
        let frames = terminal.see(|emulator| emulator.frames);
        terminal.resize(60 + round, 20);
        terminal.signal(Signal::CONT);
        terminal.wait_for("full redraw", |emulator| {
            emulator.is_alternate() && emulator.frames > frames && !emulator.text().is_empty()
        });
        assert!(!terminal.line_is_as_before(), "raw again");
    }
    assert_eq!(terminal.see(|emulator| emulator.cursor_questions), asked, "a question");
    assert_eq!(leave(&mut terminal), Some(0));
    terminal.assert_given_back();
}

#[test]
fn a_shell_with_job_control_stops_it_and_brings_it_back() {
    let script = "set -m; \"$0\"; echo stopped; bg >/dev/null; sleep 0.3; fg >/dev/null; exit $?";
    let mut terminal = Terminal::open(Setup { shell: Some(script), ..Setup::default() });
    terminal.settle();
    let frames = terminal.see(|emulator| emulator.frames);
    terminal.send(b"\x1a");
    terminal.wait_for("screen of the shell", |emulator| emulator.text().contains("stopped"));
    terminal.wait_for("full redraw", |emulator| {
        emulator.is_alternate() && emulator.frames > frames && !emulator.text().is_empty()
    });
    assert_eq!(leave(&mut terminal), Some(0));
    terminal.assert_given_back();
}

#[test]
fn being_stopped_without_warning_is_mended() {
    let mut terminal = Terminal::open(Setup::default());
    terminal.signal(Signal::STOP);
    wait_until("stopped", || process_state(&terminal.program()) == Some('T'));
    let frames = terminal.see(|emulator| emulator.frames);
    terminal.signal(Signal::CONT);
    terminal.wait_for("full redraw", |emulator| emulator.frames > frames);
    assert_eq!(leave(&mut terminal), Some(0));
    terminal.assert_given_back();
}

#[test]
fn control_z_without_a_shell_is_no_trap() {
    // The program is its session's leader: nobody could continue it.
    let mut terminal = Terminal::open(Setup::default());
    terminal.send(b"\x1a");
    std::thread::sleep(Duration::from_millis(200));
    assert_ne!(process_state(&terminal.program()), Some('T'));
    assert_eq!(leave(&mut terminal), Some(0));
}

#[test]
fn a_terminal_that_is_gone_ends_the_program() {
    let setups = [
        ("the leader", Setup::default()),
        ("not the leader", Setup { shell: Some("\"$0\"; exit $?"), ..Setup::default() }),
        ("signal ignored", Setup { shell: Some("trap '' HUP; exec \"$0\""), ..Setup::default() }),
        ("no controlling terminal", Setup { controlling: false, ..Setup::default() }),
    ];
    for (name, setup) in setups {
        let mut terminal = Terminal::open(setup);
        let program = terminal.program();
        terminal.hang_up(b"j");
        let start = Instant::now();
        wait_until(name, || matches!(process_state(&program), None | Some('Z')));
        assert!(start.elapsed() < Duration::from_secs(2), "{name}: {:?}", start.elapsed());
        assert!(terminal.exit_code_within(PATIENCE).is_some(), "{name}");
    }
}

/// Makes the program draw until every buffer on the way is full: nobody reads.
fn fill(terminal: &Terminal) {
    terminal.pause_reading();
    for round in 0..100 {
        terminal.resize_line(200 - round % 2, 60);
        terminal.send(b"jk");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_terminal_that_nobody_reads_is_given_back_all_the_same() {
    let mut terminal = Terminal::open(Setup { columns: 200, rows: 60, ..Setup::default() });
    fill(&terminal);
    let start = Instant::now();
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.exit_code_within(PATIENCE), Some(143));
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert!(terminal.line_is_as_before());
}

#[test]
fn a_terminal_that_is_read_again_shows_the_newest_frame() {
    let mut terminal = Terminal::open(Setup { columns: 200, rows: 60, ..Setup::default() });
    fill(&terminal);
    terminal.resize(100, 30);
    terminal.go_on_reading();
    terminal.settle();
    terminal.forgive();
    let frames = terminal.see(|emulator| emulator.frames);
    terminal.resize(101, 30);
    terminal.wait_for("newest frame", |emulator| emulator.frames > frames && !emulator.text().is_empty());
    assert_eq!(leave(&mut terminal), Some(0));
}

#[test]
fn a_storm_of_resizes_is_taken_calmly() {
    let mut terminal = Terminal::open(Setup::default());
    let frames = terminal.see(|emulator| emulator.frames);
    let start = Instant::now();
    for round in 0..400_u16 {
        terminal.resize(round.wrapping_mul(37) % 500, round.wrapping_mul(13) % 200);
    }
    for (columns, rows) in [(0, 0), (1, 1), (2, 3), (1, 200), (1000, 1), (65535, 65535), (90, 30)] {
        terminal.resize_line(columns, rows);
        std::thread::sleep(Duration::from_millis(40));
    }
    terminal.resize(91, 31);
    let took = start.elapsed();
    let drawn = terminal.see(|emulator| emulator.frames) - frames;
    let most = 10 + (took.as_millis() / 16) as usize;
    assert!(drawn <= most, "{drawn} frames in {took:?}");
    terminal.send(b"j");
    terminal.wait_for("screen of the last size", |emulator| {
        emulator.frames > frames + drawn && !emulator.text().is_empty()
    });
    terminal.forgive();
    assert_eq!(leave(&mut terminal), Some(0));
    terminal.assert_given_back();
}

#[test]
fn a_paste_of_any_size_is_survived() {
    for length in [1023, 1024, 20_000] {
        let mut terminal = Terminal::open(Setup::default());
        terminal.send(&vec![b'k'; length]);
        let start = Instant::now();
        terminal.send(b"Q");
        assert_eq!(terminal.exit_code_within(PATIENCE), Some(0), "{length} bytes without brackets");
        assert!(start.elapsed() < Duration::from_secs(2), "{length}: {:?}", start.elapsed());
    }
}

#[test]
fn a_bracketed_paste_is_survived_with_and_without_an_end() {
    let ten_megabytes = [b"\x1b[200~".to_vec(), vec![b'x'; 10_000_000], b"\x1b[201~".to_vec()].concat();
    let never_closed = b"\x1b[200~abc".to_vec();
    for (name, paste) in [("10 MB", ten_megabytes), ("never closed", never_closed)] {
        let mut terminal = Terminal::open(Setup::default());
        terminal.send(b"/");
        terminal.wait_for("the field", |emulator| emulator.text().contains("检索"));
        terminal.send(&paste);
        std::thread::sleep(Duration::from_millis(1100));
        terminal.send(b"\x1b");
        assert_eq!(leave(&mut terminal), Some(0), "{name}");
        terminal.assert_given_back();
    }
}

#[test]
fn what_is_pasted_is_never_keys() {
    let mut terminal = Terminal::open(Setup::default());
    terminal.settle();
    terminal.send(b"\x1b[200~qQAs\r\nq\x1b[201~");
    terminal.wait_for("the field with the text", |emulator| emulator.text().contains("qQAs q"));
    assert_eq!(leave(&mut terminal), Some(0));
    terminal.assert_given_back();
}

#[test]
fn late_answers_are_not_keys() {
    let mut terminal = Terminal::open(Setup::default());
    terminal.settle();
    let before = terminal.see(|emulator| emulator.text());
    terminal
        .send(b"\x1b[2;3R\x1b[?64;1;2c\x1b[?2026;2$y\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1bP>|XTerm(379)\x1b\\");
    terminal.send(b"\x1b[?2026;2$");
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(terminal.see(|emulator| emulator.text()), before);
    assert_eq!(leave(&mut terminal), Some(0));
}

#[test]
fn rubbish_from_the_terminal_is_survived() {
    let mut terminal = Terminal::open(Setup::default());
    // Invalid UTF-8 and broken sequences, without a key that could leave.
    let rubbish: Vec<u8> =
        (0..65_536_u32).map(|place| [0xff, 0xc3, 0x80, 0x9b, 0x1b][place as usize % 5]).collect();
    terminal.send(&rubbish);
    assert_eq!(leave(&mut terminal), Some(0));
    terminal.assert_given_back();
}

#[test]
fn without_a_terminal_one_line_says_what_to_do() {
    let shell = |script| Setup { shell: Some(script), ..Setup::default() };
    let variables =
        |variables: Vec<(&'static str, Option<&'static str>)>| Setup { variables, ..Setup::default() };
    let refused = [
        (shell("\"$0\" </dev/null"), "标准输入不是终端"),
        (shell("\"$0\" <&-"), "标准输入不是终端"),
        (shell("\"$0\" >/dev/null"), "标准输出不是终端"),
        (shell("\"$0\" >&-"), "标准输出不是终端"),
        (variables(vec![("TERM", None)]), "没有设 TERM，"),
        (variables(vec![("TERM", Some("dumb"))]), "TERM 是“dumb”"),
        (variables(vec![("LANG", Some("C"))]), "LANG=C is not UTF-8"),
        (variables(vec![("LC_ALL", Some("zh_CN.GBK"))]), "LC_ALL=zh_CN.GBK is not UTF-8"),
    ];
    for (setup, why) in refused {
        let mut terminal = Terminal::start(Setup { columns: 250, ..setup });
        assert_eq!(terminal.exit_code_within(PATIENCE), Some(2), "{why}");
        terminal.wait_for_end();
        let told = terminal.see(|emulator| emulator.text());
        assert!(told.contains(why) && told.contains("banxin list"), "{why}: {told}");
        assert_eq!(told.lines().count(), 1, "{told}");
        terminal.assert_given_back();
    }
}

#[test]
fn a_locale_can_be_overruled() {
    let variables = vec![("LANG", Some("C"))];
    let mut terminal =
        Terminal::open(Setup { variables, arguments: vec!["--force-utf8".into()], ..Setup::default() });
    assert_eq!(leave(&mut terminal), Some(0));
}

#[test]
fn an_idle_reader_does_not_wake() {
    let mut terminal = Terminal::open(Setup::default());
    terminal.settle();
    let (received, woken) = (terminal.received(), terminal.wake_ups());
    std::thread::sleep(Duration::from_secs(5));
    assert_eq!(terminal.received(), received, "bytes were written");
    assert_eq!(terminal.wake_ups(), woken, "a thread woke up");
    assert_eq!(leave(&mut terminal), Some(0));
}

#[test]
fn a_terminal_that_answers_badly_is_used_all_the_same() {
    let answers = [
        Answers::None,
        Answers::Partial(0),
        Answers::Partial(5),
        Answers::Late(Duration::from_millis(300)),
        Answers::Late(Duration::from_millis(1300)),
    ];
    for answers in answers {
        let mut terminal = Terminal::open(Setup { answers, ..Setup::default() });
        std::thread::sleep(Duration::from_millis(500));
        terminal.see(|emulator| assert_eq!(emulator.faults, Vec::<String>::new(), "{answers:?}"));
        assert_eq!(leave(&mut terminal), Some(0), "{answers:?}");
        terminal.assert_given_back();
    }
}

#[test]
fn keys_typed_before_the_first_frame_are_kept() {
    let mut terminal = Terminal::start(Setup { answers: Answers::None, ..Setup::default() });
    terminal.wait_for("question", |emulator| emulator.cursor_questions > 0);
    terminal.send(b"Q");
    assert_eq!(terminal.exit_code_within(PATIENCE), Some(0));
    terminal.assert_given_back();
}

#[test]
fn a_terminal_of_another_encoding_is_refused() {
    // One that shows each byte: three columns for a hanzi.
    let bytes = Box::new(|character: char| character.len_utf8() as u8);
    let mut terminal = Terminal::start(Setup { widths: bytes, columns: 250, ..Setup::default() });
    assert_eq!(terminal.exit_code_within(PATIENCE), Some(2));
    terminal.wait_for_end();
    let told = terminal.see(|emulator| emulator.text());
    assert!(told.contains("does not read UTF-8") && told.contains("--force-utf8"), "{told}");
}
