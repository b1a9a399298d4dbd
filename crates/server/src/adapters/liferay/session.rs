//! Liferay's `PunchOutSession`.

use punchout::session::{Operation, Permission, SessionItem};
use serde_json::{Value, json};

use crate::adapters::{Trouble, Visit, visit::Visitor};

/// The session request.
///
/// # Errors
///
/// When the business unit has no account in Liferay.
pub(super) fn request(visit: &Visit<'_>, visitor: &Visitor) -> Result<Value, Trouble> {
    let session = visit.session;
    let unit = &visitor.business_unit;
    let account = unit.external_reference.as_deref().ok_or_else(|| {
        Trouble::settings(format!(
            "The business unit “{}” has no external_reference. Set it to the external reference code of the account in Liferay.",
            unit.name
        ))
    })?;
    let buyer = &visitor.buyer;
    // Liferay makes a user of a first or a last name.
    let (local, _) = buyer.email.split_once('@').unwrap_or((&buyer.email, ""));
    let first_name = buyer.first_name.as_deref().or_else(|| {
        let nameless = buyer.last_name.is_none();
        nameless.then_some(local)
    });
    let operation = match session.operation {
        Operation::Create | Operation::Source => "create",
        Operation::Edit => "edit",
        Operation::Inspect => "inspect",
    };
    let lines: Vec<_> = session
        .items
        .iter()
        .filter(|_| session.permits(Permission::ViewOpenOrders))
        .filter_map(line)
        .collect();
    let currency = session
        .currency
        .as_ref()
        .or(visit.store.default_currency.as_ref());
    let cart = json!({
        "id": lines.first().map(|(order, _)| order),
        "currencyCode": currency,
        "cartItems": lines.iter().map(|(_, item)| item).collect::<Vec<_>>(),
    });
    Ok(json!({
        "buyerAccountReferenceCode": account,
        "buyerGroup": {"name": visit.store.interface.adapter.site},
        "buyerUser": {
            "email": buyer.email,
            "firstName": first_name,
            "lastName": buyer.last_name,
        },
        "cart": cart,
        "punchOutSessionType": operation,
        "punchOutReturnURL": visit.return_url(),
    }))
}

/// A line of the earlier cart, and the order that it is of: Liferay's reference is `{orderId}/{itemId}`. What Liferay did not hand over, it
/// cannot find again.
fn line(item: &SessionItem) -> Option<(u64, Value)> {
    let (order, id) = item.internal_id.as_deref()?.split_once('/')?;
    let (order, id): (u64, u64) = (order.parse().ok()?, id.parse().ok()?);
    let quantity = item.quantity.map(|quantity| quantity.normalize());
    // A number, where a number of this kind holds it.
    let whole = quantity.and_then(|quantity| u64::try_from(quantity).ok());
    let quantity = match (whole, quantity) {
        (Some(whole), Some(exact)) if exact.fract().is_zero() => json!(whole),
        (_, exact) => json!(exact.map(|exact| exact.to_string())),
    };
    Some((order, json!({"id": id, "quantity": quantity})))
}
