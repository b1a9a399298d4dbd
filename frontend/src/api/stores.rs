//! Stores.

use api_types::page::Page;
use api_types::settings::Settings;
use api_types::store::Store;

use super::collection::Collection;
use super::{Client, Failure};

/// Stores, to be made, changed and archived.
pub(crate) fn collection() -> Collection<Store> {
    Collection::new("/stores")
}

/// The installation's settings, of which some are defaults for new stores.
pub(crate) async fn defaults(client: &Client) -> Result<Settings, Failure> {
    client.get("/settings", "").await
}

/// A page of stores; `query` as the API has it.
pub(crate) async fn page(client: &Client, query: &str) -> Result<Page<Store>, Failure> {
    client.get("/stores", query).await
}
