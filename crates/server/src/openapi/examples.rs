//! An example of each answer: of a resource one for all operations that answer it, and of a page one with that resource.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use utoipa::openapi::{Components, OpenApi, RefOr, schema::Schema};

/// Answers by the names of their schemas, beside those that their types bring.
const EXAMPLES: &str = include_str!("examples.json");

/// Shows what each call answers where it succeeds.
pub(super) fn complete(document: &mut OpenApi) {
    let examples: BTreeMap<String, Value> = serde_json::from_str(EXAMPLES).unwrap_or_default();
    let components = document.components.take().unwrap_or_default();
    for item in document.paths.paths.values_mut() {
        for operation in super::operations_mut(item) {
            for (status, response) in &mut operation.responses.responses {
                let RefOr::T(response) = response else {
                    continue;
                };
                for content in response.content.values_mut() {
                    let RefOr::T(content) = content else {
                        continue;
                    };
                    let Some(RefOr::Ref(schema)) = &content.schema else {
                        continue;
                    };
                    let name = schema.ref_location.rsplit('/').next().unwrap_or_default();
                    if status.starts_with('2') && content.example.is_none() {
                        content.example = example(name, &examples, &components);
                    }
                }
            }
        }
    }
    document.components = Some(components);
}

fn example(
    name: &str,
    examples: &BTreeMap<String, Value>,
    components: &Components,
) -> Option<Value> {
    if let Some(item) = name.strip_prefix("Page_") {
        let item = example(item, examples, components)?;
        return Some(json!({"items": [item], "next_cursor": null}));
    }
    let own = || match components.schemas.get(name)? {
        RefOr::T(Schema::Object(schema)) => schema.example.clone(),
        RefOr::T(Schema::AllOf(schema)) => schema.example.clone(),
        _ => None,
    };
    examples.get(name).cloned().or_else(own)
}
