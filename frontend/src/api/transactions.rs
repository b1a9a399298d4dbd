//! The transaction log.

use api_types::page::Page;
use api_types::transaction::{
    ExportFormat, Transaction, TransactionExport, TransactionQuery, TransactionSummary,
};
use uuid::Uuid;

use super::pages::query_string;
use super::{Client, Failure};

/// A page of the log, newest first.
pub(crate) async fn list(
    client: &Client,
    query: &TransactionQuery,
) -> Result<Page<TransactionSummary>, Failure> {
    client.get("/transactions", &query_string(query)).await
}

/// An entry of the log, whole.
pub(crate) async fn get(client: &Client, id: Uuid) -> Result<Transaction, Failure> {
    client.get(&format!("/transactions/{id}"), "").await
}

/// What kind of text an export is.
pub(crate) const fn media(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "text/csv",
        ExportFormat::Ndjson => "application/x-ndjson",
    }
}

/// The log as a file.
pub(crate) async fn export(
    client: &Client,
    format: ExportFormat,
    asked: &TransactionExport,
) -> Result<String, Failure> {
    let path = format!("/transactions/export?{}", query_string(asked));
    Ok(client.get_as(&path, media(format)).await?.0)
}
