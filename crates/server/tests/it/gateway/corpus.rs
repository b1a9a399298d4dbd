//! Real documents, byte for byte as they are, posted to a running server.

use std::{collections::HashMap, fs, path::PathBuf};

use roxmltree::{Document, Node};
use serde_json::json;
use sha2::{Digest, Sha256};
use test_support::{Client, TestApp, on_both_databases};

use super::{
    answer::parse,
    shop::{START_URL, Shop},
    validity::{Emitted, corpus},
};

/// A document of the corpus.
struct Sample {
    path: PathBuf,
    kind: String,
    well_formed: bool,
    bytes: Vec<u8>,
}

/// What is expected of a setup request.
struct Expectation {
    name: String,
    status: u16,
    error_code: Option<String>,
}

/// What a document says of its sender and its buyer.
#[derive(Default)]
struct Facts {
    sender: Option<(String, String)>,
    secret: Option<String>,
    return_url: Option<String>,
    has_address: bool,
    operation: String,
    cookie: String,
    items: usize,
}

fn samples() -> Vec<Sample> {
    let Some(folder) = corpus() else {
        return Vec::new();
    };
    let index = fs::read_to_string(folder.join("INDEX.tsv")).expect("the folder has an INDEX.tsv");
    index
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|columns| columns[0].starts_with("cxml/"))
        .map(|columns| Sample {
            path: folder.join(columns[0]),
            kind: columns[1].to_owned(),
            well_formed: columns[4] == "yes",
            bytes: fs::read(folder.join(columns[0])).expect("the index names files"),
        })
        .collect()
}

/// The table of expectations, by SHA-256.
fn expectations() -> HashMap<String, Expectation> {
    let rows = include_str!("../corpus_expectations.tsv").lines();
    let rows = rows.filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| {
        let columns: Vec<_> = line.split('\t').collect();
        let expectation = Expectation {
            name: columns[0].to_owned(),
            status: columns[2].parse().expect("a status"),
            error_code: Some(columns[3].to_owned()).filter(|code| code != "-"),
        };
        (columns[1].to_owned(), expectation)
    })
    .collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Reads a document with a parser that is not the gateway's.
fn facts(sample: &Sample) -> Facts {
    if !sample.well_formed {
        return Facts::default();
    }
    let text = String::from_utf8(sample.bytes.clone()).expect("UTF-8");
    let document: Document<'_> = parse(text.trim_start_matches('\u{feff}'));
    let root = document.root_element();
    let setup = descendant(root, "PunchOutSetupRequest").expect("a setup request");
    let credential = descendant(root, "Sender").and_then(|sender| descendant(sender, "Credential"));
    let text_of = |node: Node<'_, '_>| {
        let text: String = node
            .descendants()
            .filter(Node::is_text)
            .filter(Node::is_text)
            .filter_map(|node| node.text())
            .collect();
        text.trim().to_owned()
    };
    Facts {
        sender: credential.map(|credential| {
            let identity = descendant(credential, "Identity").map(text_of);
            let domain = credential.attribute("domain").unwrap_or_default();
            (domain.to_owned(), identity.unwrap_or_default())
        }),
        secret: credential
            .and_then(|credential| descendant(credential, "SharedSecret"))
            .map(text_of),
        return_url: descendant(setup, "BrowserFormPost").map(text_of),
        has_address: setup
            .descendants()
            .filter(|node| node.has_tag_name("Email") || node.has_tag_name("Extrinsic"))
            .any(|node| text_of(node).contains('@')),
        operation: setup.attribute("operation").unwrap_or_default().to_owned(),
        cookie: descendant(setup, "BuyerCookie")
            .map(text_of)
            .unwrap_or_default(),
        items: setup
            .children()
            .filter(|node| node.has_tag_name("ItemOut"))
            .count(),
    }
}

fn descendant<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.descendants()
        .find(|node| node.tag_name().name() == name)
}

/// A store of the document's own, so that documents of one sender are not in each other's way.
async fn shop(admin: &Client, base: &str, index: usize, facts: &Facts) -> Shop {
    Shop::open(admin, base, |plan| {
        plan.store["key"] = json!(format!("store-{index}"));
        plan.connection["name"] = json!(format!("Sample {index}"));
        if !facts.has_address {
            plan.connection["login_mode"] = json!("single_user");
        }
        if let Some(url) = facts
            .return_url
            .as_deref()
            .and_then(|url| url::Url::parse(url).ok())
            && url.scheme() == "http"
        {
            let port = url.port_or_known_default().expect("http has a port");
            let entry = format!("http://{}:{port}", url.host_str().expect("http has a host"));
            plan.connection["allowed_return_hosts"] = json!([entry]);
        }
        if let Some((domain, identity)) = &facts.sender {
            // Of who sends no secret the administrator knows one all the same.
            let secret = facts
                .secret
                .as_deref()
                .unwrap_or("known-to-the-administrator");
            plan.credential =
                json!({"domain": domain, "identity": identity, "shared_secret": secret});
        }
    })
    .await
}

