//! The earlier cart of an edit, with the store's own references.

use punchout::{
    named_error::ErrorCode,
    protocol::cxml::handed_lines,
    session::{self, Operation, Session},
    setup::Refusal,
};

use crate::state::AppState;

/// Gives lines that came back without `SupplierPartAuxiliaryID` the one that they were handed over with, as long as that cart is kept.
///
/// # Errors
///
/// That the database is away.
pub async fn recall(session: &mut Session, state: &AppState) -> Result<(), Refusal> {
    let reopens = matches!(session.operation, Operation::Edit | Operation::Inspect);
    let complete = session.items.iter().all(|item| item.internal_id.is_some());
    if !reopens || complete || session.buyer_cookie.is_empty() {
        return Ok(());
    }
    let cart = database::hand_overs::last_cart(
        state.database.read(),
        session.connection_id,
        session.buyer_id,
        &session.buyer_cookie,
    )
    .await
    .map_err(|error| {
        tracing::error!(%error, "cannot look for an earlier cart");
        Refusal::new(
            ErrorCode::DatabaseAway,
            "The earlier cart could not be looked up.",
        )
    })?;
    if let Some(cart) = cart {
        let handed = handed_lines(&cart);
        session::recall(&mut session.items, &handed);
    }
    Ok(())
}
