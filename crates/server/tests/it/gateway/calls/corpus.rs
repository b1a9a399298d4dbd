//! Real calls: each opens a session, or gets the refusal of its name.

use std::{fs, path::PathBuf};

use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{get, oci_shop_with, refused, start_path};

/// Paths and queries of the calls; none where there is no folder of them.
fn calls() -> Vec<(String, String)> {
    let Some(folder) = std::env::var_os("PUNCHGATE_CORPUS").map(PathBuf::from) else {
        eprintln!("SKIPPED: PUNCHGATE_CORPUS names no folder of real documents");
        return Vec::new();
    };
    let index = fs::read_to_string(folder.join("INDEX.tsv")).expect("the folder has an INDEX.tsv");
    let paths = index
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|columns| columns[1] == "oci-request")
        .map(|columns| columns[0].to_owned());
    paths
        .map(|path| {
            let text =
                fs::read_to_string(folder.join(&path)).expect("what the index names is there");
            let text = text.trim();
            let query = match text.split_once('?') {
                Some((_, query)) => query.to_owned(),
                None => text.lines().collect::<Vec<_>>().join("&"),
            };
            (path, query)
        })
        .collect()
}

on_both_databases! {
    async fn real_calls_are_understood(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop_with(&app, |plan| plan.connection["login_mode"] = json!("single_user")).await;
        let credentials = format!("/api/v1/connections/{}/credentials", shop.connection_id);
        for (path, query) in calls() {
            let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            let value = |name: &str| {
                let found = pairs.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
                found.map(|(_, value)| value.clone()).unwrap_or_default()
            };
            if value("username").is_empty() {
                let reply = get(&shop, &shop.path, &query, 403).await;
                assert_eq!(refused(&shop, reply).await, "missing_login", "{path}");
                continue;
            }
            let credential = json!({"username": value("username"), "password": value("password")});
            shop.admin.post(&credentials, &credential, 201).await;
            // A placeholder instead of an address.
            if !value("hook_url").starts_with("https://") {
                let reply = get(&shop, &shop.path, &query, 400).await;
                assert_eq!(refused(&shop, reply).await, "invalid_return_url", "{path}");
                continue;
            }
            let reply = get(&shop, &shop.path, &query, 303).await;
            let (_, token) = shop.start(&start_path(&reply)).await;
            let session = shop.redeem(&token, 200).await.json();
            assert_eq!(session["buyer"]["email"], "everybody@buyer.example", "{path}");
        }
    }
}
