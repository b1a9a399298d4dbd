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

    async fn what_is_searched_for_is_bounded(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        for list in ["stores", "companies", "business-units", "buyers", "connections", "mapping-profiles", "transactions"] {
            let reply = admin.get(&format!("/api/v1/{list}?q={}", "a".repeat(60_000)), 400).await;
            assert_eq!(reply.faults(), ["/q too_long"], "{list}");
            admin.get(&format!("/api/v1/{list}?q={}", "%C3%A4".repeat(200)), 200).await;
        }
    }

    async fn parameters_that_a_call_does_not_have_are_named(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        for path in ["roles?limit=1", "connections/export?x=1", "settings?x=1", "system?x=1", "stores?lmit=1", "profiles?q=x"] {
            let reply = admin.get(&format!("/api/v1/{path}"), 400).await;
            assert!(reply.faults()[0].ends_with(" unknown_field"), "{path}: {:?}", reply.faults());
        }
        let reply = admin.post("/api/v1/companies?dry_run=true", &json!({"name": "x"}), 400).await;
        assert_eq!(reply.faults(), ["/dry_run unknown_field"]);
        let reply = admin.get("/api/v1/stores?limit=1&limit=2", 400).await;
        assert_eq!(reply.faults(), ["/limit invalid"]);
        assert!(reply.text().contains("given twice"), "{}", reply.text());
        app.anonymous().get("/api/v1/roles?limit=1", 401).await;
    }

    async fn bodies_are_plain_json_and_say_so(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let packed = |content_type: &str, encoding: &str| {
            admin
                .request(Method::POST, "/api/v1/companies")
                .header(CONTENT_TYPE, content_type)
                .header("content-encoding", encoding)
                .body("{\"name\": \"x\"}")
        };
        let reply = admin.send(packed("application/json", "gzip"), 415).await;
        assert!(reply.text().contains("Content-Encoding"), "{}", reply.text());
        admin.send(packed("application/json", "identity"), 201).await;
        let reply = admin.post("/api/v1/companies", &json!([]), 422).await;
        assert_eq!(reply.json()["detail"], "The body must be an object.");
        let body = admin.request(Method::POST, "/api/v1/companies").header(CONTENT_TYPE, "application/json").body("nonsense");
        let detail = admin.send(body, 400).await.text_at("/detail");
        assert!(detail.starts_with("The body is not JSON") && detail.contains("column"), "{detail}");
    }

    async fn names_that_nobody_can_see_are_refused(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        for name in [" ", "\t", "a\nb", "\u{200b}", "\u{202e}", "a\u{1b}[31m"] {
            let reply = admin.post("/api/v1/companies", &json!({"name": name}), 422).await;
            assert_eq!(reply.faults(), ["/name invalid"], "{name:?}");
            let rows = json!({"companies": [{"external_reference": "C", "name": name}]});
            let report = admin.post("/api/v1/directory/import", &rows, 200).await.json();
            assert_eq!(report["companies"][0]["errors"][0]["pointer"], "/name", "{name:?}: {report}");
            let key = json!({"name": name, "scopes": ["read"], "surplus": 1});
            let reply = admin.post("/api/v1/api-keys", &key, 422).await;
            assert_eq!(reply.faults(), ["/name invalid", "/surplus unknown_field"], "{name:?}");
        }
        let unit = crate::fixtures::business_unit(&admin, "Ulm").await;
        let buyer = json!({"business_unit_id": unit["id"], "email": "a@@b.example"});
        assert_eq!(admin.post("/api/v1/buyers", &buyer, 422).await.faults(), ["/email invalid"]);
    }
}
