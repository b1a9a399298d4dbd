//! A Magento shop with TradeCentric's connector, with and without encryption and validation.

use demo::shop::Magento;
use serde_json::{Value, json};
use test_support::on_both_databases;

use super::shops::{Neighbour, buyer, carried, enter, gateway, kept_out, lines_of, log_of, store};
use crate::{
    gateway::{page::Page, setup::Setup, shop::cart},
    stand_in::{StandIn, Told},
};

const KEY: &str = "AAECAwQFBgcICQoLDA0ODw==";

fn hardened() -> Magento {
    Magento {
        encryption_key: Some(KEY.to_owned()),
        validates: true,
    }
}

fn adapter(shop: &Neighbour, start: &str, key: Option<&str>) -> Value {
    json!({
        "adapter": "tradecentric",
        "adapter_url": format!("{}/punchout/session/start", shop.url),
        "adapter_start": start,
        "adapter_secret": key,
    })
}

/// A cart as the connector posts it.
fn posted(lines: &[(&str, &str)]) -> Value {
    let items: Vec<_> = lines
        .iter()
        .map(|(sku, id)| json!({"supplierid": sku, "supplierauxid": id, "description": sku, "quantity": 1, "unitprice": "2.50", "uom": "EA"}))
        .collect();
    json!({"body": {"currency": "EUR", "total": 2.5 * lines.len() as f64, "items": items}})
}

/// The path that carts come back to, out of what a shop was sent.
fn return_path(asked: &Value) -> String {
    let url = asked["return_url"].as_str().expect("a URL");
    assert_eq!(url, url.to_lowercase());
    crate::gateway::answer::path_of(url)
}

