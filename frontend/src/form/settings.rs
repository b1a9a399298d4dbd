//! Settings by a table: what a form shows, takes and sends of them is the same for all, and a setting is a line with its texts. They are
//! read from a resource and written to the API's input as JSON, by their pointers.

use std::collections::BTreeMap;

use api_types::problem::FieldError;
use serde_json::{Map, Value};

use super::errors::{JSON, NUMBER};
use super::model::Field;
use super::texts::{entries, optional};
use crate::i18n::Text;

/// How a setting is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A line of text; empty for none.
    Line,
    /// A secret, which the resource does not show; empty for leaving it as it is.
    Secret,
    /// A whole number; empty for none.
    Number,
    /// A list, an entry a line.
    List,
    /// Yes or no; which of them where the resource does not say.
    Flag(bool),
    /// People, one a line: name, e-mail address, role.
    People,
    /// JSON; empty for none.
    Json,
    /// Something that the API lists at this path, by its name; nothing is chosen for none.
    Thing(&'static str),
    /// One of the API's words, each with its name; the empty word for none.
    Choice(&'static [(&'static str, Text)]),
}

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    /// Its place in the API's input, its label and help.
    pub(crate) field: Field,
    /// How it is entered.
    pub(crate) entry: Entry,
}

impl Setting {
    /// A setting at a pointer.
    pub(crate) const fn new(pointer: &'static str, label: Text, help: Text, entry: Entry) -> Self {
        Self {
            field: Field::new(pointer, label, help),
            entry,
        }
    }
}

/// What is in the fields of settings, by their pointers.
pub(crate) type Entries = BTreeMap<String, String>;

/// The entries for a resource or an input.
pub(crate) fn read<'s>(settings: impl Iterator<Item = &'s Setting>, from: &Value) -> Entries {
    let text = |setting: &Setting| {
        let value = from.pointer(setting.field.pointer);
        match (setting.entry, value) {
            (Entry::Flag(usual), None) => usual.to_string(),
            (Entry::Json, Some(value)) if !value.is_null() => format!("{value:#}"),
            _ => shown(value),
        }
    };
    settings
        .map(|setting| (setting.field.pointer.to_owned(), text(setting)))
        .collect()
}

/// Writes what is entered into an input; answers what is wrong with it.
pub(crate) fn write<'s>(
    settings: impl Iterator<Item = &'s Setting>,
    entered: &Entries,
    input: &mut Map<String, Value>,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for setting in settings {
        let pointer = setting.field.pointer;
        let text = entered.get(pointer).map_or("", String::as_str);
        match value(setting.entry, text) {
            Ok(value) => put(input, pointer, value),
            Err((code, place)) => errors.push(FieldError::new(pointer, code, place)),
        }
    }
    errors
}

/// A value as a text.
pub(crate) fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(entries)) => {
            let entries: Vec<_> = entries.iter().map(|entry| shown(Some(entry))).collect();
            entries.join("\n")
        }
        Some(Value::Object(person)) => {
            let words = PERSON.iter().map(|name| shown(person.get(*name)));
            let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
            words.join(", ")
        }
        Some(other) => other.to_string(),
    }
}

/// What stands in a line about somebody.
const PERSON: [&str; 3] = ["name", "email", "role"];

fn person(line: &str) -> Value {
    let words = line.splitn(PERSON.len(), ',').map(optional);
    let members = PERSON.iter().zip(words);
    members
        .map(|(name, word)| ((*name).to_owned(), Value::from(word)))
        .collect::<Map<_, _>>()
        .into()
}

/// The value of a text in a field, or the code of what is wrong with it and where.
fn value(entry: Entry, text: &str) -> Result<Value, (&'static str, String)> {
    let given = optional(text);
    Ok(match (entry, given) {
        (Entry::Flag(_), _) => Value::Bool(text == "true"),
        (Entry::List, _) => entries(text).into(),
        (Entry::People, _) => entries(text).iter().map(|line| person(line)).collect(),
        (_, None) => Value::Null,
        (Entry::Line | Entry::Secret | Entry::Choice(_) | Entry::Thing(_), Some(text)) => {
            text.into()
        }
        (Entry::Json, Some(_)) => serde_json::from_str(text)
            .map_err(|error| (JSON, format!("{}:{}", error.line(), error.column())))?,
        (Entry::Number, Some(text)) => text
            .parse::<u32>()
            .map_err(|_| (NUMBER, String::new()))?
            .into(),
    })
}

/// Puts a value at a pointer, within objects that are made where they are missing. Within an object, what is none is left out: such
/// objects are replaced as a whole, and have their own defaults.
fn put(object: &mut Map<String, Value>, pointer: &str, value: Value) {
    let path = pointer.trim_start_matches('/');
    match path.split_once('/') {
        None => {
            object.insert(path.to_owned(), value);
        }
        Some(_) if value.is_null() => {}
        Some((name, rest)) => {
            let inner = object.entry(name).or_insert(Value::Null);
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SETTINGS: [Setting; 6] = [
        Setting::new("/tree", Text::NameLabel, Text::NameLabel, Entry::Json),
        Setting::new("/name", Text::NameLabel, Text::NameLabel, Entry::Line),
        Setting::new("/most", Text::NameLabel, Text::NameLabel, Entry::Number),
        Setting::new("/hosts", Text::NameLabel, Text::NameLabel, Entry::List),
        Setting::new(
            "/inner/on",
            Text::NameLabel,
            Text::NameLabel,
            Entry::Flag(false),
        ),
        Setting::new(
            "/inner/word",
            Text::NameLabel,
            Text::NameLabel,
            Entry::Choice(&[("", Text::Any), ("a", Text::Active)]),
        ),
    ];

    #[test]
    fn what_is_read_is_written_back() {
        for input in [
            json!({"name": "a", "most": 7, "tree": {"b": [1]}, "hosts": ["b", "c"], "inner": {"on": true, "word": "a"}}),
            json!({"name": null, "most": null, "tree": null, "hosts": [], "inner": {"on": false}}),
        ] {
            let entered = read(SETTINGS.iter(), &input);
            let mut written = Map::new();
            assert!(write(SETTINGS.iter(), &entered, &mut written).is_empty());
            assert_eq!(Value::Object(written), input);
        }
    }

    #[test]
    fn people_are_lines() {
        let people = Setting::new("/people", Text::NameLabel, Text::NameLabel, Entry::People);
        let input = json!({"people": [{"name": "Anna", "email": "a@buyer.example", "role": "IT"}, {"name": "Bob", "email": null, "role": null}]});
        let entered = read([people].iter(), &input);
        assert_eq!(entered["/people"], "Anna, a@buyer.example, IT\nBob");
        let mut written = Map::new();
        assert!(write([people].iter(), &entered, &mut written).is_empty());
        let expected = json!({"people": [{"name": "Anna", "email": "a@buyer.example", "role": "IT"}, {"name": "Bob"}]});
        assert_eq!(Value::Object(written), expected);
    }

    #[test]
    fn what_is_no_number_and_no_json_is_named() {
        let entered = [("/most", "many"), ("/tree", "{")];
        let entered = entered.map(|(pointer, text)| (pointer.to_owned(), text.to_owned()));
        let errors = write(SETTINGS.iter(), &entered.into(), &mut Map::new());
        let found: Vec<_> = errors
            .iter()
            .map(|error| (error.pointer.as_str(), error.code.as_str()))
            .collect();
        assert_eq!(found, [("/tree", JSON), ("/most", NUMBER)]);
        assert_eq!(errors[0].message, "1:1");
    }
}
