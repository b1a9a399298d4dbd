//! Orders and what follows them: taken once, whatever is sent how often.

use reqwest::Method;
use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{answer::Answer, repetition::at_once, setup::Setup, shop::Shop};

const PAYLOAD_ID: &str = "1790000000.42@erp.buyer.example";

/// An order of one line.
pub fn order(payload_id: &str, header: &str, quantity: u32) -> String {
    let request = format!(
        "<Request deploymentMode=\"production\"><OrderRequest><OrderRequestHeader {header} orderDate=\"2026-03-01T10:00:00+01:00\">\
         <Total><Money currency=\"EUR\">19.90</Money></Total><BillTo><Address><Name xml:lang=\"en\">Buyer</Name></Address></BillTo>\
         <Payment><PCard number=\"4111111111111111\" expiration=\"2027-03-01\"/></Payment></OrderRequestHeader>\
         <ItemOut quantity=\"{quantity}\" lineNumber=\"1\"><ItemID><SupplierPartID>4711</SupplierPartID><SupplierPartAuxiliaryID>cart-9/1</SupplierPartAuxiliaryID></ItemID>\
         </ItemOut></OrderRequest></Request>"
    );
    Setup::create()
        .envelope(&request)
        .replace(PAYLOAD_ID, payload_id)
}

