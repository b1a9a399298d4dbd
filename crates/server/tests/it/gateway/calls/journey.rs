//! The whole way of a buyer with OCI.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    HOOK_URL, USER, encoded, get, oci_shop, oci_shop_with, parameters, post, start_path, visit,
    with,
};
use crate::gateway::{
    answer::path_of,
    shop::{START_URL, Shop, cart},
};

/// The fields of a form as JSON has them.
fn fields(hand_off: &Value) -> Vec<(String, String)> {
    let fields = hand_off["form"]["fields"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    fields
        .iter()
        .map(|field| (text(&field["name"]), text(&field["value"])))
        .collect()
}

fn value<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields
        .iter()
        .find(|(other, _)| other == name)
        .map(|(_, value)| value.as_str())
}

/// The entry of a type that a session has in the log.
async fn logged(shop: &Shop, kind: &str, session: &Value) -> Value {
    let id = session["id"].as_str().unwrap();
    let log = format!("/api/v1/transactions?type={kind}&session_id={id}");
    let entry = shop.admin.get(&log, 200).await.text_at("/items/0/id");
    shop.admin
        .get(&format!("/api/v1/transactions/{entry}"), 200)
        .await
        .json()
}

on_both_databases! {
    async fn a_buyer_calls_and_returns_with_a_cart(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;

        // The call, by GET and at the store's own address: the browser goes to an address without the password.
        let reply = get(&shop, &shop.store_path, &encoded(&parameters()), 303).await;
        let location = reply.header("location");
        assert!(location.starts_with(&app.url("/punchout/start/")), "{location}");
        let start = start_path(&reply);
        assert!(shop.browse(&start, 200).await.posts_by_itself());
        let entry = shop.logged(&reply.header("x-support-reference")).await;
        assert_eq!((&entry["type"], &entry["status"]), (&json!("setup_request"), &json!("ok")));
        assert_eq!(entry["email"], "anna.meyer@buyer.example");
        assert_eq!(entry["connection_id"], json!(shop.connection_id));
        assert!(!entry.to_string().contains("dich"), "{entry}");
        assert!(entry.to_string().contains("PASSWORD=****"), "{entry}");
        let shown = entry["request"]["fields"].to_string();
        assert!(shown.contains("~OkCode") && shown.contains("ADDI") && shown.contains(USER), "{shown}");

        // What the buyer's administrator types in.
        let entries = format!("/api/v1/connections/{}/entry-points", shop.connection_id);
        let structure = shop.admin.get(&entries, 200).await.json()["items"][0]["call_structure"].clone();
        assert_eq!(structure[0], json!({"name": "", "value": app.url(&shop.path), "type": "url"}));
        assert_eq!(structure[1], json!({"name": "USERNAME", "value": USER, "type": "fixed_value"}));
        assert_eq!(structure[2]["value"], "");
        assert_eq!(structure[9], json!({"name": "HOOK_URL", "value": "", "type": "return_url"}));

        // And by POST, all the way.
        let visit = visit(&shop, &parameters()).await;
        let session = &visit.session;
        assert_eq!((&session["format"], &session["operation"]), (&json!("oci"), &json!("create")));
        assert_eq!(session["buyer"]["email"], "anna.meyer@buyer.example");
        assert_eq!(session["locale"], "de");
        assert_eq!(session["permissions"], json!(["view_open_orders", "check_out_open_orders"]));
        shop.browse(&visit.start_path, 410).await;

        let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
        let form = &hand_off["form"];
        assert_eq!((&form["action"], &form["method"], &form["target"]), (&json!(HOOK_URL), &json!("POST"), &json!("_parent")));
        assert_eq!(form["accept_charset"], "UTF-8");
        let sent = fields(&hand_off);
        for (name, expected) in [
            ("~OkCode", "ADDI"),
            ("~CALLER", "CTLG"),
            ("NEW_ITEM-DESCRIPTION[1]", "Hammer"),
            ("NEW_ITEM-QUANTITY[1]", "2"),
            ("NEW_ITEM-UNIT[1]", "EA"),
            ("NEW_ITEM-PRICE[1]", "19.9"),
            ("NEW_ITEM-CURRENCY[1]", "EUR"),
            ("NEW_ITEM-VENDORMAT[1]", "4711"),
            ("NEW_ITEM-LONGTEXT_1:132[]", "Hammer, 500 g"),
            ("NEW_ITEM-EXT_PRODUCT_ID[2]", "cart-9/2"),
            ("NEW_ITEM-DESCRIPTION[2]", "Säge „Ümläut“ — 鋸"),
            ("NEW_ITEM-QUANTITY[2]", "1.5"),
        ] {
            assert_eq!(value(&sent, name), Some(expected), "{name}");
        }

        // The return page carries the same, and posts by itself on its first opening only.
        let path = path_of(hand_off["handoff_url"].as_str().unwrap());
        for first in [true, false] {
            let page = shop.browse(&path, 200).await;
            assert_eq!(page.posts_by_itself(), first);
            assert_eq!(page.frame_ancestors(), "https://srm.buyer.example");
            let found = page.form.expect("a form");
            assert_eq!((found.action.as_str(), found.method.as_str()), (HOOK_URL, "post"));
            assert_eq!(found.target.as_deref(), Some("_parent"));
            assert_eq!(found.fields, sent);
        }
        let entry = logged(&shop, "transfer_to_requisition", session).await;
        assert_eq!(entry["status"], "ok");
        let body = entry["response"]["body"]["text"].as_str().unwrap();
        let parsed: Vec<(String, String)> = url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        assert_eq!(parsed, sent);
        let shown: Vec<_> = entry["response"]["fields"].as_array().unwrap().iter().map(|field| field["name"].clone()).collect();
        assert_eq!(shown.len(), sent.len());
    }

    async fn a_buyer_returns_without_a_cart(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let first = visit(&shop, &parameters()).await;
        let hand_off = shop.server.act(&format!("{}/cancel", first.path), 200).await.json();
        assert_eq!(hand_off["form"]["action"], HOOK_URL);
        assert!(fields(&hand_off).iter().all(|(name, _)| name.starts_with('~')));
        let page = shop.browse(&path_of(hand_off["handoff_url"].as_str().unwrap()), 200).await;
        assert_eq!(page.form.expect("a form").fields, fields(&hand_off));
        assert_eq!(logged(&shop, "cancel", &first.session).await["status"], "ok");

        // Callers that name another address for this are taken there, if carts may go there.
        let cancel = "https://srm.buyer.example/cancelled";
        for (url, action) in [(cancel, cancel), ("javascript:alert(1)", HOOK_URL)] {
            let visit = visit(&shop, &with("OCICANCEL", Some(url))).await;
            let hand_off = shop.server.act(&format!("{}/cancel", visit.path), 200).await.json();
            assert_eq!(hand_off["form"]["action"], action);
        }
    }

    async fn two_sessions_of_one_user_are_two(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let one = visit(&shop, &parameters()).await;
        let other = visit(&shop, &parameters()).await;
        assert_ne!(one.session["id"], other.session["id"]);
        assert_ne!(one.session["buyer_cookie"], other.session["buyer_cookie"]);
        shop.transfer(&one, &cart(), 200).await;
        shop.transfer(&other, &cart(), 200).await;
    }

    async fn the_form_is_written_as_the_connection_says(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop_with(&app, |plan| {
            plan.connection["oci"] = json!({
                "version": "2.0",
                "charset": "iso-8859-1",
                "decimal_separator": "comma",
                "decimals": 3,
                "zero_padded": true,
                "price_unit": "divide",
                "long_text": "plain",
            });
        })
        .await;
        let visit = visit(&shop, &parameters()).await;
        let mut bolts = cart();
        bolts["items"][0]["price_unit"] = json!("100");
        let hand_off = shop.transfer(&visit, &bolts, 200).await.json();
        assert_eq!(hand_off["form"]["accept_charset"], "ISO-8859-1");
        let sent = fields(&hand_off);
        assert_eq!(value(&sent, "NEW_ITEM-PRICE[1]"), Some("00000000000,199"));
        assert_eq!(value(&sent, "NEW_ITEM-PRICEUNIT[1]"), Some("00001"));
        assert_eq!(value(&sent, "NEW_ITEM-LONGTEXT[1]"), Some("Hammer, 500 g"));
        assert_eq!(value(&sent, "NEW_ITEM-DESCRIPTION[2]"), Some("Säge „Ümläut“ — ?"));
        assert_eq!(value(&sent, "NEW_ITEM-EXT_CATEGORY_ID[1]"), None);
        let page = shop.browse(&path_of(hand_off["handoff_url"].as_str().unwrap()), 200).await;
        assert!(page.reply.text().contains("accept-charset=\"ISO-8859-1\""));
        let entry = logged(&shop, "transfer_to_requisition", &visit.session).await;
        assert!(entry["findings"].to_string().contains("question marks"), "{entry}");
    }

    async fn a_cart_without_room_is_refused_by_its_fields(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let visit = visit(&shop, &parameters()).await;
        let mut long = cart();
        long["items"][1]["sku"] = json!("s".repeat(41));
        let problem = shop.transfer(&visit, &long, 422).await.json();
        assert_eq!(problem["errors"][0]["pointer"], "/cart/items/1/sku");
        assert_eq!(problem["errors"][0]["code"], "too_long");
        shop.transfer(&visit, &cart(), 200).await;
    }

    async fn a_product_or_a_search_reaches_the_store(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop_with(&app, |plan| {
            plan.store["start_url_item"] = json!("https://shop.example/products/{item_id}");
        })
        .await;
        let detail: Vec<_> = [parameters(), vec![
            ("FUNCTION".to_owned(), "DETAIL".to_owned()),
            ("PRODUCTID".to_owned(), "A/1 ü".to_owned()),
        ]].concat();
        let reply = post(&shop, &shop.path, encoded(&detail), 303).await;
        let (location, token) = shop.start(&start_path(&reply)).await;
        assert!(location.as_str().starts_with("https://shop.example/products/A%2F1%20%C3%BC?"), "{location}");
        assert_eq!(shop.redeem(&token, 200).await.json()["selected_item"]["sku"], "A/1 ü");

        let search: Vec<_> = [parameters(), vec![
            ("function".to_owned(), "sourcing".to_owned()),
            ("searchstring".to_owned(), "saw blade".to_owned()),
        ]].concat();
        let reply = post(&shop, &shop.path, encoded(&search), 303).await;
        let (location, token) = shop.start(&start_path(&reply)).await;
        assert!(location.as_str().starts_with(START_URL), "{location}");
        let told = shop.redeem(&token, 200).await.json()["extrinsics"].to_string();
        assert!(told.contains("SOURCING") && told.contains("saw blade"), "{told}");
    }

    async fn a_server_that_searches_gets_a_form_and_nothing_else(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let search = encoded(&[parameters(), vec![("FUNCTION".to_owned(), "BACKGROUND_SEARCH".to_owned())]].concat());
        let reply = get(&shop, &shop.path, &search, 200).await;
        let page = crate::gateway::page::Page::read(reply);
        assert!(!page.reply.text().contains("<script"));
        let fields = page.form.expect("a form").fields;
        assert!(fields.iter().all(|(name, _)| name.starts_with('~')), "{fields:?}");
        let wrong = search.replace("USERNAME=jane", "USERNAME=joe");
        get(&shop, &shop.path, &wrong, 403).await;
    }
}
