//! PunchOutSetupRequest (cXML 1.2). Its children are read in any order: real documents do not keep to that of the DTD.

use rust_decimal::Decimal;

use super::{Extrinsic, ItemDetail, ItemId};
use crate::{number::parse_number, tree::ElementRef};

/// `PunchOutSetupRequest`.
#[derive(Clone, Debug)]
pub struct PunchOutSetupRequest {
    /// `@operation`.
    pub operation: Operation,
    /// `BuyerCookie`.
    pub buyer_cookie: Option<BuyerCookie>,
    /// `Extrinsic`, in order.
    pub extrinsics: Vec<Extrinsic>,
    /// `BrowserFormPost/URL`.
    pub browser_form_post: Option<String>,
    /// `SupplierSetup/URL`.
    pub supplier_setup: Option<String>,
    /// `Contact`, in order.
    pub contacts: Vec<Contact>,
    /// `ShipTo/Address`.
    pub ship_to: Option<Address>,
    /// `SelectedItem/ItemID`.
    pub selected_item: Option<ItemId>,
    /// `ItemOut`, in order.
    pub items: Vec<ItemOut>,
}

/// `PunchOutSetupRequest/@operation`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `create`.
    Create,
    /// `edit`.
    Edit,
    /// `inspect`.
    Inspect,
    /// `source` (since 1.2).
    Source,
    /// Another, or none (empty).
    Other(String),
}

/// `BuyerCookie`: opaque, of any content, to be returned as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuyerCookie {
    text: String,
    inner_xml: String,
}

impl BuyerCookie {
    /// Its text, trimmed: for people and look-ups.
    #[must_use]
    pub fn lookup_key(&self) -> &str {
        &self.text
    }

    /// Its content as XML that parses to the same content.
    #[must_use]
    pub fn inner_xml(&self) -> &str {
        &self.inner_xml
    }
}

/// `Contact`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// `@role`.
    pub role: Option<String>,
    /// `Name`.
    pub name: Option<String>,
    /// `Email`, in order.
    pub emails: Vec<String>,
}

/// `Address`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// `@addressID`.
    pub address_id: Option<String>,
    /// `Name`.
    pub name: Option<String>,
    /// `PostalAddress/DeliverTo`, in order.
    pub deliver_to: Vec<String>,
    /// `PostalAddress/Street`, in order.
    pub street: Vec<String>,
    /// `City`.
    pub city: Option<String>,
    /// `State`.
    pub state: Option<String>,
    /// `PostalCode`.
    pub postal_code: Option<String>,
    /// `Country/@isoCountryCode`, or its text.
    pub country: Option<String>,
    /// `Email`.
    pub email: Option<String>,
}

/// `ItemOut`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemOut {
    /// `@quantity`; absent where it is no number.
    pub quantity: Option<Decimal>,
    /// `@lineNumber`.
    pub line_number: Option<u32>,
    /// `ItemID`.
    pub item_id: ItemId,
    /// `ItemDetail`.
    pub detail: Option<ItemDetail>,
}

impl PunchOutSetupRequest {
    pub(super) fn interpret(setup: ElementRef<'_>) -> Self {
        Self {
            operation: match setup.attr("operation").unwrap_or_default().trim() {
                "create" => Operation::Create,
                "edit" => Operation::Edit,
                "inspect" => Operation::Inspect,
                "source" => Operation::Source,
                other => Operation::Other(other.to_owned()),
            },
            buyer_cookie: setup.child("BuyerCookie").map(|cookie| BuyerCookie {
                text: cookie.full_text().into_owned(),
                inner_xml: cookie.inner_xml(),
            }),
            extrinsics: Extrinsic::all(setup),
            browser_form_post: url(setup, "BrowserFormPost"),
            supplier_setup: url(setup, "SupplierSetup"),
            contacts: setup
                .children_named("Contact")
                .map(|contact| Contact {
                    role: contact.attr("role").map(str::to_owned),
                    name: contact.text_of("Name"),
                    emails: contact
                        .children_named("Email")
                        .map(|found| found.text().into_owned())
                        .collect(),
                })
                .collect(),
            ship_to: setup.find(&["ShipTo", "Address"]).map(Address::interpret),
            selected_item: setup
                .find(&["SelectedItem", "ItemID"])
                .map(ItemId::interpret),
            items: setup
                .children_named("ItemOut")
                .map(ItemOut::interpret)
                .collect(),
        }
    }
}

fn url(parent: ElementRef<'_>, name: &str) -> Option<String> {
    parent
        .find(&[name, "URL"])
        .map(|found| found.text().into_owned())
        .filter(|url| !url.is_empty())
}

impl Address {
    pub(super) fn interpret(address: ElementRef<'_>) -> Self {
        let empty = ElementRef::nothing();
        let postal = address.child("PostalAddress").unwrap_or(empty);
        let lines = |name| {
            postal
                .children_named(name)
                .map(|found| found.text().into_owned())
                .filter(|line| !line.is_empty())
                .collect()
        };
        Self {
            address_id: address
                .attr("addressID")
                .map(str::to_owned)
                .filter(|id| !id.is_empty()),
            name: address.text_of("Name"),
            deliver_to: lines("DeliverTo"),
            street: lines("Street"),
            city: postal.text_of("City"),
            state: postal.text_of("State"),
            postal_code: postal.text_of("PostalCode"),
            country: postal
                .child("Country")
                .map(|country| {
                    let code = country.attr("isoCountryCode").unwrap_or_default();
                    if code.is_empty() {
                        country.text().into_owned()
                    } else {
                        code.to_owned()
                    }
                })
                .filter(|country| !country.is_empty()),
            email: address.text_of("Email"),
        }
    }
}

impl ItemOut {
    fn interpret(item: ElementRef<'_>) -> Self {
        Self {
            quantity: item.attr("quantity").and_then(parse_number),
            line_number: item
                .attr("lineNumber")
                .and_then(|number| number.trim().parse().ok()),
            item_id: item
                .child("ItemID")
                .map(ItemId::interpret)
                .unwrap_or_default(),
            detail: item.child("ItemDetail").map(ItemDetail::interpret),
        }
    }
}
