//! What a connection would make of a document or a cart.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    cart::Cart,
    connection::ConnectionPatch,
    mapping::MappingProfilePatch,
    problem::FieldError,
    punch_out_session::{Extrinsic, Operation, SelectedItem, SessionItem, ShipTo},
    transaction::{Finding, TransactionError},
};

/// What to preview: exactly one of `transaction_id`, `document` and `cart`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"transaction_id": "01999f3a-7c00-7000-8000-000000000009", "settings": {"cart_mapping": {"cart_item": {"multi_lines": true, "fields": {"name": {"path": "ItemDetail[1]/Description[1]", "transform": ["uppercase"]}}}}}})))]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    /// An entry of the log: its setup document, or the cart that the store handed over.
    #[serde(default)]
    pub transaction_id: Option<Uuid>,
    /// A setup document, as a procurement system would post it.
    #[serde(default)]
    pub document: Option<String>,
    /// A cart, as a store would hand it over.
    #[serde(default)]
    pub cart: Option<Cart>,
    /// The version that the procurement system speaks, for a cart that is given here; the newest where absent.
    #[serde(default)]
    pub version: Option<String>,
    /// Settings to try instead of the saved ones: those that differ.
    #[serde(default)]
    pub settings: Option<ConnectionPatch>,
    /// A mapping profile to try with other settings than the saved ones.
    #[serde(default)]
    pub mapping_profile: Option<TriedProfile>,
}

/// A mapping profile that is tried. A connection that does not inherit it is tried as if it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TriedProfile {
    /// Which profile.
    pub id: Uuid,
    /// Its settings that differ from the saved ones.
    #[serde(default)]
    pub settings: MappingProfilePatch,
}

/// What would come of it. Nothing was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// Of a setup document: who would come, with what.
    pub setup: Option<PreviewedSetup>,
    /// Of a cart: the document that the procurement system would get.
    pub document: Option<String>,
    /// Why it would be refused; null where it would not.
    pub refusal: Option<TransactionError>,
    /// Of a cart that would be refused: what is wrong with it, field by field.
    pub problems: Vec<FieldError>,
    /// What the mappings and the protocol have to say.
    pub findings: Vec<Finding>,
    /// How the fields that a mapping makes came about.
    pub explanations: Vec<Explanation>,
    /// What is otherwise with the settings that are saved.
    pub differences: Vec<Difference>,
}

/// A setup as it would be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewedSetup {
    /// What the buyer comes for.
    pub operation: Option<Operation>,
    /// Where the cart goes.
    pub return_url: Option<String>,
    /// The buyer's e-mail address.
    pub email: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// The shop's reference of the business unit, where the mapping finds one.
    pub business_unit: Option<String>,
    /// The name of the role that the mapping leads to.
    #[serde(default)]
    pub role: Option<String>,
    /// The currency that the document asks for.
    pub currency: Option<String>,
    /// The language that the document asks for.
    pub locale: Option<String>,
    /// The item that the buyer selected before.
    pub selected_item: Option<SelectedItem>,
    /// The earlier cart.
    pub items: Vec<SessionItem>,
    /// The delivery address.
    pub ship_to: Option<ShipTo>,
    /// What else the document says.
    pub extrinsics: Vec<Extrinsic>,
    /// What the mapping took out of the document beside, by name.
    pub custom_fields: BTreeMap<String, String>,
}

/// How a field came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// Where it was written.
    pub target: String,
    /// Where its value comes from.
    pub sources: Vec<String>,
    /// The value found there, shortened.
    pub found: String,
    /// What was done to it, in order.
    pub steps: Vec<ExplainedStep>,
    /// The line of the mapping that says so, as the mapping is shown with an indent of two.
    pub line: usize,
}

/// A step of a transformation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExplainedStep {
    /// The transform's name.
    pub name: String,
    /// What it made, shortened.
    pub made: String,
}

/// A place that is otherwise with the settings that are saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// The place: a JSON pointer into `setup`, or a path in the document.
    pub place: String,
    /// What stands there with the settings that are saved; null for nothing.
    pub active: Option<String>,
    /// What stands there with the settings that are tried.
    pub draft: Option<String>,
}
