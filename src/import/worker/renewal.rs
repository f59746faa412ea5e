//! When a process that reads pages begins once more: what its parsers and patterns keep grows with what they have seen, and
//! what a new one makes first (its patterns, their automata) is a tenth of its work on five hundred small pages.

use std::{fs, os::unix::process::CommandExt, process::Command};

/// Pages and pictures before it, and those after which it begins again in any case.
const AT_LEAST: u32 = 500;
const AT_MOST: u32 = 20_000;
/// Memory of its own from which on it begins again, KiB: what the parsers hold of some two thousand pages.
const ENOUGH: u64 = 21 << 10;
/// Pages from one look at the memory to the next.
const LOOK: u32 = 50;

/// Whether a process that served so many is to begin once more.
pub fn is_due(served: u32) -> bool {
    is_enough(served, own_memory)
}

fn is_enough(served: u32, memory: impl Fn() -> Option<u64>) -> bool {
    served >= AT_LEAST
        && served.is_multiple_of(LOOK)
        && (served >= AT_MOST || memory().is_none_or(|held| held >= ENOUGH))
}

/// Memory that no other process shares, KiB; `None` where the system does not tell.
fn own_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let held = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    held.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// Begins once more with the same pipes: whoever asks has its answer, and asks the next only then. It comes back only where
/// that cannot be, and then goes on as it is.
pub fn begin_again(command: &str) {
    if let Ok(program) = std::env::current_exe() {
        let _ = Command::new(program).arg(command).exec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_begins_again_when_it_is_large_or_old() {
        let small = || Some(ENOUGH - 1);
        let large = || Some(ENOUGH);
        assert!(!is_enough(AT_LEAST - LOOK, large) && is_enough(AT_LEAST, large));
        assert!(!is_enough(AT_LEAST, small) && !is_enough(AT_LEAST + 1, large));
        assert!(is_enough(AT_LEAST, || None) && is_enough(AT_MOST, small));
        assert!(own_memory().is_none_or(|held| held > 100));
    }
}
