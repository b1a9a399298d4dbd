//! `punchgate backup`: a copy of the database, made while it is served.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use super::print;
use crate::config::Config;

/// Where the copy goes.
#[derive(Args)]
pub struct Options {
    /// The file to make; it must not be there yet
    file: PathBuf,
}

/// Copies the database, and says what else a restored installation takes.
pub async fn run(config: &Config, options: Options) -> anyhow::Result<()> {
    let url = config.storage.database_url.expose();
    if !url.starts_with("sqlite:") {
        bail!("`punchgate backup` copies SQLite databases; for PostgreSQL use pg_dump");
    }
    let file = options.file.display();
    database::backup::copy(url, &options.file)
        .await
        .with_context(|| format!("the database cannot be copied to {file}"))?;
    print(&format!(
        "The database was copied to {file}. Its secrets open with the key in {} alone: keep a copy of that too, in another place.\n",
        config.storage.master_key_file.display()
    ))
}
