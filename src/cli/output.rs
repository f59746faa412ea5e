//! Standard output: data only, harmless text, and a closed pipe ends the program quietly.

use super::exit::Failure;
use crate::text::sanitize;
use serde::Serialize;
use std::io::{self, BufWriter, StdoutLock, Write};

/// Where data goes.
pub struct Output {
    stdout: BufWriter<StdoutLock<'static>>,
}

impl Output {
    /// Standard output, buffered.
    pub fn new() -> Self {
        Self { stdout: BufWriter::with_capacity(1 << 16, io::stdout().lock()) }
    }

    /// One line of text from outside, made harmless.
    pub fn line(&mut self, words: &str) -> Result<(), Failure> {
        let words = sanitize::text(words);
        self.written(|out| writeln!(out, "{words}"))
    }

    /// One JSON object on a line. Characters that could steer a terminal are escaped.
    pub fn json<T: Serialize>(&mut self, value: &T) -> Result<(), Failure> {
        let plain = serde_json::to_string(value).map_err(|error| Failure::Said(error.to_string()))?;
        let mut escaped = String::with_capacity(plain.len());
        for c in plain.chars() {
            if steers(c) {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    // Writing into a String cannot fail.
                    let _ = std::fmt::Write::write_fmt(&mut escaped, format_args!("\\u{unit:04x}"));
                }
            } else {
                escaped.push(c);
            }
        }
        self.written(|out| writeln!(out, "{escaped}"))
    }

    /// Lines that are the program's own.
    pub fn raw(&mut self, words: &str) -> Result<(), Failure> {
        self.written(|out| out.write_all(words.as_bytes()))
    }

    /// Sends what is buffered, with more to come.
    pub fn flush(&mut self) -> Result<(), Failure> {
        self.written(Write::flush)
    }

    /// Sends what is buffered.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.written(Write::flush)
    }

    fn written(
        &mut self,
        write: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> io::Result<()>,
    ) -> Result<(), Failure> {
        write(&mut self.stdout).map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::File { path: "stdout".to_owned(), reason: error },
        })
    }
}

/// Whether a character could steer a terminal or reorder a line: JSON itself escapes only C0.
fn steers(c: char) -> bool {
    matches!(c as u32, 0x7f..=0x9f | 0x061c | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe0fff)
}
