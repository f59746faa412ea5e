//! What the tests share.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod library;
pub mod reader;
