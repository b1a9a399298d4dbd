//! What a connection's settings make of a cart, in the document that the buyer's system gets.

use base64::{Engine, engine::general_purpose::STANDARD};
use roxmltree::Node;
use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    answer::{parse, path_of},
    documents::carried,
    page::Page,
    setup::Setup,
    shop::{Shop, cart},
    validity::Emitted,
};

/// A shop whose connection is changed between one cart and the next.
struct Desk {
    shop: Shop,
    emitted: Emitted,
}

/// A document that went out, and what the log found about it.
struct Sent {
    xml: String,
    findings: Vec<String>,
    hand_off: Value,
}

impl Desk {
    async fn open(app: &TestApp) -> Self {
        Self {
            shop: Shop::in_app(app).await,
            emitted: Emitted::default(),
        }
    }

    async fn set(&self, patch: Value, expected: u16) -> Vec<String> {
        let path = format!("/api/v1/connections/{}", self.shop.connection_id);
        let reply = self.shop.admin.patch(&path, &patch, expected).await;
        if expected == 200 {
            Vec::new()
        } else {
            reply.faults()
        }
    }

    /// Hands a cart over to a buyer's system of a version.
    async fn send(&mut self, version: &'static str, cart: &Value) -> Sent {
        let setup = Setup {
            version: Some(version),
            ..Setup::create()
        };
        let visit = self.shop.visit(&setup).await;
        let hand_off = self.shop.transfer(&visit, cart, 200).await.json();
        let xml = carried(&hand_off);
        self.emitted.add(xml.clone());
        let id = visit.session["id"].as_str().expect("an id");
        let log = format!("/api/v1/transactions?type=transfer_to_requisition&session_id={id}");
        let entry = self.shop.admin.get(&log, 200).await.text_at("/items/0/id");
        let entry = format!("/api/v1/transactions/{entry}");
        let entry = self.shop.admin.get(&entry, 200).await.json();
        let findings = entry["findings"].as_array().expect("findings");
        let code = |finding: &Value| finding["code"].as_str().expect("a code").to_owned();
        Sent {
            xml,
            findings: findings.iter().map(code).collect(),
            hand_off,
        }
    }
}

/// The amounts of a document's head, in order: `Total 44.80, Shipping 4.90`.
fn head(xml: &str) -> String {
    let document = parse(xml);
    let head = find(document.root_element(), "PunchOutOrderMessageHeader");
    let told = head.children().filter_map(|charge| {
        let amount = charge
            .children()
            .find(|child| child.has_tag_name("Money"))?
            .text()?;
        Some(format!("{} {amount}", charge.tag_name().name()))
    });
    told.collect::<Vec<_>>().join(", ")
}

/// The lines of a document: `1 4711 2 × 19.90`.
fn lines(xml: &str) -> Vec<String> {
    let document = parse(xml);
    let items = document
        .root_element()
        .descendants()
        .filter(|node| node.has_tag_name("ItemIn"));
    items
        .map(|item| {
            let text = |name| find(item, name).text().unwrap_or_default();
            let price = find(find(item, "UnitPrice"), "Money").text();
            format!(
                "{} {} {} × {}",
                item.attribute("lineNumber").unwrap_or_default(),
                text("SupplierPartID"),
                item.attribute("quantity").unwrap_or_default(),
                price.unwrap_or_default()
            )
        })
        .collect()
}

fn find<'a>(node: Node<'a, 'a>, name: &str) -> Node<'a, 'a> {
    let mut found = node.descendants().filter(|node| node.has_tag_name(name));
    found.next().unwrap_or_else(|| panic!("no {name}"))
}

/// A cart of one line with tax, shipping and a discount.
fn charged() -> Value {
    let mut cart = cart();
    cart["items"].as_array_mut().expect("items").truncate(1);
    cart["items"][0]["tax"] = json!({"amount": "7.56"});
    cart["total"] = json!("39.80");
    cart["shipping"] = json!({"amount": "4.90", "description": "Parcel"});
    cart["tax"] = json!({"amount": "8.17"});
    cart["discount"] = json!({"amount": "2", "description": "Loyal & true"});
    cart
}

