//! `/api/v1/stores`.

use api_types::api_key::Scope;
use reqwest::{Method, header::IF_MATCH};
use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use crate::fixtures;

on_both_databases! {
    async fn a_store_lives_and_is_archived(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let input = json!({
            "key": "tools",
            "name": "Tools",
            "punch_out_start_url": "https://shop.example/start?a=b",
            "default_currency": "EUR",
        });
        let created = admin.post("/api/v1/stores", &input, 201).await;
        let path = created.header("location");
        assert_eq!(created.json()["access_token_ttl_seconds"], 300);
        let shown = admin.get(&path, 200).await;
        assert_eq!(shown.json(), created.json());
        assert_eq!(shown.header("etag"), created.header("etag"));
        let list = admin.get("/api/v1/stores", 200).await.json();
        assert_eq!(list["items"][0], created.json());

        let patch = json!({"name": "Parts", "default_currency": null});
        let changed = admin.patch(&path, &patch, 200).await.json();
        assert_eq!(changed["name"], "Parts");
        assert_eq!(changed["key"], "tools");
        assert!(changed["default_currency"].is_null());

        admin.delete(&path, 204).await;
        admin.get(&path, 404).await;
        admin.delete(&path, 404).await;
        assert_eq!(admin.get("/api/v1/stores", 200).await.json()["items"], json!([]));
    }

    async fn everything_that_is_wrong_is_named_at_once(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let input = json!({
            "key": "start",
            "name": "",
            "punch_out_start_url": "javascript:alert(1)",
            "start_url_edit": "/relative",
            "start_url_item": "https://shop.example/item/{item_id}",
            "access_token_ttl_seconds": 4,
            "access_token_bytes": 129,
            "storefront_origins": ["https://shop.example", "https://shop.example/path"],
            "default_currency": "EUX",
            "default_locale": "german",
        });
        let reply = admin.post("/api/v1/stores", &input, 422).await;
        let mut faults = reply.faults();
        faults.sort();
        assert_eq!(
            faults,
            [
                "/access_token_bytes out_of_range",
                "/access_token_ttl_seconds out_of_range",
                "/default_currency invalid",
                "/default_locale invalid",
                "/key invalid",
                "/name too_short",
                "/punch_out_start_url invalid",
                "/start_url_edit invalid",
                "/storefront_origins/1 invalid",
            ]
        );
        assert_eq!(reply.header("content-type"), "application/problem+json");
        assert_eq!(reply.header("x-request-id"), reply.text_at("/request_id"));
    }

    async fn access_tokens_have_bounds_and_weak_ones_are_warned_of(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let store = json!({"key": "tools", "name": "Tools", "punch_out_start_url": "https://shop.example/in"});
        let made = admin.post("/api/v1/stores", &store, 201).await.json();
        assert_eq!((&made["access_token_bytes"], &made["warnings"]), (&json!(32), &json!([])));
        let path = format!("/api/v1/stores/{}", made["id"].as_str().expect("an id"));
        for (field, wrong) in [
            ("access_token_bytes", 15),
            ("access_token_bytes", 129),
            ("access_token_ttl_seconds", 4),
            ("access_token_ttl_seconds", 3601),
        ] {
            let refused = admin.patch(&path, &json!({field: wrong}), 422).await;
            assert_eq!(refused.faults(), [format!("/{field} out_of_range")]);
        }
        let weak = json!({
            "access_token_bytes": 16, "access_token_ttl_seconds": 3600,
            "adapter": "tradecentric", "adapter_start": "browser", "adapter_url": "http://shop.example/start",
        });
        let taken = admin.patch(&path, &weak, 200).await.json();
        let warnings = taken["warnings"].as_array().expect("warnings");
        let found: Vec<_> = warnings.iter().map(|one| format!("{} {}", one["pointer"].as_str().unwrap(), one["code"].as_str().unwrap())).collect();
        assert_eq!(found, ["/access_token_bytes weak", "/access_token_ttl_seconds weak", "/adapter_secret weak", "/adapter_url weak"]);
        assert_eq!(admin.get(&path, 200).await.json()["warnings"], taken["warnings"]);
        let good = json!({
            "access_token_bytes": 32, "access_token_ttl_seconds": 900,
            "adapter_secret": "AAECAwQFBgcICQoLDA0ODw==", "adapter_url": "https://shop.example/start",
        });
        assert_eq!(admin.patch(&path, &good, 200).await.json()["warnings"], json!([]));
    }

    async fn a_key_belongs_to_one_store(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        fixtures::store(&admin, "tools").await;
        let other = fixtures::store(&admin, "parts").await;
        let again = json!({"key": "tools", "name": "x", "punch_out_start_url": "https://x.example"});
        let reply = admin.post("/api/v1/stores", &again, 409).await;
        assert_eq!(reply.faults(), ["/key taken"]);
        let path = format!("/api/v1/stores/{}", other["id"].as_str().unwrap());
        admin.patch(&path, &json!({"key": "tools"}), 409).await;
    }

    async fn a_lost_update_is_refused(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let store = fixtures::store(&admin, "tools").await;
        let path = format!("/api/v1/stores/{}", store["id"].as_str().unwrap());
        let etag = admin.get(&path, 200).await.header("etag");
        let patch = |etag: &str, name: &str| {
            admin
                .request(Method::PATCH, &path)
                .header(IF_MATCH, etag)
                .json(&json!({"name": name}))
        };
        let changed = admin.send(patch(&etag, "first"), 200).await;
        let reply = admin.send(patch(&etag, "second"), 412).await;
        assert_eq!(reply.code(), "precondition_failed");
        admin.send(patch(&changed.header("etag"), "third"), 200).await;
        admin.send(patch("*", "fourth"), 200).await;
        admin.send(patch("nonsense", "fifth"), 400).await;
        assert_eq!(admin.get(&path, 200).await.json()["name"], "fourth");
        let delete = admin.request(Method::DELETE, &path).header(IF_MATCH, &etag);
        admin.send(delete, 412).await;
    }

    async fn a_limited_key_sees_its_store_alone(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let own = fixtures::store(&admin, "own").await;
        let other = fixtures::store(&admin, "other").await;
        let key = app.key(&[Scope::Read], own["id"].as_str().map(|id| id.parse().unwrap())).await;
        let list = key.get("/api/v1/stores", 200).await.json();
        assert_eq!(list["items"], json!([own]));
        let path = |store: &Value| format!("/api/v1/stores/{}", store["id"].as_str().unwrap());
        key.get(&path(&own), 200).await;
        key.get(&path(&other), 404).await;
        key.get("/api/v1/buyers", 403).await;
        key.get("/api/v1/connections", 403).await;
    }
}

