//! Drawing anew: one key, and twice in a row the calibration, on the real binary in a pseudo-terminal.
#![cfg(target_os = "linux")]

mod support;

use support::pty::{Setup, Terminal};

const REDRAW: &[u8] = b"\x0c";

fn calibrates(terminal: &Terminal) -> bool {
    terminal.see(|emulator| emulator.text().contains("校准"))
}

#[test]
fn the_calibration_comes_when_the_key_is_pressed_twice_with_no_other_between() {
    let terminal = Terminal::open(Setup::default());
    for keys in [REDRAW, b"jj", REDRAW, b"?"] {
        terminal.send(keys);
    }
    terminal.wait_for("the keys", |emulator| emulator.text().contains("按键与检索"));
    assert!(!calibrates(&terminal));
    terminal.send(b"q");
    terminal.send(&[REDRAW, REDRAW].concat());
    terminal.wait_for("the calibration", |emulator| emulator.text().contains("校准"));
    terminal.send(b"\x1b");
}
