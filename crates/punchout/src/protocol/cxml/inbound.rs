//! Documents to neutral data.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use cxml::{
    Address, Contact, Credential, CredentialMac, Document, Header, ItemOut, Party,
    PunchOutSetupRequest,
};

use crate::{
    connection::{Format, PartyId},
    masking,
    ordered::HandedReference,
    secret::Secret,
    session::{
        self, Extrinsic, HandOver, HandedLine, Operation, ReturnContext, SelectedItem, SessionItem,
        ShipTo,
    },
    setup::{
        BuyerIdentity, Claim, PresentedCredential, PresentedMac, RequestedOperation, SetupRequest,
    },
    time::Timestamp,
};

/// The most that is kept of an extrinsic's value, in bytes.
pub(super) const MAX_EXTRINSIC: usize = 4_000;

/// The longest text that a buyer is known by, in bytes.
const MAX_CLAIM: usize = 320;

/// The most extrinsics that are kept.
pub(super) const MAX_EXTRINSICS: usize = 200;

/// The most contacts that are kept.
pub(super) const MAX_CONTACTS: usize = 20;

/// The credentials that a Sender presents (cXML 1.2, Header: several in one Sender are alternatives for the same party).
#[must_use]
pub fn presented(header: &Header) -> Vec<PresentedCredential> {
    header
        .sender
        .party
        .credentials
        .iter()
        .map(|credential| PresentedCredential {
            party: party(credential),
            secret: credential
                .secret
                .as_ref()
                .map(|secret| Secret::new(secret.expose().to_owned())),
            mac: credential.mac.as_ref().map(presented_mac),
        })
        .collect()
}

fn presented_mac(mac: &CredentialMac) -> PresentedMac {
    let dated = |text: &str| {
        let micros = cxml::Timestamp::read(text).micros;
        (text.to_owned(), micros.map(Timestamp))
    };
    PresentedMac {
        kind: mac.kind.clone(),
        algorithm: mac.algorithm.clone(),
        creation: dated(&mac.creation_date),
        expiration: dated(&mac.expiration_date),
        value: Secret::new(mac.value.expose().to_owned()),
    }
}

/// The names of a party.
#[must_use]
pub fn parties(from: &Party) -> Vec<PartyId> {
    from.credentials.iter().map(party).collect()
}

/// The names of a party that name a marketplace it belongs to (cXML 1.2, `Credential/@type`).
#[must_use]
pub fn marketplaces(from: &Party) -> Vec<PartyId> {
    from.credentials
        .iter()
        .filter(|credential| is_marketplace(credential))
        .map(party)
        .collect()
}

fn is_marketplace(credential: &Credential) -> bool {
    credential
        .credential_type
        .as_deref()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("marketplace"))
}

/// The number of the order that a document is, or is about: the first `@orderID` in it. Setups have none.
#[must_use]
pub fn order_id(document: &Document) -> Option<String> {
    let about_orders = matches!(
        document.kind(),
        "OrderRequest"
            | "ConfirmationRequest"
            | "ShipNoticeRequest"
            | "InvoiceDetailRequest"
            | "ReceiptRequest"
            | "ServiceEntryRequest"
            | "OrderStatusRequest"
    );
    let request = document.root().child("Request").filter(|_| about_orders)?;
    let mut ids = request
        .descendants()
        .filter_map(|element| element.attr("orderID").map(str::trim));
    ids.find(|id| !id.is_empty()).map(cut)
}

fn party(credential: &Credential) -> PartyId {
    PartyId {
        domain: credential.domain.clone(),
        identity: credential.identity.clone(),
    }
}

