//! The ends that nobody planned: a panic in any thread, a deadline passed.

use super::guard::Guard;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::fmt::Write;
use std::panic::PanicHookInfo;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

/// Exit code after a panic (`EX_SOFTWARE` of sysexits).
pub const PANICKED: i32 = 70;

/// From now on a panic of any thread gives the terminal back, tells what happened and ends the program with
/// [`PANICKED`]. While the terminal is not ours, panics go where they went before.
pub(super) fn guard_panics(guard: &'static Guard) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !guard.is_taken() {
                return before(panic);
            }
            guard.give_back();
            guard.tell(&report(panic));
            signal_hook::low_level::exit(PANICKED);
        }));
    });
}

/// Ends the program at once, the terminal given back.
pub(super) fn end_now(guard: &Guard, code: i32) -> ! {
    guard.give_back();
    signal_hook::low_level::exit(code)
}

/// Whether the tests of the terminal have pressed their key.
static ASKED: AtomicBool = AtomicBool::new(false);

/// For the tests that a panic of any thread gives the terminal back: in a debug build that was started with
/// `BANXIN_TEST_PANIC` the key `x` asks for one.
pub(super) fn ask_for_panic(typed: &[u8]) {
    if cfg!(debug_assertions) && typed.contains(&b'x') {
        ASKED.store(true, Ordering::SeqCst);
    }
}

/// Does nothing in a release build.
///
/// # Panics
///
/// If `BANXIN_TEST_PANIC` names this place and the key was pressed.
pub fn panic_if_asked(place: &str) {
    if cfg!(debug_assertions) && ASKED.load(Ordering::SeqCst) {
        let wanted = std::env::var_os("BANXIN_TEST_PANIC");
        assert!(wanted.is_none_or(|wanted| wanted != place), "asked to by BANXIN_TEST_PANIC={place}");
    }
}

fn report(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload_as_str().unwrap_or("no message");
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("unnamed");
    let mut report = format!("banxin: internal error in thread {name}: {payload}\n");
    if let Some(location) = panic.location() {
        let _ = writeln!(report, "  at {location}");
    }
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        let _ = write!(report, "{backtrace}");
    }
    report.push_str("hint: the library and the desk are whole; please report the two lines above\n");
    report
}
