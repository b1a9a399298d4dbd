//! Opening what the program works on: the data folder, the key, the database.

use anyhow::{Context, bail};
use database::{ConnectOptions, Database};

use crate::{clock::Clock, config::Config, sealing::MasterKey, state::AppState};

/// Opens the database and brings it up to date.
pub async fn database(config: &Config) -> anyhow::Result<Database> {
    let folder = &config.storage.data_dir;
    std::fs::create_dir_all(folder).with_context(|| {
        format!(
            "PUNCHGATE_DATA_DIR cannot be used: the folder {} cannot be made",
            folder.display()
        )
    })?;
    let options = ConnectOptions::new(config.storage.database_url.expose().clone());
    let database = Database::connect(&options)
        .await
        .context("PUNCHGATE_DATABASE_URL cannot be used")?;
    database
        .migrate()
        .await
        .context("the database cannot be brought up to date")?;
    Ok(database)
}

/// Opens everything, for a command that works on what is there: a mistyped folder must not become an installation.
pub async fn existing(config: Config) -> anyhow::Result<AppState> {
    let url = config.storage.database_url.expose();
    if let Some(file) = database::sqlite_file(url).filter(|file| !file.exists()) {
        bail!(
            "there is no database in {}; `punchgate serve` or `punchgate migrate` makes one",
            file.display()
        );
    }
    state(config).await
}

/// Opens everything, and makes what is not there yet.
pub async fn state(config: Config) -> anyhow::Result<AppState> {
    let database = database(&config).await?;
    let key = MasterKey::load_or_create(&config.storage.master_key_file)
        .context("PUNCHGATE_MASTER_KEY_FILE cannot be used")?;
    AppState::load(config, database, &key, Clock::default())
        .await
        .context("the settings cannot be read from the database")
}
