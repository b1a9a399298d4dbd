//! Mappings of a connection at work: who comes, and what the procurement system gets.

use serde_json::{Value, json};
use test_support::{Reply, TestApp, on_both_databases};

use super::{
    documents::carried,
    setup::Setup,
    shop::{Shop, cart},
    validity::Emitted,
};

/// As a Spryker administrator writes it, with what goes beyond.
pub fn request_mapping() -> Value {
    json!({
        "customer": {"fields": {
            "first_name": {"path": "/cXML/Request[1]/PunchOutSetupRequest[1]/Extrinsic[@name='Person']", "transform": [{"split": {"sep": "\\s", "index": 1}}]},
            "last_name": {"path": "/cXML/Request[1]/PunchOutSetupRequest[1]/Extrinsic[@name='Person']", "transform": [{"split": {"sep": "\\s", "index": "last"}}, "uppercase"]},
            "email": {"path": "//Extrinsic[@name='Mail'],//Extrinsic[@name='UserEmail']", "required": true, "transform": ["lowercase"]},
            "business_unit": {"path": "//Extrinsic[@name='Unit']"},
            "cost_center": {"path": "//Extrinsic[@name='CostCenter']"},
            "custom_fields/plant": {"path": "//Extrinsic[@name='Plant']", "transform": [{"pad": {"length": 4, "with": "0"}}]}
        }},
        "cart": {"fields": {"currency": {"path": "//Extrinsic[@name='Currency']"}}},
        "shipping": {"fields": {"city": {"path": "//Extrinsic[@name='Town']"}}}
    })
}

/// What takes places over that are built in, adds some, and writes what not every version has.
pub fn cart_mapping() -> Value {
    json!({
        "cart_item": {"multi_lines": true, "fields": {
            "name": {"path": "ItemDetail[1]/Description[1]", "transform": ["uppercase", {"cut": {"len": 12}}]},
            "unit": {"path": "ItemDetail[1]/UnitOfMeasure[1]", "transform": [{"table": {"entries": {"EA": "C62"}}}]},
            "custom_fields/plant": {"path": "ItemDetail[1]/Extrinsic[@name='Plant']"},
            "line_number": {"path": "ItemDetail[1]/LeadTime[1]"},
            "sum_price": {"path": "Tax[1]/Money[1]"},
            "currency": {"path": "Tax[1]/Money[1]/@currency", "append": true},
            "tax_description": {"path": "Tax[1]/Description[1]", "transform": [{"default": {"value": "VAT"}}]},
            "internal_id": {"path": "Shipping[1]/@trackingId"},
            "sku": {"path": "Comments[1]"}
        }},
        "cart": {"fields": {
            "custom_fields/plant": {"path": "/cXML/Message[1]/PunchOutOrderMessage[1]/PunchOutOrderMessageHeader[1]/SupplierOrderInfo[1]/@orderID"}
        }}
    })
}

fn set_up(extrinsics: &[(&str, &str)]) -> String {
    let written: String = extrinsics
        .iter()
        .map(|(name, value)| format!("<Extrinsic name=\"{name}\">{value}</Extrinsic>"))
        .collect();
    Setup::create()
        .xml()
        .replace("<BrowserFormPost>", &format!("{written}<BrowserFormPost>"))
}

/// Punches out and redeems.
async fn redeemed(shop: &Shop, document: String) -> (Value, String) {
    let answer = shop.post(document).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let (_, token) = shop.start(&answer.start_path()).await;
    let session = shop.redeem(&token, 200).await.json();
    (session, answer.support_reference())
}

async fn save(shop: &Shop, patch: &Value, expected: u16) -> Reply {
    let path = format!("/api/v1/connections/{}", shop.connection_id);
    shop.admin.patch(&path, patch, expected).await
}

async fn last_transfer(shop: &Shop, session: &Value) -> Value {
    let id = session["id"].as_str().expect("an id");
    let log = format!("/api/v1/transactions?type=transfer_to_requisition&session_id={id}");
    let entry = shop.admin.get(&log, 200).await.text_at("/items/0/id");
    let entry = format!("/api/v1/transactions/{entry}");
    shop.admin.get(&entry, 200).await.json()
}

