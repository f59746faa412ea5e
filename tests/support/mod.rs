//! What the tests share: a library, a reader without a terminal, a small terminal, the real binary in one.
#![allow(dead_code, unused_imports, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

pub mod characters;
pub mod emulator;
pub mod home;
pub mod library;
pub mod pty;
pub mod reader;
