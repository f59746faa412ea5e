//! One thread that hears everything the terminal and the kernel have to say, and sleeps otherwise.
//!
//! It waits in one `poll` without a timeout over the terminal and the pipe that signals are written to, so
//! an idle reader never wakes. A terminal that is gone shows as a hang-up there even when SIGHUP is ignored,
//! which is why there is no watchdog. Reading through crossterm was weighed and left: its `use-dev-tty`
//! source needs a watchdog that wakes every second, hides the hang-up, and is deaf for good after a paste
//! without an end or a late mode report. What the bytes mean is found in [`super::decode`].
//!
//! While the loop does not keep up, nothing is read from the terminal: a paste of any size stays in the
//! kernel's and the sender's buffers.

use super::decode::{Decoder, Input};
use super::ending::{ask_for_panic, end_now, panic_if_asked};
use super::event::TerminalEvent;
use super::guard::Guard;
use super::probe::Rest;
use super::tty::timespec;
use crossbeam_channel::{Sender, TrySendError};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::Signal;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use std::collections::VecDeque;
use std::io;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// What ends the loop has so long to save and to leave; then the program is ended.
pub(super) const GRACE: Duration = Duration::from_millis(500);
/// Resizes come by the hundred while a window is dragged; the loop hears of at most one in this time.
const RESIZE_PACE: Duration = Duration::from_millis(17);
/// How soon to try again when the loop has not taken what waits.
const FULL_PACE: Duration = Duration::from_millis(10);

/// Whether the next stop takes the whole process group along, as Control-Z does in a shell.
static STOP_GROUP: AtomicBool = AtomicBool::new(false);

/// The signals of the terminal's life, delivered through a socket pair.
pub(super) type Signals = SignalDelivery<UnixStream, SignalOnly>;

/// Whether signals do again what they do by default, because there is no session.
static BY_DEFAULT: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Catches the signals; until [`let_signals_be`] none of them ends or stops the program by itself.
pub(super) fn catch_signals() -> io::Result<Signals> {
    let (read, write) = UnixStream::pair()?;
    let first = BY_DEFAULT.get().is_none();
    let by_default = BY_DEFAULT.get_or_init(Arc::default);
    by_default.store(false, Ordering::SeqCst);
    if first {
        // SIGPIPE is ignored by Rust's runtime already; SIGXFSZ gets a handler without effect, so that a
        // limit on files is an error of the write.
        signal_hook::flag::register(SIGXFSZ, Arc::default())?;
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP] {
            signal_hook::flag::register_conditional_default(signal, Arc::clone(by_default))?;
        }
    }
    let caught = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH];
    Signals::with_pipe(read, write, SignalOnly, caught)
}

/// After the session: a signal ends the program as it would have before.
pub(super) fn let_signals_be() {
    if let Some(by_default) = BY_DEFAULT.get() {
        by_default.store(true, Ordering::SeqCst);
    }
}

/// Asks for a stop of the whole process group, as a shell's Control-Z would.
///
/// In the group of the session's leader there is no shell that could continue us: nothing happens.
pub(super) fn ask_for_stop() {
    let alone = rustix::process::getsid(None).is_ok_and(|session| session == rustix::process::getpgrp());
    if !alone {
        STOP_GROUP.store(true, Ordering::SeqCst);
        let _ = signal_hook::low_level::raise(SIGTSTP);
    }
}

/// The thread's state.
pub(super) struct Listener {
    guard: &'static Guard,
    signals: Signals,
    decoder: Decoder,
    sender: Sender<TerminalEvent>,
    /// What the loop has not taken yet.
    waiting: VecDeque<TerminalEvent>,
    found: VecDeque<Input>,
    /// Signals that came before we listened.
    caught: Vec<i32>,
    heard: Instant,
    /// As the loop knows it.
    size: (u16, u16),
    resized: Option<Instant>,
    resize_due: Option<Instant>,
    quitting: Option<(Instant, i32)>,
    gone: bool,
}

impl Listener {
    /// A listener that goes on where the probe stopped.
    pub(super) fn new(
        guard: &'static Guard,
        signals: Signals,
        rest: Rest,
        size: (u16, u16),
        sender: Sender<TerminalEvent>,
    ) -> Self {
        Self {
            size,
            guard,
            signals,
            decoder: rest.decoder,
            caught: rest.caught,
            sender,
            waiting: VecDeque::new(),
            found: rest.typed,
            heard: Instant::now(),
            resized: None,
            resize_due: None,
            quitting: None,
            gone: false,
        }
    }

    /// Listens until the signals' handle is closed or nobody takes events any more.
    pub(super) fn run(mut self) {
        self.pass_on();
        let caught = std::mem::take(&mut self.caught);
        self.heed(&caught);
        let handle = self.signals.handle();
        while !handle.is_closed() && self.offer() {
            match self.wait() {
                Ok((from_terminal, from_signals)) => {
                    if from_signals {
                        self.hear_signals();
                    }
                    self.hear_terminal(from_terminal);
                }
                // Only a lack of memory is left; what cannot be waited for is taken for gone.
                Err(_) => self.lose_terminal(),
            }
            self.look_at_the_clock();
        }
    }

