//! Threads of a run: one cuts inputs into pieces, workers make and prepare articles, the caller's takes them in order.
//!
//! Bounded on every side: a window limits how many pieces, and how many bytes of them, are under way. A piece that
//! panics is one failed item. Knows no format; `mod` says how inputs are cut.

use super::error::{ImportError, Reason};
use super::options::Options;
use super::piece::{Articles, Incoming, Piece};
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// Bytes of pieces under way at once.
const WINDOW_BYTES: usize = 64 << 20;
/// Pieces under way for each worker.
const WINDOW_PIECES: usize = 32;
/// Stack of a worker; parsers of hostile input recurse.
const STACK: usize = 8 << 20;

/// How much nicer than the caller's thread a worker is: of a processor that both want it has a tenth.
#[cfg(target_os = "linux")]
const BEHIND: i32 = 10;

/// Limits what is under way, and carries the word to stop.
struct Window {
    state: Mutex<Open>,
    changed: Condvar,
    pieces: usize,
}

#[derive(Default)]
struct Open {
    pieces: usize,
    bytes: usize,
    stopped: bool,
}

impl Window {
    fn new(workers: usize) -> Self {
        Self { state: Mutex::default(), changed: Condvar::new(), pieces: workers * WINDOW_PIECES }
    }

    /// Waits until there is room; breaks when the run was stopped.
    fn admit(&self, weight: usize) -> ControlFlow<()> {
        let full = |open: &mut Open| {
            let bytes = open.bytes + weight > WINDOW_BYTES && open.bytes > 0;
            !open.stopped && (open.pieces >= self.pieces || bytes)
        };
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut open = self.changed.wait_while(state, full).unwrap_or_else(PoisonError::into_inner);
        if open.stopped {
            return ControlFlow::Break(());
        }
        open.pieces += 1;
        open.bytes += weight;
        ControlFlow::Continue(())
    }

    fn release(&self, weight: usize) {
        let mut open = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        open.pieces -= 1;
        open.bytes -= weight;
        self.changed.notify_all();
    }

    fn stop(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).stopped = true;
        self.changed.notify_all();
    }
}

type Numbered<T> = (u64, usize, T);

/// Runs `cut` on a thread, what it gives on workers through `prepare`, and hands the results to `take` in order.
pub(super) fn run<R: Send>(
    options: &Options,
    cut: impl FnOnce(&mut dyn FnMut(Piece) -> ControlFlow<()>) + Send,
    prepare: impl Fn(Incoming) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let workers = worker_count(options);
    let window = Window::new(workers);
    // The window bounds both channels.
    let (pieces_in, pieces) = unbounded::<Numbered<Piece>>();
    let (done_in, done) = bounded::<Numbered<Vec<R>>>(workers * WINDOW_PIECES);
    thread::scope(|scope| {
        for _ in 0..workers {
            let (pieces, done_in, prepare) = (pieces.clone(), done_in.clone(), &prepare);
            let work = move || {
                step_back();
                work(&pieces, &done_in, options, prepare);
            };
            if thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        drop((pieces, done_in));
        let window = &window;
        scope.spawn(move || {
            let mut number = 0;
            cut(&mut |piece| {
                window.admit(piece.weight)?;
                number += 1;
                match pieces_in.send((number - 1, piece.weight, piece)) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            });
        });
        in_order(&done, window, &mut take);
        window.stop();
    });
}

/// Lets the caller's thread go first: it alone writes, everything waits for it, and among equals it would have two thirds
/// of a processor while workers that are ahead of it fill the window and then sleep.
#[cfg(target_os = "linux")]
fn step_back() {
    // Of this thread alone. Where it may not be had, the work is done all the same.
    if let Ok(niceness) = rustix::process::getpriority_process(None) {
        let _ = rustix::process::setpriority_process(None, (niceness + BEHIND).min(19));
    }
}

/// Elsewhere a thread has no niceness of its own.
#[cfg(not(target_os = "linux"))]
fn step_back() {}

fn in_order<R>(
    done: &Receiver<Numbered<Vec<R>>>,
    window: &Window,
    take: &mut impl FnMut(R) -> ControlFlow<()>,
) {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, weight, ready) in done {
        early.insert(number, (weight, ready));
        while let Some((weight, ready)) = early.remove(&next) {
            next += 1;
            window.release(weight);
            if ready.into_iter().try_for_each(&mut *take).is_break() {
                return;
            }
        }
    }
}

fn work<R>(
    pieces: &Receiver<Numbered<Piece>>,
    done: &Sender<Numbered<Vec<R>>>,
    options: &Options,
    prepare: &impl Fn(Incoming) -> R,
) {
    for (number, weight, piece) in pieces {
        let ready = isolated(piece, options).into_iter().map(prepare).collect();
        if done.send((number, weight, ready)).is_err() {
            return;
        }
    }
}

fn isolated(piece: Piece, options: &Options) -> Articles {
    let Piece { origin, read, .. } = piece;
    catch_unwind(AssertUnwindSafe(|| read(options))).unwrap_or_else(|cause| {
        let said = cause
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| cause.downcast_ref::<&str>().copied())
            .unwrap_or_default();
        vec![Incoming::new(origin, Err(ImportError::new(Reason::Crashed, said)))]
    })
}

fn worker_count(options: &Options) -> usize {
    match options.jobs {
        0 => thread::available_parallelism().map_or(1, usize::from),
        jobs => jobs.min(64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::piece::Origin;
    use crate::news::Article;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicU64, Ordering};

    fn origin(offset: u64) -> Origin {
        Origin::of(PathBuf::from("-")).at(offset)
    }

    fn piece(offset: u64, weight: usize) -> Piece {
        Piece::single(origin(offset), weight, move |_| {
            if offset % 7 == 3 {
                thread::sleep(std::time::Duration::from_millis(1));
            }
            assert!(offset != 5, "five is broken");
            Ok(Article::default())
        })
    }

    #[test]
    fn order_is_kept_and_a_panic_is_one_failed_item() {
        let options = Options { jobs: 4, ..Options::default() };
        let mut taken = Vec::new();
        run(
            &options,
            |out| {
                let _ = (0..200).map(|offset| piece(offset, 1)).try_for_each(out);
            },
            |incoming| (incoming.origin.offset, incoming.result.map(|_| ())),
            |ready| {
                taken.push(ready);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(taken.len(), 200);
        for (at, (offset, result)) in taken.iter().enumerate() {
            assert_eq!(*offset, at as u64);
            assert_eq!(result.is_err(), at == 5);
        }
        let error = taken[5].1.as_ref().unwrap_err();
        assert_eq!(
            (error.reasons.as_slice(), error.detail.as_str()),
            ([Reason::Crashed].as_slice(), "five is broken")
        );
    }

    #[test]
    fn little_is_under_way_and_a_stop_ends_everything() {
        let options = Options { jobs: 2, ..Options::default() };
        let cut = AtomicU64::new(0);
        let mut taken = 0_u64;
        run(
            &options,
            |out| {
                for offset in 100.. {
                    cut.store(offset - 99, Ordering::Relaxed);
                    if out(piece(offset, WINDOW_BYTES / 3)).is_break() {
                        break;
                    }
                }
            },
            |_| (),
            |()| {
                taken += 1;
                assert!(cut.load(Ordering::Relaxed) - taken <= 5, "too many pieces under way");
                if taken == 50 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(taken, 50);
    }
}
