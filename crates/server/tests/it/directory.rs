//! `/api/v1/companies`, `/api/v1/business-units`, `/api/v1/buyers`.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use crate::fixtures;

const NOWHERE: &str = "01999f3a-7c00-7000-8000-000000000000";

fn path(resource: &str, record: &Value) -> String {
    format!("/api/v1/{resource}/{}", record["id"].as_str().unwrap())
}

on_both_databases! {
    async fn what_is_in_use_is_archived_last(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let unit = fixtures::business_unit(&admin, "Meyer AG").await;
        let company = format!("/api/v1/companies/{}", unit["company_id"].as_str().unwrap());
        let buyer = json!({"business_unit_id": unit["id"], "email": "anna@buyer.example"});
        let buyer = admin.post("/api/v1/buyers", &buyer, 201).await.json();

        assert_eq!(admin.delete(&company, 409).await.code(), "conflict");
        admin.delete(&path("buyers", &buyer), 204).await;
        admin.delete(&path("business-units", &unit), 204).await;
        admin.delete(&company, 204).await;
        admin.get(&company, 404).await;
    }

    async fn references_must_lead_somewhere(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let unit = json!({"company_id": NOWHERE, "name": "x"});
        let reply = admin.post("/api/v1/business-units", &unit, 422).await;
        assert_eq!(reply.faults(), ["/company_id not_found"]);
        let buyer = json!({"business_unit_id": NOWHERE, "email": "nonsense"});
        let reply = admin.post("/api/v1/buyers", &buyer, 422).await;
        assert_eq!(reply.faults(), ["/email invalid", "/business_unit_id not_found"]);
    }

    async fn an_address_is_unique_in_a_business_unit(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let unit = fixtures::business_unit(&admin, "Meyer AG").await;
        let other = fixtures::business_unit(&admin, "Schulz AG").await;
        let buyer = |unit: &Value, email: &str| json!({"business_unit_id": unit["id"], "email": email});
        let anna = admin.post("/api/v1/buyers", &buyer(&unit, "anna@buyer.example"), 201).await.json();
        let reply = admin.post("/api/v1/buyers", &buyer(&unit, "ANNA@buyer.example"), 409).await;
        assert_eq!(reply.faults(), ["/email taken"]);
        admin.post("/api/v1/buyers", &buyer(&other, "anna@buyer.example"), 201).await;

        let query = format!("/api/v1/buyers?business_unit_id={}", unit["id"].as_str().unwrap());
        assert_eq!(admin.get(&query, 200).await.json()["items"], json!([anna]));
        let found = admin.get("/api/v1/buyers?email=Anna%40buyer.example", 200).await.json();
        assert_eq!(found["items"].as_array().unwrap().len(), 2);
        let patch = json!({"first_name": "Anna", "last_name": null});
        let changed = admin.patch(&path("buyers", &anna), &patch, 200).await.json();
        assert_eq!(changed["first_name"], "Anna");
    }

    async fn lists_have_pages(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        for number in 0..5 {
            admin.post("/api/v1/companies", &json!({"name": format!("{number}")}), 201).await;
        }
        let mut names = Vec::new();
        let mut path = "/api/v1/companies?limit=2".to_owned();
        let mut pages = 0;
        loop {
            let page = admin.get(&path, 200).await.json();
            pages += 1;
            for item in page["items"].as_array().unwrap() {
                names.push(item["name"].as_str().unwrap().to_owned());
            }
            let Some(cursor) = page["next_cursor"].as_str() else {
                break;
            };
            path = format!("/api/v1/companies?limit=2&cursor={cursor}");
        }
        assert_eq!(names, ["0", "1", "2", "3", "4"]);
        assert_eq!(pages, 3);
    }

    async fn lists_are_searched_and_sorted(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        for (name, reference) in [("Zeta", "K-1"), ("Ärmel", "K-2"), ("alpha 100%", "x_1"), ("Beta", "K-4")] {
            let input = json!({"name": name, "external_reference": reference});
            admin.post("/api/v1/companies", &input, 201).await;
        }
        let names = async |query: &str| {
            let mut names = Vec::new();
            let mut cursor = String::new();
            loop {
                let path = format!("/api/v1/companies?limit=2&{query}&cursor={cursor}");
                let page = admin.get(&path, 200).await.json();
                names.extend(page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()));
                match page["next_cursor"].as_str() {
                    Some(next) => cursor = next.to_owned(),
                    None => return names,
                }
            }
        };
        assert_eq!(names("").await, ["Zeta", "Ärmel", "alpha 100%", "Beta"]);
        assert_eq!(names("sort=-created_at").await, ["Beta", "alpha 100%", "Ärmel", "Zeta"]);
        assert_eq!(names("sort=name&q=ETA").await, ["Beta", "Zeta"]);
        assert_eq!(names("sort=-name&q=eta").await, ["Zeta", "Beta"]);
        assert_eq!(names("q=%C3%A4r").await, ["Ärmel"]);
        assert_eq!(names("q=0%25").await, ["alpha 100%"]);
        assert_eq!(names("q=k-").await, ["Zeta", "Ärmel", "Beta"]);
        assert_eq!(names("q=%25").await, ["alpha 100%"]);
        assert_eq!(names("archived=true").await, Vec::<String>::new());
        let found = admin.get("/api/v1/companies?q=zeta", 200).await;
        admin.delete(&format!("/api/v1/companies/{}", found.text_at("/items/0/id")), 204).await;
        assert_eq!(names("archived=true").await, ["Zeta"]);
        assert_eq!(names("q=eta").await, ["Beta"]);
        admin.get("/api/v1/companies?sort=size", 400).await;
    }

    async fn buyers_are_found_by_name_and_address(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let unit = fixtures::business_unit(&admin, "Ulm").await;
        for (first, last, email) in [("Anna", "Meyer", "am@buyer.example"), ("Bert", "Adler", "bert@other.example")] {
            let input = json!({"business_unit_id": unit["id"], "first_name": first, "last_name": last, "email": email});
            admin.post("/api/v1/buyers", &input, 201).await;
        }
        let first = async |query: &str| {
            let page = admin.get(&format!("/api/v1/buyers?{query}"), 200).await.json();
            page["items"].as_array().unwrap().iter().map(|item| item["first_name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(first("q=meyer").await, ["Anna"]);
        assert_eq!(first("q=OTHER.example").await, ["Bert"]);
        assert_eq!(first("sort=name").await, ["Bert", "Anna"]);
        let units = admin.get("/api/v1/business-units?q=ul&sort=name", 200).await.json();
        assert_eq!(units["items"].as_array().unwrap().len(), 1);
        fixtures::store(&admin, "tools").await;
        let stores = admin.get("/api/v1/stores?q=TOO&sort=-name", 200).await.json();
        assert_eq!(stores["items"].as_array().unwrap().len(), 1);
    }
}
