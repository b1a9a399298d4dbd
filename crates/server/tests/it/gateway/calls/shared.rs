//! Settings that are of no format act on OCI's calls and forms as they do with cXML.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{encoded, oci_shop, oci_shop_with, parameters, post, refused, visit, with};
use crate::gateway::{
    answer::path_of,
    shop::{Shop, cart},
};

async fn set(shop: &Shop, patch: Value) {
    let path = format!("/api/v1/connections/{}", shop.connection_id);
    shop.admin.patch(&path, &patch, 200).await;
}

/// The form that a cart goes back in.
async fn sent(shop: &Shop, cart: &Value) -> Value {
    let visit = visit(shop, &parameters()).await;
    shop.transfer(&visit, cart, 200).await.json()
}

fn value<'a>(hand_off: &'a Value, name: &str) -> Option<&'a str> {
    let fields = hand_off["form"]["fields"].as_array().expect("fields");
    let found = fields.iter().find(|field| field["name"] == name)?;
    found["value"].as_str()
}

on_both_databases! {
    async fn carts_are_arranged_as_the_connection_says(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let mut full = cart();
        full["shipping"] = json!({"amount": "4.90"});
        full["items"][0]["description"] = json!("Hammer with a long handle");
        full["items"][0]["line_number"] = json!(1);
        full["items"][1]["line_number"] = json!(2);
        let plain = sent(&shop, &full).await;
        assert_eq!(value(&plain, "NEW_ITEM-VENDOR[1]"), None);
        assert_eq!(value(&plain, "NEW_ITEM-LONGTEXT_1:132[]"), Some("Hammer with a long handle"));
        // Carts in this format have lines alone.
        assert_eq!((value(&plain, "NEW_ITEM-VENDORMAT[3]"), value(&plain, "NEW_ITEM-PRICE[3]")), (Some("shipping"), Some("4.9")));

        set(&shop, json!({"default_supplier_id": "70001", "max_description_length": 16, "totals_mode": "disabled", "default_classification": {"domain": "UNSPSC", "code": "44121700"}})).await;
        let arranged = sent(&shop, &full).await;
        assert_eq!(value(&arranged, "NEW_ITEM-VENDOR[1]"), Some("70001"));
        assert_eq!(value(&arranged, "NEW_ITEM-LONGTEXT_1:132[]"), Some("Hammer with a lo"));
        assert_eq!(value(&arranged, "NEW_ITEM-EXT_CATEGORY_ID[1]"), Some("44121700"));
        assert_eq!(value(&arranged, "NEW_ITEM-VENDORMAT[3]"), None);
        set(&shop, json!({"shipping_mode": "line"})).await;
        assert_eq!(value(&sent(&shop, &full).await, "NEW_ITEM-VENDORMAT[3]"), Some("shipping"));

        full["items"][1]["parent_line_number"] = json!(1);
        set(&shop, json!({"shipping_mode": null, "bundle_mode": "composite"})).await;
        let composite = sent(&shop, &full).await;
        assert_eq!((value(&composite, "NEW_ITEM-ITEM_TYPE[1]"), value(&composite, "NEW_ITEM-PARENT_ID[2]")), (Some("R"), Some("1")));
        set(&shop, json!({"bundle_mode": "single"})).await;
        let single = sent(&shop, &full).await;
        assert_eq!((value(&single, "NEW_ITEM-ITEM_TYPE[1]"), value(&single, "NEW_ITEM-VENDORMAT[2]")), (None, None));

        // What bounds a cart bounds it here too.
        for (limit, field) in [(json!({"max_lines": 1}), "max_lines"), (json!({"max_quantity": "1"}), "max_quantity"), (json!({"max_order_value": "5"}), "max_order_value")] {
            set(&shop, limit).await;
            let visit = visit(&shop, &parameters()).await;
            let refused = shop.transfer(&visit, &cart(), 422).await;
            assert_eq!(refused.code(), "cart_limit", "{field}");
            set(&shop, json!({ field: null })).await;
        }
    }

    async fn addresses_are_the_connections(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop_with(&app, |plan| {
            plan.connection["default_return_url"] = json!("https://srm.buyer.example/default");
            plan.connection["allow_iframe"] = json!(["https://portal.example"]);
        })
        .await;
        let visited = visit(&shop, &with("HOOK_URL", None)).await;
        let hand_off = shop.transfer(&visited, &cart(), 200).await.json();
        assert_eq!(hand_off["form"]["action"], "https://srm.buyer.example/default");
        let page = shop.browse(&path_of(hand_off["handoff_url"].as_str().expect("a URL")), 200).await;
        assert!(page.frame_ancestors().contains("https://portal.example"), "{}", page.frame_ancestors());
    }

    async fn buyers_are_found_as_the_connection_says(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let path = format!("/api/v1/connections/{}", shop.connection_id);
        let mut call = parameters();
        call.push(("WorkMail".to_owned(), "work@buyer.example".to_owned()));
        set(&shop, json!({"identity_sources": ["extrinsic:WORKMAIL"]})).await;
        assert_eq!(visit(&shop, &call).await.session["buyer"]["email"], "work@buyer.example");
        // Calls have neither contacts nor a From.
        let sources = json!({"identity_sources": ["extrinsic:EMAIL", "contact_email", "from:DUNS"]});
        let faults = shop.admin.patch(&path, &sources, 422).await.faults();
        assert_eq!(faults, ["/identity_sources/1 not_supported", "/identity_sources/2 not_supported"]);
        set(&shop, json!({"identity_sources": []})).await;

        let named = async |last_name: &str| {
            let mut call = parameters();
            call.push(("LASTNAME".to_owned(), last_name.to_owned()));
            visit(&shop, &call).await.session["buyer"]["last_name"].clone()
        };
        assert_eq!(named("Meyer").await, "Meyer");
        assert_eq!(named("Meyer-Lee").await, "Meyer");
        set(&shop, json!({"update_buyers": true})).await;
        assert_eq!(named("Meyer-Lee").await, "Meyer-Lee");

        let buyer = json!({"business_unit_id": shop.business_unit_id, "email": "mapped@buyer.example"});
        let buyer = shop.admin.post("/api/v1/buyers", &buyer, 201).await.text_at("/id");
        let map = json!({"items": [{"external_id": "anna.meyer@buyer.example", "buyer_id": buyer}]});
        let request = shop.admin.request(reqwest::Method::PUT, &format!("{path}/buyer-map")).json(&map);
        shop.admin.send(request, 200).await;
        assert_eq!(visit(&shop, &parameters()).await.session["buyer"]["email"], "mapped@buyer.example");

        let role = json!({"name": "view", "permissions": ["view_open_orders"]});
        let role = shop.admin.post("/api/v1/roles", &role, 201).await.text_at("/id");
        set(&shop, json!({"role_id": role})).await;
        assert_eq!(visit(&shop, &parameters()).await.session["permissions"], json!(["view_open_orders"]));

        set(&shop, json!({"known_buyers_only": true})).await;
        let stranger = with("EMAIL", Some("stranger@buyer.example"));
        let reply = post(&shop, &shop.path, encoded(&stranger), 403).await;
        assert_eq!(refused(&shop, reply).await, "buyer_unknown");
        set(&shop, json!({"login_mode": "single_user", "buyer_id": buyer, "known_buyers_only": false})).await;
        assert_eq!(visit(&shop, &stranger).await.session["buyer"]["email"], "mapped@buyer.example");
        set(&shop, json!({"max_sessions_per_hour": 1})).await;
        let reply = post(&shop, &shop.path, encoded(&parameters()), 429).await;
        assert_eq!(refused(&shop, reply).await, "session_limit");
    }
}
