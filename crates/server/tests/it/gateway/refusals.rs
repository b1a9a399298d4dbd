//! What is refused, what the caller learns of it, and what the administrator does.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{
    documents::carried,
    setup::{IDENTITY, SECRET, Setup},
    shop::{Shop, cart},
};

on_both_databases! {
    async fn the_caller_learns_nothing_of_why_credentials_fail(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let store = format!("/api/v1/stores/{}", shop.store_id);
        let mut sentences = Vec::new();
        let mut refused = async |setup: &Setup, code: &str| {
            for path in [&shop.path, &shop.store_path] {
                let answer = shop.post_to(path, setup.xml()).await;
                assert_eq!((answer.http, answer.status), (200, 401), "{code}");
                let text = answer.text();
                let (_, after) = text.split_once("<Status").expect("a Status");
                sentences.push(after.to_owned());
                let entry = shop.logged(&answer.support_reference()).await;
                assert_eq!(entry["error"]["code"], code, "{entry}");
                assert_eq!(entry["status"], "refused");
                assert_eq!(entry["store_id"], json!(shop.store_id));
                assert!(entry["error"]["text"].is_string() && entry["error"]["advice"].is_string());
                assert!(!entry.to_string().contains("plum-Tree") && !entry.to_string().contains("another-Secret"), "{entry}");
            }
        };
        refused(&Setup { identity: "nobody".to_owned(), ..Setup::create() }, "unknown_sender").await;
        refused(&Setup { secret: Some("another-Secret".to_owned()), ..Setup::create() }, "wrong_secret").await;
        refused(&Setup { secret: None, ..Setup::create() }, "missing_secret").await;
        shop.admin.act(&format!("{connection}/deactivate"), 200).await;
        refused(&Setup::create(), "connection_inactive").await;
        shop.admin.act(&format!("{connection}/activate"), 200).await;
        shop.admin.patch(&store, &json!({"enabled": false}), 200).await;
        refused(&Setup::create(), "store_disabled").await;
        shop.admin.patch(&store, &json!({"enabled": true}), 200).await;
        let credential = shop.admin.get(&format!("{connection}/credentials"), 200).await.text_at("/items/0/id");
        let credential = format!("{connection}/credentials/{credential}");
        let past = json!({"valid_to": "2020-01-01T00:00:00Z"});
        shop.admin.patch(&credential, &past, 200).await;
        refused(&Setup::create(), "credential_not_valid").await;
        let elsewhere = json!({"valid_to": null, "from": {"domain": "DUNS", "identity": "000"}});
        shop.admin.patch(&credential, &elsewhere, 200).await;
        refused(&Setup::create(), "party_mismatch").await;
        shop.admin.patch(&credential, &json!({"from": {"domain": "duns", "identity": "123456789"}}), 200).await;
        shop.set_up(&Setup::create()).await;
        sentences.dedup();
        assert_eq!(sentences.len(), 1, "{sentences:?}");
        assert_eq!(shop.admin.get("/api/v1/punch-out-sessions", 200).await.json()["items"].as_array().map(Vec::len), Some(1));
    }

    async fn senders_are_compared_without_case_and_blanks(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let setup = Setup { identity: format!("\n  {}\t", IDENTITY.to_lowercase()), ..Setup::create() };
        let document = setup.xml().replace("domain=\"NetworkID\"", "domain=\" networkid \"");
        assert_eq!(shop.post(document).await.status, 200);
        // A secret is compared as it is, but for blanks around it.
        let padded = Setup { secret: Some(format!("\n {SECRET} ")), ..Setup::create() };
        shop.set_up(&padded).await;
        let other_case = Setup { secret: Some(SECRET.to_uppercase()), ..Setup::create() };
        assert_eq!(shop.post(other_case.xml()).await.status, 401);
    }

    async fn two_secrets_are_good_during_a_rotation(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let path = format!("/api/v1/connections/{}/credentials", shop.connection_id);
        let next = json!({"domain": "NetworkID", "identity": IDENTITY, "shared_secret": "the-next-one"});
        shop.admin.post(&path, &next, 201).await;
        shop.set_up(&Setup::create()).await;
        shop.set_up(&Setup { secret: Some("the-next-one".to_owned()), ..Setup::create() }).await;
        let used = shop.admin.get(&path, 200).await.json();
        assert!(used["items"].as_array().unwrap().iter().all(|credential| credential["last_used_at"].is_string()), "{used}");
    }

    async fn return_urls_must_be_allowed(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let at = |url: &str| Setup { return_url: Some(url.to_owned()), ..Setup::create() };
        let refused = async |url: &str, code: &str| {
            let answer = shop.post(at(url).xml()).await;
            assert_eq!(answer.status, 400, "{url}");
            let entry = shop.logged(&answer.support_reference()).await;
            assert_eq!(entry["error"]["code"], code, "{url}");
            assert_eq!(entry["connection_id"], json!(shop.connection_id));
        };
        // In test mode without a list any https host is good.
        shop.set_up(&at("https://anywhere.example:8443/in")).await;
        refused("http://erp.buyer.example/in", "return_host_not_allowed").await;
        for url in [
            "javascript:alert(1)", "/relative", "data:text/html,x", "https://user:pass@erp.buyer.example/",
            "https:evil.example", "https:/evil.example",
        ] {
            refused(url, "invalid_return_url").await;
        }
        // The caller learns what is wrong with it; of a long one a beginning is quoted.
        let told = shop.post(at(&format!("/{}", "x".repeat(3_000))).xml()).await.text();
        assert!(told.contains("is no absolute address") && told.len() < 1_500, "{told}");
        // What is posted to is the address as browsers write it, which is what was checked.
        let visit = shop.visit(&at("HTTPS://ERP.Buyer.Example/a\\b")).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await;
        assert_eq!(hand_off.text_at("/form/action"), "https://erp.buyer.example/a/b");
        // A list is enforced in test mode too.
        let list = json!({"allowed_return_hosts": ["*.buyer.example", "http://erp.local:8080"]});
        shop.admin.patch(&connection, &list, 200).await;
        shop.set_up(&at("https://erp.buyer.example/in")).await;
        shop.set_up(&at("http://erp.local:8080/in")).await;
        refused("https://anywhere.example/in", "return_host_not_allowed").await;
        refused("http://erp.local:8081/in", "return_host_not_allowed").await;
        refused("https://erp.buyer.example.evil.example/in", "return_host_not_allowed").await;
        let production = json!({"mode": "production", "allowed_return_hosts": ["other.example"]});
        shop.admin.patch(&connection, &production, 200).await;
        refused("https://erp.buyer.example/in", "return_host_not_allowed").await;
    }

    async fn a_host_that_means_something_to_a_policy_is_not_named_in_it(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        for url in ["https://*/", "https://*.example/", "https://a;b.example/", "https://a,b.example/", "https://'self'/"] {
            let setup = Setup { return_url: Some(url.to_owned()), ..Setup::create() };
            let answer = shop.post(setup.xml()).await;
            assert_eq!(answer.status, 400, "{url}");
            let entry = shop.logged(&answer.support_reference()).await;
            assert_eq!(entry["error"]["code"], "invalid_return_url", "{url}");
        }
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        for origin in ["https://x;y", "https://x,y", "https://x'y", "https://x y"] {
            let refused = shop.admin.patch(&connection, &json!({"allow_iframe": [origin]}), 422).await;
            assert_eq!(refused.faults(), ["/allow_iframe/0 invalid"], "{origin}");
        }
    }

    async fn without_a_return_url_the_session_opens_and_cannot_return(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let setup = Setup { return_url: None, ..Setup::create() };
        let visit = shop.visit(&setup).await;
        let problem = shop.transfer(&visit, &cart(), 409).await;
        assert_eq!(problem.code(), "no_return_url");
        let id = visit.session["id"].as_str().unwrap();
        let log = shop.admin.get(&format!("/api/v1/transactions?session_id={id}&status=refused"), 200).await.json();
        assert_eq!(log["items"][0]["error_code"], "no_return_url");
        // The connection's default is used for sessions from then on.
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let default = json!({"default_return_url": "https://erp.buyer.example/default"});
        shop.admin.patch(&connection, &default, 200).await;
        let visit = shop.visit(&setup).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await;
        assert_eq!(hand_off.text_at("/form/action"), "https://erp.buyer.example/default");
    }

    async fn a_template_that_was_not_filled_can_be_tried_and_returns_nowhere(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let template = Setup { return_url: Some("https://erp.{{DOMAIN}}/in".to_owned()), ..Setup::create() };
        let answer = shop.set_up(&template).await;
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!(entry["findings"][0]["code"], "setup.return_url_unfilled", "{entry}");
        assert_eq!(shop.browse(&answer.start_path(), 200).await.frame_ancestors(), "'none'");
        let visit = shop.visit(&template).await;
        assert_eq!(shop.transfer(&visit, &cart(), 409).await.code(), "no_return_url");
        shop.server.act(&format!("{}/cancel", visit.path), 200).await;
        // It is no host that was seen, and none in production.
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let activity = shop.admin.get(&format!("{connection}/activity"), 200).await.json().to_string();
        assert!(!activity.to_lowercase().contains("{{domain}}"), "{activity}");
        let production = json!({"mode": "production", "allowed_return_hosts": ["erp.buyer.example"]});
        shop.admin.patch(&connection, &production, 200).await;
        assert_eq!(shop.post(template.xml()).await.status, 400);
    }

    async fn a_default_return_url_is_checked_like_one_that_is_sent(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        for (url, code) in [
            ("http://erp.buyer.example/in", "mismatch"),
            ("https:/erp.buyer.example", "invalid"),
            ("https://{{domain}}/in", "invalid"),
            ("https://erp.buyer.example/{session}", "invalid"),
        ] {
            let refused = shop.admin.patch(&connection, &json!({"default_return_url": url}), 422).await;
            assert_eq!(refused.faults(), [format!("/default_return_url {code}")], "{url}");
        }
        // With a list it has to be on it, whichever of the two changes.
        let good = json!({"default_return_url": "https://erp.buyer.example/in", "allowed_return_hosts": ["*.buyer.example"]});
        shop.admin.patch(&connection, &good, 200).await;
        let elsewhere = json!({"allowed_return_hosts": ["other.example"]});
        let refused = shop.admin.patch(&connection, &elsewhere, 422).await;
        assert_eq!(refused.faults(), ["/default_return_url mismatch"]);
        shop.visit(&Setup { return_url: None, ..Setup::create() }).await;
    }

    async fn a_disabled_store_takes_nobody_in_who_is_on_the_way(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let store = format!("/api/v1/stores/{}", shop.store_id);
        let inside = shop.visit(&Setup::create()).await;
        let on_the_way = Setup { cookie: Some("cookie-2".to_owned()), ..Setup::create() };
        let start_path = shop.set_up(&on_the_way).await.start_path();
        let (_, token) = shop.start(&start_path).await;
        shop.admin.patch(&store, &json!({"enabled": false}), 200).await;
        assert_eq!(shop.redeem(&token, 409).await.code(), "store_disabled");
        // Who shops already may bring the cart home.
        shop.transfer(&inside, &cart(), 200).await;
        shop.admin.patch(&store, &json!({"enabled": true}), 200).await;
        shop.redeem(&token, 200).await;
    }

    async fn an_operation_that_is_none_is_not_supported(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        for (operation, status, code) in [("frobnicate", 450, "unsupported_operation"), ("", 400, "invalid_operation")] {
            let answer = shop.post(Setup::new(operation).xml()).await;
            assert_eq!(answer.status, status, "{operation}");
            let entry = shop.logged(&answer.support_reference()).await;
            assert_eq!(entry["error"]["code"], code);
        }
        for other in ["<foo/>", "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body/></soap:Envelope>"] {
            let answer = shop.post(other).await;
            assert_eq!((answer.http, answer.status), (200, 400), "{other}");
        }
    }

    async fn who_is_let_in_learns_that_the_address_is_missing(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let answer = shop.post(Setup { email: None, ..Setup::create() }.xml()).await;
        assert_eq!(answer.status, 403);
        assert!(answer.text().contains("e-mail address"), "{}", answer.text());
    }

    async fn a_cart_that_the_buyers_system_would_refuse_is_reported_field_by_field(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.connection.as_object_mut().unwrap().remove("default_classification");
        })
        .await;
        let visit = shop.visit(&Setup::create()).await;
        let cart = json!({
            "currency": "EUR",
            "total": "1.00",
            "items": [
                {"sku": "", "description": "x", "quantity": "0", "unit": "HAMMERS", "unit_price": "-1"},
                {"sku": "2", "description": "\u{1}", "quantity": "1", "unit": "EA", "unit_price": "1",
                 "internal_id": "x".repeat(256), "line_number": 1, "currency": "USD",
                 "classification": [{"domain": "UNSPSC", "code": "1"}]},
            ],
        });
        let problem = shop.transfer(&visit, &cart, 422).await;
        assert_eq!(problem.code(), "invalid_cart");
        let faults = problem.faults();
        for fault in [
            "/cart/items/0/sku required",
            "/cart/items/0/quantity not_positive",
            "/cart/items/0/unit unit_unknown",
            "/cart/items/0/unit_price negative",
            "/cart/items/0/classification classification_missing",
            "/cart/items/1/description character_not_allowed",
            "/cart/items/1/internal_id too_long",
            "/cart/items/1/line_number line_number_repeated",
            "/cart/items/1/currency currency_mixed",
        ] {
            assert!(faults.iter().any(|found| found == fault), "{fault} is not in {faults:?}");
        }
        let id = visit.session["id"].as_str().unwrap();
        let log = shop.admin.get(&format!("/api/v1/transactions?session_id={id}&error_code=invalid_cart"), 200).await.json();
        assert_eq!(log["items"].as_array().map(Vec::len), Some(1));
        // Numbers that are none, unknown fields, and no JSON at all.
        let transfer = format!("{}/transfer", visit.path);
        for (body, status) in [
            (json!({"cart": {"currency": "EUR", "items": [{"sku": "1", "description": "x", "quantity": "1e3", "unit": "EA", "unit_price": "1,5"}]}}), 422),
            (json!({"cart": {"items": []}, "more": 1}), 422),
            (json!({"cart": {"currency": "EUR", "items": []}}), 422),
            (json!([]), 422),
        ] {
            let reply = shop.server.request(reqwest::Method::POST, &transfer).json(&body).send().await.unwrap();
            assert!(matches!(reply.status().as_u16(), 400 | 422), "{body}: {} instead of {status}", reply.status());
        }
        // Nothing of it is in the session's way.
        let good = json!({"currency": "EUR", "total": "39.80", "items": [
            {"sku": "4711", "description": "Hammer", "quantity": "2", "unit": "EA", "unit_price": "19.90", "classification": [{"domain": "UNSPSC", "code": "27111602"}]},
        ]});
        let message = carried(&shop.transfer(&visit, &good, 200).await.json());
        assert!(message.contains("39.80"));
    }

    async fn a_total_that_differs_is_reported(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let mut wrong = cart();
        wrong["total"] = json!("40.31");
        assert_eq!(shop.transfer(&visit, &wrong, 422).await.faults(), ["/cart/total total_mismatch"]);
        wrong["total"] = json!("40.30");
        shop.transfer(&visit, &wrong, 200).await;
    }
}
