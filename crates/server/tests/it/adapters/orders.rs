//! Orders that are handed on to a shop's connector.

use serde_json::{Value, json};
use test_support::on_both_databases;

use super::shops::{gateway, log_of, store};
use crate::{
    gateway::{setup::Setup, shop::Shop},
    stand_in::{StandIn, Told},
};

/// An order of one line.
fn order(number: &str) -> String {
    let request = format!(
        "<Request deploymentMode=\"production\"><OrderRequest><OrderRequestHeader orderID=\"{number}\" orderDate=\"2026-03-01T10:00:00+01:00\" type=\"new\">\
         <Total><Money currency=\"EUR\">39.80</Money></Total><ShipTo><Address addressID=\"W1\"><Name xml:lang=\"en\">Plant</Name><PostalAddress>\
         <DeliverTo>Anna</DeliverTo><Street>Way 1</Street><Street>Door 2</Street><City>Ulm</City><Country isoCountryCode=\"DE\">Germany</Country>\
         </PostalAddress></Address></ShipTo><BillTo><Address><Name xml:lang=\"en\">Buyer</Name></Address></BillTo>\
         <Payment><PCard number=\"4111111111111111\" expiration=\"2027-03-01\"/></Payment></OrderRequestHeader>\
         <ItemOut quantity=\"2\" lineNumber=\"1\"><ItemID><SupplierPartID>4711</SupplierPartID><SupplierPartAuxiliaryID>9/1</SupplierPartAuxiliaryID></ItemID>\
         <ItemDetail><UnitPrice><Money currency=\"EUR\">19.90</Money></UnitPrice><Description xml:lang=\"en\">Hammer</Description>\
         <UnitOfMeasure>EA</UnitOfMeasure><Classification domain=\"UNSPSC\">27111602</Classification></ItemDetail></ItemOut></OrderRequest></Request>"
    );
    let payload_id = format!("{number}@erp.buyer.example");
    Setup::create()
        .envelope(&request)
        .replace("1790000000.42@erp.buyer.example", &payload_id)
}

/// What a shop says to an order.
fn said(number: &str, status: &str, key: Option<&str>) -> Value {
    let id = format!("{number}@erp.buyer.example");
    json!({"apikey": key, "params": {"order_request_id": id, "confirmation": {
        "header": {"ext_notice_id": "N-1", "notice_date": "2026-03-02", "po_payload_id": id, "po_order_id": number, "confirmation_status": status},
        "items": [{"_position": 1, "line_number": "1", "po_line_number": "1", "quantity": "2", "part_id": "4711"}],
    }}})
}

