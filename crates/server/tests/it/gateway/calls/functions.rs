//! OCI's functions: the store is asked, and its answer goes back as a form.

use std::time::Instant;

use serde_json::{Value, json};
use test_support::{TestApp, TestDatabase, on_both_databases};

use super::{HOOK_URL, encoded, get, oci_shop_with, parameters, post, refused};
use crate::{
    gateway::{page::Page, shop::Shop},
    stand_in::{StandIn, Told},
};

/// A gateway that may call this machine, a shop with a service, and the service's key.
async fn served(db: TestDatabase) -> (TestApp, Shop, StandIn, String) {
    let app = TestApp::start_with(db, |config| {
        config.http.private_networks = vec!["127.0.0.1/32".parse().expect("a network")];
    })
    .await;
    let stand_in = StandIn::start();
    let url = format!("{}/api?shop=b2b", stand_in.url);
    let shop = oci_shop_with(&app, |plan| {
        plan.store["service_url"] = json!(url);
        plan.store["service_timeout_ms"] = json!(1000);
        plan.store["service_max_hits"] = json!(3);
        plan.connection["oci"] = json!({"quantity_check": true, "download_json": true});
    })
    .await;
    let key = new_key(&shop).await;
    (app, shop, stand_in, key)
}

async fn new_key(shop: &Shop) -> String {
    let path = format!("/api/v1/stores/{}/signing-keys", shop.store_id);
    let made = shop.admin.act(&path, 201).await;
    made.text_at("/secret")
}

fn with(more: &[(&str, &str)]) -> String {
    let more = more
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let mut all = parameters();
    all.extend(more);
    encoded(&all)
}

fn hit(sku: &str) -> Value {
    json!({"sku": sku, "internal_id": format!("P-{sku}"), "name": "Hammer", "quantity": "1", "unit": "EA", "unit_price": "19.90"})
}

fn value<'a>(page: &'a Page, name: &str) -> Option<&'a str> {
    let form = page.form.as_ref().expect("a form");
    let found = form.fields.iter().find(|(other, _)| other == name);
    found.map(|(_, value)| value.as_str())
}

/// The log's findings for what was answered, and all of the entry as text.
async fn logged(shop: &Shop, page: &Page) -> String {
    let entry = shop.logged(&page.reply.header("x-support-reference")).await;
    assert_eq!(entry["status"], "ok", "{entry}");
    entry.to_string()
}

