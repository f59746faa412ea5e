//! banxin 版心: a newspaper for the terminal.
//!
//! The crate is built in layers, and an arrow points only down:
//!
//! ```text
//!   cli                  what was asked for
//!   runtime              threads, terminal, the loop
//!   ui      import       pictures | articles coming in
//!   app     store        behaviour (pure) | SQLite
//!   news                 what an article, a category, a selection is (pure)
//!   text                 Chinese text on a grid of cells (pure)
//! ```
//!
//! Start reading at [`text`] for the typesetting, at `app` for what a key does.

pub mod locale;

pub mod config;

pub mod text;

pub mod news;

pub mod store;

pub mod import;

pub mod app;

pub mod ui;

pub mod runtime;

pub mod cli;
