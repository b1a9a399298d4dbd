//! How a store is spoken to.

use serde::{Deserialize, Serialize};

use crate::secret::Sealed;

/// The language that a store speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdapterKind {
    /// The gateway's own REST API.
    #[default]
    Rest,
    /// PunchOut2Go's JSON, as TradeCentric's connectors speak it.
    Tradecentric,
    /// Liferay's `headless-commerce-punchout`.
    Liferay,
}

/// How a session request reaches a shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdapterStart {
    /// From server to server; the shop answers with where the buyer goes.
    #[default]
    Server,
    /// By the buyer's browser, as a form.
    Browser,
}

/// How a store is spoken to. All is of effect with the adapters that use it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoreAdapter {
    /// The language.
    pub kind: AdapterKind,
    /// Where session requests go; the Punch Out Start URL where absent.
    pub url: Option<String>,
    /// How they get there.
    pub start: AdapterStart,
    /// The OAuth2 client that the gateway is to the store.
    pub client_id: Option<String>,
    /// The site that buyers enter.
    pub site: Option<String>,
    /// Where purchase orders go; nowhere where absent.
    pub order_url: Option<String>,
    /// What proves the gateway to the store, or encrypts what goes there; sealed. Kept apart from the rest.
    #[serde(skip)]
    pub secret: Option<Sealed>,
    /// The `shared_secret` of purchase orders; sealed. Kept apart from the rest.
    #[serde(skip)]
    pub order_secret: Option<Sealed>,
}
