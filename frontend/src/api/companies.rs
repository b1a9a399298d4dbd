//! Companies.

use api_types::company::Company;
use api_types::page::Page;

use super::collection::Collection;
use super::pages::read_all;
use super::{Client, Failure};

/// Companies, to be made, changed and archived.
pub(crate) fn collection() -> Collection<Company> {
    Collection::new("/companies")
}

/// All of them.
pub(crate) async fn list(client: &Client) -> Result<Page<Company>, Failure> {
    read_all(client, "/companies", "").await
}
