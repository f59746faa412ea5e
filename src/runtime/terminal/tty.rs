//! The terminal device itself: opened once more, so that nothing set on it reaches the shell's copy.
//!
//! Reads and writes here never block: each is bounded by a time, because a terminal may be gone, mute or
//! full. It knows bytes, modes and sizes, no keys and no escape sequences.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, QueueSelector, Termios};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

/// More cells than any screen has; beyond it the rows are cut, so that no buffer takes gigabytes.
const LARGEST_AREA: u32 = 1_000_000;
/// How often to look whether to go on waiting for a terminal that takes nothing.
const FULL_PACE: Duration = Duration::from_millis(50);
/// More columns or rows than any screen has, so that sums of a few of them fit their type everywhere.
const LONGEST_SIDE: u16 = 10_000;

/// An open file description of our own on the terminal, non-blocking.
pub(super) struct Tty {
    file: OwnedFd,
}

impl Tty {
    /// Opens the terminal that standard input is, by its name; else the controlling one.
    ///
    /// The name comes first because `/dev/tty` cannot be polled everywhere; it cannot be opened after `su`.
    pub(super) fn open() -> io::Result<Self> {
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let stdin = rustix::stdio::stdin();
        let named = rustix::termios::ttyname(stdin, Vec::new())
            .and_then(|name| rustix::fs::open(name, flags, Mode::empty()));
        let file = named.or_else(|_| rustix::fs::open("/dev/tty", flags, Mode::empty()))?;
        Ok(Self { file })
    }

    /// A terminal for a test.
    #[cfg(test)]
    pub(super) const fn of(file: OwnedFd) -> Self {
        Self { file }
    }

    pub(super) fn attributes(&self) -> io::Result<Termios> {
        Ok(rustix::termios::tcgetattr(&self.file)?)
    }

    /// Takes effect at once, whatever still waits to be written.
    pub(super) fn set_attributes(&self, attributes: &Termios) -> io::Result<()> {
        let set = || rustix::termios::tcsetattr(&self.file, OptionalActions::Now, attributes);
        Ok(rustix::io::retry_on_intr(set)?)
    }

    /// Every key comes at once and as it is; nothing is echoed, nothing sends a signal.
    pub(super) fn set_raw(&self, before: &Termios) -> io::Result<()> {
        let mut raw = before.clone();
        raw.make_raw();
        self.set_attributes(&raw)
    }

    /// Columns and rows, capped at a million cells; 0 x 0 when the terminal does not know.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        let size = rustix::termios::tcgetwinsize(&self.file)?;
        Ok(capped(size.ws_col, size.ws_row))
    }

    /// Width and height of a cell in pixels; zeros where the terminal does not say.
    pub(super) fn cell(&self) -> (u16, u16) {
        let size = rustix::termios::tcgetwinsize(&self.file).ok();
        let cell = size.and_then(|size| {
            Some((size.ws_xpixel.checked_div(size.ws_col)?, size.ws_ypixel.checked_div(size.ws_row)?))
        });
        // A cell as large as a thumbnail is no answer.
        cell.filter(|(width, height)| *width.min(height) > 0 && *width.max(height) <= 256).unwrap_or((0, 0))
    }

    /// What is there now; `WouldBlock` when nothing is, 0 when the terminal is gone.
    pub(super) fn read<'a>(&self, buffer: &'a mut [u8]) -> io::Result<&'a [u8]> {
        let count = rustix::io::retry_on_intr(|| rustix::io::read(&self.file, &mut *buffer))?;
        Ok(buffer.get(..count).unwrap_or_default())
    }

    /// Writes all of `bytes`, or as much as the terminal takes until `limit` has passed (`TimedOut`).
    pub(super) fn write(&self, bytes: &[u8], limit: Duration) -> io::Result<()> {
        let start = Instant::now();
        self.write_unless(bytes, || start.elapsed() >= limit)
    }

    /// Writes all of `bytes`, or as much as the terminal takes until it is full and `give_up` (`TimedOut`).
    pub(super) fn write_unless(&self, mut bytes: &[u8], give_up: impl Fn() -> bool) -> io::Result<()> {
        while !bytes.is_empty() {
            match rustix::io::write(&self.file, bytes) {
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) if give_up() => return Err(io::ErrorKind::TimedOut.into()),
                Err(Errno::AGAIN) => self.wait_until_writable()?,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Waits until the terminal takes more, or for [`FULL_PACE`].
    fn wait_until_writable(&self) -> io::Result<()> {
        let mut waited = [PollFd::new(&self.file, PollFlags::OUT)];
        match poll(&mut waited, Some(&timespec(FULL_PACE))) {
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether keys come to us: false while the shell runs us in the background. Taking the line then would
    /// stop the program. Without job control everything is the foreground.
    pub(super) fn is_foreground(&self) -> bool {
        rustix::termios::tcgetpgrp(&self.file).is_ok_and(|group| group == rustix::process::getpgrp())
            || rustix::termios::tcgetsid(&self.file).is_err()
    }

    /// Throws away what was typed or answered and not yet read.
    pub(super) fn discard_input(&self) {
        let _ = rustix::termios::tcflush(&self.file, QueueSelector::IFlush);
    }
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

/// Rounded up to a millisecond, so that a wait does not end just before its time and is waited again.
pub(super) fn timespec(duration: Duration) -> Timespec {
    let milliseconds = duration.as_nanos().div_ceil(1_000_000);
    let nanoseconds = (milliseconds % 1000) * 1_000_000;
    Timespec { tv_sec: (milliseconds / 1000) as i64, tv_nsec: nanoseconds as i64 }
}

/// A size whose sides are at most [`LONGEST_SIDE`] and whose area is at most [`LARGEST_AREA`].
pub(super) fn capped(columns: u16, rows: u16) -> (u16, u16) {
    let (columns, rows) = (columns.min(LONGEST_SIDE), rows.min(LONGEST_SIDE));
    let most = LARGEST_AREA / u32::from(columns.max(1));
    (columns, rows.min(most.try_into().unwrap_or(u16::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_never_larger_than_a_million_cells() {
        assert_eq!(capped(80, 24), (80, 24));
        assert_eq!(capped(1000, 1000), (1000, 1000));
        assert_eq!(capped(65535, 65535), (10_000, 100));
        assert_eq!(capped(0, 0), (0, 0));
        assert_eq!(capped(0, 65535), (0, 10_000));
    }

    #[test]
    fn a_wait_is_never_rounded_down() {
        let wait = timespec(Duration::from_micros(1_000_001));
        assert_eq!((wait.tv_sec, wait.tv_nsec), (1, 1_000_000));
        assert_eq!(timespec(Duration::ZERO).tv_nsec, 0);
    }
}
