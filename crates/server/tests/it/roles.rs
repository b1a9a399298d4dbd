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