    fn wait(&self) -> io::Result<(PollFlags, bool)> {
        // Without flags only a hang-up is reported.
        let reading = self.waiting.is_empty() && self.guard.is_ours();
        let wanted = if reading { PollFlags::IN } else { PollFlags::empty() };
        let signals = PollFd::new(self.signals.get_read(), PollFlags::IN);
        let terminal = PollFd::new(self.guard.tty(), wanted);
        let mut both = [signals, terminal];
        let watched = if self.gone { 1 } else { 2 };
        let timeout = self.next_time().map(|time| timespec(time.saturating_duration_since(Instant::now())));
        let polled = both.get_mut(..watched).map(|fds| poll(fds, timeout.as_ref()));
        match polled {
            Some(Err(error)) if error != rustix::io::Errno::INTR => return Err(error.into()),
            _ => {}
        }
        let [signals, terminal] = both;
        Ok((terminal.revents(), !signals.revents().is_empty()))
    }

    /// The next moment at which something is due; `None` in an idle reader.
    fn next_time(&self) -> Option<Instant> {
        let full = (!self.waiting.is_empty()).then(|| Instant::now() + FULL_PACE);
        let half_read = self.decoder.patience().map(|patience| self.heard + patience);
        let end = self.quitting.map(|(end, _)| end);
        [full, half_read, end, self.resize_due].into_iter().flatten().min()
    }

    fn hear_terminal(&mut self, ready: PollFlags) {
        if ready.contains(PollFlags::IN) {
            let mut buffer = [0; 4096];
            match self.guard.tty().read(&mut buffer) {
                Ok([]) => self.lose_terminal(),
                Ok(bytes) => {
                    ask_for_panic(bytes);
                    panic_if_asked("input");
                    self.heard = Instant::now();
                    self.decoder.feed(bytes, &mut self.found);
                    self.pass_on();
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => self.lose_terminal(),
            }
        } else if ready.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            self.lose_terminal();
        }
    }

    fn hear_signals(&mut self) {
        let signals: Vec<i32> = self.signals.pending().collect();
        self.heed(&signals);
    }

    fn heed(&mut self, signals: &[i32]) {
        for signal in signals {
            match *signal {
                SIGWINCH => self.resize_soon(),
                SIGCONT => self.resume(),
                // Continued meanwhile: there is nothing to stop for any more.
                SIGTSTP if signals.contains(&SIGCONT) => {}
                SIGTSTP => self.stop(),
                _ => self.quit(128 + signal),
            }
        }
    }

    fn look_at_the_clock(&mut self) {
        let now = Instant::now();
        if let Some((_, code)) = self.quitting.filter(|(end, _)| now >= *end) {
            end_now(self.guard, code);
        }
        if self.decoder.patience().is_some_and(|patience| now >= self.heard + patience) {
            self.decoder.give_up(&mut self.found);
            self.pass_on();
        }
        if self.resize_due.is_some_and(|due| now >= due) {
            self.resize(now);
        }
    }

    fn resize_soon(&mut self) {
        let now = Instant::now();
        let due = self.resized.map_or(now, |last| (last + RESIZE_PACE).max(now));
        self.resize_due.get_or_insert(due);
    }

    fn resize(&mut self, now: Instant) {
        self.resize_due = None;
        self.resized = Some(now);
        if let Ok(size) = self.guard.tty().size() {
            self.size = size;
            self.waiting.retain(|event| !matches!(event, TerminalEvent::Resize(..)));
            self.waiting.push_back(TerminalEvent::Resize(size.0, size.1));
        }
    }

    /// Gives the terminal to the shell and stops. We are continued by SIGCONT, see [`Self::resume`]: this
    /// thread may run on for a moment before the stop takes hold, so nothing is taken back here.
    fn stop(&mut self) {
        self.guard.step_aside();
        let stopped = if STOP_GROUP.swap(false, Ordering::SeqCst) {
            rustix::process::kill_current_process_group(Signal::STOP)
        } else {
            rustix::process::kill_process(rustix::process::getpid(), Signal::STOP)
        };
        if stopped.is_err() {
            self.resume();
        }
    }

    fn resume(&mut self) {
        if self.quitting.is_some() {
            return;
        }
        if !self.guard.tty().is_foreground() {
            // Continued by `bg`: the screen is the shell's. Stopped, we are told when it is ours again; a
            // shell says nothing to what runs already.
            let _ = rustix::process::kill_process(rustix::process::getpid(), Signal::TTOU);
        } else if self.guard.come_back() {
            self.waiting.push_back(TerminalEvent::Resumed);
            if self.guard.tty().size().is_ok_and(|size| size != self.size) {
                self.resize(Instant::now());
            }
        }
    }

    fn lose_terminal(&mut self) {
        self.gone = true;
        self.quit(128 + SIGHUP);
    }

    /// The first reason counts: a terminal that closes sends a signal as well.
    fn quit(&mut self, code: i32) {
        if self.quitting.is_none() {
            self.quitting = Some((Instant::now() + GRACE, code));
            self.waiting.push_back(TerminalEvent::Quit(code));
            self.guard.end_frames();
        }
    }

    fn pass_on(&mut self) {
        self.waiting.extend(self.found.drain(..).filter_map(|input| match input {
            Input::Event(event) => Some(event),
            // Late answers to the width probe.
            Input::Answer(_) | Input::Nothing => None,
        }));
    }

    /// Hands over what the loop has room for; false when there is no loop any more.
    fn offer(&mut self) -> bool {
        while let Some(event) = self.waiting.pop_front() {
            match self.sender.try_send(event) {
                Ok(()) => {}
                Err(TrySendError::Full(event)) => {
                    self.waiting.push_front(event);
                    break;
                }
                Err(TrySendError::Disconnected(_)) => return false,
            }
        }
        true
    }
}
