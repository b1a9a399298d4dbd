//! What is measured, in which order.

use std::{path::Path, process::Command, time::Duration};

use anyhow::Context;
use serde::Serialize;

use crate::{
    arrangement::{self, Arrangement},
    calls,
    databases::Place,
    durable_writes::{self, Driver},
    gateway::{self, Installation, Running},
    load::{self, Load, Window, median},
    process, round_trips, setups,
};

/// Connections of the setup requests.
const CONNECTIONS: [usize; 3] = [1, 16, 64];

/// Connections of the whole round trips.
const ROUND_TRIP_CONNECTIONS: usize = 16;

/// Callers that the limits are measured with; what setup requests are compared with.
const MOST: usize = 64;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// How often each thing is measured; medians count.
    pub rounds: usize,
    /// How long, each time.
    pub window: Window,
}

/// What was measured under one load of the gateway.
#[derive(Clone, Debug, Serialize)]
pub struct Loaded {
    /// Throughput and times.
    pub load: Load,
    /// Peak of the gateway's memory meanwhile, in MB.
    pub peak_memory_mb: f64,
}

/// One round.
#[derive(Clone, Debug, Serialize)]
pub struct Round {
    /// Setup requests at 1, 16 and 64 connections.
    pub setups: Vec<Loaded>,
    /// OCI calls at 64 connections, right after or before the setup requests that they are compared with.
    pub calls: Loaded,
    /// Whole round trips at 16 connections.
    pub round_trips: Loaded,
    /// The same server with a fixed answer, at 64 connections.
    pub limit_a: Load,
    /// The same rows through the same driver, 64 callers.
    pub limit_b: Load,
    /// The same rows through the barest driver, 64 callers.
    pub limit_b_bare: Load,
}

/// Everything about one database.
#[derive(Clone, Debug, Serialize)]
pub struct Findings {
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// What the database says about its durability.
    pub durability: String,
    /// From the start of the process until it is ready, with an existing database, in seconds.
    pub ready_after_seconds: f64,
    /// Memory of the gateway that nobody has used, in MB.
    pub idle_memory_mb: f64,
    /// The rounds.
    pub rounds: Vec<Round>,
    /// The medians of the rounds.
    pub medians: Round,
    /// OCI calls at 64 connections, as a part of setup requests.
    pub calls_of_setups: f64,
    /// Setup requests at 64 connections, as a part of limit A.
    pub part_of_limit_a: f64,
    /// Setup requests at 64 connections, as a part of limit B.
    pub part_of_limit_b: f64,
}

/// Measures with one database.
pub async fn measure(
    program: &Path,
    place: &Place,
    extent: Extent,
    progress: impl Fn(&str),
) -> anyhow::Result<Findings> {
    let installation = Installation {
        program: program.to_owned(),
        folder: place.folder.clone(),
        database_url: place.url.clone(),
    };
    let first = installation.start().await?;
    let arrangement = arrangement::arrange(&first.address).await?;
    first.stop()?;

    let mut starts = Vec::new();
    for _ in 1..extent.rounds {
        let running = installation.start().await?;
        starts.push(running.ready_after.as_secs_f64());
        running.stop()?;
    }
    let gateway = installation.start().await?;
    starts.push(gateway.ready_after.as_secs_f64());
    tokio::time::sleep(Duration::from_secs(2)).await;
    let idle_memory_mb = process::memory_mb(gateway.pid(), "VmRSS")?;

    let fixed = fixed_answer(&place.folder).await?;
    let bench = Bench {
        gateway,
        fixed,
        arrangement,
        place,
        window: extent.window,
    };
    // Not measured: the database grows from nothing.
    bench.setups(16).await?;
    let mut rounds = Vec::new();
    for number in 1..=extent.rounds {
        progress(&format!(
            "{}: round {number} of {}",
            place.name, extent.rounds
        ));
        rounds.push(bench.round(number % 2 == 0).await?);
    }
    bench.gateway.stop()?;
    findings(
        place,
        median(starts.into_iter()).unwrap_or_default(),
        idle_memory_mb,
        rounds,
    )
}

struct Bench<'a> {
    gateway: Running,
    fixed: Running,
    arrangement: Arrangement,
    place: &'a Place,
    window: Window,
}

