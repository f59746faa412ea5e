//! Joins everything: threads, the terminal, the loop. The only impure layer beside `store` and `import`.

pub mod steady_backend;
pub mod terminal;

pub mod calibration;
mod drawn;
mod finding;
mod gallery;
mod inbox;
mod newsroom;
mod outward;
mod palette;
mod pen;
mod pictures;
mod reader;
mod sixel;
mod translate;

pub use newsroom::Newsroom;
pub use reader::Reader;
pub use steady_backend::SteadyBackend;
pub use terminal::TerminalError as RuntimeError;
