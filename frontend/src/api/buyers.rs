//! Buyers.

use api_types::buyer::Buyer;
use api_types::page::{MAX_LIMIT, Page};
use uuid::Uuid;

use super::collection::Collection;
use super::{Client, Failure};

/// Buyers, to be made, changed and archived.
pub(crate) fn collection() -> Collection<Buyer> {
    Collection::new("/buyers")
}

/// A buyer.
pub(crate) async fn get(client: &Client, id: Uuid) -> Result<Buyer, Failure> {
    client.get(&format!("/buyers/{id}"), "").await
}

/// A page of buyers; `query` as the API has it.
pub(crate) async fn page(client: &Client, query: &str) -> Result<Page<Buyer>, Failure> {
    client.get("/buyers", query).await
}

/// The buyers of a business unit.
pub(crate) async fn of_unit(
    client: &Client,
    business_unit_id: Uuid,
) -> Result<Page<Buyer>, Failure> {
    page(
        client,
        &format!("business_unit_id={business_unit_id}&limit={MAX_LIMIT}"),
    )
    .await
}
