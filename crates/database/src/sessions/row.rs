//! Sessions and their events as rows, and back.

use punchout::{
    ids::{BusinessUnitId, BuyerId, ConnectionId, SessionEventId, SessionId, StoreId},
    session::{Session, SessionEvent},
    time::Timestamp,
};

use crate::{
    entities::{punch_out_sessions, session_events},
    error::Result,
    text,
};

pub fn session_row(session: &Session) -> Result<punch_out_sessions::Model> {
    Ok(punch_out_sessions::Model {
        id: session.id.0,
        store_id: session.store_id.0,
        connection_id: session.connection_id.0,
        business_unit_id: session.business_unit_id.0,
        buyer_id: session.buyer_id.0,
        buyer_is_new: session.buyer_is_new,
        format: text::name(&session.format)?,
        operation: text::name(&session.operation)?,
        state: text::name(&session.state)?,
        buyer_cookie: session.buyer_cookie.clone(),
        return_url: session.return_url.clone(),
        return_context: text::json(&session.return_context)?,
        permissions: text::json(&session.permissions)?,
        selected_item: session.selected_item.as_ref().map(text::json).transpose()?,
        items: text::json(&session.items)?,
        ship_to: session.ship_to.as_ref().map(text::json).transpose()?,
        contacts: Some(&session.contacts)
            .filter(|contacts| !contacts.is_empty())
            .map(text::json)
            .transpose()?,
        extrinsics: text::json(&session.extrinsics)?,
        custom_fields: Some(&session.custom_fields)
            .filter(|fields| !fields.is_empty())
            .map(text::json)
            .transpose()?,
        currency: session.currency.clone(),
        locale: session.locale.clone(),
        start_code_hash: session.start_code.0.to_vec(),
        start_code_expires_at: session.start_code_expires_at.0,
        created_at: session.created_at.0,
        last_activity_at: session.last_activity_at.0,
        expires_at: session.expires_at.0,
        idle_ttl_seconds: session.idle_ttl_seconds,
        warned_of: None,
        transferred_at: None,
    })
}

pub fn session(row: punch_out_sessions::Model) -> Result<Session> {
    Ok(Session {
        id: SessionId(row.id),
        store_id: StoreId(row.store_id),
        connection_id: ConnectionId(row.connection_id),
        business_unit_id: BusinessUnitId(row.business_unit_id),
        buyer_id: BuyerId(row.buyer_id),
        buyer_is_new: row.buyer_is_new,
        format: text::variant(row.format)?,
        operation: text::variant(row.operation)?,
        state: text::variant(row.state)?,
        buyer_cookie: row.buyer_cookie,
        return_url: row.return_url,
        return_context: text::parse(&row.return_context)?,
        permissions: text::parse(&row.permissions)?,
        selected_item: row.selected_item.as_deref().map(text::parse).transpose()?,
        items: text::parse(&row.items)?,
        ship_to: row.ship_to.as_deref().map(text::parse).transpose()?,
        contacts: row
            .contacts
            .as_deref()
            .map(text::parse)
            .transpose()?
            .unwrap_or_default(),
        extrinsics: text::parse(&row.extrinsics)?,
        custom_fields: row
            .custom_fields
            .as_deref()
            .map(text::parse)
            .transpose()?
            .unwrap_or_default(),
        currency: row.currency,
        locale: row.locale,
        start_code: text::hash(row.start_code_hash)?,
        start_code_expires_at: Timestamp(row.start_code_expires_at),
        created_at: Timestamp(row.created_at),
        last_activity_at: Timestamp(row.last_activity_at),
        expires_at: Timestamp(row.expires_at),
        idle_ttl_seconds: row.idle_ttl_seconds,
    })
}

pub fn event_row(event: &SessionEvent) -> Result<session_events::Model> {
    Ok(session_events::Model {
        id: event.id.0,
        session_id: event.session_id.0,
        at: event.at.0,
        kind: text::name(&event.kind)?,
        detail: event.detail.clone(),
    })
}

pub fn event(row: session_events::Model) -> Result<SessionEvent> {
    Ok(SessionEvent {
        id: SessionEventId(row.id),
        session_id: SessionId(row.session_id),
        at: Timestamp(row.at),
        kind: text::variant(row.kind)?,
        detail: row.detail,
    })
}
