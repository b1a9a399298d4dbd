//! Telling stores of orders. They are in no session's timeline: what is told is written with what it tells of.

use api_types::{
    connection::Classification,
    punch_out_session as dto,
    scalar::DecimalString,
    webhook::{WebhookEvent, WebhookEventKind, WebhookOrder, WebhookOrderLine},
};
use punchout::{
    ids::WebhookDeliveryId,
    masking::without_cards,
    order::{Order, OrderLine},
    session::ShipTo,
    store::Store,
    transaction::Transaction,
    webhook::{DeliveryState, WebhookDelivery},
};
use rust_decimal::Decimal;

use crate::{
    api::{moment, punch_out_sessions::present_ship_to},
    random,
};

/// What a store is told of an order that was taken with this log entry; nothing where it does not want to be.
#[must_use]
pub fn order_received(
    store: &Store,
    order: Order,
    transaction: &Transaction,
) -> Option<WebhookDelivery> {
    let kind = WebhookEventKind::OrderReceived;
    let wanted = &store.interface.webhook_events;
    let wants = wanted.is_empty() || wanted.iter().any(|name| name == kind.name());
    if store.interface.webhook_url.is_none() || !wants {
        return None;
    }
    let id = random::id();
    let connection = transaction.connection_id?;
    let subject = format!("order {} of {connection}", order.number);
    let told = WebhookEvent {
        id,
        kind,
        timestamp: moment::present(transaction.at),
        store: store.key.clone(),
        session: None,
        order: Some(WebhookOrder {
            transaction_id: transaction.id.0,
            session_id: transaction.session_id.map(|id| id.0),
            connection_id: connection.0,
            business_unit_id: transaction.business_unit_id?.0,
            number: order.number,
            version: order.version,
            kind: order.kind,
            date: order.date,
            is_test: order.is_test,
            currency: order.currency,
            total: order.total.map(decimal),
            comments: order.comments.map(without_cards),
            ship_to: order.ship_to.map(address),
            bill_to: order.bill_to.map(address),
            items: order.lines.into_iter().map(line).collect(),
        }),
    };
    Some(WebhookDelivery {
        id: WebhookDeliveryId(id),
        store_id: store.id,
        subject: Some(subject),
        event: kind.name().to_owned(),
        at: transaction.at,
        body: serde_json::to_string(&told).ok()?,
        state: DeliveryState::Pending,
        attempts: 0,
        next_attempt_at: Some(transaction.at),
        last_attempt_at: None,
        last_status: None,
        last_error: None,
    })
}

fn line(line: OrderLine) -> WebhookOrderLine {
    WebhookOrderLine {
        line_number: line.line_number,
        sku: line.sku,
        internal_id: line.internal_id,
        quantity: line.quantity.map(decimal),
        unit: line.unit,
        unit_price: line.unit_price.map(decimal),
        currency: line.currency,
        description: line.description.map(without_cards),
        classification: line
            .classification
            .into_iter()
            .map(|class| Classification {
                domain: class.domain,
                code: class.code,
            })
            .collect(),
    }
}

/// An address, whose lines people fill as they like.
fn address(address: ShipTo) -> dto::ShipTo {
    let masked = |texts: Vec<String>| texts.into_iter().map(without_cards).collect();
    present_ship_to(ShipTo {
        name: address.name.map(without_cards),
        deliver_to: masked(address.deliver_to),
        street: masked(address.street),
        ..address
    })
}

fn decimal(number: Decimal) -> DecimalString {
    DecimalString(number.to_string())
}
