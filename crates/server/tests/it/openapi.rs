//! The OpenAPI document says what is true.

use std::{collections::HashMap, fs, path::Path};

use api_types::{
    connection::{Connection, NewConnection},
    problem::{Problem, ProblemCode},
    punch_out_session::{RedeemRequest, TransferRequest},
    store::{NewStore, Store},
};
use server::openapi;

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("sources are there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(fs::read_to_string(&path).expect("a text"));
        }
    }
}

/// Schemas are kept by the names of their types: of two with one name, one would be described as the other.
#[test]
fn no_two_schemas_have_one_name() {
    let mut texts = Vec::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../api-types/src");
    sources(Path::new(folder), &mut texts);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for text in &texts {
        let mut described = false;
        for line in text.lines() {
            if line.contains("derive(utoipa::ToSchema)") {
                described = true;
            }
            let name = line
                .strip_prefix("pub struct ")
                .or(line.strip_prefix("pub enum "));
            if let Some(name) = name {
                let end = name
                    .find(|c: char| !c.is_alphanumeric())
                    .unwrap_or(name.len());
                if std::mem::take(&mut described) {
                    *seen.entry(name[..end].to_owned()).or_default() += 1;
                }
            }
        }
    }
    assert!(seen.len() > 100, "only {} schemas were found", seen.len());
    let twice: Vec<_> = seen.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// What the document shows is what programs read and send.
#[test]
fn examples_are_what_they_are_examples_of() {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let example = |name: &str| document["components"]["schemas"][name]["example"].clone();
    let read = |name: &str, done: Option<String>| assert_eq!(done, None, "{name}");
    fn fault<T: serde::de::DeserializeOwned>(example: serde_json::Value) -> Option<String> {
        serde_json::from_value::<T>(example)
            .err()
            .map(|error| error.to_string())
    }
    read("Store", fault::<Store>(example("Store")));
    read("NewStore", fault::<NewStore>(example("NewStore")));
    read("Connection", fault::<Connection>(example("Connection")));
    read(
        "NewConnection",
        fault::<NewConnection>(example("NewConnection")),
    );
    read(
        "RedeemRequest",
        fault::<RedeemRequest>(example("RedeemRequest")),
    );
    read(
        "TransferRequest",
        fault::<TransferRequest>(example("TransferRequest")),
    );
    read("Problem", fault::<Problem>(example("Problem")));
}

#[test]
fn problems_name_their_codes() {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let codes = &document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"];
    let all: Vec<_> = ProblemCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(*codes, serde_json::json!(all));
}
