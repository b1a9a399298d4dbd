//! Figures of what goes through the gateway.

use api_types::dashboard::{Dashboard, DashboardQuery};

use super::pages::query_string;
use super::{Client, Failure};

/// The figures of a time.
pub(crate) async fn show(client: &Client, query: &DashboardQuery) -> Result<Dashboard, Failure> {
    client.get("/dashboard", &query_string(query)).await
}
