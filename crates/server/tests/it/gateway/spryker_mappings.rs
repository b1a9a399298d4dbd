//! Mappings of the size that Spryker's administrators write, imported from their file, at work in both formats.

use roxmltree::Node;
use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    answer::{parse, path_of},
    documents::carried,
    setup::Setup,
    shop::Shop,
    validity::Emitted,
};

/// What goes where in a cXML cart.
fn cxml_mapping() -> Value {
    let head = "/cXML/Message[1]/PunchOutOrderMessage[1]/PunchOutOrderMessageHeader[1]";
    let currencies = format!(
        "{head}/Total[1]/Money[1]/@currency,{head}/Shipping[1]/Money[1]/@currency,{head}/Tax[1]/Money[1]/@currency"
    );
    json!({
        "cart": {"fields": {
            "total": {"path": format!("{head}/Total[1]/Money[1]"), "transform": ["amount"]},
            "currency": {"path": currencies, "append": true},
            "shipping_total": {"path": format!("{head}/Shipping[1]/Money[1]"), "transform": [{"amount": {"thousands_sep": ","}}]},
            "shipping_description": {"path": format!("{head}/Shipping[1]/Description[1]"), "transform": [{"default": {"value": "Freight"}}, "strip"]},
            "tax_total": {"path": format!("{head}/Tax[1]/Money[1]"), "transform": [{"round": {"precision": 2}}]},
            "tax_description": {"path": format!("{head}/Tax[1]/Description[1]"), "transform": [{"default": {"value": "VAT"}}, {"append": {"value": " incl."}}]}
        }},
        "cart_item": {"multi_lines": true, "fields": {
            "quantity": {"path": "@quantity", "required": true},
            "line_number": {"path": "@lineNumber"},
            "sku": {"path": "ItemID[1]/SupplierPartID[1]", "transform": ["uppercase"]},
            "internal_id": {"path": "ItemID[1]/SupplierPartAuxiliaryID[1]"},
            "unit_price": {"path": "ItemDetail[1]/UnitPrice[1]/Money[1]", "transform": ["amount"]},
            "currency": {"path": "ItemDetail[1]/UnitPrice[1]/Money[1]/@currency", "append": true},
            "name,description": {"path": "ItemDetail[1]/Description[1]", "transform": [{"join": {"sep": ":\\s"}}, "strip", {"cut": {"start": "0", "len": "40"}}]},
            "uom": {"path": "ItemDetail[1]/UnitOfMeasure[1]", "transform": [{"default": {"value": "EA"}}, {"map": {"value": "MTR", "result": "MTK"}}]},
            "manufacturer": {"path": "ItemDetail[1]/ManufacturerName[1]", "transform": [{"split": {"sep": "\\s", "index": "1"}}]},
            "manufacturer_sku": {"path": "ItemDetail[1]/ManufacturerPartID[1]", "transform": ["lowercase", {"prepend": {"value": "mfr-"}}]},
            "url": {"path": "ItemDetail[1]/URL[1]"},
            "lead_time_days": {"path": "ItemDetail[1]/LeadTime[1]", "transform": ["abs"]},
            "supplier_id": {"path": "SupplierID[1]"},
            "custom_fields/custom_field_1": {"path": "ItemDetail[1]/Extrinsic[@name='custom1']", "transform": ["date"]},
            "custom_fields/custom_field_2": {"path": "ItemDetail[1]/Extrinsic[@name='custom2']", "transform": ["not"]},
            "sum_price": {"path": "ItemDetail[1]/Extrinsic[@name='lineTotal']", "transform": ["famount"]},
            "image_url": {"path": "ItemDetail[1]/Extrinsic[@name='picture']"},
            "cart_note": {"path": "ItemDetail[1]/Extrinsic[@name='note']"}
        }}
    })
}

