//! Requests that are wrong before any resource is asked.

use reqwest::{Method, header::CONTENT_TYPE};
use serde_json::json;
use test_support::{TestApp, on_both_databases};

on_both_databases! {
    async fn every_refusal_is_a_problem_document(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let stores = "/api/v1/stores";
        let post = |content_type: &str, body: &str| {
            admin
                .request(Method::POST, stores)
                .header(CONTENT_TYPE, content_type)
                .body(body.to_owned())
        };
        let refusals = [
            (admin.request(Method::GET, "/api/v1/nothing"), 404, "not_found"),
            (admin.request(Method::GET, "/api/nothing"), 404, "not_found"),
            (admin.request(Method::GET, "/api/v1/stores/nothing"), 404, "not_found"),
            (admin.request(Method::DELETE, stores), 405, "method_not_allowed"),
            (admin.request(Method::TRACE, stores), 405, "method_not_allowed"),
            (post("text/plain", "{}"), 415, "unsupported_media_type"),
            (admin.request(Method::POST, stores), 415, "unsupported_media_type"),
            (post("application/json", "{"), 400, "invalid_json"),
            (post("application/json", ""), 400, "invalid_json"),
            (post("application/json", "[]"), 422, "validation_failed"),
            (post("application/json", &"[".repeat(100_000)), 400, "invalid_json"),
            (admin.request(Method::GET, "/api/v1/stores?limit=0"), 400, "invalid_parameter"),
            (admin.request(Method::GET, "/api/v1/stores?limit=x"), 400, "invalid_parameter"),
            (admin.request(Method::GET, "/api/v1/stores?lmit=1"), 400, "invalid_parameter"),
            (admin.request(Method::GET, "/api/v1/stores?cursor=%00"), 400, "invalid_parameter"),
            (admin.request(Method::GET, "/api/v1/stores?cursor=nonsense"), 400, "invalid_parameter"),
        ];
        for (request, status, code) in refusals {
            let reply = admin.send(request, status).await;
            assert_eq!(reply.code(), code);
            assert_eq!(reply.header("content-type"), "application/problem+json");
            assert_eq!(reply.header("cache-control"), "no-store");
            assert_eq!(reply.header("x-request-id"), reply.text_at("/request_id"));
        }
        let reply = admin.delete(stores, 405).await;
        assert_eq!(reply.header("allow"), "GET, HEAD, POST");
        let reply = admin.delete("/api/v1/punch-out-sessions/redeem", 405).await;
        assert_eq!(reply.header("allow"), "POST");
    }

    async fn a_body_has_bounds(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let body = json!({"name": "x".repeat(1024 * 1024)});
        let reply = admin.post("/api/v1/companies", &body, 413).await;
        assert_eq!(reply.code(), "body_too_large");
        let body = json!({"name": "x".repeat(201)});
        assert_eq!(admin.post("/api/v1/companies", &body, 422).await.faults(), ["/name too_long"]);
        let body = json!({"name": "ä".repeat(200)});
        admin.post("/api/v1/companies", &body, 201).await;
    }

    async fn nul_is_refused_wherever_it_stands(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let body = json!({"name": "a\0b", "external_reference": "\0"});
        let reply = admin.post("/api/v1/companies", &body, 422).await;
        assert_eq!(reply.faults(), ["/external_reference nul_character", "/name nul_character"]);
        let login = json!({"email": "a\0@b.example", "password": "\0"});
        app.anonymous().post("/api/v1/auth/login", &login, 422).await;
    }

    async fn typos_are_named(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let reply = admin.post("/api/v1/companies", &json!({"nmae": "x"}), 422).await;
        assert_eq!(reply.faults(), ["/name required", "/nmae unknown_field"]);
    }
}
