//! A probe and a terminal of our own at the two ends of a pseudo-terminal.

use super::*;
use crate::runtime::terminal::event::TerminalEvent;
use crossterm::event::KeyCode;
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use signal_hook::consts::SIGUSR1;
use signal_hook::iterator::exfiltrator::SignalOnly;
use std::os::fd::OwnedFd;
use std::thread::JoinHandle;

const SAMPLES: [&str; 4] = ["a", "“", "中", "é"];

/// How the terminal at the other end behaves.
#[derive(Clone, Copy)]
struct Manner {
    /// Columns of “ and é.
    ambiguous: u16,
    hanzi: u16,
    /// So many cursors are told.
    most: usize,
    ends: bool,
    waits: Duration,
    types: &'static str,
}

const GOOD: Manner =
    Manner { ambiguous: 1, hanzi: 2, most: 99, ends: true, waits: Duration::ZERO, types: "" };

fn pair() -> (OwnedFd, Tty) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK;
    let tty = Tty::of(rustix::fs::open(name, flags, Mode::empty()).unwrap());
    tty.set_raw(&tty.attributes().unwrap()).unwrap();
    (master, tty)
}

/// Reads the question to its end, answers as it is told to, and stays there until it is dropped.
fn terminal(master: OwnedFd, manner: Manner) -> JoinHandle<OwnedFd> {
    std::thread::spawn(move || {
        let mut question = Vec::new();
        let mut buffer = [0; 4096];
        while !question.ends_with(b"\x1b[c") {
            let count = rustix::io::read(&master, &mut buffer).unwrap();
            question.extend_from_slice(&buffer[..count]);
        }
        std::thread::sleep(manner.waits);
        let question = String::from_utf8(question).unwrap();
        let mut answer = String::from(manner.types);
        for sample in question.split("\x1b[K").skip(1).take(manner.most) {
            let (sample, _) = sample.split_once("\x1b[6n").unwrap();
            let columns = match sample {
                "中" => manner.hanzi,
                "a" => 1,
                _ => manner.ambiguous,
            };
            answer.extend(["\x1b[2;", &(columns + 1).to_string(), "R"]);
        }
        if question.contains("\x1b[>q") {
            answer.push_str("\x1b[>84;0;0c\x1bP>|tmux 3.7\x1b\\");
        }
        if manner.ends {
            answer.push_str("\x1b[?62;1c");
        }
        // A line cuts where it likes.
        for piece in answer.as_bytes().chunks(7) {
            let _ = rustix::io::write(&master, piece);
        }
        master
    })
}

/// What was measured, what is left for the listener, how long it took.
fn measure(manner: Manner, remote: bool) -> (Measured, VecDeque<Input>, Duration) {
    let (master, tty) = pair();
    let other_end = terminal(master, manner);
    let start = Instant::now();
    let mut probe = Probe::new(&tty, None);
    probe.remote = remote;
    let measured = probe.measure(&SAMPLES, 80, "");
    let took = start.elapsed();
    drop(other_end.join().unwrap());
    (measured, probe.into_rest().typed, took)
}

#[test]
fn a_terminal_that_answers_is_measured() {
    for (ambiguous, widths) in [(1, [1, 1, 2, 1]), (2, [1, 2, 2, 2])] {
        let (measured, typed, _) = measure(Manner { ambiguous, ..GOOD }, false);
        assert_eq!(measured.reply, Reply::Complete);
        assert_eq!(measured.widths, widths.map(Some));
        assert_eq!(measured.reads_utf8, Some(true));
        assert!(typed.is_empty());
    }
}

#[test]
fn a_terminal_without_attributes_is_not_waited_for() {
    let (measured, _, took) = measure(Manner { ends: false, ..GOOD }, false);
    assert_eq!(measured.reply, Reply::Complete);
    assert!(took < BUDGET, "{took:?}");
}