/// What goes where in a form of OCI.
fn oci_mapping() -> Value {
    let field = |name: &str| format!("NEW_ITEM-{name}[%line_number%]");
    json!({"cart_item": {"multi_lines": true, "fields": {
        "quantity": {"path": field("QUANTITY")},
        "sku": {"path": format!("{},{}", field("VENDORMAT"), field("MANUFACTMAT"))},
        "internal_id": {"path": field("EXT_QUOTE_ID")},
        "name": {"path": field("DESCRIPTION"), "transform": [{"cut": {"len": 40}}]},
        "description": {"path": "NEW_ITEM-LONGTEXT_%line_number%:132[]", "transform": ["strip"]},
        "uom": {"path": field("UNIT"), "transform": [{"default": {"value": "EA"}}, {"map": {"value": "MTR", "result": "M"}}]},
        "unit_price": {"path": field("PRICE"), "transform": ["amount"]},
        "currency": {"path": field("CURRENCY")},
        "price_unit": {"path": field("PRICEUNIT")},
        "lead_time_days": {"path": field("LEADTIME")},
        "supplier_id": {"path": field("VENDOR")},
        "manufacturer": {"path": field("MANUFACTCODE"), "transform": [{"cut": {"start": 0, "len": 10}}]},
        "custom_fields/custom_field_1": {"path": field("CUST_FIELD1"), "transform": ["date", {"cut": {"len": 10}}]},
        "custom_fields/custom_field_2": {"path": field("CUST_FIELD2"), "transform": [{"map": {"value": "yes", "result": "X"}}]},
        "image_url": {"path": field("ATTACHMENT")}
    }}})
}

/// A text as CSV quotes it.
fn quoted(value: &Value) -> String {
    format!("\"{}\"", value.to_string().replace('"', "\"\""))
}

/// A cart with all that the mappings read.
fn full_cart() -> Value {
    let line = |number: u32, unit: &str| {
        json!({"line_number": number, "sku": format!("ab-{number}"), "internal_id": format!("cart-9/{number}"), "name": "Żółta śruba",
            "description": "An <b>iron</b> screw, galvanised and very long indeed", "quantity": "2", "unit": unit, "unit_price": "1000.25",
            "classification": [{"domain": "UNSPSC", "code": "31161500"}], "manufacturer": "Ham & Mer GmbH", "manufacturer_sku": "HM-7",
            "supplier_id": "70001", "lead_time_days": 3, "url": "https://shop.example/p?a=1&b=2", "image_url": "https://shop.example/i.png",
            "custom_fields": {"custom_field_1": "2026-03-01T10:11:12+01:00", "custom_field_2": "yes"}})
    };
    json!({"currency": "EUR", "shipping": {"amount": "1004.90"}, "tax": {"amount": "8.17", "description": "Sales tax"},
        "items": [line(1, "EA"), line(2, "MTR")]})
}

fn at<'a>(node: Node<'a, 'a>, names: &[&str]) -> Node<'a, 'a> {
    names.iter().fold(node, |node, name| {
        let found = node.children().find(|child| child.has_tag_name(*name));
        found.unwrap_or_else(|| panic!("no {name}"))
    })
}

/// Imports the two connections; answers the rows' reports.
async fn imported(shop: &Shop) -> Value {
    let connections = "business_unit_key,username,password,credentials,is_active,type,format,name,mapping\n\
        BU-7,NetworkId/AN-big,open sesame,,1,setup_request,cxml,Big cXML,\nBU-7,big,schiff ahoi,,1,setup_request,oci,Big OCI,\n";
    let cart = format!(
        "connection_name,default_supplier_id,max_description_length,bundle_mode,totals_mode,encoding,mapping\n\
         Big cXML,70009,99999,composite,header,url-encoded,{}\nBig OCI,70009,99999,composite,disabled,no-encoding,{}\n",
        quoted(&cxml_mapping()),
        quoted(&oci_mapping()),
    );
    let setup = "connection_name,business_unit_key,company_user_key,login_mode\nBig cXML,BU-7,,dynamic_user_creation\nBig OCI,BU-7,,dynamic_user_creation\n";
    let files = json!({"connections": connections, "cart": cart, "setup": setup, "dry_run": false});
    let report = shop
        .admin
        .post("/api/v1/imports/spryker", &files, 200)
        .await
        .json();
    assert_eq!(report["imported"], true, "{report:#}");
    report
}

async fn transferred(shop: &Shop, start: &str) -> Value {
    let (_, token) = shop.start(start).await;
    let session = shop.redeem(&token, 200).await.json();
    let transfer = format!(
        "/api/v1/punch-out-sessions/{}/transfer",
        session["id"].as_str().expect("an id")
    );
    shop.server
        .post(&transfer, &json!({"cart": full_cart()}), 200)
        .await
        .json()
}

