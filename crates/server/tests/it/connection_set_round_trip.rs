//! Everything that a connection can have goes out into a file, and comes back in another installation.

use std::collections::BTreeSet;

use api_types::{
    connection::{Format, NewConnection},
    credential::NewCredential,
    mapping::NewMappingProfile,
    oci::OciSettings,
};
use reqwest::Method;
use serde_json::{Map, Value, json};
use test_support::{Client, TestApp, TestDatabase, on_both_databases};

use crate::gateway::mappings::{cart_mapping, request_mapping};

const EXPORT: &str = "/api/v1/connections/export";
const IMPORT: &str = "/api/v1/connections/import";

/// What a set names instead, or has in another form.
const NAMED: [&str; 6] = [
    "business_unit_id",
    "default_business_unit_id",
    "store_ids",
    "buyer_id",
    "role_id",
    "mapping_profile_id",
];

/// What every installation must have of its own.
struct Around {
    unit: Value,
    other_unit: Value,
    store: Value,
    buyer: Value,
}

async fn made(client: &Client, path: &str, body: Value) -> Value {
    let path = format!("/api/v1/{path}");
    client.post(&path, &body, 201).await.json()
}

async fn furnish(client: &Client) -> Around {
    let company = made(client, "companies", json!({"name": "Meyer"})).await;
    let unit = json!({"company_id": company["id"], "name": "Ulm", "external_reference": "BU-7"});
    let unit = made(client, "business-units", unit).await;
    let other_unit = json!({"company_id": company["id"], "name": "Köln"});
    let store =
        json!({"key": "tools", "name": "Tools", "punch_out_start_url": "https://shop.example"});
    let buyer = json!({"business_unit_id": unit["id"], "email": "jane@buyer.example"});
    Around {
        buyer: made(client, "buyers", buyer).await,
        other_unit: made(client, "business-units", other_unit).await,
        store: made(client, "stores", store).await,
        unit,
    }
}

async fn put(client: &Client, path: &str, body: Value) {
    let request = client.request(Method::PUT, path).json(&body);
    client.send(request, 200).await;
}

async fn fill_tables(client: &Client, owner: &str, marker: &str) {
    let units = json!({"rows": [{"from": format!("Stück {marker}"), "to": "EA"}, {"from": "Karton", "to": "CT"}]});
    put(client, &format!("{owner}/tables/units"), units).await;
    let row = json!({"from_domain": "own", "from": format!("{marker}*"), "to_domain": "UNSPSC", "to": "27111602"});
    let rows = json!({"rows": [row]});
    put(client, &format!("{owner}/tables/classifications"), rows).await;
}

