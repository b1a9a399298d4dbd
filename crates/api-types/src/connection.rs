//! Connections: the configuration for one buying organisation's procurement system.

mod change;
mod choice;
mod dialect;
mod overview;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
#[cfg(feature = "validate")]
use validator::Validate;

pub use crate::page::Sort as ConnectionSort;
use crate::{
    mapping::MappingJson,
    oci::OciSettings,
    scalar::{DecimalString, Timestamp},
};
pub use change::ConnectionPatch;
pub use choice::{BundleMode, CartCharset, ChargeMode, Classification, ContactPerson};
pub use dialect::{Profile, ProfileFacts, Signatures};
pub use overview::{
    Archiving, ConnectionActivity, ConnectionEntry, ConnectionQuery, Deactivation, SeenReturnHost,
};

/// The protocol that a procurement system speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Commerce XML.
    #[default]
    Cxml,
    /// SAP's Open Catalog Interface.
    Oci,
    /// The JSON of PunchOut2Go, now TradeCentric, for merchants who keep that service in front.
    #[serde(rename = "punchout2go")]
    PunchOut2Go,
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConnectionType {
    /// Punch-out: setup requests and transfers to requisition.
    #[default]
    SetupRequest,
}

/// How strict a connection is about where carts go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Being set up: any https return URL is accepted unless hosts are listed.
    #[default]
    Test,
    /// Live: the return URL's host must be listed.
    Production,
}

/// Who the buyer of a session is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LoginMode {
    /// One buyer, `buyer_id`, stands for everybody.
    SingleUser,
    /// The buyer that the document names; made when first seen.
    #[default]
    DynamicUserCreation,
}

/// How the cart travels through the buyer's browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CartEncoding {
    /// `cxml-base64`.
    #[default]
    Base64,
    /// `cxml-urlencoded`.
    UrlEncoded,
    /// The document as it is: in the field `cart_field_name` or, without that name, as the whole body, in plain text.
    NoEncoding,
}

/// The configuration for one buying organisation's procurement system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"id": "01999f3a-7c00-7000-8000-000000000003", "name": "Meyer AG, Ariba", "type": "setup_request", "format": "cxml", "active": true, "mode": "production", "business_unit_id": "01999f3a-7c00-7000-8000-000000000002", "store_ids": ["01999f3a-7c00-7000-8000-000000000001"], "login_mode": "dynamic_user_creation", "known_buyers_only": false, "update_buyers": false, "identity_sources": [], "cart_encoding": "base64", "cart_charset": "utf-8", "bundle_mode": "single", "signatures": "accepted", "profile": "ariba", "http_error_status": false, "allowed_return_hosts": ["*.ariba.com"], "allow_iframe": [], "default_classification": {"domain": "UNSPSC", "code": "43211503"}, "contacts": [], "created_at": "2026-03-01T09:30:00Z", "updated_at": "2026-03-01T09:30:00Z"})))]
pub struct Connection {
    /// Its id.
    pub id: Uuid,
    /// Its name for people.
    pub name: String,
    /// What it is for.
    #[serde(rename = "type")]
    pub connection_type: ConnectionType,
    /// The protocol.
    pub format: Format,
    /// Whether buyers can punch out through it.
    pub active: bool,
    /// Test or production.
    pub mode: Mode,
    /// The business unit that its sessions belong to.
    pub business_unit_id: Uuid,
    /// The stores it leads to; empty means every enabled store.
    pub store_ids: Vec<Uuid>,
    /// Who the buyer of a session is.
    pub login_mode: LoginMode,
    /// The buyer for everybody, with `single_user`.
    pub buyer_id: Option<Uuid>,
    /// Where new buyers are put, with `dynamic_user_creation`; the connection's business unit where null.
    pub default_business_unit_id: Option<Uuid>,
    /// The role of its buyers, where neither they nor the business unit have one; the built-in one where null.
    pub role_id: Option<Uuid>,
    /// Whether somebody who is not known is refused, instead of made a buyer, with `dynamic_user_creation`.
    pub known_buyers_only: bool,
    /// Whether the names of a known buyer follow the document.
    pub update_buyers: bool,
    /// What names the buyer in a document, in order; as is usual where empty.
    pub identity_sources: Vec<String>,
    /// How the cart travels through the buyer's browser.
    pub cart_encoding: CartEncoding,
    /// What a cart in base64 is encoded in.
    pub cart_charset: CartCharset,
    /// The form field that carries the cart, if another one than is usual.
    pub cart_field_name: Option<String>,
    /// The version of the cart's document; the setup's where null.
    pub document_version: Option<String>,
    /// Where tax, shipping and discount go; where null the head of the document, or lines in a format without one.
    pub totals_mode: Option<ChargeMode>,
    /// Where tax goes, if elsewhere.
    pub tax_mode: Option<ChargeMode>,
    /// Where shipping goes, if elsewhere.
    pub shipping_mode: Option<ChargeMode>,
    /// Where a discount goes, if elsewhere.
    pub discount_mode: Option<ChargeMode>,
    /// What becomes of lines that are parts of another one.
    pub bundle_mode: BundleMode,
    /// The most characters of a description; longer ones are cut.
    pub max_description_length: Option<u32>,
    /// What the procurement system calls UNSPSC; as the store calls it where null.
    pub unspsc_domain: Option<String>,
    /// What it calls eCl@ss; as the store calls it where null.
    pub eclass_domain: Option<String>,
    /// The most lines of a cart.
    pub max_lines: Option<u32>,
    /// The most units of a line.
    pub max_quantity: Option<DecimalString>,
    /// The least that the lines of a cart come to.
    pub min_order_value: Option<DecimalString>,
    /// The most that the lines of a cart come to.
    pub max_order_value: Option<DecimalString>,
    /// The most sessions that are opened within an hour.
    pub max_sessions_per_hour: Option<u32>,
    /// What becomes of signed documents.
    pub signatures: Signatures,
    /// What kind of system it is: what is null here is as usual with these, see `/profiles`.
    pub profile: Profile,
    /// The version of responses.
    pub response_version: Option<String>,
    /// The frame that carts are posted into.
    pub return_target: Option<String>,
    /// Whether a refusal in cXML has the matching HTTP status.
    pub http_error_status: bool,
    /// Hosts that carts may be posted to.
    pub allowed_return_hosts: Vec<String>,
    /// Where carts go when a setup names no return URL.
    pub default_return_url: Option<String>,
    /// Origins that may frame the gateway's pages, beside the return URL's own.
    pub allow_iframe: Vec<String>,
    /// The supplier's number at the buyer, for lines that carry none.
    pub default_supplier_id: Option<String>,
    /// Classification of lines that carry none; without it such a cart is refused, but for `oci`.
    pub default_classification: Option<Classification>,
    /// Whom to turn to.
    pub contacts: Vec<ContactPerson>,
    /// The mapping profile that it inherits: its mappings and tables, under the connection's own.
    pub mapping_profile_id: Option<Uuid>,
    /// How fields go from setup documents to the buyer and the session, over what is built in.
    pub request_mapping: Option<MappingJson>,
    /// How fields go from carts to what the procurement system takes, over what is built in.
    pub cart_mapping: Option<MappingJson>,
    /// What is particular to OCI; null with another format.
    pub oci: Option<OciSettings>,
    /// For the administrators' eyes.
    pub notes: Option<String>,
    /// When it was archived; null while it is in use.
    #[serde(default)]
    pub archived_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A connection to be made. It starts inactive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"name": "Meyer AG, Ariba", "format": "cxml", "business_unit_id": "01999f3a-7c00-7000-8000-000000000002", "login_mode": "dynamic_user_creation", "cart_encoding": "base64", "default_classification": {"domain": "UNSPSC", "code": "43211503"}})))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(deny_unknown_fields)]
