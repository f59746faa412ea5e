//! Measures what this terminal really does: each sample is printed, and the cursor asked where it is.
//!
//! One batch, one round trip, before the listener starts: all samples with CPR (`CSI 6n`), ended by DA1
//! (`CSI c`), the only questions whose late answers are harmless. A terminal that answers nothing, or not
//! all in time, is `unknown`: the layout that is right on every terminal is taken. Keys typed meanwhile are
//! kept for the listener. What the widths mean is decided in [`crate::text::width`].

use super::decode::{Answer, Decoder, Input};
use super::environment::TerminalError;
use super::guard::Guard;
use super::listen::Signals;
use super::tty::{Tty, timespec};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGWINCH};
use std::collections::VecDeque;
use std::fmt::Write;
use std::io;
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

/// A terminal that is there answers within this time, also over a slow line.
const BUDGET: Duration = Duration::from_secs(1);
/// Over SSH the first answer may take longer.
const REMOTE_BUDGET: Duration = Duration::from_secs(3);
/// For the stragglers of questions that only `banxin doctor` asks.
const STRAGGLERS: Duration = Duration::from_millis(150);
/// Below this width the samples themselves would not fit.
const LEAST_COLUMNS: u16 = 12;
/// Two columns on every terminal that reads UTF-8, something else on all others.
const CANARY: &str = "中";

/// How the terminal answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// For every sample, in time.
    Complete,
    /// For some of them.
    Partial,
    /// Not at all.
    Mute,
    /// It was not asked: it is too narrow.
    NotAsked,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// Columns each sample took, in the order of the samples; `None` where no answer came.
    pub widths: Vec<Option<u8>>,
    /// Whether all answers came.
    pub reply: Reply,
    /// Whether the terminal reads UTF-8; `None` when it did not say.
    pub reads_utf8: Option<bool>,
    /// Whether the answers can be believed: a hanzi that takes no two columns is an answer to something else.
    pub believed: bool,
    /// Time from the question to the last answer, or to giving up.
    pub elapsed: Duration,
}

/// What `banxin doctor` learns about a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// The widths.
    pub measured: Measured,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Primary device attributes (DA1), parted by semicolons.
    pub attributes: Option<String>,
    /// Secondary device attributes (DA2); `84;0;0` is tmux, `83;...` GNU screen.
    pub second_attributes: Option<String>,
    /// Name and version (XTVERSION).
    pub version: Option<String>,
}

/// Asks the terminal everything, without a session and without an event loop: for `banxin doctor`.
///
/// The questions other than CPR and DA1 are asked only here, where nothing reads keys afterwards; the version also of a
/// terminal that is known to answer it, before DA1.
pub fn examine(samples: &[&str]) -> Result<Examination, TerminalError> {
    let guard = Guard::get_or_open()?;
    super::ending::guard_panics(guard);
    let failed = |source| TerminalError::SetUp { step: "asking for its size", source };
    let size = guard.tty().size().map_err(failed)?;
    guard.enter()?;
    let mut probe = Probe::new(guard.tty(), None);
    let measured = probe.measure(samples, size.0, "\x1b[>c\x1b[>q");
    probe.listen_until(Instant::now() + STRAGGLERS, |_| false);
    guard.tty().discard_input();
    guard.give_back();
    Ok(Examination {
        measured,
        size,
        attributes: probe.answer(|answer| match answer {
            Answer::Attributes(text) => Some(text.clone()),
            _ => None,
        }),
        second_attributes: probe.answer(|answer| match answer {
            Answer::SecondAttributes(text) => Some(text.clone()),
            _ => None,
        }),
        version: probe.version(),
    })
}

/// What came while the terminal was asked and is for the listener.
pub(super) struct Rest {
    pub(super) decoder: Decoder,
    pub(super) typed: VecDeque<Input>,
    pub(super) caught: Vec<i32>,
}

/// One conversation with a terminal.
pub(super) struct Probe<'a> {
    tty: &'a Tty,
    /// Most signals end the conversation early.
    signals: Option<&'a mut Signals>,
    /// Signals that came meanwhile.
    caught: Vec<i32>,
    decoder: Decoder,
    answers: Vec<Answer>,
    /// Keys typed meanwhile.
    typed: VecDeque<Input>,
    /// Whether the line is one over which a first answer may take long.
    remote: bool,
}

impl<'a> Probe<'a> {
    pub(super) fn new(tty: &'a Tty, signals: Option<&'a mut Signals>) -> Self {
        Self {
            tty,
            signals,
            caught: Vec::new(),
            decoder: Decoder::new(),
            answers: Vec::new(),
            typed: VecDeque::new(),
            remote: std::env::var_os("SSH_CONNECTION").is_some(),
        }
    }

