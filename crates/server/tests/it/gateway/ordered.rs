//! Orders find the session that they came of, by what its cart handed over, or none.

use std::fmt::Write;

use serde_json::{Value, json};
use server::purge;
use test_support::{TestApp, on_both_databases};

use super::{
    answer::Answer,
    setup::{IDENTITY, Setup, escape},
    shop::{Shop, Visit, cart},
};

/// A line: reference (none where empty), article number, quantity.
type Line<'a> = (&'a str, &'a str, &'a str);

/// The lines of [`cart`].
const CART: [Line<'_>; 2] = [("cart-9/1", "4711", "2"), ("cart-9/2", "R&D <1>", "1.5")];

/// An order with a number, and attributes beside it.
fn order(number: &str, beside: &str, lines: &[Line<'_>]) -> String {
    let mut items = String::new();
    for (index, (reference, sku, quantity)) in lines.iter().enumerate() {
        let auxiliary = Some(reference)
            .filter(|reference| !reference.is_empty())
            .map_or_else(String::new, |reference| {
                format!(
                    "<SupplierPartAuxiliaryID>{}</SupplierPartAuxiliaryID>",
                    escape(reference)
                )
            });
        let _ = write!(
            items,
            "<ItemOut quantity=\"{quantity}\" lineNumber=\"{}\"><ItemID><SupplierPartID>{}</SupplierPartID>{auxiliary}</ItemID></ItemOut>",
            index + 1,
            escape(sku)
        );
    }
    let request = format!(
        "<Request><OrderRequest><OrderRequestHeader orderID=\"{number}\" {beside} orderDate=\"2026-03-01T10:00:00+01:00\">\
         <Total><Money currency=\"EUR\">1</Money></Total></OrderRequestHeader>{items}</OrderRequest></Request>"
    );
    let payload_id = format!("{number} {}", beside.replace('"', ""));
    Setup::create()
        .envelope(&request)
        .replace("1790000000.42@erp.buyer.example", &payload_id)
}

async fn sent(shop: &Shop, document: String) -> Answer {
    let answer = shop.post(document).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer
}

async fn session(shop: &Shop, visit: &Visit) -> Value {
    shop.admin.get(&visit.path, 200).await.json()
}

/// A session that handed a cart over.
async fn handed_over(shop: &Shop, setup: &Setup, cart: &Value) -> Visit {
    let visit = shop.visit(setup).await;
    shop.transfer(&visit, cart, 200).await;
    visit
}

fn cookie(text: &str) -> Setup {
    Setup {
        cookie: Some(text.to_owned()),
        ..Setup::create()
    }
}

/// The cart with other references, or with the gateway's own.
fn cart_of(prefix: Option<&str>) -> Value {
    let mut cart = cart();
    for (index, item) in cart["items"]
        .as_array_mut()
        .expect("items")
        .iter_mut()
        .enumerate()
    {
        item["internal_id"] = json!(prefix.map(|prefix| format!("{prefix}/{}", index + 1)));
    }
    cart
}

on_both_databases! {
    async fn an_order_takes_its_session_into_its_last_state(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = handed_over(&shop, &Setup::create(), &cart()).await;
        handed_over(&shop, &cookie("other"), &cart_of(Some("cart-10"))).await;
        let before = session(&shop, &visit).await;
        assert_eq!((&before["state"], &before["order_id"], &before["orders"]), (&json!("transferred"), &Value::Null, &json!([])));
        let answer = sent(&shop, order("PO-1", "", &CART)).await;
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!(entry["session_id"], visit.session["id"]);
        let after = session(&shop, &visit).await;
        assert_eq!((&after["state"], &after["order_id"]), (&json!("ordered"), &json!("PO-1")));
        let noted = json!([{
            "order_id": "PO-1", "kind": "new", "at": after["ordered_at"],
            "transaction_id": entry["id"], "support_reference": answer.support_reference(),
        }]);
        assert_eq!(after["orders"], noted);
        let timeline = shop.admin.get(&format!("{}/timeline", visit.path), 200).await.json();
        let last = timeline["items"].as_array().expect("items").last().expect("an event").clone();
        assert_eq!((&last["kind"], &last["detail"]), (&json!("ordered"), &json!(format!("PO-1: see {}", answer.support_reference()))));
        // Both lists have it.
        let logged = format!("/api/v1/transactions?session_id={}&type=order_request", visit.session["id"].as_str().unwrap());
        assert_eq!(shop.admin.get(&logged, 200).await.text_at("/items/0/id"), entry["id"].as_str().unwrap());
        let listed = shop.admin.get("/api/v1/punch-out-sessions?state=ordered", 200).await.json();
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(listed["items"][0]["id"], visit.session["id"]);
        // The same again changes nothing, and nothing is handed over any more.
        sent(&shop, order("PO-1", "", &CART)).await;
        assert_eq!(session(&shop, &visit).await["orders"], noted);
        assert_eq!(shop.transfer(&visit, &cart(), 409).await.text_at("/code"), "session_state");
    }

    async fn the_rest_of_a_cart_and_changes_are_noted_beside(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        // A cart without references of the shop has the gateway's own: session and line.
        let visit = handed_over(&shop, &Setup::create(), &cart_of(None)).await;
        let id = visit.session["id"].as_str().unwrap();
        let (first, second) = (format!("{id}/1"), format!("{id}/2"));
        sent(&shop, order("PO-1", "", &[(&second, "R&D <1>", "1"), ("catalogue", "9", "1")])).await;
        sent(&shop, order("PO-2", "", &[(&first, "4711", "2")])).await;
        // A change is known by its number, whatever became of its lines.
        sent(&shop, order("PO-1", "type=\"update\" orderVersion=\"2\"", &[("", "another", "3")])).await;
        sent(&shop, order("PO-2", "type=\"delete\"", &[(&first, "4711", "2")])).await;
        let after = session(&shop, &visit).await;
        assert_eq!((&after["state"], &after["order_id"]), (&json!("ordered"), &json!("PO-1")));
        let orders: Vec<_> = after["orders"].as_array().expect("orders").iter()
            .map(|order| format!("{} {}", order["order_id"].as_str().unwrap(), order["kind"].as_str().unwrap())).collect();
        assert_eq!(orders, ["PO-1 new", "PO-2 new", "PO-1 update", "PO-2 delete"]);
        assert_eq!(shop.timeline(&visit).await[4..], ["ordered", "order_received", "order_received", "order_received"]);
    }

    async fn an_order_may_come_when_the_session_is_long_over(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = handed_over(&shop, &Setup::create(), &cart()).await;
        let shopping = shop.visit(&cookie("shopping")).await;
        app.state.clock.advance(3 * 86_400);
        let shop = Shop { admin: app.admin().await, ..shop };
        assert_eq!(purge::note_expired(&app.database, app.state.now()).await.unwrap(), 2);
        assert_eq!(session(&shop, &visit).await["state"], "expired");
        sent(&shop, order("PO-1", "", &CART)).await;
        assert_eq!(session(&shop, &visit).await["state"], "ordered");
        // One that never handed a cart over stays expired, whatever names it.
        let own = format!("{}/1", shopping.session["id"].as_str().unwrap());
        sent(&shop, order("PO-2", "", &[(&own, "4711", "2")])).await;
        assert_eq!(session(&shop, &shopping).await["state"], "expired");
        // What tells orders goes with the session.
        shop.admin.patch("/api/v1/settings", &json!({"transaction_retention_days": 2, "body_retention_days": 2}), 200).await;
        app.state.clock.advance(3 * 86_400);
        purge::turn(&app.database, app.state.now()).await.unwrap();
        let admin = app.admin().await;
        admin.get(&visit.path, 404).await;
        let answer = sent(&shop, order("PO-3", "", &CART)).await;
        let found = admin.get(&format!("/api/v1/transactions?q={}", answer.support_reference()), 200).await.json();
        assert_eq!(found["items"][0]["session_id"], Value::Null);
    }

    async fn where_nothing_or_too_much_fits_the_session_stays_as_it_is(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let one = handed_over(&shop, &cookie("one"), &cart()).await;
        // References that nobody handed over, and one of another article.
        for (number, lines) in [("PO-1", [("cart-99/1", "4711", "2")]), ("PO-2", [("cart-9/1", "4712", "2")])] {
            let answer = sent(&shop, order(number, "", &lines)).await;
            assert_eq!(shop.logged(&answer.support_reference()).await["session_id"], Value::Null);
        }
        assert_eq!(session(&shop, &one).await["state"], "transferred");
        // The same references in two carts, one of which was cancelled: then it is the other.
        let two = handed_over(&shop, &cookie("two"), &cart()).await;
        let answer = sent(&shop, order("PO-3", "", &CART)).await;
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!(entry["session_id"], Value::Null);
        assert!(entry["findings"].to_string().contains("order.session_ambiguous"), "{entry}");
        for visit in [&one, &two] {
            assert_eq!(session(&shop, visit).await["state"], "transferred");
        }
        shop.server.act(&format!("{}/cancel", one.path), 200).await;
        sent(&shop, order("PO-4", "", &CART)).await;
        assert_eq!(session(&shop, &one).await["state"], "cancelled");
        assert_eq!(session(&shop, &two).await["state"], "ordered");
    }

    async fn the_newest_cart_of_an_edit_is_ordered(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let first = handed_over(&shop, &cookie("first"), &cart()).await;
        let items = CART.map(|(reference, sku, quantity)| (sku.to_owned(), reference.to_owned(), quantity.to_owned()));
        let edit = Setup { operation: "edit", items: items.to_vec(), ..cookie("edit") };
        let second = handed_over(&shop, &edit, &cart()).await;
        // Handed over again, with less: only what was handed over last counts.
        let third = shop.visit(&Setup { cookie: Some("again".to_owned()), ..edit }).await;
        shop.transfer(&third, &cart(), 200).await;
        let mut less = cart();
        less["items"].as_array_mut().expect("items").truncate(1);
        shop.transfer(&third, &less, 200).await;
        sent(&shop, order("PO-1", "", &[CART[0]])).await;
        let states = [session(&shop, &first).await, session(&shop, &second).await, session(&shop, &third).await]
            .map(|session| session["state"].as_str().unwrap().to_owned());
        assert_eq!(states, ["transferred", "transferred", "ordered"]);
        // The whole of it is in the second one, which nothing took the place of as far as that goes.
        sent(&shop, order("PO-2", "", &CART)).await;
        assert_eq!(session(&shop, &second).await["state"], "ordered");
        assert_eq!(session(&shop, &first).await["state"], "transferred");
    }

    async fn articles_tell_where_all_references_were_lost(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let one = handed_over(&shop, &cookie("one"), &cart()).await;
        let lost = CART.map(|(_, sku, quantity)| ("", sku, quantity));
        sent(&shop, order("PO-1", "", &[("", "4711", "3"), ("", "R&D <1>", "1.5")])).await;
        assert_eq!(session(&shop, &one).await["state"], "transferred");
        let answer = sent(&shop, order("PO-2", "", &lost)).await;
        assert_eq!(session(&shop, &one).await["state"], "ordered");
        let entry = shop.logged(&answer.support_reference()).await;
        assert!(entry["findings"].to_string().contains("order.session_by_articles"), "{entry}");
        // Never where two carts are the same, and never another connection's.
        let two = handed_over(&shop, &cookie("two"), &cart_of(Some("cart-11"))).await;
        sent(&shop, order("PO-3", "", &lost)).await;
        assert_eq!(session(&shop, &two).await["state"], "transferred");
    }

    async fn an_order_of_two_carts_is_noted_in_both(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let one = handed_over(&shop, &cookie("one"), &cart()).await;
        let two = handed_over(&shop, &cookie("two"), &cart_of(Some("cart-10"))).await;
        let answer = sent(&shop, order("PO-1", "", &[CART[0], ("cart-10/2", "R&D <1>", "1.5")])).await;
        for visit in [&one, &two] {
            let session = session(&shop, visit).await;
            assert_eq!((&session["state"], &session["order_id"]), (&json!("ordered"), &json!("PO-1")));
        }
        assert_eq!(shop.logged(&answer.support_reference()).await["session_id"], Value::Null);
    }

    async fn another_connection_never_reaches_a_session(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = handed_over(&shop, &Setup::create(), &cart()).await;
        let other = Shop::in_app_with(&app, |plan| {
            plan.store["key"] = json!("other");
            plan.connection["name"] = json!("Other");
            plan.credential["identity"] = json!("AN02000000042");
        })
        .await;
        let lost = CART.map(|(_, sku, quantity)| ("", sku, quantity));
        for (number, beside, lines) in [("PO-1", "", CART), ("PO-2", "", lost), ("PO-3", "type=\"update\"", CART)] {
            let document = order(number, beside, &lines).replace(IDENTITY, "AN02000000042");
            let answer = sent(&other, document).await;
            assert_eq!(shop.logged(&answer.support_reference()).await["session_id"], Value::Null);
        }
        assert_eq!(session(&shop, &visit).await["state"], "transferred");
        // The same connection into another store does not reach it either.
        let stores = json!({"store_ids": [shop.store_id, other.store_id]});
        shop.admin.patch(&format!("/api/v1/connections/{}", shop.connection_id), &stores, 200).await;
        let answer = shop.post_to(&other.store_path, order("PO-4", "", &CART)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(session(&shop, &visit).await["state"], "transferred");
        sent(&shop, order("PO-5", "", &CART)).await;
        assert_eq!(session(&shop, &visit).await["state"], "ordered");
    }

    async fn references_that_a_mapping_changes_come_back_as_it_made_them(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let mapping = json!({"cart_item": {"multi_lines": true, "fields": {
            "internal_id": {"path": "ItemID[1]/SupplierPartAuxiliaryID[1]", "transform": ["uppercase"]},
        }}});
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        shop.admin.patch(&connection, &json!({"cart_mapping": mapping}), 200).await;
        let visit = handed_over(&shop, &Setup::create(), &cart()).await;
        sent(&shop, order("PO-0", "", &CART)).await;
        assert_eq!(session(&shop, &visit).await["state"], "transferred");
        sent(&shop, order("PO-1", "", &[("CART-9/1", "4711", "2")])).await;
        assert_eq!(session(&shop, &visit).await["state"], "ordered");
    }
}