/// A setup request in neutral form.
#[must_use]
pub fn setup_request(document: &Document, setup: &PunchOutSetupRequest) -> SetupRequest {
    let header = document.header.as_ref();
    let deployment_mode = match &document.body {
        cxml::Body::Request(request) => request.deployment_mode.clone(),
        _ => None,
    };
    SetupRequest {
        format: Format::Cxml,
        bound_buyer: None,
        operation: operation(setup),
        buyer_cookie: setup
            .buyer_cookie
            .as_ref()
            .map(|cookie| cookie.lookup_key().to_owned()),
        return_url: setup.browser_form_post.clone(),
        return_context: ReturnContext::Cxml {
            from: header
                .map(|header| parties(&header.from))
                .unwrap_or_default(),
            marketplaces: header
                .map(|header| marketplaces(&header.from))
                .unwrap_or_default(),
            to: header.map(|header| parties(&header.to)).unwrap_or_default(),
            buyer_cookie: setup
                .buyer_cookie
                .as_ref()
                .map(|cookie| cookie.inner_xml().to_owned())
                .unwrap_or_default(),
            version: document.version.as_ref().map(ToString::to_string),
            deployment_mode,
        },
        identity: with_from(identity(setup), header),
        selected_item: setup.selected_item.as_ref().map(|item| SelectedItem {
            sku: item.supplier_part_id.clone(),
            internal_id: item.supplier_part_auxiliary_id.clone(),
        }),
        items: setup.items.iter().map(item).collect(),
        ship_to: setup.ship_to.as_ref().map(ship_to),
        contacts: setup
            .contacts
            .iter()
            .take(MAX_CONTACTS)
            .map(contact)
            .collect(),
        extrinsics: setup
            .extrinsics
            .iter()
            .take(MAX_EXTRINSICS)
            .map(|extrinsic| Extrinsic {
                name: cut(&extrinsic.name),
                value: if masking::is_secret_name(extrinsic.name.as_bytes()) {
                    masking::MASK.to_owned()
                } else {
                    cut(&extrinsic.value)
                },
            })
            .collect(),
        locale: document.lang.clone().filter(|lang| is_language_tag(lang)),
        currency: None,
        business_unit: None,
        role: None,
        custom_fields: BTreeMap::new(),
    }
}

fn operation(setup: &PunchOutSetupRequest) -> RequestedOperation {
    match &setup.operation {
        cxml::Operation::Create => RequestedOperation::Known(Operation::Create),
        cxml::Operation::Edit => RequestedOperation::Known(Operation::Edit),
        cxml::Operation::Inspect => RequestedOperation::Known(Operation::Inspect),
        cxml::Operation::Source => RequestedOperation::Known(Operation::Source),
        cxml::Operation::Other(name) if name.trim().is_empty() => RequestedOperation::Missing,
        cxml::Operation::Other(name) => RequestedOperation::Unsupported(cut(name)),
    }
}

/// Who the buyer is: all that the document says of it.
#[must_use]
pub fn identity(setup: &PunchOutSetupRequest) -> BuyerIdentity {
    let extrinsic = |names: &[&str]| {
        names.iter().find_map(|name| {
            setup
                .extrinsics
                .iter()
                .find(|extrinsic| extrinsic.name.eq_ignore_ascii_case(name))
                .map(|extrinsic| extrinsic.value.trim().to_owned())
                .filter(|value| !value.is_empty())
        })
    };
    let full_name = extrinsic(&["UserFullName", "FullName"]).or_else(|| {
        let is_buyer = |contact: &&Contact| {
            let role = contact.role.as_deref().unwrap_or_default();
            role.trim().eq_ignore_ascii_case("endUser")
        };
        let first = setup.contacts.iter().filter(is_buyer);
        first
            .chain(&setup.contacts)
            .find_map(|contact| contact.name.clone())
            .filter(|name| !name.trim().is_empty())
    });
    let (first, last) = full_name.as_deref().map_or((None, None), split_name);
    BuyerIdentity::of(
        claims(setup),
        extrinsic(&["FirstName"]).or(first),
        extrinsic(&["LastName"]).or(last),
    )
}

/// Some systems name the user in From, beside the organisation.
fn with_from(mut identity: BuyerIdentity, header: Option<&Header>) -> BuyerIdentity {
    let from = header.iter().flat_map(|header| &header.from.credentials);
    identity.claims.extend(
        from.filter(|credential| credential.identity.len() <= MAX_CLAIM)
            .map(|credential| Claim {
                source: format!("from:{}", cut(&credential.domain)),
                value: credential.identity.clone(),
            }),
    );
    identity
}

