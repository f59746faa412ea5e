//! Pictures that the emulated terminal keeps: the part of kitty's graphics protocol that the program may use.
//!
//! The parser of everything else passes over these strings, so they are read beside it. What is not as the protocol has
//! it, or asks for an answer, is a fault.

use std::collections::BTreeMap;

/// A picture that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub columns: usize,
    pub rows: usize,
    /// Bytes of base64.
    pub payload: usize,
}

/// What the terminal keeps.
#[derive(Debug, Default)]
pub struct Graphics {
    pub images: BTreeMap<u32, Kept>,
    /// How often a picture was sent whole, and freed.
    pub sent: usize,
    pub freed: usize,
    pub faults: Vec<String>,
    string: Option<Vec<u8>>,
    escape: bool,
    loading: Option<(u32, Kept)>,
}

impl Graphics {
    pub fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let after_escape = std::mem::replace(&mut self.escape, *byte == 0x1b);
            match (after_escape, byte) {
                (true, b'_') => self.string = Some(Vec::new()),
                (true, b'\\') => {
                    if let Some(string) = self.string.take() {
                        self.command(&String::from_utf8(string).unwrap());
                    }
                }
                (false, 0x1b) => {}
                (_, byte) => {
                    if let Some(string) = &mut self.string {
                        string.push(*byte);
                    }
                }
            }
        }
    }

    fn command(&mut self, string: &str) {
        let Some((keys, payload)) =
            string.strip_prefix('G').map(|rest| rest.split_once(';').unwrap_or((rest, "")))
        else {
            return self.faults.push(format!("a string of another kind: {string:.20}"));
        };
        let keys: BTreeMap<&str, &str> = keys.split(',').filter_map(|pair| pair.split_once('=')).collect();
        let number = |key: &str| keys.get(key).and_then(|value| value.parse::<u32>().ok()).unwrap_or(0);
        if number("q") != 2 || payload.len() > 4096 {
            self.faults.push(format!("asks for an answer or is too long: {string:.60}"));
        }
        match keys.get("a").copied() {
            Some("T") => {
                let fits =
                    self.loading.is_none() && number("U") == 1 && number("f") == 100 && number("i") > 0;
                if !fits || !payload.starts_with("iVBOR") {
                    self.faults.push(format!("no picture: {string:.60}"));
                }
                let kept = Kept { columns: number("c") as usize, rows: number("r") as usize, payload: 0 };
                self.loading = Some((number("i"), kept));
                self.load(payload.len(), number("m") == 1);
            }
            Some("d") => {
                let known = keys.get("d") == Some(&"I") && self.images.remove(&number("i")).is_some();
                self.freed += 1;
                if !known || self.loading.is_some() {
                    self.faults.push(format!("frees what is not there: {string:.60}"));
                }
            }
            None if keys.len() == 2 && self.loading.is_some() => self.load(payload.len(), number("m") == 1),
            _ => self.faults.push(format!("unknown: {string:.60}")),
        }
    }

    fn load(&mut self, length: usize, more: bool) {
        let Some((id, mut kept)) = self.loading.take() else { return };
        kept.payload += length;
        if more {
            self.loading = Some((id, kept));
        } else {
            self.images.insert(id, kept);
            self.sent += 1;
        }
    }
}
