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

    async fn metrics_count_what_happened(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let client = app.anonymous();
        client.get("/api/v1/stores", 401).await;
        client.post("/punchout/nothing", &serde_json::json!({}), 200).await;
        let metrics = client.get("/metrics", 200).await;
        assert_eq!(metrics.header("content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
        let text = metrics.text();
        for line in [
            "punchgate_http_requests_total{method=\"GET\",route=\"/api/v1/stores\",status=\"401\"} 1\n",
            "punchgate_http_request_duration_seconds_count{route=\"/api/v1/stores\"} 1\n",
            "punchgate_exchanges_total{type=\"other\",status=\"refused\",error=\"not_well_formed\"} 1\n",
            "punchgate_exchange_duration_seconds_count{type=\"other\"} 1\n",
            "punchgate_writer_waiting 0\n",
        ] {
            assert!(text.contains(line), "{line}{text}");
        }
        assert!(text.ends_with("# EOF\n"), "{text}");
        let forwarded = client.request(Method::GET, "/metrics").header("x-forwarded-for", "127.0.0.1");
        client.send(forwarded, 403).await;
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
