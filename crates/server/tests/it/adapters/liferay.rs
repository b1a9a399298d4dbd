//! A Liferay that lower-cases the whole answer, and adds a question mark to an address that has one.

use demo::shop::{LIFERAY_CLIENT, LIFERAY_SECRET, LIFERAY_SITE, Magento};
use serde_json::{Value, json};
use test_support::on_both_databases;

use super::shops::{Neighbour, buyer, carried, enter, gateway, kept_out, lines_of, log_of, store};
use crate::{
    gateway::{setup::Setup, shop::Shop},
    stand_in::{StandIn, Told},
};

fn adapter(url: &str) -> Value {
    json!({
        "adapter": "liferay",
        "adapter_url": url,
        "adapter_client_id": LIFERAY_CLIENT,
        "adapter_secret": LIFERAY_SECRET,
        "adapter_site": LIFERAY_SITE,
    })
}

on_both_databases! {
    async fn a_buyer_shops_edits_and_looks_in_liferay(db: TestDatabase) {
        let app = gateway(db).await;
        let liferay = Neighbour::start(&app.url(""), Magento::default());
        let shop = store(&app, adapter(&liferay.url)).await;
        let location = enter(&shop, &buyer("create", "c1")).await;
        assert_eq!(location.matches('?').count(), 1, "{location}");
        let visit = liferay.arrive(&location).await;
        assert!(liferay.show(&visit).await.contains("Welcome Anna Meyer"));
        liferay.add(&visit, "N-1001", "2").await;
        liferay.add(&visit, "N-1001", "1").await;
        let first = liferay.leave(&visit, "submit").await;
        let message = carried(&shop, &first).await;
        let lines = lines_of(&message);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].1.ends_with("/1"), "{lines:?}");
        // Twice.
        let second = liferay.leave(&visit, "submit").await;
        assert_eq!(lines_of(&carried(&shop, &second).await), lines);

        let items: Vec<_> = lines.iter().map(|(sku, id)| (sku.clone(), id.clone(), "5".to_owned())).collect();
        let edit = Setup { items: items.clone(), ..buyer("edit", "c2") };
        let visit = liferay.arrive(&enter(&shop, &edit).await).await;
        let page = liferay.show(&visit).await;
        assert!(page.contains("value=\"5\""), "{page}");
        let location = liferay.leave(&visit, "submit").await;
        assert_eq!(lines_of(&carried(&shop, &location).await), lines);

        let inspect = Setup { items, ..buyer("inspect", "c3") };
        let visit = liferay.arrive(&enter(&shop, &inspect).await).await;
        let location = liferay.leave(&visit, "cancel").await;
        assert!(lines_of(&carried(&shop, &location).await).is_empty());
        // Whoever goes back in the browser and leaves again comes home again.
        let again = liferay.leave(&visit, "cancel").await;
        assert_ne!(again, location);
        assert!(lines_of(&carried(&shop, &again).await).is_empty());

        let log = log_of(&shop).await;
        assert!(log.contains("OAuth2 token") && log.contains("PunchOutSession"), "{log}");
        assert!(!log.contains(LIFERAY_SECRET), "the client's secret is in the log");
        assert_eq!(log.matches("\"document\":\"OAuth2 token\"").count(), 1, "one token serves all");
    }

    async fn a_client_that_is_refused_lets_nobody_in(db: TestDatabase) {
        let app = gateway(db).await;
        let liferay = Neighbour::start(&app.url(""), Magento::default());
        let mut wrong = adapter(&liferay.url);
        wrong["adapter_secret"] = json!("another");
        wrong["idle_ttl_seconds"] = json!(60);
        let shop = store(&app, wrong).await;
        let entry = kept_out(&shop, &buyer("create", "c1")).await;
        assert!(entry["error"]["text"].as_str().unwrap_or_default().contains("401"), "{entry}");
        let path = format!("/api/v1/stores/{}", shop.store_id);
        shop.admin.patch(&path, &json!({"adapter_secret": LIFERAY_SECRET, "adapter_site": "Elsewhere"}), 200).await;
        kept_out(&shop, &buyer("create", "c2")).await;
        shop.admin.patch(&path, &json!({"adapter_site": LIFERAY_SITE}), 200).await;
        liferay.arrive(&enter(&shop, &buyer("create", "c3")).await).await;
        // A business unit that is no account there.
        let unit = format!("/api/v1/business-units/{}", shop.business_unit_id);
        shop.admin.patch(&unit, &json!({"external_reference": null}), 200).await;
        let entry = kept_out(&shop, &buyer("create", "c4")).await;
        assert!(entry["error"]["text"].as_str().unwrap_or_default().contains("external_reference"), "{entry}");
        // Whom the shop never took in, their sessions have failed once the time is over.
        app.state.clock.advance(61);
        assert_eq!(server::purge::note_expired(&app.database, app.state.now()).await.unwrap(), 4);
        for (state, count) in [("failed", 3), ("expired", 1)] {
            let path = format!("/api/v1/punch-out-sessions?state={state}");
            let found = shop.admin.get(&path, 200).await.json();
            assert_eq!(found["items"].as_array().map(Vec::len), Some(count), "{found}");
            let session = found["items"][0]["id"].as_str().unwrap();
            let timeline = shop.admin.get(&format!("/api/v1/punch-out-sessions/{session}/timeline"), 200).await;
            let events = timeline.json()["items"].as_array().unwrap().clone();
            assert_eq!(events.last().unwrap()["kind"], state, "{events:?}");
            let failures = events.iter().filter(|event| event["kind"] == "start_failed").count();
            assert_eq!(failures, usize::from(state == "failed"), "{events:?}");
        }
    }

    async fn a_token_that_was_taken_back_is_asked_for_again(db: TestDatabase) {
        let app = gateway(db).await;
        let liferay = StandIn::start();
        let shop = store(&app, adapter(&liferay.url)).await;
        let token = |text: &str| Told::Json(json!({"access_token": text, "expires_in": 3600}));
        let opened = || Told::Json(json!({"punchOutStartURL": "https://liferay.example/in?t=1"}));
        liferay.tell([token("one"), opened()]);
        enter(&shop, &buyer("create", "c1")).await;
        liferay.tell([Told::Status(401), token("two"), opened()]);
        enter(&shop, &buyer("create", "c2")).await;
        let asked = liferay.asked();
        let bearers: Vec<_> = asked.iter().map(|asked| asked.header("authorization")).collect();
        assert_eq!(bearers, ["", "Bearer one", "Bearer one", "", "Bearer two"]);
        let session = asked[1].json();
        assert_eq!(session["buyerAccountReferenceCode"], "BU-7");
        assert_eq!(session["buyerGroup"]["name"], LIFERAY_SITE);
        assert_eq!(session["buyerUser"], json!({"email": "anna.meyer@buyer.example", "firstName": "Anna", "lastName": "Meyer"}));
        assert_eq!(session["cart"]["currencyCode"], "EUR");
        assert_eq!(session["punchOutSessionType"], "create");
        assert!(!log_of(&shop).await.contains("\"access_token\":\"one\""));
    }

    async fn what_liferay_cannot_find_again_is_named(db: TestDatabase) {
        let app = gateway(db).await;
        let liferay = StandIn::start();
        let shop = store(&app, adapter(&liferay.url)).await;
        liferay.tell([Told::Json(json!({
            "access_token": "one", "expires_in": 3600, "punchOutStartURL": "https://liferay.example/in?t=1",
        }))]);
        for (operation, references, expected, told, codes) in [
            ("edit", vec!["801/1", ""], "edit", json!({"id": 801, "items": [1]}), vec!["store.line_unknown"]),
            ("edit", vec!["900/5", "801/1", "801/2"], "edit", json!({"id": 801, "items": [1, 2]}), vec!["store.line_of_another_order"]),
            ("edit", vec!["", "abc"], "create", json!({"id": null, "items": []}), vec!["store.line_unknown", "store.line_unknown", "store.edit_without_lines"]),
            ("inspect", vec!["801/1", ""], "inspect", json!({"id": 801, "items": [1]}), vec!["store.line_unknown"]),
            ("edit", vec!["801/1"], "edit", json!({"id": 801, "items": [1]}), vec![]),
        ] {
            let items = references.iter().map(|id| ("A".to_owned(), (*id).to_owned(), "3".to_owned())).collect();
            enter(&shop, &Setup { items, ..buyer(operation, "c1") }).await;
            let asked = liferay.asked().pop().expect("a session request").json();
            assert_eq!(asked["punchOutSessionType"], expected, "{references:?}");
            let ids: Vec<_> = asked["cart"]["cartItems"].as_array().expect("items").iter().map(|item| item["id"].clone()).collect();
            assert_eq!(json!({"id": asked["cart"]["id"], "items": ids}), told, "{references:?}");
            assert_eq!(found(&shop).await, codes, "{references:?}");
        }
        enter(&shop, &Setup { selected: Some("4711".to_owned()), ..buyer("create", "c1") }).await;
        assert_eq!(found(&shop).await, ["store.selected_item_untold"]);
    }
}

/// The findings of the last session request's log entry.
async fn found(shop: &Shop) -> Vec<String> {
    let log = shop
        .admin
        .get("/api/v1/transactions?type=other&limit=1", 200)
        .await
        .json();
    let path = format!(
        "/api/v1/transactions/{}",
        log["items"][0]["id"].as_str().expect("an id")
    );
    let entry = shop.admin.get(&path, 200).await.json();
    assert_eq!(entry["document"], "PunchOutSession");
    let findings = entry["findings"].as_array().expect("findings");
    findings
        .iter()
        .map(|finding| finding["code"].as_str().expect("a code").to_owned())
        .collect()
}
