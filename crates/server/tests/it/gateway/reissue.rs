//! A return that got lost is issued again by staff; and what a store calls the access token.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{
    answer::path_of,
    setup::Setup,
    shop::{Shop, cart},
};

on_both_databases! {
    async fn a_lost_return_gets_a_new_link(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let reissue = format!("{}/reissue", visit.path);
        assert_eq!(shop.admin.act(&reissue, 409).await.code(), "session_state");
        let first = shop.transfer(&visit, &cart(), 200).await.json();
        let first_page = path_of(first["handoff_url"].as_str().unwrap());
        assert!(shop.browse(&first_page, 200).await.posts_by_itself());

        // The cart's time is over, but it is still there.
        app.state.clock.advance(25 * 3600);
        shop.browse(&first_page, 410).await;
        let admin = app.admin().await;
        shop.server.act(&reissue, 403).await;
        let again = admin.act(&reissue, 200).await.json();
        assert_eq!(again["form"], first["form"]);
        assert_ne!(again["handoff_url"], first["handoff_url"]);
        let page = path_of(again["handoff_url"].as_str().unwrap());
        assert!(shop.browse(&page, 200).await.posts_by_itself());
        shop.browse(&first_page, 410).await;
        let last = admin.act(&reissue, 200).await.json();
        shop.browse(&page, 410).await;
        shop.browse(&path_of(last["handoff_url"].as_str().unwrap()), 200).await;
        let timeline = admin.get(&format!("{}/timeline", visit.path), 200).await.text();
        assert_eq!(timeline.matches("hand_over_reissued").count(), 2, "{timeline}");
        let audit = admin.get("/api/v1/audit-log", 200).await.text();
        assert!(audit.contains("reissue"));
    }

    async fn the_access_token_is_called_as_the_store_wants(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.store["access_token_parameter"] = json!("pt");
        })
        .await;
        let start_path = shop.set_up(&Setup::create()).await.start_path();
        // Whoever only looks, such as a prefetcher, spends nothing.
        for _ in 0..3 {
            shop.browse(&start_path, 200).await;
        }
        let reply = shop.public.act(&start_path, 303).await;
        let location: url::Url = reply.header("location").parse().unwrap();
        let pairs: Vec<_> = location.query_pairs().into_owned().collect();
        assert_eq!(pairs[0], ("channel".to_owned(), "b2b".to_owned()));
        assert_eq!(pairs[1].0, "pt");
        shop.redeem(&pairs[1].1, 200).await;
        let path = format!("/api/v1/stores/{}", shop.store_id);
        let bad = json!({"access_token_parameter": "a b"});
        let reply = shop.admin.patch(&path, &bad, 422).await;
        assert_eq!(reply.faults(), ["/access_token_parameter invalid"]);
        let plain = shop.admin.patch(&path, &json!({"access_token_parameter": null}), 200).await.json();
        assert_eq!(plain["access_token_parameter"], serde_json::Value::Null);
    }
}
