//! What the gateway's calls to stores are signed with.

use api_types::signing_key::{CreatedSigningKey, SigningKeys};
use uuid::Uuid;

use super::collection::Versioned;
use super::{Client, Failure};

/// The path of a store's keys.
pub(crate) fn path(store_id: Uuid) -> String {
    format!("/stores/{store_id}/signing-keys")
}

/// The keys of a store that are live, oldest first.
pub(crate) async fn list(client: &Client, store_id: Uuid) -> Result<SigningKeys, Failure> {
    client.get(&path(store_id), "").await
}

/// Makes a key for a store, once for each `key`; only this answer shows it.
pub(crate) async fn create(
    client: &Client,
    store_id: Uuid,
    key: &str,
) -> Result<CreatedSigningKey, Failure> {
    let made: Versioned<CreatedSigningKey> =
        client.create(&path(store_id), "{}".to_owned(), key).await?;
    Ok(made.resource)
}
