#![doc = include_str!("../README.md")]

mod arrangement;
mod calls;
mod databases;
mod documents;
mod durable_writes;
mod fixed_answer;
mod gateway;
mod http;
mod load;
mod machine;
mod mapping;
mod parsing;
mod process;
mod report;
mod round_trips;
mod setups;
mod suite;

use std::{
    path::PathBuf,
    time::{Duration, SystemTime},
};

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use tokio::task::LocalSet;

use crate::{databases::Place, load::Window, machine::Machine, report::Report, suite::Extent};

/// Measures Punchgate's throughput, latency and memory, and the limits that the machine sets.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    part: Option<Part>,
    /// Everything once and shortly: shows that it works, not how fast it is
    #[arg(long)]
    quick: bool,
    /// How often each thing is measured; medians count
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How long each measurement takes
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Only parsing, without a server
    #[arg(long)]
    parsing_only: bool,
    /// Only carts with and without a mapping, without a server
    #[arg(long, conflicts_with = "parsing_only")]
    mapping_only: bool,
    /// Only with this database
    #[arg(long)]
    only: Option<Only>,
    /// The program that is measured [default: punchgate beside this program]
    #[arg(long)]
    server: Option<PathBuf>,
    /// Where the report goes
    #[arg(long, default_value = "target/bench")]
    out: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    Sqlite,
    Postgres,
}

#[derive(Subcommand)]
enum Part {
    /// Limit A, started by the bench itself
    #[command(hide = true)]
    FixedAnswer {
        /// Where to listen on loopback
        port: u16,
    },
    /// How much memory reading takes, started by the bench itself
    #[command(hide = true)]
    ParsingMemory {
        /// The document
        file: PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    match cli.part {
        Some(Part::FixedAnswer { port }) => return fixed_answer::serve(port),
        Some(Part::ParsingMemory { file }) => return parsing::tell_memory(&file),
        None => {}
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    LocalSet::new().block_on(&runtime, run(cli))
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    let program = match cli.server {
        Some(program) => program,
        None => std::env::current_exe()?.with_file_name("punchgate"),
    };
    anyhow::ensure!(
        cli.parsing_only || cli.mapping_only || program.exists(),
        "{} does not exist: build it, or name it with --server",
        program.display()
    );
    let (rounds, seconds) = if cli.quick {
        (1, 1.0)
    } else {
        (cli.rounds.max(1), cli.seconds)
    };
    let extent = Extent {
        rounds,
        window: Window {
            warm_up: Duration::from_millis(300),
            measured: Duration::from_secs_f64(seconds),
        },
    };
    let now = SystemTime::now();
    let since_epoch = now.duration_since(SystemTime::UNIX_EPOCH)?;
    documents::seed(u64::try_from(since_epoch.as_micros())?);
    let base = tempfile::Builder::new()
        .prefix("punchgate-bench.")
        .tempdir()?;
    let machine = Machine::look(base.path())?;

    if cli.mapping_only {
        report::print_mapping(&mapping::measure(extent.window.measured)?);
        return Ok(());
    }

    progress("parsing");
    let setup = documents::setup_request();
    let order = documents::large_order()?;
    let window = extent.window.measured;
    let parsing = [
        parsing::compare("setup request", &setup, window, false, progress)?,
        parsing::compare("order", &order, window, true, progress)?,
    ];
    if cli.parsing_only {
        report::print_parsing(&parsing);
        return Ok(());
    }

    progress("mapping");
    let mapping = mapping::measure(extent.window.measured)?;

    let mut measured = Vec::new();
    for place in places(&base, cli.only).await? {
        measured.push(suite::measure(&program, &place, extent, progress).await?);
        place.remove().await?;
    }
    let report = Report {
        date: jiff::Timestamp::try_from(now)?
            .strftime("%Y-%m-%dT%H:%M:%SZ")
            .to_string(),
        rounds,
        seconds,
        machine,
        goals: std::iter::once(report::mapping_goal(&mapping))
            .chain(parsing.iter().flat_map(|one| one.goals.iter().cloned()))
            .chain(measured.iter().flat_map(report::goals))
            .collect(),
        parsing: parsing.into_iter().flat_map(|one| one.all).collect(),
        mapping,
        databases: measured,
    };
    report::print(&report);
    let file = report::write(&report, &cli.out)?;
    progress(&format!("written to {}", file.display()));
    Ok(())
}

async fn places(base: &tempfile::TempDir, only: Option<Only>) -> anyhow::Result<Vec<Place>> {
    let mut places = Vec::new();
    if only != Some(Only::Postgres) {
        places.push(Place::sqlite(base.path())?);
    }
    if only != Some(Only::Sqlite) {
        match std::env::var(databases::POSTGRES_URL) {
            Ok(url) => {
                let place = Place::postgres(base.path(), &url).await;
                places.push(place.context("PostgreSQL")?);
            }
            Err(_) => progress(&format!(
                "WITHOUT POSTGRESQL: {} is not set; see .ci/with-postgres",
                databases::POSTGRES_URL
            )),
        }
    }
    Ok(places)
}

/// Says what is going on.
#[expect(clippy::print_stderr, reason = "for the person who waits")]
fn progress(what: &str) {
    eprintln!("bench: {what}");
}
