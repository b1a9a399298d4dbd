//! Connections as files: exported without secrets, imported by name.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use crate::gateway::{
    answer::path_of,
    punchout2go,
    setup::{SECRET, Setup},
    shop::Shop,
};

const EXPORT: &str = "/api/v1/connections/export";
const IMPORT: &str = "/api/v1/connections/import";

fn outcomes(report: &Value) -> Vec<&str> {
    let connections = report["connections"].as_array().expect("connections");
    connections
        .iter()
        .map(|connection| connection["outcome"].as_str().expect("an outcome"))
        .collect()
}

/// A shop whose connection uses what can be referred to.
async fn shop(app: &TestApp) -> Shop {
    let shop = Shop::in_app(app).await;
    let role = json!({"name": "view", "permissions": ["view_open_orders"]});
    let role = shop.admin.post("/api/v1/roles", &role, 201).await.json();
    let buyer = json!({"business_unit_id": shop.business_unit_id, "email": "jane@buyer.example"});
    let buyer = shop.admin.post("/api/v1/buyers", &buyer, 201).await.json();
    let path = format!("/api/v1/connections/{}", shop.connection_id);
    let settings = json!({"role_id": role["id"], "totals_mode": "line", "max_order_value": "999.5",
        "default_business_unit_id": shop.business_unit_id, "identity_sources": ["extrinsic:UserEmail"]});
    shop.admin.patch(&path, &settings, 200).await;
    let map = json!({"items": [{"external_id": "JDoe", "buyer_id": buyer["id"]}]});
    let map = shop
        .admin
        .request(reqwest::Method::PUT, &format!("{path}/buyer-map"))
        .json(&map);
    shop.admin.send(map, 200).await;
    shop
}

