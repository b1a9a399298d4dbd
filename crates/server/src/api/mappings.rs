//! Mappings between JSON and the text that is kept, and their check.

use api_types::{
    connection::{Format as FormatDto, NewConnection},
    mapping::{MappingJson, NewMappingProfile},
    problem::FieldError,
};
use punchout::{
    connection::Format,
    ids::MappingProfileId,
    mapped::{Compiled, Layer, Owner, Purpose},
    mapping_profile::{self, MAX_LINEAGE},
    value_table::ValueTables,
};

use crate::{settings::Inherited, validation::FieldErrors};

/// What has mappings.
pub struct Mapped<'a> {
    format: FormatDto,
    owner: Owner,
    inherits: Option<MappingProfileId>,
    request: Option<&'a MappingJson>,
    cart: Option<&'a MappingJson>,
}

impl<'a> From<&'a NewConnection> for Mapped<'a> {
    fn from(input: &'a NewConnection) -> Self {
        Self {
            format: input.format,
            owner: Owner::Connection,
            inherits: input.mapping_profile_id.map(MappingProfileId),
            request: input.request_mapping.as_ref(),
            cart: input.cart_mapping.as_ref(),
        }
    }
}

impl<'a> From<&'a NewMappingProfile> for Mapped<'a> {
    fn from(input: &'a NewMappingProfile) -> Self {
        Self {
            format: input.format,
            owner: Owner::Profile,
            inherits: input.based_on.map(MappingProfileId),
            request: input.request_mapping.as_ref(),
            cart: input.cart_mapping.as_ref(),
        }
    }
}

/// The text that is kept of a mapping. Positions in it are told, so that it has lines.
pub fn text(mapping: &MappingJson) -> String {
    // A map of texts and values is always JSON.
    serde_json::to_string_pretty(mapping).unwrap_or_default()
}

/// The mapping of a text that is kept.
pub fn json(text: &str) -> Option<MappingJson> {
    serde_json::from_str(text).ok()
}

/// Checks mappings, over those that they inherit.
pub fn check(errors: &mut FieldErrors, input: &Mapped<'_>, inherited: &Inherited) {
    let parent = match input.owner {
        Owner::Connection => "/mapping_profile_id",
        Owner::Profile => "/based_on",
    };
    let format = match input.format {
        FormatDto::Cxml => Format::Cxml,
        FormatDto::Oci => Format::Oci,
        FormatDto::PunchOut2Go => Format::PunchOut2Go,
    };
    if let Some(id) = input.inherits {
        match inherited.profile(id) {
            None => return errors.add(parent, "not_found", "names no mapping profile"),
            Some(profile) if profile.format != format => {
                return errors.add(parent, "mismatch", "is a profile for another format");
            }
            Some(_) => {}
        }
    }
    let lineage = inherited.lineage(input.inherits);
    if lineage.len() >= MAX_LINEAGE {
        let text = format!("goes back over {MAX_LINEAGE} profiles or more, or in a circle");
        return errors.add(parent, "too_deep", text);
    }
    for (pointer, purpose, mapping) in [
        ("/request_mapping", Purpose::Request, input.request),
        ("/cart_mapping", Purpose::Cart, input.cart),
    ] {
        let own = mapping.map(text);
        let mut layers = mapping_profile::layers(&lineage, None, purpose);
        let first_own = layers.len();
        layers.extend(own.as_deref().map(|json| Layer {
            owner: input.owner,
            json,
        }));
        if layers.is_empty() {
            continue;
        }
        let names = ValueTables::default().named();
        let problems = Compiled::new(format, purpose, &layers, &names).err();
        for problem in problems.unwrap_or_default() {
            let pointer = if problem.layer == first_own {
                format!("{pointer}{}", problem.pointer())
            } else {
                parent.to_owned()
            };
            // Lines are those of the mapping as the API shows it, indented by two.
            let fault = FieldError::new(
                pointer,
                "invalid_mapping",
                format!("{} ({})", problem.text, problem.position),
            );
            errors.add(fault.pointer, &fault.code, fault.message);
        }
    }
}
