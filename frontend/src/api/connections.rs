//! Connections and their entry points.

use api_types::connection::{Connection, ConnectionEntry, ConnectionQuery};
use api_types::entry_point::{EntryPoint, EntryPointQuery};
use api_types::page::Page;
use uuid::Uuid;

use super::pages::{query_string, read_all};
use super::{Client, Failure};

/// Connections; `query` without limit and cursor.
pub(crate) async fn list(
    client: &Client,
    query: &ConnectionQuery,
) -> Result<Page<ConnectionEntry>, Failure> {
    read_all(client, "/connections", &query_string(query)).await
}

/// A connection.
pub(crate) async fn get(client: &Client, id: Uuid) -> Result<Connection, Failure> {
    client.get(&format!("/connections/{id}"), "").await
}

/// The entry points of a connection.
pub(crate) async fn entry_points(client: &Client, id: Uuid) -> Result<Page<EntryPoint>, Failure> {
    let query = EntryPointQuery {
        connection_id: Some(id),
        ..EntryPointQuery::default()
    };
    read_all(client, "/entry-points", &query_string(&query)).await
}
