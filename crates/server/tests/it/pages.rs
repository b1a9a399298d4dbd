//! What stands beside the API: the OpenAPI document, its pages, health.

use reqwest::Method;
use test_support::{TestApp, on_both_databases};

on_both_databases! {
    async fn the_document_can_be_browsed_without_outside_help(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let client = app.anonymous();
        let document = client.get("/openapi.json", 200).await.json();
        assert_eq!(document["openapi"], "3.1.0");
        assert!(document["paths"]["/api/v1/stores"]["get"].is_object());
        let redirect = client.get("/docs", 307).await;
        assert_eq!(redirect.header("location"), "/docs/");
        let page = client.get("/docs/", 200).await.text();
        assert!(page.contains("swagger-ui"));
        assert!(!page.contains("//cdn") && !page.contains("https://"), "{page}");
    }

    async fn head_is_get_without_a_body(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        for path in ["/healthz/live", "/healthz/ready", "/openapi.json", "/docs/", "/api/v1/stores", "/api/v1/system"] {
            let whole = admin.get(path, 200).await;
            let head = admin.send(admin.request(Method::HEAD, path), 200).await;
            assert!(head.body.is_empty(), "{path}");
            assert_eq!(head.header("content-type"), whole.header("content-type"), "{path}");
        }
        admin.send(admin.request(Method::HEAD, "/docs"), 307).await;
        admin.send(admin.request(Method::HEAD, "/api/v1/nothing"), 404).await;
        let client = app.anonymous();
        client.send(client.request(Method::HEAD, "/api/v1/stores"), 401).await;
        let wrong = client.send(client.request(Method::HEAD, "/api/v1/auth/login"), 405).await;
        assert_eq!(wrong.header("allow"), "POST");
        let wrong = client.send(client.request(Method::PUT, "/healthz/live"), 405).await;
        assert_eq!(wrong.header("allow"), "GET, HEAD");
    }

    async fn health_tells_about_the_database(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let client = app.anonymous();
        assert_eq!(client.get("/healthz/live", 200).await.json()["status"], "ok");
        assert_eq!(client.get("/healthz/ready", 200).await.json()["status"], "ok");
    }
}

#[test]
fn the_committed_document_is_that_of_the_program() {
    let committed = include_str!("../../../../openapi/openapi.json");
    let current = server::openapi::pretty().unwrap();
    assert!(
        committed == current,
        "openapi/openapi.json is out of date: run `make openapi`"
    );
}

#[test]
fn every_reference_in_the_document_leads_somewhere() {
    let document = serde_json::to_value(server::openapi::document()).unwrap();
    let mut left = vec![&document];
    let mut seen = 0;
    while let Some(value) = left.pop() {
        if let Some(reference) = value.get("$ref").and_then(|found| found.as_str()) {
            let pointer = reference.trim_start_matches('#');
            assert!(document.pointer(pointer).is_some(), "{reference}");
            seen += 1;
        }
        match value {
            serde_json::Value::Array(items) => left.extend(items),
            serde_json::Value::Object(members) => left.extend(members.values()),
            _ => {}
        }
    }
    assert!(seen > 100, "only {seen} references");
}
