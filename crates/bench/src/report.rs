//! The figures, for people and for programs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::Serialize;

use crate::{
    load::Load,
    machine::Machine,
    mapping::Mapping,
    parsing::{Compared, Parsing},
    suite::{Findings, Loaded},
};

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub struct Report {
    /// When, in UTC.
    pub date: String,
    /// How often each thing was measured.
    pub rounds: usize,
    /// How long, each time.
    pub seconds: f64,
    /// On what.
    pub machine: Machine,
    /// Parsing, without a server.
    pub parsing: Vec<Parsing>,
    /// Writing a cart with a mapping, without a server.
    pub mapping: Mapping,
    /// With each database.
    pub databases: Vec<Findings>,
    /// The goals.
    pub goals: Vec<Goal>,
}

/// A figure that is wanted, and the one that there is.
#[derive(Clone, Debug, Serialize)]
pub struct Goal {
    /// What is wanted.
    pub goal: String,
    /// What was measured.
    pub measured: f64,
    /// Whether it is as wanted.
    pub reached: bool,
}

impl Goal {
    /// Reached from `least` on.
    pub fn at_least(goal: String, least: f64, measured: f64) -> Self {
        Self {
            goal,
            measured,
            reached: measured >= least,
        }
    }

    /// Reached below `most`.
    pub fn below(goal: String, most: f64, measured: f64) -> Self {
        Self {
            goal,
            measured,
            reached: measured < most,
        }
    }
}

/// The goals for one database.
pub fn goals(findings: &Findings) -> Vec<Goal> {
    let database = findings.database;
    let medians = &findings.medians;
    let peak = medians
        .setups
        .iter()
        .chain([&medians.calls, &medians.round_trips])
        .map(|loaded| loaded.peak_memory_mb)
        .fold(0.0, f64::max);
    let mut goals = vec![
        Goal::at_least(
            format!("{database}: setups at 64 connections at least 0.5 of limit B"),
            0.5,
            findings.part_of_limit_b,
        ),
        Goal::at_least(
            format!("{database}: OCI calls at 64 connections at least 0.75 of setups"),
            0.75,
            findings.calls_of_setups,
        ),
        Goal::below(
            format!("{database}: idle memory below 40 MB"),
            40.0,
            findings.idle_memory_mb,
        ),
        Goal::below(
            format!("{database}: memory under load below 120 MB"),
            120.0,
            peak,
        ),
        Goal::below(
            format!("{database}: ready below 0.5 s after the start"),
            0.5,
            findings.ready_after_seconds,
        ),
    ];
    goals.extend(medians.setups.iter().map(|loaded| {
        Goal::below(
            format!(
                "{database}: p99 of setups at {} below 5 times p50",
                loaded.load.callers
            ),
            5.0,
            loaded.load.p99_ms / loaded.load.p50_ms,
        )
    }));
    goals
}

/// Prints what a mapping takes.
pub fn print_mapping(mapping: &Mapping) {
    print_mapping_times(mapping);
    print_goals(&[mapping_goal(mapping)]);
}

#[expect(
    clippy::print_stdout,
    reason = "the figures are what the program is for"
)]
fn print_mapping_times(mapping: &Mapping) {
    println!(
        "\ncart of {} lines, one core\n  without a mapping {:.0} µs, with one {:.0} µs",
        mapping.lines, mapping.plain_micros, mapping.mapped_micros
    );
}

/// That a mapping does not take longer than the document itself.
pub fn mapping_goal(mapping: &Mapping) -> Goal {
    Goal::below(
        format!(
            "a cart of {} lines with a mapping in below 2 times the time without",
            mapping.lines
        ),
        2.0,
        mapping.mapped_micros / mapping.plain_micros,
    )
}

/// Writes the report for programs.
pub fn write(report: &Report, folder: &Path) -> anyhow::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let file = folder.join(format!("{}.json", report.date.replace(':', "-")));
    let json = serde_json::to_string_pretty(report)?;
    fs::write(&file, json + "\n").with_context(|| file.display().to_string())?;
    Ok(file)
}

