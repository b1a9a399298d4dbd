//! What is done with a connection as a whole: its history, its way to production, the change of its secrets.

use api_types::connection::Connection;
use api_types::lifecycle::{ConnectionVersion, IssuedCredential, Promote, Promotion, Rotation};
use api_types::page::Page;
use uuid::Uuid;

use super::collection::Versioned;
use super::{Client, Failure, connections};

/// A page of the changes of a connection, newest first; `query` as the API has it.
pub(crate) async fn history(
    client: &Client,
    id: Uuid,
    query: &str,
) -> Result<Page<ConnectionVersion>, Failure> {
    client
        .get(&format!("/connections/{id}/history"), query)
        .await
}

/// Brings a version of a connection back to an earlier state.
pub(crate) async fn restore(
    client: &Client,
    id: Uuid,
    version: Uuid,
    etag: Option<&str>,
) -> Result<(), Failure> {
    let path = format!("/connections/{id}/history/{version}/restore");
    let restored: Versioned<Connection> = client.act(&path, None, etag).await?;
    drop(restored);
    Ok(())
}

/// What is missing before a connection goes to production.
pub(crate) async fn promotion(client: &Client, id: Uuid) -> Result<Promotion, Failure> {
    client
        .get(&format!("/connections/{id}/promotion"), "")
        .await
}

/// Puts a version of a connection into production.
pub(crate) async fn promote(
    client: &Client,
    id: Uuid,
    how: &Promote,
    etag: Option<&str>,
) -> Result<(), Failure> {
    let how = serde_json::to_string(how).map_err(|_| Failure::Unreadable)?;
    let path = format!("/connections/{id}/promote");
    let promoted: Versioned<Connection> = client.act(&path, Some(how), etag).await?;
    drop(promoted);
    Ok(())
}

/// Brings a version of a connection back to test mode.
pub(crate) async fn back_to_test(
    client: &Client,
    id: Uuid,
    etag: Option<&str>,
) -> Result<(), Failure> {
    let path = connections::collection().path();
    let patch = r#"{"mode":"test"}"#.to_owned();
    super::collection::change(client, &path, id, patch, etag).await?;
    Ok(())
}

/// Makes a credential in the place of another, which ends after a while, once for each `key`.
pub(crate) async fn rotate(
    client: &Client,
    connection_id: Uuid,
    id: Uuid,
    how: &Rotation,
    key: &str,
) -> Result<IssuedCredential, Failure> {
    let how = serde_json::to_string(how).map_err(|_| Failure::Unreadable)?;
    let path = format!("/connections/{connection_id}/credentials/{id}/rotate");
    let issued: Versioned<IssuedCredential> = client.create(&path, how, key).await?;
    Ok(issued.resource)
}
