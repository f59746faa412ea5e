//! Standard input and pipes, read so that a person who has enough can end it: a read that waits for bytes which may never
//! come looks now and then whether it is to go on.

use rustix::event::{PollFd, PollFlags, poll};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long a wait goes on without a look.
const LOOK: Duration = Duration::from_millis(200);

/// Something to read that may keep its reader waiting.
#[derive(Debug)]
pub struct Waiting {
    file: File,
    stop: Arc<AtomicBool>,
}

impl Waiting {
    /// Standard input. Nothing else may read from it.
    pub fn stdin(stop: &Arc<AtomicBool>) -> io::Result<Self> {
        let own: OwnedFd = io::stdin().as_fd().try_clone_to_owned()?;
        Ok(Self { file: own.into(), stop: Arc::clone(stop) })
    }

    /// A pipe or a device that was named; a pipe without a writer is waited for, too.
    pub fn open(path: &Path, stop: &Arc<AtomicBool>) -> io::Result<Self> {
        let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
        let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
        Ok(Self { file, stop: Arc::clone(stop) })
    }
}

impl Read for Waiting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let look = rustix::event::Timespec::try_from(LOOK).map_err(io::Error::other)?;
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return Err(io::Error::other("reading was ended"));
            }
            let mut watched = [PollFd::new(&self.file, PollFlags::IN)];
            match poll(&mut watched, Some(&look)) {
                Ok(0) | Err(rustix::io::Errno::INTR) => continue,
                Ok(_) => {}
                Err(error) => return Err(error.into()),
            }
            match self.file.read(buffer) {
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
                read => return read,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_pipe_is_read_to_its_end_and_a_silent_one_can_be_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &path,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
            0,
        )
        .unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let mut pipe = Waiting::open(&path, &stop).unwrap();
        let to = path.clone();
        let writer = std::thread::spawn(move || {
            let mut pipe = OpenOptions::new().write(true).open(to).unwrap();
            for _ in 0..3 {
                pipe.write_all("一行字\n".as_bytes()).unwrap();
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        let mut text = String::new();
        pipe.read_to_string(&mut text).unwrap();
        writer.join().unwrap();
        assert_eq!(text, "一行字\n".repeat(3));

        let mut silent = Waiting::open(&path, &stop).unwrap();
        let _open = OpenOptions::new().read(true).write(true).open(&path).unwrap();
        let ender = Arc::clone(&stop);
        let end = std::thread::spawn(move || ender.store(true, Ordering::Relaxed));
        assert!(silent.read_to_string(&mut text).is_err());
        end.join().unwrap();
    }
}
