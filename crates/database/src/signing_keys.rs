//! Keys that calls to stores are signed with.

use punchout::{
    ids::{SigningKeyId, StoreId},
    secret::Sealed,
    signing_key::SigningKey,
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::{
    entities::signing_keys,
    error::{Error, Result},
    settings,
};

/// Adds a key.
///
/// # Errors
///
/// [`Error::MissingReference`], [`Error::Unavailable`].
pub async fn insert(conn: &impl ConnectionTrait, key: &SigningKey) -> Result<()> {
    settings::bump(conn).await?;
    let row = signing_keys::Model {
        id: key.id.0,
        store_id: key.store_id.0,
        secret_key_id: key.secret.key_id.clone(),
        secret: key.secret.bytes.clone(),
        hint: key.hint.clone(),
        created_at: key.created_at.0,
    };
    signing_keys::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Removes a key of a store, for good.
///
/// # Errors
///
/// [`Error::NotFound`], [`Error::Unavailable`].
pub async fn remove(conn: &impl ConnectionTrait, store: StoreId, id: SigningKeyId) -> Result<()> {
    settings::bump(conn).await?;
    let gone = signing_keys::Entity::delete_many()
        .filter(signing_keys::Column::Id.eq(id.0))
        .filter(signing_keys::Column::StoreId.eq(store.0))
        .exec(conn)
        .await?;
    if gone.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// The keys of a store, oldest first.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn of_store(conn: &impl ConnectionTrait, store: StoreId) -> Result<Vec<SigningKey>> {
    let rows = signing_keys::Entity::find()
        .filter(signing_keys::Column::StoreId.eq(store.0))
        .order_by_asc(signing_keys::Column::Id)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// All keys, oldest first.
///
/// # Errors
///
/// [`Error::Unavailable`].
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<SigningKey>> {
    let rows = signing_keys::Entity::find()
        .order_by_asc(signing_keys::Column::Id)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(from_row).collect())
}

fn from_row(row: signing_keys::Model) -> SigningKey {
    SigningKey {
        id: SigningKeyId(row.id),
        store_id: StoreId(row.store_id),
        secret: Sealed {
            key_id: row.secret_key_id,
            bytes: row.secret,
        },
        hint: row.hint,
        created_at: Timestamp(row.created_at),
    }
}