impl Bench<'_> {
    /// One round; OCI calls come before the setup requests that they are compared with, or after them.
    async fn round(&self, calls_first: bool) -> anyhow::Result<Round> {
        let mut loads = Vec::new();
        let mut calls = None;
        for connections in CONNECTIONS {
            if calls_first && connections == MOST {
                calls = Some(self.calls().await?);
            }
            loads.push(self.setups(connections).await?);
        }
        let calls = match calls {
            Some(calls) => calls,
            None => self.calls().await?,
        };
        let limit_a = self.limit_a().await?;
        let limit_b = self.limit_b(Driver::Sqlx).await?;
        Ok(Round {
            setups: loads,
            calls,
            limit_a,
            limit_b,
            limit_b_bare: self.limit_b(Driver::Bare).await?,
            round_trips: self.round_trips().await?,
        })
    }

    async fn setups(&self, connections: usize) -> anyhow::Result<Loaded> {
        let callers =
            setups::callers(&self.gateway.address, &self.arrangement, connections).await?;
        self.loaded(callers).await
    }

    async fn calls(&self) -> anyhow::Result<Loaded> {
        let callers = calls::callers(&self.gateway.address, &self.arrangement, MOST).await?;
        self.loaded(callers).await
    }

    async fn round_trips(&self) -> anyhow::Result<Loaded> {
        let callers = round_trips::callers(
            &self.gateway.address,
            &self.arrangement,
            ROUND_TRIP_CONNECTIONS,
        )
        .await?;
        self.loaded(callers).await
    }

    async fn loaded<C: load::Caller + 'static>(&self, callers: Vec<C>) -> anyhow::Result<Loaded> {
        let pid = self.gateway.pid();
        process::reset_peak(pid)?;
        let load = load::drive(callers, self.window, Some(pid)).await?;
        Ok(Loaded {
            load,
            peak_memory_mb: process::memory_mb(pid, "VmHWM")?,
        })
    }

    async fn limit_a(&self) -> anyhow::Result<Load> {
        let callers = setups::callers(&self.fixed.address, &self.arrangement, MOST).await?;
        load::drive(callers, self.window, Some(self.fixed.pid())).await
    }

    async fn limit_b(&self, driver: Driver) -> anyhow::Result<Load> {
        durable_writes::measure(&self.place.url, driver, MOST, self.window).await
    }
}

/// Starts limit A as a process of its own.
async fn fixed_answer(folder: &Path) -> anyhow::Result<Running> {
    let port = gateway::free_port()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["fixed-answer", &port.to_string()]);
    Running::begin(command, port, "/", folder).await
}

fn findings(
    place: &Place,
    ready_after_seconds: f64,
    idle_memory_mb: f64,
    rounds: Vec<Round>,
) -> anyhow::Result<Findings> {
    let medians = medians(&rounds).context("no rounds")?;
    let setups = medians
        .setups
        .iter()
        .find(|loaded| loaded.load.callers == MOST)
        .context("no setup requests")?
        .load
        .per_second;
    Ok(Findings {
        database: place.name,
        durability: place.durability.clone(),
        ready_after_seconds,
        idle_memory_mb,
        calls_of_setups: medians.calls.load.per_second / setups,
        part_of_limit_a: setups / medians.limit_a.per_second,
        part_of_limit_b: setups / medians.limit_b.per_second,
        rounds,
        medians,
    })
}

fn medians(rounds: &[Round]) -> Option<Round> {
    let load = |pick: fn(&Round) -> &Load| {
        Load::median(&rounds.iter().map(pick).cloned().collect::<Vec<_>>())
    };
    let loaded = |all: Vec<&Loaded>| {
        let loads: Vec<Load> = all.iter().map(|loaded| loaded.load.clone()).collect();
        Some(Loaded {
            load: Load::median(&loads)?,
            peak_memory_mb: median(all.iter().map(|loaded| loaded.peak_memory_mb))?,
        })
    };
    Some(Round {
        setups: (0..CONNECTIONS.len())
            .map(|place| {
                loaded(
                    rounds
                        .iter()
                        .filter_map(|round| round.setups.get(place))
                        .collect(),
                )
            })
            .collect::<Option<_>>()?,
        calls: loaded(rounds.iter().map(|round| &round.calls).collect())?,
        round_trips: loaded(rounds.iter().map(|round| &round.round_trips).collect())?,
        limit_a: load(|round| &round.limit_a)?,
        limit_b: load(|round| &round.limit_b)?,
        limit_b_bare: load(|round| &round.limit_b_bare)?,
    })
}
