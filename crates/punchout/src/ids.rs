//! Typed ids: one newtype per kind of record, so that one cannot be passed for another.
//!
//! All are `UUIDv7`, made by the caller; in JSON they are plain strings.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A web shop.
    StoreId,
    /// A buying organisation.
    CompanyId,
    /// A part of a buying organisation.
    BusinessUnitId,
    /// A person who punches out.
    BuyerId,
    /// The configuration for one procurement system.
    ConnectionId,
    /// Mappings that connections inherit.
    MappingProfileId,
    /// One credential of a connection.
    CredentialId,
    /// A gateway URL of a connection into a store.
    EntryPointId,
    /// A set of permissions.
    RoleId,
    /// A punch-out session.
    SessionId,
    /// An entry of a session's timeline.
    SessionEventId,
    /// A hand-over of a cart (or of a cancellation) to the procurement system.
    HandOverId,
    /// An entry of the transaction log.
    TransactionId,
    /// An administrator of the gateway.
    UserId,
    /// A key for the REST API.
    ApiKeyId,
    /// A key that calls to a store are signed with.
    SigningKeyId,
    /// Something that a store is told.
    WebhookDeliveryId,
    /// An attempt to tell it.
    WebhookAttemptId,
}
