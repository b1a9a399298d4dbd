//! Stores.

use api_types::page::Page;
use api_types::store::Store;

use super::collection::Collection;
use super::pages::read_all;
use super::{Client, Failure};

/// Stores, to be made, changed and archived.
pub(crate) fn collection() -> Collection<Store> {
    Collection::new("/stores")
}

/// All of them.
pub(crate) async fn list(client: &Client) -> Result<Page<Store>, Failure> {
    read_all(client, "/stores", "").await
}
