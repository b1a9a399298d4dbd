//! What has the mappings that are edited.

use api_types::connection::Connection;
use api_types::mapping::{MappingJson, MappingProfile};
use serde_json::{Value, json};
use uuid::Uuid;

use super::draft::Side;
use crate::api::collection::Versioned;
use crate::api::{connections, mapping_profiles};

/// A version of a connection or of a mapping profile, by what the editor needs of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Subject {
    /// Where the API has all of its kind.
    pub(super) path: String,
    /// Its id.
    pub(super) id: Uuid,
    /// Names the version.
    pub(super) etag: Option<String>,
    /// On which connection's log its mappings are tried; none where there is no connection.
    pub(super) connection: Option<Uuid>,
    request: Option<MappingJson>,
    cart: Option<MappingJson>,
}

impl Subject {
    /// A connection, tried on its own log.
    pub(super) fn of_connection(connection: &Versioned<Connection>) -> Self {
        let Versioned { resource, etag } = connection;
        Self {
            path: connections::collection().path(),
            id: resource.id,
            etag: etag.clone(),
            connection: Some(resource.id),
            request: resource.request_mapping.clone(),
            cart: resource.cart_mapping.clone(),
        }
    }

    /// A mapping profile, tried on the log of a connection.
    pub(super) fn of_profile(
        profile: &Versioned<MappingProfile>,
        connection: Option<Uuid>,
    ) -> Self {
        let Versioned { resource, etag } = profile;
        Self {
            path: mapping_profiles::collection().path(),
            id: resource.id,
            etag: etag.clone(),
            connection,
            request: resource.request_mapping.clone(),
            cart: resource.cart_mapping.clone(),
        }
    }

    /// The saved mapping of a side.
    pub(super) const fn mapping(&self, side: Side) -> Option<&MappingJson> {
        match side {
            Side::Request => self.request.as_ref(),
            Side::Cart => self.cart.as_ref(),
        }
    }

    /// What the preview is asked: an entry of the log, with a mapping that is not saved.
    pub(super) fn trial(&self, entry: Uuid, settings: &Value) -> Value {
        if self.connection == Some(self.id) {
            return json!({"transaction_id": entry, "settings": settings});
        }
        let profile = json!({"id": self.id, "settings": settings});
        json!({"transaction_id": entry, "mapping_profile": profile})
    }
}
