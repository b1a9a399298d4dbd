//! Connections.

use api_types::connection::{Connection, ConnectionEntry, ConnectionQuery};
use api_types::page::{MAX_LIMIT, Page};
use api_types::punch_out_session::{PunchOutSessionEntry, PunchOutSessionQuery, SessionState};
use uuid::Uuid;

use super::collection::{Collection, Versioned};
use super::pages::{query_string, read_all};
use super::{Client, Failure};

/// Connections, to be made, changed and archived.
pub(crate) fn collection() -> Collection<Connection> {
    Collection::new("/connections")
}

/// Connections; `query` without limit and cursor.
pub(crate) async fn list(
    client: &Client,
    query: &ConnectionQuery,
) -> Result<Page<ConnectionEntry>, Failure> {
    read_all(client, "/connections", &query_string(query)).await
}

/// A connection.
pub(crate) async fn get(client: &Client, id: Uuid) -> Result<Connection, Failure> {
    client.get(&format!("/connections/{id}"), "").await
}

/// Activates or deactivates a version of a connection.
pub(crate) async fn set_active(
    client: &Client,
    id: Uuid,
    active: bool,
    etag: Option<&str>,
) -> Result<Versioned<Connection>, Failure> {
    let action = if active { "activate" } else { "deactivate" };
    client
        .act(&format!("/connections/{id}/{action}"), etag)
        .await
}

/// How many sessions of a connection are under way, and whether there may be more.
pub(crate) async fn live_sessions(client: &Client, id: Uuid) -> Result<(usize, bool), Failure> {
    let (mut count, mut is_more) = (0_usize, false);
    for state in [
        SessionState::Created,
        SessionState::Started,
        SessionState::Shopping,
    ] {
        let query = PunchOutSessionQuery {
            state: Some(state),
            connection_id: Some(id),
            limit: Some(MAX_LIMIT),
            ..PunchOutSessionQuery::default()
        };
        let page: Page<PunchOutSessionEntry> = client
            .get("/punch-out-sessions", &query_string(&query))
            .await?;
        count = count.saturating_add(page.items.len());
        is_more |= page.next_cursor.is_some();
    }
    Ok((count, is_more))
}
