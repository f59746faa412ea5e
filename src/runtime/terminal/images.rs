//! Pictures that the terminal keeps (kitty's graphics protocol): sent once, drawn where cells name them, freed again.
//!
//! Every command says that no answer is wanted. Which pictures there are is noted without a lock, because the end of the
//! program has to free them when nothing else is left. What the cells hold is `ui`'s business.

use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Pictures kept at once: those of two articles.
const MOST: usize = 32;
/// Base64 of one command at most, bytes: what the protocol allows.
const CHUNK: usize = 4096;
/// Room for freeing all pictures, each in at most 48 bytes, and for the rest of the farewell.
const FAREWELL: usize = MOST * 48 + 512;

/// What encloses a command: the terminal's own string, or around it the string that tmux hands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Envelope {
    start: &'static [u8],
    end: &'static [u8],
}

const PLAIN: Envelope = Envelope { start: b"\x1b_G", end: b"\x1b\\" };
/// Every escape within is doubled.
const THROUGH_TMUX: Envelope = Envelope { start: b"\x1bPtmux;\x1b\x1b_G", end: b"\x1b\x1b\\\x1b\\" };

/// A picture to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Image<'a> {
    /// By what cells name it; not 0.
    pub id: u32,
    /// Columns that it is fitted into.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// The picture.
    pub png: &'a [u8],
}

/// Which pictures the terminal keeps.
#[derive(Debug)]
pub(super) struct Kept {
    ids: [AtomicU32; MOST],
    through_tmux: AtomicBool,
}

impl Kept {
    pub(super) const fn new() -> Self {
        Self { ids: [const { AtomicU32::new(0) }; MOST], through_tmux: AtomicBool::new(false) }
    }

    /// From now on commands are enclosed so that tmux hands them on.
    pub(super) fn go_through_tmux(&self, through: bool) {
        self.through_tmux.store(through, Ordering::SeqCst);
    }

    /// Notes a picture before it is sent; false where there are as many as may be.
    pub(super) fn note(&self, id: u32) -> bool {
        self.exchange(id, id) || self.exchange(0, id)
    }

    /// A picture is gone.
    pub(super) fn forget(&self, id: u32) {
        self.exchange(id, 0);
    }

    fn exchange(&self, from: u32, to: u32) -> bool {
        let exchanged =
            |slot: &AtomicU32| slot.compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst).is_ok();
        self.ids.iter().any(exchanged)
    }

    fn envelope(&self) -> Envelope {
        if self.through_tmux.load(Ordering::SeqCst) { THROUGH_TMUX } else { PLAIN }
    }

    /// The commands that send a picture, to be drawn where cells name it.
    pub(super) fn sending(&self, image: &Image) -> Vec<u8> {
        let Image { id, columns, rows, png } = *image;
        let words = base64(png);
        let mut commands = Vec::with_capacity(words.len() + words.len() / 100 + 128);
        let Envelope { start, end } = self.envelope();
        let mut chunks = words.chunks(CHUNK).peekable();
        let mut head = format!("a=T,U=1,C=1,q=2,f=100,i={id},c={columns},r={rows},");
        while let Some(chunk) = chunks.next() {
            let more = u8::from(chunks.peek().is_some());
            commands.extend_from_slice(start);
            // Writing into a vector cannot fail.
            let _ = write!(commands, "{head}m={more};");
            commands.extend_from_slice(chunk);
            commands.extend_from_slice(end);
            "q=2,".clone_into(&mut head);
        }
        commands
    }

    /// The command that frees a picture.
    pub(super) fn freeing(&self, id: u32) -> Vec<u8> {
        let mut command = Vec::new();
        // Writing into a vector cannot fail.
        let _ = free(&mut command, id, self.envelope());
        command
    }

    /// Frees all of them, then `rest`: handed to `send` in one piece. Allocates nothing.
    pub(super) fn say_farewell(&self, rest: &[u8], send: impl FnOnce(&[u8])) {
        let mut buffer = [0_u8; FAREWELL];
        let mut room = buffer.as_mut_slice();
        for slot in &self.ids {
            let id = slot.swap(0, Ordering::SeqCst);
            if id != 0 {
                // There is room for all of them.
                let _ = free(&mut room, id, self.envelope());
            }
        }
        let _ = room.write_all(rest);
        let length = FAREWELL - room.len();
        send(buffer.get(..length).unwrap_or(rest));
    }
}

