//! The adapter's settings of a store.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

on_both_databases! {
    async fn what_an_adapter_needs_is_named_at_once(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let store = |more: serde_json::Value| {
            let mut store = json!({"key": "tools", "name": "Tools", "punch_out_start_url": "https://shop.example/in"});
            let members = more.as_object().expect("an object").clone();
            store.as_object_mut().expect("an object").extend(members);
            store
        };
        let refused = admin.post("/api/v1/stores", &store(json!({"adapter": "liferay"})), 422).await;
        assert_eq!(refused.faults(), ["/adapter_url required", "/adapter_client_id required", "/adapter_site required"]);
        let bad = store(json!({"adapter": "tradecentric", "adapter_secret": "short", "adapter_url": "ftp://shop.example"}));
        let refused = admin.post("/api/v1/stores", &bad, 422).await;
        assert_eq!(refused.faults(), ["/adapter_url invalid", "/adapter_secret invalid"]);
        admin.post("/api/v1/stores", &store(json!({"adapter": "fax"})), 422).await;

        let good = store(json!({"adapter": "tradecentric", "adapter_secret": "AAECAwQFBgcICQoLDA0ODw=="}));
        let made = admin.post("/api/v1/stores", &good, 201).await.json();
        assert_eq!((&made["adapter"], &made["adapter_start"], &made["adapter_secret_set"]), (&json!("tradecentric"), &json!("server"), &json!(true)));
        assert!(made.get("adapter_secret").is_none());
        let path = format!("/api/v1/stores/{}", made["id"].as_str().expect("an id"));
        // A change of something else keeps the secret; null removes it.
        let kept = admin.patch(&path, &json!({"adapter_start": "browser"}), 200).await.json();
        assert_eq!((&kept["adapter_start"], &kept["adapter_secret_set"]), (&json!("browser"), &json!(true)));
        let without = admin.patch(&path, &json!({"adapter_secret": null, "adapter": "rest"}), 200).await.json();
        assert_eq!((&without["adapter"], &without["adapter_secret_set"]), (&json!("rest"), &json!(false)));
        let audit = admin.get("/api/v1/audit-log?limit=50", 200).await.text();
        assert!(!audit.contains("AAECAwQFBgcICQoLDA0ODw=="));
    }
}
