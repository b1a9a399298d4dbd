//! Buyer maps of connections.

use api_types::buyer_map::BuyerMap;
use uuid::Uuid;

use super::{Client, Failure};

/// A connection's buyer map.
pub(crate) async fn get(client: &Client, connection_id: Uuid) -> Result<BuyerMap, Failure> {
    client.get(&path(connection_id), "").await
}

/// Replaces a connection's buyer map; answers it as it is then.
pub(crate) async fn replace(
    client: &Client,
    connection_id: Uuid,
    map: &BuyerMap,
) -> Result<BuyerMap, Failure> {
    let map = serde_json::to_string(map).map_err(|_| Failure::Unreadable)?;
    client.put(&path(connection_id), map).await
}

fn path(connection_id: Uuid) -> String {
    format!("/connections/{connection_id}/buyer-map")
}
