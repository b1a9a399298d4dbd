//! `/api/v1/stores`.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

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
    }
}
