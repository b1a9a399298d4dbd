//! What is past its time goes.

use reqwest::Method;
use serde_json::json;
use server::purge;
use test_support::{TestApp, on_both_databases};

use crate::gateway::{setup::Setup, shop::Shop};

const DAY: i64 = 24 * 3600;

on_both_databases! {
    async fn bodies_go_before_entries_and_both_in_time(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        shop.transfer(&visit, &crate::gateway::shop::cart(), 200).await;
        let days = json!({"body_retention_days": 2, "transaction_retention_days": 5});
        shop.admin.patch("/api/v1/settings", &days, 200).await;
        let list = shop.admin.get("/api/v1/transactions?sort=at", 200).await;
        assert_eq!(list.json()["items"].as_array().unwrap().len(), 2);
        let setup = format!("/api/v1/transactions/{}", list.text_at("/items/0/id"));
        assert!(shop.admin.get(&setup, 200).await.json()["request"]["body"]["size"].as_u64().unwrap() > 0);
        assert_eq!(purge::turn(&app.database, app.state.now()).await.unwrap(), 0);

        app.state.clock.advance(3 * DAY);
        let admin = app.admin().await;
        assert!(purge::turn(&app.database, app.state.now()).await.unwrap() > 0);
        let bare = admin.get(&setup, 200).await.json();
        assert_eq!(bare["request"]["body"]["text"].as_str().unwrap_or_default(), "");
        assert_eq!(admin.get("/api/v1/punch-out-sessions", 200).await.json()["items"].as_array().unwrap().len(), 1);

        app.state.clock.advance(3 * DAY);
        let admin = app.admin().await;
        assert!(purge::turn(&app.database, app.state.now()).await.unwrap() > 0);
        admin.get(&setup, 404).await;
        admin.get(&visit.path, 404).await;
        assert_eq!(purge::turn(&app.database, app.state.now()).await.unwrap(), 0);
    }

    async fn what_is_to_be_kept_for_ever_stays(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        shop.visit(&Setup::create()).await;
        let ever = json!({"body_retention_days": null, "transaction_retention_days": null});
        shop.admin.patch("/api/v1/settings", &ever, 200).await;
        let store = json!({"key": "a", "name": "A", "punch_out_start_url": "https://shop.example"});
        let create = shop.admin.request(Method::POST, "/api/v1/stores").header("idempotency-key", "one").json(&store);
        shop.admin.send(create, 201).await;
        app.state.clock.advance(4_000 * DAY);
        // Sign-ins, and what was kept for a repeated call, all the same.
        assert!(purge::turn(&app.database, app.state.now()).await.unwrap() >= 2);
        let admin = app.admin().await;
        let entries = admin.get("/api/v1/transactions", 200).await.json();
        let id = entries["items"][0]["id"].as_str().unwrap().to_owned();
        let entry = admin.get(&format!("/api/v1/transactions/{id}"), 200).await.json();
        assert!(entry["request"]["body"]["text"].as_str().unwrap().contains("cXML"));
        assert!(admin.get("/api/v1/audit-log", 200).await.json()["items"].as_array().unwrap().len() > 5);
    }
}
