//! What buyers may do in a store: roles, who has them, and that they are kept to.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use punchout::role::BUILT_IN;
use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use crate::gateway::{
    setup::Setup,
    shop::{Shop, Visit, cart},
};

async fn role(shop: &Shop, name: &str, permissions: &[&str]) -> String {
    let role = json!({"name": name, "permissions": permissions});
    shop.admin
        .post("/api/v1/roles", &role, 201)
        .await
        .text_at("/id")
}

async fn give(shop: &Shop, path: &str, role: &Value) {
    shop.admin.patch(path, &json!({"role_id": role}), 200).await;
}

/// A visit to edit a cart of one line.
async fn edit(shop: &Shop) -> Visit {
    let setup = Setup {
        items: vec![("4711".to_owned(), "cart-9/1".to_owned(), "2".to_owned())],
        ..Setup::new("edit")
    };
    shop.visit(&setup).await
}

/// What the session's token says.
fn claims(visit: &Visit) -> Value {
    let token = visit.session["session_token"].as_str().expect("a token");
    let claims = token.split('.').nth(1).expect("claims");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).expect("base64")).expect("JSON")
}

on_both_databases! {
    async fn without_a_role_everybody_is_a_punch_out_buyer(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let all = shop.admin.get("/api/v1/roles", 200).await.json();
        let both = json!(["view_open_orders", "check_out_open_orders"]);
        assert_eq!((&all["items"][0]["name"], &all["items"][0]["permissions"]), (&json!("punch-out-buyer"), &both));
        let visit = edit(&shop).await;
        assert_eq!(visit.session["permissions"], both);
        assert_eq!(claims(&visit)["permissions"], both);
        let built_in = format!("/api/v1/roles/{BUILT_IN}");
        assert_eq!(shop.admin.get(&built_in, 200).await.json()["built_in"], true);
        shop.admin.patch(&built_in, &json!({"permissions": []}), 409).await;
        shop.admin.delete(&built_in, 409).await;
        shop.admin.post("/api/v1/roles", &json!({"name": "Punch-Out-Buyer"}), 409).await;
    }

    async fn what_is_not_to_be_shown_comes_with_the_session_and_its_token(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        assert_eq!(edit(&shop).await.session["features_to_hide"], json!([]));
        let store = format!("/api/v1/stores/{}", shop.store_id);
        let hidden = json!(["checkout", "customer_switch"]);
        shop.admin.patch(&store, &json!({"features_to_hide": hidden}), 200).await;
        let visit = edit(&shop).await;
        assert_eq!(visit.session["features_to_hide"], hidden);
        assert_eq!(claims(&visit)["features_to_hide"], hidden);
        assert_eq!(shop.server.get(&visit.path, 200).await.json()["features_to_hide"], hidden);
        let wrong = json!({"features_to_hide": ["checkout", "Check out", "", "checkout"]});
        let refused = shop.admin.patch(&store, &wrong, 422).await;
        assert_eq!(refused.faults(), ["/features_to_hide/1 invalid", "/features_to_hide/2 invalid", "/features_to_hide/3 duplicate"]);
        let many: Vec<String> = (0..51).map(|number| format!("f{number}")).collect();
        shop.admin.patch(&store, &json!({"features_to_hide": many}), 422).await;
    }

    async fn a_mapping_assigns_the_role_and_an_unknown_one_is_refused(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.connection["request_mapping"] = json!({"customer": {"fields": {
                "role": {"path": "//Extrinsic[@name='Role']"},
            }}});
        })
        .await;
        let looker = role(&shop, "Looker", &["view_open_orders"]).await;
        // The mapping goes before all else.
        give(&shop, &format!("/api/v1/connections/{}", shop.connection_id), &json!(BUILT_IN.to_string())).await;
        let with = |name: &str| {
            let said = format!("<Extrinsic name=\"Role\">{name}</Extrinsic><BrowserFormPost>");
            Setup::create().xml().replace("<BrowserFormPost>", &said)
        };
        let answer = shop.post(with("looker")).await;
        let (_, token) = shop.start(&answer.start_path()).await;
        let session = shop.redeem(&token, 200).await.json();
        assert_eq!(session["permissions"], json!(["view_open_orders"]));
        assert!(session["custom_fields"].get("role").is_none());
        let refused = shop.post(with("admin")).await;
        assert_ne!(refused.status, 200);
        let entry = shop.logged(&refused.support_reference()).await;
        assert_eq!(entry["error"]["code"], "buyer_not_identified");
        assert!(entry["error"]["text"].to_string().contains("“admin”"), "{entry}");
        // Without one the others hold.
        let visit = edit(&shop).await;
        assert_eq!(visit.session["permissions"].as_array().map(Vec::len), Some(2));
        shop.admin.delete(&format!("/api/v1/roles/{looker}"), 204).await;
    }

    async fn the_buyers_role_goes_before_the_units_and_the_connections(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let (none, view, check_out) = (
            role(&shop, "nothing", &[]).await,
            role(&shop, "view", &["view_open_orders"]).await,
            role(&shop, "check out", &["check_out_open_orders"]).await,
        );
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let unit = format!("/api/v1/business-units/{}", shop.business_unit_id);
        let permissions = async || edit(&shop).await.session["permissions"].clone();
        give(&shop, &connection, &json!(none)).await;
        assert_eq!(permissions().await, json!([]));
        give(&shop, &unit, &json!(view)).await;
        assert_eq!(permissions().await, json!(["view_open_orders"]));
        let buyer = shop.admin.get("/api/v1/buyers", 200).await.text_at("/items/0/id");
        let buyer = format!("/api/v1/buyers/{buyer}");
        give(&shop, &buyer, &json!(check_out)).await;
        assert_eq!(permissions().await, json!(["check_out_open_orders"]));
        shop.admin.delete(&format!("/api/v1/roles/{check_out}"), 409).await;
        give(&shop, &buyer, &Value::Null).await;
        shop.admin.delete(&format!("/api/v1/roles/{check_out}"), 204).await;
        assert_eq!(permissions().await, json!(["view_open_orders"]));
        let more = json!({"permissions": ["check_out_open_orders", "view_open_orders", "view_open_orders"]});
        shop.admin.patch(&format!("/api/v1/roles/{view}"), &more, 200).await;
        assert_eq!(permissions().await, json!(["check_out_open_orders", "view_open_orders"]));
        for path in [&connection, &unit, &buyer] {
            let faults = shop.admin.patch(path, &json!({"role_id": check_out}), 422).await.faults();
            assert_eq!(faults, ["/role_id not_found"], "{path}");
        }
    }

    async fn store_calls_are_kept_to_the_role(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let view = role(&shop, "view", &["view_open_orders"]).await;
        give(&shop, &connection, &json!(view)).await;
        let visit = edit(&shop).await;
        assert_eq!(visit.session["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(shop.transfer(&visit, &cart(), 403).await.code(), "not_permitted");
        shop.server.act(&format!("{}/cancel", visit.path), 200).await;

        let check_out = role(&shop, "check out", &["check_out_open_orders"]).await;
        give(&shop, &connection, &json!(check_out)).await;
        let visit = edit(&shop).await;
        assert_eq!(visit.session["items"], json!([]));
        assert_eq!(claims(&visit)["permissions"], json!(["check_out_open_orders"]));
        shop.transfer(&visit, &cart(), 200).await;
    }
}
