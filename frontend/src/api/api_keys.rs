//! Keys for the REST API.

use api_types::api_key::ApiKey;
use api_types::page::Page;

use super::collection::Collection;
use super::pages::read_all;
use super::{Client, Failure};

/// Keys, to be made and revoked.
pub(crate) fn collection() -> Collection<ApiKey> {
    Collection::new("/api-keys")
}

/// All of them.
pub(crate) async fn list(client: &Client) -> Result<Page<ApiKey>, Failure> {
    read_all(client, "/api-keys", "").await
}
