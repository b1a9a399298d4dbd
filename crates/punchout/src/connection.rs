//! Connections: the configuration for one buying organisation's procurement system.

mod buyer_settings;
mod cart_settings;
mod conditions;
mod limits;
mod oci_settings;
mod protocol_settings;

use cxml::Version;
use serde::{Deserialize, Serialize};

pub use buyer_settings::{BuyerSettings, USUAL_IDENTITY_SOURCES, is_identity_source};
pub use cart_settings::{BundleMode, CartCharset, CartSettings, ChargeKind, ChargeMode};
pub use conditions::Conditions;
pub use limits::Limits;
pub use oci_settings::{OciSettings, PriceUnit};
pub use protocol_settings::{ProtocolSettings, Signatures, is_frame_name};

use crate::{
    ids::{BusinessUnitId, BuyerId, ConnectionId, CredentialId, MappingProfileId, RoleId, StoreId},
    secret::Sealed,
    time::Timestamp,
};

/// The protocol that a procurement system speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Commerce XML.
    Cxml,
    /// SAP's Open Catalog Interface.
    Oci,
    /// The JSON of PunchOut2Go, now TradeCentric, which stands between the procurement system and the gateway.
    #[serde(rename = "punchout2go")]
    PunchOut2Go,
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionType {
    /// Punch-out: setup requests and transfers to requisition.
    SetupRequest,
}

/// How strict a connection is about where carts go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Being set up: any https return URL is accepted unless a list is given, and its host is recorded.
    Test,
    /// Live: the return URL's host must be listed.
    Production,
}

/// Who the buyer of a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoginMode {
    /// One buyer stands for everybody.
    SingleUser,
    /// The buyer that the document names; made when first seen.
    DynamicUserCreation,
}

/// The form field that carries a `PunchOutOrderMessage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CartEncoding {
    /// `cxml-base64`.
    Base64,
    /// `cxml-urlencoded`, in pure ASCII.
    UrlEncoded,
    /// The document as it is: in a field whose name the connection gives or, without a name, as the whole body.
    NoEncoding,
}

/// A classification of goods, for lines that carry none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classification {
    /// The scheme, such as `UNSPSC`.
    pub domain: String,
    /// The code in the scheme.
    pub code: String,
}

/// Somebody to turn to about a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPerson {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: Option<String>,
    /// What they do, such as `IT` or `purchasing`.
    pub role: Option<String>,
}

/// The configuration for one buying organisation's procurement system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Its id.
    pub id: ConnectionId,
    /// Its name for people.
    pub name: String,
    /// What it is for.
    pub connection_type: ConnectionType,
    /// The protocol.
    pub format: Format,
    /// Whether buyers can punch out through it.
    pub active: bool,
    /// Test or production.
    pub mode: Mode,
    /// The business unit that its sessions belong to.
    pub business_unit_id: BusinessUnitId,
    /// The stores it leads to; empty means every enabled store.
    pub store_ids: Vec<StoreId>,
    /// Who the buyer of a session is.
    pub login_mode: LoginMode,
    /// The buyer for everybody, with [`LoginMode::SingleUser`].
    pub buyer_id: Option<BuyerId>,
    /// Where new buyers are put, with [`LoginMode::DynamicUserCreation`]; the connection's business unit where absent.
    pub default_business_unit_id: Option<BusinessUnitId>,
    /// What buyers may do in the store, where neither they nor their business unit have a role of their own.
    pub role_id: Option<RoleId>,
    /// Who the buyers are, with [`LoginMode::DynamicUserCreation`].
    pub buyers: BuyerSettings,
    /// How the cart travels through the browser.
    pub cart_encoding: CartEncoding,
    /// What becomes of the cart before.
    pub cart: CartSettings,
    /// What is bounded.
    pub limits: Limits,
    /// What it asks of documents, and how it speaks.
    pub protocol: ProtocolSettings,
    /// Hosts that carts may be posted to: `host`, `*.host` or `http://host:port`.
    pub allowed_return_hosts: Vec<String>,
    /// Where carts go when a setup names no `BrowserFormPost`.
    pub default_return_url: Option<String>,
    /// Origins that may frame the gateway's pages, beside the return URL's own.
    pub allow_iframe: Vec<String>,
    /// `SupplierID` of lines that carry none: domain and value as one number at the buyer.
    pub default_supplier_id: Option<String>,
    /// Classification of lines that carry none; without it such a cart is refused.
    pub default_classification: Option<Classification>,
    /// Whom to turn to.
    pub contacts: Vec<ContactPerson>,
    /// The mapping profile that it inherits.
    pub mapping_profile_id: Option<MappingProfileId>,
    /// The mapping of setup documents, as JSON; see [`crate::mapped`].
    pub request_mapping: Option<String>,
    /// The mapping of carts, as JSON.
    pub cart_mapping: Option<String>,
    /// What is particular to OCI; of effect with [`Format::Oci`].
    pub oci: OciSettings,
    /// For the administrators' eyes.
    pub notes: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

impl Connection {
    /// What names the buyer in a document, in order: as the connection says, or as is usual with its kind of procurement system.
    #[must_use]
    pub fn identity_sources(&self) -> &[String] {
        if self.buyers.identity_sources.is_empty() {
            &self.protocol.profile.facts().identity_sources
        } else {
            &self.buyers.identity_sources
        }
    }

