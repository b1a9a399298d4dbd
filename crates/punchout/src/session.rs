//! Punch-out sessions: from the accepted setup to the cart's return, cancellation or expiry.

mod recall;
mod state;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use recall::{HandedLine, recall};
pub use state::{SessionState, Transition};

use crate::{
    connection::{Format, PartyId},
    ids::{BusinessUnitId, BuyerId, ConnectionId, SessionEventId, SessionId, StoreId},
    secret::TokenHash,
    time::Timestamp,
};

/// How long a start code can be used: 15 minutes.
pub const START_CODE_TTL_SECONDS: i64 = 15 * 60;

/// What stands in the place of a form's field for a document that the gateway hands over itself; no form has such a field.
const DELIVERED: &str = "{json}";

/// What the buyer came for (cXML 1.2, PunchOutSetupRequest/@operation).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// A new cart.
    Create,
    /// An earlier cart, to be changed.
    Edit,
    /// An earlier cart, to be looked at.
    Inspect,
    /// A new cart, as an offer in a request for quotations (since 1.2).
    Source,
}

/// What a session's buyer may do in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read the items of an earlier cart.
    ViewOpenOrders,
    /// Hand a cart over.
    CheckOutOpenOrders,
}

/// What the built-in role `punch-out-buyer` holds.
pub const PUNCH_OUT_BUYER: [Permission; 2] =
    [Permission::ViewOpenOrders, Permission::CheckOutOpenOrders];

/// A line of an earlier cart, as the procurement system returns it for edit and inspect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionItem {
    /// The line's number at the buyer.
    pub line_number: Option<u32>,
    /// `SupplierPartID`.
    pub sku: String,
    /// `SupplierPartAuxiliaryID`: the store's own reference of the line, as it was handed over.
    pub internal_id: Option<String>,
    /// How many; absent where the document gave no number.
    #[serde(default, with = "rust_decimal::serde::str_option")]
    pub quantity: Option<Decimal>,
    /// UN/CEFACT code, where the document has it.
    pub unit: Option<String>,
    /// Price per unit, where the document has it.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub unit_price: Option<Decimal>,
    /// ISO 4217 code, where the document has it.
    pub currency: Option<String>,
    /// Description, where the document has it.
    pub description: Option<String>,
}

/// The item that a buyer selected in the procurement system before punching out (level 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectedItem {
    /// `SupplierPartID`.
    pub sku: String,
    /// `SupplierPartAuxiliaryID`.
    pub internal_id: Option<String>,
}

/// A delivery address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShipTo {
    /// `Address/@addressID`: the buyer's code for it.
    pub address_id: Option<String>,
    /// `Address/Name`.
    pub name: Option<String>,
    /// `PostalAddress/DeliverTo`, in order.
    pub deliver_to: Vec<String>,
    /// `PostalAddress/Street`, in order.
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
pub struct Contact {
    /// What they are, such as `endUser` (cXML `Contact/@role`).
    pub role: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// E-mail addresses, in order.
    pub emails: Vec<String>,
}

/// A name and a value that the protocol leaves free (cXML `Extrinsic`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extrinsic {
    /// `Extrinsic/@name`.
    pub name: String,
    /// Its text.
    pub value: String,
}

/// What the procurement system said that must be said back when the cart returns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "format", rename_all = "snake_case")]
pub enum ReturnContext {
    /// A cXML setup.
    Cxml {
        /// `Header/From`: the buyer; To of what goes back.
        from: Vec<PartyId>,
        /// Those of `from` that name a marketplace.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marketplaces: Vec<PartyId>,
        /// `Header/To`: the supplier; From of what goes back.
        to: Vec<PartyId>,
        /// `BuyerCookie` as inner XML, so that its echo is equal after parsing.
        buyer_cookie: String,
        /// The DTD version that the caller declared.
        version: Option<String>,
        /// `Request/@deploymentMode`.
        deployment_mode: Option<String>,
    },
    /// An OCI call.
    Oci {
        /// `~OkCode`, `~TARGET` and `~CALLER`: names and values as they came.
        echoes: Vec<(String, String)>,
        /// The frame that the cart returns into.
        target: Option<String>,
        /// The encoding that the caller wants the form in.
        charset: Option<oci::Charset>,
        /// Where a buyer without a cart goes, where that is another address.
        cancel_url: Option<String>,
        /// `FUNCTION`; empty for shopping.
        function: String,
    },
    /// A session request of PunchOut2Go.
    #[serde(rename = "punchout2go")]
    PunchOut2Go {
        /// `pos`: the sender's id of the session.
        pos: Option<String>,
        /// `params/mode`: `test` or `production`.
        mode: Option<String>,
    },
}

