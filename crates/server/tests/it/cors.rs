//! Calls from pages of other origins.

use reqwest::{
    Method,
    header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS,
        ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS,
        ACCESS_CONTROL_REQUEST_METHOD, COOKIE, ORIGIN,
    },
};
use serde_json::json;
use test_support::{Client, Reply, TestApp, on_both_databases};

use crate::fixtures;

const CONSOLE: &str = "https://admin.shop.example";
const SHOP: &str = "https://shop.example";

/// What a browser asks before it lets a page call.
async fn ask(client: &Client, path: &str, origin: &str, expected: u16) -> Reply {
    let request = client
        .request(Method::OPTIONS, path)
        .header(ORIGIN, origin)
        .header(ACCESS_CONTROL_REQUEST_METHOD, "PATCH");
    client.send(request, expected).await
}

fn is_closed(reply: &Reply) -> bool {
    !reply.headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN)
}

on_both_databases! {
    async fn the_console_may_call_from_where_it_is_hosted(db: TestDatabase) {
        let app = TestApp::start_with(db, |config| {
            config.http.console_origins = vec![CONSOLE.to_owned()];
        })
        .await;
        let client = app.anonymous();
        let reply = ask(&client, "/api/v1/stores", CONSOLE, 204).await;
        let said = |name| reply.header(name);
        assert_eq!(said(ACCESS_CONTROL_ALLOW_ORIGIN.as_str()), CONSOLE);
        assert_eq!(said(ACCESS_CONTROL_ALLOW_CREDENTIALS.as_str()), "true");
        assert!(said(ACCESS_CONTROL_ALLOW_METHODS.as_str()).contains("PATCH"));
        for name in ["if-match", "idempotency-key", "authorization"] {
            assert!(said(ACCESS_CONTROL_ALLOW_HEADERS.as_str()).contains(name), "{name}");
        }

        let admin = app.admin().await;
        let call = admin.request(Method::GET, "/api/v1/stores").header(ORIGIN, CONSOLE);
        let reply = admin.send(call, 200).await;
        assert_eq!(reply.header(ACCESS_CONTROL_ALLOW_ORIGIN.as_str()), CONSOLE);
        assert!(reply.header(ACCESS_CONTROL_EXPOSE_HEADERS.as_str()).contains("etag"));

        // Its sign-in is renewed by the cookie, which no other page may use.
        let (email, password) = app.admin_credentials();
        let body = json!({"email": email, "password": password});
        let cookie = client.post("/api/v1/auth/login", &body, 200).await.header("set-cookie");
        for (origin, expected) in [("https://evil.example", 403), (CONSOLE, 200)] {
            let call = client
                .request(Method::POST, "/api/v1/auth/refresh")
                .header(ORIGIN, origin)
                .header(COOKIE, cookie.split(';').next().unwrap());
            let reply = client.send(call, expected).await;
            assert_eq!(is_closed(&reply), expected == 403);
        }
    }

    async fn nobody_else_may(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let store = fixtures::store(&admin, "shop").await;
        let path = format!("/api/v1/stores/{}", store["id"].as_str().unwrap());
        admin.patch(&path, &json!({"storefront_origins": [SHOP]}), 200).await;
        for origin in [CONSOLE, SHOP, "null"] {
            assert!(is_closed(&ask(&admin, "/api/v1/stores", origin, 405).await), "{origin}");
            let call = admin.request(Method::GET, "/api/v1/stores").header(ORIGIN, origin);
            assert!(is_closed(&admin.send(call, 200).await), "{origin}");
        }
        // A store's pages may call for their sessions, and no cookie goes with that.
        let reply = ask(&admin, "/api/v1/punch-out-sessions/x", SHOP, 204).await;
        assert_eq!(reply.header(ACCESS_CONTROL_ALLOW_ORIGIN.as_str()), SHOP);
        assert_eq!(reply.header(ACCESS_CONTROL_ALLOW_METHODS.as_str()), "GET, POST");
        assert!(!reply.headers.contains_key(ACCESS_CONTROL_ALLOW_CREDENTIALS));
    }
}
