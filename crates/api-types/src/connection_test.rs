//! What a test of a connection found.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What became of a test.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionTest {
    /// Whether no step failed.
    pub passed: bool,
    /// The steps in order.
    pub steps: Vec<TestStep>,
    /// The session that was opened, and is ended.
    pub session_id: Option<Uuid>,
    /// What the procurement system would have got for a cart with one article.
    pub document: Option<String>,
}

/// A step of a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TestStep {
    /// Which.
    pub step: TestStepKind,
    /// How it went.
    pub outcome: TestOutcome,
    /// What happened.
    pub text: String,
    /// What to do about it, where it failed.
    pub advice: Option<String>,
    /// The entry of the log that it left.
    pub transaction_id: Option<Uuid>,
}

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TestStepKind {
    /// That there is an entry point, and something to sign in with.
    Settings,
    /// The setup, as the procurement system sends it.
    Setup,
    /// The start page, as the buyer's browser opens it.
    Start,
    /// The token for the store's API, where its adapter needs one.
    ShopToken,
    /// The session request to the store, where its adapter makes one.
    ShopSession,
    /// That the store asks whether a session is real, where its connector can.
    ShopValidation,
    /// A cart with one article, as the store hands it over.
    Cart,
    /// The end of the session.
    End,
    /// OCI's `BACKGROUND_SEARCH`: what the store finds.
    BackgroundSearch,
    /// OCI's VALIDATE of an article that was found.
    Validate,
    /// OCI's DETAIL of an article that was found.
    Detail,
    /// OCI's SOURCING.
    Sourcing,
    /// QUANTITYCHECK, where the connection answers it.
    QuantityCheck,
    /// DOWNLOADJSON, where the connection answers it.
    DownloadJson,
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TestOutcome {
    /// Well.
    Passed,
    /// Not.
    Failed,
    /// It was not tried, since an earlier one failed, or since the store has no service that could be asked; or the store left it out, where
    /// that is its own affair.
    Skipped,
}
