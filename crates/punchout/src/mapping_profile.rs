//! Mapping profiles: mappings that connections inherit.

use crate::{
    connection::Format,
    ids::MappingProfileId,
    mapped::{Layer, Owner, Purpose},
    time::Timestamp,
};

/// How many profiles a mapping can come through.
pub const MAX_LINEAGE: usize = 8;

/// Mappings under a name, for connections of one format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingProfile {
    /// Its id.
    pub id: MappingProfileId,
    /// Its name for people.
    pub name: String,
    /// The protocol of the connections that can have it.
    pub format: Format,
    /// The profile that it goes over.
    pub based_on: Option<MappingProfileId>,
    /// The mapping of setup documents, as JSON.
    pub request_mapping: Option<String>,
    /// The mapping of carts, as JSON.
    pub cart_mapping: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

impl MappingProfile {
    /// Its mapping of a purpose, as JSON.
    #[must_use]
    pub fn mapping(&self, purpose: Purpose) -> Option<&str> {
        match purpose {
            Purpose::Request => self.request_mapping.as_deref(),
            Purpose::Cart => self.cart_mapping.as_deref(),
        }
    }
}

/// A profile and those that it is based on, the first one first: as far as they are found, and at most [`MAX_LINEAGE`].
#[must_use]
pub fn lineage<'a>(
    profile: Option<MappingProfileId>,
    find: impl Fn(MappingProfileId) -> Option<&'a MappingProfile>,
) -> Vec<&'a MappingProfile> {
    let first = profile.and_then(&find);
    let next = |profile: &&'a MappingProfile| profile.based_on.and_then(&find);
    let mut lineage: Vec<_> = std::iter::successors(first, next)
        .take(MAX_LINEAGE)
        .collect();
    lineage.reverse();
    lineage
}

/// The layers of a mapping: those of a lineage, and the connection's own.
#[must_use]
pub fn layers<'a>(
    lineage: &[&'a MappingProfile],
    own: Option<&'a str>,
    purpose: Purpose,
) -> Vec<Layer<'a>> {
    let inherited = lineage
        .iter()
        .filter_map(|profile| profile.mapping(purpose));
    let inherited = inherited.map(|json| Layer {
        owner: Owner::Profile,
        json,
    });
    let own = own.map(|json| Layer {
        owner: Owner::Connection,
        json,
    });
    inherited.chain(own).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn profile(number: u128, based_on: Option<u128>) -> MappingProfile {
        let id = |number| MappingProfileId(Uuid::from_u128(number));
        MappingProfile {
            id: id(number),
            name: format!("{number}"),
            format: Format::Cxml,
            based_on: based_on.map(id),
            request_mapping: None,
            cart_mapping: Some(format!("{{\"{number}\": 1}}")),
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            version: 1,
        }
    }

    #[test]
    fn layers_go_from_the_first_profile_to_the_connection() {
        let profiles = [profile(1, None), profile(2, Some(1)), profile(3, Some(3))];
        let find = |id| profiles.iter().find(|profile| profile.id == id);
        let all = lineage(Some(profiles[1].id), find);
        let layers = layers(&all, Some("{}"), Purpose::Cart);
        let texts: Vec<_> = layers.iter().map(|layer| layer.json).collect();
        assert_eq!(texts, ["{\"1\": 1}", "{\"2\": 1}", "{}"]);
        assert!(super::layers(&all, None, Purpose::Request).is_empty());
        // A circle ends.
        assert_eq!(lineage(Some(profiles[2].id), find).len(), MAX_LINEAGE);
        assert!(lineage(None, find).is_empty());
    }
}
