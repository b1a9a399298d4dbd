//! Punch-out sessions.

use api_types::page::Page;
use api_types::punch_out_session::{
    HandOff, PunchOutSession, PunchOutSessionEntry, PunchOutSessionQuery, Timeline,
};
use uuid::Uuid;

use super::collection::Versioned;
use super::pages::query_string;
use super::{Client, Failure};

/// A page of sessions, newest first.
pub(crate) async fn list(
    client: &Client,
    query: &PunchOutSessionQuery,
) -> Result<Page<PunchOutSessionEntry>, Failure> {
    client
        .get("/punch-out-sessions", &query_string(query))
        .await
}

/// A session.
pub(crate) async fn get(client: &Client, id: Uuid) -> Result<PunchOutSession, Failure> {
    client.get(&format!("/punch-out-sessions/{id}"), "").await
}

/// What happened to a session, oldest first.
pub(crate) async fn timeline(client: &Client, id: Uuid) -> Result<Timeline, Failure> {
    client
        .get(&format!("/punch-out-sessions/{id}/timeline"), "")
        .await
}

/// Ends a session.
pub(crate) async fn end(client: &Client, id: Uuid) -> Result<(), Failure> {
    client
        .post_only(&format!("/punch-out-sessions/{id}/end"), None)
        .await
}

/// Gives the last return of a session a new link, which is answered; the earlier one is void.
pub(crate) async fn reissue(client: &Client, id: Uuid) -> Result<String, Failure> {
    let path = format!("/punch-out-sessions/{id}/reissue");
    let again: Versioned<HandOff> = client.act(&path, None, None).await?;
    Ok(again.resource.handoff_url)
}
