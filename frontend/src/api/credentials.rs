//! Credentials of connections.

use api_types::credential::Credential;
use api_types::page::Page;
use uuid::Uuid;

use super::collection::Collection;
use super::{Client, Failure};

/// The credentials of a connection, to be made, changed and archived.
pub(crate) fn collection(connection_id: Uuid) -> Collection<Credential> {
    Collection::new(&format!("/connections/{connection_id}/credentials"))
}

/// All credentials of a connection.
pub(crate) async fn list(
    client: &Client,
    connection_id: Uuid,
) -> Result<Page<Credential>, Failure> {
    let path = format!("/connections/{connection_id}/credentials");
    client.get(&path, "").await
}
