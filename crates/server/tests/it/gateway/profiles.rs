//! What is usual with a kind of procurement system, and what a connection says instead.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    documents::carried,
    setup::Setup,
    shop::{Shop, cart},
};

/// The version that a document declares.
fn version_of(document: &str) -> &str {
    let declared = document.split("/schemas/cXML/").nth(1);
    declared
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default()
}

/// A setup of a system that calls itself so, and names the buyer in these places.
fn from_system(agent: &str, buyer: &str) -> String {
    let setup = Setup {
        version: Some("1.2.014"),
        email: None,
        ..Setup::create()
    };
    let xml = setup.xml().replace("Buyer 1.0", agent);
    xml.replace("<BrowserFormPost>", &format!("{buyer}<BrowserFormPost>"))
}

/// The address of the buyer of a session, and the frame that its cart is posted into with the version of the cart.
async fn journey(shop: &Shop, document: String) -> (String, String, String) {
    let answer = shop.post(document).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let (_, token) = shop.start(&answer.start_path()).await;
    let session = shop.redeem(&token, 200).await.json();
    let path = format!(
        "/api/v1/punch-out-sessions/{}/transfer",
        session["id"].as_str().unwrap()
    );
    let hand_off = shop
        .server
        .post(&path, &json!({"cart": cart()}), 200)
        .await
        .json();
    let email = session["buyer"]["email"].as_str().unwrap().to_owned();
    let target = hand_off["form"]["target"].as_str().unwrap().to_owned();
    (email, target, version_of(&carried(&hand_off)).to_owned())
}

const BUYER: &str = r#"<Extrinsic name="UserEmail">login</Extrinsic><Extrinsic name="User">user@buyer.example</Extrinsic><Extrinsic name="ReturnFrame">erp</Extrinsic><Contact role="buyer"><Name xml:lang="en">Purchasing</Name><Email>purchasing@buyer.example</Email></Contact><Contact role="endUser"><Name xml:lang="en">Jane Doe</Name><Email>jane@buyer.example</Email></Contact>"#;

on_both_databases! {
    async fn carts_of_a_new_connection_travel_as_its_profile_has_it(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let made = async |extra: Value| {
            let mut plan = json!({"name": "Another", "format": "cxml", "business_unit_id": shop.business_unit_id, "login_mode": "dynamic_user_creation"});
            plan.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            shop.admin.post("/api/v1/connections", &plan, 201).await.json()
        };
        for (extra, expected) in [
            (json!({}), "base64"),
            (json!({"profile": "coupa"}), "url_encoded"),
            (json!({"profile": "sap"}), "base64"),
            (json!({"profile": "coupa", "cart_encoding": "base64"}), "base64"),
            (json!({"profile": "coupa", "format": "oci"}), "base64"),
        ] {
            assert_eq!(made(extra.clone()).await["cart_encoding"], expected, "{extra}");
        }
        // Another profile later changes nothing that stands in the connection.
        let path = format!("/api/v1/connections/{}", shop.connection_id);
        let before = shop.admin.get(&path, 200).await.json()["cart_encoding"].clone();
        let after = shop.admin.patch(&path, &json!({"profile": "unimarket"}), 200).await.json();
        assert_eq!(after["cart_encoding"], before);
    }

    async fn a_profile_says_what_is_usual_and_the_connection_what_is_not(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let document = from_system("Oracle Fusion Self Service Procurement", BUYER);
        let seen = async |document: &String| journey(&shop, document.clone()).await;
        let expected = |email: &str, target: &str, version: &str| (email.to_owned(), target.to_owned(), version.to_owned());
        // Nobody picked one: recognised, and no more than proposed.
        assert_eq!(seen(&document).await, expected("user@buyer.example", "erp", "1.2.014"));
        let activity = format!("{connection}/activity");
        assert_eq!(shop.admin.get(&activity, 200).await.json()["proposed_profile"], "oracle");
        assert_eq!(shop.admin.get(&connection, 200).await.json()["profile"], "generic");

        shop.admin.patch(&connection, &json!({"profile": "oracle"}), 200).await;
        assert_eq!(shop.admin.get(&activity, 200).await.json()["proposed_profile"], Value::Null);
        assert_eq!(seen(&document).await, expected("user@buyer.example", "erp", "1.1.010"));
        shop.admin.patch(&connection, &json!({"profile": "ariba"}), 200).await;
        assert_eq!(seen(&document).await, expected("jane@buyer.example", "erp", "1.2.014"));

        let own = json!({"identity_sources": ["contact_email:buyer", "extrinsic:User"], "return_target": "_self", "response_version": "1.2.020"});
        let shown = shop.admin.patch(&connection, &own, 200).await.json();
        assert_eq!(shown["identity_sources"], own["identity_sources"]);
        assert_eq!(seen(&document).await, expected("purchasing@buyer.example", "_self", "1.2.014"));
        let answer = shop.post(document.clone()).await;
        assert_eq!(version_of(&answer.text()), "1.2.020");
        // Refusals speak that version too, once it is known who asks; the log has the buyer as they were found.
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!(entry["email"], "purchasing@buyer.example");
        let refused = shop.post(document.replace("operation=\"create\"", "operation=\"none\"")).await;
        assert_eq!((refused.status, version_of(&refused.text())), (400, "1.2.020"));
        let back = json!({"profile": null, "identity_sources": null, "return_target": null, "response_version": null});
        let shown = shop.admin.patch(&connection, &back, 200).await.json();
        assert_eq!((&shown["profile"], &shown["identity_sources"]), (&json!("generic"), &json!([])));
    }

    async fn what_a_profile_cannot_be_told_is_named(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let wrong = json!({"response_version": "1.2.015", "identity_sources": ["extrinsic:User", " "], "return_target": "a b"});
        let mut faults = shop.admin.patch(&connection, &wrong, 422).await.faults();
        faults.sort();
        assert_eq!(faults, ["/identity_sources/1 invalid", "/response_version invalid", "/return_target invalid"]);
        let listed = shop.admin.get("/api/v1/profiles", 200).await.json();
        let names: Vec<_> = listed["items"].as_array().unwrap().iter().map(|item| item["profile"].as_str().unwrap()).collect();
        assert_eq!(names, ["generic", "ariba", "coupa", "jaggaer", "oracle", "sap", "workday", "unimarket"]);
    }
}