/// Prints the report for people.
#[expect(
    clippy::print_stdout,
    reason = "the figures are what the program is for"
)]
pub fn print(report: &Report) {
    let machine = &report.machine;
    println!(
        "{} cores of {}, kernel {}, {:.0} durable 4 KiB writes/s, load before {}",
        machine.cores,
        machine.cpu,
        machine.kernel,
        machine.fdatasync_per_second,
        machine.load_before
    );
    println!(
        "medians of {} rounds of {} s each",
        report.rounds, report.seconds
    );
    print_parsers(&report.parsing);
    print_mapping_times(&report.mapping);
    for findings in &report.databases {
        print_findings(findings);
    }
    print_goals(&report.goals);
}

/// Prints what was measured of parsing alone.
pub fn print_parsing(compared: &[Compared]) {
    for one in compared {
        print_parsers(&one.all);
        print_goals(&one.goals);
    }
}

#[expect(
    clippy::print_stdout,
    reason = "the figures are what the program is for"
)]
fn print_parsers(parsers: &[Parsing]) {
    println!("\nparsing, one core");
    for parsing in parsers {
        println!(
            "  {:<42} {:>9} bytes {:>10.0} documents/s {:>8.0} MB/s",
            parsing.document, parsing.bytes, parsing.documents_per_second, parsing.mb_per_second
        );
    }
}

#[expect(
    clippy::print_stdout,
    reason = "the figures are what the program is for"
)]
fn print_goals(goals: &[Goal]) {
    println!("\ngoals");
    for goal in goals {
        println!(
            "  {} {:<64} {:>8.2}",
            if goal.reached { "reached" } else { "MISSED " },
            goal.goal,
            goal.measured
        );
    }
}

#[expect(
    clippy::print_stdout,
    reason = "the figures are what the program is for"
)]
fn print_findings(findings: &Findings) {
    println!("\n{} ({})", findings.database, findings.durability);
    println!(
        "  {:<34} {:>9} {:>8} {:>8} {:>8} {:>8} {:>7} {:>16}",
        "", "per s", "p50 ms", "p99 ms", "max ms", "peak MB", "errors", "cores srv/gen/all"
    );
    let medians = &findings.medians;
    for Loaded {
        load,
        peak_memory_mb,
    } in &medians.setups
    {
        let name = format!("setup requests, {} connections", load.callers);
        print_load(&name, load, Some(*peak_memory_mb));
    }
    print_load(
        "OCI calls, 64 connections",
        &medians.calls.load,
        Some(medians.calls.peak_memory_mb),
    );
    print_load(
        "round trips, 16 connections",
        &medians.round_trips.load,
        Some(medians.round_trips.peak_memory_mb),
    );
    print_load("limit A: fixed answer, 64", &medians.limit_a, None);
    print_load("limit B: same rows, sqlx, 64", &medians.limit_b, None);
    print_load(
        "        the same, bare driver, 64",
        &medians.limit_b_bare,
        None,
    );
    println!(
        "  setups at 64: {:.2} of limit A, {:.2} of limit B; idle {:.1} MB; ready after {:.3} s",
        findings.part_of_limit_a,
        findings.part_of_limit_b,
        findings.idle_memory_mb,
        findings.ready_after_seconds
    );
}

#[expect(
    clippy::print_stdout,
    reason = "the figures are what the program is for"
)]
fn print_load(name: &str, load: &Load, peak: Option<f64>) {
    println!(
        "  {name:<34} {:>9.0} {:>8.2} {:>8.2} {:>8.1} {:>8} {:>7}    {}/{:.2}/{:.2}",
        load.per_second,
        load.p50_ms,
        load.p99_ms,
        load.max_ms,
        peak.map_or_else(String::new, |peak| format!("{peak:.1}")),
        load.errors,
        load.server_cpu
            .map_or_else(|| "   -".to_owned(), |cpu| format!("{cpu:.2}")),
        load.generator_cpu,
        load.machine_cpu,
    );
    if let Some(error) = &load.first_error {
        println!("      first error: {error}");
    }
}