on_both_databases! {
    async fn an_order_is_taken_once_the_shop_has_it(db: TestDatabase) {
        let app = gateway(db).await;
        let connector = StandIn::start();
        let shop = store(&app, json!({
            "adapter": "tradecentric",
            "adapter_order_url": format!("{}/order", connector.url),
            "adapter_order_secret": "order-secret-7",
        })).await;
        // Away: the procurement system is told so, and sends it again.
        connector.tell([Told::Status(503), Told::Json(json!({"ok": true}))]);
        let away = shop.post(order("PO-1")).await;
        assert_eq!(away.status, 560, "{}", away.text());
        assert_eq!(shop.logged(&away.support_reference()).await["error"]["code"], "store_away");
        let taken = shop.post(order("PO-1")).await;
        assert_eq!(taken.status, 200, "{}", taken.text());
        // Once more: it has it already.
        let again = shop.post(order("PO-1")).await;
        assert_eq!(again.bytes, taken.bytes);
        let asked = connector.asked();
        assert_eq!(asked.len(), 2);
        assert_eq!(asked[0].body, asked[1].body);
        let sent = asked[1].json();
        assert_eq!(asked[1].path, "/order");
        assert_eq!((&sent["mode"], &sent["shared_secret"]), (&json!("production"), &json!("order-secret-7")));
        let header = &sent["header"];
        assert_eq!((&header["po_order_id"], &header["po_payload_id"]), (&json!("PO-1"), &json!("PO-1@erp.buyer.example")));
        assert_eq!((&header["po_order_type"], &header["from_identity"], &header["to_identity"]), (&json!("new"), &json!("123456789"), &json!("987654321")));
        let details = &sent["details"];
        assert_eq!((&details["total"], &details["currency"]), (&json!("39.80"), &json!("EUR")));
        assert_eq!((&details["ship_to"]["streets"], &details["ship_to"]["country_code"]), (&json!("Way 1;Door 2"), &json!("DE")));
        let item = &sent["items"][0];
        assert_eq!((&item["supplier_id"], &item["supplier_aux_id"], &item["quantity"]), (&json!("4711"), &json!("9/1"), &json!("2")));
        assert_eq!((&item["unitprice"], &item["uom"], &item["classification"]), (&json!("19.90"), &json!("EA"), &json!("27111602")));
        assert!(!sent.to_string().contains("4111111111111111"), "the card's number is none of the shop's business");
        let log = log_of(&shop).await;
        assert!(log.contains("purchase order"), "{log}");
        assert!(!log.contains("order-secret-7") && !log.contains("4111111111111111"));
    }

    async fn of_many_at_once_the_shop_gets_one(db: TestDatabase) {
        let app = gateway(db).await;
        let connector = StandIn::start();
        let shop = store(&app, json!({
            "adapter": "tradecentric",
            "adapter_order_url": format!("{}/order", connector.url),
        })).await;
        // With the same bytes, and with the same number under ids of their own.
        for (number, is_same) in [("PO-1", true), ("PO-2", false)] {
            let calls = (0..8).map(|call| {
                let document = order(number);
                shop.post(if is_same { document } else { document.replace("@erp.buyer", &format!("-{call}@erp.buyer")) })
            });
            let answers = futures_util::future::join_all(calls).await;
            let statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
            assert!(statuses.contains(&200) && statuses.iter().all(|status| [200, 560].contains(status)), "{statuses:?}");
            for answer in answers.iter().filter(|answer| answer.status == 560) {
                let entry = shop.logged(&answer.support_reference()).await;
                assert_eq!(entry["error"]["code"], "being_received", "{entry}");
            }
            // Who was told to come again is answered as the first one.
            let taken = answers.iter().find(|answer| answer.status == 200).expect("one is taken");
            assert_eq!(shop.post(order(number)).await.bytes, taken.bytes);
        }
        let numbers: Vec<_> = connector.asked().iter().map(|asked| asked.json()["header"]["po_order_id"].clone()).collect();
        assert_eq!(numbers, ["PO-1", "PO-2"]);
    }

    async fn an_order_whose_node_died_is_taken_when_its_time_is_over(db: TestDatabase) {
        let app = gateway(db).await;
        let connector = StandIn::start();
        let shop = store(&app, json!({
            "adapter": "tradecentric",
            "adapter_order_url": format!("{}/order", connector.url),
            "service_timeout_ms": 10_000,
        })).await;
        connector.tell([Told::Late]);
        // The first never comes to an end before the others do.
        let under_way = tokio::select! {
            ended = shop.post(order("PO-1")) => panic!("{}", ended.text()),
            () = async { while connector.asked().is_empty() { tokio::task::yield_now().await; } } => true,
        };
        assert!(under_way);
        connector.tell([Told::Json(json!({"ok": true}))]);
        assert_eq!(shop.post(order("PO-1")).await.status, 560);
        assert_eq!(connector.asked().len(), 1, "the shop is not asked meanwhile");
        app.state.clock.advance(41);
        let taken = shop.post(order("PO-1")).await;
        assert_eq!(taken.status, 200, "{}", taken.text());
        assert_eq!(connector.asked().len(), 2);
    }

    async fn without_an_address_orders_are_kept_in_the_log_alone(db: TestDatabase) {
        let app = gateway(db).await;
        let connector = StandIn::start();
        let shop = store(&app, json!({"adapter": "tradecentric", "adapter_url": connector.url})).await;
        assert_eq!(shop.post(order("PO-2")).await.status, 200);
        assert!(connector.asked().is_empty());
    }

    async fn what_the_shop_makes_of_an_order_is_noted(db: TestDatabase) {
        let app = gateway(db).await;
        let connector = StandIn::start();
        let shop = store(&app, json!({
            "adapter": "tradecentric",
            "adapter_url": connector.url,
            "adapter_order_url": format!("{}/order", connector.url),
        })).await;
        // At once, in the answer to the order.
        connector.tell([Told::Json(said("PO-1", "reject", None))]);
        let taken = shop.post(order("PO-1")).await;
        assert_eq!(taken.status, 200, "{}", taken.text());
        let findings = shop.logged(&taken.support_reference()).await["findings"].to_string();
        assert!(findings.contains("order.not_accepted") && findings.contains("reject, N-1"), "{findings}");
        // Later, by a call of the shop's own.
        let post = async |document: Value, expected: u16| {
            shop.public.post("/gateway/link/order/acknowledgment", &document, expected).await
        };
        post(said("PO-1", "accept", Some(&shop.api_key)), 204).await;
        let log = log_of(&shop).await;
        assert!(log.contains("order acknowledgment") && log.contains("order.accepted"), "{log}");
        assert!(!log.contains(&shop.api_key), "the key is masked");
        // Nobody else's key, no order that never came, and nothing else.
        post(said("PO-1", "accept", None), 401).await;
        post(said("PO-1", "accept", Some("pgk_none")), 401).await;
        post(said("PO-2", "accept", Some(&shop.api_key)), 404).await;
        post(json!({"ok": true}), 422).await;
        let other = json!({"key": "other", "name": "Other", "punch_out_start_url": "https://other.example", "adapter": "tradecentric", "adapter_url": connector.url});
        let other = shop.admin.post("/api/v1/stores", &other, 201).await.text_at("/id");
        let key = json!({"name": "Other", "scopes": ["store"], "store_id": other});
        let key = shop.admin.post("/api/v1/api-keys", &key, 201).await.text_at("/key");
        post(said("PO-1", "accept", Some(&key)), 404).await;
        shop.admin.patch(&format!("/api/v1/stores/{}", shop.store_id), &json!({"adapter": "rest", "adapter_url": null, "adapter_order_url": null}), 200).await;
        post(said("PO-1", "accept", Some(&shop.api_key)), 401).await;
    }

    async fn the_session_of_an_order_shows_what_the_shop_made_of_it(db: TestDatabase) {
        let app = gateway(db).await;
        let connector = StandIn::start();
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let cart = json!({"currency": "EUR", "items": [
            {"sku": "4711", "internal_id": "9/1", "name": "Hammer", "quantity": "2", "unit": "EA", "unit_price": "19.90"},
        ]});
        shop.transfer(&visit, &cart, 200).await;
        let adapter = json!({
            "adapter": "tradecentric",
            "adapter_url": connector.url,
            "adapter_order_url": format!("{}/order", connector.url),
        });
        shop.admin.patch(&format!("/api/v1/stores/{}", shop.store_id), &adapter, 200).await;
        connector.tell([Told::Json(said("PO-1", "accept", None))]);
        let taken = shop.post(order("PO-1")).await;
        assert_eq!(taken.status, 200, "{}", taken.text());
        // The call to the shop is among the session's exchanges.
        let id = visit.session["id"].as_str().expect("an id");
        let log = shop.admin.get(&format!("/api/v1/transactions?session_id={id}&type=other"), 200).await.json();
        let call = format!("/api/v1/transactions/{}", log["items"][0]["id"].as_str().expect("a call"));
        assert_eq!(shop.admin.get(&call, 200).await.json()["document"], "purchase order");
        let key = shop.api_key.as_str();
        shop.public.post("/gateway/link/order/acknowledgment", &said("PO-1", "detail", Some(key)), 204).await;
        let timeline = shop.admin.get(&format!("{}/timeline", visit.path), 200).await.json();
        let events = timeline["items"].as_array().expect("items");
        let told: Vec<_> = events.iter().filter(|event| event["kind"] == "order_acknowledged").map(|event| event["detail"].clone()).collect();
        assert_eq!(told, [json!("PO-1, accept, N-1"), json!("PO-1, detail, N-1")]);
        assert_eq!(shop.admin.get(&visit.path, 200).await.json()["state"], "ordered");
    }
}
