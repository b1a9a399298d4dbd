//! How a connection's procurement system speaks.

use serde::{Deserialize, Serialize};

use super::CartEncoding;

/// What becomes of documents that are signed, or not. Signatures are kept as they are, and not verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Signatures {
    /// Both are taken.
    #[default]
    Accepted,
    /// Those without a signature are refused (Status 475).
    Required,
    /// Those with a signature are refused (Status 477).
    Refused,
}

/// A kind of procurement system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Any.
    #[default]
    Generic,
    /// SAP Ariba, SAP Business Network.
    Ariba,
    /// Coupa.
    Coupa,
    /// Jaggaer, `SciQuest`.
    Jaggaer,
    /// Oracle `iProcurement`, Fusion, `PeopleSoft`.
    Oracle,
    /// SAP S/4HANA, SRM.
    Sap,
    /// Workday.
    Workday,
    /// Unimarket.
    Unimarket,
}

/// What is known of a kind of procurement system, and holds for a connection that does not say otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileFacts {
    /// Which kind.
    pub profile: Profile,
    /// Its name for people.
    pub name: String,
    /// What it is like.
    pub about: String,
    /// The version of the cart's document; the setup's where null.
    pub order_message_version: Option<String>,
    /// The version of responses; the caller's where null.
    pub response_version: Option<String>,
    /// How carts travel.
    pub cart_encoding: CartEncoding,
    /// Where the buyer's e-mail address is looked for, in this order.
    pub identity_sources: Vec<String>,
    /// The frame that carts are posted into.
    pub return_target: String,
    /// What else to know.
    pub quirks: Vec<String>,
}
