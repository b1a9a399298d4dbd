//! What buyers come for: that it reaches the store, and that its lines come back to it.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    answer::parse,
    documents::carried,
    setup::Setup,
    shop::{START_URL, Shop, Visit, cart},
};

/// The lines of a message: article number and the store's reference.
fn lines_of(message: &str) -> Vec<(String, String)> {
    let document = parse(message);
    let items = document
        .descendants()
        .filter(|node| node.has_tag_name("ItemID"));
    let text = |item: roxmltree::Node<'_, '_>, name| {
        let found = item.children().find(|node| node.has_tag_name(name));
        found
            .and_then(|node| node.text())
            .unwrap_or_default()
            .to_owned()
    };
    items
        .map(|item| {
            (
                text(item, "SupplierPartID"),
                text(item, "SupplierPartAuxiliaryID"),
            )
        })
        .collect()
}

/// The references that a store gets with the lines of an earlier cart.
fn references(session: &Value) -> Vec<Value> {
    let items = session["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| item["internal_id"].clone())
        .collect()
}

/// A procurement system that edits what it has.
fn edit(cookie: &str, lines: &[(String, String)]) -> Setup {
    Setup {
        cookie: Some(cookie.to_owned()),
        items: lines
            .iter()
            .map(|(sku, id)| (sku.clone(), id.clone(), "2".to_owned()))
            .collect(),
        ..Setup::new("edit")
    }
}

/// Without the store's references.
fn forgetful(xml: &str) -> String {
    let mut parts = xml.split("<SupplierPartAuxiliaryID>");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(
            part.split_once("</SupplierPartAuxiliaryID>")
                .expect("an end")
                .1,
        );
    }
    kept
}

async fn enter(shop: &Shop, xml: String) -> Visit {
    let answer = shop.post(xml).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let start_path = answer.start_path();
    let (_, access_token) = shop.start(&start_path).await;
    let session = shop.redeem(&access_token, 200).await.json();
    let path = format!(
        "/api/v1/punch-out-sessions/{}",
        session["id"].as_str().expect("an id")
    );
    Visit {
        start_path,
        access_token,
        session,
        path,
    }
}

/// A cart with two lines of one article and one of another.
fn three_lines() -> Value {
    let mut cart = cart();
    let mut again = cart["items"][0].clone();
    again["internal_id"] = json!(" Cart-9/ä <3> ");
    cart["items"].as_array_mut().expect("items").push(again);
    cart
}

