//! The terminal's life.
