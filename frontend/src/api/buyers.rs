//! Buyers.

use api_types::buyer::{Buyer, BuyerQuery};
use api_types::page::Page;
use uuid::Uuid;

use super::collection::Collection;
use super::pages::{query_string, read_all};
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
    let query = BuyerQuery {
        business_unit_id: Some(business_unit_id),
        ..BuyerQuery::default()
    };
    read_all(client, "/buyers", &query_string(&query)).await
}