on_both_databases! {
    async fn references_outlive_any_number_of_edits(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let mut lines = lines_of(&carried(&shop.transfer(&visit, &three_lines(), 200).await.json()));
        assert_eq!(lines.len(), 3);
        for round in 0..8 {
            // The procurement system turns the lines around, and once it drops one.
            lines.rotate_left(1);
            if round == 4 {
                lines.pop();
            }
            let visit = shop.visit(&edit(&format!("edit {round}"), &lines)).await;
            let expected: Vec<_> = lines.iter().map(|(_, id)| json!(id)).collect();
            assert_eq!(references(&visit.session), expected, "{round}");
            let mut again = three_lines();
            let items = again["items"].as_array_mut().unwrap();
            items.truncate(lines.len());
            for (item, (sku, id)) in items.iter_mut().zip(&lines) {
                item["sku"] = json!(sku);
                item["internal_id"] = json!(id);
            }
            let back = lines_of(&carried(&shop.transfer(&visit, &again, 200).await.json()));
            assert_eq!(back, lines, "{round}");
        }
    }

    async fn references_that_were_lost_are_found_again(db: TestDatabase) {
        let app = TestApp::start(db).await;
        for encoding in ["base64", "url_encoded"] {
            let shop = Shop::in_app_with(&app, |plan| {
                plan.store["key"] = json!(encoding.replace('_', "-"));
                plan.connection["cart_encoding"] = json!(encoding);
                plan.credential["identity"] = json!(encoding);
            })
            .await;
            let of_this = |setup: Setup| Setup { identity: encoding.to_owned(), ..setup };
            let visit = shop.visit(&of_this(Setup::create())).await;
            let mut lines = lines_of(&carried(&shop.transfer(&visit, &three_lines(), 200).await.json()));
            // A later cart under the same cookie is the one that counts.
            let visit = enter(&shop, of_this(edit("cookie-1", &lines)).xml()).await;
            shop.transfer(&visit, &three_lines(), 200).await;
            // The second line is gone, and the last one is another's number now.
            lines.remove(1);
            let setup = of_this(edit("cookie-1", &lines));
            let visit = enter(&shop, forgetful(&setup.xml())).await;
            assert_eq!(references(&visit.session), [json!("cart-9/1"), json!(" Cart-9/ä <3> ")], "{encoding}");
            // Under another cookie nobody knows which cart this was.
            let other = of_this(edit("cookie-2", &lines));
            let visit = enter(&shop, forgetful(&other.xml())).await;
            assert_eq!(references(&visit.session), [Value::Null, Value::Null], "{encoding}");
        }
    }

    async fn what_the_setup_says_of_buyer_and_delivery_reaches_the_store(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let more = r#"<Extrinsic name="CostCenter"> 47 &amp; 11 </Extrinsic><Contact role="endUser"><Name xml:lang="en">Anna Meyer</Name><Email>a@buyer.example</Email><Email>b@buyer.example</Email></Contact><Contact><Name xml:lang="en">Ümit</Name></Contact><ShipTo><Address addressID="DOCK-3"><Name xml:lang="de">Werk Süd</Name><PostalAddress><DeliverTo>Anna</DeliverTo><DeliverTo>Tor 4</DeliverTo><Street>Hafenstr. 7</Street><City>Ulm</City><State>BW</State><PostalCode>89073</PostalCode><Country isoCountryCode="DE">Germany</Country></PostalAddress><Email>dock@buyer.example</Email></Address></ShipTo></PunchOutSetupRequest>"#;
        let visit = enter(&shop, Setup::create().xml().replace("</PunchOutSetupRequest>", more)).await;
        let session = shop.server.get(&visit.path, 200).await.json();
        assert_eq!(session["ship_to"], json!({
            "address_id": "DOCK-3", "name": "Werk Süd", "deliver_to": ["Anna", "Tor 4"], "street": ["Hafenstr. 7"],
            "city": "Ulm", "state": "BW", "postal_code": "89073", "country": "DE", "email": "dock@buyer.example",
        }));
        assert_eq!(session["contacts"], json!([
            {"role": "endUser", "name": "Anna Meyer", "emails": ["a@buyer.example", "b@buyer.example"]},
            {"role": null, "name": "Ümit", "emails": []},
        ]));
        let extrinsics = session["extrinsics"].as_array().unwrap();
        assert!(extrinsics.contains(&json!({"name": "CostCenter", "value": "47 & 11"})), "{extrinsics:?}");
        assert!(extrinsics.contains(&json!({"name": "FirstName", "value": "Anna"})), "{extrinsics:?}");
    }

    async fn an_offer_is_a_cart_of_its_own(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.store["start_url_item"] = json!("https://shop.example/p/{item_id}");
        })
        .await;
        let setup = Setup { selected: Some("4711".to_owned()), ..Setup::new("source") };
        let answer = shop.set_up(&setup).await;
        let (location, token) = shop.start(&answer.start_path()).await;
        assert!(location.as_str().starts_with("https://shop.example/p/4711?"), "{location}");
        let session = shop.redeem(&token, 200).await.json();
        assert_eq!(session["operation"], "source");
        let path = format!("/api/v1/punch-out-sessions/{}", session["id"].as_str().unwrap());
        let hand_off = shop.server.post(&format!("{path}/transfer"), &json!({"cart": cart()}), 200).await.json();
        assert_eq!(lines_of(&carried(&hand_off)).len(), 2);
    }

    async fn a_selected_item_without_a_number_leads_to_the_whole_store(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.store["start_url_item"] = json!("https://shop.example/p/{item_id}");
        })
        .await;
        let setup = Setup { selected: Some(String::new()), ..Setup::create() };
        let (location, _) = shop.start(&shop.set_up(&setup).await.start_path()).await;
        assert!(location.as_str().starts_with(START_URL), "{location}");
    }
}