    /// The version that a cart is written in: as the connection says, or as is usual with its kind of procurement system, or the
    /// caller's.
    #[must_use]
    pub fn order_message_version(&self, caller: Option<&Version>) -> Version {
        let own = self.cart.document_version.as_deref();
        let own = own.and_then(|text| text.parse().ok());
        let pinned = own.or(self.protocol.profile.facts().order_message_version);
        Version::highest_held_not_above(pinned.as_ref().or(caller))
    }

    /// Whether it leads to a store.
    #[must_use]
    pub fn serves(&self, store: StoreId) -> bool {
        self.store_ids.is_empty() || self.store_ids.contains(&store)
    }
}

/// The domain of the users of OCI calls.
const OCI_USER: &str = "oci:username";

/// The domain of the clients of PunchOut2Go connections.
const CLIENT: &str = "punchout2go:client";

/// A pair that names a party: in a cXML header, or the user of an OCI call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyId {
    /// `Credential/@domain`: compared without case.
    pub domain: String,
    /// `Identity`: compared without case.
    pub identity: String,
}

impl PartyId {
    /// The user of an OCI call. No cXML party has this domain.
    #[must_use]
    pub fn oci_user(username: &str) -> Self {
        Self {
            domain: OCI_USER.to_owned(),
            identity: username.to_owned(),
        }
    }

    /// The client of a PunchOut2Go connection. No cXML party has this domain.
    #[must_use]
    pub fn client(id: &str) -> Self {
        Self {
            domain: CLIENT.to_owned(),
            identity: id.to_owned(),
        }
    }

    /// The name of the user or the client of a connection by which somebody signs in with a name alone: in OCI, or PunchOut2Go.
    #[must_use]
    pub fn as_user(&self) -> Option<&str> {
        [OCI_USER, CLIENT]
            .contains(&self.domain.as_str())
            .then_some(self.identity.as_str())
    }

    /// The party for people: `the Sender DUNS 123`, `the user jane`.
    #[must_use]
    pub fn described(&self) -> String {
        match self.as_user() {
            Some(user) => format!("the user {user}"),
            None => format!("the Sender {} {}", self.domain, self.identity),
        }
    }

    /// Whether both name the same party: trimmed, and without regard to case.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// Whether another party is one that this names, as a rule: `*` stands for any characters.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let ((domain, identity), (other_domain, other_identity)) = (self.key(), other.key());
        fits(&domain, &other_domain) && fits(&identity, &other_identity)
    }

    /// The pair in the form that it is compared and looked up in.
    #[must_use]
    pub fn key(&self) -> (String, String) {
        let fold = |text: &str| text.trim().to_lowercase();
        (fold(&self.domain), fold(&self.identity))
    }
}

/// Whether a text is like a pattern whose `*` stand for any characters.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    let inner = text
        .strip_prefix(start)
        .and_then(|text| text.strip_suffix(end));
    let Some(mut inner) = inner else { return false };
    for part in middle.split('*') {
        match inner.split_once(part) {
            Some((_, after)) => inner = after,
            None => return false,
        }
    }
    true
}

/// What a procurement system proves itself with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Its id.
    pub id: CredentialId,
    /// The connection that it opens.
    pub connection_id: ConnectionId,
    /// The Sender; of an OCI connection the user, as [`PartyId::oci_user`].
    pub sender: PartyId,
    /// The From party that the Sender may act for, with `*` for any characters; any where absent.
    pub from: Option<PartyId>,
    /// The To party that must be addressed, with `*` for any characters; any where absent.
    pub to: Option<PartyId>,
    /// The shared secret; without one the credential opens nothing.
    pub shared_secret: Option<Sealed>,
    /// What it asks for beside.
    pub conditions: Conditions,
    /// The password of HTTP Basic authentication; without one the user name opens nothing.
    pub basic_password: Option<Sealed>,
    /// The buyer whom it is for; as the connection says where absent.
    pub buyer_id: Option<BuyerId>,
    /// From when it is good.
    pub valid_from: Option<Timestamp>,
    /// Until when it is good (exclusive).
    pub valid_to: Option<Timestamp>,
    /// When it last opened a session.
    pub last_used_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

impl Credential {
    /// Whether it is good at a time.
    #[must_use]
    pub fn valid_at(&self, now: Timestamp) -> bool {
        self.valid_from.is_none_or(|from| from <= now) && self.valid_to.is_none_or(|to| now < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_name_parties_with_wildcards() {
        let party = |identity: &str| PartyId {
            domain: "DUNS".to_owned(),
            identity: identity.to_owned(),
        };
        for (rule, yes, no) in [
            ("AN1", vec!["an1 "], vec!["AN11", "xAN1", ""]),
            ("*", vec!["", "AN1"], vec![]),
            (
                "AN*-T",
                vec!["an01-t", "AN-T"],
                vec!["AN-", "N01-T", "AN01-TX"],
            ),
            ("*b*c", vec!["abcc", "bc"], vec!["cb", "abcd"]),
            ("a**a", vec!["aa", "aba"], vec!["a", "ab"]),
        ] {
            for identity in yes {
                assert!(party(rule).covers(&party(identity)), "{rule} {identity}");
            }
            for identity in no {
                assert!(!party(rule).covers(&party(identity)), "{rule} {identity}");
            }
        }
        let other = PartyId {
            domain: "NetworkID".to_owned(),
            ..party("AN1")
        };
        assert!(!party("*").covers(&other));
    }
}
