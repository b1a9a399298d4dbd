//! No secret is kept in clear text: neither in the database, nor in what the log shows, nor in what the program says.

mod planted;
mod search;

use base64::{Engine, engine::general_purpose::STANDARD};
use memchr::memmem;
use planted::{PART, PLANTED};
use reqwest::Method;
use search::{Secrets, percent};
use serde_json::{Value, json};
use test_support::{Client, TestDatabase, on_both_databases};

use super::{
    Program, kill,
    program::{ADMIN_EMAIL, ADMIN_PASSWORD},
};
use crate::gateway::{
    answer::path_of,
    setup::{SECRET, Setup},
    shop::{Shop, cart},
};

/// A journey with everything secret that it has.
async fn journey(program: &Program, shop: &Shop, setup: &Setup, secrets: &mut Secrets) {
    let visit = shop.visit(setup).await;
    let code = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    secrets.add("a start code", code(&visit.start_path));
    secrets.add("an access token", visit.access_token.clone());
    let session = secrets.add(
        "a session's token",
        visit.session["session_token"].as_str().unwrap(),
    );
    // Each is used once more, where it does not work any more, and stands in a header that browsers send.
    shop.browse(&visit.start_path, 410).await;
    shop.redeem(&visit.access_token, 410).await;
    for _ in 0..2 {
        let hand_off = shop
            .transfer(&visit, &cart(), 200)
            .await
            .text_at("/handoff_url");
        secrets.add("a hand-over code", code(&hand_off));
        shop.browse(&path_of(&hand_off), 200).await;
        let again = shop
            .public
            .request(Method::POST, &format!("{}/attempted", path_of(&hand_off)));
        shop.public.send(again, 204).await;
        let referer = shop
            .public
            .request(Method::POST, &shop.path)
            .header("referer", &hand_off);
        shop.public.send(referer.body("<x/>"), 200).await;
    }
    let start = format!("{}{}", program.base(), visit.start_path);
    for referer in [
        start,
        format!(
            "https://shop.example/?punchOutAccessToken={}",
            visit.access_token
        ),
    ] {
        let request = shop
            .public
            .request(Method::POST, &shop.path)
            .header("referer", referer);
        shop.public.send(request.body("<x/>"), 200).await;
    }
    let storefront = Client::new(program.base(), Some(session));
    storefront
        .post(
            &format!("{}/transfer", visit.path),
            &json!({"cart": {"currency": "EUR", "items": [{"sku": "1", "quantity": "0", "unit": "EA", "unit_price": "1"}]}}),
            422,
        )
        .await;
    storefront.act(&format!("{}/cancel", visit.path), 200).await;
    // The token ends with its session.
    storefront.act(&format!("{}/cancel", visit.path), 410).await;
}

/// Everything that the log shows, bodies decoded.
async fn shown(admin: &Client) -> Vec<u8> {
    let mut shown = Vec::new();
    for entry in kill::all(admin, "/api/v1/transactions?limit=200").await {
        let id = entry["id"].as_str().unwrap();
        let entry = admin.get(&format!("/api/v1/transactions/{id}"), 200).await;
        shown.extend_from_slice(&entry.body);
        let entry: Value = entry.json();
        for side in ["request", "response"] {
            let body = &entry[side]["body"];
            if let Some(text) = body["text"].as_str() {
                shown.extend_from_slice(text.as_bytes());
            }
            if let Some(bytes) = body["base64"].as_str() {
                shown.extend_from_slice(&STANDARD.decode(bytes).unwrap());
            }
        }
    }
    shown
}

async fn run_all(db: &TestDatabase) {
    let data = tempfile::tempdir().unwrap();
    let program = Program::start(data.path(), db.url(), "trace");
    let mut secrets = Secrets::default();
    secrets.add("the administrator's password", ADMIN_PASSWORD);
    secrets.add("a shared secret", SECRET);
    secrets.add("a planted secret", PLANTED);
    secrets.add("a part of a planted secret", PART);
    let login = program.log_in().await;
    let cookie = login.header("set-cookie");
    let refresh = cookie.split(['=', ';']).nth(1).unwrap();
    secrets.add("a refresh token", refresh);
    let admin = Client::new(
        program.base(),
        Some(secrets.add(
            "an access token of a person",
            login.text_at("/access_token"),
        )),
    );
    let wrong = json!({"email": ADMIN_EMAIL, "password": PLANTED});
    admin.post("/api/v1/auth/login", &wrong, 401).await;
    let shop = Shop::open(&admin, program.base(), |_| {}).await;
    secrets.add("an API key", shop.api_key.clone());

    for setup in [Setup::create(), Setup::new("edit")] {
        journey(&program, &shop, &setup, &mut secrets).await;
    }
    for (name, content_type, body) in planted::bodies() {
        for path in [&shop.path, &shop.store_path, "/punchout/nope"] {
            let request = shop
                .public
                .request(Method::POST, path)
                .header("content-type", content_type);
            let request = request.header(
                "authorization",
                format!("Basic {}", STANDARD.encode(format!("anna:{PLANTED}"))),
            );
            let request = request
                .header("cookie", format!("session={PART}"))
                .header("x-api-key", PART);
            let response = request.body(body.clone()).send().await.unwrap();
            // A form without cXML is a call by OCI, and refused as a page for people.
            let status = response.status();
            let told = if name == "a form" {
                status.is_client_error()
            } else {
                status.as_u16() == 200
            };
            assert!(told, "{name}: {status}");
            assert!(
                !response.text().await.unwrap().contains(PART),
                "{name}: sent back"
            );
        }
    }
    let query = format!(
        "{}?PASSWORD={}&~token={}",
        shop.path,
        percent(PLANTED),
        percent(PLANTED)
    );
    for method in [Method::GET, Method::POST] {
        let response = shop.public.request(method, &query).send().await.unwrap();
        assert!(response.headers().contains_key("x-support-reference"));
    }

    let log = program.log();
    assert!(
        log.len() > 10_000,
        "there is a detailed log to look through"
    );
    secrets.assert_absent("the program's log", &log);
    let shown = shown(&admin).await;
    let marks = memmem::find_iter(&shown, b"****").count();
    assert!(marks > 100, "only {marks} places are masked");
    secrets.assert_absent("what the transaction log shows", &shown);
    let dump = db.dump().await;
    // What is not secret is found: the search looks in the right place.
    for known in ["cookie-1", "anna.meyer@buyer.example", "Tools & Parts"] {
        assert!(memmem::find(&dump, known.as_bytes()).is_some(), "{known}");
    }
    secrets.assert_absent("the database", &dump);
}

on_both_databases! {
    async fn no_secret_is_kept_in_clear_text(db: TestDatabase) {
        run_all(&db).await;
    }
}
