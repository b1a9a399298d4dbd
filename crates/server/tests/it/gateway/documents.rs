//! Every document that the gateway emits is valid for the caller that it is emitted to.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    setup::{SECRET, Setup},
    shop::{Shop, cart},
    validity::Emitted,
};

/// What callers declare, and what they are answered in: the highest version that is known and not above theirs.
const VERSIONS: [(Option<&str>, &str); 10] = [
    (None, "1.2.014"),
    (Some("1.1.007"), "1.1.010"),
    (Some("1.2.011"), "1.1.010"),
    (Some("1.2.014"), "1.2.014"),
    (Some("1.2.020"), "1.2.020"),
    (Some("1.2.036"), "1.2.036"),
    (Some("1.2.050"), "1.2.050"),
    (Some("1.2.053"), "1.2.053"),
    (Some("1.2.063"), "1.2.063"),
    (Some("1.2.099"), "1.2.069"),
];

/// A cart that uses every field there is.
fn full_cart() -> Value {
    let mut cart = cart();
    cart["shipping"] = json!({"amount": "4.90", "description": "Parcel & <pallet>"});
    cart["tax"] = json!({"amount": "8.17"});
    cart["comment"] = json!("Please deliver\nbefore noon ✔");
    let line = &mut cart["items"][0];
    line["line_number"] = json!(10);
    line["price_unit"] = json!("100");
    line["classification"] =
        json!([{"domain": "UNSPSC", "code": "27111602"}, {"domain": "eCl@ss", "code": "21-04-01"}]);
    line["manufacturer"] = json!("Ham & Mer");
    line["manufacturer_sku"] = json!("HM-500");
    line["buyer_sku"] = json!("MAT & 7");
    line["supplier_id"] = json!("70001");
    line["lead_time_days"] = json!(3);
    line["image_url"] = json!("https://shop.example/p/4711.jpg?w=1&h=2");
    line["url"] = json!("https://shop.example/p/4711");
    line["tax"] = json!({"amount": "7.56", "description": "VAT 19%"});
    line["custom_fields"] = json!({"Colour": "red & blue", "]]>": "<b>"});
    let part = json!({"sku": "4711-1", "line_number": 11, "parent_line_number": 10, "description": "Handle",
        "quantity": "2", "unit": "EA", "unit_price": "0"});
    cart["items"].as_array_mut().expect("items").push(part);
    cart
}

/// The document that a hand-over carries to the procurement system.
pub fn carried(hand_off: &Value) -> String {
    let field = &hand_off["form"]["fields"][0];
    let value = field["value"].as_str().expect("a value");
    let name = field["name"].as_str().expect("a name");
    if name.starts_with('<') {
        return format!("{name}={value}");
    }
    if value.starts_with('<') {
        return value.to_owned();
    }
    let bytes = STANDARD.decode(value).expect("base64");
    String::from_utf8(bytes).expect("UTF-8")
}

async fn exchange(shop: &Shop, version: Option<&'static str>, ascii: bool, emitted: &mut Emitted) {
    let setup = Setup {
        version,
        cookie: Some("c00kie & <1> ü".to_owned()),
        ..Setup::create()
    };
    let edit = Setup {
        operation: "edit",
        items: vec![("4711".to_owned(), "cart-9/1".to_owned(), "2".to_owned())],
        ..setup.clone()
    };
    let visit = shop.visit(&setup).await;
    let hand_off = shop.transfer(&visit, &full_cart(), 200).await.json();
    let message = carried(&hand_off);
    assert_eq!(message.is_ascii(), ascii, "{message}");
    assert!(!message.contains("SharedSecret"), "{message}");
    emitted.add(message);
    for setup in [&setup, &edit] {
        let visit = shop.visit(setup).await;
        let hand_off = shop
            .server
            .act(&format!("{}/cancel", visit.path), 200)
            .await
            .json();
        emitted.add(carried(&hand_off));
    }
    emitted.add(shop.set_up(&setup).await.bytes);
    emitted.add(shop.post(setup.profile_request()).await.bytes);
    let refused = [
        (
            401,
            Setup {
                secret: Some("another".to_owned()),
                ..setup.clone()
            }
            .xml(),
        ),
        (
            401,
            Setup {
                secret: None,
                ..setup.clone()
            }
            .profile_request(),
        ),
        (
            400,
            Setup {
                cookie: None,
                ..setup.clone()
            }
            .xml(),
        ),
        (
            450,
            Setup {
                operation: "destroy & <rebuild>",
                ..setup.clone()
            }
            .xml()
            .replace("destroy & <rebuild>", "destroy &amp; &lt;rebuild>"),
        ),
        (
            400,
            Setup {
                return_url: Some("javascript:alert('<&>')".to_owned()),
                ..setup.clone()
            }
            .xml(),
        ),
        (
            403,
            Setup {
                email: None,
                ..setup.clone()
            }
            .xml(),
        ),
        (400, setup.envelope("<Request><OrderRequest/></Request>")),
        (
            450,
            setup.envelope("<Request><CatalogUploadRequest/></Request>"),
        ),
        (406, setup.xml().replace("</Request>", "")),
    ];
    for (status, document) in refused {
        let answer = shop.post(document).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        assert!(!answer.text().contains(SECRET));
        emitted.add(answer.bytes);
    }
}

on_both_databases! {
    async fn callers_of_each_version_get_what_its_dtd_has(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let base64 = Shop::in_app(&app).await;
        let url_encoded = Shop::in_app_with(&app, |plan| {
            plan.store["key"] = json!("parts");
            plan.connection["cart_encoding"] = json!("url_encoded");
        })
        .await;
        let mut emitted = Emitted::default();
        for (declared, answered) in VERSIONS {
            let first = emitted.len();
            exchange(&base64, declared, false, &mut emitted).await;
            exchange(&url_encoded, declared, true, &mut emitted).await;
            // What cannot be parsed says nothing of its version.
            let versions = emitted.versions_from(first);
            let unparsed = "1.2.014".to_owned();
            assert!(versions.iter().all(|version| version == answered || *version == unparsed), "{declared:?}: {versions:?}");
            assert!(versions.iter().any(|version| version == answered));
        }
        let versions = emitted.validate();
        assert!(versions.is_empty() || versions.len() == 8, "{versions:?}");
    }
}
