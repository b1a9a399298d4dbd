//! PunchOutSetupRequest (cXML 1.2). Its children are read in any order: real documents do not keep to that of the DTD.

use rust_decimal::Decimal;

use crate::{element::Element, number::parse_number};

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

/// `Extrinsic`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extrinsic {
    /// `@name`.
    pub name: String,
    /// Its text, that of elements within included.
    pub value: String,
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

/// `ItemID`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemId {
    /// `SupplierPartID`.
    pub supplier_part_id: String,
    /// `SupplierPartAuxiliaryID`, that of elements within included.
    pub supplier_part_auxiliary_id: Option<String>,
    /// `BuyerPartID`.
    pub buyer_part_id: Option<String>,
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

/// `ItemDetail`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemDetail {
    /// `UnitPrice/Money`.
    pub unit_price: Option<Money>,
    /// `Description`, the first, without `ShortName`.
    pub description: Option<String>,
    /// `UnitOfMeasure`.
    pub unit_of_measure: Option<String>,
    /// `Classification`: domain and code.
    pub classifications: Vec<(String, String)>,
    /// `ManufacturerPartID`.
    pub manufacturer_part_id: Option<String>,
    /// `ManufacturerName`.
    pub manufacturer_name: Option<String>,
    /// `URL`.
    pub url: Option<String>,
}

/// `Money`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// The amount; absent where it is no number.
    pub amount: Option<Decimal>,
    /// `@currency`.
    pub currency: String,
}

impl PunchOutSetupRequest {
    pub(super) fn interpret(setup: &Element) -> Self {
        Self {
            operation: match setup.attr("operation").unwrap_or_default().trim() {
                "create" => Operation::Create,
                "edit" => Operation::Edit,
                "inspect" => Operation::Inspect,
                "source" => Operation::Source,
                other => Operation::Other(other.to_owned()),
            },
            buyer_cookie: setup.child("BuyerCookie").map(|cookie| BuyerCookie {
                text: cookie.full_text(),
                inner_xml: cookie.inner_xml(),
            }),
            extrinsics: setup
                .children_named("Extrinsic")
                .map(|extrinsic| Extrinsic {
                    name: extrinsic.attr("name").unwrap_or_default().trim().to_owned(),
                    value: extrinsic.full_text(),
                })
                .collect(),
            browser_form_post: url(setup, "BrowserFormPost"),
            supplier_setup: url(setup, "SupplierSetup"),
            contacts: setup
                .children_named("Contact")
                .map(|contact| Contact {
                    role: contact.attr("role").map(str::to_owned),
                    name: contact.text_of("Name"),
                    emails: contact.children_named("Email").map(Element::text).collect(),
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

fn url(parent: &Element, name: &str) -> Option<String> {
    parent
        .find(&[name, "URL"])
        .map(Element::text)
        .filter(|url| !url.is_empty())
}

impl Address {
    fn interpret(address: &Element) -> Self {
        let empty = Element::default();
        let postal = address.child("PostalAddress").unwrap_or(&empty);
        let lines = |name| {
            postal
                .children_named(name)
                .map(Element::text)
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
                        country.text()
                    } else {
                        code.to_owned()
                    }
                })
                .filter(|country| !country.is_empty()),
            email: address.text_of("Email"),
        }
    }
}

impl ItemId {
    pub(super) fn interpret(item: &Element) -> Self {
        let auxiliary = item
            .child("SupplierPartAuxiliaryID")
            .map(Element::full_text);
        Self {
            supplier_part_id: item.text_of("SupplierPartID").unwrap_or_default(),
            supplier_part_auxiliary_id: auxiliary.filter(|id| !id.is_empty()),
            buyer_part_id: item.text_of("BuyerPartID"),
        }
    }
}

impl ItemOut {
    fn interpret(item: &Element) -> Self {
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

impl ItemDetail {
    pub(super) fn interpret(detail: &Element) -> Self {
        Self {
            unit_price: detail.find(&["UnitPrice", "Money"]).map(Money::interpret),
            description: detail.text_of("Description"),
            unit_of_measure: detail.text_of("UnitOfMeasure"),
            classifications: detail
                .children_named("Classification")
                .map(|class| {
                    (
                        class.attr("domain").unwrap_or_default().to_owned(),
                        class.text(),
                    )
                })
                .collect(),
            manufacturer_part_id: detail.text_of("ManufacturerPartID"),
            manufacturer_name: detail.text_of("ManufacturerName"),
            url: detail.text_of("URL"),
        }
    }
}

impl Money {
    pub(super) fn interpret(money: &Element) -> Self {
        Self {
            amount: parse_number(&money.text()),
            currency: money.attr("currency").unwrap_or_default().trim().to_owned(),
        }
    }
}
