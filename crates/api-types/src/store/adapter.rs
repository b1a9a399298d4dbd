//! How stores are spoken to.

use serde::{Deserialize, Serialize};

/// How a store is spoken to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Adapter {
    /// By the calls for stores of this API.
    #[default]
    Rest,
    /// As PunchOut2Go and TradeCentric speak to a shop's connector.
    Tradecentric,
    /// As they speak to Liferay.
    Liferay,
}

/// How a session request reaches a store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AdapterStart {
    /// From server to server.
    #[default]
    Server,
    /// By the buyer's browser.
    Browser,
}