on_both_databases! {
    async fn tax_shipping_and_discount_go_where_the_connection_says(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let mut desk = Desk::open(&app).await;
        let cart = charged();
        let hammer = "1 4711 2 × 19.90";

        let sent = desk.send("1.2.050", &cart).await;
        assert_eq!(head(&sent.xml), "Total 37.80, Shipping 4.90, Tax 8.17");
        assert_eq!(lines(&sent.xml), [hammer]);
        assert!(sent.xml.contains("<OriginalPrice><Money currency=\"EUR\">39.80</Money>"), "{}", sent.xml);
        assert!(sent.xml.contains("Loyal &amp; true"), "{}", sent.xml);
        assert!(sent.xml.contains("7.56"), "the line's own tax");
        assert_eq!(sent.findings, [""; 0]);

        // The head of older versions has no place for a discount.
        let sent = desk.send("1.2.014", &cart).await;
        assert_eq!(head(&sent.xml), "Total 37.80, Shipping 4.90, Tax 8.17");
        assert_eq!(lines(&sent.xml).len(), 2);
        assert_eq!(sent.findings, ["cart.discount_as_line"]);

        desk.set(json!({"totals_mode": "line"}), 200).await;
        for version in ["1.1.010", "1.2.014", "1.2.069"] {
            let sent = desk.send(version, &cart).await;
            assert_eq!(head(&sent.xml), "Total 50.87");
            assert_eq!(
                lines(&sent.xml),
                [hammer, "2 shipping 1 × 4.90", "3 tax 1 × 8.17", "4 discount 1 × -2.00"]
            );
            assert!(!sent.xml.contains("7.56"), "tax would be told twice: {}", sent.xml);
            assert_eq!(sent.findings, [""; 0]);
        }

        desk.set(json!({"totals_mode": "disabled"}), 200).await;
        let sent = desk.send("1.2.050", &cart).await;
        assert_eq!((head(&sent.xml).as_str(), lines(&sent.xml)), ("Total 39.80", vec![hammer.to_owned()]));
        assert!(!sent.xml.contains("7.56"), "{}", sent.xml);

        desk.set(json!({"shipping_mode": "line", "tax_mode": "header", "discount_mode": "header"}), 200).await;
        let sent = desk.send("1.2.050", &cart).await;
        assert_eq!(head(&sent.xml), "Total 42.70, Tax 8.17");
        assert_eq!(lines(&sent.xml), [hammer, "2 shipping 1 × 4.90"]);
        desk.emitted.validate();
    }

    async fn lines_for_charges_do_not_come_back_as_articles(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let desk = Desk::open(&app).await;
        let edit = Setup {
            items: vec![
                ("4711".to_owned(), "cart-9/1".to_owned(), "2".to_owned()),
                ("shipping".to_owned(), "punchgate:shipping".to_owned(), "1".to_owned()),
            ],
            ..Setup::new("edit")
        };
        let visit = desk.shop.visit(&edit).await;
        let items = visit.session["items"].as_array().expect("items").clone();
        assert_eq!((items.len(), &items[0]["sku"]), (1, &json!("4711")));
    }

    async fn bundles_are_composites_or_part_of_one_line(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let mut desk = Desk::open(&app).await;
        let mut cart = charged();
        let part = json!({"sku": "4711-1", "parent_line_number": 1, "name": "Handle", "quantity": "2", "unit": "EA",
            "unit_price": "1.05"});
        cart["items"].as_array_mut().expect("items").push(part);
        cart["total"] = json!("41.90");
        let kept = ["1 4711 2 × 19.90", "2 4711-1 2 × 1.05"];
        let folded = ["1 4711 2 × 20.95"];

        let sent = desk.send("1.2.050", &cart).await;
        assert_eq!(lines(&sent.xml), kept);
        assert!(sent.xml.contains("parentLineNumber=\"1\" itemType=\"item\""), "{}", sent.xml);
        assert!(sent.xml.contains("itemType=\"composite\" compositeItemType=\"itemLevel\""), "{}", sent.xml);

        let sent = desk.send("1.2.020", &cart).await;
        assert_eq!(lines(&sent.xml)[..1], folded);
        assert!(sent.findings.contains(&"cart.bundles_folded".to_owned()), "{:?}", sent.findings);

        desk.set(json!({"bundle_mode": "single"}), 200).await;
        let sent = desk.send("1.2.050", &cart).await;
        assert_eq!(lines(&sent.xml), folded);
        assert!(sent.xml.contains("Hammer, 500 g&#10;2 x 1.05 x Handle") || sent.xml.contains("Hammer, 500 g\n2 x 1.05 x Handle"), "{}", sent.xml);
        assert_eq!((head(&sent.xml).as_str(), sent.findings.len()), ("Total 39.90, Shipping 4.90, Tax 8.17", 0));

        cart["items"][0]["parent_line_number"] = json!(2);
        let visit = desk.shop.visit(&Setup::create()).await;
        let faults = desk.shop.transfer(&visit, &cart, 422).await.faults();
        assert_eq!(faults, ["/cart/items/0/parent_line_number parent_too_deep", "/cart/items/1/parent_line_number parent_too_deep"]);
        desk.emitted.validate();
    }

    async fn classes_have_the_names_and_versions_that_the_connection_says(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let mut desk = Desk::open(&app).await;
        desk.set(json!({"unspsc_domain": "UNSPSC_V13.5", "eclass_domain": "ECLASS-9.1"}), 200).await;
        let mut cart = cart();
        cart["items"][0]["classification"] = json!([{"domain": "UNSPSC", "code": "27111602"}, {"domain": "eCl@ss 11.0", "code": "21-04-01-02"}]);
        let sent = desk.send("1.2.014", &cart).await;
        assert!(sent.xml.contains("<Classification domain=\"UNSPSC_V13.5\">27111602<"), "{}", sent.xml);
        assert!(sent.xml.contains("<Classification domain=\"ECLASS-9.1\">21040102<"), "{}", sent.xml);
        assert_eq!(sent.findings, ["cart.classification_version"]);
        assert_eq!(desk.set(json!({"eclass_domain": ""}), 422).await, ["/eclass_domain too_short"]);
        desk.emitted.validate();
    }

    async fn carts_in_base64_have_the_encoding_that_the_connection_names(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let mut desk = Desk::open(&app).await;
        let mut plain = String::new();
        for charset in ["utf-8", "iso-8859-1", "utf-16"] {
            desk.set(json!({"cart_charset": charset}), 200).await;
            let visit = desk.shop.visit(&Setup::create()).await;
            let hand_off = desk.shop.transfer(&visit, &cart(), 200).await.json();
            let field = &hand_off["form"]["fields"][0];
            assert_eq!(field["name"], "cxml-base64");
            let bytes = STANDARD.decode(field["value"].as_str().expect("a value")).expect("base64");
            let from_header = |text: &str| text.split_once("<PunchOutOrderMessageHeader").expect("a head").1.to_owned();
            match charset {
                "utf-16" => {
                    let units: Vec<_> = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                    let text = String::from_utf16(&units).expect("UTF-16");
                    assert!(text.starts_with("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>"), "{text}");
                    assert_eq!(from_header(&text), plain);
                }
                "iso-8859-1" => {
                    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
                    assert!(text.contains("encoding=\"ISO-8859-1\""), "{text}");
                    assert!(text.contains("Säge &#8222;Ümläut&#8220; &#8212; &#37624;"), "{text}");
                    desk.emitted.add(bytes);
                }
                _ => {
                    plain = from_header(std::str::from_utf8(&bytes).expect("UTF-8"));
                    assert!(plain.contains("Säge „Ümläut“ — 鋸"), "{plain}");
                }
            }
        }
        assert_eq!(desk.set(json!({"cart_encoding": "url_encoded"}), 422).await, ["/cart_charset not_supported"]);
        desk.emitted.validate();
    }

    async fn what_a_version_has_no_place_for_is_told_to_the_shop(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let mut desk = Desk::open(&app).await;
        let mut cart = cart();
        cart["comment"] = json!("Before noon");
        cart["items"][0]["buyer_sku"] = json!("MAT-7");
        cart["items"][0]["lead_time_days"] = json!(3);
        for (version, left_out) in [
            ("1.1.010", &["/items/*/buyer_sku", "/items/*/lead_time_days", "/comment"][..]),
            ("1.2.014", &["/items/*/buyer_sku", "/comment"]),
            ("1.2.020", &["/items/*/buyer_sku", "/comment"]),
            ("1.2.036", &[]),
        ] {
            let sent = desk.send(version, &cart).await;
            let told = sent.hand_off["findings"].as_array().expect("findings").clone();
            let paths: Vec<_> = told.iter().map(|finding| finding["path"].as_str().expect("a path")).collect();
            assert_eq!(paths, left_out, "{version}");
            assert!(told.iter().all(|finding| finding["code"] == "cart.field_omitted"));
            assert_eq!(sent.findings.len(), told.len());
            for (text, path) in [("MAT-7", "/items/*/buyer_sku"), ("<LeadTime>3<", "/items/*/lead_time_days"), ("Before noon", "/comment")] {
                assert_eq!(sent.xml.contains(text), !left_out.contains(&path), "{version}: {text}");
            }
        }
        desk.emitted.validate();
    }

    async fn long_descriptions_are_cut_between_characters(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let mut desk = Desk::open(&app).await;
        desk.set(json!({"max_description_length": 16}), 200).await;
        let mut cart = charged();
        cart["items"][0]["description"] = json!("Zange „Ümläut“ für Ösen");
        let sent = desk.send("1.2.014", &cart).await;
        let document = parse(&sent.xml);
        let description = find(find(document.root_element(), "ItemDetail"), "Description");
        assert_eq!(description.last_child().and_then(|text| text.text()), Some("Zange „Ümläut“ f"));
        assert!(sent.findings.contains(&"cart.description_cut".to_owned()), "{:?}", sent.findings);
        // The shop learns of it at once, and the administrator in a list.
        let told = &sent.hand_off["findings"][0];
        assert_eq!((&told["code"], &told["path"]), (&json!("cart.description_cut"), &json!("/items/0/description")));
        let unmapped = format!("/api/v1/connections/{}/unmapped", desk.shop.connection_id);
        let unmapped = desk.shop.admin.get(&unmapped, 200).await.json();
        let first = &unmapped["items"][0];
        assert_eq!((&first["code"], &first["field"], &first["value"]), (&json!("too_long"), &json!("description"), &json!("4711")));
        assert_eq!(desk.set(json!({"max_description_length": 15}), 422).await, ["/max_description_length out_of_range"]);
        desk.emitted.validate();
    }

    async fn the_document_has_the_version_that_the_connection_names(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let mut desk = Desk::open(&app).await;
        desk.set(json!({"document_version": "1.2.020"}), 200).await;
        desk.send("1.2.069", &charged()).await;
        desk.set(json!({"document_version": null}), 200).await;
        desk.send("1.2.069", &charged()).await;
        assert_eq!(desk.emitted.versions_from(0), ["1.2.020", "1.2.069"]);
        desk.emitted.validate();
    }

    async fn carts_travel_without_encoding_as_a_field_or_as_the_body(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let mut desk = Desk::open(&app).await;
        desk.set(json!({"cart_encoding": "no_encoding", "cart_field_name": "oracleCart"}), 200).await;
        let sent = desk.send("1.2.014", &cart()).await;
        let form = &sent.hand_off["form"];
        assert_eq!(form["enctype"], "application/x-www-form-urlencoded");
        assert_eq!(form["fields"][0]["name"], "oracleCart");
        assert!(sent.xml.starts_with("<?xml") && sent.xml.contains("„Ümläut“ — 鋸"), "{}", sent.xml);

        desk.set(json!({"cart_field_name": null}), 200).await;
        let sent = desk.send("1.2.014", &cart()).await;
        let form = &sent.hand_off["form"];
        assert_eq!((&form["enctype"], &form["fields"][0]["name"]), (&json!("text/plain"), &json!("<?xml version")));
        assert!(sent.xml.starts_with("<?xml version=\"1.0\""), "{}", sent.xml);
        let path = path_of(sent.hand_off["handoff_url"].as_str().expect("a URL"));
        let page: Page = desk.shop.browse(&path, 200).await;
        assert!(page.reply.text().contains("enctype=\"text/plain\""));
        let fields = page.form.expect("a form").fields;
        assert_eq!(format!("{}={}", fields[0].0, fields[0].1), sent.xml);

        desk.set(json!({"cart_encoding": "base64", "cart_field_name": "cXML"}), 200).await;
        let sent = desk.send("1.2.014", &cart()).await;
        assert_eq!(sent.hand_off["form"]["fields"][0]["name"], "cXML");
        desk.emitted.validate();
    }

    async fn lines_without_a_supplier_get_the_connections(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let mut desk = Desk::open(&app).await;
        desk.set(json!({"default_supplier_id": "70001"}), 200).await;
        let mut cart = cart();
        cart["items"][0]["supplier_id"] = json!("80002");
        let sent = desk.send("1.2.014", &cart).await;
        let document = parse(&sent.xml);
        let suppliers = document.root_element().descendants().filter(|node| node.has_tag_name("SupplierID"));
        assert_eq!(suppliers.filter_map(|node| node.text()).collect::<Vec<_>>(), ["80002", "70001"]);
        desk.emitted.validate();
    }

    async fn what_does_not_go_together_is_refused_when_saved(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let desk = Desk::open(&app).await;
        let faults = desk.set(json!({"document_version": "1.2.020", "discount_mode": "header"}), 422).await;
        assert_eq!(faults, ["/discount_mode not_supported"]);
        desk.set(json!({"document_version": "1.2.036", "discount_mode": "header"}), 200).await;
        assert_eq!(desk.set(json!({"document_version": "1.2.021"}), 422).await, ["/document_version invalid"]);
        assert_eq!(desk.set(json!({"cart_field_name": "a b"}), 422).await, ["/cart_field_name invalid"]);

        let visit = desk.shop.visit(&Setup::create()).await;
        let mut cart = charged();
        cart["discount"] = json!({"amount": "39.81"});
        let faults = desk.shop.transfer(&visit, &cart, 422).await.faults();
        assert_eq!(faults, ["/cart/discount/amount discount_too_large"]);
        cart["discount"] = json!({"amount": "-1"});
        let faults = desk.shop.transfer(&visit, &cart, 422).await.faults();
        assert_eq!(faults, ["/cart/discount/amount negative"]);
    }
}
