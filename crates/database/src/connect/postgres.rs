//! PostgreSQL: one pool for everything.

use std::{str::FromStr, time::Duration};

use sea_orm::{
    DatabaseConnection, SqlxPostgresConnector,
    sqlx::{
        ConnectOptions as _, Connection as _,
        postgres::{PgConnectOptions, PgPoolOptions},
    },
};

use super::ConnectOptions;
use crate::error::{Error, Result};

/// A connection that was used a moment ago is taken to be alive; asking each time would double the round trips.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

pub async fn connect(options: &ConnectOptions) -> Result<DatabaseConnection> {
    let server = PgConnectOptions::from_str(&options.url)
        .map_err(|_| Error::Internal("the database URL is not one of PostgreSQL".to_owned()))?
        .application_name("punchgate")
        .statement_cache_capacity(256)
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(options.max_connections)
        .acquire_timeout(options.acquire_timeout)
        .test_before_acquire(false)
        .before_acquire(|connection, state| {
            Box::pin(async move {
                if state.idle_for > TRUSTED_FOR {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(server)
        .await?;
    Ok(SqlxPostgresConnector::from_sqlx_postgres_pool(pool))
}
