//! Business units.

use api_types::business_unit::BusinessUnit;
use api_types::page::Page;

use super::pages::read_all;
use super::{Client, Failure};

/// All of them.
pub(crate) async fn list(client: &Client) -> Result<Page<BusinessUnit>, Failure> {
    read_all(client, "/business-units", "").await
}