    /// Measures `samples` on the second row of a cleared screen and clears it again. `more` are questions
    /// asked before the last one.
    pub(super) fn measure(&mut self, samples: &[&str], columns: u16, more: &str) -> Measured {
        let start = Instant::now();
        let wanted = samples.len() + 1;
        if columns < LEAST_COLUMNS {
            return Measured {
                widths: vec![None; samples.len()],
                reply: Reply::NotAsked,
                reads_utf8: None,
                believed: true,
                elapsed: Duration::ZERO,
            };
        }
        let asked = self.tty.write(question(samples, more).as_bytes(), BUDGET);
        if asked.is_ok() {
            self.wait_for_answers(start, wanted, more.is_empty());
        }
        // Also when nothing came: a mute terminal has printed the samples all the same.
        let _ = self.tty.write(b"\x1b[m\x1b[2J", BUDGET);
        let mut widths = self.cursors();
        let reply = match widths.len() {
            0 => Reply::Mute,
            count if count == wanted => Reply::Complete,
            _ => Reply::Partial,
        };
        widths.resize(wanted, None);
        let canary = widths.remove(0);
        let canary = canary.filter(|_| reply == Reply::Complete);
        // Three columns are three bytes shown one by one. Anything else but two comes from something that answers
        // before it has shown what it was sent: then nothing that it says of widths can be believed.
        let reads_utf8 = canary.filter(|width| matches!(width, 2 | 3..)).map(|width| width == 2);
        let believed = canary.is_none_or(|width| width >= 2);
        if reply == Reply::Partial {
            // Which samples were answered is not known.
            widths.fill(None);
        }
        Measured { widths, reply, reads_utf8, believed, elapsed: start.elapsed() }
    }

    /// Name and version, if they were asked for and told.
    pub(super) fn version(&self) -> Option<String> {
        self.answer(|answer| match answer {
            Answer::Version(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// What the listener goes on with.
    pub(super) fn into_rest(self) -> Rest {
        Rest { decoder: self.decoder, typed: self.typed, caught: self.caught }
    }

    fn wait_for_answers(&mut self, start: Instant, wanted: usize, nothing_more: bool) {
        let done = |answers: &[Answer]| {
            let cursors = answers.iter().filter(|answer| matches!(answer, Answer::Cursor { .. })).count();
            let ended = matches!(answers.last(), Some(Answer::Attributes(_)));
            ended || (nothing_more && cursors >= wanted)
        };
        let ended = self.listen_until(start + BUDGET, done);
        if !ended && self.answers.is_empty() && self.remote {
            self.listen_until(start + REMOTE_BUDGET, |answers| !answers.is_empty());
            // It is there after all, at the end of a long line.
            self.listen_until(Instant::now() + BUDGET, done);
        }
    }

    /// Reads until `done` says so (true), or until the time, the interruption or the terminal's end (false).
    fn listen_until(&mut self, end: Instant, done: impl Fn(&[Answer]) -> bool) -> bool {
        while !done(&self.answers) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || !self.wait_and_read(left) {
                return false;
            }
        }
        true
    }

    /// False when there is nothing to wait for any more.
    fn wait_and_read(&mut self, longest: Duration) -> bool {
        let longest = self.decoder.patience().map_or(longest, |patience| patience.min(longest));
        let tty = self.tty;
        // Without signals the terminal is watched twice.
        let signals = self.signals.as_ref().map_or(tty.as_fd(), |signals| signals.get_read().as_fd());
        let mut both = [PollFd::new(&tty, PollFlags::IN), PollFd::from_borrowed_fd(signals, PollFlags::IN)];
        match poll(&mut both, Some(&timespec(longest))) {
            Ok(0) => {
                self.decoder.give_up(&mut self.typed);
                return true;
            }
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
        let [terminal, _] = both.map(|fd| fd.revents());
        if self.is_called_away() {
            return false;
        }
        let mut buffer = [0; 4096];
        match self.tty.read(&mut buffer) {
            Ok([]) => false,
            Ok(bytes) => {
                self.sort(bytes);
                true
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => !terminal.contains(PollFlags::HUP),
            Err(_) => false,
        }
    }

    /// Takes the signals that came; a new size is no reason to stop asking.
    fn is_called_away(&mut self) -> bool {
        if let Some(signals) = &mut self.signals {
            self.caught.extend(signals.pending());
        }
        self.caught.iter().any(|signal| !matches!(*signal, SIGWINCH | SIGCONT))
    }

    fn sort(&mut self, bytes: &[u8]) {
        let mut found = VecDeque::new();
        self.decoder.feed(bytes, &mut found);
        for input in found {
            match input {
                Input::Answer(answer) => self.answers.push(answer),
                typed => self.typed.push_back(typed),
            }
        }
    }

    /// The columns before each cursor that was told, in order.
    fn cursors(&self) -> Vec<Option<u8>> {
        let column = |answer: &Answer| match answer {
            Answer::Cursor { column, .. } => Some(u8::try_from(column.saturating_sub(1)).ok()),
            _ => None,
        };
        self.answers.iter().filter_map(column).collect()
    }

    fn answer(&self, of: impl Fn(&Answer) -> Option<String>) -> Option<String> {
        self.answers.iter().find_map(of).map(|text| crate::text::sanitize::line(&text).into_owned())
    }
}

/// The whole conversation's first part as one write. Concealed (SGR 8), so that it does not flash.
fn question(samples: &[&str], more: &str) -> String {
    let mut question = String::from("\x1b[8m");
    for sample in [CANARY].iter().chain(samples) {
        // Writing into a string cannot fail.
        let _ = write!(question, "\x1b[2;1H\x1b[K{sample}\x1b[6n");
    }
    question.push_str(more);
    question.push_str("\x1b[c");
    question
}

#[cfg(test)]
mod tests;
