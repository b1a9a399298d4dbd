//! What carts had that is not known.

use api_types::value_table::Unmapped;
use uuid::Uuid;

use super::{Client, Failure};

/// What the carts of a connection had that is not known.
pub(crate) async fn of_connection(
    client: &Client,
    connection_id: Uuid,
) -> Result<Unmapped, Failure> {
    client
        .get(&format!("/connections/{connection_id}/unmapped"), "")
        .await
}
