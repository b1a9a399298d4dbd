//! Stores are told of what happens: signed, again where that fails, and never into private networks.

mod in_turn;

use std::time::Duration;

use database::{ConnectOptions, Database};
use serde_json::{Value, json};
use server::{sealing::MasterKey, state::AppState};
use test_support::{TestApp, TestDatabase, on_both_databases};

use crate::{
    gateway::{orders::order, setup::Setup, shop::Shop},
    stand_in::{StandIn, Told},
};

const LOOK_BACK: Duration = Duration::from_secs(60);

/// A gateway that may call this machine, a shop that is told, and its key.
async fn told(db: TestDatabase) -> (TestApp, Shop, StandIn, String) {
    told_within(db, Duration::from_secs(5)).await
}

/// The same, where the shop is given so long to take what it is told.
async fn told_within(db: TestDatabase, limit: Duration) -> (TestApp, Shop, StandIn, String) {
    let app = TestApp::start_with(db, |config| {
        config.limits.webhook_timeout = limit;
        config.http.private_networks = vec!["127.0.0.1/32".parse().expect("a network")];
    })
    .await;
    let stand_in = StandIn::start();
    let url = format!("{}/hook?a=b", stand_in.url);
    let shop = Shop::in_app_with(&app, |plan| plan.store["webhook_url"] = json!(url)).await;
    let path = format!("/api/v1/stores/{}/signing-keys", shop.store_id);
    let key = shop.admin.act(&path, 201).await.text_at("/secret");
    (app, shop, stand_in, key)
}

/// Does something as another node would; here it may be that the first one was quicker.
///
/// Not with the gateway's own connections: what is lent in one runtime is given back there, and the gateway would wait for it at its end.
async fn as_another_node(app: &TestApp, work: impl AsyncFnOnce(&AppState)) {
    let config = app.state.config.clone();
    let options = ConnectOptions::new(config.storage.database_url.expose().clone());
    let database = Database::connect(&options).await;
    let key = MasterKey::load_or_create(&config.storage.master_key_file).expect("the key is there");
    let clock = app.state.clock.clone();
    let node = AppState::load(config, database.expect("a connection"), &key, clock).await;
    let node = node.expect("the settings can be read");
    work(&node).await;
    node.database.close().await.expect("the database closes");
}

/// Tells what is due.
async fn turn(app: &TestApp) {
    as_another_node(app, async |node| {
        let turned = server::webhooks::turn(node, LOOK_BACK).await;
        turned.expect("the database answers");
    })
    .await;
}

/// Looks for sessions that end soon.
async fn look_for_ends(app: &TestApp) {
    as_another_node(app, async |node| {
        let turned = server::session_warnings::turn(node).await;
        turned.expect("the database answers");
    })
    .await;
}

