//! The audit log.

use api_types::audit::{AuditEntry, AuditQuery};
use api_types::page::Page;

use super::pages::query_string;
use super::{Client, Failure};

/// A page of the audit log, newest first.
pub(crate) async fn list(client: &Client, query: &AuditQuery) -> Result<Page<AuditEntry>, Failure> {
    client.get("/audit-log", &query_string(query)).await
}