on_both_databases! {
    async fn a_search_is_answered_on_the_same_url(db: TestDatabase) {
        let (_app, shop, stand_in, key) = served(db).await;
        let mut bad = hit("4713");
        bad["unit"] = json!("TÜTE");
        stand_in.tell([Told::Json(json!({"currency": "EUR", "items": [hit("4711"), bad, hit("4712"), hit("4714")]}))]);
        let search = with(&[("function", "Background_Search"), ("searchstring", "hammer & saw"), ("VENDOR", "100")]);
        let page = Page::read(get(&shop, &shop.path, &search, 200).await);
        assert_eq!(page.reply.header("location"), "");
        assert_eq!(page.reply.header("set-cookie"), "");
        assert!(!page.reply.text().contains("<script"));
        assert_eq!(value(&page, "~OkCode"), Some("ADDI"));
        assert_eq!(value(&page, "NEW_ITEM-VENDORMAT[1]"), Some("4711"));
        assert_eq!(value(&page, "NEW_ITEM-EXT_PRODUCT_ID[1]"), Some("P-4711"));
        assert_eq!(value(&page, "NEW_ITEM-VENDORMAT[2]"), Some("4712"));
        assert_eq!(value(&page, "NEW_ITEM-VENDORMAT[3]"), None);
        assert_eq!(value(&page, "NEW_ITEM-EXT_QUOTE_ID[1]"), None);
        let entry = logged(&shop, &page).await;
        assert!(entry.contains("store.too_many_hits") && entry.contains("store.left_out"), "{entry}");
        assert!(entry.contains("OCI BACKGROUND_SEARCH") && entry.contains("NEW_ITEM-VENDORMAT"), "{entry}");

        let asked = stand_in.asked();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].path, "/api/search?shop=b2b");
        assert!(asked[0].is_signed_with(&key));
        let question = asked[0].json();
        assert_eq!(question["search"], "hammer & saw");
        assert_eq!((&question["vendor"], &question["limit"]), (&json!("100"), &json!(3)));
        assert_eq!(question["context"]["user"], "jane");
        assert_eq!(question["context"]["currency"], "EUR");
        // The same question within seconds is not asked again.
        get(&shop, &shop.path, &search, 200).await;
        assert_eq!(stand_in.asked().len(), 1);
    }

    async fn a_validation_posts_itself_with_present_data(db: TestDatabase) {
        let (_app, shop, stand_in, _) = served(db).await;
        let mut present = hit("4711");
        present["quantity"] = json!("250");
        present["unit_price"] = json!("3.80");
        present["price_unit"] = json!("100");
        stand_in.tell([Told::Json(json!({"currency": "EUR", "items": [present]}))]);
        let call = with(&[("FUNCTION", "VALIDATE"), ("PRODUCTID", "P-4711"), ("QUANTITY", "00000000250,000")]);
        let page = Page::read(post(&shop, &shop.path, call, 200).await);
        assert!(page.reply.text().contains("<script"));
        assert_eq!(page.form.as_ref().map(|form| form.action.as_str()), Some(HOOK_URL));
        assert_eq!(value(&page, "NEW_ITEM-QUANTITY[1]"), Some("250"));
        assert_eq!(value(&page, "NEW_ITEM-PRICEUNIT[1]"), Some("100"));
        let asked = stand_in.asked();
        assert_eq!(asked[0].path, "/api/product?shop=b2b");
        assert_eq!(asked[0].json()["quantity"], "250");
        // A product that is gone: an empty form.
        stand_in.tell([Told::Json(json!({"items": []}))]);
        let gone = with(&[("FUNCTION", "VALIDATE"), ("PRODUCTID", "P-0")]);
        let page = Page::read(post(&shop, &shop.path, gone, 200).await);
        assert_eq!(value(&page, "NEW_ITEM-QUANTITY[1]"), None);
        assert!(page.reply.text().contains("Nothing was found"));
    }

    async fn a_quantity_check_tells_what_there_is(db: TestDatabase) {
        let (_app, shop, stand_in, _) = served(db).await;
        stand_in.tell([
            Told::Json(json!({"currency": "EUR", "items": [hit("4711")]})),
            Told::Json(json!({"available": "7", "lead_time_days": 9, "unit_price": "18.00"})),
        ]);
        let call = with(&[("FUNCTION", "QUANTITYCHECK"), ("PRODUCTID", "P-4711"), ("QUANTITY", "10")]);
        let page = Page::read(post(&shop, &shop.path, call, 200).await);
        assert!(!page.reply.text().contains("<script"));
        assert_eq!(value(&page, "NEW_ITEM-QUANTITY[1]"), Some("7"));
        assert_eq!(value(&page, "NEW_ITEM-LEADTIME[1]"), Some("9"));
        assert_eq!(value(&page, "NEW_ITEM-PRICE[1]"), Some("18"));
        let paths: Vec<_> = stand_in.asked().into_iter().map(|asked| asked.path).collect();
        assert_eq!(paths, ["/api/product?shop=b2b", "/api/availability?shop=b2b"]);
    }

    async fn a_catalogue_is_downloaded_page_by_page(db: TestDatabase) {
        let (_app, shop, stand_in, _) = served(db).await;
        stand_in.tell([Told::Json(json!({"currency": "EUR", "total": 5, "items": [hit("4711"), hit("4712")]}))]);
        let call = with(&[("FUNCTION", "DOWNLOADJSON"), ("pagesize", "2"), ("RequestedPage", "2"), ("transactionid", "T1"), ("cti", "X")]);
        let reply = get(&shop, &shop.path, &call, 200).await;
        assert_eq!(reply.header("content-type"), "application/json");
        let page = reply.json();
        assert_eq!((&page["CURRENTPAGE"], &page["TOTALPAGES"], &page["TOTALITEMS"]), (&json!(2), &json!(3), &json!(5)));
        assert_eq!((&page["TRANSACTIONID"], &page["CTI"]), (&json!("T1"), &json!("X")));
        let first = &page["Items"][0]["NEWITEM"];
        assert_eq!(first["DESCRIPTION"], json!([{"description": "Hammer", "languageCode": "DE"}]));
        assert_eq!((&first["PRICE"], &first["PRICE_QUANTITY"]), (&json!("19.9"), &json!("1")));
        let asked = stand_in.asked()[0].json();
        assert_eq!((&asked["page"], &asked["limit"]), (&json!(2), &json!(2)));
    }

    async fn functions_that_are_switched_off_are_refused_by_name(db: TestDatabase) {
        let (_app, shop, stand_in, _) = served(db).await;
        let path = format!("/api/v1/connections/{}", shop.connection_id);
        let settings = shop.admin.get(&path, 200).await.json();
        assert_eq!((&settings["oci"]["quantity_check"], &settings["oci"]["download_json"]), (&json!(true), &json!(true)));
        // They are off where nothing is said of them.
        let settings = shop.admin.patch(&path, &json!({"oci": {}}), 200).await.json();
        assert_eq!((&settings["oci"]["quantity_check"], &settings["oci"]["download_json"]), (&json!(false), &json!(false)));
        for function in ["QUANTITYCHECK", "DownloadJSON"] {
            let call = with(&[("FUNCTION", function), ("PRODUCTID", "P-4711"), ("QUANTITY", "10")]);
            let reply = post(&shop, &shop.path, call, 400).await;
            assert_eq!(refused(&shop, reply).await, "function_not_allowed", "{function}");
        }
        shop.admin.patch(&path, &json!({"oci": {"quantity_check": true}}), 200).await;
        let call = with(&[("FUNCTION", "DOWNLOADJSON")]);
        let reply = post(&shop, &shop.path, call, 400).await;
        assert_eq!(refused(&shop, reply).await, "function_not_allowed");
        assert_eq!(stand_in.asked().len(), 0);
        stand_in.tell([Told::Json(json!({"items": []}))]);
        post(&shop, &shop.path, with(&[("FUNCTION", "QUANTITYCHECK"), ("PRODUCTID", "P-1")]), 200).await;
        assert_eq!(stand_in.asked().len(), 1);
    }

    async fn a_store_that_is_silent_holds_nothing_up(db: TestDatabase) {
        let (_app, shop, stand_in, _) = served(db).await;
        let elsewhere = StandIn::start();
        for (index, (told, named)) in [
            (Told::Status(500), "status 500"),
            (Told::Text("<html>".to_owned()), "store.unreadable"),
            (Told::Json(json!({"items": [{"sku": "1"}]})), "items[0]"),
            (Told::Redirect(format!("{}/search", elsewhere.url)), "status 307"),
            (Told::Text("x".repeat(5 * 1024 * 1024)), "longer than"),
            (Told::Late, "within 1000 ms"),
        ]
        .into_iter()
        .enumerate()
        {
            stand_in.tell([told]);
            let search = with(&[("FUNCTION", "BACKGROUND_SEARCH"), ("SEARCHSTRING", &index.to_string())]);
            let began = Instant::now();
            let page = Page::read(get(&shop, &shop.path, &search, 200).await);
            assert!(began.elapsed().as_secs() < 10);
            assert_eq!(value(&page, "NEW_ITEM-VENDORMAT[1]"), None);
            let entry = logged(&shop, &page).await;
            assert!(entry.contains(named), "{named}: {entry}");
        }
        assert_eq!(elsewhere.asked().len(), 0);
        // Nobody listens there, and nobody is asked in a network that is not listed.
        let store = format!("/api/v1/stores/{}", shop.store_id);
        for (url, named) in [
            ("http://127.0.0.1:1/", "connection failed"),
            ("http://127.0.0.2:8080/", "private network"),
            ("http://[::1]:8080/", "private network"),
            ("http://169.254.169.254/latest", "private network"),
        ] {
            shop.admin.patch(&store, &json!({"service_url": url}), 200).await;
            let search = with(&[("FUNCTION", "BACKGROUND_SEARCH")]);
            let page = Page::read(get(&shop, &shop.path, &search, 200).await);
            let entry = logged(&shop, &page).await;
            assert!(entry.contains(named), "{named}: {entry}");
        }
    }

    async fn keys_rotate_without_a_gap(db: TestDatabase) {
        let (_app, shop, stand_in, old) = served(db).await;
        stand_in.tell([Told::Json(json!({"items": []}))]);
        let new = new_key(&shop).await;
        let path = format!("/api/v1/stores/{}/signing-keys", shop.store_id);
        shop.admin.act(&path, 409).await;
        let search = |text: &str| with(&[("FUNCTION", "BACKGROUND_SEARCH"), ("SEARCHSTRING", text)]);
        get(&shop, &shop.path, &search("a"), 200).await;
        let asked = stand_in.asked();
        assert!(asked[0].is_signed_with(&old) && asked[0].is_signed_with(&new));
        let keys = shop.admin.get(&path, 200).await;
        assert!(!keys.text().contains(&old) && !keys.text().contains("whsec_"), "{}", keys.text());
        let first = keys.text_at("/items/0/id");
        shop.admin.delete(&format!("{path}/{first}"), 204).await;
        shop.admin.delete(&format!("{path}/{first}"), 404).await;
        get(&shop, &shop.path, &search("b"), 200).await;
        let asked = stand_in.asked();
        assert!(!asked[1].is_signed_with(&old) && asked[1].is_signed_with(&new));
        // Without a key nothing is asked.
        let last = shop.admin.get(&path, 200).await.text_at("/items/0/id");
        shop.admin.delete(&format!("{path}/{last}"), 204).await;
        let page = Page::read(get(&shop, &shop.path, &search("c"), 200).await);
        assert!(logged(&shop, &page).await.contains("store.no_signing_key"));
        assert_eq!(stand_in.asked().len(), 2);
    }

    async fn functions_are_refused_as_calls_are(db: TestDatabase) {
        let (_app, shop, stand_in, _) = served(db).await;
        for (name, changed, status, code) in [
            ("PASSWORD", "wrong", 403, "wrong_password"),
            ("HOOK_URL", "javascript:alert(1)", 400, "invalid_return_url"),
            ("HOOK_URL", "http://elsewhere.example/", 400, "return_host_not_allowed"),
        ] {
            let mut all = parameters();
            all.retain(|(other, _)| other != name);
            all.push((name.to_owned(), changed.to_owned()));
            all.push(("FUNCTION".to_owned(), "VALIDATE".to_owned()));
            let reply = post(&shop, &shop.path, encoded(&all), status).await;
            assert_eq!(refused(&shop, reply).await, code);
        }
        assert_eq!(stand_in.asked().len(), 0);
    }
}