on_both_databases! {
    async fn a_buyer_shops_edits_and_looks(db: TestDatabase) {
        let app = gateway(db).await;
        let magento = Neighbour::start(&app.url(""), Magento { validates: true, ..Magento::default() });
        let shop = store(&app, adapter(&magento, "server", None)).await;

        let visit = magento.arrive(&enter(&shop, &buyer("create", "c1")).await).await;
        assert!(magento.show(&visit).await.contains("Welcome Anna Meyer"));
        magento.add(&visit, "N-1001", "2").await;
        magento.add(&visit, "N-6001 <Ω>", "1").await;
        let location = magento.leave(&visit, "submit").await;
        let message = carried(&shop, &location).await;
        assert!(message.contains("<BuyerCookie>c1</BuyerCookie>"), "{message}");
        let lines = lines_of(&message);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].0, "N-1001");

        // Twice: the later cart takes the earlier one's place.
        magento.add(&visit, "N-1001", "1").await;
        let again = magento.leave(&visit, "submit").await;
        assert_ne!(again, location);
        shop.browse(&crate::gateway::answer::path_of(&location), 410).await;
        assert_eq!(lines_of(&carried(&shop, &again).await), lines);

        // Edit: the lines come back, with the references that they were handed over with.
        let items: Vec<_> = lines.iter().map(|(sku, id)| (sku.clone(), id.clone(), "3".to_owned())).collect();
        let edit = Setup { items: items.clone(), ..buyer("edit", "c2") };
        let visit = magento.arrive(&enter(&shop, &edit).await).await;
        let page = magento.show(&visit).await;
        assert!(page.contains("value=\"3\""), "{page}");
        let location = magento.leave(&visit, "submit").await;
        assert_eq!(lines_of(&carried(&shop, &location).await), lines);

        // Inspect: nothing can be handed over, and the buyer gets back.
        let inspect = Setup { items, ..buyer("inspect", "c3") };
        let visit = magento.arrive(&enter(&shop, &inspect).await).await;
        let location = magento.leave(&visit, "submit").await;
        assert!(lines_of(&carried(&shop, &location).await).is_empty());
    }

    async fn a_browser_brings_the_session_encrypted_and_the_shop_asks_back(db: TestDatabase) {
        let app = gateway(db).await;
        let magento = Neighbour::start(&app.url(""), hardened());
        let shop = store(&app, adapter(&magento, "browser", Some(KEY))).await;
        let start = shop.set_up(&Setup::create()).await.start_path();
        let page = Page::read(shop.public.act(&start, 200).await);
        assert!(page.posts_by_itself());
        assert_eq!(page.frame_ancestors(), "https://erp.buyer.example");
        assert!(!page.reply.text().contains("buyer.example&quot;"), "it is encrypted");
        let visit = magento.post(&page, 303).await.header("location");
        magento.add(&visit, "N-1001", "2").await;
        let location = magento.leave(&visit, "submit").await;
        assert_eq!(lines_of(&carried(&shop, &location).await).len(), 1);
        // The start page is spent, and the shop is not told of the session any more.
        shop.browse(&start, 410).await;
        let again = magento.post(&page, 403).await.text();
        assert!(again.contains("does not know the session"), "{again}");
        let log = log_of(&shop).await;
        assert!(log.contains("session validation"), "{log}");
        assert!(!log.contains(KEY));
    }

    async fn a_form_that_was_changed_on_the_way_is_not_confirmed(db: TestDatabase) {
        let app = gateway(db).await;
        let magento = Neighbour::start(&app.url(""), Magento { validates: true, ..Magento::default() });
        let shop = store(&app, adapter(&magento, "browser", None)).await;
        let start = shop.set_up(&Setup::create()).await.start_path();
        let mut page = Page::read(shop.public.act(&start, 200).await);
        let form = page.form.as_mut().expect("a form");
        for (_, value) in &mut form.fields {
            *value = value.replace("anna.meyer@", "the.boss@");
        }
        let told = magento.post(&page, 403).await.text();
        assert!(told.contains("says something else"), "{told}");
    }

    async fn a_wrong_key_keeps_everybody_out(db: TestDatabase) {
        let app = gateway(db).await;
        let magento = Neighbour::start(&app.url(""), hardened());
        let shop = store(&app, adapter(&magento, "server", Some("AAAAAAAAAAAAAAAAAAAAAA=="))).await;
        let entry = kept_out(&shop, &buyer("create", "c1")).await;
        assert!(entry["error"]["text"].as_str().unwrap_or_default().contains("403"), "{entry}");
        // With the right one, the same start page.
        let path = format!("/api/v1/stores/{}", shop.store_id);
        shop.admin.patch(&path, &json!({"adapter_secret": KEY}), 200).await;
        magento.arrive(&enter(&shop, &buyer("create", "c2")).await).await;
        // Plain posts are not taken by a shop that has a key.
        shop.admin.patch(&path, &json!({"adapter_secret": null}), 200).await;
        kept_out(&shop, &buyer("create", "c3")).await;
    }

    async fn a_shop_that_is_silent_or_talks_nonsense_holds_nobody_up(db: TestDatabase) {
        let app = gateway(db).await;
        let nonsense = StandIn::start();
        let shop = store(&app, json!({"adapter": "tradecentric", "punch_out_start_url": format!("{}/start", nonsense.url)})).await;
        for (place, told) in [
            Told::Late,
            Told::Status(500),
            Told::Text("<html>Sorry</html>".to_owned()),
            Told::Json(json!({"start_url": "javascript:alert(1)"})),
            Told::Json(json!([[[[]]]])),
            Told::Redirect("javascript:alert(1)".to_owned()),
        ].into_iter().enumerate() {
            nonsense.tell([told]);
            kept_out(&shop, &buyer("create", &format!("c{place}"))).await;
        }
        // What it was sent stands in the log, and the buyer can try again.
        let setup = buyer("create", "again");
        let start = shop.set_up(&setup).await.start_path();
        nonsense.tell([Told::Status(503), Told::Json(json!({"startUrl": "https://shop.example/in?s=1"}))]);
        shop.public.act(&start, 502).await;
        let reply = shop.public.act(&start, 303).await;
        assert_eq!(reply.header("location"), "https://shop.example/in?s=1");
        let log = log_of(&shop).await;
        assert!(log.contains("setuprequest") && log.contains("session request"), "{log}");
    }

    async fn what_is_not_a_cart_is_refused_by_its_field(db: TestDatabase) {
        let app = gateway(db).await;
        let own = StandIn::start();
        let shop = store(&app, json!({"adapter": "tradecentric", "adapter_url": own.url})).await;
        own.tell([Told::Json(json!({"start_url": "https://shop.example/in"}))]);
        enter(&shop, &buyer("create", "c1")).await;
        let asked = own.asked()[0].json();
        assert_eq!(asked["params"]["body"]["contact"]["email"], "anna.meyer@buyer.example");
        assert_eq!(asked["params"]["custom"]["account_reference"], "BU-7");
        assert!(!asked.to_string().contains("erp.buyer.example/in"), "the procurement system's address stays here");
        let path = return_path(&asked);
        for (body, field) in [
            (json!({"body": {"items": [{"supplierid": "A", "quantity": "many", "unitprice": 1}]}}), "/body/items/0/quantity"),
            (json!({"body": {"currency": "EUR", "items": [{"supplierid": "A", "quantity": 1, "unitprice": 1, "uom": "BAG OF"}]}}), "/cart/items/0/unit"),
            (json!({"body": {"currency": "EUR", "total": 99, "items": [{"supplierid": "A", "quantity": 1, "unitprice": 1}]}}), "/cart/total"),
            (json!([1]), "/"),
            // A cart that is cut off, named otherwise or wrapped is no buyer who returns without one.
            (json!({}), "/items"),
            (json!({"error": "x"}), "/items"),
            (json!({"params": {"body": {"items": []}}}), "/items"),
            (json!({"body": {"currency": "EUR", "total": 1, "itmes": []}}), "/body/items"),
            (json!({"body": {"currency": "EUR", "total": 1, "items": []}}), "/body/items"),
        ] {
            let refused = shop.public.post(&path, &body, 422).await;
            assert!(refused.text().contains(field), "{}", refused.text());
        }
        // Nothing is lost by that.
        let reply = shop.public.post(&path, &posted(&[("A", "1/1")]), 200).await.json();
        assert_eq!(reply["redirect_url"], reply["redirecturl"]);
        let log = log_of(&shop).await;
        let code = path.rsplit('/').next().expect("a code");
        assert!(!log.contains(code), "the address of the cart is in the log");
    }

    async fn codes_lead_to_one_session_for_as_long_as_it_is_open(db: TestDatabase) {
        let app = gateway(db).await;
        let own = StandIn::start();
        let shop = store(&app, json!({"adapter": "tradecentric", "adapter_url": own.url})).await;
        own.tell([Told::Json(json!({"start_url": "https://shop.example/in"}))]);
        enter(&shop, &buyer("create", "c1")).await;
        let asked = own.asked()[0].json();
        let path = return_path(&asked);
        let pos = asked["pos"].as_str().expect("an id").to_owned();
        // What the shop is told is no way in: neither as a code nor as an access token.
        shop.public.post(&format!("/gateway/link/punchin/id/{pos}"), &posted(&[("A", "1/1")]), 404).await;
        shop.public.get(&format!("/gateway/link/session/id/{}", "0".repeat(64)), 404).await;
        let said = shop.public.get(&format!("/gateway/link/session/id/{pos}"), 200).await.json();
        assert_eq!(said["params"]["body"]["buyercookie"], "c1");
        // Without a cart: the buyer goes back, and the session is over.
        shop.public.post(&path, &posted(&[]), 200).await;
        let over = shop.public.post(&path, &posted(&[("A", "1/1")]), 409).await;
        assert_eq!(over.code(), "session_state");
        shop.public.get(&format!("/gateway/link/session/id/{pos}"), 404).await;
        // A session that was ended by an administrator.
        enter(&shop, &buyer("create", "c2")).await;
        let path = return_path(&own.asked()[1].json());
        let all = shop.admin.get("/api/v1/punch-out-sessions?limit=10", 200).await.json();
        for session in all["items"].as_array().expect("items") {
            if session["state"] == "shopping" {
                let id = session["id"].as_str().expect("an id");
                shop.admin.act(&format!("/api/v1/punch-out-sessions/{id}/end"), 200).await;
            }
        }
        shop.public.post(&path, &posted(&[("A", "1/1")]), 409).await;
    }

    async fn an_access_token_of_the_rest_api_takes_no_carts(db: TestDatabase) {
        let app = gateway(db).await;
        let shop = store(&app, json!({})).await;
        let visit = shop.visit(&Setup::create()).await;
        let path = format!("/gateway/link/punchin/id/{}", visit.access_token);
        shop.public.post(&path, &posted(&[("A", "1/1")]), 404).await;
        shop.transfer(&visit, &cart(), 200).await;
    }
}
