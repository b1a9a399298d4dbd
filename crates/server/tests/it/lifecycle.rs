//! What is done with a connection as a whole: copies, history, secrets that change, the way to production.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use crate::{
    fixtures,
    gateway::{
        setup::{SECRET, Setup},
        shop::{Shop, cart},
    },
};

fn path(shop: &Shop) -> String {
    format!("/api/v1/connections/{}", shop.connection_id)
}

fn with_secret(secret: &str) -> Setup {
    Setup {
        secret: Some(secret.to_owned()),
        ..Setup::create()
    }
}

on_both_databases! {
    async fn a_copy_has_the_settings_and_secrets_of_its_own(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let settings = json!({"max_description_length": 40, "identity_sources": ["extrinsic:UserEmail"], "max_lines": 9,
            "contacts": [{"name": "Ada", "email": "ada@buyer.example", "role": "IT"}]});
        shop.admin.patch(&path(&shop), &settings, 200).await;
        let cloning = json!({"name": "Meyer AG, second", "with_credentials": true});
        let reply = shop.admin.post(&format!("{}/clone", path(&shop)), &cloning, 201).await;
        let copy = reply.json();
        assert_eq!(copy["connection"]["active"], false);
        assert_eq!(copy["connection"]["mode"], "test");
        for name in ["max_description_length", "identity_sources", "max_lines", "contacts"] {
            assert_eq!(copy["connection"][name], settings[name], "{name}");
        }
        let copied = reply.header("location");
        assert_eq!(shop.admin.get(&copied, 200).await.json(), copy["connection"]);
        let secret = reply.text_at("/credentials/0/shared_secret");
        assert_ne!(secret, SECRET);

        // The original goes on with its own secret; the copy answers to the new one once it is the active one.
        shop.set_up(&Setup::create()).await;
        assert_eq!(shop.post(with_secret(&secret).xml()).await.status, 401);
        shop.admin.act(&format!("{}/deactivate", path(&shop)), 200).await;
        shop.admin.act(&format!("{copied}/activate"), 200).await;
        assert_eq!(shop.post_to(&shop.store_path, Setup::create().xml()).await.status, 401);
        assert_eq!(shop.post_to(&shop.store_path, with_secret(&secret).xml()).await.status, 200);

        let bare = shop.admin.post(&format!("{}/clone", path(&shop)), &json!({"name": "Bare"}), 201).await;
        assert_eq!(bare.json()["credentials"], json!([]));
        shop.admin.post(&format!("{}/clone", path(&shop)), &json!({"name": ""}), 422).await;
    }

    async fn secrets_change_without_a_gap(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let credentials = format!("{}/credentials", path(&shop));
        let old = shop.admin.get(&credentials, 200).await.text_at("/items/0/id");
        let rotate = format!("{credentials}/{old}/rotate");
        let made = shop.admin.post(&rotate, &json!({"overlap_seconds": 60}), 201).await;
        let secret = made.text_at("/shared_secret");
        let new = made.text_at("/credential/id");
        // Both open sessions, and each says that it did.
        for (secret, credential) in [(SECRET, &old), (secret.as_str(), &new)] {
            let visit = shop.visit(&with_secret(secret)).await;
            let timeline = shop.admin.get(&format!("{}/timeline", visit.path), 200).await;
            assert!(timeline.text_at("/items/0/detail").contains(credential.as_str()), "{}", timeline.text());
            let used = shop.admin.get(&format!("{credentials}/{credential}"), 200).await;
            assert!(used.json()["last_used_at"].is_string(), "{}", used.text());
        }
        app.state.clock.advance(61);
        assert_eq!(shop.post(Setup::create().xml()).await.status, 401);
        shop.set_up(&with_secret(&secret)).await;
        let given = json!({"shared_secret": "one of our own"});
        let given = shop.admin.post(&format!("{credentials}/{new}/rotate"), &given, 201).await;
        assert_eq!(given.json()["shared_secret"], Value::Null);
        shop.set_up(&with_secret("one of our own")).await;
    }

    async fn changes_are_told_and_undone(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let history = format!("{}/history", path(&shop));
        shop.admin.patch(&path(&shop), &json!({"totals_mode": "line", "notes": "first"}), 200).await;
        shop.admin.patch(&path(&shop), &json!({"totals_mode": "disabled"}), 200).await;
        let told = shop.admin.get(&history, 200).await.json();
        let actions: Vec<_> = told["items"].as_array().unwrap().iter().map(|item| item["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["update", "update", "activate", "create"]);
        let latest = &told["items"][0];
        assert_eq!(latest["actor"], app.admin_credentials().0);
        assert_eq!(latest["changes"], json!([{"field": "totals_mode", "before": "line", "after": "disabled"}]));

        let version = told["items"][1]["version"].as_str().unwrap();
        let restored = shop.admin.act(&format!("{history}/{version}/restore"), 200).await.json();
        assert_eq!((&restored["totals_mode"], &restored["notes"]), (&json!("line"), &json!("first")));
        assert_eq!(restored["active"], true);
        let first = told["items"][3]["version"].as_str().unwrap();
        let restored = shop.admin.act(&format!("{history}/{first}/restore"), 200).await.json();
        assert_eq!((&restored["totals_mode"], &restored["notes"], &restored["active"]), (&json!(null), &json!(null), &json!(true)));
        let page = shop.admin.get(&format!("{history}?limit=1"), 200).await.json();
        assert_eq!(page["items"][0]["action"], "restore");

        let other = fixtures::connection(&shop.admin, "Other").await.header("location");
        shop.admin.act(&format!("{other}/history/{version}/restore"), 404).await;
        shop.admin.get("/api/v1/connections/01999f3a-7c00-7000-8000-000000000000/history", 404).await;
    }

    async fn the_way_to_production_is_a_list_of_what_is_missing(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let promotion = format!("{}/promotion", path(&shop));
        let missing = async || {
            let found = shop.admin.get(&promotion, 200).await.json();
            let checks = found["checks"].as_array().unwrap();
            let missing: Vec<_> = checks.iter().filter(|check| check["passed"] == false).map(|check| check["code"].as_str().unwrap().to_owned()).collect();
            (found["ready"].as_bool().unwrap(), missing)
        };
        assert_eq!(missing().await, (false, vec!["return_hosts".to_owned(), "test_punch_out".to_owned()]));
        let visit = shop.visit(&Setup::create()).await;
        let refused = shop.admin.act(&format!("{}/promote", path(&shop)), 409).await;
        assert_eq!(refused.code(), "not_ready");
        assert_eq!(refused.faults(), [" return_hosts", " test_punch_out"]);
        assert!(refused.text().contains("erp.buyer.example"), "{}", refused.text());
        let hosts = json!({"allowed_return_hosts": ["erp.buyer.example"]});
        let refused = shop.admin.post(&format!("{}/promote", path(&shop)), &hosts, 409).await;
        assert_eq!(refused.faults(), [" test_punch_out"]);
        shop.transfer(&visit, &cart(), 200).await;
        let live = shop.admin.post(&format!("{}/promote", path(&shop)), &hosts, 200).await.json();
        assert_eq!((&live["mode"], &live["allowed_return_hosts"]), (&json!("production"), &json!(["erp.buyer.example"])));
        assert_eq!(missing().await, (true, vec![]));
        shop.set_up(&Setup::create()).await;
        shop.admin.post(&format!("{}/promote", path(&shop)), &json!({"allowed_return_hosts": ["a b"]}), 422).await;

        let untested = fixtures::connection(&shop.admin, "Untested").await.header("location");
        fixtures::credential(&shop.admin, &untested, "AN7").await;
        let how = json!({"allowed_return_hosts": ["erp.buyer.example"], "untested": true});
        shop.admin.post(&format!("{untested}/promote"), &how, 200).await;
    }

    async fn archiving_strands_nobody(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let cookie = |cookie: &str| Setup { cookie: Some(cookie.to_owned()), ..Setup::create() };
        let (first, second) = (shop.visit(&cookie("1")).await, shop.visit(&cookie("2")).await);
        let refused = shop.admin.delete(&path(&shop), 409).await;
        assert_eq!(refused.code(), "conflict");
        assert!(refused.text().contains("under way: 2"), "{}", refused.text());
        // A cart says that it is JSON, as all bodies do.
        let transfer = format!("{}/transfer", first.path);
        let plain = shop.server.request(reqwest::Method::POST, &transfer).header("content-type", "text/plain");
        let plain = plain.body(json!({"cart": cart()}).to_string());
        assert_eq!(shop.server.send(plain, 415).await.code(), "unsupported_media_type");
        // They go on, by the settings as they were.
        shop.admin.delete(&format!("{}?end_sessions=false", path(&shop)), 204).await;
        assert_ne!(shop.post(Setup::create().xml()).await.status, 200);
        let handed = shop.transfer(&first, &cart(), 200).await;
        let page = shop.browse(&crate::gateway::answer::path_of(&handed.text_at("/handoff_url")), 200).await;
        assert!(page.form.expect("a form").action.starts_with("https://erp.buyer.example/"));
        shop.server.act(&format!("{}/cancel", second.path), 200).await;

        // What was archived can be seen, and stays as it is.
        let seen = shop.admin.get(&path(&shop), 200).await.json();
        assert!(seen["archived_at"].is_string() && seen["active"] == false, "{seen}");
        for refused in [
            shop.admin.patch(&path(&shop), &json!({"notes": "x"}), 409).await,
            shop.admin.act(&format!("{}/activate", path(&shop)), 409).await,
            shop.admin.delete(&path(&shop), 409).await,
        ] {
            assert!(refused.text().contains("was archived"), "{}", refused.text());
        }
        shop.admin.get(&format!("{}/activity", path(&shop)), 200).await;
    }

    async fn sessions_end_with_what_is_archived(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        shop.admin.delete(&format!("{}?end_sessions=true", path(&shop)), 204).await;
        assert_eq!(shop.transfer(&visit, &cart(), 409).await.code(), "session_state");
        assert!(shop.timeline(&visit).await.contains(&"ended".to_owned()));
    }

    async fn what_changes_nothing_leaves_no_trace(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let (admin, connection) = (&shop.admin, path(&shop));
        let credentials = format!("{connection}/credentials");
        let credential = admin.get(&credentials, 200).await.text_at("/items/0/id");
        let unit = format!("/api/v1/business-units/{}", shop.business_unit_id);
        let company = admin.get(&unit, 200).await.text_at("/company_id");
        let buyer = json!({"business_unit_id": shop.business_unit_id, "email": "jane@buyer.example"});
        let buyer = admin.post("/api/v1/buyers", &buyer, 201).await.header("location");
        let role = json!({"name": "none", "permissions": []});
        let role = admin.post("/api/v1/roles", &role, 201).await.header("location");
        let profile = json!({"name": "none"});
        let profile = admin.post("/api/v1/mapping-profiles", &profile, 201).await.header("location");
        for path in [
            connection.clone(), format!("{credentials}/{credential}"), unit, format!("/api/v1/companies/{company}"), buyer, role,
            profile, format!("/api/v1/stores/{}", shop.store_id),
        ] {
            let before = admin.get(&path, 200).await;
            let same = admin.patch(&path, &json!({}), 200).await;
            assert_eq!((same.header("etag"), same.json()), (before.header("etag"), before.json()), "{path}");
            let stale = admin.request(reqwest::Method::PATCH, &path).header("if-match", "\"99\"").json(&json!({}));
            admin.send(stale, 412).await;
        }
        let before = admin.get(&connection, 200).await.header("etag");
        assert_eq!(admin.act(&format!("{connection}/activate"), 200).await.header("etag"), before);
        let history = admin.get(&format!("{connection}/history"), 200).await.json();
        assert_eq!(history["items"].as_array().unwrap().len(), 2, "{history}");
        let log = admin.get("/api/v1/audit-log?limit=200", 200).await.json();
        let updates = log["items"].as_array().unwrap().iter().filter(|it| it["action"] == "update").count();
        assert_eq!(updates, 0, "{log}");
    }
}
