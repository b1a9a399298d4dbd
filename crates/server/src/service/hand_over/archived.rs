//! Returns of sessions whose connection was archived meanwhile: nobody's cart is lost by that.

use punchout::{connection::Connection, named_error::ErrorCode, session::Session, setup::Refusal};

use super::{NoHandOver, Way};
use crate::{
    problem::ApiResult,
    settings::{Mappings, Snapshot},
    state::AppState,
};

/// A connection as it was when it was archived.
pub struct Archived {
    connection: Connection,
    mappings: Option<Mappings>,
}

impl Archived {
    /// The connection of a session, where it is not among the settings any more.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn of(
        session: &Session,
        settings: &Snapshot,
        state: &AppState,
    ) -> ApiResult<Option<Self>> {
        let id = session.connection_id;
        if settings.connection(id).is_some() {
            return Ok(None);
        }
        let found = database::connections::find_any(state.database.read(), &[id]).await?;
        Ok(found.into_iter().next().map(|connection| Self {
            mappings: Mappings::new(&connection, settings.inherited()),
            connection,
        }))
    }
}

/// By which settings a session returns.
pub(super) fn way<'a>(
    session: &Session,
    settings: &'a Snapshot,
    archived: Option<&'a Archived>,
) -> Result<Way<'a>, NoHandOver> {
    if let Some(connection) = settings.connection(session.connection_id) {
        return Ok(Way {
            connection,
            mappings: settings.mappings(connection.id),
            explain: false,
        });
    }
    let archived = archived.ok_or_else(|| {
        NoHandOver::Refused(Refusal::new(
            ErrorCode::ConnectionInactive,
            "The session's connection does not exist.",
        ))
    })?;
    Ok(Way {
        connection: &archived.connection,
        mappings: archived.mappings.as_ref(),
        explain: false,
    })
}