on_both_databases! {
    async fn large_mappings_give_what_they_say(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        imported(&shop).await;
        let setup = Setup { version: Some("1.2.020"), identity: "AN-big".to_owned(), secret: Some("open sesame".to_owned()), ..Setup::create() };
        let answer = shop.post_to(&shop.store_path, setup.xml()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let hand_off = transferred(&shop, &answer.start_path()).await;
        let message = carried(&hand_off);
        let document = parse(&message);
        let order = at(document.root_element(), &["Message", "PunchOutOrderMessage"]);
        let head = at(order, &["PunchOutOrderMessageHeader"]);
        for (names, text) in [
            (&["Total", "Money"][..], "4001.00"),
            (&["Shipping", "Money"], "1004.90"),
            (&["Shipping", "Description"], "Freight"),
            (&["Tax", "Money"], "8.17"),
            (&["Tax", "Description"], "Sales tax incl."),
        ] {
            assert_eq!(at(head, names).text(), Some(text), "{names:?}");
        }
        let lines: Vec<_> = order.children().filter(|child| child.has_tag_name("ItemIn")).collect();
        assert_eq!(lines.len(), 2);
        let line = lines[1];
        assert_eq!((line.attribute("quantity"), line.attribute("lineNumber")), (Some("2"), Some("2")));
        for (names, text) in [
            (&["ItemID", "SupplierPartID"][..], "AB-2"),
            (&["ItemID", "SupplierPartAuxiliaryID"], "cart-9/2"),
            (&["ItemDetail", "UnitPrice", "Money"], "1000.25"),
            (&["ItemDetail", "UnitOfMeasure"], "MTK"),
            (&["ItemDetail", "ManufacturerName"], "Ham"),
            (&["ItemDetail", "ManufacturerPartID"], "mfr-hm-7"),
            (&["ItemDetail", "URL"], "https://shop.example/p?a=1&b=2"),
            (&["ItemDetail", "LeadTime"], "3"),
            (&["SupplierID"], "70001"),
        ] {
            assert_eq!(at(line, names).text(), Some(text), "{names:?}");
        }
        let description = at(line, &["ItemDetail", "Description"]);
        assert_eq!(description.last_child().and_then(|text| text.text()), Some("Żółta śruba: An iron screw, galvanised a"));
        let extrinsics: Vec<_> = at(line, &["ItemDetail"])
            .children()
            .filter(|child| child.has_tag_name("Extrinsic"))
            .filter_map(|child| Some((child.attribute("name")?, child.text()?)))
            .collect();
        for expected in [("custom1", "2026-03-01 10:11:12"), ("lineTotal", "2000.50"), ("picture", "https://shop.example/i.png")] {
            assert!(extrinsics.contains(&expected), "{expected:?}: {extrinsics:?}");
        }
        let mut emitted = Emitted::default();
        emitted.add(message.clone());
        emitted.validate();

        let call = "USERNAME=big&PASSWORD=schiff+ahoi&EMAIL=b%40buyer.example&HOOK_URL=https%3A%2F%2Fsrm.buyer.example%2Fin";
        let request = shop.public.request(reqwest::Method::POST, &shop.store_path);
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(call);
        let start = path_of(&shop.public.send(request, 303).await.header("location"));
        let hand_off = transferred(&shop, &start).await;
        let fields = hand_off["form"]["fields"].as_array().expect("fields").clone();
        let value = |name: &str| fields.iter().find(|field| field["name"] == name).and_then(|field| field["value"].as_str());
        for (name, text) in [
            ("NEW_ITEM-QUANTITY[2]", "2"),
            ("NEW_ITEM-VENDORMAT[2]", "ab-2"),
            ("NEW_ITEM-MANUFACTMAT[2]", "ab-2"),
            ("NEW_ITEM-EXT_QUOTE_ID[2]", "cart-9/2"),
            ("NEW_ITEM-DESCRIPTION[2]", "Żółta śruba"),
            ("NEW_ITEM-LONGTEXT_2:132[]", "An iron screw, galvanised and very long indeed"),
            ("NEW_ITEM-UNIT[1]", "EA"),
            ("NEW_ITEM-UNIT[2]", "M"),
            ("NEW_ITEM-PRICE[2]", "1000.25"),
            ("NEW_ITEM-CURRENCY[2]", "EUR"),
            ("NEW_ITEM-LEADTIME[2]", "3"),
            ("NEW_ITEM-VENDOR[2]", "70001"),
            ("NEW_ITEM-MANUFACTCODE[2]", "Ham & Mer "),
            ("NEW_ITEM-CUST_FIELD1[2]", "2026-03-01"),
            ("NEW_ITEM-CUST_FIELD2[2]", "X"),
            ("NEW_ITEM-ATTACHMENT[2]", "https://shop.example/i.png"),
        ] {
            assert_eq!(value(name).map(str::trim), Some(text.trim()), "{name}");
        }
    }
}