#[test]
fn each_setup_request_of_the_corpus_has_one_expectation() {
    let expected = expectations();
    assert_eq!(expected.len(), 51);
    let samples = samples();
    if samples.is_empty() {
        return;
    }
    let mut found: Vec<_> = samples
        .iter()
        .filter(|sample| sample.kind == "PunchOutSetupRequest")
        .map(|sample| sha256(&sample.bytes))
        .collect();
    found.sort();
    let mut known: Vec<_> = expected.into_keys().collect();
    known.sort();
    assert_eq!(found, known);
}

on_both_databases! {
    async fn real_setup_requests_open_sessions(db: TestDatabase) {
        let samples = samples();
        if samples.is_empty() {
            return;
        }
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let mut expected = expectations();
        let mut emitted = Emitted::default();
        let mut opened = 0;
        let setups = samples.iter().filter(|sample| sample.kind == "PunchOutSetupRequest");
        for (index, sample) in setups.enumerate() {
            let expectation = expected.remove(&sha256(&sample.bytes)).expect("an expectation");
            let name = &expectation.name;
            let facts = facts(sample);
            let shop = shop(&admin, &app.url(""), index, &facts).await;
            let answer = shop.post_to(&shop.store_path, sample.bytes.clone()).await;
            emitted.add(answer.bytes.clone());
            assert_eq!(answer.http, 200, "{name}");
            assert_eq!(answer.status, expectation.status, "{name}: {}", answer.text());
            let entry = shop.logged(&answer.support_reference()).await;
            let error = entry["error"]["code"].as_str().map(str::to_owned);
            assert_eq!(error, expectation.error_code, "{name}: {entry}");
            assert_eq!(entry["protocol_status"], answer.status.to_string(), "{name}");
            if let Some(secret) = &facts.secret {
                assert!(!entry.to_string().contains(secret), "{name}: the secret is logged");
            }
            if expectation.status != 200 {
                assert_eq!(answer.start_page, None, "{name}");
                continue;
            }
            let page = shop.browse(&answer.start_path(), 200).await;
            let form = page.form.expect("the start page has a form");
            assert_eq!((form.action.as_str(), form.method.as_str()), ("", "post"), "{name}");
            let (location, token) = shop.start(&answer.start_path()).await;
            assert!(location.as_str().starts_with(START_URL), "{name}: {location}");
            let session = shop.redeem(&token, 200).await.json();
            assert_eq!(session["state"], "shopping", "{name}");
            assert_eq!(session["operation"], facts.operation, "{name}");
            assert_eq!(session["buyer_cookie"], facts.cookie, "{name}");
            assert_eq!(session["items"].as_array().map(Vec::len), Some(facts.items), "{name}");
            shop.redeem(&token, 410).await;
            opened += 1;
        }
        assert!(expected.is_empty(), "no such document: {:?}", expected.into_keys());
        assert_eq!(opened, 35);
        emitted.validate();
    }

    async fn every_other_document_is_answered_in_cxml(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let mut emitted = Emitted::default();
        for sample in samples().iter().filter(|sample| sample.kind != "PunchOutSetupRequest") {
            let name = sample.path.display();
            let answer = shop.post(sample.bytes.clone()).await;
            emitted.add(answer.bytes.clone());
            assert_eq!(answer.http, 200, "{name}");
            let hostile = name.to_string().contains("xxe");
            let expected: &[u16] = match sample.kind.as_str() {
                _ if !sample.well_formed || hostile => &[406],
                // Whose sender is not known here. Some samples have the name of a request and are none.
                "ProfileRequest" | "OrderRequest" | "StatusUpdateRequest" | "ConfirmationRequest"
                | "ShipNoticeRequest" | "InvoiceDetailRequest"
                    if sample.bytes.windows(8).any(|part| part == b"<Request") =>
                {
                    &[401]
                }
                // An index or a part of a document can stand without the envelope.
                "Index" | "fragment" => &[400, 450],
                _ => &[450],
            };
            assert!(
                expected.contains(&answer.status),
                "{name} ({}): {}",
                sample.kind,
                answer.text()
            );
            let entry = shop.logged(&answer.support_reference()).await;
            assert!(entry["error"]["code"].is_string(), "{name}: {entry}");
        }
        emitted.validate();
    }
}
