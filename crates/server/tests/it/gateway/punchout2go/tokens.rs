//! OAuth 2.0 client credentials.

use reqwest::Method;
use serde_json::{Value, json};
use test_support::{Reply, on_both_databases};

use super::{CLIENT, KEY_IN_ASCII, fronted, request, token_request, with_form};
use crate::gateway::shop::Shop;

async fn ask(shop: &Shop, form: &[(&str, &str)], expected: u16) -> Reply {
    let call = shop
        .public
        .request(Method::POST, &format!("{}/oauth2/token", shop.path));
    shop.public.send(with_form(call, form), expected).await
}

async fn with_token(shop: &Shop, path: &str, token: &str, document: &Value, expected: u16) {
    let call = shop
        .public
        .request(Method::POST, path)
        .bearer_auth(token)
        .json(document);
    shop.public.send(call, expected).await;
}

on_both_databases! {
    async fn a_token_opens_the_connections_entry_points_for_a_while(db: TestDatabase) {
        let (app, shop, service) = fronted(db).await;
        let good = token_request();
        let reply = ask(&shop, &good, 200).await;
        assert_eq!((reply.text_at("/token_type").as_str(), reply.header("cache-control").as_str()), ("Bearer", "no-store"));
        assert_eq!(reply.json()["expires_in"], 900);
        let token = reply.text_at("/access_token");
        let document = request(&service, "create");
        with_token(&shop, &shop.path, &token, &document, 200).await;
        with_token(&shop, &shop.store_path, &token, &document, 200).await;
        // It is good for nothing else.
        app.bearer(&token).get("/api/v1/connections", 401).await;
        app.bearer(&token).get("/api/v1/punch-out-sessions", 401).await;
        // By HTTP Basic authentication as well.
        let call = shop.public.request(Method::POST, &format!("{}/oauth2/token", shop.path));
        let call = with_form(call.basic_auth(CLIENT, Some(KEY_IN_ASCII)), &[("grant_type", "client_credentials")]);
        shop.public.send(call, 200).await;

        for (form, status, error) in [
            (vec![("grant_type", "password"), ("client_id", CLIENT), ("client_secret", KEY_IN_ASCII)], 400, "unsupported_grant_type"),
            (vec![("grant_type", "client_credentials"), ("client_id", CLIENT), ("client_secret", "wrong")], 401, "invalid_client"),
            (vec![("grant_type", "client_credentials"), ("client_id", "x"), ("client_secret", KEY_IN_ASCII)], 401, "invalid_client"),
            (vec![("grant_type", "client_credentials")], 401, "invalid_client"),
        ] {
            assert_eq!(ask(&shop, &form, status).await.text_at("/error"), error);
        }
        let all = shop.admin.get("/api/v1/transactions?limit=200", 200).await.json();
        for item in all["items"].as_array().unwrap() {
            let entry = format!("/api/v1/transactions/{}", item["id"].as_str().unwrap());
            let entry = shop.admin.get(&entry, 200).await.text();
            assert!(!entry.contains(KEY_IN_ASCII) && !entry.contains(&token), "{entry}");
        }

        app.state.clock.advance(901);
        with_token(&shop, &shop.path, &token, &document, 401).await;
        let fresh = ask(&shop, &good, 200).await.text_at("/access_token");
        with_token(&shop, &shop.path, &fresh, &document, 200).await;
        // A new secret ends what was issued for the old one.
        let credentials = format!("/api/v1/connections/{}/credentials", shop.connection_id);
        let admin = app.admin().await;
        let id = admin.get(&credentials, 200).await.text_at("/items/0/id");
        admin.patch(&format!("{credentials}/{id}"), &json!({"password": "another one"}), 200).await;
        with_token(&shop, &shop.path, &fresh, &document, 401).await;
        ask(&shop, &good, 401).await;
    }

    async fn a_token_is_of_no_use_for_another_connection(db: TestDatabase) {
        let (_app, shop, service) = fronted(db).await;
        let good = token_request();
        let token = ask(&shop, &good, 200).await.text_at("/access_token");
        let other = json!({
            "name": "Other", "format": "punchout2go", "business_unit_id": shop.business_unit_id, "store_ids": [shop.store_id],
            "allowed_return_hosts": [service.url],
        });
        let other = shop.admin.post("/api/v1/connections", &other, 201).await.text_at("/id");
        let path = format!("/api/v1/connections/{other}");
        let credential = json!({"username": "other", "password": "other-key-0123456789"});
        shop.admin.post(&format!("{path}/credentials"), &credential, 201).await;
        shop.admin.act(&format!("{path}/activate"), 200).await;
        let entry = shop.admin.get(&format!("{path}/entry-points"), 200).await.text_at("/items/0/url");
        let entry = crate::gateway::answer::path_of(&entry);
        with_token(&shop, &entry, &token, &request(&service, "create"), 401).await;
        with_token(&shop, &entry, "other-key-0123456789", &request(&service, "create"), 200).await;
    }
}
