//! Credentials: what a procurement system proves itself with.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
#[cfg(feature = "validate")]
use validator::Validate;

use crate::{patch::merge_patch, scalar::Timestamp, secret::SecretText};

/// A pair that names a party in a cXML header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// `Credential/@domain`, such as `NetworkID` or `DUNS`. Compared without case.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 255)))]
    pub domain: String,
    /// `Identity`. Compared without case.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 255)))]
    pub identity: String,
}

/// What a procurement system proves itself with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credential {
    /// Its id.
    pub id: Uuid,
    /// The connection that it opens.
    pub connection_id: Uuid,
    /// The Sender's domain; empty with `oci`.
    pub domain: String,
    /// The Sender's identity; empty with `oci`.
    pub identity: String,
    /// The user, with `oci`; the client, with `punchout2go`.
    pub username: Option<String>,
    /// The buyer whom it is for, with `oci`; as the connection says where null.
    pub buyer_id: Option<Uuid>,
    /// Whether a shared secret or a password is set; the secret itself is never shown.
    pub has_secret: bool,
    /// The From party that the Sender may act for, `*` for any characters; any where null.
    pub from: Option<Party>,
    /// The To party that must be addressed, `*` for any characters; any where null.
    pub to: Option<Party>,
    /// The marketplace that From must name beside its member (`Credential/@type`), `*` for any characters; any or none where null.
    pub marketplace: Option<Party>,
    /// The user name of the HTTP Basic authentication that is asked for besides; none where null.
    pub basic_username: Option<String>,
    /// Whether a password is set for it; the password itself is never shown.
    pub has_basic_password: bool,
    /// The subject of the client certificate that is asked for besides, `*` for any characters; none where null.
    pub client_certificate_subject: Option<String>,
    /// From when it is good (inclusive).
    pub valid_from: Option<Timestamp>,
    /// Until when it is good (exclusive).
    pub valid_to: Option<Timestamp>,
    /// When it last opened a session.
    pub last_used_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A credential to be made: with `cxml` domain, identity and shared secret of a Sender, with `oci` user name and password, with
/// `punchout2go` the client's id as user name, and its secret, which is the API key as well, as password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"domain": "NetworkID", "identity": "AN01000000001", "shared_secret": "correct horse battery staple"})))]
#[cfg_attr(feature = "validate", derive(Validate))]
#[serde(deny_unknown_fields)]
pub struct NewCredential {
    /// The Sender's domain, such as `NetworkID`: required with `cxml`. Compared without case.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    #[cfg_attr(feature = "validate", validate(length(max = 255)))]
    pub domain: String,
    /// The Sender's identity: required with `cxml`. Compared without case.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    #[cfg_attr(feature = "validate", validate(length(max = 255)))]
    pub identity: String,
    /// The user: required with `oci` and `punchout2go`, and only there. Compared without case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 255)))]
    pub username: Option<String>,
    /// The password, with `oci`; without one the credential opens nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretText>,
    /// The buyer whom it is for, with `oci`: of the connection's business unit. As the connection says where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer_id: Option<Uuid>,
    /// The shared secret, with `cxml`; without one the credential opens nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_secret: Option<SecretText>,
    /// The From party that the Sender may act for, `*` for any characters; any where absent.
    #[serde(default)]
    #[cfg_attr(feature = "validate", validate(nested))]
    pub from: Option<Party>,
    /// The To party that must be addressed, `*` for any characters; any where absent.
    #[serde(default)]
    #[cfg_attr(feature = "validate", validate(nested))]
    pub to: Option<Party>,
    /// The marketplace that From must name beside its member (`Credential/@type`), `*` for any characters; any or none where absent.
    #[serde(default)]
    #[cfg_attr(feature = "validate", validate(nested))]
    pub marketplace: Option<Party>,
    /// The user name of HTTP Basic authentication, to be asked for besides.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 255)))]
    pub basic_username: Option<String>,
    /// Its password; without one the user name opens nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basic_password: Option<SecretText>,
    /// The subject of a client certificate, `*` for any characters, to be asked for besides. The proxy in front verifies the certificate and
    /// tells its subject.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    #[cfg_attr(feature = "validate", validate(length(min = 1, max = 500)))]
    pub client_certificate_subject: Option<String>,
    /// From when it is good (inclusive).
    #[serde(default)]
    pub valid_from: Option<Timestamp>,
    /// Until when it is good (exclusive).
    #[serde(default)]
    pub valid_to: Option<Timestamp>,
}

merge_patch! {
    /// A change of a credential. An absent secret or password stays, null removes it.
    pub struct CredentialPatch {
        /// The Sender's domain.
        pub domain: String,
        /// The Sender's identity.
        pub identity: String,
        /// The user.
        pub username: String,
        /// The password.
        pub password: SecretText,
        /// The buyer whom it is for.
        pub buyer_id: Uuid,
        /// The shared secret.
        pub shared_secret: SecretText,
        /// The From party that the Sender may act for, `*` for any characters.
        pub from: Party,
        /// The To party that must be addressed, `*` for any characters.
        pub to: Party,
        /// The marketplace that From must name beside its member, `*` for any characters.
        pub marketplace: Party,
        /// The user name of HTTP Basic authentication, to be asked for besides.
        pub basic_username: String,
        /// Its password.
        pub basic_password: SecretText,
        /// The subject of a client certificate, `*` for any characters, to be asked for besides.
        pub client_certificate_subject: String,
        /// From when it is good (inclusive).
        pub valid_from: Timestamp,
        /// Until when it is good (exclusive).
        pub valid_to: Timestamp,
    }
}
