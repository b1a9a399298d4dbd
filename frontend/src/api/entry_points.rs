//! Entry points.

use api_types::entry_point::{EntryPoint, EntryPointQuery};
use api_types::page::Page;
use uuid::Uuid;

use super::collection::Versioned;
use super::pages::{query_string, read_all};
use super::{Client, Failure};

/// Those of a connection.
pub(crate) async fn of_connection(client: &Client, id: Uuid) -> Result<Page<EntryPoint>, Failure> {
    list(client, Some(id), None).await
}

/// Those into a store.
pub(crate) async fn of_store(client: &Client, id: Uuid) -> Result<Page<EntryPoint>, Failure> {
    list(client, None, Some(id)).await
}

async fn list(
    client: &Client,
    connection_id: Option<Uuid>,
    store_id: Option<Uuid>,
) -> Result<Page<EntryPoint>, Failure> {
    let query = EntryPointQuery {
        connection_id,
        store_id,
        ..EntryPointQuery::default()
    };
    read_all(client, "/entry-points", &query_string(&query)).await
}

/// Gives an entry point a new address.
pub(crate) async fn renew(client: &Client, id: Uuid) -> Result<Versioned<EntryPoint>, Failure> {
    let path = format!("/entry-points/{id}/renew");
    client.act(&path, None, None).await
}
