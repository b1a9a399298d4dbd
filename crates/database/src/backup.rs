//! A copy of an SQLite database, made while it is in use.

use std::{fs, path::Path, str::FromStr};

use sea_orm::sqlx::{
    ConnectOptions as _, Connection, Row, SqliteConnection, query, sqlite::SqliteConnectOptions,
};

use crate::{
    connect::make_private,
    error::{Error, Result},
};

/// Copies the database of an `sqlite:` URL to a file that is not there yet, readable for its owner alone. The copy is whole and of one
/// moment: programs that use the database go on, and what they commit meanwhile is not part of it. Its schema stays as it is.
///
/// # Errors
///
/// [`Error::Internal`] for a URL that is none of SQLite, a file that is there already, or a copy that is damaged;
/// [`Error::Unavailable`] where there is no database or the file cannot be written. Then there is no file.
pub async fn copy(url: &str, file: &Path) -> Result<()> {
    let source = SqliteConnectOptions::from_str(url)
        .map_err(|error| Error::Internal(format!("the database URL: {error}")))?
        .create_if_missing(false)
        .disable_statement_logging();
    let target = file
        .to_str()
        .ok_or_else(|| Error::Internal("the name of the file is no text".to_owned()))?;
    let mut source = source.connect().await?;
    if file.exists() {
        return Err(Error::Internal(format!("{target} is there already")));
    }
    make_private(file)?;
    let copied = write(&mut source, target).await;
    if copied.is_err() {
        // What there is of it is no backup, and must not pass for one.
        let _ = fs::remove_file(file);
    }
    copied?;
    Ok(source.close().await?)
}

async fn write(source: &mut SqliteConnection, target: &str) -> Result<()> {
    query("VACUUM INTO ?").bind(target).execute(source).await?;
    // SQLite leaves that to the system.
    fs::File::open(target)
        .and_then(|file| file.sync_all())
        .map_err(|error| Error::Unavailable(format!("{target}: {error}")))?;
    let mut copy = SqliteConnectOptions::new()
        .filename(target)
        .read_only(true)
        .disable_statement_logging()
        .connect()
        .await?;
    let found: String = query("PRAGMA quick_check(1)")
        .fetch_one(&mut copy)
        .await?
        .try_get(0)?;
    copy.close().await?;
    if found == "ok" {
        Ok(())
    } else {
        Err(Error::Internal(format!("the copy is damaged: {found}")))
    }
}