/// The deliveries, the oldest first, once they are as they should be.
async fn until(
    app: &TestApp,
    shop: &Shop,
    query: &str,
    fits: impl Fn(&[Value]) -> bool,
) -> Vec<Value> {
    let path = format!("/api/v1/stores/{}/webhook-deliveries{query}", shop.store_id);
    let mut last = Vec::new();
    for _ in 0..150 {
        turn(app).await;
        let found = shop.admin.get(&path, 200).await.json();
        last = found["items"].as_array().expect("items").clone();
        last.reverse();
        if fits(&last) {
            return last;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{last:?}");
}

/// The same, once there are so many and each was tried.
async fn deliveries(app: &TestApp, shop: &Shop, many: usize) -> Vec<Value> {
    until(app, shop, "", |items| {
        items.len() >= many && items.iter().all(|item| item["attempts"] != 0)
    })
    .await
}

fn kinds(deliveries: &[Value]) -> Vec<&str> {
    deliveries
        .iter()
        .map(|item| item["type"].as_str().expect("a type"))
        .collect()
}

on_both_databases! {
    async fn a_store_is_told_of_a_session(db: TestDatabase) {
        let (app, shop, stand_in, key) = told(db).await;
        let visit = shop.visit(&Setup::create()).await;
        shop.server.act(&format!("{}/cancel", visit.path), 200).await;
        let all = deliveries(&app, &shop, 3).await;
        assert_eq!(kinds(&all), ["session.created", "session.started", "session.ended"]);
        for delivery in &all {
            assert_eq!((&delivery["state"], &delivery["last_status"]), (&json!("delivered"), &json!(200)));
        }
        let asked = stand_in.asked();
        assert_eq!(asked.len(), 3, "each once");
        for one in &asked {
            assert_eq!(one.path, "/hook?a=b");
            assert!(one.is_signed_with(&key));
            let told = one.json();
            assert_eq!(told["id"], one.header("webhook-id"));
            assert_eq!(told["session"]["id"], visit.session["id"]);
            assert_eq!(told["store"], "tools");
        }
        let ended = asked.iter().map(crate::stand_in::Asked::json).find(|told| told["type"] == "session.ended");
        assert_eq!(ended.expect("an end")["session"]["event"], "cancelled");
        // Nothing is told twice, however often is looked.
        turn(&app).await;
        turn(&app).await;
        assert_eq!(stand_in.asked().len(), 3);
    }

    async fn a_store_without_access_tokens_is_told_the_same(db: TestDatabase) {
        let (app, shop, stand_in, _) = told(db).await;
        shop.admin.patch(&format!("/api/v1/stores/{}", shop.store_id), &json!({"access_token_enabled": false}), 200).await;
        let start_path = shop.set_up(&Setup::create()).await.start_path();
        // Once, however often the browser comes.
        for _ in 0..2 {
            shop.public.act(&start_path, 303).await;
        }
        let all = deliveries(&app, &shop, 2).await;
        assert_eq!(kinds(&all), ["session.created", "session.started"]);
        assert_eq!(stand_in.asked().len(), 2);
    }

    async fn what_fails_is_tried_again_and_can_be_sent_again(db: TestDatabase) {
        let (app, shop, stand_in, _) = told(db).await;
        let store = format!("/api/v1/stores/{}", shop.store_id);
        shop.admin.patch(&store, &json!({"webhook_events": ["session.started"]}), 200).await;
        let elsewhere = StandIn::start();
        let long = "\u{fc}".repeat(1_000);
        stand_in.tell([Told::Redirect(format!("{}/", elsewhere.url)), Told::Status(503), Told::Text(long)]);
        shop.visit(&Setup::create()).await;
        let first = deliveries(&app, &shop, 1).await;
        assert_eq!(kinds(&first), ["session.started"]);
        assert_eq!((&first[0]["state"], &first[0]["last_status"]), (&json!("pending"), &json!(307)));
        assert_eq!(elsewhere.asked().len(), 0, "no redirect is followed");
        // Not before its time.
        turn(&app).await;
        assert_eq!(stand_in.asked().len(), 1);
        app.state.clock.advance(11);
        let path = format!("{store}/webhook-deliveries");
        until(&app, &shop, "?state=pending", |items| items.iter().any(|item| item["attempts"] == 2)).await;
        let id = first[0]["id"].as_str().unwrap();
        let again = shop.admin.act(&format!("{path}/{id}/resend"), 200).await.json();
        assert_eq!(again["attempts"], 0);
        let last = deliveries(&app, &shop, 1).await;
        assert_eq!((&last[0]["state"], &last[0]["last_status"]), (&json!("delivered"), &json!(200)));
        // Each attempt stands there, those before it was sent again too, with the beginning of what was answered.
        let detail = shop.admin.get(&format!("{path}/{id}"), 200).await.json();
        assert_eq!((&detail["id"], &detail["attempts"]), (&json!(id), &json!(1)));
        let log = detail["attempt_log"].as_array().expect("attempts");
        let statuses: Vec<_> = log.iter().map(|attempt| attempt["status"].clone()).collect();
        assert_eq!(statuses, [json!(307), json!(503), json!(200)]);
        assert_eq!((&log[0]["answer"], &log[0]["error"]), (&Value::Null, &Value::Null));
        assert_eq!(log[2]["answer"].as_str().map(str::len), Some(1_024));
        assert!(log.iter().all(|attempt| attempt["duration_ms"].as_u64().is_some_and(|took| took < 5_000)));
        assert!(log[0]["at"].as_str() < log[1]["at"].as_str());
        let other = json!({"key": "other", "name": "Other", "punch_out_start_url": "https://other.example"});
        let other = shop.admin.post("/api/v1/stores", &other, 201).await.text_at("/id");
        shop.admin.get(&format!("/api/v1/stores/{other}/webhook-deliveries/{id}"), 404).await;
        let ids: Vec<_> = stand_in.asked().iter().map(|asked| asked.header("webhook-id").to_owned()).collect();
        assert_eq!(ids, [id, id, id]);
        shop.admin.act(&format!("{path}/{}/resend", uuid::Uuid::now_v7()), 404).await;
    }

    async fn one_that_is_late_or_away_or_leads_inside_is_told_again(db: TestDatabase) {
        let (app, shop, stand_in, _) = told_within(db, Duration::from_millis(200)).await;
        let store = format!("/api/v1/stores/{}", shop.store_id);
        shop.admin.patch(&store, &json!({"webhook_events": ["session.started"]}), 200).await;
        // Late: cut off. Then it leads inside: nobody follows. Then it is not there at all.
        stand_in.tell([Told::Late, Told::Redirect("http://169.254.169.254/latest".to_owned())]);
        shop.visit(&Setup::create()).await;
        let attempts = async |many: u64| {
            let tried = until(&app, &shop, "", |items| items.iter().any(|item| item["attempts"] == many)).await;
            assert_eq!(tried[0]["state"], "pending");
            tried[0].clone()
        };
        let late = attempts(1).await;
        assert!(late["last_error"].to_string().contains("no answer within 200 ms"), "{late}");
        app.state.clock.advance(11);
        let redirected = attempts(2).await;
        assert_eq!(redirected["last_status"], 307, "{redirected}");
        let url = shop.admin.get(&store, 200).await.text_at("/webhook_url");
        let deserted = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free").local_addr().expect("an address");
        shop.admin.patch(&store, &json!({"webhook_url": format!("http://{deserted}/")}), 200).await;
        app.state.clock.advance(61);
        let away = attempts(3).await;
        assert!(away["last_error"].to_string().contains("connection failed"), "{away}");
        // Once it is back it learns what happened, and once.
        shop.admin.patch(&store, &json!({"webhook_url": url}), 200).await;
        stand_in.tell([Told::Status(204)]);
        app.state.clock.advance(301);
        until(&app, &shop, "?state=delivered", |items| items.len() == 1).await;
        let ids: Vec<_> = stand_in.asked().iter().map(|asked| asked.header("webhook-id").to_owned()).collect();
        assert_eq!(ids.len(), 3);
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    }

    async fn a_receiver_never_holds_a_session_up_and_never_leads_inside(db: TestDatabase) {
        let (app, shop, stand_in, _) = told(db).await;
        stand_in.tell([Told::Late]);
        let began = std::time::Instant::now();
        let visit = shop.visit(&Setup::create()).await;
        shop.transfer(&visit, &crate::gateway::shop::cart(), 200).await;
        assert!(began.elapsed() < Duration::from_secs(5));
        let store = format!("/api/v1/stores/{}", shop.store_id);
        for url in ["http://127.0.0.9/", "http://[::ffff:127.0.0.9]/", "http://169.254.169.254/"] {
            shop.admin.patch(&store, &json!({"webhook_url": url, "webhook_events": ["session.created"]}), 200).await;
            shop.set_up(&Setup::create()).await;
        }
        let inside = |item: &Value| item["last_error"].to_string().contains("private network");
        until(&app, &shop, "", |items| items.iter().filter(|item| inside(item)).count() >= 3).await;
    }

    async fn a_store_is_warned_once_of_each_end(db: TestDatabase) {
        let (app, shop, stand_in, _) = told(db).await;
        let store = format!("/api/v1/stores/{}", shop.store_id);
        let wanted = json!({
            "webhook_events": ["session.expiring"], "idle_ttl_seconds": 300, "session_ttl_seconds": 3600, "session_warning_seconds": 60,
        });
        shop.admin.patch(&store, &wanted, 200).await;
        let visit = shop.visit(&Setup::create()).await;
        assert_eq!(visit.session["warns_seconds_before"], 60);
        assert_eq!(visit.session["idle_expires_at"], visit.session["expires_at"]);
        assert!(visit.session["latest_expires_at"].as_str() > visit.session["expires_at"].as_str());
        let warned = async || {
            // The node under test may be quicker; both together note each end once.
            look_for_ends(&app).await;
            look_for_ends(&app).await;
            let timeline = shop.timeline(&visit).await;
            timeline.iter().filter(|kind| *kind == "expiring").count()
        };
        app.state.clock.advance(200);
        assert_eq!(warned().await, 0);
        app.state.clock.advance(45);
        assert_eq!(warned().await, 1);
        // Somebody does something: another end, of which is warned again.
        shop.server.get(&visit.path, 200).await;
        assert_eq!(warned().await, 1);
        app.state.clock.advance(250);
        assert_eq!(warned().await, 2);
        let all = deliveries(&app, &shop, 2).await;
        assert_eq!(kinds(&all), ["session.expiring", "session.expiring"]);
        assert_eq!(stand_in.asked()[0].json()["session"]["event"], "expiring");
        // Not of an end that came, of sessions that the store does not have yet, nor where nobody wants it.
        app.state.clock.advance(300);
        assert_eq!(warned().await, 2);
        shop.admin.patch(&store, &json!({"session_warning_seconds": 0, "idle_ttl_seconds": 100}), 200).await;
        let other = shop.visit(&Setup::create()).await;
        assert_eq!(other.session["warns_seconds_before"], Value::Null);
        app.state.clock.advance(80);
        look_for_ends(&app).await;
        assert!(!shop.timeline(&other).await.contains(&"expiring".to_owned()));
    }

    async fn a_store_is_told_of_an_order_once(db: TestDatabase) {
        let (app, shop, stand_in, key) = told(db).await;
        let document = order("1@erp", "orderID=\"PO-7\"", 2);
        for _ in 0..3 {
            let answer = shop.post(document.clone()).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        let all = deliveries(&app, &shop, 1).await;
        assert_eq!(kinds(&all), ["order.received"]);
        turn(&app).await;
        let asked = stand_in.asked();
        assert_eq!(asked.len(), 1, "once, however often it came");
        assert!(asked[0].is_signed_with(&key));
        let event = asked[0].json();
        assert_eq!((&event["type"], &event["session"]), (&json!("order.received"), &Value::Null));
        let told = &event["order"];
        assert_eq!((&told["number"], &told["kind"], &told["is_test"]), (&json!("PO-7"), &json!("new"), &json!(false)));
        assert_eq!((&told["total"], &told["currency"]), (&json!("19.90"), &json!("EUR")));
        assert_eq!(told["bill_to"]["name"], "Buyer");
        let line = &told["items"][0];
        assert_eq!((&line["sku"], &line["internal_id"], &line["quantity"]), (&json!("4711"), &json!("cart-9/1"), &json!("2")));
        assert!(!event.to_string().contains("4111111111111111"), "no card goes on");
        let entry = format!("/api/v1/transactions/{}", told["transaction_id"].as_str().unwrap());
        assert_eq!(shop.admin.get(&entry, 200).await.json()["order_id"], "PO-7");
        assert_eq!(told["session_id"], Value::Null, "no session handed that over");
        // The session that handed it over is named.
        let visit = shop.visit(&Setup::create()).await;
        shop.transfer(&visit, &crate::gateway::shop::cart(), 200).await;
        shop.post(order("9@erp", "orderID=\"PO-9\"", 2)).await;
        until(&app, &shop, "", |items| items.iter().filter(|item| item["type"] == "order.received" && item["attempts"] != 0).count() == 2).await;
        let told: Vec<_> = stand_in.asked().iter().map(crate::stand_in::Asked::json).filter(|told| told["order"]["number"] == "PO-9").collect();
        assert_eq!(told[0]["order"]["session_id"], visit.session["id"]);
        let before = stand_in.asked().len();
        // Who wants other events alone is told of none.
        let store = format!("/api/v1/stores/{}", shop.store_id);
        shop.admin.patch(&store, &json!({"webhook_events": ["session.ended"]}), 200).await;
        shop.post(order("2@erp", "orderID=\"PO-8\"", 1)).await;
        turn(&app).await;
        let asked = stand_in.asked();
        assert!(asked.iter().skip(before).all(|asked| asked.json()["type"] != "order.received"), "{asked:?}");
    }

    async fn an_earlier_cart_and_an_end_by_time_are_told_of(db: TestDatabase) {
        let (app, shop, stand_in, _) = told(db).await;
        let store = format!("/api/v1/stores/{}", shop.store_id);
        let wanted = json!({"webhook_events": ["cart.asked_back", "session.ended"], "idle_ttl_seconds": 60});
        shop.admin.patch(&store, &wanted, 200).await;
        let edit = Setup { operation: "edit", ..Setup::create() };
        let visit = shop.visit(&edit).await;
        app.state.clock.advance(61);
        assert_eq!(server::purge::note_expired(&app.database, app.state.now()).await.unwrap(), 1);
        assert_eq!(server::purge::note_expired(&app.database, app.state.now()).await.unwrap(), 0);
        let all = deliveries(&app, &shop, 2).await;
        assert_eq!(kinds(&all), ["cart.asked_back", "session.ended"]);
        let told: Vec<_> = stand_in.asked().iter().map(|asked| asked.json()["session"]["event"].clone()).collect();
        assert!(told.contains(&json!("expired")), "{told:?}");
        assert_eq!(shop.timeline(&visit).await.last().map(String::as_str), Some("expired"));
        let sessions = shop.admin.get("/api/v1/punch-out-sessions?state=expired", 200).await.json();
        assert_eq!(sessions["items"].as_array().unwrap().len(), 1);
    }
}
