//! `/api/v1/dashboard`: what went through the gateway.

use api_types::api_key::Scope;
use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    setup::Setup,
    shop::{Shop, cart},
};

const DASHBOARD: &str = "/api/v1/dashboard";
const DAY: i64 = 24 * 3600;

fn sum(dashboard: &Value, member: &str) -> u64 {
    let parts = dashboard["parts"].as_array().unwrap();
    parts
        .iter()
        .map(|part| part.pointer(member).unwrap().as_u64().unwrap())
        .sum()
}

on_both_databases! {
    async fn figures_tell_what_became_of_sessions_and_what_went_wrong(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let none = shop.admin.get(DASHBOARD, 200).await.json();
        assert_eq!(none["sessions"], json!({"opened": 0, "transferred": 0, "ordered": 0, "cancelled": 0}));
        assert_eq!(none["parts"].as_array().unwrap().len(), 24);
        assert_eq!((&none["connections"], &none["errors"], &none["silent"]), (&json!([]), &json!([]), &json!([])));

        let transferred = shop.visit(&Setup::create()).await;
        shop.transfer(&transferred, &cart(), 200).await;
        shop.transfer(&transferred, &cart(), 200).await;
        let mut another = Setup::create();
        another.cookie = Some("another".to_owned());
        let left = shop.visit(&another).await;
        shop.server.act(&format!("{}/cancel", left.path), 200).await;
        let mut third = Setup::create();
        third.cookie = Some("third".to_owned());
        shop.visit(&third).await;
        let mut stranger = Setup::create();
        stranger.secret = Some("wrong".to_owned());
        shop.post(stranger.xml()).await;

        let figures = shop.admin.get(DASHBOARD, 200).await.json();
        let counted = json!({"opened": 3, "transferred": 1, "ordered": 0, "cancelled": 1});
        assert_eq!(figures["sessions"], counted);
        assert_eq!((figures["refused"].as_u64(), figures["failed"].as_u64()), (Some(1), Some(0)));
        assert_eq!(figures["errors"], json!([{"code": "wrong_secret", "count": 1}]));
        assert_eq!(figures["connections"][0]["sessions"], counted);
        for (member, number) in [("/sessions/opened", 3), ("/sessions/transferred", 1), ("/sessions/cancelled", 1), ("/refused", 1), ("/failed", 0)] {
            assert_eq!(sum(&figures, member), number, "{member}");
        }

        // A cart that came back stays one that came back when the session's time has run out.
        app.state.clock.advance(2 * DAY);
        let reader = app.key(&[Scope::Read], None).await;
        assert_eq!(reader.get(DASHBOARD, 200).await.json()["sessions"]["opened"], 0);
        for range in ["7d", "30d"] {
            let later = reader.get(&format!("{DASHBOARD}?range={range}&utc_offset_minutes=-300"), 200).await.json();
            assert_eq!(later["sessions"], counted, "{range}");
            assert_eq!(sum(&later, "/sessions/opened"), 3, "{range}");
        }
    }

    async fn a_connection_is_silent_when_nothing_comes_for_longer_than_ever(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        for visit in 0..5 {
            let mut setup = Setup::create();
            setup.cookie = Some(format!("visit {visit}"));
            shop.set_up(&setup).await;
            // Not to the second: a slow machine takes some of its own.
            app.state.clock.advance(if visit < 4 { DAY } else { DAY - 60 });
        }
        let reader = app.key(&[Scope::Read, Scope::Write], None).await;
        let silent = |figures: Value| figures["silent"].as_array().unwrap().len();
        assert_eq!(silent(reader.get(DASHBOARD, 200).await.json()), 0);
        app.state.clock.advance(120);
        let figures = reader.get(DASHBOARD, 200).await.json();
        assert_eq!(figures["silent"][0]["longest_silence_seconds"], DAY);
        let id = figures["silent"][0]["id"].as_str().unwrap();
        reader.act(&format!("/api/v1/connections/{id}/deactivate"), 200).await;
        assert_eq!(silent(reader.get(DASHBOARD, 200).await.json()), 0);
    }

    async fn figures_are_for_who_may_read_and_over_times_that_there_are(db: TestDatabase) {
        let app = TestApp::start(db).await;
        app.key(&[Scope::Read], None).await.get(DASHBOARD, 200).await;
        app.key(&[Scope::Store], None).await.get(DASHBOARD, 403).await;
        let admin = app.admin().await;
        admin.get(&format!("{DASHBOARD}?range=1y"), 400).await;
        let far = admin.get(&format!("{DASHBOARD}?utc_offset_minutes=841"), 400).await;
        assert_eq!(far.faults(), ["/utc_offset_minutes out_of_range"]);
    }
}
