//! The runtime layer.

pub mod steady_backend;
pub mod terminal;

mod pen;

pub use steady_backend::SteadyBackend;
