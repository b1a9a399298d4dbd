//! Calls of stores that are refused, or made twice: what the log has of them, and what becomes of the buyer.

use reqwest::Method;
use serde_json::{Value, json};
use test_support::{Client, TestApp, on_both_databases};

use super::{
    answer::path_of,
    setup::Setup,
    shop::{Shop, cart},
};

/// Code, text, session and document of each refusal in the log, oldest first.
async fn refusals(shop: &Shop) -> Vec<(String, String, Value, String)> {
    let path = "/api/v1/transactions?status=refused&limit=50";
    let list = shop.admin.get(path, 200).await.json();
    let mut found = Vec::new();
    for entry in list["items"].as_array().expect("items").iter().rev() {
        let id = entry["id"].as_str().expect("an id");
        let entry = shop
            .admin
            .get(&format!("/api/v1/transactions/{id}"), 200)
            .await;
        let whole = entry.json();
        found.push((
            entry.text_at("/error/code"),
            entry.text_at("/error/text"),
            whole["session_id"].clone(),
            whole["document"].as_str().unwrap_or_default().to_owned(),
        ));
        assert_eq!(whole["store_id"], shop.store_id.to_string(), "{whole}");
    }
    found
}

on_both_databases! {
    async fn redemptions_that_fail_are_in_the_log(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        shop.redeem(&visit.access_token, 410).await;
        shop.redeem("no token of anybody", 410).await;
        let later = shop.set_up(&Setup::create()).await.start_path();
        let (_, replaced) = shop.start(&later).await;
        shop.start(&later).await;
        shop.redeem(&replaced, 410).await;
        let logged = refusals(&shop).await;
        let codes: Vec<_> = logged.iter().map(|(code, _, _, document)| (code.as_str(), document.as_str())).collect();
        assert_eq!(codes, [("token_spent", "redeem"); 3]);
        assert_eq!(logged[0].2, visit.session["id"]);
        assert_eq!(logged[1].2, Value::Null);
        assert!(logged[0].1.contains("redeemed before") && logged[2].1.contains("newer"), "{logged:?}");
        assert!(!format!("{logged:?}").contains(&visit.access_token));
    }

    async fn calls_without_a_good_key_are_in_the_log(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let stranger = Client::new(&app.url(""), Some("pgk_wrong".to_owned()));
        stranger.post("/api/v1/punch-out-sessions/redeem", &json!({"token": "x"}), 401).await;
        let list = shop.admin.get("/api/v1/transactions?error_code=caller_refused", 200).await;
        assert_eq!(list.json()["items"].as_array().expect("items").len(), 1);
        assert_eq!(list.text_at("/items/0/error_code"), "caller_refused");
        assert!(!list.text().contains("pgk_wrong"), "{}", list.text());
    }

    async fn carts_that_are_not_read_are_in_the_log(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let path = format!("{}/transfer", visit.path);
        let large = vec![b' '; 16 * 1024 * 1024 + 1];
        for (content_type, body, status) in [("text/plain", b"{}".to_vec(), 415), ("application/json", large, 413)] {
            let request = shop.server.request(Method::POST, &path).header("content-type", content_type);
            shop.server.send(request.body(body), status).await;
        }
        let logged = refusals(&shop).await;
        let codes: Vec<_> = logged.iter().map(|(code, ..)| code.as_str()).collect();
        assert_eq!(codes, ["invalid_json", "too_large"]);
        assert!(logged.iter().all(|(_, _, session, _)| *session == visit.session["id"]));
        // What is read and refused is logged once.
        shop.transfer(&visit, &json!({"currency": "EUR", "items": []}), 422).await;
        assert_eq!(refusals(&shop).await.len(), 3);
    }

    async fn a_cart_of_as_many_and_as_long_lines_as_are_taken_goes_through(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let line = |number: u32| json!({
            "sku": format!("A{number}"), "name": "Long", "description": "long ".repeat(1_000),
            "quantity": "1", "unit": "EA", "unit_price": "1.00",
        });
        let lines: Vec<_> = (0..1_000).map(line).collect();
        shop.transfer(&visit, &json!({"currency": "EUR", "items": lines}), 200).await;
    }

    async fn what_goes_to_an_address_that_is_no_more_is_in_the_log_of_its_store(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let answer = shop.post_to(&format!("{}/renewed-since", shop.store_path), Setup::create().xml()).await;
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!(entry["error"]["code"], "unknown_entry_point");
        assert_eq!(entry["store_id"], shop.store_id.to_string());
    }

    async fn who_is_inside_can_leave_whatever_the_connection_allows_since(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        shop.admin.patch(&connection, &json!({"allowed_return_hosts": ["other.example"]}), 200).await;
        assert_eq!(shop.transfer(&visit, &cart(), 409).await.code(), "no_return_url");
        let home = shop.server.act(&format!("{}/cancel", visit.path), 200).await.text_at("/handoff_url");
        let page = shop.browse(&path_of(&home), 200).await;
        assert!(page.form.is_none(), "{}", page.reply.text());
    }

    async fn a_cancellation_can_be_called_again(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let cancel = format!("{}/cancel", visit.path);
        let lost = shop.server.act(&cancel, 200).await.text_at("/handoff_url");
        let again = shop.server.act(&cancel, 200).await.text_at("/handoff_url");
        assert_ne!(lost, again);
        shop.browse(&path_of(&lost), 410).await;
        assert!(shop.browse(&path_of(&again), 200).await.posts_by_itself());
        assert_eq!(shop.transfer(&visit, &cart(), 409).await.code(), "session_state");
    }
}
