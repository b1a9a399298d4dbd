//! `/api/v1/connections`, their credentials and entry points.

use serde_json::{Value, json};
use test_support::{Client, TestApp, on_both_databases};

use crate::fixtures;

const NOWHERE: &str = "01999f3a-7c00-7000-8000-000000000000";

async fn entry_points(client: &Client, connection: &str) -> Vec<Value> {
    let page = client
        .get(&format!("{connection}/entry-points"), 200)
        .await
        .json();
    page["items"].as_array().unwrap().clone()
}

on_both_databases! {
    async fn a_connection_starts_inactive_and_strict_by_default(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let created = fixtures::connection(&admin, "Meyer").await;
        let path = created.header("location");
        let connection = created.json();
        assert_eq!(connection["active"], false);
        assert_eq!(connection["type"], "setup_request");
        assert_eq!(connection["format"], "cxml");
        assert_eq!(connection["mode"], "test");
        assert_eq!(connection["cart_encoding"], "base64");
        assert_eq!(admin.get(&path, 200).await.json(), connection);

        let active = admin.act(&format!("{path}/activate"), 200).await;
        assert_eq!(active.json()["active"], true);
        assert_ne!(active.header("etag"), created.header("etag"));
        let found = admin.get("/api/v1/connections?active=true&q=MEY", 200).await.json();
        assert_eq!(found["items"][0]["id"], connection["id"]);
        let changed = admin.patch(&path, &json!({"notes": "a note"}), 200).await.json();
        assert_eq!(changed["active"], true);
        let inactive = admin.act(&format!("{path}/deactivate"), 200).await.json();
        assert_eq!(inactive["active"], false);
        admin.delete(&path, 204).await;
        admin.act(&format!("{path}/activate"), 409).await;
    }

    async fn what_does_not_fit_together_is_named(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let unit = fixtures::business_unit(&admin, "Meyer").await;
        let other = fixtures::business_unit(&admin, "Schulz").await;
        let buyer = json!({"business_unit_id": other["id"], "email": "anna@buyer.example"});
        let buyer = admin.post("/api/v1/buyers", &buyer, 201).await.json();
        let input = json!({
            "name": "Meyer",
            "business_unit_id": unit["id"],
            "login_mode": "single_user",
            "buyer_id": buyer["id"],
            "store_ids": [NOWHERE],
            "default_business_unit_id": NOWHERE,
            "allowed_return_hosts": ["erp.example", "*.erp.example", "http://erp.example:80", "https://erp.example"],
            "default_return_url": "ftp://erp.example",
            "allow_iframe": ["https://portal.example/"],
            "default_classification": {"domain": "", "code": "x"},
        });
        let reply = admin.post("/api/v1/connections", &input, 422).await;
        let mut faults = reply.faults();
        faults.sort();
        assert_eq!(
            faults,
            [
                "/allow_iframe/0 invalid",
                "/allowed_return_hosts/3 invalid",
                "/buyer_id mismatch",
                "/default_business_unit_id not_found",
                "/default_classification/domain too_short",
                "/default_return_url invalid",
                "/store_ids/0 not_found",
            ]
        );
        let input = json!({"name": "x", "business_unit_id": unit["id"], "login_mode": "single_user"});
        let reply = admin.post("/api/v1/connections", &input, 422).await;
        assert_eq!(reply.faults(), ["/buyer_id required"]);
        let input = json!({"name": "x", "business_unit_id": unit["id"], "format": "edifact"});
        let reply = admin.post("/api/v1/connections", &input, 422).await;
        assert_eq!(reply.faults(), ["/format invalid"]);
    }

    async fn a_secret_goes_in_and_never_out(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let connection = fixtures::connection(&admin, "Meyer").await.header("location");
        let created = fixtures::credential(&admin, &connection, "AN01").await;
        let path = created.header("location");
        assert_eq!(created.json()["has_secret"], true);
        // Absent: stays. Null: removed.
        let renamed = admin.patch(&path, &json!({"identity": "AN02"}), 200).await;
        assert_eq!(renamed.json()["has_secret"], true);
        let removed = admin.patch(&path, &json!({"shared_secret": null}), 200).await;
        assert_eq!(removed.json()["has_secret"], false);
        let set = admin.patch(&path, &json!({"shared_secret": "hush again"}), 200).await;
        assert_eq!(set.json()["has_secret"], true);
        admin.patch(&path, &json!({"shared_secret": ""}), 422).await;
        let log = admin.get("/api/v1/audit-log?resource=credential", 200).await;
        let list = admin.get(&format!("{connection}/credentials"), 200).await;
        for reply in [created, renamed, removed, set, log, list] {
            assert!(!reply.text().contains("hush"), "{}", reply.text());
        }
        admin.delete(&path, 204).await;
        admin.get(&path, 404).await;
    }

    async fn a_period_of_validity_has_an_order(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let connection = fixtures::connection(&admin, "Meyer").await.header("location");
        let path = format!("{connection}/credentials");
        let input = |from: &str, to: &str| {
            json!({"domain": "DUNS", "identity": "1", "valid_from": from, "valid_to": to})
        };
        let reply = admin.post(&path, &input("yesterday", "2026-01-01"), 422).await;
        assert_eq!(reply.faults(), ["/valid_from invalid", "/valid_to invalid"]);
        let backwards = input("2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z");
        assert_eq!(admin.post(&path, &backwards, 422).await.faults(), ["/valid_to invalid"]);
        let good = input("2026-01-01T01:00:00+01:00", "2026-02-01T00:00:00Z");
        let created = admin.post(&path, &good, 201).await;
        assert_eq!(created.text_at("/valid_from"), "2026-01-01T00:00:00.000Z");
    }

    async fn no_caller_can_mean_two_active_connections(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let first = fixtures::connection(&admin, "First").await.header("location");
        let second = fixtures::connection(&admin, "Second").await.header("location");
        fixtures::credential(&admin, &first, "AN01").await;
        let other = fixtures::credential(&admin, &second, "an01").await.header("location");
        admin.act(&format!("{first}/activate"), 200).await;
        let reply = admin.act(&format!("{second}/activate"), 409).await;
        assert_eq!(reply.code(), "credential_conflict");
        assert!(reply.text().contains("First"));

        // Neither by a change of the credential.
        admin.patch(&other, &json!({"identity": "AN02"}), 200).await;
        admin.act(&format!("{second}/activate"), 200).await;
        let reply = admin.patch(&other, &json!({"identity": "AN01"}), 409).await;
        assert_eq!(reply.code(), "credential_conflict");
        let again = json!({"domain": "networkid", "identity": "AN01"});
        admin.post(&format!("{second}/credentials"), &again, 409).await;
        // From tells them apart: only where both name it.
        admin.delete(&first, 204).await;
        admin.patch(&other, &json!({"identity": "AN01"}), 200).await;
    }

    async fn a_store_of_their_own_keeps_connections_apart(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let (tools, parts) = (
            fixtures::store(&admin, "tools").await,
            fixtures::store(&admin, "parts").await,
        );
        let mut paths = Vec::new();
        for (name, store) in [("First", &tools), ("Second", &parts)] {
            let path = fixtures::connection(&admin, name).await.header("location");
            admin.patch(&path, &json!({"store_ids": [store["id"]]}), 200).await;
            fixtures::credential(&admin, &path, "AN01").await;
            admin.act(&format!("{path}/activate"), 200).await;
            paths.push(path);
        }
        let reply = admin.patch(&paths[1], &json!({"store_ids": []}), 409).await;
        assert_eq!(reply.code(), "credential_conflict");
    }

    async fn each_pair_of_connection_and_store_has_an_entry_point(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let tools = fixtures::store(&admin, "tools").await;
        let connection = fixtures::connection(&admin, "Meyer").await.header("location");
        // A store that comes later.
        fixtures::store(&admin, "parts").await;
        let found = entry_points(&admin, &connection).await;
        assert_eq!(found.len(), 2);
        assert_eq!(found[0]["store"]["key"], "tools");
        assert_eq!(found[0]["active"], false);
        admin.act(&format!("{connection}/activate"), 200).await;
        let found = entry_points(&admin, &connection).await;
        assert!(found.iter().all(|entry| entry["active"] == true));
        let url = found[0]["url"].as_str().unwrap();
        assert!(url.starts_with(&app.url("/punchout/tools/")), "{url}");

        let path = format!("/api/v1/entry-points/{}", found[0]["id"].as_str().unwrap());
        let renewed = admin.act(&format!("{path}/renew"), 200).await.json();
        assert_eq!(renewed["id"], found[0]["id"]);
        assert_ne!(renewed["url"], found[0]["url"]);
        assert_eq!(admin.get(&path, 200).await.json(), renewed);

        admin.patch(&connection, &json!({"store_ids": [tools["id"]]}), 200).await;
        assert_eq!(entry_points(&admin, &connection).await.len(), 1);
        let query = format!("/api/v1/entry-points?store_id={}", tools["id"].as_str().unwrap());
        assert_eq!(admin.get(&query, 200).await.json()["items"], json!([renewed]));
    }
}