on_both_databases! {
    async fn an_order_is_taken_once_and_answered_the_same_again(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let first = order("1@erp", "orderID=\"PO-7\"", 1);
        let answer = shop.post(first.clone()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!((&entry["type"], &entry["status"], &entry["order_id"]), (&json!("order_request"), &json!("ok"), &json!("PO-7")));
        assert_eq!(entry["document"], "OrderRequest");
        assert!(!entry.to_string().contains("4111111111111111"), "{entry}");

        // Again, and again with another time and another id of its own: the same order, the same answer.
        for again in [first.clone(), first.replace("2026-03-01T10:00:00+01:00\" xml:lang", "2026-03-01T11:00:00+01:00\" xml:lang"), order("2@erp", "orderID=\"PO-7\"", 1)] {
            let repeated = shop.post(again).await;
            assert_eq!(repeated.bytes, answer.bytes);
            assert_ne!(repeated.support_reference(), answer.support_reference());
            let entry = shop.logged(&repeated.support_reference()).await;
            assert_eq!(entry["status"], "ok");
            let findings = entry["findings"].to_string();
            assert!(findings.contains("document.repeated") && findings.contains(&answer.support_reference()), "{findings}");
        }
        // Another content under the same id, and under the same number.
        for other in [order("1@erp", "orderID=\"PO-8\"", 1), order("3@erp", "orderID=\"PO-7\"", 2)] {
            let refused = shop.post(other).await;
            assert_eq!(refused.status, 409, "{}", refused.text());
            assert_eq!(shop.logged(&refused.support_reference()).await["error"]["code"], "already_received");
        }
        // Changes are orders of their own.
        for change in ["orderID=\"PO-7\" type=\"update\"", "orderID=\"PO-7\" type=\"update\" orderVersion=\"2\"", "orderID=\"PO-7\" type=\"delete\""] {
            let payload_id = change.replace('"', "");
            let answer = shop.post(order(&payload_id, change, 3)).await;
            assert_eq!(answer.status, 200, "{change}: {}", answer.text());
        }
        // What cannot be told from others is taken each time.
        for _ in 0..2 {
            let answer = shop.post(order("", "orderID=\"PO-9\" type=\"update\"", 1)).await;
            assert!(!shop.logged(&answer.support_reference()).await["findings"].to_string().contains("document.repeated"));
        }
    }

    async fn what_follows_orders_is_taken_and_strangers_are_not_heard(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        for kind in ["StatusUpdateRequest", "ConfirmationRequest", "ShipNoticeRequest", "InvoiceDetailRequest", "ReceiptRequest"] {
            let request = format!("<Request><{kind}><DocumentReference payloadID=\"1@erp\"/></{kind}></Request>");
            let document = Setup::create().envelope(&request).replace(PAYLOAD_ID, kind);
            let answer = shop.post(document.clone()).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            assert_eq!(shop.post(document.clone()).await.bytes, answer.bytes);
            let changed = document.replace("1@erp", "2@erp");
            assert_eq!(shop.post(changed).await.status, 409);
            let stranger = Setup { secret: Some("another".to_owned()), ..Setup::create() };
            assert_eq!(shop.post(stranger.envelope(&request)).await.status, 401);
        }
        let profile = shop.post(Setup::create().profile_request()).await.text();
        assert!(profile.contains("requestName=\"OrderRequest\""), "{profile}");
    }

    async fn of_many_at_once_one_is_taken(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let calls = (0..20).map(|_| {
            let call = shop.public.request(Method::POST, &shop.path);
            call.header("content-type", "text/xml").body(order("1@erp", "orderID=\"PO-7\"", 1))
        });
        let statuses = at_once(calls).await;
        assert_eq!(statuses, [200; 20]);
        let found = shop.admin.get("/api/v1/transactions?type=order_request&limit=200", 200).await.json();
        let mut taken = 0;
        assert_eq!(found["items"].as_array().map(Vec::len), Some(20), "each is logged");
        for entry in found["items"].as_array().expect("entries") {
            let path = format!("/api/v1/transactions/{}", entry["id"].as_str().expect("an id"));
            let findings = shop.admin.get(&path, 200).await.json()["findings"].to_string();
            taken += usize::from(!findings.contains("document.repeated"));
        }
        assert_eq!(taken, 1);
    }

    async fn two_at_one_moment_are_answered_as_one_after_the_other(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        for round in 0..10 {
            let number = format!("orderID=\"PO-{round}\"");
            let document = order(&format!("{round}@erp"), &number, 1);
            let (one, other) = tokio::join!(shop.post(document.clone()), shop.post(document.clone()));
            assert_eq!((one.status, other.status), (200, 200), "{} {}", one.text(), other.text());
            assert_eq!(one.bytes, other.bytes);
            let mut repeated = 0;
            for answer in [&one, &other] {
                let entry = shop.logged(&answer.support_reference()).await;
                assert_eq!(entry["status"], "ok");
                repeated += usize::from(entry["findings"].to_string().contains("document.repeated"));
            }
            assert_eq!(repeated, 1);
            // Of two with one number and different contents one is taken, and the other is refused by name.
            let number = format!("orderID=\"PX-{round}\"");
            let (one, other) = tokio::join!(
                shop.post(order(&format!("x{round}@erp"), &number, 1)),
                shop.post(order(&format!("y{round}@erp"), &number, 2)),
            );
            let mut statuses = [one.status, other.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 409]);
            let refused = if one.status == 409 { one } else { other };
            assert_eq!(shop.logged(&refused.support_reference()).await["error"]["code"], "already_received");
        }
    }

    async fn attachments_are_part_of_an_order(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let message = |boundary: &str, drawing: &str| format!(
            "--{boundary}\r\nContent-Type: text/xml\r\nContent-ID: <1@erp>\r\n\r\n{}\r\n--{boundary}\r\nContent-Type: image/svg+xml\r\nContent-ID: <2@erp>\r\n\r\n{drawing}\r\n--{boundary}--\r\n",
            order("1@erp", "orderID=\"PO-7\"", 1)
        );
        let post = async |boundary: &str, drawing: &str| {
            let call = shop.public.request(Method::POST, &shop.path);
            let call = call.header("content-type", format!("multipart/related; boundary={boundary}"));
            Answer::to(call.body(message(boundary, drawing))).await
        };
        let first = post("b1", "<svg/>").await;
        assert_eq!(first.status, 200, "{}", first.text());
        // Boundaries are made anew each time, and say nothing.
        assert_eq!(post("b2", "<svg/>").await.bytes, first.bytes);
        let refused = post("b1", "<svg>another</svg>").await;
        assert_eq!(refused.status, 409, "{}", refused.text());
        assert_eq!(shop.logged(&refused.support_reference()).await["error"]["code"], "already_received");
        let bare = shop.post(order("1@erp", "orderID=\"PO-7\"", 1)).await;
        assert_eq!(bare.status, 409, "{}", bare.text());
    }

    async fn setups_are_never_told_apart_by_their_ids(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let first = shop.set_up(&Setup::create()).await;
        let second = shop.set_up(&Setup::create()).await;
        assert_eq!((first.status, second.status), (200, 200));
        assert_ne!(first.start_path(), second.start_path());
    }
}
