#![doc = include_str!("../README.md")]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool reports there"
)]

mod borders;
mod console;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The house's own tools.
#[derive(Parser)]
#[command(name = "xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the console into frontend/dist.
    Console {
        /// Build quickly: no optimisation, light compression, no budget.
        #[arg(long)]
        dev: bool,
    },
    /// Check the borders between crates and the house rules.
    LintBorders,
}

fn main() -> ExitCode {
    match run(&Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> anyhow::Result<()> {
    let workspace = workspace::Workspace::load()?;
    match command {
        Command::Console { dev } => console::build(&workspace, *dev),
        Command::LintBorders => borders::check(&workspace),
    }
}
