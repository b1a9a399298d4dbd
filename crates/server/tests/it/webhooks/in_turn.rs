//! No store waits for another one, and of one session or order is told in the order in which it happened.

use std::time::Duration;

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{kinds, told, told_within, turn, until};
use crate::{
    gateway::{orders::order, setup::Setup, shop::Shop},
    stand_in::{Asked, StandIn, Told},
};

/// A second store, which is told elsewhere.
async fn other_store(app: &TestApp) -> (Shop, StandIn) {
    let stand_in = StandIn::start();
    let url = format!("{}/", stand_in.url);
    let shop = Shop::in_app_with(app, |plan| {
        plan.store["key"] = json!("other");
        plan.store["webhook_url"] = json!(url);
        plan.credential["identity"] = json!("other");
    })
    .await;
    let path = format!("/api/v1/stores/{}/signing-keys", shop.store_id);
    shop.admin.act(&path, 201).await;
    (shop, stand_in)
}

/// What was told, in its order.
fn types(asked: &[Asked]) -> Vec<String> {
    let events = asked.iter().map(Asked::json);
    events
        .map(|event| event["type"].as_str().expect("a type").to_owned())
        .collect()
}

on_both_databases! {
    async fn a_store_that_is_silent_delays_no_other_one(db: TestDatabase) {
        let (app, silent, hanging, _) = told_within(db, Duration::from_secs(25)).await;
        hanging.tell([Told::Late]);
        for _ in 0..20 {
            silent.set_up(&Setup::create()).await;
        }
        // The node itself has begun with them, as many as a store may have under way.
        let begun = async || {
            for _ in 0..400 {
                if hanging.asked().len() >= 4 {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
            panic!("nobody is told");
        };
        begun().await;
        let (healthy, stand_in) = other_store(&app).await;
        let setup = Setup { identity: "other".to_owned(), ..Setup::create() };
        healthy.set_up(&setup).await;
        for _ in 0..400 {
            if !stand_in.asked().is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        assert_eq!(types(&stand_in.asked()), ["session.created"]);
        let path = format!("/api/v1/stores/{}/webhook-deliveries", silent.store_id);
        let waiting = silent.admin.get(&path, 200).await.json();
        let waiting = waiting["items"].as_array().expect("items");
        assert!(waiting.iter().all(|delivery| delivery["attempts"] == 0), "{waiting:?}");
        assert_eq!(hanging.asked().len(), 4, "and no more for one store");
    }

    async fn what_happens_to_a_session_is_told_in_its_order(db: TestDatabase) {
        let (app, shop, stand_in, _) = told(db).await;
        stand_in.tell([Told::Status(503), Told::Status(204)]);
        let edit = Setup { operation: "edit", ..Setup::create() };
        let visit = shop.visit(&edit).await;
        let tried = |items: &[Value]| items.len() == 3 && items[0]["attempts"] == 1;
        let waiting = until(&app, &shop, "", tried).await;
        assert_eq!(kinds(&waiting), ["session.created", "cart.asked_back", "session.started"]);
        turn(&app).await;
        assert_eq!(types(&stand_in.asked()), ["session.created"]);
        // Whom it is sent again by hand, that is told at once.
        let path = format!("/api/v1/stores/{}/webhook-deliveries", shop.store_id);
        let id = waiting[2]["id"].as_str().expect("an id");
        shop.admin.act(&format!("{path}/{id}/resend"), 200).await;
        until(&app, &shop, "?state=delivered", |items| items.len() == 1).await;
        // And an end, which waits for the two others; what waits is tried with what it waits for.
        shop.server.act(&format!("{}/cancel", visit.path), 200).await;
        turn(&app).await;
        assert_eq!(types(&stand_in.asked()), ["session.created", "session.started"]);
        app.state.clock.advance(11);
        until(&app, &shop, "?state=delivered", |items| items.len() == 4).await;
        let told = ["session.created", "session.started", "session.created", "cart.asked_back", "session.ended"];
        assert_eq!(types(&stand_in.asked()), told);
    }

    async fn an_order_is_told_before_its_changes_and_without_cards(db: TestDatabase) {
        let (app, shop, stand_in, _) = told(db).await;
        stand_in.tell([Told::Status(503), Told::Status(204)]);
        let commented = |id: &str, header: &str| {
            order(id, header, 2).replace("</OrderRequestHeader>", "<Comments>card 4111 1111 1111 1111</Comments></OrderRequestHeader>")
        };
        let sent = [("1@erp", "orderID=\"PO-1\""), ("2@erp", "orderID=\"PO-1\" type=\"update\""), ("3@erp", "orderID=\"PO-1\" type=\"delete\"")];
        for (id, header) in sent {
            let answer = shop.post(commented(id, header)).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        shop.post(order("4@erp", "orderID=\"PO-2\"", 2)).await;
        // Another order waits for none of them.
        until(&app, &shop, "", |items| items.len() == 4 && items[3]["state"] == "delivered").await;
        app.state.clock.advance(11);
        let all = until(&app, &shop, "", |items| items.iter().all(|item| item["state"] == "delivered")).await;
        let asked: Vec<_> = stand_in.asked().iter().map(Asked::json).filter(|event| event["order"]["number"] == "PO-1").collect();
        let order: Vec<_> = asked.iter().map(|event| event["order"]["kind"].as_str().expect("a kind")).collect();
        assert_eq!(order, ["new", "new", "update", "delete"]);
        assert_eq!(asked[0]["order"]["comments"], "card ****");
        for delivery in &all {
            let path = format!("/api/v1/stores/{}/webhook-deliveries/{}", shop.store_id, delivery["id"].as_str().unwrap());
            let kept = shop.admin.get(&path, 200).await.text();
            assert!(!kept.contains("4111 1111"), "{kept}");
        }
    }
}