on_both_databases! {
    async fn what_was_exported_is_imported_without_loss(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = shop(&app).await;
        let set = shop.admin.get(EXPORT, 200).await;
        assert!(!set.text().contains(SECRET), "{}", set.text());
        let set = set.json();
        let one = &set["connections"][0];
        assert_eq!(one["business_unit"], json!({"company": "Meyer", "name": "Ulm", "external_reference": "BU-7"}));
        assert_eq!((&one["stores"], &one["role"]), (&json!(["tools"]), &json!("view")));
        assert_eq!(one["buyer_map"][0]["email"], "jane@buyer.example");
        let report = shop.admin.post(IMPORT, &set, 200).await.json();
        assert_eq!((outcomes(&report), &report["applied"]), (vec!["unchanged"], &json!(true)));
        // The live connection and its secret are as they were.
        shop.set_up(&Setup::create()).await;

        let path = format!("/api/v1/connections/{}", shop.connection_id);
        shop.admin.act(&format!("{path}/deactivate"), 200).await;
        shop.admin.delete(&format!("{path}?end_sessions=true"), 204).await;
        let report = shop.admin.post(IMPORT, &set, 200).await.json();
        assert_eq!(outcomes(&report), ["created"]);
        let id = report["connections"][0]["id"].as_str().expect("an id");
        // The archived one keeps its id.
        let mut made = set.clone();
        made["connections"][0]["key"] = json!(id);
        assert_eq!(shop.admin.get(EXPORT, 200).await.json(), made);
        let made = shop.admin.get(&format!("/api/v1/connections/{id}"), 200).await.json();
        assert_eq!(made["active"], false);
        let credentials = shop.admin.get(&format!("/api/v1/connections/{id}/credentials"), 200).await.json();
        assert_eq!(credentials["items"][0]["has_secret"], false);
    }

    async fn a_punchout2go_connection_comes_back_as_it_was(db: TestDatabase) {
        let (_app, shop, service) = punchout2go::fronted_with(db, |plan| {
            plan.connection["request_mapping"] = json!({"customer": {"fields": {"custom_fields/group": {"path": "params.custom.default_group"}}}});
            plan.connection["max_sessions_per_hour"] = json!(100);
            plan.connection["default_return_url"] = json!("https://erp.buyer.example/in");
        })
        .await;
        let set = shop.admin.get(EXPORT, 200).await;
        assert!(!set.text().contains(punchout2go::KEY_IN_ASCII), "{}", set.text());
        let set = set.json();
        assert_eq!(set["connections"][0]["settings"]["format"], "punchout2go", "{set}");
        assert_eq!(outcomes(&shop.admin.post(IMPORT, &set, 200).await.json()), ["unchanged"]);
        punchout2go::post(&shop, &shop.path, &punchout2go::request(&service, "create"), 200).await;

        let path = format!("/api/v1/connections/{}", shop.connection_id);
        let before = shop.admin.get(&path, 200).await.json();
        shop.admin.act(&format!("{path}/deactivate"), 200).await;
        shop.admin.delete(&format!("{path}?end_sessions=true"), 204).await;
        let report = shop.admin.post(IMPORT, &set, 200).await.json();
        assert_eq!((outcomes(&report), &report["applied"]), (vec!["created"], &json!(true)));
        let id = report["connections"][0]["id"].as_str().expect("an id");
        let mut again = set.clone();
        again["connections"][0]["key"] = json!(id);
        assert_eq!(shop.admin.get(EXPORT, 200).await.json(), again);
        let path = format!("/api/v1/connections/{id}");
        let mut made = shop.admin.get(&path, 200).await.json();
        for own in ["id", "active", "created_at", "updated_at"] {
            made[own] = before[own].clone();
        }
        assert_eq!(made, before);
        // It lacks its secret alone. With that, and switched on, the service comes in again by the new entry point.
        let credentials = shop.admin.get(&format!("{path}/credentials"), 200).await.json();
        let credential = &credentials["items"][0];
        assert_eq!((&credential["username"], &credential["has_secret"]), (&json!(punchout2go::CLIENT), &json!(false)));
        let secret = json!({"password": punchout2go::KEY_IN_ASCII});
        let credential = credential["id"].as_str().expect("an id");
        shop.admin.patch(&format!("{path}/credentials/{credential}"), &secret, 200).await;
        shop.admin.act(&format!("{path}/activate"), 200).await;
        let entries = shop.admin.get(&format!("{path}/entry-points"), 200).await;
        let entry = path_of(&entries.text_at("/items/0/url"));
        punchout2go::post(&shop, &entry, &punchout2go::request(&service, "create"), 200).await;
    }

    async fn a_dry_run_tells_and_changes_nothing(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = shop(&app).await;
        let before = shop.admin.get(EXPORT, 200).await.json();
        let mut set = before.clone();
        set["connections"][0]["settings"]["notes"] = json!("changed");
        let mut second = set["connections"][0].clone();
        second["key"] = json!("01999f3a-7c00-7000-8000-000000000002");
        second["settings"]["name"] = json!("Second");
        set["connections"].as_array_mut().unwrap().push(second);
        let report = shop.admin.post(&format!("{IMPORT}?dry_run=true"), &set, 200).await.json();
        assert_eq!((outcomes(&report), &report["applied"]), (vec!["updated", "created"], &json!(false)));
        assert_eq!(shop.admin.get(EXPORT, 200).await.json(), before);

        // One that cannot be imported keeps all others from it, and is told field by field.
        let mut wrong = set["connections"][0].clone();
        wrong["settings"]["name"] = json!("Third");
        wrong["key"] = json!(null);
        wrong["settings"]["max_lines"] = json!(0);
        set["connections"].as_array_mut().unwrap().push(wrong);
        let mut lost = set["connections"][0].clone();
        lost["settings"]["name"] = json!("Fourth");
        lost["key"] = json!(null);
        lost["stores"] = json!(["nowhere"]);
        set["connections"].as_array_mut().unwrap().push(lost);
        let report = shop.admin.post(IMPORT, &set, 200).await.json();
        assert_eq!(outcomes(&report), ["updated", "created", "refused", "refused"]);
        assert_eq!(report["connections"][2]["errors"][0]["pointer"], "/max_lines");
        assert_eq!(report["connections"][3]["errors"][0]["pointer"], "/stores/0");
        assert_eq!(shop.admin.get(EXPORT, 200).await.json(), before);

        set["connections"].as_array_mut().unwrap().truncate(2);
        let report = shop.admin.post(IMPORT, &set, 200).await.json();
        assert_eq!((outcomes(&report), &report["applied"]), (vec!["updated", "created"], &json!(true)));
        assert_eq!(shop.admin.get(EXPORT, 200).await.json(), set);
        let other = json!({"form": 2, "connections": []});
        assert_eq!(shop.admin.post(IMPORT, &other, 422).await.faults(), ["/form invalid"]);
    }
}
