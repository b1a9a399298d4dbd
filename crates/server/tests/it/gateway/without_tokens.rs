//! Stores without access tokens: the buyer brings the session's id, and the store reads that with its key.

use serde_json::{Value, json};
use test_support::{Client, TestApp, on_both_databases};

use super::{
    documents::carried,
    setup::Setup,
    shop::{START_URL, Shop, Visit, cart},
};

const FIFTEEN_MINUTES: i64 = 15 * 60;

async fn shop(app: &TestApp) -> Shop {
    Shop::in_app_with(app, |plan| {
        plan.store["access_token_enabled"] = json!(false);
    })
    .await
}

/// Posts the start page, which must lead to the store with the session's id and nothing else.
async fn enter(shop: &Shop, start_path: &str) -> String {
    let location = shop.public.act(start_path, 303).await.header("location");
    let (place, id) = location
        .split_once("&punchOutSession=")
        .expect("the session's id");
    assert_eq!(place, START_URL);
    format!("/api/v1/punch-out-sessions/{id}")
}

async fn visit(shop: &Shop, setup: &Setup) -> Visit {
    let start_path = shop.set_up(setup).await.start_path();
    let path = enter(shop, &start_path).await;
    Visit {
        session: shop.server.get(&path, 200).await.json(),
        path,
        start_path,
        access_token: String::new(),
    }
}

async fn set(shop: &Shop, patch: Value) {
    let path = format!("/api/v1/stores/{}", shop.store_id);
    shop.admin.patch(&path, &patch, 200).await;
}

/// What calls for another store of the same installation.
async fn other_store(app: &TestApp, shop: &Shop) -> Client {
    let store = json!({"key": "other", "name": "Other", "punch_out_start_url": "https://other.example/in", "access_token_enabled": false});
    let store = shop.admin.post("/api/v1/stores", &store, 201).await;
    let key = json!({"name": "Other", "scopes": ["store"], "store_id": store.text_at("/id")});
    let key = shop.admin.post("/api/v1/api-keys", &key, 201).await;
    Client::new(&app.url(""), Some(key.text_at("/key")))
}

