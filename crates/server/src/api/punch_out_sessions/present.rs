//! Sessions as they stand in JSON.

use std::collections::HashMap;

use api_types::{
    connection::Format as FormatDto,
    entry_point::{ConnectionReference, StoreReference},
    punch_out_session as dto,
    scalar::DecimalString,
};
use punchout::{
    connection::Format,
    ordered::SessionOrder,
    session::{
        Extrinsic, Operation, Permission, SelectedItem, Session, SessionEvent, SessionEventKind,
        SessionItem, SessionState, ShipTo,
    },
    time::Timestamp,
};

use crate::{
    api::moment,
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// A session, whole. What it refers to is named even where it was archived since.
///
/// # Errors
/// When the database is away.
pub async fn present_session(
    state: &AppState,
    session: &Session,
) -> ApiResult<dto::PunchOutSession> {
    let conn = state.database.read();
    let missing = || ApiProblem::internal("a session refers to a record that does not exist");
    let buyers = database::buyers::find_any(conn, &[session.buyer_id]).await?;
    let buyer = buyers.into_iter().next().ok_or_else(missing)?;
    let units = database::business_units::find_any(conn, &[session.business_unit_id]).await?;
    let unit = units.into_iter().next().ok_or_else(missing)?;
    let stores = database::stores::find_any(conn, &[session.store_id]).await?;
    let store = stores.into_iter().next().ok_or_else(missing)?;
    let connections = database::connections::find_any(conn, &[session.connection_id]).await?;
    let connection = connections.into_iter().next().ok_or_else(missing)?;
    let now = state.now();
    // No order came before a cart was handed over.
    let orders = match session.state {
        SessionState::Created | SessionState::Started | SessionState::Shopping => Vec::new(),
        _ => database::orders::of_session(conn, session.id).await?,
    };
    let ordered = orders.iter().find(|order| order.kind != "delete");
    let warns_seconds = store.warns_seconds();
    let shows_items = session.permits(Permission::ViewOpenOrders);
    Ok(dto::PunchOutSession {
        id: session.id.0,
        state: present_state(session.state_at(now)),
        operation: present_operation(session.operation),
        format: present_format(session.format),
        store: StoreReference {
            id: store.id.0,
            key: store.key,
            name: store.name,
        },
        connection: ConnectionReference {
            id: connection.id.0,
            name: connection.name,
        },
        business_unit: dto::BusinessUnitReference {
            id: unit.id.0,
            name: unit.name,
            external_reference: unit.external_reference,
        },
        buyer: dto::SessionBuyer {
            id: buyer.id.0,
            external_reference: buyer.external_reference,
            email: buyer.email,
            first_name: buyer.first_name,
            last_name: buyer.last_name,
            is_new: session.buyer_is_new,
        },
        permissions: session
            .permissions
            .iter()
            .copied()
            .map(present_permission)
            .collect(),
        selected_item: session.selected_item.clone().map(present_selected),
        items: session
            .items
            .iter()
            .filter(|_| shows_items)
            .map(present_item)
            .collect(),
        ship_to: session.ship_to.clone().map(present_ship_to),
        contacts: session
            .contacts
            .iter()
            .map(|contact| dto::Contact {
                role: contact.role.clone(),
                name: contact.name.clone(),
                emails: contact.emails.clone(),
            })
            .collect(),
        extrinsics: session
            .extrinsics
            .iter()
            .cloned()
            .map(present_extrinsic)
            .collect(),
        custom_fields: session.custom_fields.clone(),
        currency: session.currency.clone(),
        locale: session.locale.clone(),
        features_to_hide: store.interface.features_to_hide,
        buyer_cookie: session.buyer_cookie.clone(),
        created_at: moment::present(session.created_at),
        last_activity_at: moment::present(session.last_activity_at),
        expires_at: moment::present(session.ends_at()),
        idle_expires_at: Some(moment::present(session.idle_at())),
        latest_expires_at: Some(moment::present(session.expires_at)),
        warns_seconds_before: warns_seconds.and_then(|seconds| u32::try_from(seconds).ok()),
        order_id: ordered.map(|order| order.order_id.clone()),
        ordered_at: ordered.map(|order| moment::present(order.at)),
        orders: orders.iter().map(present_order).collect(),
        session_token: None,
    })
}

fn present_order(order: &SessionOrder) -> dto::SessionOrder {
    dto::SessionOrder {
        order_id: order.order_id.clone(),
        kind: order.kind.clone(),
        at: moment::present(order.at),
        transaction_id: order.transaction_id.0,
        support_reference: order.support_reference.clone(),
    }
}

/// Sessions in short, with their buyers named, archived ones as well.
///
/// # Errors
/// When the database is away.
pub(super) async fn entries(
    state: &AppState,
    sessions: &[Session],
    now: Timestamp,
) -> ApiResult<Vec<dto::PunchOutSessionEntry>> {
    let mut ids: Vec<_> = sessions.iter().map(|session| session.buyer_id).collect();
    ids.sort_unstable_by_key(|id| id.0);
    ids.dedup();
    let buyers = database::buyers::find_any(state.database.read(), &ids).await?;
    let emails: HashMap<_, _> = buyers
        .into_iter()
        .map(|buyer| (buyer.id.0, buyer.email))
        .collect();
    let email = |session: &Session| emails.get(&session.buyer_id.0).cloned();
    Ok(sessions
        .iter()
        .map(|session| entry(session, email(session).unwrap_or_default(), now))
        .collect())
}

fn entry(session: &Session, buyer_email: String, now: Timestamp) -> dto::PunchOutSessionEntry {
    dto::PunchOutSessionEntry {
        id: session.id.0,
        state: present_state(session.state_at(now)),
        operation: present_operation(session.operation),
        format: present_format(session.format),
        store_id: session.store_id.0,
        connection_id: session.connection_id.0,
        business_unit_id: session.business_unit_id.0,
        buyer_id: session.buyer_id.0,
        buyer_email,
        buyer_cookie: session.buyer_cookie.clone(),
        created_at: moment::present(session.created_at),
        last_activity_at: moment::present(session.last_activity_at),
        expires_at: moment::present(session.ends_at()),
    }
}

pub(super) fn event(event: SessionEvent) -> dto::SessionEvent {
    dto::SessionEvent {
        id: event.id.0,
        at: moment::present(event.at),
        kind: present_event_kind(event.kind),
        detail: event.detail,
    }
}

/// The item that was selected before.
pub fn present_selected(item: SelectedItem) -> dto::SelectedItem {
    dto::SelectedItem {
        sku: item.sku,
        internal_id: item.internal_id,
    }
}

/// A delivery address.
pub fn present_ship_to(address: ShipTo) -> dto::ShipTo {
    dto::ShipTo {
        address_id: address.address_id,
        name: address.name,
        deliver_to: address.deliver_to,
        street: address.street,
        city: address.city,
        state: address.state,
        postal_code: address.postal_code,
        country: address.country,
        email: address.email,
    }
}

/// What else a setup said.
pub fn present_extrinsic(extrinsic: Extrinsic) -> dto::Extrinsic {
    dto::Extrinsic {
        name: extrinsic.name,
        value: extrinsic.value,
    }
}

/// A line of an earlier cart.
pub fn present_item(item: &SessionItem) -> dto::SessionItem {
    dto::SessionItem {
        line_number: item.line_number,
        sku: item.sku.clone(),
        internal_id: item.internal_id.clone(),
        quantity: item
            .quantity
            .map(|quantity| DecimalString(quantity.to_string())),
        unit: item.unit.clone(),
        unit_price: item
            .unit_price
            .map(|price| DecimalString(price.to_string())),
        currency: item.currency.clone(),
        description: item.description.clone(),
    }
}

macro_rules! same_names {
    ($present:ident, $domain:ty, $dto:ty, $($name:ident),+) => {
        pub(crate) const fn $present(value: $domain) -> $dto {
            match value { $(<$domain>::$name => <$dto>::$name,)+ }
        }
    };
}

same_names!(present_format, Format, FormatDto, Cxml, Oci, PunchOut2Go);
same_names!(
    present_operation,
    Operation,
    dto::Operation,
    Create,
    Edit,
    Inspect,
    Source
);
same_names!(
    present_permission,
    Permission,
    dto::Permission,
    ViewOpenOrders,
    CheckOutOpenOrders
);
same_names!(
    present_event_kind,
    SessionEventKind,
    dto::SessionEventKind,
    Created,
    Started,
    Redeemed,
    Transferred,
    Cancelled,
    HandOverOpened,
    HandOverAttempted,
    Ended,
    Superseded,
    Expired,
    StartFailed,
    Failed,
    HandOverReissued,
    Expiring,
    HandOverDelivered,
    Ordered,
    OrderReceived,
    OrderAcknowledged
);
same_names!(
    present_state,
    SessionState,
    dto::SessionState,
    Created,
    Started,
    Shopping,
    Transferred,
    Ordered,
    Cancelled,
    Ended,
    Superseded,
    Expired,
    Failed
);

/// From JSON.
pub(super) const fn accept_state(state: dto::SessionState) -> SessionState {
    match state {
        dto::SessionState::Created => SessionState::Created,
        dto::SessionState::Started => SessionState::Started,
        dto::SessionState::Shopping => SessionState::Shopping,
        dto::SessionState::Transferred => SessionState::Transferred,
        dto::SessionState::Ordered => SessionState::Ordered,
        dto::SessionState::Cancelled => SessionState::Cancelled,
        dto::SessionState::Ended => SessionState::Ended,
        dto::SessionState::Superseded => SessionState::Superseded,
        dto::SessionState::Expired => SessionState::Expired,
        dto::SessionState::Failed => SessionState::Failed,
    }
}
