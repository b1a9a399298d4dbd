//! `/api/v1/audit-log`.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

use crate::fixtures;

on_both_databases! {
    async fn every_change_is_noted_with_who_and_what(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let store = fixtures::store(&admin, "tools").await;
        let id = store["id"].as_str().unwrap();
        let path = format!("/api/v1/stores/{id}");
        admin.patch(&path, &json!({"name": "Parts"}), 200).await;
        admin.delete(&path, 204).await;
        // Refused: nothing to note.
        admin.delete(&path, 404).await;

        let log = admin.get(&format!("/api/v1/audit-log?resource_id={id}"), 200).await.json();
        let entries = log["items"].as_array().unwrap();
        let actions: Vec<_> = entries.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["archive", "update", "create"]);
        let update = &entries[1];
        assert_eq!(update["actor"], app.admin_credentials().0);
        assert_eq!(update["actor_kind"], "user");
        assert_eq!(update["resource"], "store");
        assert_eq!(update["before"]["name"], "tools");
        assert_eq!(update["after"]["name"], "Parts");
        assert!(entries[2]["before"].is_null());
        assert!(entries[0]["after"].is_null());
        let companies = admin.get("/api/v1/audit-log?resource=company", 200).await.json();
        assert_eq!(companies["items"], json!([]));
    }
}
