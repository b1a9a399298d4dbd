//! `punchgate import`: connections from a file of our own, or from those of another system.

use std::{fs, path::PathBuf};

use anyhow::{Context, bail};
use api_types::import::SprykerImport;
use clap::Subcommand;

use super::{print, sets};
use crate::{api::connections::import, audit::Who, state::AppState};

/// From which system.
#[derive(Subcommand)]
pub enum Command {
    /// From a file that `punchgate export` wrote
    Json(sets::Import),
    /// From the CSV files of Spryker's importer of punch-out connections
    Spryker {
        /// `punchout_catalog_connection.csv`
        #[arg(long)]
        connections: PathBuf,
        /// `punchout_catalog_connection_cart.csv`
        #[arg(long)]
        cart: Option<PathBuf>,
        /// `punchout_catalog_connection_setup.csv`
        #[arg(long)]
        setup: Option<PathBuf>,
        /// Only tell what would come of it
        #[arg(long)]
        dry_run: bool,
    },
}

/// Does it.
pub async fn run(state: &AppState, command: Command) -> anyhow::Result<()> {
    let (connections, cart, setup, dry_run) = match command {
        Command::Json(options) => return sets::read(state, options).await,
        Command::Spryker {
            connections,
            cart,
            setup,
            dry_run,
        } => (connections, cart, setup, dry_run),
    };
    let read = |path: &PathBuf| {
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
    };
    let files = SprykerImport {
        connections: read(&connections)?,
        cart: cart.as_ref().map(read).transpose()?,
        setup: setup.as_ref().map(read).transpose()?,
        dry_run,
    };
    let report = match import::run(state, Who::command_line(), &files).await {
        Ok(report) => report,
        Err(problem) => bail!("{}", problem.sentences().join("\n")),
    };
    for row in &report.rows {
        let verdict = if row.errors.is_empty() {
            "good"
        } else {
            "cannot be imported"
        };
        print(&format!("line {}, {}: {verdict}\n", row.line, row.name))?;
        for text in row.errors.iter().chain(&row.notes) {
            print(&format!("  {text}\n"))?;
        }
    }
    let count = report.rows.len();
    match (report.imported, dry_run) {
        (true, _) => print(&format!("{count} connections were imported.\n")),
        (false, true) => print("Nothing was imported: it was tried only.\n"),
        (false, false) => bail!("nothing was imported: all rows must be good"),
    }
}
