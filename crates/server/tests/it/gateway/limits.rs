//! How often procurement systems may call.

use reqwest::Method;
use test_support::{TestApp, on_both_databases};

use super::{header, setup::Setup, shop::Shop};

on_both_databases! {
    async fn too_many_documents_are_refused_in_the_callers_protocol(db: TestDatabase) {
        let app = TestApp::start_with(db, |config| config.limits.per_entry_point = 3).await;
        let shop = Shop::in_app(&app).await;
        for _ in 0..3 {
            shop.set_up(&Setup::create()).await;
        }
        let refused = shop.post(Setup::create().xml()).await;
        assert_eq!((refused.http, refused.status), (429, 560), "{}", refused.text());
        let seconds = header(&refused.headers, "retry-after").parse::<u32>();
        assert!((1..=60).contains(&seconds.unwrap()));
        // Another entry point has a limit of its own.
        assert_eq!(shop.post_to(&shop.store_path, Setup::create().xml()).await.status, 200);
        let logged = shop.admin.get("/api/v1/transactions?error_code=too_many_requests", 200).await.json();
        assert_eq!(logged["items"].as_array().unwrap().len(), 1);
        assert_eq!(logged["items"][0]["store_id"], shop.store_id.to_string());
    }

    async fn pages_and_calls_of_shops_are_limited_by_peer(db: TestDatabase) {
        let app = TestApp::start_with(db, |config| config.limits.per_peer = 3).await;
        let shop = Shop::in_app(&app).await;
        let start = shop.set_up(&Setup::create()).await.start_path();
        shop.public.get(&start, 200).await;
        shop.public.get("/punchout/return/AAAA", 410).await;
        shop.public.act("/punchout/return/AAAA/deliver", 410).await;
        // Whatever comes now is told to wait, and nothing is looked up or spent.
        let links = [
            (Method::GET, start.clone()),
            (Method::POST, start.clone()),
            (Method::GET, "/punchout/return/AAAA".to_owned()),
            (Method::POST, "/punchout/return/AAAA/attempted".to_owned()),
            (Method::POST, "/punchout/return/AAAA/deliver".to_owned()),
            (Method::POST, "/gateway/link/punchin/id/aaaa".to_owned()),
            (Method::GET, format!("/gateway/link/session/id/{}", "0".repeat(64))),
            (Method::POST, format!("/gateway/link/session/id/{}", "0".repeat(64))),
        ];
        for (method, path) in links {
            let refused = shop.public.send(shop.public.request(method, &path), 429).await;
            let seconds: u32 = refused.header("retry-after").parse().expect("seconds");
            assert!((1..=60).contains(&seconds), "{path}");
        }
        let logged = shop.admin.get("/api/v1/transactions?error_code=too_many_requests", 200).await.text();
        let code = start.rsplit('/').next().expect("a code");
        assert!(logged.contains("\"too_many_requests\"") && !logged.contains(code), "{logged}");
        // Documents are counted by themselves: buyers who look keep no procurement system out.
        assert_eq!(shop.post(Setup::create().xml()).await.http, 200);
    }

    async fn what_goes_astray_is_limited_as_well(db: TestDatabase) {
        let app = TestApp::start_with(db, |config| config.limits.per_peer = 1).await;
        let shop = Shop::in_app(&app).await;
        assert_eq!(shop.post_to("/nowhere", Setup::create().xml()).await.http, 200);
        assert_eq!(shop.post_to("/nowhere", Setup::create().xml()).await.http, 429);
        let token = shop.public.send(shop.public.request(Method::POST, &format!("{}/oauth2/token", shop.path)), 429).await;
        assert!(token.text().contains("temporarily_unavailable"), "{}", token.text());
    }

    async fn a_peer_is_limited_whatever_it_calls(db: TestDatabase) {
        let app = TestApp::start_with(db, |config| {
            config.limits.per_peer = 2;
            config.limits.per_entry_point = 0;
        }).await;
        let shop = Shop::in_app(&app).await;
        shop.set_up(&Setup::create()).await;
        assert_eq!(shop.post_to("/punchout/nowhere", Setup::create().xml()).await.http, 200);
        assert_eq!(shop.post(Setup::create().xml()).await.http, 429);
        assert_eq!(shop.post_to("/punchout/nowhere", Setup::create().xml()).await.http, 429);
        // The REST API is another matter.
        shop.admin.get("/api/v1/stores", 200).await;
    }
}