/// Connections of all formats that have, together, everything that a connection can have.
async fn fill(client: &Client) {
    let around = furnish(client).await;
    let role = json!({"name": "browse", "permissions": ["view_open_orders"]});
    let role = made(client, "roles", role).await;
    let parent = json!({"name": "Short", "format": "cxml", "request_mapping": request_mapping()});
    let parent = made(client, "mapping-profiles", parent).await;
    // Of the same name: names tell profiles apart no more than connections.
    let profile = json!({"name": "Short", "format": "cxml", "based_on": parent["id"], "cart_mapping": cart_mapping()});
    let profile = made(client, "mapping-profiles", profile).await;
    for (id, marker) in [(&parent["id"], "a"), (&profile["id"], "b")] {
        let path = format!("/api/v1/mapping-profiles/{}", id.as_str().unwrap());
        fill_tables(client, &path, marker).await;
    }
    let common = json!({"business_unit_id": around.unit["id"], "store_ids": [around.store["id"]]});
    let with = |more: Value| {
        let mut input = common.as_object().unwrap().clone();
        input.extend(more.as_object().unwrap().clone());
        Value::Object(input)
    };
    let cxml = with(json!({
        "name": "Meyer AG", "mode": "production", "default_business_unit_id": around.other_unit["id"], "role_id": role["id"],
        "known_buyers_only": true, "update_buyers": true, "identity_sources": ["extrinsic:UserEmail", "contact_email:enduser"],
        "cart_encoding": "base64", "cart_charset": "iso-8859-1", "cart_field_name": "cart", "document_version": "1.2.036", "totals_mode": "line",
        "tax_mode": "header", "shipping_mode": "disabled", "discount_mode": "line", "bundle_mode": "single",
        "max_description_length": 40, "unspsc_domain": "UNSPSC_V13.5", "eclass_domain": "ECLASS-9.1", "max_lines": 9,
        "max_quantity": "5", "min_order_value": "1.5", "max_order_value": "999.5", "max_sessions_per_hour": 50,
        "signatures": "required", "profile": "jaggaer", "response_version": "1.2.014", "return_target": "_top", "http_error_status": true,
        "allowed_return_hosts": ["erp.example", "*.buyer.example"], "default_return_url": "https://erp.example/in",
        "allow_iframe": ["https://portal.example"], "default_supplier_id": "4711",
        "default_classification": {"domain": "UNSPSC", "code": "27111602"},
        "contacts": [{"name": "Ada", "email": "ada@buyer.example", "role": "IT"}], "mapping_profile_id": profile["id"],
        "request_mapping": request_mapping(), "cart_mapping": cart_mapping(), "notes": "Call Ada",
    }));
    // Of the same name again.
    let second = with(
        json!({"name": "Meyer AG", "cart_encoding": "url_encoded", "mapping_profile_id": parent["id"]}),
    );
    let single = json!({"login_mode": "single_user", "buyer_id": around.buyer["id"]});
    let mut punchout2go = with(json!({"name": "Mill", "format": "punchout2go"}));
    punchout2go
        .as_object_mut()
        .unwrap()
        .extend(single.as_object().unwrap().clone());
    let names = json!({"username": "U", "password": "P", "hook_url": "H", "cancel_url": "C", "language": "L", "target": "T"});
    let oci = with(
        json!({"name": "Ärzte", "format": "oci", "oci": {"version": "5.0", "allow_get": false, "parameter_names": names,
        "charset": "iso-8859-1", "decimal_separator": "comma", "decimals": 2, "zero_padded": true, "price_unit": "divide",
        "long_text": "indexed", "overlong": "refuse", "quantity_check": true, "download_json": true}}),
    );
    let party = |name: &str| json!({"domain": "DUNS", "identity": name});
    let times = json!({"valid_from": "2026-01-01T00:00:00Z", "valid_to": "2036-01-01T00:00:00Z"});
    let credentials = [
        json!({"domain": "NetworkID", "identity": "AN1", "shared_secret": "hush 1", "from": party("1*"), "to": party("2"),
            "marketplace": party("3"), "basic_username": "gate", "basic_password": "hush 2",
            "client_certificate_subject": "CN=erp", "valid_from": times["valid_from"], "valid_to": times["valid_to"]}),
        json!({"domain": "NetworkID", "identity": "AN2", "shared_secret": "hush 3"}),
        json!({"username": "mill", "password": "hush 4", "buyer_id": around.buyer["id"]}),
        json!({"username": "shop", "password": "hush 5", "buyer_id": around.buyer["id"]}),
    ];
    for (index, (connection, credential)) in [cxml, second, punchout2go, oci]
        .into_iter()
        .zip(credentials)
        .enumerate()
    {
        let connection = made(client, "connections", connection).await;
        let path = format!("/api/v1/connections/{}", connection["id"].as_str().unwrap());
        client
            .post(&format!("{path}/credentials"), &credential, 201)
            .await;
        fill_tables(client, &path, &format!("c{index}")).await;
        let map = json!({"items": [{"external_id": "JDoe", "buyer_id": around.buyer["id"]}]});
        put(client, &format!("{path}/buyer-map"), map).await;
    }
}

/// The members that differ from what they are where nobody says anything.
fn told(values: &[&Map<String, Value>], default: &Value) -> BTreeSet<String> {
    let differs = |(name, value): &(&String, &Value)| default.get(name.as_str()) != Some(value);
    let members = values.iter().flat_map(|members| members.iter());
    members
        .filter(differs)
        .map(|(name, _)| name.clone())
        .collect()
}

