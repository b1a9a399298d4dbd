//! Session requests that come in, to neutral data.

use std::collections::BTreeMap;

use punchout2go::{ItemType, Operation as Wanted, Others, SessionRequest, Shipping};
use serde_json::Value;

use crate::{
    connection::Format,
    session::{Contact, Extrinsic, Operation, ReturnContext, SelectedItem, SessionItem, ShipTo},
    setup::{BuyerIdentity, Claim, RequestedOperation, SetupRequest},
};

/// The most members of `data` and `custom` that a session keeps.
const MAX_EXTRINSICS: usize = 100;

/// The most characters that are kept of one.
const MAX_EXTRINSIC: usize = 2_000;

/// A session request as a setup request. `format` is the connection's, `return_context` what must be said back.
#[must_use]
pub fn setup_request(
    request: &SessionRequest,
    format: Format,
    return_context: ReturnContext,
) -> SetupRequest {
    let body = &request.params.body;
    let (first_name, last_name) = names(body.contact.name.as_deref());
    SetupRequest {
        format,
        operation: match &request.operation {
            Wanted::Create => RequestedOperation::Known(Operation::Create),
            Wanted::Edit => RequestedOperation::Known(Operation::Edit),
            Wanted::Inspect => RequestedOperation::Known(Operation::Inspect),
            Wanted::Other(word) => RequestedOperation::Unsupported(word.clone()),
        },
        buyer_cookie: body.buyer_cookie.clone().or_else(|| request.pos.clone()),
        return_url: request.return_url.clone(),
        return_context,
        bound_buyer: None,
        identity: BuyerIdentity {
            email: body
                .contact
                .email
                .clone()
                .filter(|email| email.contains('@')),
            ..BuyerIdentity::of(claims(request), first_name, last_name)
        },
        selected_item: selected(request),
        items: earlier_lines(request),
        ship_to: ship_to(&body.shipping),
        contacts: contact(request).into_iter().collect(),
        extrinsics: extrinsics(request),
        locale: None,
        currency: None,
        business_unit: None,
        role: None,
        custom_fields: BTreeMap::new(),
    }
}

/// All that a buyer can be known by: the contact, and what `data` and `custom` say.
fn claims(request: &SessionRequest) -> Vec<Claim> {
    let contact = &request.params.body.contact;
    let own = [
        ("contact_email", &contact.email),
        ("extrinsic:unique", &contact.unique),
    ];
    let own = own.into_iter().filter_map(|(source, value)| {
        Some(Claim {
            source: source.to_owned(),
            value: value.clone()?,
        })
    });
    let said = extrinsics(request).into_iter().map(|said| Claim {
        source: format!("extrinsic:{}", said.name),
        value: said.value,
    });
    own.chain(said).collect()
}

fn contact(request: &SessionRequest) -> Option<Contact> {
    let contact = &request.params.body.contact;
    (contact.email.is_some() || contact.name.is_some()).then(|| Contact {
        role: Some("endUser".to_owned()),
        name: contact.name.clone(),
        emails: contact.email.iter().cloned().collect(),
    })
}

/// Given and family name of a full one: the last word is the family's.
fn names(full: Option<&str>) -> (Option<String>, Option<String>) {
    let Some(full) = full.map(str::trim).filter(|name| !name.is_empty()) else {
        return (None, None);
    };
    match full.rsplit_once(char::is_whitespace) {
        Some((first, last)) => (Some(first.trim().to_owned()), Some(last.to_owned())),
        None => (Some(full.to_owned()), None),
    }
}

/// The item of type `in`.
fn selected(request: &SessionRequest) -> Option<SelectedItem> {
    let items = &request.params.body.items;
    let item = items
        .iter()
        .find(|item| item.item_type == Some(ItemType::In))?;
    Some(SelectedItem {
        sku: item.primary_id.clone()?,
        internal_id: item.secondary_id.clone(),
    })
}

/// The items of type `out`; those without a type too, where an earlier cart comes back.
fn earlier_lines(request: &SessionRequest) -> Vec<SessionItem> {
    let is_earlier = matches!(request.operation, Wanted::Edit | Wanted::Inspect);
    let items = request.params.body.items.iter();
    items
        .filter(|item| match item.item_type {
            Some(ItemType::Out) => true,
            Some(ItemType::In) => false,
            _ => is_earlier,
        })
        .map(|item| SessionItem {
            line_number: None,
            sku: item.primary_id.clone().unwrap_or_default(),
            internal_id: item.secondary_id.clone(),
            quantity: item.quantity,
            unit: None,
            unit_price: None,
            currency: None,
            description: None,
        })
        .collect()
}

fn ship_to(shipping: &Shipping) -> Option<ShipTo> {
    if *shipping == Shipping::default() {
        return None;
    }
    let country = shipping.country_id.clone().or_else(|| {
        let code = shipping.country.clone();
        code.filter(|code| code.len() == 2)
    });
    Some(ShipTo {
        address_id: shipping.id.clone(),
        name: shipping
            .business
            .clone()
            .or_else(|| shipping.address_name.clone()),
        deliver_to: shipping.to.iter().cloned().collect(),
        street: shipping
            .street
            .as_deref()
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect(),
        city: shipping.city.clone(),
        state: shipping.state.clone(),
        postal_code: shipping.zip.clone(),
        country: country.map(|code| code.to_ascii_uppercase()),
        email: None,
    })
}

/// What `data` and `custom` say in texts, none that is named like a secret.
fn extrinsics(request: &SessionRequest) -> Vec<Extrinsic> {
    let of = |others: &Others| {
        let texts = others.iter().filter_map(|(name, value)| {
            let value = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Bool(truth) => truth.to_string(),
                Value::Null | Value::Array(_) | Value::Object(_) => return None,
            };
            Some((name.clone(), value))
        });
        texts.collect::<Vec<_>>()
    };
    let params = &request.params;
    of(&params.body.data)
        .into_iter()
        .chain(of(&params.custom))
        .filter(|(name, value)| !value.trim().is_empty() && !oci::is_secret_name(name))
        .take(MAX_EXTRINSICS)
        .map(|(name, value)| Extrinsic {
            name: name.chars().take(MAX_EXTRINSIC).collect(),
            value: value.chars().take(MAX_EXTRINSIC).collect(),
        })
        .collect()
}
