//! What every node keeps in memory, and the number that tells that it changed.

use punchout::{
    connection::{Connection, Credential},
    entry_point::EntryPoint,
    mapping_profile::MappingProfile,
    role::Role,
    signing_key::SigningKey,
    store::Store,
    value_table::ValueTable,
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, IsolationLevel, TransactionTrait,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    buyer_map::{self, MappedBuyer},
    connections, credentials,
    entities::settings_version,
    entry_points,
    error::{Error, Result},
    mapping_profiles,
    roles::{self, RoleHolders},
    signing_keys, stores, value_tables,
};

/// All settings that a punch-out is decided by. Archived ones are not among them.
#[derive(Clone, Debug)]
pub struct SettingsRows {
    /// The state that they are of.
    pub version: i64,
    /// All stores.
    pub stores: Vec<Store>,
    /// All keys that calls to stores are signed with.
    pub signing_keys: Vec<SigningKey>,
    /// All connections.
    pub connections: Vec<Connection>,
    /// All credentials of these connections.
    pub credentials: Vec<Credential>,
    /// All buyer maps of these connections.
    pub buyer_map: Vec<MappedBuyer>,
    /// All roles.
    pub roles: Vec<Role>,
    /// Who has one of their own.
    pub role_holders: RoleHolders,
    /// All entry points of these connections and stores, those of inactive connections and disabled stores included.
    pub entry_points: Vec<EntryPoint>,
    /// All mapping profiles.
    pub mapping_profiles: Vec<MappingProfile>,
    /// All tables of connections and mapping profiles, those of archived ones among them.
    pub value_tables: Vec<ValueTable>,
}

/// The number that grows with each change of a store, connection, credential, entry point, mapping profile or table.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn version(conn: &impl ConnectionTrait) -> Result<i64> {
    settings_version::Entity::find_by_id(1)
        .one(conn)
        .await?
        .map(|row| row.version)
        .ok_or_else(|| Error::Internal("the table settings_version is empty".to_owned()))
}

/// Reads all settings, as they were at one moment, in as many queries as there are tables.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn load(conn: &DatabaseConnection) -> Result<SettingsRows> {
    // In SQLite each transaction sees one moment anyway.
    let isolation = (conn.get_database_backend() == DbBackend::Postgres)
        .then_some(IsolationLevel::RepeatableRead);
    let moment = conn.begin_with_config(isolation, None).await?;
    let rows = SettingsRows {
        version: version(&moment).await?,
        stores: stores::all(&moment).await?,
        signing_keys: signing_keys::all(&moment).await?,
        connections: connections::all(&moment).await?,
        credentials: credentials::all(&moment).await?,
        buyer_map: buyer_map::all(&moment).await?,
        roles: roles::all(&moment).await?,
        role_holders: roles::holders(&moment).await?,
        entry_points: entry_points::all(&moment).await?,
        mapping_profiles: mapping_profiles::all(&moment).await?,
        value_tables: value_tables::all(&moment).await?,
    };
    moment.rollback().await?;
    Ok(rows)
}

/// Notes that settings change. Comes before the change itself: transactions that change settings then queue up here instead of
/// waiting for each other in a circle.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn bump(conn: &impl ConnectionTrait) -> Result<()> {
    settings_version::Entity::update_many()
        .col_expr(
            settings_version::Column::Version,
            Expr::col(settings_version::Column::Version).add(1),
        )
        .exec(conn)
        .await?;
    Ok(())
}