#[test]
fn a_terminal_that_answers_in_part_is_unknown() {
    for (most, ends) in [(3, true), (3, false), (0, true)] {
        let (measured, ..) = measure(Manner { most, ends, ..GOOD }, false);
        let reply = if most == 0 { Reply::Mute } else { Reply::Partial };
        assert_eq!(measured.reply, reply);
        assert_eq!(measured.widths, [None; 4]);
        assert_eq!(measured.reads_utf8, None);
    }
}

#[test]
fn a_mute_terminal_costs_a_second() {
    let (measured, _, took) = measure(Manner { most: 0, ends: false, ..GOOD }, false);
    assert_eq!(measured.reply, Reply::Mute);
    assert!(took >= BUDGET && took < REMOTE_BUDGET, "{took:?}");
}

#[test]
fn over_a_long_line_a_late_answer_counts() {
    let late = Manner { waits: BUDGET + Duration::from_millis(200), ..GOOD };
    assert_eq!(measure(late, false).0.reply, Reply::Mute);
    assert_eq!(measure(late, true).0.reply, Reply::Complete);
}

#[test]
fn a_terminal_of_another_encoding_shows_itself() {
    let (measured, ..) = measure(Manner { hanzi: 3, ..GOOD }, false);
    assert_eq!(measured.reads_utf8, Some(false));
}

#[test]
fn answers_to_something_else_are_not_believed() {
    let (measured, ..) = measure(Manner { hanzi: 0, ..GOOD }, false);
    assert_eq!((measured.reads_utf8, measured.believed), (None, false));
}

#[test]
fn keys_typed_meanwhile_are_kept() {
    let (measured, typed, _) = measure(Manner { types: "j\x1b[B", ..GOOD }, false);
    assert_eq!(measured.reply, Reply::Complete);
    let codes: Vec<_> = typed
        .into_iter()
        .map(|input| match input {
            Input::Event(TerminalEvent::Key(key)) => key.code,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(codes, [KeyCode::Char('j'), KeyCode::Down]);
}

#[test]
fn more_questions_have_more_answers() {
    let (master, tty) = pair();
    let other_end = terminal(master, GOOD);
    let mut probe = Probe::new(&tty, None);
    let measured = probe.measure(&SAMPLES, 80, "\x1b[>c\x1b[>q");
    assert_eq!(measured.reply, Reply::Complete);
    assert!(probe.answers.contains(&Answer::SecondAttributes("84;0;0".to_owned())));
    assert!(probe.answers.contains(&Answer::Version("tmux 3.7".to_owned())));
    drop(other_end);
}

#[test]
fn a_narrow_terminal_is_not_asked() {
    let (_master, tty) = pair();
    let measured = Probe::new(&tty, None).measure(&SAMPLES, 11, "");
    assert_eq!((measured.reply, measured.widths), (Reply::NotAsked, vec![None; 4]));
}

#[test]
fn a_signal_ends_the_waiting_and_is_kept() {
    let signals = || {
        let (read, write) = std::os::unix::net::UnixStream::pair().unwrap();
        Signals::with_pipe(read, write, SignalOnly, [SIGUSR1, SIGWINCH]).unwrap()
    };
    // A new size comes at the start more often than not.
    for (signal, ends) in [(SIGUSR1, true), (SIGWINCH, false)] {
        let (_master, tty) = pair();
        let mut signals = signals();
        let mut probe = Probe::new(&tty, Some(&mut signals));
        signal_hook::low_level::raise(signal).unwrap();
        let start = Instant::now();
        assert_eq!(probe.measure(&SAMPLES, 80, "").reply, Reply::Mute);
        assert_eq!(start.elapsed() < BUDGET, ends, "{signal}: {:?}", start.elapsed());
        assert!(probe.into_rest().caught.contains(&signal));
    }
}

#[test]
fn a_lost_terminal_ends_the_waiting() {
    let start = Instant::now();
    let (master, tty) = pair();
    drop(master);
    assert_eq!(Probe::new(&tty, None).measure(&SAMPLES, 80, "").reply, Reply::Mute);
    assert!(start.elapsed() < BUDGET, "{:?}", start.elapsed());
}
