//! A mapping while it is typed.

use api_types::mapping::MappingJson;
use api_types::transaction::TransactionType;
use serde_json::{Value, json};

use crate::i18n::{Text, fill};

/// Which of the two mappings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// From setup documents to buyer and session.
    Request,
    /// From carts to what the procurement system takes.
    Cart,
}

impl Side {
    /// By the name of its setting.
    pub(super) fn of(member: &str) -> Self {
        if member == Self::Request.member() {
            Self::Request
        } else {
            Self::Cart
        }
    }

    /// The name of its setting.
    pub(super) const fn member(self) -> &'static str {
        match self {
            Self::Request => "request_mapping",
            Self::Cart => "cart_mapping",
        }
    }

    /// What it is called.
    pub(super) const fn label(self) -> Text {
        match self {
            Self::Request => Text::RequestMappingLabel,
            Self::Cart => Text::CartMappingLabel,
        }
    }

    /// What its fields of the shop are called.
    pub(super) const fn neutral_title(self) -> Text {
        match self {
            Self::Request => Text::MappingSessionFields,
            Self::Cart => Text::MappingCartFields,
        }
    }

    /// What its places in the document are called.
    pub(super) const fn places_title(self) -> Text {
        match self {
            Self::Request => Text::SourceFieldsLabel,
            Self::Cart => Text::MappingResultPlaces,
        }
    }

    /// What it can be tried on.
    pub(super) const fn transactions(self) -> TransactionType {
        match self {
            Self::Request => TransactionType::SetupRequest,
            Self::Cart => TransactionType::TransferToRequisition,
        }
    }
}

/// The text of a mapping; empty for none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft(pub(super) String);

impl Draft {
    /// A mapping that is saved.
    pub(super) fn of(mapping: Option<&MappingJson>) -> Self {
        let text = mapping.and_then(|mapping| {
            let value = serde_json::to_value(mapping).ok()?;
            Some(format!("{value:#}"))
        });
        Self(text.unwrap_or_default())
    }

    /// A mapping as a text with line breaks; empty for one that says nothing.
    pub(super) fn of_value(mapping: &Value) -> Self {
        let is_empty = mapping.as_object().is_none_or(serde_json::Map::is_empty);
        Self(if is_empty {
            String::new()
        } else {
            format!("{mapping:#}")
        })
    }

    /// The patch that sets this mapping, or where the text is no JSON.
    pub(super) fn value(&self, side: Side) -> Result<Value, String> {
        if self.0.trim().is_empty() {
            return Ok(json!({side.member(): null}));
        }
        let mapping: Value = serde_json::from_str(&self.0).map_err(|error| {
            let (line, column) = (error.line().to_string(), error.column().to_string());
            fill(
                Text::MappingJsonError,
                &[("line", &line), ("column", &column)],
            )
        })?;
        Ok(json!({side.member(): mapping}))
    }

    /// The text with line breaks that show its structure, as the API counts lines; as it is where it is no JSON.
    pub(super) fn formatted(&self) -> String {
        let read = serde_json::from_str::<Value>(&self.0);
        read.map_or_else(|_| self.0.clone(), |value| format!("{value:#}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_named_by_its_place() {
        let wrong = Draft("{\n  \"cart\": }".to_owned());
        let place = wrong.value(Side::Cart).unwrap_err();
        assert!(place.contains('2') && place.contains("11"), "{place}");
        assert_eq!(wrong.formatted(), wrong.0);
    }

    #[test]
    fn a_mapping_becomes_a_patch_and_none_takes_it_away() {
        let draft = Draft(r#"{"cart":{}}"#.to_owned());
        assert_eq!(
            draft.value(Side::Cart).unwrap(),
            json!({"cart_mapping": {"cart": {}}})
        );
        assert_eq!(
            Draft(" ".to_owned()).value(Side::Request).unwrap(),
            json!({"request_mapping": null})
        );
        assert_eq!(draft.formatted(), "{\n  \"cart\": {}\n}");
        assert_eq!(Side::of(Side::Request.member()), Side::Request);
    }
}
