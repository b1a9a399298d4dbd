//! A mapping as a list of its fields, and what is changed of it field by field.

use serde_json::{Map, Value, json};

/// What has a row for each line of a cart.
const LINES: &str = "cart_item";

/// A field of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FieldLine {
    /// Where it stands, such as `cart_item`.
    pub(super) object: String,
    /// Its key.
    pub(super) name: String,
    /// Places in the document; none where the field is only taken away.
    pub(super) path: Option<String>,
    /// Whether a missing value is told.
    pub(super) required: bool,
    /// What is done to its value, in order.
    pub(super) steps: Vec<Step>,
}

/// A step of a transformation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    /// The transform's name.
    pub(super) name: String,
    /// Its parameters.
    pub(super) parameters: Map<String, Value>,
}

impl FieldLine {
    /// The JSON pointer to it within the mapping.
    pub(super) fn pointer(&self) -> String {
        format!("/{}/fields/{}", escaped(&self.object), escaped(&self.name))
    }
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The fields of a mapping, as far as it is one.
pub(super) fn fields(mapping: &Value) -> Vec<FieldLine> {
    let objects = mapping.as_object().into_iter().flatten();
    let fields = objects.flat_map(|(object, value)| {
        let fields = value.get("fields").and_then(Value::as_object);
        let fields = fields.into_iter().flatten();
        fields.map(move |(name, field)| line(object, name, field))
    });
    fields.collect()
}

fn line(object: &str, name: &str, field: &Value) -> FieldLine {
    let path = match field.get("path") {
        Some(Value::Array(places)) => {
            let places: Vec<_> = places.iter().filter_map(Value::as_str).collect();
            Some(places.join(","))
        }
        Some(path) => path.as_str().map(str::to_owned),
        None if field.is_null() => None,
        None => Some(String::new()),
    };
    let steps = field.get("transform").and_then(Value::as_array);
    FieldLine {
        object: object.to_owned(),
        name: name.to_owned(),
        path,
        required: field.get("required").and_then(Value::as_bool) == Some(true),
        steps: steps.into_iter().flatten().flat_map(step).collect(),
    }
}

fn step(step: &Value) -> Vec<Step> {
    match step {
        Value::String(name) => vec![Step {
            name: name.clone(),
            parameters: Map::new(),
        }],
        Value::Object(named) => named
            .iter()
            .map(|(name, parameters)| Step {
                name: name.clone(),
                parameters: parameters.as_object().cloned().unwrap_or_default(),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A change of a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// It leads to other places; it is made where it is not there.
    Path(String),
    /// It is needed, or not.
    Required(bool),
    /// Other steps.
    Steps(Vec<Step>),
    /// It goes.
    Remove,
}

/// The mapping after a field of it was changed.
pub(super) fn changed(mapping: &Value, object: &str, name: &str, change: &Change) -> Value {
    let mut mapping = match mapping {
        Value::Object(mapping) => mapping.clone(),
        _ => Map::new(),
    };
    let group = mapping.entry(object).or_insert_with(|| {
        if object == LINES {
            json!({"multi_lines": true, "fields": {}})
        } else {
            json!({"fields": {}})
        }
    });
    let Some(group) = group.as_object_mut() else {
        return Value::Object(mapping);
    };
    let fields = group.entry("fields").or_insert_with(|| json!({}));
    if let Some(fields) = fields.as_object_mut() {
        match change {
            Change::Remove => {
                fields.remove(name);
            }
            change => {
                let field = fields.entry(name).or_insert_with(|| json!({}));
                change_field(field, change);
            }
        }
        if fields.is_empty() {
            mapping.remove(object);
        }
    }
    Value::Object(mapping)
}

fn change_field(field: &mut Value, change: &Change) {
    if !field.is_object() {
        *field = json!({});
    }
    let Some(field) = field.as_object_mut() else {
        return;
    };
    match change {
        Change::Path(path) => {
            field.insert("path".to_owned(), path.as_str().into());
        }
        Change::Required(true) => {
            field.insert("required".to_owned(), true.into());
        }
        Change::Required(false) => {
            field.remove("required");
        }
        Change::Steps(steps) if steps.is_empty() => {
            field.remove("transform");
        }
        Change::Steps(steps) => {
            let steps = steps.iter().map(|step| match step.parameters.is_empty() {
                true => Value::from(step.name.as_str()),
                false => json!({step.name.as_str(): step.parameters}),
            });
            field.insert("transform".to_owned(), steps.collect());
        }
        Change::Remove => {}
    }
}

/// What a parameter becomes of what is typed: numbers and objects are what they are, nothing is none.
pub(super) fn parameter(text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value @ (Value::Number(_) | Value::Object(_))) => Some(value),
        _ => Some(text.into()),
    }
}

/// A parameter as it is typed.
pub(super) fn typed(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// The place within a line of a place in a whole document, for fields that stand for each line: `/cXML/…/ItemIn[1]/Comments[1]` is
/// `Comments[1]` there, and `NEW_ITEM-UNIT[1]` is `NEW_ITEM-UNIT[%line_number%]`.
pub(super) fn within_line(object: &str, path: &str) -> String {
    if object != LINES {
        return path.to_owned();
    }
    for item in ["/ItemIn[", "/ItemOut["] {
        if let Some((_, rest)) = path.rsplit_once(item)
            && let Some((_, rest)) = rest.split_once("]/")
        {
            return rest.to_owned();
        }
    }
    match path
        .strip_suffix(']')
        .and_then(|path| path.rsplit_once('['))
    {
        Some((name, number)) if !path.contains('/') && number.parse::<u32>().is_ok() => {
            format!("{name}[%line_number%]")
        }
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_cut() -> Value {
        json!({"cart_item": {"multi_lines": true, "fields": {
            "name": {"path": "Description[1]", "transform": ["trim", {"cut": {"len": 40}}]}
        }}})
    }

    #[test]
    fn the_fields_of_a_mapping_are_listed_with_their_steps() {
        let mapping = json!({
            "$tables": {"sizes": {"S": "small"}},
            "cart": {"fields": {"note": null}},
            "customer": {"fields": {"email": {"path": ["a", "b"], "required": true}}},
        });
        let found = fields(&mapping);
        let shown: Vec<_> = found
            .iter()
            .map(|line| (line.pointer(), line.path.as_deref(), line.required))
            .collect();
        assert_eq!(
            shown,
            [
                ("/cart/fields/note".to_owned(), None, false),
                ("/customer/fields/email".to_owned(), Some("a,b"), true),
            ]
        );
        let name = fields(&name_cut()).remove(0);
        assert_eq!(name.steps.len(), 2);
        assert_eq!(typed(name.steps[1].parameters.get("len")), "40");
    }

    #[test]
    fn a_mapping_is_built_field_by_field_and_what_is_removed_leaves_nothing() {
        let path = |path: &str| Change::Path(path.to_owned());
        let mapping = changed(&Value::Null, "cart_item", "name", &path("Description[1]"));
        let steps = fields(&name_cut()).remove(0).steps;
        let mapping = changed(&mapping, "cart_item", "name", &Change::Steps(steps));
        assert_eq!(mapping, name_cut());
        let mapping = changed(&mapping, "cart_item", "name", &Change::Required(true));
        assert!(fields(&mapping)[0].required);
        let mapping = changed(&mapping, "cart_item", "name", &Change::Required(false));
        assert_eq!(mapping, name_cut());
        let mapping = changed(&mapping, "cart_item", "name", &Change::Remove);
        assert_eq!(mapping, json!({}));
    }

    #[test]
    fn parameters_are_what_they_look_like() {
        assert_eq!(parameter(""), None);
        assert_eq!(parameter("40"), Some(json!(40)));
        assert_eq!(parameter("last"), Some(json!("last")));
        assert_eq!(parameter(r#"{"EA": "PCE"}"#), Some(json!({"EA": "PCE"})));
        assert_eq!(parameter("true"), Some(json!("true")));
    }

    #[test]
    fn places_of_lines_are_told_from_the_line() {
        let whole = "/cXML/Message[1]/PunchOutOrderMessage[1]/ItemIn[2]/ItemDetail[1]/UnitPrice[1]";
        assert_eq!(
            within_line("cart_item", whole),
            "ItemDetail[1]/UnitPrice[1]"
        );
        assert_eq!(within_line("cart", whole), whole);
        assert_eq!(
            within_line("cart_item", "NEW_ITEM-UNIT[1]"),
            "NEW_ITEM-UNIT[%line_number%]"
        );
    }
}
