//! Punch-out sessions.

mod timeline;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    cart::Cart,
    connection::Format,
    entry_point::{ConnectionReference, StoreReference},
    scalar::{DecimalString, Timestamp},
    secret::SecretText,
    transaction::Finding,
};

pub use timeline::{SessionEvent, SessionEventKind, Timeline};

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// The setup was accepted.
    Created,
    /// The start page was posted.
    Started,
    /// The access token was redeemed.
    Shopping,
    /// The cart was handed over.
    Transferred,
    /// The order came back.
    Ordered,
    /// The buyer returned without a cart.
    Cancelled,
    /// An administrator ended it.
    Ended,
    /// A newer session took its place.
    Superseded,
    /// Its time ran out.
    Expired,
    /// It could not go on.
    Failed,
}

/// What the buyer came for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// A new cart.
    Create,
    /// An earlier cart, to be changed.
    Edit,
    /// An earlier cart, to be looked at.
    Inspect,
    /// A new cart, as an offer in a request for quotations.
    Source,
}

/// What a session's buyer may do in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read the items of an earlier cart.
    ViewOpenOrders,
    /// Hand a cart over.
    CheckOutOpenOrders,
}

/// A business unit, named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BusinessUnitReference {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The shop's own account reference.
    pub external_reference: Option<String>,
}

/// The buyer of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionBuyer {
    /// Their id.
    pub id: Uuid,
    /// The shop's own customer reference.
    pub external_reference: Option<String>,
    /// E-mail address.
    pub email: String,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Whether the buyer was made for this session.
    pub is_new: bool,
}

/// The item that a buyer selected in the procurement system before punching out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelectedItem {
    /// The shop's article number.
    pub sku: String,
    /// The shop's own reference.
    pub internal_id: Option<String>,
}

/// A line of an earlier cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionItem {
    /// The line's number at the buyer.
    pub line_number: Option<u32>,
    /// The shop's article number.
    pub sku: String,
    /// The shop's own reference of the line, as it was handed over.
    pub internal_id: Option<String>,
    /// How many; null where the document gave no number.
    pub quantity: Option<DecimalString>,
    /// UN/CEFACT code, where known.
    pub unit: Option<String>,
    /// Price per unit, where known.
    pub unit_price: Option<DecimalString>,
    /// ISO 4217 code, where known.
    pub currency: Option<String>,
    /// Description, where known.
    pub description: Option<String>,
}

/// A delivery address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShipTo {
    /// The buyer's code for it.
    pub address_id: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Persons or places to deliver to, in order.
    pub deliver_to: Vec<String>,
    /// Street lines, in order.
    pub street: Vec<String>,
    /// City.
    pub city: Option<String>,
    /// State or province.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// A person whom a setup names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// What they are, such as `endUser`.
    pub role: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// E-mail addresses, in order.
    pub emails: Vec<String>,
}

/// A name and a value that the protocol leaves free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Extrinsic {
    /// Its name.
    pub name: String,
    /// Its text.
    pub value: String,
}

/// An order that came of a session's cart, or a change of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionOrder {
    /// Its number at the buyer.
    pub order_id: String,
    /// `new`, `update` or `delete`.
    pub kind: String,
    /// When it came.
    pub at: Timestamp,
    /// The log entry that has it.
    pub transaction_id: Uuid,
    /// What leads people to that.
    pub support_reference: String,
}

