//! Liferay's `PunchOutSession`.

use punchout::finding::Finding;
use serde_json::{Value, json};

use super::lines;
use crate::adapters::{Trouble, Visit, visit::Visitor};

/// The session request, and what Liferay is not told by it.
///
/// # Errors
///
/// When the business unit has no account in Liferay.
pub(super) fn request(
    visit: &Visit<'_>,
    visitor: &Visitor,
) -> Result<(Value, Vec<Finding>), Trouble> {
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
    let earlier = lines::earlier(session);
    let currency = session
        .currency
        .as_ref()
        .or(visit.store.default_currency.as_ref());
    let cart = json!({
        "id": earlier.order,
        "currencyCode": currency,
        "cartItems": earlier.items,
    });
    let request = json!({
        "buyerAccountReferenceCode": account,
        "buyerGroup": {"name": visit.store.interface.adapter.site},
        "buyerUser": {
            "email": buyer.email,
            "firstName": first_name,
            "lastName": buyer.last_name,
        },
        "cart": cart,
        "punchOutSessionType": earlier.operation,
        "punchOutReturnURL": visit.return_url(),
    });
    Ok((request, earlier.findings))
}
