//! `/api/v1/settings` and `/api/v1/system`.

use api_types::api_key::Scope;
use reqwest::{Method, header::IF_MATCH};
use serde_json::json;
use test_support::{TestApp, on_both_databases};

use crate::fixtures;

const SETTINGS: &str = "/api/v1/settings";

on_both_databases! {
    async fn stores_follow_the_installation_where_they_say_nothing(db: TestDatabase) {
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
        let followed = admin.get(&path, 200).await.json();
        assert_eq!(followed["access_token_ttl_seconds"], 60);
        assert_eq!(followed["inherited"].as_array().unwrap().len(), 5, "{followed}");

        // What a store has of its own stays, whatever becomes of the settings.
        let own = admin.patch(&path, &json!({"access_token_ttl_seconds": 60}), 200).await.json();
        assert_eq!(own["inherited"].as_array().unwrap().len(), 4, "{own}");
        admin.patch(SETTINGS, &json!({"access_token_ttl_seconds": 90}), 200).await;
        assert_eq!(admin.get(&path, 200).await.json()["access_token_ttl_seconds"], 60);
        let input = json!({"key": "own", "name": "Own", "punch_out_start_url": "https://shop.example",
            "session_ttl_seconds": 600, "idle_ttl_seconds": null});
        let made = admin.post("/api/v1/stores", &input, 201).await.json();
        let inherited: Vec<_> = made["inherited"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        assert_eq!(inherited, ["access_token_ttl_seconds", "access_token_bytes", "idle_ttl_seconds", "handoff_ttl_seconds"]);
        assert_eq!((&made["access_token_ttl_seconds"], &made["idle_ttl_seconds"]), (&json!(90), &json!(900)));
    }

    async fn what_is_weak_is_said(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let store = fixtures::store(&admin, "tools").await;
        assert_eq!((&store["warnings"], &admin.get(SETTINGS, 200).await.json()["warnings"]), (&json!([]), &json!([])));
        let weak = json!({"access_token_ttl_seconds": 5, "access_token_bytes": 16, "session_ttl_seconds": 604_800,
            "idle_ttl_seconds": 604_800, "handoff_ttl_seconds": 2_592_000});
        let pointers = |body: serde_json::Value| {
            let warnings = body["warnings"].as_array().unwrap().clone();
            warnings.iter().map(|it| it["pointer"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let told = pointers(admin.patch(SETTINGS, &weak, 200).await.json());
        assert_eq!(told, ["/access_token_bytes", "/access_token_ttl_seconds", "/session_ttl_seconds", "/idle_ttl_seconds", "/handoff_ttl_seconds"]);
        let path = format!("/api/v1/stores/{}", store["id"].as_str().unwrap());
        assert_eq!(pointers(admin.get(&path, 200).await.json()), told);
        let own = admin.patch(&path, &json!({"access_token_bytes": 64}), 200).await.json();
        assert_eq!(pointers(own), &told[1..]);
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
