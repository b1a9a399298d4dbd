//! `/api/v1/settings` and `/api/v1/system`.

use api_types::api_key::Scope;
use reqwest::{Method, header::IF_MATCH};
use serde_json::json;
use test_support::{TestApp, on_both_databases};

use crate::fixtures;

const SETTINGS: &str = "/api/v1/settings";

on_both_databases! {
    async fn a_new_store_begins_with_the_installations_settings(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let before = fixtures::store(&admin, "before").await;
        assert_eq!(before["access_token_ttl_seconds"], 300);
        let change = json!({"access_token_ttl_seconds": 60, "access_token_bytes": 64, "idle_ttl_seconds": 900});
        let changed = admin.patch(SETTINGS, &change, 200).await.json();
        assert_eq!(changed["access_token_bytes"], 64);
        assert_eq!(changed["session_ttl_seconds"], 28_800);

        let store = fixtures::store(&admin, "after").await;
        assert_eq!(store["access_token_ttl_seconds"], 60);
        assert_eq!(store["access_token_bytes"], 64);
        assert_eq!(store["idle_ttl_seconds"], 900);
        let path = format!("/api/v1/stores/{}", store["id"].as_str().unwrap());
        let own = admin.patch(&path, &json!({"access_token_ttl_seconds": 30}), 200).await.json();
        assert_eq!(own["access_token_ttl_seconds"], 30);
        let reset = admin.patch(&path, &json!({"access_token_ttl_seconds": null}), 200).await.json();
        assert_eq!(reset["access_token_ttl_seconds"], 60);
        let path = format!("/api/v1/stores/{}", before["id"].as_str().unwrap());
        assert_eq!(admin.get(&path, 200).await.json()["access_token_ttl_seconds"], 300);
    }

    async fn settings_are_checked_versioned_and_noted(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let first = admin.get(SETTINGS, 200).await;
        assert!(first.json()["updated_at"].is_null());
        let wrong = json!({"access_token_bytes": 1, "body_retention_days": 0, "audit_log_retention_days": 1});
        let faults = admin.patch(SETTINGS, &wrong, 422).await.faults();
        assert_eq!(faults, [
            "/access_token_bytes out_of_range",
            "/audit_log_retention_days out_of_range",
            "/body_retention_days out_of_range",
        ]);
        let longer = json!({"transaction_retention_days": 10, "body_retention_days": 11});
        assert_eq!(admin.patch(SETTINGS, &longer, 422).await.faults(), ["/body_retention_days out_of_range"]);
        let for_ever = json!({"transaction_retention_days": null, "body_retention_days": null});
        let changed = admin.patch(SETTINGS, &for_ever, 200).await;
        assert!(changed.json()["transaction_retention_days"].is_null());
        let stale = admin.request(Method::PATCH, SETTINGS).header(IF_MATCH, first.header("etag")).json(&json!({}));
        assert_eq!(admin.send(stale, 412).await.code(), "precondition_failed");
        let log = admin.get("/api/v1/audit-log?resource=settings", 200).await.json();
        assert_eq!(log["items"].as_array().unwrap().len(), 1);
        assert_eq!(log["items"][0]["before"]["transaction_retention_days"], 400);
        let writer = app.key(&[Scope::Write], None).await;
        writer.get(SETTINGS, 200).await;
        writer.patch(SETTINGS, &json!({}), 403).await;
    }

    async fn the_system_says_how_it_does(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let reader = app.key(&[Scope::Read], None).await;
        app.state.clock.advance(90);
        let system = reader.get("/api/v1/system", 200).await.json();
        let kind = system["database"]["kind"].as_str().unwrap();
        assert!(["sqlite", "postgresql"].contains(&kind), "{system}");
        assert_eq!(system["version"], env!("CARGO_PKG_VERSION"));
        assert!(system["node"]["uptime_seconds"].as_u64().unwrap() >= 90);
        assert_eq!(system["database"]["pending_migrations"], 0);
        assert!(system["database"]["size_bytes"].as_u64().unwrap() > 0);
        assert_eq!(system["writer"]["waiting"], 0);
        assert_eq!(system["log"]["entries"], 0);
        assert!(system["log"]["oldest_at"].is_null());
        assert_eq!(system["settings"]["current"], true);
    }
}
