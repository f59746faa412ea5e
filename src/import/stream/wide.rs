//! UTF-16 as UTF-8 while it is read: lines, cells and marks are looked for in bytes, where its line ends are not one.

use encoding_rs::{Decoder, Encoding};
use std::io::{self, Read};

/// Bytes that are decoded at once.
const CHUNK: usize = 16 << 10;

/// A reader of text in another encoding that gives UTF-8, without the mark at its start.
pub(super) struct Narrowed<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    /// What of the text is ready, and how much of that was given.
    ready: usize,
    given: usize,
    ended: bool,
}

impl<R: Read> Narrowed<R> {
    pub fn over(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        let room = decoder.max_utf8_buffer_length(CHUNK).unwrap_or(CHUNK * 4);
        let (raw, text) = (vec![0; CHUNK], vec![0; room]);
        Self { inner, decoder, raw, text, ready: 0, given: 0, ended: false }
    }
}

impl<R: Read> Read for Narrowed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready && !self.ended {
            let count = self.inner.read(&mut self.raw)?;
            self.ended = count == 0;
            let raw = self.raw.get(..count).unwrap_or_default();
            // There is room for all of it.
            let (_, _, written, _) = self.decoder.decode_to_utf8(raw, &mut self.text, self.ended);
            (self.ready, self.given) = (written, 0);
        }
        let mut ready = self.text.get(self.given..self.ready).unwrap_or_default();
        let count = ready.read(buffer)?;
        self.given += count;
        Ok(count)
    }
}
