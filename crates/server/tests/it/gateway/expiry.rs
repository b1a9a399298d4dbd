//! What happens when time runs out, and what is gone after it was used.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{
    answer::path_of,
    setup::Setup,
    shop::{Shop, cart},
};

on_both_databases! {
    async fn a_start_page_works_for_fifteen_minutes(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let start = shop.set_up(&Setup::create()).await.start_path();
        app.state.clock.advance(14 * 60 + 30);
        shop.browse(&start, 200).await;
        app.state.clock.advance(31);
        let page = shop.browse(&start, 410).await;
        assert!(page.form.is_none());
        shop.public.act(&start, 410).await;
        // A code that nobody was given looks the same, but for the reference.
        let unknown = shop.browse("/punchout/start/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 410).await;
        let heading = |html: &str| html.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next()).map(str::to_owned);
        assert_eq!(heading(&unknown.reply.text()), heading(&page.reply.text()));
    }

    async fn an_access_token_expires_and_another_can_be_minted(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.store["access_token_ttl_seconds"] = json!(5);
            plan.store["access_token_bytes"] = json!(128);
        })
        .await;
        let start = shop.set_up(&Setup::create()).await.start_path();
        let (_, late) = shop.start(&start).await;
        assert!(late.len() >= 128);
        app.state.clock.advance(6);
        assert_eq!(shop.redeem(&late, 410).await.code(), "token_expired");
        let (_, revoked) = shop.start(&start).await;
        let (_, token) = shop.start(&start).await;
        // A newer token takes the older one's place.
        assert_eq!(shop.redeem(&revoked, 410).await.code(), "token_spent");
        shop.redeem(&token, 200).await;
        assert_eq!(shop.redeem(&token, 410).await.code(), "token_spent");
        assert_eq!(shop.redeem("never-seen", 410).await.code(), "token_spent");
        // The session stays intact.
        let sessions = shop.admin.get("/api/v1/punch-out-sessions", 200).await.json();
        assert_eq!(sessions["items"][0]["state"], "shopping");
    }

    async fn an_idle_session_ends_by_itself(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| plan.store["idle_ttl_seconds"] = json!(600)).await;
        let visit = shop.visit(&Setup::create()).await;
        app.state.clock.advance(599);
        shop.transfer(&visit, &cart(), 200).await;
        // The transfer was an activity, and so is a look of the store's, which tells the new time at once.
        let look = async || shop.server.get(&visit.path, 200).await.text_at("/idle_expires_at");
        let before = look().await;
        app.state.clock.advance(300);
        let looked = look().await;
        assert!(looked > before, "{looked} after {before}");
        assert_eq!(look().await, looked, "and it was noted");
        app.state.clock.advance(599);
        shop.transfer(&visit, &cart(), 200).await;
        app.state.clock.advance(601);
        assert_eq!(shop.transfer(&visit, &cart(), 409).await.code(), "session_state");
        assert_eq!(shop.server.get(&visit.path, 200).await.json()["state"], "expired");
    }

    async fn a_session_ends_when_its_time_is_over_and_its_token_with_it(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.store["session_ttl_seconds"] = json!(3600);
            plan.store["idle_ttl_seconds"] = json!(3600);
        })
        .await;
        let visit = shop.visit(&Setup::create()).await;
        let storefront = app.bearer(visit.session["session_token"].as_str().unwrap());
        storefront.get(&visit.path, 200).await;
        app.state.clock.advance(3601);
        storefront.get(&visit.path, 401).await;
        assert_eq!(shop.server.act(&format!("{}/cancel", visit.path), 409).await.code(), "session_state");
    }

    async fn a_hand_over_is_kept_as_long_as_the_store_says(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| plan.store["handoff_ttl_seconds"] = json!(60)).await;
        let visit = shop.visit(&Setup::create()).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
        let path = path_of(hand_off["handoff_url"].as_str().unwrap());
        app.state.clock.advance(59);
        shop.browse(&path, 200).await;
        app.state.clock.advance(2);
        let page = shop.browse(&path, 410).await;
        assert!(page.form.is_none());
        shop.browse("/punchout/return/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 410).await;
    }

    async fn a_later_cart_takes_the_place_of_an_earlier_one(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let mut paths = Vec::new();
        for quantity in ["1", "2", "3"] {
            let mut cart = cart();
            cart["items"][0]["quantity"] = json!(quantity);
            let hand_off = shop.transfer(&visit, &cart, 200).await.json();
            paths.push(path_of(hand_off["handoff_url"].as_str().unwrap()));
        }
        for path in &paths[..2] {
            assert!(shop.browse(path, 410).await.form.is_none());
        }
        shop.browse(&paths[2], 200).await;
        // After the return without a cart the last one is void as well.
        shop.server.act(&format!("{}/cancel", visit.path), 200).await;
        shop.browse(&paths[2], 410).await;
    }

    async fn an_administrator_ends_a_session(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let end = format!("{}/end", visit.path);
        assert_eq!(shop.admin.act(&end, 200).await.json()["state"], "ended");
        assert_eq!(shop.admin.act(&end, 409).await.code(), "session_state");
        assert_eq!(shop.transfer(&visit, &cart(), 409).await.code(), "session_state");
        let waiting = shop.set_up(&Setup::create()).await;
        let sessions = shop.admin.get("/api/v1/punch-out-sessions?state=created", 200).await;
        let id = sessions.text_at("/items/0/id");
        shop.admin.act(&format!("/api/v1/punch-out-sessions/{id}/end"), 200).await;
        shop.browse(&waiting.start_path(), 410).await;
    }
}
