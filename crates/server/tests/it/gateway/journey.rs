//! The whole way of a buyer: from the procurement system into the store and back.

use serde_json::{Value, json};
use test_support::{Client, TestApp, on_both_databases};

use super::{
    answer::{header, parse, path_of},
    documents::carried,
    setup::{RETURN_URL, Setup},
    shop::{START_URL, Shop, Visit, cart},
};

fn return_path(hand_off: &Value) -> String {
    path_of(hand_off["handoff_url"].as_str().expect("a URL"))
}

/// Text of the first element of a name.
fn text_of(xml: &str, name: &str) -> String {
    let document = parse(xml);
    let node = document.descendants().find(|node| node.has_tag_name(name));
    node.and_then(|node| node.text())
        .unwrap_or_default()
        .to_owned()
}

/// Texts of all elements of a name.
fn texts_of(xml: &str, name: &str) -> Vec<String> {
    let document = parse(xml);
    let nodes = document
        .descendants()
        .filter(|node| node.has_tag_name(name));
    nodes
        .map(|node| node.text().unwrap_or_default().to_owned())
        .collect()
}

on_both_databases! {
    async fn a_buyer_punches_out_and_returns_with_a_cart(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;

        // The setup.
        let answer = shop.set_up(&Setup::create()).await;
        assert!(answer.start_page.as_deref().is_some_and(|url| url.starts_with(&app.url("/punchout/start/"))));
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!((&entry["type"], &entry["status"]), (&json!("setup_request"), &json!("ok")));
        assert_eq!(entry["buyer_cookie"], "cookie-1");
        assert_eq!(entry["email"], "anna.meyer@buyer.example");
        assert_eq!(entry["connection_id"], json!(shop.connection_id));
        assert_eq!(entry["business_unit_id"], json!(shop.business_unit_id));

        // The start page: looking at it changes nothing, however often.
        let start = answer.start_path();
        for _ in 0..3 {
            let page = shop.browse(&start, 200).await;
            assert!(page.posts_by_itself());
            assert_eq!(page.frame_ancestors(), "https://erp.buyer.example");
        }
        let head = shop.public.request(reqwest::Method::HEAD, &start);
        shop.public.send(head, 200).await;
        let (location, token) = shop.start(&start).await;
        let expected = format!("{START_URL}&punchOutAccessToken={token}");
        assert_eq!(location.as_str(), expected);

        // The store learns who comes.
        let session = shop.redeem(&token, 200).await.json();
        assert_eq!(session["state"], "shopping");
        assert_eq!(session["operation"], "create");
        assert_eq!(session["store"]["id"], json!(shop.store_id));
        assert_eq!(session["connection"]["id"], json!(shop.connection_id));
        assert_eq!(session["business_unit"]["external_reference"], "BU-7");
        assert_eq!(session["buyer"]["email"], "anna.meyer@buyer.example");
        assert_eq!(session["buyer"]["first_name"], "Anna");
        assert_eq!(session["buyer"]["last_name"], "Meyer");
        assert_eq!(session["buyer"]["is_new"], true);
        assert_eq!(session["permissions"], json!(["view_open_orders", "check_out_open_orders"]));
        assert_eq!(session["currency"], "EUR");
        assert_eq!(session["locale"], "de-DE");
        assert_eq!(session["items"], json!([]));
        let visit = Visit {
            path: format!("/api/v1/punch-out-sessions/{}", session["id"].as_str().unwrap()),
            start_path: start,
            access_token: token,
            session,
        };
        shop.browse(&visit.start_path, 410).await;
        // Known from now on, and welcome at the store's own address too.
        let other = Setup { cookie: Some("cookie-2".to_owned()), ..Setup::create() };
        let answer = shop.post_to(&shop.store_path, other.xml()).await;
        let (_, again) = shop.start(&answer.start_path()).await;
        assert_eq!(shop.redeem(&again, 200).await.json()["buyer"]["is_new"], false);
        let mut shown = shop.server.get(&visit.path, 200).await.json();
        assert!(shown.get("session_token").is_none());
        // Reading it is no activity.
        shown["session_token"] = visit.session["session_token"].clone();
        assert_eq!(shown, visit.session);
        assert_eq!(shop.admin.get(&visit.path, 200).await.json()["id"], visit.session["id"]);

        // The store hands the cart over.
        let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
        let form = &hand_off["form"];
        assert_eq!((&form["action"], &form["method"], &form["target"]), (&json!(RETURN_URL), &json!("POST"), &json!("_top")));
        let message = carried(&hand_off);
        assert_eq!(text_of(&message, "BuyerCookie"), "cookie-1");
        assert_eq!(texts_of(&message, "SupplierPartID"), ["4711", "R&D <1>"]);
        assert_eq!(texts_of(&message, "SupplierPartAuxiliaryID"), ["cart-9/1", "cart-9/2"]);
        // 2 × 19.90 + 1.5 × 0.333, each line rounded.
        assert_eq!(text_of(&message, "Money"), "40.30");
        // The parties are swapped; the Sender is the gateway's side, without a secret.
        assert_eq!(texts_of(&message, "Identity"), ["987654321", "123456789", "987654321"]);

        // The return page posts by itself on its first opening only.
        let path = return_path(&hand_off);
        for first in [true, false, false] {
            let page = shop.browse(&path, 200).await;
            assert_eq!(page.posts_by_itself(), first);
            assert_eq!(page.frame_ancestors(), "https://erp.buyer.example");
            let found = page.form.expect("a form");
            assert_eq!((found.action.as_str(), found.method.as_str()), (RETURN_URL, "post"));
            assert_eq!(found.target.as_deref(), Some("_top"));
            let field = &form["fields"][0];
            let field = (field["name"].as_str().unwrap().to_owned(), field["value"].as_str().unwrap().to_owned());
            assert_eq!(found.fields, [field]);
        }
        let beacon = shop.public.request(reqwest::Method::POST, &format!("{path}/attempted"));
        shop.public.send(beacon, 204).await;
        assert_eq!(
            shop.timeline(&visit).await,
            ["created", "started", "redeemed", "transferred", "hand_over_opened", "hand_over_attempted"]
        );
        assert_eq!(shop.server.get(&visit.path, 200).await.json()["state"], "transferred");

        // The log has the exchange with the document that went to the procurement system.
        let id = visit.session["id"].as_str().unwrap();
        let log = format!("/api/v1/transactions?type=transfer_to_requisition&session_id={id}");
        let entry = shop.admin.get(&log, 200).await.text_at("/items/0/id");
        let entry = shop.admin.get(&format!("/api/v1/transactions/{entry}"), 200).await.json();
        assert_eq!(entry["status"], "ok");
        assert_eq!(entry["response"]["body"]["text"], json!(message));
        assert!(entry["request"]["body"]["text"].as_str().is_some_and(|text| text.contains("cart-9/1")));
    }

    async fn the_url_encoded_form_is_escaped_once_and_pure_ascii(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.connection["cart_encoding"] = json!("url_encoded");
            plan.connection["allow_iframe"] = json!(["https://portal.example"]);
        })
        .await;
        let visit = shop.visit(&Setup::create()).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
        let page = shop.browse(&return_path(&hand_off), 200).await;
        assert_eq!(page.frame_ancestors(), "https://erp.buyer.example https://portal.example");
        let form = page.form.expect("a form");
        let (name, value) = &form.fields[0];
        assert_eq!(name, "cxml-urlencoded");
        assert!(value.is_ascii() && !value.contains('%'), "{value}");
        // As a browser would post it, the document arrives whole.
        assert_eq!(*value, carried(&hand_off));
        let names = texts_of(value, "ShortName");
        assert!(names.is_empty() || names.iter().any(|name| name.contains("Hammer")), "{names:?}");
        assert!(value.contains("R&amp;D &lt;1&gt;") || value.contains("R&amp;D &lt;1>"), "{value}");
        assert!(parse(value).descendants().any(|node| node.text().is_some_and(|text| text.contains("„Ümläut“ — 鋸"))));
    }

    async fn edit_brings_the_same_lines_back(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.store["start_url_edit"] = json!("https://shop.example/edit");
        })
        .await;
        let visit = shop.visit(&Setup::create()).await;
        let mut lines = cart();
        // Without a reference of the store's own the line gets one.
        lines["items"][1].as_object_mut().unwrap().remove("internal_id");
        let message = carried(&shop.transfer(&visit, &lines, 200).await.json());
        let first: Vec<_> = texts_of(&message, "SupplierPartAuxiliaryID");
        assert_eq!(first, ["cart-9/1".to_owned(), format!("{}/2", visit.session["id"].as_str().unwrap())]);

        let skus = texts_of(&message, "SupplierPartID");
        let edit = Setup {
            items: skus.into_iter().zip(first.clone()).map(|(sku, id)| (sku, id, "3".to_owned())).collect(),
            ..Setup::new("edit")
        };
        let answer = shop.set_up(&edit).await;
        let (location, token) = shop.start(&answer.start_path()).await;
        assert!(location.as_str().starts_with("https://shop.example/edit?punchOutAccessToken="));
        let session = shop.redeem(&token, 200).await.json();
        assert_eq!(session["operation"], "edit");
        assert_eq!(session["buyer"]["is_new"], false);
        let back: Vec<_> = session["items"].as_array().unwrap().iter().map(|item| item["internal_id"].as_str().unwrap()).collect();
        assert_eq!(back, first);
        assert_eq!(session["items"][1]["sku"], "R&D <1>");
        assert_eq!(session["items"][0]["quantity"], "3");

        // What is handed over again under the same references arrives under the same references.
        let mut again = cart();
        for (line, id) in again["items"].as_array_mut().unwrap().iter_mut().zip(&first) {
            line["internal_id"] = json!(id);
        }
        let path = format!("/api/v1/punch-out-sessions/{}", session["id"].as_str().unwrap());
        let hand_off = shop.server.post(&format!("{path}/transfer"), &json!({"cart": again}), 200).await.json();
        assert_eq!(texts_of(&carried(&hand_off), "SupplierPartAuxiliaryID"), first);
    }

    async fn the_stores_own_reference_travels_as_it_is(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let reference = " a&b ";
        let mut own = cart();
        own["items"][0]["internal_id"] = json!(reference);
        let visit = shop.visit(&Setup::create()).await;
        let message = carried(&shop.transfer(&visit, &own, 200).await.json());
        assert_eq!(texts_of(&message, "SupplierPartAuxiliaryID")[0], reference);
        let edit = Setup { items: vec![("4711".to_owned(), reference.to_owned(), "2".to_owned())], ..Setup::new("edit") };
        let visit = shop.visit(&edit).await;
        assert_eq!(visit.session["items"][0]["internal_id"], reference);
    }

    async fn who_inspects_looks_and_leaves(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let inspect = Setup {
            items: vec![("4711".to_owned(), "cart-9/1".to_owned(), "2".to_owned())],
            ..Setup::new("inspect")
        };
        let visit = shop.visit(&inspect).await;
        assert_eq!(visit.session["operation"], "inspect");
        assert_eq!(visit.session["items"][0]["internal_id"], "cart-9/1");
        let refused = shop.transfer(&visit, &cart(), 403).await;
        assert_eq!(refused.code(), "inspect_only");
        let hand_off = shop.server.act(&format!("{}/cancel", visit.path), 200).await.json();
        assert_eq!(texts_of(&carried(&hand_off), "SupplierPartID"), Vec::<String>::new());
        assert_eq!(shop.timeline(&visit).await, ["created", "started", "redeemed", "cancelled"]);
    }

    async fn a_buyer_returns_without_a_cart(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        for (setup, status) in [(Setup::create(), None), (Setup::new("edit"), Some("204"))] {
            let visit = shop.visit(&setup).await;
            let cancel = format!("{}/cancel", visit.path);
            let hand_off = shop.server.act(&cancel, 200).await.json();
            let message = carried(&hand_off);
            let document = parse(&message);
            let found = document.descendants().find(|node| node.has_tag_name("Status"));
            assert_eq!(found.and_then(|node| node.attribute("code")), status);
            assert!(texts_of(&message, "ItemIn").is_empty());
            let page = shop.browse(&return_path(&hand_off), 200).await;
            assert!(page.posts_by_itself());
            assert_eq!(page.form.expect("a form").action, RETURN_URL);
            // It is over: no cart comes after it, and who cancels again goes the same way.
            let again = shop.server.act(&cancel, 200).await.json();
            assert_eq!(again["form"], hand_off["form"]);
            assert_eq!(shop.transfer(&visit, &cart(), 409).await.code(), "session_state");
        }
    }

    async fn a_selected_item_leads_to_its_page(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.store["start_url_item"] = json!("https://shop.example/p/{item_id}?from=punch-out");
        })
        .await;
        let setup = Setup { selected: Some("a b/ü&1".to_owned()), ..Setup::create() };
        let answer = shop.set_up(&setup).await;
        let (location, token) = shop.start(&answer.start_path()).await;
        let expected = format!("https://shop.example/p/a%20b%2F%C3%BC%261?from=punch-out&punchOutAccessToken={token}");
        assert_eq!(location.as_str(), expected);
        assert_eq!(shop.redeem(&token, 200).await.json()["selected_item"]["sku"], "a b/ü&1");
    }

    async fn a_sessions_token_opens_that_session_alone(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let (visit, other) = (shop.visit(&Setup::create()).await, shop.visit(&Setup { cookie: Some("cookie-2".to_owned()), ..Setup::create() }).await);
        let token = visit.session["session_token"].as_str().expect("a token");
        let storefront: Client = app.bearer(token);
        assert_eq!(storefront.get(&visit.path, 200).await.json()["id"], visit.session["id"]);
        storefront.get(&other.path, 404).await;
        let body = json!({"cart": cart()});
        storefront.post(&format!("{}/transfer", other.path), &body, 404).await;
        storefront.post(&format!("{}/transfer", visit.path), &body, 200).await;
        for path in ["/api/v1/punch-out-sessions", "/api/v1/transactions", "/api/v1/stores", "/api/v1/auth/me"] {
            assert_eq!(storefront.get(path, 403).await.code(), "forbidden", "{path}");
        }
        let redeem = json!({"token": "x"});
        storefront.post("/api/v1/punch-out-sessions/redeem", &redeem, 403).await;
        storefront.act(&format!("{}/cancel", visit.path), 200).await;
        // The token dies with the session, however that ends; the store's key sees it still.
        let over = async |visit: &Visit| {
            let storefront = app.bearer(visit.session["session_token"].as_str().expect("a token"));
            assert_eq!(storefront.get(&visit.path, 410).await.code(), "token_expired");
            storefront.post(&format!("{}/transfer", visit.path), &body, 410).await;
            storefront.act(&format!("{}/cancel", visit.path), 410).await;
            shop.server.get(&visit.path, 200).await;
        };
        over(&visit).await;
        shop.admin.act(&format!("{}/end", other.path), 200).await;
        over(&other).await;
        let first = shop.visit(&Setup { cookie: Some("cookie-3".to_owned()), ..Setup::create() }).await;
        shop.set_up(&Setup { cookie: Some("cookie-3".to_owned()), ..Setup::create() }).await;
        over(&first).await;
        app.bearer(&format!("{token}x")).get(&visit.path, 401).await;
    }

    async fn another_stores_key_sees_nothing(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let other = Shop::in_app_with(&app, |plan| plan.store["key"] = json!("other")).await;
        let start = shop.set_up(&Setup::create()).await.start_path();
        let (_, token) = shop.start(&start).await;
        // A wrong store neither learns of the token nor spends it.
        assert_eq!(other.redeem(&token, 410).await.code(), "token_spent");
        let session = shop.redeem(&token, 200).await.json();
        let path = format!("/api/v1/punch-out-sessions/{}", session["id"].as_str().unwrap());
        other.server.get(&path, 404).await;
        let body = json!({"cart": cart()});
        other.server.post(&format!("{path}/transfer"), &body, 404).await;
        other.server.act(&format!("{path}/cancel"), 404).await;
        shop.server.get(&path, 200).await;
    }

    async fn no_page_and_no_answer_sets_a_cookie(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await;
        assert_eq!(header(&hand_off.headers, "set-cookie"), "");
        let path = return_path(&hand_off.json());
        // With a cookie of somebody else's the pages are the same.
        for path in [path, visit.start_path] {
            let request = shop.public.request(reqwest::Method::GET, &path).header("cookie", "session=1");
            let response = request.send().await.unwrap();
            assert_eq!(header(response.headers(), "set-cookie"), "");
        }
    }
}
