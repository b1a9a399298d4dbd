//! Trying connections out where the store is spoken to by an adapter: the shop is called as for a buyer, and the step that fails is named.

use std::net::TcpListener;

use demo::shop::{LIFERAY_CLIENT, LIFERAY_SECRET, LIFERAY_SITE, Magento};
use serde_json::{Value, json};
use test_support::on_both_databases;

use super::shops::{Neighbour, gateway, log_of, store};
use crate::{
    gateway::shop::Shop,
    stand_in::{StandIn, Told},
};

const KEY: &str = "AAECAwQFBgcICQoLDA0ODw==";

async fn tried(shop: &Shop) -> Value {
    let path = format!("/api/v1/connections/{}/test", shop.connection_id);
    let found = shop.admin.act(&path, 200).await.json();
    // Whatever came of it, nobody is left who could shop.
    let open = shop
        .admin
        .get("/api/v1/punch-out-sessions?limit=200", 200)
        .await
        .json();
    for session in open["items"].as_array().expect("items") {
        assert_eq!(session["state"], "ended", "{session}");
    }
    found
}

fn outcome<'a>(test: &'a Value, name: &str) -> (&'a str, &'a str, &'a str) {
    let steps = test["steps"].as_array().expect("steps");
    let found = steps.iter().find(|step| step["step"] == name);
    let step = found.unwrap_or_else(|| panic!("no step {name}: {test:#}"));
    let text = |key: &str| step[key].as_str().unwrap_or_default();
    (text("outcome"), text("text"), text("advice"))
}

/// All steps with the word for how they went.
fn all(test: &Value) -> String {
    let steps = test["steps"].as_array().expect("steps").iter();
    let words: Vec<_> = steps
        .map(|step| {
            let word = |key: &str| step[key].as_str().unwrap_or_default().to_owned();
            format!("{} {}", word("step"), word("outcome"))
        })
        .collect();
    words.join(", ")
}

fn liferay(url: &str) -> Value {
    json!({
        "adapter": "liferay",
        "adapter_url": url,
        "adapter_client_id": LIFERAY_CLIENT,
        "adapter_secret": LIFERAY_SECRET,
        "adapter_site": LIFERAY_SITE,
    })
}

fn magento(url: &str, start: &str, key: Option<&str>) -> Value {
    json!({
        "adapter": "tradecentric",
        "adapter_url": url,
        "adapter_start": start,
        "adapter_secret": key,
    })
}

/// An address that nobody listens at.
fn deserted() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    format!("//{}", listener.local_addr().expect("an address"))
}

