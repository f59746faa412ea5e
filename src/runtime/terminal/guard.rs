//! Takes the terminal and gives it back, from any thread and at any time.
//!
//! There is one per process, never dropped, because a panic or a signal may need it when nothing else is
//! left. Giving back takes no lock, allocates nothing, cannot panic, and cannot block longer than
//! [`LEAVE_LIMIT`]: the modes of the line first, which always works, then the screen's, as far as the
//! terminal takes them. Frames go through [`Screen`], which waits while the program is stopped.

use super::environment::TerminalError;
use super::images::Kept;
use super::tty::Tty;
use rustix::termios::Termios;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// Title kept, alternate screen, line wrap off (a wrong last column spoils a cell, not the screen), cleared.
const ENTER: &[u8] = b"\x1b[22;0t\x1b[?1049h\x1b[?7l\x1b[?25l\x1b[m\x1b[2J";
/// The same after a stop; the title was kept before.
const ENTER_AGAIN: &[u8] = b"\x1b[?1049h\x1b[?7l\x1b[?25l\x1b[m\x1b[2J";
/// Ends whatever was half written (a string, an update), then undoes all that may have been set.
const LEAVE: &[u8] =
    b"\x1b\\\x1b[?2026l\x1b[m\x1b[?2004l\x1b[?1000l\x1b[?1006l\x1b[?7h\x1b[?25h\x1b[?1049l\x1b[23;0t";
/// The same before a stop.
const LEAVE_FOR_NOW: &[u8] =
    b"\x1b\\\x1b[?2026l\x1b[m\x1b[?2004l\x1b[?1000l\x1b[?1006l\x1b[?7h\x1b[?25h\x1b[?1049l";
const LEAVE_LIMIT: Duration = Duration::from_millis(300);

/// What may be asked of the terminal while it is ours: `on` and `off` sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extra {
    /// Buttons and wheel, as SGR reports.
    Mouse,
    /// Bracketed paste.
    Paste,
}

const EXTRAS: [(Extra, u8, &[u8], &[u8]); 2] = [
    (Extra::Mouse, 1, b"\x1b[?1000h\x1b[?1006h", b"\x1b[?1006l\x1b[?1000l"),
    (Extra::Paste, 2, b"\x1b[?2004h", b"\x1b[?2004l"),
];

/// Whose the terminal is.
const NOT_OURS: u8 = 0;
const OURS: u8 = 1;
const STOPPED: u8 = 2;
const ENDING: u8 = 3;

static GUARD: OnceLock<Guard> = OnceLock::new();

/// The terminal and how it was before.
pub(super) struct Guard {
    tty: Tty,
    before: Termios,
    life: AtomicU8,
    extras: AtomicU8,
    images: Kept,
    gate: Mutex<()>,
    returned: Condvar,
}

