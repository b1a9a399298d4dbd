//! What one format does not have is refused on save, with the field named.

use serde_json::{Value, json};
use test_support::{Reply, TestApp, on_both_databases};

use super::{encoded, oci_shop, parameters, visit, with};
use crate::gateway::shop::{Shop, cart};

fn named(reply: &Reply) -> Vec<String> {
    let problem = reply.json();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    errors
        .iter()
        .map(|error| format!("{} {}", text(&error["pointer"]), text(&error["code"])))
        .collect()
}

on_both_databases! {
    async fn settings_of_another_format_are_refused(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let path = format!("/api/v1/connections/{}", shop.connection_id);
        let reply = shop.admin.patch(&path, &json!({"cart_encoding": "url_encoded"}), 422).await;
        assert_eq!(named(&reply), ["/cart_encoding not_supported"]);
        let reply = shop.admin.patch(&path, &json!({"unspsc_domain": "UNSPSC_V13.5"}), 422).await;
        assert_eq!(named(&reply), ["/unspsc_domain too_long"]);
        let reply = shop.admin.patch(&path, &json!({"oci": {"decimals": 4}}), 422).await;
        assert_eq!(named(&reply), ["/oci/decimals out_of_range"]);
        let changed = shop.admin.patch(&path, &json!({"oci": {"version": "5.0", "allow_get": false}}), 200).await.json();
        assert_eq!(changed["oci"]["version"], "5.0");
        assert_eq!(changed["oci"]["long_text"], "standard");
        let again = shop.admin.patch(&path, &json!({"oci": null}), 200).await.json();
        assert_eq!(again["oci"]["allow_get"], true);

        let credentials = format!("{path}/credentials");
        let party = json!({"domain": "DUNS", "identity": "1", "shared_secret": "x"});
        let reply = shop.admin.post(&credentials, &party, 422).await;
        assert_eq!(
            named(&reply),
            ["/username required", "/domain not_supported", "/identity not_supported", "/shared_secret not_supported"]
        );
        let stranger = json!({"username": "x", "password": "y", "buyer_id": uuid::Uuid::now_v7()});
        let reply = shop.admin.post(&credentials, &stranger, 422).await;
        assert_eq!(named(&reply), ["/buyer_id not_found"]);
        // A password is kept, changed and removed like any secret, and never shown.
        let made = shop.admin.post(&credentials, &json!({"username": "x", "password": "y1"}), 201).await.json();
        let one = format!("{credentials}/{}", made["id"].as_str().unwrap());
        for (patch, has_secret) in [
            (json!({"username": "z"}), true),
            (json!({"password": "y2"}), true),
            (json!({"password": null}), false),
        ] {
            let changed = shop.admin.patch(&one, &patch, 200).await.json();
            assert_eq!(changed["has_secret"], has_secret, "{patch}");
            assert_eq!(changed["username"], "z");
        }
    }

    async fn classes_are_of_the_schema_that_the_connection_names(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let path = format!("/api/v1/connections/{}", shop.connection_id);
        shop.admin.patch(&path, &json!({"eclass_domain": "ECLASS-9.1"}), 200).await;
        let visit = visit(&shop, &parameters()).await;
        let mut classified = cart();
        classified["items"][0]["classification"] = json!([{"domain": "eCl@ss", "code": "21-04-01-02"}]);
        let hand_off = shop.transfer(&visit, &classified, 200).await.json();
        let form = hand_off["form"]["fields"].as_array().expect("fields");
        let value = |name: &str| form.iter().find(|field| field["name"] == name).map(|field| field["value"].clone());
        assert_eq!(value("NEW_ITEM-EXT_SCHEMA_TYPE[1]"), Some(json!("ECLASS-9.1")));
        assert_eq!(value("NEW_ITEM-EXT_CATEGORY_ID[1]"), Some(json!("21040102")));
    }

    async fn mappings_go_over_calls_and_carts(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let path = format!("/api/v1/connections/{}", shop.connection_id);
        let mappings = json!({
            "request_mapping": {"customer": {"fields": {
                "email": {"path": "MAIL"},
                "custom_fields/plant": {"path": "Plant"}}}},
            "cart_mapping": {"cart_item": {"multi_lines": true, "fields": {
                "name": {"path": "NEW_ITEM-DESCRIPTION[%line_number%]", "transform": ["uppercase"]},
                "internal_id": {"path": "NEW_ITEM-CUST_FIELD5[%line_number%]"}}}},
        });
        shop.admin.patch(&path, &mappings, 200).await;
        let mut call = with("EMAIL", None);
        for (name, value) in [("mail", "meyer@buyer.example"), ("PLANT", "Ulm")] {
            call.push((name.to_owned(), value.to_owned()));
        }
        let visit = visit(&shop, &call).await;
        assert_eq!(visit.session["buyer"]["email"], "meyer@buyer.example");
        assert_eq!(visit.session["custom_fields"]["plant"], "Ulm");
        let hand_off = shop.transfer(&visit, &cart(), 200).await.json();
        let form = hand_off["form"].to_string();
        assert!(form.contains("HAMMER") && form.contains("cart-9/2"), "{form}");

        // The same, tried before it is saved.
        let preview = format!("{path}/preview");
        let tried = json!({"cart": cart(), "settings": {"cart_mapping": null}});
        let shown = shop.admin.post(&preview, &tried, 200).await.json();
        assert!(shown["document"].as_str().unwrap().contains("NEW_ITEM-VENDORMAT%5B1%5D=4711"), "{shown}");
        assert!(shown["differences"].to_string().contains("NEW_ITEM-DESCRIPTION[1]"), "{shown}");
        let call = encoded(&call);
        for document in [call.clone(), format!("https://gw.example/punchout/x?{call}")] {
            let shown = shop.admin.post(&preview, &json!({"document": document}), 200).await.json();
            assert_eq!(shown["setup"]["email"], "meyer@buyer.example", "{shown}");
            assert!(!shown["explanations"].as_array().unwrap().is_empty());
            assert!(!shown.to_string().contains("dich"), "{shown}");
        }
        let reply = shop.admin.post(&preview, &json!({"document": "<cXML/>"}), 422).await;
        assert_eq!(named(&reply), ["/document invalid"]);
        let bad = json!({"request_mapping": {"customer": {"fields": {"email": {"path": "PASSWORD"}}}}});
        let reply = shop.admin.patch(&path, &bad, 422).await;
        assert!(named(&reply)[0].ends_with("invalid_mapping"), "{:?}", named(&reply));
        for (field, value) in [("signatures", json!("refused")), ("response_version", json!("1.2.014")), ("return_target", json!("_self"))] {
            let reply = shop.admin.patch(&path, &json!({field: value}), 422).await;
            assert_eq!(named(&reply), [format!("/{field} not_supported")]);
        }
    }

    async fn cxml_has_no_settings_of_oci(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let path = format!("/api/v1/connections/{}", shop.connection_id);
        assert_eq!(shop.admin.get(&path, 200).await.json()["oci"], Value::Null);
        let reply = shop.admin.patch(&path, &json!({"oci": {}, "allowed_return_hosts": ["SAPEVENT:POST"]}), 422).await;
        assert_eq!(named(&reply), ["/oci not_supported", "/allowed_return_hosts not_supported"]);
        let user = json!({"username": "x", "password": "y"});
        let reply = shop.admin.post(&format!("{path}/credentials"), &user, 422).await;
        assert_eq!(
            named(&reply),
            ["/domain required", "/identity required", "/username not_supported", "/password not_supported"]
        );
    }
}