fn names(default: &impl serde::Serialize) -> BTreeSet<String> {
    let value = serde_json::to_value(default).unwrap();
    value.as_object().unwrap().keys().cloned().collect()
}

/// A set holds something other than the default for all that there is to be set: a field that is new has to be here as well.
fn check_that_all_is_there(set: &Value) {
    let connections: Vec<_> = set["connections"].as_array().unwrap().iter().collect();
    let settings: Vec<_> = connections
        .iter()
        .map(|it| it["settings"].as_object().unwrap())
        .collect();
    let whole = NewConnection {
        oci: Some(OciSettings::default()),
        format: Format::Cxml,
        ..NewConnection::default()
    };
    let mut wanted = names(&whole);
    wanted.retain(|name| !NAMED.contains(&name.as_str()) && name != "type");
    let default = serde_json::to_value(&whole).unwrap();
    assert_eq!(told(&settings, &default), wanted);
    let oci: Vec<_> = settings
        .iter()
        .filter_map(|it| it.get("oci")?.as_object())
        .collect();
    let default = OciSettings::default();
    assert_eq!(
        told(&oci, &serde_json::to_value(&default).unwrap()),
        names(&default)
    );

    let credentials: Vec<_> = connections
        .iter()
        .map(|it| it["credentials"][0].as_object().unwrap())
        .collect();
    let whole = json!({"domain": "", "identity": "", "username": "", "buyer_id": null});
    let mut wanted = names(&NewCredential::default());
    wanted.extend(names(&whole));
    wanted.remove("buyer_id");
    wanted.insert("buyer".to_owned());
    // Secrets do not go out.
    for secret in ["password", "shared_secret", "basic_password"] {
        wanted.remove(secret);
    }
    assert_eq!(
        told(
            &credentials,
            &serde_json::to_value(NewCredential::default()).unwrap()
        ),
        wanted
    );

    let profiles: Vec<_> = set["mapping_profiles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_object().unwrap())
        .collect();
    let default = serde_json::to_value(NewMappingProfile::default()).unwrap();
    let told = told(&profiles, &default);
    let wanted = names(&NewMappingProfile::default());
    assert_eq!(
        wanted.difference(&told).cloned().collect::<Vec<_>>(),
        ["format"]
    );

    for member in ["role", "mapping_profile", "default_business_unit", "buyer"] {
        assert!(
            connections.iter().any(|it| !it[member].is_null()),
            "{member}"
        );
    }
    for it in connections
        .iter()
        .copied()
        .chain(set["mapping_profiles"].as_array().unwrap())
    {
        assert_eq!(it["tables"]["units"].as_array().unwrap().len(), 2);
        assert_eq!(it["tables"]["classifications"].as_array().unwrap().len(), 1);
    }
    assert!(
        connections
            .iter()
            .all(|it| it["buyer_map"].as_array().unwrap().len() == 1)
    );
}

fn outcomes(report: &Value) -> BTreeSet<&str> {
    ["roles", "mapping_profiles", "connections"]
        .into_iter()
        .flat_map(|kind| report[kind].as_array().unwrap())
        .map(|record| record["outcome"].as_str().unwrap())
        .collect()
}

on_both_databases! {
    async fn another_installation_has_all_of_it(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let client = app.admin().await;
        fill(&client).await;
        let reply = client.get(EXPORT, 200).await;
        assert!(!reply.text().contains("hush"), "{}", reply.text());
        let set = reply.json();
        check_that_all_is_there(&set);
        assert_eq!(outcomes(&client.post(IMPORT, &set, 200).await.json()), BTreeSet::from(["unchanged"]));

        let other = TestApp::start(TestDatabase::sqlite().await).await;
        let other_client = other.admin().await;
        furnish(&other_client).await;
        let tried = other_client.post(&format!("{IMPORT}?dry_run=true"), &set, 200).await.json();
        assert_eq!((outcomes(&tried), &tried["applied"]), (BTreeSet::from(["created"]), &json!(false)), "{tried}");
        let nothing = json!({"form": 1, "roles": [], "mapping_profiles": [], "connections": []});
        assert_eq!(other_client.get(EXPORT, 200).await.json(), nothing);
        let done = other_client.post(IMPORT, &set, 200).await.json();
        assert_eq!((outcomes(&done), &done["applied"]), (BTreeSet::from(["created"]), &json!(true)), "{done}");
        assert_eq!(other_client.get(EXPORT, 200).await.json(), set);

        // Again, it finds what it made, also what is called alike.
        let again = other_client.post(IMPORT, &set, 200).await.json();
        assert_eq!(outcomes(&again), BTreeSet::from(["unchanged"]), "{again}");
        let mut changed = set.clone();
        changed["roles"][0]["permissions"] = json!([]);
        changed["mapping_profiles"][0]["tables"]["units"] = json!([]);
        for connection in changed["connections"].as_array_mut().unwrap() {
            connection["credentials"][0]["valid_to"] = json!("2035-01-01T00:00:00.000Z");
        }
        let done = other_client.post(IMPORT, &changed, 200).await.json();
        assert_eq!(done["connections"].as_array().unwrap().iter().filter(|it| it["outcome"] == "updated").count(), 4, "{done}");
        assert_eq!(done["roles"][0]["outcome"], "updated");
        assert_eq!(done["mapping_profiles"][0]["outcome"], "updated");
        assert_eq!(other_client.get(EXPORT, 200).await.json(), changed);
    }

    async fn what_does_not_fit_is_told_row_by_row(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let client = app.admin().await;
        fill(&client).await;
        let set = client.get(EXPORT, 200).await.json();
        let refused = async |change: &dyn Fn(&mut Value)| {
            let mut set = set.clone();
            change(&mut set);
            let report = client.post(IMPORT, &set, 200).await.json();
            assert_eq!(report["applied"], false, "{report}");
            let all = ["roles", "mapping_profiles", "connections"].into_iter().flat_map(|kind| report[kind].as_array().unwrap().clone());
            let errors = all.flat_map(|record| record["errors"].as_array().unwrap().clone());
            errors.map(|error| format!("{} {}", error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap())).collect::<Vec<_>>()
        };
        assert_eq!(refused(&|set| set["roles"][0]["name"] = json!("punch-out-buyer")).await, ["/name taken"]);
        let faults = refused(&|set| set["connections"][1]["key"] = set["connections"][0]["key"].clone()).await;
        assert_eq!(faults, ["/key duplicate"]);
        let faults = refused(&|set| set["connections"][0]["tables"]["units"][0]["to"] = json!("??")).await;
        assert_eq!(faults, ["/tables/units/rows/0 invalid"]);
        let faults = refused(&|set| set["connections"][3]["credentials"][0]["buyer"] = json!("nobody@buyer.example")).await;
        assert_eq!(faults, ["/credentials/0/buyer not_found"]);
        let broken = json!({"cart_item": {"multi_lines": true, "fields": {"name": {"path": "//["}}}});
        let faults = refused(&|set| {
            for profile in set["mapping_profiles"].as_array_mut().unwrap() {
                profile["cart_mapping"] = broken.clone();
            }
        }).await;
        assert!(!faults.is_empty() && faults.iter().any(|fault| fault.contains("invalid_mapping")), "{faults:?}");

        // A file from before there were keys, roles, profiles and tables in it: what it does not say stays.
        let mut old = set.clone();
        old.as_object_mut().unwrap().retain(|name, _| name == "form" || name == "connections");
        let connections = old["connections"].as_array_mut().unwrap();
        connections.retain(|connection| connection["settings"]["name"] != "Meyer AG");
        for connection in connections {
            connection.as_object_mut().unwrap().retain(|name, _| !matches!(name.as_str(), "key" | "tables" | "mapping_profile_key"));
        }
        let report = client.post(IMPORT, &old, 200).await.json();
        assert_eq!((outcomes(&report), &report["applied"]), (BTreeSet::from(["unchanged"]), &json!(true)), "{report}");
        assert_eq!(client.get(EXPORT, 200).await.json(), set);
    }
}