fn free(to: &mut impl Write, id: u32, Envelope { start, end }: Envelope) -> std::io::Result<()> {
    to.write_all(start)?;
    write!(to, "a=d,d=I,q=2,i={id}")?;
    to.write_all(end)
}

/// Base64 with padding.
fn base64(bytes: &[u8]) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut words = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(*three.get(at).unwrap_or(&0)));
        for at in 0..4_usize {
            let letter = LETTERS.get((bits >> (18 - 6 * at) & 63) as usize).copied().unwrap_or(b'=');
            words.push(if at <= three.len() { letter } else { b'=' });
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(png: &[u8]) -> Image<'_> {
        Image { id: 0x01_0203, columns: 30, rows: 10, png }
    }

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).unwrap()
    }

    fn farewell(kept: &Kept, rest: &[u8]) -> String {
        let mut said = Vec::new();
        kept.say_farewell(rest, |bytes| said = bytes.to_vec());
        text(said)
    }

    #[test]
    fn a_picture_is_sent_in_pieces_that_ask_for_no_answer() {
        let kept = Kept::new();
        assert_eq!(
            text(kept.sending(&image(b"PNG!"))),
            "\x1b_Ga=T,U=1,C=1,q=2,f=100,i=66051,c=30,r=10,m=0;UE5HIQ==\x1b\\"
        );
        let long = vec![b'x'; 7_000];
        let sent = text(kept.sending(&image(&long)));
        let pieces: Vec<&str> = sent.split_terminator("\x1b\\").collect();
        assert_eq!(pieces.len(), 3);
        assert!(pieces[0].starts_with("\x1b_Ga=T,") && pieces[0].contains(",m=1;"));
        assert!(pieces[1].starts_with("\x1b_Gq=2,m=1;") && pieces[2].starts_with("\x1b_Gq=2,m=0;"));
        let words: String = pieces.iter().map(|piece| piece.split_once(';').unwrap().1).collect();
        assert_eq!(words.len(), 9_336);
        assert!(pieces.iter().all(|piece| piece.split_once(';').unwrap().1.len() <= CHUNK));
    }

    #[test]
    fn through_tmux_every_escape_is_doubled() {
        let kept = Kept::new();
        kept.go_through_tmux(true);
        assert_eq!(text(kept.freeing(7)), "\x1bPtmux;\x1b\x1b_Ga=d,d=I,q=2,i=7\x1b\x1b\\\x1b\\");
        assert!(text(kept.sending(&image(b"PNG"))).starts_with("\x1bPtmux;\x1b\x1b_Ga=T,"));
    }

    #[test]
    fn the_end_frees_what_is_there_and_only_once() {
        let kept = Kept::new();
        assert!(kept.note(5) && kept.note(6) && kept.note(5));
        kept.forget(6);
        assert_eq!(farewell(&kept, b"rest"), "\x1b_Ga=d,d=I,q=2,i=5\x1b\\rest");
        assert_eq!(farewell(&kept, b"rest"), "rest");
    }

    #[test]
    fn there_is_room_for_the_farewell_of_all() {
        let kept = Kept::new();
        kept.go_through_tmux(true);
        for id in 0..MOST as u32 {
            assert!(kept.note(0xFF_FFFF - id));
        }
        assert!(!kept.note(1), "no more than that");
        let said = farewell(&kept, b"the end");
        assert_eq!(said.matches("a=d").count(), MOST);
        assert!(said.ends_with("the end"));
    }
}
