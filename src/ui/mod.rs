//! The ui layer.

mod put;
mod repair;

pub use put::{blank, put, put_line};
pub use repair::repair;
