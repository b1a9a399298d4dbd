//! Tables of units and classifications, as CSV.

use api_types::value_table::{TableKind, TableReport};

use super::collection::Versioned;
use super::{Client, Failure};
use crate::names;

const CSV: &str = "text/csv";

/// A table of what is at a path, such as a connection.
pub(crate) async fn get(
    client: &Client,
    owner: &str,
    kind: TableKind,
) -> Result<Versioned<String>, Failure> {
    let (resource, etag) = client.get_as(&path(owner, kind), CSV).await?;
    Ok(Versioned { resource, etag })
}

/// Replaces a version of a table, or only tells what would come of it.
pub(crate) async fn replace(
    client: &Client,
    owner: &str,
    kind: TableKind,
    csv: String,
    etag: Option<&str>,
    dry_run: bool,
) -> Result<Versioned<TableReport>, Failure> {
    let path = format!("{}?dry_run={dry_run}", path(owner, kind));
    let etag = etag.filter(|_| !dry_run);
    client.put_as(&path, (CSV, csv), etag).await
}

fn path(owner: &str, kind: TableKind) -> String {
    format!("{owner}/tables/{}", names::spelling(&kind))
}
