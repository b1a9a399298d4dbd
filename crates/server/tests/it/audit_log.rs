//! `/api/v1/audit-log`.

use api_types::api_key::Scope;
use reqwest::{Method, header::COOKIE};
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

    async fn signing_in_and_failing_to_is_noted(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let (email, password) = app.admin_credentials();
        let login = "/api/v1/auth/login";
        for (name, wrong) in [(email, "wrong"), ("hunter2", "hunter2"), ("who@shop.example", "hunter2")] {
            app.anonymous().post(login, &json!({"email": name, "password": wrong}), 401).await;
        }
        let reply = app.anonymous().post(login, &json!({"email": email, "password": password}), 200).await;
        let cookie = reply.header("set-cookie");
        let sign_out = app.anonymous().request(Method::POST, "/api/v1/auth/logout").header(COOKIE, cookie);
        app.anonymous().send(sign_out, 204).await;
        let change = json!({"current_password": password, "new_password": "another long password"});
        admin.post("/api/v1/auth/password", &change, 204).await;

        let log = admin.get("/api/v1/audit-log?resource=user", 200).await;
        let entries = log.json();
        let told: Vec<_> = entries["items"].as_array().unwrap().iter()
            .map(|entry| format!("{} {} {}", entry["actor"].as_str().unwrap(), entry["action"].as_str().unwrap(), entry["after"]["reason"].as_str().unwrap_or("-")))
            .collect();
        assert_eq!(told, [
            "admin@shop.example change_password -",
            "admin@shop.example sign_out -",
            "admin@shop.example sign_in -",
            "who@shop.example sign_in_failed unknown_user",
            "unknown sign_in_failed unknown_user",
            "admin@shop.example sign_in_failed wrong_password",
            "admin@shop.example sign_in -",
            "first start create -",
        ]);
        assert_eq!(entries["items"][0]["peer"], "127.0.0.1");
        assert!(!log.text().contains("hunter2"));
        assert!(!log.text().contains("another long password"));
    }

    async fn the_log_is_filtered_by_time_actor_and_deed(db: TestDatabase) {
        let app = TestApp::start(db).await;
        app.admin().await;
        let writer = app.key(&[Scope::Write], None).await;
        fixtures::store(&writer, "early").await;
        app.state.clock.advance(3_600);
        let between = server::api::moment::present(app.state.now()).0;
        app.state.clock.advance(60);
        fixtures::store(&app.key(&[Scope::Write], None).await, "late").await;
        // The access token is over by now: the same person once more.
        let admin = app.admin().await;
        let count = async |query: &str| {
            let found = admin.get(&format!("/api/v1/audit-log?{query}"), 200).await.json();
            found["items"].as_array().unwrap().len()
        };
        assert_eq!(count("resource=store").await, 2);
        assert_eq!(count(&format!("resource=store&to={between}")).await, 1);
        assert_eq!(count(&format!("resource=store&from={between}")).await, 1);
        assert_eq!(count("actor=test&action=create").await, 2);
        assert_eq!(count("actor=admin@shop.example&action=create").await, 0);
        let me = admin.get("/api/v1/auth/me", 200).await.text_at("/id");
        assert_eq!(count(&format!("actor={me}&action=sign_in")).await, 2);
        admin.get("/api/v1/audit-log?from=yesterday", 400).await;
    }
}
