//! The OpenAPI document says what is true.

use std::{collections::HashMap, fs, path::Path};

use api_types::problem::ProblemCode;
use server::openapi;
use test_support::contract;

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

/// Whether examples are read as what they are examples of.
macro_rules! read {
    ($example:expr, [$($module:ident::$name:ident,)+]) => {$(
        let read = serde_json::from_value::<api_types::$module::$name>($example(stringify!($name)));
        assert!(read.is_ok(), "{}: {:?}", stringify!($name), read.err());
    )+};
}

/// What the document shows is what programs read and send.
#[test]
fn examples_are_what_they_are_examples_of() {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let schemas = &document["components"]["schemas"];
    read!(
        |name: &str| schemas[name]["example"].clone(),
        [
            store::Store,
            store::NewStore,
            connection::Connection,
            connection::NewConnection,
            punch_out_session::RedeemRequest,
            punch_out_session::TransferRequest,
            problem::Problem,
        ]
    );
    let examples = include_str!("../../src/openapi/examples.json");
    let examples: serde_json::Value = serde_json::from_str(examples).unwrap();
    read!(
        |name: &str| examples[name].clone(),
        [
            auth::AccessToken,
            api_key::ApiKey,
            audit::AuditEntry,
            business_unit::BusinessUnit,
            buyer::Buyer,
            buyer_map::BuyerMap,
            lifecycle::ClonedConnection,
            company::Company,
            connection::ConnectionActivity,
            connection::ConnectionEntry,
            connection_set::ConnectionSet,
            connection_test::ConnectionTest,
            lifecycle::ConnectionVersion,
            api_key::CreatedApiKey,
            signing_key::CreatedSigningKey,
            user::CreatedUser,
            credential::Credential,
            dashboard::Dashboard,
            directory_set::DirectoryReport,
            entry_point::EntryPoint,
            punch_out_session::HandOff,
            lifecycle::IssuedCredential,
            mapping::MappingProfile,
            auth::Me,
            preview::Preview,
            connection::ProfileFacts,
            lifecycle::Promotion,
            punch_out_session::PunchOutSession,
            punch_out_session::PunchOutSessionEntry,
            user::ResetPassword,
            role::Role,
            connection_set::SetReport,
            settings::Settings,
            signing_key::SigningKeys,
            import::SprykerReport,
            system::System,
            value_table::TableReport,
            punch_out_session::Timeline,
            transaction::Transaction,
            transaction::TransactionSummary,
            value_table::Unmapped,
            user::User,
            webhook::WebhookDelivery,
            webhook::WebhookDeliveryDetail,
        ]
    );
}

/// Shops are written after what the document shows.
#[test]
fn each_answer_that_succeeds_is_shown_and_shown_rightly() {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let mut shown = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let content = &response["content"]["application/json"];
                if !status.starts_with('2') || content.is_null() {
                    continue;
                }
                let example = &content["example"];
                assert!(
                    !example.is_null(),
                    "{method} {path} {status} has no example"
                );
                let faults = contract::faults(&content["schema"], example);
                assert_eq!(faults, Vec::<String>::new(), "{method} {path} {status}");
                shown += 1;
            }
        }
    }
    assert!(shown > 80, "{shown}");
}

#[test]
fn problems_name_their_codes() {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let codes = &document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"];
    let all: Vec<_> = ProblemCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(*codes, serde_json::json!(all));
}