on_both_databases! {
    async fn a_request_mapping_says_who_comes(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app_with(&app, |plan| {
            plan.connection["request_mapping"] = request_mapping();
        })
        .await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        assert_eq!(shop.admin.get(&connection, 200).await.json()["request_mapping"], request_mapping());
        let unit = format!("/api/v1/business-units/{}", shop.business_unit_id);
        let company = shop.admin.get(&unit, 200).await.json()["company_id"].clone();
        let bonn = json!({"company_id": company, "name": "Bonn", "external_reference": "BU-8"});
        let bonn = shop.admin.post("/api/v1/business-units", &bonn, 201).await.text_at("/id");

        let said = [("Person", "Jo von Berg"), ("Mail", "JO@Buyer.example"), ("Unit", "BU-8"), ("CostCenter", "4711"), ("Plant", "17"),
            ("Currency", "chf"), ("Town", "Bonn")];
        let (session, reference) = redeemed(&shop, set_up(&said)).await;
        assert_eq!(session["buyer"]["first_name"], "Jo");
        assert_eq!(session["buyer"]["last_name"], "BERG");
        assert_eq!(session["buyer"]["email"], "jo@buyer.example");
        assert_eq!(session["business_unit"]["id"], json!(bonn));
        assert_eq!(session["custom_fields"], json!({"cost_center": "4711", "plant": "0017"}));
        assert_eq!(session["currency"], "CHF");
        assert_eq!(session["ship_to"]["city"], "Bonn");
        let entry = shop.logged(&reference).await;
        assert_eq!((&entry["email"], &entry["business_unit_id"]), (&json!("jo@buyer.example"), &json!(bonn)));
        let buyer = session["buyer"]["id"].as_str().unwrap();
        let buyer = shop.admin.get(&format!("/api/v1/buyers/{buyer}"), 200).await.json();
        assert_eq!(buyer["business_unit_id"], json!(bonn));

        // What the mapping does not find stays as it is built in; what makes no sense is said.
        let (session, reference) = redeemed(&shop, set_up(&[("Currency", "Taler")])).await;
        assert_eq!(session["buyer"]["email"], "anna.meyer@buyer.example");
        assert_eq!(session["buyer"]["first_name"], "Anna");
        assert_eq!(session["business_unit"]["external_reference"], "BU-7");
        assert_eq!(session["currency"], "EUR");
        assert_eq!(session["custom_fields"], json!({}));
        let findings = shop.logged(&reference).await["findings"].clone();
        let found = findings.as_array().unwrap().iter().find(|found| found["code"] == "mapping.request");
        assert!(found.is_some_and(|found| found["text"].as_str().unwrap().contains("Taler")), "{findings}");

        // A business unit that nobody has is no reason to let the buyer into another.
        let answer = shop.post(set_up(&[("Unit", "BU-9")])).await;
        assert_eq!(answer.status, 403);
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!(entry["error"]["code"], "buyer_not_identified");
        assert!(entry["error"]["text"].as_str().unwrap().contains("BU-9"), "{entry}");

        // A change acts at once.
        save(&shop, &json!({"request_mapping": null}), 200).await;
        let (session, _) = redeemed(&shop, set_up(&said)).await;
        assert_eq!(session["buyer"]["email"], "anna.meyer@buyer.example");
        assert_eq!(session["custom_fields"], json!({}));
    }

    async fn a_cart_mapping_writes_what_the_version_has_and_says_what_not(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let mut lines = cart();
        lines["items"][0]["custom_fields"] = json!({"plant": "1000"});
        let mut emitted = Emitted::default();
        let visit = shop.visit(&Setup::create()).await;
        let plain = carried(&shop.transfer(&visit, &lines, 200).await.json());
        assert!(last_transfer(&shop, &visit.session).await["findings"].as_array().unwrap().is_empty());
        for ascii in [false, true] {
            let encoding = if ascii { "url_encoded" } else { "base64" };
            save(&shop, &json!({"cart_mapping": cart_mapping(), "cart_encoding": encoding}), 200).await;
            for version in ["1.1.010", "1.2.014", "1.2.020", "1.2.036", "1.2.050", "1.2.063", "1.2.069"] {
                let visit = shop.visit(&Setup { version: Some(version), cookie: Some("c & <1> ü".to_owned()), ..Setup::create() }).await;
                let message = carried(&shop.transfer(&visit, &lines, 200).await.json());
                assert_eq!(message.is_ascii(), ascii);
                assert!(message.contains("<UnitOfMeasure>C62</UnitOfMeasure>"), "{message}");
                assert!(message.contains("<Extrinsic name=\"Plant\">1000</Extrinsic>"), "{message}");
                assert!(message.contains(">HAMMER<"), "{message}");
                assert!(message.contains("<BuyerCookie>c &amp; &lt;1&gt; "), "{message}");
                assert!(message.contains("<Money currency=\"EUR\">39.80</Money><Description"), "{message}");
                // Shipping without its money is nothing in any version; a few came later.
                assert!(!message.contains("<Shipping"), "{message}");
                assert_eq!(message.contains("<Comments"), version >= "1.2.036", "{message}");
                assert_eq!(message.contains("<LeadTime>"), version >= "1.2.014", "{message}");
                let entry = last_transfer(&shop, &visit.session).await;
                let findings = entry["findings"].as_array().unwrap();
                let left_out = |name: &str| findings.iter().any(|found| {
                    found["code"] == "mapping.left_out" && found["path"].as_str().unwrap().contains(name)
                });
                assert!(left_out("/Shipping"), "{findings:?}");
                assert_eq!(left_out("/Comments"), version < "1.2.036", "{findings:?}");
                emitted.add(message);
            }
        }
        emitted.validate();
        save(&shop, &json!({"cart_mapping": null, "cart_encoding": "base64"}), 200).await;
        let again = shop.transfer(&visit, &lines, 200).await.json();
        let own = |message: &str| {
            let start = message.find("<Header>").unwrap();
            message[start..].to_owned()
        };
        assert_eq!(own(&carried(&again)), own(&plain));
    }

    async fn a_mapping_with_faults_is_not_saved(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let wrong = json!({
            "request_mapping": {"customer": {"fields": {
                "email": {"path": "/cXML/Header/Sender/Credential/SharedSecret"},
                "custom_fields/a": {"path": "//Extrinsic["}}}},
            "cart_mapping": {"cart_item": {"multi_lines": true, "fields": {"nam": {"path": "ItemDetail[1]/Description[1]"}}}}
        });
        let problem = save(&shop, &wrong, 422).await.json();
        let mut pointers: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/cart_mapping/cart_item/fields/nam", "/request_mapping/customer/fields/custom_fields~1a",
            "/request_mapping/customer/fields/email"]);
        let text = problem.to_string();
        assert!(text.contains("line 4, column"), "{text}");
        let error = save(&shop, &json!({"cart_mapping": []}), 422).await.json();
        assert_eq!(error["errors"][0]["pointer"], "/cart_mapping");
        let path = format!("/api/v1/connections/{}", shop.connection_id);
        assert_eq!(shop.admin.get(&path, 200).await.json()["cart_mapping"], json!(null));
    }
}