pub struct NewConnection {
    /// Its name for people.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 200)))]
    pub name: String,
    /// What it is for.
    #[serde(default, rename = "type")]
    pub connection_type: ConnectionType,
    /// The protocol.
    #[serde(default)]
    pub format: Format,
    /// Test or production.
    #[serde(default)]
    pub mode: Mode,
    /// The business unit that its sessions belong to.
    pub business_unit_id: Uuid,
    /// The stores it leads to; empty means every enabled store.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    #[cfg_attr(feature = "validate", validate(length(max = 200)))]
    pub store_ids: Vec<Uuid>,
    /// Who the buyer of a session is.
    #[serde(default)]
    pub login_mode: LoginMode,
    /// The buyer for everybody: required with `single_user`, and of the connection's business unit.
    #[serde(default)]
    pub buyer_id: Option<Uuid>,
    /// Where new buyers are put, with `dynamic_user_creation`; the connection's business unit where absent.
    #[serde(default)]
    pub default_business_unit_id: Option<Uuid>,
    /// The role of its buyers, where neither they nor the business unit have one; the built-in one where absent.
    #[serde(default)]
    pub role_id: Option<Uuid>,
    /// Whether somebody who is not known is refused, instead of made a buyer, with `dynamic_user_creation`.
    #[serde(default)]
    pub known_buyers_only: bool,
    /// Whether the names of a known buyer follow the document.
    #[serde(default)]
    pub update_buyers: bool,
    /// What names the buyer in a document, in order: `extrinsic:` and a name, `contact_email` (of any contact, or with `:` and a role),
    /// `ship_to_email`, `from:` and a domain. The first that the connection's buyer map has, or that is an e-mail address, counts. Where empty,
    /// as the profile has it; with `generic` the extrinsics `UserEmail`, `Email`, `requester-email`, `UniqueName` and `User`, then contacts and
    /// delivery address.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    #[cfg_attr(feature = "validate", validate(length(max = 20)))]
    pub identity_sources: Vec<String>,
    /// How the cart travels through the buyer's browser; of a new connection as its `profile` has it where absent. Not with `oci`.
    #[serde(default)]
    pub cart_encoding: CartEncoding,
    /// What a cart in base64 is encoded in; the log shows it in UTF-8. Not with another encoding, and not with `oci`, which has its own.
    #[serde(default)]
    pub cart_charset: CartCharset,
    /// The form field that carries the cart, if another one than is usual: letters, digits and `-._~`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 64)))]
    pub cart_field_name: Option<String>,
    /// The version of the cart's document, such as `1.2.020`; the setup's where absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 20)))]
    pub document_version: Option<String>,
    /// Where tax, shipping and discount go; where absent the head of the document, or lines in a format without one.
    #[serde(default)]
    pub totals_mode: Option<ChargeMode>,
    /// Where tax goes, if elsewhere.
    #[serde(default)]
    pub tax_mode: Option<ChargeMode>,
    /// Where shipping goes, if elsewhere.
    #[serde(default)]
    pub shipping_mode: Option<ChargeMode>,
    /// Where a discount goes, if elsewhere. In cXML the head has a place for it from version 1.2.036 on.
    #[serde(default)]
    pub discount_mode: Option<ChargeMode>,
    /// What becomes of lines that are parts of another one.
    #[serde(default)]
    pub bundle_mode: BundleMode,
    /// The most characters of a description; longer ones are cut, between characters.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 16, maximum = 99_999))]
    #[cfg_attr(feature = "validate", validate(range(min = 16, max = 99_999)))]
    pub max_description_length: Option<u32>,
    /// What the procurement system calls UNSPSC, with the version where it wants one, such as `UNSPSC_V13.5`: the domain of classes in
    /// cXML, the schema in OCI (10 characters there). As the store calls it where absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub unspsc_domain: Option<String>,
    /// What it calls eCl@ss, likewise, such as `ECLASS-9.1`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 100)))]
    pub eclass_domain: Option<String>,
    /// The most lines of a cart; a larger one is refused.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000))]
    #[cfg_attr(feature = "validate", validate(range(min = 1, max = 1_000)))]
    pub max_lines: Option<u32>,
    /// The most units of a line.
    #[serde(default)]
    pub max_quantity: Option<DecimalString>,
    /// The least that the lines of a cart come to, in the cart's currency, before tax, shipping and discount.
    #[serde(default)]
    pub min_order_value: Option<DecimalString>,
    /// The most that the lines of a cart come to, likewise.
    #[serde(default)]
    pub max_order_value: Option<DecimalString>,
    /// The most sessions that are opened within an hour; further ones are told to come later.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000))]
    #[cfg_attr(feature = "validate", validate(range(min = 1, max = 1_000_000)))]
    pub max_sessions_per_hour: Option<u32>,
    /// What becomes of signed documents.
    #[serde(default)]
    pub signatures: Signatures,
    /// What kind of system it is: what is absent here is as usual with these, see `/profiles`.
    #[serde(default)]
    pub profile: Profile,
    /// The version of responses, such as `1.2.014`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 20)))]
    pub response_version: Option<String>,
    /// The frame that carts are posted into, such as `_top`; where absent, what the setup's extrinsic `ReturnFrame` says.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 64)))]
    pub return_target: Option<String>,
    /// Whether a refusal in cXML has the matching HTTP status, such as 401, and not 200.
    #[serde(default)]
    pub http_error_status: bool,
    /// Hosts that carts may be posted to: `host`, `*.host` or `http://host:port`; `SAPEVENT:POST` for the windows of SAP's own programs.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    #[cfg_attr(feature = "validate", validate(length(max = 100)))]
    pub allowed_return_hosts: Vec<String>,
    /// Where carts go when a setup names no return URL: an absolute http or https URL.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 2000)))]
    pub default_return_url: Option<String>,
    /// Origins that may frame the gateway's pages, such as `https://portal.example`, beside the return URL's own.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    #[cfg_attr(feature = "validate", validate(length(max = 50)))]
    pub allow_iframe: Vec<String>,
    /// The supplier's number at the buyer, for lines that carry none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 255)))]
    pub default_supplier_id: Option<String>,
    /// Classification of lines that carry none; without it such a cart is refused.
    #[serde(default)]
    #[cfg_attr(feature = "validate", validate(nested))]
    pub default_classification: Option<Classification>,
    /// Whom to turn to.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    #[cfg_attr(feature = "validate", validate(length(max = 20), nested))]
    pub contacts: Vec<ContactPerson>,
    /// The mapping profile that it inherits: its mappings and tables, under the connection's own.
    #[serde(default)]
    pub mapping_profile_id: Option<Uuid>,
    /// How fields go from setup documents to the buyer and the session, over what is built in: an object in the mapping language.
    #[serde(default)]
    pub request_mapping: Option<MappingJson>,
    /// How fields go from carts to what the procurement system takes, over what is built in: an object in the mapping language.
    #[serde(default)]
    pub cart_mapping: Option<MappingJson>,
    /// What is particular to OCI: with the format `oci` only, and all defaults where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validate", validate(nested))]
    pub oci: Option<OciSettings>,
    /// For the administrators' eyes.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 10_000))]
    #[cfg_attr(feature = "validate", validate(length(max = 10_000)))]
    pub notes: Option<String>,
}
