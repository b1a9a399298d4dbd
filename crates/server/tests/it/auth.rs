//! `/api/v1/auth`.

use reqwest::{
    Method,
    header::{COOKIE, HOST, ORIGIN},
};
use serde_json::json;
use test_support::{Client, Reply, TestApp, on_both_databases};

const LOGIN: &str = "/api/v1/auth/login";
const REFRESH: &str = "/api/v1/auth/refresh";

async fn sign_in(app: &TestApp) -> Reply {
    let (email, password) = app.admin_credentials();
    let body = json!({"email": email, "password": password});
    app.anonymous().post(LOGIN, &body, 200).await
}

fn cookie(reply: &Reply) -> String {
    let header = reply.header("set-cookie");
    header.split(';').next().unwrap().to_owned()
}

async fn refresh(client: &Client, cookie: &str, expected: u16) -> Reply {
    let request = client.request(Method::POST, REFRESH).header(COOKIE, cookie);
    client.send(request, expected).await
}

on_both_databases! {
    async fn signing_in_gives_a_token_and_a_cookie(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let reply = sign_in(&app).await;
        assert_eq!(reply.json()["expires_in"], 900);
        assert_eq!(reply.header("cache-control"), "no-store");
        let header = reply.header("set-cookie");
        for part in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/auth", "Max-Age="] {
            assert!(header.contains(part), "{header}");
        }
        let client = app.bearer(&reply.text_at("/access_token"));
        let me = client.get("/api/v1/auth/me", 200).await.json();
        assert_eq!(me["kind"], "user");
        assert_eq!(me["name"], app.admin_credentials().0);
        assert_eq!(me["scopes"], json!(["read", "write", "admin"]));
    }

    async fn an_access_token_is_good_for_a_quarter_of_an_hour(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        app.state.clock.advance(15 * 60 - 5);
        admin.get("/api/v1/auth/me", 200).await;
        app.state.clock.advance(10);
        admin.get("/api/v1/auth/me", 401).await;
    }

    async fn a_cookie_is_replaced_with_each_use(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let client = app.anonymous();
        let first = cookie(&sign_in(&app).await);
        let reply = refresh(&client, &first, 200).await;
        let second = cookie(&reply);
        assert_ne!(first, second);
        app.bearer(&reply.text_at("/access_token")).get("/api/v1/auth/me", 200).await;

        // Two tabs that wake at the same moment.
        refresh(&client, &first, 200).await;
        // A thief, later on: everything that came of the sign-in is over.
        app.state.clock.advance(60);
        assert_eq!(refresh(&client, &first, 401).await.code(), "unauthenticated");
        refresh(&client, &second, 401).await;
    }

    async fn signing_out_ends_the_sign_in(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let client = app.anonymous();
        let (here, elsewhere) = (sign_in(&app).await, sign_in(&app).await);
        let bearer = |reply: &Reply| app.bearer(&reply.text_at("/access_token"));
        let token = cookie(&here);
        let request = client.request(Method::POST, "/api/v1/auth/logout").header(COOKIE, &token);
        let reply = client.send(request, 204).await;
        // Its access token is over at once, the one of another sign-in is not.
        bearer(&here).get("/api/v1/auth/me", 401).await;
        bearer(&elsewhere).get("/api/v1/auth/me", 200).await;
        bearer(&elsewhere).act("/api/v1/auth/logout", 204).await;
        bearer(&elsewhere).get("/api/v1/auth/me", 401).await;
        assert!(reply.header("set-cookie").contains("Max-Age=0"));
        refresh(&client, &token, 401).await;
        refresh(&client, "punchgate_refresh=unknown", 401).await;
        client.act(REFRESH, 401).await;
    }

    async fn pages_of_other_sites_are_refused(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let client = app.anonymous();
        let token = cookie(&sign_in(&app).await);
        let from = |origin: &str, host: Option<&str>| {
            let request = client
                .request(Method::POST, REFRESH)
                .header(COOKIE, &token)
                .header(ORIGIN, origin);
            match host {
                Some(host) => request.header(HOST, host),
                None => request,
            }
        };
        let reply = client.send(from("https://evil.example", None), 403).await;
        assert_eq!(reply.code(), "foreign_origin");
        client.send(from("null", None), 403).await;
        client.send(from(&app.url(""), None), 200).await;
        // As reached by another name.
        client.send(from("http://localhost:1234", Some("localhost:1234")), 200).await;
    }

    async fn guessing_is_slowed_down(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let client = app.anonymous();
        let (email, password) = app.admin_credentials();
        let wrong = json!({"email": email.to_uppercase(), "password": "wrong"});
        for _ in 0..10 {
            assert_eq!(client.post(LOGIN, &wrong, 401).await.code(), "invalid_credentials");
        }
        let right = json!({"email": email, "password": password});
        let reply = client.post(LOGIN, &right, 429).await;
        assert_eq!(reply.code(), "too_many_requests");
        assert!((1..=301).contains(&reply.header("retry-after").parse::<u32>().unwrap()));
        app.state.clock.advance(302);
        client.post(LOGIN, &right, 200).await;
    }

    async fn many_addresses_from_one_peer_are_slowed_down_too(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let client = app.anonymous();
        for number in 0..30 {
            let guess = json!({"email": format!("user{number}@shop.example"), "password": "x"});
            client.post(LOGIN, &guess, 401).await;
        }
        let guess = json!({"email": "other@shop.example", "password": "x"});
        client.post(LOGIN, &guess, 429).await;
    }

    async fn a_password_is_changed_with_the_current_one(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let other = sign_in(&app).await;
        let elsewhere = cookie(&other);
        let path = "/api/v1/auth/password";
        let (email, password) = app.admin_credentials();
        let change = |current: &str, new: &str| {
            json!({"current_password": current, "new_password": new})
        };
        let reply = admin.post(path, &change(password, "short"), 422).await;
        assert_eq!(reply.faults(), ["/new_password invalid"]);
        for weak in ["password", "12345678", "        ", "aaaaaaaaaaaa", "Passwort1"] {
            let reply = admin.post(path, &change(password, weak), 422).await;
            assert_eq!(reply.faults(), ["/new_password invalid"], "{weak:?}");
        }
        let reply = admin.post(path, &change("wrong", "a new long password"), 422).await;
        assert_eq!(reply.faults(), ["/current_password wrong"]);
        let reply = admin.post(path, &change(password, "a new long password"), 204).await;
        // This sign-in goes on, others are over.
        admin.get("/api/v1/auth/me", 200).await;
        app.bearer(&other.text_at("/access_token")).get("/api/v1/auth/me", 401).await;
        refresh(&app.anonymous(), &cookie(&reply), 200).await;
        refresh(&app.anonymous(), &elsewhere, 401).await;
        let old = json!({"email": email, "password": password});
        app.anonymous().post(LOGIN, &old, 401).await;
        let new = json!({"email": email, "password": "a new long password"});
        app.anonymous().post(LOGIN, &new, 200).await;
    }

    async fn a_printed_password_must_be_changed_first(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let secret = punchout::secret::Secret::new("printed password".to_owned());
        server::auth::first_admin::add(&app.state, "new@shop.example", secret, true).await.unwrap();
        let login = json!({"email": "new@shop.example", "password": "printed password"});
        let reply = app.anonymous().post(LOGIN, &login, 200).await;
        assert_eq!(reply.json()["password_change_required"], true);
        let client = app.bearer(&reply.text_at("/access_token"));
        let refused = client.get("/api/v1/stores", 403).await;
        assert_eq!(refused.code(), "password_change_required");
        assert_eq!(client.get("/api/v1/auth/me", 200).await.json()["password_change_required"], true);
        let change = json!({"current_password": "printed password", "new_password": "a password of my own"});
        client.post("/api/v1/auth/password", &change, 204).await;
        client.get("/api/v1/stores", 200).await;
    }
}
