//! `/api/v1/directory/import`: who buys, as integrators bring it.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

const IMPORT: &str = "/api/v1/directory/import";

fn set() -> Value {
    json!({
        "companies": [{"external_reference": "C-1", "name": "Meyer"}, {"external_reference": "C-2", "name": "Schulz"}],
        "business_units": [
            {"company": "C-1", "external_reference": "BU-7", "name": "Ulm"},
            {"company": "C-2", "external_reference": "BU-7", "name": "Bonn"}
        ],
        "buyers": [
            {"company": "C-1", "business_unit": "BU-7", "external_reference": "4711", "email": "ann@meyer.example", "first_name": "Ann"},
            {"company": "C-2", "business_unit": "BU-7", "external_reference": "4711", "email": "bob@schulz.example"}
        ]
    })
}

fn outcomes(report: &Value) -> Vec<String> {
    let kinds = ["companies", "business_units", "buyers"];
    let rows = kinds.map(|kind| report[kind].as_array().expect("rows").clone());
    rows.iter()
        .flatten()
        .map(|row| row["outcome"].as_str().expect("an outcome").to_owned())
        .collect()
}

on_both_databases! {
    async fn a_set_can_be_sent_any_number_of_times(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let dry = admin.post(&format!("{IMPORT}?dry_run=true"), &set(), 200).await.json();
        assert_eq!((dry["applied"].clone(), outcomes(&dry)), (json!(false), vec!["created".to_owned(); 6]));
        let none = admin.get("/api/v1/companies", 200).await.json();
        assert_eq!(none["items"], json!([]));

        let first = admin.post(IMPORT, &set(), 200).await.json();
        assert_eq!((first["applied"].clone(), outcomes(&first)), (json!(true), vec!["created".to_owned(); 6]));
        let again = admin.post(IMPORT, &set(), 200).await.json();
        assert_eq!(outcomes(&again), vec!["unchanged"; 6]);
        assert_eq!(again["buyers"][0]["id"], first["buyers"][0]["id"]);

        let moved = json!({
            "business_units": [{"company": "C-1", "external_reference": "BU-8", "name": "Jena"}],
            "buyers": [{"company": "C-1", "business_unit": "BU-8", "external_reference": "4711", "email": "anna@meyer.example"}]
        });
        let report = admin.post(IMPORT, &moved, 200).await.json();
        assert_eq!(outcomes(&report), ["created", "updated"]);
        let path = format!("/api/v1/buyers/{}", report["buyers"][0]["id"].as_str().unwrap());
        let ann = admin.get(&path, 200).await.json();
        assert_eq!(
            (&ann["email"], &ann["first_name"], &ann["business_unit_id"]),
            (&json!("anna@meyer.example"), &json!("Ann"), &report["business_units"][0]["id"])
        );
        let log = admin.get("/api/v1/audit-log?action=import", 200).await.json();
        assert_eq!(log["items"].as_array().unwrap().len(), 8);
        let of_ann = |entry: &&Value| entry["resource_id"] == report["buyers"][0]["id"];
        let last = log["items"].as_array().unwrap().iter().find(of_ann).unwrap();
        assert_eq!(last["before"]["email"], "ann@meyer.example");
    }

    async fn while_a_row_is_refused_nothing_changes(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let mut faulty = set();
        faulty["companies"][1]["name"] = json!(" ");
        faulty["business_units"][0]["company"] = json!("C-9");
        faulty["buyers"][1]["email"] = json!("nonsense");
        let report = admin.post(IMPORT, &faulty, 200).await.json();
        assert_eq!(report["applied"], false);
        assert_eq!(
            outcomes(&report),
            ["created", "refused", "refused", "created", "refused", "refused"]
        );
        let pointer = |kind: &str, row: usize| report[kind][row]["errors"][0]["pointer"].clone();
        assert_eq!(pointer("companies", 1), "/name");
        assert_eq!(pointer("business_units", 0), "/company");
        assert_eq!(pointer("buyers", 0), "/business_unit");
        assert_eq!(pointer("buyers", 1), "/email");
        assert_eq!(admin.get("/api/v1/companies", 200).await.json()["items"], json!([]));

        let many: Vec<Value> = (0..1_001).map(|n| json!({"external_reference": format!("C{n}"), "name": "x"})).collect();
        admin.post(IMPORT, &json!({"companies": many}), 422).await;
    }

    async fn who_came_before_the_shop_told_of_them_is_the_same(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let first = admin.post(IMPORT, &set(), 200).await.json();
        let unit = &first["business_units"][0]["id"];
        let came = json!({"business_unit_id": unit, "email": "Cara@meyer.example"});
        let came = admin.post("/api/v1/buyers", &came, 201).await.json();
        let row = |reference: &str| json!({"buyers": [
            {"company": "C-1", "business_unit": "BU-7", "external_reference": reference, "email": "cara@meyer.example"}
        ]});
        let report = admin.post(IMPORT, &row("4712"), 200).await.json();
        assert_eq!((outcomes(&report), &report["buyers"][0]["id"]), (vec!["updated".to_owned()], &came["id"]));
        // Another reference with the same address is somebody else.
        let report = admin.post(IMPORT, &row("4713"), 200).await.json();
        assert_eq!(report["buyers"][0]["errors"][0]["code"], "taken");
    }
}
