//! What a connection bounds is refused by name, to the store and to the buyer's system, and logged.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    setup::Setup,
    shop::{Shop, cart},
};

async fn set(shop: &Shop, patch: Value, expected: u16) -> Vec<String> {
    let path = format!("/api/v1/connections/{}", shop.connection_id);
    let reply = shop.admin.patch(&path, &patch, expected).await;
    if expected == 200 {
        Vec::new()
    } else {
        reply.faults()
    }
}

on_both_databases! {
    async fn carts_beyond_the_limits_are_refused_by_name(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        // Two lines, 2 and 1.5 units, 39.80 and 0.50.
        for (limit, fault) in [
            (json!({"max_lines": 1}), "/cart/items limit_lines"),
            (json!({"max_lines": null, "max_quantity": "1.9"}), "/cart/items/0/quantity limit_quantity"),
            (json!({"max_quantity": null, "max_order_value": "40.29"}), "/cart/total limit_order_value"),
            (json!({"max_order_value": null, "min_order_value": "40.31"}), "/cart/total limit_minimum_order_value"),
        ] {
            set(&shop, limit, 200).await;
            let refused = shop.transfer(&visit, &cart(), 422).await;
            assert_eq!((refused.code(), refused.faults()), ("cart_limit".to_owned(), vec![fault.to_owned()]));
        }
        // What is wrong in itself is another problem.
        let mut wrong = cart();
        wrong["items"][0]["unit"] = json!("no unit");
        assert_eq!(shop.transfer(&visit, &wrong, 422).await.code(), "invalid_cart");
        let logged = shop.admin.get("/api/v1/transactions?error_code=cart_limit", 200).await.json();
        assert_eq!(logged["items"].as_array().map(Vec::len), Some(4));
        let exactly = json!({"max_lines": 2, "max_quantity": "2", "min_order_value": "40.30", "max_order_value": "40.30"});
        set(&shop, exactly, 200).await;
        shop.transfer(&visit, &cart(), 200).await;
    }

    async fn sessions_beyond_the_limit_are_told_to_come_later(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        set(&shop, json!({"max_sessions_per_hour": 2}), 200).await;
        for _ in 0..2 {
            shop.set_up(&Setup::create()).await;
        }
        let refused = shop.post(Setup::create().xml()).await;
        assert_eq!((refused.http, refused.status), (429, 560), "{}", refused.text());
        assert!(!refused.text().contains("max_sessions"), "{}", refused.text());
        let entry = shop.logged(&refused.support_reference()).await;
        assert_eq!(entry["error"]["code"], "session_limit", "{entry}");
        set(&shop, json!({"max_sessions_per_hour": 3}), 200).await;
        shop.set_up(&Setup::create()).await;
    }

    async fn limits_that_no_cart_could_keep_are_refused(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let odd = json!({"max_lines": 0, "max_quantity": "-1", "min_order_value": "a lot", "max_sessions_per_hour": 0});
        assert_eq!(set(&shop, odd, 422).await, [
            "/max_lines out_of_range",
            "/max_sessions_per_hour out_of_range",
            "/max_quantity invalid",
            "/min_order_value invalid",
        ]);
        let crossed = json!({"min_order_value": "10", "max_order_value": "9.99"});
        assert_eq!(set(&shop, crossed, 422).await, ["/min_order_value out_of_range"]);
    }
}
