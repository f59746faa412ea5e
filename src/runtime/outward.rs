//! Words that leave the reader for a file or for another program's standard input.
//!
//! Never over an existing file; a command has a few seconds and no terminal.

use rustix::process::{Pid, Signal, kill_process_group};
use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A command has so long.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of its output that are shown.
const OUTPUT: u64 = 64 * 1024;

/// How a command ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ending {
    /// By itself, with this code; `None` where a signal ended it.
    Exit(Option<i32>),
    /// It took too long and was ended.
    TooSlow,
}

/// Writes a new file; `~/` is the home folder.
pub fn write(name: &str, text: &str) -> io::Result<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let path = match (name.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(name),
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
    file.write_all(text.as_bytes())?;
    Ok(path)
}

/// Gives text to a shell command; what it says, on both its outputs and without what colours it, and how it ended.
pub fn pipe(command: &str, text: &str) -> io::Result<(String, Ending)> {
    let mut child = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()?;
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        scope.spawn(|| {
            // A command that does not read all of it is content with less.
            let _ = input.map(|mut input| input.write_all(text.as_bytes()));
        });
        let output = scope.spawn(|| read(output));
        let errors = scope.spawn(|| read(errors));
        let ending = wait(&mut child)?;
        // What it left running must not hold the pipes open.
        end_group(&child);
        let said = [output.join().unwrap_or_default(), errors.join().unwrap_or_default()].concat();
        let said = String::from_utf8_lossy(&said);
        Ok((anstream::adapter::strip_str(&said).to_string(), ending))
    })
}

fn read(pipe: Option<impl Read>) -> Vec<u8> {
    let mut said = Vec::new();
    if let Some(mut pipe) = pipe {
        // What was read before an error is what there is to show.
        let _ = pipe.by_ref().take(OUTPUT).read_to_end(&mut said);
        let _ = io::copy(&mut pipe, &mut io::sink());
    }
    said
}

fn wait(child: &mut Child) -> io::Result<Ending> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(1);
    while started.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            return Ok(Ending::Exit(ExitStatus::code(&status)));
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
    end_group(child);
    child.wait()?;
    Ok(Ending::TooSlow)
}

/// Ends the command and whatever it started.
fn end_group(child: &Child) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        // A group that is gone has ended.
        let _ = kill_process_group(group, Signal::KILL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_given_the_text_and_its_words_come_back() {
        let (said, ending) = pipe("tr a-z A-Z; echo wrong >&2; exit 3", "abc 中文\n").unwrap();
        assert_eq!((said.as_str(), ending), ("ABC 中文\nwrong\n", Ending::Exit(Some(3))));
    }

    #[test]
    fn colours_of_its_words_are_left_out() {
        let (said, _) = pipe(r"printf '\033[1;31m红\033[0m\033]8;;x\033\\字\n'", "").unwrap();
        assert_eq!(said, "红字\n");
    }

    #[test]
    fn one_that_reads_nothing_or_says_too_much_does_not_hang() {
        let long = "x".repeat(1_000_000);
        assert_eq!(pipe("true", &long).unwrap().1, Ending::Exit(Some(0)));
        let (said, _) = pipe("cat", &long).unwrap();
        assert_eq!(said.len() as u64, OUTPUT);
        assert_eq!(pipe("sleep 600 & echo done", "").unwrap().0, "done\n");
    }

    #[test]
    fn a_file_is_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("一篇.txt").display().to_string();
        write(&name, "字").unwrap();
        assert_eq!(write(&name, "别的").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(&name).unwrap(), "字");
    }
}
