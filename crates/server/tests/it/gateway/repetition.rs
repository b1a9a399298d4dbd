//! The same call, many times at once.

use reqwest::Method;
use serde_json::json;
use test_support::{Client, TestApp, on_both_databases};

use super::{
    answer::path_of,
    setup::Setup,
    shop::{Shop, cart},
};

/// Calls that are all under way before any answer is read; their statuses.
pub async fn at_once(calls: impl Iterator<Item = reqwest::RequestBuilder>) -> Vec<u16> {
    let tasks: Vec<_> = calls
        .map(|call| {
            tokio::spawn(async move { call.send().await.expect("an answer").status().as_u16() })
        })
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.expect("no call panics"));
    }
    statuses.sort_unstable();
    statuses
}

/// A redemption that is yet to be sent.
pub fn redemption(server: &Client, token: &str) -> reqwest::RequestBuilder {
    server
        .request(Method::POST, "/api/v1/punch-out-sessions/redeem")
        .json(&json!({"token": token}))
}

on_both_databases! {
    async fn a_token_is_redeemed_exactly_once(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let start = shop.set_up(&Setup::create()).await.start_path();
        let (_, token) = shop.start(&start).await;
        let statuses = at_once((0..100).map(|_| redemption(&shop.server, &token))).await;
        let mut expected = vec![410; 100];
        expected[0] = 200;
        assert_eq!(statuses, expected);
    }

    async fn of_many_transfers_one_stays_open(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let path = format!("{}/transfer", visit.path);
        let body = json!({"cart": cart()});
        let tasks: Vec<_> = (0..10)
            .map(|_| {
                let call = shop.server.request(Method::POST, &path).json(&body);
                tokio::spawn(async move {
                    let response = call.send().await.expect("an answer");
                    let hand_off: serde_json::Value = response.json().await.expect("JSON");
                    hand_off["handoff_url"].as_str().expect("a URL").to_owned()
                })
            })
            .collect();
        let mut paths = Vec::new();
        for task in tasks {
            paths.push(path_of(&task.await.expect("no call panics")));
        }
        let mut open = 0;
        for path in paths {
            let response = shop.public.request(Method::GET, &path).send().await.unwrap();
            match response.status().as_u16() {
                200 => open += 1,
                status => assert_eq!(status, 410),
            }
        }
        assert_eq!(open, 1);
    }

    async fn of_many_setups_of_a_new_buyer_one_makes_them(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let setup = Setup::create().xml();
        let calls = (0..20).map(|_| shop.public.request(Method::POST, &shop.path).body(setup.clone()));
        assert_eq!(at_once(calls).await, [200; 20]);
        let buyers = shop.admin.get("/api/v1/buyers", 200).await.json();
        assert_eq!(buyers["items"].as_array().map(Vec::len), Some(1));
        let sessions = shop.admin.get("/api/v1/punch-out-sessions", 200).await.json();
        assert_eq!(sessions["items"].as_array().map(Vec::len), Some(20));
        // All but the last were given up for the one after them.
        let open = shop.admin.get("/api/v1/punch-out-sessions?state=created", 200).await.json();
        assert_eq!(open["items"].as_array().map(Vec::len), Some(1));
    }
}
