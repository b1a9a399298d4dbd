//! What a connection would make of a document or a cart.

use api_types::page::Page;
use api_types::preview::Preview;
use api_types::transaction::{TransactionQuery, TransactionSummary, TransactionType};
use serde_json::Value;
use uuid::Uuid;

use super::{Client, Failure, transactions};

/// So many entries of the log are offered.
const OFFERED: u32 = 30;

/// What a connection would make of what is `asked`: an entry of the log, with other settings.
pub(crate) async fn of_transaction(
    client: &Client,
    connection_id: Uuid,
    asked: &Value,
) -> Result<Preview, Failure> {
    let path = format!("/connections/{connection_id}/preview");
    client.post(&path, asked).await
}

/// The last entries of a connection's log that settings can be tried on.
pub(crate) async fn candidates(
    client: &Client,
    connection_id: Uuid,
    kind: TransactionType,
) -> Result<Page<TransactionSummary>, Failure> {
    let query = TransactionQuery {
        connection_id: Some(connection_id),
        transaction_type: Some(kind),
        limit: Some(OFFERED),
        ..TransactionQuery::default()
    };
    transactions::list(client, &query).await
}
