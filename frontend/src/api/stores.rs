//! Stores.

use api_types::page::Page;
use api_types::store::Store;

use super::pages::read_all;
use super::{Client, Failure};

/// All of them.
pub(crate) async fn list(client: &Client) -> Result<Page<Store>, Failure> {
    read_all(client, "/stores", "").await
}
