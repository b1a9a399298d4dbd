//! Refusals in cXML that HTTP tells of as well, where a connection wants it.

use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{answer::header, setup::Setup, shop::Shop};

on_both_databases! {
    async fn http_tells_of_refusals_where_the_connection_wants_it(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let connection = format!("/api/v1/connections/{}", shop.connection_id);
        let refused = [
            (Setup { secret: Some("wrong".to_owned()), ..Setup::create() }.xml(), 401, 401),
            (Setup { cookie: None, ..Setup::create() }.xml(), 400, 400),
            (Setup { email: None, ..Setup::create() }.xml(), 403, 403),
            (Setup::new("frobnicate").xml(), 501, 450),
            ("<cXML>".to_owned(), 406, 406),
        ];
        for (document, _, status) in &refused {
            let answer = shop.post(document.as_str()).await;
            assert_eq!((answer.http, answer.status), (200, *status));
        }
        shop.admin.patch(&connection, &json!({"http_error_status": true}), 200).await;
        for (document, http, status) in refused {
            let answer = shop.post(document).await;
            assert_eq!((answer.http, answer.status), (http, status));
            assert_eq!(header(&answer.headers, "www-authenticate").is_empty(), http != 401);
            let entry = shop.logged(&answer.support_reference()).await;
            assert_eq!(entry["http_status"], http);
        }
        shop.set_up(&Setup::create()).await;
        // What other formats do not have is refused.
        for format in ["oci", "punchout2go"] {
            let other = json!({"name": format, "format": format, "business_unit_id": shop.business_unit_id, "http_error_status": true});
            let refused = shop.admin.post("/api/v1/connections", &other, 422).await;
            assert!(refused.faults().contains(&"/http_error_status not_supported".to_owned()), "{:?}", refused.faults());
        }
    }
}
