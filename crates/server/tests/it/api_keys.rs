//! `/api/v1/api-keys`.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

use crate::fixtures;

on_both_databases! {
    async fn a_key_opens_until_it_is_revoked(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let input = json!({"name": "Shop", "scopes": ["write", "write"]});
        let created = admin.post("/api/v1/api-keys", &input, 201).await;
        let secret = created.text_at("/key");
        let client = app.bearer(&secret);
        let me = client.get("/api/v1/auth/me", 200).await.json();
        assert_eq!(me["kind"], "api_key");
        assert_eq!(me["scopes"], json!(["read", "write"]));
        client.get("/api/v1/api-keys", 403).await;
        let list = admin.get("/api/v1/api-keys", 200).await;
        assert!(!list.text().contains(&secret));
        assert!(secret.starts_with(&list.text_at("/items/0/prefix")));
        let path = created.header("location");
        admin.delete(&path, 204).await;
        client.get("/api/v1/auth/me", 401).await;
        admin.delete(&path, 404).await;
    }

    async fn a_key_ends_at_its_time(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let at = |seconds| {
            let micros = app.state.now().plus_seconds(seconds).0;
            server::api::moment::present(punchout::time::Timestamp(micros)).0
        };
        let input = |expires: String| json!({"name": "Shop", "scopes": ["read"], "expires_at": expires});
        let reply = admin.post("/api/v1/api-keys", &input(at(-1)), 422).await;
        assert_eq!(reply.faults(), ["/expires_at invalid"]);
        let key = admin.post("/api/v1/api-keys", &input(at(60)), 201).await.text_at("/key");
        let client = app.bearer(&key);
        client.get("/api/v1/stores", 200).await;
        app.state.clock.advance(61);
        client.get("/api/v1/stores", 401).await;
    }

    async fn a_key_of_a_store_can_do_what_concerns_the_store(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let store = fixtures::store(&admin, "tools").await;
        let input = json!({"name": "Shop", "scopes": ["store", "admin"], "store_id": store["id"]});
        let reply = admin.post("/api/v1/api-keys", &input, 422).await;
        assert_eq!(reply.faults(), ["/scopes/1 invalid"]);
        let input = json!({"name": "Shop", "scopes": []});
        assert_eq!(admin.post("/api/v1/api-keys", &input, 422).await.faults(), ["/scopes too_short"]);
        let input = json!({"name": "Shop", "scopes": ["store", "read"], "store_id": store["id"]});
        let created = admin.post("/api/v1/api-keys", &input, 201).await.json();
        assert_eq!(created["store_id"], store["id"]);
    }
}
