//! Business units.

use api_types::business_unit::{BusinessUnit, BusinessUnitQuery};
use api_types::page::Page;
use uuid::Uuid;

use super::collection::Collection;
use super::pages::{query_string, read_all};
use super::{Client, Failure};

/// Business units, to be made, changed and archived.
pub(crate) fn collection() -> Collection<BusinessUnit> {
    Collection::new("/business-units")
}

/// A page of business units; `query` as the API has it.
pub(crate) async fn page(client: &Client, query: &str) -> Result<Page<BusinessUnit>, Failure> {
    client.get("/business-units", query).await
}

/// All of them.
pub(crate) async fn list(client: &Client) -> Result<Page<BusinessUnit>, Failure> {
    read_all(client, "/business-units", "").await
}

/// Those of a company.
pub(crate) async fn of_company(
    client: &Client,
    company_id: Uuid,
) -> Result<Page<BusinessUnit>, Failure> {
    let query = BusinessUnitQuery {
        company_id: Some(company_id),
        ..BusinessUnitQuery::default()
    };
    read_all(client, "/business-units", &query_string(&query)).await
}
