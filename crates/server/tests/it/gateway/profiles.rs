//! What is usual with a kind of procurement system, and what a connection says instead.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    answer::{parse, path_of},
    documents::carried,
    setup::Setup,
    shop::{Shop, cart},
    validity::Emitted,
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

/// Each system's dialect: its profile, a setup as it is documented, the buyer in it, and the versions of the answer and of the cart.
const DIALECTS: [(&str, &str, &str, &str, &str); 8] = [
    (
        "generic",
        include_str!("../../../../punchout/src/profile/examples/generic.xml"),
        "wilma.muller@buyer.example",
        "1.2.036",
        "1.2.036",
    ),
    (
        "ariba",
        include_str!("../../../../punchout/src/profile/examples/ariba.xml"),
        "jane.doe@buyer.example",
        "1.2.050",
        "1.2.050",
    ),
    (
        "coupa",
        include_str!("../../../../punchout/src/profile/examples/coupa.xml"),
        "jim.miller@buyer.example",
        "1.2.014",
        "1.2.020",
    ),
    (
        "jaggaer",
        include_str!("../../../../punchout/src/profile/examples/jaggaer.xml"),
        "hana.park@university.example",
        "1.2.014",
        "1.2.014",
    ),
    (
        "oracle",
        include_str!("../../../../punchout/src/profile/examples/oracle.xml"),
        "pat.stock@buyer.example",
        "1.1.010",
        "1.1.010",
    ),
    (
        "sap",
        include_str!("../../../../punchout/src/profile/examples/sap.xml"),
        "erika.mustermann@buyer.example",
        "1.2.020",
        "1.2.014",
    ),
    (
        "workday",
        include_str!("../../../../punchout/src/profile/examples/workday.xml"),
        "omar.haddad@buyer.example",
        "1.2.036",
        "1.2.036",
    ),
    (
        "unimarket",
        include_str!("../../../../punchout/src/profile/examples/unimarket.xml"),
        "lee.wong@college.example",
        "1.2.020",
        "1.2.020",
    ),
];

/// The text of an element, and of an attribute of the one around it.
fn of_sender(document: &str, name: &str) -> (String, String) {
    let document = parse(document);
    let found = |node: &roxmltree::Node<'_, '_>, name: &str| node.has_tag_name(name);
    let sender = document
        .descendants()
        .find(|node| found(node, "Sender"))
        .expect("a Sender");
    let element = sender
        .descendants()
        .find(|node| found(node, name))
        .expect("the element");
    let around = element.parent_element().expect("a credential");
    (
        element.text().unwrap_or_default().to_owned(),
        around.attribute("domain").unwrap_or_default().to_owned(),
    )
}

on_both_databases! {
    async fn each_dialect_goes_out_and_comes_back(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let mut shop = Shop::in_app(&app).await;
        let mut emitted = Emitted::default();
        for (profile, document, email, answered, returned) in DIALECTS {
            let plan = json!({"name": profile, "format": "cxml", "profile": profile, "business_unit_id": shop.business_unit_id, "store_ids": [shop.store_id],
                "login_mode": "dynamic_user_creation", "default_classification": {"domain": "UNSPSC", "code": "27111602"}});
            let made = shop.admin.post("/api/v1/connections", &plan, 201).await;
            let encoding = made.json()["cart_encoding"].clone();
            shop.connection_id = made.text_at("/id").parse().expect("an id");
            let path = format!("/api/v1/connections/{}", shop.connection_id);
            let (identity, domain) = of_sender(document, "Identity");
            let (secret, _) = of_sender(document, "SharedSecret");
            let credential = json!({"domain": domain, "identity": identity, "shared_secret": secret});
            shop.admin.post(&format!("{path}/credentials"), &credential, 201).await;
            shop.admin.act(&format!("{path}/activate"), 200).await;
            let entries = shop.admin.get(&format!("{path}/entry-points"), 200).await;
            shop.path = path_of(&entries.text_at("/items/0/url"));

            let answer = shop.post(document).await;
            assert_eq!((answer.status, version_of(&answer.text())), (200, answered), "{profile}: {}", answer.text());
            emitted.add(answer.bytes.clone());
            let (_, token) = shop.start(&answer.start_path()).await;
            let session = shop.redeem(&token, 200).await.json();
            let buyer = session["buyer"]["email"].as_str().unwrap_or_default().to_lowercase();
            assert_eq!(buyer, email, "{profile}");
            let transfer = format!("/api/v1/punch-out-sessions/{}/transfer", session["id"].as_str().expect("an id"));
            let hand_off = shop.server.post(&transfer, &json!({"cart": cart()}), 200).await.json();
            let message = carried(&hand_off);
            assert_eq!(version_of(&message), returned, "{profile}");
            let field = if encoding == "base64" { "cxml-base64" } else { "cxml-urlencoded" };
            assert_eq!(hand_off["form"]["fields"][0]["name"], field, "{profile}");
            assert_eq!(hand_off["form"]["target"], "_top", "{profile}");
            assert!(!message.contains(&secret) || secret == "none", "{profile}");
            // The procurement system finds its own session, and itself as the receiver.
            let (came, went) = (parse(document), parse(&message));
            let text = |document: &roxmltree::Document<'_>, names: &[&str]| {
                let mut node = document.root_element();
                for name in names {
                    node = node.descendants().find(|node| node.has_tag_name(*name)).expect("the element");
                }
                node.text().unwrap_or_default().to_owned()
            };
            assert_eq!(text(&came, &["BuyerCookie"]), text(&went, &["BuyerCookie"]), "{profile}");
            assert_eq!(text(&came, &["From", "Identity"]), text(&went, &["To", "Identity"]), "{profile}");
            assert_eq!(text(&came, &["To", "Identity"]), text(&went, &["From", "Identity"]), "{profile}");
            emitted.add(message);
            // The next one may have the same Sender.
            shop.admin.act(&format!("{path}/deactivate"), 200).await;
            shop.admin.delete(&format!("{path}?end_sessions=true"), 204).await;
        }
        emitted.validate();
    }

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
        assert_eq!((refused.status, version_of(&refused.text())), (450, "1.2.020"));
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
