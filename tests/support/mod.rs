//! What several tests share: a small terminal, and the real binary in one.

#![allow(dead_code, unused_imports, reason = "each test uses its part of it")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

pub mod emulator;
pub mod pty;
