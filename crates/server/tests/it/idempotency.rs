//! The header `Idempotency-Key`.

use reqwest::Method;
use serde_json::{Value, json};
use test_support::{Client, Reply, TestApp, on_both_databases};

async fn post(client: &Client, path: &str, key: &str, body: &Value, expected: u16) -> Reply {
    let request = client
        .request(Method::POST, path)
        .header("idempotency-key", key)
        .json(body);
    client.send(request, expected).await
}

on_both_databases! {
    async fn a_repetition_is_answered_as_at_first_and_does_nothing(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let path = "/api/v1/companies";
        let body = json!({"name": "Meyer"});
        let first = post(&admin, path, "k1", &body, 201).await;
        let second = post(&admin, path, "k1", &body, 201).await;
        assert_eq!(first.json(), second.json());
        assert_eq!(first.header("location"), second.header("location"));
        assert_eq!(first.header("etag"), second.header("etag"));
        assert_eq!(second.header("idempotency-replayed"), "true");
        let list = admin.get(path, 200).await.json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);

        let other = json!({"name": "Schulz"});
        let reply = post(&admin, path, "k1", &other, 422).await;
        assert_eq!(reply.code(), "idempotency_key_reused");
        post(&admin, "/api/v1/stores", "k1", &body, 422).await;
        post(&admin, path, "k2", &other, 201).await;
        post(&admin, path, "", &other, 400).await;
    }

    async fn a_refused_call_may_be_corrected(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        post(&admin, "/api/v1/companies", "k1", &json!({"name": ""}), 422).await;
        post(&admin, "/api/v1/companies", "k1", &json!({"name": "Meyer"}), 201).await;
    }

    async fn calls_at_the_same_moment_create_once(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let body = json!({"name": "Meyer"});
        let call = || post(&admin, "/api/v1/companies", "k1", &body, 201);
        let (a, b, c, d) = tokio::join!(call(), call(), call(), call());
        for reply in [b, c, d] {
            assert_eq!(reply.json(), a.json());
        }
        let list = admin.get("/api/v1/companies", 200).await.json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
    }

    async fn an_api_key_is_not_shown_again(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let body = json!({"name": "Shop", "scopes": ["read"]});
        let first = post(&admin, "/api/v1/api-keys", "k1", &body, 201).await.json();
        let second = post(&admin, "/api/v1/api-keys", "k1", &body, 201).await.json();
        assert!(first["key"].as_str().unwrap().starts_with("pgk_"));
        assert!(second["key"].is_null());
        assert_eq!(first["id"], second["id"]);
    }
}
