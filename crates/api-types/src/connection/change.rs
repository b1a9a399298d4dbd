//! Changes of connections.

use uuid::Uuid;

use super::{
    BundleMode, CartCharset, CartEncoding, ChargeMode, Classification, ContactPerson, LoginMode,
    MappingJson, Mode, OciSettings, Profile, Signatures,
};
use crate::{patch::merge_patch, scalar::DecimalString};

merge_patch! {
    /// A change of a connection.
    pub struct ConnectionPatch {
        /// Its name for people.
        pub name: String,
        /// Test or production.
        pub mode: Mode,
        /// The business unit that its sessions belong to.
        pub business_unit_id: Uuid,
        /// The stores it leads to; empty means every enabled store.
        pub store_ids: Vec<Uuid>,
        /// Who the buyer of a session is.
        pub login_mode: LoginMode,
        /// The buyer for everybody, with `single_user`.
        pub buyer_id: Uuid,
        /// Where new buyers are put, with `dynamic_user_creation`.
        pub default_business_unit_id: Uuid,
        /// The role of its buyers.
        pub role_id: Uuid,
        /// Whether somebody who is not known is refused.
        pub known_buyers_only: bool,
        /// Whether the names of a known buyer follow the document.
        pub update_buyers: bool,
        /// What names the buyer in a document, in order.
        pub identity_sources: Vec<String>,
        /// How the cart travels through the buyer's browser.
        pub cart_encoding: CartEncoding,
        /// What a cart in base64 is encoded in.
        pub cart_charset: CartCharset,
        /// The form field that carries the cart, if another one than is usual.
        pub cart_field_name: String,
        /// The version of the cart's document.
        pub document_version: String,
        /// Where tax, shipping and discount go.
        pub totals_mode: ChargeMode,
        /// Where tax goes, if elsewhere.
        pub tax_mode: ChargeMode,
        /// Where shipping goes, if elsewhere.
        pub shipping_mode: ChargeMode,
        /// Where a discount goes, if elsewhere.
        pub discount_mode: ChargeMode,
        /// What becomes of lines that are parts of another one.
        pub bundle_mode: BundleMode,
        /// The most characters of a description.
        pub max_description_length: u32,
        /// What the procurement system calls UNSPSC, with its version.
        pub unspsc_domain: String,
        /// What the procurement system calls eCl@ss, with its version.
        pub eclass_domain: String,
        /// The most lines of a cart.
        pub max_lines: u32,
        /// The most units of a line.
        pub max_quantity: DecimalString,
        /// The least that the lines of a cart come to.
        pub min_order_value: DecimalString,
        /// The most that the lines of a cart come to.
        pub max_order_value: DecimalString,
        /// The most sessions that are opened within an hour.
        pub max_sessions_per_hour: u32,
        /// What becomes of signed documents.
        pub signatures: Signatures,
        /// What kind of system it is.
        pub profile: Profile,
        /// The version of responses.
        pub response_version: String,
        /// The frame that carts are posted into.
        pub return_target: String,
        /// Whether a refusal in cXML has the matching HTTP status.
        pub http_error_status: bool,
        /// Hosts that carts may be posted to.
        pub allowed_return_hosts: Vec<String>,
        /// Where carts go when a setup names no return URL.
        pub default_return_url: String,
        /// Origins that may frame the gateway's pages.
        pub allow_iframe: Vec<String>,
        /// The supplier's number at the buyer, for lines that carry none.
        pub default_supplier_id: String,
        /// Classification of lines that carry none.
        pub default_classification: Classification,
        /// Whom to turn to.
        pub contacts: Vec<ContactPerson>,
        /// The mapping profile that it inherits.
        pub mapping_profile_id: Uuid,
        /// How fields go from setup documents to the buyer and the session; replaced as a whole.
        pub request_mapping: MappingJson,
        /// How fields go from carts to what the procurement system takes; replaced as a whole.
        pub cart_mapping: MappingJson,
        /// What is particular to OCI, as a whole.
        pub oci: OciSettings,
        /// For the administrators' eyes.
        pub notes: String,
    }
}
