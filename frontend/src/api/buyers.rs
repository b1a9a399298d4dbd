//! Buyers.

use api_types::buyer::Buyer;
use uuid::Uuid;

use super::{Client, Failure};

/// A buyer.
pub(crate) async fn get(client: &Client, id: Uuid) -> Result<Buyer, Failure> {
    client.get(&format!("/buyers/{id}"), "").await
}
