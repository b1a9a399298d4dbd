//! Business units.

use api_types::business_unit::BusinessUnit;
use api_types::page::{MAX_LIMIT, Page};
use uuid::Uuid;

use super::collection::Collection;
use super::{Client, Failure};

/// Business units, to be made, changed and archived.
pub(crate) fn collection() -> Collection<BusinessUnit> {
    Collection::new("/business-units")
}

/// A page of business units; `query` as the API has it.
pub(crate) async fn page(client: &Client, query: &str) -> Result<Page<BusinessUnit>, Failure> {
    client.get("/business-units", query).await
}

/// Those of a company.
pub(crate) async fn of_company(
    client: &Client,
    company_id: Uuid,
) -> Result<Page<BusinessUnit>, Failure> {
    page(
        client,
        &format!("company_id={company_id}&limit={MAX_LIMIT}"),
    )
    .await
}