async fn preview(shop: &Shop, body: &Value, expected: u16) -> Value {
    let path = format!("/api/v1/connections/{}/preview", shop.connection_id);
    shop.admin.post(&path, body, expected).await.json()
}

on_both_databases! {
    async fn settings_can_be_tried_without_effect(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let (session, reference) = redeemed(&shop, set_up(&[("Person", "Jo Berg"), ("CostCenter", "4711")])).await;
        let id = shop.logged(&reference).await["id"].clone();
        let before = shop.admin.get(&connection, 200).await.json();

        // A stored setup, as it was taken and as it would be.
        let shown = preview(&shop, &json!({"transaction_id": id}), 200).await;
        assert_eq!(shown["setup"]["first_name"], "Anna");
        assert_eq!((&shown["differences"], &shown["explanations"]), (&json!([]), &json!([])));
        let draft = json!({"transaction_id": id, "settings": {"request_mapping": request_mapping()}});
        let shown = preview(&shop, &draft, 200).await;
        assert_eq!(shown["setup"]["last_name"], "BERG");
        assert_eq!(shown["refusal"], json!(null));
        let differences = shown["differences"].as_array().unwrap();
        assert!(differences.contains(&json!({"place": "/last_name", "active": "Meyer", "draft": "BERG"})), "{differences:?}");
        assert!(differences.contains(&json!({"place": "/custom_fields/cost_center", "active": null, "draft": "4711"})), "{differences:?}");
        let explained = shown["explanations"].as_array().unwrap().iter().find(|field| field["target"] == "customer/last_name");
        let steps = &explained.unwrap()["steps"];
        assert_eq!(steps[0]["name"], "split");
        assert!(steps[1]["made"].as_str().unwrap().contains("BERG"), "{steps}");

        // A document that is given.
        let document = set_up(&[]).replace("UserEmail", "Nothing");
        let shown = preview(&shop, &json!({"document": document}), 200).await;
        assert_eq!(shown["refusal"]["code"], "buyer_not_identified");

        // A cart, from the log and given.
        let path = format!("/api/v1/punch-out-sessions/{}", session["id"].as_str().unwrap());
        shop.server.post(&format!("{path}/transfer"), &json!({"cart": cart()}), 200).await;
        let entry = last_transfer(&shop, &session).await["id"].clone();
        let draft = json!({"cart_mapping": cart_mapping(), "cart_encoding": "url_encoded"});
        let mut emitted = Emitted::default();
        for asked in [json!({"transaction_id": entry, "settings": draft}), json!({"cart": cart(), "version": "1.2.036", "settings": draft})] {
            let shown = preview(&shop, &asked, 200).await;
            let document = shown["document"].as_str().unwrap();
            assert!(document.contains("<UnitOfMeasure>C62</UnitOfMeasure>"), "{document}");
            let unit = "/cXML/Message/PunchOutOrderMessage/ItemIn/ItemDetail/UnitOfMeasure";
            let differences = shown["differences"].as_array().unwrap();
            assert!(differences.contains(&json!({"place": unit, "active": "EA", "draft": "C62"})), "{differences:?}");
            assert!(shown["findings"].as_array().unwrap().iter().any(|found| found["code"] == "mapping.left_out"));
            emitted.add(document);
        }
        emitted.validate();
        let mut wrong = cart();
        wrong["items"][0]["unit"] = json!("piece");
        let shown = preview(&shop, &json!({"cart": wrong}), 200).await;
        assert_eq!(shown["refusal"]["code"], "invalid_cart");
        assert_eq!(shown["problems"][0]["pointer"], "/cart/items/0/unit");

        // What cannot be previewed.
        let faults = async |body: Value| preview(&shop, &body, 422).await["errors"][0]["pointer"].clone();
        assert_eq!(faults(json!({})).await, "");
        assert_eq!(faults(json!({"document": "<a/>"})).await, "/document");
        assert_eq!(faults(json!({"transaction_id": shop.store_id})).await, "/transaction_id");
        let draft = json!({"cart_mapping": {"cart_item": {"fields": {"nam": {"path": "x"}}}}});
        assert_eq!(faults(json!({"cart": cart(), "settings": draft})).await, "/settings/cart_mapping/cart_item/fields/nam");

        // Nothing has happened.
        assert_eq!(shop.admin.get(&connection, 200).await.json(), before);
        let log = shop.admin.get("/api/v1/transactions", 200).await.json();
        assert_eq!(log["items"].as_array().unwrap().len(), 2);
    }
}