/// All that a buyer can be known by, in the document's order.
fn claims(setup: &PunchOutSetupRequest) -> Vec<Claim> {
    let extrinsics = setup
        .extrinsics
        .iter()
        .take(MAX_EXTRINSICS)
        .map(|extrinsic| {
            (
                format!("extrinsic:{}", cut(&extrinsic.name)),
                &extrinsic.value,
            )
        });
    let contacts = setup.contacts.iter().flat_map(|contact| {
        let role = contact.role.as_deref().map(|role| cut(role.trim()));
        let by_role = role.map(|role| format!("contact_email:{role}"));
        let sources = std::iter::once("contact_email".to_owned()).chain(by_role);
        sources.flat_map(|source| {
            contact
                .emails
                .iter()
                .map(move |email| (source.clone(), email))
        })
    });
    let ship_to = setup.ship_to.iter().filter_map(|ship_to| {
        let email = ship_to.email.as_ref()?;
        Some(("ship_to_email".to_owned(), email))
    });
    extrinsics
        .chain(contacts)
        .chain(ship_to)
        .filter(|(_, value)| value.len() <= MAX_CLAIM)
        .map(|(source, value)| Claim {
            source,
            value: value.clone(),
        })
        .collect()
}

/// The last word is the family name; what has one word only is a family name.
fn split_name(name: &str) -> (Option<String>, Option<String>) {
    match name.trim().rsplit_once(char::is_whitespace) {
        Some((first, last)) => (Some(first.trim().to_owned()), Some(last.to_owned())),
        None => (None, Some(name.trim().to_owned())),
    }
}

fn contact(contact: &Contact) -> session::Contact {
    session::Contact {
        role: contact.role.as_deref().map(cut),
        name: contact.name.as_deref().map(cut),
        emails: contact.emails.iter().map(|email| cut(email)).collect(),
    }
}

fn item(out: &ItemOut) -> SessionItem {
    let detail = out.detail.as_ref();
    SessionItem {
        line_number: out.line_number,
        sku: out.item_id.supplier_part_id.clone(),
        internal_id: out.item_id.supplier_part_auxiliary_id.clone(),
        quantity: out.quantity,
        unit: detail.and_then(|detail| detail.unit_of_measure.clone()),
        unit_price: detail.and_then(|detail| detail.unit_price.as_ref()?.amount),
        currency: detail.and_then(|detail| Some(detail.unit_price.as_ref()?.currency.clone())),
        description: detail
            .and_then(|detail| detail.description.clone())
            .map(|text| cut(&text)),
    }
}

/// The lines of a cart, out of the hand-over that carried it to the procurement system.
#[must_use]
pub fn handed_lines(hand_over: &HandOver) -> Vec<HandedLine> {
    let [(name, value)] = hand_over.fields.as_slice() else {
        return Vec::new();
    };
    let decoded = if hand_over.is_bare() {
        Some(format!("{name}={value}").into_bytes())
    } else if value.starts_with('<') {
        None
    } else {
        Some(STANDARD.decode(value).unwrap_or_default())
    };
    let items = items(decoded.as_deref().unwrap_or(value.as_bytes()));
    let line = |item: cxml::OrderMessageItem| {
        Some(HandedLine {
            line_number: item.line_number,
            sku: item.item_id.supplier_part_id,
            internal_id: item.item_id.supplier_part_auxiliary_id?,
        })
    };
    items.into_iter().filter_map(line).collect()
}

/// By what an order will name the lines of a cart, as they stand in the document that goes to the procurement system.
#[must_use]
pub fn handed_references(document: &[u8]) -> Vec<HandedReference> {
    let line = |item: cxml::OrderMessageItem| {
        let id = item.item_id;
        let reference = id.supplier_part_auxiliary_id.unwrap_or_default();
        HandedReference::new(&reference, &id.supplier_part_id, item.quantity)
    };
    items(document).into_iter().map(line).collect()
}

/// The lines of a `PunchOutOrderMessage`.
fn items(document: &[u8]) -> Vec<cxml::OrderMessageItem> {
    let Ok(document) = cxml::read(document, &cxml::ReadOptions::default()) else {
        return Vec::new();
    };
    let cxml::Body::Message(message) = document.body else {
        return Vec::new();
    };
    message.order.map(|order| order.items).unwrap_or_default()
}

fn ship_to(address: &Address) -> ShipTo {
    ShipTo {
        address_id: address.address_id.clone(),
        name: address.name.clone(),
        deliver_to: address.deliver_to.clone(),
        street: address.street.clone(),
        city: address.city.clone(),
        state: address.state.clone(),
        postal_code: address.postal_code.clone(),
        country: address.country.clone(),
        email: address.email.clone(),
    }
}

/// BCP 47, loosely: letters and digits in groups.
fn is_language_tag(text: &str) -> bool {
    (2..=35).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn cut(text: &str) -> String {
    let end = (0..=text.len().min(MAX_EXTRINSIC))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    text.get(..end).unwrap_or_default().to_owned()
}