/// A punch-out session, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PunchOutSession {
    /// Its id.
    pub id: Uuid,
    /// Where it stands.
    pub state: SessionState,
    /// What the buyer came for.
    pub operation: Operation,
    /// The protocol.
    pub format: Format,
    /// The store.
    pub store: StoreReference,
    /// The connection.
    pub connection: ConnectionReference,
    /// The business unit.
    pub business_unit: BusinessUnitReference,
    /// The buyer.
    pub buyer: SessionBuyer,
    /// What the buyer may do in the store.
    pub permissions: Vec<Permission>,
    /// The item that the buyer selected before.
    pub selected_item: Option<SelectedItem>,
    /// The earlier cart, for edit and inspect; empty without `view_open_orders`.
    pub items: Vec<SessionItem>,
    /// The delivery address.
    pub ship_to: Option<ShipTo>,
    /// The persons whom the setup names.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// What the setup said beside.
    pub extrinsics: Vec<Extrinsic>,
    /// What the connection's request mapping took out of the setup, by name.
    #[serde(default)]
    pub custom_fields: BTreeMap<String, String>,
    /// The currency for the cart, where known.
    pub currency: Option<String>,
    /// The language for the buyer, where known.
    pub locale: Option<String>,
    /// What the store should not show: names that the store's setting lists.
    pub features_to_hide: Vec<String>,
    /// The `BuyerCookie`.
    pub buyer_cookie: String,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When the store or the buyer last did something with it.
    pub last_activity_at: Timestamp,
    /// When it ends by itself if nothing more is done with it: the earlier one of the two that follow.
    pub expires_at: Timestamp,
    /// When it has been idle for too long; each call of the store about it, and each step, moves this on.
    #[serde(default)]
    pub idle_expires_at: Option<Timestamp>,
    /// When it ends whatever is done with it.
    #[serde(default)]
    pub latest_expires_at: Option<Timestamp>,
    /// How many seconds before `expires_at` the store is told by the event `session.expiring`; null where it is not.
    #[serde(default)]
    pub warns_seconds_before: Option<u32>,
    /// The number of the order that its cart became; null until that comes.
    #[serde(default)]
    pub order_id: Option<String>,
    /// When that came.
    #[serde(default)]
    pub ordered_at: Option<Timestamp>,
    /// All orders that came of its cart, and changes of them, the first one first.
    #[serde(default)]
    pub orders: Vec<SessionOrder>,
    /// A token limited to this session, for calls from a storefront; only in the answer to a redemption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_token: Option<SecretText>,
}

/// A punch-out session as it stands in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PunchOutSessionEntry {
    /// Its id.
    pub id: Uuid,
    /// Where it stands.
    pub state: SessionState,
    /// What the buyer came for.
    pub operation: Operation,
    /// The protocol.
    pub format: Format,
    /// The store.
    pub store_id: Uuid,
    /// The connection.
    pub connection_id: Uuid,
    /// The business unit.
    pub business_unit_id: Uuid,
    /// The buyer.
    pub buyer_id: Uuid,
    /// The buyer's e-mail address.
    pub buyer_email: String,
    /// The `BuyerCookie`.
    pub buyer_cookie: String,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When the store or the buyer last did something with it.
    pub last_activity_at: Timestamp,
    /// When it ends by itself if nothing more is done with it.
    pub expires_at: Timestamp,
}

/// Which punch-out sessions. Newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct PunchOutSessionQuery {
    /// In this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<SessionState>,
    /// Of this connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<Uuid>,
    /// Of this store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_id: Option<Uuid>,
    /// Those under way, or those that are over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub live: Option<bool>,
    /// Opened from this time on (inclusive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Opened before this time (exclusive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// How many items, 50 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// An access token to be redeemed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"token": "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k"})))]
#[serde(deny_unknown_fields)]
pub struct RedeemRequest {
    /// The access token, as it stood in the start URL.
    pub token: SecretText,
}

/// A cart to be handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"cart": {"currency": "EUR", "total": "39.80", "items": [{"line_number": 1, "sku": "4711", "internal_id": "cart-9/1", "name": "Hammer", "quantity": "2", "unit": "EA", "unit_price": "19.90", "classification": [{"domain": "UNSPSC", "code": "27111602"}]}]}})))]
#[serde(deny_unknown_fields)]
pub struct TransferRequest {
    /// The cart.
    pub cart: Cart,
}

/// A hand-over: how the buyer's browser gets back to the procurement system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOff {
    /// The gateway's return page: send the browser there, and it posts the form.
    pub handoff_url: String,
    /// The form, for stores that build the page themselves. Absent where a session without any return URL was cancelled: the return page
    /// tells the buyer that the session is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// What was found about the cart on its way: texts that were cut, fields that the buyer's system has no place for. Nothing of it keeps
    /// the cart from being taken; what would is the answer `invalid_cart`.
    #[serde(default)]
    pub findings: Vec<Finding>,
}

/// A form that the buyer's browser posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Form {
    /// Where to.
    pub action: String,
    /// `POST`.
    pub method: String,
    /// `application/x-www-form-urlencoded`; `text/plain` for one field that is the document itself, its name the beginning of it.
    pub enctype: String,
    /// The frame that it is posted into, such as `_top`.
    pub target: String,
    /// The encoding that it must be posted in (`accept-charset`).
    pub accept_charset: String,
    /// Its fields.
    pub fields: Vec<FormField>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormField {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}
