//! The database is away for a moment.

use reqwest::Method;
use test_support::{Reply, TestApp, TestDatabase};

use crate::gateway::{Answer, header, setup::Setup, shop::Shop, validity::Emitted};

async fn answer(shop: &Shop) -> Answer {
    let request = shop.public.request(Method::POST, &shop.path);
    // A setup with the cookie of another session would take its place.
    let setup = Setup {
        cookie: Some("cookie-2".to_owned()),
        ..Setup::create()
    };
    Answer::to(request.body(setup.xml())).await
}

fn assert_away(answer: &Answer) {
    assert_eq!(
        (answer.http, answer.status),
        (503, 560),
        "{}",
        answer.text()
    );
    let seconds = header(&answer.headers, "retry-after").parse::<u32>();
    assert!((1..=60).contains(&seconds.unwrap()));
    // There is no entry that a reference could lead to.
    assert_eq!(answer.support_reference(), "");
    let mut emitted = Emitted::default();
    emitted.add(answer.bytes.clone());
    emitted.validate();
}

/// Problem and `Retry-After` for callers of the REST API.
fn assert_unavailable(reply: &Reply) {
    assert_eq!(reply.code(), "unavailable");
    assert_eq!(reply.header("content-type"), "application/problem+json");
    let seconds = reply.header("retry-after").parse::<u32>();
    assert!((1..=60).contains(&seconds.unwrap()));
}

/// Nothing that was acknowledged is lost, and nothing that was refused is there.
async fn assert_sessions(shop: &Shop, expected: usize) {
    let sessions = shop
        .admin
        .get("/api/v1/punch-out-sessions", 200)
        .await
        .json();
    assert_eq!(sessions["items"].as_array().map(Vec::len), Some(expected));
}

#[test]
fn postgres_away_is_told_in_every_callers_protocol_and_passes() {
    test_support::run(async {
        let Some(db) = TestDatabase::postgres().await else {
            return;
        };
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let before = shop.set_up(&Setup::create()).await.start_path();
        app.database.take_away().await;
        for _ in 0..3 {
            assert_away(&answer(&shop).await);
        }
        let page = shop.browse(&before, 503).await;
        assert!(page.form.is_none());
        assert_eq!(shop.redeem("token", 503).await.code(), "unavailable");
        assert_unavailable(&shop.admin.get("/api/v1/stores", 503).await);
        shop.public.get("/healthz/ready", 503).await;
        shop.public.get("/healthz/live", 200).await;
        app.database.give_back().await;
        // Connections that were cut are noticed one by one; nobody has to restart anything.
        let mut attempts = 0;
        while answer(&shop).await.status != 200 {
            attempts += 1;
            assert!(attempts < 50, "it does not recover");
        }
        shop.start(&before).await;
        shop.public.get("/healthz/ready", 200).await;
        assert_sessions(&shop, 2).await;
    });
}

#[test]
fn a_locked_sqlite_file_is_told_and_passes() {
    test_support::run(async {
        let app = TestApp::start(TestDatabase::sqlite().await).await;
        let shop = Shop::in_app(&app).await;
        // Another program, such as a careless backup, holds the write lock.
        let lock = app.database.begin().await.unwrap();
        assert_away(&answer(&shop).await);
        let company = serde_json::json!({"name": "Meyer"});
        assert_unavailable(&shop.admin.post("/api/v1/companies", &company, 503).await);
        // Looking is possible all the while.
        shop.admin.get("/api/v1/stores", 200).await;
        lock.rollback().await.unwrap();
        shop.set_up(&Setup::create()).await;
        assert_sessions(&shop, 1).await;
    });
}
