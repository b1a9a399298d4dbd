//! The transaction log as a file.

use serde_json::{Value, json};
use test_support::{Client, Reply, TestApp, on_both_databases};

use super::{
    setup::Setup,
    shop::{Shop, cart},
};

const EXPORT: &str = "/api/v1/transactions/export";

async fn lines(client: &Client, query: &str) -> Vec<Value> {
    let text = client.get(&format!("{EXPORT}{query}"), 200).await.text();
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

async fn csv(client: &Client, query: &str, accept: &str) -> Reply {
    let request = client.request(reqwest::Method::GET, &format!("{EXPORT}{query}"));
    client.send(request.header("accept", accept), 200).await
}

on_both_databases! {
    async fn what_the_list_finds_goes_out_oldest_first(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        assert_eq!(lines(&shop.admin, "").await, Vec::<Value>::new());
        let cookie = Setup { cookie: Some("=1+1".to_owned()), ..Setup::create() };
        let visit = shop.visit(&cookie).await;
        app.state.clock.advance(1);
        shop.transfer(&visit, &cart(), 200).await;
        shop.post(Setup { secret: Some("wrong".to_owned()), ..Setup::create() }.xml()).await;
        app.state.clock.advance(1);
        let mut listed = shop.admin.get("/api/v1/transactions", 200).await.json()["items"].as_array().unwrap().clone();
        listed.sort_by_key(|entry| entry["at"].as_str().unwrap().to_owned());
        let types = |entries: &[Value]| entries.iter().map(|entry| entry["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let found = lines(&shop.admin, "").await;
        assert_eq!(found.len(), 3);
        assert_eq!(found[0], listed[0]);
        assert_eq!(types(&found)[0], "setup_request");

        let refused = lines(&shop.admin, "?status=refused").await;
        assert_eq!((refused.len(), &refused[0]["status"]), (1, &json!("refused")));
        let whole = lines(&shop.admin, "?type=transfer_to_requisition&bodies=true").await;
        let id = whole[0]["id"].as_str().unwrap();
        let mut entry = shop.admin.get(&format!("/api/v1/transactions/{id}"), 200).await.json();
        for name in ["previous_id", "next_id"] {
            if entry.get(name).is_some() {
                entry[name] = whole[0][name].clone();
            }
        }
        assert_eq!(whole, [entry]);
        assert!(lines(&shop.admin, "?to=2020-01-01T00:00:00Z").await.is_empty());

        for reply in [csv(&shop.admin, "", "text/csv").await, csv(&shop.admin, "?format=csv", "*/*").await] {
            assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
            assert!(reply.header("content-disposition").contains("transactions.csv"));
            let text = reply.text();
            assert!(text.starts_with("id,at,type,status,"), "{text}");
            assert_eq!(text.lines().count(), 4, "{text}");
            // Nothing that a spreadsheet would reckon with.
            assert!(text.contains(",'=1+1,") && !text.contains(",=1+1"), "{text}");
        }
        let reply = shop.admin.get(&format!("{EXPORT}?from=2020-01-01T00:00:00Z"), 400).await;
        assert_eq!(reply.faults(), ["/from range_required"]);
        let reply = shop.admin.get(&format!("{EXPORT}?format=csv&bodies=true"), 400).await;
        assert_eq!(reply.faults(), ["/bodies not_supported"]);
        shop.admin.get(&format!("{EXPORT}?limit=7"), 400).await;

        // A key of another store sees none of it.
        let other = crate::fixtures::store(&shop.admin, "other").await;
        let other = app.key(&[api_types::api_key::Scope::Read], other["id"].as_str().unwrap().parse().ok()).await;
        assert!(lines(&other, "").await.is_empty());
        shop.server.get(EXPORT, 403).await;
    }
}