on_both_databases! {
    async fn connections_inherit_mappings(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let line = |fields: Value| json!({"cart_item": {"multi_lines": true, "fields": fields}});
        let profiles = "/api/v1/mapping-profiles";
        let base = json!({"name": "Base", "cart_mapping": line(json!({
            "name": {"path": "ItemDetail[1]/Description[1]", "transform": ["uppercase"]},
            "sku": {"path": "ItemDetail[1]/Extrinsic[@name='sku']"}
        }))});
        let base = shop.admin.post(profiles, &base, 201).await;
        let base = (base.text_at("/id"), base.header("etag"));
        let special = json!({"name": "Special", "based_on": base.0, "cart_mapping": line(json!({
            "name": {"path": "ItemDetail[1]/Description[1]", "transform": [{"prepend": {"value": "> "}}]}
        }))});
        let special = shop.admin.post(profiles, &special, 201).await.text_at("/id");
        let own = line(json!({"sku": {"path": "ItemDetail[1]/Extrinsic[@name='article']"}}));
        save(&shop, &json!({"mapping_profile_id": special, "cart_mapping": own}), 200).await;
        let written = async || {
            let visit = shop.visit(&Setup::create()).await;
            carried(&shop.transfer(&visit, &cart(), 200).await.json())
        };
        let message = written().await;
        assert!(message.contains(">&gt; Hammer<"), "{message}");
        assert!(message.contains("<Extrinsic name=\"article\">4711</Extrinsic>"), "{message}");
        assert!(!message.contains("name=\"sku\""), "{message}");

        // A change of a profile acts at once; who inherits it stays usable.
        let path = format!("{profiles}/{special}");
        shop.admin.patch(&path, &json!({"cart_mapping": null}), 200).await;
        assert!(written().await.contains(">HAMMER<"));
        let faults = async |path: String, patch: Value| shop.admin.patch(&path, &patch, 422).await.faults();
        let nothing = line(json!({"nam": {"path": "ItemDetail[1]/Description[1]"}}));
        assert_eq!(faults(path.clone(), json!({"cart_mapping": nothing})).await, ["/cart_mapping/cart_item/fields/nam invalid_mapping"]);
        assert_eq!(faults(format!("{profiles}/{}", base.0), json!({"based_on": special})).await, ["/based_on circular"]);
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        assert_eq!(faults(connection, json!({"mapping_profile_id": shop.store_id})).await, ["/mapping_profile_id not_found"]);
        let stale = shop.admin.request(reqwest::Method::PATCH, &format!("{profiles}/{}", base.0)).header("if-match", "\"7\"");
        shop.admin.send(stale.json(&json!({"name": "x"})), 412).await;

        // What is inherited is not archived.
        for id in [&base.0, &special] {
            assert_eq!(shop.admin.delete(&format!("{profiles}/{id}"), 409).await.code(), "conflict");
        }
        save(&shop, &json!({"mapping_profile_id": null}), 200).await;
        for id in [&special, &base.0] {
            shop.admin.delete(&format!("{profiles}/{id}"), 204).await;
        }
        assert!(written().await.contains("Hammer, 500 g</Description>"));
        let audit = shop.admin.get("/api/v1/audit-log?resource=mapping_profile", 200).await.json();
        assert_eq!(audit["items"].as_array().unwrap().len(), 5);
    }

    async fn tables_put_carts_in_other_words(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let tables = format!("/api/v1/connections/{}/tables", shop.connection_id);
        let mut lines = cart();
        lines["items"][0]["unit"] = json!("piece");
        lines["items"][0]["classification"] = json!([{"domain": "shop", "code": "tools/hammers"}]);
        let visit = shop.visit(&Setup::create()).await;
        assert_eq!(shop.transfer(&visit, &lines, 422).await.faults(), ["/cart/items/0/unit unit_unknown"]);
        shop.transfer(&visit, &lines, 422).await;
        let unmapped = format!("/api/v1/connections/{}/unmapped", shop.connection_id);
        let unmapped = shop.admin.get(&unmapped, 200).await.json();
        let first = &unmapped["items"][0];
        assert_eq!((&first["code"], &first["value"], &first["carts"]), (&json!("unit_unknown"), &json!("piece"), &json!(2)));
        assert_eq!(unmapped["items"].as_array().unwrap().len(), 1);

        let put = async |path: &str, kind: &str, body: &str, expected: u16| {
            let request = shop.admin.request(reqwest::Method::PUT, path).header("content-type", kind);
            shop.admin.send(request.body(body.to_owned()), expected).await
        };
        // Tried first.
        let units = format!("{tables}/units");
        let csv = "from,to\npiece,EA\nbag,BG\n";
        let tried = put(&format!("{units}?dry_run=true"), "text/csv", csv, 200).await.json();
        assert_eq!((&tried["added"], &tried["invalid"], &tried["dry_run"]), (&json!(2), &json!(0), &json!(true)));
        assert_eq!(shop.admin.get(&units, 200).await.json(), json!({"rows": []}));
        let wrong = put(&format!("{units}?dry_run=true"), "text/csv", "from;to\npiece;EA\npiece;Stueck\n", 200).await.json();
        assert_eq!(wrong["rows"][1]["outcome"], "invalid");
        assert_eq!(wrong["rows"][1]["row"], 3);
        put(&units, "text/csv", "from,to\npiece,Stueck\n", 422).await;
        put(&units, "text/csv", "from,what\n", 422).await;

        let saved = put(&units, "text/csv", csv, 200).await;
        assert_eq!(saved.json()["added"], 2);
        let classes = json!({"rows": [{"from_domain": "shop", "from": "tools/*", "to_domain": "UNSPSC", "to": "27110000"}]});
        put(&format!("{tables}/classifications"), "application/json", &classes.to_string(), 200).await;
        let message = carried(&shop.transfer(&visit, &lines, 200).await.json());
        assert!(message.contains("<UnitOfMeasure>EA</UnitOfMeasure>"), "{message}");
        assert!(message.contains("<Classification domain=\"UNSPSC\">27110000</Classification>"), "{message}");

        // As it was put, it comes back; a lost update is refused.
        let request = shop.admin.request(reqwest::Method::GET, &units).header("accept", "text/csv");
        let shown = shop.admin.send(request, 200).await;
        assert_eq!((shown.text().as_str(), shown.header("etag")), (csv, saved.header("etag")));
        let stale = shop.admin.request(reqwest::Method::PUT, &units).header("if-match", "\"0\"").json(&json!({"rows": []}));
        shop.admin.send(stale, 412).await;

        // A profile's table stands under the connection's own.
        let profile = json!({"name": "Units"});
        let profile = shop.admin.post("/api/v1/mapping-profiles", &profile, 201).await.text_at("/id");
        let inherited = format!("/api/v1/mapping-profiles/{profile}/tables/units");
        put(&inherited, "text/csv", "from,to\npiece,C62\nmetre,MTR\n", 200).await;
        save(&shop, &json!({"mapping_profile_id": profile}), 200).await;
        lines["items"][1]["unit"] = json!("metre");
        let message = carried(&shop.transfer(&visit, &lines, 200).await.json());
        assert!(message.contains("<UnitOfMeasure>EA</UnitOfMeasure>") && message.contains("<UnitOfMeasure>MTR</UnitOfMeasure>"), "{message}");
        let copy = format!("/api/v1/connections/{}/clone", shop.connection_id);
        let copy = shop.admin.post(&copy, &json!({"name": "Copy"}), 201).await.text_at("/connection/id");
        let copied = shop.admin.get(&format!("/api/v1/connections/{copy}/tables/units"), 200).await.json();
        assert_eq!(copied["rows"].as_array().unwrap().len(), 2);
        let audit = shop.admin.get("/api/v1/audit-log?action=replace_table", 200).await.json();
        assert_eq!(audit["items"].as_array().unwrap().len(), 3);
    }
}
