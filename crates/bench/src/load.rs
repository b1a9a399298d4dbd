//! Callers that call one after the other, several at once, for a while; and what is measured of them.

use std::{
    rc::Rc,
    time::{Duration, Instant},
};

use hdrhistogram::Histogram;
use serde::Serialize;
use tokio::task::spawn_local;

use crate::process;

/// One caller: has a connection of its own, and waits for each answer before it calls again.
pub trait Caller {
    /// Calls once. An error is counted, and the load goes on.
    async fn call(&mut self) -> anyhow::Result<()>;
}

/// How long is measured, after a time that is not.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Not measured: connections open, caches fill.
    pub warm_up: Duration,
    /// Measured.
    pub measured: Duration,
}

/// What was measured of a load.
#[derive(Clone, Debug, Serialize)]
pub struct Load {
    /// Callers at once.
    pub callers: usize,
    /// Answered calls a second.
    pub per_second: f64,
    /// Median time of a call, in milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 calls took no longer, in milliseconds.
    pub p99_ms: f64,
    /// The slowest call, in milliseconds.
    pub max_ms: f64,
    /// Calls that failed.
    pub errors: u64,
    /// What the first failed call said.
    pub first_error: Option<String>,
    /// The load generator's own processor time, of one core.
    pub generator_cpu: f64,
    /// The measured program's processor time, of one core; none where it is no process of its own.
    pub server_cpu: Option<f64>,
    /// Everything on the machine, in cores.
    pub machine_cpu: f64,
}

impl Load {
    /// The medians of several measurements of the same, each figure by itself; errors are added up.
    pub fn median(loads: &[Self]) -> Option<Self> {
        let of = |figure: fn(&Self) -> f64| median(loads.iter().map(figure));
        Some(Self {
            callers: loads.first()?.callers,
            per_second: of(|load| load.per_second)?,
            p50_ms: of(|load| load.p50_ms)?,
            p99_ms: of(|load| load.p99_ms)?,
            max_ms: of(|load| load.max_ms)?,
            errors: loads.iter().map(|load| load.errors).sum(),
            first_error: loads.iter().find_map(|load| load.first_error.clone()),
            generator_cpu: of(|load| load.generator_cpu)?,
            server_cpu: median(loads.iter().filter_map(|load| load.server_cpu)),
            machine_cpu: of(|load| load.machine_cpu)?,
        })
    }
}

/// The middle one; of an even number the higher of the two in the middle.
pub fn median(figures: impl Iterator<Item = f64>) -> Option<f64> {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

struct Measured {
    latencies: Histogram<u64>,
    errors: u64,
    first_error: Option<String>,
}

/// Processor times at a moment.
struct Cpu {
    generator: f64,
    server: Option<f64>,
    machine: f64,
}

impl Cpu {
    fn now(server: Option<u32>) -> anyhow::Result<Self> {
        Ok(Self {
            generator: process::cpu_seconds(std::process::id())?,
            server: server.map(process::cpu_seconds).transpose()?,
            machine: process::machine_cpu_seconds()?,
        })
    }
}

/// Lets callers call, and measures; within a `LocalSet`. `server` is the process that answers them.
pub async fn drive<C: Caller + 'static>(
    callers: Vec<C>,
    window: Window,
    server: Option<u32>,
) -> anyhow::Result<Load> {
    let count = callers.len();
    let from = Instant::now() + window.warm_up;
    let until = from + window.measured;
    let window = Rc::new((from, until));
    let running: Vec<_> = callers
        .into_iter()
        .map(|caller| spawn_local(repeat(caller, Rc::clone(&window))))
        .collect();
    let processors = spawn_local(async move {
        tokio::time::sleep_until(from.into()).await;
        let before = Cpu::now(server)?;
        tokio::time::sleep_until(until.into()).await;
        anyhow::Ok((before, Cpu::now(server)?))
    });
    let (before, after) = processors.await??;
    let mut all = Measured::new()?;
    for measured in running {
        all.add(measured.await??)?;
    }
    let seconds = (until - from).as_secs_f64();
    let share = |before: f64, after: f64| (after - before) / seconds;
    Ok(Load {
        callers: count,
        per_second: all.latencies.len() as f64 / seconds,
        p50_ms: milliseconds(all.latencies.value_at_quantile(0.5)),
        p99_ms: milliseconds(all.latencies.value_at_quantile(0.99)),
        max_ms: milliseconds(all.latencies.max()),
        errors: all.errors,
        first_error: all.first_error,
        generator_cpu: share(before.generator, after.generator),
        server_cpu: before
            .server
            .zip(after.server)
            .map(|(before, after)| share(before, after)),
        machine_cpu: share(before.machine, after.machine),
    })
}

async fn repeat<C: Caller>(
    mut caller: C,
    window: Rc<(Instant, Instant)>,
) -> anyhow::Result<Measured> {
    let mut measured = Measured::new()?;
    loop {
        let begun = Instant::now();
        if begun >= window.1 {
            return Ok(measured);
        }
        let result = caller.call().await;
        let ended = Instant::now();
        match result {
            Err(error) => {
                measured.errors += 1;
                measured.first_error.get_or_insert(format!("{error:#}"));
                if measured.errors > 1_000 {
                    return Ok(measured);
                }
            }
            Ok(()) if begun >= window.0 && ended <= window.1 => {
                let micros = u64::try_from((ended - begun).as_micros()).unwrap_or(u64::MAX);
                measured.latencies.saturating_record(micros);
            }
            Ok(()) => {}
        }
    }
}

impl Measured {
    fn new() -> anyhow::Result<Self> {
        Ok(Self {
            latencies: Histogram::new_with_bounds(1, 60_000_000, 3)?,
            errors: 0,
            first_error: None,
        })
    }

    fn add(&mut self, other: Self) -> anyhow::Result<()> {
        self.latencies.add(other.latencies)?;
        self.errors += other.errors;
        if self.first_error.is_none() {
            self.first_error = other.first_error;
        }
        Ok(())
    }
}

fn milliseconds(micros: u64) -> f64 {
    Duration::from_micros(micros).as_secs_f64() * 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    struct EverySecondFails(u32);

    impl Caller for EverySecondFails {
        async fn call(&mut self) -> anyhow::Result<()> {
            self.0 += 1;
            tokio::task::yield_now().await;
            anyhow::ensure!(self.0.is_multiple_of(2), "call {} fails", self.0);
            Ok(())
        }
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), Some(2.0));
        assert_eq!(median([].into_iter()), None);
    }

    #[tokio::test]
    async fn calls_and_failures_are_counted_apart() {
        let window = Window {
            warm_up: Duration::ZERO,
            measured: Duration::from_millis(5),
        };
        let callers = vec![EverySecondFails(0), EverySecondFails(0)];
        let load = tokio::task::LocalSet::new()
            .run_until(drive(callers, window, None))
            .await
            .unwrap();
        assert_eq!(load.callers, 2);
        assert!(load.per_second > 0.0);
        assert!(load.errors > 0);
        assert_eq!(load.first_error.as_deref(), Some("call 1 fails"));
    }
}
