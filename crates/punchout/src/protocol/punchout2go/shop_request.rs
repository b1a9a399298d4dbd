//! Sessions to session requests, for a shop whose connector expects the middleware.

use punchout2go::{
    Contact, ItemType, Operation as Wanted, Others, Params, RequestBody, RequestItem,
    SessionRequest, Shipping,
};

use crate::{
    directory::{BusinessUnit, Buyer},
    session::{Operation, Session, ShipTo},
};

/// What a session request says beside the session itself.
#[derive(Clone, Copy, Debug)]
pub struct ShopSession<'a> {
    /// The session.
    pub session: &'a Session,
    /// Its buyer.
    pub buyer: &'a Buyer,
    /// The business unit that it belongs to.
    pub business_unit: &'a BusinessUnit,
    /// The id by which the shop names the session: no secret, lower case.
    pub pos: &'a str,
    /// Where the shop posts the cart: the gateway's address, unguessable.
    pub return_url: &'a str,
    /// What the shop is told for `postform`; the procurement system's own address is none of its business.
    pub post_form: &'a str,
    /// Whether the connection is live.
    pub is_production: bool,
    /// Whether the shop may see the earlier cart.
    pub with_items: bool,
}

/// The session request for a shop.
#[must_use]
pub fn session_request(shop: &ShopSession<'_>) -> SessionRequest {
    let session = shop.session;
    SessionRequest {
        pos: Some(shop.pos.to_owned()),
        operation: match session.operation {
            Operation::Create | Operation::Source => Wanted::Create,
            Operation::Edit => Wanted::Edit,
            Operation::Inspect => Wanted::Inspect,
        },
        return_url: Some(shop.return_url.to_owned()),
        params: Params {
            header: Others::new(),
            kind: Some("setuprequest".to_owned()),
            mode: Some(
                if shop.is_production {
                    "production"
                } else {
                    "test"
                }
                .to_owned(),
            ),
            body: RequestBody {
                data: texts(
                    session
                        .extrinsics
                        .iter()
                        .map(|said| (&said.name, &said.value)),
                ),
                contact: contact(shop.buyer),
                buyer_cookie: Some(session.buyer_cookie.clone()),
                post_form: Some(shop.post_form.to_owned()),
                shipping: session.ship_to.as_ref().map(shipping).unwrap_or_default(),
                items: items(session, shop.with_items),
                others: Others::new(),
            },
            custom: custom(shop),
            others: Others::new(),
        },
        others: Others::new(),
    }
}

fn texts<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>) -> Others {
    pairs
        .map(|(name, value)| (name.clone(), value.as_str().into()))
        .collect()
}

fn contact(buyer: &Buyer) -> Contact {
    let names: Vec<&str> = [&buyer.first_name, &buyer.last_name]
        .into_iter()
        .filter_map(Option::as_deref)
        .collect();
    let name = if names.is_empty() {
        let (local, _) = buyer.email.split_once('@').unwrap_or((&buyer.email, ""));
        local.to_owned()
    } else {
        names.join(" ")
    };
    Contact {
        email: Some(buyer.email.clone()),
        name: Some(name),
        unique: Some(
            buyer
                .external_reference
                .clone()
                .unwrap_or_else(|| buyer.email.clone()),
        ),
        others: Others::new(),
    }
}

/// What the organisation is called, where the shop keeps it, and what a mapping found.
fn custom(shop: &ShopSession<'_>) -> Others {
    let mut custom = texts(shop.session.custom_fields.iter());
    let own = [
        ("organisation_name", Some(&shop.business_unit.name)),
        (
            "account_reference",
            shop.business_unit.external_reference.as_ref(),
        ),
        ("currency", shop.session.currency.as_ref()),
        ("locale", shop.session.locale.as_ref()),
    ];
    for (name, value) in own {
        if let Some(value) = value {
            custom.entry(name).or_insert_with(|| value.as_str().into());
        }
    }
    custom
}

fn items(session: &Session, with_items: bool) -> Vec<RequestItem> {
    let selected = session.selected_item.iter().map(|item| RequestItem {
        primary_id: Some(item.sku.clone()),
        secondary_id: item.internal_id.clone(),
        item_type: Some(ItemType::In),
        ..RequestItem::default()
    });
    let earlier = session.items.iter().map(|item| RequestItem {
        primary_id: Some(item.sku.clone()),
        secondary_id: item.internal_id.clone(),
        quantity: item.quantity,
        item_type: Some(ItemType::Out),
        ..RequestItem::default()
    });
    selected.chain(earlier.filter(|_| with_items)).collect()
}

fn shipping(ship_to: &ShipTo) -> Shipping {
    let joined = |lines: &[String], by: &str| (!lines.is_empty()).then(|| lines.join(by));
    Shipping {
        address_name: ship_to.name.clone(),
        id: ship_to.address_id.clone(),
        business: ship_to.name.clone(),
        to: joined(&ship_to.deliver_to, ", "),
        street: joined(&ship_to.street, "\n"),
        city: ship_to.city.clone(),
        state: ship_to.state.clone(),
        zip: ship_to.postal_code.clone(),
        country: ship_to.country.clone(),
        country_id: ship_to.country.clone(),
        others: Others::new(),
    }
}
