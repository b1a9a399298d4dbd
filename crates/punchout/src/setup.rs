//! The decision about a setup request: who asks, may they, and what follows.

mod authenticate;
mod buyer;
mod caller;
mod client;
mod log_in;
mod mac;
mod only_one;
mod plan;
mod remarks;
mod unattended;

pub use authenticate::{Candidate, authenticate};
pub use buyer::{BuyerChoice, BuyerIdentity, Claim, map_key};
pub use caller::{Caller, Transport, check_signature};
pub use client::{ClientProof, known_client};
pub use log_in::{Login, log_in};
pub use mac::PresentedMac;
pub use plan::{Fresh, MAX_ITEMS, Plan, decide};
pub use remarks::{contradiction, unfilled};
pub use unattended::unattended;

use std::collections::BTreeMap;

use crate::{
    connection::{Format, PartyId},
    ids::{BusinessUnitId, BuyerId, ConnectionId},
    named_error::ErrorCode,
    secret::Secret,
    session::{Contact, Extrinsic, Operation, ReturnContext, SelectedItem, SessionItem, ShipTo},
};

/// A Sender's claim to be somebody.
#[derive(Clone, Debug)]
pub struct PresentedCredential {
    /// Who.
    pub party: PartyId,
    /// The proof.
    pub secret: Option<Secret<String>>,
    /// The proof of a third party.
    pub mac: Option<PresentedMac>,
}

/// What a setup asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestedOperation {
    /// One that is supported.
    Known(Operation),
    /// One that is not supported, or that does not exist.
    Unsupported(String),
    /// None at all.
    Missing,
}

/// A setup request in neutral form.
#[derive(Clone, Debug)]
pub struct SetupRequest {
    /// The protocol it came in.
    pub format: Format,
    /// What it asks for.
    pub operation: RequestedOperation,
    /// By which the procurement system finds its session again; `None` where the document has none. OCI has no such thing.
    pub buyer_cookie: Option<String>,
    /// Where the cart goes, as sent.
    pub return_url: Option<String>,
    /// What must be said back; `from` and `to` parties among it.
    pub return_context: ReturnContext,
    /// The buyer whom the caller's credential is for.
    pub bound_buyer: Option<BuyerId>,
    /// Who the buyer is.
    pub identity: BuyerIdentity,
    /// The item that was selected before.
    pub selected_item: Option<SelectedItem>,
    /// The earlier cart.
    pub items: Vec<SessionItem>,
    /// The delivery address.
    pub ship_to: Option<ShipTo>,
    /// The persons whom it names.
    pub contacts: Vec<Contact>,
    /// What else was said.
    pub extrinsics: Vec<Extrinsic>,
    /// The language that the document asks for.
    pub locale: Option<String>,
    /// The currency that the document asks for: ISO 4217 code.
    pub currency: Option<String>,
    /// The shop's reference of the business unit that the document leads to, where a mapping finds one.
    pub business_unit: Option<String>,
    /// The name of the role that the document leads to, where a mapping finds one.
    pub role: Option<String>,
    /// What a mapping took out of the document beside, by name.
    pub custom_fields: BTreeMap<String, String>,
}

/// A request that is not granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub error: ErrorCode,
    /// Why, in this case; for administrators. Never a secret.
    pub text: String,
    /// Whose request it was, as far as known.
    pub connection: Option<(ConnectionId, BusinessUnitId)>,
}

impl Refusal {
    /// A refusal of an unknown caller.
    #[must_use]
    pub fn new(error: ErrorCode, text: impl Into<String>) -> Self {
        Self {
            error,
            text: text.into(),
            connection: None,
        }
    }

    /// The same refusal, of a caller that is known.
    #[must_use]
    pub fn of(mut self, connection: &crate::connection::Connection) -> Self {
        self.connection = Some((connection.id, connection.business_unit_id));
        self
    }
}
