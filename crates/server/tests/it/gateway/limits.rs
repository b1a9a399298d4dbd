//! How often procurement systems may call.

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
