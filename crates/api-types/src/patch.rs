//! Merge patches (RFC 7396).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a merge patch says about one member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The member is absent: the value stays.
    #[default]
    Absent,
    /// The member is null: the value is removed, or goes back to its default.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Patch<T> {
    /// Whether the member is absent.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_none(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

/// Declares a merge patch: each member is a [`Patch`], left out of the JSON where absent, and unknown members are refused.
macro_rules! merge_patch {
    (
        $(#[$outer:meta])*
        pub struct $name:ident {
            $($(#[$inner:meta])* pub $field:ident: $type:ident $(<$argument:ident>)?,)+
        }
    ) => {
        $(#[$outer])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[$inner])*
                #[serde(default, skip_serializing_if = "crate::patch::Patch::is_absent")]
                #[cfg_attr(feature = "openapi", schema(value_type = Option<$type $(<$argument>)?>))]
                pub $field: crate::patch::Patch<$type $(<$argument>)?>,
            )+
        }
    };
}

pub(crate) use merge_patch;

#[cfg(test)]
mod tests {
    use super::*;

    merge_patch! {
        /// A patch.
        pub struct Example {
            /// A text.
            pub name: String,
            /// A list.
            pub tags: Vec<String>,
        }
    }

    #[test]
    fn absent_null_and_value_are_told_apart_both_ways() {
        for (json, name) in [
            ("{}", Patch::Absent),
            (r#"{"name":null}"#, Patch::Null),
            (r#"{"name":"a"}"#, Patch::Value("a".to_owned())),
        ] {
            let patch: Example = serde_json::from_str(json).unwrap();
            assert_eq!(patch.name, name);
            assert_eq!(serde_json::to_string(&patch).unwrap(), json);
        }
    }

    #[test]
    fn a_typo_is_refused() {
        let error = serde_json::from_str::<Example>(r#"{"nmae":"a"}"#).unwrap_err();
        assert!(error.to_string().contains("nmae"));
    }
}
