//! What an administrator sees of punch-outs, and does about them.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    setup::Setup,
    shop::{Shop, cart},
};

fn connection(shop: &Shop) -> String {
    format!("/api/v1/connections/{}", shop.connection_id)
}

async fn live(shop: &Shop) -> Value {
    let path = format!("{}/activity", connection(shop));
    shop.admin.get(&path, 200).await.json()["live_sessions"].clone()
}

on_both_databases! {
    async fn deactivating_asks_whether_sessions_under_way_end(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let other = Setup { cookie: Some("cookie-2".to_owned()), ..Setup::create() };
        let start = shop.set_up(&other).await.start_path();
        assert_eq!(live(&shop).await, 2);
        // Not yet: sessions go on, and no new one is opened.
        let deactivate = format!("{}/deactivate", connection(&shop));
        shop.admin.act(&deactivate, 200).await;
        assert_ne!(shop.post(Setup::create().xml()).await.status, 200);
        assert_eq!(live(&shop).await, 2);
        shop.transfer(&visit, &cart(), 200).await;

        let reply = shop.admin.post(&deactivate, &json!({"end_live_sessions": true}), 200).await;
        assert_eq!(reply.json()["active"], false);
        assert_eq!(live(&shop).await, 0);
        assert_eq!(shop.transfer(&visit, &cart(), 409).await.code(), "session_state");
        shop.public.act(&start, 410).await;
        assert_eq!(shop.timeline(&visit).await.last().unwrap(), "ended");
        let log = shop.admin.get("/api/v1/audit-log?action=end_live_sessions", 200).await.json();
        assert_eq!(log["items"][0]["after"]["ended_sessions"], 2);
        let of = async |live: bool| {
            let found = shop.admin.get(&format!("/api/v1/punch-out-sessions?live={live}"), 200).await.json();
            found["items"].as_array().unwrap().len()
        };
        assert_eq!((of(true).await, of(false).await), (0, 2));
        let reply = shop.admin.post(&deactivate, &json!({"end": true}), 422).await;
        assert_eq!(reply.faults(), ["/end unknown_field"]);
    }

    async fn production_needs_hosts_and_proposes_those_seen(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        shop.set_up(&Setup { return_url: Some("https://erp.buyer.example/in".to_owned()), ..Setup::create() }).await;
        let production = json!({"mode": "production"});
        let reply = shop.admin.patch(&connection(&shop), &production, 422).await;
        assert_eq!(reply.faults(), ["/allowed_return_hosts required"]);
        let activity = shop.admin.get(&format!("{}/activity", connection(&shop)), 200).await.json();
        assert!(activity["last_used_at"].is_string() || activity["last_used_at"].is_null());
        let hosts = activity["return_hosts"].as_array().unwrap();
        assert!(hosts.iter().all(|host| host["allowed"] == false), "{activity}");
        let listed = json!({"mode": "production", "allowed_return_hosts": ["*.buyer.example"]});
        shop.admin.patch(&connection(&shop), &listed, 200).await;
        let unlisted = json!({"allowed_return_hosts": []});
        shop.admin.patch(&connection(&shop), &unlisted, 422).await;
        let new = json!({"name": "New", "business_unit_id": shop.business_unit_id, "mode": "production"});
        let reply = shop.admin.post("/api/v1/connections", &new, 422).await;
        assert_eq!(reply.faults(), ["/allowed_return_hosts required"]);
    }

    async fn entries_know_their_neighbours_and_can_be_followed(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        app.state.clock.advance(10);
        shop.visit(&Setup { cookie: Some("cookie-2".to_owned()), ..Setup::create() }).await;
        app.state.clock.advance(10);
        shop.transfer(&visit, &cart(), 200).await;
        app.state.clock.advance(10);
        shop.transfer(&visit, &cart(), 200).await;

        let session = visit.session["id"].as_str().unwrap();
        let list = async |query: &str| {
            let found = shop.admin.get(&format!("/api/v1/transactions?{query}"), 200).await.json();
            found["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let oldest = list(&format!("session_id={session}&sort=at")).await;
        let mut newest = list(&format!("session_id={session}")).await;
        newest.reverse();
        assert_eq!(oldest, newest);
        assert_eq!(oldest.len(), 3);
        let entry = async |id: &str| shop.admin.get(&format!("/api/v1/transactions/{id}"), 200).await.json();
        let (first, middle, last) = (entry(&oldest[0]).await, entry(&oldest[1]).await, entry(&oldest[2]).await);
        assert!(first["previous_id"].is_null() && last["next_id"].is_null());
        assert_eq!((&first["next_id"], &last["previous_id"]), (&middle["id"], &middle["id"]));
        assert_eq!((&middle["previous_id"], &middle["next_id"]), (&first["id"], &last["id"]));

        let from = middle["at"].as_str().unwrap();
        assert_eq!(list(&format!("from={from}&sort=at")).await, oldest[1..]);
        assert_eq!(list(&format!("from={from}&sort=at&limit=1")).await, oldest[1..2]);
    }
}
