//! Documents that are made to do harm.

use reqwest::Method;
use serde_json::{Value, json};
use test_support::on_both_databases;

use super::{KEY_IN_ASCII, fronted, logged, post, request};
use crate::gateway::shop::Shop;

async fn raw(shop: &Shop, body: Vec<u8>, expected: u16) {
    let call = shop.public.request(Method::POST, &shop.path);
    let call = call
        .header("x-api-key", KEY_IN_ASCII)
        .header("content-type", "application/json");
    shop.public.send(call.body(body), expected).await;
}

on_both_databases! {
    async fn no_document_does_harm(db: TestDatabase) {
        let (_app, shop, service) = fronted(db).await;
        raw(&shop, Vec::new(), 400).await;
        raw(&shop, b"{\"pos\":".to_vec(), 400).await;
        raw(&shop, b"\xff\xfe{\"a\":1}".to_vec(), 400).await;
        raw(&shop, b"<cXML/>".to_vec(), 400).await;
        raw(&shop, "[".repeat(200_000).into_bytes(), 413).await;
        raw(&shop, format!("{{\"a\":\"{}\"}}", "x".repeat(3 << 20)).into_bytes(), 413).await;
        for (pointer, value) in [
            ("/params/body/items", json!("many")),
            ("/params/body/items/0/quantity", json!({"a": 1})),
            ("/params/body/contact", json!(7)),
            ("/pos", json!({"$ne": 1})),
            ("/return_url", json!(["https://a.example/"])),
        ] {
            let mut document = request(&service, "edit");
            *document.pointer_mut(pointer).unwrap() = value;
            post(&shop, &shop.path, &document, 400).await;
        }
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://elsewhere.example/in",
            "http://127.0.0.1:1/",
            "//erp.buyer.example/",
            "https://erp.buyer.example@elsewhere.example/",
            "SAPEVENT:POST",
            "",
        ] {
            let mut document = request(&service, "create");
            document["return_url"] = json!(url);
            let expected = if url.is_empty() { 200 } else { 400 };
            post(&shop, &shop.path, &document, expected).await;
        }
        assert_eq!(service.asked().len(), 0);
        let refused = logged(&shop, "status=refused&limit=200").await;
        assert!(refused.iter().all(|entry| entry["connection_id"] != Value::Null), "all are known callers");
        // Nobody without a key learns what is wrong with a document, or is logged as the connection.
        let call = shop.public.request(Method::POST, &shop.path).body("{");
        let reply = shop.public.send(call, 401).await;
        assert_eq!(reply.text_at("/error"), "unauthorized");
        // A browser that looks gets a page.
        shop.browse(&shop.path, 405).await;
    }
}
