//! Calls that nobody shops by: a procurement system asks for data, and gets them in the form that carts return in.

use uuid::Uuid;

use super::{SetupRequest, plan::return_url};
use crate::{
    connection::Connection,
    ids::{BuyerId, SessionId},
    secret::TokenHash,
    session::{Operation, Session, SessionState},
    setup::Refusal,
    store::Store,
    time::Timestamp,
};

/// The session that such a call would have: it has no buyer, and is never written.
///
/// # Errors
///
/// That the return URL is none, or not allowed.
pub fn unattended(
    connection: &Connection,
    store: &Store,
    request: SetupRequest,
    id: SessionId,
    now: Timestamp,
) -> Result<Session, Refusal> {
    let return_url = return_url(connection, request.return_url.as_deref())?;
    Ok(Session {
        id,
        store_id: store.id,
        connection_id: connection.id,
        business_unit_id: connection.business_unit_id,
        buyer_id: BuyerId(Uuid::nil()),
        buyer_is_new: false,
        format: request.format,
        operation: Operation::Create,
        state: SessionState::Created,
        buyer_cookie: id.to_string(),
        return_url: return_url.map(|checked| checked.url),
        return_context: request.return_context,
        permissions: Vec::new(),
        selected_item: request.selected_item,
        items: Vec::new(),
        ship_to: request.ship_to,
        contacts: request.contacts,
        extrinsics: request.extrinsics,
        custom_fields: request.custom_fields,
        currency: request.currency.or_else(|| store.default_currency.clone()),
        locale: request.locale.or_else(|| store.default_locale.clone()),
        start_code: TokenHash([0; 32]),
        start_code_expires_at: now,
        created_at: now,
        last_activity_at: now,
        expires_at: now,
        idle_ttl_seconds: 0,
    })
}
