//! The whole way, from the session request to where the service sends the buyer.

use serde_json::{Value, json};
use test_support::on_both_databases;

use super::{KEY_IN_ASCII, fronted, logged, post, request, visit};
use crate::{
    gateway::{answer::path_of, shop::cart},
    stand_in::Told,
};

on_both_databases! {
    async fn a_cart_goes_from_server_to_server_and_the_buyer_follows(db: TestDatabase) {
        let (_app, shop, service) = fronted(db).await;
        let visit = visit(&shop, &request(&service, "create")).await;
        let session = &visit.session;
        assert_eq!((&session["format"], &session["operation"]), (&json!("punchout2go"), &json!("create")));
        assert_eq!(session["buyer"]["email"], "ann@buyer.example");
        assert_eq!((&session["buyer"]["first_name"], &session["buyer"]["last_name"]), (&json!("Ann van"), &json!("Dyke")));
        assert_eq!(session["selected_item"]["sku"], "0815");
        assert_eq!(session["items"], json!([]));
        assert_eq!(session["ship_to"]["city"], "Ulm");
        assert_eq!(session["buyer_cookie"], "cookie-7");
        let extrinsics = session["extrinsics"].to_string();
        assert!(extrinsics.contains("default_group") && extrinsics.contains("gold"), "{extrinsics}");

        let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
        let page = path_of(hand_off["handoff_url"].as_str().unwrap());
        let form = &hand_off["form"];
        assert_eq!(path_of(form["action"].as_str().unwrap()), format!("{page}/deliver"));
        assert_eq!(form["fields"], json!([]));
        assert_eq!(service.asked().len(), 0, "nothing goes out before the buyer does");

        for first in [true, false] {
            let shown = shop.browse(&page, 200).await;
            assert_eq!(shown.posts_by_itself(), first);
            let form = shown.form.expect("a form");
            assert!(form.action.ends_with("/deliver") && form.fields.is_empty(), "{}", form.action);
        }
        // Liferay's spelling, and another host that is allowed.
        service.tell([Told::Json(json!({"redirectURL": "https://erp.buyer.example/done?A=b"}))]);
        let followed = shop.public.act(&format!("{page}/deliver"), 303).await;
        assert_eq!(followed.header("location"), "https://erp.buyer.example/done?A=b");
        assert_eq!(followed.header("referrer-policy"), "no-referrer");
        let asked = service.asked();
        assert_eq!((asked.len(), asked[0].path.as_str()), (1, "/return?pos=pos-7"));
        assert_eq!(asked[0].header("content-type"), "application/json");
        let body = &asked[0].json()["body"];
        assert_eq!(body["currency"], "EUR");
        let item = &body["items"][0];
        assert_eq!((&item["supplierid"], &item["supplierauxid"], &item["uom"]), (&json!("4711"), &json!("cart-9/1"), &json!("EA")));
        assert_eq!(body["items"][1]["description"], "Säge „Ümläut“ — 鋸");

        let timeline = shop.timeline(&visit).await;
        assert_eq!(timeline.last().map(String::as_str), Some("hand_over_delivered"), "{timeline:?}");
        assert!(timeline.contains(&"hand_over_attempted".to_owned()));
        // Both directions stand in the log, and no key anywhere.
        let id = visit.session["id"].as_str().unwrap();
        let entries = logged(&shop, &format!("session_id={id}")).await;
        assert_eq!(entries.len(), 3, "{entries:?}");
        let whole = json!(entries).to_string();
        assert!(!whole.contains(KEY_IN_ASCII), "{whole}");
        let sent = entries.iter().find(|entry| entry["document"] == "PunchOut2Go return").expect("an entry");
        assert_eq!((&sent["type"], &sent["status"]), (&json!("transfer_to_requisition"), &json!("ok")));
        assert!(sent["path"].as_str().unwrap().contains("/return?pos=pos-7"));
        assert!(sent["request"].to_string().contains("supplierauxid"), "{sent}");
        assert!(sent["response"].to_string().contains("redirectURL"), "{sent}");
    }

    async fn edit_and_inspect_bring_the_earlier_lines(db: TestDatabase) {
        let (_app, shop, service) = fronted(db).await;
        let edited = visit(&shop, &request(&service, "edit")).await;
        let [line] = edited.session["items"].as_array().unwrap().as_slice() else {
            panic!("{}", edited.session);
        };
        assert_eq!((&line["sku"], &line["internal_id"], &line["quantity"]), (&json!("4711"), &json!("cart-9/1"), &json!("2")));
        shop.transfer(&edited, &cart(), 200).await;
        let inspected = visit(&shop, &request(&service, "inspect")).await;
        assert_eq!(inspected.session["operation"], "inspect");
        assert_eq!(shop.transfer(&inspected, &cart(), 403).await.code(), "inspect_only");
        post(&shop, &shop.path, &request(&service, "erase"), 400).await;
    }

    async fn a_return_without_a_cart_is_an_empty_one(db: TestDatabase) {
        let (_app, shop, service) = fronted(db).await;
        let visit = visit(&shop, &request(&service, "edit")).await;
        let hand_off = shop.server.act(&format!("{}/cancel", visit.path), 200).await.json();
        let page = path_of(hand_off["handoff_url"].as_str().unwrap());
        service.tell([Told::Text(format!("{}/back", service.url))]);
        let followed = shop.public.act(&format!("{page}/deliver"), 303).await;
        assert_eq!(followed.header("location"), format!("{}/back", service.url));
        let body = service.asked()[0].json()["body"].clone();
        assert_eq!(body["items"], json!([]));
        assert_ne!(body["data"]["edit_mode"], Value::Null);
        let entries = logged(&shop, "type=cancel").await;
        assert_eq!(entries.len(), 2);
    }

    async fn the_stores_own_address_finds_the_connection_by_its_key(db: TestDatabase) {
        let (_app, shop, service) = fronted(db).await;
        let document = request(&service, "create");
        post(&shop, &shop.store_path, &document, 200).await;
        for (header, value, expected) in [
            ("authorization", format!("Bearer {KEY_IN_ASCII}"), 200),
            ("authorization", format!("bearer {KEY_IN_ASCII}x"), 401),
            ("apikey", KEY_IN_ASCII.to_owned(), 200),
            ("x-api-key", "wrong".to_owned(), 401),
            ("x-nothing", KEY_IN_ASCII.to_owned(), 401),
        ] {
            let call = shop.public.request(reqwest::Method::POST, &shop.store_path);
            let reply = shop.public.send(call.header(header, value.as_str()).json(&document), expected).await;
            if expected == 401 {
                assert_eq!(reply.text_at("/error"), "unauthorized");
                assert_eq!(reply.header("www-authenticate"), "Bearer");
                assert!(!reply.text().contains("Meyer"), "{}", reply.text());
            }
        }
        let refused = logged(&shop, "status=refused").await;
        assert!(refused.iter().all(|entry| entry["error"]["code"] == "unknown_client"), "{refused:?}");
    }
}
