//! Companies.

use api_types::company::Company;
use api_types::page::Page;

use super::collection::Collection;
use super::{Client, Failure};

/// Companies, to be made, changed and archived.
pub(crate) fn collection() -> Collection<Company> {
    Collection::new("/companies")
}

/// A page of companies; `query` as the API has it.
pub(crate) async fn page(client: &Client, query: &str) -> Result<Page<Company>, Failure> {
    client.get("/companies", query).await
}
