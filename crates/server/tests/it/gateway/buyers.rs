//! Who the buyer of a session is: what names it, the buyer map, known buyers only, names that follow.

use serde_json::{Value, json};
use test_support::{Client, TestApp, on_both_databases};

use super::{setup::Setup, shop::Shop};

async fn set(shop: &Shop, patch: Value) {
    let path = format!("/api/v1/connections/{}", shop.connection_id);
    shop.admin.patch(&path, &patch, 200).await;
}

/// A setup that names its buyer with extrinsics.
fn named(extrinsics: &[(&str, &str)]) -> String {
    let told: String = extrinsics
        .iter()
        .map(|(name, value)| format!("<Extrinsic name=\"{name}\">{value}</Extrinsic>"))
        .collect();
    let setup = Setup {
        email: None,
        ..Setup::create()
    };
    setup
        .xml()
        .replace("<BrowserFormPost>", &format!("{told}<BrowserFormPost>"))
}

async fn buyers(shop: &Shop) -> Vec<Value> {
    let found = shop.admin.get("/api/v1/buyers", 200).await.json();
    found["items"].as_array().expect("items").clone()
}

async fn buyer(admin: &Client, shop: &Shop, email: &str) -> Value {
    let input = json!({"business_unit_id": shop.business_unit_id, "email": email});
    admin.post("/api/v1/buyers", &input, 201).await.json()
}

/// The e-mail address of the buyer whose session a document opens.
async fn opened_for(shop: &Shop, document: String) -> String {
    let answer = shop.post(document).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let (_, token) = shop.start(&answer.start_path()).await;
    shop.redeem(&token, 200).await.text_at("/buyer/email")
}

async fn refused(shop: &Shop, document: String) -> String {
    let answer = shop.post(document).await;
    assert_eq!(answer.status, 403, "{}", answer.text());
    let entry = shop.logged(&answer.support_reference()).await;
    entry["error"]["code"].as_str().expect("a code").to_owned()
}

on_both_databases! {
    async fn the_connection_says_what_names_the_buyer(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let document = named(&[("UserEmail", "shared@buyer.example"), ("Requester", "jane@buyer.example")]);
        assert_eq!(opened_for(&shop, document.clone()).await, "shared@buyer.example");
        set(&shop, json!({"identity_sources": ["extrinsic:requester", "contact_email"]})).await;
        assert_eq!(opened_for(&shop, document).await, "jane@buyer.example");
        assert_eq!(refused(&shop, named(&[("UserEmail", "shared@buyer.example")])).await, "buyer_not_identified");
        let path = format!("/api/v1/connections/{}", shop.connection_id);
        let odd = json!({"identity_sources": ["contact_email", "extrinsic:", "shoe size"]});
        let faults = shop.admin.patch(&path, &odd, 422).await.faults();
        assert_eq!(faults, ["/identity_sources/1 invalid", "/identity_sources/2 invalid"]);
    }

    async fn the_buyer_map_names_buyers_by_their_ids_elsewhere(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let (jane, joe) = (
            buyer(&shop.admin, &shop, "jane@buyer.example").await,
            buyer(&shop.admin, &shop, "joe@buyer.example").await,
        );
        let path = format!("/api/v1/connections/{}/buyer-map", shop.connection_id);
        assert_eq!(shop.admin.get(&path, 200).await.json(), json!({"items": []}));
        let put = async |map: &Value, expected: u16| {
            let request = shop.admin.request(reqwest::Method::PUT, &path).json(map);
            shop.admin.send(request, expected).await
        };
        let map = json!({"items": [
            {"external_id": "JDoe", "buyer_id": jane["id"]},
            {"external_id": "joe@elsewhere.example", "buyer_id": joe["id"]},
        ]});
        assert_eq!(put(&map, 200).await.json(), map);
        assert_eq!(shop.admin.get(&path, 200).await.json(), map);
        assert_eq!(opened_for(&shop, named(&[("UniqueName", "jdoe")])).await, "jane@buyer.example");
        assert_eq!(opened_for(&shop, named(&[("UserEmail", "Joe@Elsewhere.example")])).await, "joe@buyer.example");
        let both = named(&[("UserEmail", "joe@elsewhere.example"), ("UniqueName", "JDOE")]);
        assert_eq!(refused(&shop, both).await, "buyer_conflict");

        let odd = json!({"items": [
            {"external_id": "jdoe", "buyer_id": jane["id"]},
            {"external_id": " JDOE ", "buyer_id": jane["id"]},
            {"external_id": "x", "buyer_id": "01999f3a-7c00-7000-8000-000000000000"},
        ]});
        let faults = put(&odd, 422).await.faults();
        assert_eq!(faults, ["/items/1/external_id duplicate", "/items/2/buyer_id not_found"]);

        let gone = format!("/api/v1/buyers/{}", jane["id"].as_str().expect("an id"));
        shop.admin.delete(&gone, 204).await;
        assert_eq!(refused(&shop, named(&[("UniqueName", "jdoe")])).await, "buyer_missing");
        put(&json!({"items": []}), 200).await;
        assert_eq!(refused(&shop, named(&[("UniqueName", "jdoe")])).await, "buyer_not_identified");
    }

    async fn where_known_buyers_only_are_wanted_nobody_is_made(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        set(&shop, json!({"known_buyers_only": true})).await;
        let document = named(&[("UserEmail", "jane@buyer.example")]);
        assert_eq!(refused(&shop, document.clone()).await, "buyer_unknown");
        assert_eq!(buyers(&shop).await, Vec::<Value>::new());
        buyer(&shop.admin, &shop, "Jane@buyer.example").await;
        assert_eq!(opened_for(&shop, document).await, "Jane@buyer.example");
    }

    async fn names_follow_the_document_where_they_are_to(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let document = |first: &str, last: &str| {
            named(&[("UserEmail", "jane@buyer.example"), ("FirstName", first), ("LastName", last)])
        };
        let name = async || {
            let all = buyers(&shop).await;
            assert_eq!(all.len(), 1);
            (all[0]["first_name"].clone(), all[0]["last_name"].clone())
        };
        opened_for(&shop, document("Jane", "Doe")).await;
        opened_for(&shop, document("Jane", "Roe")).await;
        assert_eq!(name().await, (json!("Jane"), json!("Doe")));
        set(&shop, json!({"update_buyers": true})).await;
        opened_for(&shop, document("Janet", "Roe")).await;
        assert_eq!(name().await, (json!("Janet"), json!("Roe")));
        // What the document does not say stays.
        opened_for(&shop, named(&[("UserEmail", "jane@buyer.example"), ("FirstName", "Jane")])).await;
        assert_eq!(name().await, (json!("Jane"), json!("Roe")));
    }

    async fn one_buyer_stands_for_all_and_for_any_number_of_sessions(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| plan.connection["login_mode"] = json!("single_user")).await;
        for who in ["jane@buyer.example", "joe@buyer.example"] {
            let visit = named(&[("UserEmail", who)]).replace("cookie-1", who);
            assert_eq!(opened_for(&shop, visit).await, "everybody@buyer.example");
        }
        let live = format!("/api/v1/connections/{}/activity", shop.connection_id);
        assert_eq!(shop.admin.get(&live, 200).await.json()["live_sessions"], 2);
    }
}
