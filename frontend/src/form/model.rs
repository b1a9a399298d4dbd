//! What a form is about.

use api_types::problem::FieldError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::changes::changes;
use crate::i18n::Text;

/// A field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// JSON pointer to the member of the API's input that it fills, such as `/name`.
    pub(crate) pointer: &'static str,
    /// What it is for.
    pub(crate) label: Text,
    /// What it does, and which values are allowed.
    pub(crate) help: Option<Text>,
    /// Whether it must be filled.
    pub(crate) required: bool,
}

impl Field {
    /// A field that may stay empty.
    pub(crate) const fn new(pointer: &'static str, label: Text, help: Text) -> Self {
        Self {
            pointer,
            label,
            help: Some(help),
            required: false,
        }
    }

    /// A field whose label says it all.
    pub(crate) const fn plain(pointer: &'static str, label: Text) -> Self {
        Self {
            pointer,
            label,
            help: None,
            required: false,
        }
    }

    /// The same, to be filled.
    pub(crate) const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }
}

/// The state of a form's fields, between a resource as the API shows it and the input that the API takes.
pub(crate) trait Model: Clone + PartialEq + Serialize + DeserializeOwned + 'static {
    /// The resource that is made or changed.
    type Resource: Clone + PartialEq + DeserializeOwned + 'static;
    /// What the API takes to make one.
    type Input: Serialize;

    /// Its fields, in the order in which they stand.
    const FIELDS: &'static [Field];

    /// What a resource is called.
    fn name(resource: &Self::Resource) -> String;

    /// The form filled with a resource.
    fn of(resource: &Self::Resource) -> Self;

    /// The API's input.
    ///
    /// # Errors
    /// What is missing, and what is no number; the rest is for the API to say.
    fn input(&self) -> Result<Self::Input, Vec<FieldError>>;

    /// The merge patch from an earlier state to this one.
    ///
    /// # Errors
    /// As [`Self::input`].
    fn patch(&self, before: &Self) -> Result<Map<String, Value>, Vec<FieldError>> {
        let after = self.input()?;
        // What came from the API can be given back to it.
        Ok(before
            .input()
            .map_or_else(|_| Map::new(), |before| changes(&before, &after)))
    }

    /// A field by its pointer.
    fn field(pointer: &str) -> Option<Field> {
        let mut fields = Self::FIELDS.iter();
        fields.find(|field| field.pointer == pointer).copied()
    }
}
