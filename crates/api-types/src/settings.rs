//! The settings of the whole installation.

use serde::{Deserialize, Serialize};

use crate::{patch::merge_patch, problem::FieldError, scalar::Timestamp};

/// The settings of the whole installation: what stores have that say nothing else, and how long the logs are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// How long access tokens of stores without a value of their own can be redeemed, in seconds.
    pub access_token_ttl_seconds: u32,
    /// How many random bytes access tokens of stores without a value of their own have.
    pub access_token_bytes: u32,
    /// How long sessions of stores without a value of their own live, in seconds.
    pub session_ttl_seconds: u32,
    /// How long sessions of stores without a value of their own live without activity, in seconds.
    pub idle_ttl_seconds: u32,
    /// How long carts of stores without a value of their own are kept after the hand-over, in seconds.
    pub handoff_ttl_seconds: u32,
    /// How many days entries of the transaction log and ended sessions are kept; for ever where null.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 3650))]
    pub transaction_retention_days: Option<u32>,
    /// How many days the bodies of the transaction log and handed-over carts are kept; as long as the entries where null.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 3650))]
    pub body_retention_days: Option<u32>,
    /// How many days entries of the audit log are kept; for ever where null.
    #[cfg_attr(feature = "openapi", schema(minimum = 30, maximum = 3650))]
    pub audit_log_retention_days: Option<u32>,
    /// What is allowed and weak: said, not refused.
    #[serde(default)]
    pub warnings: Vec<FieldError>,
    /// When they were last changed; null where never.
    pub updated_at: Option<Timestamp>,
}

/// The settings that can be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "validate", derive(validator::Validate))]
#[serde(deny_unknown_fields)]
pub struct SettingsInput {
    /// How long access tokens of stores without a value of their own can be redeemed, in seconds.
    #[serde(default = "access_token_ttl_seconds")]
    #[cfg_attr(feature = "validate", validate(range(min = 5, max = 3600)))]
    pub access_token_ttl_seconds: u32,
    /// How many random bytes access tokens of stores without a value of their own have.
    #[serde(default = "access_token_bytes")]
    #[cfg_attr(feature = "validate", validate(range(min = 16, max = 128)))]
    pub access_token_bytes: u32,
    /// How long sessions of stores without a value of their own live, in seconds.
    #[serde(default = "session_ttl_seconds")]
    #[cfg_attr(feature = "validate", validate(range(min = 60, max = 604_800)))]
    pub session_ttl_seconds: u32,
    /// How long sessions of stores without a value of their own live without activity, in seconds.
    #[serde(default = "idle_ttl_seconds")]
    #[cfg_attr(feature = "validate", validate(range(min = 60, max = 604_800)))]
    pub idle_ttl_seconds: u32,
    /// How long carts of stores without a value of their own are kept after the hand-over, in seconds.
    #[serde(default = "handoff_ttl_seconds")]
    #[cfg_attr(feature = "validate", validate(range(min = 60, max = 2_592_000)))]
    pub handoff_ttl_seconds: u32,
    /// How many days entries of the transaction log and ended sessions are kept.
    #[serde(default)]
    #[cfg_attr(feature = "validate", validate(range(min = 1, max = 3650)))]
    pub transaction_retention_days: Option<u32>,
    /// How many days the bodies of the transaction log and handed-over carts are kept.
    #[serde(default)]
    #[cfg_attr(feature = "validate", validate(range(min = 1, max = 3650)))]
    pub body_retention_days: Option<u32>,
    /// How many days entries of the audit log are kept.
    #[serde(default)]
    #[cfg_attr(feature = "validate", validate(range(min = 30, max = 3650)))]
    pub audit_log_retention_days: Option<u32>,
}

const fn access_token_ttl_seconds() -> u32 {
    300
}

const fn access_token_bytes() -> u32 {
    32
}

const fn session_ttl_seconds() -> u32 {
    8 * 3600
}

const fn idle_ttl_seconds() -> u32 {
    2 * 3600
}

const fn handoff_ttl_seconds() -> u32 {
    24 * 3600
}

merge_patch! {
    /// A change of the settings. Null goes back to what a new installation has; for a time of keeping it means for ever.
    pub struct SettingsPatch {
        /// How long access tokens of stores without a value of their own can be redeemed, in seconds: 5 to 3,600.
        pub access_token_ttl_seconds: u32,
        /// How many random bytes access tokens of stores without a value of their own have: 16 to 128.
        pub access_token_bytes: u32,
        /// How long sessions of stores without a value of their own live, in seconds: 60 to 604,800.
        pub session_ttl_seconds: u32,
        /// How long sessions of stores without a value of their own live without activity, in seconds: 60 to 604,800.
        pub idle_ttl_seconds: u32,
        /// How long carts of stores without a value of their own are kept after the hand-over, in seconds: 60 to 2,592,000.
        pub handoff_ttl_seconds: u32,
        /// How many days entries of the transaction log and ended sessions are kept: 1 to 3,650.
        pub transaction_retention_days: u32,
        /// How many days the bodies of the transaction log and handed-over carts are kept: 1 to 3,650.
        pub body_retention_days: u32,
        /// How many days entries of the audit log are kept: 30 to 3,650.
        pub audit_log_retention_days: u32,
    }
}