on_both_databases! {
    async fn liferay_is_asked_for_a_token_and_a_session(db: TestDatabase) {
        let app = gateway(db).await;
        let neighbour = Neighbour::start(&app.url(""), Magento::default());
        let shop = store(&app, liferay(&neighbour.url)).await;
        for _ in 0..2 {
            let test = tried(&shop).await;
            assert_eq!(test["passed"], true, "{test:#}");
            assert_eq!(
                all(&test),
                "settings passed, setup passed, start passed, shop_token passed, shop_session passed, cart passed, end passed"
            );
            let (_, text, _) = outcome(&test, "shop_session");
            assert!(text.contains(&neighbour.url) && !text.contains('?'), "{text}");
            for step in ["shop_token", "shop_session"] {
                let steps = test["steps"].as_array().expect("steps");
                let step = steps.iter().find(|one| one["step"] == step).expect("the step");
                assert!(step["transaction_id"].is_string(), "{step}");
            }
        }
        let log = log_of(&shop).await;
        assert_eq!(log.matches("\"document\":\"OAuth2 token\"").count(), 2, "each test asks for a token of its own");

        let path = format!("/api/v1/stores/{}", shop.store_id);
        shop.admin.patch(&path, &json!({"adapter_secret": "another"}), 200).await;
        let test = tried(&shop).await;
        assert_eq!(
            all(&test),
            "settings passed, setup passed, start passed, shop_token failed, shop_session skipped, cart skipped, end passed"
        );
        let (_, text, advice) = outcome(&test, "shop_token");
        assert!(text.contains("401") && advice.contains("adapter_secret"), "{text} {advice}");
        shop.admin.patch(&path, &json!({"adapter_secret": LIFERAY_SECRET, "adapter_site": "Elsewhere"}), 200).await;
        let test = tried(&shop).await;
        assert_eq!(outcome(&test, "shop_token").0, "passed", "{test:#}");
        assert_eq!(outcome(&test, "shop_session").0, "failed", "{test:#}");
        // What is missing before anybody is called.
        let unit = format!("/api/v1/business-units/{}", shop.business_unit_id);
        shop.admin.patch(&unit, &json!({"external_reference": null}), 200).await;
        let test = tried(&shop).await;
        let (outcome, text, advice) = outcome(&test, "shop_session");
        assert!(outcome == "failed" && text.contains("external_reference") && !advice.is_empty(), "{test:#}");
        assert_eq!(test["passed"], false);
    }

    async fn a_connector_is_tried_by_both_ways_with_its_call_back(db: TestDatabase) {
        let app = gateway(db).await;
        let hardened = Magento { encryption_key: Some(KEY.to_owned()), validates: true };
        let neighbour = Neighbour::start(&app.url(""), hardened);
        let url = format!("{}/punchout/session/start", neighbour.url);
        let shop = store(&app, magento(&url, "server", Some(KEY))).await;
        let path = format!("/api/v1/stores/{}", shop.store_id);
        for start in ["server", "browser"] {
            shop.admin.patch(&path, &json!({"adapter_start": start}), 200).await;
            let test = tried(&shop).await;
            assert_eq!(
                all(&test),
                "settings passed, setup passed, start passed, shop_session passed, shop_validation passed, cart passed, end passed",
                "{start}: {test:#}"
            );
        }
        // Another key: refused by the shop, and told so.
        shop.admin.patch(&path, &json!({"adapter_secret": "AAAAAAAAAAAAAAAAAAAAAA=="}), 200).await;
        for start in ["server", "browser"] {
            shop.admin.patch(&path, &json!({"adapter_start": start}), 200).await;
            let test = tried(&shop).await;
            let (outcome, text, advice) = outcome(&test, "shop_session");
            assert!(outcome == "failed" && text.contains("403") && advice.contains("adapter_secret"), "{test:#}");
        }
        let log = log_of(&shop).await;
        assert!(!log.contains(KEY), "the key is in the log");

        // A connector that does not ask back lets in whoever posts a form.
        let trusting = Neighbour::start(&app.url(""), Magento::default());
        let url = format!("{}/punchout/session/start", trusting.url);
        shop.admin.patch(&path, &json!({"adapter_url": url, "adapter_secret": null, "adapter_start": "browser"}), 200).await;
        let test = tried(&shop).await;
        let (outcome, _, advice) = outcome(&test, "shop_validation");
        assert!(outcome == "skipped" && advice.contains("Validate Session"), "{test:#}");
        assert_eq!(test["passed"], true);
    }

    async fn what_a_shop_says_wrongly_or_not_at_all_is_named(db: TestDatabase) {
        let app = gateway(db).await;
        let own = StandIn::start();
        let shop = store(&app, magento(&own.url, "server", None)).await;
        let path = format!("/api/v1/stores/{}", shop.store_id);
        for (told, text, advice) in [
            (Told::Late, "no answer within 1000 ms", "service_timeout_ms"),
            (Told::Status(401), "401", "adapter_secret"),
            (Told::Status(404), "404", "adapter_url"),
            (Told::Status(500), "500", "shop's own log"),
            (Told::Text("<html>Sorry</html>".to_owned()), "The shop's answer", "start address"),
            (Told::Json(json!({"ok": true})), "The shop's answer", "start address"),
            (Told::Json(json!({"start_url": "javascript:alert(1)"})), "The shop's answer", "start address"),
            (Told::Redirect("javascript:alert(1)".to_owned()), "no web address", "start address"),
        ] {
            own.tell([told]);
            let test = tried(&shop).await;
            let (outcome, why, what) = outcome(&test, "shop_session");
            assert!(outcome == "failed" && why.contains(text) && what.contains(advice), "{text}: {test:#}");
        }
        let last = own.asked().pop().expect("the shop was asked").json();
        assert_eq!(last["params"]["mode"], "test", "the shop can tell a test from a buyer");
        for (url, text, advice) in [
            (format!("http:{}", deserted()), "connection failed", "firewall"),
            ("https://no-such-shop.invalid/start".to_owned(), "cannot be looked up", "look it up"),
            (own.url.replace("http://", "https://"), "TLS", "certificate"),
            ("http://169.254.169.254/start".to_owned(), "private network", "PUNCHGATE_PRIVATE_NETWORKS"),
        ] {
            shop.admin.patch(&path, &json!({"adapter_url": url}), 200).await;
            let test = tried(&shop).await;
            let (outcome, why, what) = outcome(&test, "shop_session");
            assert!(outcome == "failed" && why.contains(text) && what.contains(advice), "{url}: {test:#}");
        }
    }

    async fn liferay_that_is_silent_or_talks_nonsense_is_named_by_its_step(db: TestDatabase) {
        let app = gateway(db).await;
        let own = StandIn::start();
        let shop = store(&app, liferay(&own.url)).await;
        let token = || Told::Json(json!({"access_token": "one", "expires_in": 3600}));
        for (told, step, text) in [
            (vec![Told::Late], "shop_token", "no answer within 1000 ms"),
            (vec![Told::Json(json!({"token_type": "Bearer"}))], "shop_token", "no access_token"),
            (vec![token(), Told::Late], "shop_session", "no answer within 1000 ms"),
            (vec![token(), Told::Status(403)], "shop_session", "403"),
            (vec![token(), Told::Status(401), token(), Told::Status(401)], "shop_session", "401"),
            (vec![token(), Told::Json(json!({"id": 7}))], "shop_session", "Liferay's answer"),
        ] {
            own.tell(told);
            let test = tried(&shop).await;
            let (outcome, why, what) = outcome(&test, step);
            assert!(outcome == "failed" && why.contains(text) && !what.is_empty(), "{text}: {test:#}");
        }
        own.tell([token(), Told::Json(json!({"punchOutStartURL": "https://liferay.example/in?t=1"}))]);
        assert_eq!(tried(&shop).await["passed"], true);
        assert!(!log_of(&shop).await.contains("Bearer one"));
    }
}
