//! The terminal's life: taken, measured, listened to, stopped, resized, lost, and always given back.
//!
//! [`Session`] is the door; [`examine`] asks a terminal everything without opening one. Inside, `guard`
//! takes and gives back, `listen` is the one thread, `decode` and `keys` read bytes, `probe` measures widths,
//! `images` holds the pictures a terminal keeps, `ending` is what happens on a panic. Nothing here knows what is drawn.
//!
//! Nothing else in the program writes to the terminal, reads from it or catches a signal.

mod colours;
mod decode;
mod drawing;
mod ending;
mod environment;
mod event;
mod guard;
mod images;
mod keys;
mod listen;
mod multiplexer;
mod outward;
mod probe;
mod session;
mod tty;

pub use colours::colours;
pub use drawing::drawing;
pub use ending::{PANICKED, panic_if_asked};
pub use environment::{Encoding, Locale, TerminalError, can_be_examined, check};
pub use event::TerminalEvent;
pub use guard::Screen;
pub use images::Image;
pub use multiplexer::Multiplexer;
pub use outward::{Copied, CopyHint, will_copy};
pub use probe::{Examination, Measured, Reply, examine};
pub use session::{Mouse, Session, SessionOptions};
