//! Messages between a run and the processes that read its pages: a length in four bytes, little-endian, and so many bytes.

use std::io::{self, Read, Write};

/// Largest message, bytes.
pub const MESSAGE: usize = 64 << 20;

/// Messages that go together up to here are one piece: the first bytes alone would wake whoever waits, for nothing. Bytes.
const TOGETHER: usize = 256 << 10;

/// Sends messages, one behind the other.
pub fn send(to: &mut impl Write, messages: &[&[u8]]) -> io::Result<()> {
    let mut piece = Vec::new();
    for message in messages {
        let length = u32::try_from(message.len()).map_err(|_too_long| io::ErrorKind::InvalidInput)?;
        piece.extend_from_slice(&length.to_le_bytes());
        if piece.len() + message.len() <= TOGETHER {
            piece.extend_from_slice(message);
        } else {
            to.write_all(&piece)?;
            piece.clear();
            to.write_all(message)?;
        }
    }
    to.write_all(&piece)?;
    to.flush()
}

/// The next message; `None` at the end.
pub fn message(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > MESSAGE {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut message = vec![0; length];
    from.read_exact(&mut message)?;
    Ok(Some(message))
}
