//! The time that this thread spent on a processor, for benches on a machine that others use too.
//!
//! `BANXIN_BENCH_CLOCK=cpu` chooses it; without it the wall's clock is used. Waiting for a disk is not in it.

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// Measures processor time.
pub struct CpuTime(WallTime);

impl CpuTime {
    pub const fn new() -> Self {
        Self(WallTime)
    }

    /// Whether it was asked for.
    pub fn is_wanted() -> bool {
        std::env::var_os("BANXIN_BENCH_CLOCK").is_some_and(|clock| clock == "cpu")
    }

    fn now() -> Duration {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
    }
}

impl Measurement for CpuTime {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        Self::now()
    }

    fn end(&self, start: Duration) -> Duration {
        Self::now().saturating_sub(start)
    }

    fn add(&self, one: &Duration, other: &Duration) -> Duration {
        *one + *other
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        value.as_nanos() as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        self.0.formatter()
    }
}
