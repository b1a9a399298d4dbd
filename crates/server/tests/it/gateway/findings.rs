//! What a document does that cXML does not have is passed over, and stands in its log entry.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{
    setup::{SECRET, Setup, escape},
    shop::Shop,
};

on_both_databases! {
    async fn deviations_are_logged_with_their_place_and_an_advice(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let entry = shop.logged(&shop.set_up(&Setup::create()).await.support_reference()).await;
        assert_eq!((&entry["findings"], &entry["more_findings"]), (&json!([]), &json!(0)));
        let odd = Setup::create()
            .xml()
            .replace("<UserAgent>Buyer 1.0</UserAgent>", "")
            .replace("+01:00\"", "Z\"")
            .replace("<Request ", &format!("\n<Request Id=\"{}\" ", escape(SECRET)));
        let answer = shop.post(odd).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let entry = shop.logged(&answer.support_reference()).await;
        let sender = json!({
            "code": "element.missing",
            "severity": "error",
            "line": 3,
            "path": "/cXML/Header/Sender",
            "text": "Sender lacks UserAgent.",
            "advice": "Add UserAgent: strict receivers refuse a Sender without it.",
        });
        let findings = entry["findings"].as_array().expect("findings");
        assert!(findings.contains(&sender), "{entry}");
        let codes: Vec<_> = findings.iter().map(|finding| finding["code"].as_str().unwrap_or_default()).collect();
        assert_eq!(codes, ["time.spelling", "element.missing", "attribute.value"], "{entry}");
        assert_eq!(findings[2]["line"], 4);
        assert!(!entry["findings"].to_string().contains(SECRET), "{entry}");
    }

    async fn a_mode_that_contradicts_the_connections_is_told(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let production = Setup::create().xml().replace("deploymentMode=\"test\"", "deploymentMode=\"production\"");
        let answer = shop.post(production).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!(entry["findings"][0]["code"], "setup.deployment_mode", "{entry}");
    }

    async fn secrets_among_extrinsics_are_shown_to_nobody(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let extrinsic = "<Extrinsic name=\"Password\">hunter2</Extrinsic><Extrinsic name=\"UserEmail\">";
        let setup = Setup::create().xml().replace("<Extrinsic name=\"UserEmail\">", extrinsic);
        let start = shop.post(setup).await.start_path();
        let (_, token) = shop.start(&start).await;
        let session = shop.redeem(&token, 200).await.json();
        let extrinsics = session["extrinsics"].to_string();
        assert!(extrinsics.contains("****") && !extrinsics.contains("hunter2"), "{extrinsics}");
    }

    async fn keys_in_json_that_is_posted_by_mistake_are_masked(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let answer = shop.post("{\"api_key\":\"hunter2\",\"authorization\":\"hunter2\"}").await;
        let entry = shop.logged(&answer.support_reference()).await;
        assert!(!entry.to_string().contains("hunter2"), "{entry}");
    }

    async fn other_documents_are_named_and_their_findings_bounded(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let document = Setup::create().envelope(&format!("<Request><CatalogUploadRequest>{}</CatalogUploadRequest></Request>", "<Oops/>".repeat(500)));
        let answer = shop.post(document).await;
        assert_eq!(answer.status, 450);
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!(entry["document"], "CatalogUploadRequest");
        assert_eq!(entry["findings"].as_array().map(Vec::len), Some(100));
        assert_eq!(entry["more_findings"], 405);
        let answer = shop.post("no XML at all").await;
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!((&entry["document"], &entry["findings"]), (&json!(null), &json!([])));
    }
}
