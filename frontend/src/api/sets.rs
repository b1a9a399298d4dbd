//! Connections as files: Punchgate's own, and those of Spryker's importer.

use api_types::connection_set::SetReport;
use api_types::directory_set::DirectoryReport;
use api_types::import::{SprykerImport, SprykerReport};

use super::collection::Versioned;
use super::{Client, Failure};

/// All connections as JSON, without secrets.
pub(crate) async fn export(client: &Client) -> Result<String, Failure> {
    let found = client
        .get_as("/connections/export", "application/json")
        .await?;
    Ok(found.0)
}

/// Imports connections from JSON, or only tells what would come of it.
pub(crate) async fn import(
    client: &Client,
    json: String,
    dry_run: bool,
) -> Result<SetReport, Failure> {
    let path = format!("/connections/import?dry_run={dry_run}");
    let done: Versioned<SetReport> = client.act(&path, Some(json), None).await?;
    Ok(done.resource)
}

/// Brings companies, business units and buyers up to date from JSON, or only tells what would come of it.
pub(crate) async fn import_directory(
    client: &Client,
    json: String,
    dry_run: bool,
) -> Result<DirectoryReport, Failure> {
    let path = format!("/directory/import?dry_run={dry_run}");
    let done: Versioned<DirectoryReport> = client.act(&path, Some(json), None).await?;
    Ok(done.resource)
}

/// Imports connections from Spryker's files, or only tells what would come of it.
pub(crate) async fn import_spryker(
    client: &Client,
    files: &SprykerImport,
) -> Result<SprykerReport, Failure> {
    client.post("/imports/spryker", files).await
}
