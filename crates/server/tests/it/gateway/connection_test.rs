//! Trying connections out.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    setup::{DOMAIN, IDENTITY, SECRET},
    shop::Shop,
};
use crate::stand_in::{StandIn, Told};

fn outcomes(test: &Value) -> Vec<(&str, &str)> {
    let steps = test["steps"].as_array().expect("steps");
    steps
        .iter()
        .map(|step| {
            let step_name = step["step"].as_str().expect("a step");
            (step_name, step["outcome"].as_str().expect("an outcome"))
        })
        .collect()
}

async fn test(shop: &Shop) -> Value {
    let path = format!("/api/v1/connections/{}/test", shop.connection_id);
    shop.admin.act(&path, 200).await.json()
}

const ALL_PASSED: [(&str, &str); 5] = [
    ("settings", "passed"),
    ("setup", "passed"),
    ("start", "passed"),
    ("cart", "passed"),
    ("end", "passed"),
];

on_both_databases! {
    async fn a_good_connection_passes_and_leaves_no_open_session(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.connection["allowed_return_hosts"] = json!(["*.buyer.example"]);
        })
        .await;
        let buyer = json!({"business_unit_id": shop.business_unit_id, "email": "jane@buyer.example"});
        shop.admin.post("/api/v1/buyers", &buyer, 201).await;
        let found = test(&shop).await;
        assert_eq!(outcomes(&found), ALL_PASSED, "{found:#}");
        assert_eq!(found["passed"], true);
        let document = found["document"].as_str().expect("a document");
        assert!(document.contains("TEST-1") && document.contains("connection-test-"), "{document}");

        let session = format!("/api/v1/punch-out-sessions/{}", found["session_id"].as_str().unwrap());
        assert_eq!(shop.admin.get(&session, 200).await.text_at("/state"), "ended");
        let entry = format!("/api/v1/transactions/{}", found["steps"][1]["transaction_id"].as_str().unwrap());
        let entry = shop.admin.get(&entry, 200).await;
        assert!(entry.text().contains("Punchgate simulator"), "{}", entry.text());
        // Nobody was made for it.
        let buyers = shop.admin.get("/api/v1/buyers", 200).await.json();
        assert_eq!(buyers["items"].as_array().unwrap().len(), 1);
        let log = shop.admin.get("/api/v1/audit-log?action=test", 200).await.json();
        assert_eq!(log["items"][0]["after"]["passed"], true);
        // Its host was seen from nobody.
        let activity = format!("/api/v1/connections/{}/activity", shop.connection_id);
        assert_eq!(shop.admin.get(&activity, 200).await.json()["return_hosts"], json!([]));
    }

    async fn the_step_that_fails_is_told_with_what_to_do(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.connection["min_order_value"] = json!("50");
        })
        .await;
        let found = test(&shop).await;
        let cart = [
            ("settings", "passed"),
            ("setup", "passed"),
            ("start", "passed"),
            ("cart", "failed"),
            ("end", "passed"),
        ];
        assert_eq!(outcomes(&found), cart, "{found:#}");
        assert!(found["steps"][3]["advice"].is_string(), "{found:#}");

        let path = format!("/api/v1/connections/{}", shop.connection_id);
        shop.admin.act(&format!("{path}/deactivate"), 200).await;
        let found = test(&shop).await;
        assert_eq!(outcomes(&found)[1..3], [("setup", "failed"), ("start", "skipped")], "{found:#}");
        let setup = &found["steps"][1];
        assert!(setup["advice"].is_string() && setup["transaction_id"].is_string(), "{found:#}");
        assert_eq!(found["passed"], false);

        let credentials = shop.admin.get(&format!("{path}/credentials"), 200).await.json();
        let credential = credentials["items"][0]["id"].as_str().unwrap();
        shop.admin.delete(&format!("{path}/credentials/{credential}"), 204).await;
        let found = test(&shop).await;
        assert_eq!(outcomes(&found)[0], ("settings", "failed"), "{found:#}");
    }

    async fn oci_is_tried_as_oci(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.connection["format"] = json!("oci");
            plan.credential = json!({"username": "jane", "password": "open sesame"});
        })
        .await;
        let found = test(&shop).await;
        assert_eq!(outcomes(&found)[..5], ALL_PASSED, "{found:#}");
        assert!(found["document"].as_str().unwrap().contains("NEW_ITEM-"), "{found:#}");
        // Without a service of the store there is nobody to be asked.
        let functions = [
            ("background_search", "skipped"),
            ("validate", "skipped"),
            ("detail", "passed"),
            ("sourcing", "passed"),
        ];
        assert_eq!(outcomes(&found)[5..], functions, "{found:#}");
        assert!(found["steps"][5]["advice"].as_str().is_some_and(|advice| advice.contains("service_url")), "{found:#}");
        assert_eq!(found["passed"], true);
    }

    async fn functions_of_oci_are_tried_with_the_stores_service(db: TestDatabase) {
        let app = TestApp::start_with(db, |config| {
            config.http.private_networks = vec!["127.0.0.1/32".parse().expect("a network")];
        })
        .await;
        let stand_in = StandIn::start();
        let shop = Shop::in_app_with(&app, |plan| {
            plan.store["service_url"] = json!(stand_in.url);
            plan.connection["format"] = json!("oci");
            plan.connection["oci"] = json!({"quantity_check": true, "download_json": true});
            plan.credential = json!({"username": "jane", "password": "open sesame"});
        })
        .await;
        shop.admin.act(&format!("/api/v1/stores/{}/signing-keys", shop.store_id), 201).await;
        let hit = json!({"sku": "4711", "internal_id": "P-4711", "name": "Hammer", "quantity": "1", "unit": "EA", "unit_price": "19.90"});
        let found = json!({"currency": "EUR", "items": [hit]});
        stand_in.tell([
            Told::Json(found.clone()),
            Told::Json(found.clone()),
            Told::Json(json!({"available": "7"})),
            Told::Json(found),
        ]);
        let tried = test(&shop).await;
        let functions = [
            ("background_search", "passed"),
            ("validate", "passed"),
            ("detail", "passed"),
            ("sourcing", "passed"),
            ("quantity_check", "passed"),
            ("download_json", "passed"),
        ];
        assert_eq!(outcomes(&tried)[5..], functions, "{tried:#}");
        let asked = stand_in.asked();
        assert_eq!(asked[1].json()["product_id"], "P-4711", "what was found is what is asked for");
        let open = shop.admin.get("/api/v1/punch-out-sessions?state=created", 200).await.json();
        assert_eq!(open["items"], json!([]), "no session stays open");

        // The step that fails is told with what to do.
        stand_in.tell([Told::Status(500), Told::Status(500), Told::Status(500), Told::Status(500)]);
        let credential = json!({"service_url": format!("{}/elsewhere", stand_in.url)});
        shop.admin.patch(&format!("/api/v1/stores/{}", shop.store_id), &credential, 200).await;
        let tried = test(&shop).await;
        assert_eq!(outcomes(&tried)[5], ("background_search", "failed"), "{tried:#}");
        assert!(tried["steps"][5]["text"].as_str().is_some_and(|text| text.contains("status 500")), "{tried:#}");
        assert_eq!(tried["passed"], false);
    }

    async fn the_sheet_has_what_is_to_be_entered_and_no_secret(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.connection["name"] = json!("Meyer <b>& Söhne</b>");
            plan.connection["profile"] = json!("coupa");
        })
        .await;
        let path = format!("/api/v1/connections/{}/onboarding-sheet", shop.connection_id);
        let sheet = shop.admin.get(&path, 200).await;
        let text = sheet.text();
        assert!(text.contains(&shop.path) && text.contains(DOMAIN) && text.contains(IDENTITY), "{text}");
        assert!(!text.contains(SECRET) && !text.contains("<b>") && !text.contains("<script"), "{text}");
        assert!(text.contains("Coupa") && text.contains("handed over separately"), "{text}");
        let policy = sheet.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        let german = shop.admin.get(&format!("{path}?lang=de"), 200).await;
        assert!(german.text().contains("wird getrennt übergeben"), "{}", german.text());
        shop.admin.get(&format!("{path}?lang=fr"), 400).await;
    }
}