/// A punch-out session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The store that the buyer is sent to.
    pub store_id: StoreId,
    /// The connection that it came through.
    pub connection_id: ConnectionId,
    /// The business unit that it belongs to.
    pub business_unit_id: BusinessUnitId,
    /// The buyer.
    pub buyer_id: BuyerId,
    /// Whether the buyer was made for this session.
    pub buyer_is_new: bool,
    /// The protocol.
    pub format: Format,
    /// What the buyer came for.
    pub operation: Operation,
    /// Where it stands, as stored. See [`Session::state_at`] for where it stands at a time.
    pub state: SessionState,
    /// `BuyerCookie` as text, for people and for look-ups; the session's own id where the protocol has none.
    pub buyer_cookie: String,
    /// Where the cart goes; none when the setup named none.
    pub return_url: Option<String>,
    /// What must be said back.
    pub return_context: ReturnContext,
    /// What the buyer may do in the store.
    pub permissions: Vec<Permission>,
    /// The item that the buyer selected before.
    pub selected_item: Option<SelectedItem>,
    /// The earlier cart, for edit and inspect.
    pub items: Vec<SessionItem>,
    /// The delivery address.
    pub ship_to: Option<ShipTo>,
    /// The persons whom the setup names.
    pub contacts: Vec<Contact>,
    /// What the setup said beside.
    pub extrinsics: Vec<Extrinsic>,
    /// What the connection's request mapping took out of the setup beside, by name.
    pub custom_fields: BTreeMap<String, String>,
    /// The currency for the cart, where known.
    pub currency: Option<String>,
    /// The language for the buyer, where known.
    pub locale: Option<String>,
    /// Hash of the start code.
    pub start_code: TokenHash,
    /// Until when the start code can be used.
    pub start_code_expires_at: Timestamp,
    /// When the session was opened.
    pub created_at: Timestamp,
    /// When the store or the buyer last did something with it.
    pub last_activity_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// How many seconds it lives without activity.
    pub idle_ttl_seconds: i32,
}

impl Session {
    /// Where the session stands at a time: an open session whose time has run out is expired, whether or not anything
    /// has noted that yet.
    #[must_use]
    pub fn state_at(&self, now: Timestamp) -> SessionState {
        if self.state.is_open() && self.ends_at() <= now {
            SessionState::Expired
        } else {
            self.state
        }
    }

    /// When the session ends by itself, if nothing more is done with it.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        self.expires_at.min(self.idle_at())
    }

    /// When it has been idle for too long, if nothing more is done with it.
    #[must_use]
    pub fn idle_at(&self) -> Timestamp {
        self.last_activity_at
            .plus_seconds(i64::from(self.idle_ttl_seconds))
    }

    /// Whether the buyer may do something.
    #[must_use]
    pub fn permits(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

impl HandOver {
    /// Whether the field is the document itself, to be posted as plain text, which browsers write as `name=value`.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.fields
            .first()
            .is_some_and(|(name, _)| name.starts_with('<'))
    }

    /// One that the gateway hands over itself, from server to server: a document in JSON, and no form.
    #[must_use]
    pub fn delivered(document: String) -> Vec<(String, String)> {
        vec![(DELIVERED.to_owned(), document)]
    }

    /// Whether the gateway hands it over itself, and the browser only follows.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        self.fields
            .first()
            .is_some_and(|(name, _)| name == DELIVERED)
    }

    /// The document that the gateway hands over itself.
    #[must_use]
    pub fn document(&self) -> &str {
        self.fields.first().map_or("", |(_, value)| value)
    }

    /// How browsers write the form: as all forms, or as plain text.
    #[must_use]
    pub fn enctype(&self) -> &'static str {
        if self.is_bare() {
            "text/plain"
        } else {
            "application/x-www-form-urlencoded"
        }
    }
}

/// What happened to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionEventKind {
    /// The setup was accepted.
    Created,
    /// The buyer's browser posted the start page; an access token was minted.
    Started,
    /// The store redeemed the access token.
    Redeemed,
    /// The store handed a cart over.
    Transferred,
    /// The store cancelled.
    Cancelled,
    /// The return page was opened.
    HandOverOpened,
    /// The browser set out to post the form; that it was received nobody can know.
    HandOverAttempted,
    /// An administrator ended the session.
    Ended,
    /// A newer session of the same buyer took its place.
    Superseded,
    /// Its time had run out; noted a while after.
    Expired,
    /// The shop did not take the buyer in; the start page can be posted again.
    StartFailed,
    /// Its time had run out, and the shop had not taken the buyer in; noted a while after.
    Failed,
    /// An administrator gave the return a new link.
    HandOverReissued,
    /// It will end by itself soon, if nothing more is done with it.
    Expiring,
    /// What is returned was taken: where the gateway hands it over itself.
    HandOverDelivered,
    /// The order of its cart came.
    Ordered,
    /// A further order of its cart came, or a change of one.
    OrderReceived,
    /// The store said what it makes of an order.
    OrderAcknowledged,
}

/// An entry of a session's timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionEvent {
    /// Its id.
    pub id: SessionEventId,
    /// The session.
    pub session_id: SessionId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: SessionEventKind,
    /// More, for people; never a secret.
    pub detail: Option<String>,
}

/// What a hand-over returns to the procurement system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandOverKind {
    /// A cart.
    Transfer,
    /// Nothing: the buyer comes back without a cart.
    Cancel,
}

/// A cart, or a return without one, on its way through the buyer's browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// Its id.
    pub id: crate::ids::HandOverId,
    /// The session.
    pub session_id: SessionId,
    /// Cart or cancellation.
    pub kind: HandOverKind,
    /// Hash of the code in the return page's URL.
    pub code: TokenHash,
    /// Where the browser posts; empty where no address is known.
    pub action: String,
    /// The frame it posts into, such as `_top`.
    pub target: String,
    /// The form's fields: names and values.
    pub fields: Vec<(String, String)>,
    /// The encoding that browsers post the form in.
    pub charset: oci::Charset,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it can be opened.
    pub expires_at: Timestamp,
    /// When a later hand-over took its place.
    pub voided_at: Option<Timestamp>,
    /// When the return page was first opened.
    pub opened_at: Option<Timestamp>,
    /// When the browser first set out to post.
    pub attempted_at: Option<Timestamp>,
}