on_both_databases! {
    async fn a_buyer_comes_shops_and_goes_by_the_sessions_id(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = shop(&app).await;
        let start_path = shop.set_up(&Setup::create()).await.start_path();
        // Whoever only looks, such as a prefetcher, brings nobody in.
        for _ in 0..3 {
            assert!(shop.browse(&start_path, 200).await.posts_by_itself());
        }
        let sessions = shop.admin.get("/api/v1/punch-out-sessions", 200).await;
        assert_eq!(sessions.text_at("/items/0/state"), "created");
        let path = enter(&shop, &start_path).await;

        let session = shop.server.get(&path, 200).await.json();
        assert_eq!((&session["state"], &session["operation"]), (&json!("shopping"), &json!("create")));
        assert_eq!(session["buyer"]["email"], "anna.meyer@buyer.example");
        assert_eq!(session["business_unit"]["external_reference"], "BU-7");
        assert!(session.get("session_token").is_none(), "{session}");
        // The id opens nothing by itself, nor with the key of another store.
        shop.public.get(&path, 401).await;
        let other = other_store(&app, &shop).await;
        other.get(&path, 404).await;
        other.act(&format!("{path}/cancel"), 404).await;
        other.post(&format!("{path}/transfer"), &json!({"cart": cart()}), 404).await;

        // A browser that lost the answer asks again, and is where it was.
        assert_eq!(enter(&shop, &start_path).await, path);
        assert!(shop.browse(&start_path, 200).await.posts_by_itself());
        let visit = Visit { path, start_path, access_token: String::new(), session };
        assert_eq!(shop.timeline(&visit).await, ["created", "started"]);
        let timeline = shop.admin.get(&format!("{}/timeline", visit.path), 200).await;
        assert_eq!(timeline.text_at("/items/1/detail"), "without an access token");

        let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
        assert_eq!(carried(&hand_off).matches("<ItemIn ").count(), 2);
        assert_eq!(shop.server.get(&visit.path, 200).await.text_at("/state"), "transferred");
        shop.browse(&visit.start_path, 410).await;
        shop.public.act(&visit.start_path, 410).await;
    }

    async fn carts_are_edited_looked_at_and_left(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = shop(&app).await;
        let items = || vec![("4711".to_owned(), "cart-9/1".to_owned(), "3".to_owned())];
        let edit = visit(&shop, &Setup { items: items(), ..Setup::new("edit") }).await;
        assert_eq!(edit.session["items"][0]["internal_id"], "cart-9/1");
        shop.transfer(&edit, &cart(), 200).await;
        let inspect = visit(&shop, &Setup { items: items(), cookie: Some("cookie-2".to_owned()), ..Setup::new("inspect") }).await;
        assert_eq!(inspect.session["operation"], "inspect");
        assert_eq!(shop.transfer(&inspect, &cart(), 403).await.code(), "inspect_only");
        shop.server.act(&format!("{}/cancel", inspect.path), 200).await;
        let left = visit(&shop, &Setup { cookie: Some("cookie-3".to_owned()), ..Setup::create() }).await;
        shop.server.act(&format!("{}/cancel", left.path), 200).await;
        assert_eq!(shop.timeline(&left).await, ["created", "started", "cancelled"]);
        shop.public.act(&left.start_path, 410).await;
    }

    async fn two_tabs_at_once_are_one_visit(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = shop(&app).await;
        let start_path = shop.set_up(&Setup::create()).await.start_path();
        let (one, two, three) = tokio::join!(enter(&shop, &start_path), enter(&shop, &start_path), enter(&shop, &start_path));
        assert_eq!((&one, &two), (&two, &three));
        let timeline = shop.admin.get(&format!("{one}/timeline"), 200).await.text();
        assert_eq!(timeline.matches("\"started\"").count(), 1, "{timeline}");
        // The link's time is over for these as for all.
        app.state.clock.advance(FIFTEEN_MINUTES);
        shop.public.act(&start_path, 410).await;
        assert_eq!(shop.server.get(&one, 200).await.text_at("/state"), "shopping");
    }

    async fn there_is_no_token_to_redeem(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = shop(&app).await;
        let visit = visit(&shop, &Setup::create()).await;
        let id = visit.session["id"].as_str().expect("an id");
        for token in [id, "no-token-at-all"] {
            assert_eq!(shop.redeem(token, 409).await.code(), "access_tokens_off");
        }
        set(&shop, json!({"enabled": false})).await;
        shop.browse(&visit.start_path, 410).await;
        // Who is inside already can bring the cart home.
        shop.transfer(&visit, &cart(), 200).await;
    }

    async fn switching_strands_nobody(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let first = shop.set_up(&Setup::create()).await.start_path();
        let (_, token) = shop.start(&first).await;
        let second = shop.set_up(&Setup { cookie: Some("cookie-2".to_owned()), ..Setup::create() }).await.start_path();
        let (_, replaced) = shop.start(&second).await;

        // A token that is on its way is as good as it was.
        set(&shop, json!({"access_token_enabled": false})).await;
        let session = shop.redeem(&token, 200).await.json();
        assert!(session["session_token"].is_string());
        assert_eq!(shop.redeem(&token, 410).await.code(), "token_spent");
        // Who posts the start page again has no need of it any more.
        let path = enter(&shop, &second).await;
        assert_eq!(shop.redeem(&replaced, 410).await.code(), "token_spent");
        assert_eq!(shop.server.get(&path, 200).await.text_at("/state"), "shopping");

        set(&shop, json!({"access_token_enabled": true})).await;
        shop.public.act(&second, 410).await;
        let visit = Visit { session: Value::Null, path, start_path: second, access_token: String::new() };
        shop.transfer(&visit, &cart(), 200).await;
        let third = shop.visit(&Setup { cookie: Some("cookie-3".to_owned()), ..Setup::create() }).await;
        assert_eq!(third.session["state"], "shopping");
    }

    async fn it_is_said_what_that_asks_of_the_shop(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = shop(&app).await;
        let path = format!("/api/v1/stores/{}", shop.store_id);
        let store = shop.admin.get(&path, 200).await;
        assert_eq!(store.json()["access_token_enabled"], false);
        assert_eq!(store.text_at("/warnings/0/pointer"), "/access_token_enabled");
        let tried = shop.admin.act(&format!("/api/v1/connections/{}/test", shop.connection_id), 200).await.json();
        assert_eq!(tried["passed"], true, "{tried:#}");
        assert!(tried.to_string().contains("without an access token: the shop signs the buyer in"), "{tried:#}");

        // Other adapters know a session by its code alone.
        for adapter in ["tradecentric", "liferay"] {
            let patch = json!({"adapter": adapter, "adapter_url": "https://shop.example", "adapter_client_id": "c", "adapter_site": "s"});
            let refused = shop.admin.patch(&path, &patch, 422).await;
            assert_eq!(refused.faults(), ["/access_token_enabled invalid"]);
        }
        let on = shop.admin.patch(&path, &json!({"access_token_enabled": true, "adapter": "tradecentric"}), 200).await.json();
        assert!(!on.to_string().contains("\"/access_token_enabled\""), "{on:#}");
        let refused = shop.admin.patch(&path, &json!({"access_token_enabled": false}), 422).await;
        assert_eq!(refused.faults(), ["/access_token_enabled invalid"]);
    }
}
