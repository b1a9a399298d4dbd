//! A buyer who punches out again leaves the session before.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{
    setup::Setup,
    shop::{Shop, Visit, cart},
};

fn with_cookie(cookie: &str) -> Setup {
    Setup {
        cookie: Some(cookie.to_owned()),
        ..Setup::create()
    }
}

async fn state(shop: &Shop, visit: &Visit) -> String {
    shop.server.get(&visit.path, 200).await.text_at("/state")
}

on_both_databases! {
    async fn a_new_setup_takes_the_place_of_the_one_before(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let first = shop.visit(&with_cookie("again")).await;
        // Not yet started, and started.
        let created = shop.set_up(&with_cookie("waiting")).await.start_path();
        let started = shop.set_up(&with_cookie("under way")).await.start_path();
        let (_, token) = shop.start(&started).await;
        let second = shop.visit(&Setup { operation: "edit", ..with_cookie("again") }).await;
        for cookie in ["waiting", "under way"] {
            shop.set_up(&with_cookie(cookie)).await;
        }
        assert_eq!(state(&shop, &first).await, "superseded");
        assert_eq!(state(&shop, &second).await, "shopping");
        assert_eq!(shop.timeline(&first).await, ["created", "started", "redeemed", "superseded"]);
        let timeline = shop.admin.get(&format!("{}/timeline", first.path), 200).await;
        let by = second.session["id"].as_str().unwrap();
        assert_eq!(timeline.text_at("/items/3/detail"), format!("by session {by}"));
        // Nothing can be done with it any more.
        assert_eq!(shop.transfer(&first, &cart(), 409).await.code(), "session_state");
        assert_eq!(shop.redeem(&token, 409).await.code(), "session_state");
        for path in [created, started] {
            shop.browse(&path, 410).await;
        }
        shop.transfer(&second, &cart(), 200).await;
    }

    async fn another_cookie_buyer_or_connection_takes_nobodys_place(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&with_cookie("mine")).await;
        shop.set_up(&with_cookie("Mine")).await;
        shop.set_up(&Setup { email: Some("bert@buyer.example".to_owned()), ..with_cookie("mine") }).await;
        let other = Shop::in_app_with(&app, |plan| {
            plan.store["key"] = json!("other");
            plan.credential["identity"] = json!("another");
        })
        .await;
        other.set_up(&Setup { identity: "another".to_owned(), ..with_cookie("mine") }).await;
        assert_eq!(state(&shop, &visit).await, "shopping");
        // A refused one neither.
        let refused = Setup { return_url: Some("nowhere".to_owned()), ..with_cookie("mine") };
        assert_eq!(shop.post(refused.xml()).await.status, 400);
        assert_eq!(state(&shop, &visit).await, "shopping");
    }

    async fn an_empty_cookie_names_nobody(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let (first, second) = (shop.visit(&with_cookie("")).await, shop.visit(&with_cookie(" ")).await);
        for visit in [first, second] {
            assert_eq!(state(&shop, &visit).await, "shopping");
        }
    }

    async fn after_the_transfer_the_cart_stays(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&with_cookie("kept")).await;
        shop.transfer(&visit, &cart(), 200).await;
        let edit = shop.visit(&Setup { operation: "edit", ..with_cookie("kept") }).await;
        assert_eq!(state(&shop, &visit).await, "transferred");
        assert_eq!(state(&shop, &edit).await, "shopping");
        shop.transfer(&visit, &cart(), 200).await;
    }
}