impl Guard {
    /// The guard of this process; the first call opens the terminal and notes its modes.
    pub(super) fn get_or_open() -> Result<&'static Self, TerminalError> {
        if let Some(guard) = GUARD.get() {
            return Ok(guard);
        }
        let tty = Tty::open().map_err(TerminalError::NoTerminal)?;
        let before = tty.attributes().map_err(TerminalError::NoTerminal)?;
        Ok(GUARD.get_or_init(|| Self {
            tty,
            before,
            life: AtomicU8::new(NOT_OURS),
            extras: AtomicU8::new(0),
            images: Kept::new(),
            gate: Mutex::new(()),
            returned: Condvar::new(),
        }))
    }

    pub(super) const fn tty(&self) -> &Tty {
        &self.tty
    }

    /// The pictures that the terminal keeps.
    pub(super) const fn images(&self) -> &Kept {
        &self.images
    }

    /// Whether there is a session, even if it is stopped.
    pub(super) fn is_taken(&self) -> bool {
        self.life() != NOT_OURS
    }

    /// Whether what is typed is for us.
    pub(super) fn is_ours(&self) -> bool {
        self.life() == OURS
    }

    fn life(&self) -> u8 {
        self.life.load(Ordering::SeqCst)
    }

    /// Raw mode and our screen.
    pub(super) fn enter(&self) -> Result<(), TerminalError> {
        self.take(ENTER).map_err(|source| TerminalError::SetUp { step: "opening the screen", source })
    }

    /// Gives the terminal back for good. It may be called twice, and from a panic.
    pub(super) fn give_back(&self) {
        let before = self.life.swap(NOT_OURS, Ordering::SeqCst);
        if before == OURS || before == ENDING {
            self.release(LEAVE);
        }
        self.returned.notify_all();
    }

    /// Nothing has to be drawn any more: a frame that the terminal does not take is given up, so that the
    /// loop can save and leave.
    pub(super) fn end_frames(&self) {
        let end = |from, to| self.life.compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst);
        // Stopped, the terminal is the shell's already, and stays so.
        let _ = end(OURS, ENDING).or_else(|_| end(STOPPED, NOT_OURS));
        self.returned.notify_all();
    }

    /// Gives the terminal to the shell until [`Self::come_back`]; frames wait so long.
    pub(super) fn step_aside(&self) {
        // A frame that the terminal does not take must not keep the program from stopping.
        let _gate = self.gate_within(LEAVE_LIMIT);
        if self.life.compare_exchange(OURS, STOPPED, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
            self.release(LEAVE_FOR_NOW);
        }
    }

    /// Takes the terminal again after a stop, whether we stepped aside or were stopped without warning. False
    /// if it cannot be taken or there is no session.
    pub(super) fn come_back(&self) -> bool {
        if !matches!(self.life(), OURS | STOPPED) {
            return false;
        }
        let taken = self.take(ENTER_AGAIN);
        self.returned.notify_all();
        taken.is_ok()
    }

    /// Switches an extra; it is kept through a stop and ended with the session.
    pub(super) fn switch(&self, extra: Extra, on: bool) -> io::Result<()> {
        for (known, bit, on_bytes, off_bytes) in EXTRAS {
            if known != extra {
                continue;
            }
            let before = if on {
                self.extras.fetch_or(bit, Ordering::SeqCst)
            } else {
                self.extras.fetch_and(!bit, Ordering::SeqCst)
            };
            if (before & bit != 0) != on {
                return Screen(self).write_all(if on { on_bytes } else { off_bytes });
            }
        }
        Ok(())
    }

    /// A last word for a person, after the terminal was given back.
    pub(super) fn tell(&self, message: &str) {
        let stderr = rustix::stdio::stderr();
        if rustix::termios::isatty(stderr) {
            let _ = self.tty.write(message.as_bytes(), LEAVE_LIMIT);
        } else {
            let _ = rustix::io::write(stderr, message.as_bytes());
        }
    }

    fn take(&self, sequence: &[u8]) -> io::Result<()> {
        self.tty.set_raw(&self.before)?;
        self.life.store(OURS, Ordering::SeqCst);
        self.tty.write(sequence, Duration::from_secs(1))?;
        let extras = self.extras.load(Ordering::SeqCst);
        for (_, bit, on, _) in EXTRAS {
            if extras & bit != 0 {
                self.tty.write(on, LEAVE_LIMIT)?;
            }
        }
        Ok(())
    }

    fn release(&self, sequence: &[u8]) {
        let _ = self.tty.set_attributes(&self.before);
        // Pictures belong to our screen: they are freed before it is left, and after whatever was half written.
        self.images.say_farewell(sequence, |farewell| {
            let _ =
                self.tty.write(b"\x1b\\", LEAVE_LIMIT).and_then(|()| self.tty.write(farewell, LEAVE_LIMIT));
        });
    }

    fn gate(&self) -> MutexGuard<'_, ()> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn gate_within(&self, limit: Duration) -> Option<MutexGuard<'_, ()>> {
        let start = Instant::now();
        loop {
            if let Ok(gate) = self.gate.try_lock() {
                return Some(gate);
            }
            if start.elapsed() >= limit {
                return None;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Where frames go. A write waits as long as the terminal takes nothing or the program is stopped; it fails
/// when the terminal is gone or given back, or when the program has to end.
pub struct Screen<'a>(pub(super) &'a Guard);

impl Write for Screen<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut gate = self.0.gate();
        while self.0.life() == STOPPED {
            gate = self.0.returned.wait(gate).unwrap_or_else(PoisonError::into_inner);
        }
        if !self.0.is_ours() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        match self.0.tty.write_unless(bytes, || !self.0.is_ours()) {
            // The rest is dropped: after a stop everything is drawn again.
            Err(_) if self.0.life() == STOPPED => Ok(bytes.len()),
            written => written.map(|()| bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
