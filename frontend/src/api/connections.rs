//! Connections.

use api_types::connection::{Connection, ConnectionActivity, ConnectionEntry, Deactivation};
use api_types::connection_test::ConnectionTest;
use api_types::lifecycle::{ClonedConnection, Cloning};
use api_types::page::{MAX_LIMIT, Page};
use uuid::Uuid;

use super::collection::{Collection, Versioned};
use super::{Client, Failure};

/// Connections, to be made, changed and archived.
pub(crate) fn collection() -> Collection<Connection> {
    Collection::new("/connections")
}

/// A page of connections; `query` as the API has it.
pub(crate) async fn page(client: &Client, query: &str) -> Result<Page<ConnectionEntry>, Failure> {
    client.get("/connections", query).await
}

/// Those of a business unit.
pub(crate) async fn of_unit(
    client: &Client,
    business_unit_id: Uuid,
) -> Result<Page<ConnectionEntry>, Failure> {
    page(
        client,
        &format!("business_unit_id={business_unit_id}&limit={MAX_LIMIT}"),
    )
    .await
}

/// A connection.
pub(crate) async fn get(client: &Client, id: Uuid) -> Result<Connection, Failure> {
    client.get(&format!("/connections/{id}"), "").await
}

/// What happens at a connection.
pub(crate) async fn activity(client: &Client, id: Uuid) -> Result<ConnectionActivity, Failure> {
    client.get(&format!("/connections/{id}/activity"), "").await
}

/// Activates a version of a connection.
pub(crate) async fn activate(
    client: &Client,
    id: Uuid,
    etag: Option<&str>,
) -> Result<Versioned<Connection>, Failure> {
    let path = format!("/connections/{id}/activate");
    client.act(&path, None, etag).await
}

/// Deactivates a version of a connection.
pub(crate) async fn deactivate(
    client: &Client,
    id: Uuid,
    how: Deactivation,
    etag: Option<&str>,
) -> Result<Versioned<Connection>, Failure> {
    let path = format!("/connections/{id}/deactivate");
    let how = serde_json::to_string(&how).map_err(|_| Failure::Unreadable)?;
    client.act(&path, Some(how), etag).await
}

/// Archives a version of a connection; `end_sessions` says what becomes of the sessions under way, where there are any.
pub(crate) async fn archive(
    client: &Client,
    id: Uuid,
    end_sessions: Option<bool>,
    etag: Option<&str>,
) -> Result<(), Failure> {
    let path = match end_sessions {
        Some(end) => format!("/connections/{id}?end_sessions={end}"),
        None => format!("/connections/{id}"),
    };
    client.delete(&path, etag).await
}

/// Tries a connection out.
pub(crate) async fn test(client: &Client, id: Uuid) -> Result<ConnectionTest, Failure> {
    let path = format!("/connections/{id}/test");
    let done: Versioned<ConnectionTest> = client.act(&path, None, None).await?;
    Ok(done.resource)
}

/// The onboarding sheet of a connection in a language, as a page.
pub(crate) async fn onboarding_sheet(
    client: &Client,
    id: Uuid,
    lang: &str,
) -> Result<String, Failure> {
    let path = format!("/connections/{id}/onboarding-sheet?lang={lang}");
    Ok(client.get_as(&path, "text/html").await?.0)
}

/// Copies a connection under another name, maybe with its credentials under new secrets, once for each `key`.
pub(crate) async fn copy(
    client: &Client,
    id: Uuid,
    how: &Cloning,
    key: &str,
) -> Result<ClonedConnection, Failure> {
    let how = serde_json::to_string(how).map_err(|_| Failure::Unreadable)?;
    let path = format!("/connections/{id}/clone");
    let copied: Versioned<ClonedConnection> = client.create(&path, how, key).await?;
    Ok(copied.resource)
}
