//! Bounds that hold wherever a field stands: said once where it is made, and taken over for changes and answers.

use utoipa::openapi::{
    Components, RefOr,
    schema::{Array, Object, Schema, SchemaType, Type},
};

/// Where the bounds of fields stand, and which schemas have the same fields.
const SAME: [(&str, &[&str]); 10] = [
    ("NewStore", &["Store", "StorePatch", "Settings"]),
    ("Settings", &["SettingsPatch"]),
    ("NewConnection", &["ConnectionPatch"]),
    ("NewCompany", &["CompanyPatch"]),
    ("NewBusinessUnit", &["BusinessUnitPatch"]),
    ("NewBuyer", &["BuyerPatch"]),
    ("NewRole", &["RolePatch"]),
    ("NewMappingProfile", &["MappingProfilePatch"]),
    ("NewUser", &["UserPatch"]),
    ("NewCredential", &["CredentialPatch"]),
];

/// Fields of a new store that are the installation's where null.
const INHERITED: [&str; 5] = [
    "access_token_ttl_seconds",
    "access_token_bytes",
    "session_ttl_seconds",
    "idle_ttl_seconds",
    "handoff_ttl_seconds",
];

/// Says the bounds of each field wherever it stands.
pub(super) fn complete(components: &mut Components) {
    for (from, others) in SAME {
        let Some(bounded) = object(components, from).map(|found| found.clone()) else {
            continue;
        };
        for other in others {
            let Some(other) = object(components, other) else {
                continue;
            };
            for (name, field) in &mut other.properties {
                match (bounded.properties.get(name), field) {
                    (Some(RefOr::T(Schema::Object(from))), RefOr::T(Schema::Object(to))) => {
                        bound(from, to);
                    }
                    (Some(RefOr::T(Schema::Array(from))), RefOr::T(Schema::Array(to))) => {
                        bound_list(from, to);
                    }
                    _ => {}
                }
            }
        }
    }
    for name in INHERITED {
        let store = object(components, "NewStore");
        let field = store.and_then(|store| store.properties.get_mut(name));
        if let Some(RefOr::T(Schema::Object(field))) = field {
            field.schema_type = SchemaType::Array(vec![Type::Integer, Type::Null]);
        }
    }
}

fn object<'a>(components: &'a mut Components, name: &str) -> Option<&'a mut Object> {
    match components.schemas.get_mut(name) {
        Some(RefOr::T(Schema::Object(object))) => Some(object),
        _ => None,
    }
}

fn bound(from: &Object, to: &mut Object) {
    to.minimum = from.minimum.clone().or(to.minimum.take());
    to.maximum = from.maximum.clone().or(to.maximum.take());
    to.min_length = from.min_length.or(to.min_length);
    to.max_length = from.max_length.or(to.max_length);
    if to.pattern.is_none() {
        to.pattern.clone_from(&from.pattern);
    }
    if to.format.is_none() {
        to.format.clone_from(&from.format);
    }
}

fn bound_list(from: &Array, to: &mut Array) {
    to.min_items = from.min_items.or(to.min_items);
    to.max_items = from.max_items.or(to.max_items);
}
