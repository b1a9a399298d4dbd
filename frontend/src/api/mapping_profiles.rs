//! Mapping profiles: mappings and tables that connections inherit.

use api_types::mapping::MappingProfile;
use api_types::page::Page;

use super::collection::Collection;
use super::{Client, Failure};

/// Mapping profiles, to be made, changed and archived.
pub(crate) fn collection() -> Collection<MappingProfile> {
    Collection::new("/mapping-profiles")
}

/// A page of mapping profiles; `query` as the API has it.
pub(crate) async fn page(client: &Client, query: &str) -> Result<Page<MappingProfile>, Failure> {
    client.get("/mapping-profiles", query).await
}
