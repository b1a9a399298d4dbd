//! The transaction log.

use api_types::page::Page;
use api_types::transaction::{Transaction, TransactionQuery, TransactionSummary};
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
