//! `punchgate export` and `punchgate import json`: connections as files.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use api_types::connection_set::{ConnectionSet, ImportOutcome};
use clap::Args;

use super::print;
use crate::{
    api::{
        change::Change,
        connections::sets::{export, import},
    },
    audit::Who,
    state::AppState,
};

/// Where connections are written to.
#[derive(Args)]
pub struct Export {
    /// The file; standard output without one
    file: Option<PathBuf>,
}

/// Where connections are read from.
#[derive(Args)]
pub struct Import {
    /// The file, as `punchgate export` writes it
    file: PathBuf,
    /// Tell what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Writes all connections, without secrets.
pub async fn write(state: &AppState, options: Export) -> anyhow::Result<()> {
    let set = export(state).await?;
    let text = serde_json::to_string_pretty(&set)? + "\n";
    match options.file {
        Some(file) => {
            std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
        }
        None => print(&text),
    }
}

/// Reads connections, and tells what became of each.
pub async fn read(state: &AppState, options: Import) -> anyhow::Result<()> {
    let set = parse(&options.file)?;
    let change = Change::by(state, Who::command_line()).await?;
    let report = import(change, set, options.dry_run).await?;
    let mut told = String::new();
    let all = [&report.roles, &report.mapping_profiles, &report.connections];
    for (record, kind) in all
        .into_iter()
        .zip(["role", "mapping profile", "connection"])
        .flat_map(|(records, kind)| records.iter().map(move |record| (record, kind)))
    {
        let outcome = match record.outcome {
            ImportOutcome::Created => "created",
            ImportOutcome::Updated => "updated",
            ImportOutcome::Unchanged => "unchanged",
            ImportOutcome::Refused => "refused",
        };
        told.push_str(&format!("{outcome:10} {kind} {}\n", record.name));
        for error in &record.errors {
            told.push_str(&format!(
                "           {}: {}\n",
                error.pointer, error.message
            ));
        }
    }
    print(&told)?;
    if !report.applied && !options.dry_run {
        bail!("nothing was changed, because not all connections can be imported");
    }
    Ok(())
}

fn parse(file: &Path) -> anyhow::Result<ConnectionSet> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_str(&text)
        .with_context(|| format!("{} is no set of connections", file.display()))
}
