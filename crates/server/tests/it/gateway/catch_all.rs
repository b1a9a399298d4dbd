//! cXML is answered in cXML wherever it is posted, and HTML never goes to a machine.

use reqwest::Method;
use test_support::{TestApp, on_both_databases};

use super::{
    answer::{Answer, header},
    calls::oci_shop,
    page::Page,
    punchout2go::fronted,
    setup::Setup,
    shop::Shop,
    validity::Emitted,
};

on_both_databases! {
    async fn a_document_at_a_wrong_address_is_answered_and_logged(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let mut emitted = Emitted::default();
        let paths = [
            "/",
            "/nope",
            "/nope/nope.xml?x=1",
            "/index.html",
            "/api/v1/nope",
            "/api/nope",
            "/docs/nope",
            "/healthz/nope",
            "/punchout",
            "/punchout/",
            "/punchout/nope",
            "/punchout/tools/nope",
            "/punchout/tools/nope/nope",
            "/punchout/start",
            "/punchout/start/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "/punchout/return/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "/punchout/%00/%ff",
        ];
        for path in paths {
            let answer = shop.post_to(path, Setup::create().xml()).await;
            assert_eq!((answer.http, answer.status), (200, 400), "{path}: {}", answer.text());
            emitted.add(answer.bytes.clone());
            let entry = shop.logged(&answer.support_reference()).await;
            assert_eq!(entry["error"]["code"], "unknown_entry_point", "{path}");
            assert_eq!(entry["type"], "setup_request", "{path}");
            // What is not cXML at a path of nobody's is answered in cXML below /punchout, and with a problem elsewhere.
            let request = shop.public.request(Method::POST, path).body("{\"json\": true}");
            let response = request.send().await.unwrap();
            let content_type = header(response.headers(), "content-type");
            assert!(response.status().as_u16() >= 400 || content_type.starts_with("text/xml"), "{path}: {content_type}");
            assert!(!content_type.starts_with("text/html") || path.contains("/start/"), "{path}: {content_type}");
        }
        // In spite of its start code a session is not opened twice.
        let start = shop.set_up(&Setup::create()).await.start_path();
        let answer = shop.post_to(&start, Setup::create().xml()).await;
        assert_eq!(answer.status, 400);
        shop.browse(&start, 200).await;
        emitted.validate();
    }

    async fn garbage_for_an_entry_point_is_answered_in_cxml(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let mut emitted = Emitted::default();
        let cases: [(&[u8], &str, &str); 6] = [
            (b"", "text/xml", "empty_body"),
            (b"{\"operation\": \"create\"}", "application/json", "not_well_formed"),
            (b"<html><body>Gateway timeout</body></html>", "text/html", "not_cxml"),
            (b"\0\0\0\0", "application/octet-stream", "not_well_formed"),
            (b"--b\r\n\r\n<cXML/>\r\n--b--", "multipart/related; boundary=b", "unsupported_document"),
            (b"<cXML></cXML>", "", "unsupported_document"),
        ];
        for (body, content_type, code) in cases {
            for path in [&shop.path, &shop.store_path] {
                let mut request = shop.public.request(Method::POST, path).body(body.to_vec());
                if !content_type.is_empty() {
                    request = request.header("content-type", content_type);
                }
                let answer = Answer::to(request.header("accept", "text/html")).await;
                assert_eq!(answer.http, 200);
                emitted.add(answer.bytes.clone());
                let entry = shop.logged(&answer.support_reference()).await;
                assert_eq!(entry["error"]["code"], code, "{content_type}: {}", answer.text());
                assert!(!entry["error"]["advice"].as_str().unwrap().is_empty());
            }
        }
        emitted.validate();
    }

    async fn only_browsers_see_a_page_at_an_entry_point(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let mut emitted = Emitted::default();
        for method in [Method::GET, Method::PUT, Method::OPTIONS, Method::DELETE, Method::PATCH, Method::TRACE] {
            for path in [shop.path.as_str(), &shop.store_path, "/punchout/nope"] {
                let request = shop.public.request(method.clone(), path);
                let answer = Answer::to(request.header("accept", "text/xml, */*")).await;
                assert_eq!(answer.http, 405, "{method} {path}");
                assert_eq!(header(&answer.headers, "allow"), "POST");
                emitted.add(answer.bytes.clone());
                let entry = shop.logged(&answer.support_reference()).await;
                assert_eq!(entry["error"]["code"], "method_not_allowed");
                assert_eq!(entry["method"], method.as_str());
            }
        }
        let page = shop.browse(&shop.path, 405).await;
        assert!(page.form.is_none());
        let entry = shop.logged(&page.reply.header("x-support-reference")).await;
        assert_eq!(entry["error"]["code"], "method_not_allowed");
        assert_eq!(page.frame_ancestors(), "'none'");
        emitted.validate();
    }

    async fn an_entry_point_for_calls_says_what_it_is_for(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = oci_shop(&app).await;
        let opened = shop.public.request(Method::GET, &shop.path);
        let page = Page::read(shop.public.send(opened, 400).await);
        assert!(page.form.is_none() && page.reply.text().contains("OCI call"), "{}", page.reply.text());
        let entry = shop.logged(&page.reply.header("x-support-reference")).await;
        assert_eq!(entry["error"]["code"], "missing_login");
        assert_eq!(entry["connection_id"], serde_json::json!(shop.connection_id));
    }

    async fn a_document_at_another_ones_address_is_answered_and_logged(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        for path in [
            "/api/v1/stores",
            "/api/v1/auth/login",
            "/api/v1/punch-out-sessions/redeem",
            "/gateway/link/punchin/id/AAAA",
            "/openapi.json",
            "/healthz/live",
            "/punchout/return/AAAA/attempted",
            "/punchout/return/AAAA/deliver",
        ] {
            let answer = shop.post_to(path, Setup::create().xml()).await;
            assert_eq!((answer.http, answer.status), (200, 400), "{path}: {}", answer.text());
            let entry = shop.logged(&answer.support_reference()).await;
            assert_eq!(entry["error"]["code"], "unknown_entry_point", "{path}");
        }
        let other = shop.public.request(Method::POST, "/api/v1/stores").header("content-type", "text/xml").body("no XML");
        assert_eq!(shop.public.send(other, 415).await.code(), "unsupported_media_type");
    }

    async fn a_document_at_the_address_of_another_format_is_answered(db: TestDatabase) {
        let (_app, shop, _service) = fronted(db).await;
        let answer = shop.post(Setup::create().xml()).await;
        assert_eq!((answer.http, answer.status), (200, 401));
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!(entry["connection_id"], serde_json::json!(shop.connection_id));
    }

    async fn other_methods_at_a_buyers_pages_change_nothing(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let start = shop.set_up(&Setup::create()).await.start_path();
        for method in [Method::PUT, Method::OPTIONS, Method::DELETE] {
            let response = shop.public.request(method, &start).send().await.unwrap();
            assert_eq!(response.status().as_u16(), 405);
        }
        let sessions = shop.admin.get("/api/v1/punch-out-sessions", 200).await.json();
        assert_eq!(sessions["items"][0]["state"], "created");
    }
}