on_both_databases! {
    async fn a_stores_own_pages_may_call_for_their_session(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let input = json!({
            "key": "tools",
            "name": "Tools",
            "punch_out_start_url": "https://shop.example/start",
            "storefront_origins": ["https://shop.example"],
        });
        admin.post("/api/v1/stores", &input, 201).await;
        let client = app.anonymous();
        let ask = |path: &str, origin: &str| {
            client
                .request(Method::OPTIONS, path)
                .header("origin", origin)
                .header("access-control-request-method", "POST")
        };
        let allow_origin = "access-control-allow-origin";
        let session = "/api/v1/punch-out-sessions/01999f3a-7c00-7000-8000-000000000000";
        let reply = client.send(ask(session, "https://shop.example"), 204).await;
        assert_eq!(reply.header(allow_origin), "https://shop.example");
        assert_eq!(reply.header("access-control-allow-methods"), "GET, POST");
        let reply = client.send(ask(session, "https://evil.example"), 405).await;
        assert_eq!(reply.header(allow_origin), "");
        let reply = client.send(ask("/api/v1/stores", "https://shop.example"), 405).await;
        assert_eq!(reply.header(allow_origin), "");
        let get = client.request(Method::GET, session).header("origin", "https://shop.example");
        let reply = client.send(get, 401).await;
        assert_eq!(reply.header(allow_origin), "https://shop.example");
        assert_eq!(reply.header("vary"), "Origin");
    }

    async fn a_store_that_is_told_of_nothing_for_want_of_a_key_says_so(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let store = json!({"key": "told", "name": "Told", "punch_out_start_url": "https://shop.example/start"});
        let made = admin.post("/api/v1/stores", &store, 201).await;
        assert_eq!(made.json()["warnings"], json!([]));
        let path = format!("/api/v1/stores/{}", made.text_at("/id"));
        let url = json!({"webhook_url": "https://shop.example/hook"});
        let changed = admin.patch(&path, &url, 200).await;
        assert_eq!(changed.text_at("/warnings/0/pointer"), "/webhook_url");
        let code = async || admin.get(&path, 200).await.json()["warnings"][0]["code"].clone();
        assert_eq!(code().await, "no_signing_key");
        let keys = format!("{path}/signing-keys");
        let key = admin.act(&keys, 201).await.text_at("/id");
        assert_eq!(code().await, Value::Null);
        let listed = admin.get("/api/v1/stores", 200).await.json();
        assert_eq!(listed["items"][0]["warnings"], json!([]));
        // And once more when the last one is gone.
        admin.delete(&format!("{keys}/{key}"), 204).await;
        assert_eq!(code().await, "no_signing_key");
    }
}
