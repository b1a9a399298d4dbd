//! What can be set of a connection of this format, tried and handed over.

use serde_json::json;
use test_support::on_both_databases;

use super::{KEY_IN_ASCII, fronted, fronted_with, logged, post, request, visit};
use crate::gateway::shop::cart;

on_both_databases! {
    async fn what_has_no_effect_is_refused(db: TestDatabase) {
        let (_app, shop, _service) = fronted(db).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        for (field, value) in [
            ("cart_encoding", json!("url_encoded")),
            ("cart_field_name", json!("cart")),
            ("document_version", json!("1.2.036")),
            ("response_version", json!("1.2.036")),
            ("signatures", json!("required")),
            ("cart_mapping", json!({"cart_item": {"fields": {}}})),
            ("oci", json!({"version": "4.0"})),
        ] {
            let refused = shop.admin.patch(&connection, &json!({field: value}), 422).await;
            assert!(refused.faults().contains(&format!("/{field} not_supported")), "{:?}", refused.faults());
        }
        let credentials = format!("{connection}/credentials");
        let id = shop.admin.get(&credentials, 200).await.text_at("/items/0/id");
        let patch = json!({"basic_username": "x"});
        let refused = shop.admin.patch(&format!("{credentials}/{id}"), &patch, 422).await;
        assert_eq!(refused.faults(), ["/basic_username not_supported"]);
        let profile = json!({"name": "P", "format": "punchout2go", "cart_mapping": {"cart_item": {"fields": {}}}});
        shop.admin.post("/api/v1/mapping-profiles", &profile, 422).await;
    }

    async fn mappings_limits_tables_and_charges_act(db: TestDatabase) {
        let (_app, shop, service) = fronted_with(db, |plan| {
            plan.connection["request_mapping"] = json!({"customer": {"fields": {
                "email": {"path": "params.custom.mail"},
                "custom_fields/group": {"path": "params.custom.default_group"},
            }}});
            plan.connection["totals_mode"] = json!("line");
            plan.connection["max_lines"] = json!(3);
            plan.connection["max_description_length"] = json!(16);
            plan.connection["max_sessions_per_hour"] = json!(1);
        })
        .await;
        let mut document = request(&service, "create");
        document["params"]["custom"]["mail"] = json!("jo@buyer.example");
        let visit = visit(&shop, &document).await;
        assert_eq!(visit.session["buyer"]["email"], "jo@buyer.example");
        assert_eq!(visit.session["custom_fields"]["group"], "gold");
        post(&shop, &shop.path, &document, 429).await;
        let mut cart = cart();
        cart["items"][0]["description"] = json!("Hammer, 500 g, with a handle of ash");
        cart["shipping"] = json!({"amount": "5.00", "description": "Parcel"});
        shop.transfer(&visit, &cart, 200).await;
        let entries = logged(&shop, "type=transfer_to_requisition").await;
        let sent = entries[0]["response"].to_string();
        assert!(sent.contains("shipping") && sent.contains("Hammer, 500 g") && !sent.contains("handle"), "{sent}");
        let line = cart["items"][0].clone();
        cart["items"] = json!(vec![line; 4]);
        let refused = shop.transfer(&visit, &cart, 422).await;
        assert_eq!(refused.code(), "cart_limit");
    }

    async fn it_is_tried_previewed_and_handed_over(db: TestDatabase) {
        let (app, shop, service) = fronted(db).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let test = shop.admin.act(&format!("{connection}/test"), 200).await.json();
        assert_eq!(test["passed"], true, "{test}");
        assert!(test["document"].as_str().unwrap().contains("supplierid"), "{test}");
        assert_eq!(service.asked().len(), 0, "a test sends nothing");

        let document = request(&service, "edit").to_string();
        let preview = shop.admin.post(&format!("{connection}/preview"), &json!({"document": document}), 200).await.json();
        assert_eq!(preview["setup"]["email"], "ann@buyer.example", "{preview}");
        let preview = shop.admin.post(&format!("{connection}/preview"), &json!({"cart": cart()}), 200).await.json();
        assert!(preview["document"].to_string().contains("supplierauxid"), "{preview}");
        let visited = visit(&shop, &request(&service, "create")).await;
        let id = visited.session["id"].as_str().unwrap();
        let entries = logged(&shop, &format!("session_id={id}&type=setup_request")).await;
        let again = json!({"transaction_id": entries[0]["id"], "settings": {"login_mode": "dynamic_user_creation"}});
        let preview = shop.admin.post(&format!("{connection}/preview"), &again, 200).await.json();
        assert_eq!(preview["setup"]["email"], "ann@buyer.example", "{preview}");

        let entry = shop.admin.get(&format!("{connection}/entry-points"), 200).await.json()["items"][0].clone();
        assert_eq!(entry["format"], "punchout2go");
        assert_eq!(entry["token_url"], json!(format!("{}/oauth2/token", app.url(&shop.path))));
        let example = entry["example"].as_str().unwrap();
        assert!(example.starts_with("curl -X POST") && example.contains("$API_KEY") && !example.contains(KEY_IN_ASCII), "{example}");
        for (lang, word) in [("en", "OAuth 2.0 token URL"), ("de", "OAuth-2.0-Token-URL")] {
            let sheet = shop.admin.get(&format!("{connection}/onboarding-sheet?lang={lang}"), 200).await.text();
            assert!(sheet.contains(word) && sheet.contains("client_id") && !sheet.contains(KEY_IN_ASCII), "{sheet}");
        }

        let set = shop.admin.get("/api/v1/connections/export", 200).await.json();
        let told = set.to_string();
        assert!(told.contains("punchout2go") && told.contains("\"hub\"") && !told.contains(KEY_IN_ASCII), "{told}");
        let imported = shop.admin.post("/api/v1/connections/import?dry_run=true", &set, 200).await.json();
        assert!(!imported.to_string().contains("\"errors\":[{"), "{imported}");
    }
}
