//! The return page: whom it takes for a visitor, and what it says.

use reqwest::Method;
use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{
    answer::path_of,
    setup::Setup,
    shop::{Shop, cart},
};

on_both_databases! {
    async fn looking_ahead_opens_nothing(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await;
        let page = path_of(&hand_off.text_at("/handoff_url"));
        shop.public.send(shop.public.request(Method::HEAD, &page), 200).await;
        for (name, value) in [
            ("sec-purpose", "prefetch;prerender"),
            ("purpose", "prefetch"),
            ("x-moz", "prefetch"),
            ("x-purpose", "preview"),
        ] {
            let ahead = shop.public.request(Method::GET, &page).header(name, value);
            shop.public.send(ahead, 200).await;
        }
        assert_eq!(shop.timeline(&visit).await, ["created", "started", "redeemed", "transferred"]);
        assert!(shop.browse(&page, 200).await.posts_by_itself());
        assert!(!shop.browse(&page, 200).await.posts_by_itself());
        assert_eq!(shop.timeline(&visit).await.last().unwrap(), "hand_over_opened");
    }

    async fn a_page_that_was_fetched_ahead_and_used_posts_once(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup::create()).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await;
        let page = path_of(&hand_off.text_at("/handoff_url"));
        // The browser shows what it fetched ahead, and the page notes that it posts.
        shop.public.act(&format!("{page}/attempted"), 204).await;
        assert!(!shop.browse(&page, 200).await.posts_by_itself());
    }

    async fn the_pages_name_the_entry_of_the_log(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let answer = shop.set_up(&Setup::create()).await;
        let start = shop.browse(&answer.start_path(), 200).await.reply;
        assert_eq!(start.header("x-support-reference"), answer.support_reference());
        assert!(start.text().contains(&answer.support_reference()));
        let visit = shop.visit(&Setup::create()).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await;
        let page = path_of(&hand_off.text_at("/handoff_url"));
        let reply = shop.browse(&page, 200).await.reply;
        let reference = reply.header("x-support-reference");
        assert!(reply.text().contains(&reference));
        let entry = shop.logged(&reference).await;
        assert_eq!(entry["type"], "transfer_to_requisition");
        assert_eq!(entry["session_id"], visit.session["id"]);
    }

    async fn who_has_nowhere_to_return_to_can_leave(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let visit = shop.visit(&Setup { return_url: None, ..Setup::create() }).await;
        assert_eq!(shop.transfer(&visit, &cart(), 409).await.code(), "no_return_url");
        let answer = shop.server.act(&format!("{}/cancel", visit.path), 200).await;
        assert_eq!(answer.json().get("form"), None);
        let page = shop.browse(&path_of(&answer.text_at("/handoff_url")), 200).await;
        assert!(page.form.is_none() && !page.posts_by_itself());
        assert!(page.reply.text().contains("is over"), "{}", page.reply.text());
        let session = shop.admin.get(&visit.path, 200).await;
        assert_eq!(session.json()["state"], json!("cancelled"));
    }

    async fn pages_speak_the_language_of_who_reads_them(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let asked = async |path: &str, languages: &str, status| {
            let request = shop.public.request(Method::GET, path).header("accept-language", languages);
            let reply = shop.public.send(request, status).await;
            let language = reply.header("content-language");
            assert!(reply.text().contains(&format!("<html lang=\"{language}\">")));
            (language, reply.text())
        };
        let start = shop.set_up(&Setup::create()).await.start_path();
        let (language, page) = asked(&start, "fr-CA,fr;q=0.9,en;q=0.8", 200).await;
        assert!(language == "fr" && page.contains("Continuer vers la boutique"), "{page}");
        // The document is in German, and counts where the browser asks for nothing that there is.
        let (language, page) = asked(&start, "ja", 200).await;
        assert!(language == "de" && page.contains("Weiter zum Shop"), "{page}");
        let visit = shop.visit(&Setup::create()).await;
        let hand_off = shop.transfer(&visit, &cart(), 200).await;
        let (language, page) = asked(&path_of(&hand_off.text_at("/handoff_url")), "pl", 200).await;
        assert!(language == "pl" && page.contains("Przekaż koszyk"), "{page}");
        let (language, page) = asked("/punchout/start/none", "nl;q=0.4, xx", 410).await;
        assert!(language == "nl" && page.contains("Deze link"), "{page}");
        let (language, _) = asked("/punchout/start/none", "", 410).await;
        assert_eq!(language, "en");
    }
}
